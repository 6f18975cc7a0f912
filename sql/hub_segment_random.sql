-- SPDX-License-Identifier: PostgreSQL
-- Living membership is that of a computation from scratch, whatever happened and wherever the clock is: random histories of
-- events, changes, merges, splits and lists, with the clock going on and sometimes back. What refreshes keep is compared
-- with plain SQL and with previews, which look at nothing that was kept of the segment.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never

CREATE TABLE rnd_client (id int PRIMARY KEY, first_name text, last_name text, mail text, town text, born date, seen timestamptz);
CREATE TABLE rnd_person AS SELECT p AS person, f[p] AS first_name, l[p] AS last_name, lower(f[p] || '.' || l[p] || '@free.fr') AS mail, date '1950-01-01' + p * 777 AS born
FROM (SELECT ARRAY['Thomas', 'Zoé', 'Jean', 'Luc', 'Inès', 'Sarah', 'Hugo', 'Nina', 'Paul', 'Emma'] AS f, ARRAY['Martin', 'Bernard', 'Petit', 'Moreau', 'Garcia', 'Roux', 'Fontaine', 'Lefèvre', 'Durand', 'Blanc'] AS l) AS n, generate_series(1, 10) AS p;
INSERT INTO rnd_client SELECT i, p.first_name, p.last_name, p.mail, CASE WHEN i % 3 = 0 THEN 'Lyon' ELSE 'Paris' END, p.born, '2025-01-01' FROM generate_series(1, 20) AS i JOIN rnd_person p ON p.person = (i + 1) / 2;
CREATE TABLE rnd_order (number int GENERATED ALWAYS AS IDENTITY, client int, at timestamptz, amount numeric);
CREATE TABLE rnd_visit (number int GENERATED ALWAYS AS IDENTITY, client int, at timestamptz);
SELECT cdp.create_hub('rnd', 'empty');
SELECT cdp.add_attribute('rnd', n, n) FROM unnest(ARRAY['given_name', 'family_name', 'birth_date', 'email', 'city']) WITH ORDINALITY AS a (n, place) ORDER BY place \g /dev/null
SELECT cdp.add_source('rnd', 'crm', 'rnd_client', observed_at => 'seen', mapping => '{"given_name": "first_name", "family_name": "last_name", "birth_date": "born", "email": "mail", "city": "town"}') \g /dev/null
SELECT inserted FROM cdp.sync('rnd');
SELECT records, profiles FROM cdp.resolve('rnd');
SELECT cdp.add_event_source('rnd', 'orders', 'rnd_order', 'crm', 'client', 'at', type => '''purchase''', amount => 'amount') \g /dev/null
SELECT cdp.add_event_source('rnd', 'visits', 'rnd_visit', 'crm', 'client', 'at', type => '''visit''', mode => 'trigger') \g /dev/null
SELECT cdp.add_trait('rnd', 'orders', 'count', 'purchase', at => '2025-01-01'), cdp.add_trait('rnd', 'revenue', 'sum', 'purchase', within => '20 days', at => '2025-01-01') \g /dev/null
SELECT cdp.create_segment('rnd', 'lyon', 'city = ''Lyon''', at => '2025-01-01'), cdp.create_segment('rnd', 'recent', 'did(''purchase'', 1, ''30 days'')', at => '2025-01-01'),
    cdp.create_segment('rnd', 'often', 'did(''visit'', 2, ''1 month'') OR did(''purchase'', 2, ''10 days'', ''amount > 30'')', at => '2025-01-01'),
    cdp.create_segment('rnd', 'rich', 'revenue >= 100', at => '2025-01-01'), cdp.create_segment('rnd', 'fresh', 'within(last_seen, ''90 days'') AND NOT did(''purchase'')', at => '2025-01-01'),
    cdp.create_segment('rnd', 'list', kind => 'static', at => '2025-01-01') \g /dev/null
SELECT cdp.create_segment('rnd', 'mix', '(recent | often) & lyon - list', kind => 'composite', mode => 'scheduled', at => '2025-01-01'), cdp.create_segment('rnd', 'deep', 'in_segment(''rich'') OR orders > 4 AND NOT in_segment(''often'')', at => '2025-01-01') \g /dev/null

