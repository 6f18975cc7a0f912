-- SPDX-License-Identifier: PostgreSQL
-- An argument that stays the same from row to row is prepared once: the answers must be those of two columns.
CREATE TABLE word (id int PRIMARY KEY, w text NOT NULL);
INSERT INTO word
SELECT row_number() OVER (), w FROM (VALUES
    (''), ('a'), ('Martha'), ('MARHTA'), ('Müller'), ('Mueller'), ('Żółć'), ('Жуков'), ('山田太郎'), ('é'), ('e' || U&'\0301'),
    (repeat('ab', 32)), (repeat('ab', 32) || 'c'), (repeat('é', 65)), (repeat('山a', 70)), (repeat('xyz', 200)),
    ('Jean-Pierre de la Tour'), ('Tour Jean Pierre'), ('12 bis, rue de la Paix'), ('Müller GmbH & Co. KG'), ('jean.tour+x@gmail.con'),
    ('JEANTOUR@gmail.com'), ('06 12 34 56 78'), ('+33612345687')) AS v (w);

-- Every word as a constant, in either place, against every word.
CREATE FUNCTION differing(measure text) RETURNS TABLE (a text, b text, prepared float8, pairwise float8)
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    q text;
BEGIN
    FOR q IN SELECT w FROM public.word LOOP
        RETURN QUERY EXECUTE format(
            'SELECT w, c, f, g FROM (
                 SELECT w, %1$L AS c, (%2$s)::float8 AS f, (%3$s)::float8 AS g FROM public.word, (SELECT w AS other FROM public.word WHERE w = %1$L) AS o
                 UNION ALL
                 SELECT %1$L, w, (%4$s)::float8, (%5$s)::float8 FROM public.word, (SELECT w AS other FROM public.word WHERE w = %1$L) AS o) AS v
             WHERE f IS DISTINCT FROM g', q,
            format(measure, 'w', quote_literal(q)), format(measure, 'w', 'other'),
            format(measure, quote_literal(q), 'w'), format(measure, 'other', 'w'));
    END LOOP;
END
$$;
SELECT m, d.* FROM unnest(ARRAY[
    'cdp.levenshtein(%s, %s)', 'cdp.levenshtein(%s, %s, 3)', 'cdp.osa_distance(%s, %s)', 'cdp.osa_distance(%s, %s, 1)',
    'cdp.levenshtein_similarity(%s, %s)', 'cdp.jaro(%s, %s)', 'cdp.jaro_winkler(%s, %s)', 'cdp.jaro_winkler(%s, %s, 0.2)', 'cdp.jaro_winkler(%s, %s, 0.1, 0)',
    'cdp.lcs_length(%s, %s)', 'cdp.lcs_similarity(%s, %s)', 'cdp.indel_similarity(%s, %s)',
    'cdp.jaccard(%s, %s, 1)', 'cdp.jaccard(%s, %s)', 'cdp.jaccard(%s, %s, 3)', 'cdp.jaccard(%s, %s, 4)', 'cdp.jaccard(%s, %s, 8)',
    'cdp.dice(%s, %s)', 'cdp.overlap(%s, %s)', 'cdp.cosine(%s, %s)',
    'cdp.token_jaccard(%s, %s)', 'cdp.token_dice(%s, %s)', 'cdp.token_overlap(%s, %s)', 'cdp.token_cosine(%s, %s)',
    'cdp.token_sort_ratio(%s, %s)', 'cdp.token_set_ratio(%s, %s)', 'cdp.monge_elkan(%s, %s)', 'cdp.monge_elkan(%s, %s, true)',
    'cdp.name_similarity(%s, %s)', 'cdp.address_similarity(%s, %s)', 'cdp.company_similarity(%s, %s)',
    'cdp.email_similarity(%s, %s)', 'cdp.phone_similarity(%s, %s)', 'cdp.phone_similarity(%s, %s, ''FR'')',
    'cdp.damerau_levenshtein(%s, %s)', 'cdp.jaro_winkler_strcmp95(%s, %s)']) AS m, differing(m) AS d;

-- An option that changes from row to row is part of what is prepared.
SELECT count(*) FROM word, generate_series(1, 4) AS q
WHERE cdp.jaccard(w, 'Martha', q) IS DISTINCT FROM cdp.jaccard(w, (SELECT w FROM word WHERE id = 3), q);

-- A parameter of a generic plan that changes between executions.
SET plan_cache_mode = force_generic_plan;
PREPARE nearest(text) AS SELECT w, cdp.levenshtein(w, $1) AS d FROM word WHERE id IN (3, 4, 5) ORDER BY id;
EXECUTE nearest('Martha');
EXECUTE nearest('Müller');
EXECUTE nearest('Жуков');
RESET plan_cache_mode;

-- A variable that looks like a parameter and changes on every call.
DO $$
DECLARE
    a text;
    b text;
BEGIN
    FOR a, b IN SELECT x.w, y.w FROM word AS x, word AS y ORDER BY x.id, y.id LOOP
        IF cdp.levenshtein(a, b) <> cdp.levenshtein(b, a) OR (cdp.levenshtein(a, b) = 0) <> (a = b)
           OR (cdp.jaro_winkler(a, b) = 1) <> (a = b) THEN
            RAISE EXCEPTION '"%" and "%"', a, b;
        END IF;
    END LOOP;
END
$$;

-- Errors come as they do without preparation, and on every row anew.
SELECT cdp.levenshtein(w, 'a', -1) FROM word;
SELECT cdp.jaro_winkler(w, 'a', 0.3) FROM word;
SELECT count(cdp.levenshtein(w, NULL)) FROM word;
SELECT cdp.levenshtein(w, repeat('x', 16777217)) FROM word WHERE id = 2;
DROP FUNCTION differing;
DROP TABLE word;
