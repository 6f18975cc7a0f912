-- SPDX-License-Identifier: PostgreSQL
-- Sync: what is inserted, updated, deleted, left alone, rejected and refused.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never
SELECT cdp.create_hub('syn', region => 'FR');
SELECT cdp.add_attribute('syn', 'emails', 'email', many => true);
SELECT cdp.add_attribute('syn', 'points', 'number');
SELECT cdp.add_attribute('syn', 'opt_in', 'boolean');
SELECT cdp.add_attribute('syn', 'note', 'text');

CREATE TABLE syn_shop (no text, prenom text, nom text, mail text, tel text, naissance text, cp text, pays text, points text, optin text, note text, maj timestamp);
INSERT INTO syn_shop VALUES
    ('1', ' ÉLODIE ', 'MARTIN', 'Elodie.Martin@orange.fr', '06 45 82 91 07', '14/07/1984', '69003', 'France', '12,5', 'oui', 'VIP', '2024-03-01 10:00'),
    ('2', 'jean-pierre', 'O''BRIEN', 'jp@free.fr', '020 7946 0958', '1979-02-30', 'SW1A1AA', 'GB', 'many', 'peut-être', E'two\nlines', '2024-03-02'),
    ('3', 'N/A', 'Zoë', 'not an address', '0000000000', '1900-01-01', NULL, NULL, NULL, NULL, '', NULL),
    ('4', 'Ana', 'Lima', 'ana.lima@sapo.pt;ANA.Lima@sapo.pt; nope', '+351 916 482 703', NULL, NULL, 'PT', '-3', '0', NULL, '2024-01-01');
SELECT cdp.add_source('syn', 'shop', 'syn_shop', key => 'no', observed_at => 'maj', mapping => '{
    "given_name": "prenom", "family_name": "nom", "email": "split_part(mail, '';'', 1)", "emails": "string_to_array(mail, '';'')", "phone": "tel",
    "birth_date": "naissance", "postcode": "cp", "country": "pays", "points": "points", "opt_in": "optin", "note": "note"}');
SELECT * FROM cdp.sync('syn');
SELECT source_key, given_name, family_name, email, emails, phone, birth_date FROM syn.record ORDER BY 1;
SELECT source_key, postcode, country, points, opt_in, note, observed_at FROM syn.record ORDER BY 1;
SELECT source_key, kind, attribute, value, reason FROM syn.reject ORDER BY 1, 3, 4;

-- nothing changed: nothing is written but the run
CREATE TEMP TABLE before AS SELECT ctid AS place, xmin::text AS writer, record_id FROM syn.record;
CREATE TEMP TABLE rejected_before AS SELECT ctid AS place, xmin::text AS writer, reject_id FROM syn.reject;
SELECT * FROM cdp.sync('syn');
SET TimeZone = 'Asia/Tokyo';
SET DateStyle = 'German, DMY';
SELECT * FROM cdp.sync('syn');
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
SELECT count(*) FROM syn.record r JOIN before b USING (record_id) WHERE r.ctid = b.place AND r.xmin::text = b.writer;
SELECT count(*) FROM syn.reject r JOIN rejected_before b USING (reject_id) WHERE r.ctid = b.place AND r.xmin::text = b.writer;

-- update, insert, delete; a value that is good now leaves the rejects
UPDATE syn_shop SET mail = 'zoe@sfr.fr' WHERE no = '3';
INSERT INTO syn_shop (no, prenom, nom) SELECT 'n' || i, 'Paul', 'Durand' FROM generate_series(1, 6) AS i;
DELETE FROM syn_shop WHERE no = '4';
SELECT * FROM cdp.sync('syn', 'shop', max_delete => 0.25);
SELECT source_key, attribute, value FROM syn.reject WHERE source_key IN ('3', '4') ORDER BY 1, 2;

