-- SPDX-License-Identifier: PostgreSQL
-- Words weighed by a corpus: the counts, known values, NULL, other documents, parallel counting, long texts.
SET extra_float_digits = 0;

-- The corpus of the documentation of scikit-learn's TfidfVectorizer, with its similarities.
CREATE TABLE tfidf_text (id int, t text);
INSERT INTO tfidf_text VALUES (1, 'this is the first document'), (2, 'this document is the second document'),
                              (3, 'and this is the third one'), (4, 'is this the first document'), (5, NULL);
CREATE TABLE tfidf_counts AS SELECT cdp.word_frequencies(t) AS f FROM tfidf_text;
SELECT jsonb_pretty(f) FROM tfidf_counts;
SELECT x.id AS a, y.id AS b, round(cdp.tfidf_cosine(x.t, y.t, f)::numeric, 8) AS similarity,
       cdp.tfidf_cosine(x.t, y.t, f) = cdp.tfidf_cosine(y.t, x.t, f) AS symmetric
FROM tfidf_text AS x JOIN tfidf_text AS y ON x.id <= y.id, tfidf_counts WHERE y.id < 5 ORDER BY x.id, y.id;

-- Common words hardly count.
SELECT round(cdp.tfidf_cosine('Garage Zola', 'Garage Martin', f)::numeric, 3) AS common_word, round(cdp.token_cosine('Garage Zola', 'Garage Martin')::numeric, 3) AS unweighted,
       round(cdp.tfidf_cosine('Garage Zola', 'Zola', f)::numeric, 3) AS rare_word
FROM (VALUES ('{"documents": 1000, "words": {"Garage": 900}}'::jsonb)) AS v (f);
SELECT cdp.tfidf_cosine('', ' - ', f) AS no_words, cdp.tfidf_cosine('', 'a', f) AS one_side, cdp.tfidf_cosine('a', 'b', f) AS nothing, cdp.tfidf_cosine('b a', 'a-b', f) AS same
FROM (VALUES ('{"documents": 0, "words": {}}'::jsonb)) AS v (f);

-- The document may change from row to row, and be large, stored out of line or compressed.
CREATE TABLE tfidf_documents (id int, f jsonb);
INSERT INTO tfidf_documents
SELECT i, cdp.word_frequencies(CASE WHEN j % (i + 1) = 0 THEN 'rue ' ELSE '' END || 'w' || (j / 2)) FROM generate_series(1, 3) AS i, generate_series(1, 4000) AS j GROUP BY i;
SELECT id, round(cdp.tfidf_cosine('rue Zola', 'rue Foch', f)::numeric, 4) AS rare_or_not,
       cdp.tfidf_cosine('rue Zola', 'rue Foch', f) = cdp.tfidf_cosine('rue Zola', 'rue Foch', (f::text)::jsonb) AS as_a_value
FROM tfidf_documents, generate_series(1, 2) ORDER BY id;

-- NULL gives NULL, and so do no texts.
SELECT cdp.tfidf_cosine(NULL, 'a', '{}') IS NULL AND cdp.tfidf_cosine('a', NULL, '{}') IS NULL AND cdp.tfidf_cosine('a', 'b', NULL) IS NULL
       AND (SELECT cdp.word_frequencies(t) FROM tfidf_text WHERE t IS NULL) IS NULL AS all_null;
SELECT cdp.word_frequencies(t) AS empty_text FROM (VALUES (''), ('a "b\" a')) AS v (t);

-- Errors: what, why and what to do about it.
DO $$
DECLARE
    document text;
    state text;
    message text;
    detail text;
    hint text;
BEGIN
    FOREACH document IN ARRAY ARRAY['[]', '{}', '{"documents": 3}', '{"documents": 3, "words": {"a": 4}}', '{"documents": 3, "words": {"a": "x"}}']
    LOOP
        BEGIN
            PERFORM cdp.tfidf_cosine('a', 'b', document::jsonb);
            RAISE NOTICE '% gives no error', document;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
            RAISE NOTICE '%', concat_ws(E'\n  ', document, state || ' ' || message, NULLIF(detail, ''), NULLIF(hint, ''));
        END;
    END LOOP;
END
$$;

-- Counted in parallel, the same.
CREATE TABLE tfidf_many AS SELECT 'w' || i % 100 || ' x' || i % 7 || ' only' || i AS t FROM generate_series(1, 5000) AS i;
ANALYZE tfidf_many;
SELECT cdp.word_frequencies(t) AS serial FROM tfidf_many \gset
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT cdp.word_frequencies(t) FROM tfidf_many;
SELECT cdp.word_frequencies(t) = :'serial' AS same, (SELECT count(*) FROM jsonb_object_keys(:'serial'::jsonb -> 'words')) AS words FROM tfidf_many;
RESET ALL;

-- Long texts: an answer, or soon an end.
SELECT cdp.tfidf_cosine(a, a || ' zola', '{"documents": 0, "words": {}}') > 0.9 AS alike FROM repeat('a b c ', 300000) AS a;
\set VERBOSITY terse
SET statement_timeout = '100ms';
SELECT cdp.tfidf_cosine(repeat('ab cd ', 1900000), repeat('cd ab ', 1900000), '{"documents": 0, "words": {}}');
RESET statement_timeout;
DROP TABLE tfidf_text, tfidf_counts, tfidf_documents, tfidf_many;
