-- SPDX-License-Identifier: PostgreSQL
-- Included by sets.sql and events.sql: queries of ours beside plain SQL, in one session. Milliseconds of the median of three
-- runs (of one run for what takes long); every answer is compared.
\set QUIET on
\pset footer off
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';
SET search_path = public, cdp;
SET jit = off;

CREATE TEMP TABLE figure (line numeric, what text, ours_ms float8, sql_ms float8, sql text);

-- median_ms(query, times): and its first column as text, to compare.
CREATE FUNCTION pg_temp.run(query text, times int, OUT ms float8, OUT answer text) LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
    all_ms float8[] := '{}';
BEGIN
    FOR i IN 1..times LOOP
        began := clock_timestamp();
        EXECUTE query INTO answer;
        all_ms := all_ms || extract(epoch FROM clock_timestamp() - began)::float8 * 1000;
    END LOOP;
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY m) INTO ms FROM unnest(all_ms) AS m;
END $$;

-- at_once: another form of ours with the same answer, measured beside the same SQL; again with two parallel workers for each.
CREATE PROCEDURE pg_temp.beside(line int, what text, ours text, plain text, times int DEFAULT 3, at_once text DEFAULT NULL) LANGUAGE plpgsql AS $$
DECLARE
    a record;
    b record;
BEGIN
    SELECT * INTO a FROM pg_temp.run(ours, times);
    SELECT * INTO b FROM pg_temp.run(plain, times);
    IF a.answer IS DISTINCT FROM b.answer THEN RAISE EXCEPTION '%: % and % differ', what, a.answer, b.answer; END IF;
    INSERT INTO figure VALUES (line, what, a.ms, b.ms);
    FOR workers IN 0 .. CASE WHEN at_once IS NULL THEN -1 ELSE 2 END BY 2 LOOP
        PERFORM set_config('max_parallel_workers_per_gather', workers::text, true);
        IF workers > 0 THEN SELECT * INTO b FROM pg_temp.run(plain, times); END IF;
        SELECT * INTO a FROM pg_temp.run(at_once, times);
        IF a.answer IS DISTINCT FROM b.answer THEN RAISE EXCEPTION '%: % and % differ', at_once, a.answer, b.answer; END IF;
        INSERT INTO figure VALUES (line + (workers + 1) / 10.0, format('%s, funnel_counts, %s workers', what, workers), a.ms, b.ms);
    END LOOP;
    PERFORM set_config('max_parallel_workers_per_gather', '0', true);
END $$;
