// SPDX-License-Identifier: PostgreSQL
// Damerau-Levenshtein distance without restriction as the definition reads: every pair of units that may be swapped,
// whatever stands between them (O(n^2 m^2)).
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace cdp::ref {

template <class String>
std::size_t damerau_levenshtein(const String& a, const String& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); i++) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); j++) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); i++)
        for (std::size_t j = 1; j <= b.size(); j++) {
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            for (std::size_t k = 1; k < i; k++) {
                if (a[k - 1] != b[j - 1]) continue;
                for (std::size_t l = 1; l < j; l++)
                    if (a[i - 1] == b[l - 1])
                        d[i][j] = std::min(d[i][j], d[k - 1][l - 1] + (i - k - 1) + 1 + (j - l - 1));
            }
        }
    return d[a.size()][b.size()];
}

}  // namespace cdp::ref
