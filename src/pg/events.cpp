// SPDX-License-Identifier: PostgreSQL
#include "pg/events.hpp"

namespace cdp::pg {

using segment::Event;

Conditions conditions_of(ArrayType* array) {
    const int count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
    if (count < 1 || count > static_cast<int>(segment::kMaxSteps))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d conditions given", count), errhint("Give 1 to 32 of them.")));
    const bits8* const nulls = ARR_NULLBITMAP(array);
    const char* value = ARR_DATA_PTR(array);
    std::uint32_t mask = 0;
    for (int i = 0; i < count; i++) {
        if (nulls != nullptr && (nulls[i / 8] >> (i % 8) & 1) == 0) continue;
        mask |= *value++ != 0 ? 1U << i : 0U;
    }
    return {static_cast<std::uint32_t>(count), mask};
}

EventState* event_state(FunctionCallInfo fcinfo, int n, MemoryContext* context) {
    if (AggCheckCallContext(fcinfo, context) == 0) elog(ERROR, "aggregate function called in non-aggregate context");
    return PG_ARGISNULL(n) ? nullptr : reinterpret_cast<EventState*>(PG_GETARG_POINTER(n));
}

EventState* new_event_state(MemoryContext context, std::uint32_t steps) {
    auto* const state = static_cast<EventState*>(MemoryContextAllocZero(context, sizeof(EventState)));
    state->steps = static_cast<std::uint8_t>(steps);
    state->capacity = EventState::kFirst;
    state->sorted = true;
    state->events = state->first;
    return state;
}

std::uint64_t window_length(const Interval* interval) {
    const __int128 length = static_cast<__int128>(interval->time) +
                            (static_cast<__int128>(interval->month) * DAYS_PER_MONTH + interval->day) * USECS_PER_DAY;
    if (length < 0 || length > PG_INT64_MAX)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("window of a funnel must be zero or longer"),
                        errhint("Give it as in interval '7 days'.")));
    return static_cast<std::uint64_t>(length);
}

std::uint32_t modes_of(FunnelModes& memo, std::string_view names) {
    if (names == std::string_view(memo.names, memo.size)) return memo.modes;
    std::uint32_t modes = 0;
    CDP_TRY(modes = segment::funnel_modes(names));
    if (names.size() <= sizeof memo.names) {
        std::memcpy(memo.names, names.data(), names.size());
        memo.size = names.size();
        memo.modes = modes;
    }
    return modes;
}

void require_argument(FunctionCallInfo fcinfo, int n, const char* name) {
    if (PG_ARGISNULL(n))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("%s must not be null", name)));
}

namespace {

void grow(EventState* state, MemoryContext context) {
    const std::uint64_t capacity = std::uint64_t{2} * state->capacity;
    const Size bytes = capacity * sizeof(Event);
    if (bytes > memory_budget() || capacity > PG_UINT32_MAX)
        ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory budget"),
                        errdetail("One group has more than %u events.", state->count),
                        errhint("Raise cdp.memory, or group by something finer.")));
    Event* events;
    if (state->events == state->first) {
        events = static_cast<Event*>(MemoryContextAllocHuge(context, bytes));
        std::memcpy(events, state->first, state->count * sizeof(Event));
    } else {
        events = static_cast<Event*>(repalloc_huge(state->events, bytes));
    }
    state->events = events;
    state->capacity = static_cast<std::uint32_t>(capacity);
}

}  // namespace

void add_event(EventState* state, MemoryContext context, const Event& event) {
    if (state->count == state->capacity) grow(state, context);
    if (state->count > 0 && segment::earlier(event, state->events[state->count - 1])) state->sorted = false;
    state->events[state->count++] = event;
}

void require_steps(const EventState* state, std::uint32_t steps) {
    if (state->steps != steps)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rows of one group have %u and %u conditions", static_cast<unsigned>(state->steps), steps),
                        errhint("Give each row as many.")));
}

bytea* new_state_bytes(Size size) {
    if (!AllocSizeIsValid(size))
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("too many events in one group"),
                        errdetail("A parallel worker can hand over 1 GB of them."), errhint("Set max_parallel_workers_per_gather to 0.")));
    auto* const bytes = static_cast<bytea*>(palloc(size));
    SET_VARSIZE(bytes, size);
    return bytes;
}

std::span<const Event> sorted_events(const EventState* state) {
    if (state->sorted) return {state->events, state->count};
    const Size bytes = state->count * sizeof(Event);
    auto* const copy = static_cast<Event*>(MemoryContextAllocHuge(CurrentMemoryContext, bytes));
    std::memcpy(copy, state->events, bytes);
    const std::span<Event> events(copy, state->count);
    CDP_TRY(segment::sort_in_parts(events, segment::earlier, backend_token()));
    return events;
}

}  // namespace cdp::pg
