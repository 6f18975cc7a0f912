// SPDX-License-Identifier: PostgreSQL
#include "pg/live_hub.hpp"

#include "core/base/hash.hpp"

#include "pg/args.hpp"
#include "pg/engine_call.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

constexpr int kMostHubs = 8;  // of a session
constexpr int kMostArguments = 8;

struct Shape {
    const char* name;
    int arguments;
    Oid types[kMostArguments];
    bool has_values;  // one more argument for each attribute, of its type
};

// In the order of Live.
constexpr Shape kShapes[] = {
    {"state", 1, {TEXTOID}, false},
    {"clean", 4, {JSONBOID, TEXTOID, TEXTOID, TIMESTAMPTZOID}, false},
    {"record", 2, {TEXTOID, TEXTOID}, false},
    {"candidates", 1, {INT8ARRAYOID}, false},
    {"rows", 1, {INT8ARRAYOID}, false},
    {"links", 1, {INT8ARRAYOID}, false},
    {"conflicts", 1, {INT8ARRAYOID}, false},
    {"decisions", 2, {TEXTARRAYOID, TEXTARRAYOID}, false},
    {"past", 2, {TEXTOID, TEXTOID}, false},
    {"holders", 2, {TEXTOID, TEXTOID}, false},
    {"members", 1, {INT8OID}, false},
    {"identities", 1, {INT8ARRAYOID}, false},
    {"last", 3, {INT8ARRAYOID, TEXTARRAYOID, TEXTARRAYOID}, false},
    {"former", 3, {INT8ARRAYOID, TEXTARRAYOID, TEXTARRAYOID}, false},
    {"versions", 1, {INT8ARRAYOID}, false},
    {"profiles", 1, {INT8ARRAYOID}, false},
    {"new_record", 0, {}, false},
    {"new_profiles", 1, {INT4OID}, false},
    {"insert_record", 5, {INT8OID, TEXTOID, TEXTOID, TIMESTAMPTZOID, BYTEAOID}, true},
    {"update_record", 5, {INT8OID, TEXTOID, TEXTOID, TIMESTAMPTZOID, BYTEAOID}, true},
    {"observe", 2, {INT8OID, TIMESTAMPTZOID}, false},
    {"insert_keys", 5, {INT8OID, TEXTOID, TEXTOID, TEXTARRAYOID, INT8ARRAYOID}, false},
    {"put_keys", 5, {INT8OID, TEXTOID, TEXTOID, TEXTARRAYOID, INT8ARRAYOID}, false},
    {"drop_links", 2, {INT8ARRAYOID, INT8ARRAYOID}, false},
    {"insert_links", 6, {INT8ARRAYOID, INT8ARRAYOID, FLOAT8ARRAYOID, FLOAT8ARRAYOID, TEXTARRAYOID, INT8OID}, false},
    {"put_links", 6, {INT8ARRAYOID, INT8ARRAYOID, FLOAT8ARRAYOID, FLOAT8ARRAYOID, TEXTARRAYOID, INT8OID}, false},
    {"drop_conflicts", 2, {INT8ARRAYOID, INT8ARRAYOID}, false},
    {"put_conflicts", 6, {INT8ARRAYOID, INT8ARRAYOID, FLOAT8ARRAYOID, TEXTARRAYOID, TEXTARRAYOID, INT8OID}, false},
    {"leave", 4, {INT8ARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TIMESTAMPTZOID}, false},
    {"begin", 3, {INT8OID, INT8OID, TIMESTAMPTZOID}, false},
    {"enter", 3, {INT8ARRAYOID, INT8ARRAYOID, TIMESTAMPTZOID}, false},
    {"events", 4, {TEXTARRAYOID, INT8ARRAYOID, INT8ARRAYOID, TIMESTAMPTZOID}, false},
    {"drop_profiles", 1, {INT8ARRAYOID}, false},
    {"drop_rejects", 2, {TEXTOID, TEXTOID}, false},
    {"rejects", 4, {JSONBOID, TEXTOID, TEXTOID, TIMESTAMPTZOID}, false},
    {"drop_record", 2, {INT8OID, TIMESTAMPTZOID}, false},
    {"wait", 3, {INT8OID, INT8OID, BOOLOID}, false},
    {"gain", 2, {INT4OID, INT4OID}, false},
    {"golden", 2, {INT8ARRAYOID, TIMESTAMPTZOID}, false},
    {"golden_known", 3, {INT8ARRAYOID, TIMESTAMPTZOID, FLOAT8ARRAYOID}, false},
    {"golden_kept", 2, {INT8ARRAYOID, TIMESTAMPTZOID}, false},
    {"redirect_1", 7, {INT8OID, TIMESTAMPTZOID, TEXTOID, INT8OID, TEXTARRAYOID, INT8ARRAYOID, INT8ARRAYOID}, false},
    {"redirect_2", 7, {INT8OID, TIMESTAMPTZOID, TEXTOID, INT8OID, TEXTARRAYOID, INT8ARRAYOID, INT8ARRAYOID}, false},
    {"redirect_3", 7, {INT8OID, TIMESTAMPTZOID, TEXTOID, INT8OID, TEXTARRAYOID, INT8ARRAYOID, INT8ARRAYOID}, false},
    {"redirect_4", 7, {INT8OID, TIMESTAMPTZOID, TEXTOID, INT8OID, TEXTARRAYOID, INT8ARRAYOID, INT8ARRAYOID}, false},
};
constexpr int kShapeCount = lengthof(kShapes);
static_assert(kShapeCount == static_cast<int>(Live::kCount));

