-- SPDX-License-Identifier: PostgreSQL
-- Behaviour: aggregates and a window function over events. None depends on the order of rows; all aggregates run in parallel.

CREATE FUNCTION cdp._window_funnel_step(state internal, win interval, at timestamptz, VARIADIC steps boolean[]) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_window_funnel_step';
COMMENT ON FUNCTION cdp._window_funnel_step(internal, interval, timestamptz, VARIADIC boolean[]) IS 'Internal: takes one row of window_funnel.';
REVOKE ALL ON FUNCTION cdp._window_funnel_step(internal, interval, timestamptz, VARIADIC boolean[]) FROM PUBLIC;

CREATE FUNCTION cdp._window_funnel_step(state internal, mode text, win interval, at timestamptz, VARIADIC steps boolean[]) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_window_funnel_mode_step';
COMMENT ON FUNCTION cdp._window_funnel_step(internal, text, interval, timestamptz, VARIADIC boolean[]) IS 'Internal: takes one row of window_funnel.';
REVOKE ALL ON FUNCTION cdp._window_funnel_step(internal, text, interval, timestamptz, VARIADIC boolean[]) FROM PUBLIC;

CREATE FUNCTION cdp._window_funnel_value(state internal) RETURNS integer
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_window_funnel_value';
COMMENT ON FUNCTION cdp._window_funnel_value(internal) IS 'Internal: the level reached.';
REVOKE ALL ON FUNCTION cdp._window_funnel_value(internal) FROM PUBLIC;

CREATE FUNCTION cdp._sequence_step(state internal, pattern text, at timestamptz, VARIADIC steps boolean[]) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sequence_step';
COMMENT ON FUNCTION cdp._sequence_step(internal, text, timestamptz, VARIADIC boolean[]) IS 'Internal: takes one row of sequence_match and sequence_count.';
REVOKE ALL ON FUNCTION cdp._sequence_step(internal, text, timestamptz, VARIADIC boolean[]) FROM PUBLIC;

CREATE FUNCTION cdp._sequence_match_value(state internal) RETURNS boolean
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sequence_match_value';
COMMENT ON FUNCTION cdp._sequence_match_value(internal) IS 'Internal: whether the pattern is found.';
REVOKE ALL ON FUNCTION cdp._sequence_match_value(internal) FROM PUBLIC;

CREATE FUNCTION cdp._sequence_count_value(state internal) RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sequence_count_value';
COMMENT ON FUNCTION cdp._sequence_count_value(internal) IS 'Internal: how often the pattern is found.';
REVOKE ALL ON FUNCTION cdp._sequence_count_value(internal) FROM PUBLIC;

CREATE FUNCTION cdp._events_join(state internal, other internal) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_events_join';
COMMENT ON FUNCTION cdp._events_join(internal, internal) IS 'Internal: joins two states of events.';
REVOKE ALL ON FUNCTION cdp._events_join(internal, internal) FROM PUBLIC;

CREATE FUNCTION cdp._events_write(state internal) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_events_write';
COMMENT ON FUNCTION cdp._events_write(internal) IS 'Internal: a state of events as bytes.';
REVOKE ALL ON FUNCTION cdp._events_write(internal) FROM PUBLIC;

CREATE FUNCTION cdp._events_read(bytes bytea, state internal) RETURNS internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_events_read';
COMMENT ON FUNCTION cdp._events_read(bytea, internal) IS 'Internal: the state of events of bytes.';
REVOKE ALL ON FUNCTION cdp._events_read(bytea, internal) FROM PUBLIC;

