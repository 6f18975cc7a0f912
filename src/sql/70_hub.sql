-- SPDX-License-Identifier: PostgreSQL
-- Hubs: create, drop, list. A hub is a schema of ordinary tables owned by the role that made it; the extension
-- owns nothing of it. Names that start with an underscore are internal: they may change without notice.

CREATE FUNCTION cdp._hub_check(hub name) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF hub IS NULL THEN
        RAISE EXCEPTION 'hub must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'cdp.hubs() lists the hubs of this database.';
    END IF;
    IF NOT EXISTS (SELECT FROM cdp.hubs() h WHERE h.hub = _hub_check.hub) THEN
        RAISE EXCEPTION 'hub "%" does not exist', hub
            USING ERRCODE = 'invalid_schema_name',
                  HINT = 'cdp.hubs() lists the hubs of this database; cdp.create_hub makes one.';
    END IF;
    IF NOT (pg_catalog.has_schema_privilege(hub, 'USAGE') AND pg_catalog.has_table_privilege(pg_catalog.format('%I.hub', hub), 'SELECT')) THEN
        PERFORM cdp._deny_hub(hub, 'reading', 'USAGE on the schema and SELECT on its tables and views');
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._hub_check(name) IS 'Internal: raises invalid_schema_name unless the hub exists, and insufficient_privilege unless the caller may read it.';

