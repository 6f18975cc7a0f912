-- SPDX-License-Identifier: PostgreSQL
-- Resolving what changed gives what a rebuild gives, whatever happened before: random histories of inserts, updates,
-- deletes, reloads and decisions, in batches of all sizes; the same state reached in another order.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never

-- A fixed number for a text, from 0 to below n.
CREATE FUNCTION inc_pick(what text, n int) RETURNS int LANGUAGE sql IMMUTABLE
RETURN (('x' || substr(md5(what), 1, 7))::bit(28)::int) % n;

-- People with one to four records in three sources, misspelt and with holes; half of them share the phone of a switchboard.
CREATE TABLE inc_pool AS
SELECT p || '-' || r AS key, (ARRAY['crm', 'web', 'card'])[1 + inc_pick('source' || p || r, 3)] AS source,
       CASE WHEN inc_pick('no given' || p || r, 12) > 0 THEN
           CASE WHEN inc_pick('short' || p || r, 8) = 0 THEN left(given, 1) || '.' ELSE given END END AS given_name,
       CASE WHEN inc_pick('typo' || p || r, 7) = 0 THEN overlay(family PLACING 'e' FROM 3 FOR 1) ELSE family END AS family_name,
       CASE WHEN inc_pick('no birth' || p || r, 3) > 0 THEN birth END AS birth_date,
       CASE WHEN inc_pick('no mail' || p || r, 3) > 0 THEN lower(given || '.' || family) || p || '@mail.fr' END AS email,
       CASE WHEN inc_pick('desk' || p, 2) = 0 THEN '01 47 20 33 18' WHEN inc_pick('no phone' || p || r, 3) > 0 THEN '06' || lpad(inc_pick('phone' || p, 99999999)::text, 8, '0') END AS phone,
       (ARRAY['69003', '75016', '13100', '33000', '59000', '31000'])[1 + inc_pick('postcode' || p / 3, 6)] AS postcode,
       (ARRAY['Lyon', 'Paris', 'Aix', 'Bordeaux', 'Lille', 'Toulouse'])[1 + inc_pick('postcode' || p / 3, 6)] AS city
FROM (SELECT p, (ARRAY['Anne', 'Marc', 'Lucie', 'Paul', 'Nora', 'Hugo', 'Claire', 'Karim', 'Jean', 'Zoe', 'Luc', 'Ines', 'Tom', 'Lea', 'Adam', 'Eva'])[1 + inc_pick('given' || p, 16)] AS given,
             (ARRAY['Martin', 'Bernard', 'Dubois', 'Moreau', 'Laurent', 'Lefevre', 'Garcia', 'Roux', 'Fontaine', 'Haddad', 'Ziani', 'Petit', 'Durand', 'Leroy'])[1 + inc_pick('family' || p / 3, 14)] AS family,
             date '1940-01-01' + inc_pick('birth' || p, 25000) AS birth
      FROM generate_series(1, 1000) p) person,
     LATERAL generate_series(0, inc_pick('records' || p, 4)) r;
SELECT count(*) BETWEEN 2400 AND 2600 AS enough, count(*) FILTER (WHERE phone = '01 47 20 33 18') > 1100 AS switchboard FROM inc_pool;

