// SPDX-License-Identifier: PostgreSQL
// What the survivorship aggregates share: values of any type as bytes, and the arguments of a step.
#pragma once

#include "pg/aggregate_state.hpp"

namespace cdp::pg {

// How values of an aggregated type become bytes and are told apart. Lives in fn_extra.
struct ValueType {
    Oid oid;
    int16 length;
    bool by_value;
    char alignment;
    bool row;       // a composite type: bytes without what a tuple keeps of its place and age
    bool loose;     // values that are equal may have different bytes (numbers of another scale): see `compare`
    FmgrInfo compare;
};

// Fills in what is to be known of a type; what it keeps lies in `context`.
void describe_type(ValueType& type, Oid oid, MemoryContext context);
// The type of an argument, that of the aggregated value by default.
const ValueType& value_type(FunctionCallInfo fcinfo, int argument = 1);

// Bytes whose order is fixed: of what is passed by value, big-endian with the sign turned; the rest as stored, without
// length words. They are valid while the value is; `bits` lends the room for values passed by value.
std::string_view value_bytes(const ValueType& type, Datum value, std::uint64_t* bits);
Datum value_datum(const ValueType& type, std::string_view bytes);

// A value in a form that can be kept as bytes and, where it is a short varlena, given out again without a copy. It is never
// empty. value_bytes of the same value are stored_value of these.
std::string_view stored_form(const ValueType& type, Datum value, std::uint64_t* bits);
std::string_view stored_value(const ValueType& type, std::string_view stored) noexcept;
// The value, which may lie in the bytes themselves.
Datum stored_datum(const ValueType& type, std::string_view stored);

// The value that survives in a tally, which is not empty.
Datum tally_datum(const ValueType& type, const std::byte* tally);
// How many values there are in it that are different to their type.
std::size_t tally_distinct(const ValueType& type, const std::byte* tally);

// Arguments of a step, where the call has them: n counts from 0.
void set_time(merge::Candidate& candidate, FunctionCallInfo fcinfo, int n);
void set_key(merge::Candidate& candidate, FunctionCallInfo fcinfo, int n);
// Makes the array of ranks in argument n and the key behind it the candidate's key.
void set_ranked_key(merge::Candidate& candidate, FunctionCallInfo fcinfo, int n);

// A step of an aggregate whose state is made by `offer(state, candidate)`. Null values are passed over; `fill` sets what
// speaks for the value.
template <class Offer, class Fill>
Datum survivor_step(FunctionCallInfo fcinfo, const Offer& offer, const Fill& fill) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (PG_ARGISNULL(1)) return state_result(fcinfo, state);
    std::uint64_t bits = 0;
    merge::Candidate candidate{.value = value_bytes(value_type(fcinfo), PG_GETARG_DATUM(1), &bits)};
    fill(candidate);
    return PointerGetDatum(offer(state, candidate));
}

}  // namespace cdp::pg
