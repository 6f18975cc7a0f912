-- SPDX-License-Identifier: PostgreSQL
-- Analysis of segments: overlaps, lift, uplift, RFM.

CREATE FUNCTION cdp.segment_overlap(segments cdp.idset[])
    RETURNS TABLE (a int, b int, size_a bigint, size_b bigint, common bigint, only_a bigint, only_b bigint, share_of_a float8, share_of_b float8, jaccard float8)
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 50 AS 'MODULE_PATHNAME', 'cdp_segment_overlap';
COMMENT ON FUNCTION cdp.segment_overlap(cdp.idset[]) IS 'How each pair of sets overlaps, by their places in the array, a <= b, each set with itself too: sizes, ids in both, in one only, shares of the ids in both among those of a, of b and of either (Jaccard; null for empty sets). Errors: 22004 for a null among them.';

CREATE FUNCTION cdp.segment_combinations(segments cdp.idset[]) RETURNS TABLE (members int[], size bigint)
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 50 AS 'MODULE_PATHNAME', 'cdp_segment_combinations';
COMMENT ON FUNCTION cdp.segment_combinations(cdp.idset[]) IS 'How many ids are in just these sets and no other, for each combination of up to 8 sets (by their places in the array) that has any: the rows of an UpSet chart. Errors: 22023 for more sets, 22004 for a null among them.';

CREATE FUNCTION cdp._part(part bigint, whole bigint, what text) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF part < 0 OR part > whole THEN
        RAISE EXCEPTION '% must be from 0 to %, not %', what, whole, part USING ERRCODE = 'invalid_parameter_value', HINT = 'It counts a part of the other.';
    END IF;
    RETURN part;
END
$$;
COMMENT ON FUNCTION cdp._part(bigint, bigint, text) IS 'Internal: part, or 22023 where it is negative or more than the whole.';

CREATE FUNCTION cdp.segment_index(in_segment bigint, segment_size bigint, in_base bigint, base_size bigint,
    OUT share float8, OUT base_share float8, OUT index float8, OUT z_score float8)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    WITH rest AS (SELECT cdp._part(in_segment, LEAST(segment_size, in_base), 'in_segment') AS inside, cdp._part(segment_size, base_size, 'segment_size') AS size,
                         cdp._part(in_base - in_segment, base_size - segment_size, 'in_base without in_segment') AS outside, base_size - segment_size AS rest_size),
         shares AS (SELECT r.*, r.inside / NULLIF(r.size, 0)::float8 AS share, in_base / NULLIF(base_size, 0)::float8 AS base_share FROM rest AS r)
    SELECT s.share, s.base_share, 100 * s.share / NULLIF(s.base_share, 0),
           (s.share - s.outside / NULLIF(s.rest_size, 0)::float8)
           / NULLIF(sqrt(GREATEST(s.base_share * (1 - s.base_share) * (1 / NULLIF(s.size, 0)::float8 + 1 / NULLIF(s.rest_size, 0)::float8), 0)), 0)
    FROM shares AS s;
END;
COMMENT ON FUNCTION cdp.segment_index(bigint, bigint, bigint, bigint) IS 'How typical a value is of a segment: its share in the segment, its share in the base (which the segment is part of), the index 100 * share / base_share (above 100: more often than in the base), and the z-score of the segment against the rest of the base (two proportions, pooled; beyond 1.96 at the 5 % level). Null where a size is 0 or there is no rest. Errors: 22023 for counts that cannot be, as more in the segment than its size.';

