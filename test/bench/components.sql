-- SPDX-License-Identifier: PostgreSQL
-- Connected components of table `edge`, 1 edge to 2.3 nodes as in other published runs: numbers that lie close together, and
-- the same numbers far apart. Run by tools/bench.sh, which prints igraph's times on the same edges below.
-- Seconds are those of the whole call, reading the query and writing the rows included.
\set ON_ERROR_STOP on
SET cdp.progress = off;
SET cdp.memory = '8GB';
SET jit = off;
CREATE TEMP TABLE figures (step int, nodes text, result text, seconds float8, members bigint, components bigint);

-- Runs the call on the edges of a query, and notes the best of two times.
CREATE FUNCTION pg_temp.figure(step int, nodes text, edges text, result text, threads text DEFAULT '0') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
    best float8;
    counts bigint[];
BEGIN
    PERFORM set_config('cdp.threads', threads, false);
    FOR i IN 1 .. 2 LOOP
        began := clock_timestamp();
        EXECUTE format('SELECT ARRAY[count(*), count(*) FILTER (WHERE node = component)] FROM cdp.connected_components(%L, NULL::%s)', edges, result) INTO counts;
        best := least(best, extract(epoch FROM clock_timestamp() - began));
    END LOOP;
    INSERT INTO figures VALUES (step, nodes, result, best, counts[1], counts[2]);
END
$$;
SELECT pg_temp.figure(1, 'bigint, close together', 'SELECT a, b FROM edge', 'bigint') \g /dev/null
SELECT pg_temp.figure(2, 'bigint, close together', 'SELECT a, b FROM edge', 'text') \g /dev/null
SELECT pg_temp.figure(3, 'bigint, far apart', 'SELECT a * 1000000007, b * 1000000007 FROM edge', 'bigint') \g /dev/null
SELECT pg_temp.figure(4, 'bigint, far apart, 1 thread', 'SELECT a * 1000000007, b * 1000000007 FROM edge', 'bigint', '1') \g /dev/null
SELECT pg_temp.figure(5, 'text', 'SELECT a::text, b::text FROM edge', 'text') \g /dev/null

\pset footer off
SELECT nodes, result, round(seconds::numeric, 2) AS seconds, members AS "nodes", components,
       round((SELECT count(*) FROM edge) / seconds::numeric / 1e6, 2) AS "M edges/s"
FROM figures ORDER BY step;
