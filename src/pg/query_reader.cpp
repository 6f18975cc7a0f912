// SPDX-License-Identifier: PostgreSQL
#include "pg/query_reader.hpp"

#include "pg/args.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

constexpr long kFetch = 1000;

using Cell = std::optional<std::string_view>;

// How the values of one column become text.
struct Column {
    Oid type;
    bool is_text;  // bytes are the text
    FmgrInfo output;
};

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

// ISO text of a date or timestamp: the session's DateStyle must not decide what a value is.
const char* iso_text(Oid type, Datum value) {
    char* out = static_cast<char*>(palloc(MAXDATELEN + 1));
    struct pg_tm tm {};
    if (type == DATEOID) {
        const DateADT date = DatumGetDateADT(value);
        if (DATE_NOT_FINITE(date)) return nullptr;
        j2date(date + POSTGRES_EPOCH_JDATE, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
        EncodeDateOnly(&tm, USE_ISO_DATES, out);
        return out;
    }
    const Timestamp stamp = DatumGetTimestamp(value);
    fsec_t fraction;
    int zone = 0;
    const char* name = nullptr;
    if (TIMESTAMP_NOT_FINITE(stamp)) return nullptr;
    if (timestamp2tm(stamp, type == TIMESTAMPTZOID ? &zone : nullptr, &tm, &fraction,
                     type == TIMESTAMPTZOID ? &name : nullptr, nullptr) != 0)
        ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("timestamp out of range")));
    EncodeDateTime(&tm, fraction, type == TIMESTAMPTZOID, zone, name, USE_ISO_DATES, out);
    return out;
}

Cell cell_of(Column* column, Datum value) {
    if (column->is_text) return view_of_datum(value);
    const char* text = column->type == DATEOID || column->type == TIMESTAMPOID || column->type == TIMESTAMPTZOID
                           ? iso_text(column->type, value)
                           : OutputFunctionCall(&column->output, value);
    return text == nullptr ? Cell() : Cell(text);
}

Portal open_cursor(const text* query) {
    char* sql = text_to_cstring(query);
    SPIPlanPtr plan = SPI_prepare(sql, 0, nullptr);
    if (plan == nullptr)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                        errmsg("could not prepare the query: %s", SPI_result_code_string(SPI_result)),
                        errhint("Give one SELECT whose first column is the id of the record.")));
    if (!SPI_is_cursor_plan(plan))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the query does not return rows"),
                        errdetail("It is \"%.200s\".", sql),
                        errhint("Give one SELECT whose first column is the id of the record.")));
    Portal portal = SPI_cursor_open(nullptr, plan, nullptr, nullptr, false);
    // why: nothing has run yet, so a query that writes is refused before it does.
    if (portal->strategy != PORTAL_ONE_SELECT)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the query is not a plain SELECT"),
                        errdetail("It is \"%.200s\".", sql),
                        errhint("Give one SELECT whose first column is the id of the record.")));
    return portal;
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

}  // namespace

void read_query(const text* query, const QuerySink& sink) {
    require_utf8();
    SPI_connect();
    Portal portal = open_cursor(query);
    TupleDesc desc = portal->tupDesc;
    if (desc == nullptr || desc->natts < 1)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the query has no column"),
                        errhint("The first column is the id of the record.")));
    tell_columns(desc, sink);
    const auto n = static_cast<std::size_t>(desc->natts);
    auto* columns = static_cast<Column*>(palloc0(n * sizeof(Column)));
    auto* values = static_cast<Datum*>(palloc0(n * sizeof(Datum)));
    auto* nulls = static_cast<bool*>(palloc0(n * sizeof(bool)));
    auto* cells = static_cast<Cell*>(palloc0(n * sizeof(Cell)));
    for (std::size_t i = 0; i < n; i++) columns[i] = describe(TupleDescAttr(desc, static_cast<int>(i))->atttypid);

    MemoryContext row_context = AllocSetContextCreate(CurrentMemoryContext, "cdp row", ALLOCSET_DEFAULT_SIZES);
    for (;;) {
        SPI_cursor_fetch(portal, true, kFetch);
        if (SPI_processed == 0) break;
        for (uint64 r = 0; r < SPI_processed; r++) {
            heap_deform_tuple(SPI_tuptable->vals[r], SPI_tuptable->tupdesc, values, nulls);
            MemoryContext before = MemoryContextSwitchTo(row_context);
            for (std::size_t i = 0; i < n; i++) cells[i] = nulls[i] ? Cell() : cell_of(&columns[i], values[i]);
            MemoryContextSwitchTo(before);
            CDP_TRY(sink.row(sink.self, cells));
            MemoryContextReset(row_context);
        }
        SPI_freetuptable(SPI_tuptable);
    }
    SPI_cursor_close(portal);
    SPI_finish();
}

}  // namespace cdp::pg
