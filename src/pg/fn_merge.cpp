// SPDX-License-Identifier: PostgreSQL
// Survivorship aggregates. Values of any type travel as bytes: see ValueType.
#include <bit>

#include "pg/aggregate_state.hpp"

namespace cdp::pg {

namespace {

using merge::Candidate;

// How values of the aggregated type become bytes whose order is fixed: numbers passed by value as big-endian with
// the sign turned, the rest as stored, without length words.
struct ValueType {
    Oid oid;
    int16 length;
    bool by_value;
};

const ValueType& value_type(FunctionCallInfo fcinfo) {
    auto* type = static_cast<ValueType*>(fcinfo->flinfo->fn_extra);
    if (type == nullptr) {
        const Oid oid = get_fn_expr_argtype(fcinfo->flinfo, 1);
        if (!OidIsValid(oid)) elog(ERROR, "could not determine the type of the aggregated value");
        type = static_cast<ValueType*>(MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(ValueType)));
        type->oid = oid;
        get_typlenbyval(oid, &type->length, &type->by_value);
        fcinfo->flinfo->fn_extra = type;
    }
    return *type;
}

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

std::uint64_t ordered_bits(std::uint64_t bits) noexcept {
    bits ^= kSign;
    return std::endian::native == std::endian::little ? __builtin_bswap64(bits) : bits;
}

// Views of the bytes of a value; `bits` lends the room for values passed by value.
std::string_view value_bytes(const ValueType& type, Datum value, std::uint64_t* bits) {
    if (type.by_value) {
        *bits = ordered_bits(value);
        return {reinterpret_cast<const char*>(bits), sizeof *bits};
    }
    if (type.length > 0) return {DatumGetPointer(value), static_cast<std::size_t>(type.length)};
    if (type.length == -2) return {DatumGetCString(value), std::strlen(DatumGetCString(value)) + 1};
    const struct varlena* flat = PG_DETOAST_DATUM_PACKED(value);
    return {VARDATA_ANY(flat), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(flat))};
}

Datum value_datum(const ValueType& type, std::string_view bytes) {
    if (type.by_value) {
        std::uint64_t bits;
        std::memcpy(&bits, bytes.data(), sizeof bits);
        if constexpr (std::endian::native == std::endian::little) bits = __builtin_bswap64(bits);
        return static_cast<Datum>(bits ^ kSign);
    }
    const Size header = type.length == -1 ? VARHDRSZ : 0;
    auto* copy = static_cast<char*>(palloc(header + bytes.size()));
    if (header != 0) SET_VARSIZE(copy, header + bytes.size());
    if (!bytes.empty()) std::memcpy(copy + header, bytes.data(), bytes.size());
    return PointerGetDatum(copy);
}

bytea* pick_offer(bytea* state, const Candidate& candidate) {
    if (state != nullptr && !merge::survives(candidate, merge::pick_read(state_bytes(state)))) return state;
    bytea* next = new_state(merge::pick_size(candidate));
    merge::pick_write(state_bytes(next), candidate);
    return next;
}

void set_time(Candidate& candidate, FunctionCallInfo fcinfo, int n) {
    if (n < PG_NARGS() && !PG_ARGISNULL(n)) candidate.at = PG_GETARG_TIMESTAMPTZ(n);
}

void set_key(Candidate& candidate, FunctionCallInfo fcinfo, int n) {
    if (n >= PG_NARGS() || PG_ARGISNULL(n)) return;
    const text* key = PG_GETARG_TEXT_PP(n);
    candidate.key = {VARDATA_ANY(key), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(key))};
    candidate.has_key = true;
}

}  // namespace

}  // namespace cdp::pg

using cdp::merge::Candidate;
using namespace cdp::pg;

CDP_FUNCTION(cdp_most_recent_step) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    std::uint64_t bits;
    Candidate candidate{.value = value_bytes(value_type(fcinfo), PG_GETARG_DATUM(1), &bits)};
    set_time(candidate, fcinfo, 2);
    set_key(candidate, fcinfo, 3);
    PG_RETURN_BYTEA_P(pick_offer(state, candidate));
}

CDP_FUNCTION(cdp_by_priority_step) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    std::uint64_t bits;
    Candidate candidate{.value = value_bytes(value_type(fcinfo), PG_GETARG_DATUM(1), &bits)};
    candidate.rank = PG_ARGISNULL(2) ? cdp::merge::kNoRank : PG_GETARG_INT32(2);
    set_time(candidate, fcinfo, 3);
    set_key(candidate, fcinfo, 4);
    PG_RETURN_BYTEA_P(pick_offer(state, candidate));
}

CDP_FUNCTION(cdp_pick_join) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    bytea* other = state_argument(fcinfo, 1);
    if (other == nullptr) return state_result(fcinfo, state);
    PG_RETURN_BYTEA_P(pick_offer(state, cdp::merge::pick_read(state_bytes(other))));
}

CDP_FUNCTION(cdp_pick_value) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    return value_datum(value_type(fcinfo), cdp::merge::pick_read(state_bytes(state)).value);
}

CDP_FUNCTION(cdp_most_frequent_step) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    std::uint64_t bits;
    Candidate candidate{.value = value_bytes(value_type(fcinfo), PG_GETARG_DATUM(1), &bits)};
    set_time(candidate, fcinfo, 2);
    set_key(candidate, fcinfo, 3);
    PG_RETURN_BYTEA_P(tally_offer(state, candidate));
}

CDP_FUNCTION(cdp_most_frequent_key_step) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    std::uint64_t bits;
    Candidate candidate{.value = value_bytes(value_type(fcinfo), PG_GETARG_DATUM(1), &bits)};
    set_key(candidate, fcinfo, 2);
    PG_RETURN_BYTEA_P(tally_offer(state, candidate));
}

CDP_FUNCTION(cdp_tally_join) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    bytea* other = state_argument(fcinfo, 1);
    if (other == nullptr) return state_result(fcinfo, state);
    cdp::merge::TallyReader reader(state_bytes(other));
    for (Candidate candidate; reader.next(candidate);) state = tally_offer(state, candidate);
    return state_result(fcinfo, state);
}

CDP_FUNCTION(cdp_tally_value) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    return value_datum(value_type(fcinfo), cdp::merge::tally_best(state_bytes(state)).value);
}
