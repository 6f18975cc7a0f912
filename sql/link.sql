-- SPDX-License-Identifier: PostgreSQL
-- Linkage over queries: models, links, clusters, statistics, the waterfall; and what bad input gets.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET cdp.progress = off;
SET extra_float_digits = 0;
\pset null '-'

-- 240 people of two sources; every third is in both, written differently
CREATE TABLE customer AS
WITH person AS (
    SELECT n, (ARRAY['Marie', 'Jean', 'Hélène', 'Luc', 'Chloé', 'Paul', 'Inès', 'Hugo'])[n % 8 + 1] AS given,
           (ARRAY['Dubois', 'Martin', 'Petit', 'Lefebvre', 'Moreau', 'Girard', 'Roux', 'Blanc', 'Fontaine', 'Chevalier',
                  'Robin'])[n % 11 + 1] || (ARRAY['', 'eau', 'in', 'ot'])[n / 11 % 4 + 1] AS family,
           DATE '1940-03-01' + n * 131 AS birth, n || ' rue de la Paix' AS street,
           (ARRAY['Paris', 'Lyon', 'Nantes', 'Lille', 'Brest'])[n % 5 + 1] AS city
    FROM generate_series(1, 240) n)
SELECT 'crm' AS source, 'C' || to_char(n, 'FM000') AS id, given AS first_name, family AS last_name, birth AS birth_date,
       lower(family) || n || '@example.org' AS email, street, city
FROM person
UNION ALL
SELECT 'shop', 'S' || to_char(n, 'FM000'), CASE WHEN n % 2 = 0 THEN upper(given) ELSE left(given, 1) || '.' END,
       overlay(family PLACING 'e' FROM 3 FOR 1), CASE WHEN n % 4 <> 0 THEN birth END,
       CASE WHEN n % 5 <> 0 THEN lower(family) || n || '+shop@EXAMPLE.org' END, replace(street, 'rue', 'r.'), upper(city)
FROM person WHERE n % 3 = 0;

-- The shortest way in.
SELECT count(*), count(DISTINCT cluster_id), count(*) FILTER (WHERE id <> substr(mate, 1)) AS pairs
FROM (SELECT d.*, first_value(id) OVER (PARTITION BY cluster_id ORDER BY source) AS mate
      FROM cdp.dedupe('SELECT id, source, first_name, last_name, birth_date, email, street, city FROM customer') d) q;
-- every person is one cluster, and no cluster is more
WITH d AS (SELECT * FROM cdp.dedupe('SELECT id, source, first_name, last_name, birth_date, email, street, city FROM customer'))
SELECT count(*) AS clusters, count(*) FILTER (WHERE people > 1) AS merged FROM (
    SELECT cluster_id, count(DISTINCT substr(id, 2)) AS people FROM d GROUP BY 1) q;
SELECT * FROM cdp.dedupe('SELECT id, source, first_name, last_name, birth_date, email, street, city FROM customer')
WHERE substr(id, 2) IN ('003', '004', '012') ORDER BY id;

-- The suggested model, and what training changes.
\set rows '''SELECT id, source, first_name, last_name, birth_date, email, street, city FROM customer'''
CREATE TABLE model AS SELECT cdp.suggest_model(:rows) AS suggested, cdp.train_model(:rows) AS trained;
SELECT a->>'name' AS name, a->>'kind' AS kind FROM model, jsonb_array_elements(suggested->'attributes') a;
SELECT b FROM model, jsonb_array_elements(suggested->'blocking') b;
SELECT jsonb_object_keys(suggested) FROM model;
SELECT jsonb_object_keys(trained) FROM model;
SELECT trained->'statistics'->'records' AS records, (trained->>'prior')::float8 BETWEEN 1e-3 AND 2.5e-3 AS prior_is_sane
FROM model;
SELECT cdp.train_model(:rows, suggested) = trained AS same FROM model;
SELECT cdp.train_model(:rows, trained) -> 'attributes' = trained -> 'attributes' AS same FROM model;
SELECT a FROM jsonb_array_elements(cdp.suggest_model(:rows, '{"city": "text", "email": "identifier"}')->'attributes') a
WHERE a->>'name' IN ('city', 'email');

