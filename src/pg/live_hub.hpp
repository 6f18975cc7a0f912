// SPDX-License-Identifier: PostgreSQL
// What a session keeps of a hub for calls that answer at once: its model, read once, and the plans of the statements by which
// its tables are read and written. Told anew when registry, model or blocked values changed.
#pragma once

#include <string>
#include <vector>

#include "core/link/frozen_model.hpp"

#include "pg/memory.hpp"

namespace cdp::pg {

enum class Live : int {
    kState,
    kClean, kRecord, kCandidates, kRows, kLinks, kConflicts, kDecisions, kPast, kHolders, kMembers, kIdentities, kLast, kFormer, kVersions, kProfiles,
    kNewRecord, kNewProfiles, kInsertRecord, kUpdateRecord, kObserve, kInsertKeys, kPutKeys, kDropLinks, kInsertLinks, kPutLinks, kDropConflicts, kPutConflicts,
    kLeave, kBegin, kEnter, kEvents, kDropProfiles, kDropRejects, kRejects, kDropRecord, kWait, kGain, kGolden, kGoldenKnown, kGoldenKept,
    kRedirect1, kRedirect2, kRedirect3, kRedirect4,
    kCount
};

using Names = std::vector<std::string>;

struct LiveHub {
    NameData name;
    bool is_known;
    uint64 used;               // when, to forget the hub that was asked about longest ago
    int users;                 // calls under way that use it, one inside the other
    MemoryContext user;        // that of the innermost
    Oid schema;
    int64 fingerprint;
    uint64 digest;             // of the rows that it is made of; 0: not known
    bool ready;                // records can be resolved one by one
    bool has_decisions;
    bool has_immediate;        // segments that are refreshed when a transaction ends
    int64 model_id;
    char version[80];          // of the model that is kept
    MemoryContext model_context;  // owns the model; nullptr: there is none
    const link::FrozenModel* model;
    char* state_statement;
    MemoryContext context;     // owns what follows
    const Names* attributes;
    const bool* many;          // by attribute
    const Names* columns;      // of cells, as matching sees them
    const char* statements[static_cast<int>(Live::kCount)];
    SPIPlanPtr plans[static_cast<int>(Live::kCount)];
    int value_count;           // attributes; types of their columns:
    Oid value_types[1600];
    char source[128];          // that was asked about; one with a longer name is asked about again
    bool has_mode;
    NameData mode;
};

// The hub as it is now; inside SPI_connect, until whose end it stays as it is for all calls from inside. Raises
// invalid_schema_name unless it exists. `source` may be null.
LiveHub* live_hub(Name name, Datum source, bool has_source, bool read_only);
// The same until the end of the current memory context.
void hold_hub(LiveHub* hub);

// Runs a statement; the rows are in SPI_tuptable. `nulls` as SPI takes them, or nullptr.
void live_run(LiveHub* hub, Live statement, Datum* values, const char* nulls, bool read_only);

}  // namespace cdp::pg
