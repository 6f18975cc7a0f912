// SPDX-License-Identifier: PostgreSQL
// Agglomerative clustering of one small component from the weights of all its pairs. A pure function of the
// weights: joins are tried by linkage value, ties by the smallest members of the two sides.
#pragma once

#include <cstdint>
#include <vector>

#include "core/score/model.hpp"
#include "core/score/weights.hpp"

namespace cdp::cluster {

// Weights are clipped to +-this many bits, so that one mistyped field cannot undo many that agree. Where the
// threshold lies further out, so does the clip: it moves no weight across the threshold.
inline constexpr double kClip = 12;

// `weights` holds n * n values, symmetric, diagonal ignored. Returns for each item the smallest item of its
// cluster. Joins the two clusters of greatest linkage as long as it is at least `threshold`. O(n^2) memory;
// O(n^2) time as a rule, O(n^3) at worst.
std::vector<std::uint32_t> agglomerate(std::vector<score::Bits> weights, std::size_t n, score::Bits threshold,
                                       score::Linkage linkage);

}  // namespace cdp::cluster
