-- SPDX-License-Identifier: PostgreSQL
-- Sources of a hub: any relation, the expression that gives a row's key, and one expression per attribute.

CREATE FUNCTION cdp._near_names(name text, candidates text[]) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT pg_catalog.string_agg(pg_catalog.format('"%s"', n.candidate), ', ' ORDER BY n.distance, n.candidate)
        FROM (
            SELECT c.candidate, cdp.levenshtein(pg_catalog.lower(c.candidate), pg_catalog.lower(name)) AS distance
            FROM pg_catalog.unnest(candidates) AS c (candidate)
            ORDER BY 2, 1 LIMIT 3
        ) n
        WHERE n.distance <= GREATEST(2, pg_catalog.length(name) / 2));
END
$$;
COMMENT ON FUNCTION cdp._near_names(text, text[]) IS 'Internal: up to three candidates that look like the name, quoted, for hints; null for none.';

CREATE FUNCTION cdp._relation_columns(relation regclass) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
$$;
COMMENT ON FUNCTION cdp._relation_columns(regclass) IS 'Internal: names of the columns of a relation, in order.';

CREATE FUNCTION cdp._source_expression(relation regclass, expression text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    columns text[] := cdp._relation_columns(relation);
BEGIN
    IF expression = ANY (columns) THEN
        RETURN pg_catalog.quote_ident(expression);
    END IF;
    IF expression ~ '^[[:alpha:]_][[:alnum:]_$]*$' AND pg_catalog.lower(expression) <> ALL (columns) THEN
        RAISE EXCEPTION 'column "%" of relation "%" does not exist', expression, relation
            USING ERRCODE = 'undefined_column',
                  HINT = COALESCE('Perhaps you meant ' || cdp._near_names(expression, columns) || '.',
                      pg_catalog.format('Its columns are %s.', pg_catalog.array_to_string(columns, ', ')));
    END IF;
    RETURN expression;
END
$$;
COMMENT ON FUNCTION cdp._source_expression(regclass, text) IS
    'Internal: SQL for a column name or an expression over a row. A lone word that is no column raises undefined_column.';

CREATE FUNCTION cdp._expression_type(relation regclass, expression text) RETURNS regtype
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- why: a cursor refuses text that holds more than one statement, CASE refuses functions that return sets, and
    -- WHERE refuses aggregates and window functions: what is left is an expression over one row.
    probe refcursor;
    type regtype;
BEGIN
    OPEN probe FOR EXECUTE pg_catalog.format(
        E'SELECT pg_catalog.pg_typeof((SELECT CASE WHEN true THEN (%1$s\n) END FROM %2$s WHERE (%1$s\n) IS NULL LIMIT 0))', expression, relation);
    FETCH probe INTO type;
    CLOSE probe;
    RETURN type;
END
$$;
COMMENT ON FUNCTION cdp._expression_type(regclass, text) IS
    'Internal: type of an expression over a row of a relation; raises what the parser raises. Reads no row.';

CREATE FUNCTION cdp._raw_expression(expression text, type regtype, kind text, many boolean) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN many AND t.typcategory = 'A' THEN pg_catalog.format(E'(%s\n)::pg_catalog.text[]', expression)
        WHEN many THEN pg_catalog.format(E'ARRAY[(%s\n)::pg_catalog.text]', expression)
        WHEN kind IN ('birth_date', 'date') AND t.typname IN ('timestamp', 'timestamptz')
            THEN pg_catalog.format(E'(%s\n)::pg_catalog.date::pg_catalog.text', expression)
        ELSE pg_catalog.format(E'(%s\n)::pg_catalog.text', expression)
    END
    FROM pg_catalog.pg_type t WHERE t.oid = type
$$;
COMMENT ON FUNCTION cdp._raw_expression(text, regtype, text, boolean) IS
    'Internal: SQL that gives the raw text, or array of texts, of an attribute from an expression of a type.';

CREATE FUNCTION cdp._check_expression(relation regclass, role text, expression text, target text DEFAULT NULL) RETURNS regtype
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    message text;
    hint text;
BEGIN
    RETURN cdp._expression_type(relation, CASE WHEN target IS NULL THEN expression ELSE pg_catalog.format(E'(%s\n)::%s', expression, target) END);
EXCEPTION WHEN OTHERS THEN
    -- why: a foreign server that is away or a right that is missing is no fault of the expression.
    IF SQLSTATE = '42501' OR (pg_catalog."left"(SQLSTATE, 2) NOT IN ('42', '0A') AND NOT cdp._row_error(SQLSTATE)) THEN
        RAISE;
    END IF;
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RAISE EXCEPTION '% does not fit relation "%": %', role, relation, message
        USING ERRCODE = SQLSTATE, DETAIL = pg_catalog.format('The expression is %s.', expression),
              HINT = COALESCE(NULLIF(hint, ''), 'Give a column, or an expression over one row; names outside pg_catalog need their schema.');
END
$$;
COMMENT ON FUNCTION cdp._check_expression(regclass, text, text, text) IS
    'Internal: type of an expression, cast to target if given; errors name its role (attribute, key ...) and keep their SQLSTATE.';

CREATE FUNCTION cdp._check_mapped(hub name, mapping jsonb) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attributes text[];
    item record;
BEGIN
    IF pg_catalog.jsonb_typeof(mapping) <> 'object' OR mapping = '{}' THEN
        RAISE EXCEPTION 'mapping must be a JSON object with at least one attribute'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Write {"email": "mail_address", "family_name": "upper(nom)"}.';
    END IF;
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(a.name ORDER BY a.position) FROM %I.attribute a', hub) INTO attributes;
    FOR item IN SELECT e.key, pg_catalog.jsonb_typeof(e.value) AS type FROM pg_catalog.jsonb_each(mapping) e LOOP
        IF item.key = ANY (attributes) IS NOT TRUE THEN
            RAISE EXCEPTION 'attribute "%" of hub "%" does not exist', item.key, hub
                USING ERRCODE = 'undefined_column',
                      HINT = COALESCE('Perhaps you meant ' || cdp._near_names(item.key, attributes) || '; cdp.add_attribute adds one.',
                          'cdp.add_attribute adds one.');
        ELSIF item.type <> 'string' THEN
            RAISE EXCEPTION 'mapping of attribute "%" must be a string, not %', item.key, item.type
                USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the name of a column or an SQL expression as text.';
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._check_mapped(name, jsonb) IS 'Internal: raises unless a mapping gives attributes of the hub, at least one, a text each.';

CREATE FUNCTION cdp._check_mapping(hub name, relation regclass, mapping jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    many boolean;
    expression text;
    checked jsonb := '{}';
BEGIN
    PERFORM cdp._check_mapped(hub, mapping);
    FOR item IN SELECT e.key, e.value FROM pg_catalog.jsonb_each_text(mapping) e LOOP
        expression := cdp._source_expression(relation, item.value);
        EXECUTE pg_catalog.format('SELECT a.many FROM %I.attribute a WHERE a.name = $1', hub) INTO many USING item.key;
        IF NOT many AND EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.typcategory = 'A'
                AND t.oid = cdp._check_expression(relation, pg_catalog.format('attribute "%s"', item.key), expression)) THEN
            RAISE EXCEPTION 'attribute "%" takes one value, but its expression gives an array', item.key
                USING ERRCODE = 'datatype_mismatch', HINT = 'Take an element such as (emails)[1], or add an attribute with many => true.';
        END IF;
        PERFORM cdp._check_expression(relation, pg_catalog.format('attribute "%s"', item.key), expression);
        checked := checked || pg_catalog.jsonb_build_object(item.key, expression);
    END LOOP;
    RETURN checked;
END
$$;
COMMENT ON FUNCTION cdp._check_mapping(name, regclass, jsonb) IS
    'Internal: the mapping with columns quoted, after each expression was parsed against the relation.';

CREATE FUNCTION cdp._check_relation(relation regclass) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kind "char";
    persistence "char";
BEGIN
    SELECT c.relkind, c.relpersistence INTO kind, persistence FROM pg_catalog.pg_class c WHERE c.oid = relation;
    IF kind IS NULL OR kind NOT IN ('r', 'v', 'm', 'f', 'p') THEN
        RAISE EXCEPTION '"%" cannot be a source', relation
            USING ERRCODE = 'wrong_object_type', HINT = 'Give a table, a view, a materialized view or a foreign table.';
    ELSIF persistence = 't' THEN
        RAISE EXCEPTION 'temporary relation "%" cannot be a source', relation
            USING ERRCODE = 'wrong_object_type', HINT = 'A hub outlives the session: use a permanent or unlogged table.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_relation(regclass) IS 'Internal: raises wrong_object_type for what cannot be a source.';

CREATE FUNCTION cdp.add_source(hub name, name text, relation regclass DEFAULT NULL, key text DEFAULT NULL, mapping jsonb DEFAULT NULL,
    observed_at text DEFAULT NULL, priority int DEFAULT 100, mode text DEFAULT 'manual',
    duplicate_free boolean DEFAULT false, on_error text DEFAULT 'queue') RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known boolean;
    left_out jsonb := '[]';
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._check_source_options(name, priority, mode, relation, duplicate_free);
    PERFORM cdp._check_mode(name, mode, on_error);
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.source s WHERE s.name = $1)', hub) INTO known USING name;
    IF known THEN
        RAISE EXCEPTION 'source "%" of hub "%" already exists', name, hub
            USING ERRCODE = 'duplicate_object', HINT = 'Take another name, or remove it with cdp.drop_source.';
    END IF;
    IF mode = 'push' THEN
        PERFORM cdp._add_push_source(hub, name, key, mapping, observed_at, priority, duplicate_free);
        RETURN;
    END IF;
    PERFORM cdp._check_relation(relation);
    IF mapping IS NULL THEN
        SELECT a.mapping, a.left_out INTO mapping, left_out FROM cdp._adopt_mapping(hub, relation) a;
    END IF;
    key := COALESCE(key, (SELECT k.expression FROM cdp._suggest_key(relation) k));
    IF key IS NULL THEN
        RAISE EXCEPTION 'no column of relation "%" looks like a key', relation
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give key => a column, or an expression such as shop || ''/'' || number.';
    END IF;
    key := cdp._source_expression(relation, key);
    PERFORM cdp._check_expression(relation, 'key', key);
    mapping := cdp._check_mapping(hub, relation, mapping);
    observed_at := COALESCE(observed_at, (SELECT o.expression FROM cdp._suggest_observed_at(relation) o
        WHERE NOT EXISTS (SELECT FROM pg_catalog.jsonb_each_text(mapping) m WHERE m.value = pg_catalog.quote_ident(o.expression))));
    IF observed_at IS NOT NULL THEN
        observed_at := cdp._source_expression(relation, observed_at);
        PERFORM cdp._check_expression(relation, 'observed_at', observed_at, 'pg_catalog.timestamptz');
    END IF;
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.source (name, relation_schema, relation_name, key, mapping, observed_at, priority, mode, duplicate_free, on_error, day_first)
         SELECT $1, n.nspname, c.relname, $3, $4, $5, $6, $7, $8, $9, $10
         FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $2', hub)
        USING name, relation, key, mapping, observed_at, priority, mode, duplicate_free, on_error, cdp._date_orders(hub, relation, mapping);
    PERFORM cdp._tell_left_out(name, relation, left_out, ARRAY[key, observed_at]);
    IF mode <> 'manual' THEN
        PERFORM cdp._set_capture(hub, name, relation);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp.add_source(name, text, regclass, text, jsonb, text, int, text, boolean, text) IS
    'Registers a table, view, materialized view, foreign or partitioned table as a source of a hub. mapping is {"attribute": "column or SQL expression over the row"}; null takes the rows of cdp.suggest_mapping (except where the reason says otherwise, or the hub has the attribute with another kind) and adds the attributes that are missing; a notice tells which columns are left out. Where the values of a column tell whether the day or the month of its dates comes first, column day_first of table source keeps that; otherwise the setting day_first of the hub decides. key is a column or expression, unique within the source; null takes the primary key or what looks like one. observed_at is a column or expression that says when the row was last true; null takes the column that cdp.suggest_mapping names (updated_at, modified, created_at ...) unless the mapping uses it, and NULL::timestamptz none: the hub then goes by the time at which a sync first saw the row so. Table source of the hub shows what was taken. priority ranks sources, the lowest first. mode says how changes arrive: manual, by cdp.sync; trigger, by the transaction that writes the relation, when it commits; queue, noted by that transaction and processed by cdp.process_queue; push, by cdp.upsert_record and cdp.delete_record: such a source has no relation, key, mapping and observed_at. Trigger and queue are for tables, partitioned ones too, and need the right TRIGGER on them; roles that write the table need no right on the hub. on_error is for mode trigger: when records and profiles cannot be brought up to date, the keys wait for cdp.process_queue (queue) or the transaction fails (raise). Rows that are there already arrive by cdp.sync, or by cdp.process_queue; a hub is first resolved by cdp.resolve. duplicate_free declares that no two rows of the source are the same customer: cdp.resolve then gives a profile at most one of its records, the best match, and notes in table conflict what that kept apart. Every expression is parsed against the relation; names outside pg_catalog need their schema.';

