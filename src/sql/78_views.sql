-- SPDX-License-Identifier: PostgreSQL
-- The views of a hub. They run with the reader's rights; columns keep their order and new ones are appended.

CREATE FUNCTION cdp._refresh_views(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    golden text[];
    traits text[];
    values text[];
    columns text;
    item record;
BEGIN
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(a.name ORDER BY a.position), ''{}'') FROM %I.attribute a', hub) INTO golden;
    golden := ARRAY['profile_id'] || golden || ARRAY['record_count', 'source_count', 'first_seen', 'last_seen', 'completeness', 'confidence', 'updated_at'];
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(t.name ORDER BY t.position), ''{}''), COALESCE(pg_catalog.array_agg(cdp._shown_trait(t.name, t.aggregate) ORDER BY t.position), ''{}'') FROM %I.trait t', hub)
        INTO traits, values;
    -- why: a view may only grow at its end, and its readers count on that.
    SELECT pg_catalog.string_agg(pg_catalog.format('%s AS %I', COALESCE(c.value, pg_catalog.format('p.%I', c.name)), c.name), ', ' ORDER BY c.shown NULLS LAST, c.position) INTO columns
    FROM (
        SELECT g.name, g.value, g.position, a.attnum AS shown
        FROM unnest(golden || traits, pg_catalog.array_fill(NULL::text, ARRAY[pg_catalog.cardinality(golden)]) || values) WITH ORDINALITY AS g (name, value, position)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attname = g.name
             AND a.attrelid = pg_catalog.to_regclass(pg_catalog.format('%I.unified_profile', hub)) AND NOT a.attisdropped
    ) c;
    EXECUTE pg_catalog.format('CREATE OR REPLACE VIEW %1$I.unified_profile WITH (security_invoker = true) AS SELECT %2$s FROM %1$I.profile p%3$s',
        hub, columns, CASE WHEN traits <> '{}' THEN pg_catalog.format(' LEFT JOIN %I.profile_trait t ON t.profile_id = p.profile_id', hub) END);
    EXECUTE pg_catalog.format('COMMENT ON VIEW %I.unified_profile IS %L', hub, 'The golden record of every customer: what BI reads');
    FOR item IN
        SELECT a.attname, pg_catalog.col_description(a.attrelid, a.attnum) AS description
        FROM pg_catalog.pg_attribute a
        WHERE (a.attrelid = pg_catalog.format('%I.profile', hub)::pg_catalog.regclass AND a.attname = ANY (golden))
           OR (a.attrelid = pg_catalog.format('%I.profile_trait', hub)::pg_catalog.regclass AND a.attname = ANY (traits))
    LOOP
        EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.unified_profile.%I IS %L', hub, item.attname, item.description);
    END LOOP;
    PERFORM cdp._create_profile_source(hub);
    PERFORM cdp._create_history_view(hub);
    PERFORM cdp._create_review(hub);
    PERFORM cdp._create_golden_views(hub);
    PERFORM cdp._create_touch_functions(hub);
    PERFORM cdp._create_segment_views(hub);
END
$$;
COMMENT ON FUNCTION cdp._refresh_views(name) IS 'Internal: creates the views of a hub, or appends the columns they lack.';

CREATE FUNCTION cdp._create_profile_source(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF pg_catalog.to_regclass(pg_catalog.format('%I.profile_source', hub)) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE pg_catalog.format($ddl$
        CREATE VIEW %1$I.profile_source WITH (security_invoker = true) AS
            SELECT i.profile_id, r.source, r.source_key, r.observed_at, r.record_id, i.since
            FROM %1$I.identity i JOIN %1$I.record r USING (record_id);
        COMMENT ON VIEW %1$I.profile_source IS 'Which source rows stand behind a profile, and which profile a source row belongs to';
        COMMENT ON COLUMN %1$I.profile_source.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.profile_source.source IS 'Source of the row';
        COMMENT ON COLUMN %1$I.profile_source.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.profile_source.observed_at IS 'When the source says that the row was last true';
        COMMENT ON COLUMN %1$I.profile_source.record_id IS 'The cleaned record';
        COMMENT ON COLUMN %1$I.profile_source.since IS 'Since when the record belongs to the profile';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_profile_source(name) IS 'Internal: creates the view profile_source.';
