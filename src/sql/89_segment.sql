-- SPDX-License-Identifier: PostgreSQL
-- Segments: what a definition is compiled to, create, alter, drop.

CREATE FUNCTION cdp._segment_stage(mode text) RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE mode WHEN 'immediate' THEN 1 WHEN 'queued' THEN 2 WHEN 'scheduled' THEN 3 END::smallint;
COMMENT ON FUNCTION cdp._segment_stage(text) IS 'Internal: order of the modes of refresh; null for another.';

CREATE FUNCTION cdp._segment_id(hub name, name text) RETURNS int
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    id int;
    names text[];
BEGIN
    EXECUTE pg_catalog.format('SELECT s.segment_id FROM %I.segment s WHERE s.name = $1 AND s.archived_at IS NULL', hub) INTO id USING name;
    IF id IS NULL THEN
        EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.name ORDER BY s.name COLLATE "C"), ''{}'') FROM %I.segment s WHERE s.archived_at IS NULL', hub) INTO names;
        RAISE EXCEPTION 'segment "%" of hub "%" does not exist', name, hub
            USING ERRCODE = 'undefined_object', HINT = COALESCE('Perhaps you meant ' || cdp._near_names(name, names) || '.', pg_catalog.format('See table %I.segment.', hub));
    END IF;
    RETURN id;
END
$$;
COMMENT ON FUNCTION cdp._segment_id(name, text) IS 'Internal: number of a segment; raises undefined_object for an unknown or dropped one.';

