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
    'Registers a table, view, materialized view, foreign or partitioned table whose rows are events of customers. source is the registered source whose keys the events name, key the column or expression over a row that gives that key; at tells when, type what happened (the name of the event source, if left out), amount is a number, properties a jsonb. Rows without key or time, and rows whose key no record has, are no events of anybody. Nothing is copied. mode says how changes are noticed: scan reads the relation at each refresh of segments or traits that depend on its events, other than by a write, and compares a digest per key; trigger, for tables that you own, notes the keys as rows are written (rows that are written to a partition by its own name are not noticed). Errors: 42704 for an unknown source, 42710 for a name that is taken, and what the parser says of an expression.';

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

CREATE FUNCTION cdp._has_event(hub name, event_source text, event text) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    found boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT s.* FROM %I.event_source s WHERE s.name = $1', hub) INTO item USING event_source;
    IF item.type = pg_catalog.quote_literal(event) THEN
        RETURN true;
    ELSIF pg_catalog.to_regclass(pg_catalog.format('%I.%I', item.relation_schema, item.relation_name)) IS NULL OR NOT pg_catalog.pg_has_role(cdp._hub_owner(hub), 'USAGE') THEN
        RETURN NULL;
    END IF;
    SELECT d.found INTO found FROM cdp._run_as(cdp._hub_owner(hub),
        pg_catalog.format('SELECT EXISTS (SELECT FROM %I.%I WHERE (%s' || E'\n' || ')::text = %L)', item.relation_schema, item.relation_name, item.type, event), '{}', '{}') AS d (found boolean);
    RETURN found;
EXCEPTION WHEN OTHERS THEN
    -- why: a row whose expression fails is told by what reads the events, not by what only looks.
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION cdp._has_event(name, text, text) IS
    'Internal: whether an event source has an event of a type, or could have no other; null when that cannot be told, as for a caller who has not the rights of the owner of the hub.';

CREATE FUNCTION cdp._warn_of_event(hub name, event text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    sources text[];
    found boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.name ORDER BY s.name COLLATE "C"), ''{}'') FROM %I.event_source s', hub) INTO sources;
    IF event IS NULL OR sources = '{}' THEN
        RETURN;
    END IF;
    SELECT pg_catalog.bool_or(COALESCE(cdp._has_event(hub, s.name, event), true)) INTO found FROM pg_catalog.unnest(sources) AS s (name);
    IF NOT found THEN
        RAISE WARNING 'hub "%" has no event of type "%"', hub, event
            USING DETAIL = pg_catalog.format('Its event sources are %s.', pg_catalog.array_to_string(sources, ', ')),
                  HINT = pg_catalog.format('Unless it is still to come, look for the right one in the column type of what cdp.event_sql(%L) selects.', hub);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._warn_of_event(name, text) IS 'Internal: warns when no event source has an event of a type, which may be misspelt.';

CREATE FUNCTION cdp._event_readers(hub name, event_source text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    readers text;
    others text[];
BEGIN
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.name), ''{}'') FROM %I.event_source s WHERE s.name <> $1', hub) INTO others USING event_source;
    EXECUTE pg_catalog.format($q$
        WITH reader (label, event, condition) AS MATERIALIZED (
            SELECT pg_catalog.format('trait "%%s"', t.name), t.event, t.condition FROM %1$I.trait t
            UNION ALL
            SELECT pg_catalog.format('segment "%%s"', s.name), s.arguments[4 * k - 3], s.arguments[4 * k]
            FROM %1$I.segment s, pg_catalog.generate_series(1, pg_catalog.cardinality(s.helpers)) k
            WHERE s.helpers[k] = 'did' AND s.kind IN ('dynamic', 'composite') AND s.archived_at IS NULL
        ), lost (event) AS MATERIALIZED (
            SELECT n.event FROM (SELECT DISTINCT r.event FROM reader r) n
            WHERE CASE WHEN n.event IS NULL THEN $2 = '{}'
                       ELSE COALESCE(cdp._has_event($3, $1, n.event), false) AND NOT EXISTS (SELECT FROM pg_catalog.unnest($2) AS o (name) WHERE cdp._has_event($3, o.name, n.event)) END)
        SELECT pg_catalog.string_agg(DISTINCT r.label, ', ') FROM reader r
        WHERE EXISTS (SELECT FROM lost l WHERE l.event IS NOT DISTINCT FROM r.event) OR pg_catalog.strpos(r.condition, pg_catalog.quote_literal($1)) > 0$q$, hub)
        INTO readers USING event_source, others, hub;
    RETURN readers;
END
$$;
COMMENT ON FUNCTION cdp._event_readers(name, text) IS 'Internal: traits and segments that would lose events with an event source: of types that only it has, or which name it; null for none.';

