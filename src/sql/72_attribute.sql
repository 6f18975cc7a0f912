-- SPDX-License-Identifier: PostgreSQL
-- Attributes of a hub: names, kinds, types and how raw text of a kind becomes a clean value.

CREATE FUNCTION cdp._kinds() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['given_name', 'family_name', 'full_name', 'birth_date', 'email', 'phone', 'street', 'postcode', 'city', 'country',
    'company', 'gender', 'identifier', 'text', 'number', 'date', 'boolean'];
COMMENT ON FUNCTION cdp._kinds() IS 'Internal: the semantic kinds an attribute can have.';

CREATE FUNCTION cdp._reserved_attributes() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY['record_id', 'source', 'source_key', 'key', 'observed_at', 'row_hash', 'row_number', 'run_id', 'profile_id', 'cluster_id', 'id',
    'record_count', 'source_count', 'sources', 'first_seen', 'last_seen', 'created_at', 'updated_at', 'valid_from', 'valid_to',
    'completeness', 'confidence', 'conflict_count', 'segments', 'traits', 'consents',
    'ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'];
COMMENT ON FUNCTION cdp._reserved_attributes() IS 'Internal: names that an attribute cannot have, since hub tables and views use them or will.';

CREATE FUNCTION cdp._kind_type(kind text, many boolean) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN kind IN ('birth_date', 'date') THEN 'date' WHEN kind = 'number' THEN 'numeric'
            WHEN kind = 'boolean' THEN 'boolean' ELSE 'text' END || CASE WHEN many THEN '[]' ELSE '' END;
COMMENT ON FUNCTION cdp._kind_type(text, boolean) IS 'Internal: SQL type of the column of an attribute.';