CREATE AGGREGATE cdp.window_funnel(win interval, at timestamptz, VARIADIC steps boolean[]) (
    SFUNC = cdp._window_funnel_step, STYPE = internal, SSPACE = 256, FINALFUNC = cdp._window_funnel_value,
    COMBINEFUNC = cdp._events_join, SERIALFUNC = cdp._events_write, DESERIALFUNC = cdp._events_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.window_funnel(interval, timestamptz, VARIADIC boolean[]) IS 'How many of the steps somebody went through, one after the other, within win from the first: the longest chain, 0 to the number of steps (1 to 32). Events without a time are left out; a null condition is false. Events of one time are taken in the order of the steps, so each may follow the other. One event may serve several steps. A month counts as 30 days, a day as 24 hours. Semantics of windowFunnel of ClickHouse. State: 16 bytes an event with a true condition, within cdp.memory (53200 beyond). Errors: 22023 for a negative window, for rows that differ in window or in the number of steps; 22004 for a null window.';

CREATE AGGREGATE cdp.window_funnel(mode text, win interval, at timestamptz, VARIADIC steps boolean[]) (
    SFUNC = cdp._window_funnel_step, STYPE = internal, SSPACE = 256, FINALFUNC = cdp._window_funnel_value,
    COMBINEFUNC = cdp._events_join, SERIALFUNC = cdp._events_write, DESERIALFUNC = cdp._events_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.window_funnel(text, interval, timestamptz, VARIADIC boolean[]) IS 'The same with modes, separated by commas. strict_deduplication: a step that was reached and occurs again ends the search. strict_order: any event in between that is not the next step (nor one of those reached) ends it; rows without a true condition count as such. strict_increase: each step is later than the one before. strict_once: an event serves one step at most; events of one time are then taken by their first true condition, then by the others. Errors, besides: 22023 for another mode.';

CREATE FUNCTION cdp._funnel_counts_step(state internal, member bigint, win interval, at timestamptz, VARIADIC steps "any") RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_funnel_counts_step';
COMMENT ON FUNCTION cdp._funnel_counts_step(internal, bigint, interval, timestamptz, VARIADIC "any") IS 'Internal: takes one row of funnel_counts.';
REVOKE ALL ON FUNCTION cdp._funnel_counts_step(internal, bigint, interval, timestamptz, VARIADIC "any") FROM PUBLIC;

CREATE FUNCTION cdp._funnel_counts_step(state internal, mode text, member bigint, win interval, at timestamptz, VARIADIC steps "any") RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_funnel_counts_mode_step';
COMMENT ON FUNCTION cdp._funnel_counts_step(internal, text, bigint, interval, timestamptz, VARIADIC "any") IS 'Internal: takes one row of funnel_counts.';
REVOKE ALL ON FUNCTION cdp._funnel_counts_step(internal, text, bigint, interval, timestamptz, VARIADIC "any") FROM PUBLIC;

CREATE FUNCTION cdp._funnel_counts_join(state internal, other internal) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_funnel_counts_join';
COMMENT ON FUNCTION cdp._funnel_counts_join(internal, internal) IS 'Internal: joins two states of funnel_counts.';
REVOKE ALL ON FUNCTION cdp._funnel_counts_join(internal, internal) FROM PUBLIC;

CREATE FUNCTION cdp._funnel_counts_write(state internal) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_funnel_counts_write';
COMMENT ON FUNCTION cdp._funnel_counts_write(internal) IS 'Internal: a state of funnel_counts as bytes.';
REVOKE ALL ON FUNCTION cdp._funnel_counts_write(internal) FROM PUBLIC;

CREATE FUNCTION cdp._funnel_counts_read(bytes bytea, state internal) RETURNS internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_funnel_counts_read';
COMMENT ON FUNCTION cdp._funnel_counts_read(bytea, internal) IS 'Internal: the state of funnel_counts of bytes.';
REVOKE ALL ON FUNCTION cdp._funnel_counts_read(bytea, internal) FROM PUBLIC;

CREATE FUNCTION cdp._funnel_counts_value(state internal) RETURNS bigint[]
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_funnel_counts_value';
COMMENT ON FUNCTION cdp._funnel_counts_value(internal) IS 'Internal: the members that reached each step.';
REVOKE ALL ON FUNCTION cdp._funnel_counts_value(internal) FROM PUBLIC;

CREATE AGGREGATE cdp.funnel_counts(member bigint, win interval, at timestamptz, VARIADIC steps "any") (
    SFUNC = cdp._funnel_counts_step, STYPE = internal, SSPACE = 8192, FINALFUNC = cdp._funnel_counts_value,
    COMBINEFUNC = cdp._funnel_counts_join, SERIALFUNC = cdp._funnel_counts_write, DESERIALFUNC = cdp._funnel_counts_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.funnel_counts(bigint, interval, timestamptz, VARIADIC "any") IS 'How many members went through each step of a funnel: an array with, for each step, the number of members whose window_funnel is that step or a later one; for all members at once, much faster than window_funnel grouped by member. win, at and steps (1 to 32 booleans) are those of window_funnel; rows without a member or a time are left out; null when no row is left. State: 24 bytes an event with a true condition, within cdp.memory (53200 beyond; group by something finer, or group window_funnel by member, then). Errors: 22023 for a negative window, for rows that differ in window or in the number of steps; 42804 for steps that are not boolean; 22004 for a null window.';

CREATE AGGREGATE cdp.funnel_counts(mode text, member bigint, win interval, at timestamptz, VARIADIC steps "any") (
    SFUNC = cdp._funnel_counts_step, STYPE = internal, SSPACE = 8192, FINALFUNC = cdp._funnel_counts_value,
    COMBINEFUNC = cdp._funnel_counts_join, SERIALFUNC = cdp._funnel_counts_write, DESERIALFUNC = cdp._funnel_counts_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.funnel_counts(text, bigint, interval, timestamptz, VARIADIC "any") IS 'The same with the modes of window_funnel. Errors, besides: 22023 for another mode.';

CREATE AGGREGATE cdp.sequence_match(pattern text, at timestamptz, VARIADIC steps boolean[]) (
    SFUNC = cdp._sequence_step, STYPE = internal, SSPACE = 256, FINALFUNC = cdp._sequence_match_value,
    COMBINEFUNC = cdp._events_join, SERIALFUNC = cdp._events_write, DESERIALFUNC = cdp._events_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.sequence_match(text, timestamptz, VARIADIC boolean[]) IS 'True when the events contain the pattern: (?N) an event for which condition N is true, . any event, .* any number of events, (?t<=3600) the time in seconds (decimals allowed; <, <=, >, >=, ==) from the event of the pattern before to the one after, with any events between. Events for which no condition is true are not there; so name a condition for what must not come between. Events without a time are left out; a null condition is false. Events of one time stand in the order of their first true condition, then of the others. Semantics of sequenceMatch of ClickHouse, in time proportional to events and pattern. Errors: 22023 for what is no pattern, with the character, and for rows that differ in it; 22004 for a null pattern.';

CREATE AGGREGATE cdp.sequence_count(pattern text, at timestamptz, VARIADIC steps boolean[]) (
    SFUNC = cdp._sequence_step, STYPE = internal, SSPACE = 256, FINALFUNC = cdp._sequence_count_value,
    COMBINEFUNC = cdp._events_join, SERIALFUNC = cdp._events_write, DESERIALFUNC = cdp._events_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.sequence_count(text, timestamptz, VARIADIC boolean[]) IS 'How many times the events contain the pattern of sequence_match, without overlap: each time the match that ends first is taken, and the search goes on behind it.';

CREATE FUNCTION cdp._retention_step(state bigint, VARIADIC conditions boolean[]) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_retention_step';
COMMENT ON FUNCTION cdp._retention_step(bigint, VARIADIC boolean[]) IS 'Internal: takes one row of retention.';
REVOKE ALL ON FUNCTION cdp._retention_step(bigint, VARIADIC boolean[]) FROM PUBLIC;

CREATE FUNCTION cdp._retention_join(state bigint, other bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_retention_join';
COMMENT ON FUNCTION cdp._retention_join(bigint, bigint) IS 'Internal: joins two states of retention.';
REVOKE ALL ON FUNCTION cdp._retention_join(bigint, bigint) FROM PUBLIC;

CREATE FUNCTION cdp._retention_value(state bigint) RETURNS boolean[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_retention_value';
COMMENT ON FUNCTION cdp._retention_value(bigint) IS 'Internal: the conditions met.';
REVOKE ALL ON FUNCTION cdp._retention_value(bigint) FROM PUBLIC;

CREATE AGGREGATE cdp.retention(VARIADIC conditions boolean[]) (
    SFUNC = cdp._retention_step, STYPE = bigint, INITCOND = '0', FINALFUNC = cdp._retention_value, COMBINEFUNC = cdp._retention_join, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.retention(VARIADIC boolean[]) IS 'An array of as many values as conditions (1 to 32): whether the first was true for any row, then for each other whether both it and the first were. Null conditions are false; null for no rows. State: 8 bytes. Errors: 22023 for rows with different numbers of conditions.';

CREATE AGGREGATE cdp.first_touch(touch anyelement, at timestamptz) (
    SFUNC = cdp._least_recent_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.first_touch(anyelement, timestamptz) IS 'The touch (channel, campaign) with the earliest time: attribution to the first. With FILTER (WHERE at <= converted_at) only those before a conversion. Touches of one time: the smallest in byte order; a touch without a time comes last. Null touches are ignored; null when there is no other.';

CREATE AGGREGATE cdp.last_touch(touch anyelement, at timestamptz) (
    SFUNC = cdp._most_recent_step, STYPE = bytea, COMBINEFUNC = cdp._pick_join,
    FINALFUNC = cdp._pick_value, FINALFUNC_EXTRA, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.last_touch(anyelement, timestamptz) IS 'The touch with the latest time: attribution to the last. Touches of one time: the smallest in byte order; a touch without a time counts only where there is no other. Null touches are ignored; null when there is no other.';

CREATE FUNCTION cdp.sessionize(at timestamptz, gap interval) RETURNS bigint
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sessionize';
COMMENT ON FUNCTION cdp.sessionize(timestamptz, interval) IS 'Window function: the number, from 1, of the session that an event of its partition belongs to. A new one begins when more than gap has passed since the event before. The window must be ordered by at: OVER (PARTITION BY visitor ORDER BY at). Null for an event without a time, which ends no session. A month counts as 30 days. Errors: 22023 where times go back.';

CREATE FUNCTION cdp._sketch_step(state internal, value anyelement) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sketch_step';
COMMENT ON FUNCTION cdp._sketch_step(internal, anyelement) IS 'Internal: takes one value.';
REVOKE ALL ON FUNCTION cdp._sketch_step(internal, anyelement) FROM PUBLIC;

CREATE FUNCTION cdp._sketch_union_step(state internal, sketch bytea) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sketch_union_step';
COMMENT ON FUNCTION cdp._sketch_union_step(internal, bytea) IS 'Internal: takes one sketch.';
REVOKE ALL ON FUNCTION cdp._sketch_union_step(internal, bytea) FROM PUBLIC;

CREATE FUNCTION cdp._sketch_join(state internal, other internal) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sketch_join';
COMMENT ON FUNCTION cdp._sketch_join(internal, internal) IS 'Internal: joins two sketches.';
REVOKE ALL ON FUNCTION cdp._sketch_join(internal, internal) FROM PUBLIC;

CREATE FUNCTION cdp._sketch_write(state internal) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sketch_write';
COMMENT ON FUNCTION cdp._sketch_write(internal) IS 'Internal: a sketch as bytes.';
REVOKE ALL ON FUNCTION cdp._sketch_write(internal) FROM PUBLIC;

CREATE FUNCTION cdp._sketch_read(bytes bytea, state internal) RETURNS internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sketch_read';
COMMENT ON FUNCTION cdp._sketch_read(bytea, internal) IS 'Internal: the sketch of bytes.';
REVOKE ALL ON FUNCTION cdp._sketch_read(bytea, internal) FROM PUBLIC;

CREATE FUNCTION cdp._sketch_value(state internal) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sketch_value';
COMMENT ON FUNCTION cdp._sketch_value(internal) IS 'Internal: the sketch.';
REVOKE ALL ON FUNCTION cdp._sketch_value(internal) FROM PUBLIC;

CREATE FUNCTION cdp._sketch_value(state internal, value anyelement) RETURNS bytea
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sketch_value';
COMMENT ON FUNCTION cdp._sketch_value(internal, anyelement) IS 'Internal: the sketch.';
REVOKE ALL ON FUNCTION cdp._sketch_value(internal, anyelement) FROM PUBLIC;

CREATE FUNCTION cdp._sketch_count_value(state internal) RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sketch_count_value';
COMMENT ON FUNCTION cdp._sketch_count_value(internal) IS 'Internal: the count of a sketch.';
REVOKE ALL ON FUNCTION cdp._sketch_count_value(internal) FROM PUBLIC;

CREATE FUNCTION cdp._sketch_count_value(state internal, value anyelement) RETURNS bigint
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_sketch_count_value';
COMMENT ON FUNCTION cdp._sketch_count_value(internal, anyelement) IS 'Internal: the count of a sketch.';
REVOKE ALL ON FUNCTION cdp._sketch_count_value(internal, anyelement) FROM PUBLIC;

CREATE AGGREGATE cdp.approx_distinct(value anyelement) (
    SFUNC = cdp._sketch_step, STYPE = internal, SSPACE = 1024, FINALFUNC = cdp._sketch_count_value, FINALFUNC_EXTRA,
    COMBINEFUNC = cdp._sketch_join, SERIALFUNC = cdp._sketch_write, DESERIALFUNC = cdp._sketch_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.approx_distinct(anyelement) IS 'Estimate of count(DISTINCT value) by HyperLogLog with 16,384 registers: standard error 0.81 %, two thirds of all answers within it, 99.7 % within three times that; small counts are all but exact. Null values are ignored; 0 for none. State: at most 16 KiB. Errors: 42883 for a type without a hash function.';

CREATE AGGREGATE cdp.approx_distinct_sketch(value anyelement) (
    SFUNC = cdp._sketch_step, STYPE = internal, SSPACE = 1024, FINALFUNC = cdp._sketch_value, FINALFUNC_EXTRA,
    COMBINEFUNC = cdp._sketch_join, SERIALFUNC = cdp._sketch_write, DESERIALFUNC = cdp._sketch_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.approx_distinct_sketch(anyelement) IS 'The sketch itself, to be kept and merged: at most 10 KB, in the form of the postgresql-hll extension (schema version 1, log2m 14, regwidth 5). Values are hashed by the hash function of their type, so sketches of one server version merge with one another, not with those of other hash functions. Null values are ignored; null for none.';

CREATE AGGREGATE cdp.approx_distinct_union(sketch bytea) (
    SFUNC = cdp._sketch_union_step, STYPE = internal, SSPACE = 1024, FINALFUNC = cdp._sketch_count_value,
    COMBINEFUNC = cdp._sketch_join, SERIALFUNC = cdp._sketch_write, DESERIALFUNC = cdp._sketch_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.approx_distinct_union(bytea) IS 'Estimate of the distinct values of all sketches together: of days, for any range of days. Null sketches are ignored. Errors: 22P02 for bytes that are no such sketch.';

CREATE AGGREGATE cdp.approx_distinct_merge(sketch bytea) (
    SFUNC = cdp._sketch_union_step, STYPE = internal, SSPACE = 1024, FINALFUNC = cdp._sketch_value,
    COMBINEFUNC = cdp._sketch_join, SERIALFUNC = cdp._sketch_write, DESERIALFUNC = cdp._sketch_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.approx_distinct_merge(bytea) IS 'The sketch of the values of all sketches. Null sketches are ignored; null for none.';

CREATE FUNCTION cdp.approx_distinct_count(sketch bytea) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_sketch_count';
COMMENT ON FUNCTION cdp.approx_distinct_count(bytea) IS 'Estimate of the distinct values in a sketch. Errors: 22P02 for bytes that are no sketch of approx_distinct_sketch.';

CREATE TYPE cdp.top_value AS (value text, count bigint);
COMMENT ON TYPE cdp.top_value IS 'A value and how often it occurs, as top_k gives them.';

CREATE FUNCTION cdp._top_k_step(state internal, value text, k integer) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_top_k_step';
COMMENT ON FUNCTION cdp._top_k_step(internal, text, integer) IS 'Internal: takes one value.';
REVOKE ALL ON FUNCTION cdp._top_k_step(internal, text, integer) FROM PUBLIC;

CREATE FUNCTION cdp._top_k_join(state internal, other internal) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_top_k_join';
COMMENT ON FUNCTION cdp._top_k_join(internal, internal) IS 'Internal: joins two states.';
REVOKE ALL ON FUNCTION cdp._top_k_join(internal, internal) FROM PUBLIC;

CREATE FUNCTION cdp._top_k_write(state internal) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_top_k_write';
COMMENT ON FUNCTION cdp._top_k_write(internal) IS 'Internal: a state as bytes.';
REVOKE ALL ON FUNCTION cdp._top_k_write(internal) FROM PUBLIC;

CREATE FUNCTION cdp._top_k_read(bytes bytea, state internal) RETURNS internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_top_k_read';
COMMENT ON FUNCTION cdp._top_k_read(bytea, internal) IS 'Internal: the state of bytes.';
REVOKE ALL ON FUNCTION cdp._top_k_read(bytea, internal) FROM PUBLIC;

CREATE FUNCTION cdp._top_k_value(state internal) RETURNS cdp.top_value[]
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_top_k_value';
COMMENT ON FUNCTION cdp._top_k_value(internal) IS 'Internal: the values that occur most often.';
REVOKE ALL ON FUNCTION cdp._top_k_value(internal) FROM PUBLIC;

CREATE AGGREGATE cdp.top_k(value text, k integer) (
    SFUNC = cdp._top_k_step, STYPE = internal, SSPACE = 1024, FINALFUNC = cdp._top_k_value,
    COMBINEFUNC = cdp._top_k_join, SERIALFUNC = cdp._top_k_write, DESERIALFUNC = cdp._top_k_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.top_k(text, integer) IS 'The k values that occur most often with their counts, the most frequent first, ties in byte order: SELECT value, count FROM unnest(...). Counts are exact: each distinct value is kept until the end, about 80 bytes and its own, within cdp.memory (53200 beyond). Null values are ignored; null for none. Errors: 22023 for a k below 1.';
