-- SPDX-License-Identifier: PostgreSQL
-- Sync, second half: cleaning of new and changed rows, and writing by difference.

CREATE FUNCTION cdp._sync_clean() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    columns text;
    types text;
    failing text;
    rejects text;
BEGIN
    SELECT pg_catalog.string_agg(CASE WHEN c.many THEN pg_catalog.format(
               '(SELECT pg_catalog.array_agg(v.value ORDER BY v.position) FROM (
                    SELECT w.value, pg_catalog.min(w.position) AS position FROM (
                        SELECT %s AS value, e.position FROM pg_catalog.unnest(s.%I) WITH ORDINALITY AS e (value, position)) w
                    WHERE w.value IS NOT NULL GROUP BY w.value) v)', c.clean, c.attribute)
               ELSE c.clean END || pg_catalog.format(' AS %I', c.attribute), ', ' ORDER BY c.position),
           pg_catalog.string_agg(pg_catalog.format('%I %s', c.attribute, cdp._kind_type(c.kind, c.many)), ', ' ORDER BY c.position)
    INTO columns, types FROM pg_temp.cdp_column c;
    PERFORM cdp._empty_table('cdp_clean', pg_catalog.format('row_number bigint, record_id bigint, source_key text, observed_at timestamptz, row_hash bytea, %s', types), varies => true);
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_clean
        SELECT c.row_number, c.record_id, s.source_key, s.observed_at, s.row_hash, %s
        FROM pg_temp.cdp_change c JOIN pg_temp.cdp_stage s ON s.row_number = c.row_number', columns);
    ANALYZE pg_temp.cdp_clean;
    SELECT pg_catalog.string_agg(CASE WHEN c.many
               THEN pg_catalog.format('pg_catalog.cardinality(s.%1$I) > COALESCE(pg_catalog.cardinality(c.%1$I), 0)', c.attribute)
               ELSE pg_catalog.format('(s.%1$I IS NOT NULL AND c.%1$I IS NULL)', c.attribute) END, ' OR '),
           pg_catalog.string_agg(pg_catalog.format(CASE WHEN c.many
               THEN 'SELECT %2$L, %3$L, e.value, (%1$s) IS NULL FROM pg_catalog.unnest(s.%4$I) AS e (value)'
               ELSE 'SELECT %2$L, %3$L, s.%4$I, c.%4$I IS NULL' END, c.clean, c.attribute, c.kind, c.attribute), ' UNION ALL ' ORDER BY c.position)
    INTO failing, rejects FROM pg_temp.cdp_column c;
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_reject SELECT s.source_key, ''value'', v.attribute, v.value,
             CASE WHEN v.kind <> ''text'' AND pg_catalog.octet_length(v.value) > 10000 THEN ''longer than 10000 bytes''
                  WHEN cdp.is_placeholder(v.kind, v.value) THEN ''placeholder'' ELSE ''not a valid '' || v.kind END, NULL
         FROM pg_temp.cdp_clean c JOIN pg_temp.cdp_stage s ON s.row_number = c.row_number
         CROSS JOIN LATERAL (%s) AS v (attribute, kind, value, failed)
         WHERE (%s) AND v.failed AND v.value ~ ''\S''', rejects, failing);
END
$$;
COMMENT ON FUNCTION cdp._sync_clean() IS 'Internal: fills cdp_clean with the clean values of cdp_change, and cdp_reject with values that could not be cleaned.';

CREATE FUNCTION cdp._delete_records(hub name, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._note_gone(hub) WHERE EXISTS (SELECT FROM pg_temp.cdp_gone);
    EXECUTE pg_catalog.format('DELETE FROM %1$I.link l USING pg_temp.cdp_gone g WHERE l.record_a = g.record_id;
        DELETE FROM %1$I.link l USING pg_temp.cdp_gone g WHERE l.record_b = g.record_id;
        DELETE FROM %1$I.conflict c USING pg_temp.cdp_gone g WHERE c.record_a = g.record_id;
        DELETE FROM %1$I.conflict c USING pg_temp.cdp_gone g WHERE c.record_b = g.record_id', hub);
    EXECUTE pg_catalog.format(
        'WITH gone AS (DELETE FROM %1$I.record r USING pg_temp.cdp_gone g WHERE r.record_id = g.record_id RETURNING r.record_id, r.source, r.source_key),
              past AS (DELETE FROM %1$I.identity i USING pg_temp.cdp_gone g WHERE i.record_id = g.record_id RETURNING i.record_id, i.profile_id, i.since)
         INSERT INTO %1$I.identity_history (record_id, source, source_key, profile_id, valid_from, valid_to)
         SELECT g.record_id, g.source, g.source_key, p.profile_id, p.since, $1 FROM gone g JOIN past p ON p.record_id = g.record_id', hub)
        USING at;
END
$$;
COMMENT ON FUNCTION cdp._delete_records(name, timestamptz) IS 'Internal: deletes the records in cdp_gone with their links, and closes their identities.';

CREATE FUNCTION cdp._sync_write(hub name, source text, run bigint, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    timed boolean;
    names text;
    values text;
    assignments text;
BEGIN
    PERFORM cdp._delete_records(hub, at);
    EXECUTE pg_catalog.format('SELECT s.observed_at IS NOT NULL FROM %I.source s WHERE s.name = $1', hub) INTO timed USING source;
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.string_agg(pg_catalog.format('', %%I'', a.name), '''' ORDER BY a.position) FILTER (WHERE c.attribute IS NOT NULL),
                pg_catalog.string_agg(pg_catalog.format('', c.%%I'', a.name), '''' ORDER BY a.position) FILTER (WHERE c.attribute IS NOT NULL),
                pg_catalog.string_agg(pg_catalog.format(CASE WHEN c.attribute IS NULL THEN '', %%I = NULL'' ELSE '', %%1$I = c.%%1$I'' END, a.name), '''' ORDER BY a.position)
         FROM %I.attribute a LEFT JOIN pg_temp.cdp_column c ON c.attribute = a.name', hub)
        INTO names, values, assignments;
    EXECUTE pg_catalog.format(
        'WITH w AS (UPDATE %1$I.record r SET observed_at = CASE WHEN $1 THEN c.observed_at ELSE $2 END, row_hash = c.row_hash, run_id = $3 %2$s
             FROM pg_temp.cdp_clean c WHERE r.record_id = c.record_id RETURNING r.record_id)
         INSERT INTO %1$I.pending (record_id, changed) SELECT w.record_id, true FROM w', hub, assignments)
        USING timed, at, run;
    EXECUTE pg_catalog.format(
        'WITH w AS (INSERT INTO %1$I.record (source, source_key, observed_at, row_hash, run_id %2$s)
             SELECT $4, c.source_key, CASE WHEN $1 THEN c.observed_at ELSE $2 END, c.row_hash, $3 %3$s
             FROM pg_temp.cdp_clean c WHERE c.record_id IS NULL ORDER BY c.row_number RETURNING record_id)
         INSERT INTO %1$I.pending (record_id, changed) SELECT w.record_id, true FROM w', hub, names, values)
        USING timed, at, run, source;
END
$$;
COMMENT ON FUNCTION cdp._sync_write(name, text, bigint, timestamptz) IS 'Internal: deletes cdp_gone, updates and inserts cdp_clean.';

CREATE FUNCTION cdp._sync_rejects(hub name, source text, run bigint, at timestamptz, keyed boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'DELETE FROM %1$I.reject o WHERE o.source = $1 AND o.kind = ''value''
            AND o.source_key IN (SELECT c.source_key FROM pg_temp.cdp_clean c);
         DELETE FROM %1$I.reject o WHERE o.source = $1 AND o.kind = ''value''
            AND NOT EXISTS (SELECT FROM %1$I.record r WHERE r.source = $1 AND r.source_key = o.source_key)', hub) || cdp._if_due(keyed, 'o') USING source;
    -- why: equal rejects are told apart by their number, so that twice the same bad row stays twice.
    PERFORM cdp._empty_table('cdp_rejected_row', 'reject_id bigint, digest bytea, copy bigint'),
            cdp._empty_table('cdp_rejecting_row', 'source_key text, kind text, attribute text, value text, reason text, source_row jsonb, digest bytea, copy bigint');
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_rejected_row
         SELECT j.reject_id, j.digest, pg_catalog.row_number() OVER (PARTITION BY j.digest ORDER BY j.reject_id) AS copy
         FROM (SELECT o.reject_id, pg_catalog.sha256(pg_catalog.convert_to(ROW(o.source_key, o.reason, o.source_row)::pg_catalog.text, ''UTF8'')) AS digest
               FROM %1$I.reject o WHERE o.source = %2$L AND o.kind = ''row''%3$s) j', hub, source, cdp._if_due(keyed, 'o'));
    INSERT INTO pg_temp.cdp_rejecting_row
        SELECT j.*, pg_catalog.row_number() OVER (PARTITION BY j.digest) AS copy
        FROM (SELECT n.*, pg_catalog.sha256(pg_catalog.convert_to(ROW(n.source_key, n.reason, n.source_row)::pg_catalog.text, 'UTF8')) AS digest
              FROM pg_temp.cdp_reject n WHERE n.kind = 'row') j;
    EXECUTE pg_catalog.format(
        'DELETE FROM %1$I.reject o USING pg_temp.cdp_rejected_row old
         WHERE o.reject_id = old.reject_id
           AND NOT EXISTS (SELECT FROM pg_temp.cdp_rejecting_row n WHERE n.digest = old.digest AND n.copy = old.copy)', hub);
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.reject (source, source_key, kind, attribute, value, reason, source_row, run_id, rejected_at)
         SELECT $1, n.source_key, n.kind, n.attribute, n.value, n.reason, n.source_row, $2, $3
         FROM (SELECT j.source_key, j.kind, j.attribute, j.value, j.reason, j.source_row FROM pg_temp.cdp_reject j WHERE j.kind = ''value''
               UNION ALL
               SELECT j.source_key, j.kind, j.attribute, j.value, j.reason, j.source_row FROM pg_temp.cdp_rejecting_row j
               WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_rejected_row o WHERE o.digest = j.digest AND o.copy = j.copy)) n
         ORDER BY n.source_key, n.kind, n.attribute, n.value', hub)
        USING source, run, at;
    PERFORM cdp._leave_tables('cdp_rejected_row', 'cdp_rejecting_row');
END
$$;
COMMENT ON FUNCTION cdp._sync_rejects(name, text, bigint, timestamptz, boolean) IS
    'Internal: makes the rejects of a source those of cdp_reject; rejected values of rows that did not change stay.';

CREATE FUNCTION cdp._start_run(hub name) RETURNS bigint
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT pg_catalog.nextval(pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.run', hub), 'run_id')) $$;
COMMENT ON FUNCTION cdp._start_run(name) IS 'Internal: number of a new run.';

CREATE FUNCTION cdp._end_run(hub name, run bigint, operation text, source text, model_id bigint, counts jsonb, started_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('INSERT INTO %I.run (run_id, operation, source, model_id, counts, started_at, finished_at)
        OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, pg_catalog.clock_timestamp())', hub)
        USING run, operation, source, model_id, counts, started_at;
END
$$;
COMMENT ON FUNCTION cdp._end_run(name, bigint, text, text, bigint, jsonb, timestamptz) IS 'Internal: writes the row of a run.';

-- why: compiling statements takes longer than running them; what belongs to a few rows is best read by index.
CREATE FUNCTION cdp._sync_source(hub name, source text, max_delete float8, keyed boolean DEFAULT false) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET jit = off
SET random_page_cost = 1.1
AS $$
DECLARE
    relation regclass;
    key text;
    filter text := '';
    started_at timestamptz := pg_catalog.clock_timestamp();
    run bigint;
    without_key bigint;
    counts jsonb;
BEGIN
    PERFORM cdp._enter_run(hub), cdp._follow_relation(hub, source);
    relation := cdp._source_relation(hub, source);
    IF keyed THEN
        EXECUTE pg_catalog.format('SELECT s.key FROM %I.source s WHERE s.name = $1', hub) INTO key USING source;
        filter := cdp._due_filter(relation, key);
    ELSE
        PERFORM cdp._forget_entries(hub, source, relation);
    END IF;
    PERFORM cdp._sync_columns(hub, source, relation);
    PERFORM cdp._sync_stage(hub, source, relation, filter);
    without_key := cdp._reject_keys();
    PERFORM cdp._sync_diff(hub, source, max_delete, keyed);
    PERFORM cdp._sync_clean();
    run := cdp._start_run(hub);
    PERFORM cdp._sync_write(hub, source, run, started_at);
    PERFORM cdp._sync_rejects(hub, source, run, started_at, keyed);
    SELECT pg_catalog.jsonb_build_object(
        'inserted', (SELECT pg_catalog.count(*) FROM pg_temp.cdp_change c WHERE c.record_id IS NULL),
        'updated', (SELECT pg_catalog.count(*) FROM pg_temp.cdp_change c WHERE c.record_id IS NOT NULL),
        'deleted', (SELECT pg_catalog.count(*) FROM pg_temp.cdp_gone),
        'unchanged', (SELECT pg_catalog.count(*) FROM pg_temp.cdp_stage) - without_key - (SELECT pg_catalog.count(*) FROM pg_temp.cdp_change),
        'rejected', (SELECT pg_catalog.count(*) FROM pg_temp.cdp_reject j WHERE j.kind = 'row'),
        'rejected_values', (SELECT pg_catalog.count(*) FROM pg_temp.cdp_reject j WHERE j.kind = 'value'))
    INTO counts;
    PERFORM cdp._leave_tables('cdp_column', 'cdp_stage', 'cdp_reject', 'cdp_change', 'cdp_gone', 'cdp_clean'), cdp._leave_run();
    PERFORM cdp._end_run(hub, run, 'sync', source, NULL, counts, started_at);
    RETURN counts;
END
$$;
COMMENT ON FUNCTION cdp._sync_source(name, text, float8, boolean) IS 'Internal: syncs one source, whole or the keys in cdp_due, and gives the counts of the run.';

-- why: settings that change how a value is written as text are fixed, or the same row would hash differently.
CREATE FUNCTION cdp.sync(hub name, INOUT source text DEFAULT NULL, max_delete float8 DEFAULT 0.2,
    OUT inserted bigint, OUT updated bigint, OUT deleted bigint, OUT unchanged bigint, OUT rejected bigint) RETURNS SETOF record
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'postgres'
SET TimeZone = 'UTC'
SET extra_float_digits = 1
SET bytea_output = 'hex'
SET client_min_messages = warning
AS $$
DECLARE
    sources text[];
    time_zone text;
    counts jsonb;
BEGIN
    PERFORM cdp._hub_lock(hub);
    IF max_delete IS NULL OR NOT max_delete BETWEEN 0 AND 1 THEN
        RAISE EXCEPTION 'max_delete must be between 0 and 1'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'It is a share: 0.2 lets a source lose a fifth of its rows.';
    END IF;
    IF source IS NOT NULL THEN
        PERFORM cdp._source_check(hub, source);
    END IF;
    EXECUTE pg_catalog.format('SELECT h.settings ->> ''time_zone'' FROM %I.hub h', hub) INTO time_zone;
    PERFORM pg_catalog.set_config('TimeZone', COALESCE(time_zone, 'UTC'), true);
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.name ORDER BY s.name COLLATE "C"), ''{}'') FROM %I.source s
        WHERE s.mode <> ''push'' AND ($1 IS NULL OR s.name = $1)', hub) INTO sources USING source;
    IF sources = '{}' THEN
        RAISE INFO '%', CASE WHEN source IS NULL THEN pg_catalog.format('hub "%s" has no source with a relation', hub) ELSE pg_catalog.format('source "%s" has no relation', source) END
            USING DETAIL = 'There is nothing to sync.', HINT = 'Records of mode push come by cdp.upsert_record; cdp.add_source registers relations.';
    END IF;
    FOREACH source IN ARRAY sources LOOP
        counts := cdp._sync_source(hub, source, max_delete);
        inserted := (counts ->> 'inserted')::bigint;
        updated := (counts ->> 'updated')::bigint;
        deleted := (counts ->> 'deleted')::bigint;
        unchanged := (counts ->> 'unchanged')::bigint;
        rejected := (counts ->> 'rejected')::bigint;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp.sync(name, text, float8) IS
    'Brings the records of a hub up to date with its sources (null: all of them), one row each: records inserted, updated, deleted, rows unchanged and rows rejected. Rejected are rows whose key is null, empty or shared by several rows or whose expressions raise; a value that cannot be cleaned becomes null; both are told in the table reject. A source that lost more than the share max_delete of its records is refused with data_exception and nothing changes. Call cdp.resolve next.';
