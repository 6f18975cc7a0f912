-- SPDX-License-Identifier: PostgreSQL
-- Event sources and traits of a hub: expressions, windows at a clock, events that follow merges and splits, refusals.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never

CREATE TABLE ev_client (id int PRIMARY KEY, first_name text, last_name text, mail text, town text, born date, seen timestamptz);
INSERT INTO ev_client SELECT i, f[(i + 1) / 2], l[(i + 1) / 2], lower(f[(i + 1) / 2] || '.' || l[(i + 1) / 2] || '@free.fr'), CASE WHEN (i + 1) / 2 % 2 = 0 THEN 'Lyon' ELSE 'Paris' END, date '1950-01-01' + (i + 1) / 2 * 777, '2025-01-01'
FROM (SELECT ARRAY['Thomas', 'Zoé', 'Jean', 'Luc', 'Inès', 'Sarah', 'Hugo', 'Nina'] AS f, ARRAY['Martin', 'Bernard', 'Petit', 'Moreau', 'Garcia', 'Roux', 'Fontaine', 'Lefèvre'] AS l) AS n, generate_series(1, 16) AS i;
SELECT cdp.create_hub('ev', 'empty');
SELECT cdp.add_attribute('ev', n, n) FROM unnest(ARRAY['given_name', 'family_name', 'birth_date', 'email', 'city']) WITH ORDINALITY AS a (n, place) ORDER BY place \g /dev/null
SELECT cdp.add_source('ev', 'crm', 'ev_client', observed_at => 'seen', mapping => '{"given_name": "first_name", "family_name": "last_name", "birth_date": "born", "email": "mail", "city": "town"}') \g /dev/null
SELECT inserted FROM cdp.sync('ev');
SELECT records, profiles FROM cdp.resolve('ev');

CREATE TABLE ev_order (number int PRIMARY KEY, client int, bought_at timestamptz, total numeric, channel text);
INSERT INTO ev_order VALUES (1, 1, '2025-03-01', 100, 'web'), (2, 2, '2025-03-20', 50, 'shop'), (3, 3, '2025-03-10', 20, 'web'), (4, 4, '2025-02-01', 500, 'web'),
    (5, 5, '2025-05-01', 70, 'web'), (6, NULL, '2025-03-01', 1, 'web'), (7, 6, NULL, 1, 'web'), (8, 999, '2025-03-01', 1, 'web');
CREATE TABLE ev_visit (mail text, at timestamp, page text);
INSERT INTO ev_visit VALUES ('3', '2025-03-24 10:00', 'home'), ('3', '2025-03-24 10:05', 'cart'), ('4', '2025-03-25 00:00', 'cart'), ('12', '2025-03-01 00:00', 'help');

