// SPDX-License-Identifier: PostgreSQL
// SQL functions of the linkage engine: link, _link_changed, dedupe, resolve_records, _resolve_scope, suggest_model, block_statistics,
// last_run, last_run_phases.
#include "pg/engine_call.hpp"
#include "pg/engine_rows.hpp"

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

// A row for each record: source, id, cluster.
void put_members(Rows& rows, EngineCall& call) {
    const Engine* engine = call.engine();
    for (link::Record r = 0; r < engine->clusters().size(); r++) {
        call.written(r, engine->clusters().size());
        set_record(rows, 0, engine, r);
        rows.set_int(2, cluster_number(engine->clusters()[r]));
        rows.put();
    }
}

// A row for each link: the left record in the first columns, the right one from `right` on, then weight,
// probability and levels.
void put_links(Rows& rows, EngineCall& call, const Vec<link::Link>& links, int right) {
    const Engine* engine = call.engine();
    std::size_t done = 0;
    auto* scratch = make_handle<link::Scorer::Scratch>(CurrentMemoryContext, engine->scorer());
    for (const auto& l : links) {
        call.written(done++, links.size());
        const double weight = score::from_bits(l.weight);
        set_record(rows, 0, engine, l.a);
        set_record(rows, right, engine, l.b);
        rows.set_float(right + 2, weight);
        rows.set_float(right + 3, score::probability(weight));
        rows.set(right + 4, levels_of(engine, l, scratch, rows.context()));
        rows.put();
    }
}

// A row for each conflict: a record of each side that shows it, linkage, reason.
void put_conflicts(Rows& rows, const Engine* engine) {
    for (const auto& conflict : engine->conflicts()) {
        const double linkage = score::from_bits(conflict.linkage);
        set_record(rows, 0, engine, conflict.left);
        rows.set_int(2, cluster_number(conflict.left_cluster));
        set_record(rows, 3, engine, conflict.right);
        rows.set_float(5, linkage);
        rows.set_float(6, score::probability(linkage));
        set_reason(rows, 8, engine, conflict.rule, conflict.limit, conflict.left);
        rows.put();
    }
}

// A row for each record: its number, source, id, cluster and, of the first of a cluster, how sure that is. Then one for each conflict:
// the numbers of a record of each side, linkage, reason.
void put_numbered(Rows& rows, EngineCall& call) {
    const Engine* engine = call.engine();
    for (link::Record r = 0; r < engine->clusters().size(); r++) {
        call.written(r, engine->clusters().size());
        rows.set_int(0, call.number(r));
        set_record(rows, 1, engine, r);
        rows.set_int(3, cluster_number(engine->clusters()[r]));
        if (const auto sure = engine->confidences()[r]; sure != cluster::kUnlinked)
            rows.set_float(4, sure == cluster::kCertain ? 1 : score::probability(score::from_bits(sure)));
        rows.put();
    }
    for (const auto& conflict : engine->conflicts()) {
        rows.set_int(0, call.number(conflict.left));
        rows.set_int(5, call.number(conflict.right));
        rows.set_float(6, score::from_bits(conflict.linkage));
        set_reason(rows, 7, engine, conflict.rule, conflict.limit, conflict.left);
        rows.put();
    }
}

// What a hub finds must not depend on which other records are there.
void refuse_neighbourhoods(const Engine* engine) {
    if (engine->has_model() && !engine->model().neighbourhoods.empty())
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("model.neighbourhoods: not in a hub"),
                        errdetail("Who is next to whom in a sorted neighbourhood depends on all other records."),
                        errhint("Use blocking rules instead; cdp.link and cdp.dedupe take neighbourhoods.")));
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_link) {
    EngineCall call("cdp.link");
    call.take_model(fcinfo, 1);
    call.take_threshold(fcinfo, 2);
    call.take_train(fcinfo, 3);
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &Engine::run_link);
    put_links(rows, call, call.engine()->links(), 2);
    call.end();
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_link_changed) {
    EngineCall call("cdp._link_changed");
    if (PG_ARGISNULL(5)) ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("columns must not be null")));
    call.take_changed(fcinfo, 0);
    call.take_key_tables(fcinfo, 2, 3);
    call.use_held(fcinfo, 4);
    call.take_columns(fcinfo, 5);
    call.take_beside(fcinfo, 6);
    const auto& thresholds = call.engine()->model().thresholds;
    call.engine()->threshold = Min(thresholds.component, thresholds.review);
    Rows rows(fcinfo);
    call.run(fcinfo, 1, &Engine::run_changed);
    put_links(rows, call, call.engine()->links(), 2);
    call.end();
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_dedupe) {
    EngineCall call("cdp.dedupe");
    call.take_model(fcinfo, 1);
    call.take_threshold(fcinfo, 2);
    call.take_train(fcinfo, 3);
    call.take_decisions(fcinfo, 4);
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &Engine::run_dedupe);
    put_members(rows, call);
    call.end();
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_resolve_records) {
    EngineCall call("cdp.resolve_records");
    call.take_model(fcinfo, 1);
    call.take_decisions(fcinfo, 2);
    refuse_neighbourhoods(call.engine());
    call.engine()->keep_near = true;
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &Engine::run_dedupe);
    put_members(rows, call);
    put_links(rows, call, call.engine()->links(), 3);
    put_links(rows, call, call.engine()->near_links(), 3);
    put_conflicts(rows, call.engine());
    call.end();
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_resolve_scope) {
    EngineCall call("cdp._resolve_scope");
    call.use_held(fcinfo, 1);
    call.take_decisions(fcinfo, 2);
    call.take_columns(fcinfo, 3);
    call.take_beside(fcinfo, 4);
    call.take_numbers("record id");
    refuse_neighbourhoods(call.engine());
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &Engine::run_scope);
    put_numbered(rows, call);
    call.end();
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_suggest_model) {
    EngineCall call("cdp.suggest_model");
    call.take_kinds(fcinfo, 1);
    call.run(fcinfo, 0, &Engine::run_suggest);
    return call.end_with_model();
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
        rows.set_int(9, static_cast<int64>(rule.sub_blocks));
        rows.set_int(10, static_cast<int64>(rule.sub_pairs));
        rows.set_float(11, rule.skipped_pairs);
        rows.put();
    }
    call.end();
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
        rows.set_int(7, run.components);
        rows.set_int(8, run.cut_components);
        rows.set_int(9, run.conflicts);
        rows.set_int(10, run.spilled_bytes);
        rows.put();
    }
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_last_run_phases) {
    Rows rows(fcinfo);
    int step = 0;
    for (const auto& phase : last_run().times.phases()) {
        rows.set(0, Int32GetDatum(++step));
        rows.set_text(1, phase.name);
        rows.set_float(2, phase.seconds);
        rows.set_float(3, phase.cpu_seconds);
        rows.put();
    }
    PG_RETURN_NULL();
}
