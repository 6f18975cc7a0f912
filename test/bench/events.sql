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
\set table event
\set line 2
\ir funnels.sql
\set table dense
\set line 4
\ir funnels.sql
SELECT what, round(ours_ms::numeric, 2) AS "cdp ms", round(sql_ms::numeric, 1) AS "SQL ms", round((sql_ms / ours_ms)::numeric, 1) AS times FROM figure ORDER BY line;
