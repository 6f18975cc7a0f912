-- SPDX-License-Identifier: PostgreSQL
-- Traits that cannot be computed: alone, only together with others, or one after another; the others and their segments go on.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never
\set VERBOSITY default

CREATE TABLE trait_client (id int PRIMARY KEY, mail text);
INSERT INTO trait_client SELECT i, 'a' || i || '@posteo.de' FROM generate_series(1, 20) AS i;
CREATE TABLE trait_visit (who int, ts timestamptz);
INSERT INTO trait_visit SELECT i, '2025-06-01' FROM generate_series(1, 20) AS i;
CREATE TABLE trait_bill (who int, ts timestamptz, netto text);
INSERT INTO trait_bill VALUES (1, '2025-06-01', '5');
CREATE TABLE trait_page (who int, ts timestamptz, n int);
INSERT INTO trait_page SELECT i, '2025-06-01', i FROM generate_series(1, 20) AS i;
SELECT cdp.create_hub('tfail', 'empty');
SELECT cdp.add_attribute('tfail', 'email', 'email') \g /dev/null
SELECT cdp.add_source('tfail', 'c', 'trait_client', mapping => '{"email": "mail"}', observed_at => 'NULL::timestamptz') \g /dev/null
SELECT inserted FROM cdp.sync('tfail');
SELECT records FROM cdp.resolve('tfail');
SELECT cdp.add_event_source('tfail', 'visits', 'trait_visit', 'c', 'who', 'ts');
SELECT cdp.add_event_source('tfail', 'bills', 'trait_bill', 'c', 'who', 'ts', amount => 'netto::numeric');
SELECT cdp.add_event_source('tfail', 'pages', 'trait_page', 'c', 'who', 'ts', amount => 'n', mode => 'trigger');

-- a count of all events does not read amounts, a sum of visits not those of bills; both in one statement do
SELECT cdp.set_source_mode('tfail', 'c', 'trigger') \g /dev/null
CALL cdp.process_queue('tfail', at => '2025-06-20');
SELECT cdp.add_trait('tfail', 'events', 'count', at => '2025-06-20'), cdp.add_trait('tfail', 'seen', 'sum', 'visits', at => '2025-06-20'),
    cdp.add_trait('tfail', 'fresh', 'count', 'pages', within => '30 days', at => '2025-06-20'), cdp.add_trait('tfail', 'lately', 'count', 'visits', within => '60 days', at => '2025-06-20');
SELECT cdp.create_segment('tfail', 'mails', $$email LIKE '%posteo%'$$, at => '2025-06-20'), cdp.create_segment('tfail', 'busy', 'events > 2', at => '2025-06-20'),
    cdp.create_segment('tfail', 'both', 'events > 2 AND lately > 1', at => '2025-06-20');
INSERT INTO trait_bill VALUES (2, '2025-06-02', '12,50');
INSERT INTO trait_visit VALUES (2, '2025-06-02');
SELECT * FROM cdp.refresh_segments('tfail', '2025-06-21') ORDER BY 1;
SELECT events, fresh, lately, count(*) FROM tfail.unified_profile GROUP BY 1, 2, 3 ORDER BY 1;
SELECT name, error FROM tfail.trait ORDER BY 1;
CALL cdp.process_queue('tfail', at => '2025-06-21');
-- each falls due by itself
SELECT at, count(*) FROM tfail.segment_due WHERE segment_id = 0 GROUP BY 1 ORDER BY 1;
SELECT cdp.process_due('tfail', '2025-07-01') AS moved, (SELECT sum(fresh) FROM tfail.unified_profile) AS before;
SELECT sum(fresh) AS fresh, sum(lately) AS lately FROM tfail.unified_profile;
SELECT at, count(*) FROM tfail.segment_due WHERE segment_id = 0 GROUP BY 1 ORDER BY 1;
-- a write goes on
UPDATE trait_bill SET netto = '1' WHERE who = 2;
SELECT cdp.create_segment('tfail', 'quick', 'events > 1', mode => 'immediate');
INSERT INTO trait_bill VALUES (50, '2025-06-02', '12,50');
INSERT INTO trait_client VALUES (50, 'kim@posteo.de');
SELECT email, events FROM tfail.unified_profile WHERE email = 'kim@posteo.de';
SELECT source_key, error FROM tfail.queue;
SELECT name, error FROM tfail.trait WHERE error IS NOT NULL;
SELECT segment, error FROM tfail.segment_overview WHERE error IS NOT NULL;
SELECT cdp.drop_segment('tfail', s) FROM unnest(ARRAY['quick', 'both', 'busy']) AS s \g /dev/null
SELECT cdp.drop_trait('tfail', t) FROM unnest(ARRAY['events', 'seen', 'fresh', 'lately']) AS t \g /dev/null
DELETE FROM trait_bill WHERE who > 1;
DELETE FROM trait_visit WHERE ts > '2025-06-01';

