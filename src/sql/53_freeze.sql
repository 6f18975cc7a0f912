-- SPDX-License-Identifier: PostgreSQL
-- Frozen models: what linkage takes from the records at hand, put into the model, so that a pair is compared and weighed in
-- the same way whatever other records there are. Hubs use only such models.

CREATE FUNCTION cdp.freeze_model(query text, model jsonb) RETURNS jsonb
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 AS 'MODULE_PATHNAME', 'cdp_freeze_model';
COMMENT ON FUNCTION cdp.freeze_model(text, jsonb) IS
'The model with what linkage would otherwise take from the rows it is given: frequencies of values that the model asks for and lacks, and in statistics.blocking the blocks of more than 1000 records (oversized, by their hashes), the attributes that such blocks are split by (splits, one list for each rule of blocking, then of deterministic), and for keys with .rare the words of several records, the most common first. Under a frozen model two records are compared, and weigh what they weigh, whatever other records there are; dates in digits are read day first. Freezing a frozen model takes its blocking anew; cdp.train_model gives one that is not frozen. Errors: 22004 for no model, 22023 for one that does not validate, 42703 for an attribute that the query does not give, 22004 and 23505 for ids as cdp.train_model.';

CREATE FUNCTION cdp._held_model(key text, model jsonb) RETURNS bigint
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'cdp_held_model';
COMMENT ON FUNCTION cdp._held_model(text, jsonb) IS 'Internal: the number of the model that the session holds, if _hold_model was given the same key and model; else null.';

CREATE FUNCTION cdp._hold_model(key text, model jsonb, statistics text DEFAULT NULL, beside text DEFAULT NULL) RETURNS bigint
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 10000 AS 'MODULE_PATHNAME', 'cdp_hold_model';
COMMENT ON FUNCTION cdp._hold_model(text, jsonb, text, text) IS
'Internal: reads a frozen model and holds it for the session, until it holds another one; gives the number by which _block_keys, _link_changed and _resolve_scope know it. key: what _held_model is asked for, and tells one model from any other with the same definition. statistics: a query of one text, the field of that name of the model, which lacks it. beside: a statement that the session runs while the model is read.';

CREATE FUNCTION cdp._block_keys(query text, held bigint, columns text[] DEFAULT NULL) RETURNS TABLE (id text, keys bigint[])
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 2000 AS 'MODULE_PATHNAME', 'cdp_block_keys';
COMMENT ON FUNCTION cdp._block_keys(text, bigint, text[]) IS
'Internal: the blocking keys of each record under the model that is held, as hashes in ascending order. Two records are compared exactly if they share one. columns: names of the elements of the text[] column "cells" of the query; null where it has columns of its own.';

CREATE FUNCTION cdp._keys_without(keys bigint[], others bigint[]) RETURNS bigint[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_keys_without';
COMMENT ON FUNCTION cdp._keys_without(bigint[], bigint[]) IS
'Internal: keys that are not among others; both ascend as numbers without a sign, and so does the result. Null elements: 22004.';

CREATE FUNCTION cdp._resolve_scope(query text, held bigint, decisions text, columns text[], beside text)
    RETURNS TABLE (record_id bigint, source text, id text, cluster_id bigint, confidence double precision, other_id bigint, linkage double precision, reason text, detail text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 20000 AS 'MODULE_PATHNAME', 'cdp_resolve_scope';
COMMENT ON FUNCTION cdp._resolve_scope(text, bigint, text, text[], text) IS
'Internal: the clusters and conflicts that cdp.resolve_records gives, by the model that is held. The query has a column "record id", which stands in the result, and columns as _block_keys takes them. Rows of records have a cluster_id, rows of conflicts an other_id. confidence stands with one record of a cluster in which any has a link to another: the least of the probabilities of their best links inside, where a must-link counts 1. beside: a statement that the session runs once the query is read, while the threads are at work.';

CREATE FUNCTION cdp._link_changed(changed text, others text, block_key regclass, changed_key regclass, held bigint, columns text[], beside text)
    RETURNS TABLE (left_source text, left_id text, right_source text, right_id text,
                   match_weight double precision, match_probability double precision, levels smallint[])
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 2000 AS 'MODULE_PATHNAME', 'cdp_link_changed';
COMMENT ON FUNCTION cdp._link_changed(text, text, regclass, regclass, bigint, text[], text) IS
'Internal: the links, with the pairs that only stewards see (threshold "review"), of records that changed with one another and with others, by the model that is held. Both queries give id, cells (of columns, as _block_keys takes them) and "record keys", and records are compared that share a key, rows of others that are about a changed record (same id) left out. Where others is null, they are the rows of table block_key, those of the same records in changed_key in their place. beside: as _resolve_scope takes it. Errors: 42501 for a table that may not be read, 0A000 for one with row-level security or that is no heap.';
