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
BEGIN
    -- A table of another role is never used: it might have triggers that would run with the rights of this one.
    IF (SELECT r.rolname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_roles r ON r.oid = c.relowner WHERE c.oid = relation) = CURRENT_USER
       AND (NOT varies OR pg_catalog.obj_description(relation, 'pg_class') IS NOT DISTINCT FROM columns) THEN
        EXECUTE pg_catalog.format('TRUNCATE pg_temp.%I', name);
        RETURN;
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

CREATE FUNCTION cdp._leave_tables(hub name, VARIADIC names text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- why: a trigger may resolve as the owner of the hub at the end of the same transaction, and needs tables of its own then.
    EXECUTE (SELECT CASE WHEN CURRENT_USER = cdp._hub_owner(hub) THEN 'TRUNCATE ' ELSE 'DROP TABLE ' END || pg_catalog.string_agg(pg_catalog.format('pg_temp.%I', n.name), ', ')
             FROM pg_catalog.unnest(names) AS n (name) WHERE pg_catalog.to_regclass('pg_temp.' || n.name) IS NOT NULL);
END
$$;
COMMENT ON FUNCTION cdp._leave_tables(name, text[]) IS 'Internal: leaves temporary tables, emptied, to the owner of a hub for the next run; drops those of others.';
