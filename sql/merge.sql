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

-- as window aggregates, with a frame that only grows and with one that moves
SELECT key, cdp.most_recent(value, at) OVER w, cdp.most_frequent(value, at) OVER w FROM v WHERE g = 1 WINDOW w AS (ORDER BY key) ORDER BY key;
CREATE TEMP TABLE moving AS SELECT i, (i * 7) % 5 AS n, (i * 3) % 4 = 0 AS b, repeat('x', (i * 5) % 7) AS t, timestamptz '2024-01-01' + make_interval(days => (i * 11) % 13) AS at
FROM generate_series(1, 60) AS i;
SELECT count(*) AS rows, count(*) FILTER (WHERE (w.recent, w.oldest, w.frequent, w.ranked, w.long, w.short, w.yes, w.no, w.vote, w.list)
           IS NOT DISTINCT FROM (g.recent, g.oldest, g.frequent, g.ranked, g.long, g.short, g.yes, g.no, g.vote, g.list)) AS same
FROM (SELECT i, cdp.most_recent(t, at) OVER f AS recent, cdp.least_recent(t, at) OVER f AS oldest, cdp.most_frequent(n) OVER f AS frequent, cdp.by_priority(t, n, at) OVER f AS ranked,
             cdp.longest(t, at) OVER f AS long, cdp.shortest(t, at) OVER f AS short, cdp.prefer_true(b) OVER f AS yes, cdp.prefer_false(b) OVER f AS no,
             cdp.weighted_vote(n, i) OVER f AS vote, cdp.distinct_values(n) OVER f AS list
      FROM moving WINDOW f AS (ORDER BY i ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING EXCLUDE CURRENT ROW)) w
JOIN LATERAL (SELECT cdp.most_recent(t, at) AS recent, cdp.least_recent(t, at) AS oldest, cdp.most_frequent(n) AS frequent, cdp.by_priority(t, n, at) AS ranked,
             cdp.longest(t, at) AS long, cdp.shortest(t, at) AS short, bool_or(b) AS yes, bool_and(b) AS no,
             cdp.weighted_vote(n, i) AS vote, array_agg(DISTINCT n ORDER BY n) AS list
      FROM moving m WHERE m.i BETWEEN w.i - 3 AND w.i + 2 AND m.i <> w.i) g ON true;

-- oldest; longest and shortest in characters; rows; booleans; trust; votes; lists
SELECT g, cdp.least_recent(value, at), cdp.least_recent(value, at, key) AS with_key, cdp.longest(value), cdp.longest(value, at) AS then_recent, cdp.longest(value, at, key) AS then_key,
       cdp.shortest(value), cdp.shortest(value, at) AS then_recent, cdp.shortest(value, at, key) AS then_key FROM v GROUP BY g ORDER BY g;
SELECT cdp.longest(x), cdp.shortest(x) FROM unnest(ARRAY['abcd', 'ééé', '🎉🎉']) AS x;
SELECT cdp.prefer_true(x), cdp.prefer_false(x), cdp.prefer_true(x) FILTER (WHERE x IS NULL) AS none FROM unnest(ARRAY[false, NULL, true, false]) AS x;
CREATE TEMP TABLE card (id int, town text, phone text, mail text, at timestamptz);
INSERT INTO card VALUES (1, 'Lyon', NULL, NULL, '2024-01-03'), (2, 'Nice', '1', NULL, '2024-01-01'), (3, 'Lille', NULL, '', '2024-01-02'), (4, 'Metz', '2', NULL, NULL);
ALTER TABLE card ADD COLUMN gone int;
UPDATE card SET gone = 1 WHERE id = 1;
ALTER TABLE card DROP COLUMN gone, ADD COLUMN later int;
SELECT (cdp.most_complete(card, at)).town, (cdp.most_complete(card, NULL, town)).town AS by_key, cdp.most_complete(card, at) FILTER (WHERE id = 0) AS none FROM card;
ALTER TABLE card ADD COLUMN full_by_default int DEFAULT 7;
SELECT (cdp.most_complete(card, at)).full_by_default, cdp.most_complete(ROW(id, phone), at) AS whole FROM card;
SELECT cdp.most_complete(town, at) FROM card;
SELECT count(DISTINCT q.best) FROM (SELECT cdp.most_complete(r.c, NULL) AS best FROM (SELECT c, s FROM card c, generate_series(1, 20) AS s ORDER BY s, md5(s::text || c.id)) r GROUP BY s) q;
SELECT curve, cdp.trust(90, 20, '0', '2 years', curve) AS fresh, round(cdp.trust(90, 20, '1 year', '2 years', curve)::numeric, 3) AS half, cdp.trust(90, 20, '2 years', '2 years', curve) AS full,
       cdp.trust(90, 20, '9 years', '2 years', curve) AS old, cdp.trust(90, 20, '-1 day', '2 years', curve) AS future, cdp.trust(50, 50, '1 year', '2 years', curve) AS flat
