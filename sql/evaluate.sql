-- SPDX-License-Identifier: PostgreSQL
-- Predictions against labels: pairs and clusters on either side, thresholds, errors, and what bad input gets.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET cdp.progress = off;
SET extra_float_digits = 0;
CREATE SCHEMA evaluated;
SET search_path = evaluated;
\pset null '-'

-- Bagga and Baldwin 1998: twelve mentions of three entities, two answers.
CREATE TABLE mention AS
SELECT n AS id, CASE WHEN n <= 5 THEN 'a' WHEN n <= 7 THEN 'b' ELSE 'c' END AS entity,
       CASE WHEN n <= 5 THEN 1 ELSE 2 END AS first, CASE WHEN n IN (6, 7) THEN 2 ELSE 1 END AS second
FROM generate_series(1, 12) n;
SELECT * FROM cdp.evaluate('SELECT id, first FROM mention', 'SELECT id, entity FROM mention');
SELECT round(b3_precision::numeric, 3) AS precision, b3_recall AS recall, round(b3_f1::numeric, 3) AS f1
FROM cdp.evaluate('SELECT second AS cluster_id, id FROM mention', 'SELECT id, entity FROM mention');

-- Pairs by weight, against clusters.
CREATE TABLE link (left_id int, right_id int, match_weight float8);
INSERT INTO link VALUES (1, 2, 12), (2, 1, 3), (2, 3, 8.5), (6, 7, 4), (7, 8, 6), (8, 9, -2), (3, 3, 20), (10, 11, NULL), (1, 99, 30);
SELECT threshold, true_positives AS tp, false_positives AS fp, false_negatives AS fn, true_negatives AS tn, precision, recall, f1,
       b3_f1 FROM cdp.evaluate('SELECT * FROM link', 'SELECT id, entity FROM mention', ARRAY[5, -10, 100, 8.5]);
SELECT count(*), min(threshold), max(threshold), min(true_positives), max(true_positives)
FROM cdp.evaluate('SELECT * FROM link', 'SELECT id, entity FROM mention');
SELECT count(*) FROM cdp.evaluate('SELECT * FROM link', 'SELECT id, entity FROM mention', '{}');
SELECT threshold, true_positives AS tp, false_positives AS fp
FROM cdp.evaluate('SELECT left_id, right_id FROM link', 'SELECT id, entity FROM mention');
SELECT error, left_id, right_id, match_weight FROM cdp.evaluation_errors('SELECT * FROM link', 'SELECT id, entity FROM mention', 5)
WHERE error = 'false positive' OR match_weight IS NOT NULL ORDER BY error, left_id;
SELECT error, count(*), count(match_weight) AS weighed
FROM cdp.evaluation_errors('SELECT * FROM link', 'SELECT id, entity FROM mention') GROUP BY error ORDER BY error;

-- Labelled pairs: only these are judged.
CREATE TABLE label (left_id int, right_id int, same boolean);
INSERT INTO label VALUES (1, 2, true), (2, 3, true), (3, 2, true), (7, 8, false), (4, 5, true), (9, 10, false), (11, 12, NULL);
SELECT * FROM cdp.evaluate('SELECT * FROM link', 'SELECT * FROM label', '{5}');
SELECT * FROM cdp.evaluate('SELECT id, first FROM mention', 'SELECT * FROM label');
-- without a verdict they are all the matches there are
SELECT true_positives AS tp, false_positives AS fp, false_negatives AS fn, true_negatives AS tn
FROM cdp.evaluate('SELECT * FROM link', 'SELECT left_id, right_id FROM label WHERE same', '{5}');
SELECT true_positives AS tp, false_positives AS fp, false_negatives AS fn, true_negatives AS tn
FROM cdp.evaluate('SELECT id, first FROM mention', 'SELECT left_id, right_id FROM label WHERE same');
SELECT error, left_id, right_id FROM cdp.evaluation_errors('SELECT id, first FROM mention', 'SELECT * FROM label') ORDER BY 1, 2, 3;

