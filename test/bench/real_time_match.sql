\set n random(1, :calls)
SELECT count(*) FROM call c, cdp.match('live', c.attributes) m WHERE c.n = :n;
