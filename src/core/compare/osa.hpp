// SPDX-License-Identifier: PostgreSQL
// Optimal string alignment distance: Levenshtein with the swap of two neighbouring units as one more edit, where
// no unit is edited twice (the restricted Damerau distance, 1964). Not a metric: CA to ABC is 3, though CA to AC
// and AC to ABC are 1 each.
#pragma once

#include "core/compare/edit_kernel.hpp"

namespace cdp::compare {

// The distance, or bound + 1 when it is more than `bound`. Costs, limits and errors as `levenshtein`.
template <Unit C>
std::size_t osa_distance(Units<C> a, Units<C> b, std::size_t bound = kUnbounded, const Work& work = {});

extern template std::size_t osa_distance(Bytes, Bytes, std::size_t, const Work&);
extern template std::size_t osa_distance(CodePoints, CodePoints, std::size_t, const Work&);

// For ASCII: one byte is one character.
inline std::size_t osa_distance(std::string_view a, std::string_view b, std::size_t bound = kUnbounded,
                                const Work& work = {}) {
    return osa_distance(bytes_of(a), bytes_of(b), bound, work);
}

// One pattern against many texts: pattern.distance(text, bound).
template <Unit C>
using OsaPattern = detail::EditPattern<true, C>;

}  // namespace cdp::compare