-- what is refused
SELECT cdp.add_event_source('ev', 'orders', 'ev_order', 'shop', 'client', 'bought_at');
SELECT cdp.add_event_source('ev', 'orders', 'ev_order', 'crm', 'klient', 'bought_at');
SELECT cdp.add_event_source('ev', 'orders', 'ev_order', 'crm', 'client', 'total');
SELECT cdp.add_event_source('ev', 'orders', 'ev_order', 'crm', 'client', 'bought_at', amount => 'sum(total)');
SELECT cdp.add_event_source('ev', 'orders', 'ev_order', 'crm', 'client', 'bought_at', mode => 'push');
SELECT cdp.add_event_source('ev', 'orders', 'ev_order', 'crm', 'client', NULL);
SELECT cdp.add_event_source('ev', 'orders', 'ev_order', 'crm', 'client', 'bought_at', type => '''purchase''', amount => 'total', properties => 'jsonb_build_object(''channel'', channel)');
SELECT cdp.add_event_source('ev', 'orders', 'ev_order', 'crm', 'client', 'bought_at');
SELECT cdp.add_event_source('ev', 'visits', 'ev_visit', 'crm', 'mail', 'at', type => 'page', mode => 'trigger');
SELECT name, relation_name, source, key, key_type, type, at, amount, mode FROM ev.event_source ORDER BY name;
SELECT cdp.event_sql('ev') AS statement \gset
SELECT profile_id, event_source, source_key, type, at, amount, properties FROM (:statement) e ORDER BY at, event_source, source_key;
-- handed to reports as it is
SELECT step, event, members FROM cdp.funnel(cdp.event_sql('ev'), '30 days', ARRAY['purchase', 'home']);
SELECT sum(members) FROM cdp.retention_matrix(cdp.event_sql('ev'), 'year');
SELECT step, source, target, members FROM cdp.paths(cdp.event_sql('ev'), 2);
-- an index on a numeric key serves a few profiles
CREATE INDEX ON ev_order (client);
SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
CREATE TEMP TABLE plan (line text);
DO $$ DECLARE line text; BEGIN FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || cdp.event_sql('ev', 'SELECT 1') LOOP INSERT INTO plan VALUES (line); END LOOP; END $$;
SELECT count(*) FROM plan WHERE line LIKE '%Index%ev_order_client_idx%';
RESET enable_seqscan; RESET enable_hashjoin; RESET enable_mergejoin;
-- keys that are numbers: how many events the planner expects; keys of 19 digits, negative ones, and texts that only look like a number
CREATE TABLE ev_key (id text PRIMARY KEY, first_name text);
INSERT INTO ev_key SELECT i::text, 'Ana' FROM generate_series(1, 2000) AS i;
INSERT INTO ev_key VALUES ('9223372036854775807', 'Max'), ('1234567890123456789', 'Snow'), ('-9223372036854775808', 'Min'), ('0', 'Nil'), ('007', 'Bond'), ('-0', 'Non'), ('9223372036854775808', 'Over'), ('12345678901234567890', 'Far');
CREATE TABLE ev_number AS SELECT i::bigint AS who, timestamptz '2025-01-01' AS at FROM generate_series(1, 2000) AS i, generate_series(1, 3);
INSERT INTO ev_number VALUES (9223372036854775807, '2025-01-02'), (1234567890123456789, '2025-01-02'), (-9223372036854775808, '2025-01-02'), (0, '2025-01-02'), (7, '2025-01-02');
ANALYZE ev_number;
SELECT cdp.create_hub('evk', 'empty'), cdp.add_attribute('evk', 'given_name', 'given_name') \g /dev/null
SELECT cdp.add_source('evk', 'k', 'ev_key', mapping => '{"given_name": "first_name"}') \g /dev/null
INSERT INTO evk.record (source, source_key, observed_at, row_hash, run_id) SELECT 'k', id, '2025-01-01', '', 0 FROM ev_key;
INSERT INTO evk.identity SELECT record_id, record_id, '2025-01-01' FROM evk.record;
ANALYZE evk.record, evk.identity;
SELECT cdp.add_event_source('evk', 'n', 'ev_number', 'k', 'who', 'at', type => '''seen''') \g /dev/null
SELECT cdp.event_sql('evk') AS statement \gset
SELECT source_key, count(*) FROM (:statement) e WHERE at > '2025-01-01' GROUP BY 1 ORDER BY source_key COLLATE "C";
DO $do$ DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) ' || cdp.event_sql('evk') INTO plan; RAISE NOTICE 'about 6000 rows expected: %', (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8 BETWEEN 3000 AND 12000; END $do$;
SELECT cdp.drop_hub('evk', 'evk') \g /dev/null
DROP TABLE ev_key, ev_number;