-- a number from 0 to n - 1 that depends on step and salt only
CREATE FUNCTION rnd_int(step int, salt int, n int) RETURNS int LANGUAGE sql IMMUTABLE RETURN (('x' || substr(md5(step || '/' || salt), 1, 7))::bit(28)::int) % n;
-- segments of which what is kept differs from what a preview finds, or from plain SQL
CREATE FUNCTION rnd_differences(at timestamptz, stage int) RETURNS TABLE (what text) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT s.name FROM rnd.segment s CROSS JOIN LATERAL cdp.preview_segment('rnd', s.definition, s.kind, 1000, rnd_differences.at) v
        WHERE s.kind <> 'static' AND cdp._segment_stage(s.mode) <= stage
          AND v.sample IS DISTINCT FROM ARRAY(SELECT m.profile_id FROM rnd.segment_member m WHERE m.segment_id = s.segment_id ORDER BY 1);
    RETURN QUERY SELECT 'recent by SQL' WHERE EXISTS (
        SELECT FROM rnd.profile p LEFT JOIN rnd.segment_member m ON m.profile_id = p.profile_id AND m.segment_id = 2
        WHERE (m.profile_id IS NOT NULL) <> EXISTS (SELECT FROM rnd.profile_source r JOIN rnd_order o ON o.client::text = r.source_key
            WHERE r.profile_id = p.profile_id AND o.at <= rnd_differences.at AND o.at + interval '30 days' > rnd_differences.at));
    RETURN QUERY SELECT 'traits by SQL' WHERE EXISTS (
        SELECT FROM rnd.unified_profile u CROSS JOIN LATERAL (SELECT count(*) AS orders, sum(o.amount) FILTER (WHERE o.at + interval '20 days' > rnd_differences.at) AS revenue
            FROM rnd.profile_source r JOIN rnd_order o ON o.client::text = r.source_key WHERE r.profile_id = u.profile_id AND o.at <= rnd_differences.at) q
        WHERE (u.orders, u.revenue) IS DISTINCT FROM (q.orders, q.revenue));
    RETURN QUERY SELECT 'members that are gone' WHERE EXISTS (SELECT FROM rnd.segment_member m LEFT JOIN rnd.profile p USING (profile_id) WHERE p.profile_id IS NULL AND m.segment_id <> 7);
    RETURN QUERY SELECT 'last events of ' || s.name FROM rnd.segment s WHERE cdp._segment_stage(s.mode) <= stage AND ARRAY(SELECT m.profile_id FROM rnd.segment_member m WHERE m.segment_id = s.segment_id ORDER BY 1)
        IS DISTINCT FROM ARRAY(SELECT l.profile_id FROM (SELECT DISTINCT ON (e.profile_id) e.* FROM rnd.segment_event e WHERE e.segment_id = s.segment_id ORDER BY e.profile_id, e.event_id DESC) l WHERE l.event = 'enter' ORDER BY 1);
END $$;

CREATE TABLE rnd_log (step int, at timestamptz, difference text);
CREATE PROCEDURE rnd_step(step int, INOUT clock timestamptz) LANGUAGE plpgsql AS $$
DECLARE
    touched int := rnd_int(step, 1, 20) + 1;
    stage int := 3;
