-- SPDX-License-Identifier: PostgreSQL
-- Training: priors that are given, labels, the report, and what bad input gets. What is learnt from rows alone is in link.sql.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
SET cdp.progress = off;
SET extra_float_digits = 0;
\pset null '-'

-- 600 people; every third has a second record: the name misspelt, or another phone.
CREATE TABLE person AS
SELECT n, (ARRAY['anna', 'bruno', 'carla', 'dario', 'elena', 'fabio', 'gina', 'hugo'])[n % 8 + 1] AS given,
       (ARRAY['rossi', 'bianchi', 'ferrari', 'romano', 'gallo', 'conti', 'greco'])[n % 7 + 1] || chr(97 + n % 23) AS family,
       DATE '1950-01-01' + n * 29 AS born, '555' || to_char(n * 37 % 10000, 'FM0000') AS phone
FROM generate_series(1, 600) n;
CREATE TABLE customer AS
SELECT 'a' || n AS id, given || ' ' || family AS name, born, phone FROM person
UNION ALL
SELECT 'b' || n, given || ' ' || CASE WHEN n % 2 = 0 THEN overlay(family PLACING 'e' FROM 2 FOR 1) ELSE family END, born,
       CASE WHEN n % 5 = 0 THEN '555' || to_char(n * 41 % 10000, 'FM0000') ELSE phone END
FROM person WHERE n % 3 = 0;
CREATE TABLE model AS SELECT jsonb '{
    "attributes": [{"name": "name", "kind": "full_name"}, {"name": "born", "kind": "date"}, {"name": "phone", "kind": "text"}],
    "blocking": [["born"], ["phone"], ["name"]],
    "deterministic": [["name", "born"]],
    "comparisons": [
        {"name": "name", "attributes": ["name"], "levels": [
            {"when": "exact", "m": 0.8, "u": 0.01}, {"when": "jaro_winkler >= 0.88", "m": 0.15, "u": 0.02},
            {"when": "else", "m": 0.05, "u": 0.97}]},
        {"name": "born", "attributes": ["born"], "levels": [
            {"when": "exact", "m": 0.9, "u": 0.01}, {"when": "else", "m": 0.1, "u": 0.99}]},
        {"name": "phone", "attributes": ["phone"], "levels": [
            {"when": "exact", "m": 0.7, "u": 0.001}, {"when": "else", "m": 0.3, "u": 0.999}]}],
    "prior": 0.001}' AS document;

\set rows '''SELECT * FROM customer'''
CREATE TABLE trained AS SELECT 'estimated' AS how, cdp.train_model(:rows, document) AS document FROM model;
INSERT INTO trained SELECT 'given', cdp.train_model(:rows, document, prior => 0.0005) FROM model;
INSERT INTO trained SELECT 'rules of the model', cdp.train_model(:rows, document, recall => 0.5) FROM model;
INSERT INTO trained SELECT 'other rules', cdp.train_model(:rows, document, recall => 0.8, rules => '[["born", "phone"]]') FROM model;
INSERT INTO trained SELECT 'labels',
    cdp.train_model(:rows, document, 'SELECT id, substr(id, 2) AS person FROM customer WHERE length(id) < 4') FROM model;

-- 200 people have two records, of 320,000 pairs: the prior is 0.000626 or near it; rules give what they say.
SELECT how, (document ->> 'prior')::float8 BETWEEN 0.0005 AND 0.0008 AS near, document #>> '{statistics,training,prior}' AS prior
FROM trained ORDER BY how;
SELECT round((document ->> 'prior')::numeric, 9) AS given FROM trained WHERE how = 'given';
SELECT round((document ->> 'prior')::numeric, 9) AS by_rules,
       round((SELECT count(*) FROM customer a JOIN customer b USING (name, born) WHERE a.id < b.id) / 0.5
             / (800 * 799 / 2), 9) AS expected
FROM trained WHERE how = 'rules of the model';

-- m, as the truth has it: a letter of every second name is overwritten, and three in ten of those stay as they were; a fifth of the phones are other ones.
SELECT how, c ->> 'name' AS comparison, array_agg(round((l ->> 'm')::numeric, 1)) AS m
FROM trained, jsonb_array_elements(document -> 'comparisons') AS c, jsonb_array_elements(c -> 'levels') AS l
WHERE how IN ('estimated', 'labels') GROUP BY 1, 2 ORDER BY 1, 2;

-- What was seen. A date of birth decides the name here: a dependence that is told.
SELECT topic, item, round(value::numeric, 0) AS value, detail FROM trained, cdp.training_report(document)
WHERE how = 'estimated' AND topic IN ('pairs', 'expected');
SELECT DISTINCT topic FROM trained, cdp.training_report(document) WHERE how = 'labels' ORDER BY 1;
SELECT count(*) AS of_untrained FROM model, cdp.training_report(document);
SELECT value AS labelled_records FROM trained, cdp.training_report(document) WHERE item = 'labelled records';
SELECT bool_and(value > 1 AND detail ~ '^\d+ pairs of (matches|strangers), \d+ expected$') AS told
FROM trained, cdp.training_report(document) WHERE topic = 'dependence';

-- Interactions are found where that is asked for, and part of every weight and its explanation.
CREATE TABLE joint AS SELECT cdp.train_model(:rows, document, interactions => true) AS document FROM model;
SELECT jsonb_array_length(document -> 'interactions') > 0 AS found FROM joint;
SELECT bool_and(abs(l.match_weight - w.total) < 1e-5) AS explained, bool_or(w.joint) AS together
FROM joint, cdp.link(:rows, document, threshold => -20) l JOIN customer a ON a.id = l.left_id JOIN customer b ON b.id = l.right_id,
     LATERAL (SELECT sum(c.weight) AS total, bool_or(c.comparison LIKE '% with %') AS joint
              FROM cdp.compare_records(document, to_jsonb(a), to_jsonb(b)) c) w
WHERE l.left_id IN ('a3', 'a6', 'a9', 'a30', 'a45');

-- A trained model is read back as it is, its report included; trained again it has a new one.
SELECT bool_and(cdp.train_model(:rows, document) #> '{statistics,training,sessions}' IS NOT NULL) AS again FROM trained;
SELECT count(*) > 100 AS links FROM trained, cdp.link(:rows, document) WHERE how = 'labels';

SELECT cdp.train_model(:rows, document, prior => 0) FROM model;
SELECT cdp.train_model(:rows, document, prior => 'NaN') FROM model;
SELECT cdp.train_model(:rows, document, prior => 0.1, recall => 0.5) FROM model;
SELECT cdp.train_model(:rows, document, recall => 1.5) FROM model;
SELECT cdp.train_model(:rows, document, rules => '[["born"]]') FROM model;
SELECT cdp.train_model(:rows, document - 'deterministic', recall => 0.5) FROM model;
SELECT cdp.train_model(:rows, document, recall => 0.5, rules => '[["birthday"]]') FROM model;
SELECT cdp.train_model(:rows, document, recall => 0.5, rules => '"born"') FROM model;
SELECT cdp.train_model(:rows, document, 'SELECT 1') FROM model;
SELECT cdp.train_model(:rows, document, $$SELECT 'z', 'y'$$) FROM model;
SELECT cdp.train_model(:rows, jsonb_set(document, '{statistics}', '{"training": 3}')) FROM model;
DROP TABLE person, customer, model, trained, joint;
