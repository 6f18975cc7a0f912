-- SPDX-License-Identifier: PostgreSQL
-- Segments: the tables of a hub.

CREATE FUNCTION cdp._create_segments(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.segment (
            segment_id   int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name         text NOT NULL UNIQUE,
            kind         text NOT NULL,
            mode         text NOT NULL,
            definition   text,
            description  text,
            owner        name NOT NULL,
            version      int NOT NULL DEFAULT 1,
            expression   text,
            helpers      text[] NOT NULL DEFAULT '{}',
            arguments    text[] NOT NULL DEFAULT '{}',
            columns      text[] NOT NULL DEFAULT '{}',
            segments     int[] NOT NULL DEFAULT '{}',
            reads_events boolean NOT NULL DEFAULT false,
            timed        boolean NOT NULL DEFAULT false,
            waterfall    text,
            error        text,
            failed_at    timestamptz,
            created_at   timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            archived_at  timestamptz);
        COMMENT ON TABLE %1$I.segment IS 'Segments: what they are made of and how they are kept up to date';
        COMMENT ON COLUMN %1$I.segment.segment_id IS 'Number of the segment';
        COMMENT ON COLUMN %1$I.segment.name IS 'Name; that of a dropped segment is not used again';
        COMMENT ON COLUMN %1$I.segment.kind IS 'dynamic: a condition; composite: a set expression; static: a list; snapshot: a condition as it held when the segment was created';
        COMMENT ON COLUMN %1$I.segment.mode IS 'immediate: refreshed by the transaction that changes data; queued: by cdp.process_queue; scheduled: by cdp.refresh_segments';
        COMMENT ON COLUMN %1$I.segment.definition IS 'The condition or set expression as it was written';
        COMMENT ON COLUMN %1$I.segment.description IS 'What it is for';
        COMMENT ON COLUMN %1$I.segment.owner IS 'Role that wrote the definition; it runs with the rights of that role';
        COMMENT ON COLUMN %1$I.segment.version IS 'Counts changes of the definition';
        COMMENT ON COLUMN %1$I.segment.expression IS 'The condition as the parser writes it out, helpers numbered';
        COMMENT ON COLUMN %1$I.segment.helpers IS 'The helpers that it calls';
        COMMENT ON COLUMN %1$I.segment.arguments IS 'Their arguments, four for each';
        COMMENT ON COLUMN %1$I.segment.columns IS 'Columns of unified_profile that it reads';
        COMMENT ON COLUMN %1$I.segment.segments IS 'Segments that it refers to';
        COMMENT ON COLUMN %1$I.segment.reads_events IS 'Whether it asks for events';
        COMMENT ON COLUMN %1$I.segment.timed IS 'Whether members may come and go because time passes';
        COMMENT ON COLUMN %1$I.segment.waterfall IS 'Name of the waterfall that it is a step of';
        COMMENT ON COLUMN %1$I.segment.error IS 'Why the last refresh could not evaluate it; its members are those of before; null when all is well';
        COMMENT ON COLUMN %1$I.segment.failed_at IS 'When that was';
        COMMENT ON COLUMN %1$I.segment.created_at IS 'When it was created';
        COMMENT ON COLUMN %1$I.segment.archived_at IS 'When it was dropped';

        CREATE TABLE %1$I.segment_member (
            segment_id int NOT NULL,
            profile_id bigint NOT NULL,
            since      timestamptz NOT NULL,
            PRIMARY KEY (segment_id, profile_id));
        CREATE INDEX ON %1$I.segment_member (profile_id);
        COMMENT ON TABLE %1$I.segment_member IS 'Who is in which segment';
        COMMENT ON COLUMN %1$I.segment_member.segment_id IS 'The segment';
        COMMENT ON COLUMN %1$I.segment_member.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.segment_member.since IS 'Since when, by the clock of the refresh';

        CREATE TABLE %1$I.segment_event (
            event_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            segment_id  int NOT NULL,
            profile_id  bigint NOT NULL,
            event       text NOT NULL CHECK (event IN ('enter', 'exit')),
            cause       text NOT NULL CHECK (cause IN ('data', 'time', 'merge', 'split', 'definition', 'manual')),
            other_id    bigint,
            net         boolean NOT NULL,
            version     int NOT NULL,
            at          timestamptz NOT NULL,
            recorded_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp());
        CREATE INDEX ON %1$I.segment_event (segment_id, profile_id, at);
        CREATE INDEX ON %1$I.segment_event (profile_id);
        COMMENT ON TABLE %1$I.segment_event IS 'Who entered and left which segment';
        COMMENT ON COLUMN %1$I.segment_event.event_id IS 'Number of the event';
        COMMENT ON COLUMN %1$I.segment_event.segment_id IS 'The segment';
        COMMENT ON COLUMN %1$I.segment_event.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.segment_event.event IS 'enter or exit';
        COMMENT ON COLUMN %1$I.segment_event.cause IS 'data: the profile changed; time: a window began or ended; merge, split: its records joined or left another profile; definition: the segment changed; manual: a list was changed by hand';
        COMMENT ON COLUMN %1$I.segment_event.other_id IS 'The other profile of a merge or split';
        COMMENT ON COLUMN %1$I.segment_event.net IS 'False when no customer came or went: only the id changed under which a member is known';
        COMMENT ON COLUMN %1$I.segment_event.version IS 'Version of the definition';
        COMMENT ON COLUMN %1$I.segment_event.at IS 'When, by the clock of the refresh; what time brings about has its exact time';
        COMMENT ON COLUMN %1$I.segment_event.recorded_at IS 'When it was written';

        CREATE TABLE %1$I.segment_due (
            segment_id int NOT NULL,
            profile_id bigint NOT NULL,
            at         timestamptz NOT NULL,
            PRIMARY KEY (segment_id, profile_id));
        CREATE INDEX ON %1$I.segment_due (at);
        CREATE INDEX ON %1$I.segment_due (profile_id);
        COMMENT ON TABLE %1$I.segment_due IS 'When a membership or a trait may next change because time passes';
        COMMENT ON COLUMN %1$I.segment_due.segment_id IS 'The segment; 0 stands for the traits';
        COMMENT ON COLUMN %1$I.segment_due.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.segment_due.at IS 'Not before this time';

        CREATE TABLE %1$I.segment_clock (
            stage        smallint PRIMARY KEY,
            at           timestamptz NOT NULL,
            refreshed_at timestamptz NOT NULL);
        COMMENT ON TABLE %1$I.segment_clock IS 'The time at which segments were last evaluated';
        COMMENT ON COLUMN %1$I.segment_clock.stage IS 'Which segments: 1 immediate, 2 queued, 3 scheduled; traits go with 2, or with 1 while a segment of mode immediate reads one';
        COMMENT ON COLUMN %1$I.segment_clock.at IS 'Their clock: no event after it counts, no window that ended before it';
        COMMENT ON COLUMN %1$I.segment_clock.refreshed_at IS 'When that was done';

        CREATE TABLE %1$I.segment_wake (
            transaction text PRIMARY KEY);
        COMMENT ON TABLE %1$I.segment_wake IS 'Transactions at whose end segments of mode immediate are refreshed; empty otherwise';
        COMMENT ON COLUMN %1$I.segment_wake.transaction IS 'Id of the transaction';
    $ddl$, hub);
    PERFORM cdp._create_wake(hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_segments(name) IS 'Internal: creates the tables of segments.';

CREATE FUNCTION cdp._create_wake(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    -- why: at the end of the transaction, when everything that belongs together is written; once, however much changed.
    EXECUTE pg_catalog.format($ddl$
        CREATE FUNCTION %1$I.wake_segments() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $f$
        BEGIN
            IF EXISTS (SELECT FROM %1$I.segment s WHERE s.mode = 'immediate' AND s.archived_at IS NULL) THEN
                INSERT INTO %1$I.segment_wake (transaction) VALUES (pg_current_xact_id()::text) ON CONFLICT DO NOTHING;
            END IF;
            RETURN NULL;
        END
        $f$;
        CREATE FUNCTION %1$I.refresh_immediate() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $f$
        BEGIN
            DELETE FROM %1$I.segment_wake;
            IF to_regprocedure('cdp._refresh_segments(name,timestamptz,smallint,boolean,boolean)') IS NOT NULL
               AND (EXISTS (SELECT FROM %1$I.touched_event) OR EXISTS (SELECT FROM %1$I.touched_profile t WHERE t.stage = 1)) THEN
                PERFORM cdp._refresh_segments(%2$L, GREATEST(now(), (SELECT c.at FROM %1$I.segment_clock c WHERE c.stage = 1)), 1::smallint, within_write => true);
            END IF;
            RETURN NULL;
        END
        $f$;
        REVOKE ALL ON FUNCTION %1$I.wake_segments(), %1$I.refresh_immediate() FROM PUBLIC;
        COMMENT ON FUNCTION %1$I.wake_segments() IS 'Has segments of mode immediate refreshed at the end of the transaction';
        COMMENT ON FUNCTION %1$I.refresh_immediate() IS 'Refreshes segments of mode immediate';
        CREATE TRIGGER wake AFTER INSERT ON %1$I.touched_profile FOR EACH STATEMENT EXECUTE FUNCTION %1$I.wake_segments();
        CREATE TRIGGER wake AFTER INSERT ON %1$I.touched_event FOR EACH STATEMENT EXECUTE FUNCTION %1$I.wake_segments();
        CREATE CONSTRAINT TRIGGER refresh AFTER INSERT ON %1$I.segment_wake DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION %1$I.refresh_immediate();
    $ddl$, hub, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_wake(name) IS 'Internal: creates the triggers that refresh segments of mode immediate at the end of a transaction.';
