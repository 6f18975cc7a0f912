// SPDX-License-Identifier: PostgreSQL
// The events that behaviour aggregates look at: when, and which of the conditions were true.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>

#include "core/base/cancel.hpp"

namespace cdp::segment {

inline constexpr std::uint32_t kMaxSteps = 32;

struct Event {
    std::int64_t at;      // microseconds
    std::uint32_t steps;  // bit k: condition k + 1
};

// The order of events at one time, so that no answer depends on the order of rows: by the first condition that is true
// (none before any), then by the others.
constexpr bool earlier(const Event& a, const Event& b) noexcept {
    if (a.at != b.at) return a.at < b.at;
    const int first_a = a.steps == 0 ? -1 : std::countr_zero(a.steps), first_b = b.steps == 0 ? -1 : std::countr_zero(b.steps);
    return first_a != first_b ? first_a < first_b : a.steps < b.steps;
}

// Sorts by parts and then merges them, so that a long sort can be cancelled. Throws Error(kCancelled).
template <class T, class Less>
void sort_in_parts(std::span<T> items, const Less& less, const CancelToken& cancel) {
    constexpr std::size_t kPart = std::size_t{1} << 18;
    const auto at = [&](std::size_t i) { return items.begin() + static_cast<std::ptrdiff_t>(std::min(i, items.size())); };
    for (std::size_t from = 0; from < items.size(); from += kPart) {
        cancel.check();
        std::sort(at(from), at(from + kPart), less);
    }
    for (std::size_t size = kPart; size < items.size(); size *= 2)
        for (std::size_t from = 0; from + size < items.size(); from += 2 * size) {
            cancel.check();
            std::inplace_merge(at(from), at(from + size), at(from + 2 * size), less);
        }
}

// Times may be as far apart as they like.
constexpr std::uint64_t elapsed(std::int64_t from, std::int64_t to) noexcept {
    return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
}

}  // namespace cdp::segment
