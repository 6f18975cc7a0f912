-- SPDX-License-Identifier: PostgreSQL
-- Event sources that cannot be read, writes that do not read events, clocks of their own, and segments of roles that the
-- owner of the hub is no member of: what does not depend on them goes on.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never
\set VERBOSITY default

CREATE TABLE fail_client (id int PRIMARY KEY, mail text, town text);
INSERT INTO fail_client SELECT i, 'a' || i || '@posteo.de', 'Berlin' FROM generate_series(1, 20) AS i;
CREATE TABLE fail_visit (who int, ts timestamptz);
INSERT INTO fail_visit SELECT i, '2025-06-01' FROM generate_series(1, 20) AS i;
CREATE TABLE fail_bill (who int, ts timestamptz, netto text);
INSERT INTO fail_bill VALUES (1, '2025-06-01', '5');
SELECT cdp.create_hub('fail', 'empty');
SELECT cdp.add_attribute('fail', n, n) FROM unnest(ARRAY['email', 'city']) WITH ORDINALITY AS a (n, place) ORDER BY place \g /dev/null
SELECT cdp.add_source('fail', 'c', 'fail_client', mapping => '{"email": "mail", "city": "town"}', observed_at => 'NULL::timestamptz') \g /dev/null
SELECT inserted FROM cdp.sync('fail');
SELECT records FROM cdp.resolve('fail');
SELECT cdp.add_event_source('fail', 'visits', 'fail_visit', 'c', 'who', 'ts');
SELECT cdp.add_event_source('fail', 'bills', 'fail_bill', 'c', 'who', 'ts', amount => 'netto::numeric');

-- a refresh reads the sources of events that something depends on
SELECT cdp.create_segment('fail', 'visitors', $$did('visits')$$, at => '2025-06-20'), cdp.create_segment('fail', 'berlin', $$city = 'Berlin'$$, at => '2025-06-20');
SELECT DISTINCT event_source FROM fail.event_state;
INSERT INTO fail_bill VALUES (2, '2025-06-02', '12,50');
UPDATE fail_client SET town = 'Bonn' WHERE id = 1;
SELECT updated FROM cdp.sync('fail');
SELECT records FROM cdp.resolve('fail');
SELECT * FROM cdp.refresh_segments('fail', '2025-06-21') ORDER BY 1;
CALL cdp.process_queue('fail', at => '2025-06-21');
SELECT cdp.process_due('fail', '2025-06-21');
-- what depends on the broken one says so, with the key
SELECT cdp.create_segment('fail', 'spenders', $$did('bills', filter => 'amount > 1')$$, at => '2025-06-21');
SELECT cdp.preview_segment('fail', $$did('bills', filter => 'amount > 1')$$);
SELECT cdp.add_trait('fail', 'spent', 'sum', 'bills', at => '2025-06-21');
SELECT cdp.create_segment('fail', 'others', $$did('bills', filter => 'amount = 1') AND did('visits') OR 1 / length(city) > 3$$, at => '2025-06-21');
UPDATE fail_bill SET netto = '12.50' WHERE who = 2;
SELECT cdp.create_segment('fail', 'spenders', $$did('bills', filter => 'amount > 1')$$, at => '2025-06-21'), cdp.add_trait('fail', 'spent', 'sum', 'bills', at => '2025-06-21');
INSERT INTO fail_bill VALUES (3, '2025-06-02', '12,50');
INSERT INTO fail_visit SELECT i, '2025-06-02' FROM generate_series(1, 20) AS i;
DELETE FROM fail_visit WHERE who = 4;
SELECT * FROM cdp.refresh_segments('fail', '2025-06-22') ORDER BY 1;
SELECT name, error, failed_at IS NOT NULL AS failed FROM fail.event_source ORDER BY 1;
SELECT segment, members, error, alerts FROM fail.segment_overview ORDER BY 1;
SELECT name, error FROM fail.trait;
-- and is tried again until it can be read
SELECT cdp.alter_segment('fail', 'spenders', mode => 'scheduled');
SELECT segment, mode, members, error, alerts FROM fail.segment_overview WHERE segment = 'spenders';
UPDATE fail_bill SET netto = '7' WHERE who = 3;
SELECT * FROM cdp.refresh_segments('fail', '2025-06-22') ORDER BY 1;
SELECT name, error, failed_at FROM fail.event_source ORDER BY 1;
SELECT segment, members, error FROM fail.segment_overview WHERE error IS NOT NULL;
SELECT sum(spent) FROM fail.unified_profile;
SELECT sum(entered + exited) AS moved FROM cdp.refresh_segments('fail', '2025-06-22', everything => true);
-- a column that is gone
ALTER TABLE fail_bill RENAME ts TO tag;
SELECT segment, members FROM cdp.refresh_segments('fail', '2025-06-22') ORDER BY 1;
SELECT segment, error FROM fail.segment_overview WHERE error IS NOT NULL;
ALTER TABLE fail_bill RENAME tag TO ts;
SELECT cdp.alter_segment('fail', 'spenders', mode => 'queued');
SELECT segment, mode, members, error, alerts FROM fail.segment_overview WHERE segment = 'spenders';
ALTER TABLE fail_bill RENAME ts TO tag;
SELECT cdp.create_segment('fail', 'again', $$did('visits', 2)$$, at => '2025-06-22');

