// SPDX-License-Identifier: PostgreSQL
// How far somebody got in a funnel of steps within a window of time; semantics of ClickHouse's windowFunnel.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/cancel.hpp"
#include "core/segment/events.hpp"

namespace cdp::segment {

enum FunnelMode : std::uint32_t {
    kStrictDeduplication = 1,  // a step that was reached and is taken again ends the search
    kStrictOrder = 2,          // any other event in between ends the search
    kStrictIncrease = 4,       // each step is later than the one before
    kStrictOnce = 8,           // an event is one step at most
};

// Modes by name, separated by commas or blanks; empty for none. Throws Error(kInvalidArgument).
std::uint32_t funnel_modes(std::string_view names);

// The greatest k such that steps 1 … k follow one another within `window` microseconds from step 1. `events` are in the
// order of earlier(). With kStrictOrder events without any step count too. O(events + steps taken). Throws Error(kCancelled).
std::uint32_t funnel_level(std::span<const Event> events, std::uint64_t window, std::uint32_t modes, std::uint32_t steps, const CancelToken& cancel = {});

}  // namespace cdp::segment
