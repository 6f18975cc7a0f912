-- SPDX-License-Identifier: PostgreSQL
-- Parts of texts: words, q-grams, initials. They read the text as it stands; fold it first to look past case, accents
-- and script.

CREATE FUNCTION cdp.tokens(value text) RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_tokens';
COMMENT ON FUNCTION cdp.tokens(text) IS
'Words of a text in order, repeated ones included: its longest runs of letters, numbers and combining marks (Unicode categories L, N, M) as they are written; everything else parts words. Empty array without a word. Error 54000 when the array would be larger than 1 GB.';

CREATE FUNCTION cdp.qgrams(value text, q integer DEFAULT 2, pad boolean DEFAULT false) RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_qgrams';
COMMENT ON FUNCTION cdp.qgrams(text, integer, boolean) IS
'q-grams of a text in order, repeated ones included: its substrings of q characters; a text shorter than q is one gram, itself, as in cdp.jaccard. With pad, q - 1 spaces are added on either side. Empty array for an empty text. Error 22023 unless q is in [1, 8], 54000 when the array would be larger than 1 GB.';

CREATE FUNCTION cdp.initials(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_initials';
COMMENT ON FUNCTION cdp.initials(text) IS
'First character of each word (cdp.tokens) as a capital, run together: Jean-Pierre de la Tour gives JPDLT. Composed and decomposed letters give the same. Empty without a word.';