FROM unnest(ARRAY['linear', 'fast_first', 'slow_first']) AS curve;
SELECT cdp.trust(20, 90, '0', '1 day');
SELECT cdp.trust(90, 20, '0', '0');
SELECT cdp.trust(90, 20, '0', '1 day', 'steep');
SELECT cdp.trust_decay(x, trust, at::timestamptz), cdp.trust_decay(x, trust, at::timestamptz, x) AS with_key, cdp.trust_decay(x, NULL, at::timestamptz) AS all_null
FROM (VALUES ('a', 55, '2020-01-01'), ('b', 55, '2024-01-01'), ('c', 54.9, '2025-01-01'), ('d', 'NaN', '2026-01-01'), ('e', NULL, NULL), (NULL, 99, NULL)) AS q (x, trust, at);
SELECT cdp.weighted_vote(x, w), cdp.weighted_vote(x, w, at::timestamptz) AS then_recent, cdp.weighted_vote(x, w, at::timestamptz, x) AS then_key, cdp.weighted_vote(x, NULL) AS weightless
FROM (VALUES ('a', 0.1, '2020-01-01'), ('b', 0.3, '2024-01-01'), ('a', 0.2, '2025-01-01'), ('c', 0.3, '2024-01-01'), (NULL, 9, NULL)) AS q (x, w, at);
SELECT cdp.weighted_vote('a'::text, -1);
SELECT cdp.weighted_vote('a'::text, 'NaN');
SELECT cdp.weighted_vote('a'::text, 1e10);
SELECT cdp.distinct_values(x), cdp.distinct_values(x, r) AS ranked, cdp.distinct_values(x, r, at::timestamptz) AS ranked_recent, (cdp.distinct_values(x, r, at::timestamptz))[1:2] AS two
FROM (VALUES ('b', 2, '2024-01-01'), ('a', 2, '2023-01-01'), ('b', 3, '2026-01-01'), ('c', NULL, NULL), ('d', 1, NULL), (NULL, 0, NULL), ('e', 2, '2025-01-01')) AS q (x, r, at);
SELECT cdp.distinct_values(n), cdp.distinct_values(n::bigint - 2) AS signed, cdp.distinct_values(n) FILTER (WHERE n > 9) AS none, cdp.distinct_values(at::date) AS dates FROM moving WHERE i < 6;
SELECT cdp.distinct_values(ARRAY[1]);
SELECT cdp.survivor(x, ARRAY[r, -length(x)], x), cdp.survivor(x, NULL, NULL) AS by_value, cdp.survivor(x, r, 1, ARRAY[length(x)], x) AS vote, cdp.survivor(x, NULL, 1, '{}', NULL) AS vote_by_value
FROM (VALUES ('aa', 2), ('b', 1), ('cc', 1), ('b', 2), ('dd', 1), (NULL, 0)) AS q (x, r);
SELECT cdp.survivor('a'::text, ARRAY[1, NULL], NULL);

-- values that are equal to their type with other bytes are one value
SELECT cdp.most_frequent(x) AS numeric, cdp.most_frequent(x::float8) AS float8, cdp.distinct_values(x) AS list, cdp.most_frequent(ARRAY[x]) AS array, cdp.most_frequent(jsonb_build_object('x', x)) AS jsonb,
       cdp.weighted_vote(x, 1) AS vote FROM unnest(ARRAY[2.50, 3, 2.5, 3, 2.500, -0.0, 0]) AS x;
SELECT cdp.most_frequent(x), cdp.distinct_values(x) FROM unnest(ARRAY['-0', '0', '1', 'NaN', '-0']::float8[]) AS x;
SELECT cdp.most_frequent(x) FROM unnest(ARRAY['1 day', '3 hours', '24:00:00', '3 hours', '1 day']::interval[]) AS x;
CREATE COLLATION pg_temp.any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
SELECT cdp.distinct_values(x COLLATE pg_temp.any_case) AS texts_by_bytes FROM unnest(ARRAY['a', 'A', 'b']) AS x;
SELECT cdp.most_frequent(x) FROM unnest(ARRAY['{"a": 1}', '{"a":1}', '{"b": 1}']::json[]) AS x;

