-- SPDX-License-Identifier: PostgreSQL
-- Similarity of two texts, character by character. Characters are code points, compared as they are: no
-- collation, no case folding, no normalisation (apply cdp.fold first where that is wanted). NULL gives NULL.
-- Texts of more than 16,777,216 characters are refused (54000); everything can be cancelled.

CREATE FUNCTION cdp.levenshtein(a text, b text) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_levenshtein';
COMMENT ON FUNCTION cdp.levenshtein(text, text) IS
'Levenshtein distance (1966): the least number of insertions, deletions and substitutions of one character that turn a into b. From 0 to the length of the longer. Error 54000 above 2^40 steps (the product of the lengths). Bit-parallel, Myers 1999 and Hyyro 2003.';

CREATE FUNCTION cdp.levenshtein(a text, b text, bound integer) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 3 AS 'MODULE_PATHNAME', 'cdp_levenshtein';
COMMENT ON FUNCTION cdp.levenshtein(text, text, integer) IS
'Levenshtein distance up to a bound: the distance, or bound + 1 when it is more than bound. The smaller the bound, the sooner it stops. Error 22023 for a negative bound.';

CREATE FUNCTION cdp.osa_distance(a text, b text) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_osa_distance';
COMMENT ON FUNCTION cdp.osa_distance(text, text) IS
'Optimal string alignment distance: Levenshtein distance with the swap of two neighbouring characters as one more edit, no character being edited twice (restricted Damerau distance, 1964). Not a metric. Error 54000 above 2^40 steps. Bit-parallel, Hyyro 2003.';

CREATE FUNCTION cdp.osa_distance(a text, b text, bound integer) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 3 AS 'MODULE_PATHNAME', 'cdp_osa_distance';
COMMENT ON FUNCTION cdp.osa_distance(text, text, integer) IS
'Optimal string alignment distance up to a bound: the distance, or bound + 1 when it is more than bound. Error 22023 for a negative bound.';

CREATE FUNCTION cdp.levenshtein_similarity(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_levenshtein_similarity';
COMMENT ON FUNCTION cdp.levenshtein_similarity(text, text) IS
'1 - Levenshtein distance / length of the longer text, in [0,1]; 1 for two empty texts. Errors as cdp.levenshtein.';

CREATE FUNCTION cdp.jaro(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_jaro';
COMMENT ON FUNCTION cdp.jaro(text, text) IS
'Jaro similarity (1989) in [0,1]: with k characters that match within max(length)/2 - 1 places and t half of those out of order (rounded down), (k/|a| + k/|b| + (k-t)/k) / 3. Two empty texts give 1, one empty text 0. Symmetric.';

CREATE FUNCTION cdp.jaro_winkler(a text, b text, prefix_weight double precision DEFAULT 0.1, boost_threshold double precision DEFAULT 0.7) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_jaro_winkler';
COMMENT ON FUNCTION cdp.jaro_winkler(text, text, double precision, double precision) IS
'Jaro-Winkler similarity (Winkler 1990) in [0,1]: Jaro similarity j, and where it is above boost_threshold, j + p * prefix_weight * (1 - j) with p the length of the common prefix, at most 4. Symmetric. Error 22023 unless prefix_weight is in [0, 0.25] and boost_threshold in [0, 1].';