-- traits: at a clock, typed, appended, commented
-- changes are noted from the first trait or segment on
SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'touch\_%' AND tgrelid IN ('ev.profile'::regclass, 'ev.identity'::regclass);
SELECT cdp.add_trait('ev', 'orders', 'count', 'purchase', at => '2025-03-25');
SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'touch\_%' AND tgrelid IN ('ev.profile'::regclass, 'ev.identity'::regclass);
SELECT cdp.add_trait('ev', 'revenue_30d', 'sum', 'purchase', within => '30 days', at => '2025-03-25');
SELECT cdp.add_trait('ev', 'last_channel', 'last', 'purchase', value => $$properties ->> 'channel'$$, at => '2025-03-25');
SELECT cdp.add_trait('ev', 'first_order', 'first', 'purchase', at => '2025-03-25');
SELECT cdp.add_trait('ev', 'biggest', 'max', filter => $$event_source = 'orders'$$, at => '2025-03-25');
SELECT cdp.add_trait('ev', 'pages', 'distinct', value => 'type', filter => $$event_source = 'visits'$$, at => '2025-03-25');
SELECT cdp.add_trait('ev', 'usual', 'most_frequent', value => 'type', at => '2025-03-25');
CREATE TEMP VIEW traits AS SELECT profile_id, given_name, orders, revenue_30d, last_channel, first_order, biggest, pages, usual FROM ev.unified_profile;
SELECT * FROM traits ORDER BY 1;
SELECT a.attname, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum) FROM pg_attribute a WHERE a.attrelid = 'ev.unified_profile'::regclass AND a.attnum > 11 ORDER BY a.attnum;
SELECT profile_id, given_name, orders, first_order, last_channel FROM ev.unified_profile_masked ORDER BY 1 LIMIT 2;
-- a text counts as personal until somebody says that it is not
SELECT cdp.set_personal('ev', 'last_channel', false), cdp.set_personal('ev', 'orders', true);
SELECT profile_id, given_name, orders, first_order, last_channel FROM ev.unified_profile_masked ORDER BY 1 LIMIT 2;
SELECT name, personal FROM ev.trait ORDER BY position;
SELECT cdp.set_personal('ev', 'last_chanel', false);
SELECT cdp.add_attribute('ev', 'vip', 'boolean');
SELECT cdp.add_attribute('ev', 'orders', 'number');
SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'ev.unified_profile'::regclass;

-- the clock moves: the window of an order ends 30 days after it, to the moment
SELECT cdp.process_due('ev', '2025-03-30 23:59:59.999999'); SELECT revenue_30d FROM traits WHERE given_name = 'Thomas';
SELECT cdp.process_due('ev', '2025-03-31'); SELECT revenue_30d FROM traits WHERE given_name = 'Thomas';
SELECT cdp.process_due('ev', '2025-05-02'); SELECT * FROM traits WHERE orders > 0 ORDER BY 1;
-- and back: it computes what it was
SELECT count(*) FROM cdp.refresh_segments('ev', '2025-03-31', everything => true); SELECT profile_id, orders, revenue_30d FROM traits WHERE orders > 0 ORDER BY 1;

-- what changed is noticed: by digest, by trigger
INSERT INTO ev_order VALUES (9, 7, '2025-03-30', 10, 'web'); UPDATE ev_order SET total = 25 WHERE number = 3; DELETE FROM ev_order WHERE number = 1;
INSERT INTO ev_visit VALUES ('7', '2025-03-30', 'home'); DELETE FROM ev_visit WHERE mail = '12'; UPDATE ev_visit SET mail = '6' WHERE page = 'cart' AND mail = '4';
SELECT event_source, source_key FROM ev.touched_event ORDER BY event_source, source_key COLLATE "C";
SELECT cdp._touch_events('ev', '{NULL}');
SELECT p.profile_id, p.given_name, count(*) FROM ev.touched_profile t JOIN ev.profile p USING (profile_id) WHERE t.changed = '{*}' GROUP BY 1, 2 ORDER BY 1;
SELECT count(*) FROM cdp.refresh_segments('ev', '2025-03-31'); SELECT * FROM traits WHERE usual IS NOT NULL ORDER BY 1;
TRUNCATE ev_visit;
SELECT count(*) FROM cdp.refresh_segments('ev', '2025-03-31'); SELECT max(pages), count(usual) FROM traits;
SELECT (SELECT count(*) FROM ev.touched_event), (SELECT count(*) FROM ev.touched_profile);

-- events follow a merge and a split
UPDATE ev_client SET first_name = 'Luc', last_name = 'Moreau', mail = 'luc.moreau@free.fr', born = date '1950-01-01' + 4 * 777, town = 'Lyon' WHERE id = 3;
SELECT updated FROM cdp.sync('ev'); SELECT count(*) FROM cdp.resolve('ev');
SELECT count(*) FROM cdp.refresh_segments('ev', '2025-03-31'); SELECT p.profile_id, p.given_name, record_count, t.orders, t.biggest FROM ev.unified_profile p JOIN traits t USING (profile_id) WHERE p.given_name IN ('Luc', 'Zoé') ORDER BY 1;
UPDATE ev_client SET first_name = 'Zoé', last_name = 'Bernard', mail = 'zoé.bernard@free.fr', born = date '1950-01-01' + 2 * 777 WHERE id = 3;
SELECT updated FROM cdp.sync('ev'); SELECT count(*) FROM cdp.resolve('ev');
SELECT count(*) FROM cdp.refresh_segments('ev', '2025-03-31'); SELECT p.profile_id, p.given_name, record_count, t.orders, t.biggest FROM ev.unified_profile p JOIN traits t USING (profile_id) WHERE p.given_name IN ('Luc', 'Zoé') ORDER BY 1;

