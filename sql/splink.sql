-- SPDX-License-Identifier: PostgreSQL
-- Models of Splink: in, out, and the weights they give beside those of the published formula in SQL.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET cdp.progress = off;
\pset null '-'

-- A model as Splink 4 saves it.
CREATE TABLE splink AS SELECT jsonb $$ {
    "link_type": "dedupe_only", "probability_two_random_records_match": 0.00298012298012298, "retain_matching_columns": true,
    "retain_intermediate_calculation_columns": true, "additional_columns_to_retain": [], "sql_dialect": "duckdb", "linker_uid": "o0e6adm7",
    "em_convergence": 0.0001, "max_iterations": 25, "bayes_factor_column_prefix": "bf_", "term_frequency_adjustment_column_prefix": "tf_",
    "comparison_vector_value_column_prefix": "gamma_", "unique_id_column_name": "unique_id", "source_dataset_column_name": "source_dataset",
    "blocking_rules_to_generate_predictions": [
        {"blocking_rule": "(l.\"first_name\" = r.\"first_name\") AND (l.\"city\" = r.\"city\")", "sql_dialect": "duckdb"},
        {"blocking_rule": "l.\"surname\" = r.\"surname\"", "sql_dialect": "duckdb"},
        {"blocking_rule": "SUBSTRING(l.\"dob\", 1, 4) = SUBSTRING(r.\"dob\", 1, 4)", "sql_dialect": "duckdb"}],
    "comparisons": [
        {"output_column_name": "first_name", "comparison_description": "NameComparison", "comparison_levels": [
            {"sql_condition": "\"first_name_l\" IS NULL OR \"first_name_r\" IS NULL", "label_for_charts": "first_name is NULL", "is_null_level": true},
            {"sql_condition": "\"first_name_l\" = \"first_name_r\"", "label_for_charts": "Exact match on first_name", "m_probability": 0.49092153055564214,
             "u_probability": 0.006187690390473553, "tf_adjustment_column": "first_name", "tf_adjustment_weight": 1.0},
            {"sql_condition": "jaro_winkler_similarity(\"first_name_l\", \"first_name_r\") >= 0.92", "label_for_charts": "Jaro-Winkler distance of first_name >= 0.92",
             "m_probability": 0.15160999015348964, "u_probability": 0.0019125588479645527, "tf_adjustment_column": "first_name", "tf_adjustment_weight": 0.5,
             "tf_minimum_u_value": 0.05},
            {"sql_condition": "jaro_winkler_similarity(\"first_name_l\", \"first_name_r\") >= 0.7", "label_for_charts": "Jaro-Winkler distance of first_name >= 0.7",
             "m_probability": 0.15304647, "u_probability": 0.01933328},
            {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.20442196913391367, "u_probability": 0.9725664635834949}]},
        {"output_column_name": "dob", "comparison_description": "DateOfBirthComparison", "comparison_levels": [
            {"sql_condition": "try_strptime(\"dob_l\", '%Y-%m-%d') IS NULL OR try_strptime(\"dob_r\", '%Y-%m-%d') IS NULL", "label_for_charts": "transformed dob is NULL",
             "is_null_level": true},
            {"sql_condition": "\"dob_l\" = \"dob_r\"", "label_for_charts": "Exact match on date of birth", "m_probability": 0.39, "u_probability": 0.0018},
            {"sql_condition": "damerau_levenshtein(\"dob_l\", \"dob_r\") <= 1", "label_for_charts": "DamerauLevenshtein distance <= 1", "m_probability": 0.15,
             "u_probability": 0.0015},
            {"sql_condition": "ABS(EPOCH(try_strptime(\"dob_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"dob_r\", '%Y-%m-%d'))) <= 31557600.0",
             "label_for_charts": "Abs date difference <= 1 year", "m_probability": 0.1, "u_probability": 0.03},
            {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.36, "u_probability": 0.9667}]},
        {"output_column_name": "email", "comparison_description": "EmailComparison", "comparison_levels": [
            {"sql_condition": "\"email_l\" IS NULL OR \"email_r\" IS NULL", "label_for_charts": "email is NULL", "is_null_level": true},
            {"sql_condition": "\"email_l\" = \"email_r\"", "label_for_charts": "Exact match on email", "m_probability": 0.5527814434419445,
             "u_probability": 0.0020372211654850424, "tf_adjustment_column": "email", "tf_adjustment_weight": 1.0},
            {"sql_condition": "NULLIF(regexp_extract(\"email_l\", '^[^@]+', 0), '') = NULLIF(regexp_extract(\"email_r\", '^[^@]+', 0), '')",
             "label_for_charts": "Exact match on username", "m_probability": 0.22080666746113148, "u_probability": 0.0008916219955040636},
            {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.22641188, "u_probability": 0.99707116}]},
        {"output_column_name": "full_name", "comparison_levels": [
            {"sql_condition": "(\"first_name_l\" IS NULL OR \"first_name_r\" IS NULL) AND (\"surname_l\" IS NULL OR \"surname_r\" IS NULL)",
             "label_for_charts": "full_name is NULL", "is_null_level": true},
            {"sql_condition": "(\"first_name_l\" = \"surname_r\") AND (\"surname_l\" = \"first_name_r\")", "label_for_charts": "Swapped", "m_probability": 0.01,
             "u_probability": 0.0001},
            {"sql_condition": "(\"surname_l\" = \"surname_r\") AND (NOT (\"first_name_l\" = \"first_name_r\"))", "label_for_charts": "Relatives",
             "m_probability": 0.19, "u_probability": 0.0099},
            {"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": 0.8, "u_probability": 0.99}]}]
} $$ AS settings;
CREATE TABLE model AS SELECT cdp.from_splink(settings) AS document FROM splink;

