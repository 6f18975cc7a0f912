-- SPDX-License-Identifier: PostgreSQL
-- Connected components of the edges of a query: numbers and texts, nulls, types of the result; and what bad input gets.
SET cdp.progress = off;
\pset null '-'

SELECT * FROM cdp.connected_components('VALUES (5, 3), (7, 5), (20, 10), (9, NULL), (NULL, NULL), (3, 3)') ORDER BY node::int;
SELECT *, pg_typeof(node) FROM cdp.connected_components('VALUES (5, 3), (7, 5), (20, 10), (9, NULL), (NULL, NULL), (3, 3)', NULL::bigint) ORDER BY 1;
SELECT *, pg_typeof(node) FROM cdp.connected_components('VALUES (2::smallint, 10::bigint), (100, 10)', 0) ORDER BY 1;
-- numbers are compared as numbers, texts by their bytes
SELECT * FROM cdp.connected_components('VALUES (10, 9)') ORDER BY node::int;
SELECT * FROM cdp.connected_components('VALUES (''10'', ''9'')', NULL::text) ORDER BY node COLLATE "C";
SELECT * FROM cdp.connected_components($$VALUES ('b', 'Z'), ('é', 'b'), ('', 'x'), (NULL, 'alone'), ('x', '東')$$) ORDER BY component COLLATE "C", node COLLATE "C";
SELECT * FROM cdp.connected_components($$VALUES (date '2024-02-29', date '2023-12-31'), (date '2024-02-29', NULL)$$) ORDER BY 1;
SELECT * FROM cdp.connected_components('SELECT NULL::uuid, ''8c28ab0b-5a10-4b0c-a9a4-5b3de7c4d3e9''::uuid');
SELECT * FROM cdp.connected_components('SELECT 1, ''1''');
SELECT * FROM cdp.connected_components('SELECT 1, 2 WHERE false');
SELECT * FROM cdp.connected_components('VALUES (-9223372036854775808, 9223372036854775807), (0, -9223372036854775808)', NULL::bigint) ORDER BY 1;

-- the same as a recursive query gives, for any number of threads
CREATE TABLE edge AS SELECT n * 7919 % 1009 AS a, n * n * 31 % 1013 AS b FROM generate_series(1::bigint, 700) AS n;
CREATE TABLE expected AS
WITH RECURSIVE neighbour AS (SELECT a, b FROM edge UNION SELECT b, a FROM edge),
               reached (node, start) AS (SELECT a, a FROM neighbour UNION SELECT n.b, r.start FROM reached AS r JOIN neighbour AS n ON n.a = r.node)
SELECT node, min(start) AS component FROM reached GROUP BY node;
CREATE FUNCTION pg_temp.differences(threads text, scale bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('cdp.threads', threads, true);
    RETURN (SELECT count(*) FROM expected AS e
            FULL JOIN cdp.connected_components(format('SELECT a * %1$s, b * %1$s FROM edge', scale), NULL::bigint) AS c ON c.node = e.node * scale
            WHERE c.component IS DISTINCT FROM e.component * scale);
END
$$;
SELECT count(*) AS nodes, count(DISTINCT component) AS components FROM expected;
SELECT threads, scale, pg_temp.differences(threads, scale) FROM unnest(ARRAY['1', '2', '5']) AS threads, unnest(ARRAY[1, 1000000007]) AS scale;
SELECT count(*) AS differences FROM expected AS e FULL JOIN cdp.connected_components('SELECT ''n'' || to_char(a, ''FM0000''), ''n'' || to_char(b, ''FM0000'') FROM edge') AS c
    ON c.node = 'n' || to_char(e.node, 'FM0000') WHERE c.component IS DISTINCT FROM 'n' || to_char(e.component, 'FM0000');
-- twice the same, the order of rows included
SELECT array_agg(node) = (SELECT array_agg(node) FROM cdp.connected_components('SELECT * FROM edge ORDER BY b, a')) AS same
FROM cdp.connected_components('SELECT * FROM edge');

-- What is not right.
SELECT * FROM cdp.connected_components(NULL);
SELECT * FROM cdp.connected_components('SELECT 1');
SELECT * FROM cdp.connected_components('SELECT 1, 2, 3');
SELECT * FROM cdp.connected_components('DELETE FROM edge RETURNING a, b');
SELECT * FROM cdp.connected_components('SELECT 1, 2; SELECT 3, 4');
SELECT * FROM cdp.connected_components('SELECT ''a'', ''b''', NULL::bigint);
SELECT * FROM cdp.connected_components('SELECT 1, 2.5', NULL::integer);
SELECT * FROM cdp.connected_components('SELECT 1, 5000000000', NULL::integer);
SELECT * FROM cdp.connected_components('SELECT 1, 2', NULL::numeric);
SELECT * FROM cdp.connected_components('SELECT a, a / (b - b) FROM edge');
SET cdp.memory = '16MB';
SET client_min_messages = warning;
SELECT count(*), count(DISTINCT component) FROM cdp.connected_components('SELECT n, n + 1 FROM generate_series(1, 2000000) AS n');
SET temp_file_limit = '1MB';
\set VERBOSITY terse
SELECT count(*) FROM cdp.connected_components('SELECT n, n + 1 FROM (SELECT generate_series(1, 2000000) AS n) AS seed');
\set VERBOSITY default
RESET temp_file_limit;
RESET client_min_messages;
RESET cdp.memory;
SET statement_timeout = '200ms';
SELECT count(*) FROM cdp.connected_components('SELECT n, n * 1000003 % 99999989 FROM generate_series(1::bigint, 100000000) AS n');
RESET statement_timeout;
SELECT count(*) FROM cdp.connected_components('SELECT * FROM edge');

DROP TABLE edge, expected;
