// SPDX-License-Identifier: PostgreSQL
#include "pg/engine_call.hpp"

#include <charconv>
#include <cmath>
#include <memory>
#include <unordered_set>

#include "core/base/hash.hpp"
#include "core/link/intake.hpp"
#include "core/score/model_json.hpp"

#include "pg/args.hpp"
#include "pg/guc.hpp"
#include "pg/temp_files.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

LastRun g_last_run{};

struct QuickHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view bytes) const noexcept { return quick_hash(bytes); }
};

// Where the rows of a query go: which of its columns the engine takes, and as what. A second query, of others, has the same columns, and
// what it has of those that changed is left out.
struct EngineSink {
    EngineSink(cluster::Engine* to, const char* number_column, bool has_changed)
        : engine(to), number_name(number_column), has_keys(has_changed), changed(has_changed), intake(to->raw()), changed_ids(to->raw().memory()), changed_filter(to->raw().memory()) {}

    cluster::Engine* engine;
    const char* number_name;  // nullptr: no record has a number
    bool has_keys;            // the queries have a column of keys;
    bool changed;             // that which is read is of records that changed
    link::Intake intake;
    std::pmr::unordered_set<std::pmr::string, QuickHash, std::equal_to<>> changed_ids;
    Vec<std::uint64_t> changed_filter;  // a KeyFilter of their hashes: hardly any other row is of one of them
    std::vector<int64> numbers;
    int source = -1, number = -1, keys = -1;
    std::vector<std::size_t> taken;
    std::vector<std::optional<std::string_view>> cells;

    void begin(std::size_t columns, const char* const* names, const char* const* types) {
        if (columns == 0)
            throw Error(ErrorCode::kInvalidArgument, "the query has no column", {},
                        "The first column is the id of the record.");
        const bool first = taken.empty();
        std::vector<std::size_t> before;
        before.swap(taken);
        source = number = keys = -1;
        for (std::size_t i = 1; i < columns; i++) {
            const std::string_view name = names[i];
            const bool is_source = name == "source";
            if (number_name != nullptr && name == number_name) {
                number = static_cast<int>(i);
                continue;
            }
            if (has_keys && name == "record keys") {
                keys = static_cast<int>(i);
                continue;
            }
            if (!is_source && !engine->wants(name)) continue;
            for (std::size_t earlier = 1; earlier < i; earlier++)
                if (name == names[earlier])
                    throw Error(ErrorCode::kInvalidArgument, "the query has two columns \"" + std::string(name) + "\"", {},
                                "Rename one of them with AS.");
            if (is_source) {
                source = static_cast<int>(i);
            } else {
                taken.push_back(i);
                if (first) engine->raw().add_column(names[i], types[i]);
            }
        }
        if (number_name != nullptr) require(number_name, number);
        if (has_keys) require("record keys", keys);
        if (has_keys && source >= 0) throw Error(ErrorCode::kInvalidArgument, "records that changed are known by their id alone");
        if (!first && before != taken) throw Error(ErrorCode::kInvalidArgument, "the two queries have not the same columns");
        cells.resize(taken.size());
    }

    bool row(const std::optional<std::string_view>* all) {
        if (has_keys && all[0] && is_of_changed(*all[0])) return true;
        for (std::size_t i = 0; i < taken.size(); i++) cells[i] = all[taken[i]];
        if (number >= 0) {
            const std::string_view digits = all[number].value_or(std::string_view());
            std::from_chars(digits.data(), digits.data() + digits.size(), numbers.emplace_back(0));
        }
        if (keys >= 0) take_keys(all[keys].value_or(std::string_view()));
        intake.add_row(source < 0 ? std::nullopt : all[source], all[0], cells);
        return true;
    }

private:
    // Of a row of the second query. Notes those of the first.
    bool is_of_changed(std::string_view id) {
        if (!changed) {
            if (changed_filter.empty()) fill_filter();
            return link::KeyFilter(changed_filter).may_contain(quick_hash(id)) && changed_ids.contains(id);
        }
        changed_ids.emplace(id);
        return false;
    }
    void fill_filter() {
        Vec<std::int64_t> hashes(engine->raw().memory());
        for (const auto& id : changed_ids) hashes.push_back(static_cast<std::int64_t>(quick_hash(id)));
        changed_filter.resize(link::KeyFilter::words(hashes.size()));
        link::KeyFilter::fill(changed_filter, hashes);
    }