CREATE FUNCTION cdp._add_push_source(hub name, name text, key text, mapping jsonb, observed_at text, priority int, duplicate_free boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF key IS NOT NULL OR mapping IS NOT NULL OR observed_at IS NOT NULL THEN
        RAISE EXCEPTION 'source "%" of mode push cannot have key, mapping or observed_at', name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave them out: each call of cdp.upsert_record gives its key, attributes and time.';
    END IF;
    EXECUTE pg_catalog.format('INSERT INTO %I.source (name, mapping, priority, mode, duplicate_free) VALUES ($1, ''{}'', $2, ''push'', $3)', hub)
        USING name, priority, duplicate_free;
END
$$;
COMMENT ON FUNCTION cdp._add_push_source(name, text, text, jsonb, text, int, boolean) IS 'Internal: adds a source without a relation.';

CREATE FUNCTION cdp._check_source_options(name text, priority int, mode text, relation regclass, duplicate_free boolean) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF name IS NULL OR name = '' OR pg_catalog.octet_length(name) > 200 THEN
        RAISE EXCEPTION 'source must have a name of 1 to 200 bytes'
            USING ERRCODE = 'invalid_name', HINT = 'Choose a short name such as shop.';
    ELSIF priority IS NULL THEN
        RAISE EXCEPTION 'priority of source "%" must not be null', name
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give a number, 1 for the most trusted; 100 is the default.';
    ELSIF duplicate_free IS NULL THEN
        RAISE EXCEPTION 'duplicate_free of source "%" must not be null', name
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give true when no two rows of the source are the same customer; false is the default.';
    ELSIF mode IN ('manual', 'trigger', 'queue') AND relation IS NULL THEN
        RAISE EXCEPTION 'source "%" has no relation', name
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give a relation, or mode => ''push'' for records that cdp.upsert_record brings.';
    ELSIF mode = 'push' AND relation IS NOT NULL THEN
        RAISE EXCEPTION 'source "%" of mode push cannot have a relation', name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave out the relation, or use mode => ''manual''.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_source_options(text, int, text, regclass, boolean) IS 'Internal: checks the plain arguments of add_source.';

CREATE FUNCTION cdp._check_mode(name text, mode text, on_error text, modes text[] DEFAULT ARRAY['manual', 'trigger', 'queue', 'push']) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF mode IS NULL OR mode <> ALL (modes) THEN
        RAISE EXCEPTION 'mode "%" of source "%" does not exist', mode, name
            USING ERRCODE = 'invalid_parameter_value', HINT = pg_catalog.format('Modes are %s.', pg_catalog.regexp_replace(pg_catalog.array_to_string(modes, ', '), ', (\w+)$', ' and \1'));
    ELSIF on_error IS NULL OR on_error NOT IN ('queue', 'raise') THEN
        RAISE EXCEPTION 'on_error "%" of source "%" does not exist', on_error, name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Use queue, or raise to let transactions fail.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_mode(text, text, text, text[]) IS 'Internal: checks that the mode of a source is one of these, and what it does on errors.';

CREATE FUNCTION cdp.drop_source(hub name, name text, confirm text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    events text;
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._source_check(hub, name);
    IF confirm IS DISTINCT FROM name THEN
        RAISE EXCEPTION 'source "%" is not dropped without its name as confirmation', name
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = pg_catalog.format('Call cdp.drop_source(%L, %L, confirm => %L); its records go with it.', hub, name, name);
    END IF;
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(e.name, '', '' ORDER BY e.name COLLATE "C") FROM %I.event_source e WHERE e.source = $1', hub) INTO events USING name;
    IF events IS NOT NULL THEN
        RAISE EXCEPTION 'source "%" is used by event sources', name
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = pg_catalog.format('They are %s.', events), HINT = 'Remove these first with cdp.drop_event_source.';
    END IF;
    EXECUTE pg_catalog.format('DROP FUNCTION IF EXISTS %I.%I() CASCADE', hub, cdp._capture_name(hub, name));
    PERFORM cdp._enter_run(hub), cdp._empty_table('cdp_gone', 'record_id bigint');
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_gone SELECT r.record_id FROM %I.record r WHERE r.source = $1', hub) USING name;
    PERFORM cdp._delete_records(hub, pg_catalog.clock_timestamp());
    PERFORM cdp._leave_tables('cdp_gone'), cdp._leave_run();
    EXECUTE pg_catalog.format('DELETE FROM %I.reject WHERE source = $1', hub) USING name;
    EXECUTE pg_catalog.format('DELETE FROM %I.source_policy q WHERE q.source = $1', hub) USING name;
    EXECUTE pg_catalog.format('DELETE FROM %I.queue WHERE source = $1', hub) USING name;
    EXECUTE pg_catalog.format('DELETE FROM %I.dead_letter WHERE source = $1', hub) USING name;
    EXECUTE pg_catalog.format('DELETE FROM %I.source s WHERE s.name = $1', hub) USING name;
END
$$;
COMMENT ON FUNCTION cdp.drop_source(name, text, text) IS
    'Takes a source out of a hub with its records, its rejects and what waits in the queue; the relation itself only loses the triggers that mode trigger or queue gave it. confirm must repeat the name. Golden records follow at the next cdp.resolve. Refuses with dependent_objects_still_exist while event sources name its keys.';

CREATE FUNCTION cdp._source_check(hub name, source text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    sources text[];
BEGIN
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(s.name ORDER BY s.name), ''{}'') FROM %I.source s', hub) INTO sources;
    IF source IS NULL OR source <> ALL (sources) THEN
        RAISE EXCEPTION 'source "%" of hub "%" does not exist', source, hub
            USING ERRCODE = 'undefined_object',
                  HINT = CASE WHEN sources = '{}' THEN 'The hub has no source yet; cdp.add_source registers one.'
                              ELSE pg_catalog.format('Its sources are %s.', pg_catalog.array_to_string(sources, ', ')) END;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._source_check(name, text) IS 'Internal: raises undefined_object unless the hub has the source.';
