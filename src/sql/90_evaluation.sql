-- SPDX-License-Identifier: PostgreSQL
-- Segments are evaluated for the profiles of cdp_batch, each at its own time, and what differs is written. One whose
-- definition fails keeps its members and stops no other.

CREATE FUNCTION cdp._open_scratch() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    owner oid := (SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass('pg_temp.cdp_batch'));
BEGIN
    -- why: a table that is made and dropped stays locked until the transaction ends, and one may hold thousands of refreshes.
    -- Tables of another role are never used: they might have triggers that would run with the rights of this one.
    IF owner = (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER) THEN
        RETURN;
    ELSIF owner IS NOT NULL THEN
        PERFORM cdp._drop_scratch();
    END IF;
    CREATE TEMP TABLE cdp_batch (profile_id bigint, at timestamptz, cause text, traits boolean) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_origin (profile_id bigint, origin_id bigint) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_before (segment_id int, profile_id bigint) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_seen (profile_id bigint, at timestamptz, members int[], dues timestamptz[]) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_now (segment_id int, profile_id bigint, at timestamptz) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_segment_due (segment_id int, profile_id bigint, at timestamptz) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_segment_change (segment_id int, profile_id bigint, event text) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_drained (profile_id bigint, changed text[], from_id bigint, stage smallint) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_news (profile_id bigint, stage smallint, everything boolean, changed text[], cause text, alive boolean) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_moved_member (segment_id int, profile_id bigint, event text, cause text, other_id bigint, net boolean) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_undone (segment_id int, profile_id bigint) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_digest (source_key text, events bigint, digest numeric) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_trait_change (profile_id bigint, changed text[]) ON COMMIT DROP;
    CREATE TEMP TABLE cdp_trait_due (profile_id bigint, at timestamptz) ON COMMIT DROP;
END
$$;
COMMENT ON FUNCTION cdp._open_scratch() IS 'Internal: makes the temporary tables of refreshes, empty, unless this transaction has them.';

CREATE FUNCTION cdp._drop_scratch() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DROP TABLE pg_temp.cdp_batch, pg_temp.cdp_origin, pg_temp.cdp_before, pg_temp.cdp_seen, pg_temp.cdp_now, pg_temp.cdp_segment_due, pg_temp.cdp_segment_change,
        pg_temp.cdp_drained, pg_temp.cdp_news, pg_temp.cdp_moved_member, pg_temp.cdp_undone, pg_temp.cdp_digest, pg_temp.cdp_trait_change, pg_temp.cdp_trait_due;
END
$$;
COMMENT ON FUNCTION cdp._drop_scratch() IS 'Internal: drops the temporary tables of refreshes.';

CREATE FUNCTION cdp._close_scratch() RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT cdp._keeps_tables() AND pg_catalog.to_regclass('pg_temp.cdp_batch') IS NOT NULL THEN
        PERFORM cdp._drop_scratch();
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._close_scratch() IS 'Internal: leaves the temporary tables of refreshes, which are empty, to the next refresh, or drops them, as _leave_tables does.';

CREATE FUNCTION cdp._segment_role(hub name, owner name) RETURNS name
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- why: who owns the hub owns this table too, and must not become a superuser by an UPDATE of it.
    IF (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = owner)
       AND NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = cdp._hub_owner(hub)) THEN
        RETURN cdp._hub_owner(hub);
    END IF;
    RETURN owner;
END
$$;
COMMENT ON FUNCTION cdp._segment_role(name, name) IS 'Internal: the role that a definition runs as: its owner, but no superuser in a hub of somebody who is none.';

CREATE FUNCTION cdp._evaluate_level(hub name, owner name, ids int[], stage smallint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, cdp, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_seen SELECT v.* FROM (SELECT pg_catalog.array_agg(b.profile_id) AS profiles, pg_catalog.array_agg(b.at) AS times FROM pg_temp.cdp_batch b) a
        CROSS JOIN LATERAL cdp._run_as(%L, %L, a.profiles, a.times) AS v (profile_id bigint, at timestamptz, members int[], dues timestamptz[])',
        cdp._segment_role(hub, owner), cdp._segment_sql(hub, pg_catalog.format('SELECT s.* FROM %I.segment s WHERE s.segment_id = ANY (%L) ORDER BY s.segment_id', hub, ids)));
    INSERT INTO pg_temp.cdp_now SELECT m.id AS segment_id, v.profile_id, v.at FROM pg_temp.cdp_seen v CROSS JOIN LATERAL pg_catalog.unnest(v.members) AS m (id);
    ANALYZE pg_temp.cdp_now;
    PERFORM cdp._write_members(hub, ids, stage);
    PERFORM cdp._write_dues(hub, ids);
