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
SELECT cdp.drop_hub('nest', 'nest');
DROP TABLE nest_row;
DROP FUNCTION nest_again;
