// SPDX-License-Identifier: PostgreSQL
#include "core/compare/common_substring.hpp"

#include <gtest/gtest.h>

#include "ref/common_substring.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

std::size_t length(std::string_view a, std::string_view b, const Work& work = {}) {
    return longest_common_substring(bytes_of(a), bytes_of(b), work);
}

TEST(CommonSubstring, PublishedValues) {
    EXPECT_EQ(length("ABABC", "BABCA"), 4u);
    EXPECT_EQ(length("thisisatest", "testing123testing"), 4u);
    EXPECT_EQ(length("GeeksforGeeks", "GeeksQuiz"), 5u);
    EXPECT_EQ(length("cat", "hat"), 2u);
    EXPECT_EQ(length("aluminum", "Catalan"), 2u);
    EXPECT_EQ(length("", "a"), 0u);
    EXPECT_EQ(length("", ""), 0u);
    EXPECT_EQ(length("abc", "xyz"), 0u);
    EXPECT_EQ(length("abc", "abc"), 3u);
}

TEST(CommonSubstring, AgreesWithTheTextbook) {
    RandomStrings random(91);
    for (int round = 0; round < 5000; round++) {
        const auto [a, b] = random.pair(round % 20 == 0 ? 400 : 60);
        const std::size_t expected = ref::longest_common_substring(a, b);
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        ASSERT_EQ(length(a, b), expected) << a << " / " << b;
        ASSERT_EQ(length(b, a), expected) << a << " / " << b;
        ASSERT_EQ(longest_common_substring(code_points_of(wide_a), code_points_of(wide_b)), expected);
    }
}

TEST(CommonSubstring, LongStringsAreLimitedAndStop) {
    RandomStrings random(92);
    const std::string a = random.string(200'000, 30), b = "x" + a.substr(50'000, 100'000) + "y";
    EXPECT_EQ(length(a, b), 100'000u);
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(length(random.string(50'000, 2), random.string(50'000, 2), stopped), Error);
    EXPECT_THROW(length(std::string(1'000'000, 'a'), std::string(1'000'000, 'b')), Error);
}

}  // namespace
}  // namespace cdp::compare
