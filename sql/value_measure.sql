-- SPDX-License-Identifier: PostgreSQL
-- Similarity of numbers, dates, places and arrays: known values, special values, NULL, errors.
SET extra_float_digits = 0;
SET datestyle = ISO;

-- Numbers: one half at the scale, whatever the decay.
SELECT decay, d AS difference, round(cdp.numeric_similarity(100, 100 + d, 10, decay)::numeric, 4) AS similarity
  FROM unnest(ARRAY['linear', 'exp', 'gauss']) WITH ORDINALITY AS k(decay, n), unnest(ARRAY[0, 5, 10, 20, 30]) AS d
 ORDER BY n, d;
SELECT a, b, cdp.numeric_similarity(a, b, 10) AS similarity, cdp.percent_difference(a, b) AS percent,
       cdp.numeric_similarity(a, b, 10) = cdp.numeric_similarity(b, a, 10)
           AND cdp.percent_difference(a, b) = cdp.percent_difference(b, a) AS symmetric
  FROM (VALUES (1, 90::float8, 100::float8), (2, 0, 0), (3, 0, -5), (4, -5, 5), (5, 'NaN', 'NaN'), (6, 'NaN', 1),
               (7, 'Infinity', 'Infinity'), (8, '-Infinity', 'Infinity'), (9, 'Infinity', 1), (10, 1e308, -1e308)) AS t(n, a, b)
 ORDER BY n;

-- Dates: closeness, or one slip of the pen.
SELECT a, b, round(cdp.date_similarity(a, b)::numeric, 4) AS similarity, cdp.date_similarity(a, b) = cdp.date_similarity(b, a) AS symmetric, why
  FROM (VALUES (1, date '1980-05-12', date '1980-05-12', 'same'), (2, '1980-05-12', '1980-05-15', 'three days'),
               (3, '1980-05-12', '1980-12-05', 'day and month'), (4, '1980-05-12', '1990-05-12', 'a digit'),
               (5, '1980-05-12', '1980-05-21', 'two digits swapped'), (6, '1927-05-12', '1972-05-12', 'two digits swapped'),
               (7, '1980-05-12', '1990-05-13', 'two digits'), (8, '1980-05-31', '1980-06-01', 'next day'),
               (9, '1999-12-31', '2000-01-01', 'next day'), (10, '0044-03-15 BC', '0044-03-16 BC', 'next day'),
               (11, '0044-03-15 BC', '0044-05-15 BC', 'before year 1'), (12, 'infinity', 'infinity', 'same'),
               (13, 'infinity', '-infinity', ''), (14, 'infinity', '1980-05-12', ''), (15, '5874897-12-31', '4713-01-01 BC', '')) AS t(n, a, b, why)
 ORDER BY n;
SELECT days, round(cdp.date_similarity('2024-01-31', '2024-02-29', days)::numeric, 4) AS similarity
  FROM unnest(ARRAY[1, 15, 29, 365, 2147483647]) AS days
 ORDER BY days;

-- Places: 392.217 km and 6163.436 km are the published values of Python's haversine.
SELECT place, round(cdp.haversine_km(45.7597, 4.8422, lat, lon)::numeric, 3) AS km_from_lyon
  FROM (VALUES (1, 'Paris', 48.8567, 2.3508), (2, 'New York', 40.7033962, -74.2351462), (3, 'Lyon', 45.7597, 4.8422),
               (4, 'its antipode', -45.7597, -175.1578), (5, 'North Pole', 90, 0), (6, 'North Pole', 90, 123)) AS t(n, place, lat, lon)
 ORDER BY n;
SELECT round(cdp.haversine_km(0, 179.5, 0, -179.5)::numeric, 3) AS across_the_date_line, cdp.haversine_km(10, 180, 10, -180) AS same_place,
       round(cdp.haversine_km(48, 2, 48.00001, 2)::numeric, 6) AS a_metre;

-- Arrays: sets of elements; NULL elements and dimensions do not count.
SELECT a, b, cdp.array_intersection(a, b) AS common, round(cdp.array_jaccard(a, b)::numeric, 3) AS jaccard,
       round(cdp.array_overlap(a, b)::numeric, 3) AS overlap
  FROM (VALUES (1, '{a,b,b,c}'::text[], '{c,b,x}'::text[]), (2, '{}', '{}'), (3, '{}', '{a}'), (4, '{NULL,a}', '{NULL}'),
               (5, '{{a,b},{c,d}}', '{d,a}'), (6, '{"",é,e}', '{é,""}'), (7, '[5:6]={a,b}', '{b,a}')) AS t(n, a, b)
 ORDER BY n;
