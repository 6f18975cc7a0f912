// SPDX-License-Identifier: PostgreSQL
// Functions and operators on sets of ids: algebra, counts without the result, members.
#include "core/segment/idset_algebra.hpp"
#include "core/segment/idset_builder.hpp"
#include "core/segment/idset_members.hpp"

#include "pg/idset.hpp"

namespace cdp::pg {

namespace {

using segment::IdSetBuilder;
using segment::IdSetWriter;
using segment::IdSetOperation;

Datum combined(FunctionCallInfo fcinfo, IdSetOperation operation) {
    const std::string_view a = idset_argument(fcinfo, 0), b = idset_argument(fcinfo, 1);
    return make_idset([&](IdSetWriter& writer, std::pmr::memory_resource*, const CancelToken& cancel) {
        segment::combine(operation, a, b, writer, cancel);
    });
}

// A set and one id.
Datum combined_with_id(FunctionCallInfo fcinfo, IdSetOperation operation) {
    const std::string_view set = idset_argument(fcinfo, 0);
    const int64 id = PG_GETARG_INT64(1);
    return make_idset([&](IdSetWriter& writer, std::pmr::memory_resource* memory, const CancelToken& cancel) {
        IdSetBuilder one(memory);
        one.add(id);
        IdSetWriter one_writer(memory);
        one.write(one_writer, cancel);
        std::pmr::string bytes(one_writer.size(), '\0', memory);
        one_writer.write(reinterpret_cast<unsigned char*>(bytes.data()));
        segment::combine(operation, set, bytes, writer, cancel);
    });
}

Datum counted(FunctionCallInfo fcinfo, IdSetOperation operation) {
    const std::string_view a = idset_argument(fcinfo, 0), b = idset_argument(fcinfo, 1);
    std::uint64_t count = 0;
    CDP_TRY(count = segment::combined_count(operation, a, b, backend_token()));
    PG_RETURN_INT64(static_cast<int64>(count));
}

Datum contains_set(std::string_view a, std::string_view b) {
    bool all = false;
    CDP_TRY(all = segment::contains_all(a, b, backend_token()));
    PG_RETURN_BOOL(all);
}

Datum id_or_null(FunctionCallInfo fcinfo, const std::optional<std::int64_t>& id) {
    if (!id) PG_RETURN_NULL();
    PG_RETURN_INT64(*id);
}

// The set-returning functions walk a copy of the set that lives as long as the call.
template <class Cursor>
Cursor* first_call(FunctionCallInfo fcinfo, FuncCallContext** call) {
    if (SRF_IS_FIRSTCALL()) {
        *call = SRF_FIRSTCALL_INIT();
        MemoryContext before = MemoryContextSwitchTo((*call)->multi_call_memory_ctx);
        const auto* const copy = reinterpret_cast<const text*>(PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0)));
        const bool part = PG_NARGS() == 3;
        (*call)->user_fctx = new (palloc(sizeof(Cursor)))
            Cursor(view_of(copy), part ? PG_GETARG_INT64(1) : segment::kLowestId, part ? PG_GETARG_INT64(2) : segment::kHighestId);
        if (get_func_result_type(fcinfo->flinfo->fn_oid, nullptr, &(*call)->tuple_desc) == TYPEFUNC_COMPOSITE)
            (*call)->tuple_desc = BlessTupleDesc((*call)->tuple_desc);
        MemoryContextSwitchTo(before);
    }
    *call = SRF_PERCALL_SETUP();
    return static_cast<Cursor*>((*call)->user_fctx);
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;
using cdp::segment::IdSetOperation;

CDP_FUNCTION(cdp_idset_or) { return combined(fcinfo, IdSetOperation::kUnion); }
CDP_FUNCTION(cdp_idset_and) { return combined(fcinfo, IdSetOperation::kIntersection); }
CDP_FUNCTION(cdp_idset_andnot) { return combined(fcinfo, IdSetOperation::kDifference); }
CDP_FUNCTION(cdp_idset_xor) { return combined(fcinfo, IdSetOperation::kSymmetricDifference); }
CDP_FUNCTION(cdp_idset_or_id) { return combined_with_id(fcinfo, IdSetOperation::kUnion); }
CDP_FUNCTION(cdp_idset_andnot_id) { return combined_with_id(fcinfo, IdSetOperation::kDifference); }

CDP_FUNCTION(cdp_idset_or_cardinality) { return counted(fcinfo, IdSetOperation::kUnion); }
CDP_FUNCTION(cdp_idset_and_cardinality) { return counted(fcinfo, IdSetOperation::kIntersection); }
CDP_FUNCTION(cdp_idset_andnot_cardinality) { return counted(fcinfo, IdSetOperation::kDifference); }
CDP_FUNCTION(cdp_idset_xor_cardinality) { return counted(fcinfo, IdSetOperation::kSymmetricDifference); }

CDP_FUNCTION(cdp_idset_contains) { return contains_set(idset_argument(fcinfo, 0), idset_argument(fcinfo, 1)); }
CDP_FUNCTION(cdp_idset_contained) { return contains_set(idset_argument(fcinfo, 1), idset_argument(fcinfo, 0)); }
CDP_FUNCTION(cdp_idset_overlaps) {
    const std::string_view a = idset_argument(fcinfo, 0), b = idset_argument(fcinfo, 1);
    bool any = false;
    CDP_TRY(any = cdp::segment::common_count(a, b, backend_token(), 1) > 0);
    PG_RETURN_BOOL(any);
}
CDP_FUNCTION(cdp_idset_contains_id) {
    PG_RETURN_BOOL(cdp::segment::contains(idset_argument(fcinfo, 0), PG_GETARG_INT64(1)));
}
CDP_FUNCTION(cdp_idset_id_contained) {
    PG_RETURN_BOOL(cdp::segment::contains(idset_argument(fcinfo, 1), PG_GETARG_INT64(0)));
}

CDP_FUNCTION(cdp_idset_cardinality) {
    PG_RETURN_INT64(static_cast<int64>(cdp::segment::cardinality(idset_argument(fcinfo, 0))));
}
CDP_FUNCTION(cdp_idset_cardinality_between) {
    const std::string_view set = idset_argument(fcinfo, 0);
    PG_RETURN_INT64(static_cast<int64>(cdp::segment::count_between(set, PG_GETARG_INT64(1), PG_GETARG_INT64(2))));
}
CDP_FUNCTION(cdp_idset_min) { return id_or_null(fcinfo, cdp::segment::lowest(idset_argument(fcinfo, 0))); }
CDP_FUNCTION(cdp_idset_max) { return id_or_null(fcinfo, cdp::segment::highest(idset_argument(fcinfo, 0))); }
CDP_FUNCTION(cdp_idset_rank) {
    PG_RETURN_INT64(static_cast<int64>(cdp::segment::rank(idset_argument(fcinfo, 0), PG_GETARG_INT64(1))));
}
CDP_FUNCTION(cdp_idset_select) {
    const int64 position = PG_GETARG_INT64(1);
    if (position < 1) PG_RETURN_NULL();
    return id_or_null(fcinfo, cdp::segment::member_at(idset_argument(fcinfo, 0), static_cast<std::uint64_t>(position) - 1));
}

CDP_FUNCTION(cdp_idset_members) {
    FuncCallContext* call = nullptr;
    auto* const members = first_call<cdp::segment::MemberCursor>(fcinfo, &call);
    std::int64_t id = 0;
    if (!members->next(id)) SRF_RETURN_DONE(call);
    SRF_RETURN_NEXT(call, Int64GetDatum(id));
}

CDP_FUNCTION(cdp_idset_member_ranges) {
    FuncCallContext* call = nullptr;
    auto* const runs = first_call<cdp::segment::RunCursor>(fcinfo, &call);
    cdp::segment::IdRun run{};
    if (!runs->next(run)) SRF_RETURN_DONE(call);
    Datum values[2] = {Int64GetDatum(run.first), Int64GetDatum(run.last)};
    bool nulls[2] = {false, false};
    SRF_RETURN_NEXT(call, HeapTupleGetDatum(heap_form_tuple(call->tuple_desc, values, nulls)));
}
