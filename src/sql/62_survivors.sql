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

CREATE TYPE cdp.survivor_groups;

CREATE FUNCTION cdp._survivor_groups_in(value cstring) RETURNS cdp.survivor_groups
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_survivor_groups_in';
COMMENT ON FUNCTION cdp._survivor_groups_in(cstring) IS 'Internal: raises feature_not_supported, since survivors come from the aggregate alone.';

CREATE FUNCTION cdp._survivor_groups_out(value cdp.survivor_groups) RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_survivor_groups_out';
COMMENT ON FUNCTION cdp._survivor_groups_out(cdp.survivor_groups) IS 'Internal: the same words for all.';

CREATE TYPE cdp.survivor_groups (INPUT = cdp._survivor_groups_in, OUTPUT = cdp._survivor_groups_out, LIKE = pg_catalog.int8);
COMMENT ON TYPE cdp.survivor_groups IS 'The survivors of all groups of a query, within one statement: cdp.survivor_rows gives them as rows. Not for tables: they are gone when the statement ends.';

CREATE FUNCTION cdp._survivor_groups_step(state internal, group_id bigint, rules text[], at timestamptz, rank int, key text, VARIADIC attributes "any") RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'cdp_survivor_groups_step';
COMMENT ON FUNCTION cdp._survivor_groups_step(internal, bigint, text[], timestamptz, int, text, VARIADIC "any") IS 'Internal: takes one row into the state of survivor_groups.';
REVOKE ALL ON FUNCTION cdp._survivor_groups_step(internal, bigint, text[], timestamptz, int, text, VARIADIC "any") FROM PUBLIC;

CREATE FUNCTION cdp._survivor_groups_value(state internal) RETURNS cdp.survivor_groups
LANGUAGE c IMMUTABLE PARALLEL RESTRICTED AS 'MODULE_PATHNAME', 'cdp_survivor_groups_value';
COMMENT ON FUNCTION cdp._survivor_groups_value(internal) IS 'Internal: puts the rows of survivor_groups in the order of their groups.';
REVOKE ALL ON FUNCTION cdp._survivor_groups_value(internal) FROM PUBLIC;

CREATE AGGREGATE cdp.survivor_groups(group_id bigint, rules text[], at timestamptz, rank int, key text, VARIADIC attributes "any") (
    SFUNC = cdp._survivor_groups_step, STYPE = internal, FINALFUNC = cdp._survivor_groups_value, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = RESTRICTED
);
COMMENT ON AGGREGATE cdp.survivor_groups(bigint, text[], timestamptz, int, text, VARIADIC "any") IS 'What cdp.survivors GROUP BY group_id gives, for all groups at once, in about half the time, since no row is sorted and no state is kept for a group. Give it all rows, without GROUP BY, and take the result out with cdp.survivor_rows in the same statement. The other arguments are those of cdp.survivors; besides, the rule distinct_count, alone, gives the number of distinct values of an attribute. Rows whose group_id is null are ignored. Null when there is no row. Memory until the statement ends: about 35 bytes a row and 2 for each of its attributes, the bytes of key and values, and 16 bytes a row more while it is put in order; what is more than cdp.memory goes into temporary files, within temp_file_limit. Not for windows. rules must be constant. Raises invalid_parameter_value for other rules.';

CREATE FUNCTION cdp._survivor_rows_support(request internal) RETURNS internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_survivor_rows_support';
COMMENT ON FUNCTION cdp._survivor_rows_support(internal) IS 'Internal: tells the planner how many groups to expect.';

CREATE FUNCTION cdp.survivor_rows(survivors cdp.survivor_groups) RETURNS SETOF record
LANGUAGE c STABLE STRICT PARALLEL RESTRICTED SUPPORT cdp._survivor_rows_support AS 'MODULE_PATHNAME', 'cdp_survivor_rows';
COMMENT ON FUNCTION cdp.survivor_rows(cdp.survivor_groups) IS 'The groups of cdp.survivor_groups, in the order of their numbers, one row for each: the group (bigint), its rows (bigint), the first and the last of their times (timestamptz), then what survives of each attribute, in the type that it has, or the number of its distinct values (bigint). Name the columns: cdp.survivor_rows(s) AS g (id bigint, records bigint, first_seen timestamptz, last_seen timestamptz, email text). Raises datatype_mismatch for other columns, object_not_in_prerequisite_state after the statement that made the survivors.';