CREATE FUNCTION cdp._did_events(helpers text[], arguments text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT COALESCE(pg_catalog.array_agg(arguments[4 * k - 3]), '{}') FROM pg_catalog.generate_series(1, pg_catalog.cardinality(helpers)) k WHERE helpers[k] = 'did' $$;
COMMENT ON FUNCTION cdp._did_events(text[], text[]) IS 'Internal: types of the events that a definition asks for; null among them stands for all.';

CREATE FUNCTION cdp._identifier_columns(hub name, kind text) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    columns text[];
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(a.name ORDER BY a.position) FROM %I.attribute a WHERE a.kind = $1 OR a.name = $1', hub) INTO columns USING kind;
    IF columns IS NULL THEN
        RAISE EXCEPTION 'hub "%" has no attribute of kind "%"', hub, kind
            USING ERRCODE = 'undefined_column', HINT = pg_catalog.format('See table %I.attribute.', hub);
    END IF;
    RETURN columns;
END
$$;
COMMENT ON FUNCTION cdp._identifier_columns(name, text) IS 'Internal: attributes of a kind, or of that name.';

CREATE FUNCTION cdp._compile_segment(hub name, kind text, definition text,
    OUT expression text, OUT helpers text[], OUT arguments text[], OUT columns text[], OUT segments int[], OUT reads_events boolean, OUT timed boolean)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, cdp, pg_temp
AS $$
DECLARE
    parsed record;
    args text[];
    part text;
    found text[];
BEGIN
    IF definition IS NULL OR definition ~ '_helper\s*\(' THEN
        RAISE EXCEPTION 'a segment needs a definition'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Write what is true for its members, such as city = ''Lyon'' AND did(''purchase'', 1, ''30 days'').';
    END IF;
    SELECT c.* INTO parsed FROM cdp._condition(pg_catalog.format('%I.unified_profile', hub)::regclass, 'p', CASE kind WHEN 'composite' THEN cdp._set_expression(definition) ELSE definition END, true) c;
    expression := parsed.expression;
    helpers := parsed.helpers;
    arguments := parsed.arguments;
    columns := parsed.columns;
    segments := '{}';
    reads_events := 'did' = ANY (helpers);
    timed := reads_events OR 'within' = ANY (helpers);
    FOR k IN 1 .. pg_catalog.cardinality(helpers) LOOP
        args := arguments[4 * k - 3 : 4 * k];
        CASE helpers[k]
            WHEN 'in_segment' THEN
                segments := segments || cdp._segment_id(hub, args[1]);
                part := pg_catalog.format('COALESCE(%s = ANY (g.members), false)', segments[pg_catalog.cardinality(segments)]);
            WHEN 'has_identifier' THEN
                found := cdp._identifier_columns(hub, args[1]);
                columns := columns || found;
                part := pg_catalog.format('(%s > 0)', cdp._nonnulls_sql((SELECT pg_catalog.string_agg(pg_catalog.format('p.%I', f), ', ') FROM pg_catalog.unnest(found) f)));
            WHEN 'sample' THEN
                IF args[1]::float8 BETWEEN 0 AND 1 IS NOT TRUE OR args[2] IS NULL THEN
                    RAISE EXCEPTION 'sample(%, %) is no share and salt', args[1], args[2]
                        USING ERRCODE = 'invalid_parameter_value', HINT = 'The share goes from 0 to 1; the salt is a text, such as the name of the campaign.';
                END IF;
                part := pg_catalog.format('cdp._in_sample(p.profile_id, %L::float8, %L)', args[1], args[2]);
            WHEN 'did' THEN
                IF args[2]::int > 0 IS NOT TRUE THEN
                    RAISE EXCEPTION 'did() needs a min of at least 1'
                        USING ERRCODE = 'invalid_parameter_value', HINT = 'Write NOT did(event) for who never did.';
                END IF;
                PERFORM cdp._check_within(args[3]::interval);
                PERFORM cdp._warn_of_event(hub, args[1]);
                IF args[4] IS NOT NULL THEN
                    arguments[4 * k] := (cdp._condition('cdp.event', 'e', args[4], true)).expression;
                END IF;
                CONTINUE;
            ELSE
                PERFORM cdp._check_within(args[2]::interval);
                CONTINUE;
        END CASE;
        expression := pg_catalog.regexp_replace(expression, pg_catalog.format('(cdp\.)?_helper\(%s\)', k), pg_catalog.replace(part, '\', '\\'));
    END LOOP;
    SELECT COALESCE(pg_catalog.array_agg(DISTINCT c.name), '{}') INTO columns FROM pg_catalog.unnest(columns) AS c (name);
END
$$;
COMMENT ON FUNCTION cdp._compile_segment(name, text, text) IS
    'Internal: checks a definition and says what it depends on; raises what the parser raises. Of its helpers did and within stay in the expression, numbered.';

CREATE FUNCTION cdp._segment_sql(hub name, segments text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    args text[];
    expression text;
    condition text;
    part text;
    next text;
    nexts text;
    counts int := 0;
    aggregates text := '';
    members text := '';
    dues text := '';
    used int[] := '{}';
    events text[] := '{}';
    withins interval[] := '{}';
BEGIN
    FOR item IN EXECUTE segments LOOP
        used := used || item.segments;
        expression := item.expression;
        nexts := '';
        FOR k IN 1 .. pg_catalog.cardinality(item.helpers) LOOP
            CONTINUE WHEN item.helpers[k] NOT IN ('did', 'within');
            args := item.arguments[4 * k - 3 : 4 * k];
            IF item.helpers[k] = 'did' THEN
                counts := counts + 1;
                events := pg_catalog.array_append(events, args[1]);
                withins := pg_catalog.array_append(withins, args[3]::interval);
                condition := cdp._event_condition(args[1], args[4]);
                aggregates := aggregates || pg_catalog.format(E',\n        count(*) FILTER (WHERE %1$s) AS c%3$s, %2$s AS n%3$s', cdp._event_counts(condition, args[3]::interval),
                    cdp._event_next(condition, args[3]::interval), counts);
                part := pg_catalog.format('(COALESCE(h.c%s, 0) >= %s)', counts, args[2]::int);
                next := 'h.n' || counts;
            ELSE
                part := pg_catalog.format('((%1$s) <= d.at AND (%1$s) + %2$L::interval > d.at)', args[1], args[2]);
                next := pg_catalog.format('CASE WHEN (%1$s) > d.at THEN (%1$s) WHEN (%1$s) + %2$L::interval > d.at THEN (%1$s) + %2$L::interval END', args[1], args[2]);
            END IF;
            expression := pg_catalog.regexp_replace(expression, pg_catalog.format('(cdp\.)?_helper\(%s\)', k), pg_catalog.replace(part, '\', '\\'));
            nexts := nexts || CASE WHEN nexts <> '' THEN ', ' ELSE '' END || next;
        END LOOP;
        members := members || CASE WHEN members <> '' THEN E',\n    ' ELSE '' END || pg_catalog.format('CASE WHEN %s THEN %s END', expression, item.segment_id);
        dues := dues || CASE WHEN dues <> '' THEN E',\n    ' ELSE '' END || CASE WHEN nexts = '' THEN 'NULL' ELSE pg_catalog.format('LEAST(%s)', nexts) END;
    END LOOP;
    -- why: most profiles are in none of the segments, and need not be kept.
    RETURN pg_catalog.format(E'SELECT q.* FROM (SELECT p.profile_id, d.at, array_remove(ARRAY[%s], NULL::int) AS members, ARRAY[%s]::timestamptz[] AS dues\nFROM unnest($1, $2) AS d (profile_id, at)\nJOIN %I.unified_profile p ON p.profile_id = d.profile_id', members, dues, hub)
        || CASE WHEN used <> '{}' THEN pg_catalog.format(E'\nLEFT JOIN (SELECT m.profile_id, array_agg(m.segment_id) AS members\n    FROM unnest($1) AS d (profile_id)\n    JOIN %I.segment_member m ON m.profile_id = d.profile_id\n    WHERE m.segment_id = ANY (%L::int[])\n    GROUP BY m.profile_id) g ON g.profile_id = d.profile_id', hub, used) ELSE '' END
        || CASE WHEN counts > 0 THEN pg_catalog.format(E'\nLEFT JOIN (SELECT d.profile_id%s\n    FROM unnest($1, $2) AS d (profile_id, at)\n    JOIN (%s) e ON e.profile_id = d.profile_id\n    GROUP BY d.profile_id) h ON h.profile_id = d.profile_id',
            aggregates, cdp._event_sql(hub, cdp._event_since(withins), events)) ELSE '' END
        || E'\nOFFSET 0) q\nWHERE q.members <> ''{}'' OR num_nonnulls(VARIADIC q.dues) > 0';
END
$$;
COMMENT ON FUNCTION cdp._segment_sql(name, text) IS
    'Internal: the statement that evaluates segments, rows of a query, for profiles $1 at times $2: numbers of the segments that each is in, and when membership may next change by itself, in the order of the rows; of those in none for which nothing will change, no row.';

CREATE FUNCTION cdp._check_segment(hub name, name text, kind text, mode text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known record;
BEGIN
    IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,57}$' THEN
        RAISE EXCEPTION 'segment cannot be called "%"', name
            USING ERRCODE = 'invalid_name', HINT = 'Use a lower-case letter, then up to 57 letters, digits and underscores.';
    ELSIF kind IS NULL OR kind NOT IN ('dynamic', 'composite', 'static', 'snapshot') THEN
        RAISE EXCEPTION 'kind "%" of segment "%" does not exist', kind, name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Kinds are dynamic, composite, static and snapshot.';
    ELSIF cdp._segment_stage(mode) IS NULL THEN
        RAISE EXCEPTION 'mode "%" of segment "%" does not exist', mode, name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Modes are immediate, queued and scheduled.';
    END IF;
    EXECUTE pg_catalog.format('SELECT s.segment_id, s.archived_at FROM %I.segment s WHERE s.name = $1', hub) INTO known USING name;
    IF known.archived_at IS NOT NULL THEN
        RAISE EXCEPTION 'hub "%" had a segment "%"', hub, name
            USING ERRCODE = 'duplicate_object', DETAIL = 'It was dropped, and its history is kept under this name.', HINT = 'Take another name.';
    ELSIF known.segment_id IS NOT NULL THEN
        RAISE EXCEPTION 'segment "%" of hub "%" already exists', name, hub
            USING ERRCODE = 'duplicate_object', HINT = 'Take another name, or change it with cdp.alter_segment.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_segment(name, text, text, text) IS 'Internal: checks the plain arguments of create_segment.';

-- why: a segment that is fresher than one that it refers to would be neither; and one that the owner of the hub may not
-- evaluate would make every write fail.
CREATE FUNCTION cdp._check_references(hub name, name text, mode text, owner name, segments int[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    late record;
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = cdp._segment_role(hub, owner) AND pg_catalog.pg_has_role(cdp._hub_owner(hub), r.oid, 'USAGE')) THEN
        NULL;
    ELSIF mode = 'immediate' THEN
        RAISE EXCEPTION 'segment "%" of role "%" cannot be of mode immediate', name, owner
            USING ERRCODE = 'insufficient_privilege', DETAIL = pg_catalog.format('It would be evaluated by the owner of the hub, %s, who is no member of that role.', cdp._hub_owner(hub)),
                  HINT = 'Use mode => ''queued'', or have the role granted to the owner of the hub.';
    ELSIF EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = owner) THEN
        RAISE WARNING 'the owner of hub "%", %, cannot refresh segment "%" of role "%"', hub, cdp._hub_owner(hub), name, owner
            USING DETAIL = 'A definition runs with the rights of the role that wrote it, and the owner is no member of that one. Refreshes by the owner leave the segment as it is, with the alert failing.',
                  HINT = pg_catalog.format('GRANT %I TO %I; or let a member of both roles, or a superuser, refresh the segments.', owner, cdp._hub_owner(hub));
    END IF;
    EXECUTE pg_catalog.format('SELECT s.name, s.mode FROM %I.segment s WHERE s.segment_id = ANY ($1) AND s.kind IN (''dynamic'', ''composite'') AND cdp._segment_stage(s.mode) > cdp._segment_stage($2) ORDER BY s.segment_id LIMIT 1', hub)
        INTO late USING segments, mode;
    IF late.name IS NOT NULL THEN
        RAISE EXCEPTION 'segment "%" of mode % refers to segment "%" of mode %', name, mode, late.name, late.mode
            USING ERRCODE = 'invalid_parameter_value', HINT = pg_catalog.format('Use mode => %L, or change that of "%s" with cdp.alter_segment.', late.mode, late.name);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_references(name, text, text, name, int[]) IS 'Internal: refuses a segment that would be refreshed before one that it refers to, or that those who write could not refresh.';

CREATE FUNCTION cdp.create_segment(hub name, name text, definition text DEFAULT NULL, kind text DEFAULT 'dynamic', mode text DEFAULT 'queued',
    description text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET TimeZone = 'UTC'
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'postgres'
SET client_min_messages = warning
AS $$
DECLARE
    id int;
    compiled record;
    events text[] := '{}';
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM pg_catalog.set_config('TimeZone', cdp._hub_time_zone(hub), true);
    PERFORM cdp._check_segment(hub, name, kind, mode);
    IF kind = 'static' THEN
        IF definition IS NOT NULL THEN
            RAISE EXCEPTION 'static segment "%" cannot have a definition', name
                USING ERRCODE = 'invalid_parameter_value', HINT = 'Use kind => ''snapshot'' for who fulfils it now; cdp.segment_add fills a list.';
        END IF;
    ELSE
        SELECT c.* INTO compiled FROM cdp._compile_segment(hub, kind, definition) c;
        IF kind <> 'snapshot' THEN
            PERFORM cdp._check_references(hub, name, mode, CURRENT_USER::name, compiled.segments);
        END IF;
        events := cdp._did_events(compiled.helpers, compiled.arguments);
    END IF;
    at := cdp._settle_clock(hub, at, cdp._segment_stage(mode), events);
    IF kind = 'static' THEN
        EXECUTE pg_catalog.format('INSERT INTO %I.segment (name, kind, mode, description, owner) VALUES ($1, $2, $3, $4, $5)', hub) USING name, kind, mode, description, CURRENT_USER;
        RETURN 0;
    END IF;
    EXECUTE pg_catalog.format('INSERT INTO %I.segment (name, kind, mode, definition, description, owner, expression, helpers, arguments, columns, segments, reads_events, timed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING segment_id', hub) INTO id
        USING name, kind, mode, definition, description, CURRENT_USER, compiled.expression, compiled.helpers, compiled.arguments, compiled.columns, compiled.segments, compiled.reads_events, compiled.timed;
    PERFORM cdp._hand_on(hub, mode);
    RETURN cdp._evaluate_definition(hub, id, at);
END
$$;
COMMENT ON FUNCTION cdp.create_segment(name, text, text, text, text, text, timestamptz) IS
    'Creates a segment of a hub and gives the number of its members at the clock of the hub, or at the time at, to which the hub is brought first. definition is, for kind dynamic, an SQL condition over the columns of unified_profile and the helpers did, within, in_segment, has_identifier and sample; it is checked at once, kept up to date, and run with the rights of the caller whoever refreshes it. Subqueries, aggregates, volatile functions and the clock are refused, with the position. kind composite is a set expression over segments, such as loyal & (shoes | hats) - staff (- binds tightest, & and | go from left to right, as in SQL on sets); static a list without definition, filled by cdp.segment_add; snapshot who fulfils a condition now, for good. mode says who refreshes it: the transaction that changes data (immediate), cdp.process_queue (queued), or cdp.refresh_segments only (scheduled). Errors: 42710 for a name that is or was in use, 42704 for an unknown segment, 42703 for an unknown column, 0A000 for what a condition cannot hold, 42501 for what the caller may not read.';

CREATE FUNCTION cdp._check_cycle(hub name, id int, segments int[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    path text;
BEGIN
    EXECUTE pg_catalog.format(
        'WITH RECURSIVE way (id, path) AS (
             SELECT s.segment_id, ARRAY[o.name, s.name] FROM %1$I.segment o, %1$I.segment s WHERE o.segment_id = $1 AND s.segment_id = ANY ($2)
             UNION ALL SELECT s.segment_id, w.path || s.name FROM way w JOIN %1$I.segment o ON o.segment_id = w.id JOIN %1$I.segment s ON s.segment_id = ANY (o.segments) WHERE w.id <> $1)
         SELECT pg_catalog.array_to_string(w.path, '' -> '') FROM way w WHERE w.id = $1 ORDER BY pg_catalog.cardinality(w.path), 1 LIMIT 1', hub) INTO path USING id, segments;
    IF path IS NOT NULL THEN
        RAISE EXCEPTION 'a segment cannot depend on itself'
            USING ERRCODE = 'invalid_object_definition', DETAIL = pg_catalog.format('The definition leads from %s.', path), HINT = 'Leave one of these references out.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_cycle(name, int, int[]) IS 'Internal: raises invalid_object_definition, with the path, when a segment would depend on itself.';

CREATE FUNCTION cdp.alter_segment(hub name, name text, definition text DEFAULT NULL, mode text DEFAULT NULL, description text DEFAULT NULL,
    at timestamptz DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET TimeZone = 'UTC'
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'postgres'
SET client_min_messages = warning
AS $$
DECLARE
    id int;
    old record;
    compiled record;
    early text;
    events text[] := '{}';
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM pg_catalog.set_config('TimeZone', cdp._hub_time_zone(hub), true);
    id := cdp._segment_id(hub, name);
    EXECUTE pg_catalog.format('SELECT s.* FROM %I.segment s WHERE s.segment_id = $1', hub) INTO old USING id;
    IF mode IS NOT NULL AND cdp._segment_stage(mode) IS NULL THEN
        RAISE EXCEPTION 'mode "%" of segment "%" does not exist', mode, name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Modes are immediate, queued and scheduled.';
    ELSIF definition IS NOT NULL AND old.kind IN ('static', 'snapshot') THEN
        RAISE EXCEPTION 'segment "%" is a %, whose members do not follow a definition', name, CASE old.kind WHEN 'static' THEN 'list' ELSE 'snapshot' END
            USING ERRCODE = 'wrong_object_type', HINT = 'Use cdp.segment_add and cdp.segment_remove, or create another segment.';
    END IF;
    EXECUTE pg_catalog.format('SELECT s.name FROM %I.segment s WHERE $1 = ANY (s.segments) AND s.archived_at IS NULL AND s.kind IN (''dynamic'', ''composite'') AND cdp._segment_stage(s.mode) < cdp._segment_stage($2) ORDER BY s.name LIMIT 1', hub)
        INTO early USING id, mode;
    IF early IS NOT NULL AND old.kind IN ('dynamic', 'composite') THEN
        RAISE EXCEPTION 'segment "%" cannot be of mode %, since "%" refers to it and is refreshed before', name, mode, early
            USING ERRCODE = 'invalid_parameter_value', HINT = pg_catalog.format('Change the mode of "%s" first.', early);
    END IF;
    IF definition IS NOT NULL THEN
        SELECT c.* INTO compiled FROM cdp._compile_segment(hub, old.kind, definition) c;
        PERFORM cdp._check_cycle(hub, id, compiled.segments);
        PERFORM cdp._check_references(hub, name, COALESCE(mode, old.mode), CURRENT_USER::name, compiled.segments);
    ELSIF mode <> old.mode AND old.kind IN ('dynamic', 'composite') THEN
        PERFORM cdp._check_references(hub, name, mode, old.owner, old.segments);
    END IF;
    IF definition IS NOT NULL OR mode <> old.mode THEN
        -- Those that refer to it are evaluated too.
        EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(e.event), ''{}'') FROM %I.segment s CROSS JOIN LATERAL pg_catalog.unnest(cdp._did_events(s.helpers, s.arguments)) AS e (event)
            WHERE s.segment_id = ANY ($1) AND s.kind = ''dynamic'' AND NOT (s.segment_id = $2 AND $3)', hub) INTO events USING cdp._dependent_segments(hub, ARRAY[id]), id, definition IS NOT NULL;
        IF definition IS NOT NULL THEN
            events := events || cdp._did_events(compiled.helpers, compiled.arguments);
        END IF;
    END IF;
    at := cdp._settle_clock(hub, at, cdp._segment_stage(COALESCE(mode, old.mode)), events);
    EXECUTE pg_catalog.format('UPDATE %I.segment s SET mode = COALESCE($2, s.mode), description = COALESCE($3, s.description) WHERE s.segment_id = $1', hub) USING id, mode, description;
    PERFORM cdp._hand_on(hub, COALESCE(mode, old.mode));
    IF definition IS NOT NULL THEN
        EXECUTE pg_catalog.format('UPDATE %I.segment s SET definition = $2, owner = $3, version = s.version + 1, expression = $4, helpers = $5, arguments = $6, columns = $7, segments = $8, reads_events = $9, timed = $10, error = NULL, failed_at = NULL
            WHERE s.segment_id = $1', hub)
            USING id, definition, CURRENT_USER, compiled.expression, compiled.helpers, compiled.arguments, compiled.columns, compiled.segments, compiled.reads_events, compiled.timed;
        PERFORM cdp._evaluate_definition(hub, id, at);
    ELSIF mode <> old.mode AND old.kind IN ('dynamic', 'composite') THEN
        -- The clock of its mode is another one.
        EXECUTE pg_catalog.format('UPDATE %I.segment s SET error = NULL, failed_at = NULL WHERE s.segment_id = $1', hub) USING id;
        PERFORM cdp._evaluate_everybody(hub, cdp._dependent_segments(hub, ARRAY[id]), at, 'definition', 3::smallint, true);
        EXECUTE pg_catalog.format('SELECT s.error FROM %I.segment s WHERE s.segment_id = $1', hub) INTO compiled USING id;
        IF compiled.error IS NOT NULL THEN
            RAISE WARNING 'segment "%" has its new mode but keeps its members, since it cannot be evaluated', name USING DETAIL = compiled.error;
        END IF;
    END IF;
    RETURN (cdp._segment_size(hub, id));
END
$$;
COMMENT ON FUNCTION cdp.alter_segment(name, text, text, text, text, timestamptz) IS
    'Changes the definition, the mode or the description of a segment, null leaves it, and gives the number of its members at the clock of the hub, or at the time at, to which the hub is brought first. A new definition counts as a new version, is run with the rights of the caller from now on, and is evaluated at once, with the segments that refer to this one; who comes or goes by it has cause definition. A new mode alone leaves a segment that cannot be evaluated as it is, with a warning and the alert failing. Errors: 42P17, with the path, when the segment would depend on itself, and those of cdp.create_segment.';

CREATE FUNCTION cdp._segment_size(hub name, id int) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    size bigint;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM %I.segment_member m WHERE m.segment_id = $1', hub) INTO size USING id;
    RETURN size;
END
$$;
COMMENT ON FUNCTION cdp._segment_size(name, int) IS 'Internal: number of members.';

CREATE FUNCTION cdp.drop_segment(hub name, name text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    id int;
    users text;
BEGIN
    PERFORM cdp._hub_lock(hub);
    id := cdp._segment_id(hub, name);
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(s.name, '', '' ORDER BY s.name COLLATE "C") FROM %I.segment s WHERE $1 = ANY (s.segments) AND s.archived_at IS NULL AND s.kind IN (''dynamic'', ''composite'')', hub) INTO users USING id;
    IF users IS NOT NULL THEN
        RAISE EXCEPTION 'segment "%" is used by others', name
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = pg_catalog.format('They are %s.', users), HINT = 'Drop or change these first.';
    END IF;
    EXECUTE pg_catalog.format('UPDATE %1$I.segment SET archived_at = pg_catalog.clock_timestamp() WHERE segment_id = $1', hub) USING id;
    EXECUTE pg_catalog.format('DELETE FROM %1$I.segment_member WHERE segment_id = $1', hub) USING id;
    EXECUTE pg_catalog.format('DELETE FROM %1$I.segment_due WHERE segment_id = $1', hub) USING id;
END
$$;
COMMENT ON FUNCTION cdp.drop_segment(name, text) IS
    'Drops a segment: it has no members any more, and no exits are told. Its history stays, so its name is not used again. Errors: 2BP01 while other segments refer to it.';
