-- SPDX-License-Identifier: PostgreSQL
-- Clusters under constraints and decisions, refused joins, and how well clusters hang together.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET cdp.progress = off;
SET extra_float_digits = 0;
\pset null '-'

-- Equal phones weigh 10 bits, equal cards 5 or -3, equal names 4 or -4; the prior takes 6.
CREATE TABLE person (source text, id text, name text, phone text, card text);
INSERT INTO person VALUES
    ('crm', '1', 'Ann Lee', '111', 'A1'), ('crm', '2', 'Ann Lee', '111', 'A2'), ('web', '1', 'Ann Lee', '111', NULL), ('web', '2', 'Ann Leigh', '111', 'A2'),
    ('crm', '3', 'Bob Ray', '222', 'B1'), ('web', '3', 'Bob Ray', '222', 'B1'), ('web', '4', 'Cid Fox', NULL, NULL), ('crm', '5', 'Cid Fox', NULL, 'C1');
CREATE TABLE plain AS SELECT '{
    "attributes": [{"name": "name", "kind": "text"}, {"name": "phone", "kind": "text"}, {"name": "card", "kind": "text"}],
    "blocking": [["phone"], ["name"]],
    "comparisons": [
        {"attributes": ["name"], "levels": [{"when": "exact", "m": 0.8, "u": 0.05}, {"when": "else", "m": 0.05, "u": 0.8}]},
        {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
        {"attributes": ["card"], "levels": [{"when": "exact", "m": 0.32, "u": 0.01}, {"when": "else", "m": 0.1, "u": 0.8}]}],
    "prior": 0.0153846153846}'::jsonb AS model;
\set rows '''SELECT id, source, name, phone, card FROM person'''
\set constraints '''{"duplicate_free": ["crm", "web"]}'''

SELECT left_source, left_id, right_source, right_id, round(match_weight::numeric, 1) AS bits FROM plain, cdp.link(:rows, model);
CREATE FUNCTION pg_temp.clusters(model jsonb, decisions text DEFAULT NULL, threshold float8 DEFAULT NULL) RETURNS TABLE (cluster_id bigint, members text) LANGUAGE sql AS $$
    SELECT cluster_id, string_agg(source || ' ' || id, ', ' ORDER BY source, id)
    FROM cdp.dedupe('SELECT id, source, name, phone, card FROM person', model, threshold, decisions => decisions) GROUP BY 1 ORDER BY 1
$$;
SELECT c.* FROM plain, pg_temp.clusters(model) AS c;

-- One record of each source: matched one to one, the best first.
SELECT c.* FROM plain, pg_temp.clusters(model || jsonb_build_object('constraints', :constraints::jsonb)) AS c;
SELECT reason, detail, round(linkage::numeric, 2) AS linkage, left_source, left_id, left_cluster_id, right_source, right_id, right_cluster_id
FROM plain, cdp.cluster_conflicts(:rows, model || jsonb_build_object('constraints', :constraints::jsonb));
SELECT c.* FROM plain, pg_temp.clusters(model || jsonb_build_object('link_type', 'link', 'constraints', :constraints::jsonb)) AS c;
-- one card each
SELECT c.* FROM plain, pg_temp.clusters(model || '{"constraints": {"limits": {"card": 1}}}') AS c;
SELECT reason, detail, round(linkage::numeric, 2) AS linkage, left_id, right_id FROM plain, cdp.cluster_conflicts(:rows, model || '{"constraints": {"limits": {"card": 1}}}');
-- two records each
SELECT c.* FROM plain, pg_temp.clusters(model || '{"constraints": {"max_size": 2}}') AS c;
SELECT reason, detail, round(linkage::numeric, 2) AS linkage, left_id, right_id FROM plain, cdp.cluster_conflicts(:rows, model || '{"constraints": {"max_size": 2}}');
-- a source that is not there
SELECT count(*) FROM plain, cdp.dedupe(:rows, model || '{"constraints": {"duplicate_free": ["crm", "cmr"]}}');
-- the model keeps its constraints when it is trained
SELECT cdp.train_model(:rows, model || '{"constraints": {"duplicate_free": ["crm"], "limits": {"card": 1}, "max_size": 9}}') -> 'constraints' AS constraints FROM plain;

