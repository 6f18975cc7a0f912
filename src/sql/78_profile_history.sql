-- SPDX-License-Identifier: PostgreSQL
-- What golden records were. A trigger on profile keeps the row that a change replaces, whoever wrote it.

CREATE FUNCTION cdp._create_history_table(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.profile_history (
            profile_id   bigint NOT NULL,
            valid_from   timestamptz NOT NULL,
            valid_to     timestamptz NOT NULL,
            record_count bigint NOT NULL,
            source_count bigint NOT NULL,
            first_seen   timestamptz,
            last_seen    timestamptz,
            completeness float8 NOT NULL,
            confidence   float8 NOT NULL,
            CHECK (valid_from < valid_to));
        CREATE INDEX ON %1$I.profile_history (profile_id, valid_from);
        COMMENT ON TABLE %1$I.profile_history IS 'Golden records that are no more: changed, merged away or left without records; unified_profile_history is the view to read';
        COMMENT ON COLUMN %1$I.profile_history.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.profile_history.valid_from IS 'From this time, inclusive';
        COMMENT ON COLUMN %1$I.profile_history.valid_to IS 'To this time, exclusive';
        COMMENT ON COLUMN %1$I.profile_history.record_count IS 'Number of records that were behind it';
        COMMENT ON COLUMN %1$I.profile_history.source_count IS 'Number of sources that were behind it';
        COMMENT ON COLUMN %1$I.profile_history.first_seen IS 'Oldest observation among these records';
        COMMENT ON COLUMN %1$I.profile_history.last_seen IS 'Newest observation among these records';
        COMMENT ON COLUMN %1$I.profile_history.completeness IS 'Share of the attributes that had a golden value, 0 to 1';
        COMMENT ON COLUMN %1$I.profile_history.confidence IS 'How sure it was that these records belong together, 0 to 1';
    $ddl$, hub);
    PERFORM cdp._create_history_function(hub);
    EXECUTE pg_catalog.format($ddl$
        CREATE TRIGGER keep_update AFTER UPDATE ON %1$I.profile REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION %1$I.keep_profile();
        CREATE TRIGGER keep_delete AFTER DELETE ON %1$I.profile REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION %1$I.keep_profile();
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_history_table(name) IS 'Internal: creates the table profile_history and the triggers that fill it.';

CREATE FUNCTION cdp._create_history_function(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    columns text;
    replaced text;
BEGIN
    SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum), pg_catalog.string_agg('o.' || pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)
    INTO columns, replaced
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = pg_catalog.format('%I.profile_history', hub)::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname NOT IN ('profile_id', 'valid_from', 'valid_to');
    -- why no nested loop: a session keeps the plan that it made for one row, and then writes thousands.
    EXECUTE pg_catalog.format($ddl$
        CREATE OR REPLACE FUNCTION %1$I.keep_profile() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_nestloop = off
        AS $f$
        BEGIN
            -- A row that came and went at the same moment was never there.
            IF TG_OP = 'UPDATE' THEN
                INSERT INTO %1$I.profile_history (profile_id, valid_from, valid_to, %2$s)
                    SELECT o.profile_id, o.updated_at, n.updated_at, %3$s
                    FROM old_rows o JOIN new_rows n ON n.profile_id = o.profile_id WHERE o.updated_at < n.updated_at;
            ELSE
                INSERT INTO %1$I.profile_history (profile_id, valid_from, valid_to, %2$s)
                    SELECT o.profile_id, o.updated_at, clock_timestamp(), %3$s FROM old_rows o WHERE o.updated_at < clock_timestamp();
            END IF;
            RETURN NULL;
        END
        $f$;
        REVOKE ALL ON FUNCTION %1$I.keep_profile() FROM PUBLIC;
        COMMENT ON FUNCTION %1$I.keep_profile() IS 'Keeps golden records that change or go in profile_history';
    $ddl$, hub, columns, replaced);
END
$body$;
COMMENT ON FUNCTION cdp._create_history_function(name) IS 'Internal: creates the trigger function that keeps golden records, or brings it up to the columns of today.';

CREATE FUNCTION cdp._create_history_view(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    before text;
    now text;
    item record;
BEGIN
    PERFORM cdp._create_history_function(hub);
    -- why: a view may only grow at its end, and so does the table.
    SELECT pg_catalog.string_agg('h.' || pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum),
           pg_catalog.string_agg(CASE a.attname WHEN 'valid_from' THEN 'p.updated_at' WHEN 'valid_to' THEN 'NULL' ELSE 'p.' || pg_catalog.quote_ident(a.attname) END, ', ' ORDER BY a.attnum)
    INTO before, now
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = pg_catalog.format('%I.profile_history', hub)::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped;
    EXECUTE pg_catalog.format('CREATE OR REPLACE VIEW %1$I.unified_profile_history WITH (security_invoker = true) AS
        SELECT %2$s FROM %1$I.profile_history h UNION ALL SELECT %3$s FROM %1$I.profile p', hub, before, now);
    EXECUTE pg_catalog.format('COMMENT ON VIEW %I.unified_profile_history IS %L', hub, 'Every golden record there is or was, with the time during which it held');
    FOR item IN
        SELECT a.attname, pg_catalog.col_description(a.attrelid, a.attnum) AS description FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = pg_catalog.format('%I.profile_history', hub)::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped
    LOOP
        EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.unified_profile_history.%I IS %L', hub, item.attname,
            CASE item.attname WHEN 'valid_to' THEN 'To this time, exclusive; null while it holds' ELSE item.description END);
    END LOOP;
END
$body$;
COMMENT ON FUNCTION cdp._create_history_view(name) IS 'Internal: creates the view unified_profile_history, or appends the columns it lacks.';
