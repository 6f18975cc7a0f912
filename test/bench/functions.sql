-- SPDX-License-Identifier: PostgreSQL
-- Functions of cdp and their relatives in fuzzystrmatch, pg_trgm, pg_similarity and DuckDB, on the same pairs
-- (pairs.sql). Each is SELECT sum(f(a, b)) in one process, best of up to seven in turns with its relatives, net of the same scan with octet_length();
-- codes are summed as whether those of a and b are equal. DuckDB's times, on one thread, are those that duckdb.mjs left in
-- build/bench/duckdb.csv. A peer or a function that is not there is said to be absent.
SET client_min_messages = warning;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
CREATE SCHEMA peer;
CREATE TABLE duckdb (texts text, theirs text, ms float8);
\copy duckdb FROM PROGRAM 'cat build/bench/duckdb.csv 2>/dev/null || true' (FORMAT csv)
SELECT string_agg(format('CREATE EXTENSION %I SCHEMA peer', name), E';\n') AS install
FROM pg_available_extensions WHERE name IN ('fuzzystrmatch', 'pg_trgm', 'pg_similarity') \gset
:install;

-- Milliseconds of summing each expression over the pairs of one table, best of up to `rounds`, in turns, so that what slows the
-- machine down for a while slows all of them; NULL when a function of an expression is not there.
CREATE FUNCTION pg_temp.race(texts text, expressions text[], rounds int) RETURNS float8[] LANGUAGE plpgsql AS $$
DECLARE
    start timestamptz := clock_timestamp();
    began timestamptz;
    best float8[] := array_fill(NULL::float8, ARRAY[cardinality(expressions)]);
BEGIN
    FOR round IN 1 .. rounds LOOP
        FOR i IN 1 .. cardinality(expressions) LOOP
            CONTINUE WHEN expressions[i] IS NULL OR (round > 1 AND best[i] IS NULL);
            BEGIN
                began := clock_timestamp();
                EXECUTE format('SELECT sum(%s) FROM pair_%I', expressions[i], texts);
                best[i] := least(best[i], extract(epoch FROM clock_timestamp() - began) * 1000);
            EXCEPTION WHEN undefined_function OR invalid_schema_name THEN
                NULL;
            END;
        END LOOP;
        EXIT WHEN clock_timestamp() - start > interval '5 seconds';
    END LOOP;
    RETURN best;
END
$$;

