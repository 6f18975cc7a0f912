-- SPDX-License-Identifier: PostgreSQL
-- Resolve: three sources to profiles; ids that stay; merge, split, retire, restore; redirects; golden records.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never

CREATE TABLE res_crm (id int PRIMARY KEY, prenom text, nom text, naissance date, courriel text, mobile text, adresse text, cp text, ville text, maj timestamptz);
INSERT INTO res_crm VALUES
    (1, 'Élodie', 'Martin', '1984-07-14', 'elodie.martin@orange.fr', '06 45 82 91 07', '12 rue des Lilas', '69003', 'Lyon', '2024-01-10'),
    (2, 'Marc', 'Martin', '1982-02-03', NULL, '06 45 82 91 07', '12 rue des Lilas', '69003', 'Lyon', '2024-01-10'),
    (3, 'Zoé', 'Martin', '2010-09-21', NULL, NULL, '12 rue des Lilas', '69003', 'Lyon', '2024-01-10'),
    (4, 'Jean-Pierre', 'Lefèvre', '1959-11-30', 'jp.lefevre@free.fr', '01 47 20 33 18', '3 avenue Foch', '75016', 'Paris', '2023-05-01'),
    (5, 'Søren', 'Kjær', '1990-03-08', 'soren.kjaer@mail.dk', '+45 32 48 71 95', NULL, NULL, 'København', '2023-06-01'),
    (6, 'Νίκος', 'Παπαδόπουλος', '1975-12-01', 'n.papadopoulos@otenet.gr', NULL, NULL, NULL, 'Αθήνα', '2023-06-01'),
    (7, 'Иван', 'Петров', '1988-05-17', 'ivan.petrov@yandex.ru', NULL, NULL, NULL, 'Москва', '2023-06-01'),
    (8, 'Anna', 'Kowalska', '1995-08-08', 'a.kowalska@wp.pl', '+48 601 482 937', NULL, NULL, 'Kraków', '2023-06-01'),
    (9, 'Thomas', 'Bernard', '1991-04-02', 'thomas.bernard@gmail.com', NULL, '8 place Bellecour', '69002', 'Lyon', '2023-06-01'),
    (10, 'Inès', 'Garcia', '1999-10-10', 'ines.garcia@gmail.com', '06 71 55 48 02', '5 cours Mirabeau', '13100', 'Aix-en-Provence', '2023-06-01');
CREATE TABLE res_shop (order_mail text, customer text PRIMARY KEY, first_name text, last_name text, phone text, birth text, zip text, city text, seen timestamptz);
INSERT INTO res_shop VALUES
    ('ELODIE.MARTIN@orange.fr', 'c-01', 'Elodie', 'MARTIN', NULL, '14/07/1984', '69003', 'LYON', '2024-05-01'),
    ('marc.martin82@gmail.com', 'c-02', 'marc', 'martin', '0645829107', '03/02/1982', '69003', 'Lyon', '2024-05-02'),
    ('jp.lefevre@free.fr', 'c-03', 'Jean Pierre', 'LEFEVRE', '+33147203318', '30/11/1959', '75016', 'PARIS', '2024-05-03'),
    ('soren.kjaer@mail.dk', 'c-04', 'Soren', 'Kjaer', NULL, NULL, NULL, 'Copenhagen', '2024-05-04'),
    ('n.papadopoulos@otenet.gr', 'c-05', 'Nikos', 'Papadopoulos', NULL, '01/12/1975', NULL, 'Athens', '2024-05-05'),
    ('ivan.petrov@yandex.ru', 'c-06', 'Ivan', 'Petrov', NULL, '17/05/1988', NULL, 'Moscow', '2024-05-06'),
    ('a.kowalska@wp.pl', 'c-07', 'Anna', 'Kowalska', '+48601482937', NULL, NULL, NULL, '2024-05-07'),
    ('thomas.bernard@gmail.com', 'c-08', 'Thomas', 'Bernard', NULL, '02/04/1991', '69002', 'Lyon', '2024-05-08'),
    ('test@test.com', 'c-09', 'Test', 'TEST', '0000000000', '01/01/1900', NULL, NULL, '2024-05-09'),
    ('lucas.moreau@laposte.net', 'c-10', 'Lucas', 'Moreau', NULL, '12/06/2001', '33000', 'Bordeaux', '2024-05-10');
