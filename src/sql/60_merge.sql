-- SPDX-License-Identifier: PostgreSQL
-- Survivorship: which of several values to keep. The answer depends on the set of rows alone, never on their order.
-- Here the aggregates that hold one candidate. The parts of the aggregates read states of theirs without looking twice,
-- so nobody else may call them.

CREATE FUNCTION cdp._pick_join(state bytea, other bytea) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_join';
COMMENT ON FUNCTION cdp._pick_join(bytea, bytea) IS 'Internal: joins two states that hold the one best value.';
REVOKE ALL ON FUNCTION cdp._pick_join(bytea, bytea) FROM PUBLIC;

CREATE FUNCTION cdp._most_recent_step(state bytea, value anyelement, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_recent_step';
COMMENT ON FUNCTION cdp._most_recent_step(bytea, anyelement, timestamptz) IS 'Internal: takes one row into the state of most_recent.';
REVOKE ALL ON FUNCTION cdp._most_recent_step(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, at timestamptz) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, timestamptz) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._most_recent_step(state bytea, value anyelement, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_recent_step';
COMMENT ON FUNCTION cdp._most_recent_step(bytea, anyelement, timestamptz, text) IS 'Internal: takes one row into the state of most_recent.';
REVOKE ALL ON FUNCTION cdp._most_recent_step(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, at timestamptz, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, timestamptz, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._least_recent_step(state bytea, value anyelement, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_least_recent_step';
COMMENT ON FUNCTION cdp._least_recent_step(bytea, anyelement, timestamptz) IS 'Internal: takes one row into the state of least_recent.';
REVOKE ALL ON FUNCTION cdp._least_recent_step(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._least_recent_step(state bytea, value anyelement, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_least_recent_step';
COMMENT ON FUNCTION cdp._least_recent_step(bytea, anyelement, timestamptz, text) IS 'Internal: takes one row into the state of least_recent.';
REVOKE ALL ON FUNCTION cdp._least_recent_step(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._by_priority_step(state bytea, value anyelement, rank int, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_by_priority_step';
COMMENT ON FUNCTION cdp._by_priority_step(bytea, anyelement, int, timestamptz) IS 'Internal: takes one row into the state of by_priority.';
REVOKE ALL ON FUNCTION cdp._by_priority_step(bytea, anyelement, int, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, rank int, at timestamptz) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, int, timestamptz) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, int, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._by_priority_step(state bytea, value anyelement, rank int, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_by_priority_step';
COMMENT ON FUNCTION cdp._by_priority_step(bytea, anyelement, int, timestamptz, text) IS 'Internal: takes one row into the state of by_priority.';
REVOKE ALL ON FUNCTION cdp._by_priority_step(bytea, anyelement, int, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, rank int, at timestamptz, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, int, timestamptz, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, int, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._trust_decay_step(state bytea, value anyelement, trust float8, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_trust_decay_step';
COMMENT ON FUNCTION cdp._trust_decay_step(bytea, anyelement, float8, timestamptz) IS 'Internal: takes one row into the state of trust_decay.';
REVOKE ALL ON FUNCTION cdp._trust_decay_step(bytea, anyelement, float8, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, trust float8, at timestamptz) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, float8, timestamptz) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, float8, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._trust_decay_step(state bytea, value anyelement, trust float8, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_trust_decay_step';
COMMENT ON FUNCTION cdp._trust_decay_step(bytea, anyelement, float8, timestamptz, text) IS 'Internal: takes one row into the state of trust_decay.';
REVOKE ALL ON FUNCTION cdp._trust_decay_step(bytea, anyelement, float8, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, trust float8, at timestamptz, key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, float8, timestamptz, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, float8, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._most_complete_step(state bytea, value anyelement, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_complete_step';
COMMENT ON FUNCTION cdp._most_complete_step(bytea, anyelement, timestamptz) IS 'Internal: takes one row into the state of most_complete.';
REVOKE ALL ON FUNCTION cdp._most_complete_step(bytea, anyelement, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._most_complete_step(state bytea, value anyelement, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_most_complete_step';
COMMENT ON FUNCTION cdp._most_complete_step(bytea, anyelement, timestamptz, text) IS 'Internal: takes one row into the state of most_complete.';
REVOKE ALL ON FUNCTION cdp._most_complete_step(bytea, anyelement, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._survivor_step(state bytea, value anyelement, ranks bigint[], key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_survivor_step';
COMMENT ON FUNCTION cdp._survivor_step(bytea, anyelement, bigint[], text) IS 'Internal: takes one row into the state of survivor.';
REVOKE ALL ON FUNCTION cdp._survivor_step(bytea, anyelement, bigint[], text) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value anyelement, ranks bigint[], key text) RETURNS anyelement
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, anyelement, bigint[], text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, anyelement, bigint[], text) FROM PUBLIC;

CREATE FUNCTION cdp._longest_step(state bytea, value text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_longest_step';
COMMENT ON FUNCTION cdp._longest_step(bytea, text) IS 'Internal: takes one row into the state of longest.';
REVOKE ALL ON FUNCTION cdp._longest_step(bytea, text) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value text) RETURNS text
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, text) FROM PUBLIC;

CREATE FUNCTION cdp._longest_step(state bytea, value text, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_longest_step';
COMMENT ON FUNCTION cdp._longest_step(bytea, text, timestamptz) IS 'Internal: takes one row into the state of longest.';
REVOKE ALL ON FUNCTION cdp._longest_step(bytea, text, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value text, at timestamptz) RETURNS text
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, text, timestamptz) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, text, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._longest_step(state bytea, value text, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_longest_step';
COMMENT ON FUNCTION cdp._longest_step(bytea, text, timestamptz, text) IS 'Internal: takes one row into the state of longest.';
REVOKE ALL ON FUNCTION cdp._longest_step(bytea, text, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._pick_value(state bytea, value text, at timestamptz, key text) RETURNS text
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_pick_value';
COMMENT ON FUNCTION cdp._pick_value(bytea, text, timestamptz, text) IS 'Internal: the value that survives in a state.';
REVOKE ALL ON FUNCTION cdp._pick_value(bytea, text, timestamptz, text) FROM PUBLIC;

CREATE FUNCTION cdp._shortest_step(state bytea, value text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_shortest_step';
COMMENT ON FUNCTION cdp._shortest_step(bytea, text) IS 'Internal: takes one row into the state of shortest.';
REVOKE ALL ON FUNCTION cdp._shortest_step(bytea, text) FROM PUBLIC;

CREATE FUNCTION cdp._shortest_step(state bytea, value text, at timestamptz) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_shortest_step';
COMMENT ON FUNCTION cdp._shortest_step(bytea, text, timestamptz) IS 'Internal: takes one row into the state of shortest.';
REVOKE ALL ON FUNCTION cdp._shortest_step(bytea, text, timestamptz) FROM PUBLIC;

CREATE FUNCTION cdp._shortest_step(state bytea, value text, at timestamptz, key text) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_shortest_step';
COMMENT ON FUNCTION cdp._shortest_step(bytea, text, timestamptz, text) IS 'Internal: takes one row into the state of shortest.';
REVOKE ALL ON FUNCTION cdp._shortest_step(bytea, text, timestamptz, text) FROM PUBLIC;

CREATE AGGREGATE cdp.most_recent(value anyelement, at timestamptz) (
    SFUNC = cdp._most_recent_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_recent(anyelement, timestamptz) IS 'The value with the greatest at; a null at counts as -infinity. Ties go to the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_recent(value anyelement, at timestamptz, key text) (
    SFUNC = cdp._most_recent_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_recent(anyelement, timestamptz, text) IS 'The value with the greatest at; a null at counts as -infinity. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.least_recent(value anyelement, at timestamptz) (
    SFUNC = cdp._least_recent_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.least_recent(anyelement, timestamptz) IS 'The value with the smallest at; a null at counts as infinity. Ties go to the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.least_recent(value anyelement, at timestamptz, key text) (
    SFUNC = cdp._least_recent_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.least_recent(anyelement, timestamptz, text) IS 'The value with the smallest at; a null at counts as infinity. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.by_priority(value anyelement, rank int, at timestamptz) (
    SFUNC = cdp._by_priority_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.by_priority(anyelement, int, timestamptz) IS 'The value with the lowest rank, and among those the greatest at; a null rank comes last, a null at counts as -infinity. Ties go to the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.by_priority(value anyelement, rank int, at timestamptz, key text) (
    SFUNC = cdp._by_priority_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.by_priority(anyelement, int, timestamptz, text) IS 'The value with the lowest rank, and among those the greatest at; a null rank comes last, a null at counts as -infinity. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.trust_decay(value anyelement, trust float8, at timestamptz) (
    SFUNC = cdp._trust_decay_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.trust_decay(anyelement, float8, timestamptz) IS 'The value with the greatest trust, as cdp.trust computes it, and among those the greatest at; a null or NaN trust comes last, a null at counts as -infinity. Ties go to the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.trust_decay(value anyelement, trust float8, at timestamptz, key text) (
    SFUNC = cdp._trust_decay_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.trust_decay(anyelement, float8, timestamptz, text) IS 'The value with the greatest trust, as cdp.trust computes it, and among those the greatest at; a null or NaN trust comes last, a null at counts as -infinity. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_complete(value anyelement, at timestamptz) (
    SFUNC = cdp._most_complete_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_complete(anyelement, timestamptz) IS 'The row with most columns that are not null, and among those the greatest at; a null at counts as -infinity. value is the alias of a table or a value of a composite type, and (cdp.most_complete(t, t.at)).name one column of the answer. Raises datatype_mismatch for other values. Ties go to the smallest value, in byte order. Null rows are ignored; null when there is no other.';

CREATE AGGREGATE cdp.most_complete(value anyelement, at timestamptz, key text) (
    SFUNC = cdp._most_complete_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.most_complete(anyelement, timestamptz, text) IS 'The row with most columns that are not null, and among those the greatest at; a null at counts as -infinity. value is the alias of a table or a value of a composite type, and (cdp.most_complete(t, t.at, t.key)).name one column of the answer. Raises datatype_mismatch for other values. Ties go to the smallest key, then the smallest value, in byte order. Null rows are ignored; null when there is no other.';

CREATE AGGREGATE cdp.survivor(value anyelement, ranks bigint[], key text) (
    SFUNC = cdp._survivor_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.survivor(anyelement, bigint[], text) IS 'The value whose ranks are smallest: the first rank decides, then the second, and so on; give all rows the same number of them, no null among them. A null array counts as an empty one. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.longest(value text) (
    SFUNC = cdp._longest_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.longest(text) IS 'The longest value, counted in characters (code points). Ties go to the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.longest(value text, at timestamptz) (
    SFUNC = cdp._longest_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.longest(text, timestamptz) IS 'The longest value, counted in characters (code points), and among those the greatest at; a null at counts as -infinity. Ties go to the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.longest(value text, at timestamptz, key text) (
    SFUNC = cdp._longest_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.longest(text, timestamptz, text) IS 'The longest value, counted in characters (code points), and among those the greatest at; a null at counts as -infinity. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.shortest(value text) (
    SFUNC = cdp._shortest_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.shortest(text) IS 'The shortest value, counted in characters (code points). Ties go to the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.shortest(value text, at timestamptz) (
    SFUNC = cdp._shortest_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.shortest(text, timestamptz) IS 'The shortest value, counted in characters (code points), and among those the greatest at; a null at counts as -infinity. Ties go to the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.shortest(value text, at timestamptz, key text) (
    SFUNC = cdp._shortest_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.shortest(text, timestamptz, text) IS 'The shortest value, counted in characters (code points), and among those the greatest at; a null at counts as -infinity. Ties go to the smallest key, then the smallest value, in byte order. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.prefer_true(value boolean) (
    SFUNC = pg_catalog.boolor_statefunc, STYPE = boolean, COMBINEFUNC = pg_catalog.boolor_statefunc, PARALLEL = SAFE,
    MSFUNC = pg_catalog.bool_accum, MINVFUNC = pg_catalog.bool_accum_inv, MSTYPE = internal, MSSPACE = 16,
    MFINALFUNC = pg_catalog.bool_anytrue
);
COMMENT ON AGGREGATE cdp.prefer_true(boolean) IS 'True when any value is true, false when all others are false. Null values are ignored; null when there is no other.';

CREATE AGGREGATE cdp.prefer_false(value boolean) (
    SFUNC = pg_catalog.booland_statefunc, STYPE = boolean, COMBINEFUNC = pg_catalog.booland_statefunc, PARALLEL = SAFE,
    MSFUNC = pg_catalog.bool_accum, MINVFUNC = pg_catalog.bool_accum_inv, MSTYPE = internal, MSSPACE = 16,
    MFINALFUNC = pg_catalog.bool_alltrue
);
COMMENT ON AGGREGATE cdp.prefer_false(boolean) IS 'False when any value is false, true when all others are true. Null values are ignored; null when there is no other.';

CREATE FUNCTION cdp.trust(fresh float8, stale float8, age interval, period interval, curve text DEFAULT 'linear') RETURNS float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_trust';
COMMENT ON FUNCTION cdp.trust(float8, float8, interval, interval, text) IS
    'Trust in a value of that age: fresh while it is new, stale from the age of period on (a month counts 30 days), and between them, with x the share of the period that has passed, so far fallen: linear x, fast_first sqrt(x), slow_first x * x. A negative age counts as 0. The unit is that of fresh and stale. Raises invalid_parameter_value when stale is greater than fresh, for a period that is not positive and for another curve.';
