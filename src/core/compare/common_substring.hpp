// SPDX-License-Identifier: PostgreSQL
// Longest common substring: the longest run of units that stands side by side in both strings.
#pragma once

#include "core/compare/units.hpp"

namespace cdp::compare {

// Most pairs of places that one call may have to look at: about a minute's work.
inline constexpr std::uint64_t kMaxSubstringCells = std::uint64_t{1} << 36;

// Length of the longest common substring. Once one of length s is known, places are looked at s + 1 apart: about
// n * m / s steps on ordinary text, n * m at worst; no memory. Throws Error(kLimitExceeded) when n * m passes
// kMaxSubstringCells and Error(kCancelled).
template <Unit C>
std::size_t longest_common_substring(Units<C> a, Units<C> b, const Work& work = {});

extern template std::size_t longest_common_substring(Bytes, Bytes, const Work&);
extern template std::size_t longest_common_substring(CodePoints, CodePoints, const Work&);

}  // namespace cdp::compare
