// SPDX-License-Identifier: PostgreSQL
// dedupe_errors: what cdp.dedupe gets wrong by labels, and why.
#include "core/cluster/dedupe_errors.hpp"

#include "pg/args.hpp"
#include "pg/engine_call.hpp"
#include "pg/rows.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

using cluster::DedupeErrors;
using cluster::Evaluation;

Evaluation* read_labels(FunctionCallInfo fcinfo, std::size_t memory) {
    if (PG_ARGISNULL(1))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("labels must not be null"),
                        errhint("Give a SELECT of the ids and the true clusters, or of labelled pairs.")));
    auto* evaluation = make_handle<Evaluation>(CurrentMemoryContext, memory);
    read_query(PG_GETARG_TEXT_PP(1), sink_of(&evaluation->labels()));
    return evaluation;
}

struct ErrorCall {
    DedupeErrors* errors;
    PhaseTimes* times;
};

void find_errors(const EngineCall& call, DedupeErrors* errors) {
    ErrorCall argument{errors, &call.engine()->times};
    ProgressLine progress("cdp.dedupe_errors");
    run_in_pool(progress,
                [](JobContext& context, void* given) {
                    const auto* c = static_cast<ErrorCall*>(given);
                    context.progress().times = c->times;
                    c->errors->run(context);
                },
                &argument);
}

void put(Rows& rows, const cluster::Engine* engine, const Evaluation* evaluation, const cluster::DedupeError& e) {
    rows.set_text(0, e.false_positive ? "false positive" : "false negative");
    rows.set_text(1, cluster::reason_text(e.reason));
    rows.set_text(2, evaluation->source(e.left));
    rows.set_text(3, evaluation->id(e.left), true);
    rows.set_text(4, evaluation->source(e.right));
    rows.set_text(5, evaluation->id(e.right), true);
    if (e.weight) rows.set_float(6, *e.weight);
    if (e.short_by) rows.set_float(7, *e.short_by);
    if (e.rule) {
        TextResult rule;
        CDP_TRY(rule.assign(engine->rule_text(*e.rule)));
        rows.set(8, rule.datum());
    }
    rows.put();
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_dedupe_errors) {
    Rows rows(fcinfo);
    // The labels and the list of errors have a quarter of the memory, the engine the rest.
    Evaluation* evaluation = read_labels(fcinfo, memory_budget() / 4);
    EngineCall call("cdp.dedupe_errors", memory_budget() / 4 * 3);
    call.take_model(fcinfo, 2);
    call.take_threshold(fcinfo, 3);
    call.run(fcinfo, 0, &cdp::cluster::Engine::run_dedupe);
    auto* errors = make_handle<DedupeErrors>(CurrentMemoryContext, *call.engine(), *evaluation);
    find_errors(call, errors);
    for (const auto& error : errors->errors()) put(rows, call.engine(), evaluation, error);
    call.end();
    PG_RETURN_NULL();
}
