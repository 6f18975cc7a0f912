-- SPDX-License-Identifier: PostgreSQL
-- Resolve: records and active model to clusters, clusters to profiles with ids that stay, profiles to golden
-- records. Clusters come whole from the engine; only names of profiles look at what was there before.

CREATE FUNCTION cdp._open_clusters() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table('cdp_cluster', 'record_id bigint, source text, source_key text, cluster_id bigint, profile_id bigint, since timestamptz, confidence float8'),
            cdp._empty_table('cdp_link', 'record_a bigint, record_b bigint, match_weight float8, match_probability float8, levels smallint[]'),
            cdp._empty_table('cdp_conflict', 'record_a bigint, record_b bigint, linkage float8, reason text, detail text');
END
$$;
COMMENT ON FUNCTION cdp._open_clusters() IS 'Internal: the temporary tables cdp_cluster, cdp_link and cdp_conflict, empty.';

CREATE FUNCTION cdp._cluster_all(hub name, model_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table('cdp_resolved', 'source text, id text, cluster_id bigint, other_source text, other_id text, match_weight float8, match_probability float8, levels smallint[], reason text, detail text', true);
    INSERT INTO pg_temp.cdp_resolved SELECT e.* FROM cdp.resolve_records(cdp._records_query(hub), cdp._resolution_model(hub, model_id), cdp._decisions_query(hub)) e;
    ANALYZE pg_temp.cdp_resolved;
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_cluster SELECT r.record_id, r.source, r.source_key, e.cluster_id, i.profile_id, i.since
         FROM %1$I.record r
         JOIN pg_temp.cdp_resolved e ON e.source = r.source AND e.id = r.source_key
         LEFT JOIN %1$I.identity i ON i.record_id = r.record_id
         WHERE e.other_id IS NULL', hub);
    ANALYZE pg_temp.cdp_cluster;
    INSERT INTO pg_temp.cdp_link
        SELECT LEAST(a.record_id, b.record_id) AS record_a, GREATEST(a.record_id, b.record_id) AS record_b,
               e.match_weight, e.match_probability, e.levels
        FROM pg_temp.cdp_resolved e
        JOIN pg_temp.cdp_cluster a ON a.source = e.source AND a.source_key = e.id
        JOIN pg_temp.cdp_cluster b ON b.source = e.other_source AND b.source_key = e.other_id
        WHERE e.other_id IS NOT NULL AND e.reason IS NULL;
    ANALYZE pg_temp.cdp_link;
    INSERT INTO pg_temp.cdp_conflict
        SELECT LEAST(a.record_id, b.record_id) AS record_a, GREATEST(a.record_id, b.record_id) AS record_b,
               e.match_weight AS linkage, e.reason, e.detail
        FROM pg_temp.cdp_resolved e
        JOIN pg_temp.cdp_cluster a ON a.source = e.source AND a.source_key = e.id
        JOIN pg_temp.cdp_cluster b ON b.source = e.other_source AND b.source_key = e.other_id
        WHERE e.reason IS NOT NULL;
    ANALYZE pg_temp.cdp_conflict;
    TRUNCATE pg_temp.cdp_resolved;
END
$$;
COMMENT ON FUNCTION cdp._cluster_all(name, bigint) IS
    'Internal: runs the engine over all records, and fills cdp_cluster, with the profiles of before, cdp_link and cdp_conflict.';

CREATE FUNCTION cdp._cluster_scope(hub name, model_id bigint, held bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table('cdp_resolved', 'record_id bigint, source text, id text, cluster_id bigint, confidence float8, other_id bigint, linkage float8, reason text, detail text', true);
    INSERT INTO pg_temp.cdp_resolved
        SELECT e.* FROM cdp._resolve_scope(
            pg_catalog.format(
                'SELECT c.source_key AS id, c.source, c.record_id AS "record id", c.cells FROM pg_temp.cdp_changed c
                 UNION ALL SELECT k.source_key, k.source, k.record_id, k.cells FROM pg_temp.cdp_scope s JOIN (%s) k ON k.record_id = s.record_id
                 WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_changed c WHERE c.record_id = s.record_id)', cdp._keys_sql(hub)),
            held, cdp._decisions_query(hub), cdp._cell_columns(hub), pg_catalog.format('SELECT cdp._write_links(%L, %s)', hub, model_id)) e;
    ANALYZE pg_temp.cdp_resolved (record_id, other_id);
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_cluster
         SELECT e.record_id, e.source, e.id, e.cluster_id, c.profile_id, c.since, e.confidence
         FROM pg_temp.cdp_resolved e JOIN pg_temp.cdp_changed c ON c.record_id = e.record_id WHERE e.other_id IS NULL
         UNION ALL
         SELECT e.record_id, e.source, e.id, e.cluster_id, i.profile_id, i.since, e.confidence
         FROM (SELECT * FROM pg_temp.cdp_resolved o
               WHERE o.other_id IS NULL AND NOT EXISTS (SELECT FROM pg_temp.cdp_changed c WHERE c.record_id = o.record_id) ORDER BY o.record_id) e
         LEFT JOIN %I.identity i ON i.record_id = e.record_id', hub);
    ANALYZE pg_temp.cdp_cluster (record_id, cluster_id, profile_id);
    INSERT INTO pg_temp.cdp_conflict
        SELECT LEAST(e.record_id, e.other_id), GREATEST(e.record_id, e.other_id), e.linkage, e.reason, e.detail
        FROM pg_temp.cdp_resolved e WHERE e.other_id IS NOT NULL;
    ANALYZE pg_temp.cdp_conflict;
    TRUNCATE pg_temp.cdp_resolved;
END
$$;
COMMENT ON FUNCTION cdp._cluster_scope(name, bigint, bigint) IS
    'Internal: runs the engine over the records of cdp_scope, and fills cdp_cluster, with the profiles of before, and cdp_conflict; writes the links of what changed meanwhile.';

CREATE FUNCTION cdp._of_clusters(whole boolean, column_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN whole THEN 'true' ELSE column_name || ' IN (SELECT k.record_id FROM pg_temp.cdp_cluster k)' END;
COMMENT ON FUNCTION cdp._of_clusters(boolean, text) IS 'Internal: SQL of whether a record is among those that a run resolves.';

CREATE FUNCTION cdp._write_all_links(hub name, model_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'DELETE FROM %I.link l WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_link n WHERE n.record_a = l.record_a AND n.record_b = l.record_b)', hub);
    -- why: a conflict locks the row and writes it to the log, whether anything differs or not; most links do not. In order, since
    -- links of one record are then found side by side.
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.link AS l (record_a, record_b, match_weight, match_probability, levels, model_id)
         SELECT n.record_a, n.record_b, n.match_weight, n.match_probability, n.levels, $1 FROM pg_temp.cdp_link n
         WHERE NOT EXISTS (SELECT FROM %1$I.link o WHERE o.record_a = n.record_a AND o.record_b = n.record_b
             AND (o.match_weight, o.match_probability, o.levels, o.model_id) = (n.match_weight, n.match_probability, n.levels, $1))
         ORDER BY n.record_a, n.record_b
         ON CONFLICT (record_a, record_b) DO UPDATE
         SET match_weight = EXCLUDED.match_weight, match_probability = EXCLUDED.match_probability, levels = EXCLUDED.levels, model_id = EXCLUDED.model_id', hub)
        USING model_id;
END
$$;
COMMENT ON FUNCTION cdp._write_all_links(name, bigint) IS 'Internal: makes the links of a hub those of cdp_link, by difference.';

CREATE FUNCTION cdp._write_links(hub name, model_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'DELETE FROM %I.link l
         USING (SELECT DISTINCT o.place FROM pg_temp.cdp_old_link o
                LEFT JOIN pg_temp.cdp_changed a ON a.record_id = o.record_a
                LEFT JOIN pg_temp.cdp_changed b ON b.record_id = o.record_b
                WHERE (a.record_id IS NOT NULL OR b.record_id IS NOT NULL)
                  AND NOT EXISTS (SELECT FROM pg_temp.cdp_link n WHERE n.record_a = o.record_a AND n.record_b = o.record_b)) g
         WHERE l.ctid = g.place', hub);
    EXECUTE pg_catalog.format(
        'UPDATE %I.link l SET match_weight = g.match_weight, match_probability = g.match_probability, levels = g.levels, model_id = $1
         FROM (SELECT DISTINCT ON (o.place) n.*, o.place FROM pg_temp.cdp_link n
               JOIN pg_temp.cdp_old_link o ON o.record_a = n.record_a AND o.record_b = n.record_b
               WHERE (o.match_weight, o.match_probability, o.levels, o.model_id) IS DISTINCT FROM (n.match_weight, n.match_probability, n.levels, $1)
               ORDER BY o.place) g
         WHERE l.ctid = g.place', hub) USING model_id;
    -- why in order: links of one record are then found side by side.
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.link (record_a, record_b, match_weight, match_probability, levels, model_id)
         SELECT n.record_a, n.record_b, n.match_weight, n.match_probability, n.levels, $1 FROM pg_temp.cdp_link n
         WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_old_link o WHERE o.record_a = n.record_a AND o.record_b = n.record_b)
         ORDER BY n.record_a, n.record_b', hub) USING model_id;
END
$$;
COMMENT ON FUNCTION cdp._write_links(name, bigint) IS 'Internal: makes the links of the records in cdp_changed those of cdp_link, by difference from cdp_old_link.';

CREATE FUNCTION cdp._write_conflicts(hub name, model_id bigint, whole boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'DELETE FROM %I.conflict c WHERE %s AND NOT EXISTS (SELECT FROM pg_temp.cdp_conflict n WHERE n.record_a = c.record_a AND n.record_b = c.record_b)',
        hub, cdp._of_clusters(whole, 'c.record_a'));
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.conflict AS c (record_a, record_b, linkage, reason, detail, model_id)
         SELECT n.record_a, n.record_b, n.linkage, n.reason, n.detail, $1 FROM pg_temp.cdp_conflict n
         ON CONFLICT (record_a, record_b) DO UPDATE
         SET linkage = EXCLUDED.linkage, reason = EXCLUDED.reason, detail = EXCLUDED.detail, model_id = EXCLUDED.model_id
         WHERE (c.linkage, c.reason, c.detail, c.model_id) IS DISTINCT FROM (EXCLUDED.linkage, EXCLUDED.reason, EXCLUDED.detail, EXCLUDED.model_id)', hub)
        USING model_id;
END
$$;
COMMENT ON FUNCTION cdp._write_conflicts(name, bigint, boolean) IS
    'Internal: makes the conflicts of a hub, or those of the records in cdp_cluster, those of cdp_conflict, by difference.';

CREATE FUNCTION cdp._assign_rounds() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    assigned bigint;
BEGIN
    -- Greatest overlap first, then the older profile, the longer membership, the older record. A pair that comes first for
    -- both of its sides comes first whatever happens elsewhere, so each round takes all such pairs at once.
    LOOP
        INSERT INTO pg_temp.cdp_assigned
            SELECT b.cluster_id, b.profile_id, false
            FROM (SELECT o.cluster_id, o.profile_id,
                         pg_catalog.row_number() OVER (PARTITION BY o.cluster_id ORDER BY o.records DESC, o.profile_id, o.since, o.first_record) AS of_cluster,
                         pg_catalog.row_number() OVER (PARTITION BY o.profile_id ORDER BY o.records DESC, o.profile_id, o.since, o.first_record) AS of_profile
                  FROM pg_temp.cdp_open o) b
            WHERE b.of_cluster = 1 AND b.of_profile = 1;
        GET DIAGNOSTICS assigned = ROW_COUNT;
        EXIT WHEN assigned = 0;
        ANALYZE pg_temp.cdp_assigned;
        INSERT INTO pg_temp.cdp_rest
            SELECT o.* FROM pg_temp.cdp_open o
            WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_assigned a WHERE a.cluster_id = o.cluster_id)
              AND NOT EXISTS (SELECT FROM pg_temp.cdp_assigned a WHERE a.profile_id = o.profile_id);
        TRUNCATE pg_temp.cdp_open;
        INSERT INTO pg_temp.cdp_open SELECT r.* FROM pg_temp.cdp_rest r;
        TRUNCATE pg_temp.cdp_rest;
    END LOOP;
    TRUNCATE pg_temp.cdp_open;
END
$$;
COMMENT ON FUNCTION cdp._assign_rounds() IS 'Internal: gives profile ids to clusters by the overlaps in cdp_open, which it uses up; adds to cdp_assigned.';

CREATE FUNCTION cdp._assign_profiles(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table(t.name, 'cluster_id bigint, profile_id bigint, records bigint, since timestamptz, first_record bigint')
    FROM (VALUES ('cdp_overlap'), ('cdp_open'), ('cdp_rest')) AS t (name);
    PERFORM cdp._empty_table('cdp_assigned', 'cluster_id bigint, profile_id bigint, fresh boolean');
    -- A record without an identity that was there before (deleted and loaded again) counts for its last profile.
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_overlap
         SELECT o.cluster_id, o.profile_id, pg_catalog.count(*) AS records, pg_catalog.min(o.since) AS since, pg_catalog.min(o.record_id) AS first_record
         FROM (SELECT c.cluster_id, c.record_id, c.profile_id, c.since FROM pg_temp.cdp_cluster c WHERE c.profile_id IS NOT NULL
               UNION ALL
               (SELECT DISTINCT ON (n.record_id) n.cluster_id, n.record_id, COALESCE(d.current_id, h.profile_id), h.valid_from
               FROM pg_temp.cdp_cluster n
               JOIN %1$I.identity_history h ON h.source = n.source AND h.source_key = n.source_key
               LEFT JOIN %1$I.redirect d ON d.profile_id = h.profile_id
               WHERE n.profile_id IS NULL
               ORDER BY n.record_id, h.valid_to DESC, h.record_id DESC)) o
         GROUP BY o.cluster_id, o.profile_id', hub);
    ANALYZE pg_temp.cdp_overlap;
    INSERT INTO pg_temp.cdp_open SELECT o.* FROM pg_temp.cdp_overlap o;
    PERFORM cdp._assign_rounds();
    PERFORM cdp._revive_profiles(hub);
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_assigned
         SELECT f.cluster_id, pg_catalog.nextval(pg_catalog.pg_get_serial_sequence(%L, ''profile_id'')), true
         FROM (SELECT c.cluster_id FROM pg_temp.cdp_cluster c
               WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_assigned a WHERE a.cluster_id = c.cluster_id)
               GROUP BY c.cluster_id ORDER BY pg_catalog.min(c.record_id)) f', pg_catalog.format('%I.profile', hub));
    ANALYZE pg_temp.cdp_assigned;
END
$$;
COMMENT ON FUNCTION cdp._assign_profiles(name) IS
    'Internal: fills cdp_overlap and cdp_assigned: each cluster keeps the id of the profile it shares most records with, ties to the older profile; the rest get back an id that their records had before, or a new one.';

CREATE FUNCTION cdp._write_identities(hub name, at timestamptz, whole boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table('cdp_moved', 'record_id bigint, source text, source_key text, old_id bigint, since timestamptz, new_id bigint');
    INSERT INTO pg_temp.cdp_moved
        SELECT c.record_id, c.source, c.source_key, c.profile_id AS old_id, c.since, a.profile_id AS new_id
        FROM pg_temp.cdp_cluster c
        JOIN pg_temp.cdp_assigned a ON a.cluster_id = c.cluster_id
        WHERE c.profile_id IS DISTINCT FROM a.profile_id;
    ANALYZE pg_temp.cdp_moved;
    IF whole THEN
        EXECUTE pg_catalog.format('DELETE FROM %1$I.identity i WHERE NOT EXISTS (SELECT FROM %1$I.record r WHERE r.record_id = i.record_id)', hub);
    END IF;
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.identity_history (record_id, source, source_key, profile_id, valid_from, valid_to)
         SELECT m.record_id, m.source, m.source_key, m.old_id, m.since, $1 FROM pg_temp.cdp_moved m WHERE m.old_id IS NOT NULL', hub) USING at;
    EXECUTE pg_catalog.format(
        'UPDATE %I.identity i SET profile_id = m.new_id, since = $1 FROM pg_temp.cdp_moved m WHERE i.record_id = m.record_id', hub) USING at;
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.identity (record_id, profile_id, since)
         SELECT m.record_id, m.new_id, $1 FROM pg_temp.cdp_moved m WHERE m.old_id IS NULL ORDER BY m.record_id', hub) USING at;
END
$$;
COMMENT ON FUNCTION cdp._write_identities(name, timestamptz, boolean) IS 'Internal: writes identity and its history by difference; fills cdp_moved.';

CREATE FUNCTION cdp._write_events(hub name, run bigint, at timestamptz, cause text, decision_id bigint, whole boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table('cdp_event', 'event text, profile_id bigint, other_id bigint');
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_event
         SELECT CASE WHEN g.target IS NULL THEN ''retired'' ELSE ''redirected'' END, g.profile_id, g.target
         FROM (SELECT DISTINCT ON (p.profile_id) p.profile_id, a.profile_id AS target
               FROM (%2$s EXCEPT SELECT k.profile_id FROM pg_temp.cdp_assigned k) e
               JOIN %1$I.profile p ON p.profile_id = e.profile_id
               LEFT JOIN pg_temp.cdp_overlap o ON o.profile_id = p.profile_id
               LEFT JOIN pg_temp.cdp_assigned a ON a.cluster_id = o.cluster_id
               ORDER BY p.profile_id, o.records DESC, a.profile_id) g',
        hub, CASE WHEN whole THEN pg_catalog.format('SELECT w.profile_id FROM %I.profile w', hub)
                  ELSE '(SELECT v.profile_id FROM pg_temp.cdp_overlap v UNION SELECT f.profile_id FROM pg_temp.cdp_left f)' END);
    INSERT INTO pg_temp.cdp_event SELECT 'merged', e.other_id, e.profile_id FROM pg_temp.cdp_event e WHERE e.event = 'redirected';
    INSERT INTO pg_temp.cdp_event
        SELECT CASE WHEN o.profile_id IS NULL THEN 'created' ELSE 'split' END, a.profile_id, o.profile_id
        FROM pg_temp.cdp_assigned a
        LEFT JOIN (SELECT DISTINCT ON (v.cluster_id) v.cluster_id, v.profile_id FROM pg_temp.cdp_overlap v
                   ORDER BY v.cluster_id, v.records DESC, v.profile_id) o ON o.cluster_id = a.cluster_id
        WHERE a.fresh;
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_event SELECT ''restored'', a.profile_id, o.profile_id
         FROM (SELECT n.cluster_id, n.profile_id FROM pg_temp.cdp_assigned n
               WHERE NOT n.fresh AND NOT EXISTS (SELECT FROM pg_temp.cdp_cluster c WHERE c.profile_id = n.profile_id) OFFSET 0) a
         LEFT JOIN (SELECT DISTINCT ON (v.cluster_id) v.cluster_id, v.profile_id FROM pg_temp.cdp_overlap v
                    ORDER BY v.cluster_id, v.records DESC, v.profile_id) o ON o.cluster_id = a.cluster_id AND o.profile_id <> a.profile_id
         WHERE NOT EXISTS (SELECT FROM %I.profile p WHERE p.profile_id = a.profile_id)', hub);
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.profile_event (event, profile_id, other_id, cause, decision_id, run_id, at)
         SELECT e.event, e.profile_id, e.other_id, $3, $4, $1, $2 FROM pg_temp.cdp_event e ORDER BY e.profile_id, e.event, e.other_id', hub)
        USING run, at, cause, decision_id;
    PERFORM cdp._write_redirects(hub, run, at, cause, decision_id);
END
$$;
COMMENT ON FUNCTION cdp._write_events(name, bigint, timestamptz, text, bigint, boolean) IS
    'Internal: tells created, merged, split, redirected, retired and restored profiles from cdp_overlap and cdp_assigned; writes redirects; fills cdp_event.';

CREATE FUNCTION cdp._golden_version(hub name) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    priorities text;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(s.name || '' '' || s.priority, '','' ORDER BY s.name COLLATE "C") FROM %I.source s', hub) INTO priorities;
    RETURN pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(cdp._golden_sql(hub, '', NULL, false) || COALESCE(priorities, ''), 'UTF8')), 'hex');
END
$$;
COMMENT ON FUNCTION cdp._golden_version(name) IS 'Internal: changes when the rules of golden records do, so that all of them are computed again.';

CREATE FUNCTION cdp._find_touched(hub name, every boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table('cdp_touched', 'profile_id bigint');
    EXECUTE pg_catalog.format(CASE WHEN every
        THEN 'INSERT INTO pg_temp.cdp_touched SELECT DISTINCT i.profile_id FROM %1$I.identity i'
        ELSE 'INSERT INTO pg_temp.cdp_touched
              SELECT t.profile_id
              FROM (SELECT c.profile_id FROM pg_temp.cdp_changed c WHERE c.profile_id IS NOT NULL
                    UNION SELECT f.profile_id FROM pg_temp.cdp_left f
                    UNION SELECT m.new_id FROM pg_temp.cdp_moved m
                    UNION SELECT m.old_id FROM pg_temp.cdp_moved m WHERE m.old_id IS NOT NULL) t
              ORDER BY t.profile_id' END, hub);
    ANALYZE pg_temp.cdp_touched;
END
$$;
COMMENT ON FUNCTION cdp._find_touched(name, boolean) IS
    'Internal: fills cdp_touched with every profile, or those whose members changed, or the values of one.';

CREATE FUNCTION cdp._completeness(hub name, fresh text[] DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result text;
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT COALESCE(pg_catalog.format(''%%s::float8 / %%s'',
                    cdp._nonnulls_sql(pg_catalog.string_agg(pg_catalog.format(CASE WHEN $1 IS NULL OR a.name = ANY ($1) THEN ''g.%%I'' ELSE ''p.%%I'' END, a.name), '', '' ORDER BY a.position)),
                    pg_catalog.count(*)), ''0'')
         FROM %I.attribute a HAVING pg_catalog.count(*) > 0', hub) INTO result USING fresh;
    RETURN COALESCE(result, '0');
END
$$;
COMMENT ON FUNCTION cdp._completeness(name, text[]) IS
    'Internal: the SQL of the completeness of a golden record g; of the profile p where only the attributes fresh are in g.';

CREATE FUNCTION cdp._confidence_in_run() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'SELECT a.profile_id, pg_catalog.round(c.confidence::numeric, 4)::float8 AS confidence
        FROM pg_temp.cdp_cluster c JOIN pg_temp.cdp_assigned a ON a.cluster_id = c.cluster_id WHERE c.confidence IS NOT NULL';
COMMENT ON FUNCTION cdp._confidence_in_run() IS
    'Internal: the SQL of what _confidence_sql computes, of the profiles that a run over part of the records looked at, as the engine told it.';

CREATE FUNCTION cdp._confidence_sql(hub name, profiles text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    decided boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.decision d WHERE d.verdict = ''must_link'' AND d.ended_at IS NULL)', hub) INTO decided;
    -- why: to plan the joins of must-links takes longer than the rest of one profile; most hubs have none.
    RETURN pg_catalog.format(
        'SELECT q.profile_id, pg_catalog.round(pg_catalog.min(q.best)::numeric, 4)::float8 AS confidence
         FROM (SELECT e.profile_id, e.record_id, pg_catalog.max(e.probability) AS best
               FROM (SELECT m.profile_id, v.record_id, m.match_probability AS probability
                     FROM (SELECT a.profile_id, l.record_a, l.record_b, l.match_probability
                           FROM %1$I.identity a
                           JOIN %1$I.link l ON l.record_a = a.record_id
                           JOIN %1$I.identity b ON b.record_id = l.record_b AND b.profile_id = a.profile_id
                           WHERE a.profile_id IN (%2$s)) m
                     CROSS JOIN LATERAL (VALUES (m.record_a), (m.record_b)) v (record_id)%3$s) e
               GROUP BY e.profile_id, e.record_id) q
         GROUP BY q.profile_id', hub, profiles, CASE WHEN decided THEN pg_catalog.format('
                     UNION ALL
                     SELECT a.profile_id, a.record_id, 1
                     FROM %1$I.decision d
                     JOIN %1$I.decision_record m ON m.decision_id = d.decision_id
                     JOIN %1$I.decision_record n ON n.decision_id = d.decision_id AND (n.source, n.source_key) <> (m.source, m.source_key)
                     JOIN %1$I.record r ON r.source = m.source AND r.source_key = m.source_key
                     JOIN %1$I.record o ON o.source = n.source AND o.source_key = n.source_key
                     JOIN %1$I.identity a ON a.record_id = r.record_id
                     JOIN %1$I.identity b ON b.record_id = o.record_id AND b.profile_id = a.profile_id
                     WHERE d.verdict = ''must_link'' AND d.ended_at IS NULL AND a.profile_id IN (%2$s)', hub, profiles) END);
END
$$;
COMMENT ON FUNCTION cdp._confidence_sql(name, text) IS
    'Internal: the SQL of the confidence in profiles, those of a query, in which a record has a link or a must_link to another; in all others it is 1.';

CREATE FUNCTION cdp._profile_columns(hub name) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attributes text[];
BEGIN
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(pg_catalog.quote_ident(a.name) ORDER BY a.position), ''{}'') FROM %I.attribute a', hub) INTO attributes;
    RETURN '{record_count,source_count,first_seen,last_seen}'::text[] || attributes || '{completeness,confidence}'::text[];
END
$$;
COMMENT ON FUNCTION cdp._profile_columns(name) IS 'Internal: the columns of profile between profile_id and updated_at, quoted.';

CREATE FUNCTION cdp._profiles_sql(hub name, filter text, confidence text, members text DEFAULT NULL) RETURNS text
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- why: OFFSET keeps the planner from computing each golden value once more for the completeness.
    SELECT pg_catalog.format('SELECT g.*, %s AS completeness, COALESCE(c.confidence, 1) AS confidence FROM (%s OFFSET 0) g LEFT JOIN (%s) c ON c.profile_id = g.profile_id',
        cdp._completeness(hub), cdp._golden_sql(hub, filter, members => members), confidence)
$$;
COMMENT ON FUNCTION cdp._profiles_sql(name, text, text, text) IS
    'Internal: SQL that computes golden records, profile_id and _profile_columns: filter is a WHERE clause over identity i, or what _golden_sql takes as members, confidence a query that gives that of profiles where it is not 1.';

CREATE FUNCTION cdp._profile_statement(hub name, filter text, confidence text, at text) RETURNS text
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format(
        'INSERT INTO %I.profile AS p (profile_id, %s, updated_at) SELECT g.*, %s FROM (%s) g
         ON CONFLICT (profile_id) DO UPDATE SET %s, updated_at = EXCLUDED.updated_at WHERE (%s) IS DISTINCT FROM (%s)',
        hub, pg_catalog.string_agg(c.name, ', ' ORDER BY c.place), at, cdp._profiles_sql(hub, filter, confidence),
        pg_catalog.string_agg(pg_catalog.format('%1$s = EXCLUDED.%1$s', c.name), ', ' ORDER BY c.place),
        pg_catalog.string_agg('p.' || c.name, ', ' ORDER BY c.place), pg_catalog.string_agg('EXCLUDED.' || c.name, ', ' ORDER BY c.place))
    FROM pg_catalog.unnest(cdp._profile_columns(hub)) WITH ORDINALITY AS c (name, place)
$$;
COMMENT ON FUNCTION cdp._profile_statement(name, text, text, text) IS
    'Internal: SQL that computes and writes golden records: filter and confidence as _profiles_sql has them, at is SQL of the time.';

CREATE FUNCTION cdp._changed_profiles_statement(hub name, members text, confidence text, at text) RETURNS text
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- why: an INSERT that finds a row locks it first, and writes that to the log; here it is known which ones are there.
    SELECT pg_catalog.format(
        'WITH g AS MATERIALIZED (%4$s), changed AS (
             UPDATE %1$I.profile p SET %5$s, updated_at = %3$s FROM g WHERE p.profile_id = g.profile_id AND (%6$s) IS DISTINCT FROM (%7$s))
         INSERT INTO %1$I.profile (profile_id, %2$s, updated_at) SELECT g.profile_id, %7$s, %3$s FROM g
         WHERE g.profile_id IN (SELECT e.profile_id FROM pg_temp.cdp_event e WHERE e.event IN (''created'', ''split'', ''restored''))',
        hub, pg_catalog.string_agg(c.name, ', ' ORDER BY c.place), at, cdp._profiles_sql(hub, '', confidence, members),
        pg_catalog.string_agg(pg_catalog.format('%1$s = g.%1$s', c.name), ', ' ORDER BY c.place),
        pg_catalog.string_agg('p.' || c.name, ', ' ORDER BY c.place), pg_catalog.string_agg('g.' || c.name, ', ' ORDER BY c.place))
    FROM pg_catalog.unnest(cdp._profile_columns(hub)) WITH ORDINALITY AS c (name, place)
$$;
COMMENT ON FUNCTION cdp._changed_profiles_statement(name, text, text, text) IS
    'Internal: the same as _profile_statement, for profiles with members as _golden_sql takes them, of which cdp_event has the new ones.';

CREATE FUNCTION cdp._write_profiles(hub name, at timestamptz, every boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    touched constant text := 'SELECT t.profile_id FROM pg_temp.cdp_touched t';
    -- Every record of a profile in cdp_touched is in cdp_cluster: _open_scope and links of before reach it. In order, since records are
    -- then close together.
    members constant text := '(SELECT a.profile_id, c.record_id FROM pg_temp.cdp_cluster c JOIN pg_temp.cdp_assigned a ON a.cluster_id = c.cluster_id
        JOIN pg_temp.cdp_touched t ON t.profile_id = a.profile_id ORDER BY c.record_id)';
BEGIN
    EXECUTE pg_catalog.format('DELETE FROM %I.profile p USING pg_temp.cdp_event e WHERE e.event IN (''retired'', ''redirected'') AND p.profile_id = e.profile_id', hub);
    EXECUTE CASE WHEN every THEN cdp._profile_statement(hub, E'\nWHERE i.profile_id IN (' || touched || ')', cdp._confidence_sql(hub, touched), '$1')
                 ELSE cdp._changed_profiles_statement(hub, members, cdp._confidence_in_run(), '$1') END USING at;
END
$$;
COMMENT ON FUNCTION cdp._write_profiles(name, timestamptz, boolean) IS
    'Internal: computes the golden records of the profiles in cdp_touched, and deletes those that cdp_event ends. every: profiles are there which the run did not look at.';
