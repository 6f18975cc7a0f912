-- SPDX-License-Identifier: PostgreSQL
-- Segments of a hub: definitions and refusals, lists, composites, waterfalls, holdouts, previews; windows that end to the
-- moment; merges and splits without false exits; modes; rights.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never

CREATE TABLE seg_client (id int PRIMARY KEY, first_name text, last_name text, mail text, town text, born date, seen timestamptz);
INSERT INTO seg_client SELECT i, f[p], l[p], CASE WHEN p <> 3 THEN lower(f[p] || '.' || l[p] || '@free.fr') END, CASE WHEN p % 2 = 0 THEN 'Lyon' ELSE 'Paris' END, date '1950-01-01' + p * 777, timestamptz '2025-01-01' + p * interval '1 day'
FROM (SELECT ARRAY['Thomas', 'Zoé', 'Jean', 'Luc', 'Inès', 'Sarah', 'Hugo', 'Nina'] AS f, ARRAY['Martin', 'Bernard', 'Petit', 'Moreau', 'Garcia', 'Roux', 'Fontaine', 'Lefèvre'] AS l) AS n, generate_series(1, 16) AS i, LATERAL (SELECT (i + 1) / 2 AS p) AS q;
CREATE TABLE seg_order (number int PRIMARY KEY, client int, at timestamptz, total numeric, channel text);
INSERT INTO seg_order VALUES (1, 1, '2025-03-01 12:00', 100, 'web'), (2, 3, '2025-03-10 12:00', 20, 'web'), (3, 4, '2025-03-12 12:00', 500, 'shop'), (4, 7, '2025-03-20 12:00', 50, 'shop');
SELECT cdp.create_hub('seg', 'empty');
SELECT cdp.add_attribute('seg', n, n) FROM unnest(ARRAY['given_name', 'family_name', 'birth_date', 'email', 'city']) WITH ORDINALITY AS a (n, place) ORDER BY place \g /dev/null
SELECT cdp.add_source('seg', 'crm', 'seg_client', observed_at => 'seen', mapping => '{"given_name": "first_name", "family_name": "last_name", "birth_date": "born", "email": "mail", "city": "town"}') \g /dev/null
SELECT inserted FROM cdp.sync('seg');
SELECT records, profiles FROM cdp.resolve('seg');
SELECT cdp.add_event_source('seg', 'orders', 'seg_order', 'crm', 'client', 'at', type => '''purchase''', amount => 'total', properties => 'jsonb_build_object(''channel'', channel)') \g /dev/null
SELECT cdp.add_trait('seg', 'revenue_30d', 'sum', 'purchase', within => '30 days', at => '2025-03-21') \g /dev/null
CREATE FUNCTION members(segment text) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(p.given_name, ' ' ORDER BY p.given_name) FROM seg.segment_member m JOIN seg.segment s USING (segment_id) JOIN seg.profile p USING (profile_id) WHERE s.name = segment $$;
CREATE FUNCTION told(after bigint) RETURNS TABLE (segment text, given_name text, event text, cause text, net boolean, at timestamptz) LANGUAGE sql AS $$
    SELECT s.name, COALESCE(p.given_name, 'gone'), e.event, e.cause, e.net, e.at FROM seg.segment_event e JOIN seg.segment s USING (segment_id) LEFT JOIN seg.profile p USING (profile_id) WHERE e.event_id > after ORDER BY e.event_id $$;

