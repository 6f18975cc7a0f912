-- SPDX-License-Identifier: PostgreSQL
-- Charts of reports: the rows that they draw, and that the documents are whole.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never
CREATE TEMP TABLE visit (visitor int, at timestamptz, page text);
INSERT INTO visit VALUES (1, '2025-03-01 10:00', 'home'), (1, '2025-03-01 10:05', 'product'), (1, '2025-03-01 10:20', 'cart'), (1, '2025-03-02 09:00', 'paid'),
    (2, '2025-03-01 11:00', 'home'), (2, '2025-03-01 11:01', 'product'), (2, '2025-03-01 11:02', 'help'), (2, '2025-03-01 11:03', 'cart'),
    (3, '2025-03-01 12:00', 'product'), (3, '2025-03-01 12:30', 'home'), (4, '2025-03-05 08:00', 'home'), (4, '2025-03-05 08:00', 'product');
CREATE TEMP TABLE chart AS SELECT c.name, c.document FROM (VALUES
    ('funnel', cdp.chart_funnel('SELECT visitor, at, page FROM visit', '1 day', ARRAY['home', 'product', 'cart', 'paid'])),
    ('cohorts', cdp.chart_cohorts('SELECT visitor, at FROM visit', 'day', 3)),
    ('rfm', cdp.chart_rfm('SELECT visitor, at, length(page) FROM visit', '2025-04-01')),
    ('overlap', cdp.chart_overlap(ARRAY['a', 'b'], ARRAY['{1-4}', '{3-10}']::cdp.idset[])),
    ('sankey', cdp.chart_sankey('SELECT visitor, at, page FROM visit', 3))) AS c (name, document);
SELECT DISTINCT document ->> '$schema', document ?& ARRAY['title', 'data', 'encoding', 'layer'] AS whole FROM chart;
SELECT r ->> 'label' AS label, r ->> 'members' AS members, r ->> 'share_of_first' AS share FROM chart, jsonb_array_elements(document #> '{data,values}') AS r WHERE name = 'funnel';
SELECT r ->> 'cohort' AS cohort, r ->> 'period' AS period, r ->> 'members' AS members FROM chart, jsonb_array_elements(document #> '{data,values}') AS r WHERE name = 'cohorts';
SELECT r ->> 'recency' AS recency, r ->> 'frequency_monetary' AS value, r ->> 'customers' AS customers, r ->> 'segment' AS segment FROM chart, jsonb_array_elements(document #> '{data,values}') AS r WHERE name = 'rfm';
SELECT r ->> 'of' AS of, r ->> 'in' AS in, r ->> 'common' AS common, r ->> 'share' AS share FROM chart, jsonb_array_elements(document #> '{data,values}') AS r WHERE name = 'overlap';
-- a band is as thick as it has members all along, leaves its box and arrives in the next; boxes of a step do not touch
CREATE TEMP VIEW piece AS SELECT r.* FROM chart, jsonb_to_recordset(document #> '{data,values}') AS r (what text, step float8, link int, source text, target text, members int, low float8, high float8) WHERE name = 'sankey';
SELECT step, source, members, low, high FROM piece WHERE what = 'node' ORDER BY step, low;
SELECT link, source, target, members, min(step) AS from_step, max(step) AS to_step, count(*) AS points, bool_and(abs(high - low - members) < 1e-9) AS even FROM piece WHERE what = 'band' GROUP BY 1, 2, 3, 4 ORDER BY 1;
SELECT count(*) AS outside FROM piece b WHERE b.what = 'band' AND b.step = floor(b.step) AND NOT EXISTS (SELECT FROM piece n WHERE n.what = 'node' AND n.step = b.step AND n.source IN (b.source, b.target) AND n.low <= b.low + 1e-9 AND b.high <= n.high + 1e-9);
SELECT count(*) AS overlapping FROM piece a JOIN piece b ON a.what = 'band' AND b.what = 'band' AND a.link < b.link AND a.step = b.step AND a.step = floor(a.step) AND a.low < b.high - 1e-9 AND b.low < a.high - 1e-9
WHERE (a.source = b.source AND a.step = (SELECT min(step) FROM piece p WHERE p.link = a.link)) OR (a.target = b.target AND a.step = (SELECT max(step) FROM piece p WHERE p.link = a.link));
-- nothing to draw, and errors of the reports
SELECT cdp.chart_sankey('SELECT visitor, at, page FROM visit WHERE false') #> '{data,values}' AS no_paths, cdp.chart_funnel('SELECT visitor, at, page FROM visit WHERE false', '1 day', ARRAY['home']) #>> '{data,values,0,members}' AS none;
SELECT cdp.chart_funnel('SELECT visitor, at, page FROM visit', '1 day', '{}');
SELECT cdp.chart_cohorts('SELECT visitor, at FROM visit', 'decade');
SELECT cdp.chart_rfm('SELECT visitor, at, 1 FROM visit', '2025-04-01', 1);