-- Links.
SELECT count(*) AS links, count(*) FILTER (WHERE substr(left_id, 2) = substr(right_id, 2)) AS right_ones,
       bool_and(left_source = 'crm' AND right_source = 'shop') AS across, bool_and(match_weight >= 0) AS above,
       bool_and(abs(match_probability - 1 / (1 + 2 ^ -match_weight)) < 1e-9) AS probable,
       bool_and(cardinality(levels) = (SELECT jsonb_array_length(trained->'comparisons') FROM model)) AS graded
FROM model, cdp.link(:rows, trained);
SELECT left_id, right_id, round(match_weight) > 10 AS heavy, levels FROM model, cdp.link(:rows, trained)
WHERE left_id IN ('C003', 'C012', 'C015');
-- a higher threshold gives the upper part of the same links
SELECT count(*) > 0 AS some, count(*) = count(all_of.left_id) AS part FROM model,
    cdp.link(:rows, trained, 15) AS upper_part LEFT JOIN
    (SELECT l.* FROM model, cdp.link(:rows, trained, -5) l) AS all_of USING (left_id, right_id, match_weight);
SELECT count(*) FROM model, cdp.link(:rows, trained, 1000);
-- without a source column the ids stand alone
SELECT left_source, left_id, right_source, right_id FROM model,
    cdp.link('SELECT id, first_name, last_name, birth_date, email, street, city FROM customer', trained)
WHERE left_id = 'C003';
-- between sources only
SELECT count(*) FROM model, cdp.link('SELECT id, ''one'' AS source, first_name, last_name, birth_date, email, street,
    city FROM customer', trained || '{"link_type": "link"}');

-- Links and clusters from one run are those of two.
CREATE TABLE resolved AS SELECT r.* FROM model, cdp.resolve_records(:rows, trained) r;
SELECT count(*) FILTER (WHERE other_id IS NULL) AS records, count(*) FILTER (WHERE match_weight >= 0) AS links, count(*) FILTER (WHERE match_weight < 0) AS near,
       count(*) FILTER (WHERE (other_id IS NULL) = (cluster_id IS NULL)) AS neither FROM resolved;
SELECT count(*) AS different FROM (
    SELECT source, id, cluster_id FROM resolved WHERE other_id IS NULL
    EXCEPT SELECT d.* FROM model, cdp.dedupe(:rows, trained) d) q;
SELECT count(*) AS different FROM (
    SELECT source, id, other_source, other_id, match_weight, levels FROM resolved WHERE match_weight >= 0
    EXCEPT SELECT left_source, left_id, right_source, right_id, match_weight, levels FROM model, cdp.link(:rows, trained)) q;

-- A model written by hand: everything about it is known.
CREATE TABLE hand AS SELECT '{
    "attributes": [{"name": "first_name", "kind": "given_name"}, {"name": "email", "kind": "email"},
                   {"name": "city", "kind": "city"}],
    "blocking": [["email"], ["first_name", "city"]],
    "comparisons": [
        {"attributes": ["first_name"], "levels": [
            {"when": "exact", "m": 0.8, "u": 0.1, "term_frequency": true},
            {"when": "initial or nickname", "m": 0.1, "u": 0.05},
            {"when": "else", "m": 0.1, "u": 0.85}]},
        {"name": "mail", "attributes": ["email"], "levels": [
            {"when": "exact", "m": 0.9, "u": 0.001}, {"when": "else", "m": 0.1, "u": 0.999}]}],
    "prior": 0.01,
    "statistics": {"records": 10, "term_frequencies": {"first_name": {"default": 0.05, "average": 0.1,
                                                                      "values": {"marie": 0.2}}}}}'::jsonb AS model;
