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

// What cdp._hub_lock takes, once that the hub is there.
void lock_hub(Name hub) {
    const Datum name = CStringGetTextDatum(psprintf("cdp hub %s", NameStr(*hub)));
    const Datum key = DirectFunctionCall2Coll(hashtextextended, DEFAULT_COLLATION_OID, name, Int64GetDatum(0));
    DirectFunctionCall1(pg_advisory_xact_lock_int8, key);
}

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
    Datum source, key, attributes, observed_at;
    bool never_observed;
    HeapTuple clean;  // hash, whether values failed, values, cells
    TupleDesc shape;
    RecordId id;      // 0: new
    int64 profile;    // 0: none
    bool same;        // nothing but the time differs

    Datum cleaned(int column, bool* is_null) const { return SPI_getbinval(clean, shape, column, is_null); }
};

void clean(Upsert& u, bool read_only) {
    Datum values[] = {u.attributes, u.source, u.key};
    live_run(u.hub, Live::kClean, values, nullptr, read_only);
    u.clean = SPI_tuptable->vals[0];
    u.shape = SPI_tuptable->tupdesc;
    u.hub->value_count = static_cast<int>(u.hub->attributes->size());
    for (int i = 0; i < u.hub->value_count; i++) u.hub->value_types[i] = SPI_gettypeid(u.shape, 3 + i);
}

void find_record(Upsert& u) {
    Datum values[] = {u.source, u.key};
    live_run(u.hub, Live::kRecord, values, nullptr, false);
    u.id = 0;
    u.profile = 0;
    u.same = false;
    if (SPI_processed == 0) return;
    const HeapTuple row = SPI_tuptable->vals[0];
    const TupleDesc shape = SPI_tuptable->tupdesc;
    bool is_null;
    u.id = DatumGetInt64(SPI_getbinval(row, shape, 1, &is_null));
    const Datum before = SPI_getbinval(row, shape, 2, &is_null);
    const Datum now = u.cleaned(1, &is_null);
    u.same = DatumGetBool(DirectFunctionCall2(byteaeq, before, now));
    const Datum profile = SPI_getbinval(row, shape, 3, &is_null);
    if (!is_null) u.profile = DatumGetInt64(profile);
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
        values[5 + i] = u.cleaned(3 + i, &is_null);
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
    const int n = static_cast<int>(call.hub->columns->size());
    const std::string_view source = view_of_datum(u.source), key = view_of_datum(u.key);
    CDP_TRY(call.work->row = {std::string(source), std::string(key), {}});
    for (int i = 0; i < n; i++) {
        bool is_null;
        const Datum cell = u.cleaned(3 + u.hub->value_count + i, &is_null);
        const std::string_view view = is_null ? std::string_view() : view_of_datum(cell);
        CDP_TRY(if (is_null) call.work->row.cells.emplace_back(); else call.work->row.cells.emplace_back(view));
    }
    CDP_TRY(call.work->touched.set_self(id, std::move(call.work->row)); call.work->keys = call.work->touched.keys());
}

// A record whose values are new is resolved: gives its profile.
int64 resolve_record(LiveCall& call, const Upsert& u) {
    const RecordId id = u.id != 0 ? u.id : new_record(call.hub);
    Touched& touched = call.work->touched;
    take_self(call, u, id);
    CDP_TRY(call.work->ids.assign(1, id));
    call.is_new = u.id == 0;
    call.has_history = false;
    if (u.profile == 0) {
        call.read_last(call.work->ids);
        CDP_TRY(call.has_history = touched.has_last(id));
        if (call.has_history) call.read_holders(u.source, u.key);
    }
    if (!call.work->keys.empty()) {
        call.find_candidates();
        CDP_TRY(touched.compare(call.work->missing); call.work->ids.assign(1, id));
    }
    if (u.id != 0) call.read_links(call.work->ids);
    if (call.hub->has_decisions) call.read_decisions(call.work->ids);
    call.walk();
    call.identify(id);
    const TimestampTz at = GetCurrentTimestamp();
    write_record(u, id, at);
    Datum keyed[] = {Int64GetDatum(id), keys_array(call.work->keys)};
    call.run(Live::kPutKeys, keyed);
    call.write_clusters(at);
    int64 profile;
    CDP_TRY(profile = touched.profile(id));
    return profile;
}

// Nothing can be resolved yet: the record is kept, for the next run.
int64 wait_record(const Upsert& u) {
    const TimestampTz at = GetCurrentTimestamp();
    const RecordId id = u.id != 0 ? u.id : new_record(u.hub);
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
    live_run(u.hub, Live::kGolden, golden, nullptr, false);
}

