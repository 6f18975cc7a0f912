-- SPDX-License-Identifier: PostgreSQL
-- Similarity by words that weigh the more the rarer they are in a corpus.

CREATE FUNCTION cdp._word_frequencies_step(state bytea, value text) RETURNS bytea
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_word_frequencies_step';
COMMENT ON FUNCTION cdp._word_frequencies_step(bytea, text) IS 'Internal: takes one text into the state of word_frequencies.';
REVOKE ALL ON FUNCTION cdp._word_frequencies_step(bytea, text) FROM PUBLIC;

CREATE FUNCTION cdp._word_frequencies_join(state bytea, other bytea) RETURNS bytea
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_tally_join';
COMMENT ON FUNCTION cdp._word_frequencies_join(bytea, bytea) IS 'Internal: joins two states of word_frequencies.';
REVOKE ALL ON FUNCTION cdp._word_frequencies_join(bytea, bytea) FROM PUBLIC;

CREATE FUNCTION cdp._word_frequencies_table(state bytea) RETURNS jsonb
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'cdp_word_frequencies_table';
COMMENT ON FUNCTION cdp._word_frequencies_table(bytea) IS 'Internal: the document of a state of word_frequencies.';
REVOKE ALL ON FUNCTION cdp._word_frequencies_table(bytea) FROM PUBLIC;

CREATE AGGREGATE cdp.word_frequencies(value text) (
    SFUNC = cdp._word_frequencies_step, STYPE = bytea, COMBINEFUNC = cdp._word_frequencies_join,
    FINALFUNC = cdp._word_frequencies_table, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cdp.word_frequencies(text) IS
'How many of the texts have each word, for cdp.tfidf_cosine: {"documents": 3, "words": {"rue": 2}}. Words as cdp.tokens, as they stand (cdp.word_frequencies(cdp.fold(x)) looks past case and accents); those of one text only are left out, since they weigh as unknown ones do. Null values are ignored; null when there is no other. Does not depend on the order of rows. Memory: about 100 bytes for each different word, error 54000 above 1 GB.';

CREATE FUNCTION cdp.tfidf_cosine(a text, b text, frequencies jsonb) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'cdp_tfidf_cosine';
COMMENT ON FUNCTION cdp.tfidf_cosine(text, text, jsonb) IS
'Cosine similarity in [0,1] of the texts as vectors of TF-IDF (Salton and Buckley 1988): for each word how often it stands in the text, times 1 + ln((1 + documents) / (1 + those with the word)) from frequencies, which cdp.word_frequencies makes; a word that is not there counts as one of a single document. Words that all have (company, street) hardly count, rare ones do. Words as cdp.tokens, as they stand: fold both sides, and what is counted, where case and accents should not matter. 1 for two texts without words, 0 when one only has none. Symmetric. frequencies is read once while it stays the same; a large one is quickest kept in a table. Error 22023 for another document, 54000 above 4,194,304 words.';
