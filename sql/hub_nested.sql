-- SPDX-License-Identifier: PostgreSQL
-- A run that is started from inside a run, by a trigger on a table of the hub or by an expression of a source, is refused.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
\set SHOW_CONTEXT never
SELECT cdp.create_hub('nest', region => 'FR');
CREATE TABLE nest_row (key text PRIMARY KEY, given_name text, family_name text, email text);
INSERT INTO nest_row SELECT i::text, 'Anne', 'Martin', 'a' || i / 2 || '@mail.fr' FROM generate_series(1, 40) i;
SELECT cdp.add_source('nest', 'crm', 'nest_row', key => 'key', mapping => '{"given_name": "given_name", "family_name": "family_name", "email": "email"}');
SELECT cdp.add_source('nest', 'web', mode => 'push');
SELECT inserted FROM cdp.sync('nest');
SELECT records FROM cdp.resolve('nest');

CREATE FUNCTION nest_again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE TG_ARGV[0]; RETURN NULL; END $$;

CREATE TRIGGER again AFTER INSERT OR UPDATE ON nest.identity FOR EACH STATEMENT EXECUTE FUNCTION nest_again('SELECT cdp.resolve(''nest'')');
INSERT INTO nest_row VALUES ('n', 'Paul', 'Roux', 'paul@roux.fr');
SELECT inserted FROM cdp.sync('nest', 'crm');
SELECT records FROM cdp.resolve('nest');
DROP TRIGGER again ON nest.identity;

CREATE TRIGGER again AFTER INSERT OR UPDATE ON nest.identity FOR EACH STATEMENT EXECUTE FUNCTION nest_again('SELECT cdp.upsert_record(''nest'', ''web'', ''k'', ''{"email": "x@y.fr"}'')');
SELECT records FROM cdp.resolve('nest');
DROP TRIGGER again ON nest.identity;

CREATE TRIGGER again AFTER INSERT OR UPDATE ON nest.record FOR EACH STATEMENT EXECUTE FUNCTION nest_again('SELECT * FROM cdp.sync(''nest'')');
INSERT INTO nest_row VALUES ('m', 'Paul', 'Roux', 'paul@roux.fr');
SELECT inserted FROM cdp.sync('nest', 'crm');
DROP TRIGGER again ON nest.record;

-- at the end of the transaction
CREATE CONSTRAINT TRIGGER again AFTER INSERT OR UPDATE ON nest.record DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nest_again('SELECT cdp.resolve(''nest'')');
SELECT inserted FROM cdp.sync('nest', 'crm');
SELECT count(DISTINCT profile_id) FROM nest.profile_source WHERE source_key IN ('n', 'm');
SHOW cdp.running;
DROP TRIGGER again ON nest.record;
SELECT records FROM cdp.resolve('nest');

-- what was set by hand, and stays through DISCARD ALL, is no run
SET cdp.running = 'nest';
DISCARD ALL;
SELECT records FROM cdp.resolve('nest');
SELECT cdp.upsert_record('nest', 'web', 'set', '{"email": "set@mail.fr"}') IS NOT NULL AS resolved;
SELECT cdp.delete_record('nest', 'web', 'set');
-- a run that failed is none, in the same transaction and after it
BEGIN;
SAVEPOINT before;
SELECT cdp._enter_run('nest');
SELECT cdp.upsert_record('nest', 'web', 'k', '{"email": "x@y.fr"}');
ROLLBACK TO before;
SELECT count(*) FROM cdp.sync('nest');
ROLLBACK;
SELECT count(*) FROM cdp.sync('nest');
RESET cdp.running;
SET client_min_messages = warning;

