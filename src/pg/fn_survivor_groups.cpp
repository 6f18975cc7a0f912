// SPDX-License-Identifier: PostgreSQL
// The survivors of all groups of a query in one aggregate. Its rows stay in the memory of the statement; the value of the
// aggregate is a number that cdp.survivor_rows finds them by, so whatever becomes of such a number, nobody reads what is gone.
#include "core/merge/grouped_rows.hpp"

#include "pg/rows.hpp"
#include "pg/survivor_choice.hpp"
#include "pg/temp_files.hpp"

#include "pg/guc.hpp"

namespace cdp::pg {

namespace {

constexpr int kGroup = 1, kRules = 2;  // arguments of the step function
// Columns of the result: those that there are always, then the attributes.
constexpr int kGroupColumn = 0, kRowsColumn = 1, kFirstColumn = 2, kLastColumn = 3, kAttributeColumn = 4;

constexpr std::size_t kGroupsPerLook = 4096;  // at the memory of the process

struct Groups {
    Groups(const Limits& limits, const RowPlan* rows_plan) : rows(limits, rows_plan->count), plan(rows_plan) {}
    ~Groups();

    merge::GroupedRows rows;
    const RowPlan* plan;
    int64 number = 0;  // 0: rows are still coming in
    Groups* before = nullptr;
};

// Those of this session that have a number, the last first.
Groups* g_last = nullptr;
uint64 g_number = 0;

// why: a number that another session wrote into a table must not name survivors of this one.
int64 next_number() {
    if (g_number == 0 && !pg_strong_random(&g_number, sizeof g_number))
        ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate random values")));
    return static_cast<int64>(++g_number >> 1);
}

Groups::~Groups() {
    for (Groups** link = &g_last; number != 0 && *link != nullptr; link = &(*link)->before)
        if (*link == this) {
            *link = before;
            return;
        }
}

Groups* find_groups(int64 number) {
    Groups* groups = g_last;
    while (groups != nullptr && groups->number != number) groups = groups->before;
    if (groups == nullptr)
        ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE), errmsg("these survivors are gone"),
                        errdetail("They last until the end of the statement that the aggregate is in."),
                        errhint("Call cdp.survivor_rows in the same statement.")));
    return groups;
}

Groups* state_argument(FunctionCallInfo fcinfo) {
    require_aggregate(fcinfo);
    return PG_ARGISNULL(0) ? nullptr : reinterpret_cast<Groups*>(PG_GETARG_POINTER(0));
}

Oid column_type(const SurvivorAttribute& attribute) { return attribute.rules.distinct ? INT8OID : attribute.type.oid; }

void require_columns(TupleDesc desc, const RowPlan& plan) {
    constexpr Oid kTypes[kAttributeColumn] = {INT8OID, INT8OID, TIMESTAMPTZOID, TIMESTAMPTZOID};
    const int count = kAttributeColumn + static_cast<int>(plan.count);
    if (desc->natts != count)
        ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("these survivors have %d columns, not %d", count, desc->natts),
                        errhint("Name the group and its rows (bigint), their first and last time (timestamptz), then the attributes.")));
    for (int i = 0; i < count; i++) {
        const Oid type = i < kAttributeColumn ? kTypes[i] : column_type(plan.attributes[i - kAttributeColumn]);
        const Oid asked = TupleDescAttr(desc, i)->atttypid;
        if (asked != type)
            ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("column %d of these survivors is of type %s, not %s", i + 1, format_type_be(type), format_type_be(asked)),
                            errhint("Name the group and its rows (bigint), their first and last time (timestamptz), then the attributes with the types that the aggregate took.")));
        if (TupleDescAttr(desc, i)->atttypmod >= 0)
            ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("column %d of these survivors is of type %s, not %s", i + 1, format_type_be(type), format_type_with_typemod(asked, TupleDescAttr(desc, i)->atttypmod)),
                            errhint("Name the type without a length; cast the column to it.")));
    }
}

// When the rows of a group are from.
void set_times(Rows& out, merge::GroupReader reader) {
    bool any = false;
    int64 first = 0, last = 0;
    while (reader.next()) {
        CHECK_FOR_INTERRUPTS();
        const merge::LogRow row = reader.row();
        if (!row.has_at) continue;
        first = any ? Min(first, row.at) : row.at;
        last = any ? Max(last, row.at) : row.at;
        any = true;
    }
    if (!any) return;
    out.set(kFirstColumn, TimestampTzGetDatum(first));
    out.set(kLastColumn, TimestampTzGetDatum(last));
}

