// SPDX-License-Identifier: PostgreSQL
// Aggregates over events: funnels, patterns, retention.
#include "core/segment/sequence.hpp"

#include "pg/events.hpp"
#include "pg/memory.hpp"

namespace cdp::pg {

namespace {

using segment::Event;

std::uint32_t modes_argument(FunctionCallInfo fcinfo, int n) {
    auto* memo = static_cast<FunnelModes*>(fcinfo->flinfo->fn_extra);
    if (memo == nullptr) {
        memo = static_cast<FunnelModes*>(MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(FunnelModes)));
        fcinfo->flinfo->fn_extra = memo;
    }
    return modes_of(*memo, TextArg(fcinfo, n).view());
}

Datum state_result(FunctionCallInfo fcinfo, EventState* state) {
    if (state == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

// One row of a funnel; the arguments from `first` on are window, time and conditions.
Datum funnel_step(FunctionCallInfo fcinfo, std::uint32_t modes, int first) {
    MemoryContext context;
    EventState* state = event_state(fcinfo, 0, &context);
    require_argument(fcinfo, first, "window of a funnel");
    if (PG_ARGISNULL(first + 1) || PG_ARGISNULL(first + 2)) return state_result(fcinfo, state);
    const std::uint64_t window = window_length(PG_GETARG_INTERVAL_P(first));
    const Conditions conditions = conditions_of(PG_GETARG_ARRAYTYPE_P(first + 2));
    if (state == nullptr) {
        state = new_event_state(context, conditions.count);
        state->window = window;
        state->modes = static_cast<std::uint16_t>(modes);
    }
    require_steps(state, conditions.count);
    if (state->window != window || state->modes != modes)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rows of one funnel have different windows or modes"),
                        errhint("Give each row of a group the same.")));
    if (conditions.mask != 0 || (modes & segment::kStrictOrder) != 0)
        add_event(state, context, {PG_GETARG_TIMESTAMPTZ(first + 1), conditions.mask});
    PG_RETURN_POINTER(state);
}

std::uint64_t matches(const EventState* state, std::uint64_t most) {
    const auto events = sorted_events(state);
    const MemoryContext context = CurrentMemoryContext;
    std::uint64_t found = 0;
    CDP_TRY({
        PallocResource memory(context);
        const segment::SequencePattern pattern(state->pattern(), state->steps, &memory);
        found = pattern.count(events, most, backend_token());
    });
    return found;
}

// A pattern that is none is refused when a group begins, not when it ends.
EventState* new_sequence_state(MemoryContext context, std::string_view pattern, std::uint32_t steps) {
    const MemoryContext here = CurrentMemoryContext;
    CDP_TRY({
        PallocResource memory(here);
        segment::SequencePattern(pattern, steps, &memory);
    });
    EventState* const state = new_event_state(context, steps);
    auto* const copy = static_cast<char*>(MemoryContextAlloc(context, pattern.size()));
    std::memcpy(copy, pattern.data(), pattern.size());
    state->pattern_text = copy;
    state->pattern_size = static_cast<std::uint32_t>(pattern.size());
    return state;
}

// The travelling form of a state: a head, the pattern, the events.
struct StateHead {
    std::uint64_t window;
    std::uint32_t modes, steps;
    std::uint64_t pattern, count;
};

// 0 is none yet.
void require_as_many(std::uint32_t count, std::uint32_t other) {
    if (count != 0 && other != 0 && count != other)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rows of one group have %u and %u conditions", count, other),
                        errhint("Give each row as many.")));
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;
using cdp::segment::Event;

CDP_FUNCTION(cdp_window_funnel_step) { return funnel_step(fcinfo, 0, 1); }

CDP_FUNCTION(cdp_window_funnel_mode_step) {
    require_argument(fcinfo, 1, "mode of a funnel");
    return funnel_step(fcinfo, modes_argument(fcinfo, 1), 2);
}

CDP_FUNCTION(cdp_window_funnel_value) {
    MemoryContext context;
    const EventState* const state = event_state(fcinfo, 0, &context);
    if (state == nullptr) PG_RETURN_INT32(0);
    const auto events = sorted_events(state);
    std::uint32_t level = 0;
    CDP_TRY(level = cdp::segment::funnel_level(events, state->window, state->modes, state->steps, backend_token()));
    PG_RETURN_INT32(static_cast<int32>(level));
}

CDP_FUNCTION(cdp_sequence_step) {
    MemoryContext context;
    EventState* state = event_state(fcinfo, 0, &context);
    require_argument(fcinfo, 1, "pattern of events");
    if (PG_ARGISNULL(2) || PG_ARGISNULL(3)) return state_result(fcinfo, state);
    const TextArg pattern(fcinfo, 1);
    const Conditions conditions = conditions_of(PG_GETARG_ARRAYTYPE_P(3));
    if (state == nullptr) state = new_sequence_state(context, pattern.view(), conditions.count);
    require_steps(state, conditions.count);
    if (state->pattern() != pattern.view())
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rows of one group have different patterns"),
                        errhint("Give each row of a group the same.")));
    if (conditions.mask != 0) add_event(state, context, {PG_GETARG_TIMESTAMPTZ(2), conditions.mask});
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_sequence_match_value) {
    MemoryContext context;
    const EventState* const state = event_state(fcinfo, 0, &context);
    PG_RETURN_BOOL(state != nullptr && matches(state, 1) > 0);
}

