-- SPDX-License-Identifier: PostgreSQL
-- Aggregates over events: funnels, patterns, retention, sessions, distinct values, top values.
SET search_path = public, cdp;
SET TimeZone = 'UTC';
CREATE FUNCTION pg_temp.at(seconds float8) RETURNS timestamptz LANGUAGE sql IMMUTABLE RETURN to_timestamp(seconds);

-- funnel: ClickHouse's documented example, four steps
CREATE TEMP TABLE product_event (day date, user_id int, at timestamptz, event_id int, product text);
INSERT INTO product_event VALUES ('2019-01-28', 1, '2019-01-29 10:00:00', 1003, 'phone'), ('2019-01-31', 1, '2019-01-31 09:00:00', 1007, 'phone'),
    ('2019-01-30', 1, '2019-01-30 08:00:00', 1009, 'phone'), ('2019-02-01', 1, '2019-02-01 08:00:00', 1010, 'phone');
SELECT level, count(*) FROM (SELECT user_id, window_funnel('70 days', at, event_id = 1003, event_id = 1009, event_id = 1007, event_id = 1010) AS level
    FROM product_event WHERE product = 'phone' GROUP BY user_id) AS q GROUP BY level ORDER BY level;

-- its tests
CREATE TEMP TABLE f AS SELECT pg_temp.at(i) AS at, 1000 + i AS e FROM generate_series(0, 8) AS i;
SELECT window_funnel('10000s', at, e = 1000) AS "1", window_funnel('10000s', at, e = 1000, e = 1001, e = 1002) AS "3",
       window_funnel('10000s', at, e = 1000, e = 1001, e = 1002, e = 1008) AS "4", window_funnel('2s', at, e = 1003, e = 1004, e = 1005, e = 1006, e = 1007) AS "3",
       window_funnel('4s', at, e = 1003, e = 1004, e = 1005, e = 1006, e = 1007) AS "5", window_funnel('10000s', at, e = 1008, e = 1001) AS "1",
       window_funnel('4s', at, e <= 1007, e >= 1002, e <= 1006, e >= 1004) AS "4" FROM f WHERE e > 1000 OR true;
SELECT window_funnel('strict_deduplication', '10000s', pg_temp.at(t), e = 0, e = 1, e = 2, e = 3, e = 4, e = 5, e = 6) AS "6",
       window_funnel('10000s', pg_temp.at(t), e = 0, e = 1, e = 2, e = 3, e = 4, e = 5, e = 6) AS "7"
FROM (VALUES (0, 0), (10, 1), (20, 2), (30, 3), (40, 4), (50, 5), (51, 5), (60, 6), (70, 7)) AS v (t, e);
CREATE TEMP TABLE so AS SELECT u, i AS t, substr(events, i, 1) AS e
FROM (VALUES (1, 'abc'), (2, 'adbc'), (3, 'aabbcc'), (4, 'aaaabbcc'), (5, 'aabbdcc'), (6, 'ccbbaa'), (7, 'acb')) AS v (u, events), generate_series(1, length(events)) AS i;
SELECT u, window_funnel('1 day', pg_temp.at(t), e = 'a', e = 'b', e = 'c') AS plain, window_funnel('strict_order', '1 day', pg_temp.at(t), e = 'a', e = 'b', e = 'c') AS strict_order,
       window_funnel('strict_deduplication, strict_order', '1 day', pg_temp.at(t), e = 'a', e = 'b', e = 'c') AS both FROM so GROUP BY u ORDER BY u;
SELECT window_funnel('strict_deduplication', '1 day', pg_temp.at(t), e = 'a', e = 'b', e = 'c', e = 'd') AS "3"
FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'b'), (5, 'd')) AS v (t, e);
SELECT window_funnel('10000s', pg_temp.at(t), e = 0, e = 1, e = 2, e = 3, e = 4) AS "5", window_funnel('strict_increase', '10000s', pg_temp.at(t), e = 0, e = 1, e = 2, e = 3, e = 4) AS "2",
       window_funnel('10000s', pg_temp.at(t), e = 4, e = 4, e = 4) AS "3", window_funnel('strict_once', '10000s', pg_temp.at(t), e = 4, e = 4, e = 4) AS "1",
       window_funnel('strict_increase', '10000s', pg_temp.at(t), e = 4, e = 4, e = 4) AS "1"
FROM (VALUES (0, 0), (1, 1), (1, 2), (1, 3), (2, 4)) AS v (t, e);
SELECT u, window_funnel('strict_once, strict_increase', '200s', pg_temp.at(t), NOT ok, NOT ok, ok) AS increase, window_funnel('strict_once', '200s', pg_temp.at(t), NOT ok, NOT ok, ok) AS once,
       window_funnel('strict_once, strict_deduplication', '200s', pg_temp.at(t), NOT ok, NOT ok, ok) AS deduplication
