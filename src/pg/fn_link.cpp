// SPDX-License-Identifier: PostgreSQL
// SQL functions of the linkage engine: link, dedupe, resolve_records, suggest_model, train_model,
// block_statistics, last_run.
#include "core/score/model_json.hpp"

#include "pg/engine_call.hpp"
#include "pg/rows.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

using cluster::Engine;

// The levels of a pair as smallint[], made in the row's context.
Datum levels_of(const Engine* engine, const link::Link& l, link::Scorer::Scratch* scratch, MemoryContext context) {
    const std::size_t n = engine->model().comparisons.size();
    score::Pattern pattern;
    CDP_TRY(pattern = engine->scorer().pattern(l.a, l.b, *scratch));
    MemoryContext before = MemoryContextSwitchTo(context);
    auto* elements = static_cast<Datum*>(palloc(n * sizeof(Datum)));
    for (std::size_t c = 0; c < n; c++) elements[c] = Int16GetDatum(static_cast<int16>(pattern.level(c)));
    ArrayType* array = construct_array(elements, static_cast<int>(n), INT2OID, 2, true, TYPALIGN_SHORT);
    MemoryContextSwitchTo(before);
    return PointerGetDatum(array);
}

link::Scorer::Scratch* make_scratch(const Engine* engine) {
    return make_handle<link::Scorer::Scratch>(CurrentMemoryContext, engine->scorer());
}

void set_weight(Rows& rows, int column, const link::Link& l) {
    const double weight = score::from_bits(l.weight);
    rows.set_float(column, weight);
    rows.set_float(column + 1, score::probability(weight));
}

Datum model_result(const Engine* engine) {
    TextResult json;
    CDP_TRY(json.assign(score::write_model(engine->model())));
    return DirectFunctionCall1(jsonb_in, CStringGetDatum(text_to_cstring(json.get())));
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_link) {
    EngineCall call("cdp.link");
    call.take_model(fcinfo, 1);
    call.take_threshold(fcinfo, 2);
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &Engine::run_link);
    const Engine* engine = call.engine();
    auto* scratch = make_scratch(engine);
    for (const auto& l : engine->links()) {
        rows.set_text(0, engine->raw().source(l.a));
        rows.set_text(1, engine->raw().id(l.a), true);
        rows.set_text(2, engine->raw().source(l.b));
        rows.set_text(3, engine->raw().id(l.b), true);
        set_weight(rows, 4, l);
        rows.set(6, levels_of(engine, l, scratch, rows.context()));
        rows.put();
    }
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_dedupe) {
    EngineCall call("cdp.dedupe");
    call.take_model(fcinfo, 1);
    call.take_threshold(fcinfo, 2);
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &Engine::run_dedupe);
    const Engine* engine = call.engine();
    for (cdp::link::Record r = 0; r < engine->clusters().size(); r++) {
        rows.set_text(0, engine->raw().source(r));
        rows.set_text(1, engine->raw().id(r), true);
        rows.set_int(2, static_cast<int64>(engine->clusters()[r]) + 1);
        rows.put();
    }
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_resolve_records) {
    EngineCall call("cdp.resolve_records");
    call.take_model(fcinfo, 1);
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &Engine::run_dedupe);
    const Engine* engine = call.engine();
    for (cdp::link::Record r = 0; r < engine->clusters().size(); r++) {
        rows.set_text(0, engine->raw().source(r));
        rows.set_text(1, engine->raw().id(r), true);
        rows.set_int(2, static_cast<int64>(engine->clusters()[r]) + 1);
        rows.put();
    }
    auto* scratch = make_scratch(engine);
    for (const auto& l : engine->links()) {
        rows.set_text(0, engine->raw().source(l.a));
        rows.set_text(1, engine->raw().id(l.a), true);
        rows.set_text(3, engine->raw().source(l.b));
        rows.set_text(4, engine->raw().id(l.b), true);
        set_weight(rows, 5, l);
        rows.set(7, levels_of(engine, l, scratch, rows.context()));
        rows.put();
    }
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_suggest_model) {
    EngineCall call("cdp.suggest_model");
    call.take_kinds(fcinfo, 1);
    call.run(fcinfo, 0, &Engine::run_suggest);
    return model_result(call.engine());
}

CDP_FUNCTION(cdp_train_model) {
    EngineCall call("cdp.train_model");
    call.take_model(fcinfo, 1);
    call.run(fcinfo, 0, &Engine::run_train);
    if (!call.engine()->report().converged && call.engine()->report().iterations > 0)
        ereport(WARNING, (errmsg("training did not converge in %d iterations", call.engine()->report().iterations),
                          errhint("The model is usable; look at its weights with cdp.compare_records first.")));
    return model_result(call.engine());
}

CDP_FUNCTION(cdp_block_statistics) {
    EngineCall call("cdp.block_statistics");
    call.take_model(fcinfo, 1);
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &Engine::run_blocks);
    const Engine* engine = call.engine();
    int64 cumulative = 0;
    for (std::size_t r = 0; r < engine->statistics().size(); r++) {
        const auto& rule = engine->statistics()[r];
        TextResult name, key;
        CDP_TRY(name.assign(engine->rule_text(r)); key.assign(engine->largest_key(r)));
        cumulative += static_cast<int64>(rule.added);
        rows.set(0, name.datum());
        rows.set_int(1, static_cast<int64>(rule.pairs));
        rows.set_int(2, static_cast<int64>(rule.added));
        rows.set_int(3, cumulative);
        rows.set_int(4, static_cast<int64>(rule.blocks));
        rows.set_int(5, static_cast<int64>(rule.largest));
        if (rule.largest > 0) rows.set(6, key.datum());
        rows.set_int(7, static_cast<int64>(rule.oversized_blocks));
        rows.set_int(8, static_cast<int64>(rule.oversized_records));
        rows.set_float(9, rule.skipped_pairs);
        rows.put();
    }
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_last_run) {
    Rows rows(fcinfo);
    const LastRun& run = last_run();
    if (run.any) {
        rows.set_text(0, run.name);
        rows.set_int(1, run.records);
        rows.set_int(2, run.compared);
        rows.set_int(3, run.links);
        rows.set_int(4, run.clusters);
        rows.set_float(5, run.seconds);
        rows.set_int(6, run.peak_bytes);
        rows.put();
    }
    PG_RETURN_NULL();
}
