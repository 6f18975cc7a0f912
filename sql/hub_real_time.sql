-- SPDX-License-Identifier: PostgreSQL
-- Records that are pushed and resolved at once: what sync and resolve would give, errors, rejects, search before create.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never

SELECT cdp.create_hub('rt', region => 'FR');
SELECT cdp.add_attribute('rt', 'mails', 'email', many => true), cdp.add_attribute('rt', 'score', 'number'), cdp.add_attribute('rt', 'vip', 'boolean');

-- sources that are pushed
SELECT cdp.add_source('rt', 'web', mode => 'push', priority => 10);
SELECT cdp.add_source('rt', 'web', mode => 'push');
SELECT cdp.add_source('rt', 'bad', 'pg_class', mode => 'push');
SELECT cdp.add_source('rt', 'bad', key => 'id', mode => 'push');
SELECT cdp.add_source('rt', 'bad', mapping => '{"email": "mail"}', mode => 'push');
SELECT cdp.add_source('rt', 'bad');
SELECT cdp.add_source('rt', 'bad', 'pg_class', mode => 'pull');
CREATE TABLE rt_crm (id int PRIMARY KEY, given_name text, family_name text, email text);
SELECT cdp.add_source('rt', 'crm', 'rt_crm', mapping => '{"given_name": "given_name", "family_name": "family_name", "email": "email"}', observed_at => '''2024-01-01''');
SELECT name, relation_schema, relation_name, key, mapping, mode, priority FROM rt.source ORDER BY name;

SELECT cdp.set_source_mode('rt', 'web', 'manual');
SELECT cdp.set_source_mode('rt', 'crm', 'push');

-- errors
SELECT cdp.upsert_record(NULL, 'web', '1', '{}');
SELECT cdp.upsert_record('nowhere', 'web', '1', '{}');
SELECT cdp.upsert_record('public', 'web', '1', '{}');
SELECT cdp.upsert_record('rt', NULL, '1', '{}');
SELECT cdp.upsert_record('rt', 'shop', '1', '{}');
SELECT cdp.upsert_record('rt', 'crm', '1', '{}');
SELECT cdp.upsert_record('rt', 'web', NULL, '{}');
SELECT cdp.upsert_record('rt', 'web', repeat('x', 1001), '{}');
SELECT cdp.upsert_record('rt', 'web', '1', NULL);
SELECT cdp.upsert_record('rt', 'web', '1', '[1]');
SELECT cdp.upsert_record('rt', 'web', '1', '"email"');
SELECT cdp.upsert_record('rt', 'web', '1', '{"emial": "a@b.org"}');
SELECT cdp.upsert_record('rt', 'web', '1', '{"email": ["a@b.org"]}');
SELECT cdp.upsert_record('rt', 'web', '1', '{"email": {"home": "a@b.org"}}');
SELECT cdp.upsert_record('rt', 'web', '1', '{"mails": [["a@b.org"]]}');
SELECT cdp.upsert_record('rt', 'web', '1', '{"mails": ["a@b.org"], "birthday": 1}');
SELECT cdp.delete_record('rt', 'crm', '1');
SELECT cdp.delete_record('rt', 'shop', '1');
SELECT cdp.delete_record('rt', 'web', NULL);
SELECT count(*) AS records FROM rt.record;

-- before the first resolve records wait
SELECT cdp.match('rt', '{"email": "a@b.org"}');
SET client_min_messages = notice;
SELECT cdp.upsert_record('rt', 'web', '1', '{"given_name": "Ana", "family_name": "LIMA", "email": "Ana@Lima.org", "mails": ["A@lima.org", "nothing", "a@lima.org"], "score": 7.50, "vip": true, "phone": "0000000000"}', '2025-01-01');
SET client_min_messages = warning;
SELECT cdp.upsert_record('rt', 'web', '2', '{"given_name": "Jean", "family_name": "Martin", "mails": "jean@martin.fr", "vip": "perhaps", "birth_date": "31/02/1990"}', '2025-01-02');
SELECT cdp.upsert_record('rt', 'web', 'gone', '{"given_name": "Luc"}');
SELECT cdp.delete_record('rt', 'web', 'gone'), cdp.delete_record('rt', 'web', 'gone');
SELECT source_key, given_name, family_name, email, phone, birth_date, mails, score, vip, observed_at, run_id FROM rt.record ORDER BY source_key;
SELECT source, source_key, kind, attribute, value, reason, run_id FROM rt.reject ORDER BY reject_id;
SELECT count(*) FROM rt.identity;
-- a better value takes the reject away
SELECT cdp.upsert_record('rt', 'web', '2', '{"given_name": "Jean", "family_name": "Martin", "mails": "jean@martin.fr", "vip": "x"}', '2025-01-02');
SELECT source_key, attribute, value FROM rt.reject ORDER BY reject_id;
-- sync leaves such sources alone
SELECT source, inserted, deleted FROM cdp.sync('rt');
SELECT cdp.sync('rt', 'web');
SELECT cdp.drop_source('rt', 'crm', confirm => 'crm');
DROP TABLE rt_crm;
SELECT cdp.drop_hub('rt', confirm => 'rt');

