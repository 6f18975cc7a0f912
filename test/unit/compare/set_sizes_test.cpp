// SPDX-License-Identifier: PostgreSQL
#include "core/compare/set_sizes.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace cdp::compare {
namespace {

TEST(SetSizes, Similarities) {
    const SetSizes sizes{2, 8, 1};
    EXPECT_DOUBLE_EQ(jaccard(sizes), 1.0 / 9);
    EXPECT_DOUBLE_EQ(dice(sizes), 0.2);
    EXPECT_DOUBLE_EQ(overlap(sizes), 0.5);
    EXPECT_DOUBLE_EQ(cosine(sizes), 0.25);
}

TEST(SetSizes, EmptySets) {
    for (const auto similarity : {&jaccard, &dice, &overlap, &cosine}) {
        EXPECT_EQ(similarity({0, 0, 0}), 1);
        EXPECT_EQ(similarity({0, 3, 0}), 0);
        EXPECT_EQ(similarity({3, 0, 0}), 0);
        EXPECT_EQ(similarity({3, 3, 3}), 1);
    }
}

TEST(SetSizes, OfSortedValues) {
    const auto sizes = [](std::vector<int> a, std::vector<int> b) { return sizes_of_sorted<int>(a, b); };
    EXPECT_EQ(sizes({1, 3, 5}, {1, 2, 3}), (SetSizes{3, 3, 2}));
    EXPECT_EQ(sizes({}, {1}), (SetSizes{0, 1, 0}));
    EXPECT_EQ(sizes({7}, {1, 7, 9}), (SetSizes{1, 3, 1}));
}

}  // namespace
}  // namespace cdp::compare
