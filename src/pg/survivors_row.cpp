// SPDX-License-Identifier: PostgreSQL
#include "pg/survivors_row.hpp"

namespace cdp::pg {

using merge::Candidate;
using merge::LogColumn;
using merge::LogRow;
using merge::Rules;

namespace {

// Arguments, counted from that of the rules.
constexpr int kAt = 1, kRank = 2, kKey = 3, kFirstAttribute = 4;

// The rules of an attribute, from words between commas.
Rules rules_of(const text* chain, int number) {
    std::string_view rest{VARDATA_ANY(chain), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(chain))};
    std::string_view words[8];
    std::size_t count = 0;
    Rules rules;
    for (; count < 8; count++) {
        const std::size_t comma = rest.find(',');
        words[count] = rest.substr(0, comma);
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    if (count == 8 || !merge::parse_rules({words, count + 1}, rules)) refuse_rules(number);
    return rules;
}

// The chains, one for each of `count` attributes.
Datum* chains_of(FunctionCallInfo fcinfo, int first, int count) {
    Datum* chains = nullptr;
    int n_chains = 0;
    if (!PG_ARGISNULL(first)) {
        ArrayType* array = PG_GETARG_ARRAYTYPE_P(first);
        if (!array_contains_nulls(array)) deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &chains, nullptr, &n_chains);
    }
    if (n_chains != count)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rules of survivors must be one for each of its %d attributes", count),
                        errhint("Write ARRAY['most_recent', 'most_frequent,most_recent'] for two.")));
    return chains;
}

RowPlan* new_plan(std::span<const LogColumn> columns, MemoryContext context) {
    auto* plan = static_cast<RowPlan*>(MemoryContextAllocZero(context, sizeof(RowPlan)));
    plan->count = columns.size();
    for (std::size_t i = 0; i < columns.size(); i++) {
        describe_type(plan->attributes[i].type, columns[i].type, context);
        plan->attributes[i].rules = columns[i].rules;
        plan->distinct = plan->distinct || columns[i].rules.distinct;
    }
    const std::size_t size = merge::row_log_head_size(columns);
    auto* head = static_cast<std::byte*>(MemoryContextAlloc(context, size));
    merge::row_log_head_write(head, columns);
    plan->head = {reinterpret_cast<const char*>(head), size};
    return plan;
}

RowPlan* new_step_plan(FunctionCallInfo fcinfo, int first) {
    const int count = PG_NARGS() - first - kFirstAttribute;
    if (get_fn_expr_variadic(fcinfo->flinfo) || count < 1 || count > kMostAttributes)
        ereport(ERROR, (errcode(ERRCODE_TOO_MANY_ARGUMENTS), errmsg("survivors takes 1 to %d attributes, one argument each", kMostAttributes),
                        errhint("Take several calls for more.")));
    const Datum* chains = chains_of(fcinfo, first, count);
    LogColumn columns[kMostAttributes];
    for (int i = 0; i < count; i++)
        columns[i] = {get_fn_expr_argtype(fcinfo->flinfo, first + kFirstAttribute + i), rules_of(DatumGetTextPP(chains[i]), i + 1)};
    RowPlan* plan = new_plan({columns, static_cast<std::size_t>(count)}, fcinfo->flinfo->fn_mcxt);
    const ArrayType* rules = PG_GETARG_ARRAYTYPE_P(first);
    plan->rules = static_cast<ArrayType*>(MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, VARSIZE(rules)));
    std::memcpy(plan->rules, rules, VARSIZE(rules));
    return plan;
}

}  // namespace

void refuse_rules(int number) {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rules %d are not a chain that survivors follows", number),
                    errhint("Write by_priority, least_recent, longest or shortest, then most_frequent, most_recent and accents, each at most once and with commas between; or, for survivor_groups, distinct_count alone.")));
}

void refuse_other_rules() {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rules of survivors must be the same for all rows"),
                    errhint("Write them as constants.")));
}

