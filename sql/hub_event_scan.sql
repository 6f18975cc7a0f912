-- SPDX-License-Identifier: PostgreSQL
-- Events of mode scan that something was evaluated on before a scan has seen them: the next refresh looks at them again, and
-- its result is that of a computation from scratch.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never
\set VERBOSITY default

CREATE TABLE scan_client (id int PRIMARY KEY, mail text);
INSERT INTO scan_client SELECT i, 'a' || i || '@posteo.de' FROM generate_series(1, 20) AS i;
CREATE TABLE scan_visit (who int, ts timestamptz);
INSERT INTO scan_visit SELECT i, '2025-06-01' FROM generate_series(1, 20) AS i;
CREATE TABLE scan_bill (who int, ts timestamptz, netto numeric);
INSERT INTO scan_bill VALUES (1, '2025-06-01', 5);
SELECT cdp.create_hub('scan', 'empty');
SELECT cdp.add_attribute('scan', 'email', 'email') \g /dev/null
SELECT cdp.add_source('scan', 'c', 'scan_client', mapping => '{"email": "mail"}', observed_at => 'NULL::timestamptz') \g /dev/null
SELECT inserted FROM cdp.sync('scan');
SELECT records FROM cdp.resolve('scan');
SELECT cdp.add_event_source('scan', 'visits', 'scan_visit', 'c', 'who', 'ts');
SELECT cdp.add_event_source('scan', 'bills', 'scan_bill', 'c', 'who', 'ts', amount => 'netto');
SELECT cdp.set_source_mode('scan', 'c', 'trigger') \g /dev/null
CALL cdp.process_queue('scan');

-- a write evaluates events that come and go between two scans
SELECT cdp.create_segment('scan', 'quick', $$did('bills') AND email LIKE '%posteo%'$$, mode => 'immediate');
SELECT * FROM cdp.refresh_segments('scan');
INSERT INTO scan_bill VALUES (5, '2025-06-02', 9);
UPDATE scan_client SET mail = 'a5b@posteo.de' WHERE id = 5;
SELECT members FROM scan.segment_overview;
SELECT count(*) AS unseen FROM scan.event_state WHERE events < 0;
DELETE FROM scan_bill WHERE who = 5;
SELECT * FROM cdp.refresh_segments('scan');
SELECT count(*) AS unseen FROM scan.event_state WHERE events < 0;
-- so does a trait that such a segment reads
SELECT cdp.add_trait('scan', 'spent', 'sum', 'bills');
SELECT cdp.create_segment('scan', 'big', 'spent > 10', mode => 'immediate');
INSERT INTO scan_bill VALUES (6, '2025-06-02', 90);
UPDATE scan_client SET mail = 'a6b@posteo.de' WHERE id = 6;
UPDATE scan_bill SET netto = 9 WHERE who = 6;
SELECT * FROM cdp.refresh_segments('scan') ORDER BY 1;
SELECT sum(spent) FROM scan.unified_profile;
DELETE FROM scan_bill WHERE who = 6;
SELECT * FROM cdp.refresh_segments('scan') ORDER BY 1;
SELECT sum(entered + exited) AS moved FROM cdp.refresh_segments('scan', everything => true);

-- what is new is evaluated on data that a scan has seen
SELECT cdp.create_segment('scan', 'bills', $$did('bills')$$);
INSERT INTO scan_bill VALUES (7, '2025-06-02', 9);
SELECT cdp.create_segment('scan', 'later', $$did('bills')$$);
DELETE FROM scan_bill WHERE who = 7;
SELECT * FROM cdp.refresh_segments('scan') ORDER BY 1;
INSERT INTO scan_bill VALUES (8, '2025-06-02', 9);
SELECT cdp.add_trait('scan', 'bills', 'count', 'bills');
DELETE FROM scan_bill WHERE who = 8;
SELECT * FROM cdp.refresh_segments('scan') ORDER BY 1;
SELECT sum(bills) FROM scan.unified_profile;
-- as is a definition or a mode that is new, with what refers to it
SELECT cdp.create_segment('scan', 'mails', $$email LIKE 'a1%'$$), cdp.create_segment('scan', 'mail_bills', $$in_segment('mails') AND did('bills')$$);
INSERT INTO scan_bill VALUES (9, '2025-06-02', 9);
SELECT cdp.alter_segment('scan', 'mails', $$email LIKE 'a%'$$);
DELETE FROM scan_bill WHERE who = 9;
SELECT * FROM cdp.refresh_segments('scan') ORDER BY 1;
INSERT INTO scan_bill VALUES (10, '2025-06-02', 9);
SELECT cdp.alter_segment('scan', 'mails', $$did('bills')$$);
DELETE FROM scan_bill WHERE who = 10;
SELECT * FROM cdp.refresh_segments('scan') ORDER BY 1;
INSERT INTO scan_bill VALUES (11, '2025-06-02', 9);
SELECT cdp.alter_segment('scan', 'later', mode => 'scheduled');
DELETE FROM scan_bill WHERE who = 11;
SELECT * FROM cdp.refresh_segments('scan') ORDER BY 1;
SELECT sum(entered + exited) AS moved FROM cdp.refresh_segments('scan', everything => true);

-- a table that is gone is told, until it is back
ALTER TABLE scan_bill RENAME TO scan_invoice;
INSERT INTO scan_visit VALUES (2, '2025-06-02');
SELECT * FROM cdp.refresh_segments('scan') ORDER BY 1;
SELECT name, error, failed_at IS NOT NULL AS failed FROM scan.event_source ORDER BY 1;
SELECT segment, members, error, alerts FROM scan.segment_overview WHERE error IS NOT NULL ORDER BY 1;
ALTER TABLE scan_invoice RENAME TO scan_bill;
INSERT INTO scan_bill VALUES (12, '2025-06-02', 9);
SELECT * FROM cdp.refresh_segments('scan') ORDER BY 1;
SELECT name, error FROM scan.event_source ORDER BY 1;
SELECT segment, error FROM scan.segment_overview WHERE error IS NOT NULL;
SELECT sum(entered + exited) AS moved FROM cdp.refresh_segments('scan', everything => true);

-- a refresh of the segments of mode immediate alone is no write: it reads what they depend on, and tries again what failed
INSERT INTO scan_bill VALUES (3, '2025-06-02', 9);
SELECT * FROM cdp.refresh_segments('scan', mode => 'immediate') ORDER BY 1;
ALTER TABLE scan_bill RENAME ts TO tag;
UPDATE scan_client SET mail = 'a3b@posteo.de' WHERE id = 3;
SELECT segment, error FROM scan.segment_overview WHERE error IS NOT NULL ORDER BY 1;
ALTER TABLE scan_bill RENAME tag TO ts;
SELECT * FROM cdp.refresh_segments('scan', mode => 'immediate') ORDER BY 1;
SELECT segment, error FROM scan.segment_overview WHERE error IS NOT NULL ORDER BY 1;
SELECT cdp.drop_hub('scan', 'scan');
DROP TABLE scan_client, scan_visit, scan_bill;
