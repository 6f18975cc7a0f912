-- SPDX-License-Identifier: PostgreSQL
-- Living membership: 50 segments of a hub refreshed after one profile in a hundred changed, beside a refresh of everything.
-- :profiles is the number of profiles; each has five events. The tables of the hub are filled directly.
SET client_min_messages = warning;
SET synchronous_commit = off;
-- why: events are joined to records, millions of rows; the default of 4 MB has both sides of the join written to files.
SET work_mem = '64MB';
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS cdp;
CREATE TABLE living_client (id int PRIMARY KEY, town text, mail text, born date, seen timestamptz);
CREATE UNLOGGED TABLE living_order AS
    SELECT i AS number, 1 + (hashint8(i) & 2147483647) % :profiles AS client, timestamptz '2025-01-01' + ((hashint8(i * 7) & 2147483647) % 525600) * interval '1 min' AS at, (hashint8(i * 11) & 2147483647) % 200 AS total
    FROM generate_series(1, 5 * :profiles) AS i;
CREATE INDEX ON living_order (client);
SELECT cdp.create_hub('living', 'empty') \g /dev/null
SELECT cdp.add_attribute('living', 'city', 'city'), cdp.add_attribute('living', 'email', 'email'), cdp.add_attribute('living', 'birth_date', 'birth_date') \g /dev/null
SELECT cdp.add_source('living', 'crm', 'living_client', mapping => '{"city": "town", "email": "mail", "birth_date": "born"}', observed_at => 'seen') \g /dev/null
INSERT INTO living.record (source, source_key, observed_at, row_hash, run_id) SELECT 'crm', i::text, '2025-01-01', '', 0 FROM generate_series(1, :profiles) AS i;
INSERT INTO living.identity SELECT record_id, source_key::bigint, '2025-01-01' FROM living.record;
INSERT INTO living.profile (profile_id, record_count, source_count, first_seen, last_seen, completeness, confidence, updated_at, city, email, birth_date)
    SELECT i, 1, 1, timestamptz '2024-01-01' + i % 700 * interval '1 day', timestamptz '2025-01-01' + i % 300 * interval '1 day', 1, 1, '2025-01-01', 'Town ' || i % 40, CASE WHEN i % 3 > 0 THEN i || '@free.fr' END, date '1950-01-01' + i % 20000
    FROM generate_series(1, :profiles) AS i;
ANALYZE living.record, living.identity, living.profile, living_order;
SELECT cdp.add_event_source('living', 'orders', 'living_order', 'crm', 'client', 'at', type => '''purchase''', amount => 'total', mode => 'trigger') \g /dev/null
SELECT cdp.add_trait('living', 'orders', 'count', 'purchase', at => '2025-10-01'), cdp.add_trait('living', 'revenue', 'sum', 'purchase', within => '90 days') \g /dev/null
SELECT cdp.create_segment('living', 'town_' || i, format('city = ''Town %s'' AND has_identifier(''email'')', i)) FROM generate_series(0, 24) AS i \g /dev/null
SELECT cdp.create_segment('living', 'bought_' || i, format('did(''purchase'', 1, ''%s days'', ''amount > %s'')', 10 * i, 10 * i)) FROM generate_series(1, 10) AS i \g /dev/null
SELECT cdp.create_segment('living', 'rich_' || i, format('revenue > %s OR orders > %s AND NOT within(birth_date, ''%s years'')', 100 * i, 2 * i, 18 + i)) FROM generate_series(1, 8) AS i \g /dev/null
SELECT cdp.create_segment('living', 'mix_' || i, format('(town_%s | bought_%s) - rich_%s', i, i, i), 'composite') FROM generate_series(1, 7) AS i \g /dev/null
VACUUM ANALYZE;

-- one in a hundred changes: half of them the golden record, half their events
CREATE PROCEDURE pg_temp.change(round int, profiles int) LANGUAGE plpgsql AS $$
BEGIN
    UPDATE living.profile SET city = 'Town ' || (profile_id + round) % 40 WHERE profile_id % 200 = round;
    INSERT INTO living_order SELECT 1000000000 + i, i, '2025-09-30', 50 FROM generate_series(100 + round, profiles, 200) AS i;
END $$;
CREATE FUNCTION pg_temp.run(everything boolean, OUT ms float8, OUT moved bigint) LANGUAGE plpgsql AS $$
DECLARE
    started timestamptz := clock_timestamp();
BEGIN
    SELECT sum(r.entered + r.exited) INTO moved FROM cdp.refresh_segments('living', '2025-10-01', everything) r;
    ms := 1000 * extract(epoch FROM clock_timestamp() - started);
END $$;
CREATE TEMP TABLE figure (round int, changed_ms float8, everything_ms float8, moved bigint);
CALL pg_temp.change(1, :profiles);
INSERT INTO figure SELECT 1, r.ms, NULL, r.moved FROM pg_temp.run(false) r;
CALL pg_temp.change(2, :profiles);
INSERT INTO figure SELECT 2, r.ms, NULL, r.moved FROM pg_temp.run(false) r;
CALL pg_temp.change(3, :profiles);
INSERT INTO figure SELECT 3, r.ms, NULL, r.moved FROM pg_temp.run(false) r;
SELECT ms, moved FROM pg_temp.run(true) \gset full_
SELECT 1 / (:full_moved = 0)::int AS nothing_left \g /dev/null
SELECT :profiles AS profiles, (SELECT count(*) FROM living.segment) AS segments, round(avg(changed_ms)::numeric) AS "1 % changed, ms", round((:full_ms)::numeric) AS "everything, ms", round((:full_ms / avg(changed_ms))::numeric, 1) AS times FROM figure;
SELECT cdp.drop_hub('living', 'living') \g /dev/null
DROP TABLE living_client, living_order;
