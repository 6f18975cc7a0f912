\set n random(1, :calls)
SELECT cdp.upsert_record('live', 'calls', :n || '-' || :client_id, c.attributes) FROM call c WHERE c.n = :n;
