-- SPDX-License-Identifier: PostgreSQL
-- Sources of mode trigger and queue: triggers on their relations note the keys of rows that are written.

CREATE FUNCTION cdp._capture_name(hub name, source text) RETURNS name
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('capture_' || pg_catalog.substr(pg_catalog.md5(hub || '.' || source), 1, 16))::name;
COMMENT ON FUNCTION cdp._capture_name(name, text) IS 'Internal: name of the trigger function of a source, and stem of its triggers.';

CREATE FUNCTION cdp._capture_relations(relation regclass) RETURNS SETOF regclass
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE tree (oid) AS (
        SELECT relation::oid
        UNION SELECT i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid)
    SELECT t.oid::regclass FROM tree t ORDER BY t.oid
$$;
COMMENT ON FUNCTION cdp._capture_relations(regclass) IS
    'Internal: a relation with its partitions and children, which statements may name instead of it; a statement fires the triggers of the one that it names.';

CREATE FUNCTION cdp._capture_column(relation regclass, key text) RETURNS name
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT a.attname FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND pg_catalog.quote_ident(a.attname) = key
      AND t.typnamespace = 'pg_catalog'::regnamespace
$$;
COMMENT ON FUNCTION cdp._capture_column(regclass, text) IS
    'Internal: the column that a key is, if it is one and of a type of PostgreSQL, whose cast to text nobody can replace; null otherwise.';

CREATE FUNCTION cdp._trusts_owner(hub name, relation regclass) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT pg_catalog.bool_and(pg_catalog.pg_has_role(c.relowner, cdp._hub_owner(hub), 'USAGE'))
      FROM cdp._capture_relations(relation) r JOIN pg_catalog.pg_class c ON c.oid = r $$;
COMMENT ON FUNCTION cdp._trusts_owner(name, regclass) IS
    'Internal: true when who owns a relation has the rights of the owner of the hub anyway. Types, casts and policies of a relation can run code of its owner in whoever reads it.';

