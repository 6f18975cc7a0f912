// SPDX-License-Identifier: PostgreSQL
// Length of the longest common subsequence as the textbook has it: the full matrix.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace cdp::ref {

template <class String>
std::size_t lcs_length(const String& a, const String& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 1; i <= a.size(); i++)
        for (std::size_t j = 1; j <= b.size(); j++)
            d[i][j] = a[i - 1] == b[j - 1] ? d[i - 1][j - 1] + 1 : std::max(d[i - 1][j], d[i][j - 1]);
    return d[a.size()][b.size()];
}

}  // namespace cdp::ref
