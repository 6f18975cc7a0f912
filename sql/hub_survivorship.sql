-- SPDX-License-Identifier: PostgreSQL
-- Which value a golden record takes: chains changed by function and by hand, accents, and attributes that take no
-- part in matching.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never

CREATE TABLE srv_crm (id int PRIMARY KEY, prenom text, nom text, naissance date, courriel text, ville text, newsletter text, points int, note text, modified timestamptz);
INSERT INTO srv_crm VALUES
    (1, 'Elodie', 'Martin', '1984-07-14', 'elodie.martin@orange.fr', 'Lyon', 'oui', 120, 'VIP', '2024-01-10'),
    (2, 'Élodie', 'Martin', '1984-07-14', 'elodie.martin@orange.fr', 'Paris', 'non', 80, 'calls on Mondays', '2024-01-10'),
    (3, 'Thomas', 'Bernard', '1991-04-02', 'thomas.bernard@gmail.com', 'Lille', 'oui', 10, NULL, '2023-06-01'),
    (4, 'Thomas', 'Bernard', '1991-04-02', 'thomas.bernard@gmail.com', 'Lille', 'oui', 10, NULL, '2023-07-01'),
    (5, 'Thomas', 'Bernard', '1991-04-02', 'thomas.bernard@gmail.com', 'Nice', 'non', 30, NULL, '2024-02-01'),
    (6, 'Inès', 'Garcia', '1999-10-10', 'ines.garcia@gmail.com', 'Aix', 'non', 5, NULL, '2023-01-01');
SELECT cdp.create_hub('srv', region => 'FR');
SELECT cdp.add_attribute('srv', 'newsletter', 'boolean');
SELECT cdp.add_attribute('srv', 'points', 'number');
SELECT cdp.add_attribute('srv', 'member_since', 'date');
SELECT cdp.add_attribute('srv', 'note', 'text');
SELECT cdp.add_attribute('srv', 'notes', 'text', many => true);

-- observed_at is found, with a mapping too, but not in a column that the mapping uses
SELECT cdp.add_source('srv', 'crm', 'srv_crm', mapping => '{"given_name": "prenom", "family_name": "nom", "birth_date": "naissance", "email": "courriel",
    "city": "ville", "newsletter": "newsletter", "points": "points", "note": "note"}');
SELECT cdp.add_source('srv', 'used', 'srv_crm', mapping => '{"email": "courriel", "member_since": "modified"}');
SELECT cdp.add_source('srv', 'none', 'srv_crm', mapping => '{"email": "courriel"}', observed_at => 'NULL::timestamptz');
SELECT name, key, observed_at FROM srv.source ORDER BY name;
SELECT cdp.drop_source('srv', 'used', confirm => 'used'), cdp.drop_source('srv', 'none', confirm => 'none');

-- numbers, dates and booleans are no evidence; text is what the engine makes of it
SELECT * FROM cdp.sync('srv');
SELECT records, profiles FROM cdp.resolve('srv');
SELECT a ->> 'name' AS attribute FROM srv.model m, jsonb_array_elements(m.model -> 'attributes') AS a ORDER BY 1;
SELECT source_key FROM srv.profile_source JOIN srv.profile USING (profile_id) WHERE email = 'elodie.martin@orange.fr' ORDER BY 1;

-- among equals the spelling with accents
SELECT given_name, city, newsletter, points FROM srv.unified_profile ORDER BY email;

-- the chain of one attribute, at once
CREATE TEMP TABLE before AS SELECT profile_id, ctid AS place FROM srv.profile;
SELECT cdp.set_survivorship('srv', 'city', '{most_frequent}');
SELECT given_name, city FROM srv.unified_profile ORDER BY email;
SELECT count(*) AS untouched FROM srv.profile p JOIN before b USING (profile_id) WHERE p.ctid = b.place;
SELECT cdp.set_survivorship('srv', 'city', '{most_frequent}');
SELECT created, merged, split FROM cdp.resolve('srv');
SELECT given_name, city FROM srv.unified_profile ORDER BY email;
SELECT cdp.set_survivorship('srv', 'city', NULL);
SELECT name, survivorship FROM srv.attribute WHERE name = 'city';
SELECT given_name, city FROM srv.unified_profile ORDER BY email;
SELECT chain, cdp.set_survivorship('srv', 'given_name', chain::text[]) AS changed
FROM unnest(ARRAY['{most_recent}', '{most_frequent}', '{most_frequent,most_recent}', '{by_priority}', '{by_priority,most_recent}']) AS chain;
SELECT given_name FROM srv.unified_profile ORDER BY email;

-- what is refused
SELECT cdp.set_survivorship('srv', 'city', '{oldest}');
SELECT cdp.set_survivorship('srv', 'city', '{}');
SELECT cdp.set_survivorship('srv', 'notes', '{most_recent}');
SELECT cdp.set_survivorship('srv', 'citty', '{most_recent}');
SELECT cdp.set_survivorship('srv', NULL, '{most_recent}');
SELECT cdp.set_survivorship('nowhere', 'city', '{most_recent}');
UPDATE srv.attribute SET survivorship = '{oldest}' WHERE name = 'city';
SELECT cdp.golden_sql('srv');
SELECT cdp.resolve('srv');
SELECT cdp.set_survivorship('srv', 'city', '{most_recent}');
SELECT given_name, city FROM srv.unified_profile ORDER BY email;
SELECT cdp.drop_hub('srv', confirm => 'srv');
DROP TABLE srv_crm;
