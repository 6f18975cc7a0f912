// SPDX-License-Identifier: PostgreSQL
// Aggregates that build sets of ids. The state is a builder whose memory is all of the aggregate's context, so it goes
// with that and owes no destructor; it counts against cdp.memory.
#include "core/segment/idset_builder.hpp"
#include "core/segment/idset_reader.hpp"

#include "pg/idset.hpp"

namespace cdp::pg {

namespace {

using segment::IdSetBuilder;
using segment::IdSetWriter;

struct IdSetState {
    explicit IdSetState(MemoryContext context) noexcept : memory(context), set(&memory) {}

    CountedPalloc memory;
    IdSetBuilder set;
};

// The state argument, or nullptr; and the context of the aggregate.
IdSetState* state_argument(FunctionCallInfo fcinfo, int n, MemoryContext* context) {
    if (AggCheckCallContext(fcinfo, context) == 0) elog(ERROR, "aggregate function called in non-aggregate context");
    return PG_ARGISNULL(n) ? nullptr : reinterpret_cast<IdSetState*>(PG_GETARG_POINTER(n));
}

IdSetState* new_state(MemoryContext context) {
    return new (MemoryContextAlloc(context, sizeof(IdSetState))) IdSetState(context);
}

Datum state_result(FunctionCallInfo fcinfo, IdSetState* state) {
    if (state == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

// The bytes of a state, in the current context.
Datum bytes_of(IdSetState* state) {
    return make_idset([&](IdSetWriter& writer, std::pmr::memory_resource*, const CancelToken& cancel) {
        state->set.write(writer, cancel);
    });
}

void add_set(IdSetState* state, std::string_view set) { CDP_TRY(state->set.add_set(set, backend_token())); }

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_idset_agg_step) {
    MemoryContext context;
    auto* state = state_argument(fcinfo, 0, &context);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    if (state == nullptr) state = new_state(context);
    const int64 id = PG_GETARG_INT64(1);
    CDP_TRY(state->set.add(id));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_idset_union_step) {
    MemoryContext context;
    auto* state = state_argument(fcinfo, 0, &context);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    if (state == nullptr) state = new_state(context);
    add_set(state, idset_argument(fcinfo, 1));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_idset_agg_join) {
    MemoryContext context;
    auto* state = state_argument(fcinfo, 0, &context);
    auto* const other = state_argument(fcinfo, 1, &context);
    if (other == nullptr) return state_result(fcinfo, state);
    if (state == nullptr) state = new_state(context);
    add_set(state, view_of_datum(bytes_of(other)));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_idset_agg_write) {
    MemoryContext context;
    return bytes_of(state_argument(fcinfo, 0, &context));
}

CDP_FUNCTION(cdp_idset_agg_read) {
    require_aggregate(fcinfo);
    const std::string_view bytes = view_of_datum(PG_GETARG_DATUM(0));
    CDP_TRY(cdp::segment::check_idset(bytes, backend_token()));
    IdSetState* const state = new_state(CurrentMemoryContext);
    add_set(state, bytes);
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_idset_agg_value) {
    MemoryContext context;
    auto* const state = state_argument(fcinfo, 0, &context);
    if (state == nullptr) PG_RETURN_NULL();
    return bytes_of(state);
}
