// SPDX-License-Identifier: PostgreSQL
// Alignment scores: what two strings have in common, weighed by what a match earns and what a mismatch and a gap
// cost. Local alignment (Smith & Waterman 1981) looks for the best stretch, which suits a name inside a longer text;
// global alignment with affine gaps (Gotoh 1982) charges the opening of a gap more than its length, which suits
// abbreviations and words left out. Symmetric.
#pragma once

#include "core/compare/units.hpp"

namespace cdp::compare {

// Most cells of the matrix that one call may compute: about a minute's work.
inline constexpr std::uint64_t kMaxAlignmentCells = std::uint64_t{1} << 34;

// Largest score by magnitude.
inline constexpr double kMaxScore = 1e6;

struct AlignmentScores {
    double match = 1;        // more than 0
    double mismatch = -1;    // at most `match`
    double gap_open = -1;    // the first unit of a gap; at most 0
    double gap_extend = -1;  // each further unit; at most 0
};

// The scores themselves. Throws Error(kInvalidArgument) unless they are as above and at most kMaxScore.
const AlignmentScores& checked(const AlignmentScores& scores);

// The score of the best local alignment, at least 0, with gap_open for every unit of a gap. Both functions take
// O(n * m) time and one row of the matrix, without allocation for up to 128 units. Throws Error(kLimitExceeded)
// above kMaxAlignmentCells, and Error(kCancelled).
template <Unit C>
double smith_waterman(Units<C> a, Units<C> b, const AlignmentScores& scores, const Work& work = {});

// The score of the best global alignment; may be negative.
template <Unit C>
double affine_gap(Units<C> a, Units<C> b, const AlignmentScores& scores, const Work& work = {});

extern template double smith_waterman(Bytes, Bytes, const AlignmentScores&, const Work&);
extern template double smith_waterman(CodePoints, CodePoints, const AlignmentScores&, const Work&);
extern template double affine_gap(Bytes, Bytes, const AlignmentScores&, const Work&);
extern template double affine_gap(CodePoints, CodePoints, const AlignmentScores&, const Work&);

// A score as a share of the most that the shorter string can earn, in [0,1]; negative scores are 0. 1 for two empty
// strings and 0 when one only is empty.
double aligned_share(double score, std::size_t a_size, std::size_t b_size, const AlignmentScores& scores) noexcept;

}  // namespace cdp::compare
