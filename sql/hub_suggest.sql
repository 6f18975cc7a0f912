-- SPDX-License-Identifier: PostgreSQL
-- Sources without a mapping, and hubs of ordinary roles.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
\set SHOW_CONTEXT never
SET DateStyle = 'ISO, MDY';
CREATE ROLE hub_owner;
CREATE ROLE hub_reader;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO hub_owner', current_database()); END $$;
CREATE SCHEMA hub_data AUTHORIZATION hub_owner;
GRANT USAGE ON SCHEMA hub_data TO hub_reader;
SET ROLE hub_owner;

CREATE TABLE hub_data.clients (numero int, magasin int, prenom text, nom text, date_naissance text, courriel text, telephone text, raison_sociale text,
    cree_le timestamp, date_modification timestamp, actif boolean, PRIMARY KEY (magasin, numero));
INSERT INTO hub_data.clients
    SELECT i, 1 + i % 3, (ARRAY['Jean', 'Marie', 'Paul', 'Anne', 'Luc', 'Zoé', 'Élodie'])[1 + i % 7], (ARRAY['Martin', 'Bernard', 'Dubois', 'Petit', 'Robert', 'Richard'])[1 + i % 6],
           to_char(date '1960-01-01' + i * 97, 'DD/MM/YYYY'), 'client' || i || '@orange.fr', '06' || (45000000 + i * 7919), 'Boulangerie ' || chr(65 + i % 26) || i || ' SARL',
           timestamp '2020-01-01' + i * interval '1 hour', timestamp '2024-01-01' + i * interval '1 hour', true
    FROM generate_series(1, 200) AS i;
CREATE VIEW hub_data.shop_view AS SELECT 'k' || numero || '-' || magasin AS id_client, prenom AS first_name, nom AS last_name, courriel AS email FROM hub_data.clients;
CREATE VIEW hub_data.mailing AS SELECT numero AS id, upper(nom) || ' ' || prenom AS "Nom complet", courriel AS email FROM hub_data.clients;
CREATE TABLE hub_data.measures (a numeric, b numeric);
INSERT INTO hub_data.measures SELECT 1, 1 FROM generate_series(1, 10);

SELECT attribute, expression, kind, confidence BETWEEN 0.5 AND 1 AS sure, reason <> '' AS reasoned FROM cdp.suggest_mapping('hub_data.clients');
SELECT attribute, expression, kind FROM cdp.suggest_mapping('hub_data.shop_view');
SELECT attribute, expression, kind FROM cdp.suggest_mapping('hub_data.mailing');
SELECT cdp.suggest_mapping(NULL);
SELECT cdp.create_hub('sug', region => 'FR');
SELECT cdp.add_source('sug', 'clients', 'hub_data.clients');
SELECT cdp.add_source('sug', 'web', 'hub_data.shop_view', priority => 10);
SELECT cdp.add_source('sug', 'mailing', 'hub_data.mailing', 'id', priority => 50);
SELECT cdp.add_source('sug', 'measures', 'hub_data.measures');
SELECT name, key, observed_at, mapping FROM sug.source ORDER BY name;
SELECT name, kind FROM sug.attribute WHERE position > 10;
SELECT * FROM cdp.sync('sug');
SELECT source_key, given_name, family_name, birth_date, email, phone, observed_at IS NOT NULL AS timed FROM sug.record WHERE source_key IN ('2/199', 'k199-2', '199') ORDER BY source;
SELECT count(*) FROM sug.reject;

