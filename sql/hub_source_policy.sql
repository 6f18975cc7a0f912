-- SPDX-License-Identifier: PostgreSQL
-- What a source is worth: priority and trust for an attribute, trust that falls with age at a clock of the hub, votes by
-- trust, values that a source takes back, attributes that follow another; how full a golden record is, and how sure.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never

CREATE TABLE spo_row (source text, id text, card text, phone text, city text, zone text, vip boolean, seen timestamptz);
INSERT INTO spo_row VALUES
    ('crm', 'c1', 'A1', '+33645829107', 'Lyon', 'Z1', true, '2024-01-01'), ('crm', 'c2', 'A1', NULL, 'Lyon', 'Z2', NULL, '2024-03-01'),
    ('web', 'w1', 'A1', '+33612345678', 'Nice', NULL, false, '2024-06-01'), ('web', 'w2', 'A1', '+33612345678', 'Nice', 'Z4', false, '2024-07-01'),
    ('shop', 's1', 'A1', '+33698765432', 'Paris', 'Z5', NULL, NULL), ('shop', 's2', 'B2', '+33698765433', NULL, NULL, NULL, '2024-01-01');
CREATE VIEW spo_crm AS SELECT * FROM spo_row WHERE source = 'crm';
CREATE VIEW spo_web AS SELECT * FROM spo_row WHERE source = 'web';
CREATE VIEW spo_shop AS SELECT * FROM spo_row WHERE source = 'shop';
SELECT cdp.create_hub('spo', 'empty');
SELECT cdp.add_attribute('spo', 'card', 'identifier'), cdp.add_attribute('spo', 'phone', 'phone'), cdp.add_attribute('spo', 'city', 'text'), cdp.add_attribute('spo', 'zone', 'text'), cdp.add_attribute('spo', 'vip', 'boolean'),
    cdp.add_attribute('spo', 'mails', 'email', many => true) \g /dev/null