RowPlan* step_plan(FunctionCallInfo fcinfo, int first) {
    auto* plan = static_cast<RowPlan*>(fcinfo->flinfo->fn_extra);
    if (plan == nullptr) {
        plan = new_step_plan(fcinfo, first);
        fcinfo->flinfo->fn_extra = plan;
        return plan;
    }
    // why: states are laid out for the rules of the first row.
    const ArrayType* rules = PG_ARGISNULL(first) ? nullptr : PG_GETARG_ARRAYTYPE_P(first);
    if (rules == nullptr || VARSIZE(rules) != VARSIZE(plan->rules) || std::memcmp(rules, plan->rules, VARSIZE(rules)) != 0)
        refuse_other_rules();
    return plan;
}

RowPlan* log_plan(FunctionCallInfo fcinfo, const std::byte* log) {
    auto* plan = static_cast<RowPlan*>(fcinfo->flinfo->fn_extra);
    if (plan == nullptr) {
        LogColumn columns[kMostAttributes];
        const std::size_t count = merge::survivors_attributes(log);
        if (count > std::size(columns)) elog(ERROR, "state of survivors has too many attributes");
        for (std::size_t i = 0; i < count; i++) columns[i] = merge::row_log_column(log, i);
        plan = new_plan({columns, count}, fcinfo->flinfo->fn_mcxt);
        fcinfo->flinfo->fn_extra = plan;
    }
    if (merge::row_log_head(log) != merge::row_log_head(reinterpret_cast<const std::byte*>(plan->head.data()))) refuse_other_rules();
    return plan;
}

void take_arguments(FunctionCallInfo fcinfo, int first, RowPlan& plan) {
    LogRow& row = plan.row;
    row = LogRow{.rank = PG_ARGISNULL(first + kRank) ? merge::kNoRank : PG_GETARG_INT32(first + kRank)};
    row.has_at = !PG_ARGISNULL(first + kAt);
    if (row.has_at) row.at = PG_GETARG_TIMESTAMPTZ(first + kAt);
    row.has_key = !PG_ARGISNULL(first + kKey);
    if (row.has_key) row.key = view_of(PG_GETARG_TEXT_PP(first + kKey));
    for (std::size_t i = 0; i < plan.count; i++) {
        const int n = first + kFirstAttribute + static_cast<int>(i);
        SurvivorAttribute& a = plan.attributes[i];
        plan.values[i] = PG_ARGISNULL(n) ? std::string_view{} : stored_form(a.type, PG_GETARG_DATUM(n), &a.bits);
    }
}

void take_logged(const merge::RowLogReader& reader, RowPlan& plan) noexcept {
    plan.row = reader.row();
    for (std::size_t i = 0; i < plan.count; i++) plan.values[i] = reader.value(i);
}

Candidate candidate_of(const ValueType& type, const Rules& rules, const LogRow& row, std::string_view stored) {
    Candidate c{.value = stored_value(type, stored), .key = row.key, .has_key = row.has_key};
    switch (rules.first) {
        case merge::FirstRule::kNone: break;
        case merge::FirstRule::kPriority: c.rank = row.rank; break;
        case merge::FirstRule::kLeastRecent: c.rank = row.has_at ? row.at : merge::kNoRank; break;
        case merge::FirstRule::kLongest: c.rank = -merge::characters(c.value); break;
        case merge::FirstRule::kShortest: c.rank = merge::characters(c.value); break;
    }
    if (rules.recent) c.at = row.at;
    if (!rules.accents) return c;
    const std::int64_t rank = -merge::bytes_beyond_characters(c.value);
    const std::size_t size = merge::ranked_key_size(1, c.key);
    auto* bytes = static_cast<std::byte*>(palloc(size));
    merge::ranked_key_write(bytes, {&rank, 1}, c.key);
    c.key = {reinterpret_cast<const char*>(bytes), size};
    c.has_key = true;
    return c;
}

}  // namespace cdp::pg