-- a reader needs rights on the tables behind the views; nobody else sees anything
RESET ROLE;
SET ROLE hub_reader;
SELECT count(*) FROM sug.unified_profile;
SELECT hub, owner, template FROM cdp.hubs() WHERE hub = 'sug';
SELECT * FROM cdp.sync('sug');
SELECT cdp.drop_hub('sug', confirm => 'sug');
RESET ROLE;
SET ROLE hub_owner;
GRANT USAGE ON SCHEMA sug TO hub_reader;
GRANT SELECT ON sug.unified_profile TO hub_reader;
RESET ROLE;
SET ROLE hub_reader;
SELECT count(*) FROM sug.unified_profile;
RESET ROLE;
GRANT SELECT ON sug.profile TO hub_reader;
SET ROLE hub_reader;
SELECT count(*) FROM sug.unified_profile;
SELECT cdp.most_frequent(x) FROM unnest(ARRAY['a', 'b', 'b']) AS x;
CREATE AGGREGATE pg_temp.mine(text) (SFUNC = cdp._most_frequent_step, STYPE = bytea, INITCOND = '\x00');
RESET ROLE;
SET ROLE hub_owner;
SELECT cdp.drop_hub('sug', confirm => 'sug');
RESET ROLE;
SET client_min_messages = warning;
DROP SCHEMA hub_data CASCADE;
DO $$ BEGIN EXECUTE format('REVOKE CREATE ON DATABASE %I FROM hub_owner', current_database()); END $$;
DROP ROLE hub_owner;
DROP ROLE hub_reader;

-- the key is told once; a column that is not taken says why
CREATE TABLE sug_cards (member text PRIMARY KEY, prenom text, nom text, email text, "Email" text, gold text, updated_at timestamptz);
INSERT INTO sug_cards VALUES
    ('zeta one', 'Elodie', 'Martin', 'elodie.martin@orange.fr', 'elodie@work.fr', 'oui', '2024-01-01'),
    ('beta five', 'J.-P.', 'Lefebvre', 'jp.lefevre@wanadoo.fr', 'jpl@work.fr', 'non', '2024-01-01'),
    ('omega two', 'Zoe', 'Muller', 'zoe.mueller@posteo.de', 'zoe@work.fr', 'soon', '2024-01-01');
CREATE TABLE sug_accounts AS SELECT email, prenom, nom FROM sug_cards;
ALTER TABLE sug_accounts ADD PRIMARY KEY (email);
SELECT attribute, expression, kind, reason FROM cdp.suggest_mapping('sug_cards');
SELECT attribute, expression, kind, reason FROM cdp.suggest_mapping('sug_accounts');
SELECT cdp.create_hub('sug', template => 'empty');
SELECT cdp.add_source('sug', 'cards', 'sug_cards');
SELECT cdp.add_source('sug', 'accounts', 'sug_accounts');
SELECT name, key, observed_at, mapping FROM sug.source ORDER BY name;
SELECT cdp.drop_hub('sug', confirm => 'sug');
DROP TABLE sug_cards, sug_accounts;

-- keys without a constraint, told from what is no key; tables without a row are known by names alone
CREATE TABLE sug_kunden ("Vorname" text, "Nachname" text, "PLZ" text, "Telefon" text, "KdNr" text);
INSERT INTO sug_kunden VALUES ('Anna', 'Schmidt', '10115', '030 12345678', '7'), ('Jens', 'Weber', '20095', '040 87654321', '8');
CREATE TABLE sug_twice (code_postal text, nom text, prenom text);
INSERT INTO sug_twice VALUES ('69003', 'Martin', 'Paul'), ('75016', 'Petit', 'Anne');
CREATE TABLE sug_first (abo text, identite text, naiss text, points int);
INSERT INTO sug_first VALUES ('0017', 'DUPONT Jean-Marc', '12/03/1971', 7), ('0018', 'Mme MOREAU Claire', '04/11/1985', 9), ('0019', 'BENALI Karim', NULL, 12);
CREATE TABLE sug_empty (id int PRIMARY KEY, nom text, prenom text, mail text, "date de naissance" text, x1 text, solde numeric);
CREATE TABLE sug_nothing (id int PRIMARY KEY, amount float8, active boolean);
SELECT attribute, expression, kind, reason FROM cdp.suggest_mapping('sug_kunden');
SELECT attribute, expression, kind FROM cdp.suggest_mapping('sug_twice');
SELECT attribute, expression, kind, reason FROM cdp.suggest_mapping('sug_first');
SELECT attribute, expression, kind, reason FROM cdp.suggest_mapping('sug_empty');
SELECT cdp.create_hub('sug', region => 'FR');
SELECT cdp.add_source('sug', 'twice', 'sug_twice');
SELECT cdp.add_source('sug', 'nothing', 'sug_nothing');
INSERT INTO sug_nothing SELECT i, i / 7.0, true FROM generate_series(1, 30) AS i;
SELECT cdp.add_source('sug', 'nothing', 'sug_nothing');
SELECT cdp.add_source('sug', 'empty', 'sug_empty');
SELECT * FROM cdp.sync('sug');
SELECT records, profiles FROM cdp.resolve('sug');
INSERT INTO sug_empty VALUES (1, 'Martin', 'Paul', 'paul.martin@free.fr', '14/07/1984', NULL, 12.5);
SELECT * FROM cdp.sync('sug');
SELECT given_name, family_name, birth_date, email FROM sug.record;
SELECT cdp.drop_hub('sug', confirm => 'sug');
DROP TABLE sug_kunden, sug_twice, sug_first, sug_empty, sug_nothing;

