-- SPDX-License-Identifier: PostgreSQL
-- Where BI looks: views of segments, and the same overlaps from sets. The views call no function of the extension.

CREATE FUNCTION cdp._create_segment_views(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    reach text := '';
    kind text;
    columns text;
BEGIN
    FOREACH kind IN ARRAY ARRAY['email', 'phone', 'street'] LOOP
        EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(pg_catalog.format(''p.%%I'', a.name), '', '' ORDER BY a.position) FROM %I.attribute a WHERE a.kind = $1', hub) INTO columns USING kind;
        reach := reach || pg_catalog.format(', count(*) FILTER (WHERE %s) AS with_%s', CASE WHEN columns IS NULL THEN 'false' ELSE cdp._nonnulls_sql(columns) || ' > 0' END, kind);
    END LOOP;
    EXECUTE pg_catalog.format($ddl$
        CREATE OR REPLACE VIEW %1$I.segment_overview WITH (security_invoker = true) AS
            SELECT s.segment_id, s.name AS segment, s.kind, s.mode, s.description, s.owner::text AS owner, s.version, COALESCE(m.members, 0) AS members,
                   COALESCE(m.members, 0) / NULLIF((SELECT count(*) FROM %1$I.profile), 0)::float8 AS share,
                   COALESCE(m.with_email, 0) AS with_email, COALESCE(m.with_phone, 0) AS with_phone, COALESCE(m.with_street, 0) AS with_street,
                   COALESCE(e.entered, 0) AS entered_30d, COALESCE(e.exited, 0) AS exited_30d, c.at AS clock, c.refreshed_at, s.error, s.failed_at,
                   array_remove(ARRAY[CASE WHEN s.error IS NOT NULL THEN 'failing' END,
                       CASE WHEN EXISTS (SELECT FROM %1$I.trait t WHERE t.error IS NOT NULL AND t.name = ANY (s.columns)) THEN 'stale' END, CASE WHEN m.members IS NULL THEN 'empty' END, CASE WHEN e.moved * 5 > COALESCE(m.members, 0) THEN 'jump' END], NULL) AS alerts
            FROM %1$I.segment s
            LEFT JOIN %1$I.segment_clock c ON c.stage = CASE s.mode WHEN 'immediate' THEN 1 WHEN 'queued' THEN 2 ELSE 3 END
            LEFT JOIN (SELECT m.segment_id, count(*) AS members %2$s FROM %1$I.segment_member m JOIN %1$I.profile p ON p.profile_id = m.profile_id GROUP BY m.segment_id) m ON m.segment_id = s.segment_id
            LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE v.event = 'enter') AS entered, count(*) FILTER (WHERE v.event = 'exit') AS exited,
                                      count(*) FILTER (WHERE v.at > c.at - interval '1 day' AND v.cause <> 'definition') AS moved
                               FROM %1$I.segment_event v WHERE v.segment_id = s.segment_id AND v.net AND v.at > c.at - interval '30 days' AND v.at <= c.at) e ON true
            WHERE s.archived_at IS NULL;
        COMMENT ON VIEW %1$I.segment_overview IS 'One row for each segment: its size, whom one can reach, and what changed lately';
        COMMENT ON COLUMN %1$I.segment_overview.segment_id IS 'Number of the segment';
        COMMENT ON COLUMN %1$I.segment_overview.segment IS 'Its name';
        COMMENT ON COLUMN %1$I.segment_overview.kind IS 'dynamic, composite, static or snapshot';
        COMMENT ON COLUMN %1$I.segment_overview.mode IS 'immediate, queued or scheduled';
        COMMENT ON COLUMN %1$I.segment_overview.description IS 'What it is for';
        COMMENT ON COLUMN %1$I.segment_overview.owner IS 'Role that wrote the definition';
        COMMENT ON COLUMN %1$I.segment_overview.version IS 'Version of the definition';
        COMMENT ON COLUMN %1$I.segment_overview.members IS 'Number of members';
        COMMENT ON COLUMN %1$I.segment_overview.share IS 'Their share of all profiles, 0 to 1';
        COMMENT ON COLUMN %1$I.segment_overview.with_email IS 'Members whose golden record has an e-mail address';
        COMMENT ON COLUMN %1$I.segment_overview.with_phone IS 'Members whose golden record has a phone';
        COMMENT ON COLUMN %1$I.segment_overview.with_street IS 'Members whose golden record has a street';
        COMMENT ON COLUMN %1$I.segment_overview.entered_30d IS 'Customers who entered in the 30 days before the clock';
        COMMENT ON COLUMN %1$I.segment_overview.exited_30d IS 'Customers who left in these days';
        COMMENT ON COLUMN %1$I.segment_overview.clock IS 'The time at which it was last evaluated';
        COMMENT ON COLUMN %1$I.segment_overview.refreshed_at IS 'When that was done';
        COMMENT ON COLUMN %1$I.segment_overview.error IS 'Why the last refresh could not evaluate it; its members are those of before; null when all is well';
        COMMENT ON COLUMN %1$I.segment_overview.failed_at IS 'When that was';
        COMMENT ON COLUMN %1$I.segment_overview.alerts IS 'What to look at: failing: it could not be evaluated; stale: a trait that it uses could not be computed; empty: it has no members; jump: in the day before the clock more customers came or went, other than by a new definition, than a fifth of its members';

        CREATE OR REPLACE VIEW %1$I.segment_daily WITH (security_invoker = true) AS
            WITH change AS (
                SELECT e.segment_id, (e.at AT TIME ZONE (h.settings ->> 'time_zone'))::date AS day, count(*) FILTER (WHERE e.event = 'enter') AS entered, count(*) FILTER (WHERE e.event = 'exit') AS exited,
                       count(*) FILTER (WHERE e.event = 'enter' AND e.net) AS net_entered, count(*) FILTER (WHERE e.event = 'exit' AND e.net) AS net_exited
                FROM %1$I.segment_event e CROSS JOIN %1$I.hub h GROUP BY 1, 2
            )
            SELECT d.day::date AS day, s.segment_id, s.name AS segment, COALESCE(c.entered, 0) AS entered, COALESCE(c.exited, 0) AS exited, COALESCE(c.net_entered, 0) AS net_entered, COALESCE(c.net_exited, 0) AS net_exited,
                   (sum(COALESCE(c.entered, 0) - COALESCE(c.exited, 0)) OVER (PARTITION BY s.segment_id ORDER BY d.day))::bigint AS members
            FROM %1$I.segment s
            JOIN (SELECT v.segment_id, min(v.day) AS first, max(v.day) AS last FROM change v GROUP BY v.segment_id) r ON r.segment_id = s.segment_id
            CROSS JOIN %1$I.hub h
            LEFT JOIN %1$I.segment_clock k ON k.stage = CASE s.mode WHEN 'immediate' THEN 1 WHEN 'queued' THEN 2 ELSE 3 END
            CROSS JOIN LATERAL generate_series(r.first::timestamp, GREATEST(r.last, CASE WHEN s.archived_at IS NULL THEN (k.at AT TIME ZONE (h.settings ->> 'time_zone'))::date END)::timestamp, interval '1 day') AS d (day)
            LEFT JOIN change c ON c.segment_id = s.segment_id AND c.day = d.day::date;
        COMMENT ON VIEW %1$I.segment_daily IS 'One row for each segment and day, from its first member to its clock (to its last change, when it was dropped): who came and went, and how many there were at its end';
        COMMENT ON COLUMN %1$I.segment_daily.day IS 'The day, in the time zone of the hub';
        COMMENT ON COLUMN %1$I.segment_daily.segment_id IS 'Number of the segment';
        COMMENT ON COLUMN %1$I.segment_daily.segment IS 'Its name';
        COMMENT ON COLUMN %1$I.segment_daily.entered IS 'Profiles that entered';
        COMMENT ON COLUMN %1$I.segment_daily.exited IS 'Profiles that left';
        COMMENT ON COLUMN %1$I.segment_daily.net_entered IS 'Customers who entered: merges and splits of members apart';
        COMMENT ON COLUMN %1$I.segment_daily.net_exited IS 'Customers who left';
        COMMENT ON COLUMN %1$I.segment_daily.members IS 'Members at the end of the day';

        CREATE OR REPLACE VIEW %1$I.segment_overlap WITH (security_invoker = true) AS
            WITH size AS (
                SELECT s.segment_id, s.name, count(m.profile_id) AS members FROM %1$I.segment s LEFT JOIN %1$I.segment_member m USING (segment_id) WHERE s.archived_at IS NULL GROUP BY s.segment_id
            ), common AS (
                SELECT a.segment_id AS a, b.segment_id AS b, count(*) AS members
                FROM %1$I.segment_member a JOIN %1$I.segment_member b ON b.profile_id = a.profile_id AND b.segment_id > a.segment_id GROUP BY 1, 2
            )
            SELECT x.name AS segment_a, y.name AS segment_b, x.members AS members_a, y.members AS members_b, COALESCE(c.members, 0) AS common,
                   x.members - COALESCE(c.members, 0) AS only_a, y.members - COALESCE(c.members, 0) AS only_b,
                   COALESCE(c.members, 0) / NULLIF(x.members, 0)::float8 AS share_of_a, COALESCE(c.members, 0) / NULLIF(y.members, 0)::float8 AS share_of_b,
                   COALESCE(c.members, 0) / NULLIF(x.members + y.members - COALESCE(c.members, 0), 0)::float8 AS jaccard
            FROM size x JOIN size y ON y.segment_id > x.segment_id LEFT JOIN common c ON c.a = x.segment_id AND c.b = y.segment_id;
        COMMENT ON VIEW %1$I.segment_overlap IS 'One row for each pair of segments: how many are in both; cdp.segment_matrix gives the same faster';
        COMMENT ON COLUMN %1$I.segment_overlap.segment_a IS 'The segment that was created first';
        COMMENT ON COLUMN %1$I.segment_overlap.segment_b IS 'The other';
        COMMENT ON COLUMN %1$I.segment_overlap.members_a IS 'Members of the first';
        COMMENT ON COLUMN %1$I.segment_overlap.members_b IS 'Members of the other';
        COMMENT ON COLUMN %1$I.segment_overlap.common IS 'Members of both';
        COMMENT ON COLUMN %1$I.segment_overlap.only_a IS 'Members of the first only';
        COMMENT ON COLUMN %1$I.segment_overlap.only_b IS 'Members of the other only';
        COMMENT ON COLUMN %1$I.segment_overlap.share_of_a IS 'Share of the first that is in both; null when it is empty';
        COMMENT ON COLUMN %1$I.segment_overlap.share_of_b IS 'Share of the other that is in both; null when it is empty';
        COMMENT ON COLUMN %1$I.segment_overlap.jaccard IS 'Share of either that is in both; null when both are empty';
    $ddl$, hub, reach);
