// SPDX-License-Identifier: PostgreSQL
// Conditions that users store: what an SQL expression over a row reads and asks for, with everything refused that could
// give another answer for the same row; and set expressions over segments.
#include "pg/parse.hpp"

namespace cdp::pg {

namespace {

constexpr int kHelperArguments = 4;
constexpr const char* kHelpers[] = {"did", "has_identifier", "in_segment", "sample", "within"};

struct Condition {
    ParseState* state;
    Oid helper_schema;
    Oid placeholder;
    List* row_names;  // deparse context of the row
    Bitmapset* columns;
    int helpers;
    ArrayBuildState* names;
    ArrayBuildState* arguments;
};

[[noreturn]] void refuse(ParseState* state, int location, const char* message, const char* hint) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("%s", message), errhint("%s", hint),
                    parser_errposition(state, location)));
}

void add_text(ArrayBuildState* array, const char* value) {
    accumArrayResult(array, value != nullptr ? CStringGetTextDatum(value) : 0, value == nullptr, TEXTOID,
                     CurrentMemoryContext);
}

bool is_helper(const Condition& condition, Oid function) {
    if (get_func_namespace(function) != condition.helper_schema) return false;
    const char* const name = get_func_name(function);
    for (const char* helper : kHelpers)
        if (std::strcmp(name, helper) == 0) return true;
    return false;
}

// A stable function of the server may depend on the time zone, which is fixed while conditions are evaluated, but not on
// the clock or on settings.
bool reads_surroundings(const char* name, int arguments) {
    return arguments == 0 || (std::strcmp(name, "age") == 0 && arguments == 1) || std::strcmp(name, "current_setting") == 0;
}

void check_function(const Condition& condition, Oid function, int arguments, int location) {
    const char volatility = func_volatile(function);
    if (volatility == PROVOLATILE_IMMUTABLE) return;
    const char* const name = get_func_name(function);
    if (volatility == PROVOLATILE_STABLE && get_func_namespace(function) == PG_CATALOG_NAMESPACE &&
        !reads_surroundings(name, arguments))
        return;
    refuse(condition.state, location, psprintf("function %s() may give another answer for the same row", name),
           volatility == PROVOLATILE_STABLE && get_func_namespace(function) == PG_CATALOG_NAMESPACE
               ? "For time use within(column, '30 days') or did(event, 1, '30 days'), which follow the clock of the hub."
               : "Use functions that are declared IMMUTABLE.");
}

bool walk_condition(Node* node, void* context);

const char* constant_text(const Condition& condition, Node* argument, const char* helper, int location) {
    if (!IsA(argument, Const))
        refuse(condition.state, location, psprintf("the arguments of %s() must be constants here", helper),
               "Write the value itself, such as 'purchase' or '30 days'.");
    auto* const value = reinterpret_cast<Const*>(argument);
    if (value->constisnull) return nullptr;
    Oid output;
    bool varlena;
    getTypeOutputInfo(value->consttype, &output, &varlena);
    return OidOutputFunctionCall(output, value->constvalue);
}

// Notes a call of a helper and puts a numbered placeholder in its place.
void take_helper(Condition* condition, FuncExpr* call) {
    const char* const name = get_func_name(call->funcid);
    auto* const plain = reinterpret_cast<FuncExpr*>(eval_const_expressions(nullptr, static_cast<Node*>(copyObjectImpl(call))));
    add_text(condition->names, name);
    for (int i = 0; i < kHelperArguments; i++) {
        if (i >= list_length(plain->args)) {
            add_text(condition->arguments, nullptr);
            continue;
        }
        auto* const argument = static_cast<Node*>(list_nth(plain->args, i));
        if (i == 0 && std::strcmp(name, "within") == 0) {
            const int before = condition->helpers;
            walk_condition(argument, condition);
            if (condition->helpers != before)
                refuse(condition->state, call->location, "within() cannot hold another helper", "Give it a column or an expression.");
            add_text(condition->arguments, deparse_expression(argument, condition->row_names, true, false));
        } else {
            add_text(condition->arguments, constant_text(*condition, argument, name, call->location));
        }
    }
    condition->helpers++;
    call->funcid = condition->placeholder;
    call->funcformat = COERCE_EXPLICIT_CALL;
    call->inputcollid = InvalidOid;
    call->args = list_make1(makeConst(INT4OID, -1, InvalidOid, sizeof(int32), Int32GetDatum(condition->helpers), false, true));
}