CREATE FUNCTION cdp._clean_text(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN NULLIF(pg_catalog.btrim(pg_catalog.regexp_replace(value, '\s+', ' ', 'g')), '');
COMMENT ON FUNCTION cdp._clean_text(text) IS 'Internal: white space squeezed; null for what is blank.';

CREATE FUNCTION cdp._clean_number(value text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN pg_catalog.octet_length(value) <= 1000 AND value ~ '^\s*[-+]?[0-9]+([.,][0-9]+)?([eE][-+]?[0-9]{1,3})?\s*$'
            THEN pg_catalog.replace(pg_catalog.btrim(value, E' \t\n\r\f\v'), ',', '.')::pg_catalog.numeric END;
COMMENT ON FUNCTION cdp._clean_number(text) IS 'Internal: a number written with point or comma, without groups of thousands; null for anything else.';

CREATE FUNCTION cdp._clean_boolean(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN pg_catalog.octet_length(value) > 20 THEN NULL
    WHEN pg_catalog.lower(pg_catalog.btrim(value)) IN ('true', 't', 'yes', 'y', '1', 'on', 'oui', 'o', 'vrai', 'ja', 'si', 's' || pg_catalog.chr(237), 'x') THEN true
    WHEN pg_catalog.lower(pg_catalog.btrim(value)) IN ('false', 'f', 'no', 'n', '0', 'off', 'non', 'faux', 'nein') THEN false END;
COMMENT ON FUNCTION cdp._clean_boolean(text) IS 'Internal: yes or no in English, French, German and Spanish; null for anything else.';

-- why: a function takes at most 100 arguments.
CREATE FUNCTION cdp._nonnulls_sql(columns text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN pg_catalog.count(*) > 1 THEN '(' || pg_catalog.string_agg(p.counted, ' + ' ORDER BY p.part) || ')' ELSE pg_catalog.min(p.counted) END
    FROM (SELECT (c.place - 1) / 100 AS part, pg_catalog.format('num_nonnulls(%s)', pg_catalog.string_agg(c.name, ', ' ORDER BY c.place)) AS counted
          FROM pg_catalog.regexp_split_to_table(columns, ', ') WITH ORDINALITY AS c (name, place) GROUP BY 1) p
$$;
COMMENT ON FUNCTION cdp._nonnulls_sql(text) IS 'Internal: the SQL of how many columns of a list have a value, however long it is.';

CREATE FUNCTION cdp._clean_expression(kind text, raw text, region text, day_first boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.format(
    'CASE WHEN pg_catalog.octet_length(%1$s) <= %2$s AND NOT cdp.is_placeholder(%3$L, %1$s) THEN %4$s END',
    raw, CASE WHEN kind = 'text' THEN '1073741823' ELSE '10000' END, kind,
    CASE
        WHEN kind IN ('given_name', 'family_name', 'full_name', 'city') THEN pg_catalog.format('cdp.normalize_name(%s)', raw)
        WHEN kind = 'email' THEN pg_catalog.format('cdp.normalize_email(%s)', raw)
        WHEN kind = 'phone' THEN pg_catalog.format('cdp.normalize_phone(%s, %s)', raw, region)
        WHEN kind = 'street' THEN pg_catalog.format('cdp.normalize_address(%s)', raw)
        WHEN kind = 'postcode' THEN pg_catalog.format('cdp.normalize_postcode(%s, %s)', raw, region)
        WHEN kind = 'company' THEN pg_catalog.format('cdp.normalize_company(%s)', raw)
        WHEN kind = 'gender' THEN pg_catalog.format('cdp.normalize_gender(%s)', raw)
        WHEN kind = 'identifier' THEN pg_catalog.format('cdp.normalize_identifier(%s)', raw)
        WHEN kind IN ('birth_date', 'date') THEN pg_catalog.format('cdp.normalize_date(%s, %L)', raw, day_first)
        WHEN kind = 'number' THEN pg_catalog.format('cdp._clean_number(%s)', raw)
        WHEN kind = 'boolean' THEN pg_catalog.format('cdp._clean_boolean(%s)', raw)
        ELSE pg_catalog.format('cdp._clean_text(%s)', raw)
    END);
COMMENT ON FUNCTION cdp._clean_expression(text, text, text, boolean) IS
    'Internal: the SQL that cleans a raw text of a kind; raw and region are SQL expressions. Values over 10000 bytes are not names, phones ... and give null.';

CREATE FUNCTION cdp._add_attribute(hub name, name text, kind text, many boolean, survivorship text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    column_type text := cdp._kind_type(kind, many);
BEGIN
    EXECUTE pg_catalog.format('INSERT INTO %1$I.attribute (name, position, kind, many, type, survivorship, personal)
        SELECT $1, COALESCE(pg_catalog.max(position), 0) + 1, $2, $3, $4, $5, $6 FROM %1$I.attribute', hub)
        USING name, kind, many, column_type, survivorship, kind NOT IN ('postcode', 'city', 'country', 'company', 'gender', 'number', 'date', 'boolean');
    EXECUTE pg_catalog.format('ALTER TABLE %1$I.record ADD COLUMN %2$I %3$s; ALTER TABLE %1$I.profile ADD COLUMN %2$I %3$s; ALTER TABLE %1$I.profile_history ADD COLUMN %2$I %3$s',
        hub, name, column_type);
    EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.record.%I IS %L', hub, name,
        pg_catalog.format('Attribute of kind %s, in clean form', kind));
    EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.profile.%I IS %L', hub, name,
        pg_catalog.format('Attribute of kind %s, golden value', kind));
    EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.profile_history.%I IS %L', hub, name,
        pg_catalog.format('Attribute of kind %s, golden value of that time', kind));
END
$$;
COMMENT ON FUNCTION cdp._add_attribute(name, text, text, boolean, text[]) IS 'Internal: adds a checked attribute to the tables.';

CREATE FUNCTION cdp.add_attribute(hub name, name text, kind text, many boolean DEFAULT false, survivorship text[] DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known boolean;
BEGIN
    PERFORM cdp._own_hub(hub);
    IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,57}$' THEN
        RAISE EXCEPTION 'attribute cannot be called "%"', name
            USING ERRCODE = 'invalid_name', HINT = 'Use a lower-case letter, then up to 57 letters, digits and underscores.';
    END IF;
    IF name = ANY (cdp._reserved_attributes()) THEN
        RAISE EXCEPTION 'attribute cannot be called "%", hubs use that name themselves', name
            USING ERRCODE = 'reserved_name', HINT = 'Take another name.';
    END IF;
    IF kind IS NULL OR kind <> ALL (cdp._kinds()) THEN
        RAISE EXCEPTION 'kind "%" of attribute "%" does not exist', kind, name
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = pg_catalog.format('Kinds are %s.', pg_catalog.array_to_string(cdp._kinds(), ', '));
    END IF;
    IF many IS NULL THEN
        RAISE EXCEPTION 'many of attribute "%" must not be null', name
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Say true for several values in a record, false for one.';
    END IF;
    PERFORM cdp._check_survivorship(name, kind, many, survivorship);
    PERFORM cdp._check_followed(hub, name, survivorship);
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %1$I.attribute a WHERE a.name = $1 UNION ALL SELECT FROM %1$I.trait t WHERE t.name = $1)', hub) INTO known USING name;
    IF known THEN
        RAISE EXCEPTION 'attribute "%" of hub "%" already exists', name, hub
            USING ERRCODE = 'duplicate_column', HINT = pg_catalog.format('See table %I.attribute.', hub);
    END IF;
    PERFORM cdp._add_attribute(hub, name, kind, many, survivorship);
    PERFORM cdp._start_golden_clock(hub);
    PERFORM cdp._refresh_views(hub);
END
$$;
COMMENT ON FUNCTION cdp.add_attribute(name, text, text, boolean, text[]) IS
    'Adds an attribute: a typed column of records and golden records. kind says what it means (given_name, email, birth_date, text, number ...); many allows several values in a record; survivorship is a chain of strategies such as {most_frequent,most_recent}, null for the default of the kind. Sources fill it once their mapping names it. Only the owner of the hub may do it; cdp.drop_attribute takes it away.';