-- Records are known by source and id; null clusters, records on one side, nothing at all.
CREATE TABLE person (source text, id text, who text, cluster_id bigint);
INSERT INTO person VALUES ('crm', '1', 'p', 1), ('shop', '1', 'p', 1), ('crm', '2', 'q', 1), ('crm', '3', NULL, 1), ('shop', '4', 'q', NULL);
SELECT * FROM cdp.evaluate('SELECT source, id, cluster_id FROM person', 'SELECT id, source, who FROM person');
SELECT * FROM cdp.evaluation_errors('SELECT source, id, cluster_id FROM person', 'SELECT id, source, who FROM person')
ORDER BY error, left_source, left_id, right_source;
SELECT true_positives AS tp, false_negatives AS fn, true_negatives AS tn, precision, recall, f1, b3_precision, b3_recall
FROM cdp.evaluate('SELECT source, id, cluster_id FROM person WHERE false', 'SELECT id, source, who FROM person');
SELECT * FROM cdp.evaluate('SELECT * FROM link WHERE false', 'SELECT id, entity FROM mention WHERE false');

-- As the definitions have it, on random clusters: every pair looked at.
CREATE TABLE sample AS
SELECT n AS id, nullif(hashint4(n) & 31, 0) AS truth, nullif(CASE WHEN hashint4(n + 7) & 3 = 0 THEN hashint4(-n) & 31 ELSE hashint4(n) & 31 END, 0) AS guess
FROM generate_series(1, 300) n;
WITH pair AS (
    SELECT coalesce(a.guess = b.guess, false) AS guessed, a.truth = b.truth AS same
    FROM sample a JOIN sample b ON a.id < b.id WHERE a.truth IS NOT NULL AND b.truth IS NOT NULL),
slow AS (
    SELECT count(*) FILTER (WHERE guessed AND same) AS tp, count(*) FILTER (WHERE guessed AND NOT same) AS fp,
           count(*) FILTER (WHERE NOT guessed AND same) AS fn, count(*) FILTER (WHERE NOT guessed AND NOT same) AS tn FROM pair),
item AS (
    SELECT a.id, count(*) FILTER (WHERE b.guess = a.guess OR a.id = b.id)::float8 AS guessed,
           count(*) FILTER (WHERE b.truth = a.truth)::float8 AS same,
           count(*) FILTER (WHERE (b.guess = a.guess OR a.id = b.id) AND b.truth = a.truth)::float8 AS common
    FROM sample a, sample b WHERE a.truth IS NOT NULL AND b.truth IS NOT NULL GROUP BY a.id)
SELECT (tp, fp, fn, tn) = (true_positives, false_positives, false_negatives, true_negatives) AS counts,
       abs(f1 - 2.0 * tp / (2 * tp + fp + fn)) < 1e-12 AS f1,
       (SELECT abs(avg(common / guessed) - b3_precision) < 1e-12 AND abs(avg(common / same) - b3_recall) < 1e-12 FROM item) AS b3
FROM slow, cdp.evaluate('SELECT id, guess AS cluster_id, 1 AS other FROM sample', 'SELECT id, truth FROM sample');

-- What cdp.link and cdp.dedupe give goes straight in.
CREATE TABLE customer AS
SELECT n AS id, n % 40 AS who, 'p' || n % 40 || '@example.org' AS email, 'family' || n % 40 AS last_name FROM generate_series(1, 80) n;
SELECT precision, recall, b3_f1 FROM cdp.evaluate(
    $$SELECT * FROM cdp.dedupe('SELECT id, email, last_name FROM customer')$$, 'SELECT id, who FROM customer');
SELECT bool_and(recall = 1) AS found FROM cdp.evaluate(
    $$SELECT * FROM cdp.link('SELECT id, email, last_name FROM customer')$$, 'SELECT id, who FROM customer', '{0}');

