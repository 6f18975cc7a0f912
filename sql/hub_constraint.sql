-- SPDX-License-Identifier: PostgreSQL
-- Constraints of a hub: limits of identifiers, greatest size; values blocked, detached, or shared by too many.
SET TimeZone = 'UTC';
SET extra_float_digits = 0;
\set SHOW_CONTEXT never

CREATE TABLE con_person (id text PRIMARY KEY, last text, phone text, mail text, card text, points int);
INSERT INTO con_person VALUES
    ('1', 'Lee', '+33612345671', 'ann@lee.example',    'A1', 1),
    ('2', 'Lee', '+33612345671', 'ann@lee.example',    'A2', 2),
    ('3', 'Lee', '+33612345671', NULL,                 NULL, 3),
    ('4', 'Ray', '+33612345672', 'office@ray.example', NULL, 4),
    ('5', 'Ray', '+33612345673', 'office@ray.example', NULL, 5),
    ('6', 'Fox', '+33612345674', 'info1@fox.example',  'F1', 6),
    ('7', 'Fox', '+33612345674', 'info2@fox.example',  'F1', 7);
SELECT cdp.create_hub('con', 'empty', region => 'FR');
SELECT cdp.add_attribute('con', a.name, a.kind) FROM (VALUES ('last', 'family_name'), ('phone', 'phone'), ('mail', 'email'), ('card', 'identifier'), ('points', 'number')) AS a (name, kind);
SELECT cdp.add_source('con', 'crm', 'con_person', mapping => '{"last": "last", "phone": "phone", "mail": "mail", "card": "card", "points": "points"}');
SELECT inserted FROM cdp.sync('con');
-- equal phones or mails weigh 10 bits, equal last names 4 or -4; the prior takes 6; cards are not compared
INSERT INTO con.model (model) VALUES ('{
    "attributes": [{"name": "last", "kind": "family_name"}, {"name": "phone", "kind": "phone"}, {"name": "mail", "kind": "email"}],
    "blocking": [["phone"], ["mail"], ["last"]],
    "comparisons": [
        {"attributes": ["last"], "levels": [{"when": "exact", "m": 0.8, "u": 0.05}, {"when": "else", "m": 0.05, "u": 0.8}]},
        {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
        {"attributes": ["mail"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]}],
    "prior": 0.0153846153846}');
SELECT cdp.activate_model('con', 1);
SELECT profiles FROM cdp.resolve('con');
CREATE VIEW con_profile AS SELECT profile_id, string_agg(source_key, ' ' ORDER BY source_key) AS records FROM con.profile_source GROUP BY profile_id;
SELECT * FROM con_profile ORDER BY 1;

-- A unique identifier, though the model does not compare it.
SELECT cdp.set_identifier_limit('con', 'card', 1);
SELECT * FROM con_profile ORDER BY 1;
SELECT reason, detail, a.source_key AS a, b.source_key AS b FROM con.conflict JOIN con.record a ON a.record_id = record_a JOIN con.record b ON b.record_id = record_b;
SELECT answer, detail FROM cdp.why_not('con', 'crm', '1', 'crm', '2') LIMIT 1;
SELECT DISTINCT event, cause FROM con.profile_event ORDER BY 1;
SELECT cdp.set_identifier_limit('con', 'card', 1);
SELECT count(*) AS runs FROM con.run WHERE operation = 'resolve';
SELECT cdp.set_identifier_limit('con', 'card', NULL);
SELECT * FROM con_profile ORDER BY 1;
-- A greatest size.
SELECT cdp.set_max_size('con', 2);
SELECT * FROM con_profile ORDER BY 1;
SELECT reason, count(*) FROM con.conflict GROUP BY 1;
SELECT cdp.set_max_size('con', NULL);
SELECT * FROM con_profile ORDER BY 1;

-- Blocked values do not attract, and stay.
SELECT cdp.block_value('con', 'mail', 'Office@Ray.example', 'mailbox of the firm');
SELECT cdp.block_value('con', 'mail', 'office@ray.example', 'mailbox of the firm');
SELECT cdp.block_value('con', 'phone', '06 12 34 56 74', 'switchboard', author => 'eve');
SELECT cdp.block_value('con', 'mail', NULL, 'role mailboxes', pattern => '^info');
SELECT * FROM con_profile ORDER BY 1;
SELECT source_key, phone, mail FROM con.record WHERE source_key > '3' ORDER BY 1;
SELECT comparison, value_a, value_b FROM cdp.explain_match('con', 'crm', '4', 'crm', '5');
SELECT attribute, value, pattern, reason, author = CURRENT_USER AS mine FROM con.blocked_value ORDER BY blocked_at;
SELECT cdp.unblock_value('con', 'mail', 'OFFICE@ray.example');
SELECT cdp.unblock_value('con', 'phone', '0612345674');
SELECT cdp.unblock_value('con', 'mail', NULL, pattern => '^info');
SELECT cdp.unblock_value('con', 'mail', NULL, pattern => '^info');
SELECT * FROM con_profile ORDER BY 1;

-- One value off one record, also when it comes again; another value counts.
SELECT cdp.detach_identifier('con', 'crm', '5', 'mail', 'her colleague typed it');
SELECT cdp.detach_identifier('con', 'crm', '5', 'mail', 'her colleague typed it');
SELECT * FROM con_profile WHERE records ~ '[45]' ORDER BY 1;
CREATE TABLE con_kept AS SELECT * FROM con_person WHERE id = '5';
DELETE FROM con_person WHERE id = '5';
SELECT deleted FROM cdp.sync('con');
INSERT INTO con_person SELECT * FROM con_kept;
SELECT inserted FROM cdp.sync('con');
SELECT profiles FROM cdp.resolve('con');
SELECT records FROM con_profile WHERE records ~ '[45]' ORDER BY 1;
SELECT cdp.unblock_value('con', 'mail', 'office@ray.example', source => 'crm', source_key => '5');
SELECT records FROM con_profile WHERE records ~ '[45]' ORDER BY 1;

-- Values that many different people share are found, and blocked for the model that is trained.
INSERT INTO con_person SELECT 's' || n, 'Name' || chr(97 + n / 5) || chr(97 + n), '+33147203311', 'p' || n || '@example.com', NULL, n FROM generate_series(0, 23) AS n;
SELECT inserted FROM cdp.sync('con');
SELECT profiles FROM cdp.resolve('con');
SELECT * FROM cdp.shared_values('con');
SELECT * FROM cdp.shared_values('con', 23);
SELECT cdp.train('con');
SELECT attribute, value, model_id, reason, author FROM con.blocked_value;
SELECT counts -> 'shared_values' AS shared FROM con.run WHERE operation = 'train';
SELECT cdp.activate_model('con', 2);
SELECT profiles FROM cdp.resolve('con');
SELECT max(record_count) FROM con.profile;
SELECT value, blocked FROM cdp.shared_values('con');
SELECT cdp.activate_model('con', 1);
SELECT value, blocked FROM cdp.shared_values('con');

-- What is not right.
SELECT cdp.set_identifier_limit('con', 'card', 0);
SELECT cdp.set_identifier_limit('con', 'points', 1);
SELECT cdp.set_identifier_limit('con', 'cart', 1);
SELECT cdp.set_max_size('con', 0);
SELECT cdp.block_value('con', 'mail', NULL, 'x');
SELECT cdp.block_value('con', 'mail', NULL, 'x', pattern => '(');
SELECT cdp.block_value('con', 'mail', 'a@b.example', '');
SELECT cdp.detach_identifier('con', 'crm', '3', 'mail', 'x');
SELECT cdp.detach_identifier('con', 'crm', '99', 'mail', 'x');
SELECT * FROM cdp.shared_values('con', 0);

DROP VIEW con_profile;
SELECT cdp.drop_hub('con', confirm => 'con');
DROP TABLE con_person, con_kept;

-- A date that is blocked is blocked whatever way the session shows dates.
SET DateStyle = 'German';
CREATE TABLE con_born (id int PRIMARY KEY, family_name text, birth_date date);
INSERT INTO con_born VALUES (1, 'Roux', '1931-03-04'), (2, 'Roux', '1931-03-04'), (3, 'Moulin', '1971-05-12');
SELECT cdp.create_hub('con_date');
SELECT cdp.add_source('con_date', 'born', 'con_born', key => 'id', mapping => '{"family_name": "family_name", "birth_date": "birth_date"}');
SELECT inserted FROM cdp.sync('con_date');
SELECT cdp.block_value('con_date', 'birth_date', '04.03.1931', 'stands for unknown');
SELECT value FROM con_date.blocked_value;
SELECT cdp._records_query('con_date') AS records_query \gset
SELECT id, birth_date FROM (:records_query) q ORDER BY id;
SET DateStyle = 'ISO, MDY';
SELECT id, birth_date FROM (:records_query) q ORDER BY id;
SELECT cdp.unblock_value('con_date', 'birth_date', '4 March 1931');
SELECT cdp.drop_hub('con_date', confirm => 'con_date');
DROP TABLE con_born;
