-- SPDX-License-Identifier: PostgreSQL
-- One run of the model of reference, people_jw.json, on table `person`: trained, scored and clustered, from a table into
-- a table. A session of its own, so that the peak of memory is that of the run. Adds a row for each phase to `people_phase`
-- and one for the whole to `people_run`; -v input=… names the rows in both.
\set ON_ERROR_STOP on
\set model `cat test/bench/people_jw.json`
SET cdp.progress = off;
-- The extension is loaded, and the tables are in the buffers.
SELECT cdp.fold('a'), count(*), sum(length(p::text)) FROM person p \g /dev/null
DROP TABLE IF EXISTS person_cluster;

SELECT clock_timestamp() AS began \gset
CREATE UNLOGGED TABLE person_cluster AS
SELECT d.* FROM cdp.dedupe('SELECT id, given_name, family_name, birth_date, email, phone, postcode, city FROM person', :'model', train => true) AS d;
SELECT extract(epoch FROM clock_timestamp() - :'began'::timestamptz) AS seconds,
       substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)')::bigint
       - substring(pg_read_file('/proc/self/status') FROM 'RssShmem:\s+(\d+)')::bigint AS resident_kb \gset

INSERT INTO people_run SELECT :'input', :seconds, :resident_kb::bigint * 1024, r.* FROM cdp.last_run() AS r;
INSERT INTO people_phase SELECT :'input', p.* FROM cdp.last_run_phases() AS p
UNION ALL SELECT :'input', 99, 'everything else', :seconds - sum(seconds), NULL FROM cdp.last_run_phases();
