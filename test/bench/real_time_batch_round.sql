-- SPDX-License-Identifier: PostgreSQL
-- One round of real_time_batch.sql.
UPDATE record r
SET email = CASE n % 3 WHEN 0 THEN 'new' || :round || COALESCE(r.email, n || '@example.org') ELSE r.email END,
    street = CASE n % 3 WHEN 1 THEN n % 97 || ' rue ' || COALESCE(r.family_name, 'du Lac') ELSE r.street END,
    phone = CASE n % 3 WHEN 2 THEN '06' || 10000000 + n * 7919 % 89999999 ELSE r.phone END
FROM (SELECT q.record_id, row_number() OVER (ORDER BY md5(q.record_id || :round)) AS n FROM record q ORDER BY md5(q.record_id || :round) LIMIT 10000) c
WHERE c.record_id = r.record_id;
CHECKPOINT;
SELECT extract(epoch FROM clock_timestamp()) AS began \gset
SELECT updated FROM cdp.sync('live') \gset
SELECT extract(epoch FROM clock_timestamp()) AS synced \gset
SELECT compared FROM cdp.resolve('live') \gset
SELECT format('batch, round %s: %s records changed, %s pairs compared, sync %s s, resolve %s s', :round, :updated, :compared,
    round(:synced - :began, 2), round(extract(epoch FROM clock_timestamp()) - :synced, 2)) AS batch \gset
\echo :batch
