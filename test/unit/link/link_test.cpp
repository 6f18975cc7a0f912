// SPDX-License-Identifier: PostgreSQL
#include "core/link/link.hpp"

#include <gtest/gtest.h>

#include "ref/candidates.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::KeyForm;
using test::PreparedTable;
using text::Kind;

struct LinkTest : testing::Test {
    score::Model model = test::default_model(test::customer_attributes());
    test::Customers customers{150};

    LinkTest() {
        model.prior = 1e-3;
        model.blocking = {{{3}}, {{1, KeyForm::kMetaphone}, {2}}, {{5, KeyForm::kTokens}, {1}}};
    }
    std::vector<score::BlockingRule> all_rules() const {
        auto rules = model.blocking;
        rules.insert(rules.end(), model.deterministic.begin(), model.deterministic.end());
        return rules;
    }
};

TEST_F(LinkTest, LinksAreTheCandidatesAtOrAboveTheFloor) {
    model.deterministic = {{{4}, {0}}, {{5, KeyForm::kTokens}, {0}, {2}}};
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    const Scorer scorer(model, t.table, true);
    const auto truth = ref::candidates(t.table, all_rules(), kMaxBlock, false);
    const score::Bits certain = score::to_bits(kDeterministicWeight);
    for (const double floor : {-10.0, 0.0, 5.5, 20.0}) {
        std::vector<Link> expected;
        Scorer::Scratch scratch(scorer);
        for (const auto& [pair, rules] : truth.rules) {
            score::Bits w = scorer.weight(pair.first, pair.second, Scorer::kOutOfReach, scratch);
            if (*rules.rbegin() >= model.blocking.size()) w = std::max(w, certain);
            if (w >= score::to_bits(floor)) expected.push_back({pair.first, pair.second, w});
        }
        for (const unsigned threads : {1u, 2u, 4u}) {
            JobContext context(threads);
            std::vector<RuleStatistics> statistics;
            const auto links = score_pairs(scorer, floor, context, &statistics);
            ASSERT_TRUE(std::equal(links.begin(), links.end(), expected.begin(), expected.end())) << floor;
            ASSERT_EQ(statistics.size(), all_rules().size());
            std::uint64_t compared = 0;
            for (const auto& rule : statistics) compared += rule.added;
            EXPECT_EQ(compared, truth.rules.size());
        }
        EXPECT_GT(expected.size(), 10u);
    }
}

TEST_F(LinkTest, DeterministicRulesHoldByDefinition) {
    model.deterministic = {{{4}}, {{5, KeyForm::kTokens}, {6}}};
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    const Scorer scorer(model, t.table, true);
    JobContext context(1);
    const DeterministicRules rules(scorer, context);
    std::size_t held = 0;
    for (Record a = 0; a < t.table.size(); a++)
        for (Record b = a + 1; b < t.table.size(); b++) {
            const bool expected =
                std::any_of(model.deterministic.begin(), model.deterministic.end(), [&](const auto& r) {
                    const auto x = ref::keys_of(t.table, r, a), y = ref::keys_of(t.table, r, b);
                    return std::any_of(x.begin(), x.end(), [&](const auto& key) { return y.count(key) != 0; });
                });
            ASSERT_EQ(rules.hold(a, b, scorer.agreement(a, b)), expected);
            held += expected ? 1 : 0;
        }
    EXPECT_GT(held, 100u);
}

TEST_F(LinkTest, NoRuleNoLink) {
    model.blocking.clear();
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    const Scorer scorer(model, t.table, true);
    JobContext context(2);
    EXPECT_TRUE(score_pairs(scorer, -100, context).empty());
}

TEST_F(LinkTest, LinksBetweenSourcesOnlyWhenAskedTo) {
    model.link_type = score::LinkType::kLink;
    auto columns = test::kCustomerColumns;
    columns.insert(columns.begin(), "source");
    for (std::size_t i = 0; i < customers.rows.size(); i++)
        customers.rows[i].insert(customers.rows[i].begin() + 1, i % 3 == 0 ? "crm" : "web");
    const PreparedTable t(model, columns, customers.rows);
    const Scorer scorer(model, t.table, true);
    JobContext context(2);
    const auto links = score_pairs(scorer, 0, context);
    EXPECT_GT(links.size(), 10u);
    for (const Link& l : links) EXPECT_NE(t.raw.source(l.a), t.raw.source(l.b));
}

TEST(SuggestModel, IsUsableAtOnce) {
    const test::Customers customers(300);
    const test::SmallTable small(test::kCustomerColumns, customers.rows);
    Table table(small.raw);
    JobContext context(2);
    const score::Model model = suggest_model(small.raw, table, {}, context);
    EXPECT_EQ(model.attributes.size(), test::kCustomerColumns.size());
    EXPECT_FALSE(model.blocking.empty());
    EXPECT_FALSE(model.comparisons.empty());
    const Scorer scorer(model, table, true);
    EXPECT_GT(score_pairs(scorer, 0, context).size(), 100u);
}

}  // namespace
}  // namespace cdp::link
