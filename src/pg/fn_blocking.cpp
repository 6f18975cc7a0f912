// SPDX-License-Identifier: PostgreSQL
// SQL functions about blocking rules: blocking_recall, suggest_blocking.
#include "pg/engine_call.hpp"
#include "pg/rows.hpp"

#include "pg/compat.hpp"

using namespace cdp::pg;

CDP_FUNCTION(cdp_blocking_recall) {
    EngineCall call("cdp.blocking_recall");
    call.take_model(fcinfo, 1);
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &cdp::cluster::Engine::run_recall);
    const auto* engine = call.engine();
    const auto& recall = engine->recall_of_rules();
    const double all = recall.found + recall.missed.value_or(0);
    for (std::size_t r = 0; r < recall.rules.size(); r++) {
        TextResult name;
        CDP_TRY(name.assign(engine->rule_text(r)));
        rows.set(0, name.datum());
        rows.set_float(1, recall.rules[r].matches);
        rows.set_float(2, recall.rules[r].only);
        if (recall.missed.has_value()) rows.set_float(3, recall.rules[r].matches / all);
        rows.put();
    }
    rows.set_float(1, recall.found);
    if (recall.missed.has_value()) rows.set_float(3, recall.found / all);
    rows.put();
    call.end();
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_suggest_blocking) {
    EngineCall call("cdp.suggest_blocking");
    call.take_model(fcinfo, 1);
    call.run(fcinfo, 0, &cdp::cluster::Engine::run_rules);
    return call.end_with_model();
}
