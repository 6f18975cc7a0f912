// SPDX-License-Identifier: PostgreSQL
// What the linkage functions share: an engine owned by a memory context, filled from arguments and a query, and
// run in the pool.
#pragma once

#include "core/cluster/engine.hpp"

#include "pg/guc.hpp"
#include "pg/pool.hpp"
#include "pg/query_reader.hpp"

namespace cdp::pg {

using Phase = void (cluster::Engine::*)(JobContext&);

class EngineCall {
public:
    // `name` appears in progress messages; `memory` is what the engine may take, in bytes.
    explicit EngineCall(const char* name, std::size_t memory = memory_budget());

    // Arguments by position; NULL leaves the engine's own choice.
    void take_model(FunctionCallInfo fcinfo, int position);
    void take_kinds(FunctionCallInfo fcinfo, int position);
    void take_threshold(FunctionCallInfo fcinfo, int position);
    void take_train(FunctionCallInfo fcinfo, int position);
    void take_decisions(FunctionCallInfo fcinfo, int position);  // a query, read at once
    // A column of the query that numbers the records; it must be there, and number() gives what it says.
    void take_numbers(const char* column) { number_ = column; }
    int64 number(link::Record r) const { return (*numbers_)[engine_->raw().arrival()[r]]; }
    // A text[] that names the elements of a text[] column "cells" of the query; with NULL there is no such column.
    void take_columns(FunctionCallInfo fcinfo, int position);
    // Another query, of records that changed, which is read before: changed_keys() of the engine gets those and the others. Both
    // have a column "record keys".
    void take_changed(FunctionCallInfo fcinfo, int position);
    // Tables of keys, as scan_keys takes them, whose rows that may share a key with those are read in place of a query that is NULL.
    void take_key_tables(FunctionCallInfo fcinfo, int position, int instead);
    // A statement for the backend, once the query is read: it is run while the threads are at work, or
    // before, where memory is short.
    void take_beside(FunctionCallInfo fcinfo, int position);
    // Raises null_value_not_allowed for no model.
    void require_model(FunctionCallInfo fcinfo, int position);
    // The number of a model that is held; raises object_not_in_prerequisite_state when it is no more.
    void use_held(FunctionCallInfo fcinfo, int position);

    // Reads the query (raises null_value_not_allowed when it is NULL), then runs the phase. What follows until end()
    // is writing the result.
    void run(FunctionCallInfo fcinfo, int query_position, Phase phase);

    // Between rows of the result: `done` of `total` are written.
    void written(std::size_t done, std::size_t total) {
        if (done % kRowsPerTick != 0) return;
        engine_->relieve();
        progress_.tick("writing the result", static_cast<double>(done), static_cast<double>(total));
    }
    // The call is over, and last_run() tells of it.
    void end();
    // The same, and the engine's model is its result.
    Datum end_with_model();

    cluster::Engine* engine() const noexcept { return engine_; }

private:
    static constexpr std::size_t kRowsPerTick = 4096;

    void read(const text* query);
    void tell_skipped() const;
    void tell_cut() const;
    void tell_absent_sources() const;

    const char* name_;
    TimestampTz began_;
    ProgressLine progress_;
    cluster::Engine* engine_;
    std::size_t memory_;  // that it may take
    const text* changed_ = nullptr;
    KeyTables key_tables_{InvalidOid, InvalidOid};
    const char* number_ = nullptr;
    std::vector<int64>* numbers_ = nullptr;  // in order of arrival
    ReadOptions options_;
    const char* beside_ = nullptr;
};

using SharedModel = std::shared_ptr<const link::FrozenModel>;

// A frozen model: `key` tells it from any other with the same definition, `statistics` is a query of one text, its field of that name,
// which the definition lacks; nullptr for one that has it.
struct ModelSource {
    std::string_view key;
    const Jsonb* definition;
    const text* statistics;
    bool read_only;  // the query, see ReadOptions
};

// The number of the model that the session holds, if that is the one; else 0.
int64 held_model(std::string_view key, const Jsonb* definition) noexcept;
// Reads it and holds it for the session, until another one is; gives its number. `beside`: a statement that is run while it is read;
// nullptr for none.
int64 hold_model(const ModelSource& source, const char* beside);
// Gives the one that the session holds, or reads it, which leaves that one held.
void share_model(const ModelSource& source, SharedModel* with);

// Facts about the engine call that this session made last, for cdp.last_run().
struct LastRun {
    bool any;
    const char* name;
    int64 records, compared, links, clusters, peak_bytes;
    double seconds;
    int64 components, cut_components, conflicts;
    int64 spilled_bytes;
    PhaseTimes times;
};
const LastRun& last_run() noexcept;

}  // namespace cdp::pg
