// SPDX-License-Identifier: PostgreSQL
#include "core/compare/damerau.hpp"

#include <gtest/gtest.h>

#include "core/compare/osa.hpp"
#include "ref/damerau.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

struct Case {
    std::string_view a, b;
    std::size_t distance;
};

// Lowrance & Wagner 1975, and the values that implementations agree on.
TEST(Damerau, PublishedValues) {
    const Case cases[] = {{"", "", 0},
                          {"", "abc", 3},
                          {"CA", "ABC", 2},
                          {"a cat", "an abct", 3},
                          {"test", "text", 1},
                          {"test", "tset", 1},
                          {"test", "qwe", 4},
                          {"test", "testit", 2},
                          {"test", "tesst", 1},
                          {"test", "tet", 1},
                          {"cat", "hat", 1},
                          {"Niall", "Neil", 3},
                          {"aluminum", "Catalan", 7},
                          {"ATCG", "TAGC", 2},
                          {"ab", "bca", 2},
                          {"abcd", "bdac", 3},
                          {"MARTHA", "MARHTA", 1}};
    for (const Case& c : cases) {
        EXPECT_EQ(damerau_levenshtein(c.a, c.b), c.distance) << c.a << " / " << c.b;
        EXPECT_EQ(damerau_levenshtein(c.b, c.a), c.distance) << c.b << " / " << c.a;
    }
}

TEST(Damerau, AgreesWithTheDefinition) {
    RandomStrings random(71);
    for (int round = 0; round < 6000; round++) {
        const auto [a, b] = random.pair(round % 200 == 0 ? 90 : 26);
        const std::size_t expected = ref::damerau_levenshtein(a, b);
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        ASSERT_EQ(damerau_levenshtein(a, b), expected) << a << " / " << b;
        ASSERT_EQ(damerau_levenshtein(b, a), expected) << a << " / " << b;
        ASSERT_EQ(damerau_levenshtein(code_points_of(wide_a), code_points_of(wide_b)), expected) << a << " / " << b;
    }
}

TEST(Damerau, EveryBoundGivesTheDistanceOrOneMore) {
    RandomStrings random(72);
    for (int round = 0; round < 3000; round++) {
        const auto [a, b] = random.pair(round % 100 == 0 ? 90 : 22);
        const std::size_t exact = ref::damerau_levenshtein(a, b);
        for (std::size_t bound = 0; bound <= std::max(a.size(), b.size()) + 2; bound += bound < 12 ? 1 : 7)
            ASSERT_EQ(damerau_levenshtein(a, b, bound), std::min(exact, bound + 1)) << a << " / " << b << " " << bound;
    }
}

TEST(Damerau, IsAMetricBetweenLevenshteinAndItsHalf) {
    RandomStrings random(73);
    for (int round = 0; round < 3000; round++) {
        const auto [a, b] = random.pair(150);
        const std::string c = random.edited(b, random.below(8), 5);
        const std::size_t ab = damerau_levenshtein(a, b);
        ASSERT_LE(damerau_levenshtein(a, c), ab + damerau_levenshtein(b, c));
        ASSERT_LE(ab, osa_distance(a, b));
        ASSERT_LE(osa_distance(a, b), ab + ab / 2);
    }
}

TEST(Damerau, LongStringsAreLimitedAndStop) {
    RandomStrings random(74);
    const std::string a = random.string(9000, 4), b = random.edited(a, 40, 4);
    EXPECT_LE(damerau_levenshtein(a, b), 40u);
    EXPECT_EQ(damerau_levenshtein(a, b, 3), 4u);
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(damerau_levenshtein(a, b, kUnbounded, stopped), Error);
    EXPECT_THROW(damerau_levenshtein(random.string(200'000, 30), random.string(200'000, 30)), Error);
}

}  // namespace
}  // namespace cdp::compare