END
$$;
COMMENT ON FUNCTION cdp._evaluate_level(name, name, int[], smallint) IS 'Internal: evaluates segments of one owner, none of which refers to another of them, for the profiles of cdp_batch, and writes what differs.';

CREATE FUNCTION cdp._try_level(hub name, owner name, ids int[], stage smallint, within_write boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    message text;
    code text;
    item record;
    half int := pg_catalog.cardinality(ids) / 2;
BEGIN
    TRUNCATE pg_temp.cdp_seen, pg_temp.cdp_now, pg_temp.cdp_segment_due, pg_temp.cdp_segment_change;
    BEGIN
        PERFORM cdp._evaluate_level(hub, owner, ids, stage);
        RETURN;
    EXCEPTION WHEN OTHERS THEN
        IF cdp._is_no_fault(SQLSTATE, cdp._segment_role(hub, owner), hub) THEN
            RAISE;
        END IF;
        message := SQLERRM;
        code := SQLSTATE;
    END;
    IF half > 0 THEN
        PERFORM cdp._try_level(hub, owner, ids[:half], stage, within_write);
        PERFORM cdp._try_level(hub, owner, ids[half + 1:], stage, within_write);
    ELSE
        EXECUTE pg_catalog.format('SELECT s.helpers, s.arguments FROM %I.segment s WHERE s.segment_id = $1', hub) INTO item USING ids[1];
        IF code = '42501' AND NOT pg_catalog.pg_has_role(CURRENT_USER, cdp._segment_role(hub, owner), 'USAGE') THEN
            message := pg_catalog.format('the definition runs with the rights of role "%s", of which the owner of the hub, %s, is no member', owner, cdp._hub_owner(hub));
        ELSE
            message := cdp._blame(hub, cdp._did_events(item.helpers, item.arguments), code, message, cdp._modes_to_blame(within_write));
        END IF;
        EXECUTE pg_catalog.format('UPDATE %I.segment s SET error = $2, failed_at = pg_catalog.clock_timestamp() WHERE s.segment_id = $1', hub) USING ids[1], message;
        EXECUTE pg_catalog.format('DELETE FROM %I.segment_due d WHERE d.segment_id = $1', hub) USING ids[1];
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._try_level(name, name, int[], smallint, boolean) IS
    'Internal: _evaluate_level, by halves where it fails, down to the segments that are at fault: these keep their members, and the error.';

CREATE FUNCTION cdp._evaluate_segments(hub name, ids int[], stage smallint, lenient boolean, within_write boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
BEGIN
    -- Level by level, since a segment that refers to others looks at who is in them now.
    FOR item IN EXECUTE pg_catalog.format(
        'WITH RECURSIVE level (id, level) AS (
             SELECT s.segment_id, 1 FROM %1$I.segment s WHERE s.segment_id = ANY ($1)
             UNION SELECT s.segment_id, l.level + 1 FROM level l JOIN %1$I.segment s ON l.id = ANY (s.segments) WHERE s.segment_id = ANY ($1))
         SELECT l.level, s.owner, pg_catalog.array_agg(s.segment_id ORDER BY s.segment_id) AS ids
         FROM (SELECT v.id, pg_catalog.max(v.level) AS level FROM level v GROUP BY v.id) l JOIN %1$I.segment s ON s.segment_id = l.id
         WHERE s.expression IS NOT NULL AND s.archived_at IS NULL AND NOT ($2 AND s.error IS NOT NULL)
         GROUP BY l.level, s.owner ORDER BY l.level, s.owner', hub) USING ids, lenient
    LOOP
        IF lenient THEN
            PERFORM cdp._try_level(hub, item.owner, item.ids, stage, within_write);
        ELSE
            TRUNCATE pg_temp.cdp_seen, pg_temp.cdp_now, pg_temp.cdp_segment_due, pg_temp.cdp_segment_change;
            PERFORM cdp._evaluate_level(hub, item.owner, item.ids, stage);
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._evaluate_segments(name, int[], smallint, boolean, boolean) IS
    'Internal: evaluates segments for the profiles of cdp_batch, each at its time, and writes members, events and when they may next change. lenient: a segment that fails keeps the error and stops no other; one that failed before waits for _retry_segments.';

CREATE FUNCTION cdp._replace_dues(hub name, ids int[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    ANALYZE pg_temp.cdp_segment_due;
    EXECUTE pg_catalog.format('DELETE FROM %1$I.segment_due d USING pg_temp.cdp_batch b WHERE d.segment_id = ANY ($1) AND d.profile_id = b.profile_id
        AND NOT EXISTS (SELECT FROM pg_temp.cdp_segment_due n WHERE n.segment_id = d.segment_id AND n.profile_id = d.profile_id)', hub) USING ids;
    EXECUTE pg_catalog.format('INSERT INTO %1$I.segment_due AS d (segment_id, profile_id, at) SELECT n.segment_id, n.profile_id, n.at FROM pg_temp.cdp_segment_due n
        WHERE n.segment_id = ANY ($1) AND NOT EXISTS (SELECT FROM %1$I.segment_due o WHERE o.segment_id = n.segment_id AND o.profile_id = n.profile_id AND o.at = n.at)
        ON CONFLICT (segment_id, profile_id) DO UPDATE SET at = EXCLUDED.at', hub) USING ids;
END
$$;
COMMENT ON FUNCTION cdp._replace_dues(name, int[]) IS
    'Internal: makes what segment_due says of segments, or of traits (0), for the profiles of cdp_batch what cdp_segment_due says, by difference.';

CREATE FUNCTION cdp._write_dues(hub name, ids int[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    timed boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.bool_or(s.timed AND s.kind <> ''snapshot'') FROM %I.segment s WHERE s.segment_id = ANY ($1)', hub) INTO timed USING ids;
    IF NOT timed THEN
        RETURN;
    END IF;
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_segment_due SELECT s.segment_id, v.profile_id, n.at FROM pg_temp.cdp_seen v CROSS JOIN LATERAL unnest(%2$L::int[], v.dues) AS n (id, at)
        JOIN %1$I.segment s ON s.segment_id = n.id WHERE n.at < ''infinity'' AND s.timed AND s.kind <> ''snapshot''', hub, ids);
    PERFORM cdp._replace_dues(hub, ids);
END
$$;
COMMENT ON FUNCTION cdp._write_dues(name, int[]) IS 'Internal: makes segment_due, for the profiles of cdp_batch, what cdp_seen says, by difference.';

CREATE FUNCTION cdp._write_members(hub name, ids int[], stage smallint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'WITH gone AS (DELETE FROM %1$I.segment_member m USING pg_temp.cdp_batch b
                       WHERE m.profile_id = b.profile_id AND m.segment_id = ANY ($1)
                         AND NOT EXISTS (SELECT FROM pg_temp.cdp_now n WHERE n.segment_id = m.segment_id AND n.profile_id = m.profile_id)
                       RETURNING m.segment_id, m.profile_id),
              come AS (INSERT INTO %1$I.segment_member (segment_id, profile_id, since)
                       SELECT n.segment_id, n.profile_id, n.at FROM pg_temp.cdp_now n
                       WHERE NOT EXISTS (SELECT FROM %1$I.segment_member m WHERE m.segment_id = n.segment_id AND m.profile_id = n.profile_id)
                       RETURNING segment_id, profile_id)
         INSERT INTO pg_temp.cdp_segment_change SELECT g.segment_id, g.profile_id, ''exit'' FROM gone g UNION ALL SELECT c.segment_id, c.profile_id, ''enter'' FROM come c', hub) USING ids;
    ANALYZE pg_temp.cdp_segment_change;
    -- Who enters with records of a profile that was a member is no new customer, and a profile whose membership went along
    -- with its records lost none.
    EXECUTE pg_catalog.format(
        'WITH handed (segment_id, profile_id, origin_id) AS (
             SELECT c.segment_id, c.profile_id, pg_catalog.min(f.origin_id) FROM pg_temp.cdp_segment_change c JOIN pg_temp.cdp_origin f ON f.profile_id = c.profile_id
             JOIN pg_temp.cdp_before w ON w.profile_id = f.origin_id AND w.segment_id = c.segment_id WHERE c.event = ''enter'' GROUP BY c.segment_id, c.profile_id)
         INSERT INTO %1$I.segment_event (segment_id, profile_id, event, cause, other_id, net, version, at)
         SELECT c.segment_id, c.profile_id, c.event, b.cause, o.other_id, o.other_id IS NULL, s.version, b.at
         FROM pg_temp.cdp_segment_change c JOIN pg_temp.cdp_batch b ON b.profile_id = c.profile_id JOIN %1$I.segment s ON s.segment_id = c.segment_id
         LEFT JOIN (SELECT h.segment_id, h.profile_id, ''enter'' AS event, h.origin_id AS other_id FROM handed h
                    UNION ALL SELECT h.segment_id, h.origin_id, ''exit'', pg_catalog.min(h.profile_id) FROM handed h GROUP BY h.segment_id, h.origin_id) o
             ON o.segment_id = c.segment_id AND o.profile_id = c.profile_id AND o.event = c.event
         ORDER BY b.at, c.segment_id, c.profile_id', hub);
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.touched_profile (profile_id, changed, stage)
         SELECT c.profile_id, pg_catalog.array_agg(''@'' || c.segment_id), $1 + 1 FROM pg_temp.cdp_segment_change c
         WHERE c.segment_id IN (SELECT pg_catalog.unnest(s.segments) FROM %1$I.segment s WHERE s.archived_at IS NULL AND cdp._segment_stage(s.mode) > $1) GROUP BY c.profile_id', hub) USING stage;
END
$$;
COMMENT ON FUNCTION cdp._write_members(name, int[], smallint) IS
    'Internal: makes the members of segments among the profiles of cdp_batch those of cdp_now, tells who entered and left, and notes them for segments of later modes.';

CREATE FUNCTION cdp._evaluate_everybody(hub name, ids int[], at timestamptz, cause text, stage smallint, lenient boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._open_scratch();
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_batch (profile_id, at, cause) SELECT p.profile_id, $1, $2 FROM %I.profile p', hub) USING at, cause;
    ANALYZE pg_temp.cdp_batch;
    PERFORM cdp._evaluate_segments(hub, ids, stage, lenient);
    TRUNCATE pg_temp.cdp_batch;
    PERFORM cdp._close_scratch();
END
$$;
COMMENT ON FUNCTION cdp._evaluate_everybody(name, int[], timestamptz, text, smallint, boolean) IS 'Internal: evaluates segments for all profiles.';

CREATE FUNCTION cdp._evaluate_definition(hub name, id int, at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events text[];
BEGIN
    BEGIN
        PERFORM cdp._evaluate_everybody(hub, ARRAY[id], at, 'definition', 3::smallint, false);
    EXCEPTION WHEN OTHERS THEN
        EXECUTE pg_catalog.format('SELECT cdp._did_events(s.helpers, s.arguments) FROM %I.segment s WHERE s.segment_id = $1', hub) INTO events USING id;
        PERFORM cdp._raise_blamed(hub, events, SQLSTATE, SQLERRM);
        RAISE;
    END;
    PERFORM cdp._evaluate_everybody(hub, ids, at, 'definition', 3::smallint, true)
    FROM (SELECT pg_catalog.array_remove(cdp._dependent_segments(hub, ARRAY[id]), id) AS ids) d WHERE d.ids <> '{}';
    RETURN cdp._segment_size(hub, id);
END
$$;
COMMENT ON FUNCTION cdp._evaluate_definition(name, int, timestamptz) IS 'Internal: evaluates a segment for all profiles, because its definition is new, and those that refer to it; gives its size.';

CREATE FUNCTION cdp._retry_segments(hub name, ids int[], at timestamptz, first smallint, stage smallint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF ids = '{}' THEN
        RETURN;
    END IF;
    EXECUTE pg_catalog.format('UPDATE %I.segment s SET error = NULL, failed_at = NULL WHERE s.segment_id = ANY ($1)', hub) USING ids;
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(s.segment_id) FROM %I.segment s WHERE s.segment_id = ANY ($1) AND cdp._segment_stage(s.mode) BETWEEN $2 AND $3', hub)
        INTO ids USING cdp._dependent_segments(hub, ids), first, stage;
    PERFORM cdp._evaluate_everybody(hub, ids, at, 'data', stage, true);
END
$$;
COMMENT ON FUNCTION cdp._retry_segments(name, int[], timestamptz, smallint, smallint) IS 'Internal: evaluates segments that failed before for all profiles, with those that refer to them.';
