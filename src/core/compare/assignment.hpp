// SPDX-License-Identifier: PostgreSQL
// The best assignment of rows to columns: which word of one name goes with which word of the other.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/core_only.hpp"

namespace cdp::compare {

inline constexpr std::size_t kMostAssigned = 32;  // rows, and columns

// The greatest sum of gains when each row takes at most one column and each column is taken at most once. `gains` has
// one row after another, none negative, each at most 2^24. rows and columns are at most kMostAssigned. Exact: shortest
// augmenting paths (Kuhn 1955, Jonker and Volgenant 1987), O(min^2 * max) time, no allocation.
std::int64_t best_assignment(std::span<const std::int32_t> gains, std::size_t rows, std::size_t columns) noexcept;

}  // namespace cdp::compare