-- a half-loaded source is refused, whole or in part
CREATE TABLE syn_kept AS SELECT * FROM syn_shop;
DELETE FROM syn_shop WHERE no LIKE 'n%';
SELECT * FROM cdp.sync('syn');
TRUNCATE syn_shop;
SELECT * FROM cdp.sync('syn', max_delete => 0.999);
SELECT count(*) FROM syn.record;
INSERT INTO syn_shop SELECT * FROM syn_kept;
SELECT * FROM cdp.sync('syn');
SELECT * FROM cdp.sync('syn', max_delete => 20);
SELECT * FROM cdp.sync('syn', 'shopp');

-- rows without a usable key, rows that share one; what the hub knew of a key stays
UPDATE syn_shop SET no = NULL WHERE no IN ('n5', 'n6');
INSERT INTO syn_shop (no, nom, mail) VALUES ('1', 'Autre', 'other@orange.fr'), (repeat('k', 1001), 'Long', NULL);
SELECT * FROM cdp.sync('syn', max_delete => 0.5);
SELECT left(source_key, 10) AS source_key, kind, reason, source_row ->> 'family_name' AS family_name FROM syn.reject WHERE kind = 'row' ORDER BY 3, 1, 4;
SELECT family_name FROM syn.record WHERE source_key = '1';
SELECT count(*) AS rejects, min(run_id) = max(run_id) AS one_run FROM syn.reject WHERE kind = 'row';
SELECT * FROM cdp.sync('syn');
SELECT count(*) AS rejects, min(run_id) = max(run_id) AS one_run FROM syn.reject WHERE kind = 'row';
DELETE FROM syn_shop WHERE no IS NULL OR nom IN ('Autre', 'Long');
SELECT * FROM cdp.sync('syn');
SELECT count(*) FROM syn.reject WHERE kind = 'row';

-- an expression of the user's that raises: only its row is rejected, and taken once it is mended
CREATE TABLE syn_card (card int PRIMARY KEY, amount text, mail text);
INSERT INTO syn_card SELECT i, CASE WHEN i IN (7, 500, 501) THEN 'x' || i ELSE i::text END, 'client' || i || '@orange.fr' FROM generate_series(1, 1000) AS i;
SELECT cdp.add_source('syn', 'card', 'syn_card', mapping => '{"points": "amount::int * 2", "email": "mail"}');
SELECT * FROM cdp.sync('syn', 'card');
SELECT source_key, kind, reason, source_row FROM syn.reject WHERE source = 'card' ORDER BY source_key;
UPDATE syn_card SET amount = '0' WHERE card = 7;
UPDATE syn_card SET amount = 'broken', card = 2000 + card WHERE card = 1;
UPDATE syn_card SET amount = 'broken' WHERE card = 2;
SELECT * FROM cdp.sync('syn', 'card');
SELECT source_key, reason FROM syn.reject WHERE source = 'card' ORDER BY source_key;
SELECT source_key, points FROM syn.record WHERE source = 'card' AND source_key IN ('1', '2', '7') ORDER BY 1;

-- a text of 1 MiB, an empty table, views and partitions, arrays and typed columns
CREATE TABLE syn_odd (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, nom text, born timestamptz, score float8, mails text[], note text) PARTITION BY RANGE (id);
CREATE TABLE syn_odd_1 PARTITION OF syn_odd DEFAULT;
CREATE VIEW syn_view AS SELECT * FROM syn_odd;
SELECT cdp.add_source('syn', 'odd', 'syn_view', key => 'id', mapping => '{"family_name": "nom", "birth_date": "born", "points": "score", "emails": "mails", "note": "note"}');
SELECT * FROM cdp.sync('syn', 'odd');
INSERT INTO syn_odd (nom, born, score, mails, note) VALUES
    (repeat('a', 1048576), '1980-05-05 23:30+00', 1e20, ARRAY['b.silva@sapo.pt', NULL, 'A.Rocha@sapo.pt', 'b.silva@sapo.pt'], repeat('n', 1048576)),
    ('Ünal', 'infinity', 'NaN', '{}', NULL);
