// SPDX-License-Identifier: PostgreSQL
// from_splink, to_splink: models of Splink in and out.
#include "core/score/model_json.hpp"
#include "core/score/splink.hpp"

#include "pg/args.hpp"
#include "pg/memory.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

const char* json_text(FunctionCallInfo fcinfo) { return DatumGetCString(DirectFunctionCall1(jsonb_out, PG_GETARG_DATUM(0))); }

// What was left out is never a secret.
void tell(const score::Warnings* warnings) {
    for (std::size_t i = 0; i < warnings->size(); i++) {
        const char* const detail = (*warnings)[i].detail.c_str();
        ereport(WARNING, (errmsg("%s", (*warnings)[i].message.c_str()), *detail == '\0' ? 0 : errdetail("%s", detail)));
    }
}

Datum json_result(const TextResult& json) { return DirectFunctionCall1(jsonb_in, CStringGetDatum(text_to_cstring(json.get()))); }

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_from_splink) {
    require_utf8();
    const char* settings = json_text(fcinfo);
    const bool strict = PG_GETARG_BOOL(1);
    auto* warnings = make_handle<cdp::score::Warnings>(CurrentMemoryContext);
    TextResult json;
    CDP_TRY(json.assign(cdp::score::write_model(cdp::score::from_splink(settings, strict ? nullptr : warnings))));
    tell(warnings);
    return json_result(json);
}

CDP_FUNCTION(cdp_to_splink) {
    require_utf8();
    const char* model = json_text(fcinfo);
    const char* dialect = text_to_cstring(PG_GETARG_TEXT_PP(1));
    const bool strict = PG_GETARG_BOOL(2);
    auto* warnings = make_handle<cdp::score::Warnings>(CurrentMemoryContext);
    TextResult json;
    CDP_TRY(json.assign(cdp::score::to_splink(cdp::score::read_model(model), dialect, strict ? nullptr : warnings)));
    tell(warnings);
    return json_result(json);
}