SELECT a FROM model, jsonb_array_elements(document -> 'attributes') AS a;
SELECT document -> 'blocking' AS blocking, document ->> 'link_type' AS link_type, document -> 'prior' AS prior FROM model;
SELECT c ->> 'name' AS comparison, c -> 'attributes' AS attributes, c -> 'missing' AS missing, l ->> 'when' AS level, l -> 'term_frequency' AS term_frequency
FROM model, jsonb_array_elements(document -> 'comparisons') AS c, jsonb_array_elements(c -> 'levels') AS l;

-- The way back gives what was there.
SELECT cdp.to_splink(document) = settings AS same FROM splink, model;
SELECT cdp.from_splink(cdp.to_splink(document, 'spark')) -> 'comparisons' = document -> 'comparisons' AS same FROM model;

-- 160 people, some written twice, in the letters of three scripts.
CREATE TABLE person AS
SELECT n AS unique_id,
       CASE WHEN n % 23 <> 0 THEN (ARRAY['Amelia', 'Amelie', 'Noah', 'Zoë', 'Łukasz', 'Lukasz', 'Мария', 'Marta', 'Martha', ''])[n * 7 % 10 + 1] END AS first_name,
       CASE WHEN n % 31 <> 0 THEN (ARRAY['Jones', 'Moss', 'Noah', 'Amelia', 'Nowak', 'Иванова'])[n * 5 % 6 + 1] END AS surname,
       CASE WHEN n % 17 = 0 THEN 'unknown' WHEN n % 13 <> 0 THEN to_char(DATE '1980-01-01' + n * 97 % 500, 'YYYY-MM-DD') END AS dob,
       CASE WHEN n % 11 <> 0 THEN 'user' || n % 40 || CASE WHEN n % 3 = 0 THEN '@mail.com' ELSE '@post.uk' END END AS email,
       (ARRAY['London', 'Leeds'])[n % 2 + 1] AS city
FROM generate_series(1, 160) AS n;

-- Match weights by the formula: prior odds, m over u of the first level that holds, u of the exact level over the frequency of the
-- more common value.
CREATE VIEW expected AS
WITH frequency AS (
    SELECT first_name AS value, count(*) / sum(count(*)) OVER () AS tf FROM person WHERE first_name IS NOT NULL GROUP BY 1
), mail AS (
    SELECT email AS value, count(*) / sum(count(*)) OVER () AS tf FROM person WHERE email IS NOT NULL GROUP BY 1
), pair AS (
    SELECT l.unique_id AS l, r.unique_id AS r,
        CASE WHEN l.first_name IS NULL OR r.first_name IS NULL THEN 0 WHEN l.first_name = r.first_name THEN 1
             WHEN cdp.jaro_winkler(l.first_name, r.first_name) >= 0.92 THEN 2 WHEN cdp.jaro_winkler(l.first_name, r.first_name) >= 0.7 THEN 3 ELSE 4 END AS first_name,
        CASE WHEN l.dob !~ '^\d' OR r.dob !~ '^\d' OR l.dob IS NULL OR r.dob IS NULL THEN 0 WHEN l.dob = r.dob THEN 1
             WHEN cdp.damerau_levenshtein(l.dob, r.dob) <= 1 THEN 2 WHEN abs(l.dob::date - r.dob::date) <= 365.25 THEN 3 ELSE 4 END AS dob,
        CASE WHEN l.email IS NULL OR r.email IS NULL THEN 0 WHEN l.email = r.email THEN 1
             WHEN split_part(l.email, '@', 1) = split_part(r.email, '@', 1) THEN 2 ELSE 3 END AS email,
        CASE WHEN (l.first_name IS NULL OR r.first_name IS NULL) AND (l.surname IS NULL OR r.surname IS NULL) THEN 0
             WHEN l.first_name = r.surname AND l.surname = r.first_name THEN 1
             WHEN l.surname = r.surname AND NOT l.first_name = r.first_name THEN 2 ELSE 3 END AS full_name,
        greatest(f.tf, g.tf) AS tf_name, m.tf AS tf_email
    FROM person l JOIN person r ON l.unique_id::text COLLATE "C" < r.unique_id::text COLLATE "C"
         AND (l.first_name = r.first_name AND l.city = r.city OR l.surname = r.surname OR left(l.dob, 4) = left(r.dob, 4))
    LEFT JOIN frequency f ON f.value = l.first_name LEFT JOIN frequency g ON g.value = r.first_name LEFT JOIN mail m ON m.value = l.email
), prob AS (
    SELECT p.*, (SELECT sum(log(2, ((c.level ->> 'm_probability')::numeric / (c.level ->> 'u_probability')::numeric)::numeric(60, 40)))
                 FROM (SELECT s.settings #> ARRAY['comparisons', i::text, 'comparison_levels', g::text] AS level
                       FROM splink s, (VALUES (0, p.first_name), (1, p.dob), (2, p.email), (3, p.full_name)) AS v (i, g) WHERE g > 0) c) AS evidence
    FROM pair p
)
SELECT l, r, ARRAY[first_name, dob, email, full_name]::smallint[] AS levels,
       log(2, (0.00298012298012298 / (1 - 0.00298012298012298))::numeric(60, 40)) + coalesce(evidence, 0)
       + CASE first_name WHEN 1 THEN log(2, (0.006187690390473553 / tf_name)::numeric(60, 40))
                         WHEN 2 THEN 0.5 * log(2, (0.006187690390473553 / greatest(tf_name, 0.05))::numeric(60, 40)) ELSE 0 END
       + CASE email WHEN 1 THEN log(2, (0.0020372211654850424 / tf_email)::numeric(60, 40)) ELSE 0 END AS weight
