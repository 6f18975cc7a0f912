// SPDX-License-Identifier: PostgreSQL
// SQL functions that answer at once about one record of a hub: upsert_record, delete_record, match.
#include <algorithm>

#include "pg/args.hpp"
#include "pg/guc.hpp"
#include "pg/live_work.hpp"
#include "pg/rows.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

void require_push_source(const LiveHub* hub, const char* source) {
    if (hub->has_mode && strcmp(NameStr(hub->mode), "push") == 0) return;
    if (hub->has_mode)
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE), errmsg("source \"%s\" is not fed by push", source),
                        errdetail("It is read from a relation, and the next sync would undo the change."),
                        errhint("Change the relation and call cdp.sync, or add a source with mode => 'push'.")));
    Oid types[] = {NAMEOID, TEXTOID};
    NameData name = hub->name;
    Datum values[] = {NameGetDatum(&name), CStringGetTextDatum(source)};
    SPI_execute_with_args("SELECT cdp._source_check($1, $2)", 2, types, values, nullptr, true, 0);
    elog(ERROR, "source \"%s\" has no mode", source);
}

// Whether all fields are attributes, and their values of a form that attributes take.
bool is_sound(const LiveHub* hub, Jsonb* attributes) {
    if (!JB_ROOT_IS_OBJECT(attributes)) return false;
    JsonbIterator* it = JsonbIteratorInit(&attributes->root);
    JsonbValue v;
    JsonbIteratorToken token = JsonbIteratorNext(&it, &v, false);
    while ((token = JsonbIteratorNext(&it, &v, true)) == WJB_KEY) {
        const std::string_view name(v.val.string.val, static_cast<std::size_t>(v.val.string.len));
        const auto known = std::find(hub->attributes->begin(), hub->attributes->end(), name);
        if (known == hub->attributes->end()) return false;
        JsonbIteratorNext(&it, &v, true);
        if (v.type != jbvBinary) continue;
        JsonbContainer* const inner = v.val.binary.data;
        if (!JsonContainerIsArray(inner) || !hub->many[known - hub->attributes->begin()]) return false;
        JsonbIterator* elements = JsonbIteratorInit(inner);
        JsonbValue element;
        JsonbIteratorNext(&elements, &element, true);
        while (JsonbIteratorNext(&elements, &element, true) == WJB_ELEM)
            if (element.type == jbvBinary) return false;
    }
    return true;
}

void check_attributes(LiveHub* hub, Datum attributes) {
    if (is_sound(hub, DatumGetJsonbP(attributes))) return;
    Oid types[] = {NAMEOID, JSONBOID};
    NameData name = hub->name;
    Datum values[] = {NameGetDatum(&name), attributes};
    SPI_execute_with_args("SELECT cdp._check_pushed($1, $2)", 2, types, values, nullptr, true, 0);
    elog(ERROR, "attributes of hub \"%s\" cannot be read", NameStr(hub->name));
}

void require_text(FunctionCallInfo fcinfo, int position, const char* name) {
    if (PG_ARGISNULL(position)) ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("%s must not be null", name)));
}

// hub, source, key: of upsert_record and delete_record.
void require_key(FunctionCallInfo fcinfo) {
    require_utf8();
    require_text(fcinfo, 0, "hub");
    require_text(fcinfo, 1, "source");
    require_text(fcinfo, 2, "key");
    const Size length = VARSIZE_ANY_EXHDR(PG_GETARG_TEXT_PP(2));
    if (length == 0) ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the key is empty"), errhint("Give what tells the record from the others of its source.")));
    if (length > 1000)
        ereport(ERROR, (errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION), errmsg("the key is longer than 1000 bytes"), errhint("Use a shorter key of the row, or a hash of it.")));
}

void tell_waiting(const LiveHub* hub) {
    ereport(NOTICE, (errmsg("the record waits for the next cdp.resolve of hub \"%s\"", NameStr(hub->name)),
                     errdetail("There is no active model that is frozen, or model, constraints, attributes or versions changed since the last one."),
                     errhint("Call cdp.resolve('%s'); from then on records are resolved at once.", NameStr(hub->name))));
}