-- a country that nobody knows leaves the region of the hub; dates are read in the order that the values of their column tell,
-- and so are those that come later; seconds since 1970 are no phone; columns that are left out are told
SELECT cdp.create_hub('sug', region => 'XX');
SELECT cdp.create_hub('sug', region => 'Germany');
SELECT cdp.create_hub('sug', region => 'DE');
CREATE TABLE sug_dates (id int PRIMARY KEY, email text, tel text, land text, plz text, "DOB (mm/dd/yyyy)" text, gold text, signup_ts bigint);
INSERT INTO sug_dates SELECT i, 'a' || i || '@posteo.de', '0151 ' || (23450000 + i * 7919), (ARRAY['D', 'DE', 'Absurdistan', 'A', NULL])[1 + i % 5], 1066 + i % 9,
       to_char(date '1960-01-01' + i * 97, 'MM/DD/YYYY'), 'x' || i % 7, 1717243200 + i / 2 * 100 FROM generate_series(1, 40) AS i;
CREATE TABLE sug_unsure AS SELECT 100 + id AS id, email, '03/04/1980' AS geburtsdatum, '03/04/2020' AS since FROM sug_dates;
ALTER TABLE sug_unsure ADD PRIMARY KEY (id);
SELECT attribute, kind, confidence >= 0.5 AS sure, reason FROM cdp.suggest_mapping('sug_dates');
SET client_min_messages = notice;
SELECT cdp.add_source('sug', 'dates', 'sug_dates');
RESET client_min_messages;
SELECT cdp.add_source('sug', 'unsure', 'sug_unsure', mapping => '{"email": "email", "birth_date": "geburtsdatum || repeat('' '', 1 / (id - 105))"}');
INSERT INTO sug_dates VALUES (41, 'a41@posteo.de', '49', '49', '1067', '02/03/1980', 'x1', 1717243200), (42, 'a42@posteo.de', '0664 1234567', '+43', '1010', '13/01/1980', 'x1', 1717243200);
SELECT name, day_first FROM sug.source ORDER BY name;
SELECT * FROM cdp.sync('sug');
SELECT DISTINCT ON (country) country, left(phone, 5) AS phone, postcode FROM sug.record WHERE source = 'dates' ORDER BY country, record_id;
SELECT count(*) FROM sug.record r JOIN sug_dates d ON d.id::text = r.source_key WHERE id <= 40 AND birth_date = date '1960-01-01' + id * 97;
SELECT source_key, birth_date FROM sug.record WHERE source_key IN ('41', '42', '101') ORDER BY source_key;
UPDATE sug.source SET day_first = '{"birth_date": false}' WHERE name = 'unsure';
SELECT * FROM cdp.sync('sug', 'unsure');
SELECT source_key, birth_date FROM sug.record WHERE source_key IN ('41', '101') ORDER BY source_key;

