-- SPDX-License-Identifier: PostgreSQL
-- Frozen models: what linkage takes from the records at hand, put into the model, so that a pair is compared and weighed in
-- the same way whatever other records there are. Hubs use only such models.

CREATE FUNCTION cdp.freeze_model(query text, model jsonb) RETURNS jsonb
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 AS 'MODULE_PATHNAME', 'cdp_freeze_model';
COMMENT ON FUNCTION cdp.freeze_model(text, jsonb) IS
'The model with what linkage would otherwise take from the rows it is given: frequencies of values that the model asks for and lacks, and in statistics.blocking the blocks of more than 1000 records (oversized, by their hashes), the attributes that such blocks are split by (splits, one list for each rule of blocking, then of deterministic), and for keys with .rare the words of several records, the most common first. Under a frozen model two records are compared, and weigh what they weigh, whatever other records there are; dates in digits are read day first. Freezing a frozen model takes its blocking anew; cdp.train_model gives one that is not frozen. Errors: 22004 for no model, 22023 for one that does not validate, 42703 for an attribute that the query does not give, 22004 and 23505 for ids as cdp.train_model.';

CREATE FUNCTION cdp._hold_model(model jsonb) RETURNS bigint
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE COST 10000 AS 'MODULE_PATHNAME', 'cdp_hold_model';
COMMENT ON FUNCTION cdp._hold_model(jsonb) IS
'Internal: reads a frozen model and holds it for the session, until it holds another one; gives the number by which _block_keys, _link_changed and _resolve_scope know it. A model that is held already is not read again.';

CREATE FUNCTION cdp._block_keys(query text, held bigint) RETURNS TABLE (id text, keys bigint[])
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 2000 AS 'MODULE_PATHNAME', 'cdp_block_keys';
COMMENT ON FUNCTION cdp._block_keys(text, bigint) IS
'Internal: the blocking keys of each record under the model that is held, as hashes in ascending order. Two records are compared exactly if they share one.';

CREATE FUNCTION cdp._shares_key(keys bigint[], wanted bigint[]) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_shares_key';
COMMENT ON FUNCTION cdp._shares_key(bigint[], bigint[]) IS
'Internal: keys && wanted, for keys that are hashes; quick where wanted is long and the same for all rows. Null elements: 22004.';

CREATE FUNCTION cdp._resolve_scope(query text, held bigint, decisions text)
    RETURNS TABLE (source text, id text, cluster_id bigint, other_source text, other_id text,
                   match_weight double precision, match_probability double precision, levels smallint[],
                   reason text, detail text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 20000 AS 'MODULE_PATHNAME', 'cdp_resolve_scope';
COMMENT ON FUNCTION cdp._resolve_scope(text, bigint, text) IS
'Internal: cdp.resolve_records, with the model that is held, without the links.';

CREATE FUNCTION cdp._link_changed(query text, held bigint)
    RETURNS TABLE (left_source text, left_id text, right_source text, right_id text,
                   match_weight double precision, match_probability double precision, levels smallint[])
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 2000 AS 'MODULE_PATHNAME', 'cdp_link_changed';
COMMENT ON FUNCTION cdp._link_changed(text, bigint) IS
'Internal: cdp.link, with the model that is held, with the pairs that only stewards see (threshold "review"), less those of two records whose boolean column "settled record" is true.';
