// SPDX-License-Identifier: PostgreSQL
// The funnel and the patterns of events by trying everything: slow and obviously right.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "core/segment/events.hpp"

namespace cdp::ref {

using segment::Event;

// The longest chain from step `step` on that begins after or at row `row`; rows in any order of equal times. `once`: a row
// serves one step; `increase`: times rise.
inline std::uint32_t longest_chain(std::span<const Event> events, std::uint32_t step, std::uint32_t steps, std::int64_t start,
                                   std::int64_t window, std::int64_t last, std::uint64_t used, bool once, bool increase) {
    if (step == steps) return steps;
    std::uint32_t best = step;
    for (std::size_t i = 0; i < events.size(); i++) {
        const Event& event = events[i];
        if ((event.steps >> step & 1) == 0 || (once && (used >> i & 1) != 0)) continue;
        if (step > 0 && (event.at < last || (increase && event.at == last) || event.at - start > window)) continue;
        best = std::max(best, longest_chain(events, step + 1, steps, step == 0 ? event.at : start, window, event.at,
                                            used | std::uint64_t{1} << i, once, increase));
    }
    return best;
}

}  // namespace cdp::ref
