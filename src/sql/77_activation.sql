-- SPDX-License-Identifier: PostgreSQL
-- Another model in a hub that is in use: what it will take, and the call that makes it the active one.

CREATE FUNCTION cdp._whole_seconds(hub name, OUT run_id bigint, OUT per_record float8)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT r.run_id, EXTRACT(epoch FROM r.finished_at - r.started_at)::float8 / (r.counts ->> ''records'')::float8
         FROM %I.run r WHERE r.operation = ''resolve'' AND (r.counts ->> ''whole'')::boolean AND (r.counts ->> ''records'')::bigint > 0 ORDER BY r.run_id DESC LIMIT 1', hub)
        INTO run_id, per_record;
END
$$;
COMMENT ON FUNCTION cdp._whole_seconds(name) IS 'Internal: the last run over all records, and how long it took for each.';

CREATE FUNCTION cdp.activation_estimate(hub name, model_id bigint DEFAULT NULL,
    OUT records bigint, OUT seconds float8, OUT disk_bytes bigint, OUT temporary_bytes bigint, OUT measured_in_run bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- of a record, where the hub has no run to go by: as measured on generated customers, some records to each
    resolve_seconds constant float8 := 2e-4;
    freeze_seconds constant float8 := 3e-5;
    record_bytes constant bigint := 600;
    frozen boolean := true;
    per_record float8;
    rewritten bigint;
    narrow bigint;
BEGIN
    PERFORM cdp._hub_check(hub);
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM %I.record', hub) INTO records;
    IF model_id IS NOT NULL THEN
        PERFORM cdp._model_check(hub, model_id);
        EXECUTE pg_catalog.format('SELECT m.frozen FROM %I.model m WHERE m.model_id = $1', hub) INTO frozen USING model_id;
    END IF;
    SELECT w.run_id, w.per_record INTO measured_in_run, per_record FROM cdp._whole_seconds(hub) w;
    seconds := records * (COALESCE(per_record, resolve_seconds) + CASE WHEN frozen THEN 0 ELSE freeze_seconds END);
    SELECT pg_catalog.sum(pg_catalog.pg_total_relation_size(pg_catalog.format('%I.%I', hub, t.name)::regclass)),
           pg_catalog.sum(pg_catalog.pg_relation_size(pg_catalog.format('%I.%I', hub, t.name)::regclass)) FILTER (WHERE t.name <> 'profile')
    INTO rewritten, narrow FROM (VALUES ('link'), ('conflict'), ('block_key'), ('changed_key'), ('identity'), ('profile')) AS t (name);
    disk_bytes := CASE WHEN measured_in_run IS NULL THEN records * record_bytes ELSE rewritten END;
    temporary_bytes := CASE WHEN measured_in_run IS NULL THEN records * record_bytes / 2 ELSE 2 * narrow END;
END
$$;
COMMENT ON FUNCTION cdp.activation_estimate(name, bigint) IS
    'What it takes to bring a hub to another model: records that the next cdp.resolve goes through, seconds that cdp.activate_model (for a model_id that is not frozen yet) and cdp.resolve take together, disk_bytes by which tables of the hub may grow until they are vacuumed, about as much is written ahead, and temporary_bytes on top while it runs. They follow from the last run over all records (measured_in_run) and the sizes of the tables now; where there was none, from figures of generated customers on two processors. It is an upper guess of disk, since only what differs is written, and a rough one of time: a model with more blocking rules compares more. Reads counts and sizes only. Raises undefined_object for an unknown version.';

CREATE FUNCTION cdp._model_check(hub name, model_id bigint) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.model m WHERE m.model_id = $1)', hub) INTO known USING model_id;
    IF NOT known THEN
        RAISE EXCEPTION 'model % of hub "%" does not exist', model_id, hub
            USING ERRCODE = 'undefined_object', HINT = pg_catalog.format('See table %I.model; cdp.train makes one.', hub);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._model_check(name, bigint) IS 'Internal: raises undefined_object unless the hub has the version of the model.';

CREATE FUNCTION cdp._tell_estimate(hub name) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    estimate record;
BEGIN
    SELECT e.* INTO estimate FROM cdp.activation_estimate(hub) e;
    IF estimate.seconds >= 10 THEN
        RAISE NOTICE 'the next cdp.resolve of hub "%" goes through all % records', hub, estimate.records
            USING DETAIL = pg_catalog.format('It takes about %s, and up to %s of disk. Readers see the profiles of before until it commits.',
                      pg_catalog.date_trunc('second', pg_catalog.make_interval(secs => estimate.seconds)), pg_catalog.pg_size_pretty(estimate.disk_bytes + estimate.temporary_bytes)),
                  HINT = 'cdp.activation_estimate gives these figures beforehand, cdp.simulate who would merge and split.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._tell_estimate(name) IS 'Internal: says what the next cdp.resolve will take, where that is 10 seconds or more.';

CREATE FUNCTION cdp.activate_model(hub name, model_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    neighbours boolean;
    was_active boolean;
    frozen jsonb;
BEGIN
    PERFORM cdp._hub_check(hub);
    PERFORM cdp._model_check(hub, model_id);
    EXECUTE pg_catalog.format('SELECT m.active, pg_catalog.jsonb_typeof(m.definition -> ''neighbourhoods'') = ''array'' FROM %I.model m WHERE m.model_id = $1', hub)
        INTO was_active, neighbours USING model_id;
    IF neighbours THEN
        RAISE EXCEPTION 'model % of hub "%" has neighbourhoods', model_id, hub
            USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Who is next to whom in a sorted neighbourhood depends on all other records.',
                  HINT = 'Use blocking rules instead; cdp.link and cdp.dedupe take neighbourhoods.';
    END IF;
    -- why: to freeze takes a while, and others may write the hub meanwhile: what is frozen is the state of one moment anyway.
    frozen := cdp._frozen_model(hub, model_id);
    PERFORM cdp._hub_lock(hub);
    PERFORM pg_catalog.pg_advisory_xact_lock(cdp._whole_lock(hub));
    PERFORM cdp._keep_frozen(hub, model_id, frozen);
    EXECUTE pg_catalog.format('UPDATE %1$I.model SET active = false WHERE active AND model_id <> $1', hub) USING model_id;
    EXECUTE pg_catalog.format('UPDATE %1$I.model SET active = true, activated_at = pg_catalog.clock_timestamp() WHERE model_id = $1 AND NOT active', hub)
        USING model_id;
    IF NOT was_active THEN
        PERFORM cdp._tell_estimate(hub);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp.activate_model(name, bigint) IS
    'Makes a version of the model the one that cdp.resolve uses. What it takes from the data is frozen into it the first time, as cdp.freeze_model does (in a hub without records by the first cdp.resolve): from then on whether two records are compared, and what they weigh, depends on these two and the model. The next cdp.resolve goes through all records; cdp.activation_estimate tells beforehand what that takes, and a notice does where it is much. Call both in one transaction, and readers and cdp.match go on with the profiles of before until it commits; writes of sources of mode queue and trigger go on as well, their keys wait in the queue. Raises undefined_object for an unknown version and invalid_parameter_value for a model with neighbourhoods.';
