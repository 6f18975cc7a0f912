-- SPDX-License-Identifier: PostgreSQL
-- Real time: records that are pushed and resolved at once, in the caller's transaction; search before create.

CREATE FUNCTION cdp._check_pushed(hub name, attributes jsonb) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known text[];
    item record;
BEGIN
    IF pg_catalog.jsonb_typeof(attributes) <> 'object' THEN
        RAISE EXCEPTION 'attributes must be a JSON object'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Write {"email": "ana@lima.org", "family_name": "Lima"}.';
    END IF;
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(a.name ORDER BY a.position) FROM %I.attribute a', hub) INTO known;
    FOR item IN EXECUTE pg_catalog.format('SELECT e.key, pg_catalog.jsonb_typeof(e.value) AS type, a.many, a.name IS NOT NULL AS known,
            pg_catalog.jsonb_typeof(e.value) = ''object'' OR EXISTS (SELECT FROM pg_catalog.jsonb_path_query(e.value, ''strict $[*]'', silent => true) AS v (element)
                WHERE pg_catalog.jsonb_typeof(v.element) IN (''object'', ''array'')) AS nested
        FROM pg_catalog.jsonb_each($1) e LEFT JOIN %I.attribute a ON a.name = e.key', hub) USING attributes
    LOOP
        IF NOT item.known THEN
            RAISE EXCEPTION 'attribute "%" of hub "%" does not exist', item.key, hub
                USING ERRCODE = 'undefined_column',
                      HINT = COALESCE('Perhaps you meant ' || cdp._near_names(item.key, known) || '; cdp.add_attribute adds one.', 'cdp.add_attribute adds one.');
        ELSIF item.type = 'array' AND NOT item.many THEN
            RAISE EXCEPTION 'attribute "%" takes one value, not an array', item.key
                USING ERRCODE = 'datatype_mismatch', HINT = 'Give one of them, or add an attribute with many => true.';
        ELSIF item.nested THEN
            RAISE EXCEPTION 'a value of attribute "%" is neither text, number nor boolean', item.key
                USING ERRCODE = 'datatype_mismatch', HINT = 'Give plain values, or null for none.';
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._check_pushed(name, jsonb) IS 'Internal: raises what is wrong with the attributes of a record.';

CREATE FUNCTION cdp._forget_record(hub name, record_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
BEGIN
    PERFORM cdp._enter_run(hub), cdp._empty_table('cdp_gone', 'record_id bigint');
    INSERT INTO pg_temp.cdp_gone VALUES (_forget_record.record_id);
    PERFORM cdp._delete_records(hub, pg_catalog.clock_timestamp());
    PERFORM cdp._leave_tables('cdp_gone'), cdp._leave_run();
END
$$;
COMMENT ON FUNCTION cdp._forget_record(name, bigint) IS 'Internal: deletes a record; what it leaves waits for the next cdp.resolve.';

-- why: the statements are planned once for all values and sizes; plans that read a whole table, or that are compiled, do not pay.
CREATE FUNCTION cdp.upsert_record(hub name, source text, key text, attributes jsonb, observed_at timestamptz DEFAULT pg_catalog.now()) RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 10000
    SET search_path = pg_catalog, pg_temp
    SET DateStyle = 'ISO, YMD'
    SET enable_seqscan = off
    SET jit = off
    AS 'MODULE_PATHNAME', 'cdp_upsert_record';
COMMENT ON FUNCTION cdp.upsert_record(name, text, text, jsonb, timestamptz) IS
'Writes a record of a push source (cdp.add_source with mode push) and resolves it at once, in the same transaction: the profile it belongs to now. attributes is a JSON object of attributes of the hub and their values (an array for one with many values); it is the whole record, what is left out is null. Values are cleaned as by cdp.sync; those that cannot be cleaned become null and stand in table reject. observed_at says when the record was true. Links, conflicts, profiles, events and golden records are what cdp.resolve would make of it; changes of syncs that wait for a resolve still wait. Null as long as the hub waits for a first cdp.resolve, or for one after model or constraints changed: the record is kept for it then, with a notice (one that had a profile gives that). Errors: 3F000 for an unknown hub, 42704 for an unknown source, 55000 for one that is read from a relation, 42703 for an unknown attribute, 42804 for a value of the wrong form, 22023 for an infinite time, 22004 for nulls; 40001 under REPEATABLE READ when others changed meanwhile what it looks at; 40P01 when this transaction made several calls and another one that waits for it would have to be waited for: run it again.';

CREATE FUNCTION cdp.delete_record(hub name, source text, key text) RETURNS boolean
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 10000
    SET search_path = pg_catalog, pg_temp
    SET DateStyle = 'ISO, YMD'
    SET enable_seqscan = off
    SET jit = off
    AS 'MODULE_PATHNAME', 'cdp_delete_record';
COMMENT ON FUNCTION cdp.delete_record(name, text, text) IS
'Deletes a record of a push source, and resolves what it leaves behind at once: its profile goes on without it, comes apart, or ends. Its past stays in identity_history, so that the record finds its profile when it comes back. False when there is no such record. Where cdp.upsert_record would wait for a cdp.resolve, so does this. Errors as cdp.upsert_record.';

CREATE FUNCTION cdp.match(hub name, attributes jsonb, k int DEFAULT 5)
    RETURNS TABLE (profile_id bigint, match_weight double precision, match_probability double precision, why text)
    LANGUAGE c STABLE PARALLEL RESTRICTED COST 10000 ROWS 5
    SET search_path = pg_catalog, pg_temp
    SET DateStyle = 'ISO, YMD'
    SET enable_seqscan = off
    SET jit = off
    AS 'MODULE_PATHNAME', 'cdp_match';
COMMENT ON FUNCTION cdp.match(name, jsonb, int) IS
'Search before create: the profiles, at most k, that a record with these attributes (a JSON object, as for cdp.upsert_record) would be linked with or come near to, best first. match_weight is that of the record of the profile that it matches best, in bits, at or above the threshold "review" of the model; why names the comparisons and their bits, the most telling first. Writes nothing, and works in a read-only transaction and on a standby. Values that cannot be cleaned count as null. Raises object_not_in_prerequisite_state before the first cdp.resolve, and when model or constraints changed since the last; other errors as cdp.upsert_record.';