FROM prob;

SELECT count(*) > 1000 AS many, count(e.l) = count(*) AND count(k.left_id) = count(*) AS same_pairs, bool_and(k.levels = e.levels) AS same_levels,
       max(abs(k.match_weight - e.weight)) < 1e-9 AS same_weights, count(DISTINCT e.levels) > 50 AS many_patterns
FROM expected e FULL JOIN (SELECT k.* FROM model, cdp.link('SELECT * FROM person', document, -1000) AS k) k
     ON k.left_id = e.l::text AND k.right_id = e.r::text;

-- Other versions and databases in short.
CREATE FUNCTION one_level(sql text, dialect text DEFAULT 'duckdb', rule text DEFAULT 'l.x = r.x', strict boolean DEFAULT true) RETURNS jsonb LANGUAGE sql AS $$
    SELECT cdp.from_splink(jsonb_build_object('sql_dialect', dialect, 'blocking_rules_to_generate_predictions', jsonb_build_array(rule),
        'comparisons', jsonb_build_array(jsonb_build_object('output_column_name', 'x', 'comparison_levels', jsonb_build_array(
            jsonb_build_object('sql_condition', sql, 'm_probability', 0.9, 'u_probability', 0.1),
            jsonb_build_object('sql_condition', 'ELSE', 'm_probability', 0.1, 'u_probability', 0.9))))), strict)
$$;
SELECT v.sql, one_level(v.sql, v.dialect) #>> '{comparisons,0,levels,0,when}' AS level FROM (VALUES
    ('spark', 'abs(datediff(x_l, x_r)) <= floor(2629800.0 / 86400)'),
    ('spark', 'size(array_intersect(x_l, x_r)) >= 2'),
    ('postgres', 'floor(abs(ave_months_between(x_l, x_r) / 12)) <= 1'),
    ('duckdb', 'list_unique(x_l) + list_unique(x_r) - list_unique(list_concat(x_l, x_r)) >= 1'),
    ('duckdb', 'jaccard(lower(x_l), lower(x_r)) >= 0.8')) AS v (dialect, sql);

-- What has no counterpart.
SELECT one_level('length(x_l) > 3');
SELECT one_level('x_l = ');
SELECT one_level('x_l = x_r', rule => 'l.x = r.x and levenshtein(l.y, r.y) < 2');
SELECT one_level('x_l = x_r', rule => 'l.x = r.x and levenshtein(l.y, r.y) < 2', strict => false) -> 'blocking' AS blocking;
SELECT cdp.from_splink('{"comparisons": [{"comparison_levels": [{"sql_condition": 3}]}]}');
SELECT cdp.from_splink('{"link_type": "all", "blocking_rules_to_generate_predictions": ["l.x = r.x"], "comparisons": []}');
SELECT cdp.from_splink('[]');
SELECT cdp.from_splink(NULL) IS NULL AS is_null;
SELECT cdp.to_splink(document, 'oracle') FROM model;
SELECT cdp.to_splink('{"attributes": [{"name": "x", "kind": "given_name"}], "blocking": [["x"]], "comparisons": [{"attributes": ["x"],
    "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "nickname", "m": 0.05, "u": 0.01}, {"when": "else", "m": 0.05, "u": 0.89}]}]}');
SELECT cdp.to_splink('{"attributes": [{"name": "x", "kind": "given_name"}], "blocking": [["x"]], "comparisons": [{"attributes": ["x"],
    "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "nickname", "m": 0.05, "u": 0.01}, {"when": "else", "m": 0.05, "u": 0.89}]}]}', strict => false)
    -> 'comparisons' -> 0 -> 'comparison_levels' AS levels;

DROP FUNCTION one_level(text, text, text, boolean);
DROP VIEW expected;
DROP TABLE splink, model, person;
