// SPDX-License-Identifier: PostgreSQL
#include "core/compare/levenshtein.hpp"

#include <string>

namespace cdp::compare {

namespace detail {

void require_cells(std::size_t rows, std::size_t columns, std::uint64_t limit) {
    if (columns == 0 || rows <= limit / columns) return;
    throw Error(ErrorCode::kLimitExceeded, "texts are too long to compare in full",
                "Comparing " + std::to_string(rows) + " by " + std::to_string(columns) +
                    " characters passes the limit of 2^" + std::to_string(std::bit_width(limit) - 1) + " steps.",
                "Compare prefixes, or give the bound that distances take, so that only that many differences are looked for.");
}

}  // namespace detail

template <Unit C>
std::size_t levenshtein(Units<C> a, Units<C> b, std::size_t bound, const Work& work) {
    return detail::edit_distance<false>(a, b, bound, work);
}

template std::size_t levenshtein(Bytes, Bytes, std::size_t, const Work&);
template std::size_t levenshtein(CodePoints, CodePoints, std::size_t, const Work&);

}  // namespace cdp::compare