// What the state of a hub that can be resolved record by record is made of.
constexpr const char* kWatched[] = {"hub", "source", "attribute", "attribute_group", "model", "blocked_value", "ignored_value", "pin",
                                    "source_policy", "golden_clock", "decision", "segment"};
constexpr BlockNumber kFewPages = 4;
constexpr const char* kWrites = "SELECT w.name, w.statement FROM cdp._live_writes($1) w WHERE $2 IS NOT DISTINCT FROM $2";

LiveHub g_hubs[kMostHubs];
uint64 g_calls = 0;

// Runs a query about a hub, and the model where there is a second argument. Unless `read_only`, it sees what was committed until
// now: a call that waited for the hub was given its snapshot before.
void ask(const char* query, Name hub, int64 model_id, int arguments, bool read_only) {
    Oid types[] = {NAMEOID, INT8OID};
    Datum values[] = {NameGetDatum(hub), Int64GetDatum(model_id)};
    if (SPI_execute_with_args(query, arguments, types, values, model_id == 0 ? " n" : nullptr, read_only, 0) != SPI_OK_SELECT)
        elog(ERROR, "a hub could not be read");
}

Datum answer(uint64 row, int column, bool* is_null) {
    return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, is_null);
}

// All but the statement of the state, and the model.
void forget_rest(LiveHub* hub) {
    hub->is_known = false;
    for (int i = static_cast<int>(Live::kState) + 1; i < kShapeCount; i++) {
        if (hub->plans[i] != nullptr) SPI_freeplan(hub->plans[i]);
        hub->plans[i] = nullptr;
        hub->statements[i] = nullptr;
    }
    if (hub->context != nullptr) MemoryContextDelete(hub->context);
    hub->context = nullptr;
}

void forget(LiveHub* hub) {
    forget_rest(hub);
    if (hub->plans[0] != nullptr) SPI_freeplan(hub->plans[0]);
    if (hub->state_statement != nullptr) pfree(hub->state_statement);
    if (hub->model_context != nullptr) MemoryContextDelete(hub->model_context);
    *hub = {};
}

