// SPDX-License-Identifier: PostgreSQL
// Blocking keys as a table of a hub holds them: bigint[] of hashes that ascend as such, without a sign.
#pragma once

#include <algorithm>

#include "pg/array_args.hpp"

namespace cdp::pg {

using PackedKeys = PackedArray<std::uint64_t>;

inline Datum keys_datum(const std::uint64_t* begin, const std::uint64_t* end) {
    const auto n = static_cast<std::size_t>(end - begin);
    auto* elements = static_cast<Datum*>(palloc(Max(n, 1) * sizeof(Datum)));
    for (std::size_t i = 0; i < n; i++) elements[i] = UInt64GetDatum(begin[i]);
    return PointerGetDatum(construct_array(elements, static_cast<int>(n), INT8OID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

inline Datum keys_without(const PackedKeys& keys, const PackedKeys& others) {
    auto* const kept = static_cast<std::uint64_t*>(palloc(Max(keys.size(), 1) * sizeof(std::uint64_t)));
    return keys_datum(kept, std::set_difference(keys.begin(), keys.end(), others.begin(), others.end(), kept));
}

inline Datum keys_now(const PackedKeys& keys, const PackedKeys& dropped, const PackedKeys& added) {
    auto* const kept = static_cast<std::uint64_t*>(palloc(Max(keys.size(), 1) * sizeof(std::uint64_t)));
    std::uint64_t* const end = std::set_difference(keys.begin(), keys.end(), dropped.begin(), dropped.end(), kept);
    auto* const now = static_cast<std::uint64_t*>(palloc(Max(keys.size() + added.size(), 1) * sizeof(std::uint64_t)));
    return keys_datum(now, std::set_union(kept, end, added.begin(), added.end(), now));
}

}  // namespace cdp::pg