-- a call from inside a call to more hubs than a session keeps, and to a hub that has changed meanwhile
SELECT count(cdp.create_hub('nest_' || i, region => 'FR')) FROM generate_series(1, 8) i;
SELECT count(cdp.add_source(('nest_' || i)::name, 'web', mode => 'push')) FROM generate_series(1, 8) i;
CREATE FUNCTION nest_fan() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..8 LOOP PERFORM cdp.upsert_record(('nest_' || i)::name, 'web', 'k' || random(), '{"email": "a4@mail.fr"}'); END LOOP; RETURN NULL; END $$;
CREATE TRIGGER fan AFTER INSERT OR UPDATE ON nest.record FOR EACH STATEMENT EXECUTE FUNCTION nest_fan();
\c -
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT cdp.upsert_record('nest', 'web', 'v' || i, '{"given_name": "Anne", "family_name": "Martin", "email": "a4@mail.fr"}') IS NOT NULL AS resolved FROM generate_series(1, 3) i;
SELECT (SELECT count(*) FROM nest_1.record) AS one, (SELECT count(*) FROM nest_8.record) AS eight;
DROP TRIGGER fan ON nest.record;
CREATE FUNCTION nest_chain() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_ARGV[0]::int < 8 THEN PERFORM cdp.upsert_record(('nest_' || TG_ARGV[0]::int + 1)::name, 'web', 'c', '{"email": "a5@mail.fr"}'); END IF; RETURN NULL; END $$;
DO $$ BEGIN FOR i IN 1..8 LOOP EXECUTE format('CREATE TRIGGER chain AFTER INSERT OR UPDATE ON nest_%s.record FOR EACH STATEMENT EXECUTE FUNCTION nest_chain(%s)', i, i); END LOOP; END $$;
SELECT cdp.upsert_record('nest_1', 'web', 'c', '{"email": "a5@mail.fr"}');
SELECT count(*) FROM nest_8.record WHERE source_key = 'c';
CREATE TRIGGER chain AFTER INSERT OR UPDATE ON nest.record FOR EACH STATEMENT EXECUTE FUNCTION nest_chain(0);
SELECT cdp.upsert_record('nest', 'web', 'c', '{"email": "a5@mail.fr"}');
DROP TRIGGER chain ON nest.record;
CREATE FUNCTION nest_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF pg_trigger_depth() = 1 THEN UPDATE nest.attribute SET personal = personal; PERFORM cdp.upsert_record('nest', 'web', 'inner', '{"email": "a6@mail.fr"}'); END IF; RETURN NULL; END $$;
CREATE TRIGGER change AFTER INSERT OR UPDATE ON nest.record FOR EACH STATEMENT EXECUTE FUNCTION nest_change();
SELECT cdp.upsert_record('nest', 'web', 'outer', '{"email": "a6@mail.fr"}');
DROP TRIGGER change ON nest.record;
SELECT cdp.upsert_record('nest', 'web', 'after', '{"given_name": "Anne", "family_name": "Martin", "email": "a6@mail.fr"}') IS NOT NULL AS resolved;

-- a call to another hub while a run is under way, each with its own model
SELECT count(cdp.upsert_record('nest_8', 'web', 'm' || i, jsonb_build_object('given_name', 'Anne', 'family_name', 'Martin', 'email', 'a' || i / 2 || '@mail.fr'))) AS resolved FROM generate_series(1, 40) i;
SELECT records > 0 AS resolved FROM cdp.resolve('nest_8');
SELECT records > 0 AS resolved FROM cdp.resolve('nest');
CREATE TRIGGER other AFTER INSERT OR UPDATE ON nest.block_key FOR EACH STATEMENT EXECUTE FUNCTION nest_again('SELECT count(*) FROM cdp.match(''nest_8'', ''{"email": "a4@mail.fr"}'')');
UPDATE nest_row SET email = 'a7@mail.fr' WHERE key = '3';
\c -
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT updated FROM cdp.sync('nest', 'crm');
SELECT compared > 0 AS compared FROM cdp.resolve('nest');
DROP TRIGGER other ON nest.block_key;

-- a model that was edited by hand
SELECT records > 0 AS resolved FROM cdp.resolve('nest');
BEGIN;
UPDATE nest.model SET model = model WHERE model_id = (SELECT max(model_id) FROM nest.model);
SELECT records > 0 AS resolved FROM cdp.resolve('nest');
UPDATE nest.model SET model = jsonb_set(model, '{statistics,blocking}', 'null') WHERE model_id = (SELECT max(model_id) FROM nest.model);
COMMIT;
\c -
SET client_min_messages = warning;
\set SHOW_CONTEXT never
SELECT count(*) FROM cdp.match('nest', '{"email": "a6@mail.fr"}');
SELECT count(cdp.drop_hub(('nest_' || i)::name, 'nest_' || i)) FROM generate_series(1, 8) i;
SELECT cdp.drop_hub('nest', 'nest');
DROP TABLE nest_row;
DROP FUNCTION nest_again, nest_fan, nest_chain, nest_change;
