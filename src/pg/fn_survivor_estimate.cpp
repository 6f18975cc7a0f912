// SPDX-License-Identifier: PostgreSQL
// How many rows cdp.survivor_rows gives, for the planner: as many as GROUP BY would, of what the aggregate takes in.
#include "pg/boundary.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

constexpr double kUnknown = 1000;  // what the planner takes for functions of which it knows nothing

// The subquery that an argument is a column of, and that column; null when it is not.
const RelOptInfo* subquery_of(PlannerInfo* root, Node* argument, TargetEntry** column) {
    if (root == nullptr || !IsA(argument, Var)) return nullptr;
    const auto* var = reinterpret_cast<const Var*>(argument);
    if (var->varlevelsup != 0 || var->varno <= 0 || var->varno >= root->simple_rel_array_size) return nullptr;
    const RelOptInfo* rel = root->simple_rel_array[var->varno];
    if (rel == nullptr || rel->subroot == nullptr || rel->subroot->parse == nullptr) return nullptr;
    *column = get_tle_by_resno(rel->subroot->parse->targetList, var->varattno);
    return *column == nullptr ? nullptr : rel;
}

// The plan of an aggregate without groups, below what may stand above it.
const AggPath* aggregation_of(const Path* path) {
    while (path != nullptr && IsA(path, ProjectionPath)) path = reinterpret_cast<const ProjectionPath*>(path)->subpath;
    return path != nullptr && IsA(path, AggPath) ? reinterpret_cast<const AggPath*>(path) : nullptr;
}

double groups_of(PlannerInfo* root, Node* argument) {
    TargetEntry* column = nullptr;
    const RelOptInfo* rel = subquery_of(root, argument, &column);
    if (rel == nullptr || !IsA(column->expr, Aggref)) return kUnknown;
    const auto* aggregate = reinterpret_cast<const Aggref*>(column->expr);
    RelOptInfo* final = fetch_upper_rel(rel->subroot, UPPERREL_FINAL, nullptr);
    const AggPath* path = final == nullptr ? nullptr : aggregation_of(final->cheapest_total_path);
    if (path == nullptr || path->aggstrategy != AGG_PLAIN || aggregate->args == NIL) return kUnknown;
    Node* group = reinterpret_cast<Node*>(linitial_node(TargetEntry, aggregate->args)->expr);
    return estimate_num_groups(rel->subroot, list_make1(group), path->subpath->rows, nullptr, nullptr);
}

}  // namespace

}  // namespace cdp::pg

CDP_FUNCTION(cdp_survivor_rows_support) {
    auto* request = reinterpret_cast<Node*>(PG_GETARG_POINTER(0));
    if (!IsA(request, SupportRequestRows)) PG_RETURN_POINTER(nullptr);
    auto* rows = reinterpret_cast<SupportRequestRows*>(request);
    if (!is_funcclause(rows->node)) PG_RETURN_POINTER(nullptr);
    rows->rows = cdp::pg::groups_of(rows->root, static_cast<Node*>(linitial(reinterpret_cast<FuncExpr*>(rows->node)->args)));
    PG_RETURN_POINTER(rows);
}
