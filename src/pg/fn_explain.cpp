// SPDX-License-Identifier: PostgreSQL
// compare_records: the waterfall of one pair.
#include <vector>

#include "core/link/explain.hpp"
#include "core/score/model_json.hpp"

#include "pg/args.hpp"
#include "pg/rows.hpp"

#include "pg/compat.hpp"

using namespace cdp::pg;

CDP_FUNCTION(cdp_compare_records) {
    require_utf8();
    Rows rows(fcinfo);
    const char* texts[3];
    for (int i = 0; i < 3; i++) texts[i] = DatumGetCString(DirectFunctionCall1(jsonb_out, PG_GETARG_DATUM(i)));
    using Steps = std::vector<cdp::link::ExplainStep>;
    Steps* steps = make_handle<Steps>(CurrentMemoryContext);
    CDP_TRY(*steps = cdp::link::explain(cdp::score::read_model(texts[0]), texts[1], texts[2]));
    for (std::size_t i = 0; i < steps->size(); i++) {
        const auto& step = (*steps)[i];
        const bool compared = step.level > 0;
        rows.set(0, Int32GetDatum(static_cast<int32>(i + 1)));
        rows.set_text(1, step.comparison);
        rows.set_text(2, step.left);
        rows.set_text(3, step.right);
        rows.set(4, Int32GetDatum(static_cast<int32>(step.level)));
        rows.set_text(5, step.condition);
        if (compared) {
            rows.set_float(6, step.m);
            rows.set_float(7, step.u);
            rows.set_float(8, step.frequency);
        }
        rows.set_float(9, step.weight);
        rows.set_float(10, step.total);
        rows.put();
    }
    PG_RETURN_NULL();
}
