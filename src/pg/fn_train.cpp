// SPDX-License-Identifier: PostgreSQL
// train_model: the probabilities of a model, learnt from rows.
#include "pg/args.hpp"
#include "pg/engine_call.hpp"

#include "pg/compat.hpp"

using namespace cdp::pg;

CDP_FUNCTION(cdp_train_model) {
    EngineCall call("cdp.train_model");
    call.take_model(fcinfo, 1);
    cdp::cluster::Engine* engine = call.engine();
    engine->interactions = !PG_ARGISNULL(6) && PG_GETARG_BOOL(6);
    if (!PG_ARGISNULL(3)) engine->prior = PG_GETARG_FLOAT8(3);
    if (!PG_ARGISNULL(4)) engine->recall = PG_GETARG_FLOAT8(4);
    if (!PG_ARGISNULL(5)) {
        const std::string_view rules = DatumGetCString(DirectFunctionCall1(jsonb_out, PG_GETARG_DATUM(5)));
        CDP_TRY(engine->set_rules(rules));
    }
    if (!PG_ARGISNULL(2)) {
        cdp::cluster::EvaluationInput* labels = nullptr;
        CDP_TRY(labels = &engine->labels());
        read_query(PG_GETARG_TEXT_PP(2), sink_of(labels));
    }
    call.run(fcinfo, 0, &cdp::cluster::Engine::run_train);
    if (!engine->report().converged && engine->report().iterations > 0)
        ereport(WARNING, (errmsg("training did not converge in %d iterations", engine->report().iterations),
                          errhint("The model is usable; look at its weights with cdp.compare_records first.")));
    return call.end_with_model();
}