-- a write refreshes segments of mode immediate without the events that these do not read, and is not broken by those that they do
SELECT cdp.set_source_mode('fail', 'c', 'trigger') \g /dev/null
CALL cdp.process_queue('fail', at => '2025-06-22');
SELECT records FROM cdp.resolve('fail');
SELECT cdp.create_segment('fail', 'mails', $$email LIKE '%posteo%'$$, mode => 'immediate');
ALTER TABLE fail_visit RENAME ts TO tag;
INSERT INTO fail_client VALUES (106, 'neuf@posteo.de', 'Berlin');
SELECT source_key, error FROM fail.queue;
SELECT segment, error FROM fail.segment_overview WHERE error LIKE '%visits%' OR mode = 'immediate';
ALTER TABLE fail_visit RENAME tag TO ts;
SELECT count(*) AS mails FROM fail.segment_member m JOIN fail.segment s USING (segment_id) WHERE s.name = 'mails';
SELECT cdp.create_segment('fail', 'quick', $$did('visits')$$, mode => 'immediate'), cdp.create_segment('fail', 'bill_mails', $$did('bills') AND email IS NOT NULL$$, mode => 'immediate');
ALTER TABLE fail_bill RENAME tag TO ts;
SELECT cdp.create_segment('fail', 'bill_mails', $$did('bills') AND email IS NOT NULL$$, mode => 'immediate');
ALTER TABLE fail_bill RENAME ts TO tag;
INSERT INTO fail_client VALUES (107, 'dix@posteo.de', 'Berlin');
SELECT source_key, error FROM fail.queue;
SELECT segment, members, error FROM fail.segment_overview WHERE mode = 'immediate' ORDER BY 1;
ALTER TABLE fail_bill RENAME tag TO ts;

-- the clock of mode immediate goes with the writes, the others with whoever moves them
SELECT cdp.create_segment('fail', 'list', kind => 'static');
SELECT cdp.segment_add('fail', 'list', ARRAY[1, 2]);
SELECT cdp.segment_add('fail', 'list', ARRAY[3], at => '2025-06-23');
SELECT cdp.pin_value('fail', 1, 'city', 'Bremen', 'told so') \g /dev/null
SELECT DISTINCT mode, clock > '2026-01-01' AS today FROM fail.segment_overview ORDER BY 1;
SELECT segment, members FROM cdp.refresh_segments('fail', '2025-06-26') ORDER BY 1;
SELECT cdp.process_due('fail', '2025-06-27') > 0 AS moved;
SELECT DISTINCT mode, CASE WHEN mode <> 'immediate' THEN clock END AS clock FROM fail.segment_overview ORDER BY 1;
SELECT segment, error FROM fail.segment_overview WHERE error IS NOT NULL;
SELECT segment, members FROM cdp.refresh_segments('fail', '2025-06-26');
-- traits follow with the queue, unless segments of mode immediate read them
SELECT cdp.add_trait('fail', 'visits', 'count', 'visits');
INSERT INTO fail_client VALUES (30, 'trente@posteo.de', 'Berlin');
INSERT INTO fail_visit VALUES (30, '2025-06-03');
SELECT visits FROM fail.unified_profile WHERE email = 'trente@posteo.de';
CALL cdp.process_queue('fail', at => '2025-06-27');
SELECT visits FROM fail.unified_profile WHERE email = 'trente@posteo.de';
INSERT INTO fail_visit VALUES (31, '2025-06-03');
SELECT cdp.create_segment('fail', 'guests', 'visits > 0', mode => 'immediate') > 0 AS members;
INSERT INTO fail_client VALUES (31, 'trenteun@posteo.de', 'Berlin');
SELECT visits FROM fail.unified_profile WHERE email = 'trenteun@posteo.de';
SELECT count(*) FROM fail.segment_member m JOIN fail.segment s USING (segment_id) JOIN fail.profile p USING (profile_id) WHERE s.name = 'guests' AND p.email = 'trenteun@posteo.de';
SELECT sum(entered + exited) AS moved FROM cdp.refresh_segments('fail', everything => true);
SELECT cdp.drop_hub('fail', 'fail');

