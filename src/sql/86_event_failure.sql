-- SPDX-License-Identifier: PostgreSQL
-- Event sources that cannot be read: which row fails, and what is blamed for an error that came up with events.

-- why: row by row, so that it is known which one fails; only after something has failed.
CREATE FUNCTION cdp._first_failure(relation text, key text, columns text, rows boolean, OUT code text, OUT message text, OUT failed_key text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET synchronize_seqscans = off
SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    event constant text := pg_catalog.format('CASE WHEN e.key IS NOT NULL AND e.at IS NOT NULL THEN ROW(e.type, e.at, e.amount, e.properties)::text END FROM (SELECT %s FROM %s) e', columns, relation);
    events refcursor;
    line text;
    place bigint;
    candidate text;
BEGIN
    OPEN events FOR EXECUTE 'SELECT ' || event;
    place := 0;
    WHILE rows LOOP
        FETCH events INTO line;
        EXIT WHEN NOT FOUND;
        place := place + 1;
    END LOOP;
    CLOSE events;
EXCEPTION WHEN OTHERS THEN
    code := SQLSTATE;
    message := SQLERRM;
    BEGIN
        EXECUTE pg_catalog.format(E'SELECT (%s\n)::text FROM %s OFFSET %s LIMIT 1', key, relation, place) INTO candidate;
        EXECUTE pg_catalog.format('SELECT pg_catalog.max(v.line) FROM (SELECT %s WHERE e.key::text = %L OFFSET 0) AS v (line)', event, candidate) INTO line;
    EXCEPTION WHEN OTHERS THEN
        -- The key whose rows fail by themselves too.
        failed_key := candidate;
    END;
END
$$;
COMMENT ON FUNCTION cdp._first_failure(text, text, text, boolean) IS 'Internal: the first row of an event source that cannot be read: state, message, and its key, where that can be told; null when all can. Without rows only what fails before the first.';

CREATE FUNCTION cdp._source_failure(hub name, event_source text, rows boolean, OUT code text, OUT message text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
BEGIN
    EXECUTE pg_catalog.format('SELECT s.* FROM %I.event_source s WHERE s.name = $1', hub) INTO item USING event_source;
    SELECT f.code, pg_catalog.format('event source "%s"%s: %s', event_source, ', key "' || f.failed_key || '"', f.message) INTO code, message
    FROM cdp._run_as(cdp._hub_owner(hub), pg_catalog.format('SELECT f.* FROM cdp._first_failure(%L, %L, %L, %L) f', pg_catalog.format('%I.%I', item.relation_schema, item.relation_name), item.key, cdp._event_columns(item), rows),
        '{}', '{}') AS f (code text, message text, failed_key text);
END
$$;
COMMENT ON FUNCTION cdp._source_failure(name, text, boolean) IS 'Internal: why an event source cannot be read, and the name of it; null when it can.';

CREATE FUNCTION cdp._note_failure(hub name, event_source text, code text, message text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('UPDATE %I.event_source s SET error = $3, error_code = $2, failed_at = CASE WHEN $3 IS NOT NULL THEN pg_catalog.clock_timestamp() END
        WHERE s.name = $1 AND (s.error IS NOT NULL OR $3 IS NOT NULL)', hub) USING event_source, code, message;
END
$$;
COMMENT ON FUNCTION cdp._note_failure(name, text, text, text) IS 'Internal: writes to event_source why it cannot be read; nulls when it can.';

CREATE FUNCTION cdp._blame(hub name, events text[], code text, message text, modes text[] DEFAULT '{scan,trigger}') RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    failure record;
BEGIN
    IF events = '{}' OR code ~ '^(40|53|55|57|58|XX|42501|42P01)' THEN
        RETURN message;
    END IF;
    FOR item IN EXECUTE pg_catalog.format('SELECT s.name, s.mode, n.error, n.error_code FROM %I.event_source s
        LEFT JOIN LATERAL (SELECT s.error, s.error_code WHERE s.failed_at >= pg_catalog.transaction_timestamp()) n ON true WHERE cdp._may_have_event(s.type, $1)
        ORDER BY n.error_code = $2 DESC NULLS LAST, s.name COLLATE "C"', hub) USING events, code
    LOOP
        IF item.error_code = code THEN
            RETURN item.error;
        ELSIF item.error IS NULL THEN
            SELECT f.* INTO failure FROM cdp._source_failure(hub, item.name, item.mode = ANY (modes)) f;
            IF failure.code IS NOT NULL AND item.mode = ANY (modes) THEN
                PERFORM cdp._note_failure(hub, item.name, failure.code, failure.message);
            END IF;
            IF failure.code = code THEN
                RETURN failure.message;
            END IF;
        END IF;
    END LOOP;
    RETURN message;
EXCEPTION WHEN OTHERS THEN
    RETURN message;
END
$$;
COMMENT ON FUNCTION cdp._blame(name, text[], text, text, text[]) IS
    'Internal: an error that came up with events of some types; where a source of them fails in the same way, the name of it, and the key. What this transaction has found out is not read again; else sources of these modes are read row by row, of others no row.';

CREATE FUNCTION cdp._modes_to_blame(within_write boolean) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN within_write THEN '{}'::text[] ELSE '{trigger}'::text[] END;
COMMENT ON FUNCTION cdp._modes_to_blame(boolean) IS 'Internal: which event sources to read when something fails: in a write none; in a refresh, which has read those of mode scan already, the others.';

CREATE FUNCTION cdp._raise_blamed(hub name, events text[], code text, message text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    blamed text := cdp._blame(hub, events, code, message);
BEGIN
    IF blamed <> message THEN
        RAISE EXCEPTION '%', blamed
            USING ERRCODE = code, HINT = 'Mend the row or the table; or register the event source with expressions that give null for what they cannot read.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._raise_blamed(name, text[], text, text) IS 'Internal: raises an error again with the name of the event source that it comes from; does nothing when there is none.';