// The record as statements want it.
struct Upsert {
    LiveHub* hub;
    LiveLocks* locks;
    Datum source, key, attributes, observed_at;
    bool never_observed;
    HeapTuple clean;  // hash, whether values failed, cells, values; not of one that goes
    TupleDesc shape;
    RecordId id;      // 0: new
    RecordId fresh;   // its number then
    int64 profile;    // 0: none
    int64 since;      // when it came there
    bool same;        // nothing but the time differs

    Datum cleaned(int column, bool* is_null) const { return SPI_getbinval(clean, shape, column, is_null); }
    Datum cells() const {
        bool is_null;
        return cleaned(3, &is_null);
    }
};

void clean(Upsert& u, bool read_only) {
    Datum values[] = {u.attributes, u.source, u.key, u.observed_at};
    live_run(u.hub, Live::kClean, values, u.never_observed ? "   n" : nullptr, read_only);
    u.clean = SPI_tuptable->vals[0];
    u.shape = SPI_tuptable->tupdesc;
    u.hub->value_count = static_cast<int>(u.hub->attributes->size());
    for (int i = 0; i < u.hub->value_count; i++) u.hub->value_types[i] = SPI_gettypeid(u.shape, 4 + i);
}

// Whether the keys of the record, as the last statement has them, are locked now.
bool lock_old_keys(const Upsert& u) {
    bool is_null;
    const Datum keys = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 4, &is_null);
    if (is_null) return true;
    Datum* elements;
    int n;
    deconstruct_array(DatumGetArrayTypeP(keys), INT8OID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements, nullptr, &n);
    for (int i = 0; i < n; i++)
        if (!lock_thing(u.locks, LiveThing::kBlockingKey, static_cast<uint64>(DatumGetInt64(elements[i])))) return false;
    return true;
}

// Reads what there is of the record, and locks it with its profile and, where its values change, its keys. False: others have some of it.
bool find_record(Upsert& u) {
    if (!lock_record(u.locks, u.source, u.key)) return false;
    Datum values[] = {u.source, u.key};
    do {
        u.locks->is_new = false;
        live_run(u.hub, Live::kRecord, values, nullptr, false);
        u.id = 0;
        u.profile = 0;
        u.same = false;
        if (SPI_processed == 0) return true;
        const HeapTuple row = SPI_tuptable->vals[0];
        const TupleDesc shape = SPI_tuptable->tupdesc;
        bool is_null;
        u.id = DatumGetInt64(SPI_getbinval(row, shape, 1, &is_null));
        if (u.clean != nullptr) {
            const Datum before = SPI_getbinval(row, shape, 2, &is_null);
            const Datum now = u.cleaned(1, &is_null);
            u.same = DatumGetBool(DirectFunctionCall2(byteaeq, before, now));
        }
        const Datum profile = SPI_getbinval(row, shape, 3, &is_null);
        if (!is_null) u.profile = DatumGetInt64(profile);
        u.since = DatumGetInt64(SPI_getbinval(row, shape, 5, &is_null));
        if (u.profile != 0 && !lock_thing(u.locks, LiveThing::kProfile, static_cast<uint64>(u.profile))) return false;
        if (!u.same && !lock_old_keys(u)) return false;
    } while (u.locks->is_new);
    return true;
}

void write_record(const Upsert& u, RecordId id, TimestampTz at) {
    auto* values = static_cast<Datum*>(palloc(static_cast<Size>(u.hub->value_count + 5) * sizeof(Datum)));
    auto* nulls = static_cast<char*>(palloc(static_cast<Size>(u.hub->value_count) + 6));
    bool is_null;
    values[0] = Int64GetDatum(id);
    values[1] = u.source;
    values[2] = u.key;
    values[3] = u.observed_at;
    values[4] = u.cleaned(1, &is_null);
    memset(nulls, ' ', 5);
    if (u.never_observed) nulls[3] = 'n';
    for (int i = 0; i < u.hub->value_count; i++) {
        values[5 + i] = u.cleaned(4 + i, &is_null);
        nulls[5 + i] = is_null ? 'n' : ' ';
    }
    nulls[u.hub->value_count + 5] = '\0';
    live_run(u.hub, u.id == 0 ? Live::kInsertRecord : Live::kUpdateRecord, values, nulls, false);
    const bool failed = DatumGetBool(u.cleaned(2, &is_null));
    Datum named[] = {u.source, u.key};
    if (u.id != 0 || failed) live_run(u.hub, Live::kDropRejects, named, nullptr, false);
    Datum rejected[] = {u.attributes, u.source, u.key, TimestampTzGetDatum(at)};
    if (failed) live_run(u.hub, Live::kRejects, rejected, nullptr, false);
}