-- several attributes at once give what an aggregate for each gives
SELECT g, cdp.survivor_of(s, 1, NULL::text) AS recent, cdp.survivor_of(s, 2, NULL::text) AS frequent, cdp.survivor_of(s, 3, NULL::text) AS ranked, cdp.survivor_of(s, 4, NULL::int) AS rank,
       cdp.survivor_of(s, 5, NULL::text) AS oldest, cdp.survivor_of(s, 6, NULL::text) AS long, cdp.survivor_of(s, 7, NULL::text) AS short, cdp.survivor_of(s, 8, NULL::text) AS accents, s
FROM (SELECT g, cdp.survivors(ARRAY['most_recent', 'most_frequent,most_recent', 'by_priority,most_frequent,most_recent', 'most_recent', 'least_recent', 'longest', 'shortest,most_recent', 'accents'],
          at, rank, key, value, value, value, rank, value, value, value, value) AS s FROM v GROUP BY g) q ORDER BY g;
SELECT cdp.survivors('{most_recent,longest}', NULL, NULL, NULL, 'a'::text);
SELECT cdp.survivors('{oldest}', NULL, NULL, NULL, 'a'::text);
SELECT cdp.survivors('{"most_recent,longest"}', NULL, NULL, NULL, 'a'::text);
SELECT cdp.survivors(NULL, NULL, NULL, NULL, 'a'::text);
SELECT cdp.survivors('{longest}', NULL, NULL, NULL, VARIADIC ARRAY['a']);
SELECT cdp.survivors(ARRAY[x], NULL, NULL, NULL, x) FROM unnest(ARRAY['longest', 'shortest']) AS x;
SELECT cdp.survivor_of(cdp.survivors('{longest}', NULL, NULL, NULL, 'a'::text), 2, NULL::text);
SELECT cdp.survivor_of(cdp.survivors('{longest}', NULL, NULL, NULL, 'a'::text), 1, NULL::int);
SELECT cdp.survivor_of(NULL, 1, NULL::int), cdp.survivor_of(cdp.survivors('{longest}', NULL, NULL, NULL, 'a'::text), NULL, NULL::int);
SELECT 'x'::cdp.survivors;
SELECT count(*), count(*) FILTER (WHERE w.a IS NOT DISTINCT FROM g.a AND w.b IS NOT DISTINCT FROM g.b AND w.n IS NOT DISTINCT FROM g.n) AS same
FROM (SELECT i, cdp.survivor_of(s, 1, NULL::text) AS a, cdp.survivor_of(s, 2, NULL::int) AS b, cdp.survivor_of(s, 3, NULL::numeric) AS n
      FROM (SELECT i, cdp.survivors('{most_recent,most_frequent,most_frequent}', at, NULL, NULL, t, n, n / 4.0) OVER (ORDER BY i ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING) AS s FROM moving) q) w
JOIN LATERAL (SELECT cdp.most_recent(t, at) AS a, cdp.most_frequent(n) AS b, cdp.most_frequent(n / 4.0) AS n FROM moving m WHERE m.i BETWEEN w.i - 3 AND w.i + 2) g ON true;

-- a group of 100,000 rows, all of them different
SELECT cdp.most_frequent(i::text), cdp.most_frequent(i / 3.0) AS numeric, cardinality(cdp.distinct_values(i::text)), cdp.longest(i::text), cdp.survivor(i, ARRAY[-i], NULL),
       cdp.survivor_of(cdp.survivors('{most_frequent,most_frequent,longest}', NULL, NULL, NULL, i::text, i / 3.0, i::text), 2, NULL::numeric) AS numeric_too
FROM generate_series(1::bigint, 100000) AS i;

-- two workers give what one process gives
CREATE TABLE merge_rows AS
    SELECT i % 97 AS g, CASE WHEN i % 11 <> 0 THEN 'v' || (i * 7919) % 13 END AS value,
           timestamptz '2020-01-01' + make_interval(hours => (i * 31) % 1000) AS at, i % 5 AS rank, 'k' || i AS key
    FROM generate_series(1, 20000) AS i;
