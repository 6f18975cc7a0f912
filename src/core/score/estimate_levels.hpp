// SPDX-License-Identifier: PostgreSQL
// How training turns sums into the probabilities of levels, fixed levels apart.
#pragma once

#include <vector>

#include "core/score/estimate_mixture.hpp"

namespace cdp::score {

// A probability of a level: m, u, or that of a class of look-alikes.
using Probability = double& (*)(Level&);
Probability probability_of_alike(std::size_t look_alike) noexcept;

// Whether a level's probability stays as it is.
using Kept = bool (*)(const Level&);
inline bool keeps_m(const Level& level) { return level.keeps_m(); }
inline bool keeps_u(const Level& level) { return level.keeps_u(); }
inline bool is_fixed(const Level& level) { return level.fixed; }

// Shares among the levels that are not kept, in proportion to `weights`, what the kept ones leave. Leaves all as it is
// when the weights are nought.
void settle(std::vector<Level>& levels, const std::vector<double>& weights, Probability of, Kept kept);

// u from what random pairs show, less the part of matches and look-alikes among them. `start` gives u of levels that no
// random pair can say anything about.
void settle_u(Comparison& comparison, const Comparison& start, const std::vector<double>& share,
              const std::vector<double>& pairs, double matches, const std::array<double, kLookAlikes>& alike);

// A stricter level must not weigh less than the next: neighbours that do share one ratio (pool adjacent violators), each
// keeping its u. A fixed level stays out of it and parts its neighbours.
void make_monotone(std::vector<Level>& levels);

}  // namespace cdp::score
