-- SPDX-License-Identifier: PostgreSQL
-- Pairs of texts for functions.sql, from the table record of generated customers (test/data): pair_names, :rows pairs of
-- given or family names as people write them, and pair_long, a tenth as many pairs of whole lines. One pair in two
-- comes from two records that stand side by side in the order of the truth, most often one person's.
CREATE UNLOGGED TABLE pair_names (a text NOT NULL, b text NOT NULL);
CREATE UNLOGGED TABLE pair_long (LIKE pair_names);

CREATE TEMP TABLE name AS
SELECT part, row_number() OVER (PARTITION BY part ORDER BY true_id, record_id) - 1 AS n, value
FROM record, LATERAL (VALUES (0, given_name), (1, family_name)) AS v (part, value)
WHERE value <> '';
CREATE TEMP TABLE line AS
SELECT row_number() OVER (ORDER BY true_id, record_id) - 1 AS n, value
FROM (SELECT true_id, record_id, concat_ws(' ', given_name, family_name, birth_date, street, postcode, city, email) AS value FROM record) AS r
WHERE length(value) BETWEEN 65 AND 85;
ANALYZE name, line;

INSERT INTO pair_names
SELECT x.value, y.value
FROM (SELECT i % 2 AS part, abs(hashint8(i)::bigint) AS h, abs(hashint8extended(i, 1) % 1000000007) AS other FROM generate_series(1, :rows) AS i) AS draw
JOIN (SELECT part, count(*) AS people FROM name GROUP BY part) AS size USING (part)
JOIN name AS x ON x.part = draw.part AND x.n = h % people
JOIN name AS y ON y.part = draw.part AND y.n = CASE WHEN h / people % 2 = 0 THEN (h % people + 1) % people ELSE other % people END;

INSERT INTO pair_long
SELECT x.value, y.value
FROM (SELECT abs(hashint8(i)::bigint) AS h, abs(hashint8extended(i, 1) % 1000000007) AS other FROM generate_series(1, :rows / 10) AS i) AS draw
CROSS JOIN (SELECT count(*) AS people FROM line) AS size
JOIN line AS x ON x.n = h % people
JOIN line AS y ON y.n = CASE WHEN h / people % 2 = 0 THEN (h % people + 1) % people ELSE other % people END;
VACUUM ANALYZE pair_names, pair_long;
