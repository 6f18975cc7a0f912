-- SPDX-License-Identifier: PostgreSQL
-- Conditions that users store: helpers that only conditions may call, what the parser says of a condition, and how it
-- runs with its owner's rights.

-- What an event looks like to a condition: a row of cdp.event_sql.
CREATE TYPE cdp.event AS (profile_id bigint, at timestamptz, type text, amount numeric, properties jsonb, event_source text, source_key text);
COMMENT ON TYPE cdp.event IS 'An event of a profile, as conditions on events see it: its profile, time, type, amount, properties, source, and the key of the record that it names';

CREATE FUNCTION cdp._only_in_condition(name text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '%() works in the definition of a segment only', name
        USING ERRCODE = 'feature_not_supported', HINT = 'Write it in cdp.create_segment or cdp.preview_segment.';
END
$$;
COMMENT ON FUNCTION cdp._only_in_condition(text) IS 'Internal: raises feature_not_supported.';

-- why: volatile, so that the parser leaves the calls as they are.
CREATE FUNCTION cdp.did(event text, min int DEFAULT 1, within interval DEFAULT NULL, filter text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN cdp._only_in_condition('did'); END $$;
COMMENT ON FUNCTION cdp.did(text, int, interval, text) IS
    'In the definition of a segment: whether the profile has at least min events of a type (null: of any), none of them after the clock of the hub, within a time before it (null: ever; an event at time t counts from t until t + within), that fulfil filter, a condition on amount, properties (jsonb), event_source, type and at. Errors: 0A000 anywhere else.';

CREATE FUNCTION cdp.within(at timestamptz, duration interval) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN cdp._only_in_condition('within'); END $$;
COMMENT ON FUNCTION cdp.within(timestamptz, interval) IS
    'In the definition of a segment: whether the clock of the hub is not before a time and before that time plus a duration: within(first_seen, ''30 days'') is who is new, NOT within(birth_date, ''18 years'') who is of age. Null for a null time. Errors: 0A000 anywhere else.';

CREATE FUNCTION cdp.in_segment(name text) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN cdp._only_in_condition('in_segment'); END $$;
COMMENT ON FUNCTION cdp.in_segment(text) IS 'In the definition of a segment: whether the profile is a member of another one. Errors: 0A000 anywhere else.';

CREATE FUNCTION cdp.has_identifier(kind text) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN cdp._only_in_condition('has_identifier'); END $$;
COMMENT ON FUNCTION cdp.has_identifier(text) IS
    'In the definition of a segment: whether the golden record has a value in any attribute of a kind, such as email or phone, or in the attribute of that name. Errors: 0A000 anywhere else.';

CREATE FUNCTION cdp.sample(share float8, salt text) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN cdp._only_in_condition('sample'); END $$;
COMMENT ON FUNCTION cdp.sample(float8, text) IS
    'In the definition of a segment: whether the profile is in a random share, 0 to 1, of all. The choice depends on the profile id and the salt only, so it stays. Errors: 0A000 anywhere else.';

CREATE FUNCTION cdp._helper(number int) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RETURN cdp._only_in_condition('_helper'); END $$;
COMMENT ON FUNCTION cdp._helper(int) IS 'Internal: stands for the call of a helper in a parsed condition.';

CREATE FUNCTION cdp._in_sample(profile_id bigint, share float8, salt text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ('x' || pg_catalog.substr(pg_catalog.md5(salt || ':' || profile_id), 1, 13))::bit(52)::bigint < share * 4503599627370496;
COMMENT ON FUNCTION cdp._in_sample(bigint, float8, text) IS 'Internal: cdp.sample for a profile: 52 bits of the MD5 of salt and id, as a fraction, below the share.';

CREATE FUNCTION cdp._condition(row_type regclass, alias text, condition text, is_boolean boolean,
    OUT expression text, OUT columns text[], OUT helpers text[], OUT arguments text[], OUT type regtype)
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'cdp_condition';
COMMENT ON FUNCTION cdp._condition(regclass, text, text, boolean) IS
    'Internal: an expression over a row (made boolean or refused, if so asked), written out with an alias for the row, the columns that it reads, its calls of helpers, numbered, with four arguments each, and its type. Refuses subqueries, aggregates, volatile functions and what reads the clock, with the position in the condition.';

CREATE FUNCTION cdp._set_expression(expression text) RETURNS text
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'cdp_set_expression';
COMMENT ON FUNCTION cdp._set_expression(text) IS 'Internal: a set expression over segments as a condition with in_segment.';

CREATE FUNCTION cdp._run_as(role name, query text, profiles bigint[], at timestamptz[]) RETURNS SETOF record
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE COST 100000 AS 'MODULE_PATHNAME', 'cdp_run_as';
COMMENT ON FUNCTION cdp._run_as(name, text, bigint[], timestamptz[]) IS
    'Internal: rows of a query with the parameters $1 (profiles) and $2 (times), run with the rights of a role of which the caller is a member, in a security-restricted context.';
