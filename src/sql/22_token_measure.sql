-- SPDX-License-Identifier: PostgreSQL
-- Similarity of two texts by their q-grams, by their words, and by alignment. Characters are code points, compared as
-- they are: no collation, no case folding, no normalisation. NULL gives NULL. Texts of more than 16,777,216 characters
-- are refused (54000); everything can be cancelled.

CREATE FUNCTION cdp.jaccard(a text, b text, q integer DEFAULT 2) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_jaccard';
COMMENT ON FUNCTION cdp.jaccard(text, text, integer) IS
'Jaccard similarity (1901) in [0,1] of the sets of q-grams: those in both, divided by those in either. q-grams are the substrings of q characters, without padding, each counted once; a text shorter than q is one gram, itself, so two empty texts give 1. Error 22023 unless q is in [1, 8], 54000 above 4,194,304 characters.';

CREATE FUNCTION cdp.dice(a text, b text, q integer DEFAULT 2) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_dice';
COMMENT ON FUNCTION cdp.dice(text, text, integer) IS
'Dice similarity (Dice 1945, Sorensen 1948) in [0,1] of the sets of q-grams: twice those in both, divided by the sum of both counts. q-grams and errors as cdp.jaccard.';

CREATE FUNCTION cdp.overlap(a text, b text, q integer DEFAULT 2) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_overlap';
COMMENT ON FUNCTION cdp.overlap(text, text, integer) IS
'Overlap coefficient (Szymkiewicz 1934, Simpson 1943) in [0,1] of the sets of q-grams: those in both, divided by the smaller count; 1 when all of one text are in the other. q-grams and errors as cdp.jaccard.';

CREATE FUNCTION cdp.cosine(a text, b text, q integer DEFAULT 2) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_cosine';
COMMENT ON FUNCTION cdp.cosine(text, text, integer) IS
'Cosine similarity (Ochiai 1957) in [0,1] of the sets of q-grams: those in both, divided by the square root of the product of both counts. q-grams and errors as cdp.jaccard.';

