-- SPDX-License-Identifier: PostgreSQL
-- Sources of mode queue and trigger: what is captured, how it is processed, retried and given up; what cannot have triggers;
-- who may be turned against whom.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never
SELECT cdp.create_hub('que', region => 'FR');
CREATE TABLE que_shop (no int PRIMARY KEY, prenom text, nom text, mail text, maj timestamptz);
CREATE TABLE que_crm (code text PRIMARY KEY, prenom text, nom text, mail text);
-- A mapping that fails for one row, with an error that is not that of a row.
CREATE FUNCTION que_mail(mail text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    IF mail LIKE 'poison%' THEN
        RAISE EXCEPTION 'no entry' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN mail;
END
$$;
INSERT INTO que_shop SELECT i, (ARRAY['Anne', 'Marc', 'Lucie', 'Paul'])[1 + i % 4], 'Nom' || chr(65 + i % 20) || 'e', 'p' || i / 2 || '@mail.fr' FROM generate_series(1, 60) i;
INSERT INTO que_crm SELECT 'C' || i, (ARRAY['Anne', 'Marc', 'Lucie', 'Paul'])[1 + i % 4], 'Nom' || chr(65 + i % 20) || 'e', 'p' || i / 2 || '@mail.fr' FROM generate_series(1, 60) i;
SELECT cdp.add_source('que', 'shop', 'que_shop', key => 'no', observed_at => 'maj', mode => 'queue',
    mapping => '{"given_name": "prenom", "family_name": "nom", "email": "public.que_mail(mail)"}');
SELECT cdp.add_source('que', 'crm', 'que_crm', key => 'code', mode => 'trigger', mapping => '{"given_name": "prenom", "family_name": "nom", "email": "mail"}');
SELECT name, mode, on_error FROM que.source ORDER BY 1;
SELECT source, mode, waiting, failed, dead, error FROM que.queue_status ORDER BY 1;

-- what was there is read by the first call; a hub that was never resolved is not resolved by the way
INSERT INTO que_crm VALUES ('early', 'Yann', 'Le Goff', 'yann@mail.fr');
SELECT count(*) FROM que.record;
CALL cdp.process_queue('que');
SELECT (SELECT count(*) FROM que.record) AS records, (SELECT count(*) FROM que.queue) AS waiting, (SELECT count(*) FROM que.profile) AS profiles;
SELECT records, profiles FROM cdp.resolve('que');

-- queue: keys only, in the transaction of the write
CREATE VIEW que_waiting AS SELECT source, source_key, operation, attempts, error FROM que.queue ORDER BY queue_id;
INSERT INTO que_shop VALUES (100, 'Zoe', 'Ziani', 'zoe@mail.fr'), (101, 'Hugo', 'Petit', 'hugo@mail.fr');
UPDATE que_shop SET no = 102 WHERE no = 101;
BEGIN;
UPDATE que_shop SET nom = 'Nobody';
ROLLBACK;
UPDATE que_shop SET nom = 'Nobody' WHERE false;
DELETE FROM que_shop WHERE no = 102;
SELECT * FROM que_waiting;
CALL cdp.process_queue('que');
SELECT * FROM que_waiting;
SELECT r.source_key, r.email FROM que.record r WHERE source = 'shop' AND source_key::int > 60 ORDER BY 1;
SELECT counts FROM que.run WHERE operation = 'queue' ORDER BY run_id DESC LIMIT 1;

-- trigger: profiles follow at the end of the transaction
CREATE VIEW que_zoe AS SELECT source, source_key, profile_id = min(profile_id) OVER () AS same FROM que.profile_source
    WHERE profile_id IN (SELECT profile_id FROM que.profile_source WHERE source_key IN ('100', 'Z1')) ORDER BY source COLLATE "C", source_key;
INSERT INTO que_crm VALUES ('Z1', 'Zoé', 'Ziani', 'zoe@mail.fr');
SELECT * FROM que_zoe;
BEGIN;
INSERT INTO que_crm VALUES ('Z2', 'Zoé', 'Ziani', 'zoe@mail.fr');
UPDATE que_crm SET prenom = 'Marcel', nom = 'Proust', mail = 'marcel@mail.fr' WHERE code = 'Z1';
SELECT * FROM que_zoe;
SET CONSTRAINTS ALL IMMEDIATE;
SELECT * FROM que_zoe;
SAVEPOINT s;
UPDATE que_crm SET prenom = 'Zoé', nom = 'Ziani', mail = 'zoe@mail.fr' WHERE code = 'Z1';
SELECT * FROM que_zoe;
ROLLBACK TO s;
COMMIT;
SELECT * FROM que_zoe;
-- few records are resolved one by one, without a run
SELECT count(*) AS runs FROM que.run WHERE operation = 'resolve' AND run_id > (SELECT max(run_id) FROM que.run WHERE operation = 'queue');
SELECT * FROM que_waiting;

-- rolled back, to a savepoint or whole, a write leaves everything as it was but for numbers that are used up
CREATE FUNCTION que_digest() RETURNS TABLE (relation text, digest text) LANGUAGE plpgsql AS $$
BEGIN
    FOR relation IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'que'::regnamespace AND c.relkind = 'r' ORDER BY 1 LOOP
        EXECUTE format('SELECT md5(string_agg(t::text, E''\n'' ORDER BY t::text COLLATE "C")) FROM que.%I t', relation) INTO digest;
        RETURN NEXT;
    END LOOP;
END
$$;
CREATE TABLE que_before AS SELECT * FROM que_digest();
BEGIN;
SAVEPOINT s;
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE que_crm SET prenom = 'Zoé', nom = 'Ziani', mail = 'zoe@mail.fr' WHERE code < 'C3';
DELETE FROM que_crm WHERE code > 'C3';
SELECT count(*) AS different FROM que_digest() d JOIN que_before b USING (relation) WHERE b.digest IS DISTINCT FROM d.digest;
ROLLBACK TO s;
INSERT INTO que_shop VALUES (999, 'Nobody', 'Nowhere');
ROLLBACK TO s;
COMMIT;
BEGIN;
DELETE FROM que_crm;
SET CONSTRAINTS ALL IMMEDIATE;
ROLLBACK;
SELECT d.relation FROM que_digest() d JOIN que_before b USING (relation) WHERE b.digest IS DISTINCT FROM d.digest;

-- TRUNCATE, with what comes after it in the transaction; an upsert; a key that was there before
BEGIN;
CREATE TEMP TABLE kept AS SELECT * FROM que_crm;
TRUNCATE que_crm;
INSERT INTO que_crm SELECT * FROM kept WHERE code <> 'Z2';
COMMIT;
SELECT count(*) FROM que.record WHERE source = 'crm';
INSERT INTO que_crm VALUES ('Z2', 'Zoé', 'Ziani', 'zoe@mail.fr'), ('C1', 'Anna', 'NomBe', 'p0@mail.fr') ON CONFLICT (code) DO UPDATE SET prenom = EXCLUDED.prenom;
SELECT source_key, given_name FROM que.record WHERE source = 'crm' AND source_key IN ('Z2', 'C1') ORDER BY 1;
SELECT moved, created, merged, split FROM cdp.rebuild('que');

-- a key that fails holds up no other; it is tried again, and then given up
INSERT INTO que_shop VALUES (201, 'Ines', 'Roux', 'ines@mail.fr'), (202, 'Luc', 'Roux', 'poison@mail.fr'), (203, 'Tom', 'Leroy', 'tom@mail.fr'), (204, 'Eva', 'Leroy', 'eva@mail.fr');
CALL cdp.process_queue('que', max_attempts => 2, retry_after => '0');
SELECT * FROM que_waiting;
SELECT source_key FROM que.record WHERE source = 'shop' AND source_key::int > 200 ORDER BY 1;
SELECT source, waiting, failed, dead, error, lag >= interval '0' AS lag FROM que.queue_status ORDER BY 1;
CALL cdp.process_queue('que', max_attempts => 2, retry_after => '0');
SELECT * FROM que_waiting;
SELECT source, source_key, operation, attempts, error FROM que.dead_letter;
SELECT counts FROM que.run WHERE operation = 'queue' ORDER BY run_id DESC LIMIT 1;
SELECT cdp.retry_dead_letters('que', 'crm'), cdp.retry_dead_letters('que');
CALL cdp.process_queue('que');
SELECT attempts, error, available_at > clock_timestamp() + interval '50 s' AS later FROM que.queue;
CALL cdp.process_queue('que');
SELECT attempts FROM que.queue;
UPDATE que_shop SET mail = 'luc@mail.fr' WHERE no = 202;
CALL cdp.process_queue('que');
SELECT email FROM que.record WHERE source = 'shop' AND source_key = '202';
-- what fails whatever the keys are
UPDATE que.queue SET available_at = NULL;
ALTER TABLE que_shop RENAME mail TO courriel;
UPDATE que_shop SET courriel = 'x' || courriel WHERE no <= 10;
CALL cdp.process_queue('que', max_attempts => 1);
SELECT count(*), min(attempts), max(attempts), min(error) FROM que.dead_letter;
ALTER TABLE que_shop RENAME courriel TO mail;
SELECT cdp.retry_dead_letters('que');
CALL cdp.process_queue('que', batch_size => 3, max_batches => 2);
SELECT count(*) FROM que.queue;
CALL cdp.process_queue('que', batch_size => 3);
SELECT (SELECT count(*) FROM que.queue) AS waiting, (SELECT count(*) FROM que.dead_letter) AS dead, (SELECT count(*) FROM que.record WHERE email LIKE 'xp%') AS changed;

-- a write of mode trigger that cannot be followed waits, or fails if that is asked for
ALTER TABLE que_crm RENAME prenom TO given;
INSERT INTO que_crm VALUES ('T1', 'Tess', 'Durbeyfield', 'tess@mail.fr');
SELECT * FROM que_waiting;
SELECT cdp.set_source_mode('que', 'crm', 'trigger', on_error => 'raise');
INSERT INTO que_crm VALUES ('T2', 'Tess', 'Durbeyfield', 'tess@mail.fr');
SELECT code FROM que_crm WHERE code ~ '^T';
ALTER TABLE que_crm RENAME given TO prenom;
CALL cdp.process_queue('que');
SELECT source_key FROM que.record WHERE source_key ~ '^T';
-- the key column goes: the whole source is read later
SELECT cdp.set_source_mode('que', 'crm', 'trigger', on_error => 'queue');
ALTER TABLE que_crm RENAME code TO id;
DELETE FROM que_crm WHERE id = 'T1';
SELECT * FROM que_waiting;
ALTER TABLE que_crm RENAME id TO code;
CALL cdp.process_queue('que', retry_after => '0');
SELECT * FROM que_waiting;
SELECT source_key FROM que.record WHERE source_key ~ '^T';
-- other rules of golden records are for a later resolve, and hold up no write
UPDATE que.source SET priority = 5 WHERE name = 'crm';
INSERT INTO que_crm VALUES ('P1', 'Petra', 'Pan', 'petra@mail.fr');
SELECT * FROM que_waiting;
SELECT count(*) FROM que.profile WHERE email = 'petra@mail.fr';
-- a timeout or a cancel of the user's own statement is his
CREATE FUNCTION que_slow(mail text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN mail; END $$;
UPDATE que.source SET mapping = mapping || '{"email": "public.que_slow(mail)"}' WHERE name = 'crm';
SET statement_timeout = 300;
INSERT INTO que_crm VALUES ('T3', 'Tess', 'Durbeyfield', 'tess@mail.fr');
RESET statement_timeout;
SELECT code FROM que_crm WHERE code ~ '^T';
SELECT * FROM que_waiting;
UPDATE que.source SET mapping = mapping || '{"email": "mail"}' WHERE name = 'crm';
-- a snapshot that does not see what others committed: not here, but later
BEGIN ISOLATION LEVEL REPEATABLE READ;
INSERT INTO que_crm VALUES ('T4', 'Tess', 'Durbeyfield', 'tess@mail.fr');
COMMIT;
SELECT * FROM que_waiting;
CALL cdp.process_queue('que');
-- another model: the next writes wait, too, since all records would be gone through
SELECT cdp.activate_model('que', cdp.train('que'));
INSERT INTO que_crm VALUES ('T5', 'Tess', 'Durbeyfield', 'tess@mail.fr');
SELECT * FROM que_waiting;
CALL cdp.process_queue('que');
SELECT count(DISTINCT profile_id) FROM que.profile_source WHERE source_key ~ '^T';
SELECT moved, created, merged, split FROM cdp.rebuild('que');

-- sync reads everything, and takes what it read from the queue
INSERT INTO que_shop VALUES (301, 'Adam', 'Fontaine', 'adam@mail.fr');
SELECT source, inserted, unchanged FROM cdp.sync('que') ORDER BY 1;
SELECT count(*) FROM que.queue;
-- a statement of many rows
INSERT INTO que_crm SELECT 'L' || i, translate(left(md5('given' || i), 6), '0123456789', 'ghijklmnop'), translate(left(md5('family' || i), 8), '0123456789', 'ghijklmnop'), md5(i::text) || '@mail.fr'
FROM generate_series(1, 3000) i;
SELECT count(*) FROM que.profile_source WHERE source_key ~ '^L';
DELETE FROM que_crm WHERE code ~ '^L';
SELECT count(*) FROM que.profile_source WHERE source_key ~ '^L';

-- arguments
CALL cdp.process_queue('nowhere');
CALL cdp.process_queue('que', batch_size => 0);
CALL cdp.process_queue('que', retry_after => '-1 s');
BEGIN;
CALL cdp.process_queue('que');
ROLLBACK;
SELECT cdp.set_source_mode('que', 'shop', 'often');
SELECT cdp.set_source_mode('que', 'shop', 'trigger', on_error => 'ignore');
SELECT cdp.set_source_mode('que', 'web', 'queue');
SELECT cdp.retry_dead_letters('que', 'web');

-- renamed and moved, a relation stays the source
CREATE SCHEMA que_other;
ALTER TABLE que_crm RENAME TO que_customers;
ALTER TABLE que_customers SET SCHEMA que_other;
INSERT INTO que_other.que_customers VALUES ('R1', 'Rita', 'Novak', 'rita@mail.fr');
SELECT relation_schema, relation_name FROM que.source WHERE name = 'crm';
SELECT source_key, email FROM que.record WHERE source_key = 'R1';
ALTER TABLE que_shop RENAME TO que_store;
DELETE FROM que_store WHERE no = 301;
CALL cdp.process_queue('que');
SELECT count(*) FROM que.record WHERE source = 'shop' AND source_key = '301';

-- partitions: rows that are written by their names are noticed, of new ones from then on when they are told
CREATE TABLE que_event (id bigint, at date, name text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE que_event_1 PARTITION OF que_event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
SELECT cdp.add_source('que', 'event', 'que_event', key => 'id', mapping => '{"family_name": "name"}', mode => 'queue');
CALL cdp.process_queue('que');
INSERT INTO que_event VALUES (1, '2024-05-01', 'Un');
INSERT INTO que_event_1 VALUES (9007199254740993, '2024-05-01', 'Deux');
CREATE TABLE que_event_2 PARTITION OF que_event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
SELECT cdp.set_source_mode('que', 'event', 'queue');
INSERT INTO que_event_2 VALUES (-3, '2025-05-01', 'Trois');
SELECT * FROM que_waiting;
CALL cdp.process_queue('que');
SELECT source_key, family_name FROM que.record WHERE source = 'event' ORDER BY 1;
TRUNCATE que_event;
CALL cdp.process_queue('que');
SELECT count(*) FROM que.record WHERE source = 'event';

-- keys of other kinds are found as well
CREATE TABLE que_odd (a int, b date, u uuid, c char(6), name text);
INSERT INTO que_odd VALUES (1, '2024-02-03', '00000000-0000-4000-8000-00000000000a', 'ab', 'Martin');
SELECT cdp.add_source('que', 'expression', 'que_odd', key => 'a || ''/'' || b', mapping => '{"family_name": "que_odd.name"}', mode => 'trigger');
SELECT cdp.add_source('que', 'uuid', 'que_odd', key => 'u', mapping => '{"family_name": "name"}', mode => 'trigger');
SELECT cdp.add_source('que', 'char', 'que_odd', key => 'c', mapping => '{"family_name": "name"}', mode => 'trigger');
SELECT cdp.add_source('que', 'date', 'que_odd', key => 'b', mapping => '{"family_name": "name"}', mode => 'trigger');
SET DateStyle = 'German';
UPDATE que_odd SET name = 'Bernard';
RESET DateStyle;
SELECT * FROM cdp.resolve('que') \g /dev/null
UPDATE que_odd SET name = 'Bernardin';
SELECT source, source_key, family_name FROM que.record WHERE source IN ('expression', 'uuid', 'char', 'date') ORDER BY 1;

-- what cannot have the triggers
CREATE VIEW que_view AS SELECT * FROM que_store;
SELECT cdp.add_source('que', 'view', 'que_view', key => 'no', mapping => '{"family_name": "nom"}', mode => 'trigger');
SELECT cdp.add_source('que', 'view', 'que_view', key => 'no', mapping => '{"family_name": "nom"}', mode => 'queue');

-- roles: who writes needs no right on the hub; who owns a relation but not the hub cannot lend himself the rights of its owner
CREATE ROLE que_owner;
CREATE ROLE que_writer;
CREATE ROLE que_tables;
GRANT CREATE ON DATABASE :"DBNAME" TO que_owner;
CREATE SCHEMA que_land AUTHORIZATION que_tables;
SET ROLE que_tables;
CREATE TABLE que_land.people (no int PRIMARY KEY, nom text, mail text);
GRANT USAGE ON SCHEMA que_land TO que_owner, que_writer;
GRANT SELECT, TRIGGER ON que_land.people TO que_owner;
GRANT SELECT, INSERT, UPDATE, DELETE ON que_land.people TO que_writer;
SET ROLE que_owner;
SELECT cdp.create_hub('qrole');
SELECT cdp.add_source('qrole', 'people', 'que_land.people', mapping => '{"family_name": "nom", "email": "mail"}', mode => 'trigger');
SELECT cdp.add_source('qrole', 'people', 'que_land.people', key => 'no + 1', mapping => '{"family_name": "nom", "email": "mail"}', mode => 'queue');
SELECT cdp.add_source('qrole', 'people', 'que_land.people', key => 'no', mapping => '{"family_name": "nom", "email": "mail"}', mode => 'queue');
SET ROLE que_writer;
INSERT INTO que_land.people VALUES (1, 'Martin', 'a@mail.fr'), (2, 'Bernard', 'b@mail.fr');
SELECT count(*) FROM qrole.queue;
SET ROLE que_owner;
CALL cdp.process_queue('qrole');
SELECT profiles FROM cdp.resolve('qrole');
SELECT DISTINCT p.prosecdef, p.proowner::regrole, p.proconfig[1], has_function_privilege('que_writer', p.oid, 'EXECUTE') AS writer
FROM pg_proc p WHERE p.pronamespace = 'qrole'::regnamespace AND p.proname ~ '^(capture_|process_captured)' ORDER BY 3;
-- the column becomes one whose cast runs code: nothing of it is run
SET ROLE que_tables;
CREATE TYPE que_land.trap AS ENUM ('1');
CREATE FUNCTION que_land.spring(que_land.trap) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'run by %', current_user; RETURN '1'; END $$;
CREATE CAST (que_land.trap AS text) WITH FUNCTION que_land.spring(que_land.trap);
CREATE TABLE que_land.kept AS SELECT * FROM que_land.people;
DELETE FROM que_land.people;
ALTER TABLE que_land.people ALTER no TYPE que_land.trap USING NULL;
INSERT INTO que_land.people VALUES ('1', 'Martin', 'a@mail.fr');
RESET ROLE;
SELECT source, source_key, operation, error FROM qrole.queue WHERE operation = 'reload';
SET ROLE que_tables;
DELETE FROM que_land.people;
ALTER TABLE que_land.people ALTER no TYPE int USING 0;
INSERT INTO que_land.people SELECT * FROM que_land.kept;
RESET ROLE;
-- trusted, mode trigger works; no longer trusted, writes wait; temporary relations of the writer are in the way of nobody else
GRANT que_owner TO que_tables;
SET ROLE que_owner;
SELECT cdp.set_source_mode('qrole', 'people', 'trigger');
CALL cdp.process_queue('qrole');
SET ROLE que_writer;
INSERT INTO que_land.people VALUES (3, 'Petit', 'c@mail.fr');
CREATE TEMP TABLE cdp_entry (x int);
INSERT INTO que_land.people VALUES (4, 'Moreau', 'd@mail.fr');
DROP TABLE cdp_entry;
UPDATE que_land.people SET nom = 'Grand' WHERE no = 3;
RESET ROLE;
REVOKE que_owner FROM que_tables;
SET ROLE que_writer;
INSERT INTO que_land.people VALUES (5, 'Roux', 'e@mail.fr');
SET ROLE que_owner;
SELECT source_key, family_name FROM qrole.record ORDER BY 1;
SELECT source_key, error FROM qrole.queue ORDER BY queue_id;
CALL cdp.process_queue('qrole');
SELECT count(*) FROM qrole.record;
-- policies of the relation are not run with the rights of the owner of the hub
RESET ROLE;
GRANT que_owner TO que_tables;
SET ROLE que_tables;
CREATE POLICY all_rows ON que_land.people USING (true);
ALTER TABLE que_land.people ENABLE ROW LEVEL SECURITY;
SET ROLE que_writer;
INSERT INTO que_land.people VALUES (6, 'Blanc', 'f@mail.fr');
SET ROLE que_owner;
SELECT source_key, error FROM qrole.queue;
SELECT cdp.set_source_mode('qrole', 'people', 'trigger');
SELECT cdp.set_source_mode('qrole', 'people', 'queue');
CALL cdp.process_queue('qrole');
SELECT count(*) FROM qrole.record;

-- triggers go with the mode, the source and the hub
SELECT cdp.set_source_mode('qrole', 'people', 'manual');
SELECT count(*) FROM pg_trigger WHERE tgrelid = 'que_land.people'::regclass;
SELECT cdp.set_source_mode('qrole', 'people', 'queue');
SELECT count(*) FROM pg_trigger WHERE tgrelid = 'que_land.people'::regclass;
SELECT cdp.drop_hub('qrole', confirm => 'qrole');
SELECT count(*) FROM pg_trigger WHERE tgrelid = 'que_land.people'::regclass;
RESET ROLE;
-- one transaction may write sources of hubs that two roles own
CREATE TABLE que_two (id int PRIMARY KEY, mail text);
CREATE TABLE que_too (id int PRIMARY KEY, mail text);
ALTER TABLE que_two OWNER TO que_owner;
SET ROLE que_owner;
SELECT cdp.create_hub('qmine', 'empty'), cdp.add_attribute('qmine', 'email', 'email'), cdp.add_source('qmine', 'two', 'public.que_two', mode => 'trigger', mapping => '{"email": "mail"}') \g /dev/null
RESET ROLE;
SELECT cdp.create_hub('qyours', 'empty'), cdp.add_attribute('qyours', 'email', 'email'), cdp.add_source('qyours', 'too', 'que_too', mode => 'trigger', mapping => '{"email": "mail"}') \g /dev/null
WITH two AS (INSERT INTO que_two SELECT i, 'user' || i / 2 || '@mail.fr' FROM generate_series(1, 300) i RETURNING id, mail) INSERT INTO que_too SELECT t.id, t.mail FROM two t;
SELECT cdp.add_model(h, '{"attributes": [{"name": "email", "kind": "email"}], "blocking": [["email"]], "prior": 0.01,
    "comparisons": [{"attributes": ["email"], "levels": [{"when": "exact", "m": 0.9, "u": 0.0001}, {"when": "else", "m": 0.1, "u": 0.9999}]}]}')
FROM unnest(ARRAY['qmine', 'qyours']::name[]) h;
SELECT cdp.activate_model('qyours', 1) \g /dev/null
SET ROLE que_owner;
SELECT cdp.activate_model('qmine', 1) \g /dev/null
SELECT profiles FROM cdp.resolve('qmine');
RESET ROLE;
SELECT profiles FROM cdp.resolve('qyours');
WITH two AS (UPDATE que_two SET mail = 'user1@mail.fr' WHERE id > 100 RETURNING id, mail) UPDATE que_too o SET mail = t.mail FROM two t WHERE t.id = o.id;
SELECT 'qmine' AS hub, source, waiting, failed, error FROM qmine.queue_status UNION ALL SELECT 'qyours', source, waiting, failed, error FROM qyours.queue_status;
SELECT (SELECT count(*) FROM qmine.profile) AS mine, (SELECT count(*) FROM qyours.profile) AS yours;
BEGIN;
SELECT updated FROM cdp.sync('qyours');
SET ROLE que_owner;
SELECT updated FROM cdp.sync('qmine');
ROLLBACK;
SELECT cdp.drop_hub('qmine', confirm => 'qmine'), cdp.drop_hub('qyours', confirm => 'qyours');
DROP TABLE que_two, que_too;
SELECT count(*) FROM pg_trigger WHERE tgrelid = 'que_store'::regclass AND NOT tgisinternal;
SELECT cdp.drop_source('que', 'shop', confirm => 'shop');
SELECT count(*) FROM pg_trigger WHERE tgrelid = 'que_store'::regclass;
DROP VIEW que_view, que_waiting, que_zoe;
SELECT cdp.drop_hub('que', confirm => 'que');
INSERT INTO que_other.que_customers VALUES ('after');
SET client_min_messages = warning;
DROP SCHEMA que_other, que_land CASCADE;
DROP TABLE que_store, que_event, que_odd, que_before;
DROP FUNCTION que_mail, que_slow, que_digest;
REVOKE CREATE ON DATABASE :"DBNAME" FROM que_owner;
DROP ROLE que_owner, que_writer, que_tables;