ALTER TABLE merge_rows SET (parallel_workers = 2);
ANALYZE merge_rows;
CREATE VIEW merged AS
    SELECT g, cdp.most_recent(value, at, key) AS a, cdp.most_frequent(value) AS b, cdp.most_frequent(value, at, key) AS c,
           cdp.most_frequent(value, key) AS d, cdp.by_priority(value, rank, at) AS e, cdp.by_priority(value, rank, at, key) AS f,
           cdp.least_recent(value, at) AS least, cdp.longest(value) AS long, cdp.shortest(value, at) AS short, cdp.prefer_true(rank > 3) AS yes, cdp.prefer_false(rank > 3) AS no,
           cdp.trust_decay(value, rank, at) AS trust, cdp.weighted_vote(value, rank / 7.0) AS vote, cdp.distinct_values(value, rank, at) AS list, cdp.most_complete(r, at) AS whole,
           cdp.survivor(value, ARRAY[rank], key) AS pick, cdp.survivor(value, rank, 1, ARRAY[rank], key) AS vote_pick, cdp.most_frequent(rank / 7.0, key) AS number,
           cdp.survivor_of(cdp.survivors('{most_recent,"most_frequent,most_recent","by_priority,most_recent",most_frequent}', at, rank, key, value, value, value, rank / 7.0), 2, NULL::text) AS many2,
           cdp.survivor_of(cdp.survivors('{most_recent,"most_frequent,most_recent","by_priority,most_recent",most_frequent}', at, rank, key, value, value, value, rank / 7.0), 4, NULL::numeric) AS many4
    FROM merge_rows r GROUP BY g;
SET max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS SELECT * FROM merged;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT * FROM merged;
SELECT count(*), count(*) FILTER (WHERE s = m) AS same, count(*) FILTER (WHERE s.many2 = s.c AND s.many4 = s.number) AS alike FROM serial s JOIN merged m USING (g);
SET enable_hashagg = off;
SELECT count(*), count(*) FILTER (WHERE s = m) AS same FROM serial s JOIN merged m USING (g);
RESET enable_hashagg;
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
DROP TABLE serial;
DROP VIEW merged;
DROP TABLE merge_rows;

-- small groups, values of all kinds and lengths: what survives of several attributes is what an aggregate for each gives
CREATE TABLE merge_small AS
    SELECT CASE i % 3 WHEN 0 THEN -i / 4 WHEN 1 THEN -10000 - i / (24 + i % 2) ELSE i * i % 113 END AS g, CASE WHEN i % 7 <> 0 THEN timestamptz '2020-01-01' + make_interval(hours => (i * 31) % 9) END AS at,
           CASE WHEN i % 5 <> 0 THEN (i * 13) % 4 END AS rank, CASE WHEN i % 3 <> 0 THEN 'k' || (i * 17) % 50 END AS key,
           CASE WHEN i % 11 <> 0 THEN repeat('v', (i * 7919) % 9) || (i * 7919) % 5 END AS short,
           CASE WHEN i % 4 <> 0 THEN repeat('w', (i * 104729) % 1500) || (i * 7919) % 3 END AS long,
           CASE WHEN i % 6 <> 0 THEN round((i * 7919) % 5 / 4.0, i % 4) END AS number, (i * 7919) % 5 < 3 AS yes, 'infinity'::timestamptz AS never,
           md5((i * 7919 % 6)::text)::uuid AS id, ('n' || (i * 7919) % 7)::name AS name, ARRAY[(i * 7919) % 3, i % 2] AS list, format('(%s,x)', (i * 7919) % 4) AS whole
    FROM generate_series(1, 3000) AS i;
