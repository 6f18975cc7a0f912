-- SPDX-License-Identifier: PostgreSQL
-- Living membership: which profiles changed or are due, which segments that concerns, and the calls that bring both to a
-- clock.

CREATE FUNCTION cdp._dependent_segments(hub name, ids int[]) RETURNS int[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result int[];
BEGIN
    EXECUTE pg_catalog.format(
        'WITH RECURSIVE used (id) AS (SELECT pg_catalog.unnest($1) UNION SELECT s.segment_id FROM used u JOIN %I.segment s ON u.id = ANY (s.segments)
             WHERE s.archived_at IS NULL AND s.kind IN (''dynamic'', ''composite''))
         SELECT pg_catalog.array_agg(u.id ORDER BY u.id) FROM used u', hub) INTO result USING ids;
    RETURN COALESCE(result, '{}');
END
$$;
COMMENT ON FUNCTION cdp._dependent_segments(name, int[]) IS 'Internal: these segments and all that refer to them.';

-- why: most writes that wake segments of mode immediate would compute traits that these do not look at.
CREATE FUNCTION cdp._trait_stage(hub name) RETURNS smallint
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    read boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %1$I.segment s JOIN %1$I.trait t ON t.name = ANY (s.columns) WHERE s.mode = ''immediate'' AND s.kind = ''dynamic'' AND s.archived_at IS NULL)', hub) INTO read;
    RETURN CASE WHEN read THEN 1 ELSE 2 END;
END
$$;
COMMENT ON FUNCTION cdp._trait_stage(name) IS 'Internal: with the segments of which stage traits are computed: 1 while a segment of mode immediate reads one, else 2.';