    static void require(const char* name, int column) {
        if (column < 0) throw Error(ErrorCode::kInvalidArgument, "the query has no column \"" + std::string(name) + "\"");
    }

    void take_keys(std::string_view bytes) {
        const std::span own(reinterpret_cast<const std::int64_t*>(bytes.data()), bytes.size() / sizeof(std::int64_t));
        if (!changed) {
            engine->changed_keys().add_other(own);
            return;
        }
        engine->changed_keys().add_changed(own);
    }
};

// The queries are read in the backend, while the other threads of the call put their rows into the table.
struct ReadCall {
    const text* changed;  // nullptr: there is one query
    const text* query;    // nullptr: rows of a table of keys
    KeyTables key_tables;
    EngineSink* sink;
    ProgressLine* progress;
    ReadOptions options;

    static void backend(void* self) {
        auto* call = static_cast<ReadCall*>(self);
        ReadOptions& options = call->options;
        options.after_batch = after_batch;
        options.argument = self;
        if (call->changed != nullptr) {
            ReadOptions alone = options;
            alone.workers = 0;
            read_query(call->changed, sink_of(call->sink), alone);
            call->sink->changed = false;
        }
        if (call->query != nullptr)
            read_query(call->query, sink_of(call->sink), options);
        else
            read_others(call);
        CDP_TRY(call->sink->changed_ids.clear());
        CDP_TRY(call->sink->intake.close());
    }
    static void thread(JobContext& context, void* self) {
        link::Intake& intake = static_cast<ReadCall*>(self)->sink->intake;
        context.parallel_for(context.threads(), 1,
                             [&](std::size_t, std::size_t, unsigned) { intake.serve(context.token()); });
    }
    static void read_others(const ReadCall* call) {
        cluster::Engine* const engine = call->sink->engine;
        if (!engine->changed_keys().has_keys()) return;
        std::span<const std::uint64_t> words;
        CDP_TRY(words = engine->changed_keys().filter());
        read_keys(call->key_tables, link::KeyFilter(words), engine->raw().memory(), sink_of(call->sink), call->options);
    }
    static void after_batch(void* self) {
        const auto* call = static_cast<ReadCall*>(self);
        call->sink->engine->relieve();
        call->progress->tick("reading", static_cast<double>(call->sink->intake.rows()), 0);
    }
};

void run_statement(const char* sql) {
    SPI_connect();
    const int result = SPI_execute(sql, false, 0);
    if (result < 0) elog(ERROR, "%s: %s", sql, SPI_result_code_string(result));
    SPI_finish();
}

struct PhaseCall {
    cluster::Engine* engine;
    Phase phase;
    const char* beside;

    static void run(JobContext& context, void* self) {
        const auto* call = static_cast<PhaseCall*>(self);
        context.progress().times = &call->engine->times;
        (call->engine->*call->phase)(context);
    }
    static void relieve(void* self) { static_cast<PhaseCall*>(self)->engine->relieve(); }
    static void run_beside(void* self) { run_statement(static_cast<PhaseCall*>(self)->beside); }
};

bool is_same(const Jsonb* a, const Jsonb* b) { return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0; }

// The large model that was read last, kept for the session: calls come in rows with the same one, and reading a document of
// megabytes takes longer than what they do with it.
struct LastModel {
    MemoryContext context;  // owns the rest; nullptr: there is none
    const Jsonb* document;
    const score::Model* model;
};
LastModel g_last_model{};
constexpr Size kLargeModel = Size{1} << 16;  // bytes

bool is_last_model(const Jsonb* document) {
    return g_last_model.context != nullptr && is_same(document, g_last_model.document);
}

void keep_model(const Jsonb* document, const score::Model& model) {
    MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cdp last model", ALLOCSET_SMALL_SIZES);
    auto* const copy = static_cast<Jsonb*>(MemoryContextAlloc(context, VARSIZE(document)));
    memcpy(copy, document, VARSIZE(document));
    const score::Model* const kept = make_handle<score::Model>(context, model);
    if (g_last_model.context != nullptr) MemoryContextDelete(g_last_model.context);
    MemoryContextSetParent(context, TopMemoryContext);
    g_last_model = {context, copy, kept};
}