CREATE TABLE res_loyalty (card int PRIMARY KEY, full_first text, full_last text, mail text, gsm text, dob date, postal text, town text);
INSERT INTO res_loyalty VALUES
    (9001, 'ELODIE', 'MARTIN', 'elodie.martin@orange.fr', '+33 6 45 82 91 07', '1984-07-14', '69003', 'Lyon'),
    (9002, 'Zoe', 'Martin', NULL, NULL, '2010-09-21', '69003', 'Lyon'),
    (9003, 'J-Pierre', 'Lefevre', 'jp.lefevre@free.fr', NULL, '1959-11-30', '75016', 'Paris'),
    (9004, 'Ines', 'Garcia', 'ines.garcia@gmail.com', '0671554802', '1999-10-10', '13100', 'Aix en Provence'),
    (9005, 'Lucas', 'Moreau', 'lucas.moreau@laposte.net', NULL, '2001-06-12', '33000', 'Bordeaux'),
    (9006, 'Thomas', 'Bernard', 'thomas.bernard@gmail.com', NULL, '1991-04-02', '69002', 'Lyon');

SELECT cdp.create_hub('res', region => 'FR');
SELECT cdp.explain_match('res', 'crm', '1', 'shop', 'c-01');
SELECT cdp.train('res');
SELECT * FROM cdp.suggest_mapping('res_crm');
SELECT cdp.add_source('res', 'crm', 'res_crm', observed_at => 'maj', mapping => '{"given_name": "prenom", "family_name": "nom", "birth_date": "naissance",
    "email": "courriel", "phone": "mobile", "street": "adresse", "postcode": "cp", "city": "ville"}');
SELECT cdp.add_source('res', 'shop', 'res_shop', key => 'customer', observed_at => 'seen', mapping => '{"given_name": "first_name", "family_name": "last_name",
    "birth_date": "birth", "email": "order_mail", "phone": "phone", "postcode": "zip", "city": "city"}');
SELECT cdp.add_source('res', 'loyalty', 'res_loyalty', observed_at => '''2022-01-01''', mapping => '{"given_name": "full_first", "family_name": "full_last",
    "birth_date": "dob", "email": "mail", "phone": "gsm", "postcode": "postal", "city": "town"}');

-- nothing yet
SELECT records, compared, links, profiles, created FROM cdp.resolve('res');
SELECT * FROM cdp.sync('res');
SELECT records, compared > 0 AS compared, links > 0 AS links, profiles, created, merged, split, seconds > 0 AS timed FROM cdp.resolve('res');
SELECT string_agg(source || ' ' || source_key, ', ' ORDER BY source, source_key) AS rows FROM res.profile_source GROUP BY profile_id ORDER BY 1;
SELECT u.given_name, u.family_name, u.birth_date, u.email, u.phone, u.city, u.record_count, u.source_count, u.first_seen, u.last_seen
FROM res.unified_profile u ORDER BY profile_id;
SELECT cdp.golden_sql('res');
SELECT model_id, active FROM res.model;

-- again: nothing is written
CREATE TEMP TABLE before AS SELECT record_id, profile_id, ctid AS place FROM res.identity;
CREATE TEMP TABLE golden_before AS SELECT profile_id, ctid AS place FROM res.profile;
SELECT created, merged, split FROM cdp.resolve('res');
SELECT count(*) FROM res.identity i JOIN before b USING (record_id, profile_id) WHERE i.ctid = b.place;
SELECT count(*) FROM res.profile p JOIN golden_before b USING (profile_id) WHERE p.ctid = b.place;
SELECT event, count(*) FROM res.profile_event GROUP BY 1 ORDER BY 1;

-- new records join the profiles that are there
INSERT INTO res_shop VALUES ('ines.garcia@gmail.com', 'c-11', 'Inès', 'GARCIA', NULL, '10/10/1999', '13100', 'Aix', '2024-06-01'),
    ('nora.haddad@gmail.com', 'c-12', 'Nora', 'Haddad', NULL, '23/01/1993', '31000', 'Toulouse', '2024-06-01');
SELECT * FROM cdp.sync('res', 'shop');
SELECT created, merged, split FROM cdp.resolve('res');
SELECT count(*) AS kept FROM res.identity JOIN before USING (record_id, profile_id);
SELECT u.city, u.record_count, u.last_seen FROM res.unified_profile u WHERE u.family_name = 'Garcia';
SELECT count(DISTINCT profile_id) FROM res.profile_source WHERE (source, source_key) IN (('crm', '10'), ('shop', 'c-11'));