-- refusals of traits
SELECT cdp.add_trait('ev', 'orders', 'count');
SELECT cdp.add_trait('ev', 'email', 'count');
SELECT cdp.add_trait('ev', 'Orders', 'count');
SELECT cdp.add_trait('ev', 'x', 'average');
SELECT cdp.add_trait('ev', 'x', 'distinct');
SELECT cdp.add_trait('ev', 'x', 'count', value => 'amount');
SELECT cdp.add_trait('ev', 'x', 'sum', value => 'type');
SELECT cdp.add_trait('ev', 'x', 'min', value => 'properties');
SELECT cdp.add_trait('ev', 'x', 'count', within => '-1 day');
SELECT cdp.add_trait('ev', 'x', 'count', filter => 'amount > ');
SELECT cdp.add_trait('ev', 'x', 'count', filter => 'at > now()');
SELECT cdp.add_trait('ev', 'x', 'count', filter => 'total > 10');
SELECT cdp.add_trait('ev', 'x', 'count', filter => 'amount');
SELECT count(*) FROM ev.trait;

-- a trait that fails keeps its values and the error, stops no other, and is tried again for everybody
SELECT cdp.add_trait('ev', 'odds', 'max', 'purchase', value => '10 / (amount - 77)', at => '2025-03-31'), cdp.add_trait('ev', 'spent', 'sum', 'purchase', at => '2025-03-31');
SELECT cdp.create_segment('ev', 'odd', 'odds < 0', at => '2025-03-31'), cdp.create_segment('ev', 'spenders', 'spent > 0', at => '2025-03-31');
CREATE TEMP TABLE kept AS SELECT profile_id, odds FROM ev.profile_trait;
INSERT INTO ev_order VALUES (20, 9, '2025-03-30', 77, 'web'), (21, 11, '2025-03-30', 5, 'web');
BEGIN;
SELECT cdp.add_trait('ev', 'bought', 'count', 'purchase', at => '2025-03-31');
SELECT name, error FROM ev.trait WHERE error IS NOT NULL;
SELECT count(*) > 0 AS counted FROM ev.profile_trait WHERE bought > 0;
ROLLBACK;
SELECT segment, entered, exited FROM cdp.refresh_segments('ev', '2025-04-01') ORDER BY 1;
SELECT name, error, failed_at IS NOT NULL AS failed FROM ev.trait WHERE error IS NOT NULL;
SELECT segment, error, alerts FROM ev.segment_overview ORDER BY 1;
SELECT count(*) FILTER (WHERE k.profile_id IS NULL) AS new, count(t.odds) FILTER (WHERE k.profile_id IS NULL) AS new_odds, count(*) FILTER (WHERE t.odds IS DISTINCT FROM k.odds AND k.profile_id IS NOT NULL) AS other_odds FROM ev.profile_trait t LEFT JOIN kept k USING (profile_id);
SELECT count(*) FROM cdp.refresh_segments('ev', '2025-04-02');
SELECT cdp.add_trait('ev', 'x', 'max', 'purchase', value => '10 / (amount - 77)');
UPDATE ev_order SET total = 78 WHERE number = 20;
SELECT segment, entered, exited FROM cdp.refresh_segments('ev', '2025-04-03') ORDER BY 1;
SELECT count(*) FROM ev.trait WHERE error IS NOT NULL OR failed_at IS NOT NULL;
SELECT segment, members, alerts FROM ev.segment_overview ORDER BY 1;
CREATE TEMP TABLE healed AS SELECT t.* FROM ev.profile_trait t;
CREATE TEMP TABLE healed_due AS SELECT d.* FROM ev.segment_due d WHERE d.segment_id = 0;
SELECT sum(entered + exited) AS moved FROM cdp.refresh_segments('ev', '2025-04-03', everything => true);
SELECT (SELECT count(*) FROM (SELECT t.* FROM ev.profile_trait t EXCEPT TABLE healed) q) AS different, (SELECT count(*) FROM (SELECT d.* FROM ev.segment_due d WHERE d.segment_id = 0 EXCEPT TABLE healed_due) q) AS other_dues;
DROP VIEW traits;
SELECT cdp.drop_segment('ev', 'odd'), cdp.drop_segment('ev', 'spenders'), cdp.drop_trait('ev', 'odds'), cdp.drop_trait('ev', 'spent');
CREATE TEMP VIEW traits AS SELECT profile_id, given_name, orders, revenue_30d, last_channel, first_order, biggest, pages, usual FROM ev.unified_profile;
DELETE FROM ev_order WHERE number > 19;

