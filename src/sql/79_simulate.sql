-- SPDX-License-Identifier: PostgreSQL
-- What another model would do to the profiles of a hub, before it is activated.

CREATE FUNCTION cdp._simulated_figures(hub name, model_id bigint, began_at timestamptz)
RETURNS TABLE (kind text, item text, before float8, after float8, profile_ids bigint[])
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    active bigint := cdp._active_model(hub);
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format(
        'WITH was AS (SELECT pg_catalog.count(*) AS size FROM %1$I.identity i GROUP BY i.profile_id),
              would AS (SELECT pg_catalog.count(*) AS size FROM pg_temp.cdp_simulated s WHERE s.other_id IS NULL GROUP BY s.cluster_id),
              figure (place, item, before, after) AS (
                  SELECT 1, ''records'', (SELECT pg_catalog.count(*) FROM %1$I.identity), (SELECT pg_catalog.count(*) FROM pg_temp.cdp_simulated s WHERE s.other_id IS NULL)
                  UNION ALL SELECT 2, ''profiles'', (SELECT pg_catalog.count(*) FROM was), (SELECT pg_catalog.count(*) FROM would)
                  UNION ALL SELECT 3, ''profiles of one record'', (SELECT pg_catalog.count(*) FROM was WHERE was.size = 1), (SELECT pg_catalog.count(*) FROM would WHERE would.size = 1)
                  UNION ALL SELECT 4, ''largest profile'', (SELECT COALESCE(pg_catalog.max(was.size), 0) FROM was), (SELECT COALESCE(pg_catalog.max(would.size), 0) FROM would)
                  UNION ALL SELECT 5, ''links'', (SELECT pg_catalog.count(*) FROM %1$I.link l WHERE l.match_weight >= $1),
                            (SELECT pg_catalog.count(*) FROM pg_temp.cdp_simulated s WHERE s.other_id IS NOT NULL AND s.reason IS NULL AND s.match_weight >= $2)
                  UNION ALL SELECT 6, ''conflicts'', (SELECT pg_catalog.count(*) FROM %1$I.conflict), (SELECT pg_catalog.count(*) FROM pg_temp.cdp_simulated s WHERE s.reason IS NOT NULL))
         SELECT ''figure'', f.item, f.before::float8, f.after::float8, NULL::bigint[] FROM figure f ORDER BY f.place', hub)
        USING cdp._threshold(hub, active, 'component'), cdp._threshold(hub, model_id, 'component');
    RETURN QUERY SELECT 'figure'::text, 'seconds'::text, NULL::float8, EXTRACT(epoch FROM pg_catalog.clock_timestamp() - began_at)::float8, NULL::bigint[];
END
$$;
COMMENT ON FUNCTION cdp._simulated_figures(name, bigint, timestamptz) IS 'Internal: figures of a hub as it is, and as it is in cdp_simulated.';

CREATE FUNCTION cdp.simulate(hub name, model_id bigint)
RETURNS TABLE (kind text, item text, before float8, after float8, profile_ids bigint[])
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    began_at timestamptz := pg_catalog.clock_timestamp();
    known boolean;
BEGIN
    PERFORM cdp._hub_check(hub);
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.model m WHERE m.model_id = $1)', hub) INTO known USING model_id;
    IF NOT known THEN
        RAISE EXCEPTION 'model % of hub "%" does not exist', model_id, hub
            USING ERRCODE = 'undefined_object', HINT = pg_catalog.format('See table %I.model; cdp.train makes one.', hub);
    END IF;
    CREATE TEMP TABLE cdp_simulated AS
        SELECT * FROM cdp.resolve_records(cdp._records_query(hub, model_id), cdp._resolution_model(hub, model_id), cdp._decisions_query(hub));
    EXECUTE pg_catalog.format(
        'CREATE TEMP TABLE cdp_would AS
         SELECT s.cluster_id, i.profile_id FROM pg_temp.cdp_simulated s
         JOIN %1$I.record r ON r.source = s.source AND r.source_key = s.id
         JOIN %1$I.identity i ON i.record_id = r.record_id WHERE s.other_id IS NULL', hub);
    RETURN QUERY SELECT * FROM cdp._simulated_figures(hub, model_id, began_at);
    RETURN QUERY
        SELECT 'merge'::text, pg_catalog.format('%s records', pg_catalog.count(*)), pg_catalog.count(DISTINCT w.profile_id)::float8, 1::float8,
               pg_catalog.array_agg(DISTINCT w.profile_id ORDER BY w.profile_id)
        FROM pg_temp.cdp_would w GROUP BY w.cluster_id HAVING pg_catalog.count(DISTINCT w.profile_id) > 1
        ORDER BY pg_catalog.count(*) DESC, pg_catalog.min(w.profile_id);
    RETURN QUERY
        SELECT 'split'::text, pg_catalog.format('%s records', pg_catalog.count(*)), 1::float8, pg_catalog.count(DISTINCT w.cluster_id)::float8, ARRAY[w.profile_id]
        FROM pg_temp.cdp_would w GROUP BY w.profile_id HAVING pg_catalog.count(DISTINCT w.cluster_id) > 1
        ORDER BY pg_catalog.count(*) DESC, w.profile_id;
    DROP TABLE pg_temp.cdp_simulated, pg_temp.cdp_would;
END
$$;
COMMENT ON FUNCTION cdp.simulate(name, bigint) IS
    'What a version of the model would do, were it active at the next cdp.resolve: the hub is read only. Rows of kind "figure" have a figure before and after: records, profiles, profiles of one record, the records of the largest profile, links, conflicts, and the seconds that this call took to compare and cluster, of which a resolve takes somewhat more. "merge": profiles that would become one (profile_ids), with their number before; "split": a profile that would come apart, with the number of parts after; item gives their records, the largest first. A profile may be in rows of both kinds. Decisions and constraints of the hub hold. Raises undefined_object for an unknown version.';