-- a row that becomes another person merges two profiles; once it is somebody else again it is split off
CREATE FUNCTION res_profile(text, text) RETURNS bigint LANGUAGE sql AS 'SELECT profile_id FROM res.profile_source WHERE source = $1 AND source_key = $2';
INSERT INTO res_crm VALUES (11, 'Karim', 'Ziani', '1970-08-15', 'k.ziani@sfr.fr', '06 20 41 77 93', NULL, '59000', 'Lille', '2024-07-01');
SELECT * FROM cdp.sync('res', 'crm');
SELECT created, merged, split FROM cdp.resolve('res');
SELECT res_profile('crm', '11') AS ziani, res_profile('shop', 'c-12') AS haddad \gset
UPDATE res_crm SET prenom = 'Nora', nom = 'Haddad', naissance = '1993-01-23', courriel = 'nora.haddad@gmail.com', mobile = NULL, cp = '31000', ville = 'Toulouse' WHERE id = 11;
SELECT * FROM cdp.sync('res', 'crm');
SELECT created, merged, split FROM cdp.resolve('res');
SELECT event, e.profile_id = :haddad AS haddad, e.other_id = :ziani AS other_ziani, cause FROM res.profile_event e WHERE event <> 'created' ORDER BY event_id;
SELECT cdp.current_id('res', :ziani) = :haddad AS redirected, cdp.current_id('res', :haddad) = :haddad AS itself, cdp.current_id('res', 999999);
UPDATE res_crm SET prenom = 'Claire', nom = 'Fontaine', naissance = '1961-05-05', courriel = 'claire.fontaine@free.fr', mobile = '06 71 90 24 18', cp = '35000', ville = 'Rennes' WHERE id = 11;
SELECT * FROM cdp.sync('res', 'crm');
SELECT created, merged, split FROM cdp.resolve('res');
SELECT event, e.profile_id = :ziani AS ziani, e.other_id = :haddad AS from_haddad FROM res.profile_event e WHERE event IN ('split', 'restored');
SELECT source, source_key, profile_id = :ziani AS ziani, profile_id = :haddad AS haddad, valid_from < valid_to AS in_order FROM res.identity_history ORDER BY valid_to;

-- a redirect stays one hop when its target is merged in turn
UPDATE res_crm SET prenom = 'Nora', nom = 'Haddad', naissance = '1993-01-23', courriel = 'nora.haddad@gmail.com', mobile = NULL, cp = '31000', ville = 'Toulouse' WHERE id = 11;
UPDATE res_shop SET last_name = 'Moreau', first_name = 'Lucas', birth = '12/06/2001', zip = '33000', city = 'Bordeaux', order_mail = 'lucas.moreau@laposte.net' WHERE customer = 'c-12';
SELECT inserted, updated, deleted FROM cdp.sync('res');
SELECT merged FROM cdp.resolve('res');
UPDATE res_crm SET prenom = 'Lucas', nom = 'Moreau', naissance = '2001-06-12', courriel = 'lucas.moreau@laposte.net', cp = '33000', ville = 'Bordeaux' WHERE id = 11;
SELECT inserted, updated, deleted FROM cdp.sync('res');
SELECT merged FROM cdp.resolve('res');
SELECT count(*) AS redirects, count(*) FILTER (WHERE EXISTS (SELECT FROM res.redirect n WHERE n.profile_id = r.current_id)) AS two_hops,
       count(*) FILTER (WHERE EXISTS (SELECT FROM res.profile p WHERE p.profile_id = r.current_id)) AS alive FROM res.redirect r;

-- deleted and loaded again: retired, restored under the same id
SELECT res_profile('crm', '5') AS kjaer \gset
CREATE TABLE res_kept AS SELECT * FROM res_crm WHERE id = 5;
CREATE TABLE res_kept_shop AS SELECT * FROM res_shop WHERE customer = 'c-04';
DELETE FROM res_crm WHERE id = 5;
DELETE FROM res_shop WHERE customer = 'c-04';
SELECT source, deleted FROM cdp.sync('res');
SELECT created, merged, split FROM cdp.resolve('res');
SELECT cdp.current_id('res', :kjaer), count(*) FROM res.unified_profile WHERE profile_id = :kjaer;
INSERT INTO res_crm SELECT * FROM res_kept;
INSERT INTO res_shop SELECT * FROM res_kept_shop;
SELECT source, inserted FROM cdp.sync('res');
SELECT created, merged, split FROM cdp.resolve('res');
SELECT cdp.current_id('res', :kjaer) = :kjaer AS restored, res_profile('shop', 'c-04') = :kjaer AS same_id;
SELECT event, count(*) FROM res.profile_event WHERE profile_id = :kjaer GROUP BY 1 ORDER BY 1;