-- Why pairs are wrong: each reason once. Everything about the model is known.
CREATE TABLE shopper (id int, who text, name text, mail text);
INSERT INTO shopper VALUES
    (1, 'ann', 'Ann Lee',  'ann@x.org'), (2, 'ann', 'Ann Lee',  'ann@x.org'), (3, 'ann', 'Annie Ley', 'ley@y.org'),
    (4, 'bob', 'Bob Ray',  'bob@x.org'), (5, 'bob', 'Bob Gray', 'bob@x.org'), (6, 'tom', 'Bob Ray',   'bob@x.org'),
    (7, 'ida', 'Ida Moe',  'ida@x.org'), (8, 'ida', 'Ida Moe',  'ida@x.org'), (9, 'ida', 'Ida Moe',   NULL),
    (10, 'eva', 'Ida Moe', 'moe@x.org');
CREATE TABLE judge AS SELECT '{
    "attributes": [{"name": "name", "kind": "full_name"}, {"name": "mail", "kind": "email"}],
    "blocking": [["mail"], ["name.sorted"]],
    "comparisons": [
        {"attributes": ["name"], "levels": [{"when": "exact", "m": 0.8, "u": 0.05}, {"when": "else", "m": 0.2, "u": 0.95}]},
        {"attributes": ["mail"], "levels": [{"when": "exact", "m": 0.5, "u": 0.0078125}, {"when": "else", "m": 0.5, "u": 0.9921875}]}],
    "prior": 0.058823529411764705, "thresholds": {"component": 0, "cluster": -3}}'::jsonb AS model;
SELECT id::int, cluster_id FROM judge, cdp.dedupe('SELECT id, name, mail FROM shopper', model) ORDER BY id::int;
\set dedupe_errors 'SELECT error, reason, left_id, right_id, round(match_weight::numeric, 2) AS weight, round(short_by::numeric, 2) AS short_by, rule FROM judge, cdp.dedupe_errors'
:dedupe_errors('SELECT id, name, mail FROM shopper', 'SELECT id, who FROM shopper UNION ALL SELECT 11, ''eva''', model)
ORDER BY error, left_id::int, right_id::int;
-- a higher threshold cuts; labelled pairs; pairs that list all matches
:dedupe_errors('SELECT id, name, mail FROM shopper', 'SELECT id, who FROM shopper', model, 100)
WHERE reason <> 'never compared' ORDER BY error, left_id::int, right_id::int;
:dedupe_errors('SELECT id, name, mail FROM shopper', 'SELECT 1 AS left_id, 3 AS right_id, true AS same UNION ALL SELECT 6, 4, false', model)
ORDER BY error;
SELECT error, reason, count(*) FROM judge, cdp.dedupe_errors('SELECT id, name, mail FROM shopper', 'SELECT 1 AS left_id, 2 AS right_id', model)
GROUP BY 1, 2 ORDER BY 1, 2;
-- the same pairs as cdp.evaluation_errors has, by source too
SELECT count(*) AS wrong, count(*) FILTER (WHERE d.reason IS NULL OR e.known IS NULL) AS different
FROM (SELECT d.* FROM judge, cdp.dedupe_errors('SELECT id, ''s'' || id % 2 AS source, name, mail FROM shopper',
                                               'SELECT id, ''s'' || id % 2 AS source, who FROM shopper', model) AS d) AS d
    FULL JOIN (SELECT *, true AS known FROM cdp.evaluation_errors(
        $$SELECT d.* FROM judge, cdp.dedupe('SELECT id, ''s'' || id % 2 AS source, name, mail FROM shopper', model) AS d$$,
        'SELECT id, ''s'' || id % 2 AS source, who FROM shopper')) AS e
    USING (error, left_source, left_id, right_source, right_id);

