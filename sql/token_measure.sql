-- SPDX-License-Identifier: PostgreSQL
-- Similarity of two texts by q-grams, words and alignment: published values, scripts, options, NULL, errors, long texts.
SET extra_float_digits = 0;

-- q-grams: TheFuzz and strsim publish dice of 0.25, 0.5 and 0.889 for the first three.
SELECT a, b, round(cdp.jaccard(a, b)::numeric, 3) AS jaccard, round(cdp.dice(a, b)::numeric, 3) AS dice,
       round(cdp.overlap(a, b)::numeric, 3) AS overlap, round(cdp.cosine(a, b)::numeric, 3) AS cosine
  FROM (VALUES (1, 'night', 'nacht'), (2, 'context', 'contact'), (3, 'feris', 'ferris'), (4, 'Жуков', 'Жуковский'),
               (5, '', ''), (6, '', 'abc'), (7, 'a', 'a'), (8, 'a', 'ab')) AS t(n, a, b)
 ORDER BY n;
SELECT q, round(cdp.dice('night', 'nacht', q)::numeric, 3) AS dice, round(cdp.overlap('Жуков', 'Жуковский', q => q)::numeric, 3) AS overlap
  FROM generate_series(1, 8) AS q
 ORDER BY q;

-- Words: py_stringmatching publishes jaccard 0.5, dice 0.667, overlap 1 and cosine 0.707 for the first pair.
SELECT a, b, round(cdp.token_jaccard(a, b)::numeric, 3) AS jaccard, round(cdp.token_dice(a, b)::numeric, 3) AS dice,
       round(cdp.token_overlap(a, b)::numeric, 3) AS overlap, round(cdp.token_cosine(a, b)::numeric, 3) AS cosine
  FROM (VALUES (1, 'data science', 'data'), (2, 'Jean-Pierre de la Cruz', 'de la Cruz, Jean Pierre'), (3, 'Anna', 'anna'),
               (4, 'Жуков Иван', 'Иван  Жуков!'), (5, '東京 大阪', '大阪'), (6, '', ' - '), (7, '', 'a'),
               (8, U&'Ana\0301', U&'An\00e1')) AS t(n, a, b)
 ORDER BY n;

-- RapidFuzz publishes token_sort_ratio 100, 84.2 for the first two and token_set_ratio 100, 100, 92.3 for the next three.
SELECT a, b, round(cdp.indel_similarity(a, b)::numeric, 4) AS indel, round(cdp.token_sort_ratio(a, b)::numeric, 4) AS sort_ratio,
       round(cdp.token_set_ratio(a, b)::numeric, 4) AS set_ratio,
       cdp.token_sort_ratio(a, b) = cdp.token_sort_ratio(b, a) AND cdp.token_set_ratio(a, b) = cdp.token_set_ratio(b, a)
           AND cdp.indel_similarity(a, b) = cdp.indel_similarity(b, a) AS symmetric
  FROM (VALUES (1, 'fuzzy wuzzy was a bear', 'wuzzy fuzzy was a bear'), (2, 'fuzzy was a bear', 'fuzzy fuzzy was a bear'),
               (3, 'fuzzy was a bear but not a dog', 'fuzzy was a bear'),
               (4, 'fuzzy was a bear but not a dog', 'fuzzy was a bear but not a cat'),
               (5, 'Müller, Zoé', 'Zoé Müler'), (6, 'Иван Жуков', 'Жуков Иван'), (7, '', ''), (8, '', 'a'), (9, '-', '!')) AS t(n, a, b)
 ORDER BY n;

-- Monge-Elkan: py_stringmatching publishes 0.805 and 0.88 for the first two. One-sided unless asked.
SELECT a, b, round(cdp.monge_elkan(a, b)::numeric, 4) AS forth, round(cdp.monge_elkan(b, a)::numeric, 4) AS back,
       round(cdp.monge_elkan(a, b, both_ways => true)::numeric, 4) AS symmetric
  FROM (VALUES (1, 'Niall', 'Neal'), (2, 'Niall', 'Njall'), (3, 'paul', 'paul johnson'), (4, 'Жуков Иван', 'Иван Жукав'),
               (5, '', ''), (6, '', 'a')) AS t(n, a, b)
 ORDER BY n;

-- Alignment: scores that py_stringmatching publishes (2, 1, 2, 6.5; 1.5, -0.5, 4.4).
SELECT cdp.smith_waterman('cat', 'hat', mismatch => 0) AS cat, cdp.smith_waterman('dva', 'deeve', 1, 0, -2.2) AS dva,
       cdp.smith_waterman('dva', 'deeve', 2, -1, -1) AS twice, cdp.smith_waterman('GCATAGCU', 'GATTACA', 1.5, 0.5, -1.4) AS rna;
SELECT cdp.affine_gap('dva', 'deeva', 1, 0, -1, -0.5) AS dva, cdp.affine_gap('dva', 'deeve', 1, 0, -2, -0.5) AS cost_2,
       round(cdp.affine_gap('AAAGAATTCA', 'AAATCA', mismatch => 0, gap_extend => -0.2)::numeric, 6) AS dna;
