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
            keys       bigint[] NOT NULL,
            source     text NOT NULL,
            source_key text NOT NULL,
            cells      text[] NOT NULL) WITH (fillfactor = 90);
        CREATE INDEX block_key_keys_idx ON %1$I.block_key USING gin (keys) WITH (fastupdate = off);
        COMMENT ON TABLE %1$I.block_key IS 'Blocking keys of the records under the active model, two of which are compared if they share one, and what is compared then; of a record that is in changed_key, that counts instead';
        COMMENT ON COLUMN %1$I.block_key.record_id IS 'The record';
        COMMENT ON COLUMN %1$I.block_key.keys IS 'Hashes of its keys, ascending';
        COMMENT ON COLUMN %1$I.block_key.source IS 'Its source';
        COMMENT ON COLUMN %1$I.block_key.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.block_key.cells IS 'Its values as matching sees them, as text, in the order of the attributes that take part; null where missing or blocked. Where a limit of identifiers counts days, the day of observed_at is the last';

        CREATE TABLE %1$I.changed_key (
            record_id  bigint PRIMARY KEY,
            keys       bigint[] NOT NULL,
            added      bigint[] NOT NULL,
            cells      text[] NOT NULL);
        CREATE INDEX changed_key_added_idx ON %1$I.changed_key USING gin (added) WITH (fastupdate = off);
        COMMENT ON TABLE %1$I.changed_key IS 'Keys and values of records of which few keys changed: they count in place of those in block_key, which need not be written, nor go into its index, anew';
        COMMENT ON COLUMN %1$I.changed_key.record_id IS 'The record, which has a row in block_key';
        COMMENT ON COLUMN %1$I.changed_key.keys IS 'Hashes of its keys, ascending';
        COMMENT ON COLUMN %1$I.changed_key.added IS 'Those that block_key lacks; the rest is found there';
        COMMENT ON COLUMN %1$I.changed_key.cells IS 'Its values, as in block_key';

        CREATE SEQUENCE %1$I.write_seq;
        COMMENT ON SEQUENCE %1$I.write_seq IS 'Numbers the rows of gain';

        CREATE TABLE %1$I.gain (
            write_no bigint NOT NULL,
            records  int NOT NULL,
            links    int NOT NULL);
        COMMENT ON TABLE %1$I.gain IS 'By how much records with a profile and links have become more outside of a resolve, so that the next one need not count them all';
        COMMENT ON COLUMN %1$I.gain.write_no IS 'Number of the sequence write_seq: those above the one that a run knows are not in its counts';
        COMMENT ON COLUMN %1$I.gain.records IS 'Records, less those that went';
        COMMENT ON COLUMN %1$I.gain.links IS 'Links of component weight, less those that went';

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
COMMENT ON FUNCTION cdp._create_keys(name) IS 'Internal: creates the tables block_key, changed_key, gain and pending, and the sequence write_seq.';

CREATE FUNCTION cdp._write_sequence(hub name) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.format('%I.write_seq', hub);
COMMENT ON FUNCTION cdp._write_sequence(name) IS 'Internal: the sequence that numbers the rows of gain.';

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
    EXECUTE pg_catalog.format('DELETE FROM %1$I.changed_key k USING pg_temp.cdp_gone g WHERE k.record_id = g.record_id', hub);
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.gain (write_no, records, links)
         SELECT pg_catalog.nextval(%2$L), -(SELECT pg_catalog.count(*) FROM %1$I.identity i JOIN pg_temp.cdp_gone g ON g.record_id = i.record_id),
                -(SELECT pg_catalog.count(*) FROM (SELECT l.ctid FROM %1$I.link l JOIN pg_temp.cdp_gone g ON g.record_id = l.record_a WHERE l.match_weight >= $1
                                                   UNION SELECT l.ctid FROM %1$I.link l JOIN pg_temp.cdp_gone g ON g.record_id = l.record_b WHERE l.match_weight >= $1) n)',
        hub, cdp._write_sequence(hub)) USING cdp._threshold(hub, cdp._active_model(hub), 'component');
END
$$;
COMMENT ON FUNCTION cdp._note_gone(name) IS
    'Internal: notes what the records in cdp_gone leave behind, before they go: records that they are linked to, and their profiles, and by how much records and links become fewer. Drops their keys.';

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