RecordId new_record(LiveHub* hub) {
    live_run(hub, Live::kNewRecord, nullptr, nullptr, false);
    bool is_null;
    return DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &is_null));
}

LiveWork* new_work(const LiveHub* hub) {
    LiveWork* work = make_handle<LiveWork>(CurrentMemoryContext, *hub->model, *hub->columns, memory_budget());
    return work;
}

// The cleaned record becomes the one that the work is about.
void take_self(LiveCall& call, const Upsert& u, RecordId id) {
    call.take_row(view_of_datum(u.source), view_of_datum(u.key), u.cells());
    CDP_TRY(call.work->touched.set_self(id, std::move(call.work->row)); call.work->keys = call.work->touched.keys());
}

// The number of the record.
RecordId number_of(Upsert& u) {
    if (u.id != 0) return u.id;
    if (u.fresh == 0) u.fresh = new_record(u.hub);
    return u.fresh;
}

// Finds out what becomes of a record whose values are new, and of what it touches. False: others have some of it.
bool plan_record(LiveCall& call, Upsert& u) {
    const RecordId id = number_of(u);
    Touched& touched = call.work->touched;
    take_self(call, u, id);
    for (const link::Key key : call.work->keys)
        if (!lock_thing(u.locks, LiveThing::kBlockingKey, key)) return false;
    CDP_TRY(call.work->ids.assign(1, id));
    call.is_new = u.id == 0;
    call.has_history = false;
    if (u.profile != 0) {
        CDP_TRY(touched.add_identity(id, {u.profile, u.since}));
    } else {
        if (!call.hold_past(u.source, u.key)) return false;
        if (call.has_history) call.read_last(call.work->ids);
    }
    if (!call.work->keys.empty()) {
        call.find_candidates();
        CDP_TRY(touched.compare(call.work->missing); call.work->ids.assign(1, id));
    }
    if (u.id != 0) call.read_links(call.work->ids);
    if (call.hub->has_decisions && !call.hold_decisions(call.work->ids)) return false;
    return call.walk() && call.identify(id);
}

// Writes what was found out: gives the profile of the record.
int64 write_plan(LiveCall& call, const Upsert& u) {
    Touched& touched = call.work->touched;
    const RecordId id = u.id != 0 ? u.id : u.fresh;
    const TimestampTz at = GetCurrentTimestamp();
    write_record(u, id, at);
    call.write_keys(id);
    call.write_clusters(at);
    int64 profile;
    CDP_TRY(profile = touched.profile(id));
    return profile;
}

// Nothing can be resolved yet: the record is kept, for the next run.
int64 wait_record(Upsert& u) {
    const TimestampTz at = GetCurrentTimestamp();
    const RecordId id = number_of(u);
    write_record(u, id, at);
    Datum values[] = {Int64GetDatum(id), Datum(0), BoolGetDatum(true)};
    live_run(u.hub, Live::kWait, values, " n ", false);
    tell_waiting(u.hub);
    return u.profile;
}

void observe(const Upsert& u) {
    Datum values[] = {Int64GetDatum(u.id), u.observed_at};
    live_run(u.hub, Live::kObserve, values, u.never_observed ? " n" : nullptr, false);
    if (SPI_processed == 0 || u.profile == 0) return;
    Datum profile = Int64GetDatum(u.profile);
    Datum golden[] = {PointerGetDatum(construct_array(&profile, 1, INT8OID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE)), TimestampTzGetDatum(GetCurrentTimestamp())};
    live_run(u.hub, Live::kGoldenKept, golden, nullptr, false);
}

// Finds out what a record that goes leaves behind. False: others have some of it.
bool plan_rest(LiveCall& call, const Upsert& u) {
    CDP_TRY(call.work->touched.lose(u.id); call.work->ids.assign(1, u.id));
    call.read_links(call.work->ids);
    Datum members[] = {Int64GetDatum(u.profile)};
    if (u.profile != 0) {
        CDP_TRY(call.work->touched.leave(u.profile));
        call.run(Live::kMembers, members);
        for (uint64 i = 0; i < SPI_processed; i++) {
            const RecordId member = call.number(i, 1);
            CDP_TRY(call.work->touched.reach(member));
        }
        SPI_freetuptable(SPI_tuptable);
    }
    call.is_new = false;
    call.has_history = true;
    return call.walk() && call.identify(0);
}