CREATE FUNCTION cdp.uplift(treated_converted bigint, treated bigint, control_converted bigint, control bigint,
    OUT treated_rate float8, OUT control_rate float8, OUT uplift float8, OUT low float8, OUT high float8, OUT relative_uplift float8, OUT z_score float8)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    WITH z AS (SELECT 1.959963984540054::float8 AS z, NULLIF(treated, 0)::float8 AS n1, NULLIF(control, 0)::float8 AS n2),
         r AS (SELECT *, cdp._part(treated_converted, treated, 'treated_converted') / n1 AS p1, cdp._part(control_converted, control, 'control_converted') / n2 AS p2, (treated_converted + control_converted) / (n1 + n2) AS p FROM z),
         w AS (SELECT *, (p1 + z * z / (2 * n1)) / (1 + z * z / n1) AS c1, z * sqrt(GREATEST(p1 * (1 - p1) / n1 + z * z / (4 * n1 * n1), 0)) / (1 + z * z / n1) AS h1,
                      (p2 + z * z / (2 * n2)) / (1 + z * z / n2) AS c2, z * sqrt(GREATEST(p2 * (1 - p2) / n2 + z * z / (4 * n2 * n2), 0)) / (1 + z * z / n2) AS h2 FROM r)
    SELECT p1, p2, p1 - p2, p1 - p2 - sqrt((p1 - c1 + h1) ^ 2 + (c2 + h2 - p2) ^ 2), p1 - p2 + sqrt((c1 + h1 - p1) ^ 2 + (p2 - c2 + h2) ^ 2),
           (p1 - p2) / NULLIF(p2, 0), (p1 - p2) / NULLIF(sqrt(GREATEST(p * (1 - p) * (1 / n1 + 1 / n2), 0)), 0)
    FROM w;
END;
COMMENT ON FUNCTION cdp.uplift(bigint, bigint, bigint, bigint) IS 'What a campaign changed, against a holdout: rates of conversion of both groups, their difference with its 95 % interval low to high (Newcombe 1998, from Wilson scores), the difference relative to the control, and the z-score of the difference (two proportions, pooled). Null where a group is empty. Errors: 22023 for counts that cannot be.';

CREATE FUNCTION cdp.quantile_score(value float8, thresholds float8[]) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN value IS NULL THEN 0 ELSE 1 + (SELECT count(*) FROM unnest(thresholds) AS t (threshold) WHERE value > t.threshold)::int END;
END;
COMMENT ON FUNCTION cdp.quantile_score(float8, float8[]) IS 'The score of a value among thresholds: 1 and one more for each threshold below it; 0 for null. With the thresholds of percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8]) scores go from 1 to 5, and equal values have equal scores, which ntile does not promise.';

CREATE FUNCTION cdp.quantile_score(value timestamptz, thresholds timestamptz[]) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN value IS NULL THEN 0 ELSE 1 + (SELECT count(*) FROM unnest(thresholds) AS t (threshold) WHERE value > t.threshold)::int END;
END;
COMMENT ON FUNCTION cdp.quantile_score(timestamptz, timestamptz[]) IS 'The same for times, as of a last purchase.';

CREATE FUNCTION cdp.rfm_grid() RETURNS TABLE (name text, recency int4range, frequency_monetary int4range)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 12
BEGIN ATOMIC
    SELECT * FROM (VALUES
        ('Champions', int4range(5, 5, '[]'), int4range(4, 5, '[]')), ('Loyal', int4range(3, 4, '[]'), int4range(4, 5, '[]')),
        ('Potential', int4range(4, 5, '[]'), int4range(3, 3, '[]')), ('Promising', int4range(4, 4, '[]'), int4range(1, 2, '[]')),
        ('New', int4range(5, 5, '[]'), int4range(1, 2, '[]')), ('Need attention', int4range(3, 3, '[]'), int4range(3, 3, '[]')),
        ('About to sleep', int4range(3, 3, '[]'), int4range(1, 2, '[]')), ('At risk', int4range(2, 2, '[]'), int4range(3, 5, '[]')),
        ('Cannot lose', int4range(1, 1, '[]'), int4range(4, 5, '[]')), ('Hibernating', int4range(2, 2, '[]'), int4range(1, 2, '[]')),
        ('Lost', int4range(1, 1, '[]'), int4range(1, 3, '[]'))) AS g (name, recency, frequency_monetary);
END;
COMMENT ON FUNCTION cdp.rfm_grid() IS 'The usual names of RFM cells, on scores from 1 to 5: ranges of the recency score and of the rounded mean of the frequency and the monetary score. Every cell has one name. Copy it into a table to change it: CREATE TABLE grid AS SELECT * FROM cdp.rfm_grid().';

CREATE FUNCTION cdp.rfm_segment(recency int, frequency int, monetary int) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT g.name FROM cdp.rfm_grid() AS g WHERE g.recency @> rfm_segment.recency AND g.frequency_monetary @> ((rfm_segment.frequency + rfm_segment.monetary + 1) / 2);
END;
COMMENT ON FUNCTION cdp.rfm_segment(int, int, int) IS 'The name of an RFM cell in cdp.rfm_grid, from three scores of 1 to 5; null for other scores, as 0 of those who never bought.';
