// SPDX-License-Identifier: PostgreSQL
// evaluate and evaluation_errors: predictions against labels, both given as queries.
#include <cmath>

#include "core/cluster/evaluate.hpp"

#include "pg/args.hpp"
#include "pg/guc.hpp"
#include "pg/pool.hpp"
#include "pg/query_reader.hpp"
#include "pg/rows.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

using cluster::Evaluation;

struct PhaseCall {
    Evaluation* evaluation;
    void (Evaluation::*phase)(JobContext&);
};

// Reads the first two arguments, which must not be null.
Evaluation* read_both(FunctionCallInfo fcinfo) {
    for (int i = 0; i < 2; i++)
        if (PG_ARGISNULL(i))
            ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("%s must not be null", i == 0 ? "predicted" : "labels"),
                            errhint("Give a SELECT of pairs or of clusters.")));
    auto* evaluation = make_handle<Evaluation>(CurrentMemoryContext, memory_budget());
    read_query(PG_GETARG_TEXT_PP(0), sink_of(&evaluation->predicted()));
    read_query(PG_GETARG_TEXT_PP(1), sink_of(&evaluation->labels()));
    return evaluation;
}

void run(const char* name, Evaluation* evaluation, void (Evaluation::*phase)(JobContext&)) {
    PhaseCall call{evaluation, phase};
    ProgressLine progress(name);
    run_in_pool(progress,
                [](JobContext& context, void* argument) {
                    const auto* c = static_cast<PhaseCall*>(argument);
                    (c->evaluation->*c->phase)(context);
                },
                &call);
}

void take_thresholds(Evaluation* evaluation, ArrayType* array) {
    Datum* elements;
    bool* nulls;
    int count;
    deconstruct_array(array, FLOAT8OID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements, &nulls, &count);
    for (int i = 0; i < count; i++)
        if (nulls[i])
            ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a threshold must not be null")));
    CDP_TRY({
        std::vector<double> thresholds;
        for (int i = 0; i < count; i++) thresholds.push_back(DatumGetFloat8(elements[i]));
        evaluation->set_thresholds(std::move(thresholds));
    });
}

void set_optional(Rows& rows, int column, std::optional<double> value) {
    if (value) rows.set_float(column, *value);
}

void set_optional(Rows& rows, int column, std::optional<std::uint64_t> value) {
    if (value) rows.set_int(column, static_cast<int64>(*value));
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_evaluate) {
    Rows rows(fcinfo);
    Evaluation* evaluation = read_both(fcinfo);
    if (!PG_ARGISNULL(2)) take_thresholds(evaluation, PG_GETARG_ARRAYTYPE_P(2));
    run("cdp.evaluate", evaluation, &Evaluation::run);
    for (const auto& row : evaluation->rows()) {
        set_optional(rows, 0, row.threshold);
        rows.set_int(1, static_cast<int64>(row.true_positives));
        rows.set_int(2, static_cast<int64>(row.false_positives));
        rows.set_int(3, static_cast<int64>(row.false_negatives));
        set_optional(rows, 4, row.true_negatives);
        set_optional(rows, 5, row.precision());
        set_optional(rows, 6, row.recall());
        set_optional(rows, 7, row.f1());
        set_optional(rows, 8, row.b3_precision);
        set_optional(rows, 9, row.b3_recall);
        set_optional(rows, 10, row.b3_f1());
        set_optional(rows, 11, row.clusters);
        set_optional(rows, 12, row.true_clusters);
        set_optional(rows, 13, row.exact_clusters);
        set_optional(rows, 14, row.exact_rate());
        rows.set_int(15, static_cast<int64>(row.largest_cluster));
        rows.put();
    }
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_evaluation_errors) {
    Rows rows(fcinfo);
    Evaluation* evaluation = read_both(fcinfo);
    if (!PG_ARGISNULL(2)) {
        const double threshold = PG_GETARG_FLOAT8(2);
        CDP_TRY(evaluation->set_thresholds({threshold}));
    }
    run("cdp.evaluation_errors", evaluation, &Evaluation::run_errors);
    for (const auto& error : evaluation->errors()) {
        rows.set_text(0, error.false_positive ? "false positive" : "false negative");
        rows.set_text(1, evaluation->source(error.left));
        rows.set_text(2, evaluation->id(error.left), true);
        rows.set_text(3, evaluation->source(error.right));
        rows.set_text(4, evaluation->id(error.right), true);
        set_optional(rows, 5, error.weight);
        rows.put();
    }
    PG_RETURN_NULL();
}
