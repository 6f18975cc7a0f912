-- SPDX-License-Identifier: PostgreSQL
-- Golden records: one generated statement over the survivorship aggregates.

CREATE FUNCTION cdp._followed_attribute(survivorship text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.substring(survivorship[1], '^same_record_as\((.*)\)$');
COMMENT ON FUNCTION cdp._followed_attribute(text[]) IS 'Internal: the attribute whose winning record a chain takes its value from; null for other chains.';

CREATE FUNCTION cdp._check_survivorship(name text, kind text, many boolean, survivorship text[]) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known text[] := ARRAY['most_recent', 'least_recent', 'most_frequent', 'weighted_vote', 'by_priority', 'trust_decay'] || CASE
        WHEN cdp._kind_type(kind, false) = 'text' THEN ARRAY['longest', 'shortest']
        WHEN cdp._kind_type(kind, false) = 'boolean' THEN ARRAY['prefer_true', 'prefer_false']
        ELSE ARRAY[]::text[] END;
BEGIN
    IF survivorship IS NULL THEN
        RETURN;
    ELSIF many THEN
        RAISE EXCEPTION 'attribute "%" keeps all its values and has no survivorship', name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave survivorship null, or use many => false.';
    ELSIF pg_catalog.cardinality(survivorship) = 1 AND cdp._followed_attribute(survivorship) IS NOT NULL THEN
        RETURN;
    ELSIF pg_catalog.cardinality(survivorship) = 0 OR (survivorship <@ known) IS NOT TRUE
          OR (SELECT pg_catalog.count(DISTINCT s.strategy) <> pg_catalog.count(*) FROM pg_catalog.unnest(survivorship) AS s (strategy))
          OR pg_catalog.array_position(survivorship, 'most_frequent') > 2 OR pg_catalog.array_position(survivorship, 'weighted_vote') > 2
          OR survivorship @> ARRAY['most_frequent', 'weighted_vote'] THEN
        RAISE EXCEPTION 'survivorship of attribute "%" cannot be {%}', name, pg_catalog.array_to_string(survivorship, ',', 'null')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = pg_catalog.format('Write each of %s at most once, most_frequent or weighted_vote as the first or the second; or same_record_as(attribute) alone.', pg_catalog.array_to_string(known, ', '));
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_survivorship(text, text, boolean, text[]) IS 'Internal: raises invalid_parameter_value for a chain that golden records cannot follow.';

CREATE FUNCTION cdp._check_followed(hub name, name text, survivorship text[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    followed text := cdp._followed_attribute(survivorship);
    problem text;
BEGIN
    IF followed IS NULL THEN
        RETURN;
    END IF;
    PERFORM cdp._attribute_check(hub, followed);
    EXECUTE pg_catalog.format(
        'SELECT CASE WHEN $1 = $2 THEN ''itself''
                     WHEN cdp._followed_attribute(f.survivorship) IS NOT NULL THEN pg_catalog.format(''"%%s", which follows another attribute itself'', $2)
                     WHEN f."group" IS NOT NULL THEN pg_catalog.format(''"%%s", which is in group "%%s"'', $2, f."group")
                     WHEN EXISTS (SELECT FROM %1$I.attribute a WHERE a.name = $1 AND a."group" IS NOT NULL) THEN pg_catalog.format(''"%%s", being in a group'', $2)
                     WHEN EXISTS (SELECT FROM %1$I.attribute a WHERE a.name <> $1 AND cdp._followed_attribute(a.survivorship) = $1) THEN pg_catalog.format(''"%%s", being followed by others'', $2) END
         FROM %1$I.attribute f WHERE f.name = $2', hub) INTO problem USING name, followed;
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION 'attribute "%" cannot follow %', name, problem
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Follow an attribute with strategies of its own, or let both survive together by cdp.set_group.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_followed(name, text, text[]) IS
    'Internal: raises invalid_parameter_value, or undefined_column, when an attribute cannot follow the one that its chain names.';

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
    unset text := cdp._unset_condition(hub, attribute);
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
    IF unset IS NOT NULL THEN
        conditions := conditions || unset;
    END IF;
    RETURN CASE WHEN conditions = '{}' THEN pg_catalog.format('r.%I', attribute)
        ELSE pg_catalog.format('CASE WHEN %s THEN r.%I END', pg_catalog.array_to_string(conditions, ' AND '), attribute) END;
END
$$;
COMMENT ON FUNCTION cdp._eligible_value(name, text, text, text[]) IS
    'Internal: the SQL of the value of an attribute in a record r, null when it may not become golden. Empty invalid_values stop nothing.';

CREATE FUNCTION cdp._golden_candidates(hub name, filter text, members text) RETURNS text
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
    RETURN pg_catalog.format(E'\n        SELECT i.profile_id, r.record_id, r.source, r.source_key, r.observed_at, s.priority%2$s\n        FROM %4$s i\n        JOIN %1$I.record r USING (record_id)\n        JOIN %1$I.source s ON s.name = r.source%3$s',
        hub, columns, filter, members);
END
$$;
COMMENT ON FUNCTION cdp._golden_candidates(name, text, text) IS 'Internal: the records of golden_sql with their profiles, values that may not become golden left out. members: as _golden_sql takes it, not null.';

CREATE FUNCTION cdp._time_rank(at timestamptz, latest_first boolean) RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_time_rank';
COMMENT ON FUNCTION cdp._time_rank(timestamptz, boolean) IS 'Internal: a rank for cdp.survivor that puts the latest time, or the earliest, first; null comes last either way.';

CREATE FUNCTION cdp._strategy_rank(strategy text, value text, priority text, trust text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE strategy
    WHEN 'by_priority' THEN priority
    WHEN 'trust_decay' THEN pg_catalog.format('-(1e9 * %s)::bigint', trust)
    WHEN 'most_recent' THEN 'cdp._time_rank(r.observed_at, true)'
    WHEN 'least_recent' THEN 'cdp._time_rank(r.observed_at, false)'
    WHEN 'longest' THEN pg_catalog.format('-length(%s)', value)
    WHEN 'shortest' THEN pg_catalog.format('length(%s)', value)
    WHEN 'prefer_true' THEN pg_catalog.format('CASE WHEN %s THEN 0 ELSE 1 END', value)
    WHEN 'prefer_false' THEN pg_catalog.format('CASE WHEN %s THEN 1 ELSE 0 END', value)
    WHEN 'most_complete' THEN '-' || cdp._nonnulls_sql(value)
    WHEN 'accents' THEN pg_catalog.format('length(%1$s) - octet_length(%1$s)', value) END;
COMMENT ON FUNCTION cdp._strategy_rank(text, text, text, text) IS
    'Internal: the SQL of the rank that a strategy gives to a record r; the lowest survives. priority and trust are the SQL of those of its source.';

CREATE FUNCTION cdp._strategy_ranks(chain text[], value text, priority text, trust text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.string_agg(cdp._strategy_rank(s.strategy, value, priority, trust), ', ' ORDER BY s.place)
    FROM pg_catalog.unnest(chain) WITH ORDINALITY AS s (strategy, place)
$$;
COMMENT ON FUNCTION cdp._strategy_ranks(text[], text, text, text) IS 'Internal: the SQL of the ranks of a chain without votes; null for an empty one.';

CREATE FUNCTION cdp._golden_pick(value text, chain text[], priority text, trust text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    vote int := COALESCE(pg_catalog.array_position(chain, 'most_frequent'), pg_catalog.array_position(chain, 'weighted_vote'));
BEGIN
    RETURN CASE WHEN vote IS NULL THEN pg_catalog.format('cdp.survivor(%s, ARRAY[%s], NULL)', value, cdp._strategy_ranks(chain, value, priority, trust))
        ELSE pg_catalog.format('cdp.survivor(%s, %s, %s, ARRAY[%s]::bigint[], NULL)', value,
            CASE vote WHEN 2 THEN cdp._strategy_rank(chain[1], value, priority, trust) ELSE '0' END, CASE chain[vote] WHEN 'weighted_vote' THEN trust ELSE '1' END,
            cdp._strategy_ranks(chain[vote + 1:], value, priority, trust)) END;
END
$$;
COMMENT ON FUNCTION cdp._golden_pick(text, text[], text, text) IS 'Internal: the aggregate that follows a chain of any form; value is SQL over a record r.';

CREATE FUNCTION cdp._related_attributes(hub name, attribute text) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result text[];
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.array_agg(a.name ORDER BY a.position)
         FROM %1$I.attribute a JOIN %1$I.attribute o ON o.name = $1
         WHERE a.name = $1 OR (NOT a.many AND a."group" = o."group") OR a.name = cdp._followed_attribute(o.survivorship)
            OR cdp._followed_attribute(a.survivorship) IN ($1, cdp._followed_attribute(o.survivorship))', hub) INTO result USING attribute;
    RETURN result;
END
$$;
COMMENT ON FUNCTION cdp._related_attributes(name, text) IS 'Internal: an attribute with those of its group, the one that it follows and those that follow it.';

CREATE FUNCTION cdp._pinned_value(hub name, attribute text, type text, INOUT value text, INOUT joins text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    has_pin boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.pin p WHERE p.attribute = $1)', hub) INTO has_pin USING attribute;
    IF has_pin THEN
        joins := joins || pg_catalog.format(E'\nLEFT JOIN (\n    SELECT DISTINCT ON (i.profile_id) i.profile_id, p.value::%3$s AS value, true AS pinned
    FROM %1$I.pin p JOIN %1$I.record r USING (source, source_key) JOIN %1$I.identity i USING (record_id)
    WHERE p.attribute = %4$L ORDER BY i.profile_id, p.pinned_at DESC, p.source COLLATE "C", p.source_key COLLATE "C") %2$I ON %2$I.profile_id = g.profile_id',
            hub, 'pin_' || attribute, type, attribute);
        value := pg_catalog.format('CASE WHEN %1$I.pinned THEN %1$I.value ELSE %2$s END', 'pin_' || attribute, value);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._pinned_value(name, text, text, text, text) IS 'Internal: puts the pins of an attribute above the SQL of its value, where there are any.';

CREATE FUNCTION cdp._golden_groups(hub name, filter text, members text, OUT picks text, OUT joins text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
BEGIN
    picks := '';
    joins := '';
    FOR item IN EXECUTE pg_catalog.format('SELECT g.name, g.survivorship, pg_catalog.string_agg(pg_catalog.format(''r.%%I'', a.name), '', '' ORDER BY a.position) AS members
        FROM %1$I.attribute_group g JOIN %1$I.attribute a ON a."group" = g.name GROUP BY g.name ORDER BY g.name', hub) LOOP
        picks := picks || pg_catalog.format(E',\n        cdp.survivor(CASE WHEN %2$s > 0 THEN r.record_id END, ARRAY[%3$s], NULL) AS %1$I', 'group_' || item.name, cdp._nonnulls_sql(item.members),
            cdp._strategy_ranks(item.survivorship, item.members, 'r.priority', cdp._trust_sql(hub, NULL)));
        joins := joins || pg_catalog.format(E'\nLEFT JOIN (%2$s) %1$I ON %1$I.record_id = picked.%1$I', 'group_' || item.name, cdp._golden_candidates(hub, filter, members));
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._golden_groups(name, text, text) IS 'Internal: the SQL that picks a record for each group of attributes, and that joins these records. members: as _golden_sql takes it, not null.';

CREATE FUNCTION cdp._golden_base(hub name, filter text, attributes text[], pinned boolean, members text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    chain text[];
    value text;
    priority text;
    candidates constant text := cdp._golden_candidates(hub, filter, members);
    rules text := E'\n            ''distinct_count''';
    args text := E'\n            r.source';
    types text := E'\n    profile_id bigint,\n    record_count bigint,\n    first_seen timestamptz,\n    last_seen timestamptz,\n    source_count bigint';
    fast int := 0;
    picks text;
    columns text := '';
    joins text;
BEGIN
    SELECT g.picks, g.joins INTO picks, joins FROM cdp._golden_groups(hub, filter, members) g;
    FOR item IN EXECUTE pg_catalog.format('SELECT a.* FROM %I.attribute a WHERE ($1 IS NULL OR a.name = ANY ($1)) AND cdp._followed_attribute(a.survivorship) IS NULL ORDER BY a.position', hub) USING attributes LOOP
        IF item.many THEN
            joins := joins || pg_catalog.format(E'\nLEFT JOIN (\n    SELECT i.profile_id, array_agg(DISTINCT %5$s ORDER BY %5$s) AS value
    FROM %6$s i JOIN %1$I.record r USING (record_id), unnest(r.%2$I) AS v (value)%3$s\n    GROUP BY i.profile_id) %4$I ON %4$I.profile_id = g.profile_id',
                hub, item.name, filter, 'all_' || item.name, CASE item.type WHEN 'text[]' THEN 'v.value COLLATE "C"' ELSE 'v.value' END, members);
            columns := columns || pg_catalog.format(E',\n    %I.value AS %I', 'all_' || item.name, item.name);
            CONTINUE;
        END IF;
        -- why: the table is open to UPDATE, and a chain unknown here would end as a statement that does not parse.
        PERFORM cdp._check_survivorship(item.name, item.kind, false, item.survivorship);
        priority := cdp._priority_sql(hub, item.name);
        chain := COALESCE(item.survivorship, cdp._default_survivorship(item.kind, cdp._ranks_sources(hub, item.name)))
            || CASE WHEN item.kind IN ('given_name', 'family_name', 'full_name') THEN ARRAY['accents'] ELSE ARRAY[]::text[] END;
        IF item."group" IS NOT NULL THEN
            value := pg_catalog.format('%I.%I', 'group_' || item."group", item.name);
        ELSIF fast < 89 AND (priority = 'r.priority' OR chain[1] <> 'by_priority')
              AND pg_catalog.array_to_string(chain, ',') ~ '^((by_priority|least_recent|longest|shortest)(,|$))?(most_frequent(,|$))?(most_recent(,|$))?(accents)?$' THEN
            fast := fast + 1;
            rules := rules || E',\n            ' || pg_catalog.quote_literal(pg_catalog.array_to_string(chain, ','));
            args := args || pg_catalog.format(E',\n            r.%I', item.name);
            types := types || pg_catalog.format(E',\n    %I %s', item.name, item.type);
            value := pg_catalog.format('g.%I', item.name);
        ELSE
            picks := picks || pg_catalog.format(E',\n        %s AS %I', cdp._golden_pick(pg_catalog.format('r.%I', item.name), chain, priority, cdp._trust_sql(hub, item.name)), item.name);
            value := pg_catalog.format('picked.%I', item.name);
        END IF;
        IF pinned THEN
            SELECT p.value, p.joins INTO value, joins FROM cdp._pinned_value(hub, item.name, item.type, value, joins) p;
        END IF;
        columns := columns || pg_catalog.format(E',\n    %s AS %I', value, item.name);
    END LOOP;
    IF picks <> '' THEN
        joins := pg_catalog.format(E'\nJOIN (\n    SELECT\n        r.profile_id%s\n    FROM (%s\n        ORDER BY i.profile_id) r\n    GROUP BY r.profile_id) picked ON picked.profile_id = g.profile_id', picks, candidates) || joins;
    END IF;
    RETURN pg_catalog.format(E'SELECT\n    g.profile_id,\n    g.record_count,\n    g.source_count,\n    g.first_seen,\n    g.last_seen%s\nFROM (\n    SELECT\n        cdp.survivor_groups(r.profile_id, ARRAY[%s],\n            r.observed_at, r.priority, NULL,%s) AS survivors\n    FROM (%s) r) a\n'
        'CROSS JOIN LATERAL cdp.survivor_rows(a.survivors) AS g (%s)%s', columns, rules, args, candidates, types, joins);
END
$$;
COMMENT ON FUNCTION cdp._golden_base(name, text, text[], boolean, text) IS 'Internal: _golden_sql without the attributes that follow others. members is not null.';

CREATE FUNCTION cdp._golden_sql(hub name, filter text, attributes text[] DEFAULT NULL, pinned boolean DEFAULT true, members text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    identity constant text := pg_catalog.format('%I.identity', hub);
    base constant text := cdp._golden_base(hub, filter, attributes, pinned, COALESCE(members, identity));
    item record;
    value text;
    columns text := '';
    joins text := '';
    followed text[] := '{}';
BEGIN
    FOR item IN EXECUTE pg_catalog.format('SELECT a.name, a.type, a.survivorship, cdp._followed_attribute(a.survivorship) AS followed FROM %I.attribute a WHERE $1 IS NULL OR a.name = ANY ($1) ORDER BY a.position', hub) USING attributes LOOP
        value := pg_catalog.format('g.%I', item.name);
        IF item.followed IS NOT NULL THEN
            PERFORM cdp._check_followed(hub, item.name, item.survivorship);
            value := pg_catalog.format('%I.%I', 'same_' || item.followed, item.name);
            -- why identity: each profile is looked up by its index.
            IF item.followed <> ALL (followed) THEN
                followed := followed || item.followed;
                joins := joins || pg_catalog.format(E'\nLEFT JOIN LATERAL (\n    SELECT r.*\n    FROM (%3$s) r\n    WHERE r.profile_id = g.profile_id AND r.%1$I = g.%1$I\n'
                    '    ORDER BY %4$s, r.observed_at DESC NULLS LAST, r.source COLLATE "C", r.source_key COLLATE "C" LIMIT 1) %2$I ON true',
                    item.followed, 'same_' || item.followed, cdp._golden_candidates(hub, filter, identity), cdp._priority_sql(hub, item.followed));
            END IF;
            IF pinned THEN
                SELECT p.value, p.joins INTO value, joins FROM cdp._pinned_value(hub, item.name, item.type, value, joins) p;
            END IF;
        END IF;
        columns := columns || pg_catalog.format(E',\n    %s AS %I', value, item.name);
    END LOOP;
    RETURN CASE WHEN followed = '{}' THEN base
        ELSE pg_catalog.format(E'SELECT\n    g.profile_id,\n    g.record_count,\n    g.source_count,\n    g.first_seen,\n    g.last_seen%s\nFROM (%s) g%s', columns, base, joins) END;
END
$$;
COMMENT ON FUNCTION cdp._golden_sql(name, text, text[], boolean, text) IS
    'Internal: golden_sql with a WHERE clause over identity i, for all attributes or some (those of _related_attributes), with or without the pins. members: SQL of a relation with profile_id and record_id in place of identity, null for that.';

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
