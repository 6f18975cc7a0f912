-- Rows of a table of keys that share a key with records that changed: those that a query over the same table gives.
CREATE SCHEMA key_scan;
SET search_path = key_scan, public;
CREATE TABLE key (record_id bigint PRIMARY KEY, keys bigint[] NOT NULL, source text NOT NULL, source_key text NOT NULL, cells text[] NOT NULL);
CREATE TABLE instead (record_id bigint PRIMARY KEY, keys bigint[] NOT NULL, added bigint[] NOT NULL, cells text[] NOT NULL);
CREATE FUNCTION hold() RETURNS bigint LANGUAGE sql AS $$
    SELECT cdp._hold_model('key_scan', cdp.freeze_model('SELECT * FROM (VALUES (1, ''anna@orange.fr'')) AS v (id, email)',
        '{"attributes": [{"name": "email", "kind": "email"}], "blocking": [["email"]], "thresholds": {"review": -50, "component": -50},
        "comparisons": [{"name": "email", "attributes": ["email"], "levels": [{"when": "exact(email)", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]}'))
$$;
CREATE TABLE changed (id bigint, cells text[], keys bigint[]);
CREATE FUNCTION links(others text, block_key regclass, changed_key regclass) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT concat_ws(' ', l.left_id, l.right_id, l.levels) FROM cdp._link_changed('SELECT id, cells, keys AS "record keys" FROM key_scan.changed', others, block_key, changed_key, key_scan.hold(), '{email,note}', 'SELECT 1') l
$$;
CREATE FUNCTION compare(OUT many boolean, OUT wrong bigint) LANGUAGE sql AS $$
    WITH s AS MATERIALIZED (SELECT l FROM links(NULL, 'key_scan.key', 'key_scan.instead') l),
         q AS MATERIALIZED (SELECT l FROM links('SELECT k.record_id AS id, COALESCE(c.cells, k.cells) AS cells, COALESCE(c.keys, k.keys) AS "record keys" FROM key_scan.key k LEFT JOIN key_scan.instead c USING (record_id)', NULL, NULL) l)
    SELECT (SELECT count(*) > 100 FROM s), (SELECT count(*) FROM ((TABLE s EXCEPT ALL TABLE q) UNION ALL (TABLE q EXCEPT ALL TABLE s)) d)
$$;
SELECT * FROM compare();

-- packed and not, without keys, compressed, elsewhere; some counting instead of others
CREATE FUNCTION keys_of(n bigint, how_many int) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT COALESCE(array_agg(k ORDER BY k::bit(64)), '{}') FROM (SELECT DISTINCT hashint8extended(hashint8extended(n, i) % 1000, 7) AS k FROM generate_series(1, how_many) i) q
$$;
INSERT INTO key SELECT n, keys_of(n, n % 20), 's', 'k' || n, ARRAY['m' || n % 50 || '@mail.fr', CASE WHEN n % 7 <> 0 THEN repeat('x', n % 300) END] FROM generate_series(1, 4000) n;
ALTER TABLE key ALTER keys SET STORAGE EXTERNAL;
INSERT INTO key SELECT n, keys_of(n, 400), 's', 'k' || n, ARRAY['m' || n % 50 || '@mail.fr', repeat('x', 3000)] FROM generate_series(4001, 4020) n;
ALTER TABLE key ALTER keys SET STORAGE MAIN;
INSERT INTO key SELECT n, array_agg(n ORDER BY i), 's', 'k' || n, ARRAY['m' || n % 50 || '@mail.fr', NULL] FROM generate_series(4021, 4030) n, generate_series(1, 1500) i GROUP BY n;
INSERT INTO instead SELECT record_id, keys_of(record_id + 1, 5), '{}', ARRAY['instead@mail.fr', NULL] FROM key WHERE record_id % 5 = 0;
SELECT count(*) AS compressed FROM key WHERE pg_column_compression(keys) IS NOT NULL;
INSERT INTO changed SELECT n, ARRAY['m' || n % 50 || '@mail.fr', NULL], keys_of(n, 4) FROM generate_series(3990, 4003) n;
INSERT INTO changed VALUES (9999, '{m1@mail.fr,x}', '{4025}'), (9998, '{m1@mail.fr,x}', '{}');
SELECT * FROM compare();

-- what others and this transaction wrote and took back
DELETE FROM key WHERE record_id % 3 = 0;
DELETE FROM instead WHERE record_id % 3 = 0 OR record_id % 10 = 0;
UPDATE instead SET keys = keys_of(record_id, 2) WHERE record_id % 4 = 1;
UPDATE key SET cells[1] = 'new@mail.fr' WHERE record_id % 4 = 0;
SELECT * FROM compare();
VACUUM key;
SELECT * FROM compare();
BEGIN;
INSERT INTO key VALUES (10001, '{4025}', 's', 'x', '{m1@mail.fr,x}');
SELECT count(*) AS own FROM links(NULL, 'key', 'instead') l WHERE l LIKE '%10001%';
SAVEPOINT s;
INSERT INTO instead VALUES (10001, '{1}', '{}', '{m1@mail.fr,x}');
SELECT count(*) AS gone FROM links(NULL, 'key', 'instead') l WHERE l LIKE '%10001%';
ROLLBACK TO s;
SELECT count(*) AS back FROM links(NULL, 'key', 'instead') l WHERE l LIKE '%10001%';
SELECT * FROM compare();
ROLLBACK;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT * FROM compare();
SELECT count(*) AS locks FROM pg_locks WHERE relation IN ('key'::regclass, 'instead'::regclass) AND mode = 'SIReadLock' AND page IS NULL;
COMMIT;

-- columns that came later, with values for rows of before; rows that are gone, of a time when they could be null
CREATE TABLE late (record_id bigint);
INSERT INTO late SELECT n FROM generate_series(20001, 20100) n;
INSERT INTO late VALUES (NULL);
DELETE FROM late WHERE record_id IS NULL;
ALTER TABLE late ADD keys bigint[] DEFAULT '{4025}', ADD cells text[] NOT NULL DEFAULT '{m1@mail.fr,x}';
INSERT INTO late VALUES (20101, NULL, '{m1@mail.fr,x}'), (20102, '{{4025}}', '{m1@mail.fr,x}');
DELETE FROM late WHERE keys IS NULL;
SELECT count(*) AS late FROM links(NULL, 'late', 'instead') l WHERE l LIKE '%201%' OR l LIKE '%200%';
CREATE TEMP TABLE temporary AS TABLE late;
SELECT count(*) AS temporary FROM links(NULL, 'temporary', 'instead') l WHERE l LIKE '%201%' OR l LIKE '%200%';
INSERT INTO late VALUES (20103, '{4025,null}', '{m1@mail.fr,x}');
SELECT count(*) FROM links(NULL, 'late', 'instead');
BEGIN;
DELETE FROM changed WHERE keys <> '{}';
SELECT count(*) AS without_keys FROM links(NULL, 'key', 'instead');
ROLLBACK;

-- tables that are none, or not for everybody
SELECT links(NULL, 'changed', 'instead');
SELECT links(NULL, NULL, NULL);
SELECT count(*) FROM cdp._link_changed('SELECT id, cells, keys AS "record keys" FROM key_scan.changed', NULL, 'key', 'instead', hold(), NULL, 'SELECT 1');
CREATE TABLE parts (LIKE key) PARTITION BY HASH (record_id);
SELECT links(NULL, 'parts', 'instead');
CREATE TABLE child () INHERITS (key);
SELECT links(NULL, 'key', 'instead');
DROP TABLE child;
ANALYZE key;
CREATE ROLE key_scan_reader;
GRANT USAGE ON SCHEMA key_scan TO key_scan_reader;
GRANT SELECT ON changed, instead TO key_scan_reader;
SET ROLE key_scan_reader;
SELECT links(NULL, 'key', 'instead');
RESET ROLE;
GRANT SELECT ON key TO key_scan_reader;
SET ROLE key_scan_reader;
SELECT count(*) > 100 AS many FROM links(NULL, 'key', 'instead');
RESET ROLE;
REVOKE SELECT ON instead FROM key_scan_reader;
SET ROLE key_scan_reader;
SELECT links(NULL, 'key', 'instead');
RESET ROLE;
GRANT SELECT ON instead TO key_scan_reader;
ALTER TABLE key ENABLE ROW LEVEL SECURITY;
SET ROLE key_scan_reader;
SELECT links(NULL, 'key', 'instead');
RESET ROLE;
SELECT count(*) > 100 AS owner FROM links(NULL, 'key', 'instead');
SET client_min_messages = warning;
DROP SCHEMA key_scan CASCADE;
DROP ROLE key_scan_reader;
