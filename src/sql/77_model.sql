-- SPDX-License-Identifier: PostgreSQL
-- The models of a hub: trained on its records, kept by version, one of them active.

CREATE FUNCTION cdp._counts_days(hub name) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.attribute a WHERE a.identifier_days IS NOT NULL)', hub) INTO found;
    RETURN found;
END
$$;
COMMENT ON FUNCTION cdp._counts_days(name) IS 'Internal: whether a limit of identifiers holds within days, so that identity depends on when records were observed.';

CREATE FUNCTION cdp._records_query(hub name, model_id bigint DEFAULT NULL, names text DEFAULT 'r.source_key AS id, r.source AS source', timed boolean DEFAULT true) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    columns text;
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT COALESCE(pg_catalog.string_agg('', '' || cdp._unblocked_expression($1, a.name, $2), '''' ORDER BY a.position), '''')
         FROM %I.attribute a WHERE NOT a.many AND a.kind NOT IN (''number'', ''date'', ''boolean'')', hub)
        INTO columns USING hub, COALESCE(model_id, cdp._active_model(hub));
    IF timed AND cdp._counts_days(hub) THEN
        columns := columns || ', pg_catalog.to_char(r.observed_at AT TIME ZONE ''UTC'', ''YYYY-MM-DD'') AS observed_at';
    END IF;
    RETURN pg_catalog.format('SELECT %s%s FROM %I.record r', names, columns, hub);
END
$$;
COMMENT ON FUNCTION cdp._records_query(name, bigint, text, boolean) IS
    'Internal: the query that hands the records of a hub to the engine, with names as its first columns. A record is known by source and key there, since these outlive a reload and record_id does not. Attributes of many values take no part in matching, nor do numbers, dates (other than of birth) and booleans, which say nothing about who somebody is. Values that are blocked, with the model given or the active one, are null. Where a limit of identifiers holds within days, and unless timed is false, the day of observed_at is the last column.';

CREATE FUNCTION cdp._cell_columns(hub name) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    columns text[];
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT COALESCE(pg_catalog.array_agg(a.name ORDER BY a.position), ''{}'')
         FROM %I.attribute a WHERE NOT a.many AND a.kind NOT IN (''number'', ''date'', ''boolean'')', hub) INTO columns;
    RETURN columns || CASE WHEN cdp._counts_days(hub) THEN '{observed_at}'::text[] END;
END
$$;
COMMENT ON FUNCTION cdp._cell_columns(name) IS 'Internal: the columns of cdp._records_query, behind those that name the record.';

CREATE FUNCTION cdp._cells_sql(hub name) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('ARRAY[%s]::text[]', pg_catalog.string_agg(pg_catalog.format('q.%I::text', c.name), ', ' ORDER BY c.place))
    FROM pg_catalog.unnest(cdp._cell_columns(hub)) WITH ORDINALITY AS c (name, place)
$$;
COMMENT ON FUNCTION cdp._cells_sql(name) IS 'Internal: SQL of the values of row q of cdp._records_query that matching sees, as texts in the order of cdp._cell_columns.';

CREATE FUNCTION cdp.train(hub name) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    started_at timestamptz := pg_catalog.clock_timestamp();
    records bigint;
    kinds jsonb;
    shared bigint;
    model jsonb;
    model_id bigint;
BEGIN
    PERFORM cdp._hub_lock(hub);
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM %I.record r', hub) INTO records;
    IF records = 0 THEN
        RAISE EXCEPTION 'hub "%" has no records to train a model on', hub
            USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Register sources with cdp.add_source and call cdp.sync first.';
    END IF;
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.jsonb_object_agg(a.name, a.kind) FROM %I.attribute a
         WHERE NOT a.many AND a.kind NOT IN (''text'', ''number'', ''date'', ''boolean'')', hub)
        INTO kinds;
    model_id := pg_catalog.nextval(pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.model', hub), 'model_id'));
    shared := cdp._block_shared(hub, model_id);
    model := cdp.suggest_model(cdp._records_query(hub, model_id, timed => false), kinds);
    model := cdp.train_model(cdp._records_query(hub, model_id), model, cdp._labels_query(hub));
    EXECUTE pg_catalog.format('INSERT INTO %I.model (model_id, model) OVERRIDING SYSTEM VALUE VALUES ($1, $2)', hub) USING model_id, model;
    PERFORM cdp._end_run(hub, cdp._start_run(hub), 'train', NULL, model_id,
        pg_catalog.jsonb_build_object('records', records, 'shared_values', shared), started_at);
    RETURN model_id;
END
$$;
COMMENT ON FUNCTION cdp.train(name) IS
    'Suggests a model from the attributes of a hub, trains it on the records and keeps it as a new version, whose number it gives. Attributes of kind number, date and boolean and of many values take no part; one of kind text does where its values look like a part of an identity. Decisions that hold are labels: a must-link is a match, a cannot-link none. E-mail addresses, phones and identifiers that records of more than 20 different names share (setting shared_names) are blocked for this model, see cdp.shared_values and table blocked_value. It is not used before cdp.activate_model. Raises object_not_in_prerequisite_state while the hub has no records.';

CREATE FUNCTION cdp._active_model(hub name) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model_id bigint;
BEGIN
    EXECUTE pg_catalog.format('SELECT m.model_id FROM %I.model m WHERE m.active', hub) INTO model_id;
    RETURN model_id;
END
$$;
COMMENT ON FUNCTION cdp._active_model(name) IS 'Internal: number of the active model; null for none.';

CREATE FUNCTION cdp._threshold(hub name, model_id bigint, threshold text) RETURNS float8
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    bits float8;
BEGIN
    EXECUTE pg_catalog.format('SELECT (m.definition #>> ARRAY[''thresholds'', $2])::float8 FROM %I.model m WHERE m.model_id = $1', hub)
        INTO bits USING model_id, threshold;
    RETURN COALESCE(bits, CASE threshold WHEN 'review' THEN -6 ELSE 0 END);
END
$$;
COMMENT ON FUNCTION cdp._threshold(name, bigint, text) IS 'Internal: a threshold of a model in bits: component, cluster or review.';
