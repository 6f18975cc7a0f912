-- SPDX-License-Identifier: PostgreSQL
-- What the runs of people.sql took: medians over the runs of one input.
\pset footer off
\pset null '-'
SELECT phase, round(seconds::numeric, 3) AS seconds, round(cpu_seconds::numeric, 3) AS "cpu seconds"
FROM (SELECT min(step) AS step, phase, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS seconds,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY cpu_seconds) AS cpu_seconds
      FROM people_phase WHERE input = :'input' GROUP BY phase) AS p ORDER BY step, phase;
SELECT count(*) AS runs, round((percentile_cont(0.5) WITHIN GROUP (ORDER BY wall))::numeric, 2) AS seconds,
       round(min(wall)::numeric, 2) AS best, min(records) AS records, min(compared) AS pairs, min(links) AS links,
       min(clusters) AS clusters, round(max(peak_bytes) / 1048576.0) AS "engine MiB",
       round(max(resident_bytes) / 1048576.0) AS "resident MiB",
       round(max(resident_bytes) / 1048576.0 / min(records) * 1e6) AS "MiB/million"
FROM people_run WHERE input = :'input';
