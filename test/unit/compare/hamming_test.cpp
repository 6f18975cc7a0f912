// SPDX-License-Identifier: PostgreSQL
#include "core/compare/hamming.hpp"

#include <gtest/gtest.h>

#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

std::size_t distance(std::string_view a, std::string_view b) { return hamming(bytes_of(a), bytes_of(b)); }

TEST(Hamming, PublishedValues) {
    EXPECT_EQ(distance("karolin", "kathrin"), 3u);
    EXPECT_EQ(distance("karolin", "kerstin"), 3u);
    EXPECT_EQ(distance("kathrin", "kerstin"), 4u);
    EXPECT_EQ(distance("1011101", "1001001"), 2u);
    EXPECT_EQ(distance("2173896", "2233796"), 3u);
    EXPECT_EQ(distance("", ""), 0u);
}

TEST(Hamming, CountsPlacesThatDiffer) {
    RandomStrings random(81);
    for (int round = 0; round < 1000; round++) {
        const std::size_t n = random.below(300);
        const std::string a = random.string(n, 3), b = random.string(n, 3);
        std::size_t expected = 0;
        for (std::size_t i = 0; i < n; i++) expected += a[i] != b[i];
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        ASSERT_EQ(distance(a, b), expected);
        ASSERT_EQ(hamming(code_points_of(wide_a), code_points_of(wide_b)), expected);
    }
}

TEST(Hamming, RefusesDifferentLengths) {
    try {
        distance("abc", "ab");
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kInvalidArgument);
        EXPECT_EQ(e.detail(), "They have 3 and 2 characters.");
    }
}

}  // namespace
}  // namespace cdp::compare