SELECT rule, pairs, added, cumulative, blocks, largest, oversized_blocks, oversized_records, skipped_pairs
FROM hand, cdp.block_statistics(:rows, model);
-- what too many share is split by what else they share
CREATE TABLE crowd AS SELECT n AS id, 'Name' || chr(97 + n % 20) || chr(97 + n / 20 % 15) AS first_name, NULL::text AS email,
                             'Metropolis' AS city FROM generate_series(1, 1500) n;
SELECT rule, pairs, added, blocks, largest, oversized_blocks, oversized_records, sub_blocks, sub_pairs, skipped_pairs
FROM hand, cdp.block_statistics('SELECT * FROM crowd', model || '{"blocking": [["city"]]}');
DROP TABLE crowd;
SELECT rule, largest_key FROM hand, cdp.block_statistics(:rows || ' WHERE id < ''C100''', model);
SELECT step, comparison, left_value, right_value, level, condition, m, u, round(frequency_bits::numeric, 3) AS frequency,
       round(weight::numeric, 3) AS weight, round(total::numeric, 3) AS total
FROM hand, cdp.compare_records(model, '{"first_name": "Marie", "email": "m@example.org"}',
                               '{"first_name": "MARIE", "email": "m+x@example.org", "more": 1}');
SELECT step, comparison, left_value, right_value, level, round(weight::numeric, 3) AS weight
FROM hand, cdp.compare_records(model, '{"first_name": "Bob", "email": null}', '{"first_name": "Robert"}');
SELECT comparison, round(weight::numeric, 3) AS weight, round(total::numeric, 3) AS total
FROM hand, cdp.compare_records(model || '{"deterministic": [["email"]], "prior": 1e-9}',
                               '{"first_name": "Zoe", "email": "m@example.org"}', '{"email": "m@example.org"}');
-- the waterfall of a link ends at its weight
SELECT count(*) AS links, count(*) FILTER (WHERE abs(total - match_weight) > 1e-6) AS different
FROM model, cdp.link(:rows, trained), customer a, customer b,
     LATERAL (SELECT total FROM cdp.compare_records(trained, to_jsonb(a), to_jsonb(b)) ORDER BY step DESC LIMIT 1) w
WHERE (a.source, a.id, b.source, b.id) = (left_source, left_id, right_source, right_id);

-- Facts about the last call.
SELECT count(*) FROM hand, cdp.link(:rows, model);
SELECT call, records, compared, links, clusters, seconds >= 0 AS timed, peak_bytes > 0 AS counted FROM cdp.last_run();
SELECT min(phase) FILTER (WHERE step = 1) AS first, (array_agg(phase ORDER BY step DESC))[1] AS last, bool_or(phase = 'comparing pairs') AS compared,
       count(*) = max(step) AND count(DISTINCT phase) = count(*) AS numbered, bool_and(seconds >= 0 AND cpu_seconds >= 0) AS timed
FROM cdp.last_run_phases();
SELECT sum(p.seconds) <= r.seconds + 0.01 AS within FROM cdp.last_run_phases() p, cdp.last_run() r GROUP BY r.seconds;

-- Training first, on the same reading of the rows, gives what two calls give.
SELECT count(*) > 50 AS some, count(*) FILTER (WHERE one.match_weight IS DISTINCT FROM two.match_weight) AS different
FROM cdp.link(:rows, (SELECT trained FROM model)) two FULL JOIN cdp.link(:rows, (SELECT suggested FROM model), train => true) one
     USING (left_source, left_id, right_source, right_id);