// The model of a run that makes many calls: handing on a document of megabytes takes the planner longer than what they do with it.
struct HeldModel {
    MemoryContext context;  // owns the rest; nullptr: there is none
    std::string_view key;
    const Jsonb* definition;
    const SharedModel* model;
    int64 number;
};
HeldModel g_held_model{};

std::string_view jsonb_text(const Jsonb* document) { return DatumGetCString(DirectFunctionCall1(jsonb_out, PointerGetDatum(document))); }
std::string_view jsonb_text(FunctionCallInfo fcinfo, int position) { return jsonb_text(PG_GETARG_JSONB_P(position)); }

}  // namespace

const LastRun& last_run() noexcept { return g_last_run; }

EngineCall::EngineCall(const char* name, std::size_t memory)
    : name_(name), began_(GetCurrentTimestamp()), progress_(name),
      engine_(make_handle<cluster::Engine>(CurrentMemoryContext, with_temp_files(memory))), memory_(memory) {
    require_utf8();
}

void EngineCall::take_model(FunctionCallInfo fcinfo, int position) {
    if (PG_ARGISNULL(position)) return;
    const Jsonb* const document = PG_GETARG_JSONB_P(position);
    if (is_last_model(document)) {
        CDP_TRY(engine_->set_model(*g_last_model.model));
        return;
    }
    const std::string_view json = jsonb_text(fcinfo, position);
    CDP_TRY(engine_->set_model(score::read_model(json)));
    if (VARSIZE(document) >= kLargeModel) keep_model(document, engine_->model());
}

namespace {

// One text.
struct TextSink {
    std::string text;
    bool is_there = false;

    void begin(std::size_t columns, const char* const*, const char* const*) {
        if (columns != 1) throw Error(ErrorCode::kInvalidArgument, "the statistics are not one text");
    }
    bool row(const std::optional<std::string_view>* cells) {
        if (is_there) throw Error(ErrorCode::kInvalidArgument, "there are several statistics");
        is_there = true;
        text = cells[0].value_or(std::string_view());
        return true;
    }
};

struct HoldCall {
    std::string_view definition;
    const TextSink* statistics;
    SharedModel* model;
    const char* beside;

    void read() const { *model = std::make_shared<const link::FrozenModel>(score::read_model(definition, statistics->text)); }
    static void read_beside(JobContext&, void* self) { static_cast<HoldCall*>(self)->read(); }
    static void run_beside(void* self) { run_statement(static_cast<HoldCall*>(self)->beside); }
};

void read_frozen(const ModelSource& source, const char* beside, SharedModel* model) {
    MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cdp model document", ALLOCSET_SMALL_SIZES);
    MemoryContext before = MemoryContextSwitchTo(context);
    auto* const statistics = make_handle<TextSink>(context);
    ReadOptions options;
    options.read_only = source.read_only;
    if (source.statistics != nullptr) read_query(source.statistics, sink_of(statistics), options);
    HoldCall call{jsonb_text(source.definition), statistics, model, beside};
    MemoryContextSwitchTo(before);
    if (beside == nullptr)
        CDP_TRY(call.read());
    else
        run_beside(1, HoldCall::read_beside, HoldCall::run_beside, &call);
    MemoryContextDelete(context);
    if (!(*model)->model().frozen)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("model.statistics.blocking: is not there"),
                        errdetail("Keys that last need a model that is frozen."), errhint("cdp.freeze_model freezes a model.")));
}

}  // namespace

int64 held_model(std::string_view key, const Jsonb* definition) noexcept {
    return g_held_model.context != nullptr && g_held_model.key == key && is_same(definition, g_held_model.definition) ? g_held_model.number : 0;
}

int64 hold_model(const ModelSource& source, const char* beside) {
    MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cdp held model", ALLOCSET_SMALL_SIZES);
    auto* const key = static_cast<char*>(MemoryContextAlloc(context, source.key.size() + 1));
    memcpy(key, source.key.data(), source.key.size());
    auto* const definition = static_cast<Jsonb*>(MemoryContextAlloc(context, VARSIZE(source.definition)));
    memcpy(definition, source.definition, VARSIZE(source.definition));
    auto* const model = make_handle<SharedModel>(context);
    read_frozen(source, beside, model);
    if (g_held_model.context != nullptr) MemoryContextDelete(g_held_model.context);
    MemoryContextSetParent(context, TopMemoryContext);
    g_held_model = {context, {key, source.key.size()}, definition, model, g_held_model.number + 1};
    return g_held_model.number;
}

