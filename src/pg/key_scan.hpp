// SPDX-License-Identifier: PostgreSQL
// Goes through the tables of keys of a hub for the few rows in a hundred that have one of some keys.
#pragma once

#include "core/link/key_filter.hpp"

#include "pg/memory.hpp"

namespace cdp::pg {

// Tables whose columns begin with record_id and keys, and that have one called cells: block_key and changed_key.
struct KeyTables {
    Oid all;
    Oid instead;  // its rows count in place of those of the same records
};

// Puts id, cells and keys ("record keys") of the rows that may have a wanted key, as of now, into a receiver, which is started and
// shut down. `memory` is for the ids of those in `instead`. Raises insufficient_privilege for a table that the caller may not read, and
// feature_not_supported for one whose rows are not the same for everybody, that is no heap, or has partitions.
void scan_keys(const KeyTables& tables, const link::KeyFilter& wanted, std::pmr::memory_resource* memory, DestReceiver* receiver);

}  // namespace cdp::pg
