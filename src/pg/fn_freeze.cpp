// SPDX-License-Identifier: PostgreSQL
// SQL functions of models that are frozen: freeze_model, _held_model, _hold_model, _block_keys, _keys_without.
#include <algorithm>

#include "pg/array_args.hpp"
#include "pg/engine_call.hpp"
#include "pg/engine_rows.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

Datum keys_datum(const uint64* begin, const uint64* end) {
    const auto n = static_cast<std::size_t>(end - begin);
    auto* elements = static_cast<Datum*>(palloc(Max(n, 1) * sizeof(Datum)));
    for (std::size_t i = 0; i < n; i++) elements[i] = UInt64GetDatum(begin[i]);
    return PointerGetDatum(construct_array(elements, static_cast<int>(n), INT8OID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

// The keys of a record as bigint[], made in the row's context. `keys` is scratch.
Datum keys_of(const cluster::Engine* engine, link::Record r, std::vector<link::Key>* keys, MemoryContext context) {
    CDP_TRY(engine->block_keys().of(r, *keys));
    MemoryContext before = MemoryContextSwitchTo(context);
    const Datum array = keys_datum(keys->data(), keys->data() + keys->size());
    MemoryContextSwitchTo(before);
    return array;
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

// Keys ascend as hashes do, which have no sign.
CDP_FUNCTION(cdp_keys_without) {
    const NumberArrayArg<uint64> keys(fcinfo, 0, "keys"), others(fcinfo, 1, "others");
    const auto all = keys.values(), less = others.values();
    auto* const kept = static_cast<uint64*>(palloc(Max(all.size(), 1) * sizeof(uint64)));
    PG_RETURN_DATUM(keys_datum(kept, std::set_difference(all.begin(), all.end(), less.begin(), less.end(), kept)));
}

CDP_FUNCTION(cdp_freeze_model) {
    EngineCall call("cdp.freeze_model");
    call.require_model(fcinfo, 1);
    call.run(fcinfo, 0, &cdp::cluster::Engine::run_freeze);
    return call.end_with_model();
}

CDP_FUNCTION(cdp_held_model) {
    const int64 number = held_model(view_of_datum(PG_GETARG_DATUM(0)), PG_GETARG_JSONB_P(1));
    if (number == 0) PG_RETURN_NULL();
    PG_RETURN_INT64(number);
}

CDP_FUNCTION(cdp_hold_model) {
    require_utf8();
    if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_NULL();
    const ModelSource source{view_of_datum(PG_GETARG_DATUM(0)), PG_GETARG_JSONB_P(1), PG_ARGISNULL(2) ? nullptr : PG_GETARG_TEXT_PP(2), false};
    PG_RETURN_INT64(hold_model(source, PG_ARGISNULL(3) ? nullptr : text_to_cstring(PG_GETARG_TEXT_PP(3))));
}

CDP_FUNCTION(cdp_block_keys) {
    EngineCall call("cdp._block_keys");
    call.use_held(fcinfo, 1);
    call.take_columns(fcinfo, 2);
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
