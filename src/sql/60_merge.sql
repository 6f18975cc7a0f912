-- SPDX-License-Identifier: PostgreSQL
-- Survivorship: which of several values to keep. The answer depends on the set of rows alone, never on their order.
-- The parts of the aggregates read states of theirs without looking twice, so nobody else may call them.

CREATE FUNCTION cdp._pick_join(state bytea, other bytea) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_join';
COMMENT ON FUNCTION cdp._pick_join(bytea, bytea) IS 'Internal: joins two states that hold the one best value.';
REVOKE ALL ON FUNCTION cdp._pick_join(bytea, bytea) FROM PUBLIC;

CREATE FUNCTION cdp._tally_join(state bytea, other bytea) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_join';
COMMENT ON FUNCTION cdp._tally_join(bytea, bytea) IS 'Internal: joins two states that hold counts of distinct values.';
REVOKE ALL ON FUNCTION cdp._tally_join(bytea, bytea) FROM PUBLIC;

CREATE FUNCTION cdp._most_recent_step(state bytea, value anyelement, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_recent_step';
COMMENT ON FUNCTION cdp._most_recent_step(bytea, anyelement, timestamptz) IS 'Internal: takes one row into the state of most_recent.';
REVOKE ALL ON FUNCTION cdp._most_recent_step(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._most_recent_step(state bytea, value anyelement, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_recent_step';
COMMENT ON FUNCTION cdp._most_recent_step(bytea, anyelement, timestamptz, text) IS 'Internal: takes one row into the state of most_recent.';
REVOKE ALL ON FUNCTION cdp._most_recent_step(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._by_priority_step(state bytea, value anyelement, rank int, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_by_priority_step';
COMMENT ON FUNCTION cdp._by_priority_step(bytea, anyelement, int, timestamptz) IS 'Internal: takes one row into the state of by_priority.';
REVOKE ALL ON FUNCTION cdp._by_priority_step(bytea, anyelement, int, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._by_priority_step(state bytea, value anyelement, rank int, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_by_priority_step';
COMMENT ON FUNCTION cdp._by_priority_step(bytea, anyelement, int, timestamptz, text) IS 'Internal: takes one row into the state of by_priority.';
REVOKE ALL ON FUNCTION cdp._by_priority_step(bytea, anyelement, int, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._most_frequent_step(state bytea, value anyelement) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_frequent_step';
COMMENT ON FUNCTION cdp._most_frequent_step(bytea, anyelement) IS 'Internal: takes one row into the state of most_frequent.';
REVOKE ALL ON FUNCTION cdp._most_frequent_step(bytea, anyelement) FROM PUBLIC;

CREATE FUNCTION cdp._most_frequent_step(state bytea, value anyelement, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_frequent_step';
COMMENT ON FUNCTION cdp._most_frequent_step(bytea, anyelement, timestamptz) IS 'Internal: takes one row into the state of most_frequent.';
REVOKE ALL ON FUNCTION cdp._most_frequent_step(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._most_frequent_step(state bytea, value anyelement, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_frequent_step';
COMMENT ON FUNCTION cdp._most_frequent_step(bytea, anyelement, timestamptz, text) IS 'Internal: takes one row into the state of most_frequent.';
REVOKE ALL ON FUNCTION cdp._most_frequent_step(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._most_frequent_step(state bytea, value anyelement, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_frequent_key_step';
COMMENT ON FUNCTION cdp._most_frequent_step(bytea, anyelement, text) IS 'Internal: takes one row into the state of most_frequent.';
REVOKE ALL ON FUNCTION cdp._most_frequent_step(bytea, anyelement, text) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, at timestamptz) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, timestamptz) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, at timestamptz, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, timestamptz, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, rank int, at timestamptz) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, int, timestamptz) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, int, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, rank int, at timestamptz, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, int, timestamptz, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, int, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, at timestamptz) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, timestamptz) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, at timestamptz, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, timestamptz, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._tally_value(state bytea, value anyelement, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_value';
COMMENT ON FUNCTION cdp._tally_value(bytea, anyelement, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._tally_value(bytea, anyelement, text) FROM PUBLIC;

CREATE AGGREGATE cdp.most_recent(value anyelement, at timestamptz) (
    SFUNC = cdp._most_recent_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_recent(anyelement, timestamptz) IS 'The value with the greatest at; a null at counts as -infinity. Ties go to the smallest value in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_recent(value anyelement, at timestamptz, key text) (
    SFUNC = cdp._most_recent_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_recent(anyelement, timestamptz, text) IS 'The value with the greatest at; a null at counts as -infinity. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.by_priority(value anyelement, rank int, at timestamptz) (
    SFUNC = cdp._by_priority_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.by_priority(anyelement, int, timestamptz) IS 'The value with the lowest rank, and among those the greatest at; a null rank comes last, a null at counts as -infinity. Ties go to the smallest value in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.by_priority(value anyelement, rank int, at timestamptz, key text) (
    SFUNC = cdp._by_priority_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.by_priority(anyelement, int, timestamptz, text) IS 'The value with the lowest rank, and among those the greatest at; a null rank comes last, a null at counts as -infinity. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_frequent(value anyelement) (
    SFUNC = cdp._most_frequent_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_frequent(anyelement) IS 'The value that occurs most often; equal are values with the same bytes. Ties go to the smallest value in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_frequent(value anyelement, at timestamptz) (
    SFUNC = cdp._most_frequent_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_frequent(anyelement, timestamptz) IS 'The value that occurs most often; equal are values with the same bytes. Ties go to the one seen last (greatest at), then the smallest value in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_frequent(value anyelement, at timestamptz, key text) (
    SFUNC = cdp._most_frequent_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_frequent(anyelement, timestamptz, text) IS 'The value that occurs most often; equal are values with the same bytes. Ties go to the one seen last (greatest at), then the smallest key, then the smallest value in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_frequent(value anyelement, key text) (
    SFUNC = cdp._most_frequent_step, STYPE = bytea, COMBINEFUNC = cdp._tally_join,
    FINALFUNC = cdp._tally_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_frequent(anyelement, text) IS 'The value that occurs most often; equal are values with the same bytes. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';
