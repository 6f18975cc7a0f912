-- SPDX-License-Identifier: PostgreSQL
-- Functions of cdp and their relatives in fuzzystrmatch, pg_trgm, pg_similarity and DuckDB, on the same pairs
-- (pairs.sql). Each is SELECT sum(f(a, b)) in one process, best of up to three, net of the same scan with octet_length();
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

-- Milliseconds of summing an expression over the pairs of one table; NULL when a function of it is not there.
CREATE FUNCTION pg_temp.time_of(texts text, expression text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
    start timestamptz := clock_timestamp();
    began timestamptz;
    best float8;
BEGIN
    FOR i IN 1 .. 3 LOOP
        began := clock_timestamp();
        EXECUTE format('SELECT sum(%s) FROM pair_%I', expression, texts);
        best := least(best, extract(epoch FROM clock_timestamp() - began) * 1000);
        EXIT WHEN clock_timestamp() - start > interval '3 seconds';
    END LOOP;
    RETURN best;
EXCEPTION WHEN undefined_function OR invalid_schema_name THEN
    RETURN NULL;
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
         SELECT t.texts, pg_temp.time_of(t.texts, 'octet_length(a)') AS ms, d.ms AS duckdb,
                CASE t.texts WHEN 'names' THEN :rows ELSE :rows / 10 END / 1000.0 AS thousands
         FROM (VALUES ('names'), ('long')) AS t (texts) LEFT JOIN duckdb AS d ON d.texts = t.texts AND d.theirs = 'strlen(a)'),
     ours AS MATERIALIZED (
         SELECT texts, ours, pg_temp.time_of(texts, ours) - ms AS ms FROM (SELECT DISTINCT ours FROM contest) AS f, scan)
SELECT c.nr, texts, c.measure, c.peer, scan.thousands / ours.ms AS ours,
       scan.thousands / CASE WHEN c.peer = 'DuckDB' THEN d.ms - scan.duckdb ELSE pg_temp.time_of(texts, c.theirs) - scan.ms END AS theirs
FROM contest AS c CROSS JOIN scan JOIN ours USING (texts, ours) LEFT JOIN duckdb AS d USING (texts, theirs);

SELECT texts, measure AS "function", coalesce(to_char(ours, '9990.00'), 'absent') AS "cdp, M/s", peer,
       CASE WHEN peer IS NOT NULL THEN coalesce(to_char(theirs, '9990.00'), 'absent') END AS "its M/s",
       to_char(ours / theirs, '9990.0x') AS "cdp is faster by"
FROM measured ORDER BY texts DESC, nr;