bool walk_condition(Node* node, void* context) {
    auto* const condition = static_cast<Condition*>(context);
    if (node == nullptr) return false;
    check_stack_depth();
    switch (nodeTag(node)) {
        case T_Var: {
            auto* const column = reinterpret_cast<Var*>(node);
            if (column->varattno <= 0)
                refuse(condition->state, column->location, "a condition cannot take the row as a whole", "Name the columns.");
            condition->columns = bms_add_member(condition->columns, column->varattno);
            return false;
        }
        case T_SubLink:
            refuse(condition->state, exprLocation(node), "a condition cannot hold a subquery",
                   "It reads one profile. For rows of other tables register an event source and use did(), or add a trait.");
        case T_SQLValueFunction:
            refuse(condition->state, exprLocation(node), "a condition cannot read the clock or the session",
                   "For time use within(column, '30 days') or did(event, 1, '30 days'), which follow the clock of the hub.");
        case T_FuncExpr: {
            auto* const call = reinterpret_cast<FuncExpr*>(node);
            if (is_helper(*condition, call->funcid)) {
                take_helper(condition, call);
                return false;
            }
            check_function(*condition, call->funcid, list_length(call->args), call->location);
            break;
        }
        case T_OpExpr:
        case T_DistinctExpr:
        case T_NullIfExpr: {
            auto* const operation = reinterpret_cast<OpExpr*>(node);
            set_opfuncid(operation);
            check_function(*condition, operation->opfuncid, 2, operation->location);
            break;
        }
        case T_ScalarArrayOpExpr: {
            auto* const operation = reinterpret_cast<ScalarArrayOpExpr*>(node);
            set_sa_opfuncid(operation);
            check_function(*condition, operation->opfuncid, 2, operation->location);
            break;
        }
        default: break;
    }
    return walk_expression(node, &walk_condition, context);
}

// The one expression that a text is, as the parser has it.
Node* parse_one_expression(ParseState* state, const char* source) {
    List* const statements = raw_parser(source, RAW_PARSE_PLPGSQL_EXPR);
    auto* const select = reinterpret_cast<SelectStmt*>(static_cast<RawStmt*>(linitial(statements))->stmt);
    const bool one = list_length(statements) == 1 && IsA(select, SelectStmt) && list_length(select->targetList) == 1 &&
                     select->distinctClause == NIL && select->fromClause == NIL && select->whereClause == nullptr &&
                     select->groupClause == NIL && select->havingClause == nullptr && select->windowClause == NIL &&
                     select->sortClause == NIL && select->limitOffset == nullptr && select->limitCount == nullptr &&
                     select->lockingClause == NIL && select->op == SETOP_NONE &&
                     static_cast<ResTarget*>(linitial(select->targetList))->name == nullptr;
    if (!one) refuse(state, 0, "a condition is one expression", "Write what is true for a row, such as email IS NOT NULL.");
    return static_cast<ResTarget*>(linitial(select->targetList))->val;
}

// A set expression: names of segments, & | - and parentheses, as SQL has them on sets.
void write_sets(ParseState* state, Node* node, StringInfo out) {
    check_stack_depth();
    if (IsA(node, ColumnRef)) {
        auto* const name = reinterpret_cast<ColumnRef*>(node);
        if (list_length(name->fields) == 1 && IsA(linitial(name->fields), String)) {
            appendStringInfo(out, "in_segment(%s)", quote_literal_cstr(strVal(linitial(name->fields))));
            return;
        }
    } else if (IsA(node, A_Expr)) {
        auto* const operation = reinterpret_cast<A_Expr*>(node);
        const char* const symbol = operation->kind == AEXPR_OP && list_length(operation->name) == 1 ? strVal(linitial(operation->name)) : "";
        const char* const word = std::strcmp(symbol, "&") == 0   ? " AND "
                                 : std::strcmp(symbol, "|") == 0 ? " OR "
                                 : std::strcmp(symbol, "-") == 0 ? " AND NOT "
                                                                 : nullptr;
        if (word != nullptr && operation->lexpr != nullptr && operation->rexpr != nullptr) {
            appendStringInfoChar(out, '(');
            write_sets(state, operation->lexpr, out);
            appendStringInfoString(out, word);
            write_sets(state, operation->rexpr, out);
            appendStringInfoChar(out, ')');
            return;
        }
    }
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("not a set expression"),
                    errhint("Write names of segments with &, |, - and parentheses: loyal & (shoes | hats) - staff."),
                    parser_errposition(state, exprLocation(node))));
}