BEGIN
    CASE rnd_int(step, 2, 9)
        WHEN 0, 1, 2 THEN INSERT INTO rnd_order (client, at, amount) SELECT rnd_int(step, 10 + i, 20) + 1, clock - interval '1 hour' * (rnd_int(step, 20 + i, 400) - 100), 10 + rnd_int(step, 30 + i, 60) FROM generate_series(1, 2) i;
        WHEN 3 THEN INSERT INTO rnd_visit (client, at) SELECT rnd_int(step, 10 + i, 20) + 1, clock - interval '1 hour' * (rnd_int(step, 20 + i, 300) - 50) FROM generate_series(1, 4) i;
        WHEN 4 THEN DELETE FROM rnd_order WHERE number % 7 = rnd_int(step, 3, 7) AND client = touched; UPDATE rnd_order SET amount = amount + 25 WHERE client = 21 - touched;
        WHEN 5 THEN UPDATE rnd_order SET client = touched WHERE number % 5 = rnd_int(step, 3, 5) AND client < 10; UPDATE rnd_visit SET at = at + interval '5 days' WHERE client = touched;
        WHEN 6 THEN UPDATE rnd_client SET town = CASE town WHEN 'Lyon' THEN 'Paris' ELSE 'Lyon' END, seen = clock WHERE id = touched; PERFORM cdp.sync('rnd'); PERFORM cdp.resolve('rnd');
        WHEN 7 THEN UPDATE rnd_client c SET first_name = p.first_name, last_name = p.last_name, mail = p.mail, born = p.born FROM rnd_person p WHERE p.person = rnd_int(step, 3, 10) + 1 AND c.id IN (touched, 21 - touched);
            PERFORM cdp.sync('rnd'); PERFORM cdp.resolve('rnd');
        ELSE IF step % 2 = 0 THEN PERFORM cdp.segment_add('rnd', 'list', ARRAY(SELECT p.profile_id FROM rnd.profile p WHERE p.profile_id % 3 = rnd_int(step, 3, 3)), clock);
             ELSE PERFORM cdp.segment_remove('rnd', 'list', ARRAY(SELECT p.profile_id FROM rnd.profile p WHERE p.profile_id % 2 = rnd_int(step, 3, 2)), clock); END IF;
    END CASE;
    clock := clock + CASE WHEN rnd_int(step, 4, 12) = 0 THEN -interval '1 minute' * rnd_int(step, 5, 20000) ELSE interval '1 minute' * rnd_int(step, 5, 9000) END;
    CASE WHEN clock < (SELECT max(c.at) FROM rnd.segment_clock c) THEN PERFORM cdp.refresh_segments('rnd', clock, everything => true);
        WHEN rnd_int(step, 6, 3) = 0 THEN PERFORM cdp.process_due('rnd', clock);
        WHEN rnd_int(step, 6, 3) = 1 THEN PERFORM cdp.refresh_segments('rnd', clock);
        ELSE PERFORM cdp.refresh_segments('rnd', clock, mode => 'queued'); stage := 2;
    END CASE;
    INSERT INTO rnd_log SELECT step, clock, d.what FROM rnd_differences(clock, stage) d;
END $$;
DO $$
DECLARE
    clock timestamptz := '2025-01-01';
BEGIN
    FOR step IN 1 .. 50 LOOP
        CALL rnd_step(step, clock);
        COMMIT;
    END LOOP;
END $$;
SELECT * FROM rnd_log ORDER BY 1, 3;
SELECT count(DISTINCT cause) AS causes, count(*) FILTER (WHERE NOT net) > 0 AS some_not_net, count(*) > 100 AS many FROM rnd.segment_event;
-- a computation of everything from scratch changes nothing
SELECT max(at) AS clock FROM rnd.segment_clock \gset
SELECT sum(entered), sum(exited) FROM cdp.refresh_segments('rnd', :'clock');
SELECT sum(entered), sum(exited) FROM cdp.refresh_segments('rnd', :'clock', everything => true);

-- without new data the history itself is exact: who was in at any time is who fulfils the condition then
SELECT cdp.process_due('rnd', :'clock'::timestamptz + interval '200 days') > 0 AS time_passed;
SELECT count(*) AS wrong FROM (SELECT :'clock'::timestamptz + interval '1 minute' * rnd_int(i, 7, 200 * 1440) AS at FROM generate_series(1, 200) AS i) c
WHERE ARRAY(SELECT cdp.segment_members_at('rnd', 'recent', c.at)) IS DISTINCT FROM
    ARRAY(SELECT DISTINCT r.profile_id FROM rnd.profile_source r JOIN rnd_order o ON o.client::text = r.source_key WHERE o.at <= c.at AND o.at + interval '30 days' > c.at ORDER BY 1)
   OR ARRAY(SELECT cdp.segment_members_at('rnd', 'rich', c.at)) IS DISTINCT FROM
    ARRAY(SELECT r.profile_id FROM rnd.profile_source r JOIN rnd_order o ON o.client::text = r.source_key WHERE o.at <= c.at AND o.at + interval '20 days' > c.at GROUP BY 1 HAVING sum(o.amount) >= 100 ORDER BY 1);
SELECT cdp.drop_hub('rnd', 'rnd');
DROP TABLE rnd_client, rnd_order, rnd_visit, rnd_person, rnd_log;
DROP FUNCTION rnd_int, rnd_differences;
DROP PROCEDURE rnd_step;
