-- SPDX-License-Identifier: PostgreSQL
-- Lists, waterfalls, holdouts, previews, and the clock of a hub.

CREATE FUNCTION cdp._process_segments_due(hub name, at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    used boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %1$I.segment) OR EXISTS (SELECT FROM %1$I.trait)', hub) INTO used;
    RETURN CASE WHEN used THEN (SELECT COALESCE(pg_catalog.sum(r.entered + r.exited), 0) FROM cdp._refresh_report(hub, at, 3::smallint) r) ELSE 0 END;
END
$$;
COMMENT ON FUNCTION cdp._process_segments_due(name, timestamptz) IS 'Internal: moves the clock of traits and segments, and gives the number of profiles that entered or left one.';

CREATE FUNCTION cdp._list_id(hub name, segment text) RETURNS int
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    id int := cdp._segment_id(hub, segment);
    kind text;
BEGIN
    EXECUTE pg_catalog.format('SELECT s.kind FROM %I.segment s WHERE s.segment_id = $1', hub) INTO kind USING id;
    IF kind NOT IN ('static', 'snapshot') THEN
        RAISE EXCEPTION 'segment "%" is not a list', segment
            USING ERRCODE = 'wrong_object_type', HINT = 'Change its definition with cdp.alter_segment, or create a segment of kind static.';
    END IF;
    RETURN id;
END
$$;
COMMENT ON FUNCTION cdp._list_id(name, text) IS 'Internal: number of a static segment or snapshot; raises wrong_object_type for another.';

CREATE FUNCTION cdp.segment_add(hub name, segment text, profiles bigint[], at timestamptz DEFAULT pg_catalog.now()) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    id int;
    unknown bigint;
    added bigint;
