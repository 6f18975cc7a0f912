// SPDX-License-Identifier: PostgreSQL
// Best assignment by trying everything: each row takes every free column or none. Exponential.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace cdp::ref {

inline std::int64_t best_assignment(const std::vector<std::vector<std::int32_t>>& gains, std::size_t row,
                                    std::vector<bool>& taken) {
    if (row == gains.size()) return 0;
    std::int64_t best = best_assignment(gains, row + 1, taken);
    for (std::size_t column = 0; column < taken.size(); column++) {
        if (taken[column]) continue;
        taken[column] = true;
        best = std::max(best, gains[row][column] + best_assignment(gains, row + 1, taken));
        taken[column] = false;
    }
    return best;
}

}  // namespace cdp::ref
