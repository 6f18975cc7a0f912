-- SPDX-License-Identifier: PostgreSQL
-- What lets a hub resolve only what changed: the blocking keys of its records, and which records wait for the next run.

CREATE FUNCTION cdp._create_keys(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.block_key (
            record_id  bigint PRIMARY KEY,
            source     text NOT NULL,
            source_key text NOT NULL,
            cells      text[] NOT NULL,
            keys       bigint[] NOT NULL);
        CREATE INDEX block_key_keys_idx ON %1$I.block_key USING gin (keys) WITH (fastupdate = off);
        COMMENT ON TABLE %1$I.block_key IS 'Blocking keys of the records under the active model, two of which are compared if they share one, and what is compared then';
        COMMENT ON COLUMN %1$I.block_key.record_id IS 'The record';
        COMMENT ON COLUMN %1$I.block_key.source IS 'Its source';
        COMMENT ON COLUMN %1$I.block_key.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.block_key.cells IS 'Its values as matching sees them, as text, in the order of the attributes that take part; null where missing or blocked. Where a limit of identifiers counts days, the day of observed_at is the last';
        COMMENT ON COLUMN %1$I.block_key.keys IS 'Hashes of its keys, ascending';

        CREATE TABLE %1$I.pending (
            record_id  bigint,
            profile_id bigint,
            changed    boolean NOT NULL);
        COMMENT ON TABLE %1$I.pending IS 'What changed since the last resolve, for the next one; a row for each change';
        COMMENT ON COLUMN %1$I.pending.record_id IS 'Record that is new or changed, that a decision is about, or that was linked to one that is gone';
        COMMENT ON COLUMN %1$I.pending.profile_id IS 'Profile to compute anew: a record of it is gone, or a decision about one of its records changed';
        COMMENT ON COLUMN %1$I.pending.changed IS 'True when the values of the record changed, so that it is compared again';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_keys(name) IS 'Internal: creates the tables block_key and pending.';

CREATE FUNCTION cdp._note_gone(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.pending (record_id, profile_id, changed)
         SELECT n.record_id, n.profile_id, false
         FROM (SELECT l.record_b, NULL::bigint FROM %1$I.link l JOIN pg_temp.cdp_gone g ON g.record_id = l.record_a
               UNION SELECT l.record_a, NULL FROM %1$I.link l JOIN pg_temp.cdp_gone g ON g.record_id = l.record_b
               UNION SELECT NULL, i.profile_id FROM %1$I.identity i JOIN pg_temp.cdp_gone g ON g.record_id = i.record_id) n (record_id, profile_id)', hub);
    EXECUTE pg_catalog.format('DELETE FROM %1$I.block_key k USING pg_temp.cdp_gone g WHERE k.record_id = g.record_id', hub);
END
$$;
COMMENT ON FUNCTION cdp._note_gone(name) IS
    'Internal: notes what the records in cdp_gone leave behind, before they go: records that they are linked to, and their profiles. Drops their keys.';

CREATE FUNCTION cdp._note_decisions(hub name, ids bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.pending (record_id, changed)
         SELECT DISTINCT r.record_id, false
         FROM %1$I.decision_record d JOIN %1$I.record r ON r.source = d.source AND r.source_key = d.source_key
         WHERE d.decision_id = ANY ($1)', hub) USING ids;
END
$$;
COMMENT ON FUNCTION cdp._note_decisions(name, bigint[]) IS 'Internal: notes the records of decisions that are new or have ended.';

CREATE FUNCTION cdp._write_keys(hub name, held bigint, whole boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
DECLARE
    bare boolean;
    query text := cdp._records_query(hub, names => 'r.record_id AS id');
BEGIN
    IF NOT whole THEN
        query := query || ' JOIN pg_temp.cdp_changed c ON c.record_id = r.record_id';
    END IF;
    PERFORM cdp._empty_table('cdp_key', 'record_id bigint, keys bigint[]');
    INSERT INTO pg_temp.cdp_key SELECT k.id::bigint, k.keys FROM cdp._block_keys(query, held) k;
    ANALYZE pg_temp.cdp_key;
    EXECUTE pg_catalog.format('SELECT NOT EXISTS (SELECT FROM %I.block_key)', hub) INTO bare;
    IF bare AND whole THEN
        -- why: nobody reads an empty table, and an index is made at once in a fraction of the time.
        EXECUTE pg_catalog.format('DROP INDEX %1$I.block_key_keys_idx', hub);
    ELSIF whole THEN
        EXECUTE pg_catalog.format('DELETE FROM %I.block_key k WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_key n WHERE n.record_id = k.record_id)', hub);
    END IF;
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.block_key AS k (record_id, source, source_key, cells, keys)
         SELECT q.record_id, q.source, q.source_key, %s, n.keys FROM pg_temp.cdp_key n JOIN (%s) q ON q.record_id = n.record_id
         ON CONFLICT (record_id) DO UPDATE SET cells = EXCLUDED.cells, keys = EXCLUDED.keys WHERE (k.cells, k.keys) <> (EXCLUDED.cells, EXCLUDED.keys)',
        hub, cdp._cells_sql(hub), cdp._records_query(hub, names => 'r.record_id, r.source, r.source_key'));
    IF bare AND whole THEN
        EXECUTE pg_catalog.format('CREATE INDEX block_key_keys_idx ON %1$I.block_key USING gin (keys) WITH (fastupdate = off)', hub);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._write_keys(name, bigint, boolean) IS
    'Internal: brings block_key up to date for all records, or for those in cdp_changed; fills cdp_key.';

CREATE FUNCTION cdp._resolution_version(hub name, model_id bigint, constraints jsonb) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    version text;
BEGIN
    -- why: xmin tells a model that was edited in place from the one that was used.
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.concat_ws('' '', $1, m.xmin, e.extversion, v.versions, cdp._records_query($2), $3,
             (SELECT pg_catalog.md5(pg_catalog.string_agg(b::text, '' '' ORDER BY b::text COLLATE "C")) FROM %1$I.blocked_value b))
         FROM %1$I.model m, pg_catalog.pg_extension e, (SELECT pg_catalog.string_agg(v.component || v.version, '' '' ORDER BY v.component) AS versions FROM cdp.versions() v) v
         WHERE m.model_id = $1 AND e.extname = ''cdp''', hub)
        INTO version USING model_id, hub, constraints;
    RETURN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(version, 'UTF8')), 'hex');
END
$$;
COMMENT ON FUNCTION cdp._resolution_version(name, bigint, jsonb) IS
    'Internal: changes when anything but records and decisions does that identity depends on (model, constraints, blocked values, attributes, cdp); all records are then resolved anew.';
