-- SPDX-License-Identifier: PostgreSQL
-- Random histories: people in three sources whose modes change and one that is pushed, written in transactions of all sizes, some of them rolled
-- back, with syncs, resolves, workers and decisions at any moment. Whatever happened, the end is that of a rebuild, and that
-- of a hub that gets the last state at once. CDP_HISTORIES=100 runs as many (3), from number CDP_FIRST_HISTORY (1) on.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never
\set histories 3
\set first_history 1
\getenv histories CDP_HISTORIES
\getenv first_history CDP_FIRST_HISTORY

-- A fixed number for a text, from 0 to below n.
CREATE FUNCTION cap_pick(what text, n int) RETURNS int LANGUAGE sql IMMUTABLE
RETURN (('x' || substr(md5(what), 1, 7))::bit(28)::int) % n;

-- What a row of a person may hold: misspelt, with holes, and sometimes what somebody else has.
CREATE TABLE cap_pool AS
SELECT (ARRAY['crm', 'web', 'card', 'desk'])[1 + cap_pick('source' || p || r, 4)] AS source, p || '-' || r AS key, v AS version,
       CASE WHEN cap_pick('short' || p || r || v, 9) = 0 THEN left(given, 1) || '.' WHEN cap_pick('no given' || p || r || v, 14) > 0 THEN given END AS given_name,
       CASE WHEN cap_pick('typo' || p || r || v, 7) = 0 THEN overlay(family PLACING 'e' FROM 3 FOR 1) ELSE family END AS family_name,
       CASE WHEN cap_pick('no birth' || p || r || v, 3) > 0 THEN birth END AS birth_date,
       CASE WHEN cap_pick('no mail' || p || r || v, 3) > 0 THEN lower(given || '.' || family) || p || '@mail.fr' END AS email,
       CASE WHEN cap_pick('no phone' || p || r || v, 3) > 0 THEN '06' || lpad(cap_pick('phone' || p / 2, 99999999)::text, 8, '0') END AS phone,
       (ARRAY['69003', '75016', '13100', '33000'])[1 + cap_pick('postcode' || p / 3, 4)] AS postcode, date '2024-01-01' + cap_pick('at' || p || r || v, 300) AS at
FROM (SELECT p, v, (ARRAY['Anne', 'Marc', 'Lucie', 'Paul', 'Nora', 'Hugo', 'Claire', 'Karim', 'Jean', 'Zoe'])[1 + cap_pick('given' || p, 10)] AS given,
             (ARRAY['Martin', 'Bernard', 'Dubois', 'Moreau', 'Laurent', 'Lefevre', 'Garcia', 'Roux'])[1 + cap_pick('family' || p / 3, 8)] AS family,
             date '1940-01-01' + cap_pick('birth' || p, 25000) AS birth
      FROM generate_series(1, 150) p, generate_series(0, 3) v) person,
     LATERAL generate_series(0, cap_pick('records' || p, 4)) r;