// A place for the hub, and the statement that tells its state.
LiveHub* place_of(Name name, Oid schema, bool read_only) {
    LiveHub* place = nullptr;
    for (LiveHub& hub : g_hubs) {
        if (hub.schema == schema && namestrcmp(&hub.name, NameStr(*name)) == 0) return &hub;
        if (hub.users == 0 && (place == nullptr || hub.used < place->used)) place = &hub;
    }
    if (place == nullptr)
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("calls to more than %d hubs are under way, one inside the other", kMostHubs),
                        errhint("Let triggers on the tables of a hub write what is to be done elsewhere into a table.")));
    forget(place);
    bool is_null;
    ask("SELECT cdp._live_state($1) FROM cdp._hub_check($1)", name, 0, 1, read_only);
    MemoryContext before = MemoryContextSwitchTo(TopMemoryContext);
    place->state_statement = TextDatumGetCString(answer(0, 1, &is_null));
    MemoryContextSwitchTo(before);
    place->name = *name;
    place->schema = schema;
    return place;
}

Names* names_in(MemoryContext context, Datum array) {
    auto* const names = make_handle<Names>(context);
    Datum* elements;
    int n;
    deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT, &elements, nullptr, &n);
    for (int i = 0; i < n; i++) {
        const std::string_view name = view_of_datum(elements[i]);
        CDP_TRY(names->emplace_back(name));
    }
    return names;
}

void load_model(LiveHub* hub, bool read_only) {
    ask("SELECT cdp._model_key($1, $2), cdp._resolution_definition($1, $2), cdp._statistics_query($1, $2)", &hub->name, hub->model_id, 2, read_only);
    bool no_key, is_null;
    const Datum key = answer(0, 1, &no_key);
    if (no_key)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the active model of hub \"%s\" is not frozen", NameStr(hub->name)),
                        errhint("Activate it again with cdp.activate_model.")));
    const ModelSource source{view_of_datum(key), DatumGetJsonbP(answer(0, 2, &is_null)), DatumGetTextPP(answer(0, 3, &is_null)), read_only};
    SPITupleTable* const rows = SPI_tuptable;
    MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cdp live model", ALLOCSET_SMALL_SIZES);
    auto* const model = make_handle<SharedModel>(context);
    share_model(source, model);
    SPI_freetuptable(rows);
    if (hub->model_context != nullptr) MemoryContextDelete(hub->model_context);
    MemoryContextSetParent(context, TopMemoryContext);
    hub->model_context = context;
    hub->model = model->get();
}

void load_statements(LiveHub* hub, const char* query, bool read_only) {
    ask(query, &hub->name, hub->model_id, 2, read_only);
    for (uint64 i = 0; i < SPI_processed; i++) {
        bool is_null;
        const std::string_view name = view_of_datum(answer(i, 1, &is_null));
        int place = 1;
        while (place < kShapeCount && name != kShapes[place].name) place++;
        if (place == kShapeCount) elog(ERROR, "unexpected statement");
        MemoryContext before = MemoryContextSwitchTo(hub->context);
        hub->statements[place] = TextDatumGetCString(answer(i, 2, &is_null));
        MemoryContextSwitchTo(before);
    }
    SPI_freetuptable(SPI_tuptable);
}

void take_bools(LiveHub* hub, Datum array) {
    Datum* elements;
    int n;
    deconstruct_array(DatumGetArrayTypeP(array), BOOLOID, 1, true, TYPALIGN_CHAR, &elements, nullptr, &n);
    auto* many = static_cast<bool*>(MemoryContextAllocZero(hub->context, static_cast<Size>(n) + 1));
    for (int i = 0; i < n; i++) many[i] = DatumGetBool(elements[i]);
    hub->many = many;
}

bool is_held_by_other(const LiveHub* hub) { return hub->users > (hub->user == CurrentMemoryContext ? 1 : 0); }

