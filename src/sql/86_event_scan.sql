-- SPDX-License-Identifier: PostgreSQL
-- Which profiles' events changed: what triggers noted, and sources of mode scan, read and compared with what they held before.

CREATE FUNCTION cdp._events_read(hub name, stage smallint) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events text[];
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT COALESCE(pg_catalog.array_agg(DISTINCT r.event), ''{}'')
         FROM (SELECT t.event FROM %1$I.trait t
               UNION ALL SELECT s.arguments[4 * k - 3] FROM %1$I.segment s, pg_catalog.generate_series(1, pg_catalog.cardinality(s.helpers)) k
               WHERE s.helpers[k] = ''did'' AND s.kind = ''dynamic'' AND s.archived_at IS NULL AND cdp._segment_stage(s.mode) <= $1) r', hub) INTO events USING stage;
    RETURN events;
END
$$;
COMMENT ON FUNCTION cdp._events_read(name, smallint) IS 'Internal: types of the events that traits and segments of the modes up to a stage read; null among them stands for all.';

CREATE FUNCTION cdp._digest_source(hub name, item record) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_digest SELECT d.* FROM cdp._run_as(%L, %L, ''{}'', ''{}'') AS d (source_key text, events bigint, digest numeric)', cdp._hub_owner(hub),
        pg_catalog.format('SELECT e.key::text, count(*), sum(hashtextextended(ROW(e.type, e.at, e.amount, e.properties)::text, 0)) FROM (SELECT %s FROM %I.%I) e WHERE e.key IS NOT NULL AND e.at IS NOT NULL GROUP BY e.key::text',
            cdp._event_columns(item), item.relation_schema, item.relation_name));
    ANALYZE pg_temp.cdp_digest;
    EXECUTE pg_catalog.format(
        'WITH gone AS (DELETE FROM %1$I.event_state s WHERE s.event_source = $1 AND NOT EXISTS (SELECT FROM pg_temp.cdp_digest d WHERE d.source_key = s.source_key) RETURNING s.source_key),
              kept AS (INSERT INTO %1$I.event_state AS s (event_source, source_key, events, digest) SELECT $1, d.source_key, d.events, d.digest FROM pg_temp.cdp_digest d
                       ON CONFLICT (event_source, source_key) DO UPDATE SET events = EXCLUDED.events, digest = EXCLUDED.digest
                       WHERE (s.events, s.digest) IS DISTINCT FROM (EXCLUDED.events, EXCLUDED.digest) RETURNING s.source_key)
         INSERT INTO %1$I.touched_event (event_source, source_key) SELECT $1, g.source_key FROM gone g UNION ALL SELECT $1, k.source_key FROM kept k', hub) USING item.name;
END
$$;
COMMENT ON FUNCTION cdp._digest_source(name, record) IS 'Internal: reads an event source of mode scan whole and notes the keys whose events changed; cdp_digest is not emptied.';

CREATE FUNCTION cdp._scan_source(hub name, item record) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    code text;
    failure text;
BEGIN
    BEGIN
        PERFORM cdp._digest_source(hub, item);
    EXCEPTION WHEN OTHERS THEN
        IF cdp._is_no_fault(SQLSTATE, cdp._hub_owner(hub), hub) THEN
            RAISE;
        END IF;
        SELECT f.code, f.message INTO code, failure FROM cdp._source_failure(hub, item.name, true) f;
        IF code IS NULL THEN
            code := SQLSTATE;
            failure := pg_catalog.format('event source "%s": %s', item.name, SQLERRM);
        END IF;
    END;
    TRUNCATE pg_temp.cdp_digest;
    PERFORM cdp._note_failure(hub, item.name, code, failure);
    IF failure IS NOT NULL THEN
        -- What changed is not known, so everything may have.
        EXECUTE pg_catalog.format('INSERT INTO %I.touched_event (event_source) VALUES ($1)', hub) USING item.name;
        RAISE WARNING '%', failure
            USING DETAIL = 'Segments and traits that cannot do without what failed keep their members and values; the others go on.',
                  HINT = 'Mend the row or the table; or register the event source with expressions that give null for what they cannot read.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._scan_source(name, record) IS
    'Internal: _digest_source; where that fails, the error stands in event_source, a warning is given, and all keys of the source count as changed.';

CREATE FUNCTION cdp._touch_events(hub name, events text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    known text[] := cdp._events_read(hub, 3::smallint) || events;
BEGIN
    PERFORM cdp._open_scratch();
    -- What only segments and traits find out is found out anew; of a source that none reads nothing is known.
    EXECUTE pg_catalog.format('UPDATE %I.event_source s SET error = NULL, error_code = NULL, failed_at = NULL WHERE s.mode = ''trigger'' AND s.error IS NOT NULL
        AND (($1 <> ''{}'' AND cdp._may_have_event(s.type, $1)) OR NOT cdp._may_have_event(s.type, $2))', hub) USING events, known;
    FOR item IN EXECUTE pg_catalog.format('SELECT s.* FROM %I.event_source s WHERE s.mode = ''scan'' AND cdp._may_have_event(s.type, $1) ORDER BY s.name COLLATE "C"', hub) USING events LOOP
        PERFORM cdp._scan_source(hub, item);
    END LOOP;
    -- What nothing reads is not looked at; whatever comes to read it begins with all of it.
    FOR item IN EXECUTE pg_catalog.format('SELECT s.name FROM %I.event_source s WHERE s.mode = ''scan'' AND NOT cdp._may_have_event(s.type, $1)', hub) USING known LOOP
        -- why: one by one, so that a write finds by index that there is nothing; a join would read the states of all sources.
        EXECUTE pg_catalog.format('DELETE FROM %I.event_state o WHERE o.event_source = $1', hub) USING item.name;
    END LOOP;
    EXECUTE pg_catalog.format(
        'WITH touched AS (DELETE FROM %1$I.touched_event t RETURNING t.event_source, t.source_key)
         INSERT INTO %1$I.touched_profile (profile_id, changed)
         SELECT i.profile_id, ARRAY[''*''] FROM (SELECT DISTINCT t.event_source, t.source_key FROM touched t WHERE t.source_key IS NOT NULL) t
             JOIN %1$I.event_source s ON s.name = t.event_source AND cdp._may_have_event(s.type, $1) JOIN %1$I.record r ON r.source = s.source AND r.source_key = t.source_key JOIN %1$I.identity i USING (record_id)
         UNION SELECT i.profile_id, ARRAY[''*''] FROM (SELECT DISTINCT t.event_source FROM touched t WHERE t.source_key IS NULL) t
             JOIN %1$I.event_source s ON s.name = t.event_source AND cdp._may_have_event(s.type, $1) JOIN %1$I.record r ON r.source = s.source JOIN %1$I.identity i USING (record_id)', hub) USING known;
END
$$;
COMMENT ON FUNCTION cdp._touch_events(name, text[]) IS
    'Internal: finds the keys whose events changed and notes their profiles in touched_profile; reads the sources of mode scan that may have events of some types.';