-- Two hubs with the same records: one is synced and resolved after each change, into the other each change is pushed.
CREATE FUNCTION rt_pick(what text, n int) RETURNS int LANGUAGE sql IMMUTABLE
RETURN (('x' || substr(md5(what), 1, 7))::bit(28)::int) % n;
CREATE TABLE rt_pool AS
SELECT p || '-' || r AS key, (ARRAY['crm', 'web', 'card'])[1 + rt_pick('source' || p || r, 3)] AS source,
       CASE WHEN rt_pick('no given' || p || r, 12) > 0 THEN CASE WHEN rt_pick('short' || p || r, 8) = 0 THEN left(given, 1) || '.' ELSE given END END AS given_name,
       CASE WHEN rt_pick('typo' || p || r, 7) = 0 THEN overlay(family PLACING 'e' FROM 3 FOR 1) ELSE family END AS family_name,
       CASE WHEN rt_pick('no birth' || p || r, 3) > 0 THEN birth END AS birth_date,
       CASE WHEN rt_pick('no mail' || p || r, 3) > 0 THEN lower(given || '.' || family) || p || '@mail.fr' END AS email,
       CASE WHEN rt_pick('no phone' || p || r, 3) > 0 THEN '06' || lpad(rt_pick('phone' || p, 99999999)::text, 8, '0') END AS phone,
       (ARRAY['69003', '75016', '13100', '33000', '59000', '31000'])[1 + rt_pick('postcode' || p / 3, 6)] AS postcode,
       (ARRAY['Lyon', 'Paris', 'Aix', 'Bordeaux', 'Lille', 'Toulouse'])[1 + rt_pick('postcode' || p / 3, 6)] AS city
FROM (SELECT p, (ARRAY['Anne', 'Marc', 'Lucie', 'Paul', 'Nora', 'Hugo', 'Claire', 'Karim', 'Jean', 'Zoe', 'Luc', 'Ines', 'Tom', 'Lea', 'Adam', 'Eva'])[1 + rt_pick('given' || p, 16)] AS given,
             (ARRAY['Martin', 'Bernard', 'Dubois', 'Moreau', 'Laurent', 'Lefevre', 'Garcia', 'Roux', 'Fontaine', 'Haddad', 'Ziani', 'Petit', 'Durand', 'Leroy'])[1 + rt_pick('family' || p / 3, 14)] AS family,
             date '1940-01-01' + rt_pick('birth' || p, 25000) AS birth
      FROM generate_series(1, 200) p) person,
     LATERAL generate_series(0, rt_pick('records' || p, 4)) r;
CREATE TABLE rt_row (source text, key text, given_name text, family_name text, birth_date date, email text, phone text, postcode text, city text, PRIMARY KEY (source, key));
CREATE VIEW rt_crm AS SELECT * FROM rt_row WHERE source = 'crm';
CREATE VIEW rt_web AS SELECT * FROM rt_row WHERE source = 'web';
CREATE VIEW rt_card AS SELECT * FROM rt_row WHERE source = 'card';
SELECT cdp.create_hub('rtb', region => 'FR'), cdp.create_hub('rta', region => 'FR');
SELECT cdp.add_source('rtb', s.name, 'rt_' || s.name, key => 'key', observed_at => '''2024-01-01''', duplicate_free => s.name = 'card', mapping => '{"given_name": "given_name",
    "family_name": "family_name", "birth_date": "birth_date", "email": "email", "phone": "phone", "postcode": "postcode", "city": "city"}'),
    cdp.add_source('rta', s.name, mode => 'push', duplicate_free => s.name = 'card')
