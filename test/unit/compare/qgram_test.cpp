// SPDX-License-Identifier: PostgreSQL
#include "core/compare/qgram.hpp"

#include <gtest/gtest.h>

#include <cmath>

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

// Published: TheFuzz documentation (night/nacht, context/contact), strsim-rs documentation (feris/ferris).
TEST(QgramSets, PublishedValues) {
    EXPECT_DOUBLE_EQ(dice(bytes_of("night"), bytes_of("nacht")), 0.25);
    EXPECT_DOUBLE_EQ(dice(bytes_of("context"), bytes_of("contact")), 0.5);
    EXPECT_DOUBLE_EQ(dice(bytes_of("night"), bytes_of("nacht"), 1), 0.6);
    EXPECT_DOUBLE_EQ(dice(bytes_of("night"), bytes_of("nacht"), 3), 0);
    EXPECT_DOUBLE_EQ(dice(bytes_of("feris"), bytes_of("ferris")), 0.8888888888888888);
    EXPECT_DOUBLE_EQ(dice(bytes_of("french"), bytes_of("quebec")), 0);
    EXPECT_DOUBLE_EQ(overlap(bytes_of("night"), bytes_of("nigh")), 1);
    EXPECT_DOUBLE_EQ(cosine(bytes_of("night"), bytes_of("nigh")), 3 / std::sqrt(12.0));
}

template <class Gram, Unit C>
void expect_prepared(Units<C> a, Units<C> b, int q, double expected) {
    ASSERT_EQ(jaccard(QgramSet<Gram, C>(a, q).sizes(QgramSet<Gram, C>(b, q))), expected);
}

TEST(QgramSets, AgreeWithTheTextbookInEveryForm) {
    RandomStrings random(31);
    for (int round = 0; round < 3000; round++) {
        const auto [a, b] = random.pair(round % 20 == 0 ? 700 : 200);
        const int q = 1 + static_cast<int>(random.below(kMaxQ));
        const auto left = ref::qgrams(a, static_cast<std::size_t>(q)),
                   right = ref::qgrams(b, static_cast<std::size_t>(q));
        const double expected = ref::jaccard(left, right);
        const std::u32string wide_a = widened(a), wide_b = widened(b);
        const Bytes s = bytes_of(a), t = bytes_of(b);
        const CodePoints x = code_points_of(wide_a), y = code_points_of(wide_b);
        ASSERT_EQ(jaccard(a, b, q), expected) << a << " / " << b << " q " << q;
        ASSERT_EQ(jaccard(b, a, q), expected) << a << " / " << b << " q " << q;
        ASSERT_EQ(jaccard(x, y, q), expected) << a << " / " << b << " q " << q;
        ASSERT_EQ(dice(s, t, q), ref::dice(left, right)) << a << " / " << b << " q " << q;
        ASSERT_EQ(overlap(t, s, q), ref::overlap(left, right)) << a << " / " << b << " q " << q;
        ASSERT_EQ(cosine(x, y, q), ref::cosine(left, right)) << a << " / " << b << " q " << q;
        expect_prepared<std::uint64_t>(s, t, q, expected);
        expect_prepared<WideGram<3>>(x, y, q, expected);
        if (q <= 2) expect_prepared<std::uint16_t>(s, t, q, expected);
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
