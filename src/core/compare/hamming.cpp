// SPDX-License-Identifier: PostgreSQL
#include "core/compare/hamming.hpp"

#include <string>

namespace cdp::compare {

template <Unit C>
std::size_t hamming(Units<C> a, Units<C> b) {
    if (a.size() != b.size())
        throw Error(ErrorCode::kInvalidArgument, "hamming distance needs texts of one length",
                    "They have " + std::to_string(a.size()) + " and " + std::to_string(b.size()) + " characters.",
                    "Use cdp.levenshtein where lengths may differ.");
    std::size_t differences = 0;
    for (std::size_t i = 0; i < a.size(); i++) differences += a[i] != b[i] ? 1 : 0;
    return differences;
}

template std::size_t hamming(Bytes, Bytes);
template std::size_t hamming(CodePoints, CodePoints);

}  // namespace cdp::compare