-- a source is kept while event sources name its keys
SELECT cdp.drop_source('ev', 'crm', confirm => 'crm');
SELECT cdp.drop_event_source('ev', 'order', 'order');
SELECT cdp.drop_event_source('ev', 'orders', 'yes');
SELECT cdp.drop_event_source('ev', 'orders');
-- nor is an event source taken away from what reads it, unless that is meant
SELECT cdp.drop_event_source('ev', 'visits', 'visits');
SELECT cdp.create_segment('ev', 'buyer', $$did('purchase')$$) > 0 AS members;
SELECT cdp.drop_event_source('ev', 'orders', 'orders');
SELECT cdp.drop_segment('ev', 'buyer');
-- a type that no event has may be misspelt
SELECT cdp.create_segment('ev', 'none', $$did('purchse') OR did('cart') OR did('')$$);
SELECT cdp.drop_segment('ev', 'none');
BEGIN;
SELECT cdp.add_trait('ev', 'karts', 'count', 'kart');
ROLLBACK;
SELECT cdp.drop_event_source('ev', 'visits', 'visits', force => true), cdp.drop_event_source('ev', 'orders', 'orders', force => true);
SELECT count(*) FROM cdp.refresh_segments('ev', '2025-04-03'); SELECT sum(orders), count(biggest) FROM traits;
INSERT INTO ev_visit VALUES ('7', '2025-03-30', 'home');

