// SPDX-License-Identifier: PostgreSQL
// Length of the longest common substring as the textbook has it: the full matrix of common suffixes of prefixes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace cdp::ref {

template <class String>
std::size_t longest_common_substring(const String& a, const String& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    std::size_t longest = 0;
    for (std::size_t i = 1; i <= a.size(); i++)
        for (std::size_t j = 1; j <= b.size(); j++) {
            d[i][j] = a[i - 1] == b[j - 1] ? d[i - 1][j - 1] + 1 : 0;
            longest = std::max(longest, d[i][j]);
        }
    return longest;
}

}  // namespace cdp::ref
