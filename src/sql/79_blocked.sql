-- SPDX-License-Identifier: PostgreSQL
-- Values that do not tell who somebody is: blocked by a steward, taken off one record, or shared by many different
-- people. Records keep them, golden records show them; matching does not see them.

CREATE FUNCTION cdp._create_blocked(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.blocked_value (
            attribute  text NOT NULL,
            value      text,
            pattern    text,
            source     text,
            source_key text,
            model_id   bigint,
            reason     text NOT NULL,
            author     text NOT NULL,
            blocked_at timestamptz NOT NULL,
            CHECK ((value IS NULL) <> (pattern IS NULL) AND (source IS NULL) = (source_key IS NULL)),
            UNIQUE NULLS NOT DISTINCT (attribute, value, pattern, source, source_key, model_id));
        COMMENT ON TABLE %1$I.blocked_value IS 'Values that matching does not see';
        COMMENT ON COLUMN %1$I.blocked_value.attribute IS 'The attribute';
        COMMENT ON COLUMN %1$I.blocked_value.value IS 'The clean value, as text; letter case does not count';
        COMMENT ON COLUMN %1$I.blocked_value.pattern IS 'Or a regular expression that clean values match, whatever their case';
        COMMENT ON COLUMN %1$I.blocked_value.source IS 'Source of the one record that it was taken off; null: everywhere';
        COMMENT ON COLUMN %1$I.blocked_value.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.blocked_value.model_id IS 'Model with which it was found to be shared by many; null: with all models';
        COMMENT ON COLUMN %1$I.blocked_value.reason IS 'Why';
        COMMENT ON COLUMN %1$I.blocked_value.author IS 'Who blocked it; cdp for what cdp.train found';
        COMMENT ON COLUMN %1$I.blocked_value.blocked_at IS 'When';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_blocked(name) IS 'Internal: creates the table blocked_value.';

CREATE FUNCTION cdp._unblocked_expression(hub name, attribute text, model_id bigint) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    everywhere boolean;
    patterns boolean;
    detached boolean;
    shown text;
    condition text;
BEGIN
    -- why: as text a date follows DateStyle, and what is blocked must not.
    EXECUTE pg_catalog.format('SELECT CASE a.type WHEN ''date'' THEN ''pg_catalog.to_char(r.%%I, ''''YYYY-MM-DD'''')'' ELSE ''r.%%I::text'' END FROM %I.attribute a WHERE a.name = $1', hub)
        INTO shown USING attribute;
    shown := pg_catalog.format(shown, attribute);
    EXECUTE pg_catalog.format(
        'SELECT COALESCE(pg_catalog.bool_or(b.value IS NOT NULL AND b.source IS NULL), false), COALESCE(pg_catalog.bool_or(b.pattern IS NOT NULL), false),
                COALESCE(pg_catalog.bool_or(b.source IS NOT NULL), false)
         FROM %I.blocked_value b WHERE b.attribute = $1 AND (b.model_id IS NULL OR b.model_id = $2)', hub)
        INTO everywhere, patterns, detached USING attribute, model_id;
    condition := pg_catalog.concat_ws(' OR ',
        CASE WHEN everywhere THEN 'pg_catalog.lower(%4$s) IN (SELECT pg_catalog.lower(b.value) FROM %1$I.blocked_value b
            WHERE b.attribute = %2$L AND b.value IS NOT NULL AND b.source IS NULL AND (b.model_id IS NULL OR b.model_id = %3$L))' END,
        CASE WHEN patterns THEN 'EXISTS (SELECT FROM %1$I.blocked_value b WHERE b.attribute = %2$L AND %4$s ~* b.pattern)' END,
        CASE WHEN detached THEN '(r.source, r.source_key, pg_catalog.lower(%4$s)) IN (SELECT b.source, b.source_key, pg_catalog.lower(b.value) FROM %1$I.blocked_value b
            WHERE b.attribute = %2$L AND b.source IS NOT NULL)' END);
    RETURN pg_catalog.format(CASE WHEN condition = '' THEN 'r.%2$I' ELSE 'CASE WHEN ' || condition || ' THEN NULL ELSE r.%2$I END AS %2$I' END,
        hub, attribute, model_id, shown);
END
$$;
COMMENT ON FUNCTION cdp._unblocked_expression(name, text, bigint) IS 'Internal: SQL for the value of an attribute of record r as matching sees it.';

CREATE FUNCTION cdp._matching_attribute(hub name, attribute text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    matches boolean;
BEGIN
    PERFORM cdp._attribute_check(hub, attribute);
    EXECUTE pg_catalog.format('SELECT a.kind NOT IN (''number'', ''date'', ''boolean'') FROM %I.attribute a WHERE a.name = $1', hub)
        INTO matches USING attribute;
    IF NOT matches THEN
        RAISE EXCEPTION 'attribute "%" takes no part in matching', attribute
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Attributes of kind number, date and boolean never do.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._matching_attribute(name, text) IS 'Internal: raises undefined_column, or invalid_parameter_value for an attribute that takes no part in matching.';

CREATE FUNCTION cdp._try_clean(hub name, attribute text, value text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    expression text;
    clean text;
BEGIN
    EXECUTE pg_catalog.format('SELECT cdp._clean_expression(a.kind, ''$1'', pg_catalog.quote_nullable(h.settings ->> ''region''), (h.settings ->> ''day_first'')::boolean)
        FROM %1$I.attribute a, %1$I.hub h WHERE a.name = $1', hub) INTO expression USING attribute;
    EXECUTE pg_catalog.format('SELECT (%s)::text', expression) INTO clean USING value;
    RETURN clean;
END
$$;
COMMENT ON FUNCTION cdp._try_clean(name, text, text) IS 'Internal: a value as records hold it; null where it cannot be cleaned.';

CREATE FUNCTION cdp._clean_value(hub name, attribute text, value text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET DateStyle = 'ISO, YMD'
AS $$ SELECT COALESCE(cdp._try_clean(hub, attribute, value), value) $$;
COMMENT ON FUNCTION cdp._clean_value(name, text, text) IS 'Internal: a value as records hold it, or as it is where it cannot be cleaned.';

CREATE FUNCTION cdp.block_value(hub name, attribute text, value text, reason text, pattern text DEFAULT NULL, author text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    blocked bigint;
BEGIN
    PERFORM cdp._settle(hub);
    PERFORM cdp._matching_attribute(hub, attribute);
    PERFORM cdp._require_reason('blocked value', reason);
    IF (value IS NULL) = (pattern IS NULL) THEN
        RAISE EXCEPTION 'a value or a pattern is blocked'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give value, or null and pattern => a regular expression such as ^noreply@.';
    END IF;
    IF '' ~ pattern THEN
        NULL;  -- a pattern that is none raises invalid_regular_expression here
    END IF;
    EXECUTE pg_catalog.format('INSERT INTO %I.blocked_value (attribute, value, pattern, reason, author, blocked_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING', hub)
        USING attribute, cdp._clean_value(hub, attribute, value), pattern, reason, COALESCE(author, CURRENT_USER::text), pg_catalog.clock_timestamp();
    GET DIAGNOSTICS blocked = ROW_COUNT;
    IF blocked > 0 THEN
        PERFORM cdp._resolve_all(hub, 'constraint');
    END IF;
    RETURN blocked > 0;
END
$$;
COMMENT ON FUNCTION cdp.block_value(name, text, text, text, text, text) IS
    'Blocks a value of an attribute, or with value null all clean values that match the regular expression pattern, for matching: two records that share it have nothing in common by that. Letter case does not count. Records keep the value, and golden records may show it (see cdp.ignore_value). Resolves with that; false when it was blocked before. Placeholders that cdp.is_placeholder knows need no blocking. Raises undefined_column for an unknown attribute and invalid_parameter_value for one that takes no part in matching or without a reason.';

CREATE FUNCTION cdp.unblock_value(hub name, attribute text, value text, pattern text DEFAULT NULL, source text DEFAULT NULL, source_key text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM cdp._settle(hub);
    PERFORM cdp._matching_attribute(hub, attribute);
    EXECUTE pg_catalog.format('DELETE FROM %I.blocked_value b WHERE b.attribute = $1 AND pg_catalog.lower(b.value) IS NOT DISTINCT FROM pg_catalog.lower($2) AND b.pattern IS NOT DISTINCT FROM $3
        AND b.source IS NOT DISTINCT FROM $4 AND b.source_key IS NOT DISTINCT FROM $5', hub)
        USING attribute, cdp._clean_value(hub, attribute, value), pattern, source, source_key;
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone > 0 THEN
        PERFORM cdp._resolve_all(hub, 'constraint');
    END IF;
    RETURN gone > 0;
END
$$;
COMMENT ON FUNCTION cdp.unblock_value(name, text, text, text, text, text) IS
    'Lets matching see a value again: undoes cdp.block_value, cdp.detach_identifier (with source and source_key), and what cdp.train found to be shared by many. Resolves with that; false when it was not blocked.';

CREATE FUNCTION cdp.detach_identifier(hub name, source text, key text, attribute text, reason text, author text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    value text;
    detached bigint;
BEGIN
    PERFORM cdp._settle(hub);
    PERFORM cdp._matching_attribute(hub, attribute);
    PERFORM cdp._require_reason('detached identifier', reason);
    PERFORM cdp._record_document(hub, source, key);
    EXECUTE pg_catalog.format('SELECT r.%I::text FROM %I.record r WHERE r.source = $1 AND r.source_key = $2', attribute, hub) INTO value USING source, key;
    IF value IS NULL THEN
        RAISE EXCEPTION 'record "%" of source "%" has no %', key, source, attribute
            USING ERRCODE = 'no_data_found', HINT = pg_catalog.format('See table %I.record.', hub);
    END IF;
    EXECUTE pg_catalog.format('INSERT INTO %I.blocked_value (attribute, value, source, source_key, reason, author, blocked_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING', hub)
        USING attribute, value, source, key, reason, COALESCE(author, CURRENT_USER::text), pg_catalog.clock_timestamp();
    GET DIAGNOSTICS detached = ROW_COUNT;
    IF detached > 0 THEN
        PERFORM cdp._resolve_all(hub, 'constraint');
    END IF;
    RETURN detached > 0;
END
$$;
COMMENT ON FUNCTION cdp.detach_identifier(name, text, text, text, text, text) IS
    'Takes the value that an attribute of one record has now off that record, for matching: an address typed into the wrong account. It stays off when the source sends it again, also after the record was deleted; another value counts. Resolves with that; false when it was off before. cdp.unblock_value undoes it. Raises no_data_found when there is no such record or value; other errors as cdp.block_value.';

CREATE FUNCTION cdp.shared_values(hub name, people int DEFAULT 10)
RETURNS TABLE (attribute text, value text, records bigint, names bigint, blocked boolean)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item text;
    name_key text;
BEGIN
    PERFORM cdp._hub_check(hub);
    IF people IS NULL OR people < 1 THEN
        RAISE EXCEPTION 'people must be at least 1'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'It is the number of different names that a value may be shared by.';
    END IF;
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(pg_catalog.format(''cdp.fold(r.%%I)'', a.name), '', '' ORDER BY a.position)
        FROM %I.attribute a WHERE NOT a.many AND a.kind IN (''given_name'', ''family_name'', ''full_name'', ''company'')', hub) INTO name_key;
    IF name_key IS NULL THEN
        RETURN;
    END IF;
    FOR item IN EXECUTE pg_catalog.format('SELECT a.name FROM %I.attribute a WHERE NOT a.many AND a.kind IN (''email'', ''phone'', ''identifier'') ORDER BY a.position', hub) LOOP
        RETURN QUERY EXECUTE pg_catalog.format(
            'SELECT %2$L::text, s.value, s.records, s.names,
                    EXISTS (SELECT FROM %1$I.blocked_value b WHERE b.attribute = %2$L AND b.source IS NULL AND (b.model_id IS NULL OR b.model_id = $2)
                            AND (pg_catalog.lower(b.value) = pg_catalog.lower(s.value) OR s.value ~* b.pattern))
             FROM (SELECT r.%2$I::text AS value, pg_catalog.count(*) AS records, pg_catalog.count(DISTINCT NULLIF(pg_catalog.array_to_string(ARRAY[%3$s], '' ''), '''')) AS names
                   FROM %1$I.record r
                   WHERE r.%2$I IN (SELECT o.%2$I FROM %1$I.record o GROUP BY o.%2$I HAVING pg_catalog.count(*) > $1) GROUP BY 1) s
             WHERE s.names > $1 ORDER BY s.names DESC, s.value COLLATE "C"', hub, item, name_key)
            USING people, cdp._active_model(hub);
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp.shared_values(name, int) IS
    'E-mail addresses, phones and identifiers that records of more than so many different names share: a switchboard, the mailbox of a shop. With the number of records and of names, and whether the value is blocked for matching. cdp.train blocks, for the model it makes, those shared by more than 20 names (setting shared_names in table hub).';

CREATE FUNCTION cdp._block_shared(hub name, model_id bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most int;
    found bigint;
BEGIN
    EXECUTE pg_catalog.format('SELECT COALESCE((h.settings ->> ''shared_names'')::int, 20) FROM %I.hub h', hub) INTO most;
    EXECUTE pg_catalog.format(
        'INSERT INTO %I.blocked_value (attribute, value, model_id, reason, author, blocked_at)
         SELECT s.attribute, s.value, $2, pg_catalog.format(''shared by %%s different names'', s.names), ''cdp'', $3
         FROM cdp.shared_values($4, $1) s ON CONFLICT DO NOTHING', hub)
        USING most, model_id, pg_catalog.clock_timestamp(), hub;
    GET DIAGNOSTICS found = ROW_COUNT;
    RETURN found;
END
$$;
COMMENT ON FUNCTION cdp._block_shared(name, bigint) IS 'Internal: blocks, for a model, values shared by too many names, and gives their number.';
