-- SPDX-License-Identifier: PostgreSQL
-- Clusters: of any graph. Clusters of records by a model are those of cdp.dedupe.

CREATE FUNCTION cdp.connected_components(query text)
    RETURNS TABLE (node text, component text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100000 AS 'MODULE_PATHNAME', 'cdp_connected_components';
COMMENT ON FUNCTION cdp.connected_components(text) IS
'Every node of a graph with its connected component, which is named by its smallest node. query is a SELECT of two columns, the nodes of each edge, run with the caller''s rights; a null beside a node makes a node that need have no edge, two nulls nothing. Whole numbers are compared as numbers, everything else as text in byte order; both come as text here. Takes 16 bytes an edge and 5 to 20 a node of cdp.memory (texts: their length and 16 bytes more), and cdp.threads threads. Errors: 22023 for a query that has not two columns or is not one SELECT, 53200 beyond the memory, 54000 beyond 2^30 edges.';

CREATE FUNCTION cdp.connected_components(query text, type anyelement)
    RETURNS TABLE (node anyelement, component anyelement)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100000 AS 'MODULE_PATHNAME', 'cdp_connected_components';
COMMENT ON FUNCTION cdp.connected_components(text, anyelement) IS
'The same with nodes of the type of the second argument, whose value does not count: NULL::bigint or NULL::integer, where the query gives whole numbers, or NULL::text. Errors, besides: 42804 for nodes that cannot come as the type, 22003 for a number that is too large for it.';
