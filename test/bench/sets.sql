-- SPDX-License-Identifier: PostgreSQL
-- Sets beside plain SQL: ten segments, a tenth of :profiles profiles in each.
\ir beside.sql

CREATE UNLOGGED TABLE segment AS
SELECT s AS segment, i::bigint AS profile FROM generate_series(1, 10) AS s, generate_series(1, :profiles) AS i
WHERE hashint8extended(i, s) & 1023 < 102;
CREATE INDEX ON segment (segment, profile);
VACUUM ANALYZE segment;
CREATE UNLOGGED TABLE segment_set AS SELECT segment, idset_agg(profile) AS profiles FROM segment GROUP BY segment;
VACUUM ANALYZE segment_set;

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
SELECT what, round(ours_ms::numeric, 2) AS "cdp ms", round(sql_ms::numeric, 1) AS "SQL ms", round((sql_ms / ours_ms)::numeric, 1) AS times FROM figure ORDER BY line;