CREATE TEMP TABLE contest (nr serial, measure text, ours text, peer text, theirs text);
INSERT INTO contest (measure, ours, peer, theirs) VALUES
    ('levenshtein', 'cdp.levenshtein(a, b)', 'fuzzystrmatch', 'peer.levenshtein(a, b)'),
    ('levenshtein', 'cdp.levenshtein(a, b)', 'pg_similarity', 'peer.lev(a, b)'),
    ('levenshtein', 'cdp.levenshtein(a, b)', 'DuckDB', 'levenshtein(a, b)'),
    ('levenshtein, bound 2', 'cdp.levenshtein(a, b, 2)', 'fuzzystrmatch', 'peer.levenshtein_less_equal(a, b, 2)'),
    ('levenshtein, one against all', 'cdp.levenshtein(a, ''Martinez'')', 'fuzzystrmatch', 'peer.levenshtein(a, ''Martinez'')'),
    ('damerau_levenshtein', 'cdp.damerau_levenshtein(a, b)', 'DuckDB', 'damerau_levenshtein(a, b)'),
    ('osa_distance', 'cdp.osa_distance(a, b)', NULL, NULL),
    ('jaro', 'cdp.jaro(a, b)', 'DuckDB', 'jaro_similarity(a, b)'),
    ('jaro_winkler', 'cdp.jaro_winkler(a, b)', 'pg_similarity', 'peer.jarowinkler(a, b)'),
    ('jaro_winkler', 'cdp.jaro_winkler(a, b)', 'DuckDB', 'jaro_winkler_similarity(a, b)'),
    ('jaro_winkler, one against all', 'cdp.jaro_winkler(a, ''Martinez'')', 'pg_similarity', 'peer.jarowinkler(a, ''Martinez'')'),
    ('jaccard, q = 3', 'cdp.jaccard(a, b, 3)', 'pg_trgm', 'peer.similarity(a, b)'),
    ('jaccard, q = 3', 'cdp.jaccard(a, b, 3)', 'pg_similarity', 'peer.qgram(a, b)'),
    ('dice, q = 3', 'cdp.dice(a, b, 3)', 'pg_trgm', 'peer.similarity(a, b)'),
    ('overlap, q = 3', 'cdp.overlap(a, b, 3)', 'pg_trgm', 'peer.similarity(a, b)'),
    ('cosine, q = 3', 'cdp.cosine(a, b, 3)', 'pg_trgm', 'peer.similarity(a, b)'),
    ('jaccard, q = 1', 'cdp.jaccard(a, b, 1)', 'DuckDB', 'jaccard(a, b)'),
    ('token_jaccard', 'cdp.token_jaccard(a, b)', 'pg_similarity', 'peer.jaccard(a, b)'),
    ('token_cosine', 'cdp.token_cosine(a, b)', 'pg_similarity', 'peer.cosine(a, b)'),
    ('token_dice', 'cdp.token_dice(a, b)', 'pg_similarity', 'peer.dice(a, b)'),
    ('token_overlap', 'cdp.token_overlap(a, b)', 'pg_similarity', 'peer.overlapcoefficient(a, b)'),
    ('indel_similarity', 'cdp.indel_similarity(a, b)', NULL, NULL),
    ('token_sort_ratio', 'cdp.token_sort_ratio(a, b)', NULL, NULL),
    ('token_set_ratio', 'cdp.token_set_ratio(a, b)', NULL, NULL),
    ('monge_elkan', 'cdp.monge_elkan(a, b)', 'pg_similarity', 'peer.mongeelkan(a, b)'),
    ('smith_waterman', 'cdp.smith_waterman_similarity(a, b)', 'pg_similarity', 'peer.smithwaterman(a, b)'),
    ('affine_gap', 'cdp.affine_gap_similarity(a, b)', 'pg_similarity', 'peer.smithwatermangotoh(a, b)'),
    ('best_pair of two words', 'cdp.best_pair(string_to_array(a, '' ''), string_to_array(b, '' ''))', NULL, NULL),
    ('name_similarity', 'cdp.name_similarity(a, b)', NULL, NULL),
    ('soundex', '(cdp.soundex(a) = cdp.soundex(b))::int', 'fuzzystrmatch', '(peer.soundex(a) = peer.soundex(b))::int'),
    ('metaphone', '(cdp.metaphone(a) = cdp.metaphone(b))::int', 'fuzzystrmatch', '(peer.metaphone(a, 32) = peer.metaphone(b, 32))::int'),
    ('double_metaphone, first code', '((cdp.double_metaphone(a))[1] = (cdp.double_metaphone(b))[1])::int', 'fuzzystrmatch', '(peer.dmetaphone(a) = peer.dmetaphone(b))::int'),
    ('double_metaphone, both codes', '(cdp.double_metaphone(a) = cdp.double_metaphone(b))::int', 'fuzzystrmatch',
        '((peer.dmetaphone(a), peer.dmetaphone_alt(a)) = (peer.dmetaphone(b), peer.dmetaphone_alt(b)))::int'),
    ('fold', 'octet_length(cdp.fold(a))', 'PostgreSQL', 'octet_length(lower(a))');

\pset footer off
\pset null '-'
CREATE TEMP TABLE measured AS
WITH scan AS MATERIALIZED (
         SELECT t.texts, (pg_temp.race(t.texts, ARRAY['octet_length(a)'], 9))[1] AS ms, d.ms AS duckdb,
                CASE t.texts WHEN 'names' THEN :rows ELSE :rows / 10 END / 1000.0 AS thousands
         FROM (VALUES ('names'), ('long')) AS t (texts) LEFT JOIN duckdb AS d ON d.texts = t.texts AND d.theirs = 'strlen(a)'),
     best AS MATERIALIZED (
         SELECT scan.*, f.ours, f.peers, pg_temp.race(scan.texts, f.ours || f.peers, 7) AS times
         FROM (SELECT ours, array_agg(theirs ORDER BY nr) FILTER (WHERE peer <> 'DuckDB') AS peers FROM contest GROUP BY ours) AS f, scan)
SELECT c.nr, b.texts, c.measure, c.peer, b.thousands / (b.times[1] - b.ms) AS ours,
       b.thousands / CASE WHEN c.peer = 'DuckDB' THEN d.ms - b.duckdb ELSE b.times[1 + array_position(b.peers, c.theirs)] - b.ms END AS theirs
FROM contest AS c JOIN best AS b USING (ours) LEFT JOIN duckdb AS d USING (texts, theirs);

SELECT texts, measure AS "function", coalesce(to_char(ours, '9990.00'), 'absent') AS "cdp, M/s", peer,
       CASE WHEN peer IS NOT NULL THEN coalesce(to_char(theirs, '9990.00'), 'absent') END AS "its M/s",
       to_char(ours / theirs, '9990.0x') AS "cdp is faster by"
FROM measured ORDER BY texts DESC, nr;