CREATE FUNCTION cap_hub(hub name, modes text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM cdp.create_hub(hub, region => 'FR');
    EXECUTE format('UPDATE %I.hub SET settings = settings || ''{"shared_names": 100000}''', hub);
    PERFORM cdp.add_source(hub, s.name, ('cap_' || s.name)::regclass, key => 'key', observed_at => 'at', duplicate_free => s.name = 'card', mode => s.mode,
        mapping => '{"given_name": "given_name", "family_name": "family_name", "birth_date": "birth_date", "email": "email", "phone": "phone", "postcode": "postcode"}')
    FROM unnest('{crm,web,card}'::text[], modes) s (name, mode);
    PERFORM cdp.add_source(hub, 'desk', mode => 'push');
END
$$;

-- What a hub says of its records, whatever their numbers and those of profiles are.
CREATE FUNCTION cap_state(hub name) RETURNS TABLE (part text, digest text) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format($q$
        SELECT 'records', md5(string_agg(to_jsonb(r) - '{record_id,run_id,row_hash}'::text[] #>> '{}', ' ' ORDER BY r.source, r.source_key)) FROM %1$I.record r
        UNION ALL
        SELECT 'links', md5(string_agg(x, ' ' ORDER BY x)) FROM (
            SELECT concat_ws(' ', LEAST(a.source || a.source_key, b.source || b.source_key), GREATEST(a.source || a.source_key, b.source || b.source_key), match_weight, levels)
            FROM %1$I.link JOIN %1$I.record a ON a.record_id = record_a JOIN %1$I.record b ON b.record_id = record_b) l (x)
        UNION ALL
        SELECT 'conflicts', md5(string_agg(x, ' ' ORDER BY x)) FROM (
            SELECT concat_ws(' ', LEAST(a.source || a.source_key, b.source || b.source_key), GREATEST(a.source || a.source_key, b.source || b.source_key), linkage, reason, detail)
            FROM %1$I.conflict JOIN %1$I.record a ON a.record_id = record_a JOIN %1$I.record b ON b.record_id = record_b) c (x)
        UNION ALL
        SELECT 'partition', md5(string_agg(members, ' ' ORDER BY members))
        FROM (SELECT string_agg(source || source_key, ',' ORDER BY source, source_key) AS members FROM %1$I.profile_source GROUP BY profile_id) p
        UNION ALL
        SELECT 'golden', md5(string_agg(golden, ' ' ORDER BY golden)) FROM (SELECT (to_jsonb(p) - '{profile_id,updated_at}'::text[])::text AS golden FROM %1$I.profile p) g
        UNION ALL
        SELECT 'keys', md5(string_agg(concat_ws(' ', k.source, k.source_key, k.cells, k.keys), ' ' ORDER BY k.source, k.source_key)) FROM (%2$s) k
        UNION ALL
        SELECT 'index', count(*)::text FROM %1$I.changed_key c LEFT JOIN %1$I.block_key k USING (record_id) WHERE c.added IS DISTINCT FROM cdp._keys_without(c.keys, k.keys)
        UNION ALL
        SELECT 'left', count(*)::text FROM (SELECT FROM %1$I.queue UNION ALL SELECT FROM %1$I.dead_letter UNION ALL SELECT FROM %1$I.queue_wake UNION ALL SELECT FROM %1$I.pending) w$q$, hub, cdp._keys_sql(hub));
END
$$;

-- A statement on a source: rows come, go, come back, change a little, become somebody else's; from one to all.
CREATE FUNCTION cap_write(source text, what text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    share int := (ARRAY[150, 60, 20, 6])[1 + cap_pick('share' || what, 4)];
BEGIN
    CASE cap_pick('kind' || what, 6)
    WHEN 0 THEN EXECUTE format('DELETE FROM cap_%s WHERE cap_pick($1 || key, $2) = 0', source) USING what, share;
    WHEN 1 THEN EXECUTE format('UPDATE cap_%s t SET given_name = p.given_name, family_name = p.family_name, birth_date = p.birth_date, email = p.email, phone = p.phone, at = p.at
        FROM cap_pool p WHERE p.source = %1$L AND p.key = t.key AND p.version = $3 AND cap_pick($1 || t.key, $2) = 0', source) USING what, share, cap_pick('version' || what, 4);
    WHEN 2 THEN EXECUTE format('UPDATE cap_%s t SET given_name = p.given_name, family_name = p.family_name, birth_date = p.birth_date, email = p.email
        FROM cap_pool p WHERE p.version = 0 AND p.key = (1 + cap_pick($1 || t.key, 150)) || ''-0'' AND cap_pick(''whose'' || $1 || t.key, $2) = 0', source) USING what, share;
    WHEN 3 THEN EXECUTE format('UPDATE cap_%s SET key = key || ''+'' WHERE cap_pick($1 || key, $2) = 0 AND length(key) < 8', source) USING what, share;
    ELSE EXECUTE format('INSERT INTO cap_%s SELECT key, given_name, family_name, birth_date, email, phone, postcode, at FROM cap_pool
        WHERE source = %1$L AND version = $3 AND cap_pick($1 || key, $2) = 0 ON CONFLICT (key) DO UPDATE SET phone = EXCLUDED.phone', source) USING what, share, cap_pick('version' || what, 4);
    END CASE;
END
$$;

-- Some records of the source that is pushed; cap_desk holds what was given.
CREATE FUNCTION cap_push(what text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT key, given_name, family_name, birth_date, email, phone, postcode, at FROM cap_pool
                WHERE source = 'desk' AND version = cap_pick('version' || what, 4) ORDER BY cap_pick('push' || what || key, 100000), key LIMIT 1 + cap_pick('count' || what, 5) LOOP
        DELETE FROM cap_desk WHERE key = item.key;
        IF cap_pick('gone' || what || item.key, 3) = 0 THEN
            PERFORM cdp.delete_record('cap', 'desk', item.key);
        ELSE
            INSERT INTO cap_desk VALUES (item.key, item.given_name, item.family_name, item.birth_date, item.email, item.phone, item.postcode, item.at);
            PERFORM cdp.upsert_record('cap', 'desk', item.key, jsonb_strip_nulls(to_jsonb(item)) - '{key,at}'::text[], item.at);
        END IF;
    END LOOP;
END
$$;

-- A decision of some kind about some records; some are refused, as they contradict others.
CREATE FUNCTION cap_decide(what text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    a record;
    b record;
BEGIN
    SELECT r.source, r.source_key, i.profile_id INTO a FROM cap.record r JOIN cap.identity i USING (record_id) ORDER BY cap_pick('a' || what || r.source_key, 100000), r.source, r.source_key LIMIT 1;
    SELECT r.source, r.source_key INTO b FROM cap.record r WHERE (r.source, r.source_key) <> (a.source, a.source_key)
        ORDER BY cap_pick('b' || what || r.source_key, 100000), r.source, r.source_key LIMIT 1;
    CASE cap_pick('decision' || what, 4)
    WHEN 0 THEN PERFORM cdp.must_link('cap', a.source, a.source_key, b.source, b.source_key, 'a test');
    WHEN 1 THEN
        SELECT r.source, r.source_key INTO b FROM cap.record r JOIN cap.identity i USING (record_id) WHERE i.profile_id = a.profile_id AND (r.source, r.source_key) <> (a.source, a.source_key)
            ORDER BY r.source, r.source_key LIMIT 1;
        IF FOUND THEN
            PERFORM cdp.cannot_link('cap', a.source, a.source_key, b.source, b.source_key, 'a test');
        END IF;
    WHEN 2 THEN PERFORM cdp.unmerge('cap', a.profile_id, NULL, 'a test');
    ELSE PERFORM cdp.retract_decision('cap', decision_id, 'a test') FROM (SELECT decision_id FROM cap.decision WHERE ended_at IS NULL
        ORDER BY cap_pick(what || decision_id, 100000) LIMIT 1) d;
    END CASE;
EXCEPTION WHEN object_not_in_prerequisite_state OR invalid_parameter_value THEN
    NULL;
END
$$;

CREATE PROCEDURE cap_history(seed text, steps int) LANGUAGE plpgsql AS $$
DECLARE
    what text;
    source text;
BEGIN
    FOR step IN 1 .. steps LOOP
        what := seed || ' ' || step;
        source := (ARRAY['crm', 'web', 'card'])[1 + cap_pick('where' || what, 3)];
        CASE cap_pick('action' || what, 12)
        WHEN 0 THEN PERFORM cdp.sync('cap', CASE WHEN cap_pick('all' || what, 2) = 0 THEN source END, max_delete => 1);
        WHEN 1 THEN PERFORM cdp.resolve('cap');
        WHEN 2, 3 THEN CALL cdp.process_queue('cap', batch_size => 1 + cap_pick('batch' || what, 200), max_batches => 1 + cap_pick('batches' || what, 3));
        WHEN 4 THEN PERFORM cdp.set_source_mode('cap', source, (ARRAY['manual', 'trigger', 'queue'])[1 + cap_pick('mode' || what, 3)]);
        WHEN 5, 6, 7 THEN PERFORM cap_decide(what);
        ELSE
            FOR i IN 0 .. cap_pick('statements' || what, 4) LOOP
                BEGIN
                    IF cap_pick('source' || what || i, 4) = 3 THEN
                        PERFORM cap_push(what || i);
                    ELSE
                        PERFORM cap_write((ARRAY['crm', 'web', 'card'])[1 + cap_pick('source' || what || i, 4)], what || i);
                    END IF;
                    IF cap_pick('savepoint' || what || i, 6) = 0 THEN
                        RAISE EXCEPTION 'to the savepoint';
                    END IF;
                EXCEPTION WHEN raise_exception OR unique_violation THEN
                    NULL;
                END;
            END LOOP;
            IF cap_pick('rollback' || what, 5) = 0 THEN
                ROLLBACK;
            END IF;
        END CASE;
        COMMIT;
    END LOOP;
END
$$;

CREATE TABLE cap_result (history int, records bigint, decisions bigint, made text, missed text, moved bigint, counted text, rebuilt text, anew text);
CREATE PROCEDURE cap_run(history int) LANGUAGE plpgsql AS $$
DECLARE
    seed text := 'history ' || history;
    state jsonb;
    result cap_result;
    resolved record;
    rebuilt record;
    source text;
BEGIN
    FOREACH source IN ARRAY '{crm,web,card,desk}'::text[] LOOP
        EXECUTE format('CREATE TABLE cap_%s (key text PRIMARY KEY, given_name text, family_name text, birth_date date, email text, phone text, postcode text, at date)', source);
        EXECUTE format('INSERT INTO cap_%s SELECT key, given_name, family_name, birth_date, email, phone, postcode, at FROM cap_pool WHERE source = %1$L AND version = 0 AND cap_pick($1 || key, 3) > 0 AND source <> ''desk''', source) USING seed;
    END LOOP;
    PERFORM cap_hub('cap', '{manual,trigger,queue}');
    PERFORM cdp.sync('cap'), cdp.resolve('cap');
    COMMIT;
    CALL cap_history(seed, 30);
    -- what is not captured is read, the rest is processed
    PERFORM cdp.sync('cap', s.name, max_delete => 1) FROM cap.source s WHERE s.mode = 'manual';
    COMMIT;
    CALL cdp.process_queue('cap');
    -- a source that lost much before it became one that tells of its changes has to be read on purpose
    PERFORM cdp.sync('cap', q.source, max_delete => 1) FROM (SELECT DISTINCT w.source FROM cap.queue w WHERE w.operation = 'reload' AND w.error LIKE '%lost % of its % rows') q;
    SELECT * INTO resolved FROM cdp.resolve('cap');
    SELECT jsonb_object_agg(part, digest) INTO state FROM cap_state('cap');
    result.history := history;
    SELECT count(*) INTO result.records FROM cap.record;
    SELECT count(*) INTO result.decisions FROM cap.decision;
    SELECT string_agg(operation || ' ' || n, ', ' ORDER BY operation) INTO result.made FROM (SELECT operation, count(*) AS n FROM cap.run GROUP BY operation) r;
    SELECT string_agg(s.source, ', ') INTO result.missed FROM cdp.sync('cap') s WHERE s.inserted + s.updated + s.deleted > 0;
    SELECT * INTO rebuilt FROM cdp.rebuild('cap');
    result.moved := rebuilt.moved + rebuilt.created + rebuilt.merged + rebuilt.split;
    -- a run over part of the records counts by what it changed
    IF (resolved.records, resolved.links, resolved.profiles) IS DISTINCT FROM (rebuilt.records, rebuilt.links, rebuilt.profiles) THEN
        result.counted := format('%s instead of %s', resolved, rebuilt);
    END IF;
    SELECT string_agg(part, ', ') INTO result.rebuilt FROM cap_state('cap') s WHERE state ->> part IS DISTINCT FROM digest;
    -- the last state, the same model and the decisions that hold, in another hub
    PERFORM cap_hub('cap_anew', '{manual,manual,manual}');
    INSERT INTO cap_anew.model (model) SELECT model FROM cap.model WHERE active;
    PERFORM cdp.activate_model('cap_anew', 1), cdp.sync('cap_anew');
    INSERT INTO cap_anew.decision OVERRIDING SYSTEM VALUE SELECT * FROM cap.decision WHERE ended_at IS NULL;
    INSERT INTO cap_anew.decision_record SELECT r.* FROM cap.decision_record r JOIN cap_anew.decision USING (decision_id);
    PERFORM cdp.upsert_record('cap_anew', 'desk', d.key, jsonb_strip_nulls(to_jsonb(d)) - '{key,at}'::text[], d.at) FROM cap_desk d;
    PERFORM cdp.resolve('cap_anew');
    SELECT string_agg(part, ', ') INTO result.anew FROM cap_state('cap_anew') s WHERE state ->> part IS DISTINCT FROM digest;
    INSERT INTO cap_result SELECT result.*;
    PERFORM cdp.drop_hub('cap', confirm => 'cap'), cdp.drop_hub('cap_anew', confirm => 'cap_anew');
    DROP TABLE cap_crm, cap_web, cap_card, cap_desk;
    COMMIT;
END
$$;
SELECT format('CALL cap_run(%s)', h) FROM generate_series(:first_history, :first_history + :histories - 1) h \gexec
SELECT count(*) = :histories AS histories, min(records) > 100 AS records, sum(decisions) > :histories AS decisions FROM cap_result;
SELECT * FROM cap_result WHERE missed IS NOT NULL OR moved <> 0 OR counted IS NOT NULL OR rebuilt IS NOT NULL OR anew IS NOT NULL ORDER BY history;

DROP PROCEDURE cap_run, cap_history;
DROP FUNCTION cap_decide, cap_write, cap_push, cap_state, cap_hub, cap_pick;
DROP TABLE cap_pool, cap_result;