SELECT cdp.add_source('spo', s.name, 'spo_' || s.name, key => 'id', observed_at => 'seen', priority => s.priority, mapping => '{"card": "card", "phone": "phone", "city": "city", "zone": "zone", "vip": "vip"}')
FROM (VALUES ('crm', 10), ('web', 20), ('shop', 30)) s (name, priority) \g /dev/null
SELECT cdp.activate_model('spo', cdp.add_model('spo', '{"attributes": [{"name": "card", "kind": "identifier"}], "blocking": [["card"]],
    "comparisons": [{"attributes": ["card"], "levels": [{"when": "exact", "m": 0.9, "u": 0.001}, {"when": "else", "m": 0.1, "u": 0.999}]}], "prior": 0.01}'));
SELECT inserted FROM cdp.sync('spo');
SELECT records, profiles FROM cdp.resolve('spo');
CREATE TEMP VIEW golden AS SELECT phone, city, zone, vip FROM spo.unified_profile WHERE card = 'A1';
TABLE golden;

-- a priority for one attribute stands above that of the source
SELECT cdp.set_source_policy('spo', 'web', 'phone', priority => 1), cdp.set_source_policy('spo', 'shop', 'phone', priority => 1);
SELECT phone, city FROM golden;
SELECT value, wins, priority FROM cdp.golden_candidates('spo', (SELECT profile_id FROM spo.profile WHERE card = 'A1'), 'phone');
SELECT cdp.set_source_policy('spo', 'web', 'phone', priority => 2);
SELECT phone, city FROM golden;
SELECT attribute, value, rule, source, source_key FROM spo.lineage WHERE attribute IN ('phone', 'city') AND record_id IN (SELECT record_id FROM spo.record WHERE card = 'A1') ORDER BY 1;

-- trust that stays, and trust that falls: new, half way, at the end and beyond; a value without a time is as old as can be
SELECT cdp.set_survivorship('spo', 'city', '{trust_decay,by_priority}');
UPDATE spo.golden_clock SET at = '2024-01-01';
SELECT cdp.set_source_policy('spo', 'crm', 'city', trust => 0.9, stale_trust => 0.1, trust_period => '200 days'), cdp.set_source_policy('spo', 'web', trust => 0.5), cdp.set_source_policy('spo', 'shop', 'city', trust => 1, stale_trust => 0.2, trust_period => '1 day');
SELECT cdp.process_due('spo', '2024-01-01') AS ended;
SELECT city, at AS clock FROM golden, spo.golden_clock;
SELECT cdp.process_due('spo', '2024-06-08') AS ended;
SELECT city, at AS clock FROM golden, spo.golden_clock;
SELECT cdp.process_due('spo', '2024-06-11') AS ended;
SELECT city, at AS clock FROM golden, spo.golden_clock;
SELECT cdp.process_due('spo', '2030-01-01') AS ended;
SELECT city, at AS clock FROM golden, spo.golden_clock;
SELECT cdp.process_due('spo', '2024-01-01') AS ended;
SELECT city, at AS clock FROM golden, spo.golden_clock;
SELECT c.at, round(cdp._trust_at(0.9, 0.1, c.at, '2024-01-01', '200 days', 'linear')::numeric, 3) AS trust FROM unnest(ARRAY['2023-01-01', '2024-01-01', '2024-04-10', '2024-07-19', '2025-01-01']::timestamptz[]) AS c (at);
SELECT cdp._trust_at(0.9, 0.1, '2024-01-01', 'infinity', '200 days', 'linear') AS endless, cdp._trust_at(0.9, 0.1, '2024-01-01', '-infinity', '200 days', 'linear') AS ever, cdp._trust_at(0.9, 0.1, '2024-01-01', NULL, '200 days', 'linear') AS unknown;

-- votes by trust: two of little against one of much, and a tie
SELECT cdp.set_survivorship('spo', 'vip', '{weighted_vote}');
SELECT vip FROM golden;
SELECT cdp.set_source_policy('spo', 'web', 'vip', trust => 0.4);
SELECT vip FROM golden;
SELECT cdp.set_source_policy('spo', 'web', 'vip', trust => 0.5), cdp.set_survivorship('spo', 'vip', '{weighted_vote,prefer_true}');
SELECT vip FROM golden;

-- a policy computes what it touches, and leaves nothing for the next run
CREATE TEMP TABLE before AS SELECT profile_id, ctid AS place, updated_at FROM spo.profile;
SELECT created, merged, split FROM cdp.resolve('spo');
SELECT count(*) AS untouched FROM spo.profile p JOIN before b ON b.place = p.ctid;
SELECT counts ->> 'golden_version' = cdp._golden_version('spo') AS current FROM spo.run WHERE operation = 'resolve' ORDER BY run_id DESC LIMIT 1;

-- what a source takes back: its own older values, of this profile only
SELECT cdp.set_survivorship('spo', 'phone', '{by_priority}'), cdp.set_source_policy('spo', 'web', 'phone'), cdp.set_source_policy('spo', 'shop', 'phone');
SELECT phone FROM golden;
SELECT cdp.set_source_policy('spo', 'crm', 'phone', nulls => 'unset');
SELECT phone FROM golden;
SELECT value, wins, eligible, source_key FROM cdp.golden_candidates('spo', (SELECT profile_id FROM spo.profile WHERE card = 'A1'), 'phone') ORDER BY source_key;
UPDATE spo_row SET phone = 'unreadable' WHERE id = 'c2';
SELECT rejected FROM cdp.sync('spo', 'crm');
SELECT records FROM cdp.resolve('spo');
SELECT attribute, value FROM spo.reject;
SELECT phone FROM golden;
UPDATE spo_row SET phone = NULL, seen = '2023-01-01' WHERE id = 'c2';
SELECT updated FROM cdp.sync('spo', 'crm');
SELECT records FROM cdp.resolve('spo');
SELECT phone FROM golden;

-- an attribute that follows another, nulls too; pins of either
SELECT cdp.set_survivorship('spo', 'city', '{by_priority,most_recent}'), cdp.set_survivorship('spo', 'zone', '{same_record_as(city)}');
SELECT city, zone FROM golden;
SELECT cdp.set_survivorship('spo', 'city', '{most_frequent,shortest}');
SELECT city, zone FROM golden;
SELECT attribute, value, rule, source_key FROM spo.lineage JOIN spo.profile USING (profile_id) WHERE card = 'A1' AND attribute IN ('city', 'zone') ORDER BY 1;
SELECT cdp.pin_value('spo', (SELECT profile_id FROM spo.profile WHERE card = 'A1'), 'city', 'Paris', 'said so');
SELECT city, zone FROM golden;
SELECT cdp.pin_value('spo', (SELECT profile_id FROM spo.profile WHERE card = 'A1'), 'city', 'Rome', 'said so');
SELECT city, zone FROM golden;
SELECT cdp.pin_value('spo', (SELECT profile_id FROM spo.profile WHERE card = 'A1'), 'zone', 'Z9', 'said so');
SELECT city, zone FROM golden;
SELECT created, merged, split FROM cdp.rebuild('spo');
SELECT city, zone FROM golden;

-- what is refused
SELECT cdp.set_survivorship('spo', 'city', '{same_record_as(zone)}');
SELECT cdp.set_survivorship('spo', 'zone', '{same_record_as(zone)}');
SELECT cdp.set_survivorship('spo', 'zone', '{same_record_as(town)}');
SELECT cdp.set_survivorship('spo', 'zone', '{same_record_as(mails)}');
SELECT cdp.set_survivorship('spo', 'zone', '{same_record_as(city),most_recent}');
SELECT cdp.set_survivorship('spo', 'vip', '{same_record_as(zone)}');
SELECT cdp.set_survivorship('spo', 'vip', '{weighted_vote,most_frequent}');
SELECT cdp.set_survivorship('spo', 'vip', '{most_recent,by_priority,weighted_vote}');
SELECT cdp.set_group('spo', 'place', '{city,vip}');
SELECT cdp.set_group('spo', 'place', '{phone,vip}', '{trust_decay,most_recent}');
SELECT cdp.set_survivorship('spo', 'zone', '{same_record_as(phone)}');
SELECT cdp.set_survivorship('spo', 'vip', '{same_record_as(city)}');
SELECT cdp.set_source_policy('spo', 'fax', 'city', 1);
SELECT cdp.set_source_policy('spo', 'web', 'town', 1);
SELECT cdp.set_source_policy('spo', 'web', 'mails', 1);
SELECT cdp.set_source_policy('spo', 'web', priority => 1);
SELECT cdp.set_source_policy('spo', 'web', 'city', nulls => 'never');
SELECT cdp.set_source_policy('spo', 'web', 'city', trust => 2);
SELECT cdp.set_source_policy('spo', 'web', 'city', trust => 'NaN');
SELECT cdp.set_source_policy('spo', 'web', 'city', trust => 0.5, stale_trust => 0.7, trust_period => '1 day');
SELECT cdp.set_source_policy('spo', 'web', 'city', trust => 0.5, stale_trust => 0.1);
SELECT cdp.set_source_policy('spo', 'web', 'city', trust => 0.5, stale_trust => 0.1, trust_period => '-1 day');
SELECT cdp.set_source_policy('spo', 'web', 'city', trust => 0.5, stale_trust => 0.1, trust_period => '1 day', trust_curve => 'steep');

-- how full, and how sure: the weakest record decides; a steward's word counts as certain, while it holds
SELECT card, record_count, round(completeness::numeric, 3) AS completeness, confidence FROM spo.unified_profile ORDER BY card;
SELECT cdp.must_link('spo', 'shop', 's1', 'shop', 's2', 'one customer') AS decision \gset
SELECT record_count, confidence FROM spo.unified_profile;
SELECT cdp.must_link('spo', s.source, s.key, 'shop', 's1', 'one customer') > 0 AS decided FROM (VALUES ('crm', 'c1'), ('crm', 'c2'), ('web', 'w1'), ('web', 'w2')) s (source, key);
SELECT record_count, confidence FROM spo.unified_profile;
SELECT cdp.retract_decision('spo', :decision, 'they are two');
SELECT card, record_count, confidence FROM spo.unified_profile ORDER BY card;
SELECT count(DISTINCT confidence) > 1 AS kept FROM spo.unified_profile_history;
SELECT count(completeness) = count(*) AND count(confidence) = count(*) AS shown FROM spo.unified_profile_masked;
DROP VIEW golden;
SELECT cdp.drop_hub('spo', confirm => 'spo');
DROP VIEW spo_crm, spo_web, spo_shop;
DROP TABLE spo_row;
