// SPDX-License-Identifier: PostgreSQL
// cdp.guess_kinds: reads rows of a query through a cursor and tells the semantic kind of each column.
// cdp.given_name and cdp.family_name: the parts of a name in one field.
#include "core/link/column_sampler.hpp"
#include "core/link/full_name.hpp"

#include "pg/args.hpp"
#include "pg/guc.hpp"
#include "pg/memory.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

constexpr long kBatch = 1000;

// Opens a cursor on a query that returns rows and has no parameters; raises otherwise.
Portal open_cursor(const char* query) {
    SPIPlanPtr plan = SPI_prepare(query, 0, nullptr);
    if (plan == nullptr || !SPI_is_cursor_plan(plan))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("query does not return rows"),
                        errhint("Pass a single SELECT, such as 'SELECT * FROM customers'.")));
    return SPI_cursor_open(nullptr, plan, nullptr, nullptr, false);
}

void add_columns(link::ColumnSampler* sampler, TupleDesc columns) {
    for (int c = 0; c < columns->natts; c++) {
        const char* name = NameStr(TupleDescAttr(columns, c)->attname);
        const char* type = format_type_be(TupleDescAttr(columns, c)->atttypid);
        CDP_TRY(sampler->add_column(name, type));
    }
}

// Hands the fetched rows over; false once the sampler wants no more. Uses the current context for text forms.
bool add_rows(link::ColumnSampler* sampler, const SPITupleTable* rows, uint64 n) {
    const int columns = rows->tupdesc->natts;
    auto* cells = static_cast<std::string_view*>(palloc(sizeof(std::string_view) * Max(columns, 1)));
    bool more = true;
    for (uint64 r = 0; r < n && more; r++) {
        for (int c = 0; c < columns; c++) {
            const char* value = SPI_getvalue(rows->vals[r], rows->tupdesc, c + 1);
            cells[c] = value == nullptr ? std::string_view() : std::string_view(value);
        }
        CDP_TRY(more = sampler->add_row({cells, static_cast<std::size_t>(columns)}));
    }
    return more;
}

// Reads rows of the query until the sampler has enough. Dates come in ISO form whatever the session's style is.
// Returns the columns, copied to `context`.
TupleDesc read_query(const char* query, link::ColumnSampler* sampler, MemoryContext context) {
    const int guc_level = NewGUCNestLevel();
    set_config_option("datestyle", "ISO, YMD", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
    SPI_connect();
    Portal cursor = open_cursor(query);
    MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "cdp batch", ALLOCSET_DEFAULT_SIZES);
    TupleDesc columns = nullptr;
    for (bool more = true; more;) {
        CHECK_FOR_INTERRUPTS();
        SPI_cursor_fetch(cursor, true, kBatch);
        MemoryContext old = MemoryContextSwitchTo(context);
        if (columns == nullptr) {
            columns = CreateTupleDescCopy(SPI_tuptable->tupdesc);
            add_columns(sampler, columns);
        }
        MemoryContextSwitchTo(batch);
        more = SPI_processed > 0 && add_rows(sampler, SPI_tuptable, SPI_processed);
        MemoryContextSwitchTo(old);
        MemoryContextReset(batch);
        SPI_freetuptable(SPI_tuptable);
    }
    SPI_cursor_close(cursor);
    SPI_finish();
    AtEOXact_GUC(true, guc_level);
    return columns;
}

// One part of a full name; NULL for none.
Datum name_part(FunctionCallInfo fcinfo, std::string link::NameParts::*part) {
    TextArg name(fcinfo, 0);
    TextResult result;
    CDP_TRY({
        const link::NameParts parts = link::split_full_name(name.view());
        if (!(parts.*part).empty()) result.assign(parts.*part);
    });
    if (result.empty()) PG_RETURN_NULL();
    return result.datum();
}

}  // namespace

CDP_FUNCTION(cdp_given_name) { return name_part(fcinfo, &link::NameParts::given); }
CDP_FUNCTION(cdp_family_name) { return name_part(fcinfo, &link::NameParts::family); }

CDP_FUNCTION(cdp_guess_kinds) {
    require_utf8();
    const char* query = text_to_cstring(PG_GETARG_TEXT_PP(0));
    InitMaterializedSRF(fcinfo, 0);
    MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cdp.guess_kinds", ALLOCSET_DEFAULT_SIZES);
    auto* sampler = make_handle<link::ColumnSampler>(context, static_cast<std::size_t>(guc_memory_mb) << 20);
    TupleDesc columns = read_query(query, sampler, context);
    const link::KindGuess* guesses = nullptr;
    CDP_TRY(guesses = sampler->finish(backend_token()).data());
    auto* result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
    for (int c = 0; c < columns->natts; c++) {
        const link::KindGuess& guess = guesses[c];
        bool nulls[5] = {};
        nulls[2] = !guess.kind.has_value();
        const std::string_view kind = guess.kind ? cdp::text::kind_name(*guess.kind) : std::string_view();
        Datum values[5] = {
            CStringGetTextDatum(NameStr(TupleDescAttr(columns, c)->attname)),
            CStringGetTextDatum(format_type_be(TupleDescAttr(columns, c)->atttypid)),
            PointerGetDatum(cstring_to_text_with_len(kind.data(), static_cast<int>(kind.size()))),
            Float8GetDatum(guess.confidence),
            CStringGetTextDatum(guess.reason.c_str()),
        };
        tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
    }
    MemoryContextDelete(context);
    PG_RETURN_NULL();
}

}  // namespace cdp::pg
