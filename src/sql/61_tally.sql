-- SPDX-License-Identifier: PostgreSQL
-- Survivorship aggregates that hold every distinct value of a group: votes, and lists of values.

CREATE FUNCTION cdp._tally_join(state bytea, other bytea) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_join';
COMMENT ON FUNCTION cdp._tally_join(bytea, bytea) IS 'Internal: joins two states that hold distinct values.';
REVOKE ALL ON FUNCTION cdp._tally_join(bytea, bytea) FROM PUBLIC;

CREATE FUNCTION cdp._most_frequent_step(state bytea, value anyelement) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_frequent_step';
COMMENT ON FUNCTION cdp._most_frequent_step(bytea, anyelement) IS 'Internal: takes one row into the state of most_frequent.';
REVOKE ALL ON FUNCTION cdp._most_frequent_step(bytea, anyelement) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement) FROM PUBLIC;

CREATE FUNCTION cdp._most_frequent_step(state bytea, value anyelement, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_frequent_step';
COMMENT ON FUNCTION cdp._most_frequent_step(bytea, anyelement, timestamptz) IS 'Internal: takes one row into the state of most_frequent.';
REVOKE ALL ON FUNCTION cdp._most_frequent_step(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, at timestamptz) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, timestamptz) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._most_frequent_step(state bytea, value anyelement, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_frequent_step';
COMMENT ON FUNCTION cdp._most_frequent_step(bytea, anyelement, timestamptz, text) IS 'Internal: takes one row into the state of most_frequent.';
REVOKE ALL ON FUNCTION cdp._most_frequent_step(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, at timestamptz, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, timestamptz, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._most_frequent_step(state bytea, value anyelement, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_frequent_key_step';
COMMENT ON FUNCTION cdp._most_frequent_step(bytea, anyelement, text) IS 'Internal: takes one row into the state of most_frequent.';
REVOKE ALL ON FUNCTION cdp._most_frequent_step(bytea, anyelement, text) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, text) FROM PUBLIC;

CREATE FUNCTION cdp._weighted_vote_step(state bytea, value anyelement, weight float8) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_weighted_vote_step';
COMMENT ON FUNCTION cdp._weighted_vote_step(bytea, anyelement, float8) IS 'Internal: takes one row into the state of weighted_vote.';
REVOKE ALL ON FUNCTION cdp._weighted_vote_step(bytea, anyelement, float8) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, weight float8) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, float8) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, float8) FROM PUBLIC;

