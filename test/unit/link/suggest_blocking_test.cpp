// SPDX-License-Identifier: PostgreSQL
#include <mutex>
#include <set>

#include <gtest/gtest.h>

#include "core/link/suggest.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::BlockingRule;
using score::KeyForm;
using score::KeyPart;
using test::PreparedTable;
using text::Kind;

std::vector<RuleStatistics> count(const score::Model& model, const Table& table, std::size_t max_block = 1000) {
    JobContext context(2);
    Candidates candidates(table, model, model.blocking, max_block, context);
    candidates.each("", false, 1e18, [](auto, auto, auto, auto) {});
    return candidates.statistics();
}

std::set<std::string> texts(const score::Model& model) {
    std::set<std::string> out;
    for (const auto& rule : model.blocking) out.insert(print_rule(rule, model));
    return out;
}

TEST(SuggestBlocking, CostsABoundedNumberOfPairsPerRecord) {
    score::Model model = test::default_model(test::customer_attributes());
    const test::Customers customers(6'000);
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    JobContext context(2);
    model.blocking = suggest_blocking(model, t.table, context);
    const auto n = static_cast<double>(t.table.size());
    double all = 0;
    for (const auto& rule : count(model, t.table)) {
        EXPECT_LE(static_cast<double>(rule.pairs), std::max(100'000.0, 6 * n));
        all += static_cast<double>(rule.pairs);
    }
    EXPECT_LE(all, std::max(100'000.0, 30 * n));
    EXPECT_GE(model.blocking.size(), 5u);
}

TEST(SuggestBlocking, FindsMostDuplicates) {
    score::Model model = test::default_model(test::customer_attributes());
    const test::Customers customers(1000);
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    JobContext context(2);
    model.blocking = suggest_blocking(model, t.table, context);
    Candidates candidates(t.table, model, model.blocking, 1000, context);
    std::set<Pair> found;
    std::mutex mutex;
    candidates.each("", false, 1e18, [&](auto, std::span<const Pair> pairs, auto, auto) {
        const std::lock_guard lock(mutex);
        found.insert(pairs.begin(), pairs.end());
    });
    std::size_t same = 0, met = 0;
    for (Record a = 0; a < t.table.size(); a++)
        for (Record b = a + 1; b < t.table.size() && customers.person[b] == customers.person[a]; b++) {
            same++;
            met += found.count({a, b});
        }
    EXPECT_GT(same, 1000u);
    EXPECT_GT(static_cast<double>(met), 0.97 * static_cast<double>(same));
}

TEST(SuggestBlocking, IsTheSameForAnyThreadsAndOrderOfRows) {
    score::Model model = test::default_model(test::customer_attributes());
    test::Customers customers(800);
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    JobContext one(1), four(4);
    const auto expected = suggest_blocking(model, t.table, one);
    EXPECT_EQ(suggest_blocking(model, t.table, four), expected);
    std::mt19937 random(9);
    std::shuffle(customers.rows.begin(), customers.rows.end(), random);
    const PreparedTable shuffled(model, test::kCustomerColumns, customers.rows);
    EXPECT_EQ(suggest_blocking(model, shuffled.table, one), expected);
}

TEST(SuggestBlocking, DropsRulesThatFollowFromWiderOnes) {
    // Few people: family name and given name together cost nothing, so nothing narrower is of use.
    score::Model model = test::default_model(test::customer_attributes());
    const test::Customers customers(150);
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    JobContext context(1);
    model.blocking = suggest_blocking(model, t.table, context);
    const auto rules = texts(model);
    EXPECT_EQ(rules.count("email"), 1u);
    EXPECT_EQ(rules.count("birth_date"), 1u);
    EXPECT_EQ(rules.count("family_name + birth_date"), 0u);
    for (const auto& narrow : model.blocking)
        for (const auto& wide : model.blocking) {
            if (&narrow == &wide) continue;
            const bool implied = std::all_of(wide.begin(), wide.end(), [&](const KeyPart& w) {
                return std::find(narrow.begin(), narrow.end(), w) != narrow.end();
            });
            EXPECT_FALSE(implied) << print_rule(narrow, model) << " follows from " << print_rule(wide, model);
        }
}

TEST(SuggestBlocking, FallsBackOnTheLeastCostlyRule) {
    // Everybody has one of two names: every rule is too dear.
    score::Model model = test::default_model({{"name", Kind::kFullName}});
    std::vector<test::Row> rows;
    for (int i = 0; i < 3000; i++) rows.push_back({std::to_string(i), i % 2 == 0 ? "Ann Lee" : "Bob Ray"});
    const PreparedTable t(model, {"name"}, rows);
    JobContext context(1);
    EXPECT_EQ(suggest_blocking(model, t.table, context).size(), 1u);
}

TEST(SuggestBlocking, AlwaysGivesARule) {
    const std::vector<std::vector<test::Row>> tables = {
        {}, {{"1", "Ann"}}, {{"1", "Ann"}, {"2", "Bob"}}, {{"1", ""}, {"2", ""}}};
    for (std::size_t kind = 0; kind < text::kKindCount; kind++)
        for (const auto& rows : tables) {
            const score::Model model = test::default_model({{"x", static_cast<Kind>(kind)}});
            const PreparedTable t(model, {"x"}, rows);
            JobContext context(1);
            EXPECT_FALSE(suggest_blocking(model, t.table, context).empty()) << text::kKindNames[kind];
        }
}

}  // namespace
}  // namespace cdp::link
