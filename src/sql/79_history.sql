-- SPDX-License-Identifier: PostgreSQL
-- The memory of identity: ids that come back, redirects that follow their records, who was who at any time.

CREATE FUNCTION cdp._revive_profiles(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- why: step by step, since the planner takes what is left of the history for a row or none, and goes through all
    -- clusters for each.
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_open
         WITH bare AS MATERIALIZED (
             SELECT c.cluster_id, c.record_id, c.source, c.source_key FROM pg_temp.cdp_cluster c
             WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_assigned a WHERE a.cluster_id = c.cluster_id)
         ), former AS MATERIALIZED (
             SELECT b.cluster_id, b.record_id, h.profile_id, h.valid_from
             FROM bare b JOIN %1$I.identity_history h ON h.source = b.source AND h.source_key = b.source_key
         )
         SELECT f.cluster_id, f.profile_id, pg_catalog.count(DISTINCT f.record_id) AS records, pg_catalog.min(f.valid_from) AS since, pg_catalog.min(f.record_id) AS first_record
         FROM former f
         WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_assigned a WHERE a.profile_id = f.profile_id)
           AND NOT EXISTS (SELECT FROM %1$I.profile p WHERE p.profile_id = f.profile_id)
         GROUP BY f.cluster_id, f.profile_id', hub);
    PERFORM cdp._assign_rounds();
END
$$;
COMMENT ON FUNCTION cdp._revive_profiles(name) IS
    'Internal: clusters without an id get back one that their records had before and that nobody has now, by the same order; adds to cdp_assigned.';

CREATE FUNCTION cdp._redirect_statements(hub name, events text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- An id that led to a profile which is no more, or which came apart, is told once more where it leads.
    moved constant text :=
        'WITH moved AS (UPDATE %1$I.redirect d SET current_id = t.target FROM (%2$s) AS t (old_id, target)
                        WHERE d.profile_id = t.old_id AND d.current_id <> t.target RETURNING d.profile_id, d.current_id)
         INSERT INTO %1$I.profile_event (event, profile_id, other_id, cause, decision_id, run_id, at)
         SELECT ''redirected'', m.profile_id, m.current_id, $3, $4, $1, $2 FROM moved m ORDER BY m.profile_id';
BEGIN
    events := events || ' e (event, profile_id, other_id)';
    RETURN ARRAY[
        pg_catalog.format('DELETE FROM %I.redirect d USING %s WHERE e.event = ''restored'' AND d.profile_id = e.profile_id', hub, events),
        pg_catalog.format(moved, hub, pg_catalog.format(
            'SELECT o.profile_id, e.other_id FROM %I.redirect o JOIN %s ON e.event = ''redirected'' AND e.profile_id = o.current_id', hub, events)),
        pg_catalog.format('INSERT INTO %I.redirect (profile_id, current_id, since) SELECT e.profile_id, e.other_id, $2 FROM %s WHERE e.event = ''redirected''', hub, events),
        pg_catalog.format(moved, hub, pg_catalog.format(
            'SELECT DISTINCT ON (n.old_id) n.old_id, n.profile_id
             FROM (SELECT o.profile_id AS old_id, i.profile_id, pg_catalog.count(*) AS records
                   FROM %1$I.redirect o
                   JOIN %1$I.identity_history h ON h.profile_id = o.profile_id AND h.valid_to = o.since
                   JOIN %1$I.record r ON r.source = h.source AND r.source_key = h.source_key
                   JOIN %1$I.identity i ON i.record_id = r.record_id
                   WHERE o.current_id IN (SELECT e.other_id FROM %2$s WHERE e.event IN (''split'', ''restored''))
                   GROUP BY o.profile_id, i.profile_id) n
             ORDER BY n.old_id, n.records DESC, n.profile_id', hub, events))];
END
$$;
COMMENT ON FUNCTION cdp._redirect_statements(name, text) IS
    'Internal: the statements, one after another, that bring redirects in line with events (SQL of a FROM item: event, profile_id, other_id); $1 run, $2 time, $3 cause, $4 decision.';

CREATE FUNCTION cdp._write_redirects(hub name, run bigint, at timestamptz, cause text, decision_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    statement text;
BEGIN
    FOREACH statement IN ARRAY cdp._redirect_statements(hub, 'pg_temp.cdp_event') LOOP
        EXECUTE statement USING run, at, cause, decision_id;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._write_redirects(name, bigint, timestamptz, text, bigint) IS
    'Internal: keeps redirects at one hop, takes away those of ids that came back, and moves those that led to a profile which came apart to where most of their last records went; after cdp_event and identity are written.';

CREATE FUNCTION cdp._resolve_cause(hub name, model_id bigint, constraints jsonb) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    cause text;
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT CASE WHEN r.model_id <> $1 THEN ''model'' WHEN r.counts -> ''constraints'' <> $2 THEN ''constraint'' END
         FROM %I.run r WHERE r.operation = ''resolve'' AND r.model_id IS NOT NULL ORDER BY r.run_id DESC LIMIT 1', hub)
        INTO cause USING model_id, constraints;
    RETURN COALESCE(cause, 'data');
END
$$;
COMMENT ON FUNCTION cdp._resolve_cause(name, bigint, jsonb) IS
    'Internal: why profiles change in a run that no decision asked for: another model or other constraints than at the run before, else the records.';

CREATE FUNCTION cdp.identity_at(hub name, source text, key text, at timestamptz DEFAULT 'infinity') RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found bigint;
BEGIN
    PERFORM cdp._hub_check(hub);
    PERFORM cdp._source_check(hub, source);
    EXECUTE pg_catalog.format(
        'SELECT i.profile_id FROM %1$I.record r JOIN %1$I.identity i USING (record_id) WHERE r.source = $1 AND r.source_key = $2 AND i.since <= $3
         UNION ALL
         SELECT h.profile_id FROM %1$I.identity_history h WHERE h.source = $1 AND h.source_key = $2 AND h.valid_from <= $3 AND h.valid_to > $3
         LIMIT 1', hub)
        INTO found USING source, key, at;
    RETURN found;
END
$$;
COMMENT ON FUNCTION cdp.identity_at(name, text, text, timestamptz) IS
    'The profile that a record, known by source and key, belonged to at a time; by default now. It is the id of then, cdp.current_id leads to the one of today. Null when it belonged to none: it had not come yet, or was gone. Raises undefined_object for an unknown source.';

CREATE FUNCTION cdp.profile_at(hub name, profile_id bigint, at timestamptz DEFAULT 'infinity')
RETURNS TABLE (source text, source_key text, since timestamptz, until timestamptz)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._hub_check(hub);
    RETURN QUERY EXECUTE pg_catalog.format(
        'SELECT m.* FROM (
             SELECT r.source, r.source_key, i.since, NULL::timestamptz AS until
             FROM %1$I.identity i JOIN %1$I.record r USING (record_id) WHERE i.profile_id = $1 AND i.since <= $2
             UNION ALL
             SELECT h.source, h.source_key, h.valid_from, h.valid_to
             FROM %1$I.identity_history h WHERE h.profile_id = $1 AND h.valid_from <= $2 AND h.valid_to > $2) m
         ORDER BY m.source COLLATE "C", m.source_key COLLATE "C"', hub)
        USING profile_id, at;
END
$$;
COMMENT ON FUNCTION cdp.profile_at(name, bigint, timestamptz) IS
    'The records that made a profile at a time, by default now, since when and until when (null: still) they belonged to it. An id that has been merged away since has records at the times when it lived. No row when it did not exist then.';
