// SPDX-License-Identifier: PostgreSQL
// funnel_counts: a funnel of many members at once, without a group for each. Its state is a core object whose memory is all
// of the aggregate's context.
#include "core/segment/funnel_counts.hpp"

#include "pg/events.hpp"
#include "pg/idset.hpp"

namespace cdp::pg {

namespace {

using segment::MemberEvent;
using segment::MemberEvents;

// What all rows of a group have in common.
struct Funnel {
    std::uint64_t window;
    std::uint32_t modes, steps;

    bool operator==(const Funnel&) const = default;
};

struct State {
    State(MemoryContext context, const Funnel& common) : memory(context), events(&memory), funnel(common) {}

    CountedPalloc memory;
    MemberEvents events;
    Funnel funnel;
};

// Lives in fn_extra, zeroed at first.
struct CallSite {
    bool known, array;  // the steps are one array
    FunnelModes modes;
};

// The travelling form of a state: this, then the events.
struct StateHead {
    Funnel funnel;
    std::uint64_t count;
};

State* state_argument(FunctionCallInfo fcinfo, int n) { return PG_ARGISNULL(n) ? nullptr : reinterpret_cast<State*>(PG_GETARG_POINTER(n)); }

State* new_state(MemoryContext context, const Funnel& funnel) {
    return new (MemoryContextAlloc(context, sizeof(State))) State(context, funnel);
}

// why: only where a state begins; rows that follow come with it.
State* first_state(FunctionCallInfo fcinfo, const Funnel& funnel) {
    MemoryContext context;
    if (AggCheckCallContext(fcinfo, &context) == 0) elog(ERROR, "aggregate function called in non-aggregate context");
    return new_state(context, funnel);
}

Datum state_result(FunctionCallInfo fcinfo, State* state) {
    if (state == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

void require_same(const Funnel& funnel, const Funnel& other) {
    if (funnel == other) return;
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rows of one funnel have different windows, modes or numbers of steps"),
                    errhint("Give each row of a group the same.")));
}

// The call site, after the types of the steps were looked at.
CallSite* call_site(FunctionCallInfo fcinfo, int first) {
    auto* site = static_cast<CallSite*>(fcinfo->flinfo->fn_extra);
    if (site != nullptr && site->known) return site;
    if (site == nullptr) site = static_cast<CallSite*>(MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(CallSite)));
    fcinfo->flinfo->fn_extra = site;
    site->array = get_fn_expr_variadic(fcinfo->flinfo);
    const int count = PG_NARGS() - first;
    if (!site->array && count > static_cast<int>(segment::kMaxSteps))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%d conditions given", count), errhint("Give 1 to 32 of them.")));
    for (int i = 0; i < count; i++) {
        const Oid is = get_fn_expr_argtype(fcinfo->flinfo, first + i);
        if (is == (site->array ? BOOLARRAYOID : BOOLOID) || (is == UNKNOWNOID && PG_ARGISNULL(first + i))) continue;
        ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("step %d of a funnel is of type %s, not boolean", i + 1, format_type_be(is)),
                        errhint("Write a condition, or cast it to boolean.")));
    }
    site->known = true;
    return site;
}

// The steps of one row: the arguments from `first` on, or the array there.
Conditions steps_of(FunctionCallInfo fcinfo, const CallSite& site, int first) {
    if (site.array) return PG_ARGISNULL(first) ? Conditions{0, 0} : conditions_of(PG_GETARG_ARRAYTYPE_P(first));
    const auto count = static_cast<std::uint32_t>(PG_NARGS() - first);
    std::uint32_t mask = 0;
    for (std::uint32_t i = 0; i < count; i++) {
        const NullableDatum& step = fcinfo->args[static_cast<std::uint32_t>(first) + i];
        mask |= !step.isnull && DatumGetBool(step.value) ? 1U << i : 0U;
    }
    return {count, mask};
}