// A row without others of its group needs no rules.
void put_values(Rows& out, const RowPlan& plan, const merge::GroupReader& row) {
    for (std::size_t i = 0; i < plan.count; i++) {
        const SurvivorAttribute& a = plan.attributes[i];
        const int column = kAttributeColumn + static_cast<int>(i);
        const std::string_view stored = row.value(i);
        if (a.rules.distinct)
            out.set_int(column, stored.empty() ? 0 : 1);
        else if (!stored.empty())
            out.set(column, stored_datum(a.type, stored));
    }
}

// why: the tally of a large group would stay until its row is put, one for each attribute.
void put_survivors(Rows& out, const RowPlan& plan, const merge::GroupReader& reader, bool large) {
    const MemoryContext row = CurrentMemoryContext;
    const MemoryContext scratch = large ? AllocSetContextCreate(row, "cdp survivors of a group", ALLOCSET_DEFAULT_SIZES) : row;
    for (std::size_t i = 0; i < plan.count; i++) {
        CHECK_FOR_INTERRUPTS();
        const SurvivorAttribute& a = plan.attributes[i];
        const int column = kAttributeColumn + static_cast<int>(i);
        Datum value;
        MemoryContextSwitchTo(scratch);
        if (a.rules.distinct) {
            out.set_int(column, static_cast<int64>(distinct_among(a.type, reader, i)));
        } else if (survivor_among(a.type, a.rules, reader, i, &value)) {
            MemoryContextSwitchTo(row);
            std::uint64_t bits = 0;
            out.set(column, large ? value_datum(a.type, value_bytes(a.type, value, &bits)) : value);
        }
        if (large) MemoryContextReset(scratch);
    }
    MemoryContextSwitchTo(row);
    if (large) MemoryContextDelete(scratch);
}

void put_group(Rows& out, const Groups& groups, std::span<const merge::GroupedEntry> group) {
    merge::GroupReader reader = groups.rows.reader(group);
    out.set_int(kGroupColumn, group.front().group);
    out.set_int(kRowsColumn, static_cast<int64>(group.size()));
    set_times(out, reader);
    if (group.size() > 1) {
        put_survivors(out, *groups.plan, reader, group.size() > merge::kLogRows);
    } else {
        reader.next();
        put_values(out, *groups.plan, reader);
    }
    out.put();
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_survivor_groups_step) {
    Groups* groups = state_argument(fcinfo);
    RowPlan* plan = step_plan(fcinfo, kRules);
    if (PG_ARGISNULL(kGroup)) {
        if (groups == nullptr) PG_RETURN_NULL();
        PG_RETURN_POINTER(groups);
    }
    take_arguments(fcinfo, kRules, *plan);
    // why: its value outlives the group that the aggregate is for.
    if (groups == nullptr) groups = make_handle<Groups>(fcinfo->flinfo->fn_mcxt, with_temp_files(memory_budget()), plan);
    CDP_TRY(groups->rows.add(PG_GETARG_INT64(kGroup), plan->row, plan->row_values()));
    PG_RETURN_POINTER(groups);
}

CDP_FUNCTION(cdp_survivor_groups_value) {
    Groups* groups = state_argument(fcinfo);
    if (groups == nullptr) PG_RETURN_NULL();
    CDP_TRY(groups->rows.finish(backend_token()));
    report_temp_files("cdp.survivor_groups", groups->rows.spilled());
    groups->number = next_number();
    groups->before = g_last;
    g_last = groups;
    PG_RETURN_INT64(groups->number);
}

CDP_FUNCTION(cdp_survivor_rows) {
    Groups* groups = find_groups(PG_GETARG_INT64(0));
    Rows out(fcinfo, true);
    require_columns(reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo)->setDesc, *groups->plan);
    const MemoryContext before = MemoryContextSwitchTo(out.context());
    std::size_t count = 0;
    for (std::size_t at = 0; at < groups->rows.rows();) {
        const std::span<const cdp::merge::GroupedEntry> group = groups->rows.group_at(at);
        put_group(out, *groups, group);
        at += group.size();
        if (++count % kGroupsPerLook == 0) groups->rows.relieve();
    }
    MemoryContextSwitchTo(before);
    return 0;
}

CDP_FUNCTION(cdp_survivor_groups_in) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("survivors cannot be written as text"),
                    errhint("The aggregate cdp.survivor_groups makes them.")));
}

CDP_FUNCTION(cdp_survivor_groups_out) { PG_RETURN_CSTRING(pstrdup("survivors of groups")); }
