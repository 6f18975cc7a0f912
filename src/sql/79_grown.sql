-- SPDX-License-Identifier: PostgreSQL
-- Keys of a frozen model that many records have come to share. Which blocks are too large to be compared whole is frozen with the
-- model, so that identity stays a function of records and model; what grows afterwards is compared in full, and takes time.

CREATE FUNCTION cdp.grown_keys(hub name, most int DEFAULT 1000)
RETURNS TABLE (records bigint, pairs float8, shared jsonb, source text, source_key text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
BEGIN
    PERFORM cdp._hub_check(hub);
    IF most IS NULL OR most < 2 THEN
        RAISE EXCEPTION 'most must be at least 2' USING ERRCODE = 'invalid_parameter_value', HINT = 'It is the most records that may share a key; 1000 is what models are frozen with.';
    END IF;
    FOR item IN EXECUTE pg_catalog.format(
        'SELECT k.key, pg_catalog.count(*) AS records, (pg_catalog.array_agg(b.record_id ORDER BY b.record_id))[:20] AS some
         FROM (%s) b, pg_catalog.unnest(b.keys) AS k (key) GROUP BY k.key HAVING pg_catalog.count(*) > $1 ORDER BY 2 DESC, 1', cdp._keys_sql(hub)) USING most
    LOOP
        records := item.records;
        pairs := item.records::float8 * (item.records - 1) / 2;
        EXECUTE pg_catalog.format(
            'SELECT (SELECT pg_catalog.jsonb_object_agg(e.name, e.value ORDER BY e.name) FROM (
                         SELECT v.name, pg_catalog.min(v.value) AS value
                         FROM (%1$s WHERE r.record_id = ANY ($1)) q, pg_catalog.jsonb_each_text(pg_catalog.to_jsonb(q) - ''id'' - ''source'') AS v (name, value)
                         GROUP BY v.name HAVING pg_catalog.count(v.value) = pg_catalog.cardinality($1) AND pg_catalog.count(DISTINCT pg_catalog.lower(v.value)) = 1) e),
                    f.source, f.source_key FROM %2$I.record f WHERE f.record_id = $1[1]', cdp._records_query(hub, timed => false), hub)
            INTO shared, source, source_key USING item.some;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp.grown_keys(name, int) IS
    'Blocking keys of a hub that more than most records share, the largest first: how many records, the pairs that a comparison of all of them takes, values that the first twenty of them share (an object of attributes; null where they share no whole value), and one of the records. Blocks over 1000 records are split when a model is frozen, and only then, so that which records are compared does not depend on who came when; a key that grows afterwards is compared in full. Remedy: block the value if it says nothing (cdp.block_value), or cdp.renew_model. Reads all keys.';

CREATE FUNCTION cdp.renew_model(hub name, model_id bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model jsonb;
    renewed bigint;
BEGIN
    PERFORM cdp._hub_lock(hub);
    IF model_id IS NULL THEN
        model_id := cdp._require_model(hub);
    END IF;
    PERFORM cdp._model_check(hub, model_id);
    EXECUTE pg_catalog.format('SELECT m.model #- ''{statistics,blocking}'' FROM %I.model m WHERE m.model_id = $1', hub) INTO model USING model_id;
    renewed := cdp.add_model(hub, model);
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.blocked_value (attribute, value, pattern, source, source_key, model_id, reason, author, blocked_at)
         SELECT b.attribute, b.value, b.pattern, b.source, b.source_key, $2, b.reason, b.author, b.blocked_at FROM %1$I.blocked_value b WHERE b.model_id = $1', hub)
        USING model_id, renewed;
    RETURN renewed;
END
$$;
COMMENT ON FUNCTION cdp.renew_model(name, bigint) IS
    'Keeps a version of the model (null: the active one) once more, without the blocks that were frozen into it, and gives the number of the new version. Its probabilities and term frequencies stay, and what is blocked for it; cdp.activate_model freezes which blocks are large, and which words common, on the records of then. Errors: 42704 for an unknown version, 55000 where none is active.';

CREATE FUNCTION cdp._tell_grown(hub name, compared bigint) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed bigint := (SELECT pg_catalog.count(*) FROM pg_temp.cdp_changed);
BEGIN
    -- why: no key is looked at one by one; with blocks of at most 1000 records, a record has rarely as many candidates on average.
    IF compared > 100000 AND compared > 1000 * changed THEN
        RAISE WARNING 'hub "%" compared % records with % others each', hub, changed, compared / changed
            USING DETAIL = 'Since the model was frozen, many records have come to share a blocking key.',
                  HINT = pg_catalog.format('cdp.grown_keys(%L) names the keys; cdp.renew_model(%L) and cdp.activate_model freeze the model anew.', hub, hub);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._tell_grown(name, bigint) IS 'Internal: warns when changed records were compared with very many others.';