END
$body$;
COMMENT ON FUNCTION cdp._create_segment_views(name) IS 'Internal: creates the views segment_overview, segment_daily and segment_overlap, or brings them up to the attributes of today.';

CREATE FUNCTION cdp.segment_set(hub name, segment text) RETURNS cdp.idset
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result cdp.idset;
BEGIN
    PERFORM cdp._hub_check(hub);
    EXECUTE pg_catalog.format('SELECT COALESCE(cdp.idset_agg(m.profile_id), ''{}'') FROM %I.segment_member m WHERE m.segment_id = $1', hub) INTO result USING cdp._segment_id(hub, segment);
    RETURN result;
END
$$;
COMMENT ON FUNCTION cdp.segment_set(name, text) IS 'The members of a segment of a hub as a set of profile ids. Errors: 42704 for an unknown segment.';

CREATE FUNCTION cdp._segment_sets(hub name, segments text[], OUT names text[], OUT sets cdp.idset[])
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._hub_check(hub);
    PERFORM cdp._segment_id(hub, s.name) FROM pg_catalog.unnest(segments) AS s (name);
    EXECUTE pg_catalog.format(
        'SELECT COALESCE(pg_catalog.array_agg(q.name ORDER BY q.place), ''{}''), COALESCE(pg_catalog.array_agg(q.members ORDER BY q.place), ''{}'')
         FROM (SELECT s.name, COALESCE(pg_catalog.array_position($1, s.name), s.segment_id) AS place, COALESCE(cdp.idset_agg(m.profile_id) FILTER (WHERE m.profile_id IS NOT NULL), ''{}'') AS members
               FROM %1$I.segment s LEFT JOIN %1$I.segment_member m USING (segment_id) WHERE s.archived_at IS NULL AND ($1 IS NULL OR s.name = ANY ($1)) GROUP BY s.segment_id) q', hub)
        INTO names, sets USING segments;
END
$$;
COMMENT ON FUNCTION cdp._segment_sets(name, text[]) IS 'Internal: names and sets of segments, in the order given or of their creation.';

CREATE FUNCTION cdp.segment_matrix(hub name, segments text[] DEFAULT NULL)
    RETURNS TABLE (segment_a text, segment_b text, members_a bigint, members_b bigint, common bigint, only_a bigint, only_b bigint, share_of_a float8, share_of_b float8, jaccard float8)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT q.names[o.a], q.names[o.b], o.size_a, o.size_b, o.common, o.only_a, o.only_b, o.share_of_a, o.share_of_b, o.jaccard
    FROM cdp._segment_sets(hub, segments) AS q CROSS JOIN LATERAL cdp.segment_overlap(q.sets) AS o WHERE o.a < o.b ORDER BY o.a, o.b
$$;
COMMENT ON FUNCTION cdp.segment_matrix(name, text[]) IS 'How each pair of segments of a hub (null: of all) overlaps, as cdp.segment_overlap has it of their sets: the columns of the view segment_overlap. Errors: 42704 for an unknown segment.';

CREATE FUNCTION cdp.chart_overlap(hub name, segments text[] DEFAULT NULL) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT cdp.chart_overlap(q.names, q.sets) FROM cdp._segment_sets(hub, segments) AS q $$;
COMMENT ON FUNCTION cdp.chart_overlap(name, text[]) IS 'A heat map of the overlaps of segments of a hub, of all when segments is null. Vega-Lite 5, with its data. Errors: 42704 for an unknown segment.';

CREATE FUNCTION cdp.chart_segment_daily(hub name, segments text[] DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    data jsonb;
BEGIN
    PERFORM cdp._hub_check(hub);
    PERFORM cdp._segment_id(hub, s.name) FROM pg_catalog.unnest(segments) AS s (name);
    EXECUTE pg_catalog.format('SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(d) ORDER BY d.segment_id, d.day) FROM %1$I.segment_daily d JOIN %1$I.segment s USING (segment_id)
        WHERE s.archived_at IS NULL AND ($1 IS NULL OR s.name = ANY ($1))', hub) INTO data USING segments;
    RETURN cdp._chart('Members by day', data,
        '{"mark": {"type": "line", "interpolate": "step-after", "point": true, "tooltip": {"content": "data"}}, "width": 600,
          "encoding": {"x": {"field": "day", "type": "temporal", "title": null}, "y": {"field": "members", "type": "quantitative"}, "color": {"field": "segment", "type": "nominal"}}}');
END
$$;
COMMENT ON FUNCTION cdp.chart_segment_daily(name, text[]) IS 'A chart of the members of segments of a hub (null: of all) day by day, from the view segment_daily. Vega-Lite 5, with its data. Errors: 42704 for an unknown segment.';
