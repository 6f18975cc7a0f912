-- SPDX-License-Identifier: PostgreSQL
-- Attributes that are taken away: what stops it, what goes, what is made anew; calls that only the owner of a hub may make.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
\set SHOW_CONTEXT never

CREATE TABLE att_crm (id int PRIMARY KEY, given_name text, family_name text, email text, oops text);
INSERT INTO att_crm SELECT i, (ARRAY['Anna', 'Hans', 'Uwe', 'Eva'])[1 + i % 4], 'Name' || chr(65 + i % 13), 'a' || i / 2 || '@posteo.de', 'x' || i % 9 FROM generate_series(1, 40) AS i;
SELECT cdp.create_hub('att', region => 'DE');
SELECT cdp.add_attribute('att', 'oops', 'text'), cdp.add_attribute('att', 'spare', 'date');
SELECT cdp.add_source('att', 'crm', 'att_crm', mapping => '{"given_name": "given_name", "family_name": "family_name", "email": "email", "oops": "oops"}');
SELECT cdp.add_source('att', 'desk', mode => 'push');
SELECT * FROM cdp.sync('att');
SELECT profiles FROM cdp.resolve('att');
SELECT cdp.upsert_record('att', 'desk', '1', '{"email": "a3@posteo.de", "spare": "never"}') IS NOT NULL AS taken;
SELECT count(*) FROM att.reject;

-- the row is not taken away, nor renamed, by hand
DELETE FROM att.attribute WHERE name = 'oops';
UPDATE att.attribute SET name = 'uups' WHERE name = 'oops';