-- definitions
SELECT cdp.create_segment('seg', 'lyon', 'city = ''Lyon''', description => 'lives in Lyon', at => '2025-03-21'), members('lyon');
SELECT cdp.create_segment('seg', 'buyers', 'did(''purchase'', 1, ''30 days'')', at => '2025-03-21');
SELECT cdp.create_segment('seg', 'web_buyers', $$did('purchase', filter => 'amount >= 50 AND properties ->> ''channel'' = ''web''')$$, at => '2025-03-21');
SELECT cdp.create_segment('seg', 'big', 'revenue_30d >= 100 AND has_identifier(''email'')', at => '2025-03-21');
SELECT cdp.create_segment('seg', 'seen_lately', 'within(last_seen, ''75 days'')', at => '2025-03-21');
SELECT cdp.create_segment('seg', 'mixed', '(lyon | buyers) - big', 'composite', at => '2025-03-21');
SELECT cdp.create_segment('seg', 'letters', 'NOT in_segment(''mixed'') AND length(family_name) < 7 AND birth_date > ''1950-01-01''', at => '2025-03-21');
SELECT cdp.create_segment('seg', 'frozen', 'did(''purchase'', 1, ''30 days'')', 'snapshot', at => '2025-03-21');
SELECT cdp.create_segment('seg', 'friends', kind => 'static', at => '2025-03-21');
SELECT cdp.segment_add('seg', 'friends', ARRAY(SELECT profile_id FROM seg.profile WHERE given_name IN ('Luc', 'Nina')), '2025-03-21'), cdp.segment_add('seg', 'friends', ARRAY(SELECT profile_id FROM seg.profile WHERE given_name = 'Luc'), '2025-03-21');
SELECT name, kind, columns, reads_events, timed, members(name) FROM seg.segment ORDER BY segment_id;
SELECT sum(entered + exited) FROM cdp.refresh_segments('seg', '2025-03-21');

-- refusals, with the place
SELECT cdp.create_segment('seg', 'x', 'mail IS NOT NULL');
SELECT cdp.create_segment('seg', 'x', 'email IS NOT');
SELECT cdp.create_segment('seg', 'x', 'true; DELETE FROM seg.profile');
SELECT cdp.create_segment('seg', 'x', 'true FROM seg.profile');
SELECT cdp.create_segment('seg', 'x', 'profile_id IN (SELECT profile_id FROM seg.profile)');
SELECT cdp.create_segment('seg', 'x', 'count(*) > 1');
SELECT cdp.create_segment('seg', 'x', 'city');
SELECT cdp.create_segment('seg', 'x', 'p IS NOT NULL');
SELECT cdp.create_segment('seg', 'x', 'city = ''Lyon'' AND random() < 0.5');
SELECT cdp.create_segment('seg', 'x', 'last_seen > now() - interval ''1 day''');
SELECT cdp.create_segment('seg', 'x', 'birth_date < CURRENT_DATE');
SELECT cdp.create_segment('seg', 'x', 'age(birth_date::timestamp) > ''18 years''');
SELECT cdp.create_segment('seg', 'x', 'current_setting(''cdp.threads'') = ''1''');
SELECT cdp.create_segment('seg', 'x', 'did(city)');
SELECT cdp.create_segment('seg', 'x', 'did(''purchase'', 0)');
SELECT cdp.create_segment('seg', 'x', 'did(''purchase'', within => ''0 days'')');
SELECT cdp.create_segment('seg', 'x', 'did(''purchase'', filter => ''total > 1'')');
SELECT cdp.create_segment('seg', 'x', 'within(birth_date, ''-1 day'')');
SELECT cdp.create_segment('seg', 'x', 'in_segment(''lyons'')');
SELECT cdp.create_segment('seg', 'x', 'has_identifier(''iban'')');
SELECT cdp.create_segment('seg', 'x', 'sample(2, ''a'')');
SELECT cdp.create_segment('seg', 'x', 'cdp._helper(1)');
SELECT cdp.create_segment('seg', 'x', 'lyon & 3', 'composite');
SELECT cdp.create_segment('seg', 'x', 'lyon + big', 'composite');
SELECT cdp.create_segment('seg', 'x', NULL);
SELECT cdp.create_segment('seg', 'x', 'true', 'static');
SELECT cdp.create_segment('seg', 'x', 'true', 'lookalike');
SELECT cdp.create_segment('seg', 'x', 'true', mode => 'hourly');
SELECT cdp.create_segment('seg', 'X', 'true');
SELECT cdp.create_segment('seg', 'lyon', 'true');
SELECT cdp.segment_add('seg', 'lyon', '{1}');
SELECT cdp.segment_add('seg', 'friends', '{1,777}');
SELECT cdp.did('purchase');
SELECT count(*) FROM seg.segment;

-- a segment cannot depend on itself
SELECT cdp.alter_segment('seg', 'lyon', 'in_segment(''letters'')', at => '2025-03-21');
SELECT cdp.alter_segment('seg', 'lyon', 'in_segment(''lyon'')', at => '2025-03-21');
SELECT cdp.alter_segment('seg', 'friends', 'true', at => '2025-03-21');

