-- SPDX-License-Identifier: PostgreSQL
-- What a write does not do for segments and traits that fail: read event sources row by row, and look at everybody.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never

CREATE TABLE fw_client (id int PRIMARY KEY, mail text, town text);
INSERT INTO fw_client SELECT i, 'a' || i || '@posteo.de', 'Berlin' FROM generate_series(1, 20) AS i;
CREATE TABLE fw_bill (who int, ts timestamptz, netto text);
INSERT INTO fw_bill SELECT i, '2025-06-01', '5' FROM generate_series(1, 20) AS i;
CREATE TABLE fw_sale (who int, ts timestamptz, total text);
INSERT INTO fw_sale SELECT i, '2025-06-01', '5' FROM generate_series(1, 20) AS i;
-- counts the rows that are read to find the one which fails
CREATE SEQUENCE fw_row;
CREATE FUNCTION fw_number(value text) RETURNS numeric LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF current_setting('synchronize_seqscans') = 'off' THEN
        PERFORM nextval('public.fw_row');
    END IF;
    RETURN value::numeric;
END
$$;
CREATE FUNCTION fw_rows() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    n bigint := (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM fw_row);
BEGIN
    PERFORM setval('fw_row', 1, false);
    RETURN n;
END
$$;
SELECT cdp.create_hub('fw', 'empty');
SELECT cdp.add_attribute('fw', n, n) FROM unnest(ARRAY['email', 'city']) WITH ORDINALITY AS a (n, place) ORDER BY place \g /dev/null
SELECT cdp.add_source('fw', 'c', 'fw_client', mapping => '{"email": "mail", "city": "town"}', observed_at => 'NULL::timestamptz', mode => 'trigger') \g /dev/null
CALL cdp.process_queue('fw');
SELECT records FROM cdp.resolve('fw');
SELECT cdp.add_event_source('fw', 'bills', 'fw_bill', 'c', 'who', 'ts', amount => 'public.fw_number(netto)');
SELECT cdp.add_event_source('fw', 'sales', 'fw_sale', 'c', 'who', 'ts', amount => 'public.fw_number(total)', mode => 'trigger');

-- a refresh reads a source that is broken row by row once, however many segments and traits fail with it
SELECT cdp.create_segment('fw', 'bill_' || i, format($$did('bills', filter => 'amount > %s')$$, i), mode => m, at => '2025-06-20'),
    cdp.create_segment('fw', 'sale_' || i, format($$did('sales', filter => 'amount > %s')$$, i), mode => m, at => '2025-06-20')
FROM (VALUES (1, 'scheduled'), (2, 'scheduled'), (3, 'queued')) AS v (i, m);
SELECT cdp.add_trait('fw', 'billed', 'sum', 'bills', at => '2025-06-20'), cdp.add_trait('fw', 'sold', 'sum', 'sales', at => '2025-06-20');
UPDATE fw_bill SET netto = '5,00' WHERE who = 3;
UPDATE fw_sale SET total = '7,00' WHERE who = 3;
SELECT fw_rows();
SELECT count(*) FROM cdp.refresh_segments('fw', '2025-06-21');
SELECT fw_rows();
SELECT name, error, error_code FROM fw.event_source ORDER BY name;
SELECT segment, error FROM fw.segment_overview WHERE error IS NOT NULL ORDER BY segment;
SELECT name, error FROM fw.trait ORDER BY name;
SELECT count(*) FROM cdp.refresh_segments('fw', '2025-06-21');
SELECT fw_rows();
-- a definition that fails by itself has none read that the refresh has read already
UPDATE fw_bill SET netto = '5' WHERE who = 3;
UPDATE fw_sale SET total = '7' WHERE who = 3;
SELECT count(*) FROM cdp.refresh_segments('fw', '2025-06-21');
SELECT name, error, error_code FROM fw.event_source ORDER BY name;
SELECT cdp.create_segment('fw', 'long', $$did('bills') AND 1 / (length(city) - 4) > -1$$, at => '2025-06-21');
UPDATE fw_client SET town = 'Bonn' WHERE id = 5;
CALL cdp.process_queue('fw', at => '2025-06-21');
SELECT fw_rows() AS rows \g /dev/null
SELECT count(*) FROM cdp.refresh_segments('fw', '2025-06-22');
SELECT fw_rows();
SELECT segment, error FROM fw.segment_overview WHERE error IS NOT NULL;
SELECT cdp.drop_segment('fw', 'long');

-- a write reads none, neither for a trait that fails nor for a segment
SELECT cdp.create_segment('fw', 'now_bill', $$did('bills', filter => 'amount > 1') AND city IS NOT NULL$$, mode => 'immediate'),
    cdp.create_segment('fw', 'now_sale', $$did('sales', filter => 'amount > 1') AND city IS NOT NULL$$, mode => 'immediate'),
    cdp.create_segment('fw', 'now_sold', 'sold > 1', mode => 'immediate');
