-- SPDX-License-Identifier: PostgreSQL
-- Analysis of segments: overlaps, lift, uplift, RFM.
SET search_path = public, cdp;
SET extra_float_digits = -12;

SELECT * FROM segment_overlap(ARRAY['{1-10}', '{6-20}', '{}', '{100}']::idset[]);
SELECT * FROM segment_combinations(ARRAY['{1-10}', '{6-20}', '{}', '{8-12,100}']::idset[]);
SELECT count(*) FROM segment_overlap(ARRAY[]::idset[]);
SELECT count(*) FROM segment_combinations(NULL);
SELECT * FROM segment_overlap(ARRAY['{1}', NULL]::idset[]);
SELECT * FROM segment_combinations(array_fill('{1}'::idset, ARRAY[9]));
SELECT size, array_length(members, 1) FROM segment_combinations(array_fill('{1-5}'::idset, ARRAY[8]));

-- the matrix of bitmaps is that of joins
CREATE TEMP TABLE member AS SELECT s AS segment, i::bigint AS profile FROM generate_series(1, 5) AS s, generate_series(1, 3000) AS i WHERE hashint4(i * 31 + s) % 3 = 0;
SELECT count(*) FROM segment_overlap((SELECT array_agg(v ORDER BY segment) FROM (SELECT segment, idset_agg(profile) AS v FROM member GROUP BY segment) AS q)) AS o
WHERE common = (SELECT count(*) FROM member AS x JOIN member AS y USING (profile) WHERE x.segment = o.a AND y.segment = o.b);
SELECT count(*) AS differ FROM (
    SELECT members, size FROM segment_combinations((SELECT array_agg(v ORDER BY segment) FROM (SELECT segment, idset_agg(profile) AS v FROM member GROUP BY segment) AS q))
    EXCEPT SELECT segments, count(*) FROM (SELECT profile, array_agg(segment ORDER BY segment) AS segments FROM member GROUP BY profile) AS p GROUP BY segments) AS d;

-- lift and uplift
SELECT * FROM segment_index(30, 100, 100, 1000);
SELECT * FROM segment_index(0, 0, 100, 1000);
SELECT * FROM segment_index(10, 100, 10, 100);
SELECT * FROM segment_index(30, 10, 100, 1000);
SELECT * FROM segment_index(5, 10, 100, 50);
SELECT * FROM segment_index(0, 10, 91, 100);
-- the example of Newcombe (1998): 56/70 against 48/80, interval 0.0524 to 0.3339
SELECT * FROM uplift(56, 70, 48, 80);
SELECT * FROM uplift(0, 10, 0, 20);
SELECT * FROM uplift(1, 2, 1, 0);
SELECT * FROM uplift(0, 0, 1, 2);
SELECT * FROM uplift(80, 70, 48, 80);
SELECT * FROM uplift(-5, 70, 48, 80);

-- RFM: equal customers have equal scores, whatever their number; every cell has one name
CREATE TEMP TABLE bought AS SELECT c AS customer, 1 + c % 7 AS times FROM generate_series(1, 100) AS c;
SELECT times, count(DISTINCT score) AS scores, min(score) FROM (
    SELECT times, quantile_score(times, (SELECT percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8]) WITHIN GROUP (ORDER BY times::float8) FROM bought)) AS score FROM bought) AS q
GROUP BY times ORDER BY times;
SELECT quantile_score(NULL, ARRAY[1, 2]::float8[]), quantile_score('2025-06-01', ARRAY['2025-01-01', '2025-06-01']::timestamptz[]);
SELECT count(*) AS cells, count(rfm_segment(r, f, m)) AS named FROM generate_series(1, 5) AS r, generate_series(1, 5) AS f, generate_series(1, 5) AS m;
SELECT count(*) AS doubly FROM rfm_grid() AS x, rfm_grid() AS y WHERE x.name < y.name AND x.recency && y.recency AND x.frequency_monetary && y.frequency_monetary;
SELECT rfm_segment(5, 5, 5), rfm_segment(1, 5, 4), rfm_segment(0, 0, 0), rfm_segment(3, 3, 2);
