// SPDX-License-Identifier: PostgreSQL
// Survivorship aggregates that keep the one best candidate. Their state is as large as the value and its key.
#include "pg/survivor_state.hpp"

namespace cdp::pg {

namespace {

using merge::Candidate;

bytea* pick_offer(bytea* state, const Candidate& candidate) {
    const std::size_t size = merge::pick_size(candidate);
    if (state != nullptr) {
        if (!merge::survives(candidate, merge::pick_read(state_bytes(state)))) return state;
        if (size <= VARSIZE(state) - VARHDRSZ) {
            merge::pick_write(state_bytes(state), candidate);
            return state;
        }
    }
    bytea* next = new_state(size);
    merge::pick_write(state_bytes(next), candidate);
    return next;
}

// Attributes of a row that are not null; dropped columns are.
std::int64_t filled(Datum value) {
    HeapTupleHeader row = DatumGetHeapTupleHeader(value);
    TupleDesc columns = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(row), HeapTupleHeaderGetTypMod(row));
    HeapTupleData tuple;
    tuple.t_len = HeapTupleHeaderGetDatumLength(row);
    tuple.t_tableOid = InvalidOid;
    ItemPointerSetInvalid(&tuple.t_self);
    tuple.t_data = row;
    std::int64_t count = 0;
    for (int i = 1; i <= columns->natts; i++)
        if (!TupleDescAttr(columns, i - 1)->attisdropped && !heap_attisnull(&tuple, i, columns)) count++;
    ReleaseTupleDesc(columns);
    return count;
}

void require_row(FunctionCallInfo fcinfo) {
    const ValueType& type = value_type(fcinfo);
    if (!type.row)
        ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("most_complete takes rows, not values of type %s", format_type_be(type.oid)),
                        errhint("Give the alias of a table, or ROW(a, b, c).")));
}

}  // namespace

}  // namespace cdp::pg

using cdp::merge::Candidate;
using namespace cdp::pg;

CDP_FUNCTION(cdp_most_recent_step) {
    return survivor_step(fcinfo, pick_offer, [&](Candidate& c) {
        set_time(c, fcinfo, 2);
        set_key(c, fcinfo, 3);
    });
}

CDP_FUNCTION(cdp_least_recent_step) {
    return survivor_step(fcinfo, pick_offer, [&](Candidate& c) {
        c.rank = PG_ARGISNULL(2) ? cdp::merge::kNoRank : PG_GETARG_TIMESTAMPTZ(2);
        set_key(c, fcinfo, 3);
    });
}

CDP_FUNCTION(cdp_by_priority_step) {
    return survivor_step(fcinfo, pick_offer, [&](Candidate& c) {
        c.rank = PG_ARGISNULL(2) ? cdp::merge::kNoRank : PG_GETARG_INT32(2);
        set_time(c, fcinfo, 3);
        set_key(c, fcinfo, 4);
    });
}

CDP_FUNCTION(cdp_longest_step) {
    return survivor_step(fcinfo, pick_offer, [&](Candidate& c) {
        c.rank = -cdp::merge::characters(c.value);
        set_time(c, fcinfo, 2);
        set_key(c, fcinfo, 3);
    });
}

CDP_FUNCTION(cdp_shortest_step) {
    return survivor_step(fcinfo, pick_offer, [&](Candidate& c) {
        c.rank = cdp::merge::characters(c.value);
        set_time(c, fcinfo, 2);
        set_key(c, fcinfo, 3);
    });
}

CDP_FUNCTION(cdp_trust_decay_step) {
    return survivor_step(fcinfo, pick_offer, [&](Candidate& c) {
        c.rank = PG_ARGISNULL(2) ? cdp::merge::kNoRank : cdp::merge::greatest_first(PG_GETARG_FLOAT8(2));
        set_time(c, fcinfo, 3);
        set_key(c, fcinfo, 4);
    });
}

CDP_FUNCTION(cdp_most_complete_step) {
    return survivor_step(fcinfo, pick_offer, [&](Candidate& c) {
        require_row(fcinfo);
        c.rank = -filled(PG_GETARG_DATUM(1));
        set_time(c, fcinfo, 2);
        set_key(c, fcinfo, 3);
    });
}

CDP_FUNCTION(cdp_survivor_step) {
    return survivor_step(fcinfo, pick_offer, [&](Candidate& c) { set_ranked_key(c, fcinfo, 2); });
}

CDP_FUNCTION(cdp_pick_join) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    bytea* other = state_argument(fcinfo, 1);
    if (other == nullptr) return state_result(fcinfo, state);
    PG_RETURN_BYTEA_P(pick_offer(state, cdp::merge::pick_read(state_bytes(other))));
}

CDP_FUNCTION(cdp_pick_value) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    return value_datum(value_type(fcinfo), cdp::merge::pick_read(state_bytes(state)).value);
}
