// SPDX-License-Identifier: PostgreSQL
#include "core/link/explain.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/link/link.hpp"
#include "core/link/train.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using text::Kind;

std::string json_of(const test::Row& row) {
    nlohmann::json out = nlohmann::json::object();
    for (std::size_t c = 0; c < test::kCustomerColumns.size(); c++) {
        const auto& cell = row[c + 1];
        out[test::kCustomerColumns[c]] = cell.empty() ? nlohmann::json() : nlohmann::json(cell);
    }
    return out.dump();
}

score::Model two_attributes() {
    score::Model m = test::default_model({{"given_name", Kind::kGivenName}, {"email", Kind::kEmail}});
    m.prior = 1e-3;
    return m;
}

TEST(Explain, EndsAtTheWeightOfTheScorer) {
    score::Model model = test::default_model(test::customer_attributes());
    const test::Customers customers(50);
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    JobContext context(2);
    model.blocking = suggest_blocking(model, t.table, context);
    train(model, t.table, kMaxBlock, {}, context);  // freezes the frequencies
    model.interactions = {{0, 1, 1, 1, -3}, {2, 1, 1, 1, 1.5}};
    score::Communities& communities = model.communities.emplace();
    communities.right = 1;
    communities.count = 2;
    communities.bits = {-1.5, 0.75, 0.5, -2};
    for (Code c = 1; c <= t.table.attributes[0].distinct(); c++) communities.left_values.add(t.table.attributes[0].value(c).text, c % 2);
    for (Code c = 1; c <= t.table.attributes[1].distinct(); c++) communities.right_values.add(t.table.attributes[1].value(c).text, c % 2);
    communities.left_values.sort();
    communities.right_values.sort();
    const Scorer scorer(model, t.table, true);
    Scorer::Scratch scratch(scorer);
    std::mt19937 random(3);
    std::size_t communities_spoke = 0;
    for (Record a = 0; a + 1 < t.table.size(); a++)
        for (const Record b : {a + 1, static_cast<Record>(random() % t.table.size())}) {
            const auto steps = explain(model, json_of(customers.rows[a]), json_of(customers.rows[b]));
            ASSERT_EQ(score::to_bits(steps.back().total), scorer.weight(a, b, Scorer::kOutOfReach, scratch));
            double total = 0;
            for (const auto& step : steps) {
                total += step.weight;
                ASSERT_NEAR(step.total, total, 1e-9) << step.comparison;
            }
            std::size_t joint = 0;
            for (const auto& i : model.interactions)
                if (steps[i.left + 1].level == 1 && steps[i.right + 1].level == 1) {
                    EXPECT_EQ(steps[model.comparisons.size() + ++joint].comparison,
                              model.comparisons[i.left].name + " with " + model.comparisons[i.right].name);
                }
            if (const score::Bits bits = scorer.community_bits(steps[1].level, steps[2].level, a, b); bits != 0) {
                const auto& step = steps[model.comparisons.size() + ++joint];
                EXPECT_EQ(step.comparison, "given_name with family_name");
                EXPECT_EQ(step.weight, score::from_bits(bits));
                communities_spoke++;
            }
            ASSERT_EQ(steps.size(), model.comparisons.size() + 2 + joint);
            EXPECT_EQ(steps.front().comparison, "prior");
            EXPECT_EQ(steps.back().comparison, "lookalikes");
            for (std::size_t c = 0; c < model.comparisons.size(); c++)
                EXPECT_EQ(steps[c + 1].level, scorer.level(c, a, b, scratch));
        }
    EXPECT_GT(communities_spoke, 0u);
}

TEST(Explain, ShowsFormsLevelsAndProbabilities) {
    score::Model model = two_attributes();
    model.term_frequencies["given_name"] = {0.001, 0.01, {{"ann", 0.005}}};
    const auto steps = explain(model, R"({"given_name": "Mme ANN", "email": "ann+x@laposte.net", "other": [1]})",
                               R"({"given_name": "Ann"})");
    ASSERT_EQ(steps.size(), 4u);
    EXPECT_NEAR(steps[0].weight, score::log2_odds(1e-3), 1e-5);
    const ExplainStep& name = steps[1];
    const score::Level& level = model.comparisons[0].levels[0];
    EXPECT_EQ(name.comparison, "given_name");
    EXPECT_EQ(name.left, "ann");
    EXPECT_EQ(name.right, "ann");
    EXPECT_EQ(name.level, 1u);
    EXPECT_EQ(name.condition, level.when);
    EXPECT_EQ(name.m, level.m);
    EXPECT_EQ(name.u, level.u);
    EXPECT_NEAR(name.frequency, 1, 1e-5);  // half as frequent as average
    EXPECT_NEAR(name.weight, std::log2(level.m / level.u) + 1, 1e-5);
    const ExplainStep& email = steps[2];
    EXPECT_EQ(email.left, "ann@laposte.net");
    EXPECT_EQ(email.right, "");
    EXPECT_EQ(email.level, 0u);
    EXPECT_EQ(email.condition, "");
    EXPECT_EQ(email.weight, 0);
    EXPECT_EQ(steps[3].comparison, "lookalikes");
}

TEST(Explain, KnowsNoLookAlikesWhereTheModelHasNone) {
    score::Model model = two_attributes();
    model.alike = {};
    EXPECT_EQ(explain(model, "{}", "{}").size(), 3u);
    EXPECT_NEAR(explain(model, "{}", "{}").back().total, score::log2_odds(1e-3), 1e-5);
}

TEST(Explain, LiftsWhatADeterministicRuleDecides) {
    score::Model model = two_attributes();
    model.deterministic = {{{1}}};
    const char* record = R"({"email": "ann@laposte.net"})";
    const auto lifted = explain(model, record, record);
    EXPECT_EQ(lifted.back().comparison, "deterministic");
    EXPECT_EQ(lifted.back().total, kDeterministicWeight);
    EXPECT_NE(explain(model, record, R"({"email": "bob@laposte.net"})").back().comparison, "deterministic");
    EXPECT_NE(explain(model, "{}", "{}").back().comparison, "deterministic");
    model.prior = 0.9;  // enough by itself: nothing to lift
    model.comparisons[1].levels[0].u = 1e-9;
    EXPECT_NE(explain(model, record, record).back().comparison, "deterministic");
    EXPECT_GT(explain(model, record, record).back().total, kDeterministicWeight);
}

TEST(Explain, TakesScalarsOfAnyType) {
    score::Model model = test::default_model({{"age", Kind::kNumber}, {"vip", Kind::kBoolean}});
    const auto steps = explain(model, R"({"age": 41, "vip": true})", R"({"age": "41.0", "vip": "true"})");
    EXPECT_EQ(steps[1].left, "41");
    EXPECT_EQ(steps[1].right, "41");
    EXPECT_EQ(steps[1].level, 1u);
    EXPECT_EQ(steps[2].level, 1u);
}

TEST(Explain, RefusesWhatIsNoRecord) {
    const score::Model model = two_attributes();
    for (const char* bad : {"", "[]", "null", "1", "\"ann\"", "{", "{\"a\": 1} x"}) {
        for (const bool left : {true, false}) {
            try {
                left ? explain(model, bad, "{}") : explain(model, "{}", bad);
                FAIL() << bad;
            } catch (const Error& e) {
                EXPECT_EQ(e.code(), ErrorCode::kInvalidArgument);
                EXPECT_STREQ(e.what(), left ? "record a must be a JSON object" : "record b must be a JSON object");
                EXPECT_NE(e.hint(), "");
            }
        }
    }
}

}  // namespace
}  // namespace cdp::link