-- bought in the last 30 days: out to the moment, and told at that time, also when the clock moves far
SELECT max(event_id) AS mark FROM seg.segment_event \gset
SELECT cdp.process_due('seg', '2025-03-31 11:59:59.999999'), members('buyers');
SELECT cdp.process_due('seg', '2025-03-31 12:00:00'), members('buyers');
SELECT * FROM told(:mark);
SELECT max(event_id) AS mark FROM seg.segment_event \gset
SELECT cdp.process_due('seg', '2025-06-01');
SELECT * FROM told(:mark) WHERE segment IN ('buyers', 'big', 'mixed');
SELECT array_agg(m) FROM cdp.segment_members_at('seg', 'buyers', '2025-04-11 11:59') m;
SELECT array_agg(m) FROM cdp.segment_members_at('seg', 'buyers', '2025-04-11 12:00') m;
SELECT cdp.refresh_segments('seg', '2025-03-22');
SELECT segment, members FROM cdp.refresh_segments('seg', '2025-03-22', everything => true) WHERE segment IN ('buyers', 'mixed', 'frozen', 'friends');
SELECT count(*) FROM seg.segment_event WHERE at > '2025-03-22';

-- a merge of two members, undone: nobody comes or goes, the list follows and comes back
SELECT cdp.segment_add('seg', 'friends', ARRAY(SELECT profile_id FROM seg.profile WHERE given_name = 'Thomas'), '2025-03-22') FROM seg.profile LIMIT 1;
SELECT max(event_id) AS mark FROM seg.segment_event \gset
SELECT 'buyers' AS segment, members('buyers') UNION ALL SELECT 'friends', members('friends');
UPDATE seg_client SET first_name = 'Luc', last_name = 'Moreau', mail = 'luc.moreau@free.fr', born = date '1950-01-01' + 4 * 777, town = 'Lyon' WHERE id IN (1, 2);
SELECT updated FROM cdp.sync('seg'); SELECT merged FROM cdp.resolve('seg');
SELECT segment, members FROM cdp.refresh_segments('seg', '2025-03-23') WHERE entered + exited > 0;
SELECT * FROM told(:mark) ORDER BY segment COLLATE "C", given_name COLLATE "C";
SELECT count(*) AS seen_by_a_net_consumer FROM told(:mark) WHERE net AND segment IN ('buyers', 'friends');
SELECT 'buyers' AS segment, members('buyers') UNION ALL SELECT 'friends', members('friends');
SELECT max(event_id) AS mark FROM seg.segment_event \gset
UPDATE seg_client SET first_name = 'Thomas', last_name = 'Martin', mail = 'thomas.martin@free.fr', born = date '1950-01-01' + 1 * 777, town = 'Paris' WHERE id IN (1, 2);
SELECT updated FROM cdp.sync('seg'); SELECT records FROM cdp.resolve('seg');
SELECT segment, members FROM cdp.refresh_segments('seg', '2025-03-23') WHERE entered + exited > 0;
SELECT * FROM told(:mark) ORDER BY segment COLLATE "C", given_name COLLATE "C";
SELECT 'buyers' AS segment, members('buyers') UNION ALL SELECT 'friends', members('friends');

-- a new definition, and who it reaches
SELECT max(event_id) AS mark FROM seg.segment_event \gset
SELECT cdp.alter_segment('seg', 'lyon', 'city = ''Paris''', at => '2025-03-23');
SELECT segment, event, cause, count(*) FROM told(:mark) GROUP BY 1, 2, 3 ORDER BY 1, 2;
SELECT version, definition FROM seg.segment WHERE name = 'lyon';
SELECT cdp.alter_segment('seg', 'lyon', 'city = ''Lyon''', at => '2025-03-23');

-- what is not given stays, whatever the kind
SELECT cdp.alter_segment('seg', 'letters', description => 'short names'), cdp.alter_segment('seg', 'mixed', mode => 'queued'), cdp.alter_segment('seg', 'friends', description => 'of old'), cdp.alter_segment('seg', 'frozen', mode => 'scheduled'),
    cdp.alter_segment('seg', 'buyers');
SELECT name, mode, description, version, definition FROM seg.segment WHERE name IN ('letters', 'mixed', 'friends', 'frozen', 'buyers') ORDER BY segment_id;

