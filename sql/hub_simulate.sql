-- SPDX-License-Identifier: PostgreSQL
-- What another model would do to a hub, and that asking changes nothing.
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never

CREATE TABLE sim_person (id text PRIMARY KEY, last text, phone text, mail text);
INSERT INTO sim_person VALUES
    ('1', 'Lee', '+33612345671', 'ann@lee.example'), ('2', 'Lee', '+33612345671', NULL), ('3', 'Lee', NULL, 'ann@lee.example'),
    ('4', 'Ray', '+33612345672', NULL), ('5', 'Fox', '+33612345672', NULL), ('6', 'Kim', NULL, NULL);
SELECT cdp.create_hub('sim', 'empty');
SELECT cdp.add_attribute('sim', a.name, a.kind) FROM (VALUES ('last', 'family_name'), ('phone', 'phone'), ('mail', 'email')) AS a (name, kind);
SELECT cdp.add_source('sim', 'crm', 'sim_person', mapping => '{"last": "last", "phone": "phone", "mail": "mail"}');
SELECT inserted FROM cdp.sync('sim');
-- equal phones or mails weigh 10 bits, equal last names 4 or -4; the prior takes 6; the second model does not look at mails and lets names pass
INSERT INTO sim.model (model) SELECT jsonb_build_object('thresholds', jsonb_build_object('component', least(0, t), 'cluster', t), 'blocking', b) || '{
    "attributes": [{"name": "last", "kind": "family_name"}, {"name": "phone", "kind": "phone"}, {"name": "mail", "kind": "email"}],
    "comparisons": [
        {"attributes": ["last"], "levels": [{"when": "exact", "m": 0.8, "u": 0.05}, {"when": "else", "m": 0.05, "u": 0.8}]},
        {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
        {"attributes": ["mail"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]}],
    "prior": 0.0153846153846}'
FROM (VALUES (2, '[["phone"], ["mail"]]'::jsonb), (-1, '[["phone"]]')) AS v (t, b);
SELECT cdp.activate_model('sim', 1);
SELECT profiles FROM cdp.resolve('sim');
SELECT profile_id, string_agg(source_key, ' ' ORDER BY source_key) AS records FROM sim.profile_source GROUP BY profile_id ORDER BY profile_id;
SELECT kind, item, before, CASE WHEN item <> 'seconds' THEN after END AS after, profile_ids FROM cdp.simulate('sim', 1);
SELECT kind, item, before, CASE WHEN item <> 'seconds' THEN after END AS after, profile_ids FROM cdp.simulate('sim', 2);
SELECT count(*) AS runs FROM sim.run WHERE operation = 'resolve';
SELECT profile_id, string_agg(source_key, ' ' ORDER BY source_key) AS records FROM sim.profile_source GROUP BY profile_id ORDER BY profile_id;
-- it does what it said
SELECT cdp.activate_model('sim', 2);
SELECT profiles, merged, split FROM cdp.resolve('sim');
SELECT DISTINCT event, cause FROM sim.profile_event ORDER BY 1, 2;
-- decisions hold for any model
SELECT cdp.cannot_link('sim', 'crm', '4', 'crm', '5', 'neighbours');
SELECT kind, before, after, profile_ids FROM cdp.simulate('sim', 1) WHERE kind <> 'figure';
SELECT * FROM cdp.simulate('sim', 7);
SELECT count(*) AS left_behind FROM pg_class WHERE relname LIKE 'cdp\_%' AND relnamespace = pg_my_temp_schema();
SELECT cdp.drop_hub('sim', confirm => 'sim');
DROP TABLE sim_person;
