// SPDX-License-Identifier: PostgreSQL
// Damerau-Levenshtein distance without restriction (Damerau 1964; Lowrance & Wagner 1975): Levenshtein distance
// with the swap of two neighbouring units as one more edit, where swapped units may be edited again. A metric,
// unlike optimal string alignment: CA to ABC is 2, by way of AC.
#pragma once

#include "core/compare/units.hpp"

namespace cdp::compare {

// Most cells of the matrix that one call may compute: about half a minute's work.
inline constexpr std::uint64_t kMaxDamerauCells = std::uint64_t{1} << 34;

// The distance, or bound + 1 when it is more than `bound`. Linear space (Zhao & Sahni 2019): O(n * d) time for a
// distance or bound of d, 16 bytes of `work.memory` per unit of the longer above 128 units. Throws
// Error(kLimitExceeded) above kMaxUnits or kMaxDamerauCells and Error(kCancelled); never for strings of up to 128
// units.
template <Unit C>
std::size_t damerau_levenshtein(Units<C> a, Units<C> b, std::size_t bound = kUnbounded, const Work& work = {});

extern template std::size_t damerau_levenshtein(Bytes, Bytes, std::size_t, const Work&);
extern template std::size_t damerau_levenshtein(CodePoints, CodePoints, std::size_t, const Work&);

// For ASCII: one byte is one character.
inline std::size_t damerau_levenshtein(std::string_view a, std::string_view b, std::size_t bound = kUnbounded,
                                       const Work& work = {}) {
    return damerau_levenshtein(bytes_of(a), bytes_of(b), bound, work);
}

}  // namespace cdp::compare