-- dates that are mapped anew are looked at anew, others are not; an order that is set in the same statement stays
CREATE TABLE sug_orders (id int PRIMARY KEY, email text, us text, us2 text, fr text, unsure text, typed date);
INSERT INTO sug_orders SELECT i, 'p' || i || '@posteo.de', '12/' || (13 + i) || '/1980', '12/' || (13 + i) || '/1980', (13 + i) || '/12/1980', '03/04/1980', '1980-03-04' FROM generate_series(1, 10) AS i;
UPDATE sug_orders SET us = '03/04/1980', us2 = '03/04/1980', fr = '04/03/1980' WHERE id = 10;
SELECT cdp.create_hub('sug_order', region => 'FR');
SELECT cdp.add_source('sug_order', 'o', 'sug_orders', mapping => '{"email": "email", "birth_date": "us"}');
CREATE FUNCTION pg_temp.map_again(change jsonb) RETURNS TABLE (day_first jsonb, birth_date date) LANGUAGE plpgsql AS $$
BEGIN
    UPDATE sug_order.source SET mapping = mapping || change;
    PERFORM cdp.sync('sug_order');
    RETURN QUERY SELECT s.day_first, r.birth_date FROM sug_order.source s, sug_order.record r WHERE r.source_key = '10';
END $$;
SELECT * FROM pg_temp.map_again('{}');
SELECT * FROM pg_temp.map_again('{"birth_date": "fr"}');
SELECT * FROM pg_temp.map_again('{"birth_date": "us2"}');
SELECT * FROM pg_temp.map_again('{"email": "lower(email)"}');
SELECT * FROM pg_temp.map_again('{"birth_date": "unsure"}');
UPDATE sug_order.source SET mapping = mapping || '{"birth_date": "us"}', day_first = '{"birth_date": true}';
SELECT * FROM pg_temp.map_again('{}');
SELECT * FROM pg_temp.map_again('{"birth_date": "typed"}');
UPDATE sug_order.source SET mapping = mapping || '{"birth_date": "us"}';
UPDATE sug_order.source SET mapping = mapping || '{"birth_date": "oops("}' RETURNING day_first;
UPDATE sug_order.source SET mapping = mapping || '{"birth_date": "us"}', relation_name = 'sug_away' RETURNING day_first;
UPDATE sug_order.source SET mapping = mapping || '{"birth_date": "us2"}', relation_name = 'sug_orders' RETURNING day_first;
UPDATE sug_order.source SET mapping = mapping || '{"birth_date": null}' RETURNING day_first;
UPDATE sug_order.source SET mapping = mapping - 'birth_date' || '{"since": "us"}' RETURNING day_first;
SELECT cdp.drop_hub('sug_order', confirm => 'sug_order');
DROP TABLE sug_orders;

-- a mapping that names no attribute of the hub changes nothing
UPDATE sug.source SET mapping = mapping - 'phone' || '{"phnoe": "tel"}' WHERE name = 'dates';
SELECT * FROM cdp.sync('sug');
UPDATE sug.source SET mapping = '{}' WHERE name = 'dates';
SELECT * FROM cdp.sync('sug');
SELECT count(phone) FROM sug.record;

-- a hub that others read is not dropped
SELECT cdp.create_hub('sug_upper', template => 'empty');
SELECT cdp.add_attribute('sug_upper', 'email', 'email');
SELECT cdp.add_source('sug_upper', 'people', 'sug.unified_profile', key => 'profile_id', mapping => '{"email": "email"}');
SELECT cdp.drop_hub('sug', confirm => 'sug');
SELECT cdp.drop_hub('sug_upper', confirm => 'sug_upper');
SELECT cdp.drop_hub('sug', confirm => 'sug');
DROP TABLE sug_dates, sug_unsure;
