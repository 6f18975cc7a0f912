-- SPDX-License-Identifier: PostgreSQL
-- Event sources: any relation whose rows name the key of a source's record. Profiles are reached through identity, so
-- that events follow merges and splits; nothing is copied.

CREATE FUNCTION cdp._event_expression(relation regclass, role text, expression text, target text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF expression IS NULL THEN
        RETURN NULL;
    END IF;
    expression := cdp._source_expression(relation, expression);
    PERFORM cdp._check_expression(relation, role, expression, target);
    RETURN expression;
END
$$;
COMMENT ON FUNCTION cdp._event_expression(regclass, text, text, text) IS 'Internal: the SQL of a column or expression over a row, parsed as a type.';

CREATE FUNCTION cdp.add_event_source(hub name, name text, relation regclass, source text, key text, at text,
    type text DEFAULT NULL, amount text DEFAULT NULL, properties text DEFAULT NULL, mode text DEFAULT 'scan') RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known boolean;
    key_type regtype;
BEGIN
    PERFORM cdp._hub_lock(hub);
    IF name IS NULL OR name = '' OR pg_catalog.octet_length(name) > 200 THEN
        RAISE EXCEPTION 'event source must have a name of 1 to 200 bytes'
            USING ERRCODE = 'invalid_name', HINT = 'Choose a short name such as orders.';
    ELSIF mode IS NULL OR mode NOT IN ('scan', 'trigger') THEN
        RAISE EXCEPTION 'mode "%" of event source "%" does not exist', mode, name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Modes are scan and trigger.';
    ELSIF key IS NULL OR at IS NULL THEN
        RAISE EXCEPTION 'key and at of event source "%" must not be null', name
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give columns or expressions: whose event it is, and when it was.';
    END IF;
    PERFORM cdp._check_relation(relation);
    PERFORM cdp._source_check(hub, source);
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.event_source s WHERE s.name = $1)', hub) INTO known USING name;
    IF known THEN
        RAISE EXCEPTION 'event source "%" of hub "%" already exists', name, hub
            USING ERRCODE = 'duplicate_object', HINT = 'Take another name, or remove it with cdp.drop_event_source.';
    END IF;
    key := cdp._source_expression(relation, key);
    key_type := cdp._check_expression(relation, 'key', key);
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.event_source (name, relation_schema, relation_name, source, key, key_type, type, at, amount, properties, mode)
         SELECT $1, n.nspname, c.relname, $3, $4, $5, $6, $7, $8, $9, $10
         FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $2', hub)
        USING name, relation, source, key, key_type::text,
              cdp._event_expression(relation, 'type', COALESCE(type, pg_catalog.quote_literal(name)), 'pg_catalog.text'),
              cdp._event_expression(relation, 'at', at, 'pg_catalog.timestamptz'),
              cdp._event_expression(relation, 'amount', amount, 'pg_catalog.numeric'),
              cdp._event_expression(relation, 'properties', properties, 'pg_catalog.jsonb'), mode;
    EXECUTE pg_catalog.format('INSERT INTO %I.touched_event (event_source) VALUES ($1)', hub) USING name;
    IF mode = 'trigger' THEN
        PERFORM cdp._create_event_trigger(hub, name, relation, key);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp.add_event_source(name, text, regclass, text, text, text, text, text, text, text) IS
    'Registers a table, view, materialized view, foreign or partitioned table whose rows are events of customers. source is the registered source whose keys the events name, key the column or expression over a row that gives that key; at tells when, type what happened (the name of the event source, if left out), amount is a number, properties a jsonb. Rows without key or time, and rows whose key no record has, are no events of anybody. Nothing is copied. mode says how changes are noticed: scan reads the relation at each refresh and compares a digest per key; trigger, for tables that you own, notes the keys as rows are written (rows that are written to a partition by its own name are not noticed). Errors: 42704 for an unknown source, 42710 for a name that is taken, and what the parser says of an expression.';

