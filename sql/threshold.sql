-- SPDX-License-Identifier: PostgreSQL
-- Errors that weights foretell, and the charts of models, pairs and clusters.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
SET extra_float_digits = 0;
CREATE SCHEMA cutting;
SET search_path = cutting;
\pset null '-'

-- 1000 pairs at each whole weight from -8 to 8; by 1 / (1 + 2^-w) of them are matches.
CREATE TABLE link AS SELECT w::float8 AS match_weight FROM generate_series(-8, 8) AS w, generate_series(1, 1000);
SELECT threshold, pairs, round(expected_false::numeric, 2) AS expected_false, round(false_discovery_rate::numeric, 4) AS rate, round(expected_recall::numeric, 4) AS recall
FROM cdp.expected_errors('SELECT * FROM link', ARRAY[0, -8, 7.5, 20, 0]);
-- The same, counted by hand.
SELECT bool_and(abs(e.expected_false - h.false_pairs) < 1e-6 AND e.pairs = h.pairs) AS as_counted, count(*)
FROM cdp.expected_errors('SELECT * FROM link') AS e
JOIN LATERAL (SELECT sum(1 - 1 / (1 + power(2, -match_weight))) AS false_pairs, count(*) AS pairs FROM link WHERE match_weight >= e.threshold) AS h ON true;

-- The lowest weight that keeps the rate.
SELECT r.rate, cdp.suggest_threshold('SELECT * FROM link', r.rate) AS threshold,
       (SELECT min(e.threshold) FROM cdp.expected_errors('SELECT * FROM link') AS e WHERE e.false_discovery_rate <= r.rate) AS as_listed
FROM unnest(ARRAY[0.002, 0.01, 0.05, 0.2, 0.9]) AS r (rate);
SELECT cdp.suggest_threshold('SELECT * FROM link') AS default_rate, cdp.suggest_threshold('SELECT * FROM link WHERE match_weight < 0') AS none_is_sure,
       cdp.suggest_threshold('SELECT 1e300::float8 AS match_weight UNION ALL SELECT -1e300 UNION ALL SELECT NULL') AS extremes,
       cdp.suggest_threshold('SELECT * FROM link WHERE false') AS no_pairs;
SELECT count(*) FROM cdp.expected_errors('SELECT * FROM link WHERE false');
SELECT * FROM cdp.expected_errors('SELECT * FROM link WHERE false', ARRAY[1]);

\set VERBOSITY terse
SELECT cdp.suggest_threshold('SELECT * FROM link', 1);
SELECT cdp.suggest_threshold('SELECT * FROM link', NULL);
SELECT cdp.suggest_threshold('SELECT 1 AS x');
SELECT cdp.expected_errors('SELECT * FROM link; DROP TABLE link');
SELECT cdp.expected_errors('nonsense');
\set VERBOSITY default

-- Charts: what is drawn is in the data.
CREATE TABLE model AS SELECT jsonb '{
    "attributes": [{"name": "name", "kind": "full_name"}, {"name": "born", "kind": "date"}],
    "blocking": [["born"]],
    "comparisons": [
        {"name": "name", "attributes": ["name"], "levels": [
            {"when": "exact", "m": 0.8, "u": 0.0125, "label": "same"}, {"when": "else", "m": 0.2, "u": 0.9875}]},
        {"attributes": ["born"], "levels": [
            {"when": "exact", "m": 0.9, "u": 0.01}, {"when": "else", "m": 0.1, "u": 0.99}]}],
    "prior": 0.001}' AS document;
SELECT r ->> 'comparison' AS comparison, r ->> 'level' AS level, r ->> 'label' AS label, round((r ->> 'weight')::numeric, 3) AS weight
FROM model, jsonb_array_elements(cdp.chart_match_weights(document) #> '{data,values}') AS r;
SELECT r ->> 'comparison' AS comparison, r ->> 'label' AS label, r ->> 'among' AS among, r ->> 'probability' AS probability
FROM model, jsonb_array_elements(cdp.chart_m_u(document) #> '{data,values}') AS r;
SELECT r ->> 'name' AS name, round((r ->> 'start')::numeric, 2) AS start, round((r ->> 'stop')::numeric, 2) AS stop, r ->> 'text' AS text
FROM model, jsonb_array_elements(cdp.chart_waterfall(document, '{"name": "Anna Rossi", "born": "1980-02-03"}', '{"name": "anna rossi", "born": "1980-02-04"}') #> '{data,values}') AS r;
SELECT r ->> 'from' AS from, r ->> 'to' AS to, r ->> 'pairs' AS pairs
FROM jsonb_array_elements(cdp.chart_weights('SELECT unnest(ARRAY[-0.5, 0, 0.99, 1, NULL]) AS match_weight') #> '{data,values}') AS r;
SELECT r ->> 'records' AS records, r ->> 'clusters' AS clusters
FROM jsonb_array_elements(cdp.chart_clusters('SELECT unnest(ARRAY[1, 1, 2, 3, 3, 3, 4, NULL]) AS cluster_id') #> '{data,values}') AS r;
SELECT r ->> 'threshold' AS threshold, r ->> 'precision' AS precision, r ->> 'recall' AS recall
FROM jsonb_array_elements(cdp.chart_precision_recall('SELECT 1 AS left_id, 2 AS right_id, 5.0 AS match_weight UNION ALL SELECT 1, 3, 1',
    'SELECT 1 AS left_id, 2 AS right_id, true AS same UNION ALL SELECT 1, 3, false') #> '{data,values}') AS r;
SELECT cdp.chart_weights('SELECT * FROM link WHERE false') #> '{data,values}' AS no_pairs, cdp.chart_m_u(NULL) IS NULL AS null_for_null;
SELECT DISTINCT c.chart ->> '$schema' AS schema, c.chart ?& ARRAY['title', 'data', 'encoding'] AS whole, c.chart ?| ARRAY['mark', 'layer'] AS drawn
FROM model, LATERAL (VALUES (cdp.chart_match_weights(document)), (cdp.chart_m_u(document)), (cdp.chart_waterfall(document, '{}', '{}')),
    (cdp.chart_weights('SELECT * FROM link')), (cdp.chart_clusters('SELECT 1 AS cluster_id'))) AS c (chart);

-- Queries run on the caller's search_path, which stays as it is.
CREATE SCHEMA elsewhere;
CREATE TABLE elsewhere.pair AS SELECT 3::float8 AS match_weight;
SET search_path = elsewhere;
SELECT cdp.suggest_threshold('SELECT * FROM pair', 0.2), cdp.chart_weights('SELECT * FROM pair') #>> '{data,values,0,from}' AS from, current_setting('search_path');
SET client_min_messages = warning;
DROP SCHEMA cutting, elsewhere CASCADE;
