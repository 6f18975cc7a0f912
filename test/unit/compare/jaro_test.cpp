// SPDX-License-Identifier: PostgreSQL
#include "core/compare/jaro.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ref/jaro.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

struct Case {
    std::string_view a, b;
    double jaro, jaro_winkler;
};

// Winkler (1990, 1994) and the values that textbooks repeat, to three digits.
TEST(Jaro, PublishedValues) {
    const Case cases[] = {
        {"MARTHA", "MARHTA", .944, .961},
        {"DIXON", "DICKSONX", .767, .813},
        {"DWAYNE", "DUANE", .822, .840},
        {"SHACKLEFORD", "SHACKELFORD", .970, .982},
        {"DUNNINGHAM", "CUNNIGHAM", .896, .896},
        {"NICHLESON", "NICHULSON", .926, .956},
        {"JONES", "JOHNSON", .790, .832},
        {"MASSEY", "MASSIE", .889, .933},
        {"ABROMS", "ABRAMS", .889, .922},
        {"JERALDINE", "GERALDINE", .926, .926},
        {"MICHELLE", "MICHAEL", .869, .921},
        {"JULIES", "JULIUS", .889, .933},
        {"TANYA", "TONYA", .867, .880},
        {"SEAN", "SUSAN", .783, .805},
        {"JON", "JOHN", .917, .933},
        {"JON", "JAN", .778, .800},
        {"CRATE", "TRACE", .733, .733},
        {"a", "a", 1, 1},
        {"ab", "ba", 0, 0},
        {"", "", 1, 1},
        {"", "a", 0, 0},
        {"abc", "xyz", 0, 0},
    };
    for (const Case& c : cases) {
        EXPECT_NEAR(jaro(c.a, c.b), c.jaro, .0006) << c.a << " / " << c.b;
        EXPECT_NEAR(jaro_winkler(c.a, c.b), c.jaro_winkler, .0006) << c.a << " / " << c.b;
        EXPECT_EQ(jaro(c.a, c.b), jaro(c.b, c.a)) << c.a << " / " << c.b;
    }
}

TEST(Jaro, AgreesWithTheTextbookInEveryForm) {
    RandomStrings random(21);
    for (int round = 0; round < 12000; round++) {
        const auto [a, b] = random.pair(round % 20 == 0 ? 700 : 200);
        const double expected = ref::jaro(a, b);
        const double expected_winkler = ref::jaro_winkler(a, b);
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        const CodePoints x = code_points_of(wide_a), y = code_points_of(wide_b);
        ASSERT_EQ(jaro(a, b), expected) << a << " / " << b;
        ASSERT_EQ(jaro(b, a), expected) << a << " / " << b;
        ASSERT_EQ(jaro(x, y), expected) << a << " / " << b;
        ASSERT_EQ(JaroPattern(bytes_of(a)).jaro(bytes_of(b)), expected) << a << " / " << b;
        ASSERT_EQ(JaroPattern(x).jaro(y), expected) << a << " / " << b;
        ASSERT_DOUBLE_EQ(jaro_winkler(a, b), expected_winkler) << a << " / " << b;
        ASSERT_DOUBLE_EQ(jaro_winkler(x, y), expected_winkler) << a << " / " << b;
        ASSERT_DOUBLE_EQ(JaroPattern(bytes_of(a)).jaro_winkler(bytes_of(b)), expected_winkler) << a << " / " << b;
        ASSERT_GE(expected, 0);
        ASSERT_LE(expected_winkler, 1);
    }
}

TEST(Jaro, ACutoffKeepsWhatReachesIt) {
    RandomStrings random(22);
    for (int round = 0; round < 4000; round++) {
        const auto [a, b] = random.pair(150);
        for (const double weight : {0.0, 0.1, 0.25}) {
            const double exact = jaro(a, b);
            const double exact_winkler = jaro_winkler(a, b, weight);
            const JaroPattern pattern(bytes_of(a));
            for (const double cutoff : {0.0, 0.3, 0.69, 0.7, 0.8, 0.88, 0.95, 1.0, 1.1, exact, exact_winkler}) {
                ASSERT_EQ(jaro(a, b, cutoff), exact >= cutoff ? exact : 0) << a << " / " << b << " " << cutoff;
                ASSERT_EQ(jaro_winkler(a, b, weight, kBoostThreshold, cutoff),
                          exact_winkler >= cutoff ? exact_winkler : 0)
                    << a << " / " << b << " " << cutoff;
                ASSERT_EQ(pattern.jaro_winkler(bytes_of(b), weight, kBoostThreshold, cutoff),
                          exact_winkler >= cutoff ? exact_winkler : 0)
                    << a << " / " << b << " " << cutoff;
            }
        }
    }
}

TEST(Jaro, BoostThreshold) {
    RandomStrings random(24);
    for (int round = 0; round < 2000; round++) {
        const auto [a, b] = random.pair(40);
        for (const double threshold : {0.0, 0.5, 0.7, 0.9, 1.0}) {
            const double expected = ref::jaro_winkler(a, b, 0.1, threshold);
            ASSERT_DOUBLE_EQ(jaro_winkler(a, b, 0.1, threshold), expected) << a << " / " << b;
            ASSERT_DOUBLE_EQ(JaroPattern(bytes_of(a)).jaro_winkler(bytes_of(b), 0.1, threshold), expected);
        }
        ASSERT_EQ(jaro_winkler(a, b, 0.1, 1), jaro(a, b));
    }
    for (const double threshold : {-0.1, 1.1, std::nan("")}) EXPECT_THROW(checked_boost_threshold(threshold), Error);
    EXPECT_EQ(checked_boost_threshold(0), 0);
}

TEST(Jaro, LongStringsTakeLinearTimeAndStop) {
    RandomStrings random(23);
    const std::string a = random.string(2'000'000, 4);
    const std::string b = random.edited(a, 100, 4);
    EXPECT_GT(jaro(a, b), .8);  // a window of half the text takes many units out of order
    EXPECT_EQ(jaro(a, a), 1);
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(jaro(a, b, 0, stopped), Error);
}

}  // namespace
}  // namespace cdp::compare
