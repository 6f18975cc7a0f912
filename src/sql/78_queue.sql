-- SPDX-License-Identifier: PostgreSQL
-- The queue of a hub: keys whose rows changed and which the records of the hub do not follow yet. An entry holds a key and no
-- values: whoever processes it reads the row as it is then, so entries may be processed in any order, together, or twice.

CREATE FUNCTION cdp._create_queue(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.queue (
            queue_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            source       text NOT NULL,
            source_key   text,
            operation    text NOT NULL CHECK (operation IN ('insert', 'update', 'delete', 'truncate', 'reload')),
            captured_at  timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
            transaction  text,
            attempts     int NOT NULL DEFAULT 0,
            available_at timestamptz,
            error        text);
        CREATE INDEX ON %1$I.queue (transaction) WHERE transaction IS NOT NULL;
        COMMENT ON TABLE %1$I.queue IS 'Keys of sources whose rows changed, for cdp.process_queue';
        COMMENT ON COLUMN %1$I.queue.queue_id IS 'Number of the entry';
        COMMENT ON COLUMN %1$I.queue.source IS 'The source';
        COMMENT ON COLUMN %1$I.queue.source_key IS 'Key of the row; null: the whole source is to be read';
        COMMENT ON COLUMN %1$I.queue.operation IS 'insert, update, delete, truncate; reload: the source became one of mode trigger or queue, or keys could not be told';
        COMMENT ON COLUMN %1$I.queue.captured_at IS 'When the row was written';
        COMMENT ON COLUMN %1$I.queue.transaction IS 'Source of mode trigger: the transaction that processes the entry when it commits';
        COMMENT ON COLUMN %1$I.queue.attempts IS 'How often cdp.process_queue failed at it';
        COMMENT ON COLUMN %1$I.queue.available_at IS 'Not to be tried again before this time; null: at once';
        COMMENT ON COLUMN %1$I.queue.error IS 'Why it failed last';

        CREATE TABLE %1$I.dead_letter (
            queue_id    bigint PRIMARY KEY,
            source      text NOT NULL,
            source_key  text,
            operation   text NOT NULL,
            captured_at timestamptz NOT NULL,
            attempts    int NOT NULL,
            error       text NOT NULL,
            failed_at   timestamptz NOT NULL);
        COMMENT ON TABLE %1$I.dead_letter IS 'Entries of the queue that failed too often; cdp.retry_dead_letters puts them back';
        COMMENT ON COLUMN %1$I.dead_letter.queue_id IS 'Number that the entry had in the queue';
        COMMENT ON COLUMN %1$I.dead_letter.source IS 'The source';
        COMMENT ON COLUMN %1$I.dead_letter.source_key IS 'Key of the row; null: the whole source';
        COMMENT ON COLUMN %1$I.dead_letter.operation IS 'What happened to the row';
        COMMENT ON COLUMN %1$I.dead_letter.captured_at IS 'When the row was written';
        COMMENT ON COLUMN %1$I.dead_letter.attempts IS 'How often it was tried';
        COMMENT ON COLUMN %1$I.dead_letter.error IS 'Why it failed last';
        COMMENT ON COLUMN %1$I.dead_letter.failed_at IS 'When that was';

        CREATE TABLE %1$I.queue_wake (
            transaction text PRIMARY KEY);
        COMMENT ON TABLE %1$I.queue_wake IS 'Transactions that bring records up to date when they commit; empty otherwise';
        COMMENT ON COLUMN %1$I.queue_wake.transaction IS 'Id of the transaction';

        CREATE VIEW %1$I.queue_status WITH (security_invoker = true) AS
            SELECT s.name AS source, s.mode, COALESCE(q.waiting, 0) AS waiting, COALESCE(q.failed, 0) AS failed, COALESCE(d.dead, 0) AS dead,
                   q.oldest, pg_catalog.clock_timestamp() - q.oldest AS lag, COALESCE(q.error, d.error) AS error
            FROM %1$I.source s
            LEFT JOIN (SELECT w.source, pg_catalog.count(*) AS waiting, pg_catalog.count(w.error) AS failed, pg_catalog.min(w.captured_at) AS oldest,
                              (pg_catalog.array_agg(w.error ORDER BY w.queue_id DESC) FILTER (WHERE w.error IS NOT NULL))[1] AS error
                       FROM %1$I.queue w GROUP BY w.source) q ON q.source = s.name
            LEFT JOIN (SELECT l.source, pg_catalog.count(*) AS dead, (pg_catalog.array_agg(l.error ORDER BY l.failed_at DESC, l.queue_id DESC))[1] AS error
                       FROM %1$I.dead_letter l GROUP BY l.source) d ON d.source = s.name;
        COMMENT ON VIEW %1$I.queue_status IS 'What waits in the queue, by source, and for how long';
        COMMENT ON COLUMN %1$I.queue_status.source IS 'The source';
        COMMENT ON COLUMN %1$I.queue_status.mode IS 'Its mode';
        COMMENT ON COLUMN %1$I.queue_status.waiting IS 'Entries in the queue';
        COMMENT ON COLUMN %1$I.queue_status.failed IS 'Those among them that failed and are tried again';
        COMMENT ON COLUMN %1$I.queue_status.dead IS 'Dead letters';
        COMMENT ON COLUMN %1$I.queue_status.oldest IS 'When the oldest entry was captured';
        COMMENT ON COLUMN %1$I.queue_status.lag IS 'How long ago that was';
        COMMENT ON COLUMN %1$I.queue_status.error IS 'The last error';
    $ddl$, hub);
    PERFORM cdp._create_queue_wake(hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_queue(name) IS 'Internal: creates the queue of a hub, its dead letters and the view of both.';

CREATE FUNCTION cdp._create_queue_wake(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    -- why: at the end of the transaction: once, however many statements it had, and with the lock of the hub held for as
    -- short as can be. Expressions over rows run with the rights of the owner of the hub here, so nothing that others own
    -- may steer them: neither settings of the session nor policies of the relation.
    EXECUTE pg_catalog.format($ddl$
        CREATE FUNCTION %1$I.process_captured() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET row_security = off
        AS $f$
        #variable_conflict error
        BEGIN
            DELETE FROM %1$I.queue_wake w WHERE w.transaction = NEW.transaction;
            IF EXISTS (SELECT FROM pg_extension e WHERE e.extname = 'cdp') THEN
                PERFORM cdp._process_captured(%1$L, NEW.transaction);
            END IF;
            RETURN NULL;
        END
        $f$;
        REVOKE ALL ON FUNCTION %1$I.process_captured() FROM PUBLIC;
        COMMENT ON FUNCTION %1$I.process_captured() IS 'Brings the records of the keys that a transaction wrote up to date when it commits';
        CREATE CONSTRAINT TRIGGER process AFTER INSERT ON %1$I.queue_wake DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION %1$I.process_captured();
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_queue_wake(name) IS 'Internal: creates the trigger that processes the keys of sources of mode trigger at the end of a transaction.';

CREATE FUNCTION cdp.retry_dead_letters(hub name, source text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    retried bigint;
BEGIN
    PERFORM cdp._hub_lock(hub);
    IF source IS NOT NULL THEN
        PERFORM cdp._source_check(hub, source);
    END IF;
    EXECUTE pg_catalog.format(
        'WITH again AS (DELETE FROM %1$I.dead_letter l WHERE $1 IS NULL OR l.source = $1 RETURNING l.*)
         INSERT INTO %1$I.queue (source, source_key, operation, captured_at, error)
         SELECT a.source, a.source_key, a.operation, a.captured_at, a.error FROM again a ORDER BY a.queue_id', hub) USING source;
    GET DIAGNOSTICS retried = ROW_COUNT;
    RETURN retried;
END
$$;
COMMENT ON FUNCTION cdp.retry_dead_letters(name, text) IS
    'Puts the dead letters of a hub, or of one of its sources, back into the queue, and gives their number. cdp.process_queue then tries them as if they were new. Errors: 42704 for an unknown source.';