-- a trait goes with its column; what was granted on the views stays granted
SELECT cdp.drop_trait('ev', 'biggest');
DROP VIEW traits;
CREATE ROLE ev_reader;
GRANT SELECT ON ev.unified_profile TO ev_reader WITH GRANT OPTION;
GRANT SELECT (orders, email) ON ev.unified_profile_masked TO ev_reader;
SELECT cdp.create_segment('ev', 'big', 'biggest > 10');
SELECT cdp.drop_trait('ev', 'biggest');
SELECT cdp.drop_segment('ev', 'big'), cdp.drop_trait('ev', 'biggest'), cdp.drop_trait('ev', 'orders');
SELECT cdp.drop_trait('ev', 'biggest');
SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'ev.unified_profile'::regclass AND attnum > 11;
SELECT relname, relacl::text LIKE '%ev_reader=r%' AS granted FROM pg_class WHERE oid IN ('ev.unified_profile'::regclass, 'ev.unified_profile_masked'::regclass) ORDER BY 1;
SELECT attname, attacl::text LIKE '%ev_reader=r%' AS granted FROM pg_attribute WHERE attrelid = 'ev.unified_profile_masked'::regclass AND attacl IS NOT NULL;
SELECT has_table_privilege('ev_reader', 'ev.unified_profile', 'SELECT WITH GRANT OPTION') AS may_grant;
SELECT cdp.add_trait('ev', 'orders', 'sum', 'purchase');
SELECT cdp.drop_trait('ev', name) FROM ev.trait \g /dev/null
SELECT count(*) FROM ev.profile_trait;
SELECT count(*) FROM ev.segment_due;
SELECT cdp.process_due('ev', '2031-01-01');
-- a table that is gone: what does not read its events goes on
SELECT cdp.add_event_source('ev', 'orders', 'ev_order', 'crm', 'client', 'bought_at', type => '''purchase''');
SELECT cdp.create_segment('ev', 'lyon', $$city = 'Lyon'$$), cdp.create_segment('ev', 'buyers', $$did('purchase')$$) \g /dev/null
DROP TABLE ev_order;
UPDATE ev_client SET town = 'Lyon', first_name = 'Tom' WHERE id < 3;
SELECT updated FROM cdp.sync('ev');
SELECT links > 0 AS linked FROM cdp.resolve('ev');
SELECT segment, entered FROM cdp.refresh_segments('ev', '2031-01-02') ORDER BY 1;
SELECT segment, members, error FROM ev.segment_overview ORDER BY 1;
SELECT cdp.event_sql('ev');
SELECT cdp.drop_segment('ev', 'buyers'), cdp.drop_event_source('ev', 'orders', confirm => 'orders');
SELECT cdp.event_sql('ev') LIKE '%WHERE false' AS goes_on;
-- nothing falls due while the only trait fails
CREATE TABLE ev_sale (client int, at timestamptz, total numeric);
INSERT INTO ev_sale VALUES (9, '2032-03-30', 78);
SELECT cdp.add_event_source('ev', 'sales', 'ev_sale', 'crm', 'client', 'at', type => '''purchase''', amount => 'total');
SELECT cdp.add_trait('ev', 'odds', 'max', 'purchase', value => '10 / (amount - 77)', within => '30 days', at => '2032-03-31');
UPDATE ev_sale SET total = 77;
SELECT count(*) FROM cdp.refresh_segments('ev', '2032-04-01');
SELECT name, error FROM ev.trait;
SELECT count(*) FROM cdp.refresh_segments('ev', '2032-08-01');
SELECT count(*) FROM ev.segment_due WHERE segment_id = 0;
UPDATE ev_sale SET total = 79;
SELECT count(*) FROM cdp.refresh_segments('ev', '2032-08-02');
SELECT name, error FROM ev.trait;
-- events that are left out before they are joined count at none of the times: months and days of every length, at clocks around them
CREATE FUNCTION ev_kept(clocks timestamptz[], withins interval[], OUT left_out bigint, OUT wrongly bigint) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('SELECT count(*) FILTER (WHERE NOT q.kept), count(*) FILTER (WHERE NOT q.kept AND EXISTS (SELECT FROM unnest($2) AS c, unnest($3) AS w WHERE q.at + w > c))
        FROM (SELECT e.at, true %s AS kept FROM (SELECT $1 AS at FROM (SELECT) u) z, generate_series(timestamptz ''2031-07-01'', ''2032-04-20'', ''13 hours'') AS e (at)) q', cdp._event_since(withins))
        INTO left_out, wrongly USING NULL::timestamptz, clocks, withins;
END
$$;
SELECT count(*) AS clocks, sum(wrongly) AS wrongly, min(left_out) > 0 AS leave_out
FROM generate_series(timestamptz '2032-02-01', '2032-04-10', '31 hours') AS m,
    (VALUES ('{1 hour}'::interval[]), ('{30 days,1 mon}'), ('{1 mon 1 day}'), ('{3 mons -20 days}'), ('{1 mon -27 days -1 hour}')) AS w (withins),
    LATERAL ev_kept(ARRAY[m + interval '40 days', m], w.withins);
SELECT cdp._event_since('{30 days,NULL}') = '' AND cdp._event_since('{5000 years}') = '' AND cdp._event_since('{100000 years -35990000 days}') = '' AND cdp._event_since('{}') = '' AS keeps_all;
DROP FUNCTION ev_kept;
SELECT cdp._event_type_filter('ev_client', 'kind', '{a,b}') AS of_a_column,
    cdp._event_type_filter('ev_client', 'upper(kind)', '{a}') || cdp._event_type_filter('ev_client', 'kind', '{a,NULL}') || cdp._event_type_filter('ev_client', 'kind', '{}') || cdp._event_type_filter('ev.unified_profile', 'kind', '{a}') AS none;
DROP OWNED BY ev_reader;
DROP ROLE ev_reader;
SELECT cdp.drop_hub('ev', 'ev');
DROP TABLE ev_client, ev_visit, ev_sale;
