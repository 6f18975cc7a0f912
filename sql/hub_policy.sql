-- SPDX-License-Identifier: PostgreSQL
-- Policies of golden records: every strategy of a chain, groups, validity, ignored values, pins; and the views that tell
-- where golden values come from, contact points, masked golden records.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never

CREATE TABLE pol_person (id text PRIMARY KEY, first_name text, last_name text, born date, mail text, mobile text, addr1 text, addr2 text, town text, vip boolean, score numeric, seen timestamptz);
INSERT INTO pol_person VALUES
    ('s1', 'Monica', 'Thomson', '1984-07-14', 'monica.thomson@gmail.com', '+33645829107', '12 rue Foch', NULL, 'Lyon', true, 2.5, '2024-01-01'),
    ('s2', 'Monica', 'Thomson', '1984-07-14', 'monica.thomson@gmail.com', '+33612345678', '5 quai Rambaud', 'Bâtiment B', 'Villeurbanne', false, 3, '2023-01-01'),
    ('s3', 'Monica', 'Thomson', '1984-07-14', 'monica.thomson@gmail.com', '+33645829107', NULL, 'Porte 7', NULL, NULL, 2.50, '2025-01-01'),
    ('t1', 'Paul', 'Durand', '1969-04-27', 'paul.durand@free.fr', NULL, '1 rue Haute', NULL, 'Nice', NULL, NULL, NULL);
-- others, two records each, for the model to learn from
INSERT INTO pol_person SELECT 'f' || i || c, f[i], l[i], date '1950-01-01' + i * 777, lower(f[i] || '.' || l[i] || '@free.fr'), '+3361122334' || i FROM (SELECT ARRAY['Thomas', 'Zoé', 'Jean', 'Luc', 'Inès', 'Sarah', 'Hugo', 'Nina'] AS f,
    ARRAY['Martin', 'Bernard', 'Petit', 'Moreau', 'Garcia', 'Roux', 'Fontaine', 'Lefèvre'] AS l) AS n, generate_series(1, 8) AS i, unnest(ARRAY['a', 'b']) AS c;
CREATE TABLE pol_shop AS SELECT 'w' || id AS id, first_name, last_name, born, mail, '+33699887766' AS mobile, '9 place Bellecour' AS addr1, seen + interval '1 month' AS seen FROM pol_person WHERE id = 's1';
SELECT cdp.create_hub('pol', 'empty');
SELECT cdp.add_attribute('pol', a[1], a[2]) FROM unnest(ARRAY['given_name', 'family_name', 'birth_date', 'email', 'phone', 'city']) WITH ORDINALITY AS n (name, place), LATERAL (SELECT ARRAY[n.name, n.name] AS a) AS q ORDER BY place \g /dev/null
SELECT cdp.add_attribute('pol', 'line1', 'text'), cdp.add_attribute('pol', 'line2', 'text'), cdp.add_attribute('pol', 'vip', 'boolean'), cdp.add_attribute('pol', 'score', 'number'), cdp.add_attribute('pol', 'phones', 'phone', many => true) \g /dev/null
SELECT cdp.add_source('pol', 'crm', 'pol_person', observed_at => 'seen', priority => 10, mapping => '{"given_name": "first_name", "family_name": "last_name", "birth_date": "born", "email": "mail", "phone": "mobile",
    "line1": "addr1", "line2": "addr2", "city": "town", "vip": "vip", "score": "score"}') \g /dev/null
SELECT cdp.add_source('pol', 'shop', 'pol_shop', key => 'id', observed_at => 'seen', priority => 20, mapping => '{"given_name": "first_name", "family_name": "last_name", "birth_date": "born", "email": "mail", "phones": "ARRAY[mobile]", "line1": "addr1"}') \g /dev/null
SELECT inserted, rejected FROM cdp.sync('pol');
SELECT records, profiles FROM cdp.resolve('pol');
CREATE TEMP VIEW golden AS SELECT g.* FROM pol.unified_profile g WHERE g.family_name = 'Thomson';
SELECT profile_id AS monica FROM golden \gset
SELECT line1, line2, city, phone, vip, score, record_count, source_count FROM golden;

-- every chain that there is, alone and with others behind it
SELECT chain, cdp.set_survivorship('pol', 'line1', chain::text[]) AS changed FROM unnest(ARRAY['{longest}', '{shortest}', '{least_recent}', '{most_recent}', '{by_priority}', '{most_frequent}', '{by_priority,longest,most_recent}']) WITH ORDINALITY AS c (chain, place) ORDER BY place;
SELECT attribute, chain, cdp.set_survivorship('pol', attribute, chain::text[]) AS changed FROM (VALUES ('line1', '{by_priority,most_frequent,shortest}'), ('vip', '{prefer_false}'), ('vip', '{prefer_true,most_recent}'), ('score', '{most_frequent}'),
    ('phone', '{most_frequent,least_recent}')) AS c (attribute, chain);
