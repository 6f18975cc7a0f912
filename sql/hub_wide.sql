-- SPDX-License-Identifier: PostgreSQL
-- A hub of more attributes than a function takes arguments goes through all calls.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never

SELECT cdp.create_hub('wide', 'empty');
SELECT cdp.add_attribute('wide', a.name, a.kind) FROM (VALUES (0, 'given_name', 'given_name'), (1, 'family_name', 'family_name'), (2, 'email', 'email'), (3, 'phone', 'phone')) AS a (place, name, kind) ORDER BY place \g /dev/null
-- as cdp.add_attribute does, but for the views, which the last one makes anew
SELECT cdp._add_attribute('wide', 'note_' || i, 'text', false, NULL) FROM generate_series(1, 110) AS i \g /dev/null
SELECT cdp._add_attribute('wide', 'score_' || i, 'number', false, NULL) FROM generate_series(1, 8) AS i \g /dev/null
SELECT cdp.add_attribute('wide', 'mail_' || i, 'email', many => true) FROM generate_series(1, 8) AS i \g /dev/null
SELECT count(*) FROM wide.attribute;
SELECT format('CREATE TABLE wide_row (key text PRIMARY KEY, given_name text, family_name text, email text, phone text, %s, %s, %s)',
    string_agg(format('note_%s text', i), ', '), string_agg(format('score_%s int', i), ', ') FILTER (WHERE i <= 8), string_agg(format('mail_%s text', i), ', ') FILTER (WHERE i <= 8)) FROM generate_series(1, 110) AS i \gexec
INSERT INTO wide_row (key, given_name, family_name, email, phone, note_1, note_107, score_8, mail_8)
SELECT i, 'Anne', 'Martin' || i / 2, 'a' || i / 2 || '@mail.fr', '+3361234' || 1000 + i / 2, 'n' || i, 'm' || i, i, 'b' || i || '@mail.fr' FROM generate_series(1, 40) AS i;
SELECT format('UPDATE wide_row SET %s WHERE key = ''2''', string_agg(format('note_%s = %L', i, 'full'), ', ')) FROM generate_series(1, 110) AS i \gexec
SELECT cdp.add_source('wide', 'crm', 'wide_row', key => 'key', mapping => (SELECT jsonb_object_agg(a.name, a.name) FROM wide.attribute a));
SELECT cdp.add_source('wide', 'web', mode => 'push');
SELECT inserted FROM cdp.sync('wide');
SELECT records, profiles FROM cdp.resolve('wide');
SELECT records, moved FROM cdp.rebuild('wide');
SELECT note_1, note_105, note_107, note_110, score_8, mail_8, round(completeness::numeric, 4) AS completeness FROM wide.unified_profile WHERE email = 'a1@mail.fr';
-- one by one
SELECT cdp.upsert_record('wide', 'web', 'w', '{"given_name": "Anne", "family_name": "Martin1", "email": "a1@mail.fr", "note_106": "web", "score_7": 7, "mail_1": ["c@mail.fr", "d@mail.fr"]}') = (SELECT profile_id FROM wide.profile_source WHERE source_key = '2') AS same;
SELECT note_106, score_7, mail_1, round(completeness::numeric, 4) AS completeness FROM wide.unified_profile WHERE email = 'a1@mail.fr';
SELECT count(*) FROM cdp.match('wide', '{"given_name": "Anne", "family_name": "Martin1", "email": "a1@mail.fr", "note_110": "x"}');
SELECT attribute, value, source, source_key FROM wide.lineage JOIN wide.unified_profile USING (profile_id) WHERE email = 'a1@mail.fr' AND attribute ~ '_10[5-7]$' ORDER BY attribute;
SELECT count(*) FROM wide.golden_conflict WHERE attribute = 'note_107';
SELECT item, before, after FROM cdp.simulate('wide', (SELECT max(model_id) FROM wide.model)) WHERE item IN ('records', 'profiles');
SELECT cdp.delete_record('wide', 'web', 'w');
SELECT records, moved FROM cdp.rebuild('wide');
-- policies
SELECT cdp.set_group('wide', 'notes', (SELECT array_agg('note_' || i) FROM generate_series(1, 105) AS i), ARRAY['most_complete', 'most_recent']) > 0 AS changed;
SELECT note_1, note_105 FROM wide.unified_profile WHERE email = 'a1@mail.fr';
SELECT cdp.pin_value('wide', (SELECT profile_id FROM wide.profile_source WHERE source_key = '2'), 'note_108', 'pinned', 'told so');
SELECT note_108 FROM wide.unified_profile WHERE email = 'a1@mail.fr';

-- many traits, one of which fails
CREATE TABLE wide_visit (who text, ts timestamptz, pages text);
INSERT INTO wide_visit SELECT i, '2025-06-01', i FROM generate_series(1, 5) AS i;
SELECT cdp.add_event_source('wide', 'visits', 'wide_visit', 'crm', 'who', 'ts', amount => 'pages::numeric');
SELECT cdp.add_trait('wide', 'visits', 'count', 'visits', at => '2025-06-20'), cdp.add_trait('wide', 'pages', 'sum', 'visits', at => '2025-06-20');
INSERT INTO wide.trait SELECT (jsonb_populate_record(t, jsonb_build_object('name', 'visits_' || i, 'position', t.position + i + 1))).* FROM wide.trait t, generate_series(1, 105) AS i WHERE t.name = 'visits';
SELECT format('ALTER TABLE wide.profile_trait %s', string_agg(format('ADD COLUMN visits_%s bigint', i), ', ')) FROM generate_series(1, 105) AS i \gexec
SELECT count(*) FROM cdp.refresh_segments('wide', '2025-06-21', everything => true);
SELECT profile_id, visits_105, pages FROM wide.profile_trait ORDER BY profile_id;
UPDATE wide_visit SET pages = 'many' WHERE who = '1';
DELETE FROM wide_visit WHERE who IN ('4', '5');
SELECT count(*) FROM cdp.refresh_segments('wide', '2025-06-22');
SELECT name, error FROM wide.trait WHERE error IS NOT NULL;
SELECT profile_id, visits_105, pages FROM wide.profile_trait ORDER BY profile_id;

-- segments by kinds of which there are many
SELECT cdp._add_attribute('wide', 'more_' || i, 'email', false, NULL) FROM generate_series(1, 100) AS i \g /dev/null
SELECT cdp._add_attribute('wide', 'name_' || i, 'family_name', false, NULL) FROM generate_series(1, 100) AS i \g /dev/null
SELECT cdp.add_attribute('wide', 'last_mail', 'email');
SELECT cdp.create_segment('wide', 'mailed', $$has_identifier('email')$$, at => '2025-06-22');
SELECT members, reach FROM cdp.preview_segment('wide', $$has_identifier('email')$$);
SELECT segment, members, with_email FROM wide.segment_overview;
SELECT attribute, value, names FROM cdp.shared_values('wide', 1);
SELECT cdp.drop_hub('wide', 'wide');
DROP TABLE wide_row, wide_visit;