CREATE FUNCTION cdp._event_trigger_name(hub name, name text) RETURNS name
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('touch_' || pg_catalog.substr(pg_catalog.md5(hub || '.' || name), 1, 16))::name;
COMMENT ON FUNCTION cdp._event_trigger_name(name, text) IS 'Internal: name of the trigger function of an event source, and stem of its triggers.';

CREATE FUNCTION cdp._create_event_trigger(hub name, name text, relation regclass, key text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    function name := cdp._event_trigger_name(hub, name);
BEGIN
    IF (SELECT c.relkind NOT IN ('r', 'p') FROM pg_catalog.pg_class c WHERE c.oid = relation) THEN
        RAISE EXCEPTION 'event source "%" cannot have triggers', name
            USING ERRCODE = 'wrong_object_type', HINT = 'Use mode => ''scan'' for views and foreign tables.';
    END IF;
    EXECUTE pg_catalog.format($ddl$
        CREATE FUNCTION %1$I.%2$I() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $f$
        BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                INSERT INTO %1$I.touched_event (event_source) VALUES (%3$L);
            END IF;
            IF TG_OP IN ('INSERT', 'UPDATE') THEN
                INSERT INTO %1$I.touched_event (event_source, source_key) SELECT DISTINCT %3$L, k.key FROM (SELECT (%4$s
                    )::text AS key FROM new_rows) k WHERE k.key IS NOT NULL;
            END IF;
            IF TG_OP IN ('UPDATE', 'DELETE') THEN
                INSERT INTO %1$I.touched_event (event_source, source_key) SELECT DISTINCT %3$L, k.key FROM (SELECT (%4$s
                    )::text AS key FROM old_rows) k WHERE k.key IS NOT NULL;
            END IF;
            RETURN NULL;
        END
        $f$;
        REVOKE ALL ON FUNCTION %1$I.%2$I() FROM PUBLIC;
        COMMENT ON FUNCTION %1$I.%2$I() IS %5$L;
    $ddl$, hub, function, name, key, pg_catalog.format('Notes keys of the event source %s whose events changed in touched_event', name));
    EXECUTE (
        SELECT pg_catalog.string_agg(pg_catalog.format('CREATE TRIGGER %4$I AFTER %1$s ON %2$s %3$s FOR EACH STATEMENT EXECUTE FUNCTION %5$I.%6$I()',
            o.operation, relation, o.rows, function || '_' || o.operation, hub, function), '; ')
        FROM (VALUES ('insert', 'REFERENCING NEW TABLE AS new_rows'), ('update', 'REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows'),
                     ('delete', 'REFERENCING OLD TABLE AS old_rows'), ('truncate', '')) o (operation, rows));
END
$body$;
COMMENT ON FUNCTION cdp._create_event_trigger(name, text, regclass, text) IS 'Internal: creates the triggers of an event source of mode trigger.';

CREATE FUNCTION cdp.drop_event_source(hub name, name text, confirm text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    known text[];
BEGIN
    PERFORM cdp._hub_lock(hub);
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.name ORDER BY s.name), ''{}'') FROM %I.event_source s', hub) INTO known;
    IF name IS NULL OR name <> ALL (known) THEN
        RAISE EXCEPTION 'event source "%" of hub "%" does not exist', name, hub
            USING ERRCODE = 'undefined_object', HINT = pg_catalog.format('Its event sources are: %s.', COALESCE(NULLIF(pg_catalog.array_to_string(known, ', '), ''), 'none'));
    ELSIF confirm IS DISTINCT FROM name THEN
        RAISE EXCEPTION 'event source "%" is not dropped without its name as confirmation', name
            USING ERRCODE = 'invalid_parameter_value', HINT = pg_catalog.format('Call cdp.drop_event_source(%L, %L, confirm => %L).', hub, name, name);
    END IF;
    EXECUTE pg_catalog.format('DROP FUNCTION IF EXISTS %I.%I() CASCADE', hub, cdp._event_trigger_name(hub, name));
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.touched_profile (profile_id, changed)
             SELECT DISTINCT i.profile_id, ARRAY[''*''] FROM %1$I.record r JOIN %1$I.identity i USING (record_id) WHERE r.source = (SELECT s.source FROM %1$I.event_source s WHERE s.name = $1)', hub) USING name;
    EXECUTE pg_catalog.format('DELETE FROM %I.event_state WHERE event_source = $1', hub) USING name;
    EXECUTE pg_catalog.format('DELETE FROM %I.touched_event WHERE event_source = $1', hub) USING name;
    EXECUTE pg_catalog.format('DELETE FROM %I.event_source s WHERE s.name = $1', hub) USING name;
