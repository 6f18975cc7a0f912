// SPDX-License-Identifier: PostgreSQL
#include "core/link/blocking_recall.hpp"

#include <gtest/gtest.h>

#include "core/link/link.hpp"
#include "ref/candidates.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::KeyForm;
using test::PreparedTable;

struct BlockingRecallTest : testing::Test {
    score::Model model = test::default_model(test::customer_attributes());
    test::Customers customers{150};
    BlockingRecallTest() {
        model.prior = 1e-3;
        model.blocking = {{{3}}, {{1, KeyForm::kMetaphone}, {2}}, {{5, KeyForm::kTokens}, {1}}};
        model.deterministic = {{{4}, {0}}};
    }
};

TEST_F(BlockingRecallTest, CountsThePairsOfEachRule) {
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    const Scorer scorer(model, t.table, true);
    auto rules = model.blocking;
    rules.insert(rules.end(), model.deterministic.begin(), model.deterministic.end());
    const auto truth = ref::candidates(t.table, rules, kMaxBlock, false);
    std::vector<BlockingRecall::Rule> expected(rules.size());
    double found = 0;
    Scorer::Scratch scratch(scorer);
    for (const auto& [pair, finders] : truth.rules) {
        const double p = score::probability(score::from_bits(scorer.weight(pair.first, pair.second, Scorer::kOutOfReach, scratch)));
        found += p;
        for (const std::size_t r : finders) expected[r].matches += p;
        if (finders.size() == 1) expected[*finders.begin()].only += p;
    }
    ASSERT_GT(found, 20);
    std::optional<double> missed;
    for (const unsigned threads : {1u, 2u, 4u}) {
        JobContext context(threads);
        const BlockingRecall recall = blocking_recall(scorer, context);
        EXPECT_EQ(recall.compared, truth.rules.size());
        EXPECT_NEAR(recall.found, found, 0.1);
        ASSERT_EQ(recall.rules.size(), rules.size());
        for (std::size_t r = 0; r < rules.size(); r++) {
            EXPECT_NEAR(recall.rules[r].matches, expected[r].matches, 0.1) << r;
            EXPECT_NEAR(recall.rules[r].only, expected[r].only, 0.1) << r;
        }
        ASSERT_TRUE(recall.missed.has_value());
        if (missed) {
            EXPECT_EQ(recall.missed, missed);
        }
        missed = recall.missed;
    }
}

// A rule that finds what another one does not finds more of what there is.
TEST_F(BlockingRecallTest, FewerRulesMissMore) {
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    JobContext context(1);
    const auto share = [&] {
        const BlockingRecall recall = blocking_recall(Scorer(model, t.table, true), context);
        return recall.found / (recall.found + *recall.missed);
    };
    const double all = share();
    model.blocking = {{{3}}};
    model.deterministic = {{{4}, {0}}};
    EXPECT_LT(share(), all);
}

TEST_F(BlockingRecallTest, SilentWithoutBasis) {
    model.blocking = {{{3}}, {{3, KeyForm::kPrefix, 4}}};
    model.deterministic.clear();
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    JobContext context(1);
    EXPECT_FALSE(blocking_recall(Scorer(model, t.table, true), context).missed.has_value());
}

}  // namespace
}  // namespace cdp::link
