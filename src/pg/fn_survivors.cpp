// SPDX-License-Identifier: PostgreSQL
// The survivors of several attributes in one aggregate. Its state is a type of its own, which only the aggregate can make:
// the functions that read it trust what they find there.
#include "core/merge/survivors.hpp"
#include "core/merge/tally.hpp"

#include "pg/survivor_state.hpp"

namespace cdp::pg {

namespace {

using merge::Candidate;
using merge::Rules;

constexpr int kMostAttributes = 90;  // a function has at most 100 arguments
constexpr int kRules = 1, kAt = 2, kRank = 3, kKey = 4, kFirstAttribute = 5;

struct Attribute {
    ValueType type;
    Rules rules;
    bool present;  // and, while a row is taken in, still to be added
    std::uint64_t bits;
    Candidate candidate;  // of the row at hand
};

// What stays the same from row to row; lives in fn_extra.
struct RowPlan {
    ArrayType* rules;  // as the first row gave them
    int count;
    Attribute attributes[kMostAttributes];
};

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
    if (count == 8 || !merge::parse_rules({words, count + 1}, rules))
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rules %d are not a chain that survivors follows", number),
                        errhint("Write by_priority, least_recent, longest or shortest, then most_frequent, most_recent and accents, each at most once and with commas between.")));
    return rules;
}

RowPlan* make_plan(FunctionCallInfo fcinfo) {
    const int count = PG_NARGS() - kFirstAttribute;
    if (get_fn_expr_variadic(fcinfo->flinfo) || count < 1 || count > kMostAttributes)
        ereport(ERROR, (errcode(ERRCODE_TOO_MANY_ARGUMENTS), errmsg("survivors takes 1 to %d attributes, one argument each", kMostAttributes),
                        errhint("Take several calls for more.")));
    Datum* chains = nullptr;
    int n_chains = 0;
    if (!PG_ARGISNULL(kRules)) {
        ArrayType* array = PG_GETARG_ARRAYTYPE_P(kRules);
        if (!array_contains_nulls(array)) deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &chains, nullptr, &n_chains);
    }
    if (n_chains != count)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rules of survivors must be one for each of its %d attributes", count),
                        errhint("Write ARRAY['most_recent', 'most_frequent,most_recent'] for two.")));
    auto* plan = static_cast<RowPlan*>(MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(RowPlan)));
    const ArrayType* rules = PG_GETARG_ARRAYTYPE_P(kRules);
    plan->rules = static_cast<ArrayType*>(MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, VARSIZE(rules)));
    std::memcpy(plan->rules, rules, VARSIZE(rules));
    plan->count = count;
    for (int i = 0; i < count; i++) {
        describe_type(plan->attributes[i].type, get_fn_expr_argtype(fcinfo->flinfo, kFirstAttribute + i), fcinfo->flinfo->fn_mcxt);
        plan->attributes[i].rules = rules_of(DatumGetTextPP(chains[i]), i + 1);
    }
    fcinfo->flinfo->fn_extra = plan;
    return plan;
}

// What speaks for the value of an attribute in this row, under its rules.
void fill_candidate(FunctionCallInfo fcinfo, Attribute& attribute, Datum value) {
    Candidate& c = attribute.candidate;
    const Rules& rules = attribute.rules;
    c = Candidate{.value = value_bytes(attribute.type, value, &attribute.bits)};
    switch (rules.first) {
        case merge::FirstRule::kNone: break;
        case merge::FirstRule::kPriority: c.rank = PG_ARGISNULL(kRank) ? merge::kNoRank : PG_GETARG_INT32(kRank); break;
        case merge::FirstRule::kLeastRecent: c.rank = PG_ARGISNULL(kAt) ? merge::kNoRank : PG_GETARG_TIMESTAMPTZ(kAt); break;
        case merge::FirstRule::kLongest: c.rank = -merge::characters(c.value); break;
        case merge::FirstRule::kShortest: c.rank = merge::characters(c.value); break;
    }
    if (rules.recent) set_time(c, fcinfo, kAt);
    set_key(c, fcinfo, kKey);
    if (!rules.accents) return;
    const std::int64_t rank = -merge::bytes_beyond_characters(c.value);
    const std::size_t size = merge::ranked_key_size(1, c.key);
    auto* bytes = static_cast<std::byte*>(palloc(size));
    merge::ranked_key_write(bytes, {&rank, 1}, c.key);
    c.key = {reinterpret_cast<const char*>(bytes), size};
    c.has_key = true;
}

bytea* first_state(const RowPlan& plan, std::size_t need) {
    const auto count = static_cast<std::size_t>(plan.count);
    const std::size_t size = merge::survivors_empty_size(count) + need;
    bytea* state = new_state(size);
    merge::survivors_init(state_bytes(state), size, count);
    for (std::size_t i = 0; i < count; i++)
        merge::survivors_describe(state_bytes(state), i, plan.attributes[i].type.oid, plan.attributes[i].rules.count);
    return state;
}

bytea* larger_state(bytea* state, std::size_t need) {
    const std::size_t size = merge::survivors_next_size(state_bytes(state), need);
    bytea* next = new_state(size);
    merge::survivors_copy(state_bytes(next), size, state_bytes(state));
    return next;
}