SELECT fw_rows() AS rows \g /dev/null
UPDATE fw_bill SET netto = '5,00' WHERE who = 20;
UPDATE fw_client SET town = 'Ulm' WHERE id = 20;
UPDATE fw_sale SET total = '7,00' WHERE who = 20;
SELECT fw_rows();
SELECT segment, error FROM fw.segment_overview WHERE error IS NOT NULL ORDER BY segment;
SELECT name, error FROM fw.trait WHERE error IS NOT NULL ORDER BY name;
SELECT count(*) FROM cdp.refresh_segments('fw', mode => 'immediate');
SELECT fw_rows();
SELECT segment, error FROM fw.segment_overview WHERE error IS NOT NULL ORDER BY segment;
SELECT name, error FROM fw.trait WHERE error IS NOT NULL ORDER BY name;
UPDATE fw_bill SET netto = '5' WHERE who = 20;
UPDATE fw_sale SET total = '7' WHERE who = 20;
SELECT count(*) FROM cdp.refresh_segments('fw', mode => 'immediate');
SELECT segment, error FROM fw.segment_overview WHERE error IS NOT NULL ORDER BY segment;
SELECT count(*) FROM cdp.refresh_segments('fw');
SELECT segment, error FROM fw.segment_overview WHERE error IS NOT NULL;

-- and looks at nobody but those that it touched: what failed waits for a refresh
UPDATE fw_client SET town = 'Berlin' WHERE id = 5;
SELECT cdp.create_segment('fw', 'short', '1 / (length(city) - 4) > -1', mode => 'immediate');
UPDATE fw_client SET town = 'Bonn' WHERE id = 6;
SELECT members, error FROM fw.segment_overview WHERE segment = 'short';
UPDATE fw_client SET town = 'Ulm' WHERE id = 6;
SELECT members, error FROM fw.segment_overview WHERE segment = 'short';
CALL cdp.process_queue('fw');
SELECT members, error FROM fw.segment_overview WHERE segment = 'short';

-- what an earlier refresh found, and is mended, is not blamed for what fails now
UPDATE fw_bill SET netto = '5,00' WHERE who = 3;
SELECT count(*) FROM cdp.refresh_segments('fw');
SELECT error FROM fw.event_source WHERE name = 'bills';
UPDATE fw_bill SET netto = '5' WHERE who = 3;
SELECT members FROM cdp.preview_segment('fw', $$did('bills') AND city::int > 3$$);
SELECT cdp.refresh_segments('fw') \g /dev/null
-- what nothing reads any more is not known to fail
SELECT cdp.create_segment('fw', 'sold', $$did('sales') AND email LIKE '%1%'$$) \g /dev/null
UPDATE fw_sale SET total = 'x' WHERE who = 7;
SELECT count(*) FROM cdp.refresh_segments('fw');
SELECT error IS NOT NULL AS known FROM fw.event_source WHERE name = 'sales';
SELECT cdp.drop_segment('fw', segment) FROM fw.segment_overview \g /dev/null
SELECT cdp.drop_trait('fw', name) FROM fw.trait \g /dev/null
SELECT count(*) FROM cdp.refresh_segments('fw');
SELECT error IS NOT NULL AS known FROM fw.event_source WHERE name = 'sales';
UPDATE fw_sale SET total = '7' WHERE who = 7;

-- a column of a view is an expression too: a row that is nobody's event stops nothing
CREATE TABLE fw_raw (who int, ts timestamptz, kind text);
INSERT INTO fw_raw SELECT i, '2025-06-01', '5' FROM generate_series(1, 20) AS i;
INSERT INTO fw_raw VALUES (999, '2025-06-01', 'five');
CREATE VIEW fw_seen AS SELECT who, ts, CASE kind::int WHEN 5 THEN 'five' END AS kind FROM fw_raw;
SET client_min_messages = error;
SELECT cdp.add_event_source('fw', 'seen', 'fw_seen', 'c', 'who', 'ts', type => 'kind', mode => 'scan');
SELECT cdp.create_segment('fw', 'five', $$did('five')$$);
SET client_min_messages = warning;

-- when a segment may change is forgotten with it, in the same transaction too
BEGIN;
SELECT cdp.create_segment('fw', 'lately', $$did('five', within => '30 years')$$);
SELECT cdp.drop_segment('fw', 'lately') \g /dev/null
SELECT cdp.add_trait('fw', 'fives', 'count', 'five') \g /dev/null
COMMIT;
SELECT count(*) FROM fw.segment_due d WHERE d.segment_id <> 0 AND NOT EXISTS (SELECT FROM fw.segment s WHERE s.segment_id = d.segment_id);
SELECT cdp.drop_hub('fw', 'fw');
DROP VIEW fw_seen;
DROP TABLE fw_client, fw_bill, fw_sale, fw_raw;
DROP FUNCTION fw_number, fw_rows;
DROP SEQUENCE fw_row;
