// SPDX-License-Identifier: PostgreSQL
#include "pg/query_reader.hpp"

#include <charconv>
#include <iterator>
#include <type_traits>

#include "pg/args.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// Rows whose values are written under settings of ours are put by until they are this many, or fill this.
constexpr int kBatchRows = 1024;
constexpr Size kBatchBytes = Size{1} << 20;

using Cell = std::optional<std::string_view>;
using Number = std::optional<std::int64_t>;

// How the values of one column become text.
struct Column {
    Oid type;
    bool is_text;  // bytes are the text
    FmgrInfo output;
    int spread;    // cells that its elements become; -1: it is one cell
    bool is_keys;  // the bytes of its elements are the cell
    char digits[24];  // of a number, until the next row
};

bool is_number(Oid type) { return type == INT2OID || type == INT4OID || type == INT8OID; }

Number number_of(Oid type, Datum value) {
    return type == INT8OID ? DatumGetInt64(value) : type == INT4OID ? DatumGetInt32(value) : DatumGetInt16(value);
}

Column describe(Oid type) {
    Column column{type, type == TEXTOID || type == VARCHAROID || type == BPCHAROID, {}, -1, false, {}};
    if (!column.is_text) {
        Oid function;
        bool varlena;
        getTypeOutputInfo(type, &function, &varlena);
        fmgr_info(function, &column.output);
    }
    return column;
}

// Written in one way whatever the settings are.
bool is_plain(const Column& column) { return column.is_text || column.spread >= 0 || column.is_keys || is_number(column.type) || column.type == BOOLOID; }

// Of a bigint[] without nulls.
Cell bytes_of(Datum value) {
    const ArrayType* const array = DatumGetArrayTypeP(value);
    if (ARR_HASNULL(array)) elog(ERROR, "a key is null");
    return std::string_view(ARR_DATA_PTR(array), static_cast<std::size_t>(ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array))) * sizeof(int64));
}

Cell digits_of(Column* column, Datum value) {
    const char* const end = std::to_chars(column->digits, std::end(column->digits), *number_of(column->type, value)).ptr;
    return std::string_view(column->digits, static_cast<std::size_t>(end - column->digits));
}

Cell cell_of(Column* column, Datum value) {
    if (column->is_keys) return bytes_of(value);
    if (is_number(column->type)) return digits_of(column, value);
    return column->is_text ? view_of_datum(value) : std::string_view(OutputFunctionCall(&column->output, value));
}

// Puts the settings that decide how values are written to fixed ones, until AtEOXact_GUC of the returned level or
// the end of the (sub)transaction. why: not while the query runs, whose own casts follow the session.
int fix_output_settings() {
    constexpr const char* kSettings[][2] = {
        {"datestyle", "ISO"}, {"intervalstyle", "postgres"}, {"extra_float_digits", "1"}, {"bytea_output", "hex"}};
    const int level = NewGUCNestLevel();
    for (const auto& [name, value] : kSettings)
        set_config_option(name, value, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
    return level;
}

// The same for the workers of a query.
int limit_workers(int most) {
    const int level = NewGUCNestLevel();
    if (most < max_parallel_workers_per_gather)
        set_config_option("max_parallel_workers_per_gather", psprintf("%d", most), PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
    return level;
}

[[noreturn]] void refuse(const char* sql) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the query is not one SELECT"),
                    errdetail("It is \"%.*s\".", pg_mbcliplen(sql, static_cast<int>(strlen(sql)), 200), sql),
                    errhint("Give a single SELECT that only reads, such as 'SELECT * FROM customers'.")));
    pg_unreachable();
}

SPIPlanPtr prepare(const text* query, const ReadOptions& options) {
    const char* sql = text_to_cstring(query);
    SPIPlanPtr plan = SPI_prepare_cursor(sql, 0, nullptr, options.workers > 0 ? CURSOR_OPT_PARALLEL_OK : 0);
    if (plan == nullptr || !SPI_is_cursor_plan(plan)) refuse(sql);
    // why: rows also come from INSERT ... RETURNING, EXPLAIN and the like, which have not run yet.
    const auto* source = static_cast<const CachedPlanSource*>(linitial(SPI_plan_get_plan_sources(plan)));
    const auto* statement = linitial_node(Query, source->query_list);
    if (statement->commandType != CMD_SELECT || statement->hasModifyingCTE) refuse(sql);
    return plan;
}

