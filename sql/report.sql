-- SPDX-License-Identifier: PostgreSQL
-- Reports on a query of events: RFM, retention, funnels, paths.
SET extra_float_digits = -12;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO';
CREATE SCHEMA shop;
SET search_path = shop;

-- RFM: fixed as_of, equal customers, never bought
CREATE TABLE purchase (customer text, at timestamptz, amount numeric);
INSERT INTO purchase SELECT 'c' || lpad(c::text, 2, '0'), timestamptz '2025-01-01' + c / 2 * interval '5 days' + n * interval '1 day', 10 * (c / 2)
FROM generate_series(2, 21) AS c, generate_series(1, 1 + c / 2 % 4) AS n;
INSERT INTO purchase VALUES ('never', NULL, NULL), ('c02', '2026-01-01', 1000000);
SELECT * FROM cdp.rfm('SELECT * FROM purchase', '2025-12-31');
SELECT count(*) AS differ FROM (SELECT count(DISTINCT (recency_score, frequency_score, monetary_score)) AS n FROM cdp.rfm('SELECT * FROM purchase', '2025-12-31') GROUP BY last_at, frequency, monetary) AS q WHERE n > 1;
SELECT max(recency_score), max(segment) FROM cdp.rfm('SELECT * FROM purchase -- a remark', '2025-12-31', bins => 3);
SELECT * FROM cdp.rfm('SELECT * FROM purchase', '2025-12-31', bins => 1);
SELECT * FROM cdp.rfm('SELECT customer FROM purchase', '2025-12-31');
SHOW search_path;

-- retention
CREATE TABLE came AS SELECT * FROM (VALUES (1, timestamptz '2025-01-05'), (1, '2025-01-20'), (1, '2025-02-03'), (1, '2025-04-01'), (2, '2025-01-31'), (2, '2025-04-30'), (3, '2025-02-10'), (3, '2025-03-10'), (4, NULL)) AS v (who, at);
SELECT * FROM cdp.retention_matrix('SELECT who, at FROM came');
SELECT * FROM cdp.retention_matrix('SELECT who, at FROM came', periods => 2, cumulative => true);
SELECT * FROM cdp.retention_matrix('SELECT who, at FROM came', 'quarter');
SELECT count(*), sum(members) FROM cdp.retention_matrix('SELECT who, at FROM came', 'week', 100);
SELECT * FROM cdp.retention_matrix('SELECT who, at FROM came', 'hour');
SELECT * FROM cdp.retention_matrix('SELECT who, at FROM came', periods => -1);
SELECT * FROM cdp.retention_matrix('SELECT who FROM came');
SELECT * FROM cdp.retention_matrix('SELECT who, at, at FROM came');
-- errors of the query itself stay its own, whatever their words
SELECT * FROM cdp.retention_matrix('SELECT a, b FROM (SELECT who, at FROM came) AS input (a, b, c)');
SELECT * FROM cdp.retention_matrix('SELECT who, at FROM came, came AS other');

-- funnels and paths
CREATE TABLE visit AS SELECT * FROM (VALUES (1, timestamptz '2025-03-01 10:00', 'home'), (1, '2025-03-01 10:05', 'product'), (1, '2025-03-01 10:20', 'cart'), (1, '2025-03-03', 'paid'),
    (2, '2025-03-01 11:00', 'home'), (2, '2025-03-01 11:01', 'home'), (2, '2025-03-01 11:02', 'product'), (3, '2025-03-01', 'product'), (3, '2025-03-02', 'home'), (4, '2025-03-02', 'it''s')) AS v (who, at, page);
SELECT * FROM cdp.funnel('SELECT * FROM visit', '1 day', ARRAY['home', 'product', 'cart', 'paid']);
SELECT * FROM cdp.funnel('SELECT * FROM visit', '1 day', ARRAY['it''s', 'gone'], 'strict_order');
SELECT * FROM cdp.funnel('SELECT * FROM visit WHERE false', '1 day', ARRAY['home']);
SELECT * FROM cdp.funnel('SELECT * FROM visit', '1 day', '{}');
SELECT * FROM cdp.funnel('SELECT who::text, at, page FROM visit', '1 day', ARRAY['home', 'product', 'cart', 'paid']);
SELECT * FROM cdp.funnel('SELECT who::text, at, page FROM visit WHERE false', '1 day', ARRAY['home']);
SELECT * FROM cdp.funnel('SELECT who::smallint, at, page FROM visit', '1 day', ARRAY['home', 'product'], 'strict_increase');
SELECT * FROM cdp.funnel('SELECT * FROM visit', '1 day', ARRAY['home', 'product'], 'strict');
SELECT * FROM cdp.funnel('SELECT who FROM visit', '1 day', ARRAY['home']);
SET cdp.memory = '16MB';
SELECT step, members FROM cdp.funnel('SELECT i % 100000, timestamptz ''2025-01-01'' + i * interval ''1 second'', i / 500000 FROM generate_series(0, 999999) AS i', '30 days', ARRAY['0', '1']);
RESET cdp.memory;
SELECT * FROM cdp.paths('SELECT * FROM visit', 3);
SELECT * FROM cdp.paths('SELECT * FROM visit', 3, top => 1);
SELECT * FROM cdp.paths('SELECT * FROM visit', 3, start => 'home', collapse => false);
SELECT * FROM cdp.paths('SELECT * FROM visit', 3, top => 0);
SELECT * FROM cdp.paths('SELECT * FROM visit', -1);
SELECT * FROM cdp.paths('SELECT page, count(*) FROM visit GROUP BY 3');
SELECT * FROM cdp.funnel(NULL, '1 day', ARRAY['home']);
SELECT * FROM cdp.paths('DROP TABLE visit');
RESET search_path;
DROP SCHEMA shop CASCADE;
