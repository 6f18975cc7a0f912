// SPDX-License-Identifier: PostgreSQL
// approx_distinct and its sketches, top_k. States are core objects whose memory is all of the aggregate's context.
#include <cmath>

#include "core/base/hash.hpp"
#include "core/segment/hyperloglog.hpp"
#include "core/segment/top_values.hpp"

#include "pg/idset.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

using segment::Sketch;
using segment::TopValues;

template <class T>
struct State {
    explicit State(MemoryContext context) : memory(context), value(&memory) {}

    CountedPalloc memory;
    T value;
    int64 most = 0;  // top_k: how many are asked for
};

template <class T>
State<T>* state_argument(FunctionCallInfo fcinfo, int n, MemoryContext* context) {
    if (AggCheckCallContext(fcinfo, context) == 0) elog(ERROR, "aggregate function called in non-aggregate context");
    return PG_ARGISNULL(n) ? nullptr : reinterpret_cast<State<T>*>(PG_GETARG_POINTER(n));
}

template <class T>
State<T>* new_state(MemoryContext context) {
    void* const room = MemoryContextAlloc(context, sizeof(State<T>));
    State<T>* state = nullptr;
    CDP_TRY(state = new (room) State<T>(context));
    return state;
}

template <class T>
Datum state_result(FunctionCallInfo fcinfo, State<T>* state) {
    if (state == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(state);
}

// Hash of a value by the hash function of its type, so that equal values have equal ones.
std::uint64_t hash_of(FunctionCallInfo fcinfo, int n) {
    auto* type = static_cast<TypeCacheEntry*>(fcinfo->flinfo->fn_extra);
    if (type == nullptr) {
        const Oid oid = get_fn_expr_argtype(fcinfo->flinfo, n);
        if (!OidIsValid(oid)) elog(ERROR, "could not determine the type of the counted value");
        type = lookup_type_cache(oid, TYPECACHE_HASH_EXTENDED_PROC_FINFO);
        if (!OidIsValid(type->hash_extended_proc_finfo.fn_oid))
            ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION), errmsg("type %s has no hash function", format_type_be(oid)),
                            errhint("Cast the values to text.")));
        fcinfo->flinfo->fn_extra = type;
    }
    return mix64(DatumGetUInt64(FunctionCall2Coll(&type->hash_extended_proc_finfo, PG_GET_COLLATION(), PG_GETARG_DATUM(n), UInt64GetDatum(0))));
}

Datum stored(const Sketch& sketch) {
    const std::size_t size = sketch.stored_size();
    auto* const bytes = static_cast<bytea*>(palloc(size + VARHDRSZ));
    SET_VARSIZE(bytes, size + VARHDRSZ);
    sketch.store(reinterpret_cast<unsigned char*>(VARDATA(bytes)));
    PG_RETURN_BYTEA_P(bytes);
}

