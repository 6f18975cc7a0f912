-- SPDX-License-Identifier: PostgreSQL
-- Golden records: one generated statement over the survivorship aggregates.

CREATE FUNCTION cdp._check_survivorship(name text, kind text, many boolean, survivorship text[]) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known text[] := ARRAY['most_recent', 'least_recent', 'most_frequent', 'by_priority'] || CASE
        WHEN cdp._kind_type(kind, false) = 'text' THEN ARRAY['longest', 'shortest']
        WHEN cdp._kind_type(kind, false) = 'boolean' THEN ARRAY['prefer_true', 'prefer_false']
        ELSE ARRAY[]::text[] END;
BEGIN
    IF survivorship IS NULL THEN
        RETURN;
    ELSIF many THEN
        RAISE EXCEPTION 'attribute "%" keeps all its values and has no survivorship', name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave survivorship null, or use many => false.';
    ELSIF pg_catalog.cardinality(survivorship) = 0 OR (survivorship <@ known) IS NOT TRUE
          OR (SELECT pg_catalog.count(DISTINCT s.strategy) <> pg_catalog.count(*) FROM pg_catalog.unnest(survivorship) AS s (strategy))
          OR pg_catalog.array_position(survivorship, 'most_frequent') > 2 THEN
        RAISE EXCEPTION 'survivorship of attribute "%" cannot be {%}', name, pg_catalog.array_to_string(survivorship, ',', 'null')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = pg_catalog.format('Write each of %s at most once, most_frequent as the first or the second.', pg_catalog.array_to_string(known, ', '));
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_survivorship(text, text, boolean, text[]) IS 'Internal: raises invalid_parameter_value for a chain that golden records cannot follow.';

CREATE FUNCTION cdp._default_survivorship(kind text, ranked boolean) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN ranked THEN ARRAY['by_priority', 'most_recent']
    WHEN kind IN ('given_name', 'family_name', 'full_name', 'birth_date', 'gender', 'company', 'identifier') THEN ARRAY['most_frequent', 'most_recent']
    ELSE ARRAY['most_recent'] END;
COMMENT ON FUNCTION cdp._default_survivorship(text, boolean) IS
    'Internal: the chain of an attribute that names none. ranked: the sources have different priorities, which then decide.';

CREATE FUNCTION cdp._eligible_value(hub name, attribute text, valid_pattern text, invalid_values text[]) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    value text := pg_catalog.format('r.%I::text', attribute);
    conditions text[] := '{}';
    everywhere boolean;
    somewhere boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.bool_or(v.source IS NULL), false), COALESCE(pg_catalog.bool_or(v.source IS NOT NULL), false)
        FROM %I.ignored_value v WHERE v.attribute = $1', hub) INTO everywhere, somewhere USING attribute;
    IF valid_pattern IS NOT NULL THEN
        conditions := conditions || pg_catalog.format('%s ~ %L', value, valid_pattern);
    END IF;
    IF invalid_values <> '{}' THEN
        conditions := conditions || pg_catalog.format('%s <> ALL (%L::text[])', value, invalid_values);
    END IF;
    IF everywhere THEN
        conditions := conditions || pg_catalog.format('%s NOT IN (SELECT v.value FROM %I.ignored_value v WHERE v.attribute = %L AND v.source IS NULL)', value, hub, attribute);
    END IF;
    IF somewhere THEN
        conditions := conditions || pg_catalog.format('(r.source, r.source_key, %s) NOT IN (SELECT v.source, v.source_key, v.value FROM %I.ignored_value v WHERE v.attribute = %L AND v.source IS NOT NULL)',
            value, hub, attribute);
    END IF;
    RETURN CASE WHEN conditions = '{}' THEN pg_catalog.format('r.%I', attribute)
        ELSE pg_catalog.format('CASE WHEN %s THEN r.%I END', pg_catalog.array_to_string(conditions, ' AND '), attribute) END;
END
$$;
COMMENT ON FUNCTION cdp._eligible_value(name, text, text, text[]) IS
    'Internal: the SQL of the value of an attribute in a record r, null when it may not become golden. Empty invalid_values stop nothing.';