bool is_keys(const FormData_pg_attribute* attribute, const ReadOptions& options) {
    return options.spread != nullptr && attribute->atttypid == INT8ARRAYOID && strcmp(NameStr(attribute->attname), "record keys") == 0;
}

bool is_spread(const FormData_pg_attribute* attribute, const ReadOptions& options) {
    return options.spread != nullptr && attribute->atttypid == TEXTARRAYOID && strcmp(NameStr(attribute->attname), "cells") == 0;
}

// Tells the sink what cells it will get; gives how many.
std::size_t tell_columns(TupleDesc desc, const QuerySink& sink, const ReadOptions& options) {
    const auto most = static_cast<std::size_t>(desc->natts) + static_cast<std::size_t>(options.spread_count);
    auto** names = static_cast<const char**>(palloc0(most * sizeof(char*)));
    auto** types = static_cast<const char**>(palloc0(most * sizeof(char*)));
    std::size_t n = 0;
    for (int i = 0; i < desc->natts; i++) {
        const Form_pg_attribute attribute = TupleDescAttr(desc, i);
        const bool spread = is_spread(attribute, options);
        for (int s = 0; spread && s < options.spread_count; s++) {
            names[n] = options.spread[s];
            types[n++] = "text";
        }
        if (spread) continue;
        names[n] = NameStr(attribute->attname);
        types[n++] = format_type_be(attribute->atttypid);
    }
    CDP_TRY(sink.begin(sink.self, n, names, types));
    return n;
}

// The elements of an array as cells.
void spread(Datum value, bool is_null, int count, Cell* cells) {
    ArrayType* const array = is_null ? nullptr : DatumGetArrayTypeP(value);
    const int n = is_null ? 0 : ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
    if (n != count) elog(ERROR, "a row has %d cells, not %d", n, count);
    if (n == 0) return;
    // why: deconstruct_array allocates, for each of very many rows.
    const bits8* const present = ARR_NULLBITMAP(array);
    char* at = ARR_DATA_PTR(array);
    for (int i = 0; i < n; i++) {
        cells[i] = Cell();
        if (present != nullptr && (present[i / 8] & 1 << i % 8) == 0) continue;
        cells[i] = view_of_datum(PointerGetDatum(at));
        at = reinterpret_cast<char*>(att_align_nominal(att_addlength_pointer(at, -1, at), TYPALIGN_INT));
    }
}

// Takes rows from the executor and hands them on. Plain data: no destructor.
class RowReader : public DestReceiver {
public:
    RowReader(const QuerySink& sink, const ReadOptions& options) : DestReceiver(), sink_(&sink), options_(&options) {
        receiveSlot = [](TupleTableSlot* slot, DestReceiver* self) { return static_cast<RowReader*>(self)->receive(slot); };
        rStartup = [](DestReceiver* self, int, TupleDesc desc) { static_cast<RowReader*>(self)->begin(desc); };
        rShutdown = [](DestReceiver* self) { static_cast<RowReader*>(self)->flush(); };
        rDestroy = [](DestReceiver*) {};
        mydest = DestTuplestore;
        outer_ = error_context_stack;
        row_context_ = AllocSetContextCreate(CurrentMemoryContext, "cdp row", ALLOCSET_DEFAULT_SIZES);
        batch_context_ = AllocSetContextCreate(CurrentMemoryContext, "cdp rows", ALLOCSET_DEFAULT_SIZES);
        batch_ = static_cast<HeapTuple*>(palloc(kBatchRows * sizeof(HeapTuple)));
    }

private:
    void begin(TupleDesc desc) {
        desc_ = desc;
        n_ = static_cast<std::size_t>(desc->natts);
        std::size_t cells = 0;
        outside([&] { cells = tell_columns(desc, *sink_, *options_); });
        columns_ = static_cast<Column*>(palloc0(n_ * sizeof(Column)));
        values_ = static_cast<Datum*>(palloc0(n_ * sizeof(Datum)));
        nulls_ = static_cast<bool*>(palloc0(n_ * sizeof(bool)));
        cells_ = static_cast<Cell*>(palloc0(cells * sizeof(Cell)));
        numbers_ = static_cast<Number*>(palloc0(n_ * sizeof(Number)));
        all_numbers_ = sink_->numbers != nullptr;
        all_plain_ = true;
        for (std::size_t i = 0; i < n_; i++) {
            const Form_pg_attribute attribute = TupleDescAttr(desc, static_cast<int>(i));
            columns_[i] = describe(attribute->atttypid);
            if (is_spread(attribute, *options_)) columns_[i].spread = options_->spread_count;
            columns_[i].is_keys = is_keys(attribute, *options_);
            all_numbers_ = all_numbers_ && is_number(columns_[i].type);
            all_plain_ = all_plain_ && is_plain(columns_[i]);
        }
    }