SELECT a, b, cdp.smith_waterman(a, b) AS local, round(cdp.smith_waterman_similarity(a, b)::numeric, 4) AS local_similarity,
       cdp.affine_gap(a, b) AS affine, round(cdp.affine_gap_similarity(a, b)::numeric, 4) AS affine_similarity
  FROM (VALUES (1, 'Smith', 'John Smith of Wales'), (2, 'Jean Pierre', 'J Pierre'), (3, 'Жуков', 'Жуковский'), (4, 'abc', 'xyz'),
               (5, '', ''), (6, '', 'abc'), (7, 'same', 'same')) AS t(n, a, b)
 ORDER BY n;

-- NULL in, NULL out.
SELECT bool_and(value IS NULL) AS all_null, count(*)
  FROM unnest(ARRAY[cdp.jaccard(NULL, 'a'), cdp.jaccard('a', 'a', NULL), cdp.dice('a', NULL), cdp.overlap(NULL, 'a'), cdp.cosine('a', NULL),
                    cdp.token_jaccard(NULL, 'a'), cdp.token_dice('a', NULL), cdp.token_overlap(NULL, 'a'), cdp.token_cosine('a', NULL),
                    cdp.indel_similarity(NULL, 'a'), cdp.token_sort_ratio('a', NULL), cdp.token_set_ratio(NULL, 'a'),
                    cdp.monge_elkan('a', NULL), cdp.monge_elkan('a', 'a', NULL), cdp.smith_waterman(NULL, 'a'),
                    cdp.smith_waterman('a', 'a', NULL), cdp.smith_waterman_similarity('a', NULL), cdp.affine_gap(NULL, 'a'),
                    cdp.affine_gap_similarity('a', NULL)]) AS value;

-- Errors: what, why and what to do about it.
DO $$
DECLARE
    call text;
    state text;
    message text;
    detail text;
    hint text;
BEGIN
    FOREACH call IN ARRAY ARRAY[
        'cdp.dice(''a'', ''b'', 0)',
        'cdp.cosine(''a'', ''b'', 9)',
        'cdp.overlap(repeat(''a'', 4194305), ''bc'')',
        'cdp.smith_waterman(''a'', ''b'', 0)',
        'cdp.smith_waterman(''a'', ''b'', 1, 2)',
        'cdp.smith_waterman(''a'', ''b'', gap => 0.5)',
        'cdp.smith_waterman(''a'', ''b'', ''NaN'')',
        'cdp.affine_gap(''a'', ''b'', gap_extend => ''-Infinity'')',
        'cdp.affine_gap_similarity(repeat(''a'', 200000), repeat(''b'', 200000))',
        'cdp.smith_waterman(repeat(''a'', 200000), repeat(''b'', 200000))',
        'cdp.token_jaccard(repeat(''a '', 4194305), ''b'')',
        'cdp.monge_elkan(repeat(''a '', 200000), repeat(''b '', 200000))',
        'cdp.token_sort_ratio(repeat(''a'', 2000000), repeat(''b'', 2000000))']
    LOOP
        BEGIN
            EXECUTE 'SELECT ' || call;
            RAISE NOTICE '% gives no error', call;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
                                    hint = PG_EXCEPTION_HINT;
            RAISE NOTICE '%', concat_ws(E'\n  ', call, state || ' ' || message, NULLIF(detail, ''), NULLIF(hint, ''));
        END;
    END LOOP;
END
$$;
SELECT 1 AS still_here;

-- Long texts: the same rules at any length.
SELECT round(cdp.dice(x, y)::numeric, 4) AS dice, round(cdp.token_jaccard(x, y)::numeric, 4) AS token_jaccard,
       round(cdp.token_set_ratio(x, y)::numeric, 4) AS set_ratio, round(cdp.token_sort_ratio(x, y)::numeric, 4) AS sort_ratio,
       round(cdp.smith_waterman_similarity(x, y)::numeric, 4) AS local
  FROM (VALUES (1, repeat('abcde fghij ', 200), repeat('abcde fghji ', 200)),
               (2, repeat('абвгд ежзик ', 200), repeat('абвгд ежзки ', 200))) AS t(n, x, y)
 ORDER BY n;
SELECT cdp.token_jaccard(repeat('word ', 2097152), 'word') AS ten_mebibytes, cdp.token_set_ratio(repeat('é', 5242880), 'é') < 0.001 AS one_word;

-- They stop when told to.
SET statement_timeout = '100ms';
SELECT cdp.smith_waterman(repeat('ab', 65000), repeat('ba', 65000));
SELECT cdp.affine_gap(repeat('ab', 65000), repeat('ba', 65000));
SELECT cdp.monge_elkan(repeat('abcde fghij ', 5000), repeat('klmno pqrst ', 5000));
RESET statement_timeout;

-- All are immutable, strict and safe in parallel plans.
SELECT proname, pg_get_function_arguments(oid) AS arguments, provolatile, proisstrict, proparallel
  FROM pg_proc
 WHERE pronamespace = 'cdp'::regnamespace
   AND proname IN ('jaccard', 'dice', 'overlap', 'cosine', 'token_jaccard', 'token_dice', 'token_overlap', 'token_cosine', 'indel_similarity',
                   'token_sort_ratio', 'token_set_ratio', 'monge_elkan', 'smith_waterman', 'smith_waterman_similarity',
                   'affine_gap', 'affine_gap_similarity')
 ORDER BY proname COLLATE "C";
