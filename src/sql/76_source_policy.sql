-- SPDX-License-Identifier: PostgreSQL
-- What a source is worth for an attribute: its priority, how far it is trusted as its values grow old, and what it means
-- when it has none. Trust is taken at the golden clock of the hub, which cdp.process_due moves.

CREATE FUNCTION cdp._create_source_policy(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.source_policy (
            source       text NOT NULL,
            attribute    text,
            priority     int,
            trust        float8,
            stale_trust  float8,
            trust_period interval,
            trust_curve  text,
            nulls        text,
            UNIQUE NULLS NOT DISTINCT (source, attribute));
        COMMENT ON TABLE %1$I.source_policy IS 'What sources are worth for golden values; set by cdp.set_source_policy';
        COMMENT ON COLUMN %1$I.source_policy.source IS 'The source';
        COMMENT ON COLUMN %1$I.source_policy.attribute IS 'The attribute; null for all that have no row of their own';
        COMMENT ON COLUMN %1$I.source_policy.priority IS 'Priority of the source for the attribute; null: that of the source';
        COMMENT ON COLUMN %1$I.source_policy.trust IS 'Trust in a new value, 0 to 1; null: 1';
        COMMENT ON COLUMN %1$I.source_policy.stale_trust IS 'Trust in a value as old as trust_period or older';
        COMMENT ON COLUMN %1$I.source_policy.trust_period IS 'How long it takes for trust to fall to stale_trust; null: it stays';
        COMMENT ON COLUMN %1$I.source_policy.trust_curve IS 'How it falls: linear, fast_first or slow_first';
        COMMENT ON COLUMN %1$I.source_policy.nulls IS 'What a record without a value says: absent, nothing; unset, that older values of this source no longer hold';

        CREATE TABLE %1$I.golden_clock (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            at       timestamptz NOT NULL);
        COMMENT ON TABLE %1$I.golden_clock IS 'The time at which the age of values is taken; empty until a strategy asks for it';
        COMMENT ON COLUMN %1$I.golden_clock.only_row IS 'Always true: keeps the table at one row';
        COMMENT ON COLUMN %1$I.golden_clock.at IS 'The time; cdp.process_due moves it on';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_source_policy(name) IS 'Internal: creates the tables source_policy and golden_clock.';

CREATE FUNCTION cdp._trust_at(trust float8, stale_trust float8, at timestamptz, observed_at timestamptz, period interval, curve text) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN observed_at = 'infinity' THEN trust WHEN isfinite(observed_at) THEN cdp.trust(trust, stale_trust, at - observed_at, period, curve) ELSE stale_trust END;
COMMENT ON FUNCTION cdp._trust_at(float8, float8, timestamptz, timestamptz, interval, text) IS
    'Internal: trust at a time in a value observed at another; a value without a time is as old as can be.';

CREATE FUNCTION cdp._ranks_sources(hub name, attribute text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(DISTINCT COALESCE(q.priority, s.priority)) > 1 FROM %1$I.source s LEFT JOIN %1$I.source_policy q ON q.source = s.name AND q.attribute = $1', hub)
        INTO result USING attribute;
    RETURN result;
END
$$;
COMMENT ON FUNCTION cdp._ranks_sources(name, text) IS 'Internal: whether sources have different priorities for an attribute.';

CREATE FUNCTION cdp._by_source(cases text, otherwise text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cases IS NULL THEN otherwise ELSE pg_catalog.format('CASE r.source %s ELSE %s END', cases, otherwise) END;
COMMENT ON FUNCTION cdp._by_source(text, text) IS 'Internal: the SQL that tells sources apart; without cases only the other.';

CREATE FUNCTION cdp._priority_sql(hub name, attribute text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    cases text;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(pg_catalog.format(''WHEN %%L THEN %%s'', q.source, q.priority), '' '' ORDER BY q.source COLLATE "C")
        FROM %I.source_policy q WHERE q.attribute = $1 AND q.priority IS NOT NULL', hub) INTO cases USING attribute;
    RETURN cdp._by_source(cases, 'r.priority');
END
$$;
COMMENT ON FUNCTION cdp._priority_sql(name, text) IS 'Internal: the SQL of the priority that the source of a record r has for an attribute.';

CREATE FUNCTION cdp._trust_sql(hub name, attribute text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    cases text;
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.string_agg(pg_catalog.format(''WHEN %%L THEN '' || CASE WHEN q.trust_period IS NULL THEN ''%%L::float8''
                    ELSE ''cdp._trust_at(%%L, %%L, (SELECT k.at FROM %%I.golden_clock k), r.observed_at, %%L, %%L)'' END, VARIADIC
                    CASE WHEN q.trust_period IS NULL THEN ARRAY[q.source, q.trust::text] ELSE ARRAY[q.source, q.trust::text, q.stale_trust::text, $2, q.trust_period::text, q.trust_curve] END), '' '' ORDER BY q.source COLLATE "C")
         FROM (SELECT DISTINCT ON (p.source) p.* FROM %I.source_policy p WHERE p.trust IS NOT NULL AND (p.attribute = $1 OR p.attribute IS NULL)
               ORDER BY p.source, p.attribute NULLS LAST) q', hub) INTO cases USING attribute, hub::text;
    RETURN cdp._by_source(cases, '1::float8');
END
$$;
COMMENT ON FUNCTION cdp._trust_sql(name, text) IS 'Internal: the SQL of the trust in a record r for an attribute, at the golden clock; a null attribute: for its source as a whole.';

CREATE FUNCTION cdp._unset_condition(hub name, attribute text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    sources text[];
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(q.source ORDER BY q.source COLLATE "C") FROM %I.source_policy q WHERE q.attribute = $1 AND q.nulls = ''unset''', hub)
        INTO sources USING attribute;
    -- why: a value that could not be cleaned is no statement that there is none.
    RETURN CASE WHEN sources IS NOT NULL THEN pg_catalog.format('(r.source <> ALL (%3$L::text[]) OR (r.observed_at < max(CASE WHEN r.%2$I IS NULL AND (r.source, r.source_key) NOT IN (SELECT j.source, j.source_key FROM %1$I.reject j
                WHERE j.kind = ''value'' AND j.attribute = %2$L AND j.source_key IS NOT NULL) THEN r.observed_at END) OVER (PARTITION BY i.profile_id, r.source)) IS NOT TRUE)',
        hub, attribute, sources) END;
END
$$;
COMMENT ON FUNCTION cdp._unset_condition(name, text) IS
    'Internal: the SQL of whether no later record of its source in the same profile unsets an attribute of a record r; null when no source does that.';

CREATE FUNCTION cdp._trusting_attributes(hub name, attribute text DEFAULT NULL) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result text[];
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT COALESCE(pg_catalog.array_agg(a.name ORDER BY a.position), ''{}'')
         FROM %1$I.attribute a LEFT JOIN %1$I.attribute_group g ON g.name = a."group"
         WHERE ($1 IS NULL OR a.name = $1) AND COALESCE(g.survivorship, a.survivorship) && ARRAY[''trust_decay'', ''weighted_vote'']', hub) INTO result USING attribute;
    RETURN result;
END
$$;
COMMENT ON FUNCTION cdp._trusting_attributes(name, text) IS 'Internal: the attributes, or the one if it is such, whose golden value depends on trust.';

CREATE FUNCTION cdp._start_golden_clock(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF cdp._trusting_attributes(hub) <> '{}' THEN
        EXECUTE pg_catalog.format('INSERT INTO %I.golden_clock (at) VALUES (pg_catalog.now()) ON CONFLICT DO NOTHING', hub);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._start_golden_clock(name) IS 'Internal: sets the golden clock when the first strategy asks for trust.';

CREATE FUNCTION cdp._move_golden_clock(hub name, at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item text;
    moved bigint;
    changed bigint := 0;
BEGIN
    EXECUTE pg_catalog.format('UPDATE %I.golden_clock k SET at = $1 WHERE k.at < $1 AND $1 < ''infinity''', hub) USING at;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved > 0 THEN
        FOREACH item IN ARRAY cdp._trusting_attributes(hub) LOOP
            changed := changed + cdp._refresh_golden(hub, item);
        END LOOP;
    END IF;
    RETURN changed;
END
$$;
COMMENT ON FUNCTION cdp._move_golden_clock(name, timestamptz) IS
    'Internal: moves the golden clock on, never back, and computes what depends on it; gives the number of changes to golden records.';

CREATE FUNCTION cdp._check_trust(source text, trust float8, stale_trust float8, trust_period interval, trust_curve text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF (trust BETWEEN 0 AND 1) IS FALSE OR (stale_trust BETWEEN 0 AND trust) IS FALSE THEN
        RAISE EXCEPTION 'trust in source "%" must lie between 0 and 1, stale_trust between 0 and trust', source
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Write trust => 0.9, stale_trust => 0.3, trust_period => ''2 years''.';
    ELSIF (stale_trust IS NULL) <> (trust_period IS NULL) OR (trust IS NULL AND trust_period IS NOT NULL) THEN
        RAISE EXCEPTION 'trust in source "%" falls from trust to stale_trust in trust_period', source
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give all three, or trust alone for one that stays.';
    ELSIF trust_period IS NOT NULL THEN
        PERFORM cdp.trust(trust, stale_trust, '0'::interval, trust_period, COALESCE(trust_curve, 'linear'));
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_trust(text, float8, float8, interval, text) IS 'Internal: checks the trust that set_source_policy is given.';

CREATE FUNCTION cdp.set_source_policy(hub name, source text, attribute text DEFAULT NULL, priority int DEFAULT NULL, trust float8 DEFAULT NULL,
    stale_trust float8 DEFAULT NULL, trust_period interval DEFAULT NULL, trust_curve text DEFAULT 'linear', nulls text DEFAULT 'absent') RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET IntervalStyle = 'postgres'
AS $$
DECLARE
    current boolean;
    touched text[];
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._source_check(hub, source);
    IF attribute IS NOT NULL THEN
        PERFORM cdp._attribute_check(hub, attribute);
    ELSIF priority IS NOT NULL OR nulls IS DISTINCT FROM 'absent' THEN
        RAISE EXCEPTION 'priority and nulls of source "%" are those of an attribute', source
            USING ERRCODE = 'invalid_parameter_value', HINT = pg_catalog.format('Name the attribute; the priority of a source as a whole stands in table %I.source.', hub);
    END IF;
    IF nulls IS NULL OR nulls NOT IN ('absent', 'unset') THEN
        RAISE EXCEPTION 'nulls of source "%" cannot be "%"', source, nulls
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Say absent when a record without a value says nothing, unset when it says that there is none.';
    END IF;
    PERFORM cdp._check_trust(source, trust, stale_trust, trust_period, trust_curve);
    current := cdp._golden_is_current(hub);
    EXECUTE pg_catalog.format('DELETE FROM %I.source_policy q WHERE q.source = $1 AND q.attribute IS NOT DISTINCT FROM $2', hub) USING source, attribute;
    IF priority IS NOT NULL OR trust IS NOT NULL OR nulls = 'unset' THEN
        EXECUTE pg_catalog.format('INSERT INTO %I.source_policy (source, attribute, priority, trust, stale_trust, trust_period, trust_curve, nulls) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', hub)
            USING source, attribute, priority, trust, stale_trust, trust_period, CASE WHEN trust_period IS NOT NULL THEN COALESCE(trust_curve, 'linear') END, nulls;
    END IF;
    touched := CASE WHEN attribute IS NULL THEN cdp._trusting_attributes(hub) ELSE ARRAY[attribute] END;
    RETURN cdp._apply_policy(hub, touched, current);
END
$$;
COMMENT ON FUNCTION cdp.set_source_policy(name, text, text, int, float8, float8, interval, text, text) IS
    'Says what a source is worth for the golden value of an attribute, or of all attributes without a row of their own (attribute null: trust only); replaces what was said before, computes the attributes concerned in the same call, and gives the number of changes to golden records. priority stands for that of the source in by_priority and in ties. trust, 0 to 1 (1, if never set), weighs in trust_decay and weighted_vote; with stale_trust and trust_period it falls as a value grows old, as cdp.trust has it with trust_curve (linear, fast_first, slow_first), from its observed_at to the golden clock of the hub, which starts at now() and which cdp.process_due moves on; a value without observed_at has stale_trust. nulls says what a record without a value means: absent, nothing; unset, that the source no longer has one, so that values of its records of the same profile that were observed before do not become golden (a value that could not be cleaned unsets nothing). Without anything but its names the call takes the row back. Raises undefined_object, undefined_column and invalid_parameter_value.';
