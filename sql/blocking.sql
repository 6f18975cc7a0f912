-- SPDX-License-Identifier: PostgreSQL
-- What blocking rules find and miss, without labels, and which rules pay.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
SET cdp.progress = off;
SET extra_float_digits = 0;
CREATE SCHEMA blocking_test;
SET search_path = blocking_test;
\pset null '-'

-- 3000 people, all twice. Of the second records every third has another mail, every fifth another phone, every seventh
-- a misspelt name: independent of one another, so that 1 in 15 agrees neither on mail nor on phone.
CREATE TABLE customer AS
SELECT k || n AS id, md5('g' || n) AS given, 'family' || md5((CASE WHEN k = 'b' AND n % 7 = 0 THEN n + 10000 ELSE n END)::text) AS family,
       md5('m' || CASE WHEN k = 'b' AND n % 3 = 0 THEN n + 10000 ELSE n END) AS mail,
       md5('p' || CASE WHEN k = 'b' AND n % 5 = 0 THEN n + 10000 ELSE n END) AS phone
FROM generate_series(1, 3000) AS n, unnest(ARRAY['a', 'b']) AS k;
CREATE TABLE model AS SELECT jsonb '{
    "attributes": [{"name": "given", "kind": "text"}, {"name": "family", "kind": "text"}, {"name": "mail", "kind": "text"}, {"name": "phone", "kind": "text"}],
    "blocking": [["mail"], ["phone"]],
    "comparisons": [
        {"attributes": ["given"], "levels": [{"when": "exact", "m": 0.99, "u": 0.0001}, {"when": "else", "m": 0.01, "u": 0.9999}]},
        {"attributes": ["family"], "levels": [{"when": "exact", "m": 0.86, "u": 0.0001}, {"when": "else", "m": 0.14, "u": 0.9999}]},
        {"attributes": ["mail"], "levels": [{"when": "exact", "m": 0.67, "u": 0.0001}, {"when": "else", "m": 0.33, "u": 0.9999}]},
        {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.8, "u": 0.0001}, {"when": "else", "m": 0.2, "u": 0.9999}]}],
    "prior": 0.0003}' AS document;

SELECT r.rule, round(r.matches::numeric) AS matches, round(r.only_here::numeric) AS only_here, round(r.recall::numeric, 3) AS recall
FROM model, cdp.blocking_recall('SELECT * FROM customer', document) AS r;
-- What it is in truth.
SELECT round(avg((a.mail = b.mail)::int), 3) AS mail, round(avg((a.phone = b.phone)::int), 3) AS phone, round(avg((a.mail = b.mail OR a.phone = b.phone)::int), 3) AS both
FROM customer AS a JOIN customer AS b ON b.id = 'b' || substr(a.id, 2) WHERE a.id LIKE 'a%';
-- A third rule, of several keys.
SELECT r.rule, round(r.matches::numeric) AS matches, round(r.only_here::numeric) AS only_here, round(r.recall::numeric, 3) AS recall
FROM model, cdp.blocking_recall('SELECT * FROM customer', jsonb_set(document, '{blocking,2}', '["given", "family"]')) AS r;
-- The threads do not show.
SET cdp.threads = 1;
CREATE TABLE one AS SELECT r.* FROM model, cdp.blocking_recall('SELECT * FROM customer', document) AS r;
SET cdp.threads = 4;
CREATE TABLE four AS SELECT r.* FROM model, cdp.blocking_recall('SELECT * FROM customer ORDER BY phone', document) AS r;
SELECT count(*) AS differences FROM (TABLE one EXCEPT TABLE four) AS d;
RESET cdp.threads;
-- Nothing tells: keys of one attribute, too few matches, no rows.
SELECT r.rule, round(r.matches::numeric) AS matches, r.recall
FROM model, cdp.blocking_recall('SELECT * FROM customer', jsonb_set(document, '{blocking}', '[["mail"], ["mail[:8]"]]')) AS r;
SELECT r.rule, round(r.matches::numeric) AS matches, r.recall FROM model, cdp.blocking_recall('SELECT * FROM customer WHERE id IN (''a1'', ''b1'')', document) AS r;
SELECT r.* FROM model, cdp.blocking_recall('SELECT * FROM customer WHERE false', document) AS r;
SELECT cdp.blocking_recall(NULL);