CREATE FUNCTION cdp._hand_on(hub name, mode text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('UPDATE %I.touched_profile t SET stage = $1 WHERE t.stage > $1', hub) USING cdp._segment_stage(mode);
END
$$;
COMMENT ON FUNCTION cdp._hand_on(name, text) IS 'Internal: has what waits for segments of later modes looked at by those of a mode, since one more is of it, or reads traits.';

CREATE FUNCTION cdp._drain_touched(hub name, at timestamptz, stage smallint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('WITH t AS (DELETE FROM %I.touched_profile t WHERE t.stage <= %L RETURNING t.*) INSERT INTO pg_temp.cdp_drained SELECT * FROM t', hub, stage);
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_news
         SELECT t.profile_id, pg_catalog.min(t.stage) AS stage, pg_catalog.bool_or(t.changed IS NULL) AS everything,
                COALESCE(pg_catalog.array_agg(DISTINCT c.name) FILTER (WHERE c.name IS NOT NULL), ''{}'') AS changed, ''data''::text AS cause,
                EXISTS (SELECT FROM %I.profile p WHERE p.profile_id = t.profile_id) AS alive
         FROM pg_temp.cdp_drained t LEFT JOIN LATERAL pg_catalog.unnest(t.changed) AS c (name) ON true GROUP BY t.profile_id', hub);
    INSERT INTO pg_temp.cdp_origin SELECT DISTINCT d.profile_id, d.from_id AS origin_id FROM pg_temp.cdp_drained d WHERE d.from_id IS NOT NULL;
    -- A profile that took in what is left of another is a merge; one that came out of another, or lost records, a split.
    UPDATE pg_temp.cdp_news t SET cause = CASE WHEN o.gone THEN 'merge' ELSE 'split' END
    FROM (SELECT f.profile_id, pg_catalog.bool_and(NOT g.alive) AS gone FROM pg_temp.cdp_origin f JOIN pg_temp.cdp_news g ON g.profile_id = f.origin_id GROUP BY f.profile_id) o
    WHERE o.profile_id = t.profile_id;
    UPDATE pg_temp.cdp_news t SET cause = 'split' WHERE t.alive AND t.cause = 'data' AND EXISTS (SELECT FROM pg_temp.cdp_origin f WHERE f.origin_id = t.profile_id);
    -- One whose events changed and that is due besides is looked at whole.
    EXECUTE pg_catalog.format('UPDATE pg_temp.cdp_news t SET everything = true WHERE t.stage = 1 AND ''*'' = ANY (t.changed) AND EXISTS (SELECT FROM %I.segment_due d WHERE d.profile_id = t.profile_id AND d.at <= $1)', hub) USING at;
    TRUNCATE pg_temp.cdp_drained;
    ANALYZE pg_temp.cdp_news;
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_before SELECT m.segment_id, m.profile_id FROM %I.segment_member m
        WHERE m.profile_id IN (SELECT f.origin_id FROM pg_temp.cdp_origin f UNION SELECT t.profile_id FROM pg_temp.cdp_news t WHERE NOT t.alive)', hub);
END
$$;
COMMENT ON FUNCTION cdp._drain_touched(name, timestamptz, smallint) IS
    'Internal: empties touched_profile into cdp_news, one row a profile with the cause; fills cdp_origin (from which profiles records came) and cdp_before (their memberships).';

CREATE FUNCTION cdp._move_lists(hub name, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- A list follows its members into the profiles that took them in ...
    EXECUTE pg_catalog.format(
        'WITH gone AS (DELETE FROM %1$I.segment_member m USING pg_temp.cdp_news t, %1$I.segment s
                       WHERE m.profile_id = t.profile_id AND NOT t.alive AND t.stage = 1 AND s.segment_id = m.segment_id AND s.kind IN (''static'', ''snapshot'')
                       RETURNING m.segment_id, m.profile_id),
              went AS (SELECT g.*, d.current_id FROM gone g LEFT JOIN %1$I.redirect d ON d.profile_id = g.profile_id),
              come AS (INSERT INTO %1$I.segment_member (segment_id, profile_id, since)
                       SELECT DISTINCT w.segment_id, w.current_id, $1 FROM went w JOIN %1$I.profile p ON p.profile_id = w.current_id ON CONFLICT DO NOTHING RETURNING segment_id, profile_id)
         INSERT INTO pg_temp.cdp_moved_member
         SELECT w.segment_id, w.profile_id, ''exit'', CASE WHEN w.current_id IS NULL THEN ''data'' ELSE ''merge'' END, w.current_id, w.current_id IS NULL FROM went w
         UNION ALL SELECT c.segment_id, c.profile_id, ''enter'', ''merge'', (SELECT pg_catalog.min(w.profile_id) FROM went w WHERE w.segment_id = c.segment_id AND w.current_id = c.profile_id), false FROM come c', hub) USING at;
    -- ... and back out of them when they are divided again.
    EXECUTE pg_catalog.format(
        'WITH back AS (SELECT l.segment_id, l.profile_id, l.other_id
                       FROM pg_temp.cdp_news t CROSS JOIN LATERAL (SELECT DISTINCT ON (e.segment_id) e.* FROM %1$I.segment_event e JOIN %1$I.segment s USING (segment_id)
                            WHERE e.profile_id = t.profile_id AND s.kind IN (''static'', ''snapshot'') AND s.archived_at IS NULL ORDER BY e.segment_id, e.event_id DESC) l
                       WHERE t.alive AND t.stage = 1 AND t.everything AND l.event = ''exit'' AND l.cause = ''merge''),
              come AS (INSERT INTO %1$I.segment_member (segment_id, profile_id, since) SELECT b.segment_id, b.profile_id, $1 FROM back b ON CONFLICT DO NOTHING RETURNING segment_id, profile_id),
              host AS (SELECT b.segment_id, b.other_id AS profile_id, b.profile_id AS other_id FROM back b
                       WHERE EXISTS (SELECT FROM (SELECT e.* FROM %1$I.segment_event e WHERE e.segment_id = b.segment_id AND e.profile_id = b.other_id ORDER BY e.event_id DESC LIMIT 1) e
                                     WHERE e.event = ''enter'' AND e.cause = ''merge'' AND e.other_id = b.profile_id)),
              gone AS (DELETE FROM %1$I.segment_member m USING host h WHERE m.segment_id = h.segment_id AND m.profile_id = h.profile_id RETURNING m.segment_id, m.profile_id, h.other_id)
         INSERT INTO pg_temp.cdp_moved_member
         SELECT c.segment_id, c.profile_id, ''enter'', ''split'', b.other_id, false FROM come c JOIN back b ON b.segment_id = c.segment_id AND b.profile_id = c.profile_id
         UNION ALL SELECT g.segment_id, g.profile_id, ''exit'', ''split'', g.other_id, false FROM gone g', hub) USING at;
    EXECUTE pg_catalog.format('INSERT INTO %1$I.segment_event (segment_id, profile_id, event, cause, other_id, net, version, at)
        SELECT m.segment_id, m.profile_id, m.event, m.cause, m.other_id, m.net, s.version, $1 FROM pg_temp.cdp_moved_member m JOIN %1$I.segment s USING (segment_id) ORDER BY m.segment_id, m.profile_id', hub) USING at;
    TRUNCATE pg_temp.cdp_moved_member;
END
$$;
COMMENT ON FUNCTION cdp._move_lists(name, timestamptz) IS 'Internal: members of static segments and snapshots go along with merges, and come back when a merge is undone.';

CREATE FUNCTION cdp._affected_segments(hub name, changed text[], everything boolean, first smallint, last smallint) RETURNS int[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ids int[];
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT COALESCE(pg_catalog.array_agg(s.segment_id), ''{}'') FROM %1$I.segment s WHERE s.archived_at IS NULL AND ((s.kind IN (''dynamic'', ''composite'')
            AND ($2 OR s.columns && $1 OR (s.reads_events AND ''*'' = ANY ($1)) OR EXISTS (SELECT FROM pg_catalog.unnest(s.segments) u WHERE ''@'' || u = ANY ($1)))))', hub)
        INTO ids USING changed, everything;
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.segment_id ORDER BY s.segment_id), ''{}'') FROM %1$I.segment s
        WHERE s.segment_id = ANY ($1) AND s.kind IN (''dynamic'', ''composite'') AND cdp._segment_stage(s.mode) BETWEEN $2 AND $3', hub)
        INTO ids USING cdp._dependent_segments(hub, ids), first, last;
    RETURN ids;
END
$$;
COMMENT ON FUNCTION cdp._affected_segments(name, text[], boolean, smallint, smallint) IS
    'Internal: segments of the modes first to last that changes of these columns, events and segments can affect, directly or through other segments.';

CREATE FUNCTION cdp._refresh_due(hub name, at timestamptz, first smallint, stage smallint, within_write boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    timed int[];
    traits text[];
    ids int[];
BEGIN
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.segment_id), ''{}'') FROM %I.segment s WHERE s.timed AND s.kind = ''dynamic'' AND s.archived_at IS NULL AND cdp._segment_stage(s.mode) BETWEEN $1 AND $2', hub)
        INTO timed USING first, stage;
    -- Each profile at its own next time, until none is due: so whoever comes and goes in between is told, at the right time.
    LOOP
        EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_batch SELECT d.profile_id, pg_catalog.min(d.at), ''time'', pg_catalog.bool_or(d.segment_id = 0) FROM %I.segment_due d
            WHERE d.at <= $1 AND d.segment_id = ANY ($2) AND NOT EXISTS (SELECT FROM pg_temp.cdp_news t WHERE t.profile_id = d.profile_id AND (t.stage = 1 AND t.everything OR NOT t.alive)) GROUP BY d.profile_id', hub)
            USING at, CASE WHEN cdp._trait_stage(hub) BETWEEN first AND stage THEN timed || 0 ELSE timed END;
        IF NOT EXISTS (SELECT FROM pg_temp.cdp_batch) THEN
            TRUNCATE pg_temp.cdp_batch;
            EXIT;
        END IF;
        ANALYZE pg_temp.cdp_batch;
        ids := timed;
        IF EXISTS (SELECT FROM pg_temp.cdp_batch b WHERE b.traits) THEN
            PERFORM cdp._refresh_traits(hub, within_write => within_write);
            SELECT COALESCE(pg_catalog.array_agg(DISTINCT c.name), '{}') INTO traits FROM pg_temp.cdp_trait_change t CROSS JOIN LATERAL pg_catalog.unnest(t.changed) AS c (name);
            EXECUTE pg_catalog.format('INSERT INTO %I.touched_profile (profile_id, changed, stage) SELECT c.profile_id, c.changed, $1 + 1 FROM pg_temp.cdp_trait_change c WHERE $1 < 3', hub) USING stage;
            TRUNCATE pg_temp.cdp_trait_change;
            ids := ids || cdp._affected_segments(hub, traits, false, first, stage);
        END IF;
        EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.segment_id), ''{}'') FROM %I.segment s WHERE s.segment_id = ANY ($1) AND cdp._segment_stage(s.mode) BETWEEN $2 AND $3', hub)
            INTO ids USING cdp._dependent_segments(hub, ids), first, stage;
        PERFORM cdp._evaluate_segments(hub, ids, stage, true, within_write);
        TRUNCATE pg_temp.cdp_batch;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._refresh_due(name, timestamptz, smallint, smallint, boolean) IS 'Internal: traits and segments of profiles for which a window begins or ends, at the time when it does.';

