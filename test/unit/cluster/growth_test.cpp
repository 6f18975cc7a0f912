// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/growth.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "core/cluster/agglomerate.hpp"
#include "core/cluster/engine.hpp"
#include "unit/cluster/customers.hpp"

namespace cdp::cluster {
namespace {

constexpr std::size_t kBudget = std::size_t{256} << 20;

void run(const std::function<void(JobContext&)>& body) {
    Job job(1);
    job.start(body);
    job.finish();
}

std::size_t count(const Engine& engine, GrowthEvent event) {
    const auto& steps = engine.growth();
    return static_cast<std::size_t>(std::count_if(steps.begin(), steps.end(), [&](const auto& s) { return s.event == event; }));
}

struct Grown {
    Engine engine{kBudget};
    Grown(const std::vector<Customer>& rows, const score::Model& model) {
        fill(engine, rows);
        engine.set_model(model);
        run([&](JobContext& context) { engine.run_growth(context); });
    }
};

TEST(Growth, TheRecordsOfAClusterGrowIntoItAlone) {
    auto rows = crowd(400, 3);
    const auto more = crowd(400, 3);  // a third copy of everybody, so that clusters have several joins
    for (Customer row : more) {
        row.id += "y";
        rows.push_back(row);
    }
    Engine engine(kBudget);
    fill(engine, rows);
    run([&](JobContext& context) { engine.run_dedupe(context); });
    std::map<std::string, Customer> by_id;
    for (const auto& row : rows) by_id.emplace(row.id, row);
    std::size_t larger = 0;
    for (const auto& ids : partition_of(engine)) {
        std::vector<Customer> members;
        for (const auto& id : ids) members.push_back(by_id.at(id));
        const Grown grown(members, engine.model());
        EXPECT_EQ(count(grown.engine, GrowthEvent::kJoin), ids.size() - 1) << *ids.begin();
        EXPECT_EQ(count(grown.engine, GrowthEvent::kApart), 0u);
        EXPECT_EQ(count(grown.engine, GrowthEvent::kWeakestLink), ids.size() > 1 ? 1u : 0u);
        for (const auto& step : grown.engine.growth())
            if (step.event == GrowthEvent::kJoin) {
                EXPECT_GE(step.linkage, score::to_bits(engine.model().thresholds.cluster));
                EXPECT_GE(step.weight, step.linkage) << "the greatest is no less than the mean";
            }
        larger += ids.size() > 2 ? 1 : 0;
    }
    EXPECT_GT(larger, 100u);
}

TEST(Growth, StrangersStayApartAndThatIsMeasured) {
    const auto rows = crowd(400, 3);
    Engine engine(kBudget);
    fill(engine, rows);
    run([&](JobContext& context) { engine.run_dedupe(context); });
    const Grown grown({rows[0], rows[7]}, engine.model());
    ASSERT_EQ(grown.engine.growth().size(), 1u);
    const GrowthStep& step = grown.engine.growth()[0];
    EXPECT_EQ(step.event, GrowthEvent::kApart);
    EXPECT_LT(step.linkage, score::to_bits(engine.model().thresholds.cluster));
    EXPECT_EQ(step.left_size, 1u);
    EXPECT_EQ(step.right_size, 1u);
}

TEST(Growth, TooManyRecordsAreRefused) {
    const auto rows = crowd(600, 3);
    Engine engine(kBudget);
    fill(engine, rows);
    EXPECT_THROW(run([&](JobContext& context) { engine.run_growth(context); }), Error);
}

TEST(Growth, NearLinksAreNoLinks) {
    const auto rows = crowd(400, 3);
    Engine plain(kBudget), near(kBudget);
    for (Engine* engine : {&plain, &near}) {
        fill(*engine, rows);
        engine->keep_near = engine == &near;
        run([&](JobContext& context) { engine->run_dedupe(context); });
    }
    EXPECT_EQ(partition_of(plain), partition_of(near));
    ASSERT_EQ(plain.links().size(), near.links().size());
    EXPECT_TRUE(std::equal(plain.links().begin(), plain.links().end(), near.links().begin(),
                           [](const auto& x, const auto& y) { return x.a == y.a && x.b == y.b && x.weight == y.weight; }));
    EXPECT_TRUE(plain.near_links().empty());
    for (const auto& l : near.near_links()) {
        EXPECT_LT(l.weight, score::to_bits(near.model().thresholds.component));
        EXPECT_GE(l.weight, score::to_bits(near.model().thresholds.review));
    }
}

}  // namespace
}  // namespace cdp::cluster