CREATE FUNCTION cdp._check_capture(hub name, source text, relation regclass, key text, mode text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    owner name := cdp._hub_owner(hub);
    bare regclass;
    guarded boolean;
BEGIN
    SELECT r INTO bare FROM cdp._capture_relations(relation) r JOIN pg_catalog.pg_class c ON c.oid = r WHERE c.relkind NOT IN ('r', 'p') LIMIT 1;
    IF bare IS NOT NULL THEN
        RAISE EXCEPTION 'source "%" cannot be of mode %', source, mode
            USING ERRCODE = 'wrong_object_type', DETAIL = pg_catalog.format('Relation "%s" cannot have triggers that see the rows of a statement.', bare),
                  HINT = 'Use mode => ''manual'' and call cdp.sync; or register the tables behind it.';
    END IF;
    SELECT c.relrowsecurity AND NOT o.rolsuper AND NOT o.rolbypassrls AND (c.relforcerowsecurity OR NOT pg_catalog.pg_has_role(o.oid, c.relowner, 'USAGE'))
    INTO guarded FROM pg_catalog.pg_class c, pg_catalog.pg_roles o WHERE c.oid = relation AND o.rolname = owner;
    IF mode = 'queue' AND (cdp._capture_column(relation, key) IS NOT NULL OR cdp._trusts_owner(hub, relation)) THEN
        RETURN;
    ELSIF NOT cdp._trusts_owner(hub, relation) THEN
        RAISE EXCEPTION 'source "%" cannot be of mode %', source, mode
            USING ERRCODE = 'insufficient_privilege',
                  DETAIL = pg_catalog.format('Expressions over its rows would run with the rights of %s, who owns the hub, in whatever the owner of "%s" makes of it.', owner, relation),
                  HINT = pg_catalog.format('Grant role %I to the owner of the relation; or use mode => ''queue'' with a column as key, or mode => ''manual''.', owner);
    ELSIF guarded OR NOT pg_catalog.has_any_column_privilege(owner, relation, 'SELECT') THEN
        RAISE EXCEPTION 'source "%" cannot be of mode %', source, mode
            USING ERRCODE = 'insufficient_privilege', DETAIL = pg_catalog.format('%s, who owns the hub, cannot read all rows of "%s".', owner, relation),
                  HINT = 'Grant SELECT on it, and BYPASSRLS where it has row-level security; or use mode => ''queue'' or ''manual''.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_capture(name, text, regclass, text, text) IS
    'Internal: raises wrong_object_type for what cannot have the triggers, and insufficient_privilege where they could be turned against the owner of the hub or could not do their work.';

CREATE FUNCTION cdp._capture_keys(hub name, source text, key text, transaction text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.string_agg(pg_catalog.format(E'%s TG_OP = %L THEN
    INSERT INTO %I.queue (source, source_key, operation, transaction)
        SELECT %L, k.key, pg_catalog.lower(TG_OP), %s
        FROM (%s) k WHERE k.key IS NOT NULL AND pg_catalog.octet_length(k.key) <= 1000;
    GET DIAGNOSTICS captured = ROW_COUNT;
', o.word, o.operation, hub, source, transaction, (
               SELECT pg_catalog.string_agg(pg_catalog.format(E'SELECT (%s\n)::pg_catalog.text AS key FROM %s', key, t.name), E'\nUNION ')
               FROM pg_catalog.unnest(o.tables) AS t (name))), '' ORDER BY o.word DESC, o.operation)
    FROM (VALUES ('IF', 'INSERT', '{new_rows}'::text[]), ('ELSIF', 'UPDATE', '{new_rows,old_rows}'), ('ELSIF', 'DELETE', '{old_rows}')) AS o (word, operation, tables)
$$;
COMMENT ON FUNCTION cdp._capture_keys(name, text, text, text) IS
    'Internal: the statements of a trigger function that note the keys of the rows that a statement inserted, updated (before and after) or deleted; no more than what can be the key of a record. An IF without its end.';

CREATE FUNCTION cdp._capture_body(hub name, source text, key text, plain name, mode text, on_error text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    transaction text := CASE mode WHEN 'trigger' THEN 'pg_catalog.pg_current_xact_id()::pg_catalog.text' ELSE 'NULL' END;
    guard text;
    capture text := cdp._capture_keys(hub, source, key, transaction) || pg_catalog.format($f$ELSE
    INSERT INTO %I.queue (source, operation, transaction) VALUES (%L, 'truncate', %s);
    captured := 1;
END IF;$f$, hub, source, transaction);
BEGIN
    -- why: columns may be renamed, types and owners may change; the write of the row must not suffer. What is read here is read
    -- with the rights of the owner of the hub.
    IF plain IS NOT NULL THEN
        guard := pg_catalog.format($f$EXISTS (SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = TG_RELID AND a.attname = %L AND NOT a.attisdropped AND t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace)$f$, plain);
    ELSE
        guard := $f$pg_catalog.pg_has_role((SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = TG_RELID), CURRENT_USER, 'USAGE')$f$;
        capture := pg_catalog.format(E'BEGIN\n%s\nEXCEPTION WHEN OTHERS THEN\n    problem := SQLERRM;\nEND;', capture);
    END IF;
    RETURN pg_catalog.format($f$
#variable_conflict use_column
DECLARE
    problem text;
    captured bigint := 0;
BEGIN
IF %s THEN
%s
ELSE
    problem := %L;
END IF;
IF problem IS NOT NULL THEN
    %s
    captured := 1;
END IF;
%s
RETURN NULL;
END
$f$, guard, capture, CASE WHEN plain IS NULL THEN 'the owner of the relation has not the rights of the owner of the hub' ELSE pg_catalog.format('key column %s is gone, or of another type', plain) END,
        CASE on_error WHEN 'raise' THEN pg_catalog.format($f$RAISE EXCEPTION 'keys of source "%%" cannot be captured: %%', %L, problem USING ERRCODE = 'data_exception', HINT = 'See cdp.set_source_mode.';$f$, source)
            ELSE pg_catalog.format($f$INSERT INTO %I.queue (source, operation, transaction, error) VALUES (%L, 'reload', %s, problem);$f$, hub, source, transaction) END,
        CASE mode WHEN 'trigger' THEN pg_catalog.format($f$IF captured > 0 THEN
    INSERT INTO %I.queue_wake (transaction) VALUES (%s) ON CONFLICT DO NOTHING;
END IF;$f$, hub, transaction) ELSE '' END);
END
$body$;
COMMENT ON FUNCTION cdp._capture_body(name, text, text, name, text, text) IS
    'Internal: body of the trigger function of a source. plain is the column that the key is, null for an expression. Keys that cannot be told become an entry for the whole source, or an error where the source asks for that.';

CREATE FUNCTION cdp._arm_source(hub name, source text, relation regclass) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    function name := cdp._capture_name(hub, source);
    bare regclass;
BEGIN
    FOR bare IN SELECT r FROM cdp._capture_relations(relation) r
                WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = r AND t.tgname = function || '_insert') LOOP
        EXECUTE (
            SELECT pg_catalog.string_agg(pg_catalog.format('CREATE TRIGGER %I AFTER %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION %I.%I()',
                function || '_' || o.operation, o.operation, bare, o.rows, hub, function), '; ')
            FROM (VALUES ('insert', 'REFERENCING NEW TABLE AS new_rows'), ('update', 'REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows'),
                         ('delete', 'REFERENCING OLD TABLE AS old_rows'), ('truncate', '')) o (operation, rows));
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._arm_source(name, text, regclass) IS 'Internal: creates the triggers of a source on its relation and on the partitions that have none yet.';

CREATE FUNCTION cdp._set_capture(hub name, source text, relation regclass) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    item record;
    function text := pg_catalog.format('%I.%I()', hub, cdp._capture_name(hub, source));
    known boolean := pg_catalog.to_regprocedure(function) IS NOT NULL;
BEGIN
    EXECUTE pg_catalog.format('SELECT s.key, s.mode, s.on_error FROM %I.source s WHERE s.name = $1', hub) INTO item USING source;
    IF item.mode NOT IN ('trigger', 'queue') THEN
        EXECUTE pg_catalog.format('DROP FUNCTION IF EXISTS %s CASCADE', function);
        RETURN;
    END IF;
    PERFORM cdp._check_capture(hub, source, relation, item.key, item.mode);
    -- why: the key must read as it does in cdp.sync, whatever the session has set.
    EXECUTE pg_catalog.format(
        'CREATE OR REPLACE FUNCTION %1$s RETURNS trigger
         LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET TimeZone = %2$L SET DateStyle = ''ISO, YMD''
         SET IntervalStyle = ''postgres'' SET extra_float_digits = 1 SET bytea_output = ''hex'' AS %3$L;
         REVOKE ALL ON FUNCTION %1$s FROM PUBLIC;
         COMMENT ON FUNCTION %1$s IS %4$L;
         ALTER FUNCTION %1$s OWNER TO %5$I', function, COALESCE(cdp._hub_time_zone(hub), 'UTC'),
        cdp._capture_body(hub, source, item.key, cdp._capture_column(relation, item.key), item.mode, item.on_error),
        pg_catalog.format('Notes in table queue which rows of source %s are written', source), cdp._hub_owner(hub));
    PERFORM cdp._arm_source(hub, source, relation);
    IF NOT known THEN
        EXECUTE pg_catalog.format('INSERT INTO %I.queue (source, operation) VALUES ($1, ''reload'')', hub) USING source;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._set_capture(name, text, regclass) IS
    'Internal: creates, changes or drops the triggers of a source as its mode asks. What was written before they came is read by an entry for the whole source.';

CREATE FUNCTION cdp._follow_relation(hub name, source text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'UPDATE %I.source s SET relation_schema = n.nspname, relation_name = c.relname
         FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE s.name = $1 AND s.mode IN (''trigger'', ''queue'') AND t.tgname = $2 AND NOT c.relispartition
           AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_trigger p ON p.tgrelid = i.inhparent AND p.tgname = t.tgname WHERE i.inhrelid = c.oid)
           AND NOT EXISTS (SELECT FROM pg_catalog.pg_class o JOIN pg_catalog.pg_namespace m ON m.oid = o.relnamespace
                           WHERE o.relname = s.relation_name AND m.nspname = s.relation_schema)', hub)
        USING source, cdp._capture_name(hub, source) || '_insert';
END
$$;
COMMENT ON FUNCTION cdp._follow_relation(name, text) IS 'Internal: a source whose relation was renamed is read by its new name, which its triggers tell.';

CREATE FUNCTION cdp.set_source_mode(hub name, source text, mode text, on_error text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    pushed boolean;
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._source_check(hub, source);
    EXECUTE pg_catalog.format('SELECT s.mode = ''push'' FROM %I.source s WHERE s.name = $1', hub) INTO pushed USING source;
    IF pushed OR mode = 'push' THEN
        RAISE EXCEPTION 'source "%" cannot become one of mode %', source, mode
            USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Only a source without a relation is of mode push.', HINT = 'Add another source with cdp.add_source.';
    END IF;
    PERFORM cdp._check_mode(source, mode, COALESCE(on_error, 'queue'), ARRAY['manual', 'trigger', 'queue']);
    PERFORM cdp._follow_relation(hub, source);
    EXECUTE pg_catalog.format('UPDATE %I.source s SET mode = $2, on_error = COALESCE($3, s.on_error) WHERE s.name = $1', hub) USING source, mode, on_error;
    PERFORM cdp._set_capture(hub, source, cdp._source_relation(hub, source));
END
$$;
COMMENT ON FUNCTION cdp.set_source_mode(name, text, text, text) IS
    'Changes how the changes of a source arrive: manual, trigger or queue, see cdp.add_source, and what becomes of writes when they cannot be followed (on_error: queue or raise; null leaves it). Triggers are created or dropped, for which the caller needs the right TRIGGER on the relation; rows that were written before wait as one entry of the queue. On a partitioned table it also gives triggers to partitions that are new. Errors: 42704 for an unknown source, 22023 for another mode and for mode push, which is for sources without a relation, 42809 and 42501 where the relation cannot have the triggers.';