CREATE FUNCTION cdp._weighted_vote_step(state bytea, value anyelement, weight float8, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_weighted_vote_step';
COMMENT ON FUNCTION cdp._weighted_vote_step(bytea, anyelement, float8, timestamptz) IS 'Internal: takes one row into the state of weighted_vote.';
REVOKE ALL ON FUNCTION cdp._weighted_vote_step(bytea, anyelement, float8, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, weight float8, at timestamptz) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, float8, timestamptz) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, float8, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._weighted_vote_step(state bytea, value anyelement, weight float8, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_weighted_vote_step';
COMMENT ON FUNCTION cdp._weighted_vote_step(bytea, anyelement, float8, timestamptz, text) IS 'Internal: takes one row into the state of weighted_vote.';
REVOKE ALL ON FUNCTION cdp._weighted_vote_step(bytea, anyelement, float8, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, weight float8, at timestamptz, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, float8, timestamptz, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, float8, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._survivor_step(state bytea, value anyelement, rank bigint, weight float8, ranks bigint[], key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_vote_survivor_step';
COMMENT ON FUNCTION cdp._survivor_step(bytea, anyelement, bigint, float8, bigint[], text) IS 'Internal: takes one row into the state of survivor.';
REVOKE ALL ON FUNCTION cdp._survivor_step(bytea, anyelement, bigint, float8, bigint[], text) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, rank bigint, weight float8, ranks bigint[], key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, bigint, float8, bigint[], text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, bigint, float8, bigint[], text) FROM PUBLIC;

CREATE FUNCTION cdp._distinct_values_step(state bytea, value anyelement) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_distinct_values_step';
COMMENT ON FUNCTION cdp._distinct_values_step(bytea, anyelement) IS 'Internal: takes one row into the state of distinct_values.';
REVOKE ALL ON FUNCTION cdp._distinct_values_step(bytea, anyelement) FROM PUBLIC;

CREATE FUNCTION cdp._tally_values(state bytea, value anyelement) RETURNS anyarray
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_values';
COMMENT ON FUNCTION cdp._tally_values(bytea, anyelement) IS 'Internal: the values in a state.';
REVOKE ALL ON FUNCTION cdp._tally_values(bytea, anyelement) FROM PUBLIC;

CREATE FUNCTION cdp._distinct_values_step(state bytea, value anyelement, rank int) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_distinct_values_step';
COMMENT ON FUNCTION cdp._distinct_values_step(bytea, anyelement, int) IS 'Internal: takes one row into the state of distinct_values.';
REVOKE ALL ON FUNCTION cdp._distinct_values_step(bytea, anyelement, int) FROM PUBLIC;

CREATE FUNCTION cdp._tally_values(state bytea, value anyelement, rank int) RETURNS anyarray
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_values';
COMMENT ON FUNCTION cdp._tally_values(bytea, anyelement, int) IS 'Internal: the values in a state.';
REVOKE ALL ON FUNCTION cdp._tally_values(bytea, anyelement, int) FROM PUBLIC;

CREATE FUNCTION cdp._distinct_values_step(state bytea, value anyelement, rank int, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_distinct_values_step';
COMMENT ON FUNCTION cdp._distinct_values_step(bytea, anyelement, int, timestamptz) IS 'Internal: takes one row into the state of distinct_values.';
REVOKE ALL ON FUNCTION cdp._distinct_values_step(bytea, anyelement, int, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._tally_values(state bytea, value anyelement, rank int, at timestamptz) RETURNS anyarray
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_values';
COMMENT ON FUNCTION cdp._tally_values(bytea, anyelement, int, timestamptz) IS 'Internal: the values in a state.';
REVOKE ALL ON FUNCTION cdp._tally_values(bytea, anyelement, int, timestamptz) FROM PUBLIC;

CREATE AGGREGATE cdp.most_frequent(value anyelement) (
    SFUNC = cdp._most_frequent_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_frequent(anyelement) IS 'The value that occurs most often; equal are values that the type calls equal, texts with the same bytes; of equal values the first in byte order is shown. Ties go to the smallest value (texts in byte order). Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_frequent(value anyelement, at timestamptz) (
    SFUNC = cdp._most_frequent_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_frequent(anyelement, timestamptz) IS 'The value that occurs most often; equal are values that the type calls equal, texts with the same bytes; of equal values the first in byte order is shown. Ties go to the one seen last (greatest at), then the smallest value (texts in byte order). Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_frequent(value anyelement, at timestamptz, key text) (
    SFUNC = cdp._most_frequent_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_frequent(anyelement, timestamptz, text) IS 'The value that occurs most often; equal are values that the type calls equal, texts with the same bytes; of equal values the first in byte order is shown. Ties go to the one seen last (greatest at), then the smallest key, then the smallest value; keys and texts in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_frequent(value anyelement, key text) (
    SFUNC = cdp._most_frequent_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_frequent(anyelement, text) IS 'The value that occurs most often; equal are values that the type calls equal, texts with the same bytes; of equal values the first in byte order is shown. Ties go to the smallest key, then the smallest value; keys and texts in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.weighted_vote(value anyelement, weight float8) (
    SFUNC = cdp._weighted_vote_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.weighted_vote(anyelement, float8) IS 'The value with the greatest sum of weights; equal are values that the type calls equal, texts with the same bytes; of equal values the first in byte order is shown. A weight lies between 0 and 1e9 and counts in millionths, so that their order does not matter; null counts as 0. Raises numeric_value_out_of_range for others. Ties go to the smallest value (texts in byte order). Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.weighted_vote(value anyelement, weight float8, at timestamptz) (
    SFUNC = cdp._weighted_vote_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.weighted_vote(anyelement, float8, timestamptz) IS 'The value with the greatest sum of weights; equal are values that the type calls equal, texts with the same bytes; of equal values the first in byte order is shown. A weight lies between 0 and 1e9 and counts in millionths, so that their order does not matter; null counts as 0. Raises numeric_value_out_of_range for others. Ties go to the one seen last (greatest at), then the smallest value (texts in byte order). Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.weighted_vote(value anyelement, weight float8, at timestamptz, key text) (
    SFUNC = cdp._weighted_vote_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.weighted_vote(anyelement, float8, timestamptz, text) IS 'The value with the greatest sum of weights; equal are values that the type calls equal, texts with the same bytes; of equal values the first in byte order is shown. A weight lies between 0 and 1e9 and counts in millionths, so that their order does not matter; null counts as 0. Raises numeric_value_out_of_range for others. Ties go to the one seen last (greatest at), then the smallest key, then the smallest value; keys and texts in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.survivor(value anyelement, rank bigint, weight float8, ranks bigint[], key text) (
    SFUNC = cdp._survivor_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.survivor(anyelement, bigint, float8, bigint[], text) IS 'Of the rows with the lowest rank (null comes last), the value with the greatest sum of weights as in cdp.weighted_vote; weight 1 counts rows. Equal are values that the type calls equal, texts with the same bytes; of equal values the first in byte order is shown. Equal sums are decided by the smallest ranks that a row of the value has, as in cdp.survivor(value, ranks, key). Ties go to the smallest key, then the smallest value; keys and texts in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.distinct_values(value anyelement) (
    SFUNC = cdp._distinct_values_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_values, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.distinct_values(anyelement) IS 'All different values in ascending order; [1:3] behind the call takes three. Of values that the type calls equal the first in byte order is shown; texts are compared by their bytes. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.distinct_values(value anyelement, rank int) (
    SFUNC = cdp._distinct_values_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_values, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.distinct_values(anyelement, int) IS 'All different values, those with the lowest rank first (null comes last), then in ascending order; [1:3] behind the call takes three. Of values that the type calls equal the first in byte order is shown; texts are compared by their bytes. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.distinct_values(value anyelement, rank int, at timestamptz) (
    SFUNC = cdp._distinct_values_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_values, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.distinct_values(anyelement, int, timestamptz) IS 'All different values, those with the lowest rank first (null comes last), of these the one seen last (greatest at; a null at counts as -infinity), then in ascending order; [1:3] behind the call takes three. Of values that the type calls equal the first in byte order is shown; texts are compared by their bytes. Null values are ignored; null when there is no other.';
