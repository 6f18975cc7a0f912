-- SPDX-License-Identifier: PostgreSQL
-- A change to one record, and the golden record of its profile after it: the time in the server of the statement that calls
-- answering at once keep planned for that. Nothing is kept.
\set ON_ERROR_STOP on
SET plan_cache_mode = force_generic_plan;
SELECT statement AS refresh FROM cdp._live_writes('live') WHERE name = 'golden' \gset
BEGIN;
PREPARE refresh (bigint[], timestamptz) AS :refresh;
CREATE FUNCTION pg_temp.refreshes(OUT ms float8) RETURNS SETOF float8 LANGUAGE plpgsql AS $$
DECLARE
    item record;
    began timestamptz;
BEGIN
    FOR item IN SELECT DISTINCT ON (i.profile_id) i.profile_id, i.record_id FROM live.identity i JOIN live.profile p USING (profile_id)
                WHERE p.record_count > 1 ORDER BY i.profile_id, i.record_id LIMIT 2000 LOOP
        UPDATE live.record SET email = 'new' || email, observed_at = pg_catalog.now() WHERE record_id = item.record_id;
        began := clock_timestamp();
        EXECUTE format('EXECUTE refresh (ARRAY[%s]::bigint[], now())', item.profile_id);
        ms := extract(epoch FROM clock_timestamp() - began) * 1000;
        RETURN NEXT;
    END LOOP;
END
$$;
SELECT format('%-38s  1 client   p50 %s ms  p99 %s ms', 'golden record of one profile', to_char(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms), '990.99'), to_char(percentile_cont(0.99) WITHIN GROUP (ORDER BY ms), '9990.99'))
FROM pg_temp.refreshes();
ROLLBACK;
