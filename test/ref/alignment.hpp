// SPDX-License-Identifier: PostgreSQL
// Alignment scores by the whole matrix, gaps of every length tried one by one: Smith & Waterman as published (1981),
// and the global alignment that Gotoh's recurrences (1982) compute faster.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/compare/alignment.hpp"

namespace cdp::ref {

template <class String>
double align(const String& a, const String& b, const compare::AlignmentScores& s, bool local) {
    const auto gap = [&](std::size_t length) {
        return length == 0 ? 0 : s.gap_open + static_cast<double>(length - 1) * s.gap_extend;
    };
    std::vector<std::vector<double>> score(a.size() + 1, std::vector<double>(b.size() + 1, 0));
    double best = 0;
    for (std::size_t i = 0; i <= a.size(); i++)
        for (std::size_t j = 0; j <= b.size(); j++) {
            if (i == 0 || j == 0) {
                score[i][j] = local ? 0 : gap(i + j);
                continue;
            }
            double cell = score[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? s.match : s.mismatch);
            for (std::size_t k = 1; k <= i; k++) cell = std::max(cell, score[i - k][j] + gap(k));
            for (std::size_t k = 1; k <= j; k++) cell = std::max(cell, score[i][j - k] + gap(k));
            if (local) cell = std::max(cell, 0.0);
            score[i][j] = cell;
            best = std::max(best, cell);
        }
    return local ? best : score[a.size()][b.size()];
}

}  // namespace cdp::ref