// Names of the columns in the order of the table.
Datum column_names(const Bitmapset* columns, Relation relation) {
    ArrayBuildState* const array = initArrayResult(TEXTOID, CurrentMemoryContext, false);
    for (int i = -1; (i = bms_next_member(columns, i)) >= 0;)
        add_text(array, NameStr(TupleDescAttr(RelationGetDescr(relation), i - 1)->attname));
    return makeArrayResult(array, CurrentMemoryContext);
}

char* text_argument(FunctionCallInfo fcinfo, int n) {
    require_utf8();
    return text_to_cstring(PG_GETARG_TEXT_PP(n));
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_condition) {
    const Oid row = PG_GETARG_OID(0);
    char* const alias = text_argument(fcinfo, 1);
    char* const source = text_argument(fcinfo, 2);
    TupleDesc result;
    if (get_call_result_type(fcinfo, nullptr, &result) != TYPEFUNC_COMPOSITE) elog(ERROR, "return type must be a row type");
    ErrorPosition position(source);
    ParseState* const state = make_parsestate(nullptr);
    state->p_sourcetext = source;
    Node* const parsed = parse_one_expression(state, source);
    Relation relation = relation_open(row, AccessShareLock);
    ParseNamespaceItem* const item =
        addRangeTableEntryForRelation(state, relation, AccessShareLock, makeAlias(alias, NIL), false, false);
    addNSItemToQuery(state, item, false, true, true);
    Node* expression = transformExpr(state, parsed, EXPR_KIND_WHERE);
    if (PG_GETARG_BOOL(3)) expression = coerce_to_boolean(state, expression, "condition");
    if (exprType(expression) == UNKNOWNOID) expression = coerce_to_common_type(state, expression, TEXTOID, "condition");
    if (expression_returns_set(expression))
        refuse(state, exprLocation(expression), "a condition cannot give several rows", "Take one value.");
    assign_expr_collations(state, expression);
    const Oid integer = INT4OID;
    Condition condition{state, get_namespace_oid("cdp", false),
                        LookupFuncName(list_make2(makeString(pstrdup("cdp")), makeString(pstrdup("_helper"))), 1, &integer, false),
                        deparse_context_for(alias, row), nullptr, 0,
                        initArrayResult(TEXTOID, CurrentMemoryContext, false), initArrayResult(TEXTOID, CurrentMemoryContext, false)};
    walk_condition(expression, &condition);
    position.end();
    Datum values[] = {CStringGetTextDatum(deparse_expression(expression, condition.row_names, true, false)),
                      column_names(condition.columns, relation), makeArrayResult(condition.names, CurrentMemoryContext),
                      makeArrayResult(condition.arguments, CurrentMemoryContext), ObjectIdGetDatum(exprType(expression))};
    bool nulls[] = {false, false, false, false, false};
    relation_close(relation, NoLock);
    PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(result), values, nulls)));
}

CDP_FUNCTION(cdp_set_expression) {
    char* const source = text_argument(fcinfo, 0);
    ErrorPosition position(source);
    ParseState* const state = make_parsestate(nullptr);
    state->p_sourcetext = source;
    StringInfoData out;
    initStringInfo(&out);
    write_sets(state, parse_one_expression(state, source), &out);
    position.end();
    PG_RETURN_TEXT_P(cstring_to_text(out.data));
}
