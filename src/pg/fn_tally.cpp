// SPDX-License-Identifier: PostgreSQL
// Survivorship aggregates that keep every distinct value of a group. A tally tells values apart by
// their bytes; the end joins those that the type calls equal.
#include "pg/survivor_state.hpp"

namespace cdp::pg {

namespace {

using merge::Candidate;

std::int64_t weight_argument(FunctionCallInfo fcinfo, int n) {
    const double weight = PG_ARGISNULL(n) ? 0 : PG_GETARG_FLOAT8(n);
    if (!(weight >= 0 && weight <= merge::kMostWeight))
        ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("weight of a vote is out of range"),
                        errdetail("It is %g, and must lie between 0 and %g.", weight, merge::kMostWeight),
                        errhint("Scale the weights; only their proportions matter.")));
    return merge::votes_of(weight);
}

// A distinct value on its way out.
struct Outcome {
    Candidate candidate;
    Datum value;
};

struct Outcomes {
    Outcome* items;
    std::size_t count;
};

int by_value(const void* a, const void* b, void* type) {
    CHECK_FOR_INTERRUPTS();
    return DatumGetInt32(FunctionCall2Coll(&static_cast<ValueType*>(type)->compare, C_COLLATION_OID,
                                           static_cast<const Outcome*>(a)->value, static_cast<const Outcome*>(b)->value));
}

// Whether x survives y by what speaks for them, their values aside.
bool stands_before(Candidate x, Candidate y) noexcept {
    x.value = y.value = {};
    return merge::survives(x, y);
}

int by_survival(const void* a, const void* b, void* type) {
    CHECK_FOR_INTERRUPTS();
    const Candidate& x = static_cast<const Outcome*>(a)->candidate;
    const Candidate& y = static_cast<const Outcome*>(b)->candidate;
    if (stands_before(x, y)) return -1;
    if (stands_before(y, x)) return 1;
    return static_cast<ValueType*>(type)->loose ? by_value(a, b, type) : x.value.compare(y.value);
}

// Joins values that are equal to their type although their bytes differ.
void join_equal(const ValueType& type, Outcomes& all) {
    for (std::size_t i = 0; i < all.count; i++) {
        CHECK_FOR_INTERRUPTS();
        all.items[i].value = value_datum(type, all.items[i].candidate.value);
    }
    auto* compare_with = const_cast<ValueType*>(&type);
    qsort_arg(all.items, all.count, sizeof(Outcome), by_value, compare_with);
    std::size_t last = 0;
    for (std::size_t i = 1; i < all.count; i++) {
        if (by_value(&all.items[last], &all.items[i], compare_with) == 0)
            merge::absorb(all.items[last].candidate, all.items[i].candidate);
        else
            all.items[++last] = all.items[i];
    }
    all.count = last + 1;
}

// The distinct values of a tally, which is not empty: in the order of a loose type, else in none.
Outcomes outcomes(const ValueType& type, const std::byte* tally) {
    Outcomes all{nullptr, merge::tally_values(tally)};
    all.items = static_cast<Outcome*>(MemoryContextAllocHuge(CurrentMemoryContext, all.count * sizeof(Outcome)));
    merge::TallyReader reader(tally);
    for (std::size_t i = 0; i < all.count; i++) {
        CHECK_FOR_INTERRUPTS();
        all.items[i] = {};
        reader.next(all.items[i].candidate);
    }
    if (type.loose) join_equal(type, all);
    return all;
}

// merge::tally_best, with an ear for interrupts.
Candidate best_of(const std::byte* tally) {
    merge::TallyReader reader(tally);
    Candidate best;
    reader.next(best);
    for (Candidate c; reader.next(c);) {
        CHECK_FOR_INTERRUPTS();
        if (merge::survives(c, best)) best = c;
    }
    return best;
}

}  // namespace

Datum tally_datum(const ValueType& type, const std::byte* tally) {
    if (!type.loose) return value_datum(type, best_of(tally).value);
    const Outcomes all = outcomes(type, tally);
    Candidate best = all.items[0].candidate;
    for (std::size_t i = 1; i < all.count; i++)
        if (stands_before(all.items[i].candidate, best)) best = all.items[i].candidate;
    return value_datum(type, best.value);
}

std::size_t tally_distinct(const ValueType& type, const std::byte* tally) {
    return type.loose ? outcomes(type, tally).count : merge::tally_values(tally);
}

}  // namespace cdp::pg

using cdp::merge::Candidate;
using namespace cdp::pg;

CDP_FUNCTION(cdp_most_frequent_step) {
    return survivor_step(fcinfo, tally_offer, [&](Candidate& c) {
        set_time(c, fcinfo, 2);
        set_key(c, fcinfo, 3);
    });
}

CDP_FUNCTION(cdp_most_frequent_key_step) {
    return survivor_step(fcinfo, tally_offer, [&](Candidate& c) { set_key(c, fcinfo, 2); });
}

CDP_FUNCTION(cdp_weighted_vote_step) {
    return survivor_step(fcinfo, tally_offer, [&](Candidate& c) {
        c.votes = weight_argument(fcinfo, 2);
        set_time(c, fcinfo, 3);
        set_key(c, fcinfo, 4);
    });
}

CDP_FUNCTION(cdp_vote_survivor_step) {
    return survivor_step(fcinfo, tally_offer, [&](Candidate& c) {
        c.rank = PG_ARGISNULL(2) ? cdp::merge::kNoRank : PG_GETARG_INT64(2);
        c.votes = weight_argument(fcinfo, 3);
        set_ranked_key(c, fcinfo, 4);
    });
}

CDP_FUNCTION(cdp_distinct_values_step) {
    return survivor_step(fcinfo, tally_offer, [&](Candidate& c) {
        c.votes = 0;
        if (PG_NARGS() > 2) c.rank = PG_ARGISNULL(2) ? cdp::merge::kNoRank : PG_GETARG_INT32(2);
        set_time(c, fcinfo, 3);
    });
}

CDP_FUNCTION(cdp_tally_join) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    bytea* other = state_argument(fcinfo, 1);
    if (other == nullptr) return state_result(fcinfo, state);
    cdp::merge::TallyReader reader(state_bytes(other));
    for (Candidate candidate; reader.next(candidate);) {
        CHECK_FOR_INTERRUPTS();
        state = tally_offer(state, candidate);
    }
    return state_result(fcinfo, state);
}

CDP_FUNCTION(cdp_tally_value) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    return tally_datum(value_type(fcinfo), state_bytes(state));
}

CDP_FUNCTION(cdp_tally_values) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    if (state == nullptr) PG_RETURN_NULL();
    const ValueType& type = value_type(fcinfo);
    const Outcomes all = outcomes(type, state_bytes(state));
    qsort_arg(all.items, all.count, sizeof(Outcome), by_survival, const_cast<ValueType*>(&type));
    auto* values = static_cast<Datum*>(MemoryContextAllocHuge(CurrentMemoryContext, all.count * sizeof(Datum)));
    for (std::size_t i = 0; i < all.count; i++) {
        CHECK_FOR_INTERRUPTS();
        values[i] = value_datum(type, all.items[i].candidate.value);
    }
    PG_RETURN_ARRAYTYPE_P(construct_array(values, static_cast<int>(all.count), type.oid, type.length, type.by_value, type.alignment));
}
