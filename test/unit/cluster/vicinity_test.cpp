// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/vicinity.hpp"

#include <gtest/gtest.h>

#include "unit/cluster/frozen_customers.hpp"

namespace cdp::cluster {
namespace {

TEST(Vicinity, GivesWhatTheEngineGives) {
    const auto rows = crowd(150, 3);
    const score::Model model = frozen_model(rows);
    const link::FrozenModel frozen(model);
    const std::vector<std::string> columns = column_names();
    Engine engine(kFrozenBudget);
    engine.set_model(model);
    fill_sources(engine, rows);
    engine.keep_near = true;
    run_alone([&](JobContext& context) { engine.run_dedupe(context); });

    Vicinity vicinity(frozen, columns, kFrozenBudget);
    for (const Customer& row : rows) vicinity.add("shop", row.id, cells_of(row));
    vicinity.prepare();
    vicinity.find_clusters();
    Partition found;
    std::map<std::size_t, std::set<std::string>> groups;
    for (std::size_t i = 0; i < rows.size(); i++) groups[vicinity.cluster(i)].insert(rows[i].id);
    for (auto& [root, ids] : groups) found.insert(std::move(ids));
    EXPECT_EQ(found, partition_of(engine));
    EXPECT_LT(found.size(), rows.size());

    std::map<std::pair<std::string, std::string>, double> links, expected;
    for (const auto& p : vicinity.pairs()) links[{rows[p.left].id, rows[p.right].id}] = p.weight;
    for (const auto* list : {&engine.links(), &engine.near_links()})
        for (const auto& l : *list)
            expected[{std::string(engine.raw().id(l.a)), std::string(engine.raw().id(l.b))}] = score::from_bits(l.weight);
    EXPECT_EQ(links, expected);

    Engine keys(kFrozenBudget);
    keys.set_model(model);
    fill_sources(keys, rows);
    run_alone([&](JobContext& context) { keys.run_block_keys(context); });
    std::map<std::string, std::vector<link::Key>> of_engine;
    for (link::Record r = 0; r < keys.raw().size(); r++) keys.block_keys().of(r, of_engine[std::string(keys.raw().id(r))]);
    for (const Customer& row : rows) {
        Vicinity alone(frozen, columns, kFrozenBudget);
        alone.add("shop", row.id, cells_of(row));
        alone.prepare();
        EXPECT_EQ(alone.keys(0), of_engine[row.id]) << row.id;
    }
}

// One record beside those that share a key with it: what it is linked with among all.
TEST(Vicinity, LinksOfOneRecord) {
    const auto rows = crowd(60, 4);
    score::Model model = frozen_model(rows);
    const std::vector<std::string> columns = column_names();
    for (const bool deterministic : {false, true}) {
        if (deterministic) model.deterministic = {model.blocking.front()};
        const link::FrozenModel frozen(model);
        Vicinity all(frozen, columns, kFrozenBudget);
        for (const Customer& row : rows) all.add("shop", row.id, cells_of(row));
        all.prepare();
        all.find_clusters();
        std::vector<std::vector<link::Key>> keys;
        for (std::size_t i = 0; i < rows.size(); i++) keys.push_back(all.keys(i));
        std::size_t links = 0;
        for (std::size_t first = 0; first < rows.size(); first++) {
            Vicinity one(frozen, columns, kFrozenBudget);
            std::vector<std::size_t> place{first};
            one.add("shop", rows[first].id, cells_of(rows[first]));
            for (std::size_t i = 0; i < rows.size(); i++) {
                if (i == first || std::find_first_of(keys[first].begin(), keys[first].end(), keys[i].begin(), keys[i].end()) == keys[first].end()) continue;
                place.push_back(i);
                one.add("shop", rows[i].id, cells_of(rows[i]));
            }
            one.prepare();
            std::map<std::pair<std::size_t, std::size_t>, double> found, expected;
            for (const auto& p : one.links_of_first(model.thresholds.review)) {
                found[{place[p.left], place[p.right]}] = p.weight;
                EXPECT_FALSE(one.why(p).empty());
            }
            for (const auto& p : all.pairs())
                if (p.left == first || p.right == first) expected[{p.left, p.right}] = p.weight;
            EXPECT_EQ(found, expected);
            links += found.size();
        }
        EXPECT_GT(links, 0u);
    }
}

TEST(Vicinity, DecisionsAndRefusals) {
    const auto rows = crowd(60, 5);
    score::Model model = frozen_model(rows);
    model.constraints.duplicate_free = {"shop"};
    const link::FrozenModel frozen(model);
    const std::vector<std::string> columns = column_names();
    Vicinity vicinity(frozen, columns, kFrozenBudget);
    for (const Customer& row : rows) vicinity.add("shop", row.id, cells_of(row));
    vicinity.prepare();
    vicinity.find_clusters();
    for (std::size_t i = 0; i < rows.size(); i++) EXPECT_EQ(vicinity.cluster(i), i);
    ASSERT_FALSE(vicinity.refusals().empty());
    EXPECT_EQ(vicinity.refusals()[0].reason, "duplicate_free");
    EXPECT_EQ(vicinity.refusals()[0].detail, "shop");
}

}  // namespace
}  // namespace cdp::cluster
