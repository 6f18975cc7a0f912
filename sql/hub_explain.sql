-- SPDX-License-Identifier: PostgreSQL
-- Why profiles are one, and why records are not; who was who at what time.
SET TimeZone = 'UTC';
SET extra_float_digits = 0;
\set SHOW_CONTEXT never

CREATE TABLE exp_person (id text PRIMARY KEY, first text, last text, phone text, mail text, card text, seen timestamptz);
INSERT INTO exp_person VALUES
    ('1', 'Ann',  'Lee', '+33612345671', 'ann@lee.example',  'A1', '2024-01-01'),
    ('2', 'Ann',  'Lee', '+33612345671', NULL,               'A1', '2024-01-02'),
    ('3', 'Ann',  'Lee', NULL,           'ann@lee.example',  'A2', '2024-01-03'),
    ('4', 'Bob',  'Ray', '+33612345672', 'bob@ray.example',  'B1', '2024-01-01'),
    ('5', 'Bob',  'Rae', '+33612345672', NULL,               NULL, '2024-01-02'),
    ('6', 'Carl', 'Fox', '+33612345679', 'carl@fox.example', 'C1', '2024-01-02'),
    ('7', 'Carl', 'Foy', NULL,           NULL,               'C7', '2024-01-03');
SELECT cdp.create_hub('exp', 'empty');
SELECT cdp.add_attribute('exp', a.name, a.kind) FROM (VALUES ('first', 'given_name'), ('last', 'family_name'), ('phone', 'phone'), ('mail', 'email'), ('card', 'identifier')) AS a (name, kind);
SELECT cdp.add_source('exp', 'crm', 'exp_person', observed_at => 'seen', mapping => '{"first": "first", "last": "last", "phone": "phone", "mail": "mail", "card": "card"}');
SELECT inserted FROM cdp.sync('exp');
-- equal phones weigh 10 bits, equal mails 10, equal last names 4 or -4, equal cards 5 or -3; the prior takes 6
INSERT INTO exp.model (model) VALUES ('{
    "attributes": [{"name": "last", "kind": "family_name"}, {"name": "phone", "kind": "phone"}, {"name": "mail", "kind": "email"}, {"name": "card", "kind": "identifier"}],
    "blocking": [["phone"], ["mail"], ["card", "last"]],
    "comparisons": [
        {"attributes": ["last"], "levels": [{"when": "exact", "m": 0.8, "u": 0.05}, {"when": "else", "m": 0.05, "u": 0.8}]},
        {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
        {"attributes": ["mail"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
        {"attributes": ["card"], "levels": [{"when": "exact", "m": 0.32, "u": 0.01}, {"when": "else", "m": 0.1, "u": 0.8}]}],
    "prior": 0.0153846153846}');
SELECT cdp.why_not('exp', 'crm', '1', 'crm', '2');
SELECT cdp.activate_model('exp', 1);
SELECT * FROM cdp.why_not('exp', 'crm', '1', 'crm', '2');
SELECT profiles FROM cdp.resolve('exp');
SELECT profile_id, string_agg(source_key, ' ' ORDER BY source_key) AS records FROM exp.profile_source GROUP BY profile_id ORDER BY profile_id;
-- pairs below the threshold of links are kept for people to see
SELECT a.source_key AS a, b.source_key AS b, round(match_weight::numeric, 1) AS bits FROM exp.link JOIN exp.record a ON a.record_id = record_a JOIN exp.record b ON b.record_id = record_b ORDER BY 1, 2;

\set shown 'event, key_a AS a, key_b AS b, round(linkage::numeric, 1) AS linkage, round(match_weight::numeric, 1) AS weight, size_a, size_b, reason, detail, decision_id'
SELECT :shown FROM cdp.explain_profile('exp', 1);
SELECT * FROM cdp.explain_profile('exp', 4);
SELECT * FROM cdp.explain_profile('exp', 99);

\set why 'answer, detail, round(weight::numeric, 1) AS weight, needed, round(short_by::numeric, 1) AS short_by, decision_id'
SELECT :why FROM cdp.why_not('exp', 'crm', '1', 'crm', '2');
SELECT :why FROM cdp.why_not('exp', 'crm', '6', 'crm', '7');
SELECT cdp.why_not('exp', 'crm', '1', 'crm', '1');
SELECT :why FROM cdp.why_not('exp', 'crm', '1', 'crm', '4');
SELECT cdp.cannot_link('exp', 'crm', '2', 'crm', '3', 'sisters', author => 'eve');
SELECT :why FROM cdp.why_not('exp', 'crm', '2', 'crm', '3');
SELECT :why FROM cdp.why_not('exp', 'crm', '1', 'crm', '3');
SELECT comparison, condition, weight, round(total::numeric, 1) AS total FROM cdp.explain_match('exp', 'crm', '2', 'crm', '3');
SELECT cdp.must_link('exp', 'crm', '6', 'crm', '7', 'typing error', author => 'eve');
SELECT :shown FROM cdp.explain_profile('exp', cdp.identity_at('exp', 'crm', '6'));
SELECT * FROM cdp.why_not('exp', 'crm', '1', 'crm', '99');

-- Who was who.
SELECT finished_at AS first_run FROM exp.run WHERE operation = 'resolve' ORDER BY run_id LIMIT 1 \gset
SELECT source_key, cdp.identity_at('exp', source, source_key, :'first_run') AS then, cdp.identity_at('exp', source, source_key) AS now,
       cdp.current_id('exp', cdp.identity_at('exp', source, source_key, :'first_run')) AS leads_to FROM exp.record ORDER BY 1;
SELECT cdp.identity_at('exp', 'crm', '1', '2000-01-01'), cdp.identity_at('exp', 'crm', '99');
SELECT source, source_key, until IS NULL AS still FROM cdp.profile_at('exp', 1, :'first_run');
SELECT source, source_key, until IS NULL AS still FROM cdp.profile_at('exp', 1);
SELECT source, source_key FROM cdp.profile_at('exp', 1, '2000-01-01');
SELECT cdp.identity_at('exp', 'web', '1');
DELETE FROM exp_person WHERE id = '5';
SELECT deleted FROM cdp.sync('exp');
SELECT cdp.identity_at('exp', 'crm', '5', :'first_run') AS then, cdp.identity_at('exp', 'crm', '5') AS now;
SELECT source, source_key, until IS NULL AS still FROM cdp.profile_at('exp', 2, :'first_run');

SELECT cdp.drop_hub('exp', confirm => 'exp');
DROP TABLE exp_person;