void write_rest(LiveCall& call, const Upsert& u) {
    const TimestampTz at = GetCurrentTimestamp();
    call.forget(u.id, at);
    call.write_clusters(at);
}

// One try; false: others have some of what it needs.
bool try_upsert(Upsert& u, int64* profile) {
    if (!find_record(u)) return false;
    *profile = u.profile;
    if (u.same) {
        observe(u);
    } else if (!u.hub->ready) {
        *profile = wait_record(u);
    } else {
        LiveCall call{u.hub, u.locks, new_work(u.hub), false, false, false};
        if (!plan_record(call, u)) return false;
        *profile = write_plan(call, u);
    }
    return true;
}

void forget_unresolved(const Upsert& u) {
    Oid types[] = {NAMEOID, INT8OID};
    Datum arguments[] = {NameGetDatum(&u.hub->name), Int64GetDatum(u.id)};
    SPI_execute_with_args("SELECT cdp._forget_record($1, $2)", 2, types, arguments, nullptr, false, 0);
    tell_waiting(u.hub);
}

bool try_delete(Upsert& u) {
    if (!find_record(u)) return false;
    if (u.id == 0) return true;
    LiveCall call{u.hub, u.locks, nullptr, false, false, false};
    if (u.hub->ready) {
        call.work = new_work(u.hub);
        if (!plan_rest(call, u)) return false;
    }
    Datum named[] = {u.source, u.key};
    live_run(u.hub, Live::kDropRejects, named, nullptr, false);
    if (u.hub->ready)
        write_rest(call, u);
    else
        forget_unresolved(u);
    return true;
}

// The hub as it is now, and the record cleaned by its rules.
void prepare(Upsert& u, Name name) {
    const int64 before = u.hub == nullptr ? 0 : u.hub->fingerprint;
    const bool is_first = u.hub == nullptr;
    u.hub = live_hub(name, u.source, true, false);
    require_push_source(u.hub, text_to_cstring(DatumGetTextPP(u.source)));
    if (u.attributes == Datum(0) || (!is_first && u.hub->fingerprint == before)) return;
    check_attributes(u.hub, u.attributes);
    clean(u, false);
}

// Whether the hub is locked as it has to be: alone where records cannot be resolved one by one, and where the end of the
// transaction needs it alone.
bool is_open(const Upsert& u) { return (u.hub->ready && !u.hub->has_immediate) || lock_whole(u.locks); }

// A run that is under way in this session has read the hub before the call would write it.
void refuse_inside_run(Name name) {
    if (guc_running == nullptr || *guc_running == '\0') return;
    Oid types[] = {NAMEOID};
    Datum values[] = {NameGetDatum(name)};
    SPI_execute_with_args("SELECT cdp._refuse_nested($1) WHERE cdp._running() = $1", 1, types, values, nullptr, true, 0);
}

// Gives `attempt` what it needs, until it says that it had all of it.
template <class Attempt>
void run_locked(Upsert& u, Name name, const Attempt& attempt) {
    refuse_inside_run(name);
    lock_hub(u.locks, name);
    for (prepare(u, name); !is_open(u) || !attempt(); prepare(u, name)) lock_again(u.locks);
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

// hub, source, key, attributes, observed_at
CDP_FUNCTION(cdp_upsert_record) {
    require_key(fcinfo);
    require_text(fcinfo, 3, "attributes");
    SPI_connect();
    LiveLocks locks{};
    Upsert u{};
    u.locks = &locks;
    u.source = PointerGetDatum(PG_GETARG_TEXT_PP(1));
    u.key = PointerGetDatum(PG_GETARG_TEXT_PP(2));
    u.attributes = PG_GETARG_DATUM(3);
    u.never_observed = PG_ARGISNULL(4);
    if (!u.never_observed && TIMESTAMP_NOT_FINITE(PG_GETARG_TIMESTAMPTZ(4)))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("observed_at must be finite"), errhint("Give the time at which the record was true, or null for none.")));
    u.observed_at = u.never_observed ? Datum(0) : PG_GETARG_DATUM(4);
    int64 profile;
    run_locked(u, PG_GETARG_NAME(0), [&] { return try_upsert(u, &profile); });
    SPI_finish();
    if (profile == 0) PG_RETURN_NULL();
    PG_RETURN_INT64(profile);
}