void share_model(const ModelSource& source, SharedModel* with) {
    if (held_model(source.key, source.definition) == 0)
        read_frozen(source, nullptr, with);
    else
        CDP_TRY(*with = *g_held_model.model);
}

void EngineCall::use_held(FunctionCallInfo fcinfo, int position) {
    if (g_held_model.context == nullptr || PG_ARGISNULL(position) || PG_GETARG_INT64(position) != g_held_model.number)
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE), errmsg("the model is not held any more"),
                        errhint("Hold it with cdp._hold_model.")));
    CDP_TRY(engine_->share_model(*g_held_model.model));
}

void EngineCall::require_model(FunctionCallInfo fcinfo, int position) {
    if (PG_ARGISNULL(position))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("model must not be null"),
                        errhint("cdp.suggest_model and cdp.train_model make one.")));
    take_model(fcinfo, position);
}

void EngineCall::take_kinds(FunctionCallInfo fcinfo, int position) {
    if (PG_ARGISNULL(position)) return;
    const std::string_view json = jsonb_text(fcinfo, position);
    CDP_TRY(engine_->set_kinds(json));
}

void EngineCall::take_threshold(FunctionCallInfo fcinfo, int position) {
    if (PG_ARGISNULL(position)) return;
    const double bits = PG_GETARG_FLOAT8(position);
    if (!std::isfinite(bits) || std::abs(bits) > 1000)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("threshold must be between -1000 and 1000 bits"),
                        errhint("A threshold is a match weight: log2 of the odds, 0 for even odds.")));
    engine_->threshold = bits;
}

void EngineCall::take_train(FunctionCallInfo fcinfo, int position) {
    engine_->train_first = !PG_ARGISNULL(position) && PG_GETARG_BOOL(position);
}

void EngineCall::take_decisions(FunctionCallInfo fcinfo, int position) {
    if (PG_ARGISNULL(position)) return;
    engine_->times.begin("reading decisions");
    read_query(PG_GETARG_TEXT_PP(position), sink_of(&engine_->decisions()));
}

void EngineCall::take_columns(FunctionCallInfo fcinfo, int position) {
    if (PG_ARGISNULL(position)) return;
    Datum* names;
    deconstruct_array(PG_GETARG_ARRAYTYPE_P(position), TEXTOID, -1, false, TYPALIGN_INT, &names, nullptr, &options_.spread_count);
    auto** const spread = static_cast<const char**>(palloc(static_cast<Size>(options_.spread_count + 1) * sizeof(char*)));
    for (int i = 0; i < options_.spread_count; i++) spread[i] = TextDatumGetCString(names[i]);
    options_.spread = spread;
}

void EngineCall::take_changed(FunctionCallInfo fcinfo, int position) {
    if (PG_ARGISNULL(position)) ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("changed must not be null")));
    changed_ = PG_GETARG_TEXT_PP(position);
}

void EngineCall::take_key_tables(FunctionCallInfo fcinfo, int position, int instead) {
    if (!PG_ARGISNULL(position) && !PG_ARGISNULL(instead)) key_tables_ = {PG_GETARG_OID(position), PG_GETARG_OID(instead)};
}

void EngineCall::take_beside(FunctionCallInfo fcinfo, int position) {
    if (!PG_ARGISNULL(position)) beside_ = text_to_cstring(PG_GETARG_TEXT_PP(position));
}

void EngineCall::read(const text* query) {
    engine_->times.begin("reading");
    ReadCall call{changed_, query, key_tables_, make_handle<EngineSink>(CurrentMemoryContext, engine_, number_, changed_ != nullptr), &progress_, options_};
    numbers_ = &call.sink->numbers;
    const unsigned threads = pool_threads();
    call.options.workers = static_cast<int>(threads) - 1;
    if (threads > 1)
        run_beside(threads - 1, ReadCall::thread, ReadCall::backend, &call);
    else
        ReadCall::backend(&call);
}

