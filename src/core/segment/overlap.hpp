// SPDX-License-Identifier: PostgreSQL
// How several sets overlap: counts of every pair, and of every combination of a few.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/cancel.hpp"

namespace cdp::segment {

struct PairOverlap {
    std::uint32_t a, b;  // a <= b, from 0
    std::uint64_t size_a, size_b, both;
};

// Every pair of sets, each with itself first; ordered by a, then b.
std::pmr::vector<PairOverlap> overlaps(std::span<const std::string_view> sets, std::pmr::memory_resource* memory, const CancelToken& cancel);

inline constexpr std::size_t kMostCombined = 8;

// counts[m]: how many ids are in all the sets whose bits are in m and in no other; counts[0] is 0. At most kMostCombined
// sets, and intersections of all combinations are made, so 255 at most.
std::pmr::vector<std::uint64_t> combination_counts(std::span<const std::string_view> sets, std::pmr::memory_resource* memory,
                                                   const CancelToken& cancel);

}  // namespace cdp::segment
