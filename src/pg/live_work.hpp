// SPDX-License-Identifier: PostgreSQL
// Between the tables of a hub and cluster::Touched: rows of statements come in, differences go out.
#pragma once

#include "core/cluster/touched.hpp"

#include "pg/live_hub.hpp"
#include "pg/live_lock.hpp"

namespace cdp::pg {

using cluster::RecordId;
using cluster::Touched;

// Core objects of a call, owned by a memory context.
struct LiveWork {
    LiveWork(const link::FrozenModel& model, const Names& columns, std::size_t budget) : touched(model, columns, budget, backend_token()) {}

    Touched touched;
    Touched::Row row;  // that is being filled
    std::vector<RecordId> ids, missing, fresh;
    std::vector<std::string_view> texts;  // of rows, on their way into an array
    std::vector<link::Key> keys;
    std::vector<std::pair<RecordId, Touched::Identity>> former;
    std::vector<Touched::Link> links;
    std::vector<Touched::Conflict> conflicts;
    std::vector<Touched::Move> moves;
    std::vector<cluster::ProfileEvent> events;
    std::vector<double> confidences;
};

struct LiveCall {
    LiveHub* hub;
    LiveLocks* locks;  // nullptr: nothing is written
    LiveWork* work;
    bool read_only;
    bool is_new;       // the record was not there before,
    bool has_history;  // but had a profile once

    // Rows of the last statement.
    Datum value(uint64 row, int column, bool* is_null) const { return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, is_null); }
    int64 number(uint64 row, int column) const {
        bool is_null;
        return DatumGetInt64(value(row, column, &is_null));
    }
    // Fills work->row; `cells` is an array of texts.
    void take_row(std::string_view source, std::string_view key, Datum cells);

    void run(Live statement, Datum* values, const char* nulls = nullptr) { live_run(hub, statement, values, nulls, read_only); }
    void read_rows(const std::vector<RecordId>& ids);
    void take_rows();                         // of the last statement: id, source, key, cells
    void find_candidates();                   // of work->keys: rows are read, their ids in work->missing
    void read_last(const std::vector<RecordId>& ids);
    void read_links(const std::vector<RecordId>& ids);
    // These lock what they read; false: another transaction has some of it.
    bool hold(const std::vector<RecordId>& ids);     // their profiles, which are told to the work
    bool hold_past(Datum source, Datum key);         // profiles of a record that was there before; whoever has them is reached
    bool hold_decisions(const std::vector<RecordId>& ids);  // that hold for them, and records to come that must-links name
    bool walk();                              // everything reached
    bool identify(RecordId self);             // clusters, and profiles for them
    void write_keys(RecordId id);             // work->keys, and what they are made of
    void write_clusters(TimestampTz at);      // what differs
    void write_golden(TimestampTz at);
    void forget(RecordId id, TimestampTz at); // the record and all that is about it, but history

private:
    void read_former();
    void put_links(Live statement);
    void write_links();
    void write_conflicts();
    void write_identities(TimestampTz at);
    void write_gain();
    void write_events(TimestampTz at);
};

Datum ids_array(const std::vector<RecordId>& ids);

}  // namespace cdp::pg