FROM (VALUES ('crm'), ('web'), ('card')) s (name) \g /dev/null
INSERT INTO rt_row SELECT source, key, given_name, family_name, birth_date, email, phone, postcode, city FROM rt_pool WHERE rt_pick('first' || key, 10) < 6;
SELECT count(*) FROM cdp.sync('rtb');
SELECT created > 100 AS created FROM cdp.resolve('rtb');
CREATE FUNCTION rt_push(source text, key text) RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT cdp.upsert_record('rta', r.source, r.key, to_jsonb(r) - 'source' - 'key', '2024-01-01') FROM rt_row r WHERE r.source = rt_push.source AND r.key = rt_push.key $$;
SELECT count(rt_push(r.source, r.source_key)) AS resolved FROM (SELECT source, source_key FROM rtb.record ORDER BY record_id) r;
INSERT INTO rta.model (model) SELECT model FROM rtb.model WHERE active;
SELECT cdp.activate_model('rta', 1);
SELECT created > 100 AS created FROM cdp.resolve('rta');

-- Everything that a hub says but for when, and by which run.
CREATE FUNCTION rt_state(hub name) RETURNS TABLE (part text, digest text) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format($q$
        SELECT 'record', md5(string_agg((to_jsonb(t) - '{row_hash,run_id}'::text[])::text, ' ' ORDER BY record_id)) FROM %1$I.record t
        UNION ALL SELECT 'link', md5(string_agg(t::text, ' ' ORDER BY record_a, record_b)) FROM %1$I.link t
        UNION ALL SELECT 'conflict', md5(string_agg(t::text, ' ' ORDER BY record_a, record_b)) FROM %1$I.conflict t
        UNION ALL SELECT 'key', md5(string_agg(concat_ws(' ', record_id, source, source_key, cells, keys), ' ' ORDER BY record_id)) FROM (%2$s) t
        UNION ALL SELECT 'changed_key', count(*)::text FROM %1$I.changed_key c LEFT JOIN %1$I.block_key k USING (record_id) WHERE c.added IS DISTINCT FROM cdp._keys_without(c.keys, k.keys)
        UNION ALL SELECT 'identity', md5(string_agg(concat_ws(' ', record_id, profile_id), ' ' ORDER BY record_id)) FROM %1$I.identity t
        UNION ALL SELECT 'history', md5(string_agg(concat_ws(' ', record_id, source, source_key, profile_id), ' ' ORDER BY record_id, profile_id)) FROM %1$I.identity_history t
        UNION ALL SELECT 'profile', md5(string_agg((to_jsonb(t) - 'updated_at')::text, ' ' ORDER BY profile_id)) FROM %1$I.profile t
        UNION ALL SELECT 'profile_history', md5(string_agg((to_jsonb(t) - '{valid_from,valid_to}'::text[])::text, ' ' ORDER BY profile_id, valid_from)) FROM %1$I.profile_history t
        UNION ALL SELECT 'event', md5(string_agg((to_jsonb(t) - '{event_id,run_id,at}'::text[])::text, ' ' ORDER BY event_id)) FROM %1$I.profile_event t
        UNION ALL SELECT 'redirect', md5(string_agg(concat_ws(' ', profile_id, current_id), ' ' ORDER BY profile_id)) FROM %1$I.redirect t$q$, hub, cdp._keys_sql(hub));
END
$$;
SELECT a.part FROM rta.hub, rt_state('rta') a JOIN rt_state('rtb') b USING (part) WHERE a.digest IS DISTINCT FROM b.digest;

-- One change at a time: a record comes, goes, comes back, takes other values.
CREATE TABLE rt_difference (step int, what text, part text);
CREATE PROCEDURE rt_step(step int) LANGUAGE plpgsql AS $$
DECLARE
    what text := (ARRAY['insert', 'insert', 'become', 'delete', 'back', 'change'])[1 + rt_pick('what' || step, 6)];
    s text;
    k text;
    o record;