-- priorities decide once they differ, for all profiles
UPDATE res.source SET priority = 1 WHERE name = 'loyalty';
SELECT created, merged, split FROM cdp.resolve('res');
SELECT given_name, family_name, city FROM res.unified_profile WHERE family_name ILIKE 'lef_vre';

-- a source free of duplicates: the second card of a customer stays apart, and that is told
INSERT INTO res_loyalty VALUES (9011, 'Elodie', 'MARTIN', 'elodie.martin@orange.fr', NULL, '1984-07-14', '69003', 'Lyon');
SELECT source, inserted FROM cdp.sync('res', 'loyalty');
SELECT created, merged, split FROM cdp.resolve('res');
SELECT string_agg(source || ' ' || source_key, ', ' ORDER BY source, source_key) AS rows FROM res.profile_source WHERE profile_id = res_profile('loyalty', '9001');
SELECT count(*) FROM res.conflict;
UPDATE res.source SET duplicate_free = true WHERE name = 'loyalty';
SELECT created, merged, split FROM cdp.resolve('res');
SELECT count(DISTINCT profile_id) FROM res.profile_source WHERE source = 'loyalty' AND source_key IN ('9001', '9011');
SELECT max(record_count) FROM (SELECT count(*) AS record_count FROM res.profile_source WHERE source = 'loyalty' GROUP BY profile_id) AS p;
SELECT reason, detail, linkage > 0 AS joined_but_for_that, a.source_key, b.source_key
FROM res.conflict c JOIN res.record a ON a.record_id = c.record_a JOIN res.record b ON b.record_id = c.record_b;
CREATE TEMP TABLE conflict_before AS SELECT record_a, record_b, ctid AS place FROM res.conflict;
SELECT created, merged, split FROM cdp.resolve('res');
SELECT count(*) FROM res.conflict c JOIN conflict_before b USING (record_a, record_b) WHERE c.ctid = b.place;
DELETE FROM res_loyalty WHERE card = 9011;
SELECT source, deleted FROM cdp.sync('res', 'loyalty');
SELECT count(*) FROM res.conflict;
UPDATE res.source SET duplicate_free = false WHERE name = 'loyalty';
SELECT created, merged, split FROM cdp.resolve('res');

-- why
SELECT comparison, value_a, value_b, level FROM cdp.explain_match('res', 'crm', '1', 'loyalty', '9001') WHERE comparison IN ('given_name', 'birth_date', 'email', 'country');
SELECT (array_agg(total ORDER BY step DESC))[1] > 0 AS same FROM cdp.explain_match('res', 'crm', '1', 'loyalty', '9001');
SELECT (array_agg(total ORDER BY step DESC))[1] > 0 AS same FROM cdp.explain_match('res', 'crm', '1', 'crm', '2');
SELECT * FROM cdp.explain_match('res', 'crm', '1', 'crm', '99');
SELECT * FROM cdp.explain_match('res', 'crm', '1', 'web', '1');

-- models by version
SELECT cdp.train('res');
SELECT cdp.activate_model('res', 2);
SELECT cdp.activate_model('res', 7);
SELECT model_id, active FROM res.model ORDER BY 1;
SELECT operation, count(*) FROM res.run GROUP BY 1 ORDER BY 1;

-- links and identities agree with the records
SELECT count(*) FROM res.link l WHERE NOT EXISTS (SELECT FROM res.record r WHERE r.record_id = l.record_a) OR NOT EXISTS (SELECT FROM res.record r WHERE r.record_id = l.record_b);
SELECT count(*) FROM res.record r FULL JOIN res.identity i USING (record_id) WHERE r.record_id IS NULL OR i.record_id IS NULL;
SELECT count(*) FROM res.profile p FULL JOIN (SELECT profile_id, count(*) AS records FROM res.identity GROUP BY 1) i USING (profile_id) WHERE p.record_count IS DISTINCT FROM i.records;
SELECT count(*) FROM pg_class WHERE relname LIKE 'cdp\_%' AND relnamespace = pg_my_temp_schema();
DROP FUNCTION res_profile(text, text);
SELECT cdp.drop_hub('res', confirm => 'res');
DROP TABLE res_crm, res_shop, res_loyalty, res_kept, res_kept_shop;
