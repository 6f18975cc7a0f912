// SPDX-License-Identifier: PostgreSQL
// connected_components: of a graph whose edges are the rows of a query.
#include "core/cluster/components.hpp"

#include "pg/guc.hpp"
#include "pg/pool.hpp"
#include "pg/query_reader.hpp"
#include "pg/rows.hpp"
#include "pg/temp_files.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

using cluster::ConnectedComponents;

// The edges of a query of two columns. A row with one null is a node by itself.
struct EdgeSink {
    ConnectedComponents* graph;
    bool want_numbers;

    void begin(std::size_t columns, const char* const*, const char* const* types) {
        if (columns != 2)
            throw Error(ErrorCode::kInvalidArgument, "the query must have two columns, not " + std::to_string(columns), {},
                        "Give a SELECT of edges: the two nodes of each.");
        const auto is_number = [](std::string_view type) { return type == "bigint" || type == "integer" || type == "smallint"; };
        for (int i = 0; want_numbers && i < 2; i++)
            if (!is_number(types[i]))
                throw Error(ErrorCode::kWrongType, "nodes of type " + std::string(types[i]) + " are no whole numbers", {},
                            "Leave the argument \"type\" out, and nodes come as text.");
    }
    bool row(const std::optional<std::string_view>* cells) {
        if (cells[0] || cells[1]) graph->add(cells[0] ? *cells[0] : *cells[1], cells[1] ? *cells[1] : *cells[0]);
        return true;
    }
    bool numbers(const std::optional<std::int64_t>* cells) {
        if (cells[0] || cells[1]) graph->add(cells[0] ? *cells[0] : *cells[1], cells[1] ? *cells[1] : *cells[0]);
        return true;
    }
};

// The type of the nodes that the caller gets: that of the second argument, if there is one.
Oid result_type(FunctionCallInfo fcinfo) {
    const Oid type = PG_NARGS() < 2 ? TEXTOID : get_fn_expr_argtype(fcinfo->flinfo, 1);
    if (type != TEXTOID && type != INT8OID && type != INT4OID)
        ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH), errmsg("nodes cannot come as %s", format_type_be(type)),
                        errhint("Give a value of type text, bigint or integer, such as NULL::bigint.")));
    return type;
}

void set_node(Rows& rows, int column, Oid type, const ConnectedComponents* graph, cluster::Id node) {
    if (type == INT8OID) {
        rows.set_int(column, node);
    } else if (type == INT4OID) {
        if (node < PG_INT32_MIN || node > PG_INT32_MAX)
            ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("integer out of range"),
                            errdetail("A node is " INT64_FORMAT ".", node), errhint("Take bigint: NULL::bigint.")));
        rows.set(column, Int32GetDatum(static_cast<int32>(node)));
    } else if (graph->has_texts()) {
        rows.set_text(column, graph->text(node), true);
    } else {
        char digits[MAXINT8LEN + 1];
        rows.set_text(column, std::string_view(digits, static_cast<std::size_t>(pg_lltoa(node, digits))));
    }
}

}  // namespace

}  // namespace cdp::pg

using namespace cdp::pg;

CDP_FUNCTION(cdp_connected_components) {
    if (PG_ARGISNULL(0))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("query must not be null"),
                        errhint("Give a SELECT of edges: the two nodes of each.")));
    const Oid type = result_type(fcinfo);
    Rows rows(fcinfo);
    auto* graph = make_handle<ConnectedComponents>(CurrentMemoryContext, with_temp_files(memory_budget()));
    const auto relieve = [](void* argument) { static_cast<ConnectedComponents*>(argument)->relieve(); };
    EdgeSink sink{graph, type != TEXTOID};
    read_query(PG_GETARG_TEXT_PP(0), sink_of(&sink), {relieve, graph});
    ProgressLine progress("cdp.connected_components");
    run_in_pool(progress,
                [](cdp::JobContext& context, void* argument) { static_cast<ConnectedComponents*>(argument)->run(context); }, graph,
                relieve);
    ConnectedComponents::Member members[1000];
    std::size_t position = 0;
    for (std::size_t n; (n = graph->read(position, members)) > 0;)
        for (std::size_t i = 0; i < n; i++) {
            set_node(rows, 0, type, graph, members[i].node);
            set_node(rows, 1, type, graph, members[i].component);
            rows.put();
        }
    report_temp_files("cdp.connected_components", graph->spilled());
    PG_RETURN_NULL();
}
