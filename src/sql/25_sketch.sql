-- SPDX-License-Identifier: PostgreSQL
-- Sketches of sets of words or q-grams: short stand-ins to compare, and to find likely pairs by an index. They are made
-- of fixed hashes: the same on every machine and version, so they may be stored.

CREATE FUNCTION cdp.minhash(elements text[], size integer DEFAULT 64) RETURNS integer[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_minhash';
COMMENT ON FUNCTION cdp.minhash(text[], integer) IS
'MinHash signature (Broder 1997) of the set of elements, such as cdp.qgrams(cdp.fold(x), 3) or cdp.tokens(x): the least value of each of size hash functions. Elements are taken as they stand, repeated ones count once; NULL elements and dimensions do not count. -1 in each place for an empty array. Compare two by cdp.minhash_similarity, find pairs by cdp.minhash_bands. Error 22023 unless size is in [1, 4096]. Time grows with elements times size.';

CREATE FUNCTION cdp.minhash_similarity(a integer[], b integer[]) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_minhash_similarity';
COMMENT ON FUNCTION cdp.minhash_similarity(integer[], integer[]) IS
'Estimate, in [0,1], of the Jaccard similarity of two sets from their signatures (cdp.minhash): the share of places in which they agree. Its standard error is at most 1 / (2 sqrt(size)), 0.06 for 64 places. 1 for two empty sets. Symmetric. Error 22023 for signatures of different sizes, 22004 for a NULL element.';

CREATE FUNCTION cdp.minhash_bands(signature integer[], rows integer DEFAULT 4) RETURNS integer[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_minhash_bands';
COMMENT ON FUNCTION cdp.minhash_bands(integer[], integer) IS
'Bands of a signature for locality-sensitive hashing (Indyk and Motwani 1998): one value for each rows places in turn. Sets of Jaccard similarity s have a band in common (&&, which a GIN index serves) with a probability of 1 - (1 - s^rows)^bands: with 64 places and 4 rows 0.2 % at 0.1, 64 % at 0.5, 99.98 % at 0.8. Error 22023 unless rows is at least 1 and divides the size of the signature, 22004 for a NULL element.';

CREATE FUNCTION cdp.simhash(elements text[]) RETURNS bigint
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 30 AS 'MODULE_PATHNAME', 'cdp_simhash';
COMMENT ON FUNCTION cdp.simhash(text[]) IS
'SimHash (Charikar 2002) of the elements in 64 bits: each bit is what the hashes of most elements have there, so that lists with much in common differ in few bits (cdp.simhash_distance). Elements are taken as they stand, repeated ones count as often; NULL elements and dimensions do not count. 0 for an empty array.';

CREATE FUNCTION cdp.simhash_distance(a bigint, b bigint) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1 AS 'MODULE_PATHNAME', 'cdp_simhash_distance';
COMMENT ON FUNCTION cdp.simhash_distance(bigint, bigint) IS
'In how many of 64 bits two values of cdp.simhash differ: 0 to 64, 32 or so for lists with nothing in common; with c the cosine of the lists as vectors of counts, 64 * acos(c) / pi on average. Symmetric.';