void EngineCall::run(FunctionCallInfo fcinfo, int query_position, Phase phase) {
    if (PG_ARGISNULL(query_position) && !OidIsValid(key_tables_.all))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("query must not be null"),
                        errhint("Give a SELECT whose first column is the id of the record.")));
    read(PG_ARGISNULL(query_position) ? nullptr : PG_GETARG_TEXT_PP(query_position));
    PhaseCall call{engine_, phase, beside_};
    // why: while a statement runs nobody sees to it that what is in files leaves the memory.
    if (beside_ != nullptr && engine_->peak_memory() > memory_ / 4) {
        PhaseCall::run_beside(&call);
        beside_ = nullptr;
    }
    run_in_pool(progress_, PhaseCall::run, &call, PhaseCall::relieve, beside_ == nullptr ? nullptr : PhaseCall::run_beside);
    tell_skipped();
    tell_cut();
    tell_absent_sources();
    engine_->times.begin("writing the result");
}

void EngineCall::end() {
    progress_.end();
    engine_->times.end();
    report_temp_files(name_, engine_->spilled());
    g_last_run = {true,
                  name_,
                  static_cast<int64>(engine_->raw().size()),
                  static_cast<int64>(engine_->compared()),
                  static_cast<int64>(engine_->links().size()),
                  static_cast<int64>(engine_->cluster_statistics().clusters),
                  static_cast<int64>(engine_->peak_memory()),
                  static_cast<double>(GetCurrentTimestamp() - began_) / 1e6,
                  static_cast<int64>(engine_->cluster_statistics().components),
                  static_cast<int64>(engine_->cluster_statistics().cut_components),
                  static_cast<int64>(engine_->cluster_statistics().conflicts),
                  static_cast<int64>(engine_->spilled()),
                  engine_->times};
}

Datum EngineCall::end_with_model() {
    TextResult json;
    CDP_TRY(json.assign(score::write_model(engine_->model())));
    const Datum model = DirectFunctionCall1(jsonb_in, CStringGetDatum(text_to_cstring(json.get())));
    end();
    return model;
}

// Pairs that were not compared are never a secret.
void EngineCall::tell_skipped() const {
    uint64_t blocks = 0, records = 0, sub_pairs = 0;
    double skipped = 0;
    for (const auto& rule : engine_->statistics()) {
        blocks += rule.oversized_blocks;
        records = rule.oversized_records > records ? rule.oversized_records : records;
        sub_pairs += rule.sub_pairs;
        skipped += rule.skipped_pairs;
    }
    if (blocks > 0)
        ereport(NOTICE, (errmsg_plural(UINT64_FORMAT " block of more than %d records was not compared whole",
                                       UINT64_FORMAT " blocks of more than %d records were not compared whole",
                                       static_cast<unsigned long>(blocks), static_cast<uint64>(blocks),
                                       static_cast<int>(link::kMaxBlock)),
                         errdetail("Smaller blocks inside gave " UINT64_FORMAT " pairs; %.0f pairs were left out. "
                                   "The rule that suffers most has " UINT64_FORMAT " records there.",
                                   static_cast<uint64>(sub_pairs), skipped, static_cast<uint64>(records)),
                         errhint("cdp.block_statistics shows the rules and their largest keys.")));
}

void EngineCall::tell_cut() const {
    const auto& statistics = engine_->cluster_statistics();
    if (statistics.cut_components == 0) return;
    ereport(NOTICE, (errmsg_plural(UINT64_FORMAT " component of more than %d records was cut at its weakest links",
                                   UINT64_FORMAT " components of more than %d records were cut at their weakest links",
                                   static_cast<unsigned long>(statistics.cut_components),
                                   static_cast<uint64>(statistics.cut_components), static_cast<int>(cluster::kMaxComponent)),
                     errdetail("The largest has " UINT64_FORMAT " records.", static_cast<uint64>(statistics.largest_component)),
                     errhint("cdp.cluster_statistics shows the clusters that were cut out of them. A higher threshold "
                             "\"component\" makes components smaller.")));
}

// A constraint that holds for nobody is most likely a slip of the pen.
void EngineCall::tell_absent_sources() const {
    if (engine_->clusters().empty()) return;
    for (const auto& source : engine_->model().constraints.duplicate_free)
        if (engine_->raw().find_source(source) == link::kMissing)
            ereport(NOTICE, (errmsg("no record is of source \"%s\", which the model declares free of duplicates", source.c_str())));
}

}  // namespace cdp::pg
