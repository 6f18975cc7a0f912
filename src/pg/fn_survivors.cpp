// SPDX-License-Identifier: PostgreSQL
// The survivors of several attributes in one aggregate. Its state, a log of rows while there are few of them, else a block
// of picks and tallies, is a type of its own which only the aggregate can make: the functions that read it trust what they
// find there.
#include <bit>

#include "core/merge/tally.hpp"

#include "pg/survivor_choice.hpp"

namespace cdp::pg {

namespace {

using merge::Candidate;

constexpr int kRules = 1;  // argument of the step function

// A log with room for so many bytes and the slack that the allocator would waste.
bytea* new_log(std::size_t bytes, std::string_view head, const std::byte* from) {
    const std::size_t size = std::bit_ceil(bytes + VARHDRSZ) - VARHDRSZ;
    bytea* state = new_state(size);
    if (from == nullptr)
        merge::row_log_init(state_bytes(state), size, head);
    else
        merge::row_log_copy(state_bytes(state), size, from);
    return state;
}

bytea* new_block(const RowPlan& plan, std::size_t room) {
    const std::size_t size = merge::survivors_empty_size(plan.count) + room;
    bytea* state = new_state(size);
    merge::survivors_init(state_bytes(state), size, plan.count);
    for (std::size_t i = 0; i < plan.count; i++)
        merge::survivors_describe(state_bytes(state), i, plan.attributes[i].type.oid, plan.attributes[i].rules.count);
    return state;
}

bytea* larger_block(bytea* state, std::size_t need) {
    const std::size_t size = merge::survivors_next_size(state_bytes(state), need);
    bytea* next = new_state(size);
    merge::survivors_copy(state_bytes(next), size, state_bytes(state));
    return next;
}

bytea* offer(bytea* state, std::size_t attribute, const Candidate& candidate) {
    while (!merge::survivors_add(state_bytes(state), attribute, candidate))
        state = larger_block(state, merge::survivors_need(state_bytes(state), attribute, candidate));
    return state;
}

// The row at hand goes into a block.
bytea* add_to_block(bytea* state, RowPlan& plan) {
    std::size_t need = 0;
    for (std::size_t i = 0; i < plan.count; i++) {
        SurvivorAttribute& a = plan.attributes[i];
        a.waiting = false;
        if (plan.values[i].empty()) continue;
        a.candidate = candidate_of(a.type, a.rules, plan.row, plan.values[i]);
        a.waiting = !merge::survivors_add(state_bytes(state), i, a.candidate);
        if (a.waiting) need += merge::survivors_need(state_bytes(state), i, a.candidate);
    }
    // why: what found no room goes into one larger state, made once for the row.
    if (need != 0) state = larger_block(state, need);
    for (std::size_t i = 0; need != 0 && i < plan.count; i++)
        if (plan.attributes[i].waiting) state = offer(state, i, plan.attributes[i].candidate);
    return state;
}

// Adds the rows of a log to a block; the row at hand is then the last of them.
bytea* add_log(bytea* state, RowPlan& plan, const std::byte* log) {
    for (merge::RowLogReader reader(log); reader.next();) {
        take_logged(reader, plan);
        state = add_to_block(state, plan);
    }
    return state;
}

bytea* block_of_log(RowPlan& plan, const std::byte* log) {
    return add_log(new_block(plan, 2 * merge::row_log_used(log)), plan, log);
}

// The row at hand goes into a state, which may be null.
bytea* add_row(bytea* state, RowPlan& plan) {
    const std::size_t need = merge::row_log_need(plan.row, plan.row_values());
    if (state == nullptr) {
        if (plan.head.size() + need > merge::kLogBytes) return add_to_block(new_block(plan, 2 * need), plan);
        state = new_log(plan.head.size() + need, plan.head, nullptr);
    }
    const std::byte* bytes = state_bytes(state);
    if (!merge::is_row_log(bytes)) return add_to_block(state, plan);
    if (merge::row_log_add(state_bytes(state), plan.row, plan.row_values())) return state;
    const std::size_t size = merge::row_log_used(bytes) + need;
    if (merge::row_log_rows(bytes) < merge::kLogRows && size <= merge::kLogBytes) {
        state = new_log(size, {}, bytes);
        merge::row_log_add(state_bytes(state), plan.row, plan.row_values());
        return state;
    }
    // why: the rows of the log become those at hand, one after the other.
    const merge::LogRow row = plan.row;
    std::string_view values[kMostAttributes];
    std::copy_n(plan.values, plan.count, values);
    state = block_of_log(plan, bytes);
    plan.row = row;
    std::copy_n(values, plan.count, plan.values);
    return add_to_block(state, plan);
}

void require_same(const std::byte* block, const std::byte* other) {
    bool same = merge::survivors_attributes(block) == merge::survivors_attributes(other);
    for (std::size_t i = 0; same && i < merge::survivors_attributes(block); i++) {
        const merge::Survivor x = merge::survivors_at(block, i);
        if (merge::is_row_log(other)) {
            const merge::LogColumn y = merge::row_log_column(other, i);
            same = x.type == y.type && x.count == y.rules.count;
        } else {
            const merge::Survivor y = merge::survivors_at(other, i);
            same = x.type == y.type && x.count == y.count;
        }
    }
    if (!same) refuse_other_rules();
}

// Adds what another block holds.
bytea* add_block(bytea* state, const std::byte* other) {
    for (std::size_t i = 0; i < merge::survivors_attributes(other); i++) {
        const merge::Survivor found = merge::survivors_at(other, i);
        if (found.bytes == nullptr) continue;
        if (!found.count) {
            state = offer(state, i, merge::pick_read(found.bytes));
            continue;
        }
        merge::TallyReader reader(found.bytes);
        for (Candidate candidate; reader.next(candidate);) {
            CHECK_FOR_INTERRUPTS();
            state = offer(state, i, candidate);
        }
    }
    return state;
}

[[noreturn, gnu::cold]] void refuse_type(int number, Oid is, Oid asked) {
    ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
                    errmsg("attribute %d of these survivors is of type %s, not %s", number, format_type_be(is), format_type_be(asked)),
                    errhint("Give a null of the type that the aggregate took.")));
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_survivors_step) {
    require_aggregate(fcinfo);
    RowPlan* plan = step_plan(fcinfo, kRules);
    for (std::size_t i = 0; plan->distinct && i < plan->count; i++)
        if (plan->attributes[i].rules.distinct) refuse_rules(static_cast<int>(i + 1));
    take_arguments(fcinfo, kRules, *plan);
    PG_RETURN_BYTEA_P(add_row(state_argument(fcinfo, 0), *plan));
}