SELECT line1, vip, score, phone FROM golden;
SELECT cdp.set_survivorship('pol', 'vip', '{longest}');
SELECT cdp.set_survivorship('pol', 'line1', '{prefer_true}');
SELECT cdp.set_survivorship('pol', 'line1', '{longest,longest}');
SELECT cdp.set_survivorship('pol', 'line1', '{longest,by_priority,most_frequent}');

-- an address is never put together from two records
SELECT attribute, cdp.set_survivorship('pol', attribute, NULL) AS changed FROM unnest(ARRAY['line1', 'line2', 'city']) AS attribute;
SELECT line1, line2, city FROM golden;
SELECT cdp.set_group('pol', 'address', '{line1,line2,city}', '{most_complete,most_recent}');
SELECT line1, line2, city FROM golden;
SELECT cdp.set_group('pol', 'address', '{line1,line2,city}', '{most_recent}');
SELECT line1, line2, city FROM golden;
SELECT cdp.set_group('pol', 'address', '{line1,city}', '{by_priority,least_recent}');
SELECT line1, line2, city FROM golden;
SELECT cdp.set_group('pol', 'place', '{city}');
SELECT name, "group" FROM pol.attribute WHERE "group" IS NOT NULL ORDER BY 1;
SELECT cdp.set_group('pol', 'place', NULL), cdp.set_group('pol', 'address', '{line1,line2,city}', '{by_priority,most_recent}');
SELECT * FROM pol.attribute_group;
SELECT cdp.set_group('pol', 'address', '{line1,phones}');
SELECT cdp.set_group('pol', 'address', '{line1}', '{longest}');
SELECT cdp.set_group('pol', 'Address', '{line1}');

-- what may become golden; a list of no values stops nothing
SELECT cdp.set_validity('pol', 'phone', invalid_values => '{}'), cdp.set_validity('pol', 'phone', '^\+336', '{+33645829107}');
SELECT phone FROM golden;
SELECT cdp.set_validity('pol', 'phone', '^\+32');
SELECT phone FROM golden;
SELECT cdp.set_validity('pol', 'phone', '(');
SELECT cdp.set_validity('pol', 'phone', NULL, ARRAY[NULL]);
SELECT cdp.set_validity('pol', 'phone');
SELECT cdp.set_group('pol', 'address', NULL);
SELECT line1, line2, score FROM golden;
SELECT cdp.ignore_value('pol', 'line1', '12 rue Foch', 'moved away');
SELECT cdp.ignore_value('pol', 'score', '2.50', 'typed wrong', 'crm', 's3');
SELECT line1, line2, score FROM golden;
SELECT attribute, value, source, source_key, reason FROM pol.ignored_value ORDER BY 1;
SELECT cdp.unignore_value('pol', 'line1', '12 rue Foch'), cdp.unignore_value('pol', 'line1', '12 rue Foch') AS again, cdp.unignore_value('pol', 'score', '2.50', 'crm', 's3');
SELECT cdp.ignore_value('pol', 'score', 'many', 'no number');
SELECT cdp.ignore_value('pol', 'score', '1', ' ');
SELECT cdp.ignore_value('pol', 'score', '1', 'half a record', 'crm');

SELECT cdp.set_group('pol', 'address', '{line1,line2,city}', '{by_priority,most_recent}');

-- pins: above all, with an end, of nothing; they follow a record
SELECT cdp.pin_value('pol', :monica, 'city', 'Genève', 'told us on the phone'), cdp.pin_value('pol', :monica, 'score', NULL, 'unknown', '2030-01-01');
SELECT line1, city, score FROM golden;
SELECT attribute, source, source_key, value, reason, expires_at FROM pol.pin ORDER BY 1;
SELECT created, merged, split FROM cdp.resolve('pol');
SELECT line1, city, score FROM golden;
SELECT cdp.expire_pins('pol', '2029-12-31'), cdp.expire_pins('pol', '2030-01-01') AS due;
SELECT city, score FROM golden;
SELECT cdp.pin_value('pol', 0, 'city', 'x', 'y');
SELECT cdp.pin_value('pol', :monica, 'score', 'x', 'y');
SELECT cdp.pin_value('pol', :monica, 'phones', 'x', 'y');
SELECT cdp.pin_value('pol', :monica, 'city', 'x', NULL);
-- what has one right form is brought into it, or refused
SELECT cdp.pin_value('pol', :monica, 'email', 'not an address', 'y');
SELECT cdp.pin_value('pol', :monica, 'phone', '+33 6 99 88 77 66', 'a new one'), cdp.pin_value('pol', :monica, 'birth_date', '15/07/1984', 'her passport'), cdp.pin_value('pol', :monica, 'given_name', 'moNica', 'she writes it so');
SELECT phone, birth_date, given_name FROM golden;
SELECT kind, value, rank, sources, records FROM pol.contact_point WHERE profile_id = :monica ORDER BY kind, rank;
SELECT value, wins, eligible, source FROM cdp.golden_candidates('pol', :monica, 'phone');
SELECT value, wins, eligible, source FROM cdp.golden_candidates('pol', :monica, 'given_name');
SELECT cdp.unpin_value('pol', :monica, a) FROM unnest(ARRAY['phone', 'birth_date', 'given_name']) AS a \g /dev/null
SELECT cdp.ignore_value('pol', 'email', 'Monica.Thomson@GMAIL.com', 'bounced') AS changed, cdp.unignore_value('pol', 'email', 'MONICA.thomson@gmail.com');