CREATE FUNCTION cdp._refresh_touched(hub name, at timestamptz, stage smallint, within_write boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    ids int[];
BEGIN
    EXECUTE 'INSERT INTO pg_temp.cdp_batch (profile_id, at, cause) SELECT t.profile_id, $1, t.cause FROM pg_temp.cdp_news t WHERE t.alive AND t.stage <= $2 AND $2 <= $3 AND (t.everything OR ''*'' = ANY (t.changed))'
        USING at, cdp._trait_stage(hub), stage;
    IF EXISTS (SELECT FROM pg_temp.cdp_batch) THEN
        ANALYZE pg_temp.cdp_batch;
        PERFORM cdp._refresh_traits(hub, within_write => within_write);
        UPDATE pg_temp.cdp_news t SET changed = t.changed || c.changed FROM pg_temp.cdp_trait_change c WHERE c.profile_id = t.profile_id;
        TRUNCATE pg_temp.cdp_trait_change;
    END IF;
    TRUNCATE pg_temp.cdp_batch;
    FOR item IN SELECT t.stage, t.everything, (SELECT COALESCE(pg_catalog.array_agg(DISTINCT c.name), '{}') FROM pg_temp.cdp_news u CROSS JOIN LATERAL pg_catalog.unnest(u.changed) AS c (name)
                    WHERE u.stage = t.stage AND u.everything = t.everything) AS changed
                FROM pg_temp.cdp_news t WHERE t.alive GROUP BY t.stage, t.everything ORDER BY t.stage, t.everything LOOP
        ids := cdp._affected_segments(hub, item.changed, item.everything, item.stage, stage);
        CONTINUE WHEN ids = '{}';
        EXECUTE 'INSERT INTO pg_temp.cdp_batch (profile_id, at, cause) SELECT t.profile_id, $1, t.cause FROM pg_temp.cdp_news t WHERE t.alive AND t.stage = $2 AND t.everything = $3' USING at, item.stage, item.everything;
        ANALYZE pg_temp.cdp_batch;
        PERFORM cdp._evaluate_segments(hub, ids, stage, true, within_write);
        TRUNCATE pg_temp.cdp_batch;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._refresh_touched(name, timestamptz, smallint, boolean) IS 'Internal: traits and segments of profiles that changed.';

CREATE FUNCTION cdp._retry_traits(hub name, at timestamptz, first smallint, stage smallint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    healed boolean := false;
    traits text[];
    ids int[];
BEGIN
    IF cdp._trait_stage(hub) NOT BETWEEN first AND stage THEN
        RETURN;
    END IF;
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_batch (profile_id, at, cause) SELECT p.profile_id, $1, ''data'' FROM %1$I.profile p WHERE EXISTS (SELECT FROM %1$I.trait t WHERE t.error IS NOT NULL)', hub) USING at;
    IF NOT EXISTS (SELECT FROM pg_temp.cdp_batch) THEN
        RETURN;
    END IF;
    ANALYZE pg_temp.cdp_batch;
    FOR item IN EXECUTE pg_catalog.format('SELECT t.name, cdp._trait_error($1, t.name) AS error FROM %I.trait t WHERE t.error IS NOT NULL', hub) USING hub LOOP
        EXECUTE pg_catalog.format('UPDATE %I.trait t SET error = $2, failed_at = CASE WHEN $2 IS NOT NULL THEN pg_catalog.clock_timestamp() END WHERE t.name = $1', hub) USING item.name, item.error;
        healed := healed OR item.error IS NULL;
    END LOOP;
    IF healed THEN
        PERFORM cdp._refresh_traits(hub);
        SELECT COALESCE(pg_catalog.array_agg(DISTINCT c.name), '{}') INTO traits FROM pg_temp.cdp_trait_change t CROSS JOIN LATERAL pg_catalog.unnest(t.changed) AS c (name);
        EXECUTE pg_catalog.format('INSERT INTO %I.touched_profile (profile_id, changed, stage) SELECT c.profile_id, c.changed, $1 + 1 FROM pg_temp.cdp_trait_change c WHERE $1 < 3', hub) USING stage;
        TRUNCATE pg_temp.cdp_trait_change;
        ids := cdp._affected_segments(hub, traits, false, first, stage);
        PERFORM cdp._evaluate_segments(hub, ids, stage, true);
    END IF;
    TRUNCATE pg_temp.cdp_batch;
END
$$;
COMMENT ON FUNCTION cdp._retry_traits(name, timestamptz, smallint, smallint) IS 'Internal: tries traits that failed before, for all profiles; with one that can be computed again all traits are, and the segments that this changes.';

CREATE FUNCTION cdp._remove_gone(hub name, at timestamptz, stage smallint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('DELETE FROM %1$I.profile_trait v USING pg_temp.cdp_news t WHERE v.profile_id = t.profile_id AND NOT t.alive;
        DELETE FROM %1$I.segment_due d USING pg_temp.cdp_news t WHERE d.profile_id = t.profile_id AND NOT t.alive', hub);
    -- Who lives on in a profile that is a member did not leave.
    EXECUTE pg_catalog.format(
        'WITH gone AS (DELETE FROM %1$I.segment_member m USING pg_temp.cdp_news t, %1$I.segment s
                       WHERE m.profile_id = t.profile_id AND NOT t.alive AND s.segment_id = m.segment_id AND cdp._segment_stage(s.mode) <= $2
                       RETURNING m.segment_id, m.profile_id, s.version)
         INSERT INTO %1$I.segment_event (segment_id, profile_id, event, cause, other_id, net, version, at)
         SELECT g.segment_id, g.profile_id, ''exit'', CASE WHEN d.current_id IS NULL THEN ''data'' ELSE ''merge'' END, d.current_id,
                NOT EXISTS (SELECT FROM %1$I.segment_member m WHERE m.segment_id = g.segment_id AND m.profile_id = d.current_id), g.version, $1
         FROM gone g LEFT JOIN %1$I.redirect d ON d.profile_id = g.profile_id ORDER BY g.segment_id, g.profile_id', hub) USING at, stage;
    EXECUTE pg_catalog.format('INSERT INTO %1$I.touched_profile (profile_id, changed, from_id, stage)
        SELECT t.profile_id, CASE WHEN NOT t.everything THEN t.changed END, o.origin_id, $1 + 1 FROM pg_temp.cdp_news t LEFT JOIN pg_temp.cdp_origin o ON o.profile_id = t.profile_id
        WHERE EXISTS (SELECT FROM %1$I.segment s WHERE s.archived_at IS NULL AND s.kind IN (''dynamic'', ''composite'') AND cdp._segment_stage(s.mode) > $1)
            OR ($2 > $1 AND EXISTS (SELECT FROM %1$I.trait))', hub) USING stage, cdp._trait_stage(hub);
END
$$;
COMMENT ON FUNCTION cdp._remove_gone(name, timestamptz, smallint) IS 'Internal: takes profiles that are gone out of segments, and leaves what changed to the segments of later modes.';

CREATE FUNCTION cdp._rewind(hub name, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('UPDATE %1$I.segment_event e SET at = $1 FROM %1$I.segment s WHERE e.at > $1 AND s.segment_id = e.segment_id AND s.kind IN (''static'', ''snapshot'')', hub) USING at;
    EXECUTE pg_catalog.format('WITH u AS (DELETE FROM %1$I.segment_event e WHERE e.at > %2$L RETURNING e.segment_id, e.profile_id) INSERT INTO pg_temp.cdp_undone SELECT DISTINCT u.* FROM u', hub, at);
    EXECUTE pg_catalog.format('DELETE FROM %1$I.segment_member m USING pg_temp.cdp_undone u WHERE m.segment_id = u.segment_id AND m.profile_id = u.profile_id', hub);
    EXECUTE pg_catalog.format('INSERT INTO %1$I.segment_member (segment_id, profile_id, since) SELECT u.segment_id, u.profile_id, l.at
        FROM pg_temp.cdp_undone u CROSS JOIN LATERAL (SELECT e.event, e.at FROM %1$I.segment_event e WHERE e.segment_id = u.segment_id AND e.profile_id = u.profile_id ORDER BY e.at DESC, e.event_id DESC LIMIT 1) l
        JOIN %1$I.segment s ON s.segment_id = u.segment_id WHERE l.event = ''enter'' AND s.archived_at IS NULL', hub);
    EXECUTE pg_catalog.format('INSERT INTO %1$I.touched_profile (profile_id) SELECT DISTINCT u.profile_id FROM pg_temp.cdp_undone u', hub);
    TRUNCATE pg_temp.cdp_undone;
END
$$;
COMMENT ON FUNCTION cdp._rewind(name, timestamptz) IS 'Internal: forgets who came and went after a time, but for lists, whose changes count as made at that time.';

CREATE FUNCTION cdp._mark_unseen(hub name, at timestamptz, stage smallint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- No source has this many events of a key, so the next scan finds them changed, also where they are again what they were.
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.event_state AS o (event_source, source_key, events, digest)
         SELECT e.name, r.source_key, -1, 0
         FROM (SELECT n.profile_id FROM pg_temp.cdp_news n UNION SELECT d.profile_id FROM %1$I.segment_due d WHERE d.at <= $1) n
             JOIN %1$I.identity i USING (profile_id) JOIN %1$I.record r USING (record_id)
             JOIN %1$I.event_source e ON e.source = r.source AND e.mode = ''scan'' AND cdp._may_have_event(e.type, $2)
         ON CONFLICT (event_source, source_key) DO UPDATE SET events = EXCLUDED.events WHERE o.events <> EXCLUDED.events', hub) USING at, cdp._events_read(hub, stage);
END
$$;
COMMENT ON FUNCTION cdp._mark_unseen(name, timestamptz, smallint) IS
    'Internal: has the next scan look again at profiles of cdp_news, and at those that are due, which a write evaluates on events that no scan has seen.';

CREATE FUNCTION cdp._refresh_stages(hub name, at timestamptz, first smallint, stage smallint, within_write boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    failed int[];
BEGIN
    PERFORM cdp._open_scratch();
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.segment_id), ''{}'') FROM %I.segment s WHERE s.error IS NOT NULL AND s.archived_at IS NULL AND cdp._segment_stage(s.mode) BETWEEN $1 AND $2', hub)
        INTO failed USING first, stage;
    PERFORM cdp._drain_touched(hub, at, stage);
    IF within_write THEN
        PERFORM cdp._mark_unseen(hub, at, stage);
    END IF;
    PERFORM cdp._move_lists(hub, at);
    PERFORM cdp._refresh_due(hub, at, first, stage, within_write);
    PERFORM cdp._refresh_touched(hub, at, stage, within_write);
    PERFORM cdp._remove_gone(hub, at, stage);
    TRUNCATE pg_temp.cdp_news, pg_temp.cdp_origin, pg_temp.cdp_before;
    -- A write evaluates only what it touched.
    IF NOT within_write THEN
        PERFORM cdp._retry_traits(hub, at, first, stage);
        PERFORM cdp._retry_segments(hub, failed, at, first, stage);
    END IF;
    EXECUTE pg_catalog.format('INSERT INTO %I.segment_clock (stage, at, refreshed_at) SELECT s.stage, $1, pg_catalog.clock_timestamp() FROM pg_catalog.generate_series($2::int, $3::int) AS s (stage)
        ON CONFLICT (stage) DO UPDATE SET at = EXCLUDED.at, refreshed_at = EXCLUDED.refreshed_at', hub) USING at, first, stage;
END
$$;
COMMENT ON FUNCTION cdp._refresh_stages(name, timestamptz, smallint, smallint, boolean) IS 'Internal: brings the segments of the modes first to stage, and traits if they are of one of these, to the data of now and to a clock.';

CREATE FUNCTION cdp._check_clock(hub name, at timestamptz, first smallint, stage smallint) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    late record;
BEGIN
    EXECUTE pg_catalog.format('SELECT * FROM (SELECT c.at, m.mode, (SELECT pg_catalog.string_agg(s.name, '', '' ORDER BY s.segment_id) FROM %1$I.segment s WHERE s.mode = m.mode AND s.archived_at IS NULL) AS segments
        FROM %1$I.segment_clock c JOIN (VALUES (1, ''immediate''), (2, ''queued''), (3, ''scheduled'')) AS m (stage, mode) ON m.stage = c.stage
        WHERE c.stage BETWEEN $1 AND $2 AND c.at > $3) l ORDER BY l.at DESC, l.segments IS NULL, l.mode LIMIT 1', hub) INTO late USING first, stage, at;
    IF late.at IS NOT NULL THEN
        RAISE EXCEPTION 'the clock of hub "%" cannot go back from % to %', hub, late.at, at
            USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = pg_catalog.format('It is that of mode %s%s.', late.mode, COALESCE(pg_catalog.format(', segments %s', NULLIF(late.segments, '')), '')),
                  HINT = 'Give a later time; or call cdp.refresh_segments with everything => true, which forgets who came and went after the time given.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_clock(name, timestamptz, smallint, smallint) IS 'Internal: raises object_not_in_prerequisite_state when a clock of the modes first to stage is after a time.';

-- why: what belongs to a few profiles is best read by index, and most of it is in memory.
CREATE FUNCTION cdp._refresh_segments(hub name, at timestamptz, stage smallint, everything boolean DEFAULT false, within_write boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET TimeZone = 'UTC'
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'postgres'
SET jit = off
SET random_page_cost = 1.1
SET client_min_messages = warning
AS $$
DECLARE
    written timestamptz;
    first smallint := 1;
BEGIN
    PERFORM cdp._hub_lock(hub);
    IF at IS NULL OR NOT pg_catalog.isfinite(at) THEN
        RAISE EXCEPTION 'the clock of a refresh must be a time'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave at out for now.';
    END IF;
    PERFORM pg_catalog.set_config('TimeZone', cdp._hub_time_zone(hub), true);
    EXECUTE pg_catalog.format('SELECT c.at FROM %I.segment_clock c WHERE c.stage = 1', hub) INTO written;
    IF NOT everything THEN
        PERFORM cdp._check_clock(hub, at, CASE stage WHEN 1 THEN 1 ELSE 2 END::smallint, stage);
    END IF;
    PERFORM cdp._touch_events(hub, CASE WHEN within_write THEN '{}' ELSE cdp._events_read(hub, stage) END);
    IF everything THEN
        PERFORM cdp._rewind(hub, at);
        EXECUTE pg_catalog.format('INSERT INTO %1$I.touched_profile (profile_id) SELECT p.profile_id FROM %1$I.profile p', hub);
    ELSIF at < written THEN
        -- Writes have moved the clock of mode immediate on; its segments stay there, the others need not follow.
        PERFORM cdp._refresh_stages(hub, written, 1::smallint, 1::smallint, false);
        first := 2;
    END IF;
    PERFORM cdp._refresh_stages(hub, at, first, stage, within_write);
    PERFORM cdp._close_scratch();
END
$$;
COMMENT ON FUNCTION cdp._refresh_segments(name, timestamptz, smallint, boolean, boolean) IS
    'Internal: brings traits and the segments of the modes up to a stage to the data of now and to a clock; those of mode immediate to their own, where that is later. everything computes all profiles, and may go back. within_write reads no event source whole, and leaves what failed to other refreshes.';

-- why: what is new fails with the same message, or can do without what failed; the next refresh warns.
CREATE FUNCTION cdp._scan_for(hub name, events text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = error
AS $$
BEGIN
    PERFORM cdp._touch_events(hub, events);
    PERFORM cdp._close_scratch();
END
$$;
COMMENT ON FUNCTION cdp._scan_for(name, text[]) IS 'Internal: _touch_events for something new that reads events of some types, without a warning.';

CREATE FUNCTION cdp._settle_clock(hub name, at timestamptz, stage smallint, events text[]) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    clock timestamptz;
BEGIN
    EXECUTE pg_catalog.format('SELECT c.at FROM %I.segment_clock c WHERE c.stage = $1', hub) INTO clock USING stage;
    at := COALESCE(at, clock, pg_catalog.now());
    IF clock IS NULL THEN
        -- Nothing is older than what is computed now.
        PERFORM cdp._touch_events(hub, cdp._events_read(hub, 3::smallint) || events);
        PERFORM cdp._close_scratch();
        EXECUTE pg_catalog.format('DELETE FROM %I.touched_profile', hub);
        EXECUTE pg_catalog.format('INSERT INTO %I.segment_clock (stage, at, refreshed_at) SELECT s.stage, $1, pg_catalog.clock_timestamp() FROM pg_catalog.generate_series(1, 3) AS s (stage)', hub) USING at;
    ELSIF at <> clock THEN
        PERFORM cdp._check_clock(hub, at, stage, stage);
        PERFORM cdp._refresh_segments(hub, at, 3::smallint);
    END IF;
    IF clock IS NOT NULL AND events <> '{}' THEN
        -- What is evaluated on events that no scan has seen would not be looked at when they go before the next one.
        PERFORM cdp._scan_for(hub, events);
    END IF;
    RETURN at;
END
$$;
COMMENT ON FUNCTION cdp._settle_clock(name, timestamptz, smallint, text[]) IS
    'Internal: the time at which to evaluate something new of a stage, which reads events of some types: the clock of its stage, which is moved there first if another time is asked for. Reads the sources of these events.';

CREATE FUNCTION cdp.refresh_segments(hub name, at timestamptz DEFAULT pg_catalog.now(), everything boolean DEFAULT false, mode text DEFAULT 'scheduled')
RETURNS TABLE (segment text, members bigint, entered bigint, exited bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stage smallint := cdp._segment_stage(mode);
BEGIN
    IF mode IS NULL OR mode NOT IN ('immediate', 'queued', 'scheduled') THEN
        RAISE EXCEPTION 'mode "%" does not exist', mode
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Modes are immediate, queued and scheduled.';
    END IF;
    RETURN QUERY SELECT r.segment, r.members, r.entered, r.exited FROM cdp._refresh_report(hub, at, stage, everything IS TRUE) r;
END
$$;
COMMENT ON FUNCTION cdp.refresh_segments(name, timestamptz, boolean, text) IS
    'Brings traits and all segments of a hub to the data of now and the clock at: one row for each segment with its members and who entered and left. Looks at profiles that changed since the last refresh, at segments that depend on what changed, and at windows that begin or end; the result is that of a computation from scratch, which everything asks for. A segment whose definition fails (a cast that some value does not take, a right that its owner lost) stops no other: it keeps its members, the error stands in segment_overview, and each refresh other than by a write tries it again for all profiles. A trait that fails keeps its values likewise, the error stands in the table trait, and segments that use it have the alert stale. Event sources are read that traits and these segments depend on; one that cannot be read is told by a warning and in the table event_source. The clock goes forward (segments of mode immediate whose clock is later stay there, and follow the data); with everything it may go back, and who came and went after at is forgotten. With mode => ''queued'' segments of mode scheduled wait, as with cdp.process_queue. With pg_cron: SELECT cron.schedule(''*/5 * * * *'', $$SELECT cdp.refresh_segments(''crm'')$$).';

CREATE FUNCTION cdp._refresh_report(hub name, at timestamptz, stage smallint, everything boolean DEFAULT false) RETURNS TABLE (segment text, members bigint, entered bigint, exited bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    last bigint;
BEGIN
    PERFORM cdp._hub_lock(hub);
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.max(e.event_id), 0) FROM %I.segment_event e', hub) INTO last;
    PERFORM cdp._refresh_segments(hub, at, stage, everything);
    RETURN QUERY EXECUTE pg_catalog.format(
        'SELECT s.name, (SELECT pg_catalog.count(*) FROM %1$I.segment_member m WHERE m.segment_id = s.segment_id), COALESCE(e.entered, 0), COALESCE(e.exited, 0)
         FROM %1$I.segment s LEFT JOIN (SELECT v.segment_id, pg_catalog.count(*) FILTER (WHERE v.event = ''enter'') AS entered, pg_catalog.count(*) FILTER (WHERE v.event = ''exit'') AS exited
             FROM %1$I.segment_event v WHERE v.event_id > $1 GROUP BY v.segment_id) e USING (segment_id)
         WHERE s.archived_at IS NULL AND cdp._segment_stage(s.mode) <= $2 ORDER BY s.segment_id', hub) USING last, stage;
END
$$;
COMMENT ON FUNCTION cdp._refresh_report(name, timestamptz, smallint, boolean) IS 'Internal: refreshes and counts.';

CREATE FUNCTION cdp.segment_members_at(hub name, segment text, at timestamptz) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    id int;
    clock timestamptz;
BEGIN
    PERFORM cdp._hub_check(hub);
    id := cdp._segment_id(hub, segment);
    EXECUTE pg_catalog.format('SELECT c.at FROM %1$I.segment_clock c JOIN %1$I.segment s ON cdp._segment_stage(s.mode) = c.stage WHERE s.segment_id = $1', hub) INTO clock USING id;
    IF at >= clock THEN
        RETURN QUERY EXECUTE pg_catalog.format('SELECT m.profile_id FROM %I.segment_member m WHERE m.segment_id = $1 ORDER BY m.profile_id', hub) USING id;
    ELSE
        RETURN QUERY EXECUTE pg_catalog.format('SELECT l.profile_id FROM (SELECT DISTINCT ON (e.profile_id) e.profile_id, e.event FROM %I.segment_event e
            WHERE e.segment_id = $1 AND e.at <= $2 ORDER BY e.profile_id, e.at DESC, e.event_id DESC) l WHERE l.event = ''enter'' ORDER BY l.profile_id', hub) USING id, at;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp.segment_members_at(name, text, timestamptz) IS
    'The profiles that were in a segment at a time, by the events that refreshes told: ids as they were then. From the clock of the last refresh on it is who is in it now. Errors: 42704 for an unknown segment.';
