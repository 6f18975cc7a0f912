-- SPDX-License-Identifier: PostgreSQL
-- Functions of cdp beside their nearest relatives in fuzzystrmatch and pg_trgm, on :rows generated pairs of names.
-- Run by tools/bench.sh. A row whose function is not there, on either side, says so.
SET client_min_messages = warning;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
CREATE EXTENSION cdp;
CREATE SCHEMA peer;
SELECT count(*) AS fuzzystrmatch FROM pg_available_extensions WHERE name = 'fuzzystrmatch' \gset
SELECT count(*) AS pg_trgm FROM pg_available_extensions WHERE name = 'pg_trgm' \gset
\if :fuzzystrmatch
    CREATE EXTENSION fuzzystrmatch SCHEMA peer;
\else
    \echo fuzzystrmatch is absent: install the contrib modules to compare with it
\endif
\if :pg_trgm
    CREATE EXTENSION pg_trgm SCHEMA peer;
\else
    \echo pg_trgm is absent: install the contrib modules to compare with it
\endif

-- Half the pairs are one name with a typo or two, half are two people; one name in eight is not ASCII.
CREATE UNLOGGED TABLE pair AS
SELECT first || ' ' || last AS a,
       CASE WHEN h % 2 = 0 THEN overlay(first || ' ' || last PLACING chr(97 + h % 26) FROM 1 + h % 9 FOR h % 3)
            ELSE other || ' ' || last END AS b
FROM (SELECT h,
             (ARRAY['Anna','Jean-Pierre','Mária','Peter','Lucie','Hugo','Nina','Karl'])[1 + h % 8] AS first,
             (ARRAY['Sophie','Olivier','Martina','Stephen','Louise','Ingrid','Tomas'])[1 + h % 7] AS other,
             (ARRAY['Martin','Bernard','Schmidt','Novakova','Rossi','Garcia Lopez','Dubois','Moreau','van den Berg',
                    'Keller','Fitzgerald'])[1 + h % 11] AS last
      FROM (SELECT abs(hashint4(i)) AS h FROM generate_series(1, :rows) AS i) AS seed) AS name;
VACUUM ANALYZE pair;

-- Best of three, in milliseconds, of counting an expression over all pairs; NULL when it does not parse.
CREATE FUNCTION pg_temp.time_of(expression text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
    best float8;
BEGIN
    FOR i IN 1 .. 3 LOOP
        began := clock_timestamp();
        EXECUTE format('SELECT count(%s) FROM pair', expression);
        best := least(best, extract(epoch FROM clock_timestamp() - began) * 1000);
    END LOOP;
    RETURN best;
EXCEPTION WHEN undefined_function OR invalid_schema_name THEN
    RETURN NULL;
END
$$;

CREATE TEMP TABLE contest (nr int, measure text, ours text, relative text, theirs text);
INSERT INTO contest VALUES
    (1, 'levenshtein', 'cdp.levenshtein(a, b)', 'fuzzystrmatch', 'peer.levenshtein(a, b)'),
    (2, 'levenshtein, bound 2', 'cdp.levenshtein(a, b, 2)', 'fuzzystrmatch', 'peer.levenshtein_less_equal(a, b, 2)'),
    (3, 'osa_distance', 'cdp.osa_distance(a, b)', NULL, NULL),
    (4, 'jaro', 'cdp.jaro(a, b)', NULL, NULL),
    (5, 'jaro_winkler', 'cdp.jaro_winkler(a, b)', NULL, NULL),
    (6, 'jaccard, q = 3', 'cdp.jaccard(a, b, 3)', 'pg_trgm', 'peer.similarity(a, b)'),
    (7, 'soundex', 'cdp.soundex(a)', 'fuzzystrmatch', 'peer.soundex(a)'),
    (8, 'metaphone', 'cdp.metaphone(a)', 'fuzzystrmatch', 'peer.metaphone(a, 32)'),
    (9, 'double_metaphone', 'cdp.double_metaphone(a)', 'fuzzystrmatch', 'peer.dmetaphone(a) || peer.dmetaphone_alt(a)'),
    (10, 'fold', 'cdp.fold(a)', 'PostgreSQL', 'lower(a)');

\pset footer off
\pset null '-'
WITH scan AS MATERIALIZED (SELECT pg_temp.time_of('a') AS ms),
     measured AS MATERIALIZED (
         SELECT nr, measure, relative, pg_temp.time_of(ours) - scan.ms AS ours,
                CASE WHEN theirs IS NOT NULL THEN pg_temp.time_of(theirs) - scan.ms END AS theirs
         FROM contest, scan)
SELECT measure AS "function",
       coalesce(to_char(:rows / ours / 1000, '9990.00'), 'absent') AS "cdp, M/s",
       relative AS "relative",
       CASE WHEN relative IS NOT NULL THEN coalesce(to_char(:rows / theirs / 1000, '9990.00'), 'absent') END AS "its M/s",
       to_char(theirs / ours, '9990.0x') AS "cdp is faster by"
FROM measured
ORDER BY nr;