    // False when no more rows are wanted.
    bool receive(TupleTableSlot* slot) {
        if (all_plain_) {
            slot_getallattrs(slot);
            more_ = hand_on(slot->tts_values, slot->tts_isnull);
            if (++count_ == kBatchRows) after_batch();
            return more_;
        }
        MemoryContext before = MemoryContextSwitchTo(batch_context_);
        batch_[count_] = ExecCopySlotHeapTuple(slot);
        MemoryContextSwitchTo(before);
        bytes_ += batch_[count_]->t_len;
        if (++count_ == kBatchRows || bytes_ >= kBatchBytes) flush();
        return more_;
    }

    void flush() {
        if (!all_plain_ && count_ > 0) {
            const int level = fix_output_settings();
            for (int i = 0; i < count_ && more_; i++) {
                heap_deform_tuple(batch_[i], desc_, values_, nulls_);
                more_ = hand_on(values_, nulls_);
            }
            AtEOXact_GUC(true, level);
            MemoryContextReset(batch_context_);
        }
        after_batch();
    }

    void after_batch() {
        count_ = 0;
        bytes_ = 0;
        if (options_->after_batch != nullptr) outside([&] { options_->after_batch(options_->argument); });
    }

    // why: what is wrong for us is no error of the statement, and is told without it.
    template <class Body>
    void outside(const Body& body) {
        ErrorContextCallback* const inner = error_context_stack;
        error_context_stack = outer_;
        body();
        error_context_stack = inner;
    }

    bool hand_on(const Datum* values, const bool* nulls) {
        bool more = false;
        outside([&] { more = all_numbers_ ? hand_numbers(values, nulls) : hand_cells(values, nulls); });
        return more;
    }

    bool hand_numbers(const Datum* values, const bool* nulls) {
        bool more = false;
        for (std::size_t i = 0; i < n_; i++) numbers_[i] = nulls[i] ? Number() : number_of(columns_[i].type, values[i]);
        CDP_TRY(more = sink_->numbers(sink_->self, numbers_));
        return more;
    }

    bool hand_cells(const Datum* values, const bool* nulls) {
        bool more = false;
        MemoryContext before = MemoryContextSwitchTo(row_context_);
        Cell* cell = cells_;
        for (std::size_t i = 0; i < n_; i++) {
            if (columns_[i].spread >= 0) {
                spread(values[i], nulls[i], columns_[i].spread, cell);
                cell += columns_[i].spread;
            } else {
                *cell++ = nulls[i] ? Cell() : cell_of(&columns_[i], values[i]);
            }
        }
        MemoryContextSwitchTo(before);
        CDP_TRY(more = sink_->row(sink_->self, cells_));
        MemoryContextReset(row_context_);
        return more;
    }

    const QuerySink* sink_;
    const ReadOptions* options_;
    ErrorContextCallback* outer_;  // what is told about errors that are not the query's
    TupleDesc desc_;
    std::size_t n_;
    Column* columns_;
    Datum* values_;
    bool* nulls_;
    Cell* cells_;
    Number* numbers_;
    bool all_numbers_, all_plain_;
    bool more_ = true;
    HeapTuple* batch_;
    int count_ = 0;
    Size bytes_ = 0;
    MemoryContext row_context_, batch_context_;
};
static_assert(std::is_trivially_destructible_v<RowReader>);  // errors jump over it

}  // namespace

void read_query(const text* query, const QuerySink& sink, const ReadOptions& options) {
    require_utf8();
    SPI_connect();
    SPIExecuteOptions execute{};
    RowReader reader(sink, options);
    execute.dest = &reader;
    execute.read_only = options.read_only;
    const int level = limit_workers(options.workers);
    SPI_execute_plan_extended(prepare(query, options), &execute);
    AtEOXact_GUC(true, level);
    SPI_finish();
}

void read_keys(const KeyTables& tables, const link::KeyFilter& wanted, std::pmr::memory_resource* memory, const QuerySink& sink, const ReadOptions& options) {
    require_utf8();
    RowReader reader(sink, options);
    scan_keys(tables, wanted, memory, &reader);
}

}  // namespace cdp::pg