-- Rules that pay, for a model with and without any.
SELECT cdp.suggest_blocking('SELECT * FROM customer', document) -> 'blocking' AS blocking FROM model;
SELECT cdp.suggest_blocking('SELECT * FROM customer', document) = cdp.suggest_blocking('SELECT * FROM customer', document - 'blocking') AS same,
       cdp.suggest_blocking('SELECT * FROM customer', document) - 'blocking' = cdp.suggest_blocking('SELECT * FROM customer', jsonb_set(document, '{blocking}', '[]')) - 'blocking' AS rest_is_kept
FROM model;
SELECT cdp.suggest_blocking('SELECT * FROM customer') = cdp.suggest_model('SELECT * FROM customer') AS suggested;
SELECT cdp.suggest_blocking('SELECT * FROM customer', '{"attributes": []}');

SET client_min_messages = warning;
DROP SCHEMA blocking_test CASCADE;
-- keys without some, in the order of numbers without a sign
SELECT cdp._keys_without('{1,3,5,-4,-2}', '{2,3,-2}') AS without, cdp._keys_without('{}', '{}') AS none;
SELECT cdp._keys_without('{1}', '{null}');

-- however an array is stored: packed, elsewhere, as PL/pgSQL has it
CREATE TEMP TABLE stored AS SELECT n, (SELECT array_agg(i ORDER BY i) FROM generate_series(1::bigint, n) AS i) AS keys FROM unnest('{1,2,11,12,13,14,1000}'::int[]) AS n LIMIT 0;
ALTER TABLE stored ALTER keys SET STORAGE EXTERNAL;
INSERT INTO stored SELECT n, (SELECT array_agg(i ORDER BY i) FROM generate_series(1::bigint, n) AS i) FROM unnest('{1,2,11,12,13,14,1000}'::int[]) AS n;
SELECT n, pg_column_size(keys) AS bytes, cardinality(cdp._keys_without(keys, '{1}')) AS others FROM stored ORDER BY n;
DO $$
DECLARE
    keys bigint[] := '{}';
BEGIN
    FOR i IN 1..40 LOOP
        keys[i] := i;
    END LOOP;
    IF cardinality(cdp._keys_without(keys, keys[1:20])) <> 20 THEN
        RAISE 'an array that is expanded is read wrongly';
    END IF;
END
$$;