// Bytes that the first row of a group takes.
std::size_t first_need(const RowPlan& plan) {
    std::size_t need = 0;
    for (int i = 0; i < plan.count; i++) {
        const Attribute& a = plan.attributes[i];
        if (a.present) need += a.rules.count ? merge::tally_first_size(a.candidate) : merge::pick_size(a.candidate);
    }
    return need;
}

bytea* offer(bytea* state, std::size_t attribute, const Candidate& candidate) {
    while (!merge::survivors_add(state_bytes(state), attribute, candidate))
        state = larger_state(state, merge::survivors_need(state_bytes(state), attribute, candidate));
    return state;
}

[[noreturn]] void refuse_other_rules() {
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("rules of survivors must be the same for all rows"),
                    errhint("Write them as constants.")));
}

// States are laid out for the rules of the first row.
void require_rules_of(const RowPlan& plan, FunctionCallInfo fcinfo) {
    const ArrayType* rules = PG_ARGISNULL(kRules) ? nullptr : PG_GETARG_ARRAYTYPE_P(kRules);
    if (rules == nullptr || VARSIZE(rules) != VARSIZE(plan.rules) || std::memcmp(rules, plan.rules, VARSIZE(rules)) != 0)
        refuse_other_rules();
}

void require_same(const std::byte* a, const std::byte* b) {
    bool same = merge::survivors_attributes(a) == merge::survivors_attributes(b);
    for (std::size_t i = 0; same && i < merge::survivors_attributes(a); i++) {
        const merge::Survivor x = merge::survivors_at(a, i), y = merge::survivors_at(b, i);
        same = x.type == y.type && x.count == y.count;
    }
    if (!same) refuse_other_rules();
}

}  // namespace

}  // namespace cdp::pg

using cdp::merge::Candidate;
using namespace cdp::pg;

CDP_FUNCTION(cdp_survivors_step) {
    require_aggregate(fcinfo);
    auto* plan = static_cast<RowPlan*>(fcinfo->flinfo->fn_extra);
    if (plan == nullptr)
        plan = make_plan(fcinfo);
    else
        require_rules_of(*plan, fcinfo);
    for (int i = 0; i < plan->count; i++) {
        Attribute& a = plan->attributes[i];
        a.present = !PG_ARGISNULL(kFirstAttribute + i);
        if (a.present) fill_candidate(fcinfo, a, PG_GETARG_DATUM(kFirstAttribute + i));
    }
    bytea* state = state_argument(fcinfo, 0);
    if (state == nullptr) state = first_state(*plan, first_need(*plan));
    std::size_t need = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(plan->count); i++) {
        Attribute& a = plan->attributes[i];
        if (!a.present) continue;
        a.present = !cdp::merge::survivors_add(state_bytes(state), i, a.candidate);
        if (a.present) need += cdp::merge::survivors_need(state_bytes(state), i, a.candidate);
    }
    // why: what found no room goes into one larger state, made once for the row.
    if (need != 0) state = larger_state(state, need);
    for (std::size_t i = 0; need != 0 && i < static_cast<std::size_t>(plan->count); i++)
        if (plan->attributes[i].present) state = offer(state, i, plan->attributes[i].candidate);
    PG_RETURN_BYTEA_P(state);
}

CDP_FUNCTION(cdp_survivors_join) {
    require_aggregate(fcinfo);
    bytea* state = state_argument(fcinfo, 0);
    bytea* other = state_argument(fcinfo, 1);
    if (state == nullptr || other == nullptr) return state_result(fcinfo, state == nullptr ? other : state);
    require_same(state_bytes(state), state_bytes(other));
    for (std::size_t i = 0; i < cdp::merge::survivors_attributes(state_bytes(other)); i++) {
        const cdp::merge::Survivor found = cdp::merge::survivors_at(state_bytes(other), i);
        if (found.bytes == nullptr) continue;
        if (!found.count) {
            state = offer(state, i, cdp::merge::pick_read(found.bytes));
            continue;
        }
        cdp::merge::TallyReader reader(found.bytes);
        for (Candidate candidate; reader.next(candidate);) {
            CHECK_FOR_INTERRUPTS();
            state = offer(state, i, candidate);
        }
    }
    PG_RETURN_BYTEA_P(state);
}

CDP_FUNCTION(cdp_survivor_of) {
    if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_NULL();
    bytea* state = PG_GETARG_BYTEA_P(0);
    const int number = PG_GETARG_INT32(1);
    const std::size_t count = cdp::merge::survivors_attributes(state_bytes(state));
    if (number < 1 || static_cast<std::size_t>(number) > count)
        ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("attribute %d is not among the %zu of these survivors", number, count),
                        errhint("They are numbered from 1 in the order of the aggregate's arguments.")));
    const ValueType& type = value_type(fcinfo, 2);
    const cdp::merge::Survivor found = cdp::merge::survivors_at(state_bytes(state), static_cast<std::size_t>(number - 1));
    if (found.type != type.oid)
        ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("attribute %d of these survivors is of type %s, not %s", number,
                                                                   format_type_be(found.type), format_type_be(type.oid)),
                        errhint("Give a null of the type that the aggregate took.")));
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
