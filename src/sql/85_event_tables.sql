-- SPDX-License-Identifier: PostgreSQL
-- Events and traits: the tables of a hub, and what notes the profiles that changed.

CREATE FUNCTION cdp._create_events(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.event_source (
            name            text PRIMARY KEY,
            relation_schema text NOT NULL,
            relation_name   text NOT NULL,
            source          text NOT NULL,
            key             text NOT NULL,
            key_type        text NOT NULL,
            type            text NOT NULL,
            at              text NOT NULL,
            amount          text,
            properties      text,
            mode            text NOT NULL,
            error           text,
            error_code      text,
            failed_at       timestamptz,
            created_at      timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp());
        COMMENT ON TABLE %1$I.event_source IS 'Registered relations whose rows are events of customers';
        COMMENT ON COLUMN %1$I.event_source.name IS 'Name of the event source';
        COMMENT ON COLUMN %1$I.event_source.relation_schema IS 'Schema of the relation that is read';
        COMMENT ON COLUMN %1$I.event_source.relation_name IS 'Table, view or foreign table that is read';
        COMMENT ON COLUMN %1$I.event_source.source IS 'Source whose keys the events name';
        COMMENT ON COLUMN %1$I.event_source.key IS 'SQL expression over a row that gives the key of a record of that source';
        COMMENT ON COLUMN %1$I.event_source.key_type IS 'SQL type of the key';
        COMMENT ON COLUMN %1$I.event_source.type IS 'SQL expression that gives what happened: purchase, visit ...';
        COMMENT ON COLUMN %1$I.event_source.at IS 'SQL expression that tells when; a row without a time is no event';
        COMMENT ON COLUMN %1$I.event_source.amount IS 'SQL expression that gives a number, or null';
        COMMENT ON COLUMN %1$I.event_source.properties IS 'SQL expression that gives a jsonb of whatever else matters, or null';
        COMMENT ON COLUMN %1$I.event_source.mode IS 'How changes are noticed: scan compares a digest per key at each refresh; trigger notes the keys as rows are written';
        COMMENT ON COLUMN %1$I.event_source.error IS 'Why the last refresh that looked for changes could not read it, or, of mode trigger, on which row segments and traits failed; null when all is well';
        COMMENT ON COLUMN %1$I.event_source.error_code IS 'SQLSTATE of the error';
        COMMENT ON COLUMN %1$I.event_source.failed_at IS 'When that was';
        COMMENT ON COLUMN %1$I.event_source.created_at IS 'When it was registered';

        CREATE TABLE %1$I.event_state (
            event_source text NOT NULL,
            source_key   text NOT NULL,
            events       bigint NOT NULL,
            digest       numeric NOT NULL,
            PRIMARY KEY (event_source, source_key));
        COMMENT ON TABLE %1$I.event_state IS 'What the events of each key looked like at the last refresh, for event sources of mode scan';
        COMMENT ON COLUMN %1$I.event_state.event_source IS 'The event source';
        COMMENT ON COLUMN %1$I.event_state.source_key IS 'The key';
        COMMENT ON COLUMN %1$I.event_state.events IS 'Number of its events; -1 for some that a write looked at since';
        COMMENT ON COLUMN %1$I.event_state.digest IS 'Sum of the hashes of its events';

        CREATE TABLE %1$I.touched_event (
            event_source text NOT NULL,
            source_key   text);
        COMMENT ON TABLE %1$I.touched_event IS 'Keys whose events changed since the last refresh';
        COMMENT ON COLUMN %1$I.touched_event.event_source IS 'The event source';
        COMMENT ON COLUMN %1$I.touched_event.source_key IS 'The key; null stands for all of them';

        CREATE TABLE %1$I.touched_profile (
            profile_id bigint NOT NULL,
            changed    text[],
            from_id    bigint,
            stage      smallint NOT NULL DEFAULT 1);
        COMMENT ON TABLE %1$I.touched_profile IS 'Profiles that changed since the last refresh of segments';
        COMMENT ON COLUMN %1$I.touched_profile.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.touched_profile.changed IS 'Columns of the golden record that changed; * for events; @7 for membership in segment 7; null for everything: the profile is new, gone, or has other records';
        COMMENT ON COLUMN %1$I.touched_profile.from_id IS 'Profile from which records came';
        COMMENT ON COLUMN %1$I.touched_profile.stage IS 'Which segments have not seen it yet: 1 all, 2 those of mode queued and scheduled, 3 those of mode scheduled';

        CREATE TABLE %1$I.trait (
            name       text PRIMARY KEY,
            position   int NOT NULL UNIQUE,
            type       text NOT NULL,
            aggregate  text NOT NULL,
            event      text,
            value      text,
            within     interval,
            filter     text,
            expression text,
            condition  text,
            personal   boolean NOT NULL,
            error      text,
            failed_at  timestamptz,
            created_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp());
        COMMENT ON TABLE %1$I.trait IS 'Values computed for each profile from its events';
        COMMENT ON COLUMN %1$I.trait.name IS 'Name, also that of the column in profile_trait and unified_profile';
        COMMENT ON COLUMN %1$I.trait.position IS 'Order in which traits were added';
        COMMENT ON COLUMN %1$I.trait.type IS 'SQL type of the column';
        COMMENT ON COLUMN %1$I.trait.aggregate IS 'count, sum, min, max, first, last, distinct or most_frequent';
        COMMENT ON COLUMN %1$I.trait.event IS 'Type of the events that count; null for all';
        COMMENT ON COLUMN %1$I.trait.value IS 'What is aggregated, as it was written';
        COMMENT ON COLUMN %1$I.trait.within IS 'How long an event counts; null for ever';
        COMMENT ON COLUMN %1$I.trait.filter IS 'Condition on events, as it was written';
        COMMENT ON COLUMN %1$I.trait.expression IS 'The value as the parser writes it out';
        COMMENT ON COLUMN %1$I.trait.condition IS 'The filter as the parser writes it out';
        COMMENT ON COLUMN %1$I.trait.personal IS 'Personal data, hidden in unified_profile_masked; set by cdp.set_personal';
        COMMENT ON COLUMN %1$I.trait.error IS 'Why the last refresh could not compute it; its values are those of before; null when all is well';
        COMMENT ON COLUMN %1$I.trait.failed_at IS 'When that was';
        COMMENT ON COLUMN %1$I.trait.created_at IS 'When it was added';

        CREATE TABLE %1$I.profile_trait (
            profile_id bigint PRIMARY KEY);
        COMMENT ON TABLE %1$I.profile_trait IS 'Traits of profiles that have events; unified_profile shows them';
        COMMENT ON COLUMN %1$I.profile_trait.profile_id IS 'The profile';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_events(name) IS 'Internal: creates the tables of events and traits, and the queues of what changed.';

CREATE FUNCTION cdp._create_touch_functions(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    changed text;
BEGIN
    SELECT pg_catalog.string_agg(pg_catalog.format('CASE WHEN o.%1$I IS DISTINCT FROM n.%1$I THEN %1$L END', a.attname), ', ' ORDER BY a.attnum) INTO changed
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = pg_catalog.format('%I.profile', hub)::pg_catalog.regclass AND a.attnum > 1 AND NOT a.attisdropped;
    -- why no nested loop: a session keeps the plan that it made for one row, and then writes thousands.
    -- why: these act for whoever writes, and belong to the owner of the hub. One whose segments and traits are all gone pays a look.
    EXECUTE pg_catalog.format($ddl$
        CREATE OR REPLACE FUNCTION %1$I.touch_profile() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_nestloop = off
        AS $f$
        BEGIN
            IF NOT EXISTS (SELECT FROM %1$I.segment) AND NOT EXISTS (SELECT FROM %1$I.trait) THEN
                RETURN NULL;
            ELSIF TG_OP = 'UPDATE' THEN
                INSERT INTO %1$I.touched_profile (profile_id, changed)
                    SELECT n.profile_id, array_remove(ARRAY[%2$s], NULL) FROM new_rows n JOIN old_rows o ON o.profile_id = n.profile_id;
            ELSIF TG_OP = 'INSERT' THEN
                INSERT INTO %1$I.touched_profile (profile_id) SELECT n.profile_id FROM new_rows n;
            ELSE
                INSERT INTO %1$I.touched_profile (profile_id) SELECT o.profile_id FROM old_rows o;
            END IF;
            RETURN NULL;
        END
        $f$;
        CREATE OR REPLACE FUNCTION %1$I.touch_identity() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_nestloop = off
        AS $f$
        BEGIN
            IF NOT EXISTS (SELECT FROM %1$I.segment) AND NOT EXISTS (SELECT FROM %1$I.trait) THEN
                RETURN NULL;
            END IF;
            IF TG_OP = 'INSERT' THEN
                INSERT INTO %1$I.touched_profile (profile_id) SELECT DISTINCT n.profile_id FROM new_rows n;
            ELSIF TG_OP = 'UPDATE' THEN
                INSERT INTO %1$I.touched_profile (profile_id, from_id)
                    SELECT DISTINCT n.profile_id, o.profile_id FROM new_rows n JOIN old_rows o ON o.record_id = n.record_id WHERE n.profile_id <> o.profile_id;
                INSERT INTO %1$I.touched_profile (profile_id)
                    SELECT DISTINCT o.profile_id FROM new_rows n JOIN old_rows o ON o.record_id = n.record_id WHERE n.profile_id <> o.profile_id;
            ELSE
                INSERT INTO %1$I.touched_profile (profile_id) SELECT DISTINCT o.profile_id FROM old_rows o;
            END IF;
            RETURN NULL;
        END
        $f$;
        REVOKE ALL ON FUNCTION %1$I.touch_profile(), %1$I.touch_identity() FROM PUBLIC;
        COMMENT ON FUNCTION %1$I.touch_profile() IS 'Notes profiles that changed in touched_profile';
        COMMENT ON FUNCTION %1$I.touch_identity() IS 'Notes profiles that won or lost records in touched_profile';
    $ddl$, hub, changed);
END
$body$;
COMMENT ON FUNCTION cdp._create_touch_functions(name) IS 'Internal: creates the trigger functions of profile and identity, or brings them up to the columns of today.';

CREATE FUNCTION cdp._create_touch_triggers(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM cdp._create_touch_functions(hub);
    -- why: most writes to a hub without segments and traits are of single records, and triggers that find nothing to do would
    -- take a tenth of their time. Whoever adds the first one needs no rights on profile.
    EXECUTE pg_catalog.format($ddl$
        CREATE FUNCTION %1$I.watch_profiles() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $f$
        DECLARE
            hub constant name := %2$L;
            item record;
        BEGIN
            FOR item IN
                SELECT t.name, o.operation, o.rows
                FROM (VALUES ('profile'), ('identity')) t (name),
                     (VALUES ('insert', 'NEW TABLE AS new_rows'), ('update', 'NEW TABLE AS new_rows OLD TABLE AS old_rows'), ('delete', 'OLD TABLE AS old_rows')) o (operation, rows)
                WHERE NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = format('%%I.%%I', hub, t.name)::regclass AND g.tgname = 'touch_' || o.operation)
            LOOP
                EXECUTE format('CREATE TRIGGER touch_%%1$s AFTER %%1$s ON %%4$I.%%2$s REFERENCING %%3$s FOR EACH STATEMENT EXECUTE FUNCTION %%4$I.touch_%%2$s()',
                    item.operation, item.name, item.rows, hub);
            END LOOP;
            RETURN NULL;
        END
        $f$;
        REVOKE ALL ON FUNCTION %1$I.watch_profiles() FROM PUBLIC;
        COMMENT ON FUNCTION %1$I.watch_profiles() IS 'Has changes of profile and identity noted, from the first segment or trait on';
        CREATE TRIGGER watch AFTER INSERT ON %1$I.trait FOR EACH STATEMENT EXECUTE FUNCTION %1$I.watch_profiles();
        CREATE TRIGGER watch AFTER INSERT ON %1$I.segment FOR EACH STATEMENT EXECUTE FUNCTION %1$I.watch_profiles();
    $ddl$, hub, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_touch_triggers(name) IS 'Internal: creates what notes which profiles changed; the triggers on profile and identity come with the first segment or trait.';
