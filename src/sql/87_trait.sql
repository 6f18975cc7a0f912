-- SPDX-License-Identifier: PostgreSQL
-- Traits: values computed for each profile from its events, at a clock that the caller gives.

CREATE FUNCTION cdp._event_condition(event text, condition text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.concat_ws(' AND ', CASE WHEN event IS NOT NULL THEN pg_catalog.format('e.type = %L', event) END, CASE WHEN condition IS NOT NULL THEN pg_catalog.format('(%s)', condition) END);
COMMENT ON FUNCTION cdp._event_condition(text, text) IS 'Internal: the SQL of which events e count at all; empty for all of them.';

CREATE FUNCTION cdp._event_counts(event_condition text, within interval) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.concat_ws(' AND ', NULLIF(event_condition, ''), 'e.at <= d.at', CASE WHEN within IS NOT NULL THEN pg_catalog.format('e.at + %L::interval > d.at', within) END);
COMMENT ON FUNCTION cdp._event_counts(text, interval) IS 'Internal: the SQL of which events e count at the time d.at.';

CREATE FUNCTION cdp._event_next(event_condition text, within interval) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN within IS NULL
    THEN pg_catalog.format('min(e.at) FILTER (WHERE %s)', pg_catalog.concat_ws(' AND ', NULLIF(event_condition, ''), 'e.at > d.at'))
    ELSE pg_catalog.format('min(CASE WHEN e.at > d.at THEN e.at ELSE e.at + %1$L::interval END) FILTER (WHERE %2$s)', within,
        pg_catalog.concat_ws(' AND ', NULLIF(event_condition, ''), pg_catalog.format('(e.at > d.at OR e.at + %L::interval > d.at)', within))) END;
COMMENT ON FUNCTION cdp._event_next(text, interval) IS 'Internal: the aggregate that tells when, after d.at, an event next begins or ceases to count.';

-- why: an event counts until at + within, which is about within before; events that are older by some days for the odd lengths of
-- months and days need not be joined to records.
CREATE FUNCTION cdp._event_since(withins interval[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.cardinality(withins) > 0 AND pg_catalog.array_position(withins, NULL) IS NULL AND (SELECT pg_catalog.bool_and(pg_catalog.date_part('year', w.within) <= 1000 AND w.within <= '1000 years') FROM pg_catalog.unnest(withins) AS w (within))
    THEN (SELECT pg_catalog.format(E' AND e.at > (SELECT COALESCE(CASE WHEN m.at > ''1000-01-01'' THEN LEAST(%s) END, ''-infinity'') FROM (SELECT min(t) AS at FROM unnest($2) AS t) m)',
              pg_catalog.string_agg(DISTINCT pg_catalog.format('m.at - %L::interval - ''8 days''::interval', w.within), ', ')) FROM pg_catalog.unnest(withins) AS w (within)) ELSE '' END;
COMMENT ON FUNCTION cdp._event_since(interval[]) IS
    'Internal: the condition that leaves out events e which are too old to count, within any of these times, at any of the times $2; empty where an event counts for ever.';

CREATE FUNCTION cdp._trait_aggregate(aggregate text, expression text, counts text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE aggregate
    WHEN 'count' THEN pg_catalog.format('count(*) FILTER (WHERE %s)', counts)
    WHEN 'distinct' THEN pg_catalog.format('count(DISTINCT %s) FILTER (WHERE %s)', expression, counts)
    WHEN 'first' THEN pg_catalog.format('(array_agg(%1$s ORDER BY e.at, (%1$s)::text COLLATE "C") FILTER (WHERE %2$s AND (%1$s) IS NOT NULL))[1]', expression, counts)
    WHEN 'last' THEN pg_catalog.format('(array_agg(%1$s ORDER BY e.at DESC, (%1$s)::text COLLATE "C") FILTER (WHERE %2$s AND (%1$s) IS NOT NULL))[1]', expression, counts)
    WHEN 'most_frequent' THEN pg_catalog.format('cdp.most_frequent(%s) FILTER (WHERE %s)', expression, counts)
    ELSE pg_catalog.format('%s(%s) FILTER (WHERE %s)', aggregate, expression, counts) END;
COMMENT ON FUNCTION cdp._trait_aggregate(text, text, text) IS 'Internal: the aggregate over events e that a trait is.';

CREATE FUNCTION cdp._trait_sql(hub name, names text[]) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    columns text := '';
    nexts text := '';
    condition text;
    events text[] := '{}';
    withins interval[] := '{}';
BEGIN
    FOR item IN EXECUTE pg_catalog.format('SELECT t.* FROM %I.trait t WHERE t.name = ANY ($1) ORDER BY t.position', hub) USING names LOOP
        condition := cdp._event_condition(item.event, item.condition);
        events := pg_catalog.array_append(events, item.event);
        withins := pg_catalog.array_append(withins, item.within);
        columns := columns || pg_catalog.format(E',\n    %s AS %I', cdp._trait_aggregate(item.aggregate, item.expression, cdp._event_counts(condition, item.within)), item.name);
        nexts := nexts || CASE WHEN nexts <> '' THEN ', ' ELSE '' END || cdp._event_next(condition, item.within);
    END LOOP;
    RETURN pg_catalog.format(E'SELECT d.profile_id, d.at, LEAST(%s) AS next_at%s\nFROM unnest($1, $2) AS d (profile_id, at)\nJOIN (%s) e ON e.profile_id = d.profile_id\nGROUP BY d.profile_id, d.at',
        nexts, columns, cdp._event_sql(hub, cdp._event_since(withins), events));
END
$$;
COMMENT ON FUNCTION cdp._trait_sql(name, text[]) IS 'Internal: the statement that computes some traits, of profiles $1 at times $2, and when they next change by themselves.';

CREATE FUNCTION cdp._shown_trait(name text, aggregate text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN pg_catalog.format(CASE WHEN aggregate IN ('count', 'distinct') THEN 'COALESCE(t.%I, 0)' ELSE 't.%I' END, name);
COMMENT ON FUNCTION cdp._shown_trait(text, text) IS 'Internal: the SQL of a trait in unified_profile: who has no events has a count of 0.';

CREATE FUNCTION cdp._open_trait_scratch(types text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    scratch text := 'cdp_trait_' || pg_catalog.md5(types);
    owner oid := (SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass('pg_temp.' || scratch));
BEGIN
    IF owner <> (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER) THEN
        EXECUTE pg_catalog.format('DROP TABLE pg_temp.%I', scratch);
        owner := NULL;
    END IF;
    IF owner IS NULL THEN
        EXECUTE pg_catalog.format('CREATE TEMP TABLE %I (profile_id bigint, at timestamptz, next_at timestamptz%s) ON COMMIT DROP', scratch, types);
    END IF;
    RETURN scratch;
END
$$;
COMMENT ON FUNCTION cdp._open_trait_scratch(text) IS 'Internal: as _open_scratch, the temporary table of traits with columns of these types; gives its name.';

CREATE FUNCTION cdp._fill_traits(hub name, scratch text, traits text[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, cdp, pg_temp
AS $$
DECLARE
    types text;
    names text;
    others text;
    changed text;
    assignments text;
    emptied text;
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.string_agg(pg_catalog.format('', %%I %%s'', t.name, t.type), '''' ORDER BY t.position), pg_catalog.string_agg(pg_catalog.format('', %%I'', t.name), '''' ORDER BY t.position),
                pg_catalog.string_agg(pg_catalog.format(CASE WHEN t.aggregate IN (''count'', ''distinct'') THEN ''CASE WHEN COALESCE(n.%%1$I, 0) <> COALESCE(o.%%1$I, 0) THEN %%1$L END''
                    ELSE ''CASE WHEN n.%%1$I IS DISTINCT FROM o.%%1$I THEN %%1$L END'' END, t.name), '', '' ORDER BY t.position),
                pg_catalog.string_agg(pg_catalog.format(''%%1$I = EXCLUDED.%%1$I'', t.name), '', '' ORDER BY t.position), pg_catalog.string_agg(pg_catalog.format(''%%I = NULL'', t.name), '', '' ORDER BY t.position),
                (SELECT COALESCE(pg_catalog.string_agg(pg_catalog.format('', o.%%I'', u.name), '''' ORDER BY u.position), '''') FROM %1$I.trait u WHERE u.name <> ALL ($1))
         FROM %1$I.trait t WHERE t.name = ANY ($1)', hub) INTO types, names, changed, assignments, emptied, others USING traits;
    -- why: rows go into indexes in the order in which they stand there.
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.%4$I (profile_id, at, next_at%5$s) SELECT t.* FROM (SELECT pg_catalog.array_agg(b.profile_id) AS profiles, pg_catalog.array_agg(b.at) AS times FROM pg_temp.cdp_batch b) a
        CROSS JOIN LATERAL cdp._run_as(%1$L, %2$L, a.profiles, a.times) AS t (profile_id bigint, at timestamptz, next_at timestamptz%3$s) ORDER BY t.profile_id',
        cdp._hub_owner(hub), cdp._trait_sql(hub, traits), types, scratch, names);
    EXECUTE pg_catalog.format('ANALYZE pg_temp.%I', scratch);
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_trait_change
        SELECT c.profile_id, c.changed FROM (SELECT b.profile_id, pg_catalog.array_remove(ARRAY[%2$s], NULL) AS changed
            FROM pg_temp.cdp_batch b LEFT JOIN pg_temp.%3$I n ON n.profile_id = b.profile_id LEFT JOIN %1$I.profile_trait o ON o.profile_id = b.profile_id) c
        WHERE c.changed <> ''{}''', hub, changed, scratch);
    ANALYZE pg_temp.cdp_trait_change;
    -- Who has no events of these traits may have values of others, which are not computed now.
    EXECUTE pg_catalog.format('DELETE FROM %1$I.profile_trait o USING pg_temp.cdp_trait_change c
        WHERE o.profile_id = c.profile_id AND %3$s = 1 AND NOT EXISTS (SELECT FROM pg_temp.%2$I n WHERE n.profile_id = c.profile_id)', hub, scratch, cdp._nonnulls_sql('o.profile_id' || others));
    IF others <> '' THEN
        EXECUTE pg_catalog.format('UPDATE %1$I.profile_trait o SET %3$s FROM pg_temp.cdp_trait_change c
            WHERE o.profile_id = c.profile_id AND NOT EXISTS (SELECT FROM pg_temp.%2$I n WHERE n.profile_id = c.profile_id)', hub, scratch, emptied);
    END IF;
    EXECUTE pg_catalog.format('INSERT INTO %1$I.profile_trait AS o (profile_id%2$s) SELECT n.profile_id%3$s FROM pg_temp.%5$I n WHERE EXISTS (SELECT FROM pg_temp.cdp_trait_change c WHERE c.profile_id = n.profile_id)
        ON CONFLICT (profile_id) DO UPDATE SET %4$s', hub, names, pg_catalog.replace(names, ', ', ', n.'), assignments, scratch);
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_trait_due SELECT n.profile_id, n.next_at FROM pg_temp.%I n WHERE n.next_at < ''infinity''', scratch);
END
$$;
COMMENT ON FUNCTION cdp._fill_traits(name, text, text[]) IS
    'Internal: computes some traits of the profiles in cdp_batch, each at its time, in the temporary table scratch, writes them by difference, and adds to cdp_trait_change which of them changed, to cdp_trait_due when they next do by themselves.';

CREATE FUNCTION cdp._is_no_fault(code text, role name, hub name) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog."left"(code, 2) IN ('40', '53', '55', '57', '58', 'XX')
        OR EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = role AND NOT pg_catalog.pg_has_role(CURRENT_USER, r.oid, 'USAGE') AND pg_catalog.pg_has_role(cdp._hub_owner(hub), r.oid, 'USAGE'))
$$;
COMMENT ON FUNCTION cdp._is_no_fault(text, name, name) IS
    'Internal: true when an error is not the fault of the definition that runs as a role: a conflict of transactions, a lack of resources, a server that stops, or a caller who may not act for the role, although the owner of the hub may.';

CREATE FUNCTION cdp._trait_error(hub name, name text, raises boolean DEFAULT false, within_write boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, cdp, pg_temp
AS $$
DECLARE
    type text;
    event text;
BEGIN
    EXECUTE pg_catalog.format('SELECT t.type, t.event FROM %I.trait t WHERE t.name = $1', hub) INTO type, event USING name;
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM (SELECT pg_catalog.array_agg(b.profile_id) AS profiles, pg_catalog.array_agg(b.at) AS times FROM pg_temp.cdp_batch b) a
        CROSS JOIN LATERAL cdp._run_as(%L, %L, a.profiles, a.times) AS t (profile_id bigint, at timestamptz, next_at timestamptz, value %s)',
        cdp._hub_owner(hub), cdp._trait_sql(hub, ARRAY[name]), type);
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    IF raises OR cdp._is_no_fault(SQLSTATE, cdp._hub_owner(hub), hub) THEN
        PERFORM cdp._raise_blamed(hub, ARRAY[event], SQLSTATE, SQLERRM);
        RAISE;
    END IF;
    RETURN cdp._blame(hub, ARRAY[event], SQLSTATE, SQLERRM, cdp._modes_to_blame(within_write));
END
$$;
COMMENT ON FUNCTION cdp._trait_error(name, text, boolean, boolean) IS 'Internal: why a trait cannot be computed for the profiles in cdp_batch, as text, or raised; null when it can.';

CREATE FUNCTION cdp._try_traits(hub name, scratch text, traits text[], added text, within_write boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    message text;
    half int := pg_catalog.cardinality(traits) / 2;
BEGIN
    -- why: the temporary table is made and emptied outside the block that may fail; else each refresh of a transaction would
    -- give it a new file.
    BEGIN
        PERFORM cdp._fill_traits(hub, scratch, traits);
        RETURN true;
    EXCEPTION WHEN OTHERS THEN
        IF cdp._is_no_fault(SQLSTATE, cdp._hub_owner(hub), hub) THEN
            RAISE;
        END IF;
        IF half = 0 THEN
            message := cdp._trait_error(hub, traits[1], traits[1] = added, within_write);
            -- An error that is not that of the trait.
            IF message IS NULL THEN
                RAISE;
            END IF;
        END IF;
    END;
    IF half > 0 THEN
        PERFORM cdp._try_traits(hub, scratch, traits[:half], added, within_write);
        EXECUTE pg_catalog.format('TRUNCATE pg_temp.%I', scratch);
        PERFORM cdp._try_traits(hub, scratch, traits[half + 1:], added, within_write);
    ELSE
        EXECUTE pg_catalog.format('UPDATE %I.trait t SET error = $2, failed_at = pg_catalog.clock_timestamp() WHERE t.name = $1', hub) USING traits[1], message;
    END IF;
    RETURN false;
END
$$;
COMMENT ON FUNCTION cdp._try_traits(name, text, text[], text, boolean) IS
    'Internal: _fill_traits, by halves where it fails, since traits may fail together that do not alone, down to those at fault: these keep their values, and the error; that of the trait added is raised. True when all were computed at once.';

CREATE FUNCTION cdp._refresh_traits(hub name, added text DEFAULT NULL, within_write boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    traits text[];
    types text;
    scratch text;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(t.name ORDER BY t.position), pg_catalog.string_agg(pg_catalog.format('', %%I %%s'', t.name, t.type), '''' ORDER BY t.position) FROM %I.trait t WHERE t.error IS NULL', hub)
        INTO traits, types;
    IF traits IS NOT NULL THEN
        scratch := cdp._open_trait_scratch(types);
        IF NOT cdp._try_traits(hub, scratch, traits, COALESCE(added, ''), within_write) THEN
            WITH part AS (DELETE FROM pg_temp.cdp_trait_change c RETURNING c.profile_id, c.changed)
            INSERT INTO pg_temp.cdp_trait_change SELECT p.profile_id, pg_catalog.array_agg(u.name) FROM part p CROSS JOIN LATERAL pg_catalog.unnest(p.changed) AS u (name) GROUP BY p.profile_id;
        END IF;
        PERFORM cdp._leave_tables(scratch);
    END IF;
    -- Traits that fail say nothing of when they change; the first refresh that can compute one again does.
    TRUNCATE pg_temp.cdp_segment_due;
    INSERT INTO pg_temp.cdp_segment_due SELECT 0, d.profile_id, pg_catalog.min(d.at) FROM pg_temp.cdp_trait_due d GROUP BY d.profile_id;
    TRUNCATE pg_temp.cdp_trait_due;
    PERFORM cdp._replace_dues(hub, '{0}');
    TRUNCATE pg_temp.cdp_segment_due;
END
$$;
COMMENT ON FUNCTION cdp._refresh_traits(name, text, boolean) IS
    'Internal: computes the traits of the profiles in cdp_batch, each at its time, and fills cdp_trait_change with those that changed. A trait that fails stops no other: it keeps its values, and the error, and waits for _retry_traits. The error of one that is just added is raised.';

CREATE FUNCTION cdp._check_trait(hub name, name text, aggregate text, value text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known constant text[] := ARRAY['count', 'sum', 'min', 'max', 'first', 'last', 'distinct', 'most_frequent'];
    taken boolean;
BEGIN
    IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,57}$' THEN
        RAISE EXCEPTION 'trait cannot be called "%"', name
            USING ERRCODE = 'invalid_name', HINT = 'Use a lower-case letter, then up to 57 letters, digits and underscores.';
    ELSIF name = ANY (cdp._reserved_attributes()) OR name = 'next_at' THEN
        RAISE EXCEPTION 'trait cannot be called "%", hubs use that name themselves', name
            USING ERRCODE = 'reserved_name', HINT = 'Take another name.';
    ELSIF aggregate IS NULL OR aggregate <> ALL (known) THEN
        RAISE EXCEPTION 'aggregate "%" of trait "%" does not exist', aggregate, name
            USING ERRCODE = 'invalid_parameter_value', HINT = pg_catalog.format('Aggregates are %s.', pg_catalog.array_to_string(known, ', '));
    ELSIF (aggregate = 'count') <> (value IS NULL) THEN
        RAISE EXCEPTION 'trait "%" must %', name, CASE aggregate WHEN 'count' THEN 'not have a value' ELSE 'have a value' END
            USING ERRCODE = 'invalid_parameter_value', HINT = 'count counts events; the other aggregates take a value such as amount or properties ->> ''channel''.';
    END IF;
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %1$I.attribute a WHERE a.name = $1) OR EXISTS (SELECT FROM %1$I.trait t WHERE t.name = $1)', hub) INTO taken USING name;
    IF taken THEN
        RAISE EXCEPTION 'hub "%" has an attribute or a trait "%" already', hub, name
            USING ERRCODE = 'duplicate_column', HINT = pg_catalog.format('See the columns of %I.unified_profile.', hub);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_trait(name, text, text, text) IS 'Internal: checks the plain arguments of add_trait.';

CREATE FUNCTION cdp._trait_type(name text, aggregate text, expression text, type text, counts text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, cdp, pg_temp
AS $$
DECLARE
    result text;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.pg_typeof(%s)::text FROM (SELECT NULL::bigint AS profile_id, NULL::text AS event_source, NULL::text AS source_key, NULL::text AS type, NULL::timestamptz AS at, NULL::numeric AS amount, NULL::jsonb AS properties) e, (SELECT NULL::timestamptz AS at) d WHERE false',
        cdp._trait_aggregate(aggregate, expression, counts)) INTO result;
    RETURN result;
EXCEPTION WHEN undefined_function THEN
    RAISE EXCEPTION 'aggregate % of trait "%" does not take values of type %', aggregate, name, type
        USING ERRCODE = 'datatype_mismatch', HINT = 'Cast the value, as in (properties ->> ''score'')::numeric.';
END
$$;
COMMENT ON FUNCTION cdp._trait_type(text, text, text, text, text) IS 'Internal: type of a trait; raises datatype_mismatch when the aggregate does not take the value.';

CREATE FUNCTION cdp.add_trait(hub name, name text, aggregate text, event text DEFAULT NULL, value text DEFAULT NULL,
    within interval DEFAULT NULL, filter text DEFAULT NULL, at timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, cdp, pg_temp
SET TimeZone = 'UTC'
SET DateStyle = 'ISO, YMD'
SET IntervalStyle = 'postgres'
SET client_min_messages = warning
AS $$
DECLARE
    type text;
    expression text;
    condition text;
    -- What a trait of another type says of a person is not known.
    public_types constant text[] := ARRAY['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric', 'timestamp without time zone', 'timestamp with time zone', 'date', 'interval', 'boolean'];
BEGIN
    PERFORM cdp._own_hub(hub);
    value := COALESCE(value, CASE aggregate WHEN 'sum' THEN 'amount' WHEN 'min' THEN 'amount' WHEN 'max' THEN 'amount' WHEN 'first' THEN 'at' WHEN 'last' THEN 'at' END);
    PERFORM cdp._check_trait(hub, name, aggregate, value);
    PERFORM cdp._check_within(within);
    PERFORM pg_catalog.set_config('TimeZone', cdp._hub_time_zone(hub), true);
    IF value IS NOT NULL THEN
        SELECT c.expression, c.type::text INTO expression, type FROM cdp._condition('cdp.event', 'e', value, false) c;
    END IF;
    IF filter IS NOT NULL THEN
        condition := (cdp._condition('cdp.event', 'e', filter, true)).expression;
    END IF;
    PERFORM cdp._warn_of_event(hub, event);
    type := cdp._trait_type(name, aggregate, expression, type, cdp._event_counts(cdp._event_condition(event, condition), within));
    at := cdp._settle_clock(hub, at, cdp._trait_stage(hub), ARRAY[event]);
    EXECUTE pg_catalog.format('INSERT INTO %1$I.trait (name, position, type, aggregate, event, value, within, filter, expression, condition, personal)
        SELECT $1, COALESCE(pg_catalog.max(t.position), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $2 <> ALL ($10) FROM %1$I.trait t', hub)
        USING name, type, aggregate, event, value, within, filter, expression, condition, public_types;
    EXECUTE pg_catalog.format('ALTER TABLE %I.profile_trait ADD COLUMN %I %s', hub, name, type);
    EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.profile_trait.%I IS %L', hub, name, pg_catalog.format('Trait: %s%s, %s%s%s', aggregate, ' of ' || value,
        COALESCE('events of type ' || event, 'all events'), ' within ' || within, ' where ' || filter));
    PERFORM cdp._refresh_views(hub);
    PERFORM cdp._open_scratch();
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_batch (profile_id, at) SELECT p.profile_id, $1 FROM %I.profile p', hub) USING at;
    PERFORM cdp._refresh_traits(hub, name);
    TRUNCATE pg_temp.cdp_batch, pg_temp.cdp_trait_change;
    PERFORM cdp._close_scratch();
END
$$;
COMMENT ON FUNCTION cdp.add_trait(name, text, text, text, text, interval, text, timestamptz) IS
    'Adds a trait: a value of each profile computed from its events, shown as the last column of unified_profile and usable in segments. aggregate is count, sum, min, max, first, last, distinct (number of different values) or most_frequent; event the type of the events that count (null: all); value what is aggregated, an expression over amount, properties, type, event_source and at (amount for sum, min and max, at for first and last, if left out); within how long an event counts (an event at time t from t until t + within; null: ever); filter a condition over the same. No event after the clock counts. This call computes all profiles, at the clock of the hub, or at the time at, to which the hub is brought first; from then on cdp.refresh_segments computes those that changed, and cdp.process_due those whose windows end. A trait that is neither a number nor a time nor a boolean counts as personal data, which unified_profile_masked hides; cdp.set_personal changes that. Ties: first and last take the smallest value as text, most_frequent as cdp.most_frequent does. Errors: 42701 for a name that is taken, 22023 for another aggregate, and what the parser says of value and filter.';

CREATE FUNCTION cdp._grants_sql(relation regclass, gone text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.string_agg(pg_catalog.format('GRANT %s%s ON %s TO %s%s', g.privilege_type, g.columns, relation,
        CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE g.grantee::pg_catalog.regrole::text END, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' END), '; ' ORDER BY g.grantee, g.privilege_type, g.columns)
    FROM (SELECT x.grantee, x.privilege_type, x.is_grantable, '' AS columns, c.relowner
          FROM pg_catalog.pg_class c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) x WHERE c.oid = relation
          UNION ALL
          SELECT x.grantee, x.privilege_type, x.is_grantable, pg_catalog.format(' (%I)', a.attname), c.relowner
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped AND a.attname <> gone CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x WHERE c.oid = relation) g
    WHERE g.grantee <> g.relowner
$$;
COMMENT ON FUNCTION cdp._grants_sql(regclass, text) IS 'Internal: the statements that grant again what is granted on a relation and its columns, but for one; null for nothing.';

CREATE FUNCTION cdp._drop_profile_views(hub name, column_name text, views text[] DEFAULT ARRAY['unified_profile_masked', 'unified_profile']) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relations oid[] := ARRAY(SELECT pg_catalog.format('%I.%I', hub, v.name)::pg_catalog.regclass::oid FROM pg_catalog.unnest(views) AS v (name));
    users text;
    grants text;
    owners text;
BEGIN
    SELECT pg_catalog.string_agg(DISTINCT w.ev_class::pg_catalog.regclass::text, ', ') INTO users
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite w ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND w.oid = d.objid
    WHERE d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = ANY (relations) AND w.ev_class <> ALL (relations);
    IF users IS NOT NULL THEN
        RAISE EXCEPTION 'column "%" cannot be taken out of the views of hub "%" while others read them', column_name, hub
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = pg_catalog.format('They are %s.', users), HINT = 'Drop these first, and create them again afterwards.';
    END IF;
    -- why: a superuser, or a member of the role that owns the hub, must not become the owner of the views.
    SELECT pg_catalog.string_agg(pg_catalog.format('ALTER VIEW %s OWNER TO %I', r.relation::pg_catalog.regclass, cdp._hub_owner(hub)), '; ' ORDER BY r.place),
           pg_catalog.string_agg(cdp._grants_sql(r.relation, column_name), '; ' ORDER BY r.place)
    INTO owners, grants FROM pg_catalog.unnest(relations) WITH ORDINALITY AS r (relation, place);
    EXECUTE pg_catalog.format('DROP VIEW %s', (SELECT pg_catalog.string_agg(r.relation::pg_catalog.regclass::text, ', ') FROM pg_catalog.unnest(relations) AS r (relation)));
    RETURN pg_catalog.concat_ws('; ', owners, grants);
END
$$;
COMMENT ON FUNCTION cdp._drop_profile_views(name, text, text[]) IS
    'Internal: drops unified_profile and unified_profile_masked, or these views, which may otherwise only grow, and gives the statements that hand the new ones to the owner of the hub and grant again what was granted on them.';

CREATE FUNCTION cdp.drop_trait(hub name, name text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    known text[];
    users text;
    rights text;
BEGIN
    PERFORM cdp._own_hub(hub);
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(t.name ORDER BY t.position), ''{}'') FROM %I.trait t', hub) INTO known;
    IF name IS NULL OR name <> ALL (known) THEN
        RAISE EXCEPTION 'trait "%" of hub "%" does not exist', name, hub
            USING ERRCODE = 'undefined_object', HINT = pg_catalog.format('Its traits are: %s.', COALESCE(NULLIF(pg_catalog.array_to_string(known, ', '), ''), 'none'));
    END IF;
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(s.name, '', '' ORDER BY s.name COLLATE "C") FROM %I.segment s WHERE $1 = ANY (s.columns) AND s.archived_at IS NULL AND s.kind = ''dynamic''', hub)
        INTO users USING name;
    IF users IS NOT NULL THEN
        RAISE EXCEPTION 'trait "%" is used by segments', name
            USING ERRCODE = 'dependent_objects_still_exist', DETAIL = pg_catalog.format('They are %s.', users), HINT = 'Drop or change these first.';
    END IF;
    rights := cdp._drop_profile_views(hub, name);
    EXECUTE pg_catalog.format('ALTER TABLE %I.profile_trait DROP COLUMN %I', hub, name);
    EXECUTE pg_catalog.format('DELETE FROM %I.trait t WHERE t.name = $1', hub) USING name;
    IF pg_catalog.cardinality(known) = 1 THEN
        EXECUTE pg_catalog.format('DELETE FROM %1$I.profile_trait; DELETE FROM %1$I.segment_due d WHERE d.segment_id = 0', hub);
    END IF;
    PERFORM cdp._refresh_views(hub);
    EXECUTE rights;
END
$$;
COMMENT ON FUNCTION cdp.drop_trait(name, text) IS
    'Drops a trait with its column in profile_trait and in the views of golden records; these are made anew, with what was granted on them. Errors: 42704 for an unknown trait, 2BP01 while segments use it, or other views read unified_profile or unified_profile_masked.';

CREATE FUNCTION cdp._hub_owner(hub name) RETURNS name
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT r.rolname FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_roles r ON r.oid = n.nspowner WHERE n.nspname = hub $$;
COMMENT ON FUNCTION cdp._hub_owner(name) IS 'Internal: the role that owns a hub.';

CREATE FUNCTION cdp._hub_time_zone(hub name) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    time_zone text;
BEGIN
    EXECUTE pg_catalog.format('SELECT h.settings ->> ''time_zone'' FROM %I.hub h', hub) INTO time_zone;
    RETURN COALESCE(time_zone, 'UTC');
END
$$;
COMMENT ON FUNCTION cdp._hub_time_zone(name) IS 'Internal: the time zone in which a hub reads times and adds days to them.';

CREATE FUNCTION cdp._check_within(within interval) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF within <= '0'::interval THEN
        RAISE EXCEPTION 'a time of % is no time', within
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give a positive interval such as ''30 days'', or null for ever.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_within(interval) IS 'Internal: raises invalid_parameter_value for an interval that is not positive.';