FROM (VALUES (100, false, 234), (200, true, 345), (210, false, 345), (230, true, 345), (250, false, 234), (180, false, 123), (220, false, 123), (250, true, 123)) AS v (t, ok, u)
GROUP BY u ORDER BY u;

-- nulls, no rows, months, the ends of time, errors
SELECT window_funnel('1 day', NULL, true), window_funnel('1 day', now(), NULL::boolean), window_funnel('1 day', now(), true) FILTER (WHERE false);
SELECT window_funnel('1 month', at, n = 1, n = 2) FROM (VALUES ('2025-01-01'::timestamptz, 1), ('2025-01-31', 2)) AS v (at, n);
SELECT window_funnel('1 month', at, n = 1, n = 2) FROM (VALUES ('2025-01-01'::timestamptz, 1), ('2025-01-31 00:00:00.000001', 2)) AS v (at, n);
SELECT window_funnel('1 day', at, n = 1, n = 2) FROM (VALUES ('-infinity'::timestamptz, 1), ('infinity', 2)) AS v (at, n);
SELECT window_funnel('-1 day', now(), true);
SELECT window_funnel(NULL, now(), true);
SELECT window_funnel('strict', '1 day', now(), true);
SELECT window_funnel('1 day', now(), VARIADIC ARRAY[]::boolean[]);
SELECT window_funnel('1 day', now(), VARIADIC array_fill(true, ARRAY[33]));
SELECT window_funnel(make_interval(days => i), now(), true) FROM generate_series(1, 2) AS i;
SELECT window_funnel('1 day', now(), VARIADIC array_fill(true, ARRAY[i])) FROM generate_series(1, 2) AS i;
SELECT 1 AS session_is_alive;

-- any order of rows
SELECT DISTINCT level, once FROM (SELECT s, window_funnel('5s', pg_temp.at(t), a, b, c) AS level, window_funnel('strict_once', '5s', pg_temp.at(t), a, b, c) AS once
    FROM (SELECT s, t / 3 AS t, t % 2 = 0 AS a, t % 3 = 0 AS b, t % 5 = 0 AS c FROM generate_series(1, 30) AS s, generate_series(1, 20) AS t ORDER BY md5(s || 'x' || t)) AS q GROUP BY s) AS r;

-- retention: ClickHouse's documented example
SELECT uid, retention(day = '2020-01-01', day = '2020-01-02', day = '2020-01-03') AS r
FROM (SELECT uid, '2020-01-0' || d AS day FROM generate_series(1, 3) AS d, generate_series(0, 5 * d - 1) AS uid) AS q GROUP BY uid ORDER BY uid;
SELECT retention(true) FILTER (WHERE false), retention(NULL, true), retention(false, true), retention(true, NULL);

-- patterns: ClickHouse's documented examples
SELECT sequence_match('(?1)(?2)', pg_temp.at(t), n = 1, n = 2) AS t, sequence_match('(?1)(?2)', pg_temp.at(t), n = 1, n = 2, n = 3) AS f
FROM (VALUES (1, 1), (2, 3), (3, 2)) AS v (t, n);
SELECT sequence_match('(?1)(?2)', pg_temp.at(t), n = 1, n = 2, n = 4) AS t FROM (VALUES (1, 1), (2, 3), (3, 2)) AS v (t, n);
SELECT sequence_count('(?1).*(?2)', pg_temp.at(t), n = 1, n = 2) AS "2" FROM (VALUES (1, 1), (2, 3), (3, 2), (4, 1), (5, 3), (6, 2)) AS v (t, n);
SELECT sequence_match('(?1)(?t>1800)(?2)', pg_temp.at(t), n = 1, n = 2) AS t, sequence_match('(?1)(?t>3600)(?2)', pg_temp.at(t), n = 1, n = 2) AS f,
       sequence_match('(?1).*(?t<=3600)(?2)', pg_temp.at(t), n = 1, n = 2) AS t, sequence_match('(?1)(?t<3600)(?2)', pg_temp.at(t), n = 1, n = 2) AS f
FROM (VALUES (0, 1), (100, 3), (3600, 2)) AS v (t, n);
SELECT sequence_match('(?1', now(), true);
SELECT sequence_match('(?2)', now(), true);
SELECT sequence_match(p, now(), true) FROM (VALUES ('(?1)'), ('.')) AS v (p);
SELECT sequence_match(NULL, now(), true);
SELECT sequence_match('(?1)', NULL, true), sequence_count('(?1)', now(), NULL::boolean), sequence_match('(?1)', now(), true) FILTER (WHERE false);