ALTER TABLE merge_small SET (parallel_workers = 2);
ANALYZE merge_small;
CREATE TYPE merge_pair AS (n bigint, t text);
CREATE VIEW merged AS
    SELECT q.*, cdp.survivor_of(s, 1, NULL::text) AS s1, cdp.survivor_of(s, 2, NULL::text) AS s2, cdp.survivor_of(s, 3, NULL::text) AS s3, cdp.survivor_of(s, 4, NULL::text) AS s4,
           cdp.survivor_of(s, 5, NULL::numeric) AS s5, cdp.survivor_of(s, 6, NULL::boolean) AS s6, cdp.survivor_of(s, 7, NULL::timestamptz) AS s7, cdp.survivor_of(s, 8, NULL::uuid) AS s8,
           cdp.survivor_of(s, 9, NULL::name) AS s9, cdp.survivor_of(s, 10, NULL::int[]) AS s10, cdp.survivor_of(s, 11, NULL::merge_pair) AS s11, cdp.survivor_of(s, 12, NULL::text) AS s12
    FROM (SELECT g, count(*) AS rows, cdp.most_recent(short, at, key) AS a1, cdp.most_frequent(short, at, key) AS a2, cdp.by_priority(long, rank, at, key) AS a3, cdp.longest(long, at, key) AS a4,
                 cdp.most_frequent(number, key) AS a5, cdp.most_frequent(yes, at, key) AS a6, cdp.least_recent(never, at, key) AS a7, cdp.most_recent(id, at, key) AS a8,
                 cdp.most_frequent(name, at, key) AS a9, cdp.by_priority(list, rank, at, key) AS a10, cdp.most_recent(whole::merge_pair, at, key) AS a11, cdp.shortest(long, at, key) AS a12,
                 cdp.survivors('{most_recent,"most_frequent,most_recent","by_priority,most_recent","longest,most_recent",most_frequent,"most_frequent,most_recent",least_recent,most_recent,"most_frequent,most_recent","by_priority,most_recent",most_recent,"shortest,most_recent"}',
                     at, rank, key, short, short, long, long, number, yes, never, id, name, list, whole::merge_pair, long) AS s
          FROM merge_small GROUP BY g) q;
CREATE FUNCTION merged_alike(OUT groups bigint, OUT smallest bigint, OUT largest bigint, OUT alike bigint) LANGUAGE sql AS
    'SELECT count(*), min(m.rows), max(m.rows), count(*) FILTER (WHERE (a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12) IS NOT DISTINCT FROM (s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12)) FROM merged m';
SET max_parallel_workers_per_gather = 0;
SELECT * FROM merged_alike();
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT * FROM merged_alike();
SET enable_hashagg = off;
SELECT * FROM merged_alike();
RESET enable_hashagg;
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- all groups at once are the same
CREATE FUNCTION merged_at_once(OUT groups bigint, OUT alike bigint, OUT counts bigint) LANGUAGE sql AS $$
    WITH counted AS (SELECT g, min(at) AS first, max(at) AS last, count(DISTINCT short) AS shorts, count(DISTINCT number) AS numbers FROM merge_small GROUP BY g)
    SELECT count(*), count(*) FILTER (WHERE (a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12) IS NOT DISTINCT FROM (t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12)),
           count(*) FILTER (WHERE (m.rows, c.first, c.last, c.shorts, c.numbers) IS NOT DISTINCT FROM (t.records, t.first, t.last, t.shorts, t.numbers))
    FROM (SELECT cdp.survivor_groups(g, '{most_recent,"most_frequent,most_recent","by_priority,most_recent","longest,most_recent",most_frequent,"most_frequent,most_recent",least_recent,most_recent,"most_frequent,most_recent","by_priority,most_recent",most_recent,"shortest,most_recent",distinct_count,distinct_count}',
              at, rank, key, short, short, long, long, number, yes, never, id, name, list, whole::merge_pair, long, short, number) AS s FROM merge_small) s
    CROSS JOIN LATERAL cdp.survivor_rows(s.s) AS t (g bigint, records bigint, first timestamptz, last timestamptz, t1 text, t2 text, t3 text, t4 text, t5 numeric, t6 boolean, t7 timestamptz, t8 uuid, t9 name, t10 int[], t11 merge_pair, t12 text,
                                                   shorts bigint, numbers bigint)
    FULL JOIN merged m ON m.g = t.g FULL JOIN counted c ON c.g = t.g
$$;
SELECT * FROM merged_at_once();
DROP FUNCTION merged_at_once;
DROP FUNCTION merged_alike;
DROP VIEW merged;
DROP TABLE merge_small;
DROP TYPE merge_pair;

-- groups at once: nulls, order, groups of groups, a large one; what it is not for
SELECT * FROM (SELECT cdp.survivor_groups(g, '{longest,distinct_count}', at, NULL, NULL, x, x) AS s
               FROM (VALUES (2, NULL, 'a'), (NULL, NULL, 'lost'), (-1, timestamptz '2020-01-01', 'bb'), (2, timestamptz '2021-01-01', 'ccc'), (2, NULL, 'a'), (3, NULL, NULL)) AS v (g, at, x)) s,
    cdp.survivor_rows(s) AS g (id bigint, records bigint, first timestamptz, last timestamptz, x text, n bigint);