-- Errors.
\set VERBOSITY terse
SELECT * FROM cdp.evaluate(NULL, 'SELECT 1, 2');
SELECT * FROM cdp.evaluate('SELECT 1, 2', NULL);
SELECT * FROM cdp.evaluate('DELETE FROM link', 'SELECT id, entity FROM mention');
SELECT * FROM cdp.evaluate('SELECT id FROM mention', 'SELECT id, entity FROM mention');
SELECT * FROM cdp.evaluate('SELECT 1 AS id, 2 AS a, 3 AS b', 'SELECT id, entity FROM mention');
SELECT * FROM cdp.evaluate('SELECT 1 AS left_id, 2 AS right_id, 3 AS left_source', 'SELECT id, entity FROM mention');
SELECT * FROM cdp.evaluate('SELECT * FROM link', 'SELECT 1 AS left_id, 2 AS right_id, true AS a, true AS b');
SELECT * FROM cdp.evaluate('SELECT NULL, 1', 'SELECT id, entity FROM mention');
SELECT * FROM cdp.evaluate('SELECT 1, 1 UNION ALL SELECT 1, 2', 'SELECT id, entity FROM mention');
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM cdp.evaluate('SELECT * FROM link', 'SELECT 1 AS left_id, 2 AS right_id, true AS same UNION ALL SELECT 2, 1, false');
SELECT * FROM cdp.evaluate('SELECT id, first FROM mention', 'SELECT id, entity FROM mention', '{1}');
SELECT * FROM cdp.evaluate('SELECT * FROM link', 'SELECT id, entity FROM mention', '{1,NULL}');
SELECT * FROM cdp.evaluate('SELECT * FROM link', 'SELECT id, entity FROM mention', '{NaN}');
SELECT * FROM cdp.evaluate('SELECT 1 AS left_id, 2 AS right_id, ''x'' AS match_weight', 'SELECT id, entity FROM mention');
SELECT * FROM cdp.evaluate('SELECT source, id, cluster_id FROM person', 'SELECT id, who FROM person WHERE source = ''crm''');
SET cdp.memory = '16MB';
SELECT count(*) FROM cdp.evaluation_errors('SELECT n, 1 FROM generate_series(1, 3000) n', 'SELECT n, n FROM generate_series(1, 3000) n');
\echo :LAST_ERROR_SQLSTATE
SELECT count(*) FROM judge, cdp.dedupe_errors('SELECT n AS id, ''Ann Lee'' AS name, n || ''@x.org'' AS mail FROM generate_series(1, 900) n',
    'SELECT n, n FROM generate_series(1, 900) n', jsonb_set(model, '{prior}', '0.5'));
\echo :LAST_ERROR_SQLSTATE
RESET cdp.memory;
SELECT count(*) FROM judge, cdp.dedupe_errors('SELECT n AS id, ''Ann Lee'' AS name, n || ''@x.org'' AS mail FROM generate_series(1, 100) n',
    'SELECT n, n FROM generate_series(1, 100) n', jsonb_set(model, '{prior}', '0.5'));
SELECT * FROM cdp.dedupe_errors(NULL, 'SELECT 1, 2');
SELECT * FROM cdp.dedupe_errors('SELECT id, name, mail FROM shopper', NULL);
SELECT * FROM cdp.dedupe_errors('SELECT id, name, mail FROM shopper', 'SELECT 1');
SELECT * FROM cdp.dedupe_errors('SELECT id, name, mail FROM shopper', 'SELECT id, id::text AS source, who FROM shopper');
SELECT * FROM cdp.dedupe_errors('SELECT id, name, mail FROM shopper', 'SELECT id, who FROM shopper', '{}');
SELECT count(*) FROM shopper;
SET statement_timeout = 200;
SET cdp.memory = '4GB';
SELECT count(*) FROM cdp.evaluation_errors('SELECT n, 1 FROM generate_series(1, 40000) n', 'SELECT n, 1 FROM generate_series(1, 40000) n WHERE n < 3');
\echo :LAST_ERROR_SQLSTATE
