// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/dedupe_errors.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/cluster/union_find.hpp"
#include "unit/cluster/customers.hpp"

namespace cdp::cluster {
namespace {

using Reason = DedupeError::Reason;
constexpr std::size_t kBudget = std::size_t{256} << 20;

// A crowd deduplicated by a model, and the errors by the labels: a copy, "x" behind the id, is the same person, and
// two people are said to be one though they are not.
struct Outcome {
    explicit Outcome(unsigned threads) {
        JobContext context(threads);
        const auto rows = crowd(250, 3);
        fill(engine, rows);
        engine.run_train(context);
        score::Model model = engine.model();
        model.blocking = {{score::KeyPart{model.attribute_index("email")}}, {score::KeyPart{model.attribute_index("street")}}};
        model.thresholds = {3, -1, -6};
        fill(again, rows);
        again.set_model(model);
        again.run_dedupe(context);
        const char* const names[] = {"id", "person"};
        const char* const types[] = {"text", "text"};
        evaluation.labels().begin(2, names, types);
        for (const Customer& row : rows) {
            const std::string person = row.id.substr(0, 6) == "p10007" || row.id.substr(0, 6) == "p10008" ? "one" : row.id.substr(0, 6);
            const std::optional<std::string_view> cells[] = {row.id, person};
            evaluation.labels().row(cells);
            person_of[row.id] = person;
        }
        const std::optional<std::string_view> unknown[] = {"unknown", "one"};
        evaluation.labels().row(unknown);
        person_of["unknown"] = "one";
        errors.emplace(again, evaluation);
        errors->run(context);
    }

    Engine engine{kBudget}, again{kBudget};
    Evaluation evaluation{kBudget};
    std::map<std::string, std::string> person_of;
    std::optional<DedupeErrors> errors;
};

using Told = std::tuple<std::string, std::string, bool, Reason, std::optional<double>, std::optional<double>, std::optional<std::size_t>>;

std::set<Told> told(const Outcome& run) {
    std::set<Told> out;
    for (const auto& e : run.errors->errors())
        out.emplace(run.evaluation.id(e.left), run.evaluation.id(e.right), e.false_positive, e.reason, e.weight, e.short_by, e.rule);
    EXPECT_EQ(out.size(), run.errors->errors().size());
    return out;
}

TEST(DedupeErrors, ListsWhatTheLabelsSayAndTheEngineSaw) {
    const Outcome run(2);
    const Engine& engine = run.again;
    std::map<std::string, link::Record> record;
    for (link::Record r = 0; r < engine.raw().size(); r++) record[std::string(engine.raw().id(r))] = r;
    UnionFind components(engine.raw().size(), std::pmr::get_default_resource());
    std::set<std::pair<link::Record, link::Record>> links;
    for (const auto& l : engine.links()) {
        components.unite(l.a, l.b);
        links.emplace(l.a, l.b);
    }
    std::map<Reason, int> seen;
    std::size_t wrong = 0;
    for (const auto& [left, right, false_positive, reason, weight, short_by, rule] : told(run)) {
        EXPECT_LT(left, right);
        EXPECT_EQ(run.person_of.at(left) == run.person_of.at(right), !false_positive);
        seen[reason]++;
        if (reason == Reason::kNotRead) {
            EXPECT_TRUE(left == "unknown" || right == "unknown");
            EXPECT_FALSE(weight || short_by || rule);
            continue;
        }
        wrong++;
        const link::Record a = std::min(record.at(left), record.at(right)), b = std::max(record.at(left), record.at(right));
        EXPECT_EQ(engine.clusters()[a] == engine.clusters()[b], false_positive);
        const bool connected = components.find(a) == components.find(b), linked = links.contains({a, b});
        if (false_positive)
            EXPECT_EQ(reason, linked ? Reason::kLinked : Reason::kJoined);
        else
            EXPECT_EQ(reason, connected ? Reason::kCut : rule ? Reason::kBelowThreshold : Reason::kNeverCompared);
        EXPECT_EQ(short_by.has_value(), !false_positive && *weight < 3);
        if (short_by) {
            EXPECT_DOUBLE_EQ(*weight + *short_by, 3);
        }
        if (linked) {
            EXPECT_TRUE(rule && *weight >= 3);
        }
    }
    std::size_t expected = 0;
    for (link::Record a = 0; a < engine.raw().size(); a++)
        for (link::Record b = a + 1; b < engine.raw().size(); b++)
            if ((run.person_of.at(std::string(engine.raw().id(a))) == run.person_of.at(std::string(engine.raw().id(b)))) !=
                (engine.clusters()[a] == engine.clusters()[b]))
                expected++;
    EXPECT_EQ(wrong, expected);
    EXPECT_GT(seen[Reason::kNeverCompared], 0);
    EXPECT_GT(seen[Reason::kNotRead], 0);
}

TEST(DedupeErrors, AreTheSameForAnyNumberOfThreads) { EXPECT_EQ(told(Outcome(1)), told(Outcome(4))); }

}  // namespace
}  // namespace cdp::cluster
