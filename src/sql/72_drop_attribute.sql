-- SPDX-License-Identifier: PostgreSQL
-- Attributes taken away: refused while something in the hub uses them, then the columns go and the views are made anew.

CREATE FUNCTION cdp._attribute_users(hub name, name text, OUT users text, OUT remedy text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($sql$
        SELECT pg_catalog.string_agg(u.used_by, ', ' ORDER BY u.place, u.used_by COLLATE "C"),
               (SELECT pg_catalog.string_agg(r.remedy, ', ' ORDER BY r.place) FROM (VALUES
                    (1, pg_catalog.format('UPDATE %%I.source SET mapping = mapping - %%L', $2, $1)), (2, 'cdp.add_model with a model without it and cdp.activate_model'),
                    (3, 'cdp.alter_segment or cdp.drop_segment'), (4, 'cdp.set_group'), (5, 'cdp.set_survivorship'), (6, 'cdp.set_identifier_limit'),
                    (7, 'cdp.set_source_policy'), (8, 'cdp.unpin_value'), (9, 'cdp.unignore_value'), (10, 'cdp.unblock_value'), (11, 'an UPDATE of the sources of these hubs')) r (place, remedy)
                WHERE r.place = ANY (pg_catalog.array_agg(u.place)))
        FROM (
            SELECT 1 AS place, pg_catalog.format('the mapping of source "%%s"', s.name) AS used_by FROM %1$I.source s WHERE s.mapping ? $1
            UNION ALL SELECT 2, pg_catalog.format('the active model %%s', m.model_id) FROM %1$I.model m
            WHERE m.active AND EXISTS (SELECT FROM pg_catalog.jsonb_array_elements(m.definition -> 'attributes') a (value)
                WHERE COALESCE(a.value -> 'columns', pg_catalog.jsonb_build_array(COALESCE(a.value -> 'column', a.value -> 'name'))) ? $1)
            UNION ALL SELECT 3, pg_catalog.format('segment "%%s"', s.name) FROM %1$I.segment s
            WHERE s.archived_at IS NULL AND s.kind = 'dynamic' AND ($1 = ANY (s.columns) OR pg_catalog.quote_literal($1) = ANY (s.arguments))
            UNION ALL SELECT 4, pg_catalog.format('group "%%s"', a."group") FROM %1$I.attribute a WHERE a.name = $1 AND a."group" IS NOT NULL
            UNION ALL SELECT 5, pg_catalog.format('attribute "%%s", which follows it', a.name) FROM %1$I.attribute a WHERE a.name <> $1 AND cdp._followed_attribute(a.survivorship) = $1
            UNION ALL SELECT 6, 'its limit as an identifier' FROM %1$I.attribute a WHERE a.name = $1 AND a.identifier_limit IS NOT NULL
            UNION ALL SELECT 7, pg_catalog.format('the policy of source "%%s"', q.source) FROM %1$I.source_policy q WHERE q.attribute = $1
            UNION ALL SELECT 8, 'pinned values' WHERE EXISTS (SELECT FROM %1$I.pin n WHERE n.attribute = $1)
            UNION ALL SELECT 9, 'ignored values' WHERE EXISTS (SELECT FROM %1$I.ignored_value v WHERE v.attribute = $1)
            UNION ALL SELECT 10, 'blocked values' WHERE EXISTS (SELECT FROM %1$I.blocked_value b WHERE b.attribute = $1)
            UNION ALL SELECT 11, 'hub ' || r.readers FROM cdp._hub_readers($2, $1) AS r (readers) WHERE r.readers IS NOT NULL) u
        $sql$, hub) INTO users, remedy USING name, hub;
END
$body$;
COMMENT ON FUNCTION cdp._attribute_users(name, text) IS 'Internal: what in a hub, and which other hubs, use an attribute, and the calls that end that; null for nothing.';

CREATE FUNCTION cdp.drop_attribute(hub name, name text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    used record;
    rights text;
BEGIN
    PERFORM cdp._own_hub(hub);
    PERFORM cdp._attribute_check(hub, name, many => true);
    SELECT u.users, u.remedy INTO used FROM cdp._attribute_users(hub, name) u;
    IF used.users IS NOT NULL THEN
        RAISE EXCEPTION 'attribute "%" of hub "%" is in use', name, hub
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = pg_catalog.format('It is used by %s.', used.users),
                  HINT = pg_catalog.format('End that first: %s.', used.remedy);
    END IF;
    rights := cdp._drop_profile_views(hub, name, ARRAY['unified_profile_masked', 'unified_profile', 'unified_profile_history', 'lineage', 'golden_conflict', 'contact_point', 'segment_overview']);
    EXECUTE pg_catalog.format('ALTER TABLE %1$I.record DROP COLUMN %2$I; ALTER TABLE %1$I.profile DROP COLUMN %2$I; ALTER TABLE %1$I.profile_history DROP COLUMN %2$I', hub, name);
    EXECUTE pg_catalog.format('DELETE FROM %I.attribute a WHERE a.name = $1', hub) USING name;
    EXECUTE pg_catalog.format('DELETE FROM %I.reject j WHERE j.kind = ''value'' AND j.attribute = $1', hub) USING name;
    EXECUTE pg_catalog.format('UPDATE %I.source s SET day_first = s.day_first - $1 WHERE s.day_first ? $1', hub) USING name;
    PERFORM cdp._start_golden_clock(hub);
    PERFORM cdp._refresh_views(hub);
    EXECUTE rights;
END
$$;
COMMENT ON FUNCTION cdp.drop_attribute(name, text) IS
    'Drops an attribute with its columns in records, golden records and their history, and its rejected values; the views of golden records are made anew, with what was granted on them. completeness of golden records follows at the next cdp.resolve. Only the owner of the hub may do it. Errors: 42703 for an unknown attribute, 2BP01 while something uses it (the mapping of a source, the active model, a segment, a group, an attribute that follows it, its limit as an identifier, a source policy, pinned, ignored or blocked values, or a source of another hub that reads it here, as far as the caller may see that) or views of yours read the views of golden records or its columns.';

CREATE FUNCTION cdp._keep_attributes(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE FUNCTION %1$I.keep_attribute() RETURNS trigger
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $f$
        BEGIN
            IF EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = %2$L::regclass AND a.attname = OLD.name AND NOT a.attisdropped) THEN
                RAISE EXCEPTION 'attribute "%%" is a column of records and golden records, which stay', OLD.name
                    USING ERRCODE = 'dependent_objects_still_exist', HINT = format('Call cdp.drop_attribute(%%L, %%L).', %3$L, OLD.name);
            END IF;
            RETURN OLD;
        END
        $f$;
        COMMENT ON FUNCTION %1$I.keep_attribute() IS 'Refuses to take the row of an attribute away, or to rename it, while its columns are there';
        CREATE TRIGGER keep_delete BEFORE DELETE ON %1$I.attribute FOR EACH ROW EXECUTE FUNCTION %1$I.keep_attribute();
        CREATE TRIGGER keep_name BEFORE UPDATE ON %1$I.attribute FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION %1$I.keep_attribute();
    $ddl$, hub, pg_catalog.format('%I.record', hub), hub);
END
$body$;
COMMENT ON FUNCTION cdp._keep_attributes(name) IS 'Internal: creates the trigger that refuses to delete or rename rows of table attribute.';
