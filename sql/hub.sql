-- SPDX-License-Identifier: PostgreSQL
-- Hubs, attributes and sources: what is created, what is refused and how the refusal reads.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
\set SHOW_CONTEXT never
\set VERBOSITY default

SELECT cdp.create_hub('Müller & Co', template => 'empty');
SELECT cdp.create_hub('firms', template => 'company');
SELECT cdp.create_hub('reg', region => 'FR');
SELECT hub, owner = current_user AS mine, template FROM cdp.hubs() WHERE hub IN ('Müller & Co', 'firms', 'reg') ORDER BY hub COLLATE "C";
SELECT settings - 'time_zone' AS settings FROM reg.hub;
SELECT name, kind, type FROM firms.attribute ORDER BY position;
\d reg.unified_profile

-- every relation and column of a hub is commented; nothing belongs to the extension; core types only
SELECT c.relname, a.attname FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'reg'::regnamespace AND c.relkind IN ('r', 'v')
  AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL);
SELECT count(*) FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND d.classid = 'pg_class'::regclass
WHERE c.relnamespace = 'reg'::regnamespace AND d.deptype = 'e';
SELECT DISTINCT a.atttypid::regtype FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'reg'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND a.atttypid >= 16384;
SELECT c.relname, c.reloptions FROM pg_class c WHERE c.relnamespace = 'reg'::regnamespace AND c.relkind = 'v' ORDER BY 1;

-- names and templates
SELECT cdp.create_hub('reg');
SELECT cdp.create_hub('public');
SELECT cdp.create_hub('pg_hub');
SELECT cdp.create_hub('cdp');
SELECT cdp.create_hub(NULL);
SELECT cdp.create_hub('other', template => 'persons');
SELECT cdp.create_hub('other', region => 'France');
SELECT cdp.sync('nowhere');
SELECT cdp.resolve(NULL);
SELECT cdp.golden_sql('public');

-- attributes
SELECT cdp.add_attribute('reg', 'loyalty_card', 'identifier');
SELECT cdp.add_attribute('reg', 'emails', 'email', many => true);
SELECT cdp.add_attribute('reg', 'points', 'number', survivorship => '{by_priority,most_recent}');
SELECT cdp.add_attribute('reg', 'opt_in', 'boolean');
SELECT name, kind, many, type, survivorship FROM reg.attribute WHERE position > 10 ORDER BY position;
SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'reg.unified_profile'::regclass;
SELECT cdp.add_attribute('reg', 'email', 'email');
SELECT cdp.add_attribute('reg', 'record_count', 'number');
SELECT cdp.add_attribute('reg', 'Bad Name', 'text');
SELECT cdp.add_attribute('reg', 'iban', 'account');
SELECT cdp.add_attribute('reg', 'iban', 'identifier', survivorship => '{newest}');
SELECT cdp.add_attribute('reg', 'ibans', 'identifier', many => true, survivorship => '{most_recent}');

-- sources
CREATE TABLE reg_customers (id int PRIMARY KEY, first_name text, surname text, mail_address text, "Phone No" text, tags text[],
    created_at timestamptz, updated_at timestamptz);
CREATE SEQUENCE reg_sequence;
CREATE TEMP TABLE reg_temp (id int);
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": "mail_adress"}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"emial": "mail_address"}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": "lower(mail)"}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": "mail_address ||"}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": "mail_address) FROM reg_customers; DROP TABLE reg_customers; SELECT (1"}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": "unnest(tags)"}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": "max(mail_address)"}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": "tags"}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": 7}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '["email"]');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email":');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', key => 'idd', mapping => '{"email": "mail_address"}');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": "mail_address"}', observed_at => 'surname::int');
SELECT cdp.add_source('reg', 'crm', mode => 'trigger');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mode => 'push');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mode => 'daily');
SELECT cdp.add_source('reg', 'crm');
SELECT cdp.add_source('reg', '', 'reg_customers');
SELECT cdp.add_source('reg', 'crm', 'reg_sequence');
SELECT cdp.add_source('reg', 'crm', 'reg_temp');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', duplicate_free => NULL);
SELECT cdp.add_source('reg', 'crm', 'reg_nowhere');
SELECT cdp.add_source('reg', 'crm', 'reg_customers', observed_at => 'updated_at', duplicate_free => true,
    mapping => '{"email": "mail_address", "emails": "string_to_array(mail_address, '';'')", "phone": "Phone No", "given_name": "split_part(first_name, '' '', 1) -- first"}');
SELECT name, relation_schema, relation_name, key, mapping, observed_at, priority, mode, duplicate_free FROM reg.source;
SELECT cdp.add_source('reg', 'crm', 'reg_customers', mapping => '{"email": "mail_address"}');
SELECT * FROM cdp.sync('reg');
SELECT cdp.drop_source('reg', 'crmm', confirm => 'crmm');
SELECT cdp.drop_source('reg', 'crm');
SELECT cdp.drop_source('reg', 'crm', confirm => 'yes');
\set VERBOSITY sqlstate
UPDATE reg.source SET mode = 'live' WHERE name = 'crm';
UPDATE reg.source SET on_error = 'ignore' WHERE name = 'crm';
\set VERBOSITY default
SELECT cdp.drop_source('reg', 'crm', confirm => 'crm');
SELECT count(*) FROM reg.source;

-- dropping
CREATE VIEW reg_report AS SELECT count(*) FROM reg.profile;
SELECT cdp.drop_hub('reg', confirm => 'reg');
DROP VIEW reg_report;
SELECT cdp.drop_hub('reg');
-- rights: what is missing, and who grants it
CREATE ROLE reg_stranger;
SET ROLE reg_stranger;
SELECT * FROM cdp.resolve('reg');
SELECT cdp.match('reg', '{"email": "a@b.example"}');
RESET ROLE;
GRANT USAGE ON SCHEMA reg TO reg_stranger;
GRANT SELECT ON ALL TABLES IN SCHEMA reg TO reg_stranger;
SET ROLE reg_stranger;
SELECT cdp.current_id('reg', 1);
SELECT * FROM cdp.sync('reg');
RESET ROLE;
DROP OWNED BY reg_stranger;
DROP ROLE reg_stranger;
SELECT cdp.drop_hub('reg', confirm => 'firms');
SELECT cdp.drop_hub('reg', confirm => 'reg');
SELECT cdp.drop_hub('firms', confirm => 'firms');
SELECT cdp.drop_hub('Müller & Co', confirm => 'Müller & Co');
SELECT cdp.drop_hub('reg', confirm => 'reg');
SELECT count(*) FROM cdp.hubs() WHERE hub IN ('Müller & Co', 'firms', 'reg');
DROP TABLE reg_customers;
DROP SEQUENCE reg_sequence;
