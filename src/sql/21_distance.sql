-- SPDX-License-Identifier: PostgreSQL
-- More measures of two texts, character by character, under the rules of cdp.levenshtein and its kin: code points,
-- compared as they are; NULL gives NULL; above 16,777,216 characters refused (54000); everything can be cancelled.

CREATE FUNCTION cdp.damerau_levenshtein(a text, b text) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 8 AS 'MODULE_PATHNAME', 'cdp_damerau_levenshtein';
COMMENT ON FUNCTION cdp.damerau_levenshtein(text, text) IS
'Damerau-Levenshtein distance without restriction (Damerau 1964; Lowrance and Wagner 1975): Levenshtein distance with the swap of two neighbouring characters as one more edit, where swapped characters may be edited again, so that CA and ABC are 2 apart (cdp.osa_distance: 3). A metric. Error 54000 above 2^34 steps (the length of the longer times the distance). Linear space, Zhao and Sahni 2019.';

CREATE FUNCTION cdp.damerau_levenshtein(a text, b text, bound integer) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'cdp_damerau_levenshtein';
COMMENT ON FUNCTION cdp.damerau_levenshtein(text, text, integer) IS
'Damerau-Levenshtein distance up to a bound: the distance, or bound + 1 when it is more than bound. The smaller the bound, the sooner it stops. Error 22023 for a negative bound.';

CREATE FUNCTION cdp.damerau_levenshtein_similarity(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 8 AS 'MODULE_PATHNAME', 'cdp_damerau_levenshtein_similarity';
COMMENT ON FUNCTION cdp.damerau_levenshtein_similarity(text, text) IS
'1 - Damerau-Levenshtein distance / length of the longer text, in [0,1]; 1 for two empty texts. Errors as cdp.damerau_levenshtein.';

CREATE FUNCTION cdp.hamming(a text, b text) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2 AS 'MODULE_PATHNAME', 'cdp_hamming';
COMMENT ON FUNCTION cdp.hamming(text, text) IS
'Hamming distance (1950): at how many places two texts of one length differ. Error 22023 for texts of different lengths, for which it is not defined.';

CREATE FUNCTION cdp.lcs_length(a text, b text) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_lcs_length';
COMMENT ON FUNCTION cdp.lcs_length(text, text) IS
'Length of the longest common subsequence: the most characters that stand in both texts in the same order, not necessarily side by side. length(a) + length(b) - 2 * lcs_length is the distance in insertions and deletions alone. Error 54000 above 2^40 steps (the product of the lengths). Bit-parallel, Allison and Dix 1986, Hyyro 2004.';

CREATE FUNCTION cdp.lcs_similarity(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_lcs_similarity';
COMMENT ON FUNCTION cdp.lcs_similarity(text, text) IS
'Length of the longest common subsequence / length of the longer text, in [0,1]; 1 for two empty texts. Errors as cdp.lcs_length.';

CREATE FUNCTION cdp.longest_common_substring(a text, b text) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 8 AS 'MODULE_PATHNAME', 'cdp_longest_common_substring';
COMMENT ON FUNCTION cdp.longest_common_substring(text, text) IS
'Length of the longest run of characters that stands side by side in both texts. Time grows with the product of the lengths, on ordinary text divided by the result; no memory. Error 54000 when the product passes 2^36.';

CREATE FUNCTION cdp.jaro_winkler_strcmp95(a text, b text, long_strings boolean DEFAULT false) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 8 AS 'MODULE_PATHNAME', 'cdp_jaro_winkler_strcmp95';
COMMENT ON FUNCTION cdp.jaro_winkler_strcmp95(text, text, boolean) IS
'Jaro-Winkler similarity in [0,1] as the U.S. Census Bureau''s program strcmp95 has it (Winkler 1994): ASCII letters without case, blanks at the ends left out, 3/10 of a match for unmatched characters that are often confused (A and E, C and K, 0 and O, 36 pairs in all), no boost for a common beginning of digits; long_strings adds the program''s boost for texts of more than 4 characters of which more than half agrees beyond the beginning. Made for names in capitals; cdp.jaro_winkler is the plain measure. Symmetric but for characters that may be confused with several others. Two blank texts give 1, one blank text 0. Error 54000 when the product of the lengths passes 2^34.';