SELECT measure, round(cdp.best_pair(ARRAY['Elisabeth', 'Lisa', NULL], ARRAY['Elizabeth', 'Betty'], measure)::numeric, 4) AS best
  FROM unnest(ARRAY['jaro_winkler', 'jaro', 'levenshtein_similarity', 'indel_similarity', 'jaccard', 'dice', 'overlap', 'cosine']) WITH ORDINALITY AS m(measure, n)
 ORDER BY n;
SELECT a, b, round(cdp.best_pair(a, b)::numeric, 4) AS best, cdp.best_pair(a, b) = cdp.best_pair(b, a) AS symmetric
  FROM (VALUES (1, '{MARTHA,x}'::text[], '{y,MARHTA}'::text[]), (2, '{Жуков}', '{Zoé,Жуков}'), (3, '{a}', '{b}'), (4, '{}', '{a}'),
               (5, '{NULL}', '{a}'), (6, '{""}', '{""}'), (7, '{{Zoé,Ann},{Bob,Eve}}', '{Zoe,Robert}')) AS t(n, a, b)
 ORDER BY n;
SELECT round(cdp.vector_cosine('{1,2,3}', '{2,4,6}')::numeric, 6) AS parallel, cdp.vector_cosine('{1,0}', '{0,2}') AS square,
       round(cdp.vector_cosine('{1,0}', '{-1,0}')::numeric, 6) AS opposite, round(cdp.vector_cosine('{3,4}', '{4,3}')::numeric, 6) AS slanted,
       cdp.vector_cosine('{0,0}', '{1,1}') IS NULL AND cdp.vector_cosine('{}', '{}') IS NULL AS no_angle,
       cdp.vector_cosine('{1e308,1e308}', '{1e-308,1e-308}') AS extreme;

-- NULL in, NULL out.
SELECT bool_and(value IS NULL) AS all_null, count(*)
  FROM unnest(ARRAY[cdp.numeric_similarity(NULL, 1, 1), cdp.numeric_similarity(1, 1, NULL), cdp.numeric_similarity(1, 1, 1, NULL),
                    cdp.percent_difference(1, NULL), cdp.date_similarity(NULL, '2000-01-01'), cdp.date_similarity('2000-01-01', '2000-01-01', NULL),
                    cdp.haversine_km(1, 2, 3, NULL), cdp.array_intersection(NULL, '{a}'), cdp.array_jaccard('{a}', NULL),
                    cdp.array_overlap(NULL, '{a}'), cdp.best_pair('{a}', NULL), cdp.best_pair('{a}', '{a}', NULL),
                    cdp.vector_cosine(NULL, '{1}')]) AS value;

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
        'cdp.numeric_similarity(1, 2, 0)',
        'cdp.numeric_similarity(1, 2, ''Infinity'')',
        'cdp.numeric_similarity(1, 2, ''NaN'')',
        'cdp.numeric_similarity(1, 2, 1, ''step'')',
        'cdp.date_similarity(''2000-01-01'', ''2000-01-01'', 0)',
        'cdp.haversine_km(91, 0, 0, 0)',
        'cdp.haversine_km(0, 0, 0, -180.5)',
        'cdp.haversine_km(0, ''NaN'', 0, 0)',
        'cdp.best_pair(''{a}'', ''{}'', ''levenshtein'')',
        'cdp.best_pair(array_fill(''abcdef''::text, ARRAY[100000]), array_fill(''abcdeg''::text, ARRAY[100000]))',
        'cdp.array_intersection(array_fill(''a''::text, ARRAY[4194305]), ''{a}'')',
        'cdp.vector_cosine(''{1}'', ''{1,2}'')',
        'cdp.vector_cosine(''{1,NULL}'', ''{1,2}'')',
        'cdp.vector_cosine(''{1,NaN}'', ''{1,2}'')']
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

-- Long arrays and long elements.
SELECT cdp.array_intersection(x, y) AS common, round(cdp.array_jaccard(x, y)::numeric, 4) AS jaccard
  FROM (SELECT array_agg(i::text) AS x, array_agg((2 * i)::text) AS y FROM generate_series(1, 200000) AS i) AS t;
SELECT cdp.best_pair(ARRAY[repeat('a', 10485760)], ARRAY['b', repeat('a', 10485760)]) AS ten_mebibytes;
SET statement_timeout = '100ms';
SELECT cdp.best_pair(x, y) FROM (SELECT array_agg('left ' || i) AS x, array_agg('right ' || i) AS y FROM generate_series(1, 20000) AS i) AS t;
RESET statement_timeout;

-- All are immutable, strict and safe in parallel plans.
SELECT proname, pg_get_function_arguments(oid) AS arguments, provolatile, proisstrict, proparallel
  FROM pg_proc
 WHERE pronamespace = 'cdp'::regnamespace
   AND proname IN ('numeric_similarity', 'percent_difference', 'date_similarity', 'haversine_km', 'array_intersection', 'array_jaccard',
                   'array_overlap', 'best_pair', 'vector_cosine')
 ORDER BY proname COLLATE "C";
