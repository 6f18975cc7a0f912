// SPDX-License-Identifier: PostgreSQL
#include "core/compare/levenshtein.hpp"

#include <gtest/gtest.h>

#include "ref/levenshtein.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

struct Case {
    std::string_view a, b;
    std::size_t distance;
};

TEST(Levenshtein, PublishedValues) {
    const Case cases[] = {{"", "", 0},
                          {"", "abc", 3},
                          {"kitten", "sitting", 3},
                          {"saturday", "sunday", 3},
                          {"rosettacode", "raisethysword", 8},
                          {"gumbo", "gambol", 2},
                          {"GUMBO", "gumbo", 5},
                          {"flaw", "lawn", 2},
                          {"CA", "ABC", 3},
                          {"intention", "execution", 5},
                          {"MARTHA", "MARHTA", 2},
                          {"industry", "interest", 6}};
    for (const Case& c : cases) {
        EXPECT_EQ(levenshtein(c.a, c.b), c.distance) << c.a << " / " << c.b;
        EXPECT_EQ(levenshtein(c.b, c.a), c.distance) << c.b << " / " << c.a;
    }
}

TEST(Levenshtein, AgreesWithTheTextbookInEveryForm) {
    RandomStrings random(1);
    for (int round = 0; round < 6000; round++) {
        const auto [a, b] = random.pair(round % 20 == 0 ? 700 : 200);
        const std::size_t expected = ref::levenshtein(a, b);
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        ASSERT_EQ(levenshtein(a, b), expected) << a << " / " << b;
        ASSERT_EQ(levenshtein(b, a), expected) << a << " / " << b;
        ASSERT_EQ(levenshtein(code_points_of(wide_a), code_points_of(wide_b)), expected) << a << " / " << b;
        ASSERT_EQ(LevenshteinPattern(bytes_of(a)).distance(bytes_of(b)), expected) << a << " / " << b;
        ASSERT_EQ(LevenshteinPattern(code_points_of(wide_a)).distance(code_points_of(wide_b)), expected);
    }
}

TEST(Levenshtein, EveryBoundGivesTheDistanceOrOneMore) {
    RandomStrings random(2);
    for (int round = 0; round < 1500; round++) {
        const auto [a, b] = random.pair(round % 10 == 0 ? 500 : 160);
        const std::size_t exact = ref::levenshtein(a, b);
        const LevenshteinPattern pattern(bytes_of(a));
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        for (std::size_t bound = 0; bound <= std::max(a.size(), b.size()) + 2; bound += bound < 12 ? 1 : 7) {
            const std::size_t expected = std::min(exact, bound + 1);
            ASSERT_EQ(levenshtein(a, b, bound), expected) << a << " / " << b << " bound " << bound;
            ASSERT_EQ(pattern.distance(bytes_of(b), bound), expected) << a << " / " << b << " bound " << bound;
            ASSERT_EQ(levenshtein(code_points_of(wide_a), code_points_of(wide_b), bound), expected);
        }
    }
}

TEST(Levenshtein, IsAMetric) {
    RandomStrings random(3);
    for (int round = 0; round < 3000; round++) {
        const auto [a, b] = random.pair(150);
        const std::string c = random.edited(b, random.below(8), 5);
        ASSERT_EQ(levenshtein(a, a), 0u);
        ASSERT_EQ(levenshtein(a, b), levenshtein(b, a));
        ASSERT_EQ(levenshtein(a, b) == 0, a == b);
        ASSERT_LE(levenshtein(a, c), levenshtein(a, b) + levenshtein(b, c));
    }
}

TEST(Levenshtein, LongStringsUseTheGivenMemoryAndStop) {
    RandomStrings random(4);
    const std::string a = random.string(9000, 4);
    const std::string b = random.edited(a, 40, 4);
    const std::size_t exact = levenshtein(a, b);
    EXPECT_LE(exact, 80u);
    EXPECT_GT(exact, 0u);
    EXPECT_EQ(levenshtein(a, b, exact), exact);
    EXPECT_EQ(levenshtein(a, b, exact - 1), exact);
    Work nothing;
    nothing.memory = std::pmr::null_memory_resource();
    EXPECT_THROW(levenshtein(a, b, kUnbounded, nothing), std::bad_alloc);
    EXPECT_EQ(levenshtein(a.substr(0, 4000), b.substr(0, 4000), kUnbounded, nothing),
              levenshtein(a.substr(0, 4000), b.substr(0, 4000)));
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(levenshtein(a, b, kUnbounded, stopped), Error);
}

TEST(Levenshtein, RefusesWhatWouldTakeTooLong) {
    const std::string a(3 << 20, 'a'), b(3 << 20, 'b');
    try {
        levenshtein(a, b);
        FAIL() << "nothing thrown";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kLimitExceeded);
    }
    EXPECT_EQ(levenshtein(a, b, 10), 11u);  // a bound makes it cheap
    EXPECT_EQ(levenshtein(a, a), 0u);
}

TEST(Levenshtein, NormalizedSimilarity) {
    EXPECT_DOUBLE_EQ(normalized_similarity(0, 0, 0), 1.0);
    EXPECT_DOUBLE_EQ(normalized_similarity(3, 6, 7), 1.0 - 3.0 / 7.0);
    EXPECT_DOUBLE_EQ(normalized_similarity(3, 0, 3), 0.0);
}

TEST(Levenshtein, AgreesWithTheTextbookAroundWholeWords) {
    RandomStrings random(5);
    for (const std::size_t n : {63, 64, 65, 127, 128, 129, 192, 256, 257, 300})
        for (const std::size_t m : {1, 63, 64, 65, 127, 128, 129, 256, 300, 400})
            for (const std::size_t alphabet : {1, 2, 20}) {
                const std::string a = random.string(n, alphabet), b = random.string(m, alphabet);
                const std::size_t expected = ref::levenshtein(a, b);
                const std::u32string wide_a = widened(a), wide_b = widened(b);
                const LevenshteinPattern narrow(bytes_of(a));
                const LevenshteinPattern wide(code_points_of(wide_a));
                ASSERT_EQ(levenshtein(a, b), expected) << a << " / " << b;
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
