-- SPDX-License-Identifier: PostgreSQL
-- What a model can say beyond one clean value per column: steps, arrays, places, vectors, missing, frequencies, neighbourhoods.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET cdp.progress = off;
SET extra_float_digits = 0;
\pset null '-'

CREATE TABLE guest (id int, mails text[], born text, lat float8, long float8, face float4[], points numeric, code text);
INSERT INTO guest VALUES
    (1, '{ann@a.org,Ann@B.org}', '14/07/1984', 48.8566, 2.3522, '{1,0,1}', 10, 'AB-123'),
    (2, '{ann@b.org}', '15/07/1984', 48.86, 2.35, '{1,0,0.9}', 10.4, 'ab-124'),
    (3, '{bob@c.org,"odd, one"}', '1984', 51.5074, -0.1278, '{0,1,1}', 99, 'XY-123'),
    (4, '{}', NULL, 91, 0, '{1,2}', NULL, NULL),
    (5, NULL, '14/07/1994', NULL, 2.3522, NULL, 10, 'AB-123');
CREATE TABLE model AS SELECT jsonb $${
    "attributes": [
        {"name": "mail", "kind": "email", "column": "mails", "many": true},
        {"name": "raw mail", "column": "mails", "form": "plain", "many": true},
        {"name": "first mail", "column": "mails", "form": "plain", "steps": ["element(1)"]},
        {"name": "born", "kind": "date", "form": "plain", "steps": ["date('%d/%m/%Y')"]},
        {"name": "place", "form": "point", "columns": ["lat", "long"]},
        {"name": "face", "form": "vector"},
        {"name": "points", "kind": "number", "form": "plain"},
        {"name": "series", "column": "code", "form": "plain", "steps": ["upper", "regex('^[A-Z]+')"]},
        {"name": "name and code", "columns": ["code", "points"], "separator": "/", "form": "plain"}],
    "blocking": [["mail"], ["series", "born.year"], ["mail[:3]"]],
    "comparisons": [
        {"name": "mail", "description": "addresses", "attributes": ["mail", "raw mail"], "levels": [
            {"when": "exact and exact(\"raw mail\")", "m": 0.4, "u": 0.001, "label": "the same list"},
            {"when": "shared_values >= 1", "m": 0.3, "u": 0.002, "fixed": "u"},
            {"when": "jaro_winkler >= 0.9 or subset(\"raw mail\")", "m": 0.1, "u": 0.01},
            {"when": "else", "m": 0.2, "u": 0.987}]},
        {"name": "born", "attributes": ["born"], "levels": [
            {"when": "elapsed <= 1 month", "m": 0.8, "u": 0.01}, {"when": "months <= 120", "m": 0.1, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.89}]},
        {"name": "place", "attributes": ["place"], "levels": [
            {"when": "km <= 1", "m": 0.7, "u": 0.01}, {"when": "km <= 400", "m": 0.2, "u": 0.3}, {"when": "else", "m": 0.1, "u": 0.69}]},
        {"name": "face", "attributes": ["face"], "levels": [{"when": "cosine >= 0.99", "m": 0.9, "u": 0.01}, {"when": "else", "m": 0.1, "u": 0.99}]},
        {"name": "series", "attributes": ["series"], "missing": "never", "levels": [
            {"when": "both = 'AB' or left = 'XY' and right('first mail') = 'q'", "m": 0.6, "u": 0.1}, {"when": "else", "m": 0.4, "u": 0.9}]},
        {"name": "points", "attributes": ["points"], "missing": "not left(points) or not right(points)", "levels": [
            {"when": "difference <= 0.5", "m": 0.9, "u": 0.2, "term_frequency": {"attribute": "points", "weight": 0.5, "minimum": 0.3, "base": "own"}},
            {"when": "else", "m": 0.1, "u": 0.8}]}],
    "link_type": "link_and_dedupe",
    "thresholds": {"component": -100},
    "notes": {"by": "hand"}
}$$ AS document;
-- right('first mail') is no attribute in quotes
SELECT count(*) FROM model, cdp.link('SELECT * FROM guest', document);
UPDATE model SET document = replace(document::text, '''first mail''', '\"first mail\"')::jsonb;

SELECT left_id, right_id, round(match_weight::numeric, 4) AS weight, levels FROM model, cdp.link('SELECT * FROM guest', document) ORDER BY 1, 2;
SELECT rule, pairs, added, blocks, largest, largest_key FROM model, cdp.block_statistics('SELECT * FROM guest', document);
SELECT w.comparison, w.left_value, w.right_value, w.level, w.condition, round(w.weight::numeric, 4) AS weight, round(w.frequency_bits::numeric, 4) AS frequency
FROM model, guest a, guest b, cdp.compare_records(document, to_jsonb(a), to_jsonb(b)) AS w WHERE a.id = 1 AND b.id = 2 ORDER BY w.step;
-- training keeps what is the user's
SELECT t -> 'notes' AS notes, t #> '{comparisons,0,description}' AS description, t #> '{comparisons,0,levels,0,label}' AS label,
       t #> '{comparisons,0,levels,1,u}' AS fixed_u, t #> '{comparisons,0,levels,1,m}' <> '0.3' AS learnt_m, t -> 'attributes' = document -> 'attributes' AS attributes