-- sessions
SELECT v, t, sessionize(pg_temp.at(t), '30s') OVER (PARTITION BY v ORDER BY t) FROM (VALUES (1, 0), (1, 30), (1, 61), (1, 61), (1, 200), (2, 5), (2, NULL)) AS x (v, t) ORDER BY v, t;
SELECT sessionize(pg_temp.at(t), '30s') OVER (ORDER BY t DESC) FROM generate_series(1, 2) AS t;

-- touches: ties, no time, before a conversion
SELECT u, first_touch(c, pg_temp.at(t)), last_touch(c, pg_temp.at(t)), last_touch(c, pg_temp.at(t)) FILTER (WHERE t < 30) AS before_30
FROM (VALUES (1, 'mail', 20), (1, 'ads', 10), (1, 'shop', 30), (2, 'b', 5), (2, 'a', 5), (2, 'c', NULL), (3, 'only', NULL), (4, NULL, 1)) AS v (u, c, t) GROUP BY u ORDER BY u;

-- distinct values
SELECT approx_distinct(i), approx_distinct(i::text), approx_distinct(i % 10), approx_distinct(NULL::int), approx_distinct(i::numeric / 10) FROM generate_series(1, 500) AS i;
SELECT abs(approx_distinct(i) - 200000) < 200000 * 0.0243 AS within_three_errors FROM generate_series(1, 200000) AS i;
SELECT approx_distinct_union(s) = 1000 OR abs(approx_distinct_union(s) - 1000) < 25 AS merged, approx_distinct_count(approx_distinct_merge(s)) = approx_distinct_union(s) AS same
FROM (SELECT approx_distinct_sketch(i) AS s FROM generate_series(1, 1000) AS i GROUP BY i % 7) AS q;
SELECT approx_distinct_sketch(i) FILTER (WHERE i > 2), length(approx_distinct_sketch(i)) FROM generate_series(1, 2) AS i;
SELECT approx_distinct_count('\x00');
SELECT approx_distinct_count('\x138b7f');
SELECT approx_distinct(point(i, i)) FROM generate_series(1, 2) AS i;

-- top values
SELECT top_k(v, 2), top_k(v, 10) FILTER (WHERE v <> 'b') FROM unnest(ARRAY['b', 'a', 'b', NULL, 'c', 'a', 'd']) AS v;
SELECT value, count FROM unnest((SELECT top_k((i % 7)::text, 3) FROM generate_series(1, 100) AS i));
SELECT top_k('x', 3) FILTER (WHERE false), top_k(NULL, 3);
SELECT top_k('x', 0);

-- funnels of many members at once: ClickHouse's example, then every combination of modes beside a funnel for each member
SELECT funnel_counts(user_id, '70 days', at, event_id = 1003, event_id = 1009, event_id = 1007, event_id = 1010) FROM product_event WHERE product = 'phone';
SELECT funnel_counts(1, '4s', at, e = 1003, e = 1004, e = 1005, e = 1006, e = 1007) AS "5", funnel_counts('strict_increase', 1, '4s', at, e <= 1007, e >= 1002, e <= 1006, e >= 1004) AS "4" FROM f;
CREATE TEMP TABLE many_funnels AS SELECT (i * 7919 % 601 - 300)::bigint AS member, pg_temp.at(i::bigint * 104729 % 3600) AS at, i * 31 % 7 AS kind FROM generate_series(1, 40000) AS i;
CREATE FUNCTION pg_temp.funnels_differ(mode text, win interval) RETURNS boolean LANGUAGE sql AS $$
    SELECT (SELECT funnel_counts(mode, member, win, at, kind IN (0, 4), kind = 1, kind IN (2, 4), kind = 3) FROM many_funnels)
        IS DISTINCT FROM (SELECT ARRAY[count(*) FILTER (WHERE level >= 1), count(*) FILTER (WHERE level >= 2), count(*) FILTER (WHERE level >= 3), count(*) FILTER (WHERE level >= 4)]
                          FROM (SELECT window_funnel(mode, win, at, kind IN (0, 4), kind = 1, kind IN (2, 4), kind = 3) AS level FROM many_funnels GROUP BY member) AS l)
$$;
SELECT count(*) AS compared, count(*) FILTER (WHERE pg_temp.funnels_differ(concat_ws(',', a, b, c, d), win)) AS different
FROM unnest(ARRAY[NULL, 'strict_deduplication']) AS a, unnest(ARRAY[NULL, 'strict_order']) AS b, unnest(ARRAY[NULL, 'strict_increase']) AS c, unnest(ARRAY[NULL, 'strict_once']) AS d,
     unnest(ARRAY[interval '1 minute', '10 minutes', '1 hour']) AS win;
