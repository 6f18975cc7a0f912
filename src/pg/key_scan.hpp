// SPDX-License-Identifier: PostgreSQL
// Goes through table block_key of a hub for the few rows in a thousand that have one of some keys.
#pragma once

#include "core/link/key_filter.hpp"

#include "pg/memory.hpp"

namespace cdp::pg {

// Puts id, cells and keys of now ("record keys") of the rows that may have a wanted key, as of now, into a receiver, which is started and
// shut down. The columns of the table begin with record_id, keys, dropped and added, and it has one called cells. Raises
// insufficient_privilege for a table that the caller may not read, and feature_not_supported for one whose rows are not the same for
// everybody, or that is no heap.
void scan_keys(Oid table, const link::KeyFilter& wanted, DestReceiver* receiver);

}  // namespace cdp::pg
