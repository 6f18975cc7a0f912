-- SPDX-License-Identifier: PostgreSQL
-- The review queue: near pairs, conflicts, decisions whose data changed; what answers do; labels for training.
SET TimeZone = 'UTC';
SET extra_float_digits = 0;
\set SHOW_CONTEXT never

CREATE TABLE rev_person (id text PRIMARY KEY, last text, phone text, mail text, card text);
INSERT INTO rev_person VALUES
    ('1', 'Lee', '+33612345671', 'ann@lee.example',  'A1'),
    ('2', 'Lee', '+33612345671', NULL,               'A1'),
    ('3', 'Li',  '+33612345671', 'an@li.example',    NULL),
    ('4', 'Ray', '+33612345672', 'bob@ray.example',  'B1'),
    ('5', 'Rae', '+33612345672', 'ray@ray.example',  'B2'),
    ('6', 'Fox', '+33612345679', 'carl@fox.example', 'C1'),
    ('7', 'Fox', '+33612345679', NULL,               'C1');
SELECT cdp.create_hub('rev', 'empty');
SELECT cdp.add_attribute('rev', a.name, a.kind) FROM (VALUES ('last', 'family_name'), ('phone', 'phone'), ('mail', 'email'), ('card', 'identifier')) AS a (name, kind);
SELECT cdp.add_source('rev', 'crm', 'rev_person', mapping => '{"last": "last", "phone": "phone", "mail": "mail", "card": "card"}');
SELECT inserted FROM cdp.sync('rev');
-- equal phones weigh 10 bits, equal last names 4 or -4, equal cards 5 or -3; the prior takes 6
INSERT INTO rev.model (model) VALUES ('{
    "attributes": [{"name": "last", "kind": "family_name"}, {"name": "phone", "kind": "phone"}, {"name": "mail", "kind": "email"}, {"name": "card", "kind": "identifier"}],
    "blocking": [["phone"]],
    "comparisons": [
        {"attributes": ["last"], "levels": [{"when": "exact", "m": 0.8, "u": 0.05}, {"when": "else", "m": 0.05, "u": 0.8}]},
        {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
        {"attributes": ["mail"], "levels": [{"when": "exact", "m": 0.8, "u": 0.001}, {"when": "else", "m": 0.1, "u": 0.2}]},
        {"attributes": ["card"], "levels": [{"when": "exact", "m": 0.32, "u": 0.01}, {"when": "else", "m": 0.1, "u": 0.8}]}],
    "prior": 0.0153846153846}');
SELECT cdp.activate_model('rev', 1);
SELECT profiles FROM cdp.resolve('rev');
CREATE VIEW rev_profile AS SELECT profile_id, string_agg(source_key, ' ' ORDER BY source_key) AS records FROM rev.profile_source GROUP BY profile_id;
SELECT * FROM rev_profile ORDER BY 1;
\set shown 'kind, profile_a, profile_b, key_a, key_b, round(match_weight::numeric, 1) AS bits, round(match_probability::numeric, 2) AS probability, reason, detail, decision_id, value, round(doubt::numeric, 2) AS doubt, neighbours'
SELECT :shown FROM rev.review;
CREATE TABLE rev_before AS SELECT review_id, key_a, key_b FROM rev.review;

-- The same question keeps its id when records go and come back in another order.
CREATE TABLE rev_kept AS SELECT * FROM rev_person WHERE id IN ('3', '4');
DELETE FROM rev_person WHERE id IN ('3', '4');
SELECT deleted FROM cdp.sync('rev', max_delete => 1);
SELECT profiles FROM cdp.resolve('rev');
INSERT INTO rev_person SELECT * FROM rev_kept ORDER BY id DESC;
SELECT inserted FROM cdp.sync('rev');
SELECT profiles FROM cdp.resolve('rev');
SELECT count(*) AS same FROM rev.review JOIN rev_before USING (review_id, key_a, key_b);

-- A constraint makes conflicts of what would be one.
UPDATE rev.source SET duplicate_free = true;
SELECT split FROM cdp.resolve('rev');
SELECT :shown FROM rev.review;
SELECT review_id AS fox FROM rev.review WHERE key_a = '6' \gset
SELECT cdp.decide('rev', :'fox', 'must_link', 'two cards, one man');
SELECT cdp.decide('rev', :'fox', 'must_link', 'two cards, one man');
UPDATE rev.source SET duplicate_free = false;
SELECT merged FROM cdp.resolve('rev');
SELECT cause, count(*) FROM rev.profile_event GROUP BY 1 ORDER BY 1;

-- Answers close a question, also between the other records of the two profiles.
SELECT review_id AS lee FROM rev.review WHERE key_b = '3' \gset
SELECT cdp.decide('rev', :'lee', 'keep', 'x');
SELECT cdp.decide('rev', :'lee', 'cannot_link', ' ');
SELECT cdp.decide('rev', :'lee', 'cannot_link', 'another family');
SELECT review_id AS ray FROM rev.review WHERE key_b = '5' \gset
SELECT cdp.decide('rev', :'ray', 'must_link', 'spelling', author => 'eve');
SELECT :shown FROM rev.review;
SELECT * FROM rev_profile ORDER BY 1;

-- A decision comes up again when what it was made on has changed.
UPDATE rev_person SET last = 'Raymond' WHERE id = '4';
SELECT updated FROM cdp.sync('rev');
SELECT profiles FROM cdp.resolve('rev');
SELECT :shown FROM rev.review;
SELECT cdp.decide('rev', 'decision:3', 'must_link', 'x');
SELECT cdp.decide('rev', 'decision:3', 'keep', 'changed his name, called him', author => 'eve');
SELECT :shown FROM rev.review;
UPDATE rev_person SET last = 'Ray' WHERE id = '4';
SELECT updated FROM cdp.sync('rev');
SELECT cdp.decide('rev', review_id, 'retract', 'cannot tell any more') FROM rev.review WHERE kind = 'decision';
SELECT kind, key_a, key_b, reason FROM rev.review;
SELECT decision_id, verdict, author = 'eve' AS eve, reason, end_reason FROM rev.decision ORDER BY 1;

-- Decisions are labels.
SELECT cdp.train('rev');
SELECT model #> '{statistics,training,labelled_records}' AS labelled_records FROM rev.model WHERE model_id = 2;

DROP VIEW rev_profile;
-- views of a hub do not hold the extension
BEGIN;
DROP EXTENSION cdp;
SELECT count(*) > 0 AS still_there FROM rev.review, rev.unified_profile;
ROLLBACK;
SELECT cdp.drop_hub('rev', confirm => 'rev');
DROP TABLE rev_person, rev_before, rev_kept;
