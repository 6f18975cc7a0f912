-- SPDX-License-Identifier: PostgreSQL
-- The calls that resolve a hub: what changed, or everything.

CREATE FUNCTION cdp._prepare_resolve(hub name, OUT model_id bigint, OUT definition jsonb, OUT component float8, OUT version text, OUT golden text, OUT last_golden text, OUT whole boolean, OUT golden_all boolean, OUT records bigint, OUT writes bigint, OUT counts jsonb)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    model_id := cdp._active_model(hub);
    IF model_id IS NULL THEN
        EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.record)', hub) INTO whole;
        IF whole THEN
            model_id := cdp.train(hub);
            PERFORM cdp.activate_model(hub, model_id);
        END IF;
    END IF;
    IF model_id IS NOT NULL THEN
        PERFORM cdp._freeze_active(hub, model_id);
        definition := cdp._resolution_definition(hub, model_id);
        component := COALESCE((definition #>> '{thresholds,component}')::float8, 0);
        version := cdp._resolution_version(hub, model_id, definition -> 'constraints');
    END IF;
    golden := cdp._golden_version(hub);
    EXECUTE pg_catalog.format('SELECT r.counts FROM %I.run r WHERE r.operation = ''resolve'' ORDER BY r.run_id DESC LIMIT 1', hub) INTO counts;
    last_golden := counts ->> 'golden_version';
    whole := version IS NULL OR version IS DISTINCT FROM counts ->> 'version';
    golden_all := golden IS DISTINCT FROM last_golden;
    -- why: an older snapshot does not see what the sequence tells of, and who may not read the sequence is told nothing.
    IF pg_catalog.current_setting('transaction_isolation') = 'read committed' AND pg_catalog.has_sequence_privilege(cdp._write_sequence(hub), 'USAGE, SELECT') THEN
        writes := COALESCE(pg_catalog.pg_sequence_last_value(cdp._write_sequence(hub)::regclass), 0);
    END IF;
    records := GREATEST((counts ->> 'records')::bigint, (SELECT c.reltuples::bigint FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.format('%I.block_key', hub)::regclass));
    IF writes IS NULL OR counts ->> 'event' IS NULL THEN
        counts := NULL;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._prepare_resolve(name) IS
    'Internal: the active model, trained first when there is none, and frozen, both if there are records; its definition with the constraints of the hub and its threshold "component"; whether all records have to be resolved, and all golden records computed, because more than records changed since the last run; about how many records there are; the last number of table gain, or null where it cannot be told; and the counts of the last run, if what came since is known.';

CREATE FUNCTION cdp._whole_lock(hub name) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.hashtextextended('cdp hub as a whole ' || hub, 0);
COMMENT ON FUNCTION cdp._whole_lock(name) IS 'Internal: the advisory lock of a run over all records, for others to see that one is under way.';

CREATE FUNCTION cdp._under_way(hub name) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- why: a lock that is held on could make two sessions wait for each other; this one is given back at once, in one expression,
    -- so that no cancel comes in between: it would outlive the transaction.
    RETURN NOT CASE WHEN pg_catalog.pg_try_advisory_lock_shared(k) THEN pg_catalog.pg_advisory_unlock_shared(k) ELSE false END
    FROM (SELECT cdp._whole_lock(hub) AS k OFFSET 0) q;
END
$$;
COMMENT ON FUNCTION cdp._under_way(name) IS 'Internal: whether another transaction resolves all records of a hub, which may take long.';

CREATE FUNCTION cdp._profiles_gained() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'COALESCE(pg_catalog.sum(CASE WHEN e.event IN (''created'', ''split'', ''restored'') THEN 1 WHEN e.event IN (''retired'', ''merged'') THEN -1 END), 0)::bigint';
COMMENT ON FUNCTION cdp._profiles_gained() IS 'Internal: SQL of how many profiles more there are after events e. A profile that ends by being led to another is told of as merged there once, as redirected whenever that leads on.';

CREATE FUNCTION cdp._counts_sql(hub name) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.format('SELECT (SELECT pg_catalog.count(*) FROM %1$I.identity), (SELECT pg_catalog.count(*) FROM %1$I.link l WHERE l.match_weight >= $1), (SELECT pg_catalog.count(*) FROM %1$I.profile)', hub);
COMMENT ON FUNCTION cdp._counts_sql(name) IS 'Internal: SQL of how many records, links of at least $1 bits, and profiles a hub has.';

CREATE FUNCTION cdp._counts_now_sql() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'SELECT c.records + (SELECT pg_catalog.count(*) FROM pg_temp.cdp_moved m WHERE m.old_id IS NULL),
               c.links + (SELECT pg_catalog.count(*) FROM pg_temp.cdp_link n WHERE n.match_weight >= $1)
                       - (SELECT pg_catalog.count(*) FROM pg_temp.cdp_old_link o
                          LEFT JOIN pg_temp.cdp_changed a ON a.record_id = o.record_a
                          LEFT JOIN pg_temp.cdp_changed b ON b.record_id = o.record_b
                          WHERE o.match_weight >= $1
                            AND CASE WHEN o.by_b THEN a.record_id IS NULL AND b.record_id IS NOT NULL ELSE a.record_id IS NOT NULL END),
               c.profiles + (SELECT ' || cdp._profiles_gained() || ' FROM pg_temp.cdp_event e)
        FROM pg_temp.cdp_count c';
COMMENT ON FUNCTION cdp._counts_now_sql() IS 'Internal: SQL of what a hub has after a run over part of the records: what it had before, in cdp_count, and what the run did.';

-- why: compiling statements takes longer than running them; what belongs to a few records is best read by index, and most of it
-- is in memory; rows are short, so that workers hand them over at little cost; for plans a rough idea of a temporary table is enough, and a close look at each takes longer than what it is for;
-- of tables that are written all the time the planner believes too much to be visible to all, and an index alone is then the slowest way.
CREATE FUNCTION cdp._resolve(hub name, cause text, decision_id bigint, every boolean, touched_only boolean DEFAULT false, OUT run_id bigint, OUT records bigint, OUT compared bigint, OUT links bigint, OUT profiles bigint,
    OUT created bigint, OUT merged bigint, OUT split bigint, OUT moved bigint, OUT seconds float8)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
SET jit = off
SET random_page_cost = 1.1
SET parallel_tuple_cost = 0.01
SET default_statistics_target = 1
SET enable_indexonlyscan = off
AS $$
DECLARE
    started_at timestamptz := pg_catalog.clock_timestamp();
    run record;
    whole boolean;
    every_profile boolean;
    found boolean;
    held bigint;
    constraints jsonb;
    event bigint;
BEGIN
    PERFORM cdp._hub_lock(hub), cdp._refuse_nested(hub);
    run := cdp._prepare_resolve(hub);
    constraints := COALESCE(run.definition -> 'constraints', '{}');
    whole := every OR run.whole;
    IF whole THEN
        PERFORM pg_catalog.pg_advisory_xact_lock(cdp._whole_lock(hub));
    END IF;
    PERFORM cdp._enter_run(hub);
    run_id := cdp._start_run(hub);
    PERFORM cdp._open_clusters();
    SELECT g.held, g.compared INTO held, compared FROM cdp._gather_changes(hub, run.model_id, run.definition, run.component, whole, run.records, run.counts) g;
    EXECUTE CASE WHEN whole THEN pg_catalog.format('SELECT EXISTS (SELECT FROM %I.record)', hub) ELSE 'SELECT EXISTS (SELECT FROM pg_temp.cdp_scope)' END INTO found;
    IF found THEN
        IF whole THEN
            PERFORM cdp._cluster_all(hub, run.model_id);
        ELSE
            PERFORM cdp._cluster_scope(hub, run.model_id, held);
        END IF;
        compared := compared + (SELECT l.compared FROM cdp.last_run() l);
    END IF;
    IF whole THEN
        PERFORM cdp._write_all_links(hub, run.model_id);
    END IF;
    PERFORM cdp._write_conflicts(hub, run.model_id, whole);
    PERFORM cdp._assign_profiles(hub);
    PERFORM cdp._write_identities(hub, started_at, whole);
    PERFORM cdp._write_events(hub, run_id, started_at, COALESCE(cause, cdp._resolve_cause(hub, run.model_id, constraints)), decision_id, whole);
    every_profile := whole OR (run.golden_all AND NOT touched_only);
    PERFORM cdp._find_touched(hub, every_profile);
    PERFORM cdp._write_profiles(hub, started_at, every_profile);
    EXECUTE CASE WHEN whole THEN cdp._counts_sql(hub) ELSE cdp._counts_now_sql() END INTO records, links, profiles USING run.component;
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.max(e.event_id), 0) FROM %I.profile_event e', hub) INTO event;
    PERFORM cdp._drop_gains(hub, run.writes, whole);
    SELECT pg_catalog.count(*) INTO moved FROM pg_temp.cdp_moved m WHERE m.old_id IS NOT NULL;
    SELECT pg_catalog.count(*) FILTER (WHERE e.event = 'created'), pg_catalog.count(*) FILTER (WHERE e.event = 'merged'),
           pg_catalog.count(*) FILTER (WHERE e.event = 'split' OR (e.event = 'restored' AND e.other_id IS NOT NULL))
    INTO created, merged, split FROM pg_temp.cdp_event e;
    PERFORM cdp._leave_tables('cdp_changed', 'cdp_left', 'cdp_key', 'cdp_other', 'cdp_scope', 'cdp_old_link', 'cdp_count', 'cdp_resolved', 'cdp_cluster', 'cdp_link', 'cdp_conflict',
        'cdp_overlap', 'cdp_open', 'cdp_rest', 'cdp_assigned', 'cdp_moved', 'cdp_event', 'cdp_touched');
    PERFORM cdp._leave_run();
    seconds := EXTRACT(epoch FROM pg_catalog.clock_timestamp() - started_at);
    PERFORM cdp._end_run(hub, run_id, 'resolve', NULL, run.model_id, pg_catalog.jsonb_build_object(
        'records', records, 'compared', compared, 'links', links, 'profiles', profiles, 'created', created, 'merged', merged, 'split', split, 'moved', moved,
        'whole', whole, 'writes', run.writes, 'event', CASE WHEN run.writes IS NOT NULL THEN event END, 'version', run.version, 'golden_version', CASE WHEN touched_only AND NOT whole THEN run.last_golden ELSE run.golden END, 'constraints', constraints), started_at);
END
$$;
COMMENT ON FUNCTION cdp._resolve(name, text, bigint, boolean, boolean) IS
    'Internal: what cdp.resolve and cdp.rebuild do. cause and decision_id are written to profile_event; a null cause is found out. every: all records, whatever changed. touched_only: where rules of golden records changed, those of other profiles are left to a later run.';

CREATE FUNCTION cdp.resolve(hub name, OUT run_id bigint, OUT records bigint, OUT compared bigint, OUT links bigint, OUT profiles bigint,
    OUT created bigint, OUT merged bigint, OUT split bigint, OUT seconds float8)
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT r.run_id, r.records, r.compared, r.links, r.profiles, r.created, r.merged, r.split, r.seconds FROM cdp._resolve(hub, NULL, NULL, false) r $$;
COMMENT ON FUNCTION cdp.resolve(name) IS
    'Brings the identities of a hub up to date with its records. Records that are new or changed since the last run are compared, with the active model, with those that share a blocking key with them; the components that changes touch are clustered anew (at most one record of a source that is declared free of duplicates in a cluster; table conflict tells what that kept apart); each cluster has a profile id that stays; the golden records of the profiles that changed are computed. All records are gone through by the first run (which trains and activates a model when there is none) and after another model was activated, constraints changed or cdp was upgraded; the result is the same either way. One row: number of the run, records of the hub, pairs compared, links and profiles of the hub, profiles created, merged and split, seconds. Running it twice changes nothing the second time.';

CREATE FUNCTION cdp.rebuild(hub name, OUT run_id bigint, OUT records bigint, OUT compared bigint, OUT links bigint, OUT profiles bigint,
    OUT created bigint, OUT merged bigint, OUT split bigint, OUT moved bigint, OUT seconds float8)
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT r.run_id, r.records, r.compared, r.links, r.profiles, r.created, r.merged, r.split, r.moved, r.seconds FROM cdp._resolve(hub, NULL, NULL, true) r $$;
COMMENT ON FUNCTION cdp.rebuild(name) IS
    'Resolves all records of a hub anew, whatever changed, and writes what differs. Identity depends on records, model and decisions alone, so after cdp.resolve it finds nothing to write. Profiles keep their ids by greatest overlap. One row as cdp.resolve gives it, and moved: the records whose profile is another than before.';