FROM model, cdp.train_model('SELECT * FROM guest', document) AS t;

-- Sorted neighbourhoods: for calls on queries, not for hubs.
CREATE TABLE neighbours AS SELECT jsonb '{"attributes": [{"name": "code", "kind": "text"}], "neighbourhoods": [{"sort_by": ["code"], "window": 2}],
    "comparisons": [{"attributes": ["code"], "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}], "thresholds": {"component": -100}}' AS document;
SELECT left_id, right_id, levels FROM neighbours, cdp.link('SELECT id, code FROM guest', document) ORDER BY 1, 2;
SELECT rule, pairs, added, largest FROM neighbours, cdp.block_statistics('SELECT id, code FROM guest', document);
SELECT * FROM neighbours, cdp.resolve_records('SELECT id, code FROM guest', document);

-- Mistakes are told with their place.
CREATE FUNCTION fault(path text[], value jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count(*) FROM cdp.link('SELECT * FROM guest', (SELECT jsonb_set(document, path, value) FROM model));
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END
$$;
SELECT fault(v.path::text[], v.value::jsonb) FROM (VALUES
    ('{attributes,0,many}', '3'), ('{attributes,0,column}', '3'), ('{attributes,0,columns}', '["a"]'), ('{attributes,0,form}', '"raw"'),
    ('{attributes,0,form}', '"point"'), ('{attributes,2,steps}', '["lower", "upper()"]'), ('{attributes,2,steps}', '["split('','')"]'),
    ('{attributes,2,steps}', '["regex(''('')"]'), ('{attributes,5,steps}', '["lower"]'), ('{attributes,4,columns}', '["lat", "long", "id"]'),
    ('{attributes,4,columns}', '["lat", "nowhere"]'), ('{comparisons,0,missing}', '"some"'), ('{comparisons,0,missing}', '"jaro < 0.5"'),
    ('{comparisons,0,levels,0,when}', '"km <= 1"'), ('{comparisons,2,levels,0,when}', '"jaro > 1"'), ('{comparisons,3,levels,0,when}', '"km <= 1"'),
    ('{comparisons,0,levels,0,when}', '"left = ''x''"'), ('{comparisons,0,levels,0,term_frequency}', 'true'),
    ('{comparisons,1,levels,0,term_frequency}', '{"base": "exact"}'), ('{comparisons,1,levels,0,term_frequency}', '{"base": "some"}'),
    ('{comparisons,1,levels,0,term_frequency}', '{"attribute": "x"}'), ('{comparisons,1,levels,0,term_frequency}', '{"weight": -1}'),
    ('{comparisons,0,levels,0,fixed}', '"both"'), ('{blocking,0,0}', '"place[:3]"'), ('{neighbourhoods}', '[{"sort_by": ["mail"]}]'),
    ('{neighbourhoods}', '[{"sort_by": ["series"], "window": 1}]'), ('{neighbourhoods}', '[{"sort_by": []}]'), ('{link_type}', '"both"')) AS v (path, value);
DROP FUNCTION fault(text[], jsonb);
DROP TABLE guest, model, neighbours;
-- A model takes 64 attributes and 32 comparisons.
WITH a AS (SELECT jsonb_agg(jsonb_build_object('name', 'a' || i, 'kind', 'text') ORDER BY i) AS list FROM generate_series(1, 65) AS i)
SELECT cdp.block_statistics('SELECT 1 AS id', jsonb_build_object('attributes', list)) FROM a;
WITH c AS (SELECT jsonb_agg(jsonb '{"attributes": ["a"], "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}') AS list
           FROM generate_series(1, 33))
SELECT cdp.block_statistics('SELECT 1 AS id', jsonb_build_object('attributes', jsonb '[{"name": "a", "kind": "text"}]', 'blocking', jsonb '[["a"]]', 'comparisons', list)) FROM c;
-- Of more columns the most telling ones make a suggested model, and links come of it.
SELECT 'SELECT n AS id, ' || string_agg(format('n %% %s AS c%s', i + 1, i), ', ' ORDER BY i) || ', n / 2 AS account FROM generate_series(1, 200) AS n' AS query,
       jsonb_object_agg('c' || i, 'number') || '{"account": "identifier"}' AS kinds FROM generate_series(1, 70) AS i \gset wide_
SELECT jsonb_array_length(m -> 'attributes') AS attributes, jsonb_array_length(m -> 'comparisons') AS comparisons,
       m -> 'attributes' -> 0 ->> 'name' AS first, m -> 'attributes' -> 31 ->> 'name' AS last
FROM cdp.suggest_model(:'wide_query', :'wide_kinds') AS m;
SELECT count(*) > 0 AS links, bool_and(cardinality(levels) = 32) AS of_all FROM cdp.link(:'wide_query', cdp.suggest_model(:'wide_query', :'wide_kinds'), 0);