SELECT kind % 2 AS half, funnel_counts(member, '10 minutes', at, kind < 2, kind < 4) FROM many_funnels GROUP BY 1 ORDER BY 1;
SELECT funnel_counts(member, '1 minute', at, VARIADIC ARRAY[kind = 0, kind = 1]) = funnel_counts(member, '1 minute', at, kind = 0, kind = 1) AS same FROM many_funnels;
SELECT member, funnel_counts(member, '1 day', pg_temp.at(t), e = 1, e = 2, NULL) OVER (ORDER BY t) FROM (VALUES (1, 1, 1), (1, 2, 2), (2, 3, 2), (2, 4, 1), (NULL, 5, 1), (3, NULL, 1)) AS v (member, t, e);
SELECT funnel_counts(NULL::bigint, '1 day', now(), true), funnel_counts(1, '1 day', NULL, true), funnel_counts(1, '1 day', now(), NULL), funnel_counts(1, '1 day', now(), false), funnel_counts(1, '1 day', now(), true) FILTER (WHERE false);
SELECT funnel_counts(1, '-1 day', now(), true);
SELECT funnel_counts(1, NULL, now(), true);
SELECT funnel_counts('strict', 1, '1 day', now(), true);
SELECT funnel_counts(NULL, 1, '1 day', now(), true);
SELECT funnel_counts(1, '1 day', now(), true, 1);
SELECT funnel_counts(1, '1 day', now(), 'yes');
SELECT funnel_counts(1, '1 day', now(), VARIADIC ARRAY[1]);
SELECT funnel_counts(1, '1 day', now(), VARIADIC ARRAY[]::boolean[]);
SELECT funnel_counts(1, '1 day', now(), VARIADIC array_fill(true, ARRAY[33]));
SELECT funnel_counts(1, make_interval(days => i), now(), true) FROM generate_series(1, 2) AS i;
SELECT funnel_counts(1, '1 day', now(), VARIADIC array_fill(true, ARRAY[i])) FROM generate_series(1, 2) AS i;

-- in parallel it is the same
CREATE TABLE behaviour_event AS SELECT i * 7919 % 997 AS member, pg_temp.at(i::bigint * 104729 % 86400) AS at, i % 5 AS kind FROM generate_series(1, 40000) AS i;
ANALYZE behaviour_event;
CREATE TEMP TABLE serial AS SELECT member, window_funnel('1 hour', at, kind = 0, kind = 1, kind = 2) AS level, window_funnel('strict_order', '1 day', at, kind = 0, kind = 1) AS strict,
    sequence_count('(?1).*(?2)', at, kind = 0, kind = 1) AS times, retention(kind = 0, kind = 4) AS kept, approx_distinct(at) AS distinct_times, top_k(kind::text, 2) AS top
FROM behaviour_event GROUP BY member;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SET enable_sort = off;
EXPLAIN (COSTS off) SELECT window_funnel('1 hour', at, kind = 0, kind = 1, kind = 2), sequence_count('(?1).*(?2)', at, kind = 0, kind = 1), retention(kind = 0), approx_distinct(at), top_k(kind::text, 2)
FROM behaviour_event;
EXPLAIN (COSTS off) SELECT funnel_counts(member, '1 hour', at, kind = 0, kind = 1, kind = 2) FROM behaviour_event;
SELECT funnel_counts(member, '1 hour', at, kind = 0, kind = 1, kind = 2) = (SELECT ARRAY[count(*) FILTER (WHERE level >= 1), count(*) FILTER (WHERE level >= 2), count(*) FILTER (WHERE level >= 3)] FROM serial) AS same FROM behaviour_event;
SELECT count(*), count(*) FILTER (WHERE level > 1) > 0 AS some FROM (TABLE serial INTERSECT SELECT member, window_funnel('1 hour', at, kind = 0, kind = 1, kind = 2), window_funnel('strict_order', '1 day', at, kind = 0, kind = 1),
    sequence_count('(?1).*(?2)', at, kind = 0, kind = 1), retention(kind = 0, kind = 4), approx_distinct(at), top_k(kind::text, 2)
FROM behaviour_event GROUP BY member) AS q;
RESET enable_sort;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE behaviour_event;

-- a budget holds
SET cdp.memory = '16MB';
SELECT window_funnel('1 day', pg_temp.at(i), i > 0) FROM generate_series(1, 2000000) AS i;
SELECT funnel_counts(i, '1 day', pg_temp.at(i), i > 0) FROM generate_series(1, 2000000) AS i;
SELECT top_k(i::text || repeat('x', 100), 1) FROM generate_series(1, 1000000) AS i;
RESET cdp.memory;

-- parts that disagree are refused, also where workers meet; a full sketch says "beyond counting"
SELECT cdp._retention_join(1::bigint << 32, 2::bigint << 32);
SELECT cdp._retention_value(1000000::bigint << 32);
SELECT cdp.approx_distinct_count(decode('148e7f' || repeat('ff', 10240), 'hex'));
