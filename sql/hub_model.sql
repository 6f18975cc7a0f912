-- SPDX-License-Identifier: PostgreSQL
-- Models that somebody wrote, and a hub of the profiles of another one.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never

CREATE TABLE mod_crm (id int PRIMARY KEY, prenom text, nom text, naissance date, telephone text);
INSERT INTO mod_crm VALUES
    (1, 'Léa', 'Martin', '1984-07-14', '0645829107'), (2, 'Hugo', 'Martin', '1982-03-02', '06 45 82 91 07'),
    (3, 'Inès', 'Garcia', '1999-10-10', '0671402893'), (4, 'Paul', 'Durand', '1969-04-27', NULL);
SELECT cdp.create_hub('modp', region => 'FR');
SELECT cdp.add_source('modp', 'crm', 'mod_crm');
SELECT inserted FROM cdp.sync('modp');
SELECT profiles FROM cdp.resolve('modp');

SELECT cdp.create_hub('modh', template => 'empty', region => 'FR');
SELECT cdp.add_attribute('modh', 'family_name', 'family_name'), cdp.add_attribute('modh', 'phone', 'phone'), cdp.add_attribute('modh', 'tags', 'text', many => true);
SELECT cdp.add_source('modh', 'people', 'modp.unified_profile', key => 'profile_id', mapping => '{"family_name": "family_name", "phone": "phone"}');
CREATE TABLE mod_model AS SELECT jsonb '{
    "attributes": [{"name": "family_name", "kind": "family_name"}, {"name": "phone", "kind": "phone"}],
    "blocking": [["phone"]],
    "comparisons": [
        {"attributes": ["family_name"], "levels": [{"when": "exact", "m": 0.8, "u": 0.01}, {"when": "else", "m": 0.2, "u": 0.99}]},
        {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.7, "u": 0.001}, {"when": "else", "m": 0.3, "u": 0.999}]}],
    "prior": 0.001}' AS document;
SELECT cdp.activate_model('modh', cdp.add_model('modh', document)) FROM mod_model;
SELECT model_id, active, model -> 'prior' AS prior FROM modh.model;
SELECT inserted FROM cdp.sync('modh');
SELECT profiles FROM cdp.resolve('modh');
CREATE VIEW mod_household AS SELECT m.profile_id AS household, p.given_name FROM modh.profile_source m JOIN modp.unified_profile p ON p.profile_id = m.source_key::bigint ORDER BY 1, 2;
TABLE mod_household;

-- households follow people who move out, and people who turn out to be one
UPDATE mod_crm SET telephone = '0612345678' WHERE id = 2;
SELECT updated FROM cdp.sync('modp');
SELECT profiles FROM cdp.resolve('modp');
SELECT updated FROM cdp.sync('modh');
SELECT profiles, split FROM cdp.resolve('modh');
TABLE mod_household;
SELECT cdp.must_link('modp', 'crm', '3', 'crm', '4', 'a test') IS NOT NULL AS decided;
SELECT updated, deleted FROM cdp.sync('modh', max_delete => 0.5);
SELECT records, profiles FROM cdp.resolve('modh');
TABLE mod_household;

-- trained first
SELECT cdp.add_model('modh', document, train => true) FROM mod_model;
SELECT (model ->> 'prior')::float8 <> 0.001 AS learnt, model ? 'statistics' AS counted, active FROM modh.model ORDER BY model_id;
SELECT operation, count(*) FROM modh.run WHERE operation = 'add_model' GROUP BY 1;

-- what is refused
SELECT cdp.add_model('modh', NULL);
SELECT cdp.add_model('modh', '{"attributes": []}');
SELECT cdp.add_model('modh', jsonb_set(document, '{attributes,1,name}', '"mobile"')) FROM mod_model;
SELECT cdp.add_model('modh', jsonb_set(jsonb_set(document, '{attributes,1}', '{"name": "phone", "kind": "text", "column": "tags"}'), '{blocking}', '[["family_name"]]')) FROM mod_model;
SELECT cdp.add_model('modh', document || '{"neighbourhoods": [{"sort_by": ["phone"], "window": 5}]}') FROM mod_model;
SELECT cdp.add_model('nowhere', document) FROM mod_model;

SET client_min_messages = warning;
DROP VIEW mod_household;
SELECT cdp.drop_hub('modh', confirm => 'modh'), cdp.drop_hub('modp', confirm => 'modp');
DROP TABLE mod_crm, mod_model;
