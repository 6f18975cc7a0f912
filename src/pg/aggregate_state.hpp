// SPDX-License-Identifier: PostgreSQL
// States of aggregates: bytea, so that they travel to parallel workers and other nodes as they are; a tally grows in
// place within the slack of its block.
#pragma once

#include "core/merge/tally.hpp"

#include "pg/boundary.hpp"

namespace cdp::pg {

inline std::byte* state_bytes(bytea* state) noexcept { return reinterpret_cast<std::byte*>(VARDATA(state)); }

// The state argument, or null. It is the aggregate's own copy and may be changed in place.
inline bytea* state_argument(FunctionCallInfo fcinfo, int n) {
    return PG_ARGISNULL(n) ? nullptr : PG_GETARG_BYTEA_P(n);
}

inline bytea* new_state(std::size_t size) {
    if (!AllocSizeIsValid(size + VARHDRSZ))
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("too many different values in one group"),
                        errdetail("The state of an aggregate is limited to 1 GB."),
                        errhint("Group by something finer, or filter the values first.")));
    auto* state = static_cast<bytea*>(palloc(size + VARHDRSZ));
    SET_VARSIZE(state, size + VARHDRSZ);
    return state;
}

inline Datum state_result(FunctionCallInfo fcinfo, bytea* state) {
    if (state == nullptr) PG_RETURN_NULL();
    PG_RETURN_BYTEA_P(state);
}

// The tally with one more candidate; `state` may be null.
inline bytea* tally_offer(bytea* state, const merge::Candidate& candidate) {
    if (state == nullptr) {
        const std::size_t size = merge::tally_first_size(candidate);
        state = new_state(size);
        merge::tally_init(state_bytes(state), size);
    }
    while (!merge::tally_add(state_bytes(state), candidate)) {
        const std::size_t size = merge::tally_next_size(state_bytes(state), candidate);
        bytea* next = new_state(size);
        merge::tally_copy(state_bytes(next), size, state_bytes(state));
        state = next;
    }
    return state;
}

}  // namespace cdp::pg
