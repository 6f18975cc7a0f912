// SPDX-License-Identifier: PostgreSQL
#include "core/compare/token_ratio.hpp"

#include <gtest/gtest.h>

#include "ref/token_measure.hpp"
#include "unit/compare/random_words.hpp"

namespace cdp::compare {
namespace {

// Published: READMEs of RapidFuzz 3 and of TheFuzz, divided by 100.
TEST(TokenRatio, PublishedValues) {
    EXPECT_DOUBLE_EQ(token_sort_ratio("fuzzy wuzzy was a bear", "wuzzy fuzzy was a bear"), 1);
    EXPECT_NEAR(token_sort_ratio("fuzzy was a bear", "fuzzy fuzzy was a bear"), .8421052631578947, 1e-15);
    EXPECT_DOUBLE_EQ(token_set_ratio("fuzzy was a bear", "fuzzy fuzzy was a bear"), 1);
    EXPECT_DOUBLE_EQ(token_set_ratio("fuzzy was a bear but not a dog", "fuzzy was a bear"), 1);
    EXPECT_NEAR(token_set_ratio("fuzzy was a bear but not a dog", "fuzzy was a bear but not a cat"), .923076923076923,
                1e-15);
    EXPECT_DOUBLE_EQ(token_sort_ratio("New York Mets vs Atlanta Braves", "Atlanta Braves vs New York Mets"), 1);
    EXPECT_NEAR(token_set_ratio("mariners vs angels", "los angeles angels of anaheim at seattle mariners"), .91, .005);
}

TEST(TokenRatio, TextsWithoutWords) {
    for (const auto ratio : {&token_sort_ratio, &token_set_ratio}) {
        EXPECT_EQ(ratio("", "", {}), 1);
        EXPECT_EQ(ratio("-", "", {}), 1);
        EXPECT_EQ(ratio("a", "", {}), 0);
        EXPECT_EQ(ratio("", "a", {}), 0);
    }
}

TEST(TokenRatio, AgreesWithTheTextbook) {
    RandomWords random(43);
    for (int round = 0; round < 3000; round++) {
        const std::string a = random.text(round % 50 == 0 ? 100 : 5), b = random.text(5);
        ASSERT_EQ(token_sort_ratio(a, b), ref::token_sort_ratio(a, b)) << a << " / " << b;
        ASSERT_EQ(token_sort_ratio(b, a), ref::token_sort_ratio(a, b)) << a << " / " << b;
        ASSERT_EQ(token_set_ratio(a, b), ref::token_set_ratio(a, b)) << a << " / " << b;
        ASSERT_EQ(token_set_ratio(b, a), ref::token_set_ratio(a, b)) << a << " / " << b;
    }
}

}  // namespace
}  // namespace cdp::compare