-- Same result for any number of threads, any order of rows, any memory that suffices.
CREATE TABLE result (setting text, digest text);
CREATE FUNCTION digest(query text, model jsonb) RETURNS text LANGUAGE sql AS
$$ SELECT md5(string_agg(r::text, ',' ORDER BY r)) FROM cdp.resolve_records(query, model) r $$;
SET cdp.threads = 1;
INSERT INTO result SELECT '1', digest(:rows, NULL);
SET cdp.threads = 2;
INSERT INTO result SELECT '2', digest(:rows, NULL);
SET cdp.threads = 4;
INSERT INTO result SELECT '4', digest(:rows, NULL);
SET client_min_messages = warning;
SET cdp.memory = '16MB';
INSERT INTO result SELECT 'memory', digest(:rows, NULL);
RESET cdp.threads;
INSERT INTO result SELECT 'order', digest(:rows || ' ORDER BY md5(id)', NULL);
SET datestyle = 'SQL, DMY';
INSERT INTO result SELECT 'datestyle', digest(:rows, NULL);
RESET datestyle;
SELECT count(*), count(DISTINCT digest) FROM result;
-- memory that does not suffice: temporary files, as far as they may be
\set many '\'SELECT n, \'\'name \'\' || n / 2 AS full_name, md5(n::text) || \'\'@mail.org\'\' AS email FROM (SELECT generate_series(1, 80000) AS n) AS seed\''
SELECT count(*) FROM cdp.dedupe(:many);
SELECT spilled_bytes > 1000000 AS spilled, peak_bytes <= 16 * 1024 * 1024 AS bounded FROM cdp.last_run();
SET temp_file_limit = '1MB';
\set VERBOSITY terse
SELECT count(*) FROM cdp.dedupe(:many);
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY default
RESET temp_file_limit;
RESET cdp.memory;
RESET client_min_messages;

-- Values of every type, under settings that write them differently.
CREATE TYPE place AS (city text, since date);
CREATE TABLE typed AS
SELECT n AS id, DATE '1950-01-01' + n * 97 AS birth_date, TIMESTAMP '2020-01-01 10:00' + n * interval '1 day' AS seen,
       ROW('Paris', DATE '2001-02-03' + n % 40)::place AS home, ARRAY[DATE '2001-02-03' + n % 40] AS days,
       n::numeric / 4 AS amount, 0.1::float8 * (n % 40) AS ratio, n % 2 = 0 AS flag, to_jsonb(n % 40) AS doc,
       interval '1 day 02:00' * (n % 40) AS wait, decode(md5((n % 40)::text), 'hex') AS token
