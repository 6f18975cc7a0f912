// SPDX-License-Identifier: PostgreSQL
#include "core/compare/common_substring.hpp"

#include "core/compare/edit_kernel.hpp"

namespace cdp::compare {

namespace {

// Longest run of equal units at the same places, or `known` if none is longer. A run longer than that covers one
// of the places known, 2 * known + 1, …: from each the run is measured backwards, then forwards if that may do.
template <Unit C>
std::size_t longest_run(Units<C> a, Units<C> b, std::size_t known) noexcept {
    const std::size_t n = std::min(a.size(), b.size());
    std::size_t begin = 0;  // no run that is still looked for begins before
    while (begin + known < n) {
        std::size_t at = begin + known;
        while (a[at] == b[at] && at > begin) at--;
        if (a[at] != b[at]) {
            begin = at + 1;
            continue;
        }
        const std::size_t length =
            known + 1 + common_prefix(a.subspan(begin + known + 1), b.subspan(begin + known + 1));
        known = length;
        begin += length + 1;
    }
    return known;
}

}  // namespace

template <Unit C>
std::size_t longest_common_substring(Units<C> a, Units<C> b, const Work& work) {
    constexpr std::size_t kPollEvery = 1 << 20;
    require_length(a.size(), b.size());
    detail::require_cells(a.size(), b.size(), kMaxSubstringCells);
    std::size_t longest = longest_run(a, b, 0);
    std::size_t seen = 0;
    // Each shift of one string against the other, small ones first.
    for (std::size_t shift = 1; shift < std::max(a.size(), b.size()); shift++) {
        if (shift + longest < a.size()) longest = longest_run(a.subspan(shift), b, longest);
        if (shift + longest < b.size()) longest = longest_run(a, b.subspan(shift), longest);
        if ((seen += a.size() + b.size()) < kPollEvery) continue;
        seen = 0;
        work.cancel.check();
    }
    return longest;
}

template std::size_t longest_common_substring(Bytes, Bytes, const Work&);
template std::size_t longest_common_substring(CodePoints, CodePoints, const Work&);

}  // namespace cdp::compare
