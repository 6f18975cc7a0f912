// SPDX-License-Identifier: PostgreSQL
// Jaro-Winkler similarity as the U.S. Census Bureau's program strcmp95 has it (Winkler 1994): letters are compared
// without case, blanks at the ends do not count, characters that are taken for one another (A and E, 0 and O, …)
// count for 3/10 of a match where they are left over, and digits earn no boost for a common beginning.
#pragma once

#include "core/compare/units.hpp"

namespace cdp::compare {

// Most pairs of characters that one call may look at: about half a minute's work.
inline constexpr std::uint64_t kMaxStrcmp95Cells = std::uint64_t{1} << 34;

// In [0,1]; 1 for two blank strings, 0 for one. Only ASCII letters have case here, and only ASCII letters and
// digits are taken for one another. `long_strings` adds the program's second boost, for longer strings of which
// more than half agrees. Symmetric but for how characters that may be taken for several others are paired. O(n * m)
// time, one byte of `work.memory` per unit above 128. Throws Error(kLimitExceeded) above kMaxUnits or
// kMaxStrcmp95Cells and Error(kCancelled); never for strings of up to 128 units.
template <Unit C>
double jaro_winkler_strcmp95(Units<C> a, Units<C> b, bool long_strings = false, const Work& work = {});

extern template double jaro_winkler_strcmp95(Bytes, Bytes, bool, const Work&);
extern template double jaro_winkler_strcmp95(CodePoints, CodePoints, bool, const Work&);

// For ASCII: one byte is one character.
inline double jaro_winkler_strcmp95(std::string_view a, std::string_view b, bool long_strings = false,
                                    const Work& work = {}) {
    return jaro_winkler_strcmp95(bytes_of(a), bytes_of(b), long_strings, work);
}

}  // namespace cdp::compare
