-- SPDX-License-Identifier: PostgreSQL
-- The linkage engine on table `record`, generated customers in one table: the shortest way in, then its parts. Run by
-- tools/bench.sh, one session a table size; leaves its figures in table `figures`. Seconds are those of the whole call,
-- reading the query included; memory is what cdp.last_run() tells, the data of the engine at its peak.
\set ON_ERROR_STOP on
SET cdp.progress = off;
SELECT count(*) AS records FROM record \gset

-- Runs one linkage call and notes what it took.
CREATE FUNCTION pg_temp.figure(step int, name text, call text, threads text DEFAULT '0') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('cdp.threads', threads, false);
    EXECUTE call;
    INSERT INTO figures
        SELECT l.records, step, name, l.seconds, nullif(l.compared, 0), nullif(l.compared, 0) / nullif(l.seconds, 0), nullif(l.clusters, 0), l.peak_bytes, l.peak_bytes / l.records
        FROM cdp.last_run() AS l;
END
$$;
SELECT pg_temp.figure(1, 'dedupe, no model', $$SELECT count(*) FROM cdp.dedupe('SELECT * FROM record')$$) \g /dev/null
SELECT pg_temp.figure(2, 'train_model', $$CREATE TEMP TABLE model AS SELECT cdp.train_model('SELECT * FROM record') AS document$$) \g /dev/null
SELECT pg_temp.figure(3, 'link', $$SELECT count(*) FROM model, cdp.link('SELECT * FROM record', document)$$) \g /dev/null
SELECT pg_temp.figure(4, 'dedupe', $$SELECT count(*) FROM model, cdp.dedupe('SELECT * FROM record', document)$$) \g /dev/null
SELECT pg_temp.figure(5, 'dedupe, 1 thread', $$SELECT count(*) FROM model, cdp.dedupe('SELECT * FROM record', document)$$, '1') \g /dev/null

\pset footer off
\pset null '-'
SELECT call, round(seconds::numeric, 2) AS seconds, compared AS "pairs compared", round((pairs_per_second / 1e6)::numeric, 2) AS "M pairs/s",
       round(:records / seconds::numeric) AS "records/s", clusters, round(peak_bytes / 1048576.0) AS "peak MiB", bytes_per_record AS "bytes/record"
FROM figures WHERE records = :records ORDER BY step;