// One row; the arguments from `first` on are member, window, time and steps.
Datum counts_step(FunctionCallInfo fcinfo, std::uint32_t modes, int first) {
    State* state = state_argument(fcinfo, 0);
    const CallSite* const site = call_site(fcinfo, first + 3);
    require_argument(fcinfo, first + 1, "window of a funnel");
    if (PG_ARGISNULL(first) || PG_ARGISNULL(first + 2)) return state_result(fcinfo, state);
    const Conditions steps = steps_of(fcinfo, *site, first + 3);
    if (steps.count == 0) return state_result(fcinfo, state);
    const Funnel funnel{window_length(PG_GETARG_INTERVAL_P(first + 1)), modes, steps.count};
    if (state == nullptr) state = first_state(fcinfo, funnel);
    require_same(state->funnel, funnel);
    const MemberEvent event{PG_GETARG_INT64(first), {PG_GETARG_TIMESTAMPTZ(first + 2), steps.mask}};
    if (steps.mask != 0 || (modes & segment::kStrictOrder) != 0) CDP_TRY(state->events.add(event));
    PG_RETURN_POINTER(state);
}

void add_all(State* state, std::span<const MemberEvent> events) {
    for (const MemberEvent& event : events) state->events.add(event);
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;
using cdp::segment::MemberEvent;

CDP_FUNCTION(cdp_funnel_counts_step) { return counts_step(fcinfo, 0, 1); }

CDP_FUNCTION(cdp_funnel_counts_mode_step) {
    require_argument(fcinfo, 1, "mode of a funnel");
    const std::string_view names = TextArg(fcinfo, 1).view();
    return counts_step(fcinfo, modes_of(call_site(fcinfo, 5)->modes, names), 2);
}

CDP_FUNCTION(cdp_funnel_counts_join) {
    State* state = state_argument(fcinfo, 0);
    const State* const other = state_argument(fcinfo, 1);
    if (other == nullptr) return state_result(fcinfo, state);
    if (state == nullptr) state = first_state(fcinfo, other->funnel);
    require_same(state->funnel, other->funnel);
    CDP_TRY({
        const cdp::CancelToken cancel = backend_token();
        other->events.for_each_block([&](std::span<const MemberEvent> events) {
            cancel.check();
            add_all(state, events);
        });
    });
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_funnel_counts_write) {
    const State* const state = state_argument(fcinfo, 0);
    const StateHead head{state->funnel, state->events.size()};
    const Size size = VARHDRSZ + sizeof head + head.count * sizeof(MemberEvent);
    bytea* const bytes = new_state_bytes(size);
    char* to = VARDATA(bytes);
    std::memcpy(to, &head, sizeof head);
    to += sizeof head;
    state->events.for_each_block([&](std::span<const MemberEvent> events) {
        std::memcpy(to, events.data(), events.size_bytes());
        to += events.size_bytes();
    });
    PG_RETURN_BYTEA_P(bytes);
}

CDP_FUNCTION(cdp_funnel_counts_read) {
    require_aggregate(fcinfo);
    std::string_view bytes = view_of_datum(PG_GETARG_DATUM(0));
    StateHead head;
    if (bytes.size() < sizeof head) elog(ERROR, "state of a funnel is too short");
    std::memcpy(&head, bytes.data(), sizeof head);
    bytes.remove_prefix(sizeof head);
    if (bytes.size() / sizeof(MemberEvent) != head.count || bytes.size() % sizeof(MemberEvent) != 0)
        elog(ERROR, "state of a funnel has not the length that it says");
    State* const state = new_state(CurrentMemoryContext, head.funnel);
    CDP_TRY({
        const cdp::CancelToken cancel = backend_token();
        for (std::uint64_t i = 0; i < head.count; i++) {
            MemberEvent event;
            std::memcpy(&event, bytes.data() + i * sizeof event, sizeof event);
            if (i % 65536 == 0) cancel.check();
            state->events.add(event);
        }
    });
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_funnel_counts_value) {
    const State* const state = state_argument(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    std::uint64_t reached[cdp::segment::kMaxSteps] = {};
    if (state->funnel.steps > std::size(reached)) elog(ERROR, "state of a funnel has too many steps");
    const std::span<std::uint64_t> counts(reached, state->funnel.steps);
    CDP_TRY(state->events.count_reached(state->funnel.window, state->funnel.modes, counts, backend_token()));
    Datum values[cdp::segment::kMaxSteps];
    for (std::size_t i = 0; i < counts.size(); i++) values[i] = Int64GetDatum(static_cast<int64>(counts[i]));
    PG_RETURN_ARRAYTYPE_P(construct_array(values, static_cast<int>(counts.size()), INT8OID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}
