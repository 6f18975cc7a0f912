// SPDX-License-Identifier: PostgreSQL
#include "core/compare/osa.hpp"

#include <gtest/gtest.h>

#include "core/compare/levenshtein.hpp"
#include "ref/osa.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

struct Case {
    std::string_view a, b;
    std::size_t distance;
};

TEST(Osa, PublishedValues) {
    const Case cases[] = {
        {"", "", 0},         {"", "ab", 2},          {"CA", "ABC", 3},        {"CA", "AC", 1},
        {"AC", "ABC", 1},    {"ab", "ba", 1},        {"MARTHA", "MARHTA", 1}, {"kitten", "sitting", 3},
        {"abcd", "badc", 2}, {"a cat", "an abct", 4}};
    for (const Case& c : cases) {
        EXPECT_EQ(osa_distance(c.a, c.b), c.distance) << c.a << " / " << c.b;
        EXPECT_EQ(osa_distance(c.b, c.a), c.distance) << c.b << " / " << c.a;
    }
}

TEST(Osa, AgreesWithTheTextbookInEveryForm) {
    RandomStrings random(11);
    for (int round = 0; round < 6000; round++) {
        const auto [a, b] = random.pair(round % 20 == 0 ? 700 : 200);
        const std::size_t expected = ref::osa_distance(a, b);
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        ASSERT_EQ(osa_distance(a, b), expected) << a << " / " << b;
        ASSERT_EQ(osa_distance(b, a), expected) << a << " / " << b;
        ASSERT_EQ(osa_distance(code_points_of(wide_a), code_points_of(wide_b)), expected) << a << " / " << b;
        ASSERT_EQ(OsaPattern(bytes_of(a)).distance(bytes_of(b)), expected) << a << " / " << b;
        ASSERT_LE(expected, levenshtein(a, b));
    }
}

TEST(Osa, EveryBoundGivesTheDistanceOrOneMore) {
    RandomStrings random(12);
    for (int round = 0; round < 1500; round++) {
        const auto [a, b] = random.pair(round % 10 == 0 ? 500 : 160);
        const std::size_t exact = ref::osa_distance(a, b);
        const OsaPattern pattern(bytes_of(a));
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        for (std::size_t bound = 0; bound <= std::max(a.size(), b.size()) + 2; bound += bound < 12 ? 1 : 7) {
            const std::size_t expected = std::min(exact, bound + 1);
            ASSERT_EQ(osa_distance(a, b, bound), expected) << a << " / " << b << " bound " << bound;
            ASSERT_EQ(pattern.distance(bytes_of(b), bound), expected) << a << " / " << b << " bound " << bound;
            ASSERT_EQ(osa_distance(code_points_of(wide_a), code_points_of(wide_b), bound), expected);
        }
    }
}

TEST(Osa, SwapsAcrossTheEdgesOfWords) {
    for (const std::size_t length : {64u, 65u, 128u, 129u, 192u, 256u, 257u, 400u}) {
        RandomStrings random(13);
        const std::string a = random.string(length, 60);
        for (std::size_t at = 0; at + 1 < length; at++) {
            std::string b = a;
            std::swap(b[at], b[at + 1]);
            // Different ends, so that nothing is stripped.
            const std::size_t expected = (a == b ? 0 : 1) + 2;
            ASSERT_EQ(osa_distance("x" + a + "y", "z" + b + "t"), expected) << length << " at " << at;
            ASSERT_EQ(osa_distance("x" + a + "y", "z" + b + "t", 3), expected) << length << " at " << at;
        }
    }
}

TEST(Osa, AgreesWithTheTextbookAroundWholeWords) {
    RandomStrings random(5);
    for (const std::size_t n : {63, 64, 65, 127, 128, 129, 192, 256, 257, 300})
        for (const std::size_t m : {1, 63, 64, 65, 127, 128, 129, 256, 300, 400})
            for (const std::size_t alphabet : {1, 2, 20}) {
                const std::string a = random.string(n, alphabet), b = random.string(m, alphabet);
                const std::size_t expected = ref::osa_distance(a, b);
                const std::u32string wide_a = widened(a), wide_b = widened(b);
                const OsaPattern narrow(bytes_of(a));
                const OsaPattern wide(code_points_of(wide_a));
                ASSERT_EQ(osa_distance(a, b), expected) << a << " / " << b;
                ASSERT_EQ(narrow.distance(bytes_of(b)), expected) << a << " / " << b;
                ASSERT_EQ(wide.distance(code_points_of(wide_b)), expected) << a << " / " << b;
                for (const std::size_t bound : {expected - 1, expected, expected + 3, expected / 2})
                    ASSERT_EQ(narrow.distance(bytes_of(b), bound),
                              std::min(expected, bound == kUnbounded ? expected : bound + 1))
                        << a << " / " << b << " " << bound;
            }
}

}  // namespace
}  // namespace cdp::compare