// hub, source, key
CDP_FUNCTION(cdp_delete_record) {
    require_key(fcinfo);
    SPI_connect();
    LiveLocks locks{};
    Upsert u{};
    u.locks = &locks;
    u.source = PointerGetDatum(PG_GETARG_TEXT_PP(1));
    u.key = PointerGetDatum(PG_GETARG_TEXT_PP(2));
    run_locked(u, PG_GETARG_NAME(0), [&] { return try_delete(u); });
    SPI_finish();
    PG_RETURN_BOOL(u.id != 0);
}

namespace cdp::pg {

namespace {

// The best match of each profile.
struct Found {
    RecordId record;
    int64 profile;
    double weight;
    std::string why;
};
using FoundList = std::vector<Found>;

void find_matches(LiveCall& call, FoundList* found) {
    LiveWork* const work = call.work;
    if (work->keys.empty()) return;
    call.find_candidates();
    if (work->missing.empty()) return;
    CDP_TRY(for (const auto& m : work->touched.matches(work->missing)) found->push_back({m.record, 0, m.weight, m.why}));
    if (found->empty()) return;
    CDP_TRY(work->ids.clear(); for (const Found& f : *found) work->ids.push_back(f.record));
    Datum values[] = {ids_array(work->ids)};
    call.run(Live::kIdentities, values);
    for (uint64 i = 0; i < SPI_processed; i++) {
        const RecordId id = call.number(i, 1);
        const int64 profile = call.number(i, 2);
        for (Found& f : *found)
            if (f.record == id) f.profile = profile;
    }
    SPI_freetuptable(SPI_tuptable);
    // best first; of a profile the first one counts
    CDP_TRY(std::erase_if(*found, [](const Found& f) { return f.profile == 0; });
            std::sort(found->begin(), found->end(), [](const Found& x, const Found& y) {
                return x.weight != y.weight ? x.weight > y.weight : x.profile != y.profile ? x.profile < y.profile : x.record < y.record;
            });
            FoundList kept;
            for (Found& f : *found)
                if (std::none_of(kept.begin(), kept.end(), [&](const Found& k) { return k.profile == f.profile; })) kept.push_back(std::move(f));
            *found = std::move(kept));
}

}  // namespace

}  // namespace cdp::pg

// hub, attributes, k
CDP_FUNCTION(cdp_match) {
    require_utf8();
    Rows rows(fcinfo);
    require_text(fcinfo, 0, "hub");
    require_text(fcinfo, 1, "attributes");
    if (PG_ARGISNULL(2) || PG_GETARG_INT32(2) < 1)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("k must be at least 1"), errhint("It is the most profiles to give.")));
    Name name = PG_GETARG_NAME(0);
    auto* const found = make_handle<FoundList>(CurrentMemoryContext);
    SPI_connect();
    Upsert u{};
    u.source = u.key = CStringGetTextDatum("");
    u.hub = live_hub(name, Datum(0), false, true);
    u.never_observed = true;
    u.attributes = PG_GETARG_DATUM(1);
    check_attributes(u.hub, u.attributes);
    if (!u.hub->ready)
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE), errmsg("hub \"%s\" has to be resolved first", NameStr(*name)),
                        errdetail("There is no active model that is frozen, or model, constraints, attributes or versions changed since the last run."),
                        errhint("Call cdp.resolve('%s').", NameStr(*name))));
    clean(u, true);
    LiveCall call{u.hub, nullptr, new_work(u.hub), true, true, false};
    take_self(call, u, 0);
    find_matches(call, found);
    SPI_finish();
    const std::size_t k = static_cast<std::size_t>(PG_GETARG_INT32(2));
    for (std::size_t i = 0; i < found->size() && i < k; i++) {
        const Found& f = (*found)[i];
        rows.set_int(0, f.profile);
        rows.set_float(1, f.weight);
        rows.set_float(2, cdp::score::probability(f.weight));
        rows.set_text(3, f.why);
        rows.put();
    }
    PG_RETURN_NULL();
}
