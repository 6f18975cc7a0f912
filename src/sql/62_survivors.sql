-- SPDX-License-Identifier: PostgreSQL
-- The survivors of several attributes at once, in a state of one piece. It is a type of its own that only the aggregate
-- can make, since what reads it trusts what it finds.

CREATE TYPE cdp.survivors;

CREATE FUNCTION cdp._survivors_in(value cstring) RETURNS cdp.survivors
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_survivors_in';
COMMENT ON FUNCTION cdp._survivors_in(cstring) IS 'Internal: raises feature_not_supported, since survivors come from the aggregate alone.';

CREATE FUNCTION cdp._survivors_out(value cdp.survivors) RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_survivors_out';
COMMENT ON FUNCTION cdp._survivors_out(cdp.survivors) IS 'Internal: tells how many attributes there are.';

CREATE TYPE cdp.survivors (INPUT = cdp._survivors_in, OUTPUT = cdp._survivors_out, STORAGE = extended);
COMMENT ON TYPE cdp.survivors IS 'The survivors of several attributes, within a query: cdp.survivor_of takes them out. Not for tables: it is bound to the version of cdp, and cannot be dumped.';

CREATE FUNCTION cdp._survivors_step(state cdp.survivors, rules text[], at timestamptz, rank int, key text, VARIADIC attributes "any") RETURNS cdp.survivors
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_survivors_step';
COMMENT ON FUNCTION cdp._survivors_step(cdp.survivors, text[], timestamptz, int, text, VARIADIC "any") IS 'Internal: takes one row into the state of survivors.';
REVOKE ALL ON FUNCTION cdp._survivors_step(cdp.survivors, text[], timestamptz, int, text, VARIADIC "any") FROM PUBLIC;

CREATE FUNCTION cdp._survivors_join(state cdp.survivors, other cdp.survivors) RETURNS cdp.survivors
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_survivors_join';
COMMENT ON FUNCTION cdp._survivors_join(cdp.survivors, cdp.survivors) IS 'Internal: joins two states of survivors.';
REVOKE ALL ON FUNCTION cdp._survivors_join(cdp.survivors, cdp.survivors) FROM PUBLIC;

CREATE AGGREGATE cdp.survivors(rules text[], at timestamptz, rank int, key text, VARIADIC attributes "any") (
    SFUNC = cdp._survivors_step, STYPE = cdp.survivors, SSPACE = 480, COMBINEFUNC = cdp._survivors_join, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.survivors(text[], timestamptz, int, text, VARIADIC "any") IS 'What survives of up to 90 attributes, in one state with less memory than a state for each: up to 8 rows of at most 4 KiB as they are, at most twice that with the room to grow, and beyond that for each attribute its survivor, or the distinct values where they are counted, as the aggregate of that name keeps them. rules has one chain for each attribute: by_priority (the lowest rank), least_recent, longest or shortest, then most_frequent, then most_recent (the greatest at), then accents (the text with most bytes outside ASCII, since systems lose accents and do not make them up), at least one of them, with commas between; the next rule breaks the ties of those before. Then the smallest key decides, then the smallest value, in byte order. at, rank and key are those of the row; nulls count as in cdp.most_recent and cdp.by_priority. Null values are ignored. rules must be constant. Take the values out with cdp.survivor_of. Raises invalid_parameter_value for other rules.';

CREATE FUNCTION cdp.survivor_of(survivors cdp.survivors, attribute int, type anyelement) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_survivor_of';
COMMENT ON FUNCTION cdp.survivor_of(cdp.survivors, int, anyelement) IS 'The value that survives of an attribute, numbered from 1; null when all its values were null, and for null survivors. type is any value of the type of the attribute, such as NULL::text. Raises datatype_mismatch for another type, invalid_parameter_value for another number.';
