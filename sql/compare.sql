-- SPDX-License-Identifier: PostgreSQL
-- Similarity of two texts: published values, characters rather than bytes, options, NULL, errors, long texts.
SET extra_float_digits = 0;

-- Published values, both ways round.
SELECT a, b,
       cdp.levenshtein(a, b) AS lev,
       cdp.osa_distance(a, b) AS osa,
       round(cdp.levenshtein_similarity(a, b)::numeric, 3) AS lev_sim,
       round(cdp.jaro(a, b)::numeric, 3) AS jaro,
       round(cdp.jaro_winkler(a, b)::numeric, 3) AS jw,
       round(cdp.jaccard(a, b)::numeric, 3) AS jaccard,
       cdp.levenshtein(a, b) = cdp.levenshtein(b, a)
           AND cdp.osa_distance(a, b) = cdp.osa_distance(b, a)
           AND cdp.jaro(a, b) = cdp.jaro(b, a)
           AND cdp.jaro_winkler(a, b) = cdp.jaro_winkler(b, a)
           AND cdp.jaccard(a, b) = cdp.jaccard(b, a) AS symmetric
  FROM (VALUES (1, 'MARTHA', 'MARHTA'), (2, 'DIXON', 'DICKSONX'), (3, 'DWAYNE', 'DUANE'), (4, 'kitten', 'sitting'),
               (5, 'CA', 'ABC'), (6, 'night', 'nacht'), (7, '', ''), (8, '', 'abc'), (9, 'same', 'same'),
               (10, 'Martha', 'MARTHA')) AS t(n, a, b)
 ORDER BY n;

-- A character is a code point, whatever its bytes; composed and decomposed forms differ unless folded.
SELECT a, b, cdp.levenshtein(a, b) AS lev, cdp.osa_distance(a, b) AS osa,
       round(cdp.jaro(a, b)::numeric, 3) AS jaro, round(cdp.jaccard(a, b)::numeric, 3) AS jaccard
  FROM (VALUES (1, 'Zoé', 'Zoe'), (2, 'Zoé', 'Zoè'), (3, 'François', 'Franciso'), (4, 'Łukasz', 'Lukasz'),
               (5, 'Жуков', 'Жукво'), (6, '北京市', '北京'), (7, '😀😁', '😁😀'), (8, U&'\00e9', U&'e\0301')) AS t(n, a, b)
 ORDER BY n;

-- Bounds: the distance, or bound + 1.
SELECT bound, cdp.levenshtein('kitten', 'sitting', bound) AS lev, cdp.osa_distance('Жуков', 'Жукво!', bound) AS osa
  FROM unnest(ARRAY[0, 1, 2, 3, 4, 2147483647]) AS bound
 ORDER BY bound;

-- Options.
SELECT weight, round(cdp.jaro_winkler('MARTHA', 'MARHTA', prefix_weight => weight)::numeric, 4) AS jaro_winkler
  FROM unnest(ARRAY[0, 0.1, 0.25]::float8[]) AS weight
 ORDER BY weight;
SELECT threshold, round(cdp.jaro_winkler('DIXON', 'DICKSONX', boost_threshold => threshold)::numeric, 4) AS jaro_winkler
  FROM unnest(ARRAY[0, 0.7, 0.8, 1]::float8[]) AS threshold
 ORDER BY threshold;
SELECT q, round(cdp.jaccard('Jean-Philippe', 'Jean Philippe', q => q)::numeric, 4) AS ascii,
       round(cdp.jaccard('Жан-Филипп', 'Жан Филипп', q => q)::numeric, 4) AS wide
  FROM generate_series(1, 8) AS q
 ORDER BY q;
SELECT cdp.jaccard('a', 'a', 3) AS same, cdp.jaccard('a', 'ab', 3) AS other, cdp.jaccard('ab', 'abc', 3) AS longer;

-- NULL in, NULL out.
SELECT cdp.levenshtein(NULL, 'a') IS NULL AND cdp.levenshtein('a', 'b', NULL) IS NULL
       AND cdp.osa_distance('a', NULL) IS NULL AND cdp.osa_distance('a', 'b', NULL) IS NULL
       AND cdp.levenshtein_similarity('a', NULL) IS NULL AND cdp.jaro(NULL, NULL) IS NULL
       AND cdp.jaro_winkler('a', NULL) IS NULL AND cdp.jaro_winkler('a', 'a', NULL) IS NULL
       AND cdp.jaccard(NULL, 'a') IS NULL AND cdp.jaccard('a', 'a', NULL) IS NULL AS all_null;

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
        'cdp.levenshtein(''a'', ''b'', -1)',
        'cdp.osa_distance(''a'', ''b'', -2147483648)',
        'cdp.jaro_winkler(''a'', ''b'', 0.3)',
        'cdp.jaro_winkler(''a'', ''b'', -0.1)',
        'cdp.jaro_winkler(''a'', ''b'', ''NaN'')',
        'cdp.jaro_winkler(''a'', ''b'', 0.1, 1.1)',
        'cdp.jaro_winkler(''a'', ''b'', 0.1, ''NaN'')',
        'cdp.jaccard(''a'', ''b'', 0)',
        'cdp.jaccard(''a'', ''b'', 9)',
        'cdp.jaccard(repeat(''a'', 4194305), ''b'', 1)',
        'cdp.jaro(repeat(''a'', 16777217), ''b'')',
        'cdp.levenshtein(repeat(''a'', 2000000), repeat(''b'', 2000000))',
        'cdp.osa_distance(repeat(''é'', 1300000), repeat(''b'', 1300000))']
    LOOP
        BEGIN
            EXECUTE 'SELECT ' || call;
            RAISE NOTICE '% gives no error', call;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
                                    hint = PG_EXCEPTION_HINT;
            RAISE NOTICE '%', concat_ws(E'\n  ', call, state || ' ' || message, detail, hint);
        END;
    END LOOP;
END
$$;
SELECT 1 AS still_here;

-- Long texts: the same rules at any length, and a bound keeps them cheap.
SELECT cdp.levenshtein(x, y) AS lev, cdp.osa_distance(x, y) AS osa, round(cdp.jaro(x, y)::numeric, 4) AS jaro,
       round(cdp.jaccard(x, y)::numeric, 4) AS jaccard
  FROM (VALUES (1, '<' || repeat('abcdefghij', 2000) || '>', '[' || repeat('abcdefghji', 2000) || ']'),
               (2, '<' || repeat('абвгдежзик', 2000) || '>', '[' || repeat('абвгдежзки', 2000) || ']')) AS t(n, x, y)
 ORDER BY n;
SELECT cdp.levenshtein(repeat('a', 2000000), repeat('b', 2000000), 5) AS beyond;

-- All are immutable, strict and safe in parallel plans.
SELECT proname, pg_get_function_arguments(oid) AS arguments, provolatile, proisstrict, proparallel
  FROM pg_proc
 WHERE pronamespace = 'cdp'::regnamespace
   AND proname IN ('levenshtein', 'osa_distance', 'levenshtein_similarity', 'jaro', 'jaro_winkler', 'jaccard')
 ORDER BY proname COLLATE "C", pronargs;
