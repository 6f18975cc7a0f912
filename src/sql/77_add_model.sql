-- SPDX-License-Identifier: PostgreSQL

CREATE FUNCTION cdp.add_model(hub name, model jsonb, train boolean DEFAULT false) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    started_at timestamptz := pg_catalog.clock_timestamp();
    unknown text;
    model_id bigint;
BEGIN
    PERFORM cdp._hub_lock(hub);
    IF model IS NULL THEN
        RAISE EXCEPTION 'model must not be null' USING ERRCODE = 'null_value_not_allowed', HINT = 'Give a model document, or call cdp.train for one of the records.';
    END IF;
    PERFORM FROM cdp.compare_records(model, '{}', '{}');
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.min(c.name) FROM pg_catalog.jsonb_array_elements($1 -> ''attributes'') AS a (one)
         CROSS JOIN LATERAL (SELECT e.name FROM pg_catalog.jsonb_array_elements_text(COALESCE(a.one -> ''columns'', pg_catalog.jsonb_build_array(COALESCE(a.one ->> ''column'', a.one ->> ''name'')))) AS e (name)) AS c
         WHERE NOT EXISTS (SELECT FROM %I.attribute h WHERE h.name = c.name AND NOT h.many AND h.kind NOT IN (''number'', ''date'', ''boolean''))', hub)
        INTO unknown USING model;
    IF unknown IS NOT NULL THEN
        RAISE EXCEPTION 'model needs attribute "%", which the records of hub "%" do not give', unknown, hub
            USING ERRCODE = 'undefined_column', HINT = pg_catalog.format('See table %I.attribute; attributes of many values, numbers, dates and booleans take no part in matching.', hub);
    ELSIF model -> 'neighbourhoods' <> '[]' THEN
        RAISE EXCEPTION 'model.neighbourhoods: not in a hub' USING ERRCODE = 'invalid_parameter_value',
            DETAIL = 'Who is next to whom in a sorted neighbourhood depends on all other records.', HINT = 'Use blocking rules instead.';
    END IF;
    model_id := pg_catalog.nextval(pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.model', hub), 'model_id'));
    IF train THEN
        model := cdp.train_model(cdp._records_query(hub, model_id), model, cdp._labels_query(hub));
    END IF;
    EXECUTE pg_catalog.format('INSERT INTO %I.model (model_id, model) OVERRIDING SYSTEM VALUE VALUES ($1, $2)', hub) USING model_id, model;
    PERFORM cdp._end_run(hub, cdp._start_run(hub), 'add_model', NULL, model_id, '{}', started_at);
    RETURN model_id;
END
$$;
COMMENT ON FUNCTION cdp.add_model(name, jsonb, boolean) IS
    'Keeps a model that you wrote, or had from cdp.from_splink, as a new version of a hub, and gives its number. With train its probabilities are first learnt from the records, as by cdp.train_model. It is not used before cdp.activate_model. Values that many share are blocked by cdp.train, not here. Raises undefined_column for an attribute that records do not give, and invalid_parameter_value for a model that does not validate, with the path of the fault.';