BEGIN
    IF what IN ('insert', 'back') THEN
        SELECT p.source, p.key INTO s, k FROM rt_pool p WHERE NOT EXISTS (SELECT FROM rt_row r WHERE r.source = p.source AND r.key = p.key)
            AND EXISTS (SELECT FROM rtb.identity_history h WHERE h.source = p.source AND h.source_key = p.key) = (what = 'back')
            ORDER BY md5(step || p.key) LIMIT 1;
        INSERT INTO rt_row SELECT source, key, given_name, family_name, birth_date, email, phone, postcode, city FROM rt_pool p WHERE p.source = s AND p.key = k;
    ELSE
        SELECT r.source, r.key INTO s, k FROM rt_row r ORDER BY md5(step || r.key) LIMIT 1;
        SELECT * INTO o FROM rt_pool ORDER BY md5('other' || step || key) LIMIT 1;
        IF what = 'delete' THEN
            DELETE FROM rt_row r WHERE r.source = s AND r.key = k;
        ELSIF what = 'become' THEN
            UPDATE rt_row r SET given_name = o.given_name, family_name = o.family_name, birth_date = o.birth_date, email = o.email, phone = o.phone WHERE r.source = s AND r.key = k;
        ELSE
            UPDATE rt_row r SET phone = NULL, city = 'Nice' || step WHERE r.source = s AND r.key = k;
        END IF;
    END IF;
    IF what = 'delete' THEN
        PERFORM cdp.delete_record('rta', s, k);
    ELSE
        PERFORM rt_push(s, k);
    END IF;
    PERFORM count(*) FROM cdp.sync('rtb');
    PERFORM cdp.resolve('rtb');
    INSERT INTO rt_difference SELECT step, what || ' ' || s || ' ' || k, a.part FROM rt_state('rta') a JOIN rt_state('rtb') b USING (part) WHERE a.digest IS DISTINCT FROM b.digest;
END
$$;
DO $$
BEGIN
    FOR step IN 1 .. 20 LOOP
        CALL rt_step(step);
    END LOOP;
END
$$;
SELECT * FROM rt_difference ORDER BY step, part LIMIT 10;
-- the same under decisions
CREATE PROCEDURE rt_decide(step int) LANGUAGE plpgsql AS $$
DECLARE
    a record;
    b record;
BEGIN
    SELECT r.source, r.source_key, i.profile_id, p.record_count INTO a FROM rta.record r JOIN rta.identity i USING (record_id) JOIN rta.profile p USING (profile_id)
        WHERE p.record_count > 1 ORDER BY md5(step || r.source || r.source_key) LIMIT 1;
    SELECT r.source, r.source_key INTO b FROM rta.record r JOIN rta.identity i USING (record_id) WHERE i.profile_id <> a.profile_id ORDER BY md5('b' || step || r.source || r.source_key) LIMIT 1;
    PERFORM cdp.must_link(h, a.source, a.source_key, b.source, b.source_key, 'a test') FROM unnest('{rta,rtb}'::name[]) h;
    SELECT i.profile_id INTO a FROM rta.identity i JOIN rta.profile p USING (profile_id) JOIN rta.record r USING (record_id) WHERE p.record_count > 2 ORDER BY md5('c' || step || r.source || r.source_key) LIMIT 1;
    PERFORM cdp.unmerge(h, a.profile_id, NULL, 'a test') FROM unnest('{rta,rtb}'::name[]) h;
END
$$;
DO $$
BEGIN
    FOR step IN 101 .. 116 LOOP
        IF step % 5 = 0 THEN
            CALL rt_decide(step);
        END IF;
        CALL rt_step(step);
    END LOOP;
END
$$;
SELECT * FROM rt_difference ORDER BY step, part LIMIT 10;
SELECT event, count(*) > 0 AS some FROM rta.profile_event WHERE run_id IS NULL GROUP BY event ORDER BY event;
SELECT compared, created, merged, split FROM cdp.resolve('rta');
SELECT moved, created, merged, split FROM cdp.rebuild('rta');
SELECT a.part FROM rt_state('rta') a JOIN rt_state('rtb') b USING (part) WHERE a.digest IS DISTINCT FROM b.digest;

