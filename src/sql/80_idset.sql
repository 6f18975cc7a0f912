-- SPDX-License-Identifier: PostgreSQL
-- Sets of ids: type cdp.idset, its casts, operators, functions and aggregates.

CREATE TYPE cdp.idset;

CREATE FUNCTION cdp.idset_in(form cstring) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_in';
COMMENT ON FUNCTION cdp.idset_in(cstring) IS 'Internal: the text form {1,5-9}, read.';

CREATE FUNCTION cdp.idset_out(value cdp.idset) RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_out';
COMMENT ON FUNCTION cdp.idset_out(cdp.idset) IS 'Internal: the text form.';

CREATE FUNCTION cdp.idset_recv(message internal) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_recv';
COMMENT ON FUNCTION cdp.idset_recv(internal) IS 'Internal: the binary form, checked.';

CREATE FUNCTION cdp.idset_send(value cdp.idset) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_to_bytes';
COMMENT ON FUNCTION cdp.idset_send(cdp.idset) IS 'Internal: the binary form.';

CREATE TYPE cdp.idset (
    INPUT = cdp.idset_in, OUTPUT = cdp.idset_out, RECEIVE = cdp.idset_recv, SEND = cdp.idset_send, STORAGE = external
);
COMMENT ON TYPE cdp.idset IS 'A set of bigint ids as a 64-bit roaring bitmap. Text form {-3,1,5-9}: ids and ranges; in any order when read, ascending when written, three neighbours or more as a range. Binary form: the portable form of 64-bit roaring bitmaps (CRoaring, Java, Go), ids as unsigned numbers; checked when read, 22P02 where it is not one. Takes up to 2 bytes an id and 8 more for each 65,536 numbers with one in them, a bit a number where dense, 4 bytes a run of neighbours; at most 1 GB (54000 beyond).';

CREATE FUNCTION cdp.idset(ids bigint[]) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_idset_from_array';
COMMENT ON FUNCTION cdp.idset(bigint[]) IS 'The set of the ids of an array, in any order and repeated or not. Errors: 22004 for a null among them.';

CREATE FUNCTION cdp.idset(bytes bytea) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_idset_from_bytes';
COMMENT ON FUNCTION cdp.idset(bytea) IS 'The set in the portable form of 64-bit roaring bitmaps. The bytes are checked in full. Errors: 22P02, which says at which byte, for what is no set.';

