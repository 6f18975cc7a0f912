// SPDX-License-Identifier: PostgreSQL
// What the aggregates over events share: a state of events (when, which conditions), in the aggregate's context. All of
// it is plain data; it counts against cdp.memory, and it may be sorted only in a copy.
#pragma once

#include <span>

#include "core/segment/events.hpp"
#include "core/segment/funnel.hpp"

#include "pg/args.hpp"
#include "pg/guc.hpp"

namespace cdp::pg {

// why: 104 bytes, what a row touches first; a larger one would take a block of 256.
struct EventState {
    static constexpr std::uint32_t kFirst = 4;

    segment::Event* events;
    std::uint32_t count, capacity;
    std::uint64_t window;        // microseconds; 0 for patterns
    std::uint16_t modes;
    std::uint8_t steps;          // conditions a row has
    bool sorted;
    std::uint32_t pattern_size;  // 0 for funnels
    const char* pattern_text;    // in the aggregate's context
    segment::Event first[kFirst];

    std::string_view pattern() const noexcept { return {pattern_text, pattern_size}; }
};
static_assert(sizeof(EventState) <= 128);

// The conditions of one row: how many there are, and which are true. Null is false.
struct Conditions {
    std::uint32_t count;
    std::uint32_t mask;
};
Conditions conditions_of(ArrayType* array);

// An interval as a length of time: a month is 30 days, a day 24 hours, as intervals compare.
std::uint64_t window_length(const Interval* interval);

// The modes of a call site, read once for as long as their names stay the same. Zeroed, it knows no modes.
struct FunnelModes {
    char names[128];
    std::size_t size;
    std::uint32_t modes;
};
std::uint32_t modes_of(FunnelModes& memo, std::string_view names);

void require_argument(FunctionCallInfo fcinfo, int n, const char* name);

// The state argument, or nullptr; and the context of the aggregate.
EventState* event_state(FunctionCallInfo fcinfo, int n, MemoryContext* context);
EventState* new_event_state(MemoryContext context, std::uint32_t steps);
void add_event(EventState* state, MemoryContext context, const segment::Event& event);
// Raises an error unless each row of a group has as many conditions.
void require_steps(const EventState* state, std::uint32_t steps);

// Room for the travelling form of a state of so many bytes; an error beyond what PostgreSQL lets travel.
bytea* new_state_bytes(Size size);

// The events in their order: the state's own, or a sorted copy in the current context.
std::span<const segment::Event> sorted_events(const EventState* state);

}  // namespace cdp::pg
