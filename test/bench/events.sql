-- SPDX-License-Identifier: PostgreSQL
-- Aggregates of behaviour beside plain SQL: :events events of a tenth as many profiles, and again of a hundredth ("dense").
\ir beside.sql

CREATE UNLOGGED TABLE event AS
SELECT abs(hashint8extended(i, 1) % GREATEST(:events / 10, 1)) AS profile, (hashint8extended(i, 2) & 3)::int AS kind,
       timestamptz '2025-01-01' + make_interval(secs => (hashint8extended(i, 3) & 4194303)) AS at
FROM generate_series(1, :events) AS i;
VACUUM ANALYZE event;

CREATE UNLOGGED TABLE dense AS
SELECT abs(hashint8extended(i, 1) % GREATEST(:events / 100, 1)) AS profile, (hashint8extended(i, 2) & 3)::int AS kind,
       timestamptz '2025-01-01' + make_interval(secs => (hashint8extended(i, 3) & 4194303)) AS at
FROM generate_series(1, :events) AS i;
VACUUM ANALYZE dense;

CALL pg_temp.beside(1, 'distinct profiles by kind and day', 'SELECT sum(n * (kind + 1)) FROM (SELECT kind, at::date, cardinality(idset_agg(profile)) AS n FROM event GROUP BY 1, 2) AS q',
    'SELECT sum(n * (kind + 1)) FROM (SELECT kind, at::date, count(DISTINCT profile) AS n FROM event GROUP BY 1, 2) AS q', 1);
CALL pg_temp.beside(2, 'funnel of four steps beside joins', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM event GROUP BY profile) AS q$$,
    $$WITH s1 AS (SELECT profile, at, at AS start FROM event WHERE kind = 0),
           s2 AS (SELECT e.profile, e.at, max(s.start) AS start FROM event AS e JOIN s1 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 1 GROUP BY 1, 2),
           s3 AS (SELECT e.profile, e.at, max(s.start) AS start FROM event AS e JOIN s2 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 2 GROUP BY 1, 2),
           s4 AS (SELECT e.profile, e.at, max(s.start) AS start FROM event AS e JOIN s3 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 3 GROUP BY 1, 2)
      SELECT (SELECT count(DISTINCT profile) FROM s1) + (SELECT count(DISTINCT profile) FROM s2) + (SELECT count(DISTINCT profile) FROM s3) + (SELECT count(DISTINCT profile) FROM s4)$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM event) AS q$$);
CALL pg_temp.beside(3, 'funnel of four steps beside windows', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM event GROUP BY profile) AS q$$,
    $$WITH a AS (SELECT *, max(at) FILTER (WHERE kind = 0) OVER w AS s1 FROM event WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           b AS (SELECT *, max(CASE WHEN kind = 1 AND at <= s1 + interval '1 day' THEN s1 END) OVER w AS s2 FROM a WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           c AS (SELECT *, max(CASE WHEN kind = 2 AND at <= s2 + interval '1 day' THEN s2 END) OVER w AS s3 FROM b WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           d AS (SELECT *, CASE WHEN kind = 3 AND at <= s3 + interval '1 day' THEN 1 END AS s4 FROM c)
      SELECT sum(CASE WHEN n4 > 0 THEN 4 WHEN n3 > 0 THEN 3 WHEN n2 > 0 THEN 2 WHEN n1 > 0 THEN 1 ELSE 0 END)
      FROM (SELECT profile, count(s1) AS n1, count(s2) AS n2, count(s3) AS n3, count(s4) AS n4 FROM d GROUP BY profile) AS q$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM event) AS q$$);
CALL pg_temp.beside(4, 'dense: funnel beside joins', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM dense GROUP BY profile) AS q$$,
    $$WITH s1 AS (SELECT profile, at, at AS start FROM dense WHERE kind = 0),
           s2 AS (SELECT e.profile, e.at, max(s.start) AS start FROM dense AS e JOIN s1 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 1 GROUP BY 1, 2),
           s3 AS (SELECT e.profile, e.at, max(s.start) AS start FROM dense AS e JOIN s2 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 2 GROUP BY 1, 2),
           s4 AS (SELECT e.profile, e.at, max(s.start) AS start FROM dense AS e JOIN s3 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 3 GROUP BY 1, 2)
      SELECT (SELECT count(DISTINCT profile) FROM s1) + (SELECT count(DISTINCT profile) FROM s2) + (SELECT count(DISTINCT profile) FROM s3) + (SELECT count(DISTINCT profile) FROM s4)$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM dense) AS q$$);
CALL pg_temp.beside(5, 'dense: funnel beside windows', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM dense GROUP BY profile) AS q$$,
    $$WITH a AS (SELECT *, max(at) FILTER (WHERE kind = 0) OVER w AS s1 FROM dense WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           b AS (SELECT *, max(CASE WHEN kind = 1 AND at <= s1 + interval '1 day' THEN s1 END) OVER w AS s2 FROM a WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           c AS (SELECT *, max(CASE WHEN kind = 2 AND at <= s2 + interval '1 day' THEN s2 END) OVER w AS s3 FROM b WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           d AS (SELECT *, CASE WHEN kind = 3 AND at <= s3 + interval '1 day' THEN 1 END AS s4 FROM c)
      SELECT sum(CASE WHEN n4 > 0 THEN 4 WHEN n3 > 0 THEN 3 WHEN n2 > 0 THEN 2 WHEN n1 > 0 THEN 1 ELSE 0 END)
      FROM (SELECT profile, count(s1) AS n1, count(s2) AS n2, count(s3) AS n3, count(s4) AS n4 FROM d GROUP BY profile) AS q$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM dense) AS q$$);
SELECT what, round(ours_ms::numeric, 2) AS "cdp ms", round(sql_ms::numeric, 1) AS "SQL ms", round((sql_ms / ours_ms)::numeric, 1) AS times FROM figure ORDER BY line;
