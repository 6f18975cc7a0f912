-- SPDX-License-Identifier: PostgreSQL
-- Temporary tables of a run. A table that is made and dropped stays locked until the transaction ends, and one transaction may hold
-- hundreds of runs: what it has is emptied and used again.

CREATE FUNCTION cdp._empty_table(name text, columns text, varies boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    relation regclass := pg_catalog.to_regclass('pg_temp.' || name);
    owner name := (SELECT pg_catalog.pg_get_userbyid(c.relowner) FROM pg_catalog.pg_class c WHERE c.oid = relation);
BEGIN
    -- A table of another role is never used: it might have triggers that would run with the rights of this one.
    IF owner = CURRENT_USER
       AND (NOT varies OR pg_catalog.obj_description(relation, 'pg_class') IS NOT DISTINCT FROM columns) THEN
        EXECUTE pg_catalog.format('TRUNCATE pg_temp.%I', name);
        RETURN;
    ELSIF relation IS NOT NULL AND NOT pg_catalog.pg_has_role(owner, 'USAGE') THEN
        RAISE EXCEPTION 'temporary table "%" belongs to role %', name, owner
            USING ERRCODE = 'object_in_use', DETAIL = 'What that role did with a hub in this transaction left it.', HINT = 'End the transaction first.';
    ELSIF relation IS NOT NULL THEN
        EXECUTE pg_catalog.format('DROP TABLE pg_temp.%I', name);
    END IF;
    EXECUTE pg_catalog.format('CREATE TEMP TABLE %I (%s) ON COMMIT DROP', name, columns);
    IF varies THEN
        EXECUTE pg_catalog.format('COMMENT ON TABLE pg_temp.%I IS %L', name, columns);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._empty_table(text, text, boolean) IS 'Internal: an empty temporary table, which ends with the transaction: one that the transaction has already, or a new one. varies: its columns are not always the same.';

CREATE FUNCTION cdp._running() RETURNS name
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- why: what somebody set for a session or a role would stay through DISCARD ALL; it does not name this transaction.
    SELECT pg_catalog.substr(v.value, pg_catalog.length(v.run) + 1)::name
    FROM (SELECT pg_catalog.current_setting('cdp.running', true) AS value, pg_catalog.pg_current_xact_id_if_assigned()::text || ' ' AS run OFFSET 0) v
    WHERE pg_catalog.starts_with(v.value, v.run)
$$;
COMMENT ON FUNCTION cdp._running() IS 'Internal: the hub that a run of this transaction is writing; null for none.';

CREATE FUNCTION cdp._refuse_nested(hub name) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    running name := cdp._running();
BEGIN
    IF running IS NOT NULL THEN
        RAISE EXCEPTION 'hub "%" cannot be written from inside a run of hub "%"', hub, running
            USING ERRCODE = 'object_in_use', DETAIL = 'A trigger on one of its tables, or an expression of a source, called this while the run was under way.',
                  HINT = 'Call it after the run; a constraint trigger that is DEFERRABLE INITIALLY DEFERRED is fired at the end of the transaction.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._refuse_nested(name) IS 'Internal: raises object_in_use inside a run, whose temporary tables and whose idea of the hub a second one would spoil.';

CREATE FUNCTION cdp._enter_run(hub name) RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT cdp._refuse_nested(hub), pg_catalog.set_config('cdp.running', pg_catalog.pg_current_xact_id()::text || ' ' || hub, true) $$;
COMMENT ON FUNCTION cdp._enter_run(name) IS 'Internal: from here to _leave_run, or to an error, the session writes a hub by temporary tables of a run; raises object_in_use when it does so already.';

CREATE FUNCTION cdp._leave_run() RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT pg_catalog.set_config('cdp.running', '', true) $$;
COMMENT ON FUNCTION cdp._leave_run() IS 'Internal: ends what _enter_run began.';

CREATE FUNCTION cdp._keeps_tables() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- why: nobody else can drop them, and a trigger may resolve as the owner of another hub at the end of the same transaction.
    SELECT CURRENT_USER = SESSION_USER AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = 'cdp_version' AND NOT a.attisdropped
        WHERE c.relname = 'hub' AND c.relkind IN ('r', 'p') AND pg_catalog.pg_get_userbyid(n.nspowner) <> CURRENT_USER)
$$;
COMMENT ON FUNCTION cdp._keeps_tables() IS 'Internal: whether temporary tables of a run may wait for the next one of the transaction: when the session is that of the role that owns all hubs.';

CREATE FUNCTION cdp._leave_tables(VARIADIC names text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE (SELECT CASE WHEN cdp._keeps_tables() THEN 'TRUNCATE ' ELSE 'DROP TABLE ' END || pg_catalog.string_agg(pg_catalog.format('pg_temp.%I', n.name), ', ')
             FROM pg_catalog.unnest(names) AS n (name) WHERE pg_catalog.to_regclass('pg_temp.' || n.name) IS NOT NULL);
END
$$;
COMMENT ON FUNCTION cdp._leave_tables(text[]) IS 'Internal: leaves temporary tables, emptied, for the next run of the transaction where no other role may come; drops them elsewhere.';
