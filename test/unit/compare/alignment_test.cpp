// SPDX-License-Identifier: PostgreSQL
#include "core/compare/alignment.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.hpp"
#include "ref/alignment.hpp"
#include "unit/compare/random_strings.hpp"

namespace cdp::compare {
namespace {

double local(std::string_view a, std::string_view b, double match, double mismatch, double gap) {
    return smith_waterman(bytes_of(a), bytes_of(b), {match, mismatch, gap, gap});
}

double global(std::string_view a, std::string_view b, double match, double mismatch, double open, double extend) {
    return affine_gap(bytes_of(a), bytes_of(b), {match, mismatch, open, extend});
}

// Published: py_stringmatching documentation and tests; the example of Smith & Waterman 1981 (score 3.3 with a match of
// 1, a mismatch of -1/3 and gaps of -(1 + k/3)) cannot be had without extending gaps, which the twin covers.
TEST(SmithWaterman, PublishedValues) {
    EXPECT_DOUBLE_EQ(local("cat", "hat", 1, 0, -1), 2);
    EXPECT_DOUBLE_EQ(local("dva", "deeve", 1, 0, -2.2), 1);
    EXPECT_DOUBLE_EQ(local("dva", "deeve", 2, -1, -1), 2);
    EXPECT_DOUBLE_EQ(local("GCATAGCU", "GATTACA", 1.5, 0.5, -1.4), 6.5);
    EXPECT_DOUBLE_EQ(local("", "abc", 1, -1, -1), 0);
}

TEST(AffineGap, PublishedValues) {
    EXPECT_DOUBLE_EQ(global("dva", "deeva", 1, 0, -1, -0.5), 1.5);
    EXPECT_DOUBLE_EQ(global("dva", "deeve", 1, 0, -2, -0.5), -0.5);
    EXPECT_DOUBLE_EQ(global("AAAGAATTCA", "AAATCA", 1, 0, -1, -0.2), 4.4);
    EXPECT_DOUBLE_EQ(global(" ", " ", 1, 0, -1, -0.2), 1);
    EXPECT_DOUBLE_EQ(global("", "abc", 1, 0, -1, -0.5), -2);
    EXPECT_DOUBLE_EQ(global("", "", 1, 0, -1, -0.5), 0);
}

TEST(Alignment, ShareOfTheBest) {
    const AlignmentScores scores{2, -1, -1, -1};
    EXPECT_DOUBLE_EQ(aligned_share(4, 3, 8, scores), 4.0 / 6);
    EXPECT_DOUBLE_EQ(aligned_share(-3, 3, 8, scores), 0);
    EXPECT_DOUBLE_EQ(aligned_share(0, 0, 0, scores), 1);
    EXPECT_DOUBLE_EQ(aligned_share(0, 0, 3, scores), 0);
}

TEST(Alignment, AgreesWithTheTextbook) {
    RandomStrings random(59);
    const AlignmentScores all_scores[] = {{1, -1, -1, -1},   {1, 0, -1, -0.5},   {5, -3, -5, -1}, {0.5, -0.25, 0, 0},
                                          {2, -1, -1, -2.5}, {1, 1, -0.1, -0.1}, {3, -9, -4, 0}};
    for (int round = 0; round < 2000; round++) {
        const auto [a, b] = random.pair(round % 40 == 0 ? 150 : 20);
        const AlignmentScores& s = all_scores[random.below(std::size(all_scores))];
        const AlignmentScores linear{s.match, s.mismatch, s.gap_open, s.gap_open};
        const std::u32string x = widened(a), y = widened(b);
        const double local_score = ref::align(a, b, linear, true), global_score = ref::align(a, b, s, false);
        ASSERT_NEAR(smith_waterman(bytes_of(a), bytes_of(b), s), local_score, 1e-9) << a << " / " << b;
        ASSERT_NEAR(smith_waterman(code_points_of(y), code_points_of(x), s), local_score, 1e-9) << a << " / " << b;
        ASSERT_NEAR(affine_gap(bytes_of(a), bytes_of(b), s), global_score, 1e-9) << a << " / " << b;
        ASSERT_NEAR(affine_gap(code_points_of(y), code_points_of(x), s), global_score, 1e-9) << a << " / " << b;
        const double share = aligned_share(local_score, a.size(), b.size(), s);
        ASSERT_TRUE(share >= 0 && share <= 1);
    }
}

TEST(Alignment, RefusesOddScores) {
    EXPECT_NO_THROW(checked({1, 1, 0, 0}));
    EXPECT_THROW(checked({0, -1, -1, -1}), Error);
    EXPECT_THROW(checked({1, 2, -1, -1}), Error);
    EXPECT_THROW(checked({1, -1, 1, -1}), Error);
    EXPECT_THROW(checked({1, -1, -1, 0.5}), Error);
    EXPECT_THROW(checked({NAN, -1, -1, -1}), Error);
    EXPECT_THROW(checked({1, NAN, -1, -1}), Error);
    EXPECT_THROW(checked({1, -INFINITY, -1, -1}), Error);
    EXPECT_THROW(checked({1e7, -1, -1, -1}), Error);
}

TEST(Alignment, LargeScoresDoNotOverflow) {
    const std::string a(5000, 'a'), b(4000, 'b');
    const AlignmentScores extreme{kMaxScore, -kMaxScore, -kMaxScore, -kMaxScore};
    EXPECT_DOUBLE_EQ(affine_gap(bytes_of(a), bytes_of(b), extreme), -5000 * kMaxScore);
    EXPECT_DOUBLE_EQ(smith_waterman(bytes_of(a), bytes_of(a), extreme), 5000 * kMaxScore);
}

TEST(Alignment, RefusesTooMuchAndCanBeStopped) {
    const std::string a(1 << 18, 'a');
    EXPECT_THROW(smith_waterman(bytes_of(a), bytes_of(a), {}), Error);
    EXPECT_THROW(affine_gap(bytes_of(a), bytes_of(a), {}), Error);
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    const Bytes part = bytes_of(a).first(20'000);
    EXPECT_THROW(smith_waterman(part, part, {}, stopped), Error);
    EXPECT_THROW(affine_gap(part, part, {}, stopped), Error);
}

}  // namespace
}  // namespace cdp::compare
