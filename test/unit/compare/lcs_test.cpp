// SPDX-License-Identifier: PostgreSQL
#include "core/compare/lcs.hpp"

#include <gtest/gtest.h>

#include "ref/lcs.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

struct Case {
    std::string_view a, b;
    std::size_t length;
};

// Hirschberg 1975, Cormen et al. §15.4, and what textbooks repeat.
TEST(Lcs, PublishedValues) {
    const Case cases[] = {
        {"", "", 0},
        {"", "abc", 0},
        {"ABCBDAB", "BDCABA", 4},
        {"XMJYAUZ", "MZJAWXU", 4},
        {"AGGTAB", "GXTXAYB", 4},
        {"kitten", "sitting", 4},
        {"10010101", "010110110", 6},
        {"thisisatest", "testing123testing", 7},
        {"ACCGGTCGAGTGCGCGGAAGCCGGCCGAA", "GTCGTTCGGAATGCCGTTGCTCTGTAAA", 20},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(lcs_length(c.a, c.b), c.length) << c.a << " / " << c.b;
        EXPECT_EQ(lcs_length(c.b, c.a), c.length) << c.b << " / " << c.a;
    }
}

TEST(Lcs, PreparedAsPairwise) {
    RandomStrings random(62);
    for (int round = 0; round < 600; round++) {
        const auto [a, b] = random.pair(round % 20 == 0 ? 700 : 200);
        const LcsPattern<unsigned char> pattern(bytes_of(a));
        EXPECT_EQ(pattern.length(bytes_of(b)), lcs_length(a, b)) << a << " / " << b;
        EXPECT_EQ(pattern.length(bytes_of(a)), a.size());
    }
}

TEST(Lcs, AgreesWithTheTextbook) {
    RandomStrings random(61);
    for (int round = 0; round < 6000; round++) {
        const auto [a, b] = random.pair(round % 20 == 0 ? 700 : 200);
        const std::size_t expected = ref::lcs_length(a, b);
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        ASSERT_EQ(lcs_length(a, b), expected) << a << " / " << b;
        ASSERT_EQ(lcs_length(b, a), expected) << a << " / " << b;
        ASSERT_EQ(lcs_length(code_points_of(wide_a), code_points_of(wide_b)), expected) << a << " / " << b;
    }
}

TEST(Lcs, AgreesWithTheTextbookAroundWholeWords) {
    RandomStrings random(62);
    for (const std::size_t n : {63, 64, 65, 127, 128, 129, 255, 256, 257, 300})
        for (const std::size_t m : {1, 62, 63, 64, 65, 127, 128, 129, 192, 257})
            for (const std::size_t alphabet : {1, 2, 3, 30}) {
                const std::string a = random.string(n, alphabet), b = random.string(m, alphabet);
                ASSERT_EQ(lcs_length(a, b), ref::lcs_length(a, b)) << a << " / " << b;
            }
}

TEST(Lcs, RatiosAreDefinedForEmptyStrings) {
    EXPECT_EQ(indel_ratio(0, 0, 0), 1);
    EXPECT_EQ(lcs_similarity(0, 0, 0), 1);
    EXPECT_EQ(indel_ratio(0, 0, 3), 0);
    EXPECT_EQ(lcs_similarity(0, 0, 3), 0);
    EXPECT_DOUBLE_EQ(indel_ratio(4, 6, 7), 8.0 / 13);
    EXPECT_DOUBLE_EQ(lcs_similarity(4, 6, 7), 4.0 / 7);
}

TEST(Lcs, LongStringsStopAndAreLimited) {
    RandomStrings random(63);
    const std::string a = random.string(20'000, 4), b = random.edited(a, 500, 4);
    const std::size_t length = lcs_length(a, b);
    EXPECT_GE(length, a.size() - 500);
    EXPECT_LE(length, std::min(a.size(), b.size()));
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(lcs_length(a, b, stopped), Error);
    EXPECT_THROW(lcs_length("x" + std::string(10 << 20, 'a'), "y" + std::string(9 << 20, 'b')), Error);
}

}  // namespace
}  // namespace cdp::compare