CREATE TABLE inc_row (source text, key text, given_name text, family_name text, birth_date date, email text, phone text, postcode text, city text, PRIMARY KEY (source, key));
CREATE VIEW inc_crm AS SELECT * FROM inc_row WHERE source = 'crm';
CREATE VIEW inc_web AS SELECT * FROM inc_row WHERE source = 'web';
CREATE VIEW inc_card AS SELECT * FROM inc_row WHERE source = 'card';
CREATE FUNCTION inc_hub(hub name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM cdp.create_hub(hub, region => 'FR');
    -- the switchboard is to be an oversized key, not a blocked value
    EXECUTE format('UPDATE %I.hub SET settings = settings || ''{"shared_names": 100000}''', hub);
    PERFORM cdp.add_source(hub, s.name, 'inc_' || s.name, key => 'key', observed_at => '''2024-01-01''', duplicate_free => s.name = 'card', mapping => '{"given_name": "given_name",
        "family_name": "family_name", "birth_date": "birth_date", "email": "email", "phone": "phone", "postcode": "postcode", "city": "city"}')
    FROM (VALUES ('crm'), ('web'), ('card')) s (name);
END
$$;

-- What a hub says about records, apart from when it was said; `names` with the numbers of profiles.
CREATE FUNCTION inc_state(hub name, names boolean) RETURNS TABLE (part text, digest text) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format($q$
        SELECT 'links', md5(string_agg(concat_ws(' ', LEAST(a.source || a.source_key, b.source || b.source_key), GREATEST(a.source || a.source_key, b.source || b.source_key), match_weight, levels), ' '
            ORDER BY LEAST(a.source || a.source_key, b.source || b.source_key), GREATEST(a.source || a.source_key, b.source || b.source_key)))
        FROM %1$I.link l JOIN %1$I.record a ON a.record_id = record_a JOIN %1$I.record b ON b.record_id = record_b
        UNION ALL
        SELECT 'conflicts', md5(string_agg(concat_ws(' ', LEAST(a.source || a.source_key, b.source || b.source_key), GREATEST(a.source || a.source_key, b.source || b.source_key), linkage, reason, detail), ' '
            ORDER BY LEAST(a.source || a.source_key, b.source || b.source_key), GREATEST(a.source || a.source_key, b.source || b.source_key)))
        FROM %1$I.conflict l JOIN %1$I.record a ON a.record_id = record_a JOIN %1$I.record b ON b.record_id = record_b
        UNION ALL
        SELECT 'partition', md5(string_agg(members, ' ' ORDER BY members))
        FROM (SELECT string_agg(source || source_key, ',' ORDER BY source, source_key) AS members FROM %1$I.profile_source GROUP BY profile_id) p
        UNION ALL
        SELECT 'golden', md5(string_agg(golden, ' ' ORDER BY golden))
        FROM (SELECT (to_jsonb(p) - '{profile_id,updated_at}'::text[])::text AS golden FROM %1$I.profile p) g
        UNION ALL
        SELECT 'keys', md5(string_agg(k.keys::text, ' ' ORDER BY r.source, r.source_key)) FROM (%2$s) k JOIN %1$I.record r USING (record_id)
        UNION ALL
        SELECT 'names', md5(string_agg(concat_ws(' ', record_id, profile_id, since), ' ' ORDER BY record_id)) FROM %1$I.identity WHERE $1
        UNION ALL
        SELECT 'profiles', md5(string_agg(p::text, ' ' ORDER BY profile_id)) FROM %1$I.profile p WHERE $1
        UNION ALL
        SELECT 'redirects', md5(string_agg(d::text, ' ' ORDER BY profile_id)) FROM %1$I.redirect d WHERE $1$q$, hub, cdp._keys_sql(hub)) USING names;
END
$$;

-- One step of a history: a batch whose size varies from 1 to some hundreds.
CREATE FUNCTION inc_step(step int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    share int := (ARRAY[1500, 200, 40, 12, 5])[1 + inc_pick('size' || step, 5)];
BEGIN
    DELETE FROM inc_row WHERE inc_pick('delete' || step || source || key, share) = 0;
    UPDATE inc_row r SET given_name = o.given_name, family_name = o.family_name, birth_date = o.birth_date, email = o.email, phone = o.phone
        FROM inc_pool o WHERE inc_pick('become' || step || r.source || r.key, share) = 0 AND o.key = (500 + inc_pick('whom' || step || r.key, 500)) || '-0';
    UPDATE inc_row SET phone = NULL, city = 'Nice' WHERE inc_pick('change' || step || source || key, share) = 0;
    INSERT INTO inc_row SELECT source, key, given_name, family_name, birth_date, email, phone, postcode, city FROM inc_pool
        WHERE inc_pick('insert' || step || source || key, share) = 0 ON CONFLICT DO NOTHING;
END
$$;
INSERT INTO inc_row SELECT source, key, given_name, family_name, birth_date, email, phone, postcode, city FROM inc_pool WHERE inc_pick('first' || key, 10) < 8;

SELECT inc_hub('inc');
SELECT count(*) FROM cdp.sync('inc');
SELECT created > 700 AS created FROM cdp.resolve('inc');
SELECT jsonb_array_length(model #> '{statistics,blocking,oversized}') > 0 AS oversized, jsonb_path_exists(model, '$.statistics.blocking.splits[*][*]') AS split FROM inc.model;
SELECT count(*) AS pending FROM inc.pending;
SELECT (counts ->> 'whole')::boolean AS whole FROM inc.run ORDER BY run_id DESC LIMIT 1;

-- histories; a row is told where a rebuild would have given something else
CREATE TABLE inc_history (step int, whole boolean, compared bigint, moved bigint, changed text);
CREATE PROCEDURE inc_check(step int) LANGUAGE plpgsql AS $$
DECLARE
    before jsonb;
    resolved record;
    rebuilt record;
BEGIN
    SELECT * INTO resolved FROM cdp.resolve('inc');
    SELECT jsonb_object_agg(part, digest) INTO before FROM inc_state('inc', true);
    INSERT INTO inc_history SELECT step, (counts ->> 'whole')::boolean, resolved.compared FROM inc.run WHERE run_id = resolved.run_id;
    SELECT * INTO rebuilt FROM cdp.rebuild('inc');
    UPDATE inc_history h SET moved = rebuilt.moved + rebuilt.created + rebuilt.merged + rebuilt.split,
        changed = (SELECT string_agg(part, ', ' ORDER BY part) FROM inc_state('inc', true) s WHERE before ->> part IS DISTINCT FROM digest)
        WHERE h.step = inc_check.step;
END
$$;
DO $$
BEGIN
    FOR step IN 1 .. 10 LOOP
        PERFORM inc_step(step);
        PERFORM count(*) FROM cdp.sync('inc', max_delete => 1);
        -- now and then several syncs before a resolve
        CONTINUE WHEN step IN (4, 7);
        CALL inc_check(step);
    END LOOP;
END
$$;
SELECT * FROM inc_history WHERE whole OR moved > 0 OR changed IS NOT NULL;
SELECT count(*) AS steps, min(compared) < 5000 AS small, max(compared) > 5000 AS large FROM inc_history;
TRUNCATE inc_history;

-- the same with decisions that come and go
DO $$
DECLARE
    a record;
    b record;
    made bigint[] := '{}';
BEGIN
    FOR step IN 21 .. 26 LOOP
        SELECT r.source, r.source_key, i.profile_id INTO a FROM inc.record r JOIN inc.identity i USING (record_id) JOIN inc.profile p USING (profile_id)
            WHERE p.record_count > 1 ORDER BY inc_pick('a' || step || r.source || r.source_key, 100000), r.record_id LIMIT 1;
        SELECT r.source, r.source_key INTO b FROM inc.record r JOIN inc.identity i USING (record_id)
            WHERE i.profile_id <> a.profile_id ORDER BY inc_pick('b' || step || r.source || r.source_key, 100000), r.record_id LIMIT 1;
        made := made || cdp.must_link('inc', a.source, a.source_key, b.source, b.source_key, 'a test');
        IF step % 2 = 0 THEN
            PERFORM cdp.retract_decision('inc', made[step - 21], 'a test');
            SELECT i.profile_id INTO a FROM inc.identity i JOIN inc.profile p USING (profile_id) JOIN inc.record r USING (record_id)
                WHERE p.record_count > 2 ORDER BY inc_pick('c' || step || r.source || r.source_key, 100000), r.record_id LIMIT 1;
            PERFORM cdp.unmerge('inc', a.profile_id, NULL, 'a test');
        END IF;
        CONTINUE WHEN step % 3 = 0;
        PERFORM inc_step(step);
        PERFORM count(*) FROM cdp.sync('inc', max_delete => 1);
        CALL inc_check(step);
    END LOOP;
END
$$;
SELECT * FROM inc_history WHERE whole OR moved > 0 OR changed IS NOT NULL;

-- the same records and model, loaded at once into another hub: the same identities under other names
SELECT cdp.retract_decision('inc', decision_id, 'a test') FROM inc.decision WHERE ended_at IS NULL ORDER BY decision_id \g /dev/null
SELECT inc_hub('anew');
INSERT INTO anew.model (model) SELECT model FROM inc.model WHERE active;
SELECT cdp.activate_model('anew', 1);
SELECT count(*) FROM cdp.sync('anew');
SELECT created > 0 AS created FROM cdp.resolve('anew');
SELECT part FROM inc_state('inc', false) a JOIN inc_state('anew', false) b USING (part) WHERE a.digest <> b.digest;

-- nothing changed: nothing is compared; other constraints or another model: everything is
SELECT compared, created, merged, split FROM cdp.resolve('inc');
UPDATE inc.source SET duplicate_free = false;
SELECT compared > 0 AS compared, merged > 0 AS merged FROM cdp.resolve('inc');
SELECT compared, merged FROM cdp.resolve('inc');
SELECT cdp.activate_model('inc', cdp.train('inc'));
SELECT compared > 0 AS compared FROM cdp.resolve('inc');
SELECT compared FROM cdp.resolve('inc');
SELECT count(*) AS frozen FROM inc.model WHERE model #> '{statistics,blocking}' IS NOT NULL;
-- a source that goes takes its records along
SELECT cdp.drop_source('inc', 'card', confirm => 'card');
SELECT created, merged FROM cdp.resolve('inc');
SELECT moved, created, merged, split FROM cdp.rebuild('inc');
SELECT count(*) FROM inc.profile p WHERE NOT EXISTS (SELECT FROM inc.identity i WHERE i.profile_id = p.profile_id);
SELECT count(*) FROM inc.block_key k WHERE NOT EXISTS (SELECT FROM inc.record r WHERE r.record_id = k.record_id);

-- one record among hundreds: what it is compared with is found by index, by keys of before and by those that others came to have since;
-- keys that others have no more find nothing
CREATE TABLE few_row AS SELECT 2 * n - v AS key, f.family_name, f.given_name, date '1950-01-01' + n * 37 % 20000 AS birth_date,
    CASE WHEN v = 1 AND n % 3 = 0 THEN 'new' ELSE '' END || lower(f.given_name) || n || '@mail.fr' AS email, '06' || 10000000 + (n + CASE WHEN v = 1 AND n % 4 = 0 THEN 5000 ELSE 0 END) * 7919 AS phone,
    n % 90 + 1 || ' rue ' || f.family_name AS street, 10000 + n * 13 % 80000 AS postcode, (ARRAY['Lyon', 'Paris', 'Nice', 'Lille', 'Nantes'])[1 + n % 5] AS city
FROM generate_series(1, 350) AS n, generate_series(0, 1) AS v,
    LATERAL (SELECT (ARRAY['Martin', 'Bernard', 'Dubois', 'Thomas', 'Robert', 'Petit', 'Durand', 'Leroy', 'Moreau', 'Simon', 'Laurent'])[1 + n % 11] AS family_name,
                    (ARRAY['Anne', 'Marc', 'Lucie', 'Paul', 'Nora', 'Hugo', 'Claire', 'Karim', 'Jean', 'Zoe', 'Emma', 'Louis', 'Alice'])[1 + n % 13] AS given_name) f;
SELECT cdp.create_hub('few', region => 'FR');
SELECT cdp.add_source('few', 'rows', 'few_row', key => 'key'), cdp.add_source('few', 'desk', mode => 'push');
SELECT inserted FROM cdp.sync('few');
SELECT records, merged FROM cdp.resolve('few');
CREATE FUNCTION few_step(change text, email text DEFAULT NULL, OUT updated bigint, OUT partly bigint, OUT links text, OUT as_rebuilt boolean) LANGUAGE plpgsql AS $$
DECLARE
    links_sql constant text := 'SELECT string_agg(a.source_key || '' '' || b.source_key, '', '' ORDER BY l.record_a, l.record_b) FROM few.link l
        JOIN few.record a ON a.record_id = l.record_a JOIN few.record b ON b.record_id = l.record_b WHERE (a.source_key || '' '' || b.source_key) ~ ''^(d|10|500|600) (d|10|500|600)$''';
    before text;
    after text;
BEGIN
    IF email IS NOT NULL THEN
        PERFORM cdp.upsert_record('few', 'desk', change, jsonb_build_object('email', email, 'city', 'Brest'));
    ELSE
        EXECUTE 'UPDATE few_row SET ' || change;
        updated := s.updated FROM cdp.sync('few', 'rows') s;
        PERFORM cdp.resolve('few');
    END IF;
    SELECT count(*) INTO partly FROM few.changed_key;
    EXECUTE links_sql INTO links;
    SELECT md5(string_agg(l::text, ' ' ORDER BY record_a, record_b)) INTO before FROM few.link l;
    BEGIN
        PERFORM cdp.rebuild('few');
        SELECT md5(string_agg(l::text, ' ' ORDER BY record_a, record_b)) INTO after FROM few.link l;
        RAISE EXCEPTION 'back';
    EXCEPTION WHEN raise_exception THEN NULL;
    END;
    as_rebuilt := before = after;
END
$$;
SELECT round(avg(cardinality(keys))) > 8 AS many_keys FROM few.block_key;
-- every pair that is compared is a link
SELECT cdp.activate_model('few', cdp.add_model('few', (SELECT jsonb_set(model, '{thresholds,review}', '-100') FROM few.model WHERE active))) \g /dev/null
SELECT compared > 0 AS compared FROM cdp.resolve('few');
SELECT * FROM few_step($$email = (SELECT email FROM few_row WHERE key = 500) WHERE key = 10$$);
SELECT * FROM few_step($$email = 'hugo5@mail.fr' WHERE key = 600$$); -- that of 10 before
-- the same of one that is pushed: with the e-mail address that 10 had, with one of nobody, with that of 10 now
SELECT * FROM few_step('d', 'hugo5@mail.fr');
SELECT * FROM few_step('d', 'nobody@mail.fr');
SELECT * FROM few_step('d', (SELECT email FROM few_row WHERE key = 10));
SELECT * FROM few_step($$phone = '0611111111' WHERE key = 500$$);
SELECT * FROM few_step($$phone = '0611111111' WHERE key = 10$$);
SELECT * FROM few_step($$email = 'other@mail.fr' WHERE key = 10$$);
SELECT * FROM few_step($$email = 'another@mail.fr', phone = '0622222222' WHERE key = 10$$);
SELECT * FROM few_step($$(family_name, given_name, birth_date) = (SELECT family_name, given_name, birth_date FROM few_row WHERE key = 500) WHERE key IN (10, 600)$$);
SELECT * FROM few_step($$email = 'all@mail.fr' WHERE key IN (10, 500, 600)$$);
SELECT * FROM few_step($$street = '1 quai Neuf' WHERE key = 600$$);
-- a key that a record has no more, though the index has it, finds nothing
SELECT email AS email_before FROM few_row WHERE key = 300 \gset
SELECT count(*) AS found FROM cdp.match('few', jsonb_build_object('email', :'email_before'));
SELECT * FROM few_step($$email = 'fresh@mail.fr' WHERE key = 300$$);
SELECT count(*) AS found FROM cdp.match('few', jsonb_build_object('email', :'email_before'));
SELECT count(*) AS found FROM cdp.match('few', jsonb_build_object('email', 'fresh@mail.fr'));
SELECT count(*) AS changed, count(*) FILTER (WHERE c.added IS DISTINCT FROM cdp._keys_without(c.keys, k.keys)) AS index_differs FROM few.changed_key c LEFT JOIN few.block_key k USING (record_id);
SELECT moved FROM cdp.rebuild('few');
SELECT count(*) AS partly FROM few.changed_key;
-- how many there are is known from the last run and from what was told since, by a session that sees all there is
SELECT records, links, profiles FROM cdp.resolve('few') \gset
CREATE FUNCTION few_counted() RETURNS TABLE (records bigint, links bigint, profiles bigint) LANGUAGE sql AS $$
    SELECT c.records - t.records, c.links - t.links, c.profiles - t.profiles
    FROM (SELECT (counts ->> 'records')::bigint AS records, (counts ->> 'links')::bigint AS links, (counts ->> 'profiles')::bigint AS profiles FROM few.run WHERE operation = 'resolve' ORDER BY run_id DESC LIMIT 1) c,
         (SELECT (SELECT count(*) FROM few.identity) AS records, (SELECT count(*) FROM few.link WHERE match_weight >= (SELECT COALESCE((definition #>> '{thresholds,component}')::float8, 0) FROM few.model WHERE active)) AS links,
                 (SELECT count(*) FROM few.profile) AS profiles) t
$$;
SELECT * FROM few_counted();
SELECT counts ->> 'writes' IS NOT NULL AS known FROM few.run WHERE operation = 'resolve' ORDER BY run_id DESC LIMIT 1;
SELECT cdp.upsert_record('few', 'desk', 'e', '{"email": "e@mail.fr"}') IS NOT NULL AS came;
SELECT records - :records AS records, links - :links AS links, profiles - :profiles AS profiles FROM cdp.resolve('few');
SELECT cdp.delete_record('few', 'desk', 'e') IS NOT NULL AS went;
SELECT records - :records AS records, links - :links AS links, profiles - :profiles AS profiles FROM cdp.resolve('few');
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT records - :records AS records, links - :links AS links, profiles - :profiles AS profiles FROM cdp.resolve('few');
COMMIT;
SELECT counts ->> 'writes' IS NOT NULL AS known FROM few.run WHERE operation = 'resolve' ORDER BY run_id DESC LIMIT 1;
-- nothing is counted: a wrong number of the last run stays as wrong as it was, until all is resolved
SELECT run_id > 0 AS known_again FROM cdp.resolve('few');
UPDATE few.run SET counts = counts || jsonb_build_object('records', (counts ->> 'records')::bigint + 1000, 'links', (counts ->> 'links')::bigint + 2000, 'profiles', (counts ->> 'profiles')::bigint + 3000)
    WHERE run_id = (SELECT max(run_id) FROM few.run WHERE operation = 'resolve');
SELECT cdp.upsert_record('few', 'desk', 'g' || n, jsonb_build_object('email', 'gain' || n / 2 || '@mail.fr', 'family_name', 'Gagnon', 'given_name', 'Lea', 'birth_date', '1980-04-0' || n)) IS NOT NULL AS came FROM generate_series(1, 6) AS n;
BEGIN;
SELECT cdp.upsert_record('few', 'desk', 'h', '{"email": "gain1@mail.fr", "family_name": "Gagnon"}') IS NOT NULL AS came;
ROLLBACK;
SELECT run_id > 0 AS resolved FROM cdp.resolve('few');
SELECT * FROM few_counted();
SELECT cdp.upsert_record('few', 'desk', 'g2', '{"email": "other@mail.fr", "family_name": "Autre"}') IS NOT NULL AS came;
SELECT cdp.delete_record('few', 'desk', 'g4') AS went;
SELECT run_id > 0 AS resolved FROM cdp.resolve('few');
SELECT * FROM few_counted();
SELECT sum(records) AS records, sum(links) <> 0 AS links FROM few.gain;
-- of one profile that ends by being led to another, which is led on or comes apart, more is told than that it ended
CREATE FUNCTION few_push(key text, first text, day text, email text) RETURNS boolean LANGUAGE sql AS
    $$ SELECT cdp.upsert_record('few', 'desk', key, jsonb_strip_nulls(jsonb_build_object('given_name', first, 'family_name', 'Quillery', 'birth_date', day, 'email', email, 'city', 'Brest'))) IS NOT NULL $$;
SELECT few_push('q1', 'Ines', '1991-02-03', 'q1@mail.fr') AS a, few_push('q2', 'Ines', '1971-12-13', 'q2@mail.fr') AS b, few_push('q3', 'Zoe', '1951-07-23', 'q3@mail.fr') AS c, few_push('q4', 'Zoe', '1951-07-23', 'q3@mail.fr') AS d, few_push('q5', 'Zoe', '1951-07-23', 'q3@mail.fr') AS e;
SELECT few_push('q2', 'Ines', '1991-02-03', 'q1@mail.fr') AS merged;
SELECT few_push('q1', 'Zoe', '1951-07-23', 'q3@mail.fr') AS a, few_push('q2', 'Zoe', '1951-07-23', 'q3@mail.fr') AS b;
SELECT count(*) > count(DISTINCT profile_id) AS led_on FROM few.profile_event WHERE event = 'redirected' AND run_id IS NULL;
SELECT few_push('q1', 'Ines', '1991-02-03', 'q1@mail.fr') AS split;
SELECT run_id > 0 AS resolved FROM cdp.resolve('few');
SELECT * FROM few_counted();
-- a profile that waits for a record which went, and ends before that is looked at, ends once
INSERT INTO few_row (key, given_name, family_name, birth_date, email) VALUES (9001, 'Ulla', 'Quillery', '1961-05-05', 'u@mail.fr');
SELECT inserted FROM cdp.sync('few', 'rows');
SELECT run_id > 0 AS resolved FROM cdp.resolve('few');
SELECT few_push('u', 'Ulla', '1961-05-05', 'u@mail.fr') AS joined;
SELECT profile_id AS ended, count(*) AS records FROM few.profile_source WHERE source_key IN ('u', '9001') GROUP BY profile_id \gset
SELECT :records AS records;
DELETE FROM few_row WHERE key = 9001;
SELECT deleted FROM cdp.sync('few', 'rows');
SELECT few_push('u', 'Zoe', '1951-07-23', 'q3@mail.fr') AS merged;
SELECT event FROM few.profile_event WHERE profile_id = :ended ORDER BY event_id;
SELECT cdp._resolve_few('few', false) AS resolved;
SELECT event FROM few.profile_event WHERE profile_id = :ended ORDER BY event_id;
SELECT run_id > 0 AS resolved FROM cdp.resolve('few');
SELECT * FROM few_counted();
DELETE FROM few_row WHERE key = 300;
SELECT deleted FROM cdp.sync('few');
SELECT run_id > 0 AS resolved FROM cdp.resolve('few');
SELECT * FROM few_counted();
SELECT moved FROM cdp.rebuild('few');
SELECT * FROM few_counted();
SELECT count(*) AS gains FROM few.gain;
DROP FUNCTION few_counted(), few_push(text, text, text, text);
-- an attribute may be called what the engine calls something else
SELECT cdp.add_attribute('few', a, 'identifier') FROM unnest('{keys,cells,settled}'::text[]) AS a \g /dev/null
SELECT cdp.upsert_record('few', 'desk', 'k' || n, jsonb_build_object('keys', 'AB12345' || n % 2, 'cells', 'x' || n, 'email', 'k' || n || '@mail.fr', 'family_name', 'Roche', 'given_name', 'Eve')) IS NOT NULL AS came FROM generate_series(1, 4) AS n;
SELECT cdp.activate_model('few', cdp.train('few')) \g /dev/null
SELECT compared > 0 AS compared FROM cdp.resolve('few');
SELECT model -> 'attributes' @> '[{"name": "keys"}]' AS matched FROM few.model WHERE active;
UPDATE few_row SET email = 'k1@mail.fr' WHERE key IN (10, 11);
SELECT updated FROM cdp.sync('few', 'rows');
SELECT compared > 0 AS compared FROM cdp.resolve('few');
DROP FUNCTION few_step;
SELECT cdp.drop_hub('few', confirm => 'few');
-- the first run and later ones by a role with the rights of a steward, whatever its settings
CREATE ROLE inc_steward;
SELECT cdp.create_hub('few', region => 'FR');
SELECT cdp.add_source('few', 'rows', 'few_row', key => 'key');
GRANT USAGE ON SCHEMA few TO inc_steward;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA few TO inc_steward;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA few TO inc_steward;
GRANT SELECT, UPDATE ON few_row TO inc_steward;
SET ROLE inc_steward;
SELECT inserted FROM cdp.sync('few');
SELECT records FROM cdp.resolve('few');
SET extra_float_digits = -15;
UPDATE few_row SET email = 'of' || key % 5 || '@mail.fr' WHERE key % 50 = 3;
SELECT updated FROM cdp.sync('few');
SELECT links, profiles FROM cdp.resolve('few') \gset
SELECT moved, links = :links AS same_links, profiles = :profiles AS same_profiles FROM cdp.rebuild('few');
RESET extra_float_digits;
RESET ROLE;
SELECT cdp.drop_hub('few', confirm => 'few');
DROP TABLE few_row;
DROP ROLE inc_steward;

-- many syncs and resolves of one transaction lock no more than a few
CREATE PROCEDURE inc_rounds(many int) LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1 .. many LOOP
        UPDATE inc_row SET email = 'round' || i || '.' || key || '@mail.fr' WHERE source = 'crm' AND inc_pick('round' || i || key, 40) = 0;
        PERFORM cdp.sync('inc', 'crm');
        PERFORM cdp.resolve('inc');
    END LOOP;
END
$$;
BEGIN;
CALL inc_rounds(3);
SELECT count(*) AS locks FROM pg_locks WHERE pid = pg_backend_pid() \gset
CALL inc_rounds(5);
SELECT count(*) - :locks AS more FROM pg_locks WHERE pid = pg_backend_pid();
COMMIT;
SELECT count(*) AS left_behind FROM pg_class WHERE relname LIKE 'cdp\_%' AND relnamespace = pg_my_temp_schema();
SELECT moved FROM cdp.rebuild('inc');

SELECT cdp.drop_hub('anew', confirm => 'anew'), cdp.drop_hub('inc', confirm => 'inc');
DROP VIEW inc_crm, inc_web, inc_card;
DROP TABLE inc_row, inc_pool, inc_history;
DROP PROCEDURE inc_check, inc_rounds;
DROP FUNCTION inc_pick, inc_hub, inc_state, inc_step;
