-- SPDX-License-Identifier: PostgreSQL
-- Processing of captured keys, under the lock of the hub: the rows of the keys are read as they are now, what changed is
-- resolved, the entries go. A transaction that wrote a source of mode trigger does it for its own keys when it commits,
-- cdp.process_queue for all that wait.

CREATE FUNCTION cdp._forget_entries(hub name, source text, relation regclass) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mode text;
BEGIN
    EXECUTE pg_catalog.format('SELECT s.mode FROM %I.source s WHERE s.name = $1', hub) INTO mode USING source;
    IF mode IN ('trigger', 'queue') AND pg_catalog.has_table_privilege(relation, 'TRIGGER') THEN
        PERFORM cdp._arm_source(hub, source, relation);
    END IF;
    EXECUTE pg_catalog.format('DELETE FROM %I.queue q WHERE q.source = $1', hub) USING source;
END
$$;
COMMENT ON FUNCTION cdp._forget_entries(name, text, regclass) IS
    'Internal: before a whole source is read: gives triggers to partitions that have none, and drops the entries of the queue, whose rows will be read. Entries that are committed later stay.';

CREATE FUNCTION cdp._list_entries(hub name, condition text, arguments text[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    entries bigint;
BEGIN
    PERFORM cdp._refuse_nested(hub),
            cdp._empty_table('cdp_taken', 'queue_id bigint, source text, source_key text, operation text'),
            cdp._empty_table('cdp_entry', 'queue_id bigint, source text, source_key text, operation text, unit bigint');
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_taken SELECT q.queue_id, q.source, q.source_key, q.operation FROM %I.queue q WHERE %s FOR UPDATE SKIP LOCKED', hub, condition)
        USING arguments;
    GET DIAGNOSTICS entries = ROW_COUNT;
    INSERT INTO pg_temp.cdp_entry
        SELECT t.queue_id, t.source, t.source_key, t.operation, pg_catalog.dense_rank() OVER (ORDER BY t.source COLLATE "C", t.source_key COLLATE "C" NULLS FIRST) AS unit
        FROM pg_temp.cdp_taken t;
    ANALYZE pg_temp.cdp_entry;
    PERFORM cdp._leave_tables('cdp_taken');
    RETURN entries;
END
$$;
COMMENT ON FUNCTION cdp._list_entries(name, text, text[]) IS
    'Internal: locks entries of the queue q that fulfil a condition over $1 and that nobody else has, fills cdp_entry and gives their number. Entries of one key are one unit.';

CREATE FUNCTION cdp._sync_entries(hub name, first bigint, last bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT e.source, pg_catalog.bool_or(e.source_key IS NULL) AS whole, pg_catalog.bool_or(e.operation = 'truncate') AS emptied
                FROM pg_temp.cdp_entry e WHERE e.unit BETWEEN first AND last GROUP BY e.source ORDER BY e.source COLLATE "C" LOOP
        PERFORM cdp._source_check(hub, item.source);
        IF item.whole THEN
            PERFORM cdp._sync_source(hub, item.source, CASE WHEN item.emptied THEN 1 ELSE 0.2 END);
        ELSE
            PERFORM cdp._empty_table('cdp_due', 'source_key text');
            INSERT INTO pg_temp.cdp_due SELECT DISTINCT e.source_key FROM pg_temp.cdp_entry e WHERE e.unit BETWEEN first AND last AND e.source = item.source;
            ANALYZE pg_temp.cdp_due;
            PERFORM cdp._sync_source(hub, item.source, NULL, keyed => true);
            PERFORM cdp._leave_tables('cdp_due');
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._sync_entries(name, bigint, bigint) IS
    'Internal: syncs the keys of units of cdp_entry; a source whole where an entry asks for it. Only a source that was emptied on purpose may lose more than a fifth of its rows then.';

CREATE FUNCTION cdp._live_ready(hub name) RETURNS boolean
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE COST 10000
    AS 'MODULE_PATHNAME', 'cdp_live_ready';
COMMENT ON FUNCTION cdp._live_ready(name) IS 'Internal: whether records of a hub can be resolved one by one, see cdp._live_context. Quick, once the session knows the hub.';

-- why: as of cdp.upsert_record, whose statements these are.
CREATE FUNCTION cdp._resolve_records_live(hub name, changed bigint[], neighbours bigint[], profiles bigint[]) RETURNS boolean
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE COST 10000
    SET search_path = pg_catalog, pg_temp
    SET DateStyle = 'ISO, YMD'
    SET enable_seqscan = off
    SET jit = off
    AS 'MODULE_PATHNAME', 'cdp_resolve_records_live';
COMMENT ON FUNCTION cdp._resolve_records_live(name, bigint[], bigint[], bigint[]) IS
    'Internal: resolves records that are new or changed in table record, those that were linked with records which are gone, and profiles that records left by going, as cdp.upsert_record does it for one. False, and nothing done, while the hub is not ready for that.';

CREATE FUNCTION cdp._resolve_few(hub name, touched_only boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    few constant int := 100;
    waiting bigint;
    golden text;
    changed bigint[];
    neighbours bigint[];
    profiles bigint[];
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM (SELECT FROM %I.pending LIMIT $1) p', hub) INTO waiting USING few + 1;
    IF waiting > few OR NOT cdp._live_ready(hub) THEN
        RETURN false;
    END IF;
    IF NOT touched_only THEN
        EXECUTE pg_catalog.format('SELECT r.counts ->> ''golden_version'' FROM %I.run r WHERE r.operation = ''resolve'' ORDER BY r.run_id DESC LIMIT 1', hub) INTO golden;
        IF golden IS DISTINCT FROM cdp._golden_version(hub) THEN
            RETURN false;
        END IF;
    END IF;
    EXECUTE pg_catalog.format(
        'SELECT COALESCE(pg_catalog.array_agg(DISTINCT p.record_id) FILTER (WHERE p.changed AND r.record_id IS NOT NULL), ''{}''),
                COALESCE(pg_catalog.array_agg(DISTINCT p.record_id) FILTER (WHERE NOT p.changed AND r.record_id IS NOT NULL AND NOT EXISTS (SELECT FROM %1$I.pending o WHERE o.record_id = p.record_id AND o.changed)), ''{}''),
                COALESCE(pg_catalog.array_agg(DISTINCT p.profile_id) FILTER (WHERE EXISTS (SELECT FROM %1$I.profile f WHERE f.profile_id = p.profile_id)), ''{}'')
         FROM %1$I.pending p LEFT JOIN %1$I.record r ON r.record_id = p.record_id', hub) INTO changed, neighbours, profiles;
    EXECUTE pg_catalog.format('DELETE FROM %I.pending', hub);
    RETURN cdp._resolve_records_live(hub, changed, neighbours, profiles);
END
$$;
COMMENT ON FUNCTION cdp._resolve_few(name, boolean) IS
    'Internal: resolves what waits in table pending, if that is little, record by record, which takes milliseconds each and writes no run: the same profiles, with ids as if each record had changed by itself. touched_only as cdp._resolve has it. False, and nothing done, where a run has to do it.';

CREATE FUNCTION cdp._apply_entries(hub name, first bigint, last bigint, touched_only boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    waiting boolean;
BEGIN
    PERFORM cdp._sync_entries(hub, first, last);
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.pending)', hub) INTO waiting;
    IF waiting AND cdp._active_model(hub) IS NOT NULL AND NOT cdp._resolve_few(hub, touched_only) THEN
        PERFORM cdp._resolve(hub, NULL, NULL, false, touched_only);
    END IF;
    EXECUTE pg_catalog.format('DELETE FROM %I.queue q USING pg_temp.cdp_entry e WHERE q.queue_id = e.queue_id AND e.unit BETWEEN $1 AND $2', hub) USING first, last;
    EXECUTE pg_catalog.format(
        'DELETE FROM %I.dead_letter d USING pg_temp.cdp_entry e
         WHERE d.source = e.source AND (d.source_key = e.source_key OR e.source_key IS NULL) AND e.unit BETWEEN $1 AND $2', hub) USING first, last;
END
$$;
COMMENT ON FUNCTION cdp._apply_entries(name, bigint, bigint, boolean) IS
    'Internal: brings the records of units of cdp_entry up to date, resolves what changed, unless the hub was never resolved, and deletes the entries, with dead letters of the same keys.';

CREATE FUNCTION cdp._fail_entries(hub name, first bigint, last bigint, message text, max_attempts int, retry_after interval) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'UPDATE %I.queue q SET attempts = q.attempts + 1, error = $3, transaction = NULL,
                available_at = pg_catalog.clock_timestamp() + $4 * 2 ^ LEAST(q.attempts, 16)
         FROM pg_temp.cdp_entry e WHERE q.queue_id = e.queue_id AND e.unit BETWEEN $1 AND $2', hub) USING first, last, message, retry_after;
    EXECUTE pg_catalog.format(
        'WITH dead AS (DELETE FROM %1$I.queue q USING pg_temp.cdp_entry e
                       WHERE q.queue_id = e.queue_id AND e.unit BETWEEN $1 AND $2 AND q.attempts >= $3 RETURNING q.*)
         INSERT INTO %1$I.dead_letter (queue_id, source, source_key, operation, captured_at, attempts, error, failed_at)
         SELECT d.queue_id, d.source, d.source_key, d.operation, d.captured_at, d.attempts, d.error, pg_catalog.clock_timestamp() FROM dead d', hub)
        USING first, last, max_attempts;
END
$$;
COMMENT ON FUNCTION cdp._fail_entries(name, bigint, bigint, text, int, interval) IS
    'Internal: notes why units of cdp_entry failed. Each time they wait twice as long for the next; after the last attempt they become dead letters.';

CREATE FUNCTION cdp._server_error(sqlstate text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog."left"(sqlstate, 2) IN ('40', '57', '58') OR sqlstate = '55P03';
COMMENT ON FUNCTION cdp._server_error(text) IS 'Internal: true for errors that no row causes and that may be gone at the next call: conflicts with other transactions, locks, shutdown.';

CREATE FUNCTION cdp._probe_source(hub name, source text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table('cdp_due', 'source_key text');
    PERFORM cdp._source_check(hub, source), cdp._sync_source(hub, source, NULL, keyed => true);
    PERFORM cdp._leave_tables('cdp_due');
    PERFORM cdp._apply_entries(hub, 1, 0);
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    IF cdp._server_error(SQLSTATE) THEN
        RAISE;
    END IF;
    RETURN SQLERRM;
END
$$;
COMMENT ON FUNCTION cdp._probe_source(name, text) IS 'Internal: what fails for a source whatever its keys are; null for nothing.';

CREATE FUNCTION cdp._apply_by_halves(hub name, max_attempts int, retry_after interval) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    low bigint[] := ARRAY[1];
    high bigint[] := ARRAY(SELECT pg_catalog.max(e.unit) FROM pg_temp.cdp_entry e);
    first bigint;
    last bigint;
    middle bigint;
    top int;
    sources text[];
    probed text[] := '{}';
    message text;
BEGIN
    WHILE pg_catalog.cardinality(low) > 0 LOOP
        top := pg_catalog.cardinality(low);
        first := low[top];
        last := high[top];
        low := low[:top - 1];
        high := high[:top - 1];
        BEGIN
            PERFORM cdp._apply_entries(hub, first, last);
            CONTINUE;
        EXCEPTION WHEN OTHERS THEN
            IF cdp._server_error(SQLSTATE) THEN
                RAISE;
            END IF;
            message := SQLERRM;
        END;
        SELECT pg_catalog.array_agg(DISTINCT e.source), (first + last) / 2 INTO sources, middle FROM pg_temp.cdp_entry e WHERE e.unit BETWEEN first AND last;
        IF pg_catalog.cardinality(sources) > 1 THEN
            SELECT pg_catalog.max(e.unit) INTO middle FROM pg_temp.cdp_entry e
            WHERE e.source = (SELECT f.source FROM pg_temp.cdp_entry f WHERE f.unit = first LIMIT 1);
        ELSIF first < last AND sources[1] <> ALL (probed) THEN
            -- why: what has nothing to do with the keys fails for each of them; halving would take as long as it can.
            probed := probed || sources;
            message := cdp._probe_source(hub, sources[1]);
            IF message IS NOT NULL THEN
                PERFORM cdp._fail_entries(hub, first, last, message, max_attempts, retry_after);
                CONTINUE;
            END IF;
        END IF;
        IF first < last THEN
            low := low || ARRAY[middle + 1, first];
            high := high || ARRAY[last, middle];
        ELSE
            PERFORM cdp._fail_entries(hub, first, last, message, max_attempts, retry_after);
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._apply_by_halves(name, int, interval) IS
    'Internal: applies cdp_entry; when that raises source by source, then by halves down to the key, so that one key that fails does not hold up the others.';

CREATE FUNCTION cdp._process_batch(hub name, after bigint, batch_size int, max_attempts int, retry_after interval, OUT taken bigint, OUT last_id bigint)
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
    started_at timestamptz := pg_catalog.clock_timestamp();
    available constant text := 'q.queue_id > ($1)[1]::bigint AND (q.available_at IS NULL OR q.available_at <= pg_catalog.clock_timestamp()) ORDER BY q.queue_id LIMIT ($1)[2]::bigint';
    arguments text[] := ARRAY[after::text, batch_size::text];
    counts jsonb;
BEGIN
    taken := 0;
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM (SELECT FROM %I.queue q WHERE %s) w', hub, available) INTO taken USING ARRAY[after::text, '1'];
    IF taken = 0 THEN
        RETURN;
    END IF;
    PERFORM cdp._hub_lock(hub);
    PERFORM pg_catalog.set_config('TimeZone', COALESCE(cdp._hub_time_zone(hub), 'UTC'), true);
    taken := cdp._list_entries(hub, available, arguments);
    SELECT pg_catalog.max(e.queue_id) INTO last_id FROM pg_temp.cdp_entry e;
    IF taken > 0 THEN
        PERFORM cdp._apply_by_halves(hub, max_attempts, retry_after);
        EXECUTE pg_catalog.format(
            'SELECT pg_catalog.jsonb_build_object(''taken'', pg_catalog.count(*), ''failed'', pg_catalog.count(q.queue_id), ''dead'', pg_catalog.count(d.queue_id))
             FROM pg_temp.cdp_entry e LEFT JOIN %1$I.queue q ON q.queue_id = e.queue_id LEFT JOIN %1$I.dead_letter d ON d.queue_id = e.queue_id', hub) INTO counts;
        PERFORM cdp._end_run(hub, cdp._start_run(hub), 'queue', NULL, NULL, counts, started_at);
    END IF;
    PERFORM cdp._leave_tables('cdp_entry');
END
$$;
COMMENT ON FUNCTION cdp._process_batch(name, bigint, int, int, interval) IS
    'Internal: processes up to batch_size entries with numbers above after; gives how many there were and the last number.';

CREATE FUNCTION cdp._refresh_queued(hub name, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    clock timestamptz;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.max(c.at) FROM %I.segment_clock c WHERE c.stage <= 2', hub) INTO clock;
    IF clock IS NOT NULL THEN
        PERFORM cdp._refresh_segments(hub, COALESCE(at, GREATEST(pg_catalog.now(), clock)), 2::smallint);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._refresh_queued(name, timestamptz) IS 'Internal: refreshes traits and segments of mode queued, at a time or at now; does nothing in a hub that has none.';

-- why: a procedure that commits cannot have settings of its own; the first statements are safe whatever the search_path is.
CREATE PROCEDURE cdp.process_queue(hub name, batch_size int DEFAULT 1000, max_batches int DEFAULT NULL, max_attempts int DEFAULT 5,
    retry_after interval DEFAULT '1 minute', at timestamptz DEFAULT NULL)
LANGUAGE plpgsql
AS $$
DECLARE
    batch record;
    after bigint := 0;
    batches int := 0;
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    PERFORM cdp._check_process_queue(hub, batch_size, max_batches, max_attempts, retry_after);
    LOOP
        COMMIT;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        EXIT WHEN batches >= max_batches;
        SELECT b.taken, b.last_id INTO batch FROM cdp._process_batch(hub, after, batch_size, max_attempts, retry_after) b;
        EXIT WHEN batch.taken = 0;
        after := batch.last_id;
        batches := batches + 1;
    END LOOP;
    PERFORM cdp._refresh_queued(hub, at);
    COMMIT;
END
$$;
COMMENT ON PROCEDURE cdp.process_queue(name, int, int, int, interval, timestamptz) IS
    'Processes what waits in the queue of a hub: reads the rows of the captured keys as they are now, brings the records up to date, resolves what changed, and then refreshes traits and segments of mode queued, at the clock at (null: now). Works in batches of batch_size entries, at most max_batches (null: until each entry had its turn), and commits after each, so it cannot be called in a transaction block (25001). Any number of sessions may call it at once. An entry that fails holds up no other: it is tried again by a later call, not before retry_after, each time twice as long, and becomes a dead letter after max_attempts. A hub that was never resolved is not resolved by this. What each batch did is in table run. With pg_cron: SELECT cron.schedule(''queue'', ''10 seconds'', $$CALL cdp.process_queue(''crm'')$$).';

CREATE FUNCTION cdp._in_transaction_block() RETURNS boolean
    LANGUAGE c STABLE PARALLEL UNSAFE
    AS 'MODULE_PATHNAME', 'cdp_in_transaction_block';
COMMENT ON FUNCTION cdp._in_transaction_block() IS 'Internal: true in a transaction block, where a procedure cannot commit.';

CREATE FUNCTION cdp._check_process_queue(hub name, batch_size int, max_batches int, max_attempts int, retry_after interval) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF cdp._in_transaction_block() THEN
        RAISE EXCEPTION 'cdp.process_queue cannot run inside a transaction block'
            USING ERRCODE = 'active_sql_transaction', DETAIL = 'It commits after each batch, so that a long queue holds no locks.',
                  HINT = 'Call it by itself, not after BEGIN nor together with other statements; cdp.sync and cdp.resolve work in a transaction.';
    END IF;
    PERFORM cdp._hub_check(hub);
    IF batch_size IS NULL OR batch_size < 1 OR max_batches < 1 OR max_attempts IS NULL OR max_attempts < 1 THEN
        RAISE EXCEPTION 'batch_size, max_batches and max_attempts must be at least 1'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave them out for 1000 entries a batch, all batches and 5 attempts.';
    ELSIF retry_after IS NULL OR retry_after < interval '0' THEN
        RAISE EXCEPTION 'retry_after must not be negative'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave it out for a minute; 0 tries again at the next call.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_process_queue(name, int, int, int, interval) IS 'Internal: checks the arguments of process_queue.';

CREATE FUNCTION cdp._check_commit(hub name, sources text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    source text;
    heavy boolean;
BEGIN
    IF pg_catalog.current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'records cannot be resolved at the isolation level of this transaction'
            USING ERRCODE = 'feature_not_supported', DETAIL = 'It does not see what others have committed since it began, so links would be missed.',
                  HINT = 'Use READ COMMITTED; or on_error => ''queue'' and cdp.process_queue.';
    END IF;
    FOREACH source IN ARRAY sources LOOP
        PERFORM cdp._follow_relation(hub, source);
        IF NOT cdp._trusts_owner(hub, cdp._source_relation(hub, source)) THEN
            RAISE EXCEPTION 'the owner of the relation of source "%" has not the rights of the owner of the hub', source
                USING ERRCODE = 'insufficient_privilege', HINT = 'Grant the role that owns the hub to it; or use mode => ''queue''.';
        END IF;
    END LOOP;
    IF cdp._active_model(hub) IS NOT NULL AND NOT cdp._live_ready(hub) THEN
        SELECT p.whole INTO heavy FROM cdp._prepare_resolve(hub) p;
        IF heavy THEN
            RAISE EXCEPTION 'hub "%" is to be resolved as a whole first', hub
                USING ERRCODE = 'object_not_in_prerequisite_state', HINT = pg_catalog.format('Call cdp.resolve(%L).', hub);
        END IF;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_commit(name, text[]) IS
    'Internal: raises where a transaction that wrote sources must not resolve them itself: it would miss links, run code of others with the rights of the owner of the hub, or go through all records.';

CREATE FUNCTION cdp._statement_timer(run boolean) RETURNS boolean
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
    AS 'MODULE_PATHNAME', 'cdp_statement_timer';
COMMENT ON FUNCTION cdp._statement_timer(boolean) IS
    'Internal: starts the timer of statement_timeout, which does not run while a transaction commits, or stops it; true if that changed something.';

CREATE FUNCTION cdp._process_captured(hub name, transaction text) RETURNS void
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
    fatal boolean;
    timed boolean;
BEGIN
    PERFORM pg_catalog.set_config('TimeZone', COALESCE(cdp._hub_time_zone(hub), 'UTC'), true);
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(DISTINCT q.source ORDER BY q.source) FROM %I.queue q WHERE q.transaction = $1', hub)
        INTO sources USING transaction;
    IF sources IS NULL THEN
        RETURN;
    END IF;
    timed := cdp._statement_timer(true);
    EXECUTE pg_catalog.format('SELECT pg_catalog.bool_or(s.on_error = ''raise'') FROM %I.source s WHERE s.name = ANY ($1)', hub) INTO fatal USING sources;
    -- why: a cancel or a timeout of the user's statement is not among OTHERS.
    BEGIN
        IF NOT fatal AND cdp._under_way(hub) THEN
            RAISE EXCEPTION 'all records of hub "%" are being resolved', hub
                USING ERRCODE = 'lock_not_available', HINT = 'cdp.process_queue resolves what waits.';
        END IF;
        PERFORM cdp._hub_lock(hub);
        PERFORM cdp._check_commit(hub, sources);
        PERFORM cdp._list_entries(hub, 'q.transaction = ($1)[1]', ARRAY[transaction]);
        PERFORM cdp._apply_entries(hub, 1, (SELECT pg_catalog.max(e.unit) FROM pg_temp.cdp_entry e), touched_only => true);
        PERFORM cdp._leave_tables('cdp_entry');
    EXCEPTION WHEN OTHERS THEN
        IF fatal THEN
            RAISE;
        END IF;
        EXECUTE pg_catalog.format('UPDATE %I.queue q SET transaction = NULL, error = $2 WHERE q.transaction = $1', hub) USING transaction, SQLERRM;
    END;
    IF timed THEN
        PERFORM cdp._statement_timer(false);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._process_captured(name, text) IS
    'Internal: what a transaction that wrote sources of mode trigger does when it commits. When it fails the keys wait in the queue, unless one of the sources wants the transaction to fail.';
