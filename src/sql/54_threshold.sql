-- SPDX-License-Identifier: PostgreSQL
-- Where to cut without labels: what the weights of the predicted pairs say about the errors among them. Each query is
-- one SELECT that gives a column match_weight, as cdp.link does, run with the caller's rights and, by the last
-- argument, on the caller's search_path.

CREATE FUNCTION cdp.expected_errors(predicted text, thresholds float8[] DEFAULT NULL,
    search_path text DEFAULT pg_catalog.current_setting('search_path'))
    RETURNS TABLE (threshold float8, pairs bigint, expected_false float8, false_discovery_rate float8, expected_recall float8)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    PERFORM pg_catalog.set_config('search_path', expected_errors.search_path, true);
    EXECUTE pg_catalog.format(E'SELECT input.match_weight FROM (%s\n) AS input LIMIT 0', predicted);
    -- why: bits beyond 500 are certainty, and power() does not take 2000.
    RETURN QUERY EXECUTE pg_catalog.format($q$
        WITH weight AS (
            SELECT w.bits, pg_catalog.count(*) AS pairs
            FROM (SELECT LEAST(500, GREATEST(-500, input.match_weight::float8)) AS bits FROM (%s
                 ) AS input WHERE input.match_weight IS NOT NULL) AS w
            GROUP BY w.bits
        ), cut AS (
            SELECT c.threshold FROM pg_catalog.unnest($1::float8[]) AS c (threshold)
            UNION
            SELECT g.bits::float8 FROM (SELECT pg_catalog.floor(pg_catalog.min(w.bits))::int AS low, pg_catalog.floor(pg_catalog.max(w.bits))::int AS high FROM weight AS w) AS r,
                pg_catalog.generate_series(r.low, r.high) AS g (bits)
            WHERE $1 IS NULL
        ), odds AS (
            SELECT w.bits, w.pairs, NULL::float8 AS threshold, w.pairs / (1 + pg_catalog.power(2::float8, w.bits)) AS false_pairs,
                   w.pairs / (1 + pg_catalog.power(2::float8, -w.bits)) AS true_pairs FROM weight AS w
            UNION ALL
            SELECT c.threshold, 0, c.threshold, 0, 0 FROM cut AS c
        ), total AS (
            -- A threshold counts the pairs of its own weight.
            SELECT o.threshold, pg_catalog.sum(o.pairs) OVER down AS pairs, pg_catalog.sum(o.false_pairs) OVER down AS false_pairs,
                   pg_catalog.sum(o.true_pairs) OVER down AS true_pairs, pg_catalog.sum(o.true_pairs) OVER () AS all_true
            FROM odds AS o WINDOW down AS (ORDER BY o.bits DESC, o.threshold NULLS FIRST ROWS UNBOUNDED PRECEDING)
        )
        SELECT t.threshold, t.pairs::bigint, t.false_pairs, t.false_pairs / NULLIF(t.pairs, 0)::float8, t.true_pairs / NULLIF(t.all_true, 0)
        FROM total AS t WHERE t.threshold IS NOT NULL ORDER BY t.threshold $q$, predicted)
    USING thresholds;
END
$$;
COMMENT ON FUNCTION cdp.expected_errors(text, float8[], text) IS 'How many of the predicted pairs are wrong, by their own weights, without labels: for each threshold in bits the pairs from there on, the number of them that is expected to be false (the sum of 1 - match_probability), their share (the false discovery rate), and which part of the matches expected among all the given pairs is kept. predicted gives match_weight: the rows of cdp.link, with a threshold low enough for pairs in doubt to be among them; null weights are left out. thresholds null takes every whole number of bits in their range. Right as far as the model is calibrated: after Belin and Rubin 1995. The last argument is the search_path for the query: the caller''s, if left out.';

CREATE FUNCTION cdp.suggest_threshold(predicted text, false_discovery_rate float8 DEFAULT 0.01,
    search_path text DEFAULT pg_catalog.current_setting('search_path')) RETURNS float8
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    suggested float8;
BEGIN
    IF false_discovery_rate IS NULL OR NOT (false_discovery_rate > 0 AND false_discovery_rate < 1) THEN
        RAISE EXCEPTION 'a false discovery rate must be between 0 and 1' USING ERRCODE = 'invalid_parameter_value',
            HINT = '0.01 asks for a threshold from which on one pair in a hundred is expected to be wrong.';
    END IF;
    PERFORM pg_catalog.set_config('search_path', suggest_threshold.search_path, true);
    EXECUTE pg_catalog.format(E'SELECT input.match_weight FROM (%s\n) AS input LIMIT 0', predicted);
    EXECUTE pg_catalog.format($q$
        SELECT pg_catalog.min(c.bits)
        FROM (SELECT w.bits, pg_catalog.sum(w.pairs / (1 + pg_catalog.power(2::float8, LEAST(500, GREATEST(-500, w.bits))))) OVER down AS false_pairs,
                     pg_catalog.sum(w.pairs) OVER down AS pairs
              FROM (SELECT input.match_weight::float8 AS bits, pg_catalog.count(*) AS pairs FROM (%s
                   ) AS input WHERE input.match_weight IS NOT NULL GROUP BY input.match_weight::float8) AS w
              WINDOW down AS (ORDER BY w.bits DESC ROWS UNBOUNDED PRECEDING)) AS c
        WHERE c.false_pairs <= $1 * c.pairs $q$, predicted)
    INTO suggested USING false_discovery_rate;
    RETURN suggested;
END
$$;
COMMENT ON FUNCTION cdp.suggest_threshold(text, float8, text) IS 'The lowest match weight, in bits, from which on at most the share false_discovery_rate of the predicted pairs is expected to be wrong, without labels: the threshold argument for cdp.link and cdp.dedupe. Null when not even the surest pairs are sure enough, or there are none. predicted, calibration and the last argument are those of cdp.expected_errors. Raises invalid_parameter_value for a rate that is not between 0 and 1.';