-- A model that is held by the session.
SELECT * FROM cdp._block_keys('SELECT 1', 0);
SELECT cdp._hold_model('one', '{"attributes": [{"name": "email", "kind": "email"}], "blocking": [["email"]],
    "comparisons": [{"name": "email", "attributes": ["email"], "levels": [{"when": "exact(email)", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]}');
CREATE TEMP TABLE held AS SELECT m.model, cdp._hold_model('one', m.model) AS number FROM (SELECT cdp.freeze_model('SELECT * FROM (VALUES (1, ''anna@orange.fr'')) AS v (id, email)',
    '{"attributes": [{"name": "email", "kind": "email"}], "blocking": [["email"]],
    "comparisons": [{"name": "email", "attributes": ["email"], "levels": [{"when": "exact(email)", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]}') AS model) m;
SELECT k.id, cardinality(k.keys) FROM held, cdp._block_keys('SELECT * FROM (VALUES (7, ''bea@orange.fr''), (8, NULL)) AS v (id, email)', held.number) AS k;
SELECT k.id, cardinality(k.keys) FROM held, cdp._block_keys('SELECT * FROM (VALUES (7, ARRAY[''bea@orange.fr'', ''x'']), (8, ARRAY[NULL, ''x''])) AS v (id, cells)', held.number, '{email,other}') AS k;
SELECT k.* FROM held, cdp._block_keys('SELECT 7 AS id, ARRAY[''bea@orange.fr''] AS cells', held.number, '{email,other}') AS k;
SELECT cdp._held_model('one', model) = number AS same, cdp._held_model('two', model) AS other_key, cdp._held_model('one', model || '{"prior": 0.5}') AS other_model FROM held;
SELECT cdp._hold_model('two', model - 'statistics', 'SELECT (model -> ''statistics'')::text FROM held', 'SELECT 1') = number + 1 AS next, cdp._held_model('two', model - 'statistics') = number + 1 AS held FROM held;
SELECT cdp._hold_model('three', model - 'statistics', 'SELECT (model -> ''statistics'')::text FROM held WHERE false') FROM held;
SELECT cdp._hold_model('three', model - 'statistics', 'SELECT (model -> ''statistics'')::text FROM held', 'SELECT 1 / 0') FROM held;
SELECT cdp._hold_model('three', model - 'statistics', 'SELECT') FROM held;
SELECT cdp._hold_model('three', model - 'statistics', 'SELECT ''{}'' FROM generate_series(1, 2)') FROM held;
SELECT cdp._held_model('two', model - 'statistics') = number + 1 AS still FROM held;
CREATE TEMP TABLE low AS SELECT cdp._hold_model('low', jsonb_set(model, '{thresholds}', '{"review": -50, "component": -50}')) AS number FROM held;
SELECT l.left_id, l.right_id, l.levels FROM low, cdp._link_changed('SELECT 1 AS id, ARRAY[''bea@orange.fr''] AS cells, ARRAY[5, -5]::bigint[] AS "record keys"',
    'SELECT v.id, ARRAY[v.email], v.keys AS "record keys" FROM (VALUES (2, ''bea@orange.fr'', ARRAY[-5, 6]::bigint[]), (3, ''bea@orange.fr'', ''{6}''), (4, ''bea@orange.fr'', ''{-5}'')) AS v (id, email, keys)', NULL, NULL, low.number, '{email}', 'SELECT 1') AS l;
SELECT l.left_id, l.right_id, l.levels FROM low, cdp._link_changed('SELECT 1 AS id, ARRAY[''bea@orange.fr''] AS cells, ARRAY[5, -5]::bigint[] AS "record keys"',
    'SELECT v.id, ARRAY[v.email] AS cells, v.keys AS "record keys" FROM (VALUES (2, ''bea@orange.fr'', ARRAY[-5, 6]::bigint[]), (3, ''bea@orange.fr'', ''{6}''), (4, ''bea@orange.fr'', ''{-5}''), (1, ''bea@orange.fr'', ''{5}'')) AS v (id, email, keys)', NULL, NULL, low.number, '{email}', 'SELECT 1') AS l;
SELECT l.left_id FROM low, cdp._link_changed('SELECT 1 AS id, ARRAY[''x''] AS cells, ''{}''::bigint[] AS "record keys"', 'SELECT 2 AS id, ARRAY[''y''] AS cells', NULL, NULL, low.number, '{email}', 'SELECT 1') AS l;
SELECT l.left_id FROM low, cdp._link_changed('SELECT 1 AS id, ''a'' AS source, ARRAY[''x''] AS cells, ''{}''::bigint[] AS "record keys"', 'SELECT 1', NULL, NULL, low.number, '{email}', 'SELECT 1') AS l;
SELECT l.left_id FROM low, cdp._link_changed('SELECT 1 AS id, ARRAY[''x''] AS cells, ''{}''::bigint[] AS "record keys"', 'SELECT 2 AS id, ARRAY[''y''] AS cells, ''{}''::bigint[] AS "record keys"', NULL, NULL, low.number, '{email}', 'SELECT 1 / 0') AS l;
SELECT cdp._hold_model('high', jsonb_set(model, '{thresholds}', '{"cluster": 3}')) = number AS same FROM held;
SELECT k.* FROM held, cdp._block_keys('SELECT 1', held.number) AS k;