-- what is rolled back leaves nothing
CREATE TABLE rt_before AS SELECT * FROM rt_state('rta');
BEGIN;
SELECT cdp.upsert_record('rta', 'web', 'new', '{"given_name": "Anne", "family_name": "Martin"}') IS NOT NULL AS resolved;
SAVEPOINT s;
SELECT cdp.delete_record('rta', r.source, r.source_key) FROM rta.record r ORDER BY record_id LIMIT 3;
ROLLBACK TO s;
SELECT count(*) FROM rta.record WHERE source_key = 'new';
ROLLBACK;
SELECT a.part FROM rt_state('rta') a JOIN rt_before b USING (part) WHERE a.digest IS DISTINCT FROM b.digest;

-- a transaction of many calls takes its share of slots, then the hub
BEGIN;
SELECT count(cdp.upsert_record('rta', 'web', 'many' || i, jsonb_build_object('given_name', translate(md5('g' || i), '0123456789', 'ghijklmnop'),
    'family_name', translate(md5('f' || i), '0123456789', 'ghijklmnop'), 'email', 'u' || i || '@many' || i || '.org'))) FROM generate_series(1, 150) AS i;
SELECT count(*) FILTER (WHERE objsubid = 2) BETWEEN 400 AND 512 AS slots, bool_or(objsubid = 1 AND mode = 'ExclusiveLock') AS hub FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid();
ROLLBACK;
SELECT a.part FROM rt_state('rta') a JOIN rt_before b USING (part) WHERE a.digest IS DISTINCT FROM b.digest;

-- the same values again change nothing, a later observation the time alone
SELECT cdp.upsert_record('rta', 'web', 'new', '{"given_name": "Zora", "family_name": "Zann", "email": "zora@zann.org"}', '2024-02-01') AS profile \gset
SELECT cdp.upsert_record('rta', 'web', 'new', '{"email": "zora@zann.org", "given_name": "Zora", "family_name": "Zann"}', '2024-02-01') = :profile AS same;
SELECT cdp.upsert_record('rta', 'web', 'new', '{"given_name": "Zora", "family_name": "Zann", "email": "zora@zann.org"}', '2024-03-01') = :profile AS same;
SELECT given_name, family_name, first_seen, last_seen, record_count FROM rta.unified_profile WHERE profile_id = :profile;

-- search before create
SELECT m.profile_id = :profile AS found, m.match_weight > 0 AS likely, m.match_probability > 0.5 AS probable, m.why ~ '^\w+ \+' AS reason FROM cdp.match('rta', '{"given_name": "Zora", "family_name": "ZANN", "email": "Zora@Zann.org"}') m;
SELECT count(*) FROM cdp.match('rta', '{"given_name": "Nobody", "family_name": "Xyz"}');
SELECT count(*) FROM cdp.match('rta', '{}');
SELECT count(*) <= 1 AS one FROM cdp.match('rta', '{"given_name": "Anne", "family_name": "Martin", "postcode": "75016"}', 1);
-- a record of a profile of several that is only seen later: the golden record tells the time, and is as sure as before
SELECT r.source, r.source_key, i.profile_id, p.confidence, to_jsonb(r) - '{record_id,source,source_key,observed_at,row_hash,run_id}'::text[] AS attributes
FROM rta.profile p JOIN rta.identity i USING (profile_id) JOIN rta.record r USING (record_id) WHERE p.confidence < 1 AND r.source = 'web' ORDER BY r.record_id LIMIT 1 \gset
SELECT cdp.upsert_record('rta', :'source', :'source_key', :'attributes', '2024-04-01') = :profile_id AS same \gset first_
SELECT cdp.upsert_record('rta', :'source', :'source_key', :'attributes', '2024-05-01') = :profile_id AS same;
SELECT last_seen, confidence = :confidence AS as_sure FROM rta.profile WHERE profile_id = :profile_id;
-- it weighs what the link would weigh
SELECT r.source, r.source_key, to_jsonb(r) - '{record_id,source,source_key,observed_at,row_hash,run_id}'::text[] AS attributes FROM rta.record r JOIN rta.link l ON l.record_b = r.record_id WHERE l.match_weight > 5 ORDER BY r.record_id LIMIT 1 \gset
SELECT count(*) AS different FROM (SELECT i.profile_id, max(l.match_weight) AS weight FROM rta.record r JOIN rta.link l ON r.record_id IN (l.record_a, l.record_b) JOIN rta.identity i ON i.record_id IN (l.record_a, l.record_b) AND i.record_id <> r.record_id
    WHERE r.source = :'source' AND r.source_key = :'source_key' GROUP BY i.profile_id) l
    FULL JOIN cdp.match('rta', :'attributes', 1000) m USING (profile_id) WHERE m.match_weight < l.weight OR m.match_weight IS NULL;