BEGIN
    PERFORM cdp._hub_lock(hub);
    id := cdp._list_id(hub, segment);
    EXECUTE pg_catalog.format('SELECT GREATEST($1, pg_catalog.max(c.at)) FROM %1$I.segment_clock c JOIN %1$I.segment s ON cdp._segment_stage(s.mode) = c.stage WHERE s.segment_id = $2', hub) INTO at USING at, id;
    EXECUTE pg_catalog.format('SELECT q.id FROM pg_catalog.unnest($1) AS q (id) LEFT JOIN %1$I.redirect d ON d.profile_id = q.id
        WHERE NOT EXISTS (SELECT FROM %1$I.profile p WHERE p.profile_id IN (q.id, d.current_id)) ORDER BY 1 LIMIT 1', hub) INTO unknown USING profiles;
    IF unknown IS NOT NULL THEN
        RAISE EXCEPTION 'profile % of hub "%" does not exist', unknown, hub
            USING ERRCODE = 'no_data_found', HINT = pg_catalog.format('See view %I.unified_profile.', hub);
    END IF;
    EXECUTE pg_catalog.format(
        'WITH come AS (INSERT INTO %1$I.segment_member (segment_id, profile_id, since)
                       SELECT DISTINCT $1, p.profile_id, $3 FROM pg_catalog.unnest($2) AS q (id) LEFT JOIN %1$I.redirect d ON d.profile_id = q.id
                       JOIN %1$I.profile p ON p.profile_id = q.id OR p.profile_id = d.current_id
                       ON CONFLICT DO NOTHING RETURNING profile_id),
              told AS (INSERT INTO %1$I.segment_event (segment_id, profile_id, event, cause, net, version, at)
                       SELECT $1, c.profile_id, ''enter'', ''manual'', true, s.version, $3 FROM come c JOIN %1$I.segment s ON s.segment_id = $1 ORDER BY c.profile_id),
              noted AS (INSERT INTO %1$I.touched_profile (profile_id, changed) SELECT c.profile_id, ARRAY[''@'' || $1] FROM come c)
         SELECT pg_catalog.count(*) FROM come', hub) INTO added USING id, profiles, at;
    RETURN added;
END
$$;
COMMENT ON FUNCTION cdp.segment_add(name, text, bigint[], timestamptz) IS
    'Puts profiles on a list, a segment of kind static or snapshot, and gives the number of those that were not on it. Ids that were merged away stand for the profile that took them in. Segments that refer to the list follow at the next refresh. at is when it is told to have happened, not before the clock of the list. Errors: 02000 for an unknown profile, 42809 for a segment that is no list.';

CREATE FUNCTION cdp.segment_remove(hub name, segment text, profiles bigint[], at timestamptz DEFAULT pg_catalog.now()) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    id int;
    removed bigint;
BEGIN
    PERFORM cdp._hub_lock(hub);
    id := cdp._list_id(hub, segment);
    EXECUTE pg_catalog.format('SELECT GREATEST($1, pg_catalog.max(c.at)) FROM %1$I.segment_clock c JOIN %1$I.segment s ON cdp._segment_stage(s.mode) = c.stage WHERE s.segment_id = $2', hub) INTO at USING at, id;
    EXECUTE pg_catalog.format(
        'WITH gone AS (DELETE FROM %1$I.segment_member m WHERE m.segment_id = $1
                         AND m.profile_id IN (SELECT COALESCE(d.current_id, q.id) FROM pg_catalog.unnest($2) AS q (id) LEFT JOIN %1$I.redirect d ON d.profile_id = q.id AND NOT EXISTS (SELECT FROM %1$I.profile p WHERE p.profile_id = q.id))
                       RETURNING m.profile_id),
              told AS (INSERT INTO %1$I.segment_event (segment_id, profile_id, event, cause, net, version, at)
                       SELECT $1, g.profile_id, ''exit'', ''manual'', true, s.version, $3 FROM gone g JOIN %1$I.segment s ON s.segment_id = $1 ORDER BY g.profile_id),
              noted AS (INSERT INTO %1$I.touched_profile (profile_id, changed) SELECT g.profile_id, ARRAY[''@'' || $1] FROM gone g)
         SELECT pg_catalog.count(*) FROM gone', hub) INTO removed USING id, profiles, at;
    RETURN removed;
END
$$;
COMMENT ON FUNCTION cdp.segment_remove(name, text, bigint[], timestamptz) IS
    'Takes profiles off a list, a segment of kind static or snapshot, and gives the number of those that were on it. Errors: 42809 for a segment that is no list.';

CREATE FUNCTION cdp.create_waterfall(hub name, name text, segments text[], mode text DEFAULT 'queued', at timestamptz DEFAULT NULL)
RETURNS TABLE (segment text, members bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._hub_lock(hub);
    IF pg_catalog.cardinality(segments) > 0 IS NOT TRUE OR (SELECT pg_catalog.count(DISTINCT s.name) < pg_catalog.cardinality(segments) FROM pg_catalog.unnest(segments) AS s (name)) THEN
        RAISE EXCEPTION 'waterfall "%" needs different segments', name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Name them in their order of priority: ARRAY[''vip'', ''loyal'', ''new''].';
    END IF;
    FOR step IN 1 .. pg_catalog.cardinality(segments) LOOP
        segment := name || '_' || segments[step];
        members := cdp.create_segment(hub, segment, (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(s.name), ' - ' ORDER BY s.place DESC)
            FROM pg_catalog.unnest(segments[:step]) WITH ORDINALITY AS s (name, place)), 'composite', mode, pg_catalog.format('Step %s of waterfall %s', step, name), at);
        EXECUTE pg_catalog.format('UPDATE %I.segment s SET waterfall = $2 WHERE s.name = $1', hub) USING segment, name;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp.create_waterfall(name, text, text[], text, timestamptz) IS
    'Makes exclusive segments of overlapping ones: for each of segments, in their order of priority, a composite segment NAME_SEGMENT of those of its members that are in none before it. One row for each with its members. Errors: those of cdp.create_segment.';

CREATE FUNCTION cdp.drop_waterfall(hub name, name text) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item text;
    dropped bigint := 0;
BEGIN
    PERFORM cdp._hub_lock(hub);
    FOR item IN EXECUTE pg_catalog.format('SELECT s.name FROM %I.segment s WHERE s.waterfall = $1 AND s.archived_at IS NULL ORDER BY s.segment_id DESC', hub) USING name LOOP
        PERFORM cdp.drop_segment(hub, item);
        dropped := dropped + 1;
    END LOOP;
    IF dropped = 0 THEN
        RAISE EXCEPTION 'waterfall "%" of hub "%" does not exist', name, hub
            USING ERRCODE = 'undefined_object', HINT = pg_catalog.format('See column waterfall of table %I.segment.', hub);
    END IF;
    RETURN dropped;
END
$$;
COMMENT ON FUNCTION cdp.drop_waterfall(name, text) IS
    'Drops all steps of a waterfall, as cdp.drop_segment does, and gives their number; the segments that it divided stay. Errors: 42704 for an unknown waterfall, 2BP01 while other segments refer to a step.';

CREATE FUNCTION cdp.create_holdout(hub name, segment text, share float8, salt text DEFAULT NULL, mode text DEFAULT 'queued', at timestamptz DEFAULT NULL,
    OUT holdout bigint, OUT treated bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    test text := pg_catalog.format('sample(%L, %L)', share, COALESCE(salt, segment));
BEGIN
    PERFORM cdp._hub_lock(hub);
    holdout := cdp.create_segment(hub, segment || '_holdout', pg_catalog.format('in_segment(%L) AND %s', segment, test), 'dynamic', mode, pg_catalog.format('Holdout of segment %s', segment), at);
    treated := cdp.create_segment(hub, segment || '_treated', pg_catalog.format('in_segment(%L) AND NOT %s', segment, test), 'dynamic', mode, pg_catalog.format('Segment %s without its holdout', segment), at);
END
$$;
COMMENT ON FUNCTION cdp.create_holdout(name, text, float8, text, text, timestamptz) IS
    'Divides a segment for a campaign: SEGMENT_holdout with a random share of its members, 0 to 1, and SEGMENT_treated with the others; gives the number of both. Who is held out depends on the profile id and the salt (the name of the segment, if left out) only, so it stays whatever comes and goes. cdp.uplift compares the two. Errors: those of cdp.create_segment.';

CREATE FUNCTION cdp.preview_segment(hub name, definition text, kind text DEFAULT 'dynamic', sample_size int DEFAULT 5, at timestamptz DEFAULT NULL,
    OUT members bigint, OUT share float8, OUT sample bigint[], OUT reach jsonb, OUT overlap jsonb)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, cdp, pg_temp
SET TimeZone = 'UTC'
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'postgres'
SET client_min_messages = warning
AS $$
DECLARE
    compiled record;
    base bigint;
    counts text;
BEGIN
    PERFORM cdp._hub_check(hub);
    PERFORM pg_catalog.set_config('TimeZone', cdp._hub_time_zone(hub), true);
    EXECUTE pg_catalog.format('SELECT COALESCE($1, pg_catalog.max(c.at), pg_catalog.now()) FROM %I.segment_clock c', hub) INTO at USING at;
    SELECT c.* INTO compiled FROM cdp._compile_segment(hub, kind, definition) c;
    BEGIN
        EXECUTE pg_catalog.format('CREATE TEMP TABLE cdp_preview AS SELECT v.profile_id FROM (SELECT COALESCE(pg_catalog.array_agg(p.profile_id), ''{}'') AS profiles, COALESCE(pg_catalog.array_agg(%L::timestamptz), ''{}'') AS times FROM %I.profile p) a
            CROSS JOIN LATERAL cdp._run_as(CURRENT_USER::name, %L, a.profiles, a.times) AS v (profile_id bigint, at timestamptz, members int[], dues timestamptz[]) WHERE v.members <> ''{}''', at, hub,
            cdp._segment_sql(hub, pg_catalog.format('SELECT 0 AS segment_id, %L::text AS expression, %L::text[] AS helpers, %L::text[] AS arguments, %L::int[] AS segments', compiled.expression, compiled.helpers, compiled.arguments, compiled.segments)));
    EXCEPTION WHEN OTHERS THEN
        PERFORM cdp._raise_blamed(hub, cdp._did_events(compiled.helpers, compiled.arguments), SQLSTATE, SQLERRM);
        RAISE;
    END;
    SELECT pg_catalog.count(*) INTO members FROM pg_temp.cdp_preview;
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM %I.profile', hub) INTO base;
    share := members / NULLIF(base, 0)::float8;
    SELECT COALESCE(pg_catalog.array_agg(s.profile_id ORDER BY s.profile_id), '{}') INTO sample
    FROM (SELECT v.profile_id FROM pg_temp.cdp_preview v ORDER BY pg_catalog.md5(v.profile_id::text), v.profile_id LIMIT GREATEST(sample_size, 0)) s;
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(pg_catalog.format(''%%L, pg_catalog.count(*) FILTER (WHERE %%s > 0)'', k.kind, cdp._nonnulls_sql(k.columns)), '', '' ORDER BY k.kind)
        FROM (SELECT a.kind, pg_catalog.string_agg(pg_catalog.format(''p.%%I'', a.name), '', '') AS columns FROM %I.attribute a WHERE a.kind IN (''email'', ''phone'', ''street'') GROUP BY a.kind) k', hub) INTO counts;
    EXECUTE pg_catalog.format('SELECT pg_catalog.jsonb_build_object(%s) FROM pg_temp.cdp_preview v JOIN %I.profile p USING (profile_id)', counts, hub) INTO reach;
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.jsonb_object_agg(o.name, o.common), ''{}'') FROM (SELECT s.name, pg_catalog.count(v.profile_id) AS common
        FROM %1$I.segment s LEFT JOIN %1$I.segment_member m USING (segment_id) LEFT JOIN pg_temp.cdp_preview v ON v.profile_id = m.profile_id WHERE s.archived_at IS NULL GROUP BY s.name) o', hub) INTO overlap;
    DROP TABLE pg_temp.cdp_preview;
END
$$;
COMMENT ON FUNCTION cdp.preview_segment(name, text, text, int, timestamptz) IS
    'What a segment would be, without keeping anything: its members at the clock of the hub, or at the time at, their share of all profiles, the ids of some (always the same ones), how many can be reached by each kind of contact (email, phone, street), and how many are in each other segment. kind is dynamic or composite. Errors: those of cdp.create_segment.';