-- what uses it is told, with the remedies
SELECT cdp.create_segment('att', 'ones', $$oops = 'x1'$$);
SELECT cdp.pin_value('att', 1, 'oops', 'z', 'r');
SELECT cdp.set_source_policy('att', 'crm', 'oops', priority => 3) \g /dev/null
SELECT cdp.drop_attribute('att', 'oops');
SELECT cdp.drop_attribute('att', 'nothing');
SELECT cdp.drop_attribute('att', NULL);
SELECT cdp.unpin_value('att', 1, 'oops');
SELECT cdp.set_source_policy('att', 'crm', 'oops') \g /dev/null
SELECT cdp.drop_segment('att', 'ones');
UPDATE att.source SET mapping = mapping - 'oops' WHERE name = 'crm';
SELECT cdp.set_survivorship('att', 'given_name', '{same_record_as(oops)}') \g /dev/null
SELECT cdp.set_identifier_limit('att', 'oops', 1) \g /dev/null
SELECT cdp.drop_attribute('att', 'oops');
SELECT cdp.set_survivorship('att', 'given_name', NULL) \g /dev/null
SELECT cdp.set_identifier_limit('att', 'oops', NULL) \g /dev/null
SELECT cdp.activate_model('att', cdp.add_model('att', '{
    "attributes": [{"name": "family_name", "kind": "family_name"}, {"name": "address", "column": "email", "kind": "email"}],
    "blocking": [["address"]],
    "comparisons": [
        {"attributes": ["family_name"], "levels": [{"when": "exact", "m": 0.8, "u": 0.01}, {"when": "else", "m": 0.2, "u": 0.99}]},
        {"attributes": ["address"], "levels": [{"when": "exact", "m": 0.7, "u": 0.001}, {"when": "else", "m": 0.3, "u": 0.999}]}],
    "prior": 0.001}'));
SELECT profiles FROM cdp.resolve('att');
SELECT cdp.drop_attribute('att', 'email');

-- views of others are not dropped; grants come back
CREATE ROLE att_reader;
GRANT USAGE ON SCHEMA att TO att_reader;
GRANT SELECT ON att.contact_point, att.unified_profile_masked TO att_reader;
CREATE VIEW att_mine AS SELECT profile_id, oops FROM att.lineage CROSS JOIN LATERAL (SELECT value AS oops) v;
SELECT cdp.drop_attribute('att', 'oops');
DROP VIEW att_mine;
SELECT cdp.drop_attribute('att', 'oops'), cdp.drop_attribute('att', 'spare');
SELECT has_table_privilege('att_reader', 'att.contact_point', 'SELECT') AS contacts, has_table_privilege('att_reader', 'att.unified_profile_masked', 'SELECT') AS masked;
SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'att' AND column_name IN ('oops', 'spare');
SELECT count(*) FROM att.reject;

-- the hub goes on, in the same session too
SELECT cdp.upsert_record('att', 'desk', '2', '{"email": "a4@posteo.de", "spare": "2020-01-01"}');
SELECT * FROM cdp.sync('att');
SELECT profiles, created FROM cdp.resolve('att');
SELECT cdp.upsert_record('att', 'desk', '2', '{"email": "a4@posteo.de"}') IS NOT NULL AS taken;
SELECT cdp.add_attribute('att', 'fresh', 'text');
SELECT name, position FROM att.attribute ORDER BY position DESC LIMIT 2;
SELECT count(*) > 40 AS kept FROM att.unified_profile_history;

-- attributes of every kind are dropped, of one value and of many
CREATE FUNCTION pg_temp.drop_kinds() RETURNS TABLE (kind text, many boolean, refused text) LANGUAGE plpgsql AS $$
BEGIN
    FOR kind, many IN SELECT k.kind, m.many FROM unnest(cdp._kinds()) AS k (kind) CROSS JOIN (VALUES (false), (true)) AS m (many) LOOP
        BEGIN
            PERFORM cdp.add_attribute('att', 'extra', kind, many => many);
            PERFORM cdp.drop_attribute('att', 'extra');
        EXCEPTION WHEN OTHERS THEN
            refused := SQLERRM;
            RETURN NEXT;
        END;
    END LOOP;
END $$;
SELECT * FROM pg_temp.drop_kinds();
GRANT SELECT ON att.segment_overview TO att_reader;
SELECT cdp.add_attribute('att', 'mail2', 'email');
SELECT cdp.drop_attribute('att', 'mail2');
SELECT has_table_privilege('att_reader', 'att.segment_overview', 'SELECT') AS overview;

-- another hub that maps the column is told, one that does not read it is none
SELECT cdp.add_attribute('att', 'loyal', 'text');
SELECT cdp.create_hub('att_upper', 'empty');
SELECT cdp.add_attribute('att_upper', 'grade', 'text'), cdp.add_attribute('att_upper', 'loyal', 'text');
SELECT cdp.add_source('att_upper', 'people', 'att.unified_profile', key => 'profile_id', mapping => '{"grade": "upper(loyal)", "loyal": "email"}');
SELECT cdp.drop_attribute('att', 'loyal');
UPDATE att_upper.source SET mapping = mapping - 'grade';
SELECT cdp.drop_attribute('att', 'loyal');
SELECT cdp.drop_hub('att_upper', confirm => 'att_upper');

-- what only the owner may do
CREATE ROLE att_steward;
GRANT USAGE ON SCHEMA att TO att_steward;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA att TO att_steward;
GRANT att_reader TO CURRENT_USER;
ALTER SCHEMA att OWNER TO att_reader;
SET ROLE att_steward;
SELECT cdp.add_attribute('att', 'z', 'text');
SELECT cdp.drop_attribute('att', 'fresh');
SELECT cdp.set_personal('att', 'email', false);
SELECT cdp.add_trait('att', 'visits', 'count');
SELECT cdp.drop_trait('att', 'visits');
RESET ROLE;
SELECT cdp.drop_hub('att', confirm => 'att');
DROP TABLE att_crm;

-- views that are made anew stay the owner's, whoever calls
CREATE ROLE att_owner;
CREATE ROLE att_member IN ROLE att_owner;
GRANT att_owner, att_member TO CURRENT_USER;
GRANT CREATE ON DATABASE :"DBNAME" TO att_owner;
SET ROLE att_owner;
SELECT cdp.create_hub('att');
GRANT SELECT ON att.unified_profile TO att_reader;
SELECT cdp.add_attribute('att', 'oops', 'text'), cdp.add_attribute('att', 'mail2', 'email');
SELECT cdp.add_trait('att', 'visits', 'count'), cdp.add_trait('att', 'spent', 'sum');
SET ROLE att_member;
SELECT cdp.drop_attribute('att', 'oops');
SELECT cdp.drop_trait('att', 'visits');
RESET ROLE;
SELECT cdp.drop_attribute('att', 'mail2');
SELECT cdp.drop_trait('att', 'spent');
SELECT relowner::regrole AS owner, count(*) FROM pg_class WHERE relnamespace = 'att'::regnamespace AND relkind = 'v' GROUP BY relowner;
SELECT has_table_privilege('att_reader', 'att.unified_profile', 'SELECT') AS profiles;
SET ROLE att_owner;
SELECT cdp.add_attribute('att', 'more', 'text');
SELECT cdp.drop_hub('att', confirm => 'att');
RESET ROLE;
REVOKE CREATE ON DATABASE :"DBNAME" FROM att_owner;
DROP ROLE att_owner, att_member;
DROP ROLE att_reader;
DROP ROLE att_steward;