-- a segment of a role that the owner of the hub is no member of
CREATE ROLE fail_owner;
CREATE ROLE fail_steward;
SELECT format('GRANT CREATE ON DATABASE %I TO fail_owner', current_database()) \gexec
GRANT SELECT ON fail_client TO fail_owner;
SET ROLE fail_owner;
SELECT cdp.create_hub('fail', 'empty');
SELECT cdp.add_attribute('fail', n, n) FROM unnest(ARRAY['email', 'city']) WITH ORDINALITY AS a (n, place) ORDER BY place \g /dev/null
SELECT cdp.add_source('fail', 'c', 'fail_client', mapping => '{"email": "mail", "city": "town"}', observed_at => 'NULL::timestamptz') \g /dev/null
SELECT inserted FROM cdp.sync('fail');
SELECT records FROM cdp.resolve('fail');
GRANT USAGE ON SCHEMA fail TO fail_steward;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA fail TO fail_steward;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA fail TO fail_steward;
SELECT cdp.create_segment('fail', 'berlin', $$city = 'Berlin'$$, at => '2025-06-21');
SET ROLE fail_steward;
SELECT cdp.create_segment('fail', 'x', $$email LIKE '%posteo%'$$, mode => 'immediate');
SELECT cdp.create_segment('fail', 'mails', $$email LIKE '%posteo%'$$, at => '2025-06-21');
RESET ROLE;
UPDATE fail_client SET town = 'Ulm', mail = 'deux@free.fr' WHERE id = 2;
SET ROLE fail_owner;
SELECT updated FROM cdp.sync('fail');
SELECT records FROM cdp.resolve('fail');
SELECT * FROM cdp.refresh_segments('fail', '2025-06-22');
SELECT segment, error, alerts FROM fail.segment_overview ORDER BY 1;
CALL cdp.process_queue('fail', at => '2025-06-23');
SELECT cdp.process_due('fail', '2025-06-24');
RESET ROLE;
GRANT fail_steward TO fail_owner;
SET ROLE fail_owner;
SELECT * FROM cdp.refresh_segments('fail', '2025-06-25');
SELECT segment, error, alerts FROM fail.segment_overview ORDER BY 1;
-- a role that is gone leaves its segments to be described, moved and dropped
RESET ROLE;
DROP OWNED BY fail_steward;
DROP ROLE fail_steward;
SET ROLE fail_owner;
SELECT cdp.alter_segment('fail', 'mails', description => 'of one who left');
SELECT cdp.alter_segment('fail', 'mails', mode => 'immediate');
SELECT cdp.alter_segment('fail', 'mails', mode => 'scheduled');
SELECT segment, mode, members, description, error, alerts FROM fail.segment_overview ORDER BY 1;
SELECT cdp.alter_segment('fail', 'mails', $$email LIKE '%free%'$$);
SELECT segment, mode, owner, members, error, alerts FROM fail.segment_overview ORDER BY 1;
SELECT cdp.drop_hub('fail', 'fail');
RESET ROLE;
DROP OWNED BY fail_owner;
DROP ROLE fail_owner;
DROP TABLE fail_client, fail_visit, fail_bill;
