-- SPDX-License-Identifier: PostgreSQL
-- Phonetic codes: texts that sound alike have one code, or codes in common. All read the folded text, so case, accents
-- and script make no difference, and words run together. A text without a letter has the code '' or {}, never NULL.

CREATE FUNCTION cdp.soundex(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 5
    AS 'MODULE_PATHNAME', 'cdp_soundex';
COMMENT ON FUNCTION cdp.soundex(text) IS
'American Soundex (Russell 1918, as the National Archives use it) of the folded text: a letter and three digits; h and w do not part equal codes (Ashcraft is A261). Empty without a letter.';

CREATE FUNCTION cdp.refined_soundex(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_refined_soundex';
COMMENT ON FUNCTION cdp.refined_soundex(text) IS
'Refined Soundex (Apache Commons Codec) of the folded text, in full length: the first letter, then a digit 0-9 for each letter, that one included; equal neighbours count once, vowels are 0 (testing is T6036084). Tells more names apart than soundex. Empty without a letter.';

CREATE FUNCTION cdp.metaphone(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_metaphone';
COMMENT ON FUNCTION cdp.metaphone(text) IS
'Metaphone (Philips 1990), English, of the folded text, in full length; 0 stands for th, X for sh. b behind m is silent at the end of the text only, as published. Empty without a letter.';

CREATE FUNCTION cdp.double_metaphone(value text) RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_double_metaphone';
COMMENT ON FUNCTION cdp.double_metaphone(text) IS
'Double Metaphone (Philips 2000) of the folded text: one code of at most four letters, or the primary and the alternate one. Empty array without a letter. Two texts may sound alike when their arrays overlap (&&).';

CREATE FUNCTION cdp.nysiis(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_nysiis';
COMMENT ON FUNCTION cdp.nysiis(text) IS
'NYSIIS (Taft 1970), the original rules, of the folded text, in full length: left(code, 6) is the code as published, without a limit it tells more names apart. Vowels are A (Brian, Brown, Brun are BRAN). Empty without a letter.';

CREATE FUNCTION cdp.match_rating(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_match_rating';
COMMENT ON FUNCTION cdp.match_rating(text) IS
'Codex of the match rating approach (Western Airlines 1977, NBS Special Publication 500-2) of the folded text: without vowels behind the first letter and doubled letters, at most the first and last three (Catherine is CTHRN). Empty without a letter. Compare two by cdp.match_rating_compare.';

CREATE FUNCTION cdp.match_rating_compare(a text, b text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_match_rating_compare';
COMMENT ON FUNCTION cdp.match_rating_compare(text, text) IS
'True when two texts sound alike by the match rating approach (Western Airlines 1977): what their codices have in common from the left, then from the right, reaches the rating that their length asks for. False when the codices differ in length by three or more, or one is empty. Symmetric.';

CREATE FUNCTION cdp.cologne(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_cologne';
COMMENT ON FUNCTION cdp.cologne(text) IS
'Cologne phonetics (Koelner Phonetik, Postel 1969), for German, of the folded text, in full length: digits 0-8, 0 for a vowel in front only (Mueller-Luedenscheidt is 65752682). Empty without a letter, and for nothing but h.';

CREATE FUNCTION cdp.daitch_mokotoff(value text) RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_daitch_mokotoff';
COMMENT ON FUNCTION cdp.daitch_mokotoff(text) IS
'Daitch-Mokotoff Soundex (1986, chart of JewishGen), for Slavic, Germanic and Jewish names: all codes of six digits, one for each way in which ambiguous letters may sound, in ascending order (Peters is {734000,739400}). The same codes as fuzzystrmatch of PostgreSQL 16 gives, and of any script. Empty array without a letter. Two texts may sound alike when their arrays overlap (&&): a GIN index serves that.';

CREATE FUNCTION cdp.phonetic_fr(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_phonetic_fr';
COMMENT ON FUNCTION cdp.phonetic_fr(text) IS
'French phonetics: Phonex (Brouard 1999) of the folded text, its letters before they are made a number: 1 an/en/on, 2 oi, 3 ou, 4 in, 5 ch, Y closed e (Rousseau and Rousso are R3SO). Read so: accents have no say, a leading h is silent, a nasal vowel may end a word. Empty without a letter, and for nothing but h.';