CREATE FUNCTION cdp._deny_hub(hub name, what text, needed text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION 'permission denied for hub "%"', hub
        USING ERRCODE = 'insufficient_privilege', DETAIL = pg_catalog.format('Role %s lacks rights that %s the hub takes.', CURRENT_USER, what),
              HINT = pg_catalog.format('Have the owner of the hub, whom cdp.hubs() names, grant %s; or be a member of that role.', needed);
END
$$;
COMMENT ON FUNCTION cdp._deny_hub(name, text, text) IS 'Internal: raises insufficient_privilege for a hub, with what its owner could grant.';

CREATE FUNCTION cdp._deny_writing(hub name) RETURNS void
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT cdp._deny_hub(hub, 'writing', 'SELECT, INSERT, UPDATE and DELETE on its tables and USAGE on its sequences') $$;
COMMENT ON FUNCTION cdp._deny_writing(name) IS 'Internal: raises insufficient_privilege for who may not write a hub.';

CREATE FUNCTION cdp._hub_lock(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._hub_check(hub);
    IF NOT pg_catalog.has_table_privilege(pg_catalog.format('%I.run', hub), 'INSERT') THEN
        PERFORM cdp._deny_writing(hub);
    END IF;
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('cdp hub ' || hub, 0));
END
$$;
COMMENT ON FUNCTION cdp._hub_lock(name) IS
    'Internal: checks that the hub exists and that the caller may write it, and makes the calls that write it in bulk (sync, train, resolve ...) wait for each other until commit. Readers are not touched.';

CREATE FUNCTION cdp._own_hub(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner name;
BEGIN
    PERFORM cdp._hub_lock(hub);
    owner := cdp._hub_owner(hub);
    IF NOT pg_catalog.pg_has_role(owner, 'USAGE') THEN
        RAISE EXCEPTION 'only the owner of hub "%" may change its columns and views', hub
            USING ERRCODE = 'insufficient_privilege', DETAIL = pg_catalog.format('Role %s is not a member of %s.', CURRENT_USER, owner),
                  HINT = pg_catalog.format('Have %s call it, or be a member of that role.', owner);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._own_hub(name) IS 'Internal: _hub_lock for calls that change columns or views, which only the owner of the hub and members of that role may.';

CREATE FUNCTION cdp.hubs() RETURNS TABLE (hub name, owner name, template text, cdp_version text, created_at timestamptz)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    FOR hub, owner IN
        SELECT n.nspname, r.rolname
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_roles r ON r.oid = n.nspowner
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'cdp_version' AND NOT a.attisdropped
        WHERE c.relname = 'hub' AND c.relkind IN ('r', 'p')
        ORDER BY n.nspname
    LOOP
        template := NULL;
        cdp_version := NULL;
        created_at := NULL;
        IF pg_catalog.has_schema_privilege(hub, 'USAGE')
           AND pg_catalog.has_table_privilege(pg_catalog.format('%I.hub', hub), 'SELECT') THEN
            EXECUTE pg_catalog.format('SELECT h.template, h.cdp_version, h.created_at FROM %I.hub h', hub)
                INTO template, cdp_version, created_at;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp.hubs() IS
    'The hubs of this database, found in the catalogues: name, owner, template, version of cdp that wrote it, time of creation. The last three are null where the caller may not read the hub.';

CREATE FUNCTION cdp.create_hub(hub name, template text DEFAULT 'person', region text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attributes text[];
    item text;
BEGIN
    IF hub IS NULL OR hub = '' OR hub ~ '^pg_' OR hub IN ('information_schema', 'public', 'cdp') THEN
        RAISE EXCEPTION 'hub cannot be called "%"', hub
            USING ERRCODE = 'reserved_name',
                  HINT = 'A hub becomes a schema of its own: take a name other than public, cdp, information_schema and pg_....';
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = hub) THEN
        RAISE EXCEPTION 'schema "%" already exists', hub
            USING ERRCODE = 'duplicate_schema', HINT = 'Take another name, or drop the hub first with cdp.drop_hub.';
    END IF;
    -- name:kind, in the order in which people read them
    attributes := CASE template
        WHEN 'person' THEN ARRAY['given_name:given_name', 'family_name:family_name', 'gender:gender', 'birth_date:birth_date',
            'email:email', 'phone:phone', 'street:street', 'postcode:postcode', 'city:city', 'country:country']
        WHEN 'company' THEN ARRAY['company:company', 'registration_number:identifier', 'email:email', 'phone:phone',
            'street:street', 'postcode:postcode', 'city:city', 'country:country']
        WHEN 'empty' THEN ARRAY[]::text[]
    END;
    IF attributes IS NULL THEN
        RAISE EXCEPTION 'template "%" does not exist', template
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Templates are person, company and empty.';
    END IF;
    IF cdp.country_code(region) IS DISTINCT FROM region THEN
        RAISE EXCEPTION 'region "%" is not a country code', region
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = COALESCE('Perhaps you meant ' || cdp.country_code(region), 'Give a code of ISO 3166 such as FR or GB') || '; null is for sources of many countries.';
    END IF;
    EXECUTE pg_catalog.format('CREATE SCHEMA %I', hub);
    EXECUTE pg_catalog.format('COMMENT ON SCHEMA %I IS %L', hub, 'Customer hub of the extension cdp');
    PERFORM cdp._create_registry(hub, template, region);
    PERFORM cdp._create_source_policy(hub);
    PERFORM cdp._create_records(hub);
    PERFORM cdp._create_identities(hub);
    PERFORM cdp._create_profiles(hub);
    PERFORM cdp._create_history_table(hub);
    PERFORM cdp._create_stewardship(hub);
    PERFORM cdp._create_keys(hub);
    PERFORM cdp._create_blocked(hub);
    PERFORM cdp._create_queue(hub);
    PERFORM cdp._create_events(hub);
    PERFORM cdp._create_segments(hub);
    PERFORM cdp._create_touch_triggers(hub);
    PERFORM cdp._keep_attributes(hub);
    PERFORM cdp._follow_mapping(hub);
    FOREACH item IN ARRAY attributes LOOP
        PERFORM cdp._add_attribute(hub, pg_catalog.split_part(item, ':', 1), pg_catalog.split_part(item, ':', 2), false, NULL);
    END LOOP;
    PERFORM cdp._refresh_views(hub);
END
$$;
COMMENT ON FUNCTION cdp.create_hub(name, text, text) IS
    'Creates a hub: a schema of that name with the tables and views of a customer repository, owned by the caller. template gives the first attributes: person, company or empty. region is the country (code of ISO 3166: FR, GB ...) of phones and postcodes that come without one, or with one that cdp.country_code does not know; null takes them as they are written. Raises duplicate_schema when the schema exists and reserved_name for names such as public.';

CREATE FUNCTION cdp._hub_readers(hub name, attribute text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    other record;
    sources text;
    readers text[] := '{}';
BEGIN
    FOR other IN SELECT h.hub FROM cdp.hubs() h WHERE h.hub <> _hub_readers.hub AND h.cdp_version IS NOT NULL LOOP
        IF pg_catalog.has_table_privilege(pg_catalog.format('%I.source', other.hub), 'SELECT') AND pg_catalog.has_table_privilege(pg_catalog.format('%I.event_source', other.hub), 'SELECT') THEN
            EXECUTE pg_catalog.format(
                'SELECT pg_catalog.string_agg(pg_catalog.format(''"%%s"'', s.name), '', '' ORDER BY s.name COLLATE "C")
                 FROM (SELECT DISTINCT r.name
                       FROM (SELECT s.name, s.relation_name, ARRAY[s.key, s.observed_at] || ARRAY(SELECT m.value #>> ''{}'' FROM pg_catalog.jsonb_path_query(s.mapping, ''$.*'') AS m (value)) AS expressions
                             FROM %1$I.source s WHERE s.relation_schema = $1
                             UNION ALL SELECT e.name, e.relation_name, ARRAY[e.key, e.type, e.at, e.amount, e.properties] FROM %1$I.event_source e WHERE e.relation_schema = $1) r
                       WHERE $2 IS NULL OR EXISTS (SELECT FROM pg_catalog.unnest(r.expressions) AS x (expression) WHERE x.expression ~* (''\m'' || $2 || ''\M''))
                           AND EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = pg_catalog.to_regclass(pg_catalog.format(''%%I.%%I'', $1, r.relation_name)) AND a.attname = $2)) s', other.hub)
                INTO sources USING hub, attribute;
            IF sources IS NOT NULL THEN
                readers := readers || pg_catalog.format('"%s" (source %s)', other.hub, sources);
            END IF;
        END IF;
    END LOOP;
    RETURN NULLIF(pg_catalog.array_to_string(readers, ', '), '');
END
$$;
COMMENT ON FUNCTION cdp._hub_readers(name, text) IS 'Internal: the other hubs whose sources read a hub, or name the column of an attribute of it, with these sources, as far as the caller may see them; null for none.';

CREATE FUNCTION cdp.drop_hub(hub name, confirm text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    dependents text;
BEGIN
    PERFORM cdp._hub_lock(hub);
    IF confirm IS DISTINCT FROM hub::text THEN
        RAISE EXCEPTION 'hub "%" is not dropped without its name as confirmation', hub
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = pg_catalog.format('Call cdp.drop_hub(%L, confirm => %L); records, identities and golden records go with it.', hub, hub);
    END IF;
    SELECT pg_catalog.string_agg(DISTINCT d.dependent::pg_catalog.regclass::text, ', ') INTO dependents
    FROM (
        SELECT w.ev_class AS dependent
        FROM pg_catalog.pg_depend p
        JOIN pg_catalog.pg_rewrite w ON p.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND w.oid = p.objid
        JOIN pg_catalog.pg_class used ON p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND used.oid = p.refobjid
        WHERE used.relnamespace = pg_catalog.quote_ident(hub)::pg_catalog.regnamespace
        UNION ALL
        SELECT k.conrelid
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class used ON used.oid = k.confrelid
        WHERE used.relnamespace = pg_catalog.quote_ident(hub)::pg_catalog.regnamespace
    ) d
    JOIN pg_catalog.pg_class c ON c.oid = d.dependent
    WHERE c.relnamespace <> pg_catalog.quote_ident(hub)::pg_catalog.regnamespace;
    IF dependents IS NOT NULL THEN
        RAISE EXCEPTION 'hub "%" is used by objects outside it', hub
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = pg_catalog.format('They are %s.', dependents),
                  HINT = 'Drop or change these objects first.';
    END IF;
    dependents := cdp._hub_readers(hub);
    IF dependents IS NOT NULL THEN
        RAISE EXCEPTION 'hub "%" is read by other hubs', hub
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = pg_catalog.format('They are %s.', dependents),
                  HINT = 'Drop these hubs first, or their sources with cdp.drop_source and cdp.drop_event_source.';
    END IF;
    EXECUTE pg_catalog.format('DROP SCHEMA %I CASCADE', hub);
END
$$;
COMMENT ON FUNCTION cdp.drop_hub(name, text) IS
    'Drops a hub with everything in it, and the triggers of its sources. confirm must repeat the name. Refuses with dependent_objects_still_exist while views or foreign keys outside the hub use it, or sources of other hubs read it.';