CREATE FUNCTION cdp.idset_to_array(value cdp.idset) RETURNS bigint[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_idset_to_array';
COMMENT ON FUNCTION cdp.idset_to_array(cdp.idset) IS 'The members of a set, ascending. Errors: 54000 beyond 134,217,727 of them.';

CREATE FUNCTION cdp.idset_to_bytes(value cdp.idset) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_to_bytes';
COMMENT ON FUNCTION cdp.idset_to_bytes(cdp.idset) IS 'The portable form of 64-bit roaring bitmaps: what hub tables keep and other programs read. Equal sets have equal bytes.';

CREATE CAST (bigint[] AS cdp.idset) WITH FUNCTION cdp.idset(bigint[]);
CREATE CAST (cdp.idset AS bigint[]) WITH FUNCTION cdp.idset_to_array(cdp.idset);
CREATE CAST (bytea AS cdp.idset) WITH FUNCTION cdp.idset(bytea);
CREATE CAST (cdp.idset AS bytea) WITH FUNCTION cdp.idset_to_bytes(cdp.idset);

CREATE FUNCTION cdp.idset_or(a cdp.idset, b cdp.idset) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_idset_or';
COMMENT ON FUNCTION cdp.idset_or(cdp.idset, cdp.idset) IS 'The ids of either set. Operator |.';

CREATE FUNCTION cdp.idset_or_cardinality(a cdp.idset, b cdp.idset) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_idset_or_cardinality';
COMMENT ON FUNCTION cdp.idset_or_cardinality(cdp.idset, cdp.idset) IS 'cardinality(a | b), without making that set.';

CREATE FUNCTION cdp.idset_and(a cdp.idset, b cdp.idset) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_idset_and';
COMMENT ON FUNCTION cdp.idset_and(cdp.idset, cdp.idset) IS 'The ids of both sets. Operator &.';

CREATE FUNCTION cdp.idset_and_cardinality(a cdp.idset, b cdp.idset) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_idset_and_cardinality';
COMMENT ON FUNCTION cdp.idset_and_cardinality(cdp.idset, cdp.idset) IS 'cardinality(a & b), without making that set.';

CREATE FUNCTION cdp.idset_andnot(a cdp.idset, b cdp.idset) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_idset_andnot';
COMMENT ON FUNCTION cdp.idset_andnot(cdp.idset, cdp.idset) IS 'The ids of a that are not in b. Operator -.';

CREATE FUNCTION cdp.idset_andnot_cardinality(a cdp.idset, b cdp.idset) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_idset_andnot_cardinality';
COMMENT ON FUNCTION cdp.idset_andnot_cardinality(cdp.idset, cdp.idset) IS 'cardinality(a - b), without making that set.';

CREATE FUNCTION cdp.idset_xor(a cdp.idset, b cdp.idset) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_idset_xor';
COMMENT ON FUNCTION cdp.idset_xor(cdp.idset, cdp.idset) IS 'The ids of one set but not of both. Operator #.';

CREATE FUNCTION cdp.idset_xor_cardinality(a cdp.idset, b cdp.idset) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_idset_xor_cardinality';
COMMENT ON FUNCTION cdp.idset_xor_cardinality(cdp.idset, cdp.idset) IS 'cardinality(a # b), without making that set.';

CREATE FUNCTION cdp.idset_or(a cdp.idset, id bigint) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_idset_or_id';
COMMENT ON FUNCTION cdp.idset_or(cdp.idset, bigint) IS 'The set with one id more. Operator |. Copies the set: use idset_agg for many.';

CREATE FUNCTION cdp.idset_andnot(a cdp.idset, id bigint) RETURNS cdp.idset
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_idset_andnot_id';
COMMENT ON FUNCTION cdp.idset_andnot(cdp.idset, bigint) IS 'The set without one id. Operator -.';

CREATE FUNCTION cdp.contains(value cdp.idset, other cdp.idset) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_idset_contains';
COMMENT ON FUNCTION cdp.contains(cdp.idset, cdp.idset) IS 'True when every id of other is a member. Operator @>.';

CREATE FUNCTION cdp.contains(value cdp.idset, id bigint) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2 AS 'MODULE_PATHNAME', 'cdp_idset_contains_id';
COMMENT ON FUNCTION cdp.contains(cdp.idset, bigint) IS 'True when id is a member. Operator @>; id <@ value is the same.';

CREATE FUNCTION cdp.idset_contained(a cdp.idset, b cdp.idset) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_idset_contained';
COMMENT ON FUNCTION cdp.idset_contained(cdp.idset, cdp.idset) IS 'True when every id of a is a member of b. Operator <@.';

CREATE FUNCTION cdp.idset_contained(id bigint, b cdp.idset) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2 AS 'MODULE_PATHNAME', 'cdp_idset_id_contained';
COMMENT ON FUNCTION cdp.idset_contained(bigint, cdp.idset) IS 'True when id is a member of b. Operator <@.';

CREATE FUNCTION cdp.idset_overlaps(a cdp.idset, b cdp.idset) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_idset_overlaps';
COMMENT ON FUNCTION cdp.idset_overlaps(cdp.idset, cdp.idset) IS 'True when the sets have an id in common. Operator &&.';

CREATE FUNCTION cdp.idset_eq(a cdp.idset, b cdp.idset) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_eq';
COMMENT ON FUNCTION cdp.idset_eq(cdp.idset, cdp.idset) IS 'True when the sets have the same members. Operator =.';

CREATE FUNCTION cdp.idset_ne(a cdp.idset, b cdp.idset) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_ne';
COMMENT ON FUNCTION cdp.idset_ne(cdp.idset, cdp.idset) IS 'True when the sets have not the same members. Operator <>.';

CREATE FUNCTION cdp.idset_hash(value cdp.idset) RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_hash';
COMMENT ON FUNCTION cdp.idset_hash(cdp.idset) IS 'Hash of a set, for hash joins, GROUP BY and hash indexes.';

CREATE FUNCTION cdp.idset_hash(value cdp.idset, seed bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_hash_extended';
COMMENT ON FUNCTION cdp.idset_hash(cdp.idset, bigint) IS '64-bit hash of a set, with a seed.';

CREATE OPERATOR cdp.| (LEFTARG = cdp.idset, RIGHTARG = cdp.idset, FUNCTION = cdp.idset_or, COMMUTATOR = OPERATOR(cdp.|));
CREATE OPERATOR cdp.| (LEFTARG = cdp.idset, RIGHTARG = bigint, FUNCTION = cdp.idset_or);
CREATE OPERATOR cdp.& (LEFTARG = cdp.idset, RIGHTARG = cdp.idset, FUNCTION = cdp.idset_and, COMMUTATOR = OPERATOR(cdp.&));
CREATE OPERATOR cdp.- (LEFTARG = cdp.idset, RIGHTARG = cdp.idset, FUNCTION = cdp.idset_andnot);
CREATE OPERATOR cdp.- (LEFTARG = cdp.idset, RIGHTARG = bigint, FUNCTION = cdp.idset_andnot);
CREATE OPERATOR cdp.# (LEFTARG = cdp.idset, RIGHTARG = cdp.idset, FUNCTION = cdp.idset_xor, COMMUTATOR = OPERATOR(cdp.#));
CREATE OPERATOR cdp.@> (LEFTARG = cdp.idset, RIGHTARG = cdp.idset, FUNCTION = cdp.contains, COMMUTATOR = OPERATOR(cdp.<@), RESTRICT = contsel, JOIN = contjoinsel);
CREATE OPERATOR cdp.<@ (LEFTARG = cdp.idset, RIGHTARG = cdp.idset, FUNCTION = cdp.idset_contained, COMMUTATOR = OPERATOR(cdp.@>), RESTRICT = contsel, JOIN = contjoinsel);
CREATE OPERATOR cdp.@> (LEFTARG = cdp.idset, RIGHTARG = bigint, FUNCTION = cdp.contains, COMMUTATOR = OPERATOR(cdp.<@), RESTRICT = contsel, JOIN = contjoinsel);
CREATE OPERATOR cdp.<@ (LEFTARG = bigint, RIGHTARG = cdp.idset, FUNCTION = cdp.idset_contained, COMMUTATOR = OPERATOR(cdp.@>), RESTRICT = contsel, JOIN = contjoinsel);
CREATE OPERATOR cdp.&& (LEFTARG = cdp.idset, RIGHTARG = cdp.idset, FUNCTION = cdp.idset_overlaps, COMMUTATOR = OPERATOR(cdp.&&), RESTRICT = areasel, JOIN = areajoinsel);
CREATE OPERATOR cdp.= (LEFTARG = cdp.idset, RIGHTARG = cdp.idset, FUNCTION = cdp.idset_eq, COMMUTATOR = OPERATOR(cdp.=), NEGATOR = OPERATOR(cdp.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
CREATE OPERATOR cdp.<> (LEFTARG = cdp.idset, RIGHTARG = cdp.idset, FUNCTION = cdp.idset_ne, COMMUTATOR = OPERATOR(cdp.<>), NEGATOR = OPERATOR(cdp.=), RESTRICT = neqsel, JOIN = neqjoinsel);

CREATE OPERATOR CLASS cdp.idset_ops DEFAULT FOR TYPE cdp.idset USING hash AS
    OPERATOR 1 cdp.= (cdp.idset, cdp.idset),
    FUNCTION 1 cdp.idset_hash(cdp.idset),
    FUNCTION 2 cdp.idset_hash(cdp.idset, bigint);

CREATE FUNCTION cdp.cardinality(value cdp.idset) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'cdp_idset_cardinality';
COMMENT ON FUNCTION cdp.cardinality(cdp.idset) IS 'How many members a set has. Reads a header for each 65,536 numbers, not the members.';

CREATE FUNCTION cdp.cardinality(value cdp.idset, first bigint, last bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_idset_cardinality_between';
COMMENT ON FUNCTION cdp.cardinality(cdp.idset, bigint, bigint) IS 'How many members lie in first to last, both included.';

CREATE FUNCTION cdp.members(value cdp.idset) RETURNS SETOF bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 10000 AS 'MODULE_PATHNAME', 'cdp_idset_members';
COMMENT ON FUNCTION cdp.members(cdp.idset) IS 'The members, ascending: negative ids first.';

CREATE FUNCTION cdp.members(value cdp.idset, first bigint, last bigint) RETURNS SETOF bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 1000 AS 'MODULE_PATHNAME', 'cdp_idset_members';
COMMENT ON FUNCTION cdp.members(cdp.idset, bigint, bigint) IS 'The members in first to last, both included, ascending. What lies before is skipped.';

CREATE FUNCTION cdp.member_ranges(value cdp.idset) RETURNS TABLE (first bigint, last bigint)
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 1000 AS 'MODULE_PATHNAME', 'cdp_idset_member_ranges';
COMMENT ON FUNCTION cdp.member_ranges(cdp.idset) IS 'The members as groups of neighbours, first to last, ascending.';

CREATE FUNCTION cdp.min(value cdp.idset) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'cdp_idset_min';
COMMENT ON FUNCTION cdp.min(cdp.idset) IS 'The smallest member; null when the set is empty.';

CREATE FUNCTION cdp.max(value cdp.idset) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'cdp_idset_max';
COMMENT ON FUNCTION cdp.max(cdp.idset) IS 'The greatest member; null when the set is empty.';

CREATE FUNCTION cdp.rank(value cdp.idset, id bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_idset_rank';
COMMENT ON FUNCTION cdp.rank(cdp.idset, bigint) IS 'How many members are id or less.';

CREATE FUNCTION cdp."select"(value cdp.idset, "position" bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_idset_select';
COMMENT ON FUNCTION cdp."select"(cdp.idset, bigint) IS 'The member at a position, 1 for the smallest; null when there are not that many. cdp.select(value, cdp.rank(value, id)) is id where that is a member.';

CREATE FUNCTION cdp._idset_agg_step(state internal, id bigint) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_agg_step';
COMMENT ON FUNCTION cdp._idset_agg_step(internal, bigint) IS 'Internal: takes one id.';
REVOKE ALL ON FUNCTION cdp._idset_agg_step(internal, bigint) FROM PUBLIC;

CREATE FUNCTION cdp._idset_union_step(state internal, value cdp.idset) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_union_step';
COMMENT ON FUNCTION cdp._idset_union_step(internal, cdp.idset) IS 'Internal: takes one set.';
REVOKE ALL ON FUNCTION cdp._idset_union_step(internal, cdp.idset) FROM PUBLIC;

CREATE FUNCTION cdp._idset_agg_join(state internal, other internal) RETURNS internal
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_agg_join';
COMMENT ON FUNCTION cdp._idset_agg_join(internal, internal) IS 'Internal: joins two states.';
REVOKE ALL ON FUNCTION cdp._idset_agg_join(internal, internal) FROM PUBLIC;

CREATE FUNCTION cdp._idset_agg_write(state internal) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_agg_write';
COMMENT ON FUNCTION cdp._idset_agg_write(internal) IS 'Internal: the state as bytes.';
REVOKE ALL ON FUNCTION cdp._idset_agg_write(internal) FROM PUBLIC;

CREATE FUNCTION cdp._idset_agg_read(bytes bytea, state internal) RETURNS internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_agg_read';
COMMENT ON FUNCTION cdp._idset_agg_read(bytea, internal) IS 'Internal: the state of bytes.';
REVOKE ALL ON FUNCTION cdp._idset_agg_read(bytea, internal) FROM PUBLIC;

CREATE FUNCTION cdp._idset_agg_value(state internal) RETURNS cdp.idset
LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_idset_agg_value';
COMMENT ON FUNCTION cdp._idset_agg_value(internal) IS 'Internal: the set of a state.';
REVOKE ALL ON FUNCTION cdp._idset_agg_value(internal) FROM PUBLIC;

CREATE AGGREGATE cdp.idset_agg(id bigint) (
    SFUNC = cdp._idset_agg_step, STYPE = internal, SSPACE = 512, FINALFUNC = cdp._idset_agg_value,
    COMBINEFUNC = cdp._idset_agg_join, SERIALFUNC = cdp._idset_agg_write, DESERIALFUNC = cdp._idset_agg_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.idset_agg(bigint) IS 'The set of the ids of a group. Null ids are ignored; null when there is no other. State: 8 to 16 bytes an id for up to 32 ids, else 2 to 7 bytes an id and 45 for each 65,536 numbers with one in them, at most 9 KiB for those, within cdp.memory for one group (53200 beyond). Runs in parallel.';

CREATE AGGREGATE cdp.idset_union_agg(value cdp.idset) (
    SFUNC = cdp._idset_union_step, STYPE = internal, SSPACE = 512, FINALFUNC = cdp._idset_agg_value,
    COMBINEFUNC = cdp._idset_agg_join, SERIALFUNC = cdp._idset_agg_write, DESERIALFUNC = cdp._idset_agg_read, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.idset_union_agg(cdp.idset) IS 'The ids of any set of a group. Null sets are ignored; null when there is no other. State as that of idset_agg. Runs in parallel.';

CREATE AGGREGATE cdp.idset_intersect_agg(value cdp.idset) (
    SFUNC = cdp.idset_and, STYPE = cdp.idset, COMBINEFUNC = cdp.idset_and, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.idset_intersect_agg(cdp.idset) IS 'The ids that all sets of a group have. Null sets are ignored; null when there is no other. Runs in parallel.';
