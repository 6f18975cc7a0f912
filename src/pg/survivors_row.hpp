// SPDX-License-Identifier: PostgreSQL
// The rows of cdp.survivors: what its attributes are, and one row at a time with what speaks for its values.
#pragma once

#include "core/merge/row_log.hpp"

#include "pg/args.hpp"
#include "pg/survivor_state.hpp"

namespace cdp::pg {

constexpr int kMostAttributes = 90;  // a function has at most 100 arguments

struct SurvivorAttribute {
    ValueType type;
    merge::Rules rules;
    std::uint64_t bits;
    bool waiting;  // while a row goes into a block: to be added in a larger one
    merge::Candidate candidate;
};

// What stays the same from row to row, and the row at hand; lives in fn_extra.
struct RowPlan {
    ArrayType* rules;  // as the first row gave them; null in a plan of a log
    bool distinct;     // an attribute counts distinct values
    std::size_t count;
    std::string_view head;  // of the logs
    merge::LogRow row;
    std::string_view values[kMostAttributes];  // in stored form; null without bytes
    SurvivorAttribute attributes[kMostAttributes];

    std::span<const std::string_view> row_values() const noexcept { return {values, count}; }
};

// The plan of a step function whose arguments rules, at, rank, key and the attributes begin at `first`. Raises
// invalid_parameter_value for rules that are no chains, or other than before.
RowPlan* step_plan(FunctionCallInfo fcinfo, int first);
// The plan for rows that stand in a log.
RowPlan* log_plan(FunctionCallInfo fcinfo, const std::byte* log);

// Makes the arguments of the step function, or what a log holds, the row at hand.
void take_arguments(FunctionCallInfo fcinfo, int first, RowPlan& plan);
void take_logged(const merge::RowLogReader& reader, RowPlan& plan) noexcept;

// A value with what speaks for it under the rules of its attribute.
merge::Candidate candidate_of(const ValueType& type, const merge::Rules& rules, const merge::LogRow& row, std::string_view stored);

[[noreturn, gnu::cold]] void refuse_rules(int number);
[[noreturn, gnu::cold]] void refuse_other_rules();

}  // namespace cdp::pg