int64 rounded(const Sketch& sketch) {
    double estimate = 0;
    CDP_TRY(estimate = sketch.estimate());
    // A sketch whose registers are all full says no more than "beyond counting".
    return estimate < static_cast<double>(PG_INT64_MAX) ? static_cast<int64>(std::llround(estimate)) : PG_INT64_MAX;
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;
using cdp::segment::Sketch;
using cdp::segment::TopValues;

CDP_FUNCTION(cdp_sketch_step) {
    MemoryContext context;
    auto* state = state_argument<Sketch>(fcinfo, 0, &context);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    const std::uint64_t hash = hash_of(fcinfo, 1);
    if (state == nullptr) state = new_state<Sketch>(context);
    CDP_TRY(state->value.add(hash));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_sketch_union_step) {
    MemoryContext context;
    auto* state = state_argument<Sketch>(fcinfo, 0, &context);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    const std::string_view bytes = view_of_datum(PG_GETARG_DATUM(1));
    if (state == nullptr) state = new_state<Sketch>(context);
    CDP_TRY(state->value.add_stored(bytes));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_sketch_join) {
    MemoryContext context;
    auto* state = state_argument<Sketch>(fcinfo, 0, &context);
    auto* const other = state_argument<Sketch>(fcinfo, 1, &context);
    if (other == nullptr) return state_result(fcinfo, state);
    if (state == nullptr) state = new_state<Sketch>(context);
    CDP_TRY(state->value.add(other->value));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_sketch_write) {
    MemoryContext context;
    return stored(state_argument<Sketch>(fcinfo, 0, &context)->value);
}

CDP_FUNCTION(cdp_sketch_read) {
    require_aggregate(fcinfo);
    const std::string_view bytes = view_of_datum(PG_GETARG_DATUM(0));
    auto* const state = new_state<Sketch>(CurrentMemoryContext);
    CDP_TRY(state->value.add_stored(bytes));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_sketch_value) {
    MemoryContext context;
    const auto* const state = state_argument<Sketch>(fcinfo, 0, &context);
    if (state == nullptr) PG_RETURN_NULL();
    return stored(state->value);
}

CDP_FUNCTION(cdp_sketch_count_value) {
    MemoryContext context;
    const auto* const state = state_argument<Sketch>(fcinfo, 0, &context);
    PG_RETURN_INT64(state == nullptr ? 0 : rounded(state->value));
}

CDP_FUNCTION(cdp_sketch_count) {
    const std::string_view bytes = view_of_datum(PG_GETARG_DATUM(0));
    auto* const state = new_state<Sketch>(CurrentMemoryContext);
    CDP_TRY(state->value.add_stored(bytes));
    PG_RETURN_INT64(rounded(state->value));
}

CDP_FUNCTION(cdp_top_k_step) {
    MemoryContext context;
    auto* state = state_argument<TopValues>(fcinfo, 0, &context);
    if (PG_ARGISNULL(2) || PG_GETARG_INT32(2) < 1)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("top_k must be asked for one value or more")));
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    const std::string_view value = TextArg(fcinfo, 1).view();
    if (state == nullptr) state = new_state<TopValues>(context);
    // why: the greatest of all rows, so that their order does not show.
    state->most = Max(state->most, PG_GETARG_INT32(2));
    CDP_TRY(state->value.add(value));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_top_k_join) {
    MemoryContext context;
    auto* state = state_argument<TopValues>(fcinfo, 0, &context);
    auto* const other = state_argument<TopValues>(fcinfo, 1, &context);
    if (other == nullptr) return state_result(fcinfo, state);
    if (state == nullptr) state = new_state<TopValues>(context);
    state->most = Max(state->most, other->most);
    CDP_TRY(state->value.add(other->value, backend_token()));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_top_k_write) {
    MemoryContext context;
    const auto* const state = state_argument<TopValues>(fcinfo, 0, &context);
    const MemoryContext here = CurrentMemoryContext;
    TextResult bytes;
    CDP_TRY({
        PallocResource memory(here);
        std::pmr::string form(&memory);
        form.append(reinterpret_cast<const char*>(&state->most), sizeof state->most);
        state->value.write(form);
        bytes.assign(form);
    });
    return bytes.datum();
}

CDP_FUNCTION(cdp_top_k_read) {
    require_aggregate(fcinfo);
    std::string_view bytes = view_of_datum(PG_GETARG_DATUM(0));
    auto* const state = new_state<TopValues>(CurrentMemoryContext);
    if (bytes.size() < sizeof state->most) elog(ERROR, "state of top_k is too short");
    std::memcpy(&state->most, bytes.data(), sizeof state->most);
    bytes.remove_prefix(sizeof state->most);
    CDP_TRY(state->value.read(bytes));
    PG_RETURN_POINTER(state);
}

CDP_FUNCTION(cdp_top_k_value) {
    MemoryContext context;
    const auto* const state = state_argument<TopValues>(fcinfo, 0, &context);
    if (state == nullptr) PG_RETURN_NULL();
    const MemoryContext here = CurrentMemoryContext;
    cdp::segment::CountedValue* values = nullptr;
    std::size_t count = 0;
    CDP_TRY({
        PallocResource memory(here);
        const auto top = state->value.top(static_cast<std::size_t>(state->most), &memory, backend_token());
        count = top.size();
        values = static_cast<cdp::segment::CountedValue*>(memory.allocate(count * sizeof *values, MAXIMUM_ALIGNOF));
        std::copy(top.begin(), top.end(), values);
    });
    const Oid array_type = get_fn_expr_rettype(fcinfo->flinfo), row_type = get_element_type(array_type);
    if (!OidIsValid(row_type)) elog(ERROR, "could not determine the type of the result");
    TupleDesc columns = lookup_rowtype_tupdesc(row_type, -1);
    auto* const rows = static_cast<Datum*>(palloc(count * sizeof(Datum)));
    for (std::size_t i = 0; i < count; i++) {
        Datum row[2] = {PointerGetDatum(cstring_to_text_with_len(values[i].value.data(), static_cast<int>(values[i].value.size()))),
                        Int64GetDatum(static_cast<int64>(values[i].count))};
        bool nulls[2] = {false, false};
        rows[i] = HeapTupleGetDatum(heap_form_tuple(columns, row, nulls));
    }
    ReleaseTupleDesc(columns);
    PG_RETURN_ARRAYTYPE_P(construct_array(rows, static_cast<int>(count), row_type, -1, false, TYPALIGN_DOUBLE));
}