-- typed ones, one of which does not count the row that cannot be read
SELECT cdp.add_trait('tfail', 'paid', 'sum', 'bills', within => '60 days', at => '2025-07-20'), cdp.add_trait('tfail', 'read', 'sum', 'pages', at => '2025-07-20');
INSERT INTO trait_bill VALUES (2, '2025-01-02', '12,50');
UPDATE trait_page SET n = n + 1 WHERE who = 2;
SELECT segment, members FROM cdp.refresh_segments('tfail', '2025-07-21') ORDER BY 1;
SELECT name, error FROM tfail.trait ORDER BY 1;
SELECT sum(paid) AS paid, sum(read) AS read FROM tfail.unified_profile;
DELETE FROM trait_bill WHERE who = 2;

-- one that heals while another one fails
SELECT segment, members FROM cdp.refresh_segments('tfail', '2025-07-21') ORDER BY 1;
ALTER TABLE trait_bill RENAME netto TO x;
SELECT segment, members FROM cdp.refresh_segments('tfail', '2025-07-21') ORDER BY 1;
SELECT name, error FROM tfail.trait ORDER BY 1;
ALTER TABLE trait_bill RENAME x TO netto;
ALTER TABLE trait_page RENAME n TO m;
SELECT segment, members FROM cdp.refresh_segments('tfail', '2025-07-21') ORDER BY 1;
SELECT segment, members FROM cdp.refresh_segments('tfail', '2025-07-21') ORDER BY 1;
SELECT name, error FROM tfail.trait ORDER BY 1;
SELECT sum(paid) AS paid, sum(read) AS read FROM tfail.unified_profile;
ALTER TABLE trait_page RENAME m TO n;
SELECT segment, members FROM cdp.refresh_segments('tfail', '2025-07-21') ORDER BY 1;
SELECT name, error FROM tfail.trait ORDER BY 1;

-- one that fails keeps its values when the events of others go
SELECT cdp.drop_trait('tfail', 'read');
SELECT cdp.add_trait('tfail', 'seen', 'count', 'visits', at => '2025-07-21'), cdp.create_segment('tfail', 'rich', 'paid > 1 AND seen >= 0', at => '2025-07-21');
INSERT INTO trait_bill VALUES (2, '2025-06-02', '12,50');
SELECT segment, members FROM cdp.refresh_segments('tfail', '2025-07-21') ORDER BY 1;
DELETE FROM trait_visit WHERE who <= 3;
SELECT * FROM cdp.refresh_segments('tfail', '2025-07-21') ORDER BY 1;
SELECT paid, seen, count(*) FROM tfail.unified_profile GROUP BY 1, 2 ORDER BY 1, 2;
SELECT name, error FROM tfail.trait ORDER BY 1;
-- and loses them when its own go, too
DELETE FROM trait_bill;
SELECT * FROM cdp.refresh_segments('tfail', '2025-07-21') ORDER BY 1;
SELECT paid, seen, count(*) FROM tfail.unified_profile GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*) FROM tfail.profile_trait;
SELECT cdp.drop_hub('tfail', 'tfail');
DROP TABLE trait_client, trait_visit, trait_bill, trait_page;