CDP_FUNCTION(cdp_sequence_count_value) {
    MemoryContext context;
    const EventState* const state = event_state(fcinfo, 0, &context);
    PG_RETURN_INT64(state == nullptr ? 0 : static_cast<int64>(matches(state, PG_UINT64_MAX)));
}

CDP_FUNCTION(cdp_events_join) {
    MemoryContext context;
    EventState* state = event_state(fcinfo, 0, &context);
    const EventState* const other = event_state(fcinfo, 1, &context);
    if (other == nullptr) return state_result(fcinfo, state);
    if (state == nullptr) {
        state = other->pattern().empty() ? new_event_state(context, other->steps)
                                       : new_sequence_state(context, other->pattern(), other->steps);
        state->window = other->window;
        state->modes = other->modes;
    }
    require_steps(state, other->steps);
    if (state->window != other->window || state->modes != other->modes || state->pattern() != other->pattern())
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rows of one group have different windows, modes or patterns"),
                        errhint("Give each row of a group the same.")));
    for (std::uint64_t i = 0; i < other->count; i++) add_event(state, context, other->events[i]);
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_events_write) {
    MemoryContext context;
    const EventState* const state = event_state(fcinfo, 0, &context);
    const StateHead head{state->window, state->modes, state->steps, state->pattern().size(), state->count};
    const Size size = VARHDRSZ + sizeof head + state->pattern().size() + state->count * sizeof(Event);
    bytea* const bytes = new_state_bytes(size);
    char* to = VARDATA(bytes);
    std::memcpy(to, &head, sizeof head);
    if (state->pattern_size > 0) std::memcpy(to + sizeof head, state->pattern_text, state->pattern_size);
    std::memcpy(to + sizeof head + state->pattern().size(), state->events, state->count * sizeof(Event));
    PG_RETURN_BYTEA_P(bytes);
}

CDP_FUNCTION(cdp_events_read) {
    require_aggregate(fcinfo);
    std::string_view bytes = view_of_datum(PG_GETARG_DATUM(0));
    StateHead head;
    if (bytes.size() < sizeof head) elog(ERROR, "state of events is too short");
    std::memcpy(&head, bytes.data(), sizeof head);
    bytes.remove_prefix(sizeof head);
    if (head.pattern > bytes.size() || head.count != (bytes.size() - head.pattern) / sizeof(Event))
        elog(ERROR, "state of events has not the length that it says");
    const std::string_view pattern = bytes.substr(0, head.pattern);
    EventState* const state = head.pattern == 0 ? new_event_state(CurrentMemoryContext, head.steps)
                                                : new_sequence_state(CurrentMemoryContext, pattern, head.steps);
    state->window = head.window;
    state->modes = static_cast<std::uint16_t>(head.modes);
    for (std::uint64_t i = 0; i < head.count; i++) {
        Event event;
        std::memcpy(&event, bytes.data() + head.pattern + i * sizeof event, sizeof event);
        add_event(state, CurrentMemoryContext, event);
    }
    PG_RETURN_POINTER(state);
}

// The state of retention is a number: how many conditions there are, and which were ever true.
CDP_FUNCTION(cdp_retention_step) {
    const auto state = static_cast<std::uint64_t>(PG_GETARG_INT64(0));
    const Conditions conditions = conditions_of(PG_GETARG_ARRAYTYPE_P(1));
    const auto count = static_cast<std::uint32_t>(state >> 32);
    require_as_many(count, static_cast<std::uint32_t>(conditions.count));
    PG_RETURN_INT64(static_cast<int64>(state | conditions.mask | static_cast<std::uint64_t>(conditions.count) << 32));
}

CDP_FUNCTION(cdp_retention_join) {
    const auto state = static_cast<std::uint64_t>(PG_GETARG_INT64(0)), other = static_cast<std::uint64_t>(PG_GETARG_INT64(1));
    require_as_many(static_cast<std::uint32_t>(state >> 32), static_cast<std::uint32_t>(other >> 32));
    PG_RETURN_INT64(static_cast<int64>(state | other));
}

CDP_FUNCTION(cdp_retention_value) {
    const auto state = static_cast<std::uint64_t>(PG_GETARG_INT64(0));
    const std::uint64_t steps = state >> 32;
    if (steps == 0) PG_RETURN_NULL();
    Datum values[cdp::segment::kMaxSteps];
    if (steps > std::size(values)) elog(ERROR, "state of retention has too many conditions");
    const int count = static_cast<int>(steps);
    for (int i = 0; i < count; i++)
        values[i] = BoolGetDatum((state & 1) != 0 && (state >> i & 1) != 0);
    PG_RETURN_ARRAYTYPE_P(construct_array(values, count, BOOLOID, 1, true, TYPALIGN_CHAR));
}
