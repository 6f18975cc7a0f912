-- SPDX-License-Identifier: PostgreSQL
-- Looking things up in a hub: where an id went, why two rows belong together or not.

CREATE FUNCTION cdp.current_id(hub name, profile_id bigint) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    current bigint;
BEGIN
    PERFORM cdp._hub_check(hub);
    EXECUTE pg_catalog.format('SELECT p.profile_id FROM %1$I.profile p WHERE p.profile_id = $1
        UNION ALL SELECT p.profile_id FROM %1$I.redirect d JOIN %1$I.profile p ON p.profile_id = d.current_id WHERE d.profile_id = $1', hub)
        INTO current USING profile_id;
    RETURN current;
END
$$;
COMMENT ON FUNCTION cdp.current_id(name, bigint) IS
    'The id that stands for a profile now: the id itself, or the one it was merged into. Null for an id that never was or whose records are all gone.';

CREATE FUNCTION cdp._record_document(hub name, source text, source_key text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    document jsonb;
BEGIN
    PERFORM cdp._source_check(hub, source);
    EXECUTE pg_catalog.format('SELECT pg_catalog.to_jsonb(q) - ''id'' - ''source'' FROM (%s WHERE r.source = $1 AND r.source_key = $2) q', cdp._records_query(hub))
        INTO document USING source, source_key;
    IF document IS NULL THEN
        RAISE EXCEPTION 'record "%" of source "%" does not exist', source_key, source
            USING ERRCODE = 'no_data_found',
                  HINT = pg_catalog.format('Keys are as in %I.record; a row that was not taken is in %I.reject.', hub, hub);
    END IF;
    RETURN document;
END
$$;
COMMENT ON FUNCTION cdp._record_document(name, text, text) IS
    'Internal: the attributes of a record that take part in matching, as a JSON object; raises no_data_found for an unknown record.';

CREATE FUNCTION cdp.explain_match(hub name, source_a text, key_a text, source_b text, key_b text)
RETURNS TABLE (step int, comparison text, value_a text, value_b text, level int, condition text,
    m float8, u float8, frequency_bits float8, weight float8, total float8)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model_id bigint := cdp._require_model(hub);
    model jsonb;
    decision record;
BEGIN
    EXECUTE pg_catalog.format('SELECT m.model FROM %I.model m WHERE m.model_id = $1', hub) INTO model USING model_id;
    FOR step, comparison, value_a, value_b, level, condition, m, u, frequency_bits, weight, total IN
        SELECT * FROM cdp.compare_records(model, cdp._record_document(hub, source_a, key_a), cdp._record_document(hub, source_b, key_b))
    LOOP
        RETURN NEXT;
    END LOOP;
    FOR decision IN
        SELECT d.id FROM pg_catalog.unnest(ARRAY['must_link', 'cannot_link']) AS v (verdict),
            cdp._decision_between(hub, v.verdict, source_a, key_a, source_b, key_b) AS d (id) WHERE d.id IS NOT NULL
    LOOP
        RETURN QUERY SELECT step + 1, 'decision'::text, NULL::text, NULL::text, 0, cdp._decision_text(hub, ARRAY[decision.id]),
            NULL::float8, NULL::float8, NULL::float8, NULL::float8, total;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp.explain_match(name, text, text, text, text) IS
    'Why two records match or not under the active model of a hub: one row per comparison in order, with the values compared, the level reached (0 missing, 1 strictest) and its condition, the shares m and u of matching and other pairs that reach it, the bits that the frequency of the value adds, the bits of weight and the total so far; the last total is the match weight. A last row "decision" names what a steward decided about the two, whatever they weigh. Two records may also share a profile through others.';
