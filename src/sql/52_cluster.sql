-- SPDX-License-Identifier: PostgreSQL
-- Clusters: components of any graph, and what stands behind the clusters of cdp.dedupe.

CREATE FUNCTION cdp.connected_components(query text)
    RETURNS TABLE (node text, component text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100000 AS 'MODULE_PATHNAME', 'cdp_connected_components';
COMMENT ON FUNCTION cdp.connected_components(text) IS
'Every node of a graph with its connected component, which is named by its smallest node. query is a SELECT of two columns, the nodes of each edge, run with the caller''s rights; a null beside a node makes a node that need have no edge, two nulls nothing. Whole numbers are compared as numbers, everything else as text in byte order; both come as text here. Takes 16 bytes an edge and 5 to 20 a node of cdp.memory (texts: their length and 16 bytes more), beyond it temporary files, and cdp.threads threads. Errors: 22023 for a query that has not two columns or is not one SELECT, 53400 beyond temp_file_limit, 54000 beyond 2^30 edges.';

CREATE FUNCTION cdp.connected_components(query text, type anyelement)
    RETURNS TABLE (node anyelement, component anyelement)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100000 AS 'MODULE_PATHNAME', 'cdp_connected_components';
COMMENT ON FUNCTION cdp.connected_components(text, anyelement) IS
'The same with nodes of the type of the second argument, whose value does not count: NULL::bigint or NULL::integer, where the query gives whole numbers, or NULL::text. Errors, besides: 42804 for nodes that cannot come as the type, 22003 for a number that is too large for it.';

CREATE FUNCTION cdp.cluster_conflicts(query text, model jsonb DEFAULT NULL, threshold double precision DEFAULT NULL, decisions text DEFAULT NULL)
    RETURNS TABLE (reason text, detail text, linkage double precision, left_source text, left_id text, left_cluster_id bigint,
                   right_source text, right_id text, right_cluster_id bigint)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 1000 AS 'MODULE_PATHNAME', 'cdp_cluster_conflicts';
COMMENT ON FUNCTION cdp.cluster_conflicts(text, jsonb, double precision, text) IS
'The joins that cdp.dedupe refused: two groups of records whose linkage, in bits, reached the threshold, but which must not be one. reason is "cannot_link" for a decision, "duplicate_free" for two records of a source (detail) declared so, "limit" for more distinct values of an attribute (detail) than a cluster may have, "ambiguous" for a record without a value of an attribute (detail) of which a cluster may have one, that matches records of two values, both at or above the threshold and less than 3 bits apart, "max_size" for more records than it may have. The left and the right record show the clash, one of each group; of max_size they are the first of the groups. The clusters are those that the two ended up in. Each join is refused once: what the groups grew into stayed apart as well. Of a component, at most four joins for each of its records are listed, those of greatest linkage; cdp.last_run() counts all. Arguments and errors as cdp.dedupe.';

CREATE FUNCTION cdp.cluster_statistics(query text, model jsonb DEFAULT NULL, threshold double precision DEFAULT NULL, decisions text DEFAULT NULL)
    RETURNS TABLE (cluster_id bigint, size bigint, links bigint, density double precision, weakest_link double precision,
                   mean_weight double precision, weakest_pair double precision, last_join double precision, bridges bigint,
                   articulation_points bigint, suspicions text[], identifier text, left_source text, left_id text,
                   right_source text, right_id text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 10000 AS 'MODULE_PATHNAME', 'cdp_cluster_statistics';
COMMENT ON FUNCTION cdp.cluster_statistics(text, jsonb, double precision, text) IS
'How well each cluster of cdp.dedupe hangs together, of two records or more, the most doubtful first: most suspicions, then the least last_join. A link is a pair whose match weight reaches the threshold "component", whether blocking proposed it or not; density is links / pairs, in [0,1]. Weights are in bits: of weakest_link, pairs of at least that weight alone hold the cluster together; mean_weight is over all pairs, of weights as cdp.dedupe reckons them; weakest_pair is the least; last_join is the linkage of the last join, null where must-links made the cluster. bridges and articulation_points are the links and the records without which the links fall apart (Tarjan 1974). suspicions are "identifiers" (more distinct values of the attribute identifier than the limit of the model, or than one of an attribute of that kind), "duplicates" (two records of a source free of duplicates), "bridge" (a bridge between two groups of two records or more), "close_join" (last_join less than 3 bits above the threshold), "oversized" (more records than max_size), "cut" (out of a component of more than 500 records). The left and the right record are the bridge that parts the cluster most evenly, else the weakest link: the pair to look at. Clusters of more than 500 records, which only must-links make, have their weights null. Arguments and errors as cdp.dedupe.';

CREATE FUNCTION cdp.cluster_growth(query text, model jsonb DEFAULT NULL, threshold double precision DEFAULT NULL, decisions text DEFAULT NULL)
    RETURNS TABLE (step integer, event text, left_source text, left_id text, right_source text, right_id text, linkage double precision,
                   match_weight double precision, left_size integer, right_size integer, reason text, detail text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100 AS 'MODULE_PATHNAME', 'cdp_cluster_growth';
COMMENT ON FUNCTION cdp.cluster_growth(text, jsonb, double precision, text) IS
'How the records of a query, taken together as one component, grew into clusters. event tells what a row is about: "must_link", a join by decision; "join" and "refused", joins in the order in which they were tried, with the linkage of the two sides in bits and their sizes; "apart", two clusters at the end, with the linkage that was not enough; then, for each cluster of two records or more, "weakest_link", the link at which it falls apart when weak ones are left out, "bridge" and "articulation_point", links and records without which its links fall apart (Tarjan 1974), of a bridge with the records on either side, the lesser number right. Left and right are the pair of greatest match weight between the two sides, of a refused join the two that show the clash, with reason and detail as of cdp.cluster_conflicts. Give the records of one cluster of cdp.dedupe, and they grow into it as they did there; of two clusters, to see what keeps them apart. Errors: 54000 for more than 500 records. Arguments and other errors as cdp.dedupe.';
