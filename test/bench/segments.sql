-- SPDX-License-Identifier: PostgreSQL
-- Sets and aggregates beside plain SQL, in one session. :profiles profiles, a tenth of them in each segment; :profiles
-- events too, of a tenth as many profiles, and again of a hundredth ("dense"). Milliseconds of the median of three runs
-- (of one run for what takes long); every answer is compared.
\set QUIET on
\pset footer off
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';
SET search_path = public, cdp;
SET jit = off;

CREATE UNLOGGED TABLE segment AS
SELECT s AS segment, i::bigint AS profile FROM generate_series(1, 10) AS s, generate_series(1, :profiles) AS i
WHERE hashint8extended(i, s) & 1023 < 102;
CREATE INDEX ON segment (segment, profile);
VACUUM ANALYZE segment;
CREATE UNLOGGED TABLE segment_set AS SELECT segment, idset_agg(profile) AS profiles FROM segment GROUP BY segment;
VACUUM ANALYZE segment_set;
CREATE UNLOGGED TABLE event AS
SELECT abs(hashint8extended(i, 1) % GREATEST(:profiles / 10, 1)) AS profile, (hashint8extended(i, 2) & 3)::int AS kind,
       timestamptz '2025-01-01' + make_interval(secs => (hashint8extended(i, 3) & 4194303)) AS at
FROM generate_series(1, :profiles) AS i;
VACUUM ANALYZE event;

CREATE UNLOGGED TABLE dense AS
SELECT abs(hashint8extended(i, 1) % GREATEST(:profiles / 100, 1)) AS profile, (hashint8extended(i, 2) & 3)::int AS kind,
       timestamptz '2025-01-01' + make_interval(secs => (hashint8extended(i, 3) & 4194303)) AS at
FROM generate_series(1, :profiles) AS i;
VACUUM ANALYZE dense;

CREATE TEMP TABLE figure (line numeric, what text, ours_ms float8, sql_ms float8, sql text);

-- median_ms(query, times): and its first column as text, to compare.
CREATE FUNCTION pg_temp.run(query text, times int, OUT ms float8, OUT answer text) LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
    all_ms float8[] := '{}';
BEGIN
    FOR i IN 1..times LOOP
        began := clock_timestamp();
        EXECUTE query INTO answer;
        all_ms := all_ms || extract(epoch FROM clock_timestamp() - began)::float8 * 1000;
    END LOOP;
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY m) INTO ms FROM unnest(all_ms) AS m;
END $$;

-- at_once: another form of ours with the same answer, measured beside the same SQL; again with two parallel workers for each.
CREATE PROCEDURE pg_temp.beside(line int, what text, ours text, plain text, times int DEFAULT 3, at_once text DEFAULT NULL) LANGUAGE plpgsql AS $$
DECLARE
    a record;
    b record;
BEGIN
    SELECT * INTO a FROM pg_temp.run(ours, times);
    SELECT * INTO b FROM pg_temp.run(plain, times);
    IF a.answer IS DISTINCT FROM b.answer THEN RAISE EXCEPTION '%: % and % differ', what, a.answer, b.answer; END IF;
    INSERT INTO figure VALUES (line, what, a.ms, b.ms);
    FOR workers IN 0 .. CASE WHEN at_once IS NULL THEN -1 ELSE 2 END BY 2 LOOP
        PERFORM set_config('max_parallel_workers_per_gather', workers::text, true);
        IF workers > 0 THEN SELECT * INTO b FROM pg_temp.run(plain, times); END IF;
        SELECT * INTO a FROM pg_temp.run(at_once, times);
        IF a.answer IS DISTINCT FROM b.answer THEN RAISE EXCEPTION '%: % and % differ', at_once, a.answer, b.answer; END IF;
        INSERT INTO figure VALUES (line + (workers + 1) / 10.0, format('%s, funnel_counts, %s workers', what, workers), a.ms, b.ms);
    END LOOP;
    PERFORM set_config('max_parallel_workers_per_gather', '0', true);
END $$;

CALL pg_temp.beside(1, 'intersection', 'SELECT cardinality(a.profiles & b.profiles) FROM segment_set a, segment_set b WHERE a.segment = 1 AND b.segment = 2',
    'SELECT count(*) FROM (SELECT profile FROM segment WHERE segment = 1 INTERSECT SELECT profile FROM segment WHERE segment = 2) AS q');
CALL pg_temp.beside(2, 'union', 'SELECT cardinality(a.profiles | b.profiles) FROM segment_set a, segment_set b WHERE a.segment = 1 AND b.segment = 2',
    'SELECT count(*) FROM (SELECT profile FROM segment WHERE segment = 1 UNION SELECT profile FROM segment WHERE segment = 2) AS q');
CALL pg_temp.beside(3, 'difference', 'SELECT cardinality(a.profiles - b.profiles) FROM segment_set a, segment_set b WHERE a.segment = 1 AND b.segment = 2',
    'SELECT count(*) FROM (SELECT profile FROM segment WHERE segment = 1 EXCEPT SELECT profile FROM segment WHERE segment = 2) AS q');
CALL pg_temp.beside(4, 'size of the intersection', 'SELECT idset_and_cardinality(a.profiles, b.profiles) FROM segment_set a, segment_set b WHERE a.segment = 1 AND b.segment = 2',
    'SELECT count(*) FROM segment a JOIN segment b USING (profile) WHERE a.segment = 1 AND b.segment = 2');
