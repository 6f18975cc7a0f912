// SPDX-License-Identifier: PostgreSQL
// The rules one by one; agglomerate_test.cpp sets them against the textbook.
#include "core/cluster/join_rules.hpp"

#include <gtest/gtest.h>

namespace cdp::cluster {
namespace {

TEST(JoinRules, WithoutRulesAllIsAllowed) {
    JoinRules rules({}, 0);
    rules.begin(3);
    EXPECT_FALSE(rules.clash(0, 1));
    rules.join(0, 1);
    EXPECT_FALSE(rules.clash(0, 2));
}

TEST(JoinRules, ItemsKeptApart) {
    JoinRules rules({}, 0);
    rules.begin(4);
    rules.keep_apart(1, 3);
    EXPECT_FALSE(rules.clash(0, 3));
    rules.join(0, 1);
    const auto clash = rules.clash(0, 3);
    ASSERT_TRUE(clash);
    EXPECT_EQ(clash->rule, Rule::kCannotLink);
    EXPECT_EQ(clash->left, 1u);
    EXPECT_EQ(clash->right, 3u);
    rules.begin(4);
    EXPECT_FALSE(rules.clash(1, 3)) << "forgotten";
}

TEST(JoinRules, OfManyDecisionsTheFirstIsGiven) {
    JoinRules rules({}, 0);
    rules.begin(6);
    rules.keep_apart(0, 5);
    rules.keep_apart(1, 4);
    rules.keep_apart(1, 5);
    rules.keep_apart(2, 3);
    rules.join(0, 1);
    rules.join(4, 5);
    EXPECT_FALSE(rules.clash(0, 2));
    EXPECT_FALSE(rules.clash(2, 4));
    const auto clash = rules.clash(0, 4);
    ASSERT_TRUE(clash);
    EXPECT_EQ(clash->left, 0u);
    EXPECT_EQ(clash->right, 5u);
}

TEST(JoinRules, WhatCouldBeOfSeveralOwnersJoinsNone) {
    JoinRules rules({1}, 0);
    rules.begin(5);
    rules.add_value(0, 0, 7);
    rules.add_value(1, 0, 8);
    rules.set_ambiguous(3, 0);
    EXPECT_FALSE(rules.clash(0, 2)) << "no value, but not in doubt";
    EXPECT_FALSE(rules.clash(2, 3)) << "nobody's, both";
    rules.join(2, 3);
    for (const Item owner : {0u, 1u}) {
        const auto clash = rules.clash(owner, 2);
        ASSERT_TRUE(clash);
        EXPECT_EQ(clash->rule, Rule::kAmbiguous);
        EXPECT_EQ(clash->left, owner);
        EXPECT_EQ(clash->right, 3u) << "the one in doubt";
    }
    rules.join(0, 2);  // as a must-link does
    EXPECT_FALSE(rules.clash(0, 4)) << "now it has an owner";
    EXPECT_EQ(rules.clash(0, 1)->rule, Rule::kLimit);
    rules.begin(5);
    rules.add_value(0, 0, 7);
    EXPECT_FALSE(rules.clash(0, 3)) << "forgotten";
}

TEST(JoinRules, OneOfASourceThatIsFreeOfDuplicates) {
    JoinRules rules({}, 0);
    rules.begin(4);
    rules.set_source(0, 5);
    rules.set_source(1, 63);
    rules.set_source(3, 63);
    EXPECT_FALSE(rules.clash(0, 1));
    EXPECT_FALSE(rules.clash(2, 3));
    rules.join(0, 1);
    rules.join(2, 3);
    const auto clash = rules.clash(0, 2);
    ASSERT_TRUE(clash);
    EXPECT_EQ(clash->rule, Rule::kDuplicateFree);
    EXPECT_EQ(clash->left, 1u);
    EXPECT_EQ(clash->right, 3u);
}

TEST(JoinRules, DistinctValuesOfAnIdentifier) {
    JoinRules rules({1, 2}, 0);
    rules.begin(4);
    rules.add_value(0, 0, 7);
    rules.add_value(1, 0, 7);
    rules.add_value(2, 0, 8);
    rules.add_value(0, 1, 100);
    rules.add_value(1, 1, 101);
    rules.add_value(3, 1, 102);
    EXPECT_FALSE(rules.clash(0, 1)) << "one value, and two of two";
    EXPECT_FALSE(rules.clash(2, 3)) << "a missing value clashes with nothing";
    rules.join(0, 1);
    const auto first = rules.clash(0, 2);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->rule, Rule::kLimit);
    EXPECT_EQ(first->limit, 0u);
    EXPECT_EQ(first->left, 0u);
    EXPECT_EQ(first->right, 2u);
    const auto second = rules.clash(0, 3);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->limit, 1u);
}

TEST(JoinRules, WhatIsBeyondALimitMayTakeInWhatAddsNothing) {
    JoinRules rules({1}, 2);
    rules.begin(4);
    rules.add_value(0, 0, 1);
    rules.add_value(1, 0, 2);
    rules.add_value(2, 0, 2);
    rules.add_value(3, 0, 3);
    rules.join(0, 1);  // as a must-link does, whatever the rules say
    EXPECT_EQ(rules.clash(0, 3)->rule, Rule::kLimit);
    EXPECT_EQ(rules.clash(0, 2)->rule, Rule::kMaxSize) << "no new value, but a third record";
}

// Two values too many on day 0 are no leave for others on day 100.
TEST(JoinRules, EachWindowHasItsOwnLimit) {
    JoinRules rules({{1, 30}}, 0);
    rules.begin(6);
    rules.add_value(0, 0, 1, 0);
    rules.add_value(1, 0, 2, 0);
    rules.add_value(2, 0, 4, 100);
    rules.add_value(3, 0, 3, 100);
    rules.add_value(4, 0, 3, 50);
    rules.add_value(5, 0, 2, 0);
    rules.join(0, 1);  // as must-links do
    rules.join(0, 2);
    const auto clash = rules.clash(0, 3);
    ASSERT_TRUE(clash);
    EXPECT_EQ(clash->rule, Rule::kLimit);
    EXPECT_EQ(clash->left, 2u);
    EXPECT_EQ(clash->right, 3u);
    EXPECT_FALSE(rules.clash(0, 4)) << "alone in all its windows";
    EXPECT_FALSE(rules.clash(0, 5)) << "adds nothing to day 0";
}

TEST(JoinRules, OfManyWindowsTheFirstIsGiven) {
    JoinRules rules({{1, 30}}, 0);
    rules.begin(4);
    rules.add_value(0, 0, 1, 100);
    rules.add_value(1, 0, 2, 0);
    rules.add_value(2, 0, 3, 100);
    rules.add_value(2, 0, 4, 100);
    rules.add_value(3, 0, 5, 29);
    rules.join(0, 1);
    rules.join(2, 3);
    const auto clash = rules.clash(0, 2);
    ASSERT_TRUE(clash);
    EXPECT_EQ(clash->left, 1u) << "though there are more values on day 100";
    EXPECT_EQ(clash->right, 3u);
}

TEST(JoinRules, TheSizeOfAClusterIsLimited) {
    JoinRules rules({}, 3);
    rules.begin(4);
    rules.join(0, 1);
    EXPECT_FALSE(rules.clash(0, 2));
    rules.join(2, 3);
    const auto clash = rules.clash(0, 2);
    ASSERT_TRUE(clash);
    EXPECT_EQ(clash->rule, Rule::kMaxSize);
}

}  // namespace
}  // namespace cdp::cluster
