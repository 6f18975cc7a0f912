// SPDX-License-Identifier: PostgreSQL
// Levenshtein distance (1966): the least number of insertions, deletions and substitutions of one unit that turn
// one string into the other. A metric.
#pragma once

#include "core/compare/edit_kernel.hpp"

namespace cdp::compare {

// The distance, or bound + 1 when it is more than `bound`. O(n * m / 64) time and less with a bound; no
// allocation when both have fewer than 4,096 units. Throws Error(kLimitExceeded) above kMaxUnits or 2^40 cells and
// Error(kCancelled); never for strings of up to 128 units.
template <Unit C>
std::size_t levenshtein(Units<C> a, Units<C> b, std::size_t bound = kUnbounded, const Work& work = {});

extern template std::size_t levenshtein(Bytes, Bytes, std::size_t, const Work&);
extern template std::size_t levenshtein(CodePoints, CodePoints, std::size_t, const Work&);

// For ASCII: one byte is one character.
inline std::size_t levenshtein(std::string_view a, std::string_view b, std::size_t bound = kUnbounded,
                               const Work& work = {}) {
    return levenshtein(bytes_of(a), bytes_of(b), bound, work);
}

// One pattern against many texts: pattern.distance(text, bound).
template <Unit C>
using LevenshteinPattern = detail::EditPattern<false, C>;

// 1 - distance / length of the longer, for a distance already known; 1 for two empty strings.
constexpr double normalized_similarity(std::size_t distance, std::size_t a_size, std::size_t b_size) noexcept {
    const std::size_t longer = std::max(a_size, b_size);
    return longer == 0 ? 1.0 : 1.0 - static_cast<double>(distance) / static_cast<double>(longer);
}

}  // namespace cdp::compare
