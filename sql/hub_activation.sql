-- SPDX-License-Identifier: PostgreSQL
-- Another model in a hub that is in use: what it will take, keys that have grown since a model was frozen, and a model that is
-- frozen anew.
SET TimeZone = 'UTC';
SET extra_float_digits = 0;
SET client_min_messages = warning;
\set SHOW_CONTEXT never

CREATE TABLE act_person (id int PRIMARY KEY, last text, phone text, mail text);
INSERT INTO act_person SELECT i, 'Name' || chr(97 + i % 26) || chr(97 + i / 26), '+3361234' || 1000 + i % 30, 'm' || i % 40 || '@mail.example' FROM generate_series(1, 60) i;
SELECT cdp.create_hub('act', 'empty', region => 'FR');
SELECT cdp.add_attribute('act', a.name, a.kind) FROM (VALUES ('last', 'family_name'), ('phone', 'phone'), ('mail', 'email')) AS a (name, kind);
SELECT cdp.add_source('act', 'crm', 'act_person', mapping => '{"last": "last", "phone": "phone", "mail": "mail"}');
SELECT inserted FROM cdp.sync('act');
SELECT records, seconds < 1 AS soon, disk_bytes > 0 AS disk, temporary_bytes > 0 AS temporary, measured_in_run FROM cdp.activation_estimate('act');
SELECT cdp.add_model('act', '{
    "attributes": [{"name": "last", "kind": "family_name"}, {"name": "phone", "kind": "phone"}, {"name": "mail", "kind": "email"}],
    "blocking": [["phone"], ["mail"]],
    "comparisons": [
        {"attributes": ["last"], "levels": [{"when": "exact", "m": 0.8, "u": 0.05}, {"when": "else", "m": 0.05, "u": 0.8}]},
        {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
        {"attributes": ["mail"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]}],
    "thresholds": {"component": 5, "cluster": 5, "review": 5},
    "prior": 0.0153846153846}') AS model_id \gset
SELECT e.seconds > f.seconds AS to_be_frozen FROM cdp.activation_estimate('act', :model_id) e, cdp.activation_estimate('act') f;
SELECT cdp.activate_model('act', :model_id);
SELECT records FROM cdp.resolve('act');
SELECT e.records, e.seconds > 0 AS measured, e.measured_in_run = r.run_id AS last_run, e.disk_bytes > 0 AS disk, e.temporary_bytes > 0 AS temporary
FROM cdp.activation_estimate('act', :model_id) e, act.run r WHERE r.operation = 'resolve';

-- A phone that many come to share after the model was frozen.
SELECT * FROM cdp.grown_keys('act');
INSERT INTO act_person SELECT i, 'Name' || md5(i::text), '+33147203311', 'm' || i || '@mail.example' FROM generate_series(1001, 2100) i;
SELECT inserted FROM cdp.sync('act');
SELECT compared FROM cdp.resolve('act');
SELECT * FROM cdp.grown_keys('act');
SELECT records, shared FROM cdp.grown_keys('act', 2) WHERE records > 100;
INSERT INTO act_person SELECT i, 'Name' || md5(i::text), '+33147203311', 'm' || i || '@mail.example' FROM generate_series(3001, 3200) i;
SELECT inserted FROM cdp.sync('act');
SELECT compared FROM cdp.resolve('act');
-- Frozen anew it is split; what is blocked for the old version is blocked for the new one.
INSERT INTO act.blocked_value (attribute, value, model_id, reason, author, blocked_at) VALUES ('mail', 'm1@mail.example', :model_id, 'a test', 'eve', '2025-01-01');
SELECT cdp.renew_model('act') AS renewed \gset
SELECT a.model - 'statistics' = b.model - 'statistics' AS same, b.model #> '{statistics,blocking}' IS NULL AS not_frozen FROM act.model a, act.model b WHERE a.model_id = :model_id AND b.model_id = :renewed;
SELECT attribute, value, reason FROM act.blocked_value WHERE model_id = :renewed;
SELECT cdp.activate_model('act', :renewed);
SELECT compared < 100000 AS few FROM cdp.resolve('act');
SELECT * FROM cdp.grown_keys('act');
SELECT moved FROM cdp.rebuild('act');

-- What is not right.
SELECT cdp.activation_estimate('nowhere');
SELECT cdp.activation_estimate('act', 99);
SELECT cdp.renew_model('act', 99);
SELECT cdp.activate_model('act', 99);
SELECT cdp.grown_keys('act', 1);
SELECT cdp.create_hub('act2');
SELECT cdp.renew_model('act2');

SELECT cdp.drop_hub(h, confirm => h) FROM unnest('{act,act2}'::name[]) h;
DROP TABLE act_person;
