-- SPDX-License-Identifier: PostgreSQL
-- Golden records: one generated statement over the survivorship aggregates.

CREATE FUNCTION cdp._check_survivorship(name text, many boolean, survivorship text[]) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF survivorship IS NULL THEN
        RETURN;
    ELSIF many THEN
        RAISE EXCEPTION 'attribute "%" keeps all its values and has no survivorship', name
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave survivorship null, or use many => false.';
    ELSIF pg_catalog.array_to_string(survivorship, ',', 'null') NOT IN
            ('most_recent', 'most_frequent', 'most_frequent,most_recent', 'by_priority', 'by_priority,most_recent') THEN
        RAISE EXCEPTION 'survivorship of attribute "%" cannot be {%}', name, pg_catalog.array_to_string(survivorship, ',', 'null')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Chains are {most_recent}, {most_frequent}, {most_frequent,most_recent}, {by_priority} and {by_priority,most_recent}.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_survivorship(text, boolean, text[]) IS 'Internal: raises invalid_parameter_value for a chain that golden records cannot follow.';

CREATE FUNCTION cdp._accents_first(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (900000 + pg_catalog.length(value) - pg_catalog.octet_length(value))::pg_catalog.text;
COMMENT ON FUNCTION cdp._accents_first(text) IS
    'Internal: a key that puts the spelling of a name with more bytes outside ASCII first in byte order. Systems lose accents and other scripts, they do not make them up.';

CREATE FUNCTION cdp._default_survivorship(kind text, ranked boolean) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN ranked THEN ARRAY['by_priority', 'most_recent']
    WHEN kind IN ('given_name', 'family_name', 'full_name', 'birth_date', 'gender', 'company', 'identifier') THEN ARRAY['most_frequent', 'most_recent']
    ELSE ARRAY['most_recent'] END;
COMMENT ON FUNCTION cdp._default_survivorship(text, boolean) IS
    'Internal: the chain of an attribute that names none. ranked: the sources have different priorities, which then decide.';

CREATE FUNCTION cdp.golden_sql(hub name, profiles text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ranked boolean;
    item record;
    columns text := '';
    joins text := '';
    filter text := '';
BEGIN
    PERFORM cdp._hub_check(hub);
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(DISTINCT s.priority) > 1 FROM %I.source s', hub) INTO ranked;
    IF profiles IS NOT NULL THEN
        filter := pg_catalog.format(E'\nWHERE i.profile_id IN (%s)', profiles);
    END IF;
    FOR item IN EXECUTE pg_catalog.format('SELECT a.name, a.many, a.type FROM %I.attribute a ORDER BY a.position', hub) LOOP
        IF item.many THEN
            joins := joins || pg_catalog.format(E'\nLEFT JOIN (\n    SELECT i.profile_id, array_agg(DISTINCT %5$s ORDER BY %5$s) AS value
    FROM %1$I.identity i JOIN %1$I.record r USING (record_id), unnest(r.%2$I) AS v (value)%3$s\n    GROUP BY i.profile_id) %4$I USING (profile_id)',
                hub, item.name, filter, 'all_' || item.name, CASE item.type WHEN 'text[]' THEN 'v.value COLLATE "C"' ELSE 'v.value' END);
            columns := columns || pg_catalog.format(E',\n    %I.value AS %I', 'all_' || item.name, item.name);
        ELSE
            columns := columns || pg_catalog.format(E',\n    g.%I', item.name);
        END IF;
    END LOOP;
    RETURN pg_catalog.format(E'SELECT\n    profile_id,\n    g.record_count,\n    g.source_count,\n    g.first_seen,\n    g.last_seen%s\nFROM (\n%s) g%s',
        columns, cdp._golden_core(hub, ranked, filter), joins);
END
$$;
COMMENT ON FUNCTION cdp.golden_sql(name, text) IS
    'The statement that computes the golden records of a hub: run it, or EXPLAIN it, as it is. profiles is a query that gives the profile ids to compute; null for all.';

CREATE FUNCTION cdp._golden_core(hub name, ranked boolean, filter text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    picks text := '';
    uses_rank boolean := false;
    chain text;
    last_resort text;
BEGIN
    FOR item IN EXECUTE pg_catalog.format('SELECT a.name, a.kind, a.survivorship FROM %I.attribute a WHERE NOT a.many ORDER BY a.position', hub) LOOP
        -- why: the table is open to UPDATE, and a chain unknown here would end as a statement that does not parse.
        PERFORM cdp._check_survivorship(item.name, false, item.survivorship);
        chain := pg_catalog.array_to_string(COALESCE(item.survivorship, cdp._default_survivorship(item.kind, ranked)), ',');
        uses_rank := uses_rank OR chain LIKE 'by_priority%';
        last_resort := CASE WHEN item.kind IN ('given_name', 'family_name', 'full_name') THEN ', cdp._accents_first(r.%1$I)' ELSE '' END;
        picks := picks || pg_catalog.format(E',\n        ' || CASE chain
            WHEN 'most_recent' THEN 'cdp.most_recent(r.%1$I, r.observed_at'
            WHEN 'most_frequent' THEN 'cdp.most_frequent(r.%1$I'
            WHEN 'most_frequent,most_recent' THEN 'cdp.most_frequent(r.%1$I, r.observed_at'
            WHEN 'by_priority' THEN 'cdp.by_priority(r.%1$I, s.priority, NULL'
            ELSE 'cdp.by_priority(r.%1$I, s.priority, r.observed_at' END || last_resort || ') AS %1$I', item.name);
    END LOOP;
    RETURN pg_catalog.format(
        E'    SELECT\n        i.profile_id,\n        count(*) AS record_count,\n        count(DISTINCT r.source) AS source_count,\n        min(r.observed_at) AS first_seen,\n        max(r.observed_at) AS last_seen%s\n    FROM %I.identity i\n    JOIN %I.record r USING (record_id)%s%s\n    GROUP BY i.profile_id',
        picks, hub, hub, CASE WHEN uses_rank THEN pg_catalog.format(E'\n    JOIN %I.source s ON s.name = r.source', hub) ELSE '' END, filter);
END
$$;
COMMENT ON FUNCTION cdp._golden_core(name, boolean, text) IS 'Internal: the grouped part of golden_sql: counts, times and attributes of one value.';

CREATE FUNCTION cdp.set_survivorship(hub name, attribute text, survivorship text[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attributes text[];
    several boolean;
    changed bigint;
BEGIN
    PERFORM cdp._hub_lock(hub);
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(a.name ORDER BY a.position) FROM %I.attribute a', hub) INTO attributes;
    IF attribute = ANY (attributes) IS NOT TRUE THEN
        RAISE EXCEPTION 'attribute "%" of hub "%" does not exist', attribute, hub
            USING ERRCODE = 'undefined_column',
                  HINT = COALESCE('Perhaps you meant ' || cdp._near_names(attribute, attributes) || '.', pg_catalog.format('See table %I.attribute.', hub));
    END IF;
    EXECUTE pg_catalog.format('SELECT a.many FROM %I.attribute a WHERE a.name = $1', hub) INTO several USING attribute;
    PERFORM cdp._check_survivorship(attribute, several, survivorship);
    EXECUTE pg_catalog.format('UPDATE %I.attribute a SET survivorship = $2 WHERE a.name = $1 AND a.survivorship IS DISTINCT FROM $2', hub)
        USING attribute, survivorship;
    -- why: an UPDATE asks for whole rows of what it joins; a SELECT on its own computes one attribute only.
    EXECUTE pg_catalog.format(
        'WITH g AS MATERIALIZED (SELECT o.profile_id, o.%2$I FROM (%3$s) o)
         UPDATE %1$I.profile p SET %2$I = g.%2$I, updated_at = $1 FROM g
         WHERE p.profile_id = g.profile_id AND p.%2$I IS DISTINCT FROM g.%2$I', hub, attribute, cdp.golden_sql(hub))
        USING pg_catalog.clock_timestamp();
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END
$$;
COMMENT ON FUNCTION cdp.set_survivorship(name, text, text[]) IS
    'Changes the chain of strategies that picks the golden value of an attribute, and computes that attribute of all golden records in the same call; gives the number of golden records that changed. survivorship is {most_recent}, {most_frequent}, {most_frequent,most_recent}, {by_priority} or {by_priority,most_recent}; null goes back to the default of the kind. Raises undefined_column for an unknown attribute, and invalid_parameter_value for another chain or an attribute of many values.';
