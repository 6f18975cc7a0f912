-- SPDX-License-Identifier: PostgreSQL
-- Sets of ids: forms, casts, operators, functions, aggregates, errors.
SET search_path = public, cdp;

-- text form
SELECT '{}'::idset, '{1}'::idset, ' { 3, 1 ,2,2 } '::idset, '{9,1-5,4-7}'::idset, '{-5--3,0,65535-65537}'::idset,
       '{9223372036854775807,-9223372036854775808}'::idset;
SELECT '{1'::idset;
SELECT '{5-1}'::idset;
SELECT '{a}'::idset;
SELECT '{1}x'::idset;
SELECT '{9223372036854775808}'::idset;
SELECT 1 AS session_is_alive;

-- casts
SELECT ARRAY[3, 1, 2, 2, -7]::bigint[]::idset, '{5,1-3}'::idset::bigint[], '{}'::idset::bigint[], '{}'::bigint[]::idset, NULL::bigint[]::idset;
SELECT ARRAY[1, NULL]::bigint[]::idset;
SELECT '{1,2}'::idset::bytea, '{}'::idset::bytea, '{1,2}'::idset::bytea::idset;
SELECT '\x00'::bytea::idset;
SELECT '\x01000000000000000000000000000000'::bytea::idset;
SELECT '\x0100000000000000000000003a30000001000000000001001000000005000500'::bytea::idset;
-- ids that another program left single come into our form
SELECT '\x0100000000000000000000003a3000000100000000000300100000000500060007000800'::bytea::idset,
       '\x0100000000000000000000003a3000000100000000000300100000000500060007000800'::bytea::idset = '{5-8}'::idset AS same;

-- operators
SELECT a | b AS "or", a & b AS "and", a - b AS minus, a # b AS "xor", a @> b AS contains, a <@ b AS contained, a && b AS overlaps,
       a = b AS eq, a <> b AS ne, a | 100 AS "with", a - 2 AS without, a @> 2 AS has, 4 <@ a AS is_in
FROM (VALUES ('{1-3,10}'::idset, '{2,3,20}'::idset), ('{1,2}', '{1,2}'), ('{}', '{1}'), ('{1-100000,-4}', '{50-60,-4}')) AS t (a, b);
SELECT idset_or_cardinality(a, b), idset_and_cardinality(a, b), idset_andnot_cardinality(a, b), idset_xor_cardinality(a, b)
FROM (VALUES ('{1-3,10}'::idset, '{2,3,20}'::idset), ('{}', '{}')) AS t (a, b);

-- functions
SELECT cardinality(v), cardinality(v, 2, 100000), min(v), max(v), rank(v, 0), rank(v, 5), cdp.select(v, 1), cdp.select(v, 6), cdp.select(v, 0),
       cdp.select(v, 100), contains(v, -4), contains(v, 4)
FROM (VALUES ('{-4,1-3,70000,70002}'::idset), ('{}')) AS t (v);
SELECT * FROM members('{5,1-3,-9}');
SELECT members('{1-1000000000}') LIMIT 2;
SELECT * FROM members('{1-100000,200000}', 99999, 300000);
SELECT * FROM member_ranges('{-1-2,5,65530-65540}');

-- aggregates, nulls and empty groups
SELECT g, idset_agg(v), idset_agg(v) FILTER (WHERE v > 2) AS filtered FROM (VALUES (1, 3::bigint), (1, 1), (1, 1), (2, NULL), (3, NULL), (3, 7)) AS t (g, v) GROUP BY g ORDER BY g;
SELECT idset_agg(1) FILTER (WHERE false), idset_union_agg(NULL), idset_intersect_agg(NULL);
SELECT idset_union_agg(v), idset_intersect_agg(v) FROM (VALUES ('{1-10}'::idset), (NULL), ('{5-15}'), ('{7,8,100}')) AS t (v);
SELECT i, idset_agg(i) OVER (ORDER BY i ROWS 2 PRECEDING) FROM generate_series(1, 5) AS i;

-- equal sets, hash joins and groups
SELECT count(*), count(DISTINCT v::bytea) FROM (SELECT (SELECT idset_agg(x) FROM (SELECT x FROM generate_series(1, 9) AS x ORDER BY md5(s::text || x)) AS q) AS v
    FROM generate_series(1, 20) AS s) AS r;
SELECT v, count(*) FROM (VALUES ('{1,2}'::idset), ('{2,1}'), ('{}')) AS t (v) GROUP BY v ORDER BY count(*);
SELECT idset_hash('{1}') = idset_hash('{1,1}') AS same, idset_hash('{1}', 0)::bit(32)::int = idset_hash('{1}') AS lower_half, idset_hash('{1}', 7) = idset_hash('{1}', 8) AS seed;

-- as SQL has it: kinds of shapes, against arrays
CREATE TEMP TABLE event AS SELECT (i * 7919 % 100003)::bigint * CASE WHEN i % 3 = 0 THEN 100000 ELSE 1 END AS member, i % 4 AS kind FROM generate_series(1, 60000) AS i;
ANALYZE event;
CREATE TEMP TABLE built AS SELECT kind, idset_agg(member) AS v FROM event GROUP BY kind;
SELECT kind, cardinality(v) = (SELECT count(DISTINCT member) FROM event AS e WHERE e.kind = b.kind) AS counted FROM built AS b ORDER BY kind;
SELECT count(*) FROM built AS a, built AS b WHERE a.v & b.v IS DISTINCT FROM
    (SELECT COALESCE(idset_agg(m), '{}') FROM (SELECT member FROM event WHERE kind = a.kind INTERSECT SELECT member FROM event WHERE kind = b.kind) AS q (m));
SELECT count(*) FROM built AS a, built AS b WHERE a.v - b.v IS DISTINCT FROM
    (SELECT COALESCE(idset_agg(m), '{}') FROM (SELECT member FROM event WHERE kind = a.kind EXCEPT SELECT member FROM event WHERE kind = b.kind) AS q (m));
SELECT count(*) FROM built, members(v) AS m WHERE NOT EXISTS (SELECT FROM event WHERE kind = built.kind AND member = m);

-- in parallel it is the same
CREATE TABLE idset_event AS SELECT i * 7919 % 100003 AS member, i % 4 AS kind FROM generate_series(1, 60000) AS i;
ANALYZE idset_event;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS off) SELECT kind, idset_agg(member) FROM idset_event GROUP BY kind;
CREATE TEMP TABLE serial_set AS SELECT kind, idset_agg(member ORDER BY member) AS v FROM idset_event GROUP BY kind;
SELECT count(*) FROM serial_set AS s JOIN (SELECT kind, idset_agg(member) AS v FROM idset_event GROUP BY kind) AS p USING (kind) WHERE s.v = p.v;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE idset_event;

-- a budget holds, and the session lives on
SET cdp.memory = '16MB';
SELECT cardinality(idset_agg(i * 65536::bigint)) FROM generate_series(1, 1000000) AS i;
SELECT '{1-9223372036854775807}'::idset;
RESET cdp.memory;
SELECT cardinality('{1-4294967296}'::idset);

-- Sets inside other things: the server frees what an output function gave.
SELECT ARRAY['{1}', '{5-9}']::cdp.idset[] AS sets;
CREATE VIEW few AS SELECT '{1-5}'::cdp.idset AS ids;
SELECT pg_get_viewdef('few');
EXPLAIN (VERBOSE, COSTS OFF) SELECT '{2}'::cdp.idset;
DROP VIEW few;