// All but the state is read anew, the model unless it is the same.
void load(LiveHub* hub, bool read_only) {
    if (is_held_by_other(hub))
        ereport(ERROR, (errcode(ERRCODE_OBJECT_IN_USE), errmsg("hub \"%s\" has changed while a call to it is under way", NameStr(hub->name)),
                        errdetail("This call was made from inside that one, by a trigger or by an expression of a source."),
                        errhint("Let the trigger write what is to be done into a table, and do it later.")));
    forget_rest(hub);
    hub->context = AllocSetContextCreate(TopMemoryContext, "cdp live hub", ALLOCSET_SMALL_SIZES);
    ask("SELECT c.version, c.ready, c.model_id, c.attributes, c.many, c.columns FROM cdp._live_context($1) c", &hub->name, 0, 1, read_only);
    bool is_null, no_model, no_attributes, no_columns;
    char version[sizeof hub->version] = "";
    const Datum version_text = answer(0, 1, &is_null);
    if (!is_null) text_to_cstring_buffer(DatumGetTextPP(version_text), version, sizeof version);
    hub->ready = DatumGetBool(answer(0, 2, &is_null));
    hub->model_id = DatumGetInt64(answer(0, 3, &no_model));
    if (no_model) hub->model_id = 0;
    const Datum attributes = answer(0, 4, &no_attributes), many = answer(0, 5, &is_null), columns = answer(0, 6, &no_columns);
    hub->attributes = no_attributes ? make_handle<Names>(hub->context) : names_in(hub->context, attributes);
    hub->columns = no_columns ? make_handle<Names>(hub->context) : names_in(hub->context, columns);
    if (!no_attributes) take_bools(hub, many);
    SPI_freetuptable(SPI_tuptable);
    // why: while the hub is not ready the model stays as it is, and so does the version that tells which one that is.
    if (hub->ready && (hub->model == nullptr || strcmp(version, hub->version) != 0)) {
        load_model(hub, read_only);
        memcpy(hub->version, version, sizeof version);
    }
    load_statements(hub, "SELECT r.name, r.statement FROM cdp._live_reads($1, $2) r UNION ALL SELECT 'clean', cdp._clean_statement($1, $2)", read_only);
    if (!read_only) load_statements(hub, kWrites, false);
    hub->is_known = true;
}

// A digest of the rows of the last statement, in whatever order they are.
uint64 digest_of_rows() {
    uint64 out = SPI_processed;
    for (uint64 i = 0; i < SPI_processed; i++) {
        const HeapTuple row = SPI_tuptable->vals[i];
        const char* const begin = reinterpret_cast<const char*>(row->t_data);
        out += hash_bytes(std::string_view(begin + row->t_data->t_hoff, row->t_len - row->t_data->t_hoff));
    }
    return out;
}

// A transaction whose snapshot is old would miss what others did meanwhile, and what it would be linked with: then it has to
// be run again. What the last statement read must be what there is now.
void require_latest(const LiveHub* hub, SPIPlanPtr plan, Datum* values, const char* nulls) {
    SPITupleTable* const rows = SPI_tuptable;
    const uint64 processed = SPI_processed, digest = digest_of_rows();
    if (SPI_execute_snapshot(plan, values, nulls, GetLatestSnapshot(), InvalidSnapshot, true, false, 0) < 0) elog(ERROR, "a hub could not be read");
    const bool same = digest_of_rows() == digest;
    SPI_freetuptable(SPI_tuptable);
    SPI_tuptable = rows;
    SPI_processed = processed;
    if (!same)
        ereport(ERROR, (errcode(ERRCODE_T_R_SERIALIZATION_FAILURE), errmsg("could not serialize access to hub \"%s\" due to concurrent changes", NameStr(hub->name)),
                        errhint("Run the transaction again.")));
}