BEGIN READ ONLY;
SELECT count(*) > 0 AS found FROM cdp.match('rta', '{"given_name": "Zora", "family_name": "Zann", "email": "zora@zann.org"}');
COMMIT;
SELECT cdp.match('rta', '{"emial": "x"}');
SELECT cdp.match('rta', '{}', 0);
SELECT cdp.match('rta', NULL);
SELECT cdp.match('nowhere', '{}');

-- a role without rights is told what it lacks, whatever the session knows of the hub already
CREATE ROLE rt_stranger;
SET ROLE rt_stranger;
SELECT cdp.match('rta', '{"email": "a@b.fr"}');
SELECT cdp.upsert_record('rta', 'web', 'none', '{"email": "a@b.fr"}');
RESET ROLE;
GRANT USAGE ON SCHEMA rta TO rt_stranger;
GRANT SELECT ON ALL TABLES IN SCHEMA rta TO rt_stranger;
SET ROLE rt_stranger;
SELECT count(*) FROM cdp.match('rta', '{"email": "a@b.fr"}');
SELECT cdp.upsert_record('rta', 'web', 'none', '{"email": "a@b.fr"}');
SELECT cdp.delete_record('rta', 'web', 'none');
RESET ROLE;
DROP OWNED BY rt_stranger;
DROP ROLE rt_stranger;

-- what concerns all records: they wait for a resolve
SELECT cdp.match('rta', '{"email": "zora@zann.org"}') IS NOT NULL AS known;
UPDATE rta.source SET duplicate_free = false;
SELECT cdp.upsert_record('rta', 'web', 'new', '{"given_name": "Zora", "family_name": "Zanni", "email": "zora@zann.org"}', '2024-02-01') = :profile AS profile_so_far;
SELECT cdp.upsert_record('rta', 'web', 'newer', '{"given_name": "Zora", "family_name": "Zann", "email": "zora@zann.org"}', '2024-02-01') AS waits;
SELECT cdp.match('rta', '{"email": "zora@zann.org"}');
SELECT count(*) FROM cdp.resolve('rta');
SELECT cdp.upsert_record('rta', 'web', 'newest', '{"given_name": "Zora", "family_name": "Zann", "email": "zora@zann.org"}', '2024-02-01') = cdp.identity_at('rta', 'web', 'newer') AS together;
SELECT moved, created, merged, split FROM cdp.rebuild('rta');
-- what is blocked is not seen, by either
SELECT cdp.block_value('rta', 'email', 'zora@zann.org', 'a test');
SELECT count(*) FROM cdp.match('rta', '{"email": "zora@zann.org"}');
SELECT cdp.add_attribute('rta', 'nick', 'text');
SELECT cdp.upsert_record('rta', 'web', 'nick', '{"given_name": "Nick", "nick": "nn"}') IS NULL AS waits;
SELECT nick FROM rta.record WHERE source_key = 'nick';

-- another hub of the same name is another hub
SELECT cdp.drop_hub('rta', confirm => 'rta'), cdp.drop_hub('rtb', confirm => 'rtb');
SELECT cdp.create_hub('rta', 'empty');
SELECT cdp.add_source('rta', 'web', mode => 'push');
SELECT cdp.upsert_record('rta', 'web', '1', '{"email": "a@b.org"}');
SELECT cdp.upsert_record('rta', 'web', '1', '{}');
SELECT cdp.upsert_record('rta', 'web', '1', '{}', 'infinity');
SELECT cdp.drop_hub('rta', confirm => 'rta');
DROP PROCEDURE rt_step, rt_decide;
DROP FUNCTION rt_push, rt_state, rt_pick;
DROP VIEW rt_crm, rt_web, rt_card;
DROP TABLE rt_pool, rt_row, rt_difference, rt_before;