-- why DateStyle: dates become texts in one way, that in which calls for single records write them.
CREATE FUNCTION cdp._write_all_keys(hub name, held bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$
DECLARE
    bare boolean;
BEGIN
    PERFORM cdp._empty_table('cdp_key', 'record_id bigint, keys bigint[]', true);
    INSERT INTO pg_temp.cdp_key SELECT k.id::bigint, k.keys FROM cdp._block_keys(cdp._records_query(hub, names => 'r.record_id AS id'), held) k;
    ANALYZE pg_temp.cdp_key (record_id);
    EXECUTE pg_catalog.format('SELECT NOT EXISTS (SELECT FROM %I.block_key)', hub) INTO bare;
    -- why: nobody reads an empty table, and an index is made at once in a fraction of the time; by its owner.
    bare := bare AND pg_catalog.has_schema_privilege(hub, 'CREATE')
        AND pg_catalog.pg_has_role((SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.format('%I.block_key', hub)::regclass), 'USAGE');
    IF bare THEN
        EXECUTE pg_catalog.format('DROP INDEX %I.block_key_keys_idx', hub);
    ELSE
        EXECUTE pg_catalog.format('DELETE FROM %I.block_key k WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_key n WHERE n.record_id = k.record_id)', hub);
    END IF;
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.block_key AS k (record_id, source, source_key, cells, keys)
         SELECT q.record_id, q.source, q.source_key, %s, n.keys FROM pg_temp.cdp_key n JOIN (%s) q ON q.record_id = n.record_id
         ON CONFLICT (record_id) DO UPDATE SET cells = EXCLUDED.cells, keys = EXCLUDED.keys
         WHERE (k.cells, k.keys) <> (EXCLUDED.cells, EXCLUDED.keys)',
        hub, cdp._cells_sql(hub), cdp._records_query(hub, names => 'r.record_id, r.source, r.source_key'));
    EXECUTE pg_catalog.format('DELETE FROM %I.changed_key', hub);
    IF bare THEN
        EXECUTE pg_catalog.format('CREATE INDEX block_key_keys_idx ON %I.block_key USING gin (keys) WITH (fastupdate = off)', hub);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._write_all_keys(name, bigint) IS 'Internal: makes block_key that of all records, and changed_key empty.';

CREATE FUNCTION cdp._keys_sql(hub name) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.format('SELECT k.record_id, k.source, k.source_key, COALESCE(c.keys, k.keys) AS keys, COALESCE(c.cells, k.cells) AS cells FROM %1$I.block_key k LEFT JOIN %1$I.changed_key c ON c.record_id = k.record_id', hub);
COMMENT ON FUNCTION cdp._keys_sql(name) IS 'Internal: SQL of what block_key has, with what counts in its place in changed_key.';

CREATE FUNCTION cdp._find_changed_keys(hub name, held bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table('cdp_key', 'record_id bigint, keys bigint[], added bigint[], written text, place tid, has_changed boolean', true);
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_key
         SELECT n.record_id, n.keys, d.added,
                CASE WHEN k.record_id IS NULL THEN ''new'' WHEN k.cells = n.cells AND k.keys = n.keys THEN ''same''
                     WHEN pg_catalog.cardinality(d.dropped) + pg_catalog.cardinality(d.added) <= GREATEST(pg_catalog.cardinality(k.keys), 16) THEN ''part'' ELSE ''whole'' END,
                k.ctid, c.record_id IS NOT NULL
         FROM (SELECT g.record_id, b.keys, g.cells FROM cdp._block_keys(''SELECT c.record_id AS id, c.cells FROM pg_temp.cdp_changed c'', $1, $2) b
               JOIN pg_temp.cdp_changed g ON g.record_id = b.id::bigint OFFSET 0) n
         LEFT JOIN %1$I.block_key k ON k.record_id = n.record_id
         LEFT JOIN %1$I.changed_key c ON c.record_id = n.record_id
         CROSS JOIN LATERAL (SELECT cdp._keys_without(k.keys, n.keys) AS dropped, cdp._keys_without(n.keys, k.keys) AS added OFFSET 0) d', hub) USING held, cdp._cell_columns(hub);
    ANALYZE pg_temp.cdp_key (record_id);
END
$$;
COMMENT ON FUNCTION cdp._find_changed_keys(name, bigint) IS
    'Internal: fills cdp_key with the keys of the records in cdp_changed, and with how _write_changed_keys is to write them: as a new row of block_key; not at all, since block_key has the same; the part that changed, in changed_key; or the whole row of block_key, which is at place. has_changed: there is a row in changed_key.';

CREATE FUNCTION cdp._write_changed_keys(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'UPDATE %I.changed_key k SET keys = n.keys, added = n.added, cells = c.cells
         FROM pg_temp.cdp_key n JOIN pg_temp.cdp_changed c ON c.record_id = n.record_id
         WHERE n.written = ''part'' AND n.has_changed AND k.record_id = n.record_id AND (k.keys <> n.keys OR k.cells <> c.cells)', hub);
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.changed_key (record_id, keys, added, cells)
         SELECT n.record_id, n.keys, n.added, c.cells FROM pg_temp.cdp_key n JOIN pg_temp.cdp_changed c ON c.record_id = n.record_id
         WHERE n.written = ''part'' AND NOT n.has_changed ORDER BY n.record_id', hub);
    EXECUTE pg_catalog.format('DELETE FROM %I.changed_key k USING pg_temp.cdp_key n WHERE n.written <> ''part'' AND n.has_changed AND k.record_id = n.record_id', hub);
    EXECUTE pg_catalog.format(
        'UPDATE %I.block_key k SET cells = c.cells, keys = n.keys
         FROM pg_temp.cdp_key n JOIN pg_temp.cdp_changed c ON c.record_id = n.record_id
         WHERE n.written = ''whole'' AND k.ctid = n.place', hub);
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.block_key (record_id, source, source_key, cells, keys)
         SELECT c.record_id, c.source, c.source_key, c.cells, n.keys FROM pg_temp.cdp_key n JOIN pg_temp.cdp_changed c ON c.record_id = n.record_id
         WHERE n.written = ''new'' ORDER BY c.record_id', hub);
END
$$;
COMMENT ON FUNCTION cdp._write_changed_keys(name) IS 'Internal: brings block_key and changed_key up to date for the records in cdp_key.';

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