END
$$;
COMMENT ON FUNCTION cdp.drop_event_source(name, text, text) IS
    'Takes an event source out of a hub; the relation itself is not touched. confirm must repeat the name. Traits and segments follow at the next refresh.';

-- why: a key that is compared as text finds no index of a number; written as a number too, it does.
CREATE FUNCTION cdp._event_key_match(key_type text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'e.key::text = r.source_key' || CASE
    WHEN key_type IN ('smallint', 'integer', 'bigint') THEN $$ AND e.key = CASE WHEN r.source_key ~ '^-?[0-9]{1,18}$' THEN r.source_key::bigint END$$
    WHEN key_type = 'uuid' THEN $$ AND e.key = CASE WHEN r.source_key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN r.source_key::uuid END$$
    ELSE '' END;
COMMENT ON FUNCTION cdp._event_key_match(text) IS 'Internal: the SQL that joins an event e to a record r.';

CREATE FUNCTION cdp._event_columns(event_source record) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN pg_catalog.format(E'(%s\n) AS key, (%s\n)::text AS type, (%s\n)::timestamptz AS at, (%s\n)::numeric AS amount, (%s\n)::jsonb AS properties',
        event_source.key, event_source.type, event_source.at, COALESCE(event_source.amount, 'NULL'), COALESCE(event_source.properties, 'NULL'));
END
$$;
COMMENT ON FUNCTION cdp._event_columns(record) IS 'Internal: the SQL that reads events from a row of an event source.';

CREATE FUNCTION cdp._event_sql(hub name, filter text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    parts text[] := '{}';
BEGIN
    FOR item IN EXECUTE pg_catalog.format('SELECT s.* FROM %I.event_source s ORDER BY s.name COLLATE "C"', hub) LOOP
        IF pg_catalog.to_regclass(pg_catalog.format('%I.%I', item.relation_schema, item.relation_name)) IS NULL THEN
            RAISE EXCEPTION 'relation "%.%" of event source "%" does not exist', item.relation_schema, item.relation_name, item.name
                USING ERRCODE = 'undefined_table',
                      HINT = pg_catalog.format('Restore it, or take the event source out with cdp.drop_event_source(%L, %L, confirm => %L).', hub, item.name, item.name);
        END IF;
        parts := parts || pg_catalog.format(E'SELECT i.profile_id, %2$L::text AS event_source, r.source_key, e.type, e.at, e.amount, e.properties\nFROM %1$I.identity i\nJOIN %1$I.record r USING (record_id)\nJOIN (SELECT %3$s FROM %4$I.%5$I) e ON %6$s\nWHERE r.source = %7$L AND e.at IS NOT NULL%8$s',
            hub, item.name, cdp._event_columns(item), item.relation_schema, item.relation_name, cdp._event_key_match(item.key_type), item.source, filter);
    END LOOP;
    RETURN COALESCE(NULLIF(pg_catalog.array_to_string(parts, E'\nUNION ALL\n'), ''),
        'SELECT NULL::bigint AS profile_id, NULL::text AS event_source, NULL::text AS source_key, NULL::text AS type, NULL::timestamptz AS at, NULL::numeric AS amount, NULL::jsonb AS properties WHERE false');
END
$$;
COMMENT ON FUNCTION cdp._event_sql(name, text) IS 'Internal: event_sql with a further condition on identity i.';

CREATE FUNCTION cdp.event_sql(hub name, profiles text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._hub_check(hub);
    RETURN cdp._event_sql(hub, CASE WHEN profiles IS NULL THEN '' ELSE pg_catalog.format(E' AND i.profile_id IN (%s\n)', profiles) END);
END
$$;
COMMENT ON FUNCTION cdp.event_sql(name, text) IS
    'The statement that gives the events of a hub by profile: columns profile_id, event_source, source_key, type, at, amount, properties. Run it, EXPLAIN it, or hand it to cdp.funnel, cdp.paths and cdp.retention_matrix. profiles is a query that gives the profile ids; null for all.';

CREATE FUNCTION cdp._touch_events(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
BEGIN
    PERFORM cdp._open_scratch();
    FOR item IN EXECUTE pg_catalog.format('SELECT s.* FROM %I.event_source s WHERE s.mode = ''scan'' AND pg_catalog.to_regclass(pg_catalog.format(''%%I.%%I'', s.relation_schema, s.relation_name)) IS NOT NULL ORDER BY s.name COLLATE "C"', hub) LOOP
        EXECUTE pg_catalog.format(
            'INSERT INTO pg_temp.cdp_digest SELECT d.* FROM cdp._run_as(%L, %L, ''{}'', ''{}'') AS d (source_key text, events bigint, digest numeric)', cdp._hub_owner(hub),
            pg_catalog.format('SELECT e.key::text, count(*), sum(hashtextextended(ROW(e.type, e.at, e.amount, e.properties)::text, 0)) FROM (SELECT %s FROM %I.%I) e WHERE e.key IS NOT NULL AND e.at IS NOT NULL GROUP BY e.key::text',
                cdp._event_columns(item), item.relation_schema, item.relation_name));
        ANALYZE pg_temp.cdp_digest;
        EXECUTE pg_catalog.format(
            'WITH gone AS (DELETE FROM %1$I.event_state s WHERE s.event_source = $1 AND NOT EXISTS (SELECT FROM pg_temp.cdp_digest d WHERE d.source_key = s.source_key) RETURNING s.source_key),
                  kept AS (INSERT INTO %1$I.event_state AS s (event_source, source_key, events, digest) SELECT $1, d.source_key, d.events, d.digest FROM pg_temp.cdp_digest d
                           ON CONFLICT (event_source, source_key) DO UPDATE SET events = EXCLUDED.events, digest = EXCLUDED.digest
                           WHERE (s.events, s.digest) IS DISTINCT FROM (EXCLUDED.events, EXCLUDED.digest) RETURNING s.source_key)
             INSERT INTO %1$I.touched_event (event_source, source_key) SELECT $1, g.source_key FROM gone g UNION ALL SELECT $1, k.source_key FROM kept k', hub) USING item.name;
        TRUNCATE pg_temp.cdp_digest;
    END LOOP;
    EXECUTE pg_catalog.format(
        'WITH touched AS (DELETE FROM %1$I.touched_event t RETURNING t.event_source, t.source_key)
         INSERT INTO %1$I.touched_profile (profile_id, changed)
         SELECT i.profile_id, ARRAY[''*''] FROM (SELECT DISTINCT t.event_source, t.source_key FROM touched t WHERE t.source_key IS NOT NULL) t
             JOIN %1$I.event_source s ON s.name = t.event_source JOIN %1$I.record r ON r.source = s.source AND r.source_key = t.source_key JOIN %1$I.identity i USING (record_id)
         UNION SELECT i.profile_id, ARRAY[''*''] FROM (SELECT DISTINCT t.event_source FROM touched t WHERE t.source_key IS NULL) t
             JOIN %1$I.event_source s ON s.name = t.event_source JOIN %1$I.record r ON r.source = s.source JOIN %1$I.identity i USING (record_id)', hub);
END
$$;
COMMENT ON FUNCTION cdp._touch_events(name) IS 'Internal: finds the keys whose events changed and notes their profiles in touched_profile.';