// What a record that goes leaves behind is resolved.
void resolve_rest(LiveCall& call, RecordId id, int64 profile) {
    CDP_TRY(call.work->ids.assign(1, id));
    call.read_links(call.work->ids, id);
    const TimestampTz at = GetCurrentTimestamp();
    Datum members[] = {Int64GetDatum(profile)};
    if (profile != 0) {
        CDP_TRY(call.work->touched.leave(profile));
        call.run(Live::kMembers, members);
        for (uint64 i = 0; i < SPI_processed; i++)
            if (const RecordId member = call.number(i, 1); member != id) CDP_TRY(call.work->touched.reach(member));
        SPI_freetuptable(SPI_tuptable);
    }
    call.is_new = false;
    call.has_history = true;
    call.forget(id, at);
    call.walk();
    call.identify(0);
    call.write_clusters(at);
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

// hub, source, key, attributes, observed_at
CDP_FUNCTION(cdp_upsert_record) {
    require_key(fcinfo);
    require_text(fcinfo, 3, "attributes");
    Name name = PG_GETARG_NAME(0);
    SPI_connect();
    lock_hub(name);
    Upsert u{};
    u.source = PointerGetDatum(PG_GETARG_TEXT_PP(1));
    u.hub = live_hub(name, u.source, true, false);
    require_push_source(u.hub, text_to_cstring(PG_GETARG_TEXT_PP(1)));
    u.key = PointerGetDatum(PG_GETARG_TEXT_PP(2));
    u.attributes = PG_GETARG_DATUM(3);
    u.never_observed = PG_ARGISNULL(4);
    if (!u.never_observed && TIMESTAMP_NOT_FINITE(PG_GETARG_TIMESTAMPTZ(4)))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("observed_at must be finite"), errhint("Give the time at which the record was true, or null for none.")));
    u.observed_at = u.never_observed ? Datum(0) : PG_GETARG_DATUM(4);
    check_attributes(u.hub, u.attributes);
    clean(u, false);
    find_record(u);
    int64 profile = u.profile;
    if (u.same) {
        observe(u);
    } else if (!u.hub->ready) {
        profile = wait_record(u);
    } else {
        LiveCall call{u.hub, new_work(u.hub), false, false, false};
        profile = resolve_record(call, u);
    }
    SPI_finish();
    if (profile == 0) PG_RETURN_NULL();
    PG_RETURN_INT64(profile);
}

// hub, source, key
CDP_FUNCTION(cdp_delete_record) {
    require_key(fcinfo);
    Name name = PG_GETARG_NAME(0);
    SPI_connect();
    lock_hub(name);
    const Datum source = PointerGetDatum(PG_GETARG_TEXT_PP(1)), key = PointerGetDatum(PG_GETARG_TEXT_PP(2));
    LiveHub* const hub = live_hub(name, source, true, false);
    require_push_source(hub, text_to_cstring(PG_GETARG_TEXT_PP(1)));
    Datum values[] = {source, key};
    live_run(hub, Live::kRecord, values, nullptr, false);
    const bool found = SPI_processed > 0;
    if (found) {
        bool is_null, no_profile;
        const RecordId id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &is_null));
        const Datum profile = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3, &no_profile);
        live_run(hub, Live::kDropRejects, values, nullptr, false);
        if (hub->ready) {
            LiveCall call{hub, new_work(hub), false, false, false};
            resolve_rest(call, id, no_profile ? 0 : DatumGetInt64(profile));
        } else {
            Oid types[] = {NAMEOID, INT8OID};
            Datum arguments[] = {NameGetDatum(name), Int64GetDatum(id)};
            SPI_execute_with_args("SELECT cdp._forget_record($1, $2)", 2, types, arguments, nullptr, false, 0);
            tell_waiting(hub);
        }
    }
    SPI_finish();
    PG_RETURN_BOOL(found);
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
    u.attributes = PG_GETARG_DATUM(1);
    check_attributes(u.hub, u.attributes);
    if (!u.hub->ready)
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE), errmsg("hub \"%s\" has to be resolved first", NameStr(*name)),
                        errdetail("There is no active model that is frozen, or model, constraints, attributes or versions changed since the last run."),
                        errhint("Call cdp.resolve('%s').", NameStr(*name))));
    clean(u, true);
    LiveCall call{u.hub, new_work(u.hub), true, true, false};
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
