-- SPDX-License-Identifier: PostgreSQL
-- Limits of identifiers that hold within days: a customer may change his card, but has not two at a time. The same profiles
-- come of one resolve, of many small ones, of real time in any order, and of a rebuild.
SET TimeZone = 'UTC';
SET extra_float_digits = 0;
SET client_min_messages = warning;
\set SHOW_CONTEXT never

CREATE TABLE day_card (id text PRIMARY KEY, last text, phone text, card text, seen timestamptz);
INSERT INTO day_card VALUES
    ('1', 'Lee', '+33612345671', 'A', '2024-01-01'), ('2', 'Lee', '+33612345671', 'B', '2024-03-01 23:59'), ('3', 'Lee', '+33612345671', 'C', '2024-03-31 00:01'),
    ('4', 'Lee', '+33612345671', 'D', '2024-04-02'), ('5', 'Lee', '+33612345671', NULL, '2024-04-01'),
    ('6', 'Ray', '+33612345672', 'X', NULL), ('7', 'Ray', '+33612345672', 'Y', '2020-01-01'), ('8', 'Ray', '+33612345672', 'X', '2020-02-01');
SELECT cdp.create_hub('day', 'empty', region => 'FR');
SELECT cdp.add_attribute('day', a.name, a.kind) FROM (VALUES ('last', 'family_name'), ('phone', 'phone'), ('card', 'identifier')) AS a (name, kind);
SELECT cdp.add_source('day', 'crm', 'day_card', observed_at => 'seen', mapping => '{"last": "last", "phone": "phone", "card": "card"}');
SELECT inserted FROM cdp.sync('day');
INSERT INTO day.model (model) VALUES ('{
    "attributes": [{"name": "last", "kind": "family_name"}, {"name": "phone", "kind": "phone"}],
    "blocking": [["phone"], ["last"]],
    "comparisons": [
        {"attributes": ["last"], "levels": [{"when": "exact", "m": 0.8, "u": 0.05}, {"when": "else", "m": 0.05, "u": 0.8}]},
        {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]}],
    "prior": 0.0153846153846}');
SELECT cdp.activate_model('day', 1);
SELECT profiles FROM cdp.resolve('day');
CREATE FUNCTION day_profiles(hub name) RETURNS TABLE (records text) LANGUAGE plpgsql AS $$
BEGIN RETURN QUERY EXECUTE format('SELECT string_agg(source_key, '' '' ORDER BY source_key) FROM %I.profile_source GROUP BY profile_id ORDER BY 1', hub); END $$;

-- 30 days: cards B and C are 30 days apart, C and D two, B and D 32; who has no card is of two owners; X may be of any day.
SELECT cdp.set_identifier_limit('day', 'card', 1, 30);
SELECT * FROM day_profiles('day');
SELECT reason, detail, least(a.source_key, b.source_key) AS a, greatest(a.source_key, b.source_key) AS b
FROM day.conflict JOIN day.record a ON a.record_id = record_a JOIN day.record b ON b.record_id = record_b ORDER BY 3, 4;
SELECT answer, detail FROM cdp.why_not('day', 'crm', '3', 'crm', '4');
SELECT DISTINCT event, cause FROM day.profile_event ORDER BY 1;
SELECT name, identifier_limit, identifier_days FROM day.attribute ORDER BY position;
SELECT cdp.set_identifier_limit('day', 'card', 1, 31);
SELECT * FROM day_profiles('day');
SELECT cdp.set_identifier_limit('day', 'card', 2, 31);
SELECT * FROM day_profiles('day');
-- A record that was seen later comes in, by itself; one whose day changed does not.
SELECT cdp.set_identifier_limit('day', 'card', 1, 30);
UPDATE day_card SET seen = '2024-06-01' WHERE id = '4';
SELECT updated FROM cdp.sync('day');
SELECT merged FROM cdp.resolve('day');
SELECT * FROM day_profiles('day');
UPDATE day_card SET seen = '2024-03-15' WHERE id = '4';
SELECT updated FROM cdp.sync('day');
SELECT split FROM cdp.resolve('day');
SELECT moved, merged, split FROM cdp.rebuild('day');
-- A model that is trained knows nothing of days.
SELECT cdp.train('day');
SELECT count(*) FROM day.model, jsonb_array_elements(model -> 'attributes') a WHERE a ->> 'name' = 'observed_at';