SELECT * FROM cdp.sync('syn', 'odd');
SELECT source_key, family_name, birth_date, points, emails, length(note) FROM syn.record WHERE source = 'odd' ORDER BY 1;
SELECT source_key, attribute, length(value), reason FROM syn.reject WHERE source = 'odd' ORDER BY 1, 2;

-- bytes that are not UTF-8 come from foreign servers and casts: such a row is rejected with its bytes marked, the rest is taken;
-- so is a row that an expression fails on, whatever its key is
CREATE CAST (bytea AS text) WITHOUT FUNCTION;
CREATE TABLE syn_bytes (id text, nom text, mail text, points text);
INSERT INTO syn_bytes VALUES
    ('b1', 'Martin', 'paul.martin@orange.fr', '1'),
    ('b2', '\x4c65ff'::bytea::text, 'le@orange.fr', '2'),
    ('\x62c3'::bytea::text, 'Durand', 'durand@orange.fr', '3'),
    ((SELECT string_agg(md5(i::text), '') FROM generate_series(1, 1000) AS i), 'Petit', 'petit@orange.fr', 'x');
SELECT cdp.add_source('syn', 'bytes', 'syn_bytes', 'id', '{"family_name": "nom", "email": "mail", "points": "points::int"}');
SELECT * FROM cdp.sync('syn', 'bytes');
SELECT source_key, kind, reason, source_row - 'id' AS source_row FROM syn.reject WHERE source = 'bytes' ORDER BY source_row ->> 'mail';
SELECT source_key, family_name FROM syn.record WHERE source = 'bytes';
UPDATE syn_bytes SET nom = 'Le' WHERE id = 'b2';
SELECT * FROM cdp.sync('syn', 'bytes');
SELECT cdp.drop_source('syn', 'bytes', confirm => 'bytes');
DROP TABLE syn_bytes;
DROP CAST (bytea AS text);

-- a key that is empty tells nothing; a source that is pushed has nothing to sync
CREATE TABLE syn_empty (id text, nom text);
INSERT INTO syn_empty VALUES ('', 'Martin'), (' ', 'Durand'), ('e1', 'Petit');
SELECT cdp.add_source('syn', 'empty', 'syn_empty', 'id', '{"family_name": "nom"}');
SELECT * FROM cdp.sync('syn', 'empty');
SELECT source_key, reason, source_row FROM syn.reject WHERE source = 'empty';
SELECT cdp.drop_source('syn', 'empty', confirm => 'empty');
DROP TABLE syn_empty;
SELECT cdp.add_source('syn', 'desk', mode => 'push');
SELECT * FROM cdp.sync('syn', 'desk');
SELECT cdp.upsert_record('syn', 'desk', '', '{"family_name": "Petit"}');
SELECT cdp.drop_source('syn', 'desk', confirm => 'desk');

-- a column or a relation that is gone; the rest of the hub stays as it was
ALTER TABLE syn_shop RENAME COLUMN mail TO email;
SELECT * FROM cdp.sync('syn', 'shop');
DROP TABLE syn_shop;
SELECT * FROM cdp.sync('syn');
SELECT source, count(*) FROM syn.record GROUP BY 1 ORDER BY 1;
SELECT cdp.drop_source('syn', 'shop', confirm => 'shop');
SELECT * FROM cdp.sync('syn');
SELECT source, count(*) FROM syn.record GROUP BY 1 ORDER BY 1;

-- another mapping cleans the unchanged rows again
UPDATE syn.source SET mapping = mapping || '{"email": "replace(mail, ''@'', ''+x@'')"}' WHERE name = 'card';
SELECT * FROM cdp.sync('syn', 'card');
SELECT operation, source, counts FROM syn.run ORDER BY run_id DESC LIMIT 1;

-- no table of ours is left behind in the session
SELECT count(*) FROM pg_class WHERE relname LIKE 'cdp\_%' AND relnamespace = pg_my_temp_schema();
SELECT cdp.drop_hub('syn', confirm => 'syn');
DROP TABLE syn_card, syn_kept;
DROP VIEW syn_view;
DROP TABLE syn_odd;