CDP_FUNCTION(cdp_survivors_join) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    bytea* other = state_argument(fcinfo, 1);
    if (state == nullptr || other == nullptr) return state_result(fcinfo, state == nullptr ? other : state);
    const std::byte* bytes = state_bytes(other);
    const bool log = cdp::merge::is_row_log(state_bytes(state)), other_log = cdp::merge::is_row_log(bytes);
    if (!log) require_same(state_bytes(state), bytes);
    if (!other_log) {
        if (!log) PG_RETURN_BYTEA_P(add_block(state, bytes));
        require_same(bytes, state_bytes(state));
        RowPlan* plan = log_plan(fcinfo, state_bytes(state));
        PG_RETURN_BYTEA_P(add_block(block_of_log(*plan, state_bytes(state)), bytes));
    }
    RowPlan* plan = log_plan(fcinfo, bytes);
    if (log) log_plan(fcinfo, state_bytes(state));
    for (cdp::merge::RowLogReader reader(bytes); reader.next();) {
        take_logged(reader, *plan);
        state = add_row(state, *plan);
    }
    PG_RETURN_BYTEA_P(state);
}

CDP_FUNCTION(cdp_survivor_of) {
    if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_NULL();
    const std::byte* state = state_bytes(PG_GETARG_BYTEA_P(0));
    const int number = PG_GETARG_INT32(1);
    const std::size_t count = cdp::merge::survivors_attributes(state);
    if (number < 1 || static_cast<std::size_t>(number) > count)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("attribute %d is not among the %zu of these survivors", number, count),
                        errhint("They are numbered from 1 in the order of the aggregate's arguments.")));
    const ValueType& type = value_type(fcinfo, 2);
    const auto attribute = static_cast<std::size_t>(number - 1);
    if (cdp::merge::is_row_log(state)) {
        const cdp::merge::LogColumn column = cdp::merge::row_log_column(state, attribute);
        if (column.type != type.oid) refuse_type(number, column.type, type.oid);
        Datum survivor;
        if (!survivor_among(type, column.rules, cdp::merge::RowLogReader(state), attribute, &survivor)) PG_RETURN_NULL();
        return survivor;
    }
    const cdp::merge::Survivor found = cdp::merge::survivors_at(state, attribute);
    if (found.type != type.oid) refuse_type(number, found.type, type.oid);
    if (found.bytes == nullptr) PG_RETURN_NULL();
    return found.count ? tally_datum(type, found.bytes) : value_datum(type, cdp::merge::pick_read(found.bytes).value);
}

CDP_FUNCTION(cdp_survivors_in) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("survivors cannot be written as text"),
                    errhint("The aggregate cdp.survivors makes them.")));
}

CDP_FUNCTION(cdp_survivors_out) {
    bytea* state = PG_GETARG_BYTEA_P(0);
    PG_RETURN_CSTRING(psprintf("survivors of %zu attributes", cdp::merge::survivors_attributes(state_bytes(state))));
}