// Digest of the places and versions of the rows of a table; 0 where these are many.
uint64 digest_of_table(Oid table, Snapshot snapshot) {
    Relation relation = table_open(table, AccessShareLock);
    uint64 out = 0;
    if (relation->rd_rel->relam == HEAP_TABLE_AM_OID && RelationGetNumberOfBlocks(relation) <= kFewPages) {
        TableScanDesc scan = table_beginscan(relation, snapshot, 0, nullptr);
        TupleTableSlot* slot = table_slot_create(relation, nullptr);
        out = 1;
        while (table_scan_getnextslot(scan, ForwardScanDirection, slot)) {
            bool is_copy;
            const HeapTuple row = ExecFetchSlotHeapTuple(slot, false, &is_copy);
            const uint64 place = uint64{ItemPointerGetBlockNumber(&slot->tts_tid)} << 16 | ItemPointerGetOffsetNumber(&slot->tts_tid);
            out = combine64(combine64(out, place), HeapTupleHeaderGetRawXmin(row->t_data));
            if (is_copy) heap_freetuple(row);
        }
        ExecDropSingleTupleTableSlot(slot);
        table_endscan(scan);
    }
    table_close(relation, AccessShareLock);
    return out;
}

// why: a statement over a dozen tables takes longer to set up than the tables to read. Only places and versions of rows are
// looked at, so the rights of the caller do not matter. 0: ask the statement.
uint64 digest_of_hub(Oid schema, bool read_only) {
    if (IsolationUsesXactSnapshot()) return 0;
    const Snapshot snapshot = RegisterSnapshot(read_only ? GetActiveSnapshot() : GetLatestSnapshot());
    uint64 out = 1;
    for (const char* const name : kWatched) {
        const Oid table = get_relname_relid(name, schema);
        const uint64 digest = OidIsValid(table) ? digest_of_table(table, snapshot) : 0;
        out = digest == 0 ? 0 : combine64(out, digest);
        if (out == 0) break;
    }
    UnregisterSnapshot(snapshot);
    return out;
}

struct Hold {
    MemoryContextCallback callback;
    LiveHub* hub;
    MemoryContext before;
};

void let_go(void* arg) {
    const auto* const hold = static_cast<Hold*>(arg);
    hold->hub->user = --hold->hub->users == 0 ? nullptr : hold->before;
}

// Whether the last call asked about the same source.
bool knows_source(const LiveHub* hub, Datum source) {
    const std::string_view name = view_of_datum(source);
    return !name.empty() && name.size() < sizeof hub->source && name.size() == strlen(hub->source) && memcmp(hub->source, name.data(), name.size()) == 0;
}

void keep_source(LiveHub* hub, Datum source) {
    const std::string_view name = view_of_datum(source);
    const bool fits = name.size() < sizeof hub->source;
    if (fits) memcpy(hub->source, name.data(), name.size());
    hub->source[fits ? name.size() : 0] = '\0';
}

// What the caller lacks is told for the hub, not for the table where it shows first.
void require_rights(Name name, Oid schema, bool read_only) {
    const auto may = [&](const char* table, AclMode mode) {
        const Oid oid = get_relname_relid(table, schema);
        return !OidIsValid(oid) || pg_class_aclcheck(oid, GetUserId(), mode) == ACLCHECK_OK;
    };
    if (!DatumGetBool(DirectFunctionCall2(has_schema_privilege_id, ObjectIdGetDatum(schema), CStringGetTextDatum("USAGE"))) || !may("hub", ACL_SELECT))
        ask("SELECT cdp._hub_check($1)", name, 0, 1, true);
    if (!read_only && !may("record", ACL_INSERT)) ask("SELECT cdp._deny_writing($1)", name, 0, 1, true);
}

}  // namespace