-- What people decided.
CREATE TABLE decision (left_source text, left_id text, right_source text, right_id text, verdict text);
INSERT INTO decision VALUES ('crm', '1', 'web', '2', 'cannot_link'), ('web', '4', 'crm', '3', 'must_link'), ('crm', '99', 'crm', '1', 'must_link');
SELECT c.* FROM plain, pg_temp.clusters(model, 'TABLE decision') AS c;
SELECT reason, detail, round(linkage::numeric, 2) AS linkage, left_source, left_id, right_source, right_id FROM plain, cdp.cluster_conflicts(:rows, model, decisions => 'TABLE decision');
SELECT c.* FROM plain, pg_temp.clusters(model, 'SELECT *, verdict = ''must_link'' AS same FROM decision') AS c LIMIT 1;
SELECT c.* FROM plain, pg_temp.clusters(model, 'SELECT left_source, left_id, right_source, right_id, verdict = ''must_link'' AS verdict FROM decision') AS c LIMIT 1;
-- a must-link outweighs constraints
SELECT c.* FROM plain, pg_temp.clusters(model || jsonb_build_object('constraints', :constraints::jsonb), $$SELECT 'crm' AS left_source, '1' AS left_id, 'crm' AS right_source, '2' AS right_id, true AS verdict$$) AS c;
-- neither order of rows nor threads show
CREATE FUNCTION pg_temp.digest(threads text, ordering text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('cdp.threads', threads, true);
    RETURN (SELECT md5(string_agg(r::text, ',' ORDER BY r::text)) FROM plain, cdp.resolve_records(format('SELECT id, source, name, phone, card FROM person ORDER BY %s', ordering),
        model || '{"constraints": {"duplicate_free": ["crm"], "limits": {"card": 1}}}', format('SELECT * FROM decision ORDER BY %s', replace(ordering, 'name', 'verdict'))) AS r);
END
$$;
SELECT count(DISTINCT pg_temp.digest(threads, ordering)) FROM unnest(ARRAY['1', '2', '4']) AS threads, unnest(ARRAY['1, 2', 'name DESC, 1', 'random()']) AS ordering;
-- all from one run
SELECT count(*) FILTER (WHERE other_id IS NULL) AS members, count(*) FILTER (WHERE other_id IS NOT NULL AND reason IS NULL AND match_weight >= 0) AS links,
       count(*) FILTER (WHERE reason IS NOT NULL) AS conflicts
FROM plain, cdp.resolve_records(:rows, model, 'TABLE decision');
SELECT call, components, cut_components, conflicts FROM cdp.last_run();
-- A rule that all pairs of a component break: all are counted, four for each record listed.
SELECT count(*) AS listed FROM plain, cdp.cluster_conflicts('SELECT n AS id, ''crm'' AS source, ''Ann Lee'' AS name, ''111'' AS phone, NULL::text AS card FROM generate_series(1, 30) AS n',
    model || '{"constraints": {"duplicate_free": ["crm"]}}');
SELECT conflicts FROM cdp.last_run();

-- How well they hang together.
SELECT cluster_id, size, links, round(density::numeric, 2) AS density, round(weakest_link::numeric, 1) AS weakest_link, round(mean_weight::numeric, 1) AS mean_weight,
       round(weakest_pair::numeric, 1) AS weakest_pair, round(last_join::numeric, 1) AS last_join, bridges, articulation_points, suspicions, identifier,
       left_source, left_id, right_source, right_id
FROM plain, cdp.cluster_statistics(:rows, model);
SELECT cluster_id, suspicions, identifier FROM plain, cdp.cluster_statistics(:rows, model || '{"constraints": {"limits": {"card": 1}}}', decisions => $$SELECT 'crm' AS left_source, '1' AS left_id, 'crm' AS right_source, '2' AS right_id, true AS verdict$$);
-- A component too large to look at every pair is cut, and that is told.
CREATE VIEW chain AS SELECT n AS id, 'name' || n / 2 AS name, 'phone' || (n + 1) / 2 AS phone, NULL::text AS card FROM generate_series(1, 1500) AS n;
CREATE TABLE permissive AS SELECT model || '{"thresholds": {"component": -5, "cluster": -50}}' AS model FROM plain;
SELECT max(size) FROM (SELECT count(*) AS size FROM permissive, cdp.dedupe('TABLE chain', model) GROUP BY cluster_id) AS c;
SELECT components, cut_components FROM cdp.last_run();
SELECT count(*) > 1 AS several, bool_and('cut' = ANY (suspicions)) AS all_cut FROM permissive, cdp.cluster_statistics('TABLE chain', model);

-- How they grew, step by step.
SELECT step, event, left_source || ' ' || left_id AS "left", right_source || ' ' || right_id AS "right", round(linkage::numeric, 2) AS linkage,
       round(match_weight::numeric, 1) AS weight, left_size, right_size, reason, detail
FROM plain, cdp.cluster_growth(:rows, model || '{"constraints": {"limits": {"card": 1}}}', decisions => 'TABLE decision') WHERE event <> 'apart' OR linkage > -5;
SELECT count(*) FROM plain, cdp.cluster_growth('SELECT id, source, name, phone, card FROM person WHERE id = ''1'' AND source = ''crm''', model);
SELECT * FROM plain, cdp.cluster_growth('SELECT n AS id, ''x'' AS name, ''1'' AS phone, NULL::text AS card FROM generate_series(1, 501) AS n', model);

-- What is not right.
SELECT * FROM plain, cdp.dedupe(:rows, model, decisions => 'SELECT ''crm'' AS left_source, ''1'' AS left_id, ''crm'' AS right_source, ''2'' AS right_id, v.verdict FROM (VALUES (''must_link''), (''cannot_link'')) AS v (verdict)');
SELECT * FROM plain, cdp.dedupe(:rows, model, decisions => 'SELECT 1');
SELECT * FROM plain, cdp.dedupe(:rows, model, decisions => 'SELECT 1 AS left_id, 2 AS right_id, ''yes'' AS verdict');
SELECT * FROM plain, cdp.dedupe(:rows, model, decisions => 'SELECT 1 AS left_id, 2 AS right_id, true AS verdict');
SELECT * FROM plain, cdp.dedupe(:rows, model, decisions => 'SELECT 1 AS left_id, NULL AS right_id, ''must_link'' AS verdict');
SELECT * FROM plain, cdp.dedupe(:rows, model, decisions => 'SELECT 1 AS left_id, 2 AS right_id, NULL AS verdict');
SELECT * FROM plain, cdp.dedupe(:rows, model, decisions => 'SELECT 1 AS left_id, 2 AS right_id, ''crm'' AS left_source, true AS verdict');
SELECT * FROM plain, cdp.dedupe(:rows, model, decisions => 'DELETE FROM decision');
SELECT * FROM plain, cdp.dedupe(:rows, model || '{"constraints": {"limits": {"passport": 1}}}');
SELECT * FROM plain, cdp.dedupe(:rows, model || '{"constraints": {"limits": {"card": 0}}}');
SELECT * FROM plain, cdp.dedupe(:rows, model || '{"constraints": {"max_size": "large"}}');
SELECT * FROM cdp.cluster_statistics(NULL);
SELECT * FROM cdp.cluster_conflicts(NULL);
SELECT count(*) FROM plain, cdp.dedupe(:rows, model);

DROP VIEW chain;
DROP TABLE person, plain, permissive, decision;
