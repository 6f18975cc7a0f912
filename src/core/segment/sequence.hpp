// SPDX-License-Identifier: PostgreSQL
// Patterns of events, in the language of ClickHouse's sequenceMatch: (?1) an event for which condition 1 is true, . any
// event, .* any number of events, (?t<=3600) the time in seconds from the event before to the event after.
#pragma once

#include <cstdint>
#include <limits>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/cancel.hpp"
#include "core/segment/events.hpp"

namespace cdp::segment {

class SequencePattern {
public:
    // Throws Error(kInvalidArgument), which says at which character, for what is no pattern or names a condition beyond
    // `steps`. At most 64 events, so a pattern is small.
    SequencePattern(std::string_view pattern, std::uint32_t steps, std::pmr::memory_resource* memory);

    // How many times the pattern is found, one after the other: each time the match that ends first, and then on from the
    // event behind it. Stops at `most`. `events` are in the order of earlier() and each has a step. O(events × pattern).
    std::uint64_t count(std::span<const Event> events, std::uint64_t most, const CancelToken& cancel) const;

private:
    friend class SequenceParser;
    static constexpr std::uint32_t kAny = std::numeric_limits<std::uint32_t>::max();

    // An event, and how it follows the one before.
    struct Item {
        std::uint32_t step = kAny;
        bool skip = false;                                                      // others may come between
        std::uint64_t least = 0, most = std::numeric_limits<std::uint64_t>::max();  // microseconds between
        bool timed() const noexcept { return least > 0 || most < std::numeric_limits<std::uint64_t>::max(); }
    };

    std::pmr::memory_resource* memory_;
    std::pmr::vector<Item> items_;
};

}  // namespace cdp::segment
