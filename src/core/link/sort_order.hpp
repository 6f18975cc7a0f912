// SPDX-License-Identifier: PostgreSQL
// Records in the order of their keys, for sorted neighbourhoods.
#pragma once

#include "core/link/keys.hpp"

namespace cdp::link {

// The records that have all keys, by the texts of the keys in byte order; those with the same in their own order.
Vec<Record> sort_by_keys(const Table& table, std::span<const score::KeyPart> keys, JobContext& context);

}  // namespace cdp::link
