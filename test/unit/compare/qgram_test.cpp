// SPDX-License-Identifier: PostgreSQL
#include "core/compare/qgram.hpp"

#include <gtest/gtest.h>

#include "ref/qgram.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

TEST(Jaccard, TextbookValues) {
    EXPECT_DOUBLE_EQ(jaccard("night", "nacht"), 1.0 / 7.0);
    EXPECT_DOUBLE_EQ(jaccard("context", "contact", 1), 4.0 / 7.0);
    EXPECT_DOUBLE_EQ(jaccard("abcabc", "abc"), 2.0 / 3.0);  // a set: ab and bc count once
    EXPECT_DOUBLE_EQ(jaccard("", ""), 1);
    EXPECT_DOUBLE_EQ(jaccard("", "a"), 0);
    EXPECT_DOUBLE_EQ(jaccard("a", "a"), 1);
    EXPECT_DOUBLE_EQ(jaccard("a", "b"), 0);
    EXPECT_DOUBLE_EQ(jaccard("a", "ab"), 0);
    EXPECT_DOUBLE_EQ(jaccard("abcdefgh", "abcdefgh", 8), 1);
    EXPECT_DOUBLE_EQ(jaccard("abcdefgh", "abcdefgx", 8), 0);
}

template <class Gram, Unit C>
void expect_prepared(Units<C> a, Units<C> b, int q, double expected) {
    ASSERT_EQ((QgramSet<Gram, C>(a, q).jaccard(QgramSet<Gram, C>(b, q))), expected);
}

TEST(Jaccard, AgreesWithTheTextbookInEveryForm) {
    RandomStrings random(31);
    for (int round = 0; round < 3000; round++) {
        const auto [a, b] = random.pair(round % 20 == 0 ? 700 : 200);
        const int q = 1 + static_cast<int>(random.below(kMaxQ));
        const double expected = ref::jaccard(a, b, static_cast<std::size_t>(q));
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        const CodePoints x = code_points_of(wide_a), y = code_points_of(wide_b);
        ASSERT_EQ(jaccard(a, b, q), expected) << a << " / " << b << " q " << q;
        ASSERT_EQ(jaccard(b, a, q), expected) << a << " / " << b << " q " << q;
        ASSERT_EQ(jaccard(x, y, q), expected) << a << " / " << b << " q " << q;
        expect_prepared<std::uint64_t>(bytes_of(a), bytes_of(b), q, expected);
        expect_prepared<WideGram<3>>(x, y, q, expected);
        if (q <= 2) expect_prepared<std::uint16_t>(bytes_of(a), bytes_of(b), q, expected);
        if (q <= 3) expect_prepared<WideGram<1>>(x, y, q, expected);
    }
}

TEST(Jaccard, LongStringsAreMergedFromRuns) {
    RandomStrings random(32);
    const std::string a = random.string(300'000, 60);
    const std::string b = random.edited(a, 1000, 60);
    EXPECT_EQ(jaccard(a, b, 4), ref::jaccard(a, b, 4));
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(jaccard(a, b, 4, stopped), Error);
}

TEST(Jaccard, RefusesAnotherQ) {
    EXPECT_THROW(jaccard("a", "b", 0), Error);
    EXPECT_THROW(jaccard("a", "b", -1), Error);
    EXPECT_THROW(jaccard("a", "b", kMaxQ + 1), Error);
    EXPECT_THROW(ByteBigrams(bytes_of("abc"), 3), Error);
}

}  // namespace
}  // namespace cdp::compare