CALL pg_temp.beside(5, '10 x 10 overlap matrix', 'SELECT sum(common) FROM segment_overlap((SELECT array_agg(profiles ORDER BY segment) FROM segment_set))',
    'SELECT count(*) FROM segment a JOIN segment b USING (profile) WHERE a.segment <= b.segment', 1);
CALL pg_temp.beside(6, 'distinct profiles by kind and day', 'SELECT sum(n * (kind + 1)) FROM (SELECT kind, at::date, cardinality(idset_agg(profile)) AS n FROM event GROUP BY 1, 2) AS q',
    'SELECT sum(n * (kind + 1)) FROM (SELECT kind, at::date, count(DISTINCT profile) AS n FROM event GROUP BY 1, 2) AS q', 1);
CALL pg_temp.beside(7, 'funnel of four steps beside joins', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM event GROUP BY profile) AS q$$,
    $$WITH s1 AS (SELECT profile, at, at AS start FROM event WHERE kind = 0),
           s2 AS (SELECT e.profile, e.at, max(s.start) AS start FROM event AS e JOIN s1 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 1 GROUP BY 1, 2),
           s3 AS (SELECT e.profile, e.at, max(s.start) AS start FROM event AS e JOIN s2 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 2 GROUP BY 1, 2),
           s4 AS (SELECT e.profile, e.at, max(s.start) AS start FROM event AS e JOIN s3 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 3 GROUP BY 1, 2)
      SELECT (SELECT count(DISTINCT profile) FROM s1) + (SELECT count(DISTINCT profile) FROM s2) + (SELECT count(DISTINCT profile) FROM s3) + (SELECT count(DISTINCT profile) FROM s4)$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM event) AS q$$);
CALL pg_temp.beside(8, 'funnel of four steps beside windows', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM event GROUP BY profile) AS q$$,
    $$WITH a AS (SELECT *, max(at) FILTER (WHERE kind = 0) OVER w AS s1 FROM event WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           b AS (SELECT *, max(CASE WHEN kind = 1 AND at <= s1 + interval '1 day' THEN s1 END) OVER w AS s2 FROM a WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           c AS (SELECT *, max(CASE WHEN kind = 2 AND at <= s2 + interval '1 day' THEN s2 END) OVER w AS s3 FROM b WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           d AS (SELECT *, CASE WHEN kind = 3 AND at <= s3 + interval '1 day' THEN 1 END AS s4 FROM c)
      SELECT sum(CASE WHEN n4 > 0 THEN 4 WHEN n3 > 0 THEN 3 WHEN n2 > 0 THEN 2 WHEN n1 > 0 THEN 1 ELSE 0 END)
      FROM (SELECT profile, count(s1) AS n1, count(s2) AS n2, count(s3) AS n3, count(s4) AS n4 FROM d GROUP BY profile) AS q$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM event) AS q$$);
CALL pg_temp.beside(9, 'dense: funnel beside joins', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM dense GROUP BY profile) AS q$$,
    $$WITH s1 AS (SELECT profile, at, at AS start FROM dense WHERE kind = 0),
           s2 AS (SELECT e.profile, e.at, max(s.start) AS start FROM dense AS e JOIN s1 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 1 GROUP BY 1, 2),
           s3 AS (SELECT e.profile, e.at, max(s.start) AS start FROM dense AS e JOIN s2 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 2 GROUP BY 1, 2),
           s4 AS (SELECT e.profile, e.at, max(s.start) AS start FROM dense AS e JOIN s3 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 3 GROUP BY 1, 2)
      SELECT (SELECT count(DISTINCT profile) FROM s1) + (SELECT count(DISTINCT profile) FROM s2) + (SELECT count(DISTINCT profile) FROM s3) + (SELECT count(DISTINCT profile) FROM s4)$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM dense) AS q$$);
CALL pg_temp.beside(10, 'dense: funnel beside windows', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM dense GROUP BY profile) AS q$$,
    $$WITH a AS (SELECT *, max(at) FILTER (WHERE kind = 0) OVER w AS s1 FROM dense WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           b AS (SELECT *, max(CASE WHEN kind = 1 AND at <= s1 + interval '1 day' THEN s1 END) OVER w AS s2 FROM a WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           c AS (SELECT *, max(CASE WHEN kind = 2 AND at <= s2 + interval '1 day' THEN s2 END) OVER w AS s3 FROM b WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           d AS (SELECT *, CASE WHEN kind = 3 AND at <= s3 + interval '1 day' THEN 1 END AS s4 FROM c)
      SELECT sum(CASE WHEN n4 > 0 THEN 4 WHEN n3 > 0 THEN 3 WHEN n2 > 0 THEN 2 WHEN n1 > 0 THEN 1 ELSE 0 END)
      FROM (SELECT profile, count(s1) AS n1, count(s2) AS n2, count(s3) AS n3, count(s4) AS n4 FROM d GROUP BY profile) AS q$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM dense) AS q$$);
SELECT what, round(ours_ms::numeric, 2) AS "cdp ms", round(sql_ms::numeric, 1) AS "SQL ms", round((sql_ms / ours_ms)::numeric, 1) AS times FROM figure ORDER BY line;