CREATE FUNCTION cdp.token_jaccard(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 12 AS 'MODULE_PATHNAME', 'cdp_token_jaccard';
COMMENT ON FUNCTION cdp.token_jaccard(text, text) IS
'Jaccard similarity (1901) in [0,1] of the sets of words: those in both, divided by those in either. Words are runs of letters, numbers and combining marks, compared as they stand (apply cdp.fold first where case and accents should not count), each counted once. 1 for two texts without words, 0 when one only has none. Error 54000 above 4,194,304 words.';

CREATE FUNCTION cdp.token_dice(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 12 AS 'MODULE_PATHNAME', 'cdp_token_dice';
COMMENT ON FUNCTION cdp.token_dice(text, text) IS
'Dice similarity (Dice 1945, Sorensen 1948) in [0,1] of the sets of words: twice those in both, divided by the sum of both counts. Words and errors as cdp.token_jaccard.';

CREATE FUNCTION cdp.token_overlap(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 12 AS 'MODULE_PATHNAME', 'cdp_token_overlap';
COMMENT ON FUNCTION cdp.token_overlap(text, text) IS
'Overlap coefficient (Szymkiewicz 1934, Simpson 1943) in [0,1] of the sets of words: those in both, divided by the smaller count; 1 when all words of one text are in the other. Words and errors as cdp.token_jaccard.';

CREATE FUNCTION cdp.token_cosine(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 12 AS 'MODULE_PATHNAME', 'cdp_token_cosine';
COMMENT ON FUNCTION cdp.token_cosine(text, text) IS
'Cosine similarity (Ochiai 1957) in [0,1] of the sets of words: those in both, divided by the square root of the product of both counts. Words and errors as cdp.token_jaccard.';

CREATE FUNCTION cdp.indel_similarity(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'cdp_indel_similarity';
COMMENT ON FUNCTION cdp.indel_similarity(text, text) IS
'2 k / (n + m) in [0,1], with k the length of the longest common subsequence of texts of n and m characters: the ratio of the fuzzywuzzy and RapidFuzz libraries, on a scale of 0 to 1. 1 for two empty texts. Error 54000 above 2^40 steps (the product of the lengths). Bit-parallel, Allison and Dix 1986, Hyyro 2004.';

CREATE FUNCTION cdp.token_sort_ratio(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 15 AS 'MODULE_PATHNAME', 'cdp_token_sort_ratio';
COMMENT ON FUNCTION cdp.token_sort_ratio(text, text) IS
'cdp.indel_similarity in [0,1] of the words in byte order, parted by single spaces: the order of words does not count. As in the fuzzywuzzy and RapidFuzz libraries, on a scale of 0 to 1. Words as cdp.token_jaccard, but repeated ones count. Errors of both.';

CREATE FUNCTION cdp.token_set_ratio(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 15 AS 'MODULE_PATHNAME', 'cdp_token_set_ratio';
COMMENT ON FUNCTION cdp.token_set_ratio(text, text) IS
'With c the sorted distinct words of both texts, x and y those of one only: the greatest cdp.indel_similarity of (c x, c y), (c, c x) and (c, c y), the last two only where c is not empty. In [0,1], and 1 as soon as all words of one text are in the other. As in the fuzzywuzzy and RapidFuzz libraries, on a scale of 0 to 1; two texts without words give 1 here. Words and errors as cdp.token_sort_ratio.';

CREATE FUNCTION cdp.monge_elkan(a text, b text, both_ways boolean DEFAULT false) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 15 AS 'MODULE_PATHNAME', 'cdp_monge_elkan';
COMMENT ON FUNCTION cdp.monge_elkan(text, text, boolean) IS
'Monge-Elkan similarity (1996) in [0,1]: the mean, over the words of a, of the greatest cdp.jaro_winkler similarity with a word of b. One-sided as published: words of b that nothing in a is like do not count; both_ways => true gives the mean of both directions. Words as cdp.token_jaccard, but repeated ones count. 1 for two texts without words, 0 when one only has none. Error 54000 above 2^34 steps (characters of each text times words of the other).';

CREATE FUNCTION cdp.smith_waterman(a text, b text, match double precision DEFAULT 1, mismatch double precision DEFAULT -1, gap double precision DEFAULT -1) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 30 AS 'MODULE_PATHNAME', 'cdp_smith_waterman';
COMMENT ON FUNCTION cdp.smith_waterman(text, text, double precision, double precision, double precision) IS
'Score of the best local alignment (Smith and Waterman 1981), at least 0: for the best pair of stretches of a and b, the sum of match for each pair of equal characters, mismatch for each pair of different ones and gap for each character left out. Symmetric. Error 22023 unless match is above 0, mismatch at most match, gap at most 0, and none beyond 1,000,000 either way; 54000 above 2^34 steps (the product of the lengths).';

CREATE FUNCTION cdp.smith_waterman_similarity(a text, b text, match double precision DEFAULT 1, mismatch double precision DEFAULT -1, gap double precision DEFAULT -1) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 30 AS 'MODULE_PATHNAME', 'cdp_smith_waterman_similarity';
COMMENT ON FUNCTION cdp.smith_waterman_similarity(text, text, double precision, double precision, double precision) IS
'cdp.smith_waterman in [0,1], divided by the score of a full match of the shorter text: 1 when one text is a part of the other, and for two empty texts; 0 when one only is empty. Errors as cdp.smith_waterman.';

CREATE FUNCTION cdp.affine_gap(a text, b text, match double precision DEFAULT 1, mismatch double precision DEFAULT -1, gap_open double precision DEFAULT -1, gap_extend double precision DEFAULT -0.5) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 40 AS 'MODULE_PATHNAME', 'cdp_affine_gap';
COMMENT ON FUNCTION cdp.affine_gap(text, text, double precision, double precision, double precision, double precision) IS
'Score of the best alignment of the whole of both texts where opening a gap costs more than making it longer (Gotoh 1982): match for each pair of equal characters, mismatch for each pair of different ones, gap_open for the first character of a gap and gap_extend for each further one. May be negative. Suits abbreviations and words left out. Symmetric. Error 22023 unless match is above 0, mismatch at most match, gap_open and gap_extend at most 0, and none beyond 1,000,000 either way; 54000 above 2^34 steps (the product of the lengths).';

CREATE FUNCTION cdp.affine_gap_similarity(a text, b text, match double precision DEFAULT 1, mismatch double precision DEFAULT -1, gap_open double precision DEFAULT -1, gap_extend double precision DEFAULT -0.5) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 40 AS 'MODULE_PATHNAME', 'cdp_affine_gap_similarity';
COMMENT ON FUNCTION cdp.affine_gap_similarity(text, text, double precision, double precision, double precision, double precision) IS
'cdp.affine_gap in [0,1]: the score divided by that of a full match of the shorter text, 0 where it is negative. 1 for two empty texts, 0 when one only is empty. Errors as cdp.affine_gap.';
