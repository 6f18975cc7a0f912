// SPDX-License-Identifier: PostgreSQL
// cdp.guess_kinds: reads rows of a query and tells the semantic kind of each column.
#include <vector>

#include "core/link/column_sampler.hpp"

#include "pg/args.hpp"
#include "pg/guc.hpp"
#include "pg/query_reader.hpp"
#include "pg/rows.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// Rows for the sampler, until it has enough.
struct SamplerSink {
    explicit SamplerSink(std::size_t memory_limit) : sampler(memory_limit) {}

    void begin(std::size_t columns, const char* const* column_names, const char* const* type_names) {
        names.assign(column_names, column_names + columns);
        types.assign(type_names, type_names + columns);
        cells.resize(columns);
        for (std::size_t i = 0; i < columns; i++) sampler.add_column(names[i], types[i]);
    }

    bool row(const std::optional<std::string_view>* all) {
        for (std::size_t i = 0; i < cells.size(); i++) cells[i] = all[i].value_or(std::string_view());
        return sampler.add_row(cells);
    }

    link::ColumnSampler sampler;
    std::vector<std::string> names, types;
    std::vector<std::string_view> cells;
};

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_guess_kinds) {
    auto* sink = make_handle<SamplerSink>(CurrentMemoryContext, static_cast<std::size_t>(guc_memory_mb) << 20);
    Rows rows(fcinfo);
    read_query(PG_GETARG_TEXT_PP(0), sink_of(sink));
    const cdp::link::KindGuess* guesses = nullptr;
    CDP_TRY(guesses = sink->sampler.finish(backend_token()).data());
    for (std::size_t c = 0; c < sink->names.size(); c++) {
        const cdp::link::KindGuess& guess = guesses[c];
        rows.set_text(0, sink->names[c]);
        rows.set_text(1, sink->types[c]);
        if (guess.kind) rows.set_text(2, cdp::text::kind_name(*guess.kind));
        rows.set_float(3, guess.confidence);
        rows.set_text(4, guess.reason);
        rows.put();
    }
    PG_RETURN_NULL();
}
