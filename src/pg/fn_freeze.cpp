// SPDX-License-Identifier: PostgreSQL
// SQL functions of models that are frozen: freeze_model, _hold_model, _block_keys, _shares_key.
#include "core/link/key_set.hpp"

#include "pg/array_args.hpp"
#include "pg/engine_call.hpp"
#include "pg/engine_rows.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

// The keys of a record as bigint[], made in the row's context. `keys` is scratch.
Datum keys_of(const cluster::Engine* engine, link::Record r, std::vector<link::Key>* keys, MemoryContext context) {
    CDP_TRY(engine->block_keys().of(r, *keys));
    MemoryContext before = MemoryContextSwitchTo(context);
    const std::size_t n = keys->size();
    auto* elements = static_cast<Datum*>(palloc(Max(n, 1) * sizeof(Datum)));
    for (std::size_t i = 0; i < n; i++) elements[i] = Int64GetDatum(static_cast<int64>((*keys)[i]));
    ArrayType* array = construct_array(elements, static_cast<int>(n), INT8OID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
    MemoryContextSwitchTo(before);
    return PointerGetDatum(array);
}

// The keys that are looked for: made once where they are a constant of the query.
const link::KeySet* wanted_keys(FunctionCallInfo fcinfo) {
    FmgrInfo* const function = fcinfo->flinfo;
    if (function->fn_extra != nullptr) return static_cast<const link::KeySet*>(function->fn_extra);
    const NumberArrayArg<int64> keys(fcinfo, 1, "wanted");
    // why: a variable of PL/pgSQL is no constant, though it is stable within one evaluation.
    const bool same = IsA(lsecond(reinterpret_cast<FuncExpr*>(function->fn_expr)->args), Const);
    const link::KeySet* const set = make_handle<link::KeySet>(same ? function->fn_mcxt : CurrentMemoryContext, keys.values());
    if (same) function->fn_extra = const_cast<link::KeySet*>(set);
    return set;
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_shares_key) {
    const cdp::link::KeySet* const wanted = wanted_keys(fcinfo);
    const NumberArrayArg<int64> keys(fcinfo, 0, "keys");
    PG_RETURN_BOOL(wanted->has_any(keys.values()));
}

CDP_FUNCTION(cdp_freeze_model) {
    EngineCall call("cdp.freeze_model");
    call.require_model(fcinfo, 1);
    call.run(fcinfo, 0, &cdp::cluster::Engine::run_freeze);
    return call.end_with_model();
}

CDP_FUNCTION(cdp_hold_model) {
    require_utf8();
    PG_RETURN_INT64(hold_model(fcinfo, 0));
}

CDP_FUNCTION(cdp_block_keys) {
    EngineCall call("cdp._block_keys");
    call.use_held(fcinfo, 1);
    Rows rows(fcinfo);
    call.run(fcinfo, 0, &cdp::cluster::Engine::run_block_keys);
    const auto* engine = call.engine();
    auto* keys = make_handle<std::vector<cdp::link::Key>>(CurrentMemoryContext);
    for (cdp::link::Record r = 0; r < engine->raw().size(); r++) {
        rows.set_text(0, engine->raw().id(r), true);
        rows.set(1, keys_of(engine, r, keys, rows.context()));
        rows.put();
    }
    call.end();
    PG_RETURN_NULL();
}
