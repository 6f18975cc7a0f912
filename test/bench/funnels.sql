-- SPDX-License-Identifier: PostgreSQL
-- Included by events.sql: funnels over :table, from line :line of the figures on.
CREATE OR REPLACE TEMP VIEW funnel_event AS SELECT profile, kind, at FROM :"table";
CALL pg_temp.beside(:line, :'table' || ': funnel of four steps beside joins', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM funnel_event GROUP BY profile) AS q$$,
    $$WITH s1 AS (SELECT profile, at, at AS start FROM funnel_event WHERE kind = 0),
           s2 AS (SELECT e.profile, e.at, max(s.start) AS start FROM funnel_event AS e JOIN s1 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 1 GROUP BY 1, 2),
           s3 AS (SELECT e.profile, e.at, max(s.start) AS start FROM funnel_event AS e JOIN s2 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 2 GROUP BY 1, 2),
           s4 AS (SELECT e.profile, e.at, max(s.start) AS start FROM funnel_event AS e JOIN s3 AS s ON s.profile = e.profile AND s.at <= e.at AND e.at <= s.start + interval '1 day' WHERE e.kind = 3 GROUP BY 1, 2)
      SELECT (SELECT count(DISTINCT profile) FROM s1) + (SELECT count(DISTINCT profile) FROM s2) + (SELECT count(DISTINCT profile) FROM s3) + (SELECT count(DISTINCT profile) FROM s4)$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM funnel_event) AS q$$);
CALL pg_temp.beside(:line + 1, :'table' || ': funnel of four steps beside windows', $$SELECT sum(level) FROM (SELECT window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS level FROM funnel_event GROUP BY profile) AS q$$,
    $$WITH a AS (SELECT *, max(at) FILTER (WHERE kind = 0) OVER w AS s1 FROM funnel_event WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           b AS (SELECT *, max(CASE WHEN kind = 1 AND at <= s1 + interval '1 day' THEN s1 END) OVER w AS s2 FROM a WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           c AS (SELECT *, max(CASE WHEN kind = 2 AND at <= s2 + interval '1 day' THEN s2 END) OVER w AS s3 FROM b WINDOW w AS (PARTITION BY profile ORDER BY at, kind)),
           d AS (SELECT *, CASE WHEN kind = 3 AND at <= s3 + interval '1 day' THEN 1 END AS s4 FROM c)
      SELECT sum(CASE WHEN n4 > 0 THEN 4 WHEN n3 > 0 THEN 3 WHEN n2 > 0 THEN 2 WHEN n1 > 0 THEN 1 ELSE 0 END)
      FROM (SELECT profile, count(s1) AS n1, count(s2) AS n2, count(s3) AS n3, count(s4) AS n4 FROM d GROUP BY profile) AS q$$, 1,
    $$SELECT (SELECT sum(c) FROM unnest(reached) AS c) FROM (SELECT funnel_counts(profile, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3) AS reached FROM funnel_event) AS q$$);
