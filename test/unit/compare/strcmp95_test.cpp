// SPDX-License-Identifier: PostgreSQL
#include "core/compare/strcmp95.hpp"

#include <gtest/gtest.h>

#include "ref/strcmp95.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

struct Case {
    std::string_view a, b;
    double plain, with_long;
};

// Values of Winkler's program as the tests of two independent ports (Abydos, textdistance) record them.
TEST(Strcmp95, PublishedValues) {
    const Case cases[] = {
        {"MARTHA", "MARHTA", 0.96111111, 0.97083333},
        {"DWAYNE", "DUANE", 0.873, 0.89609090},
        {"DIXON", "DICKSONX", 0.839333333, 0.85393939},
        {"TEST", "TEXT", 0.9066666667, 0.9066666667},
        {"cat", "hat", 0.7777777778, 0.7777777778},
        {"Niall", "Neil", 0.8455, 0.8455},
        {"ATCG", "TAGC", 0.8333333333, 0.8333333333},
        {"A", "ABCDEFGHIJK", 69.0 / 99, 69.0 / 99},
        {"d", "abcdefgh", 0.708333333, 0.708333333},
        {"1", "abc1efgh", 0.708333333, 0.708333333},
        {"ABCD", "EFGH", 0, 0},
        {"", "", 1, 1},
        {"MARTHA", "", 0, 0},
        {"  Martha ", "MARTHA", 1, 1},
    };
    for (const Case& c : cases) {
        EXPECT_NEAR(jaro_winkler_strcmp95(c.a, c.b), c.plain, 1e-8) << c.a << " / " << c.b;
        EXPECT_NEAR(jaro_winkler_strcmp95(c.a, c.b, true), c.with_long, 1e-8) << c.a << " / " << c.b;
    }
    EXPECT_NEAR(jaro_winkler_strcmp95("aluminum", "Catalan"), 0.6547619048, 1e-8);
    EXPECT_NEAR(jaro_winkler_strcmp95("12hundredths", "12hundred", true), 0.916666667, 1e-8);
}

TEST(Strcmp95, AgreesWithTheTextbook) {
    RandomStrings random(101);
    for (int round = 0; round < 6000; round++) {
        // The alphabets begin at '0' and, with 43 letters or fewer, end at 'Z'.
        const std::size_t alphabet = random.below(2) == 0 ? 43 : 1 + random.below(42);
        const std::string a = random.string(random.below(round % 20 == 0 ? 300 : 16), alphabet);
        const std::string b = random.below(2) == 0 ? random.string(random.below(16), alphabet)
                                                   : random.edited(a, random.below(6), alphabet);
        for (const bool long_strings : {false, true}) {
            const double expected = ref::jaro_winkler_strcmp95(a, b, long_strings);
            ASSERT_NEAR(jaro_winkler_strcmp95(a, b, long_strings), expected, 1e-12) << a << " / " << b;
            const std::u32string wide_a(a.begin(), a.end()), wide_b(b.begin(), b.end());
            ASSERT_NEAR(jaro_winkler_strcmp95(code_points_of(wide_a), code_points_of(wide_b), long_strings), expected,
                        1e-12);
            ASSERT_LE(expected, 1);
        }
    }
}

TEST(Strcmp95, LongStringsAreLimitedAndStop) {
    const std::string a(100'000, 'a'), b(100'000, 'b');
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(jaro_winkler_strcmp95(a, b, false, stopped), Error);
    EXPECT_THROW(jaro_winkler_strcmp95(a + a, b + b), Error);
}

}  // namespace
}  // namespace cdp::compare