-- Many people who change cards; some of their records name one of their cards, some none, some no day.
INSERT INTO day_card
SELECT p || '-' || r, 'Name' || chr(97 + p % 20), '+336' || (20000000 + p * 317), CASE WHEN h % 5 > 0 THEN 'c' || p || '-' || h % 7 END,
       CASE WHEN h % 11 > 0 THEN timestamptz '2023-01-01' + h % 400 * interval '1 day' END
FROM (SELECT p, r, ('x' || substr(md5(p || '-' || r), 1, 6))::bit(24)::int AS h FROM generate_series(1, 30) p, generate_series(1, 6) r) d;
SELECT inserted FROM cdp.sync('day');
SELECT count(*) FROM cdp.resolve('day');
SELECT moved FROM cdp.rebuild('day');
SELECT reason, count(*) > 20 AS many FROM day.conflict GROUP BY reason ORDER BY reason;
SELECT cdp.create_hub('dayl', 'empty', region => 'FR');
SELECT cdp.add_attribute('dayl', a.name, a.kind) FROM (VALUES ('last', 'family_name'), ('phone', 'phone'), ('card', 'identifier')) AS a (name, kind);
SELECT cdp.add_source('dayl', 'crm', mode => 'push');
INSERT INTO dayl.model (model) SELECT model FROM day.model WHERE model_id = 1;
SELECT cdp.activate_model('dayl', 1);
SELECT cdp.set_identifier_limit('dayl', 'card', 1, 30);
SELECT profiles FROM cdp.resolve('dayl');
SELECT count(*) FROM (SELECT cdp.upsert_record('dayl', 'crm', id, jsonb_build_object('last', last, 'phone', phone, 'card', card), seen) AS id
                      FROM (SELECT * FROM day_card ORDER BY md5(id)) o) p WHERE id IS NOT NULL;
SELECT count(*) AS other FROM (SELECT * FROM day_profiles('day') EXCEPT SELECT * FROM day_profiles('dayl')) d;
SELECT moved FROM cdp.rebuild('dayl');
-- Days change, and nothing else.
UPDATE day_card SET seen = seen + ascii(md5(id)) % 4 * interval '20 days' WHERE id LIKE '%-%';
SELECT updated > 0 AS updated FROM cdp.sync('day');
SELECT count(*) FROM cdp.resolve('day');
SELECT count(*) FROM (SELECT cdp.upsert_record('dayl', 'crm', id, jsonb_build_object('last', last, 'phone', phone, 'card', card), seen) AS id
                      FROM (SELECT * FROM day_card ORDER BY md5('again' || id)) o) p WHERE id IS NOT NULL;
SELECT count(*) AS other FROM (SELECT * FROM day_profiles('day') EXCEPT SELECT * FROM day_profiles('dayl')) d;
SELECT moved FROM cdp.rebuild('dayl');
SELECT moved FROM cdp.rebuild('day');
SELECT count(*) > 0 AS found FROM cdp.match('dayl', '{"phone": "+33612345671", "last": "Lee"}');

-- What is not right.
SELECT cdp.set_identifier_limit('day', 'card', NULL, 30);
SELECT cdp.set_identifier_limit('day', 'card', 1, 0);
SELECT cdp.set_identifier_limit('day', 'card', NULL);
SELECT count(*) FROM day.conflict WHERE reason <> 'cannot_link';

SELECT cdp.drop_hub(h, confirm => h) FROM unnest('{day,dayl}'::name[]) h;
DROP FUNCTION day_profiles(name);
DROP TABLE day_card;