CREATE FUNCTION cdp._golden_candidates(hub name, filter text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    columns text := '';
    value text;
BEGIN
    FOR item IN EXECUTE pg_catalog.format('SELECT a.name, a.valid_pattern, a.invalid_values FROM %I.attribute a WHERE NOT a.many ORDER BY a.position', hub) LOOP
        value := cdp._eligible_value(hub, item.name, item.valid_pattern, item.invalid_values);
        columns := columns || pg_catalog.format(E',\n            %s%s', value, CASE WHEN value LIKE 'CASE%' THEN pg_catalog.format(' AS %I', item.name) END);
    END LOOP;
    RETURN pg_catalog.format(E'\n        SELECT i.profile_id, r.record_id, r.source, r.source_key, r.observed_at, s.priority%2$s\n        FROM %1$I.identity i\n        JOIN %1$I.record r USING (record_id)\n        JOIN %1$I.source s ON s.name = r.source%3$s',
        hub, columns, filter);
END
$$;
COMMENT ON FUNCTION cdp._golden_candidates(name, text) IS 'Internal: the records of golden_sql with their profiles, values that may not become golden left out.';

CREATE FUNCTION cdp._time_rank(at timestamptz, latest_first boolean) RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_time_rank';
COMMENT ON FUNCTION cdp._time_rank(timestamptz, boolean) IS 'Internal: a rank for cdp.survivor that puts the latest time, or the earliest, first; null comes last either way.';

CREATE FUNCTION cdp._strategy_rank(strategy text, value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE strategy
    WHEN 'by_priority' THEN 'r.priority'
    WHEN 'most_recent' THEN 'cdp._time_rank(r.observed_at, true)'
    WHEN 'least_recent' THEN 'cdp._time_rank(r.observed_at, false)'
    WHEN 'longest' THEN pg_catalog.format('-length(%s)', value)
    WHEN 'shortest' THEN pg_catalog.format('length(%s)', value)
    WHEN 'prefer_true' THEN pg_catalog.format('CASE WHEN %s THEN 0 ELSE 1 END', value)
    WHEN 'prefer_false' THEN pg_catalog.format('CASE WHEN %s THEN 1 ELSE 0 END', value)
    WHEN 'most_complete' THEN pg_catalog.format('-num_nonnulls(%s)', value)
    WHEN 'accents' THEN pg_catalog.format('length(%1$s) - octet_length(%1$s)', value) END;
COMMENT ON FUNCTION cdp._strategy_rank(text, text) IS 'Internal: the SQL of the rank that a strategy gives to a record r; the lowest survives.';

CREATE FUNCTION cdp._golden_pick(value text, chain text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    vote int := pg_catalog.array_position(chain, 'most_frequent');
    ranks text;
BEGIN
    SELECT pg_catalog.string_agg(cdp._strategy_rank(s.strategy, value), ', ' ORDER BY s.place) INTO ranks
    FROM pg_catalog.unnest(chain) WITH ORDINALITY AS s (strategy, place) WHERE vote IS NULL OR s.place > vote;
    RETURN CASE WHEN vote IS NULL THEN pg_catalog.format('cdp.survivor(%s, ARRAY[%s], NULL)', value, ranks)
        ELSE pg_catalog.format('cdp.survivor(%s, %s, 1, ARRAY[%s]::bigint[], NULL)', value, CASE vote WHEN 2 THEN cdp._strategy_rank(chain[1], value) ELSE '0' END, ranks) END;
END
$$;
COMMENT ON FUNCTION cdp._golden_pick(text, text[]) IS 'Internal: the aggregate that follows a chain of any form; value is SQL over a record r.';

CREATE FUNCTION cdp._golden_sql(hub name, filter text, only_attribute text DEFAULT NULL, pinned boolean DEFAULT true) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ranked boolean;
    has_pin boolean;
    item record;
    chain text[];
    value text;
    rules text := '';
    args text := '';
    fast int := 0;
    picks text := '';
    columns text := '';
    joins text := '';
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(DISTINCT s.priority) > 1 FROM %I.source s', hub) INTO ranked;
    FOR item IN EXECUTE pg_catalog.format('SELECT g.name, g.survivorship, pg_catalog.string_agg(pg_catalog.format(''r.%%I'', a.name), '', '' ORDER BY a.position) AS members
        FROM %1$I.attribute_group g JOIN %1$I.attribute a ON a."group" = g.name GROUP BY g.name ORDER BY g.name', hub) LOOP
        picks := picks || pg_catalog.format(E',\n        cdp.survivor(CASE WHEN num_nonnulls(%2$s) > 0 THEN r.record_id END, ARRAY[%3$s], NULL) AS %1$I', 'group_' || item.name, item.members,
            (SELECT pg_catalog.string_agg(cdp._strategy_rank(s.strategy, item.members), ', ' ORDER BY s.place) FROM pg_catalog.unnest(item.survivorship) WITH ORDINALITY AS s (strategy, place)));
        joins := joins || pg_catalog.format(E'\nLEFT JOIN (%2$s) %1$I ON %1$I.record_id = g.%1$I', 'group_' || item.name, cdp._golden_candidates(hub, filter));
    END LOOP;
    FOR item IN EXECUTE pg_catalog.format('SELECT a.* FROM %I.attribute a WHERE $1 IS NULL OR a.name = $1 OR (NOT a.many AND a."group" = (SELECT o."group" FROM %1$I.attribute o WHERE o.name = $1)) ORDER BY a.position', hub) USING only_attribute LOOP
        IF item.many THEN
            joins := joins || pg_catalog.format(E'\nLEFT JOIN (\n    SELECT i.profile_id, array_agg(DISTINCT %5$s ORDER BY %5$s) AS value
    FROM %1$I.identity i JOIN %1$I.record r USING (record_id), unnest(r.%2$I) AS v (value)%3$s\n    GROUP BY i.profile_id) %4$I ON %4$I.profile_id = g.profile_id',
                hub, item.name, filter, 'all_' || item.name, CASE item.type WHEN 'text[]' THEN 'v.value COLLATE "C"' ELSE 'v.value' END);
            columns := columns || pg_catalog.format(E',\n    %I.value AS %I', 'all_' || item.name, item.name);
            CONTINUE;
        END IF;
        -- why: the table is open to UPDATE, and a chain unknown here would end as a statement that does not parse.
        PERFORM cdp._check_survivorship(item.name, item.kind, false, item.survivorship);
        chain := COALESCE(item.survivorship, cdp._default_survivorship(item.kind, ranked)) || CASE WHEN item.kind IN ('given_name', 'family_name', 'full_name') THEN ARRAY['accents'] ELSE ARRAY[]::text[] END;
        IF item."group" IS NOT NULL THEN
            value := pg_catalog.format('%I.%I', 'group_' || item."group", item.name);
        ELSIF fast < 90 AND pg_catalog.array_to_string(chain, ',') ~ '^((by_priority|least_recent|longest|shortest)(,|$))?(most_frequent(,|$))?(most_recent(,|$))?(accents)?$' THEN
            fast := fast + 1;
            rules := rules || CASE WHEN fast > 1 THEN E',\n            ' ELSE E'\n            ' END || pg_catalog.quote_literal(pg_catalog.array_to_string(chain, ','));
            args := args || pg_catalog.format(E',\n            r.%I', item.name);
            value := pg_catalog.format('cdp.survivor_of(g.survivors, %s, NULL::%s)', fast, item.type);
        ELSE
            picks := picks || pg_catalog.format(E',\n        %s AS %I', cdp._golden_pick(pg_catalog.format('r.%I', item.name), chain), item.name);
            value := pg_catalog.format('g.%I', item.name);
        END IF;
        EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.pin p WHERE p.attribute = $1)', hub) INTO has_pin USING item.name;
        IF has_pin AND pinned THEN
            joins := joins || pg_catalog.format(E'\nLEFT JOIN (\n    SELECT DISTINCT ON (i.profile_id) i.profile_id, p.value::%3$s AS value, true AS pinned
    FROM %1$I.pin p JOIN %1$I.record r USING (source, source_key) JOIN %1$I.identity i USING (record_id)
    WHERE p.attribute = %4$L ORDER BY i.profile_id, p.pinned_at DESC, p.source COLLATE "C", p.source_key COLLATE "C") %2$I ON %2$I.profile_id = g.profile_id',
                hub, 'pin_' || item.name, item.type, item.name);
            value := pg_catalog.format('CASE WHEN %1$I.pinned THEN %1$I.value ELSE %2$s END', 'pin_' || item.name, value);
        END IF;
        columns := columns || pg_catalog.format(E',\n    %s AS %I', value, item.name);
    END LOOP;
    IF fast > 0 THEN
        picks := pg_catalog.format(E',\n        cdp.survivors(ARRAY[%s],\n            r.observed_at, r.priority, NULL%s) AS survivors', rules, args) || picks;
    END IF;
    RETURN pg_catalog.format(E'SELECT\n    g.profile_id,\n    g.record_count,\n    g.source_count,\n    g.first_seen,\n    g.last_seen%s\nFROM (\n    SELECT\n        r.profile_id,\n        count(*) AS record_count,\n'
        '        cardinality(cdp.distinct_values(r.source))::bigint AS source_count,\n        min(r.observed_at) AS first_seen,\n        max(r.observed_at) AS last_seen%s\n    FROM (%s) r\n    GROUP BY r.profile_id) g%s',
        columns, picks, cdp._golden_candidates(hub, filter), joins);
END
$$;
COMMENT ON FUNCTION cdp._golden_sql(name, text, text, boolean) IS
    'Internal: golden_sql with a WHERE clause over identity i, for all attributes or one (and those of its group), with or without the pins.';

CREATE FUNCTION cdp.golden_sql(hub name, profiles text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._hub_check(hub);
    RETURN cdp._golden_sql(hub, CASE WHEN profiles IS NULL THEN '' ELSE pg_catalog.format(E'\nWHERE i.profile_id IN (%s)', profiles) END);
END
$$;
COMMENT ON FUNCTION cdp.golden_sql(name, text) IS
    'The statement that computes the golden records of a hub: run it, or EXPLAIN it, as it is. profiles is a query that gives the profile ids to compute; null for all.';
