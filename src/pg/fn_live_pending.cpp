// SPDX-License-Identifier: PostgreSQL
// SQL functions that resolve a few records whose rows are written already, one after the other, as upsert_record does it for
// one: what sources of mode trigger and queue bring, a row or some at a time. Whoever calls them has the hub alone.
#include "pg/args.hpp"
#include "pg/guc.hpp"
#include "pg/live_work.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

struct Ids {
    Datum* values;
    int count;

    RecordId operator[](int i) const { return DatumGetInt64(values[i]); }
};

Ids ids_of(Datum array) {
    Ids out;
    deconstruct_array(DatumGetArrayTypeP(array), INT8OID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &out.values, nullptr, &out.count);
    return out;
}

Datum text_datum(std::string_view value) { return PointerGetDatum(cstring_to_text_with_len(value.data(), static_cast<int>(value.size()))); }

// A call with nothing known; whatever it finds may have been there before.
LiveCall new_call(LiveHub* hub, LiveLocks* locks) {
    return {hub, locks, make_handle<LiveWork>(CurrentMemoryContext, *hub->model, *hub->columns, memory_budget()), false, false, true};
}

// What records that are gone leave behind: those they were linked with, and their profiles.
void resolve_left(LiveHub* hub, LiveLocks* locks, const Ids& neighbours, const Ids& profiles, TimestampTz at) {
    if (neighbours.count == 0 && profiles.count == 0) return;
    LiveCall call = new_call(hub, locks);
    for (int p = 0; p < profiles.count; p++) {
        CDP_TRY(call.work->touched.leave(profiles[p]));
        Datum members[] = {profiles.values[p]};
        call.run(Live::kMembers, members);
        for (uint64 i = 0; i < SPI_processed; i++) {
            const RecordId member = call.number(i, 1);
            CDP_TRY(call.work->touched.reach(member));
        }
        SPI_freetuptable(SPI_tuptable);
    }
    for (int i = 0; i < neighbours.count; i++) CDP_TRY(call.work->touched.reach(neighbours[i]));
    call.walk();
    call.identify(0);
    call.write_clusters(at);
}

// Whether a record has a profile now, which is told to the work.
bool has_profile(LiveCall& call, RecordId id) {
    CDP_TRY(call.work->ids.assign(1, id));
    Datum values[] = {ids_array(call.work->ids)};
    call.run(Live::kIdentities, values);
    const bool found = SPI_processed > 0;
    if (found) {
        const Touched::Identity identity{call.number(0, 2), call.number(0, 3)};
        CDP_TRY(call.work->touched.add_identity(id, identity));
    }
    SPI_freetuptable(SPI_tuptable);
    return found;
}

// The profile that a record without one had last, and whoever has that now.
void recall(LiveCall& call, RecordId id) {
    LiveWork* const work = call.work;
    std::string_view source, key;
    CDP_TRY(source = work->touched.row(id).source; key = work->touched.row(id).key; work->ids.assign(1, id));
    call.hold_past(text_datum(source), text_datum(key));
    if (call.has_history) call.read_last(work->ids);
}

// A record that is new or changed, as it is in table record.
void resolve_record(LiveHub* hub, LiveLocks* locks, RecordId id, TimestampTz at) {
    LiveCall call = new_call(hub, locks);
    LiveWork* const work = call.work;
    bool there;
    CDP_TRY(work->ids.assign(1, id));
    call.read_rows(work->ids);
    CDP_TRY(there = work->touched.has_row(id); if (there) { work->touched.set_self(id, work->touched.row(id)); work->keys = work->touched.keys(); });
    if (!there) return;
    if (!has_profile(call, id)) recall(call, id);
    if (!work->keys.empty()) {
        call.find_candidates();
        CDP_TRY(work->touched.compare(work->missing); work->ids.assign(1, id));
    }
    CDP_TRY(work->ids.assign(1, id));
    call.read_links(work->ids);
    if (hub->has_decisions) call.hold_decisions(work->ids);
    call.walk();
    call.identify(id);
    call.write_keys(id);
    call.write_clusters(at);
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

// hub
CDP_FUNCTION(cdp_live_ready) {
    SPI_connect();
    const bool ready = live_hub(PG_GETARG_NAME(0), Datum(0), false, false)->ready;
    SPI_finish();
    PG_RETURN_BOOL(ready);
}

// hub, changed, neighbours, profiles
CDP_FUNCTION(cdp_resolve_records_live) {
    require_utf8();
    const Ids changed = ids_of(PG_GETARG_DATUM(1)), neighbours = ids_of(PG_GETARG_DATUM(2)), profiles = ids_of(PG_GETARG_DATUM(3));
    const TimestampTz at = GetCurrentTimestamp();
    LiveLocks locks{};
    locks.is_whole = true;
    SPI_connect();
    LiveHub* const hub = live_hub(PG_GETARG_NAME(0), Datum(0), false, false);
    if (hub->ready) resolve_left(hub, &locks, neighbours, profiles, at);
    SPI_finish();
    hold_hub(hub);
    for (int i = 0; hub->ready && i < changed.count; i++) {
        CHECK_FOR_INTERRUPTS();
        SPI_connect();  // for each: what it took is given back
        resolve_record(hub, &locks, changed[i], at);
        SPI_finish();
    }
    PG_RETURN_BOOL(hub->ready);
}
