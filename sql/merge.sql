-- SPDX-License-Identifier: PostgreSQL
-- Survivorship aggregates: rules, ties, nulls, types, windows, parallel plans.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';

CREATE TEMP TABLE v (g int, value text, at timestamptz, rank int, key text);
INSERT INTO v VALUES
    (1, 'old', '2020-01-01', 2, 'b'), (1, 'new', '2024-01-01', 3, 'c'), (1, NULL, '2025-01-01', 1, 'a'), (1, 'old', '2019-01-01', 2, 'd'),
    (2, 'Zoé', '2024-01-01', 1, 'k2'), (2, 'Ana', '2024-01-01', 1, 'k3'), (2, 'Élodie', '2024-01-01', 1, 'k1'),
    (3, 'undated', NULL, NULL, NULL), (3, 'dated', '1900-01-01', NULL, NULL), (3, 'infinite', '-infinity', 9, NULL),
    (4, NULL, NULL, NULL, NULL),
    (5, '', '2024-01-01', 1, '');

SELECT g, cdp.most_recent(value, at), cdp.most_recent(value, at, key) AS with_key FROM v GROUP BY g ORDER BY g;
SELECT g, cdp.most_frequent(value), cdp.most_frequent(value, key) AS with_key, cdp.most_frequent(value, at) AS then_recent,
       cdp.most_frequent(value, at, key) AS then_key FROM v GROUP BY g ORDER BY g;
SELECT g, cdp.by_priority(value, rank, at), cdp.by_priority(value, rank, NULL) AS undated, cdp.by_priority(value, rank, at, key) AS with_key
FROM v GROUP BY g ORDER BY g;

-- no rows, filters, distinct
SELECT cdp.most_recent(value, at), cdp.most_frequent(value), cdp.by_priority(value, rank, at) FROM v WHERE false;
SELECT cdp.most_recent(value, at) FILTER (WHERE at < '2021-01-01'), cdp.most_frequent(DISTINCT value) FROM v WHERE g = 1;

-- types: by value (negative before positive among ties), fixed length, variable length, arrays, a long value
SELECT cdp.most_frequent(x) AS int, cdp.most_frequent(x::bigint) AS bigint, cdp.most_frequent(x::numeric) AS numeric,
       cdp.most_frequent(date '2000-01-01' + x) AS date, cdp.most_frequent(x > 0) AS boolean, cdp.most_frequent(ARRAY[x, NULL]) AS array,
       cdp.most_frequent(('00000000-0000-0000-0000-00000000000' || abs(x))::uuid) AS uuid,
       cdp.most_frequent(make_interval(days => x)) AS interval, cdp.most_frequent(jsonb_build_object('x', x)) AS jsonb
FROM unnest(ARRAY[3, -2, -2, 3, 7]) AS x;
SELECT length(cdp.most_recent(repeat(c, 1048576), '2024-01-01')), left(cdp.most_frequent(repeat(c, 1048576)), 3) FROM unnest(ARRAY['b', 'a']) AS c;

-- many different values in one group, and in any order
SELECT cdp.most_frequent((i % 50000)::text || 'x') FROM generate_series(0, 50000) AS i;
SELECT count(DISTINCT (a, b, c)) FROM (
    SELECT cdp.most_frequent(value, at, key) AS a, cdp.most_recent(value, at, key) AS b, cdp.by_priority(value, rank, at, key) AS c
    FROM (SELECT s, v.* FROM v, generate_series(1, 50) AS s ORDER BY s, md5(s::text || v::text)) q GROUP BY s) r;

-- as window aggregates
SELECT key, cdp.most_recent(value, at) OVER w, cdp.most_frequent(value, at) OVER w FROM v WHERE g = 1 WINDOW w AS (ORDER BY key) ORDER BY key;

-- two workers give what one process gives
CREATE TABLE merge_rows AS
    SELECT i % 97 AS g, CASE WHEN i % 11 <> 0 THEN 'v' || (i * 7919) % 13 END AS value,
           timestamptz '2020-01-01' + make_interval(hours => (i * 31) % 1000) AS at, i % 5 AS rank, 'k' || i AS key
    FROM generate_series(1, 20000) AS i;
ALTER TABLE merge_rows SET (parallel_workers = 2);
ANALYZE merge_rows;
CREATE VIEW merged AS
    SELECT g, cdp.most_recent(value, at, key) AS a, cdp.most_frequent(value) AS b, cdp.most_frequent(value, at, key) AS c,
           cdp.most_frequent(value, key) AS d, cdp.by_priority(value, rank, at) AS e, cdp.by_priority(value, rank, at, key) AS f
    FROM merge_rows GROUP BY g;
SET max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS SELECT * FROM merged;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT * FROM merged;
SELECT count(*), count(*) FILTER (WHERE s = m) AS same FROM serial s JOIN merged m USING (g);
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
DROP VIEW merged;
DROP TABLE merge_rows;

-- the parts are for the aggregates only
SELECT proname FROM pg_proc WHERE pronamespace = 'cdp'::regnamespace AND prokind = 'f' AND has_function_privilege('public', oid, 'EXECUTE')
    AND proname ~ '^_' AND (proname ~ '_(step|join|value)$');