SELECT s.parity, s.s, g.* FROM (SELECT i % 2 AS parity, cdp.survivor_groups(i % 4, '{most_frequent}', NULL, i, NULL, i % 8) AS s FROM generate_series(0, 99) AS i GROUP BY i % 2 ORDER BY i % 2 DESC) s,
    cdp.survivor_rows(s) AS g (id bigint, records bigint, first timestamptz, last timestamptz, x int);
SELECT g.* FROM (SELECT cdp.survivor_groups(0, '{most_frequent,most_frequent,"longest,accents",distinct_count}', NULL, NULL, NULL, i::text, i / 3.0, i::text, i) AS s FROM generate_series(1::bigint, 100000) AS i) s,
    cdp.survivor_rows(s) AS g (id bigint, records bigint, first timestamptz, last timestamptz, a text, b numeric, c text, n bigint);
SELECT count(*) FROM (SELECT cdp.survivor_groups(1, '{longest}', NULL, NULL, NULL, 'a'::text) AS s WHERE false) s, cdp.survivor_rows(s) AS g (id bigint, records bigint, first timestamptz, last timestamptz, x text);
SELECT g.* FROM (SELECT cdp.survivor_groups(1, '{longest}', NULL, NULL, NULL, 'a'::text) AS s) s, cdp.survivor_rows(s) AS g (id bigint, records bigint, first timestamptz, last timestamptz, x int);
SELECT g.* FROM (SELECT cdp.survivor_groups(1, '{longest}', NULL, NULL, NULL, 'a'::text) AS s) s, cdp.survivor_rows(s) AS g (id bigint, records bigint);
SELECT g.* FROM (SELECT cdp.survivor_groups(1, '{longest}', NULL, NULL, NULL, 'abc'::varchar) AS s) s, cdp.survivor_rows(s) AS g (id bigint, records bigint, first timestamptz, last timestamptz, x varchar(2));
SELECT cdp.survivor_groups(1, '{oldest}', NULL, NULL, NULL, 'a'::text);
SELECT cdp.survivor_groups(1, '{"distinct_count,longest"}', NULL, NULL, NULL, 'a'::text);
SELECT cdp.survivors('{longest,distinct_count}', NULL, NULL, NULL, 'a'::text, 'a'::text);
SELECT cdp.survivor_groups(1, '{longest}', NULL, NULL, NULL, 'a'::text) OVER ();
SELECT 'x'::cdp.survivor_groups;
CREATE TEMP TABLE merge_kept AS SELECT cdp.survivor_groups(1, '{longest}', NULL, NULL, NULL, 'a'::text) AS s;
SELECT g.* FROM merge_kept, cdp.survivor_rows(s) AS g (id bigint, records bigint, first timestamptz, last timestamptz, x text);
DROP TABLE merge_kept;
-- the planner expects as many groups as GROUP BY gives
CREATE FUNCTION merge_expected(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
    RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END
$$;
CREATE TABLE merge_estimate AS SELECT i % 321 AS g, 'v'::text AS x FROM generate_series(1, 5000) AS i;
ANALYZE merge_estimate;
SELECT merge_expected('SELECT g.* FROM (SELECT cdp.survivor_groups(g, ''{longest}'', NULL, NULL, NULL, x) AS s FROM merge_estimate) s, cdp.survivor_rows(s.s) AS g (id bigint, records bigint, first timestamptz, last timestamptz, x text)') AS at_once,
       merge_expected('SELECT g FROM merge_estimate GROUP BY g') AS grouped;
DROP FUNCTION merge_expected;
DROP TABLE merge_estimate;

-- the parts are for the aggregates only
SELECT proname FROM pg_proc WHERE pronamespace = 'cdp'::regnamespace AND prokind = 'f' AND has_function_privilege('public', oid, 'EXECUTE')
    AND proname ~ '^_' AND proargnames[1] = 'state';

-- a value is the same however it was read, and rules cannot change between rows
CREATE TABLE merge_oid (x oid);
INSERT INTO merge_oid VALUES (4294967295);
SELECT cdp.distinct_values(x) FROM (SELECT x FROM merge_oid UNION ALL SELECT 4294967295::oid) s;
DROP TABLE merge_oid;
SELECT q.s FROM (VALUES (ARRAY['longest']), (ARRAY['shortest'])) AS r (rules),
    LATERAL (SELECT cdp.survivor_of(cdp.survivors(r.rules, NULL, NULL, NULL, x), 1, NULL::text) AS s
             FROM (VALUES ('a'::text), ('bbb')) AS v (x)) AS q;
