// SPDX-License-Identifier: PostgreSQL
// What u is estimated from: pairs of records that have nothing to do with one another. Levels that codes alone decide
// are counted exactly, over all pairs; the others are seen in random pairs, or in all where these are few.
#pragma once

#include "core/link/scorer.hpp"
#include "core/score/estimate.hpp"

namespace cdp::link {

// Pairs that the link type allows.
double all_pairs(const Table& table, score::LinkType type);

// Over all pairs: how many have the comparison, and how many are at each of its leading levels, as far as `exact` and
// `present` on the same attributes on both sides decide these, at most three attributes in all.
struct ExactLevels {
    double present = 0;
    std::vector<double> pairs;
};
ExactLevels count_exact_levels(const score::Comparison& comparison, const Table& table, score::LinkType type,
                               JobContext& context);

// Fills random_share, random_pairs, random_patterns and all_pairs of `input`. Random pairs are drawn by a fixed hash: at
// first kFirstRandomPairs, then more for comparisons with a level that has fewer than kEnoughPairs and can have so many
// within kMostRandomPairs.
inline constexpr std::uint64_t kFirstRandomPairs = 250'000, kMostRandomPairs = 1'000'000, kEnoughPairs = 100;
void gather_random_pairs(const Scorer& scorer, JobContext& context, score::EstimateInput& input);

}  // namespace cdp::link
