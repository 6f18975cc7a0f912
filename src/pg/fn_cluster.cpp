// SPDX-License-Identifier: PostgreSQL
// SQL functions that tell of clusters: cluster_conflicts, cluster_statistics, cluster_growth.
#include "pg/engine_call.hpp"
#include "pg/engine_rows.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

using cluster::ClusterProfile;
using cluster::Engine;

struct SuspicionName {
    unsigned char bit;
    const char* name;
};

constexpr const char* kGrowthEvents[] = {"must_link", "join", "refused", "apart", "weakest_link", "bridge", "articulation_point"};

constexpr SuspicionName kSuspicions[] = {
    {cluster::kIdentifiers, "identifiers"}, {cluster::kDuplicates, "duplicates"}, {cluster::kBridge, "bridge"},
    {cluster::kCloseJoin, "close_join"},    {cluster::kOversized, "oversized"},   {cluster::kCut, "cut"},
};

Datum suspicions_of(const ClusterProfile& profile, MemoryContext context) {
    MemoryContext before = MemoryContextSwitchTo(context);
    Datum elements[lengthof(kSuspicions)];
    int n = 0;
    for (const auto& [bit, name] : kSuspicions)
        if ((profile.suspicions & bit) != 0) elements[n++] = CStringGetTextDatum(name);
    ArrayType* array = construct_array(elements, n, TEXTOID, -1, false, TYPALIGN_INT);
    MemoryContextSwitchTo(before);
    return PointerGetDatum(array);
}

void set_bits(Rows& rows, int column, score::Bits bits) {
    if (bits != ClusterProfile::kUnknown) rows.set_float(column, score::from_bits(bits));
}

// query, model, threshold, decisions: as both functions take them.
void run_clusters(EngineCall& call, FunctionCallInfo fcinfo, Phase phase) {
    call.take_model(fcinfo, 1);
    call.take_threshold(fcinfo, 2);
    call.take_decisions(fcinfo, 3);
    call.run(fcinfo, 0, phase);
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_cluster_conflicts) {
    EngineCall call("cdp.cluster_conflicts");
    Rows rows(fcinfo);
    run_clusters(call, fcinfo, &Engine::run_dedupe);
    const Engine* engine = call.engine();
    for (const auto& conflict : engine->conflicts()) {
        set_reason(rows, 0, engine, conflict.rule, conflict.limit, conflict.left);
        rows.set_float(2, cdp::score::from_bits(conflict.linkage));
        set_record(rows, 3, engine, conflict.left);
        rows.set_int(5, cluster_number(conflict.left_cluster));
        set_record(rows, 6, engine, conflict.right);
        rows.set_int(8, cluster_number(conflict.right_cluster));
        rows.put();
    }
    call.end();
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_cluster_statistics) {
    EngineCall call("cdp.cluster_statistics");
    Rows rows(fcinfo);
    run_clusters(call, fcinfo, &Engine::run_profiles);
    const Engine* engine = call.engine();
    for (const auto& profile : engine->profiles()) {
        rows.set_int(0, cluster_number(profile.cluster));
        rows.set_int(1, profile.size);
        rows.set_int(2, static_cast<int64>(profile.links));
        rows.set_float(3, profile.density());
        set_bits(rows, 4, profile.weakest_link);
        set_bits(rows, 5, profile.mean);
        set_bits(rows, 6, profile.weakest_pair);
        set_bits(rows, 7, profile.last_join);
        rows.set_int(8, profile.bridges);
        rows.set_int(9, profile.articulation_points);
        rows.set(10, suspicions_of(profile, rows.context()));
        if (profile.identifier >= 0)
            rows.set_text(11, engine->model().attributes[static_cast<std::size_t>(profile.identifier)].name);
        if (profile.left != profile.right) {
            set_record(rows, 12, engine, profile.left);
            set_record(rows, 14, engine, profile.right);
        }
        rows.put();
    }
    call.end();
    PG_RETURN_NULL();
}

CDP_FUNCTION(cdp_cluster_growth) {
    EngineCall call("cdp.cluster_growth");
    Rows rows(fcinfo);
    run_clusters(call, fcinfo, &Engine::run_growth);
    const Engine* engine = call.engine();
    int step = 0;
    for (const auto& s : engine->growth()) {
        rows.set(0, Int32GetDatum(++step));
        rows.set_text(1, kGrowthEvents[static_cast<std::size_t>(s.event)]);
        set_record(rows, 2, engine, s.left);
        if (s.left != s.right) set_record(rows, 4, engine, s.right);
        set_bits(rows, 6, s.linkage);
        set_bits(rows, 7, s.weight);
        if (s.left_size > 0) {
            rows.set(8, Int32GetDatum(static_cast<int32>(s.left_size)));
            rows.set(9, Int32GetDatum(static_cast<int32>(s.right_size)));
        }
        if (s.event == cdp::cluster::GrowthEvent::kRefused) set_reason(rows, 10, engine, s.rule, s.limit, s.left);
        rows.put();
    }
    call.end();
    PG_RETURN_NULL();
}