-- only what depends on a change is evaluated
SELECT cdp._affected_segments('seg', '{city}', false, 1::smallint, 3::smallint), cdp._affected_segments('seg', '{*}', false, 1::smallint, 3::smallint), cdp._affected_segments('seg', '{first_seen}', false, 1::smallint, 3::smallint);

-- where BI looks: overlaps from sets are those of SQL joins
SELECT segment, kind, members, share, with_email, with_phone, entered_30d, exited_30d, clock FROM seg.segment_overview ORDER BY segment_id;
SELECT day, entered, exited, net_entered, net_exited, members FROM seg.segment_daily WHERE segment = 'friends' ORDER BY day;
SELECT count(*) AS wrong FROM seg.segment_overview o WHERE o.members IS DISTINCT FROM (SELECT d.members FROM seg.segment_daily d WHERE d.segment_id = o.segment_id ORDER BY d.day DESC LIMIT 1);
SELECT segment_a, segment_b, members_a, members_b, common, only_a, only_b, round(jaccard::numeric, 3) AS jaccard FROM seg.segment_overlap WHERE segment_a = 'buyers' ORDER BY 2;
SELECT count(*) AS pairs, count(*) FILTER (WHERE m.common <> (SELECT count(*) FROM seg.segment_member a JOIN seg.segment s ON s.segment_id = a.segment_id AND s.name = m.segment_a JOIN seg.segment_member b USING (profile_id) JOIN seg.segment t ON t.segment_id = b.segment_id AND t.name = m.segment_b)) AS wrong
FROM cdp.segment_matrix('seg') m;
SELECT count(*) AS different FROM (SELECT * FROM seg.segment_overlap EXCEPT SELECT * FROM cdp.segment_matrix('seg')) q;
SELECT segment_a, segment_b, common FROM cdp.segment_matrix('seg', '{mixed,buyers}');
SELECT cdp.segment_set('seg', 'buyers') OPERATOR(cdp.=) cdp.idset_agg(profile_id) AS same FROM seg.segment_member WHERE segment_id = 2;
SELECT cdp.segment_matrix('seg', '{mixed,byers}');
SELECT jsonb_array_length(cdp.chart_overlap('seg', '{lyon,buyers}') #> '{data,values}') AS cells, cdp.chart_segment_daily('seg', '{friends}') #> '{data,values,0}' AS first_day;

-- waterfall, holdout, preview
SELECT * FROM cdp.create_waterfall('seg', 'push', ARRAY['buyers', 'lyon', 'seen_lately'], at => '2025-03-23');
SELECT name, definition, waterfall, members(name) FROM seg.segment WHERE waterfall = 'push' ORDER BY segment_id;
SELECT * FROM cdp.create_holdout('seg', 'seen_lately', 0.5, at => '2025-03-23');
SELECT members('seen_lately_holdout'), members('seen_lately_treated');
SELECT * FROM cdp.preview_segment('seg', 'city = ''Lyon'' OR did(''purchase'')', at => '2025-03-23');
SELECT members, sample FROM cdp.preview_segment('seg', 'lyon & buyers', 'composite', 2, '2025-03-23');
SELECT * FROM cdp.preview_segment('seg', 'towm = ''Lyon''');
SELECT cdp.drop_segment('seg', 'lyon');
SELECT cdp.drop_segment('seg', 'web_buyers'), cdp.drop_segment('seg', 'web_buyer');
SELECT cdp.drop_segment('seg', 'web_buyers');
SELECT cdp.create_segment('seg', 'web_buyers', 'true', at => '2025-03-23');

-- modes: the queue leaves what is scheduled; a segment is not fresher than what it refers to
SELECT cdp.create_segment('seg', 'nightly', 'city = ''Nice''', mode => 'scheduled', at => '2025-03-23'), cdp.create_segment('seg', 'daily', 'city = ''Nice''', at => '2025-03-23'),
    cdp.create_segment('seg', 'report', 'in_segment(''daily'')', mode => 'scheduled', at => '2025-03-23');
SELECT cdp.create_segment('seg', 'x', 'in_segment(''nightly'')', at => '2025-03-23');
SELECT cdp.alter_segment('seg', 'buyers', mode => 'scheduled', at => '2025-03-23');
UPDATE seg_client SET town = 'Nice' WHERE id IN (15, 16);
SELECT updated FROM cdp.sync('seg'); SELECT records FROM cdp.resolve('seg');
SELECT count(*) FROM cdp.refresh_segments('seg', '2025-03-24', mode => 'queued') WHERE segment = 'nightly';
SELECT name, members(name) FROM seg.segment WHERE name IN ('nightly', 'daily', 'report') ORDER BY 1;
SELECT segment, entered FROM cdp.refresh_segments('seg', '2025-03-24') WHERE segment IN ('nightly', 'daily', 'report');
SELECT name, members(name) FROM seg.segment WHERE name IN ('nightly', 'daily', 'report') ORDER BY 1;
SELECT * FROM seg.touched_profile;

-- a definition that fails keeps its members and the error, stops no other, and is tried again for everybody
SELECT cdp.create_segment('seg', 'risky', '10 / (length(city) - 7) < 0 AND did(''purchase'', within => ''1 year'')', at => '2025-03-24'), cdp.create_segment('seg', 'cautious', 'in_segment(''risky'')', at => '2025-03-24');
UPDATE seg_client SET town = 'Orléans' WHERE id IN (15, 16);
SELECT updated FROM cdp.sync('seg'); SELECT records FROM cdp.resolve('seg');
SELECT segment, exited FROM cdp.refresh_segments('seg', '2025-03-24') WHERE segment IN ('daily', 'risky');
SELECT segment, members > 0 AS members, error, failed_at IS NOT NULL AS failed, alerts FROM seg.segment_overview WHERE segment IN ('daily', 'risky', 'cautious') ORDER BY 1;
SELECT count(*) > 0 AS due FROM seg.segment_due d JOIN seg.segment s USING (segment_id) WHERE s.name = 'risky';
SELECT cdp.alter_segment('seg', 'risky', '100 / (length(city) - 7) < 0 AND did(''purchase'', within => ''1 year'')');
UPDATE seg_client SET town = 'Nice' WHERE id = 15;
SELECT updated FROM cdp.sync('seg'); SELECT records FROM cdp.resolve('seg');
SELECT count(*) FROM cdp.refresh_segments('seg', '2025-03-24');
SELECT error FROM seg.segment WHERE name = 'risky';
UPDATE seg_client SET town = 'Nice' WHERE id = 16;
SELECT updated FROM cdp.sync('seg'); SELECT records FROM cdp.resolve('seg');
SELECT segment, entered FROM cdp.refresh_segments('seg', '2025-03-24') WHERE segment IN ('daily', 'risky', 'cautious');
SELECT segment, error, alerts FROM seg.segment_overview WHERE segment IN ('daily', 'risky', 'cautious') ORDER BY 1;
SELECT count(*) > 0 AS due FROM seg.segment_due d JOIN seg.segment s USING (segment_id) WHERE s.name = 'risky';
CREATE TEMP TABLE who AS SELECT segment_id, profile_id FROM seg.segment_member;
SELECT sum(entered + exited) AS moved FROM cdp.refresh_segments('seg', '2025-03-24', everything => true);
SELECT count(*) AS different FROM (SELECT segment_id, profile_id FROM seg.segment_member EXCEPT TABLE who) q;
SELECT cdp.drop_segment('seg', 'cautious'), cdp.drop_segment('seg', 'risky');
SELECT cdp.drop_segment('seg', 'push_lyon'), cdp.drop_waterfall('seg', 'push') AS steps;
SELECT cdp.drop_waterfall('seg', 'push');

-- a transaction may hold many refreshes: they lock no more than one does
BEGIN;
SELECT count(*) FROM cdp.refresh_segments('seg', '2025-03-24') \g /dev/null
SELECT cdp.process_due('seg', '2025-03-24') \g /dev/null
UPDATE seg_order SET total = total + 1;
SELECT count(*) FROM cdp.refresh_segments('seg', '2025-03-24') \g /dev/null
SELECT count(*) AS locks FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' \gset
UPDATE seg_order SET total = total - 1;
SELECT count(*) FROM generate_series(1, 20) AS i, LATERAL cdp.refresh_segments('seg', timestamptz '2025-03-24' + i * interval '1 hour') \g /dev/null
SELECT count(*) - :locks AS more FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation';
ROLLBACK;

-- a definition runs with the rights of who wrote it, whoever refreshes
CREATE ROLE seg_analyst;
CREATE FUNCTION seg_who(name text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN current_user = name; END $$;
GRANT USAGE ON SCHEMA seg TO seg_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA seg TO seg_analyst;
-- who may only read, as the manual grants it, reads the views of BI
SET ROLE seg_analyst;
SELECT count(*) > 0 AS segments, count(*) FILTER (WHERE members > 0) > 0 AS filled, count(alerts) = count(*) AS alerts FROM seg.segment_overview;
SELECT count(*) > 0 AS days FROM seg.segment_daily;
SELECT count(*) > 0 AS pairs FROM seg.segment_overlap;
RESET ROLE;
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA seg TO seg_analyst;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA seg TO seg_analyst;
SET ROLE seg_analyst;
SELECT cdp.create_segment('seg', 'mine', 'city = ''Lyon'' AND public.seg_who(''seg_analyst'')', at => '2025-03-24');
SELECT members FROM cdp.preview_segment('seg', 'did(''purchase'')', at => '2025-03-24');
SELECT members FROM cdp.preview_segment('seg', 'city = ''Lyon'' AND public.seg_who(''seg_analyst'')', at => '2025-03-24');
RESET ROLE;
GRANT SELECT ON seg_order TO seg_analyst;
SET ROLE seg_analyst;
SELECT members FROM cdp.preview_segment('seg', 'did(''purchase'')', at => '2025-03-24');
-- others' conditions are not for him to run
SELECT cdp.refresh_segments('seg', '2025-03-24');
RESET ROLE;
UPDATE seg_client SET town = 'Lyon' WHERE id IN (15, 16);
SELECT updated FROM cdp.sync('seg'); SELECT records FROM cdp.resolve('seg');
SELECT segment, members, entered FROM cdp.refresh_segments('seg', '2025-03-25') WHERE segment = 'mine';
-- refreshes and syncs of one transaction do not get in each other's way
BEGIN;
SELECT count(*) > 0 AS refreshed FROM cdp.refresh_segments('seg', '2025-03-26');
UPDATE seg_client SET town = 'Paris' WHERE id IN (15, 16);
SELECT updated FROM cdp.sync('seg'); SELECT records FROM cdp.resolve('seg');
SELECT count(*) > 0 AS refreshed FROM cdp.refresh_segments('seg', '2025-03-26');
SELECT updated FROM cdp.sync('seg');
ROLLBACK;
-- triggers that join what was with what is: the plan that a session made for one row has to do for thousands
SELECT p.proname, 'enable_nestloop=off' = ANY (p.proconfig) AS without_nested_loop FROM pg_proc p
WHERE p.pronamespace = 'seg'::regnamespace AND p.prosrc ~ '(new|old)_rows \w JOIN (new|old)_rows' ORDER BY 1;
-- in a hub of an ordinary role a superuser's definition runs as the owner, and nobody makes writes depend on rights that the owner lacks
CREATE ROLE seg_owner;
SELECT format('GRANT CREATE ON DATABASE %I TO seg_owner', current_database()) \gexec
SET ROLE seg_owner;
SELECT cdp.create_hub('seg2', 'empty');
INSERT INTO seg2.profile (profile_id, record_count, source_count, completeness, confidence, updated_at) VALUES (1, 1, 1, 0, 1, '2025-01-01');
GRANT USAGE ON SCHEMA seg2 TO seg_analyst;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA seg2 TO seg_analyst;
RESET ROLE;
SELECT cdp.create_segment('seg2', 'super', 'public.seg_who(''seg_owner'')', at => '2025-01-02');
SET ROLE seg_analyst;
SELECT cdp.create_segment('seg2', 'x', 'true', mode => 'immediate');
RESET ROLE;
SET ROLE seg_owner;
SELECT cdp.drop_hub('seg2', 'seg2');
RESET ROLE;
DROP OWNED BY seg_analyst;
DROP OWNED BY seg_owner;
SELECT cdp.drop_hub('seg', 'seg');
DROP ROLE seg_analyst, seg_owner;
DROP FUNCTION members, told, seg_who;
DROP TABLE seg_client, seg_order;
