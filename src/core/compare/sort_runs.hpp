// SPDX-License-Identifier: PostgreSQL
// Sorting that can be stopped: runs are sorted one by one and then merged, and the token is asked between any two.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/compare/units.hpp"

namespace cdp::compare::detail {

// Sorts `values` in place. Above a run it takes as much of `work.memory` again as the values themselves.
template <class T>
void sort_in_runs(std::span<T> values, const Work& work) {
    constexpr std::size_t kRun = 1 << 16;
    for (std::size_t at = 0; at < values.size(); at += kRun) {
        work.cancel.check();
        const auto run = values.subspan(at, std::min(kRun, values.size() - at));
        std::sort(run.begin(), run.end());
    }
    if (values.size() <= kRun) return;
    std::pmr::vector<T> merged(values.size(), work.memory);
    for (std::size_t width = kRun; width < values.size(); width *= 2) {
        for (std::size_t at = 0; at < values.size(); at += 2 * width) {
            work.cancel.check();
            const auto middle = static_cast<std::ptrdiff_t>(std::min(at + width, values.size()));
            const auto end = static_cast<std::ptrdiff_t>(std::min(at + 2 * width, values.size()));
            const auto begin = static_cast<std::ptrdiff_t>(at);
            std::merge(values.begin() + begin, values.begin() + middle, values.begin() + middle, values.begin() + end,
                       merged.begin() + begin);
        }
        std::copy(merged.begin(), merged.end(), values.begin());
    }
}

// Sorts `values` and moves the distinct ones to the front; returns how many there are.
template <class T>
std::size_t sort_distinct(std::span<T> values, const Work& work) {
    sort_in_runs(values, work);
    return static_cast<std::size_t>(std::unique(values.begin(), values.end()) - values.begin());
}

}  // namespace cdp::compare::detail