-- where golden values come from
SELECT attribute, value, rule, source, source_key, observed_at::date, agreeing, losers FROM pol.lineage WHERE profile_id = :monica ORDER BY attribute;
SELECT attribute, l.value, l.rule, l.source_key FROM pol.lineage AS l JOIN pol.profile USING (profile_id) WHERE family_name = 'Durand' ORDER BY attribute;
SELECT attribute, value, different, candidates, records FROM pol.golden_conflict ORDER BY profile_id, attribute;
SELECT value, wins, eligible, source, source_key, observed_at::date, priority FROM cdp.golden_candidates('pol', :monica, 'line1');
SELECT * FROM cdp.golden_candidates('pol', 0, 'line1');
SELECT * FROM cdp.golden_candidates('pol', :monica, 'phones');
SELECT cdp.unpin_value('pol', :monica, 'city'), cdp.unpin_value('pol', :monica, 'city') AS again;
SELECT city FROM golden;

-- contact points are all kept; the first of each kind is the golden one
SELECT kind, value, rank, sources, records, first_seen::date, last_seen::date FROM pol.contact_point WHERE profile_id = :monica ORDER BY kind, rank;

-- a reader of masked golden records needs no right on anything else
SELECT given_name, family_name, email, phone, city, line1, vip, score, phones, record_count FROM pol.unified_profile_masked WHERE record_count <> 2 ORDER BY record_count;
SELECT cdp.set_personal('pol', 'city', true), cdp.set_personal('pol', 'given_name', false);
CREATE ROLE pol_reader;
GRANT USAGE ON SCHEMA pol TO pol_reader;
GRANT SELECT ON pol.unified_profile_masked TO pol_reader;
SET ROLE pol_reader;
SELECT given_name, city FROM pol.unified_profile_masked WHERE record_count <> 2 ORDER BY record_count;
SELECT given_name FROM pol.unified_profile;
SELECT count(*) FROM pol.lineage;
RESET ROLE;
SELECT cdp.set_personal('pol', 'town', true);
SELECT array_agg(attname ORDER BY attnum) FILTER (WHERE attrelid = 'pol.unified_profile'::regclass) = array_agg(attname ORDER BY attnum) FILTER (WHERE attrelid = 'pol.unified_profile_masked'::regclass) AS same_columns,
       bool_and(col_description(attrelid, attnum) IS NOT NULL) AS all_commented
FROM pg_attribute WHERE attrelid IN ('pol.unified_profile'::regclass, 'pol.unified_profile_masked'::regclass) AND attnum > 0;
SELECT cdp.golden_sql('pol', 'SELECT 1');
DROP OWNED BY pol_reader;
DROP ROLE pol_reader;
DROP VIEW golden;
SELECT cdp.drop_hub('pol', confirm => 'pol');
DROP TABLE pol_person, pol_shop;

-- two ways to write a country do not disagree; the view lives without the extension
SELECT cdp.create_hub('land', 'empty');
SELECT cdp.add_attribute('land', n, n) FROM unnest(ARRAY['email', 'country']) AS a (n) \g /dev/null
CREATE TABLE land_person (id int PRIMARY KEY, mail text, pays text);
INSERT INTO land_person VALUES (1, 'a@free.fr', 'FR'), (2, 'a@free.fr', 'France'), (3, 'b@free.fr', 'FR'), (4, 'b@free.fr', 'Frankreich'), (5, 'b@free.fr', 'Belgium'), (6, 'c@free.fr', 'Atlantis'), (7, 'c@free.fr', 'Mu'), (8, 'd@free.fr', 'Mu'), (9, 'd@free.fr', 'Mu');
SELECT cdp.add_source('land', 's', 'land_person', mapping => '{"email": "mail", "country": "pays"}', observed_at => 'NULL::timestamptz');
SELECT inserted FROM cdp.sync('land');
INSERT INTO land.model (model) VALUES ('{"attributes": [{"name": "email", "kind": "email"}], "comparisons": [{"attributes": ["email"], "levels": [{"when": "exact", "m": 0.9, "u": 0.0001}, {"when": "else", "m": 0.1, "u": 0.9999}]}], "blocking": [["email"]], "prior": 0.1, "thresholds": {"component": 0, "cluster": 0}}');
SELECT cdp.activate_model('land', 1);
SELECT profiles FROM cdp.resolve('land');
SELECT email, attribute, different, candidates, records FROM land.golden_conflict JOIN land.profile USING (profile_id) ORDER BY email;
BEGIN;
DROP EXTENSION cdp;
SELECT email, attribute, different, candidates, records FROM land.golden_conflict JOIN land.profile USING (profile_id) ORDER BY email;
ROLLBACK;
SELECT cdp.drop_hub('land', confirm => 'land');
DROP TABLE land_person;
