-- SPDX-License-Identifier: PostgreSQL
-- Golden records of table `person_record` from scratch: 10 attributes, the most recent value of four, the most frequent of
-- three, that of the best source of three. Beside it the best that plain SQL has: for each strategy the fastest of
-- array_agg(... ORDER BY), mode(), max of (time, value) pairs and DISTINCT ON. Run by tools/bench.sh.
-- cdp.survivor_groups is what cdp.golden_sql writes; cdp.survivors is sorted by profile, as those of plain SQL are by the planner.
-- Seconds of the whole statement, its rows counted but not sent; best of `runs`.
\set ON_ERROR_STOP on
SET jit = off;
SET work_mem = '256MB';
CREATE TEMP TABLE figures (step int, statement text, workers int, seconds float8, profiles bigint, hash bigint);

CREATE FUNCTION pg_temp.figure(step int, statement text, workers int, query text, runs int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
    best float8;
    profiles bigint;
    hash bigint;
BEGIN
    PERFORM set_config('max_parallel_workers_per_gather', workers::text, false);
    FOR i IN 1 .. runs LOOP
        began := clock_timestamp();
        EXECUTE format('SELECT count(g) FROM (%s OFFSET 0) AS g', query) INTO profiles;
        best := least(best, extract(epoch FROM clock_timestamp() - began));
    END LOOP;
    EXECUTE format('SELECT bit_xor(hashtextextended(g::text, 0)) FROM (%s) AS g', query) INTO hash;
    INSERT INTO figures VALUES (step, statement, workers, best, profiles, hash);
END
$$;

SELECT 'SELECT g.profile_id, ' || string_agg('g.' || name, ', ' ORDER BY number) || ' FROM (SELECT cdp.survivor_groups(profile_id, ARRAY[' || string_agg(quote_literal(rules), ', ' ORDER BY number)
           || '], at, rank, NULL, ' || string_agg(name, ', ' ORDER BY number) || ') AS s FROM person_record) AS r CROSS JOIN LATERAL cdp.survivor_rows(r.s) AS g (profile_id bigint, '
           || 'record_count bigint, first_seen timestamptz, last_seen timestamptz, ' || string_agg(name || ' text', ', ' ORDER BY number) || ')' AS ours,
       'SELECT profile_id, ' || string_agg(format('cdp.survivor_of(s, %s, NULL::text) AS %s', number, name), ', ' ORDER BY number)
           || ' FROM (SELECT profile_id, cdp.survivors(ARRAY[' || string_agg(quote_literal(rules), ', ' ORDER BY number) || '], at, rank, NULL, ' || string_agg(name, ', ' ORDER BY number)
           || ') AS s FROM (SELECT * FROM person_record ORDER BY profile_id) AS r GROUP BY profile_id) AS g' AS grouped,
       'SELECT profile_id, ' || string_agg(format(CASE strategy
           WHEN 'recent' THEN 'cdp.most_recent(%1$s, at) AS %1$s'
           WHEN 'frequent' THEN 'cdp.most_frequent(%1$s) AS %1$s'
           ELSE 'cdp.by_priority(%1$s, rank, at) AS %1$s' END, name), ', ' ORDER BY number) || ' FROM person_record GROUP BY profile_id' AS single,
       'SELECT profile_id, ' || string_agg(format(CASE strategy
           WHEN 'recent' THEN '(array_agg(%1$s ORDER BY at DESC, %1$s COLLATE "C") FILTER (WHERE %1$s IS NOT NULL))[1] AS %1$s'
           WHEN 'frequent' THEN 'mode() WITHIN GROUP (ORDER BY %1$s COLLATE "C") AS %1$s'
           ELSE '(array_agg(%1$s ORDER BY rank, at DESC, %1$s COLLATE "C") FILTER (WHERE %1$s IS NOT NULL))[1] AS %1$s' END, name), ', ' ORDER BY number) || ' FROM person_record GROUP BY profile_id' AS ordered,
       -- why: the least array of texts is that of the latest time, since the time is written as what is left to the year 10000
       'SELECT profile_id, ' || string_agg(format(CASE strategy
           WHEN 'recent' THEN '(min(ARRAY[later, %1$s] COLLATE "C") FILTER (WHERE %1$s IS NOT NULL))[2] AS %1$s'
           WHEN 'frequent' THEN 'mode() WITHIN GROUP (ORDER BY %1$s COLLATE "C") AS %1$s'
           ELSE '(min(ARRAY[chr(48 + rank) || later, %1$s] COLLATE "C") FILTER (WHERE %1$s IS NOT NULL))[2] AS %1$s' END, name), ', ' ORDER BY number)
           || ' FROM (SELECT *, lpad((253402300800000000 - (extract(epoch FROM at) * 1000000)::bigint)::text, 18, ''0'') AS later FROM person_record) AS r GROUP BY profile_id' AS pairs,
       'SELECT profile_id, ' || string_agg(name, ', ' ORDER BY number) || ' FROM (SELECT DISTINCT profile_id FROM person_record) AS p' || string_agg(format(CASE strategy
           WHEN 'recent' THEN ' LEFT JOIN (SELECT DISTINCT ON (profile_id) profile_id, %1$s FROM person_record WHERE %1$s IS NOT NULL ORDER BY profile_id, at DESC, %1$s COLLATE "C") AS t_%1$s USING (profile_id)'
           WHEN 'frequent' THEN ' LEFT JOIN (SELECT DISTINCT ON (profile_id) profile_id, %1$s FROM person_record WHERE %1$s IS NOT NULL GROUP BY profile_id, %1$s ORDER BY profile_id, count(*) DESC, %1$s COLLATE "C") AS t_%1$s USING (profile_id)'
           ELSE ' LEFT JOIN (SELECT DISTINCT ON (profile_id) profile_id, %1$s FROM person_record WHERE %1$s IS NOT NULL ORDER BY profile_id, rank, at DESC, %1$s COLLATE "C") AS t_%1$s USING (profile_id)' END, name), '') AS joined
FROM (VALUES (1, 'email', 'recent', 'most_recent'), (2, 'phone', 'recent', 'most_recent'), (3, 'street', 'recent', 'most_recent'), (4, 'city', 'recent', 'most_recent'),
             (5, 'given_name', 'frequent', 'most_frequent'), (6, 'family_name', 'frequent', 'most_frequent'), (7, 'birth_date', 'frequent', 'most_frequent'),
             (8, 'postcode', 'ranked', 'by_priority,most_recent'), (9, 'country', 'ranked', 'by_priority,most_recent'), (10, 'house_number', 'ranked', 'by_priority,most_recent')
     ) AS a (number, name, strategy, rules) \gset

SELECT pg_temp.figure(1, 'cdp.survivor_groups', 0, :'ours', :runs), pg_temp.figure(2, 'cdp.survivor_groups', 1, :'ours', :runs), pg_temp.figure(3, 'cdp.survivor_groups', 2, :'ours', :runs),
       pg_temp.figure(4, 'cdp.survivors', 0, :'grouped', :runs), pg_temp.figure(5, 'cdp.survivors', 2, :'grouped', :runs),
       pg_temp.figure(6, 'cdp, an aggregate for each', 0, :'single', :runs), pg_temp.figure(7, 'cdp, an aggregate for each', 2, :'single', :runs),
       pg_temp.figure(8, 'array_agg (... ORDER BY), mode()', 0, :'ordered', :runs), pg_temp.figure(9, 'array_agg (... ORDER BY), mode()', 2, :'ordered', :runs),
       pg_temp.figure(10, 'min of (time, value), mode()', 0, :'pairs', :runs), pg_temp.figure(11, 'min of (time, value), mode()', 2, :'pairs', :runs),
       pg_temp.figure(12, 'DISTINCT ON, joined', 0, :'joined', :runs), pg_temp.figure(13, 'DISTINCT ON, joined', 2, :'joined', :runs) \g /dev/null

\pset footer off
SELECT statement, workers, round(seconds::numeric, 2) AS seconds, round((seconds / min(seconds) FILTER (WHERE statement = 'cdp.survivor_groups') OVER ())::numeric, 1) AS "times cdp.survivor_groups",
       profiles, hash = first_value(hash) OVER (ORDER BY step) AS "same rows"
FROM figures ORDER BY step;
