-- SPDX-License-Identifier: PostgreSQL
-- What a profile must not hold: more values of an identifier than it may have, more records than it may have. They are
-- added to the constraints of whatever model is active.

CREATE FUNCTION cdp._resolve_all(hub name, cause text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF cdp._active_model(hub) IS NOT NULL THEN
        PERFORM cdp._resolve(hub, cause, NULL, true);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._resolve_all(name, text) IS
    'Internal: compares and clusters all records again, after something changed that concerns all of them. A hub that was never resolved waits for its first cdp.resolve.';

CREATE FUNCTION cdp._resolution_definition(hub name, model_id bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model jsonb;
    given jsonb;
    sources jsonb;
    limits jsonb;
    missing jsonb;
    max_size jsonb;
BEGIN
    EXECUTE pg_catalog.format('SELECT m.definition FROM %I.model m WHERE m.model_id = $1', hub) INTO model USING model_id;
    given := COALESCE(model -> 'constraints', '{}');
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.jsonb_agg(u.name ORDER BY u.name COLLATE "C")
         FROM (SELECT s.name FROM %1$I.source s WHERE s.duplicate_free
               UNION SELECT pg_catalog.jsonb_array_elements_text($1 -> ''duplicate_free'')) u', hub)
        INTO sources USING given;
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.jsonb_object_agg(a.name, CASE WHEN a.identifier_days IS NULL THEN pg_catalog.to_jsonb(a.identifier_limit)
                    ELSE pg_catalog.jsonb_build_object(''values'', a.identifier_limit, ''days'', a.identifier_days, ''seen'', ''observed_at'') END), pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(''name'', a.name, ''kind'', a.kind) ORDER BY a.position)
                FILTER (WHERE NOT EXISTS (SELECT FROM pg_catalog.jsonb_array_elements($1) e WHERE e ->> ''name'' = a.name))
         FROM %I.attribute a WHERE a.identifier_limit IS NOT NULL', hub)
        INTO limits, missing USING model -> 'attributes';
    IF cdp._counts_days(hub) THEN
        missing := COALESCE(missing, '[]') || '[{"name": "observed_at", "kind": "date", "form": "plain"}]';
    END IF;
    EXECUTE pg_catalog.format('SELECT h.settings -> ''max_size'' FROM %I.hub h', hub) INTO max_size;
    given := given || pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('duplicate_free', sources,
        'limits', COALESCE(given -> 'limits', '{}') || limits, 'max_size', max_size));
    RETURN CASE WHEN given = '{}' THEN model
        ELSE model || pg_catalog.jsonb_build_object('constraints', given, 'attributes', (model -> 'attributes') || COALESCE(missing, '[]')) END;
END
$$;
COMMENT ON FUNCTION cdp._resolution_definition(name, bigint) IS
    'Internal: the definition of a version of the model as cdp.resolve uses it, with the constraints of the hub among its own: sources free of duplicates, limits of identifiers, greatest size.';

CREATE FUNCTION cdp._resolution_model(hub name, model_id bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model jsonb;
BEGIN
    -- why: to put anything into a document of megabytes means to write all of it anew.
    EXECUTE pg_catalog.format('SELECT CASE WHEN m.definition = $2 THEN m.model ELSE m.model || $2 END FROM %I.model m WHERE m.model_id = $1', hub)
        INTO model USING model_id, cdp._resolution_definition(hub, model_id);
    RETURN model;
END
$$;
COMMENT ON FUNCTION cdp._resolution_model(name, bigint) IS 'Internal: a version of the model as cdp.resolve uses it: what _resolution_definition gives, with its statistics.';

CREATE FUNCTION cdp.set_identifier_limit(hub name, attribute text, most int, days int DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed bigint;
BEGIN
    PERFORM cdp._settle(hub);
    PERFORM cdp._matching_attribute(hub, attribute);
    IF most < 1 THEN
        RAISE EXCEPTION 'a profile has at least one value of "%"', attribute
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give 1 for an identifier that is unique to a customer, more for others, null for no limit.';
    ELSIF days < 1 OR days > 1000000 OR (days IS NOT NULL AND most IS NULL) THEN
        RAISE EXCEPTION 'a limit of "%" cannot hold within % days', attribute, days
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give 1 to 1000000 days along with a limit, or leave days out for a limit that always holds.';
    END IF;
    EXECUTE pg_catalog.format('UPDATE %I.attribute a SET identifier_limit = $2, identifier_days = $3 WHERE a.name = $1 AND (a.identifier_limit, a.identifier_days) IS DISTINCT FROM ($2, $3)', hub)
        USING attribute, most, days;
    GET DIAGNOSTICS changed = ROW_COUNT;
    IF changed > 0 THEN
        PERFORM cdp._resolve_all(hub, 'constraint');
    END IF;
END
$$;
COMMENT ON FUNCTION cdp.set_identifier_limit(name, text, int, int) IS
    'Says how many different values of an attribute a profile may have, null: any number. With 1 the attribute is a unique identifier: records that disagree on it are never one profile, unless a must-link says so; a missing value counts for nothing, but a record without one that matches owners of different values about equally well (the best two less than 3 bits apart) joins none of them (reason ambiguous). Values are compared by match form, blocked ones are not counted. With days the limit is one within a window: no so many days in a row may show more values in a profile, each on the day (UTC) of observed_at of its record; so a customer may change his card, but has not two of them at a time. A value without a day counts in every window. Windows lie where the observations are, the clock has no part in it. Resolves with that, splitting profiles that have more; what is kept apart stands in table conflict. Raises undefined_column for an unknown attribute, invalid_parameter_value for a number below 1, days without a limit or an attribute that takes no part in matching.';

CREATE FUNCTION cdp.set_max_size(hub name, records int) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed bigint;
BEGIN
    PERFORM cdp._settle(hub);
    IF records < 1 THEN
        RAISE EXCEPTION 'a profile has at least one record'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the most records that one customer may have, or null for any number.';
    END IF;
    EXECUTE pg_catalog.format('UPDATE %I.hub h SET settings = CASE WHEN $1 IS NULL THEN h.settings - ''max_size'' ELSE h.settings || pg_catalog.jsonb_build_object(''max_size'', $1) END
        WHERE (h.settings ->> ''max_size'')::int IS DISTINCT FROM $1', hub) USING records;
    GET DIAGNOSTICS changed = ROW_COUNT;
    IF changed > 0 THEN
        PERFORM cdp._resolve_all(hub, 'constraint');
    END IF;
END
$$;
COMMENT ON FUNCTION cdp.set_max_size(name, int) IS
    'Says how many records a profile may have, null: any number. Joins beyond that are refused and stand in table conflict; must-links outweigh it. Resolves with that. Raises invalid_parameter_value for a number below 1.';