FROM generate_series(1, 80) n;
\set kinds '''{"birth_date": "birth_date", "seen": "date", "home": "text", "days": "text", "amount": "number", "ratio": "number", "flag": "boolean", "doc": "text", "wait": "text", "token": "identifier"}'''
CREATE TABLE typed_result AS SELECT cdp.train_model('TABLE typed', cdp.suggest_model('TABLE typed', :kinds)) AS model;
SET datestyle = 'German';
SET intervalstyle = 'sql_standard';
SET extra_float_digits = -10;
SET bytea_output = 'escape';
SELECT cdp.train_model('TABLE typed', cdp.suggest_model('TABLE typed', :kinds)) = model AS same FROM typed_result;
-- also where workers of PostgreSQL read
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET parallel_leader_participation = off;
CREATE FUNCTION reader() RETURNS text LANGUAGE plpgsql PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN (SELECT backend_type FROM pg_stat_activity WHERE pid = pg_backend_pid()); END $$;
SET cdp.threads = 1;
SELECT rule, largest, largest_key FROM cdp.block_statistics('SELECT id, reader() AS reader FROM typed', '{"attributes": [{"name": "reader", "kind": "text"}], "blocking": [["reader"]],
    "comparisons": [{"attributes": ["reader"], "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]}');
SET cdp.threads = 4;
SELECT rule, largest, largest_key FROM cdp.block_statistics('SELECT id, reader() AS reader FROM typed', '{"attributes": [{"name": "reader", "kind": "text"}], "blocking": [["reader"]],
    "comparisons": [{"attributes": ["reader"], "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]}');
SELECT cdp.train_model('TABLE typed', cdp.suggest_model('TABLE typed', :kinds)) = model AS same FROM typed_result;
RESET cdp.threads;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET parallel_leader_participation;
DROP FUNCTION reader;
SHOW datestyle;
-- while the casts of the query itself follow the session
SELECT (SELECT v->>'left_value' FROM to_jsonb(c) v) AS read FROM cdp.compare_records('{
    "attributes": [{"name": "d", "kind": "date"}], "blocking": [["d"]], "comparisons": [{"attributes": ["d"],
    "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]}',
    jsonb_build_object('d', '03.04.1980'::date), '{}') c WHERE step = 2;
RESET datestyle;
RESET intervalstyle;
RESET bytea_output;
SET extra_float_digits = 0;
DROP TABLE typed_result, typed;
DROP TYPE place;

-- Tables with little in them.
SELECT * FROM cdp.dedupe('SELECT id, first_name, email FROM customer WHERE false');
SELECT * FROM cdp.dedupe('SELECT id, first_name, email FROM customer WHERE id = ''C001''');
SELECT * FROM cdp.resolve_records('SELECT id, first_name, email FROM customer WHERE false');
SELECT rule, pairs, blocks, largest, largest_key FROM hand,
    cdp.block_statistics('SELECT id, first_name, email, city FROM customer WHERE false', model);
SELECT rule, pairs, blocks, largest, largest_key FROM hand,
    cdp.block_statistics('SELECT id, first_name, email, city FROM customer WHERE id = ''C001''', model);
SELECT * FROM cdp.link('SELECT id, first_name, email FROM customer WHERE id = ''C001''');
SELECT count(*) FROM cdp.link('SELECT id, first_name, email FROM customer WHERE id < ''C003''',
                              cdp.suggest_model('SELECT id, first_name, email FROM customer WHERE false'));
SELECT id, cluster_id FROM cdp.dedupe($$SELECT n AS id, v AS email FROM (VALUES (1, repeat('x', 1048576)),
    (2, repeat('x', 1048576)), (3, 'ann@example.org'), (4, 'ann@example.org')) t (n, v)$$, NULL, -5) ORDER BY id;
SELECT count(*) FROM cdp.dedupe('SELECT NULL::text || n, NULL::text AS email FROM generate_series(1, 2) n');
SELECT id, cluster_id FROM cdp.dedupe('SELECT n AS id, NULL::text AS email FROM generate_series(1, 2) n') ORDER BY id;

-- Bad queries.
SELECT * FROM cdp.dedupe(NULL);
SELECT * FROM cdp.dedupe('');
SELECT * FROM cdp.dedupe('SELECT FROM customer');
SELECT * FROM cdp.dedupe('SELECT id FROM customer');
SELECT * FROM cdp.dedupe('SELECT 1 AS id, 2 AS b; SELECT 1');
SELECT * FROM cdp.dedupe('DROP TABLE customer');
SELECT * FROM cdp.dedupe('DELETE FROM customer RETURNING id, email');
SELECT * FROM cdp.dedupe('WITH gone AS (DELETE FROM customer RETURNING *) SELECT id, email FROM gone');
SELECT * FROM cdp.dedupe('EXPLAIN SELECT 1');
SELECT * FROM cdp.dedupe('SELECT id, email FROM nosuch');
SELECT * FROM cdp.dedupe('SELECT id, $1 FROM customer');
SELECT * FROM cdp.dedupe('SELECT 1/(240 - substr(id, 2)::int), email FROM customer');
SELECT * FROM cdp.dedupe('SELECT nullif(id, ''C002''), email FROM customer ORDER BY id');
SELECT * FROM cdp.dedupe('SELECT substr(id, 1, 3), email FROM customer');
SELECT * FROM cdp.dedupe('SELECT substr(id, 2), source, email FROM customer UNION ALL SELECT ''001'', ''crm'', NULL');
SELECT * FROM cdp.dedupe('SELECT id, email, first_name AS email FROM customer');
SELECT * FROM cdp.dedupe('SELECT id, source, source, email FROM customer');
SELECT count(*) FROM customer;

-- Bad models.
SELECT * FROM hand, cdp.link('SELECT id, email FROM customer', model);
SELECT * FROM hand, cdp.link(:rows, model - 'blocking' || '{"blokcing": []}');
SELECT * FROM hand, cdp.link(:rows, model - 'blocking');
SELECT * FROM hand, cdp.link(:rows, jsonb_set(model, '{comparisons,0,levels,1,when}', '"inital"'));
SELECT * FROM hand, cdp.link(:rows, jsonb_set(model, '{comparisons,1,levels,0,m}', '"0.9"'));
SELECT * FROM hand, cdp.link(:rows, jsonb_set(model, '{comparisons,1,levels,0,m}', '2'));
SELECT * FROM hand, cdp.link(:rows, jsonb_set(model, '{comparisons,1,attributes}', '["mail"]'));
SELECT * FROM hand, cdp.link(:rows, jsonb_set(model, '{attributes,1,kind}', '"e-mail"'));
SELECT * FROM hand, cdp.link(:rows, jsonb_set(model, '{blocking,1,0}', '"first_name.sondex"'));
SELECT * FROM cdp.link(:rows, '[]');
SELECT * FROM cdp.link(:rows, '{}');
SELECT cdp.suggest_model(:rows, '{"city": "town"}');
SELECT cdp.suggest_model(:rows, '{"town": "city"}');
SELECT cdp.suggest_model(:rows, '["city"]');
SELECT * FROM cdp.link(:rows, NULL, 'NaN');
SELECT * FROM cdp.dedupe(:rows, NULL, 'infinity');
SELECT * FROM hand, cdp.compare_records(model, '[]', '{}');
SELECT * FROM hand, cdp.compare_records(model, NULL, '{}');

-- An error leaves the session as it was.
DO $$
BEGIN
    FOR i IN 1 .. 3 LOOP
        BEGIN
            PERFORM * FROM cdp.dedupe('SELECT id, 1 / (substr(id, 2)::int - 100) AS email FROM customer ORDER BY id');
        EXCEPTION WHEN division_by_zero THEN
            RAISE NOTICE 'caught: %', SQLERRM;
        END;
    END LOOP;
END $$;
SHOW datestyle;
SELECT count(*) FROM hand, cdp.link(:rows, model);

-- In a transaction that only reads, in a snapshot, and with rows made on the way.
BEGIN READ ONLY;
SELECT count(*) FROM hand, cdp.link(:rows, model);
COMMIT;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM hand, cdp.link(:rows, model);
COMMIT;
CREATE SEQUENCE made;
SELECT count(*), count(DISTINCT cluster_id) FROM cdp.dedupe('SELECT nextval(''made''), * FROM (VALUES (''ann@example.org''),
    (''ann@example.org''), (''bob@example.org'')) t (email)');
SELECT last_value FROM made;
DROP SEQUENCE made;

-- The caller's rights, and only the rows that the caller may see.
CREATE ROLE link_reader;
CREATE VIEW all_customers WITH (security_invoker = true) AS SELECT * FROM customer;
GRANT SELECT ON all_customers TO link_reader;
SET ROLE link_reader;
SELECT * FROM cdp.dedupe('SELECT id, source, email FROM all_customers');
RESET ROLE;
GRANT SELECT ON customer TO link_reader;
ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
CREATE POLICY shop_only ON customer USING (source = 'shop');
SET ROLE link_reader;
SELECT source, count(*) FROM cdp.dedupe('SELECT id, source, email FROM all_customers') GROUP BY 1;
RESET ROLE;

DROP VIEW all_customers;
DROP FUNCTION digest;
DROP TABLE customer, model, hand, resolved, result;
DROP ROLE link_reader;