CREATE FUNCTION cdp.drop_event_source(hub name, name text, confirm text DEFAULT NULL, force boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    known text[];
    readers text;
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
    readers := CASE WHEN NOT force THEN cdp._event_readers(hub, name) END;
    IF readers IS NOT NULL THEN
        RAISE EXCEPTION 'event source "%" is read by traits and segments', name
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = pg_catalog.format('They are %s.', readers),
                  HINT = 'Drop or change these first; with force => true they stay, and find none of its events.';
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
COMMENT ON FUNCTION cdp.drop_event_source(name, text, text, boolean) IS
    'Takes an event source out of a hub; the relation itself is not touched. confirm must repeat the name. Refuses with dependent_objects_still_exist while traits or segments read events of a type that no other event source has, or name it; with force they stay without these events, and follow at the next refresh.';

-- why: one comparison, by the type of the key, finds an index on it and lets the planner know how many rows match. A key is
-- equal to the text that a number or a uuid is written as, to no other.
CREATE FUNCTION cdp._event_key_match(key_type text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN key_type IN ('smallint', 'integer', 'bigint') THEN
        $$e.key = CASE WHEN r.source_key ~ '^(0|-?[1-9][0-9]{0,17})$' OR (r.source_key ~ '^-?[1-9][0-9]{18}$' AND r.source_key::numeric BETWEEN -9223372036854775808 AND 9223372036854775807) THEN r.source_key::bigint END$$
    WHEN key_type = 'uuid' THEN $$e.key = CASE WHEN r.source_key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN r.source_key::uuid END$$
    ELSE 'e.key::text = r.source_key' END;
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

CREATE FUNCTION cdp._may_have_event(type text, events text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN events IS NULL OR pg_catalog.array_position(events, NULL) IS NOT NULL
    OR COALESCE(pg_catalog.replace((pg_catalog.regexp_match(type, '^''((?:[^''\\]|'''')*)''(?:::text)?$'))[1], '''''', '''') = ANY (events), true);
COMMENT ON FUNCTION cdp._may_have_event(text, text[]) IS
    'Internal: whether an event source, whose type is this expression, may have events of some types; of a null type: of any. Only a type that is a constant says no.';

-- why: where the type is a column of a table, what is of another type need not be joined to records; of an expression, which may
-- fail, as a column of a view may, only rows that are asked about are looked at.
CREATE FUNCTION cdp._event_type_filter(relation regclass, type text, events text[]) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
RETURN CASE WHEN type ~ '^([a-z_][a-z0-9_$]*|"[^"]+")$' AND pg_catalog.cardinality(events) > 0 AND pg_catalog.array_position(events, NULL) IS NULL
        AND (SELECT c.relkind IN ('r', 'p', 'm', 'f') FROM pg_catalog.pg_class c WHERE c.oid = relation)
    THEN pg_catalog.format(' AND e.type = ANY (%L::text[])', events) ELSE '' END;
COMMENT ON FUNCTION cdp._event_type_filter(regclass, text, text[]) IS 'Internal: the condition that leaves out events e of other types, of a source over a relation whose type is this expression.';

CREATE FUNCTION cdp._event_sql(hub name, filter text, events text[] DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    parts text[] := '{}';
BEGIN
    FOR item IN EXECUTE pg_catalog.format('SELECT s.* FROM %I.event_source s WHERE cdp._may_have_event(s.type, $1) ORDER BY s.name COLLATE "C"', hub) USING events LOOP
        IF pg_catalog.to_regclass(pg_catalog.format('%I.%I', item.relation_schema, item.relation_name)) IS NULL THEN
            RAISE EXCEPTION 'relation "%.%" of event source "%" does not exist', item.relation_schema, item.relation_name, item.name
                USING ERRCODE = 'undefined_table',
                      HINT = pg_catalog.format('Restore it, or take the event source out with cdp.drop_event_source(%L, %L, confirm => %L).', hub, item.name, item.name);
        END IF;
        parts := parts || pg_catalog.format(E'SELECT i.profile_id, e.at, e.type, e.amount, e.properties, %2$L::text AS event_source, r.source_key\nFROM %1$I.identity i\nJOIN %1$I.record r USING (record_id)\nJOIN (SELECT %3$s FROM %4$I.%5$I) e ON %6$s\nWHERE r.source = %7$L AND e.at IS NOT NULL%8$s',
            hub, item.name, cdp._event_columns(item), item.relation_schema, item.relation_name, cdp._event_key_match(item.key_type), item.source, filter || cdp._event_type_filter(pg_catalog.format('%I.%I', item.relation_schema, item.relation_name)::regclass, item.type, events));
    END LOOP;
    RETURN COALESCE(NULLIF(pg_catalog.array_to_string(parts, E'\nUNION ALL\n'), ''),
        'SELECT NULL::bigint AS profile_id, NULL::timestamptz AS at, NULL::text AS type, NULL::numeric AS amount, NULL::jsonb AS properties, NULL::text AS event_source, NULL::text AS source_key WHERE false');
END
$$;
COMMENT ON FUNCTION cdp._event_sql(name, text, text[]) IS 'Internal: event_sql with a further condition on identity i and event e, from the sources that may have events of some types; perhaps events of other types besides.';

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
    'The statement that gives the events of a hub by profile: columns profile_id, at, type, amount, properties, event_source, source_key. Run it, EXPLAIN it, or hand it to cdp.funnel, cdp.paths and cdp.retention_matrix. profiles is a query that gives the profile ids; null for all.';
