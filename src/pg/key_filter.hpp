// SPDX-License-Identifier: PostgreSQL
// A link::KeyFilter as a bytea, which a query may take to its workers.
#pragma once

#include "core/link/key_filter.hpp"

#include "pg/memory.hpp"

namespace cdp::pg {

// Where its words begin: behind what aligns them.
constexpr Size kKeyFilterOffset = MAXALIGN(VARHDRSZ);

// One of so many words, zero.
inline bytea* new_key_filter(std::size_t words) {
    const Size size = kKeyFilterOffset + words * sizeof(std::uint64_t);
    auto* const filter = static_cast<bytea*>(palloc_extended(size, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO));
    SET_VARSIZE(filter, size);
    return filter;
}

// The words of a bytea, whatever it is.
inline std::span<std::uint64_t> key_filter_words(bytea* filter) {
    const Size size = VARSIZE(filter);
    if (size < kKeyFilterOffset) return {};
    return {reinterpret_cast<std::uint64_t*>(reinterpret_cast<char*>(filter) + kKeyFilterOffset), (size - kKeyFilterOffset) / sizeof(std::uint64_t)};
}

}  // namespace cdp::pg