void live_run(LiveHub* hub, Live statement, Datum* values, const char* nulls, bool read_only) {
    const int place = static_cast<int>(statement);
    const Shape& shape = kShapes[place];
    if (hub->plans[place] == nullptr) {
        const char* const known = statement == Live::kState ? hub->state_statement : hub->statements[place];
        if (known == nullptr)
            load_statements(hub, kWrites, read_only);
        Oid types[lengthof(hub->value_types) + kMostArguments];
        int n = shape.arguments;
        memcpy(types, shape.types, sizeof shape.types);
        if (shape.has_values)
            for (int i = 0; i < hub->value_count; i++) types[n++] = hub->value_types[i];
        // why: what fits one call fits the next, and planning takes longer than running.
        SPIPlanPtr plan = SPI_prepare_cursor(known != nullptr ? known : hub->statements[place], n, types, CURSOR_OPT_GENERIC_PLAN);
        if (plan == nullptr) elog(ERROR, "statement %s could not be prepared", shape.name);
        SPI_keepplan(plan);
        hub->plans[place] = plan;
    }
    // why: members of a profile may have changed without any trace in what the call looked at before.
    if (statement >= Live::kGolden && statement <= Live::kGoldenKept && IsolationUsesXactSnapshot()) {
        live_run(hub, Live::kVersions, values, nullptr, read_only);
        SPI_freetuptable(SPI_tuptable);
    }
    if (SPI_execute_plan(hub->plans[place], values, nulls, read_only, 0) < 0) elog(ERROR, "statement %s failed", shape.name);
    if (!read_only && statement <= Live::kProfiles && IsolationUsesXactSnapshot()) require_latest(hub, hub->plans[place], values, nulls);
}

// why: a reset callback is run by an error too.
void hold_hub(LiveHub* hub) {
    if (hub->users > 0 && hub->user == CurrentMemoryContext) return;
    auto* const hold = static_cast<Hold*>(palloc0(sizeof(Hold)));
    hold->callback = {.func = let_go, .arg = hold, .next = nullptr};
    hold->hub = hub;
    hold->before = hub->user;
    MemoryContextRegisterResetCallback(CurrentMemoryContext, &hold->callback);
    hub->users++;
    hub->user = CurrentMemoryContext;
}

LiveHub* live_hub(Name name, Datum source, bool has_source, bool read_only) {
    const Oid schema = get_namespace_oid(NameStr(*name), true);
    if (!OidIsValid(schema) || !OidIsValid(get_relname_relid("hub", schema))) {
        ask("SELECT cdp._hub_check($1)", name, 0, 1, read_only);
        ereport(ERROR, (errcode(ERRCODE_INVALID_SCHEMA_NAME), errmsg("hub \"%s\" does not exist", NameStr(*name))));
    }
    require_rights(name, schema, read_only);
    LiveHub* const hub = place_of(name, schema, read_only);
    hold_hub(hub);
    hub->used = ++g_calls;
    // why: a hub that waits for a resolve becomes ready by that alone, which is not in these tables.
    const uint64 digest = hub->is_known && !hub->ready ? 0 : digest_of_hub(schema, read_only);
    if (hub->is_known && digest != 0 && digest == hub->digest && (!has_source || knows_source(hub, source))) return hub;
    Datum values[] = {source};
    live_run(hub, Live::kState, values, has_source ? " " : "n", read_only);
    bool is_null;
    const int64 fingerprint = DatumGetInt64(answer(0, 1, &is_null));
    hub->has_decisions = DatumGetBool(answer(0, 2, &is_null));
    hub->has_immediate = DatumGetBool(answer(0, 3, &is_null));
    const Datum mode = answer(0, 4, &is_null);
    hub->has_mode = !is_null;
    hub->digest = digest;
    if (has_source)
        keep_source(hub, source);
    else
        hub->source[0] = '\0';
    if (hub->has_mode) text_to_cstring_buffer(DatumGetTextPP(mode), NameStr(hub->mode), NAMEDATALEN);
    SPI_freetuptable(SPI_tuptable);
    if (!hub->is_known || hub->fingerprint != fingerprint) {
        load(hub, read_only);
        hub->fingerprint = fingerprint;
    }
    return hub;
}

}  // namespace cdp::pg
