-- SPDX-License-Identifier: PostgreSQL
-- Sketches of sets: fixed values, estimates, pairs by an index, NULL, errors, long arrays.
SET extra_float_digits = 0;

-- They are stored, so they may never change.
SELECT cdp.minhash('{jean,dupont}', 4), cdp.minhash('{dupont,NULL,jean,jean}', 4) AS same_set, cdp.minhash('{}', 2) AS empty,
       cdp.minhash_bands(cdp.minhash('{jean,dupont}', 4), 2) AS bands, cdp.simhash('{jean,dupont,paris}'), cdp.simhash('{}') AS nothing;
SELECT cardinality(cdp.minhash('{a}')) AS size, cardinality(cdp.minhash_bands(cdp.minhash('{a}'))) AS bands;

-- Estimates of the Jaccard similarity of sets, exact where they are equal or have nothing in common.
SELECT shift, round((20 - shift) / (20.0 + shift), 3) AS jaccard,
       abs(cdp.minhash_similarity(cdp.minhash(a, 1024), cdp.minhash(b, 1024)) - (20 - shift) / (20.0 + shift)) < 1.0 / 16 AS near,
       cdp.simhash_distance(cdp.simhash(a), cdp.simhash(b)) AS bits
FROM (SELECT s AS shift, (SELECT array_agg('x' || i) FROM generate_series(1, 20) AS i) AS a,
             (SELECT array_agg('x' || i) FROM generate_series(1 + s, 20 + s) AS i) AS b FROM unnest(ARRAY[0, 1, 2, 5, 10, 20]) AS s) AS pair
ORDER BY shift;
SELECT cdp.minhash_similarity(cdp.minhash('{}'), cdp.minhash('{}')) AS both_empty, cdp.minhash_similarity(cdp.minhash('{}'), cdp.minhash('{a}')) AS one_empty,
       cdp.minhash_similarity('{}', '{}') AS no_places, cdp.minhash_bands('{}', 3) AS no_bands, cdp.simhash_distance(0, -1) AS all_bits;

-- Likely pairs by an index on the bands.
CREATE TABLE sketch_company (name text);
INSERT INTO sketch_company VALUES ('Boulangerie Martin et Fils'), ('Boulangerie Martin & Fils SARL'), ('Garage du Centre'), ('Le Garage du Centre');
CREATE INDEX ON sketch_company USING gin (cdp.minhash_bands(cdp.minhash(cdp.qgrams(cdp.fold(name), 3))));
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT name FROM sketch_company WHERE cdp.minhash_bands(cdp.minhash(cdp.qgrams(cdp.fold(name), 3))) && cdp.minhash_bands(cdp.minhash(cdp.qgrams('garage du centre', 3)));
SELECT name FROM sketch_company
WHERE cdp.minhash_bands(cdp.minhash(cdp.qgrams(cdp.fold(name), 3))) && cdp.minhash_bands(cdp.minhash(cdp.qgrams('garage du centre', 3))) ORDER BY name;
RESET enable_seqscan;
DROP TABLE sketch_company;

-- NULL in, NULL out.
SELECT cdp.minhash(NULL) IS NULL AND cdp.minhash('{a}', NULL) IS NULL AND cdp.minhash_similarity(NULL, '{1}') IS NULL
       AND cdp.minhash_bands(NULL) IS NULL AND cdp.minhash_bands('{1}', NULL) IS NULL AND cdp.simhash(NULL) IS NULL
       AND cdp.simhash_distance(1, NULL) IS NULL AS all_null;

-- Errors: what, why and what to do about it.
DO $$
DECLARE
    call text;
    state text;
    message text;
    detail text;
    hint text;
BEGIN
    FOREACH call IN ARRAY ARRAY['cdp.minhash(''{a}'', 0)', 'cdp.minhash(''{a}'', 4097)', 'cdp.minhash_similarity(''{1}'', ''{1,2}'')',
        'cdp.minhash_similarity(''{NULL}'', ''{1}'')', 'cdp.minhash_bands(''{1,2,3}'', 2)', 'cdp.minhash_bands(''{1,2,3}'', 0)']
    LOOP
        BEGIN
            EXECUTE 'SELECT ' || call;
            RAISE NOTICE '% gives no error', call;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
            RAISE NOTICE '%', concat_ws(E'\n  ', call, state || ' ' || message, NULLIF(detail, ''), NULLIF(hint, ''));
        END;
    END LOOP;
END
$$;

-- Long arrays: an answer, or soon an end.
SELECT cdp.minhash(a, 2) = cdp.minhash(a || a, 2) AS same, cdp.simhash(a) = cdp.simhash(a || a) AS same_simhash
FROM (SELECT array_agg(i::text) AS a FROM generate_series(1, 100000) AS i) AS t;
\set VERBOSITY terse
SET statement_timeout = '100ms';
SELECT cdp.minhash(array_fill('x'::text, ARRAY[1000000]), 4096);
RESET statement_timeout;

-- All are immutable, strict and safe in parallel plans.
SELECT proname, pg_get_function_arguments(oid) AS arguments, provolatile, proisstrict, proparallel
FROM pg_proc WHERE pronamespace = 'cdp'::regnamespace AND proname ~ '^(minhash|simhash)' ORDER BY proname COLLATE "C";
