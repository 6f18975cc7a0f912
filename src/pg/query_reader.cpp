// SPDX-License-Identifier: PostgreSQL
#include "pg/query_reader.hpp"

#include "pg/args.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// Rows fetched at once: as many as fill some memory that is not counted, few at first.
constexpr long kFirstFetch = 4;
constexpr long kMostFetch = 1024;
constexpr std::size_t kFetchBytes = std::size_t{1} << 20;

using Cell = std::optional<std::string_view>;
using Number = std::optional<std::int64_t>;

// How the values of one column become text.
struct Column {
    Oid type;
    bool is_text;  // bytes are the text
    FmgrInfo output;
};

bool is_number(Oid type) { return type == INT2OID || type == INT4OID || type == INT8OID; }

Number number_of(Oid type, Datum value) {
    return type == INT8OID ? DatumGetInt64(value) : type == INT4OID ? DatumGetInt32(value) : DatumGetInt16(value);
}

Column describe(Oid type) {
    Column column{type, type == TEXTOID || type == VARCHAROID || type == BPCHAROID, {}};
    if (!column.is_text) {
        Oid function;
        bool varlena;
        getTypeOutputInfo(type, &function, &varlena);
        fmgr_info(function, &column.output);
    }
    return column;
}

Cell cell_of(Column* column, Datum value) {
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

[[noreturn]] void refuse(const char* sql) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the query is not one SELECT"),
                    errdetail("It is \"%.*s\".", pg_mbcliplen(sql, static_cast<int>(strlen(sql)), 200), sql),
                    errhint("Give a single SELECT that only reads, such as 'SELECT * FROM customers'.")));
    pg_unreachable();
}

Portal open_cursor(const text* query) {
    const char* sql = text_to_cstring(query);
    SPIPlanPtr plan = SPI_prepare(sql, 0, nullptr);
    if (plan == nullptr || !SPI_is_cursor_plan(plan)) refuse(sql);
    Portal portal = SPI_cursor_open(nullptr, plan, nullptr, nullptr, false);
    // why: rows also come from INSERT ... RETURNING, EXPLAIN and the like, which have not run yet.
    if (portal->strategy != PORTAL_ONE_SELECT) refuse(sql);
    return portal;
}

// How many rows to fetch after those in SPI_tuptable: wide rows come one by one.
long next_fetch(long fetched) {
    std::size_t bytes = 0;
    for (uint64 r = 0; r < SPI_processed; r++) bytes += SPI_tuptable->vals[r]->t_len;
    return bytes < kFetchBytes ? Min(2 * fetched, kMostFetch) : Max(fetched / 2, 1);
}

void tell_columns(TupleDesc desc, const QuerySink& sink) {
    const auto n = static_cast<std::size_t>(desc->natts);
    auto** names = static_cast<const char**>(palloc0(n * sizeof(char*)));
    auto** types = static_cast<const char**>(palloc0(n * sizeof(char*)));
    for (std::size_t i = 0; i < n; i++) {
        const Form_pg_attribute attribute = TupleDescAttr(desc, static_cast<int>(i));
        names[i] = NameStr(attribute->attname);
        types[i] = format_type_be(attribute->atttypid);
    }
    CDP_TRY(sink.begin(sink.self, n, names, types));
}

// Takes rows apart and hands them on. Plain data: no destructor.
class RowReader {
public:
    RowReader(TupleDesc desc, Column* columns, const QuerySink& sink)
        : desc_(desc), columns_(columns), sink_(&sink), n_(static_cast<std::size_t>(desc->natts)) {
        values_ = static_cast<Datum*>(palloc0(n_ * sizeof(Datum)));
        nulls_ = static_cast<bool*>(palloc0(n_ * sizeof(bool)));
        cells_ = static_cast<Cell*>(palloc0(n_ * sizeof(Cell)));
        numbers_ = static_cast<Number*>(palloc0(n_ * sizeof(Number)));
        context_ = AllocSetContextCreate(CurrentMemoryContext, "cdp row", ALLOCSET_DEFAULT_SIZES);
    }

    bool row(HeapTuple tuple) {
        bool more = false;
        heap_deform_tuple(tuple, desc_, values_, nulls_);
        MemoryContext before = MemoryContextSwitchTo(context_);
        for (std::size_t i = 0; i < n_; i++) cells_[i] = nulls_[i] ? Cell() : cell_of(&columns_[i], values_[i]);
        MemoryContextSwitchTo(before);
        CDP_TRY(more = sink_->row(sink_->self, cells_));
        MemoryContextReset(context_);
        return more;
    }

    bool numbers(HeapTuple tuple) {
        bool more = false;
        heap_deform_tuple(tuple, desc_, values_, nulls_);
        for (std::size_t i = 0; i < n_; i++) numbers_[i] = nulls_[i] ? Number() : number_of(columns_[i].type, values_[i]);
        CDP_TRY(more = sink_->numbers(sink_->self, numbers_));
        return more;
    }

private:
    TupleDesc desc_;
    Column* columns_;
    const QuerySink* sink_;
    std::size_t n_;
    Datum* values_;
    bool* nulls_;
    Cell* cells_;
    Number* numbers_;
    MemoryContext context_;
};

}  // namespace

void read_query(const text* query, const QuerySink& sink, void (*after_fetch)(void*), void* argument) {
    require_utf8();
    SPI_connect();
    Portal portal = open_cursor(query);
    TupleDesc desc = portal->tupDesc;
    tell_columns(desc, sink);
    const auto n = static_cast<std::size_t>(desc->natts);
    auto* columns = static_cast<Column*>(palloc0(n * sizeof(Column)));
    bool numbers = sink.numbers != nullptr;
    for (std::size_t i = 0; i < n; i++) {
        columns[i] = describe(TupleDescAttr(desc, static_cast<int>(i))->atttypid);
        numbers = numbers && is_number(columns[i].type);
    }
    RowReader reader(desc, columns, sink);
    long fetch = kFirstFetch;
    for (bool more = true; more;) {
        SPI_cursor_fetch(portal, true, fetch);
        more = SPI_processed > 0;
        fetch = next_fetch(fetch);
        const int level = fix_output_settings();
        for (uint64 r = 0; r < SPI_processed && more; r++)
            more = numbers ? reader.numbers(SPI_tuptable->vals[r]) : reader.row(SPI_tuptable->vals[r]);
        AtEOXact_GUC(true, level);
        SPI_freetuptable(SPI_tuptable);
        if (after_fetch != nullptr) after_fetch(argument);
    }
    SPI_cursor_close(portal);
    SPI_finish();
}

}  // namespace cdp::pg
