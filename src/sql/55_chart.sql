-- SPDX-License-Identifier: PostgreSQL
-- Charts of models, pairs and clusters: documents of Vega-Lite 5 with their data, to paste into any editor or notebook
-- that draws them.

CREATE FUNCTION cdp._chart(title text, data jsonb, body jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_build_object('$schema', 'https://vega.github.io/schema/vega-lite/v5.json', 'title', title,
    'data', pg_catalog.jsonb_build_object('values', COALESCE(data, '[]'))) || body;
COMMENT ON FUNCTION cdp._chart(text, jsonb, jsonb) IS 'Internal: a document of Vega-Lite of a title, an array of rows and the rest.';

CREATE FUNCTION cdp._model_levels(model jsonb)
    RETURNS TABLE (comparison text, place bigint, level bigint, label text, m float8, u float8)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 40
BEGIN ATOMIC
    SELECT COALESCE(c.one ->> 'name', c.one #>> '{attributes,0}'), c.place, l.level, COALESCE(l.one ->> 'label', l.one ->> 'when'),
           (l.one ->> 'm')::float8, (l.one ->> 'u')::float8
    FROM ROWS FROM (pg_catalog.jsonb_array_elements(_model_levels.model -> 'comparisons')) WITH ORDINALITY AS c (one, place)
    CROSS JOIN LATERAL ROWS FROM (pg_catalog.jsonb_array_elements(c.one -> 'levels')) WITH ORDINALITY AS l (one, level)
    ORDER BY c.place, l.level;
END;
COMMENT ON FUNCTION cdp._model_levels(jsonb) IS 'Internal: the levels of the comparisons of a model.';

CREATE FUNCTION cdp.chart_match_weights(model jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN cdp._chart('Match weights', (
    SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('comparison', l.comparison, 'level', l.level, 'label', l.label,
               'm', l.m, 'u', l.u, 'weight', (pg_catalog.ln(l.m) - pg_catalog.ln(l.u)) / pg_catalog.ln(2::float8)) ORDER BY l.place, l.level)
    FROM cdp._model_levels(model) AS l WHERE l.m > 0 AND l.u > 0),
    '{"mark": {"type": "bar", "tooltip": true}, "resolve": {"scale": {"y": "independent"}},
      "encoding": {"row": {"field": "comparison", "type": "nominal", "sort": null, "title": null, "header": {"labelAngle": 0, "labelAlign": "left"}},
                   "y": {"field": "label", "type": "nominal", "sort": {"field": "level"}, "title": null},
                   "x": {"field": "weight", "type": "quantitative", "title": "match weight (bits)"},
                   "color": {"field": "weight", "type": "quantitative", "scale": {"scheme": "redyellowgreen", "domainMid": 0}, "legend": null}}}');
COMMENT ON FUNCTION cdp.chart_match_weights(jsonb) IS 'A chart of the bits that each level of each comparison of a model weighs, log2(m / u), before the rarity of values. Vega-Lite 5, with its data. Null for null.';

CREATE FUNCTION cdp.chart_m_u(model jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN cdp._chart('How often matches and strangers reach each level', (
    SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('comparison', l.comparison, 'level', l.level, 'label', l.label, 'among', p.among,
               'probability', p.probability) ORDER BY l.place, l.level, p.among)
    FROM cdp._model_levels(model) AS l CROSS JOIN LATERAL (VALUES ('matches (m)', l.m), ('strangers (u)', l.u)) AS p (among, probability)
    WHERE p.probability IS NOT NULL),
    '{"mark": {"type": "bar", "tooltip": true}, "resolve": {"scale": {"y": "independent"}},
      "encoding": {"row": {"field": "comparison", "type": "nominal", "sort": null, "title": null, "header": {"labelAngle": 0, "labelAlign": "left"}},
                   "y": {"field": "label", "type": "nominal", "sort": {"field": "level"}, "title": null},
                   "yOffset": {"field": "among", "type": "nominal"},
                   "x": {"field": "probability", "type": "quantitative", "scale": {"domain": [0, 1]}, "title": "share of the pairs"},
                   "color": {"field": "among", "type": "nominal", "title": "among"}}}');
COMMENT ON FUNCTION cdp.chart_m_u(jsonb) IS 'A chart of m and u: which share of matches, and of pairs of strangers, reaches each level of each comparison of a model. Vega-Lite 5, with its data. Null for null.';

CREATE FUNCTION cdp.chart_waterfall(model jsonb, a jsonb, b jsonb) RETURNS jsonb
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN cdp._chart('Why two records match, or not', (
    WITH step AS (
        SELECT w.step, w.comparison AS name, w.left_value, w.right_value, w.condition, w.total - w.weight AS start, w.total AS stop, w.weight
        FROM cdp.compare_records(model, a, b) AS w
    )
    SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(s) || pg_catalog.jsonb_build_object('text', pg_catalog.round(s.weight::numeric, 1)) ORDER BY s.step)
    FROM (SELECT t.* FROM step AS t
          UNION ALL
          SELECT t.step + 1, 'match weight', NULL, NULL, NULL, 0, t.stop, t.stop FROM step AS t WHERE t.step = (SELECT pg_catalog.max(m.step) FROM step AS m)) AS s),
    '{"width": {"step": 70}, "height": 300,
      "encoding": {"x": {"field": "name", "type": "nominal", "sort": {"field": "step"}, "title": null, "axis": {"labelAngle": -30}}},
      "layer": [{"mark": {"type": "bar", "tooltip": {"content": "data"}},
                 "encoding": {"y": {"field": "start", "type": "quantitative", "title": "match weight (bits)"}, "y2": {"field": "stop"},
                              "color": {"field": "weight", "type": "quantitative", "scale": {"scheme": "redyellowgreen", "domainMid": 0}, "legend": null}}},
                {"mark": {"type": "text", "dy": -8}, "encoding": {"y": {"field": "stop", "type": "quantitative"}, "text": {"field": "text", "type": "nominal"}}}]}');
COMMENT ON FUNCTION cdp.chart_waterfall(jsonb, jsonb, jsonb) IS 'A chart of cdp.compare_records: the prior, what each comparison adds or takes, and the match weight that comes of it. Arguments and errors are those of cdp.compare_records. Vega-Lite 5, with its data. Null for null.';

CREATE FUNCTION cdp.chart_weights(predicted text, search_path text DEFAULT pg_catalog.current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    data jsonb;
BEGIN
    PERFORM pg_catalog.set_config('search_path', chart_weights.search_path, true);
    EXECUTE pg_catalog.format(E'SELECT input.match_weight FROM (%s\n) AS input LIMIT 0', predicted);
    EXECUTE pg_catalog.format($q$
        SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('from', h.bits, 'to', h.bits + 1, 'pairs', h.pairs) ORDER BY h.bits)
        FROM (SELECT pg_catalog.floor(input.match_weight::float8) AS bits, pg_catalog.count(*) AS pairs FROM (%s
             ) AS input WHERE input.match_weight IS NOT NULL GROUP BY 1) AS h $q$, predicted) INTO data;
    RETURN cdp._chart('Pairs by match weight', data,
        '{"mark": {"type": "bar", "tooltip": {"content": "data"}}, "width": 500,
          "encoding": {"x": {"field": "from", "type": "quantitative", "bin": {"binned": true, "step": 1}, "title": "match weight (bits)"}, "x2": {"field": "to"},
                       "y": {"field": "pairs", "type": "quantitative", "scale": {"type": "symlog"}}}}');
END
$$;
COMMENT ON FUNCTION cdp.chart_weights(text, text) IS 'A histogram of match weights, a bar for each bit, on a logarithmic scale. predicted gives match_weight, as cdp.link does; null weights are left out. The last argument is the search_path for the query: the caller''s, if left out. Vega-Lite 5, with its data.';

CREATE FUNCTION cdp.chart_precision_recall(predicted text, labels text, search_path text DEFAULT pg_catalog.current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM pg_catalog.set_config('search_path', chart_precision_recall.search_path, true);
    RETURN cdp._chart('Precision and recall by threshold', (
        SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('threshold', e.threshold, 'precision', e.precision, 'recall', e.recall, 'f1', e.f1) ORDER BY e.threshold)
        FROM (SELECT v.*, pg_catalog.lag((v.true_positives, v.false_positives)) OVER (ORDER BY v.threshold) AS before FROM cdp.evaluate(predicted, labels) AS v) AS e
        WHERE e.precision IS NOT NULL AND e.recall IS NOT NULL AND e.before IS DISTINCT FROM (e.true_positives, e.false_positives)),
        '{"mark": {"type": "line", "point": true, "tooltip": {"content": "data"}}, "width": 400, "height": 400,
          "encoding": {"x": {"field": "recall", "type": "quantitative", "scale": {"domain": [0, 1]}},
                       "y": {"field": "precision", "type": "quantitative", "scale": {"domain": [0, 1]}},
                       "order": {"field": "threshold", "type": "quantitative"}}}');
END
$$;
COMMENT ON FUNCTION cdp.chart_precision_recall(text, text, text) IS 'The curve of precision and recall over the thresholds of cdp.evaluate(predicted, labels), whose arguments and errors it has; of thresholds that predict the same pairs the lowest is drawn. The last argument is the search_path for the queries: the caller''s, if left out. Vega-Lite 5, with its data.';

CREATE FUNCTION cdp.chart_clusters(clusters text, search_path text DEFAULT pg_catalog.current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    data jsonb;
BEGIN
    PERFORM pg_catalog.set_config('search_path', chart_clusters.search_path, true);
    EXECUTE pg_catalog.format(E'SELECT input.cluster_id FROM (%s\n) AS input LIMIT 0', clusters);
    EXECUTE pg_catalog.format($q$
        SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('records', s.records, 'clusters', s.clusters) ORDER BY s.records)
        FROM (SELECT c.records, pg_catalog.count(*) AS clusters
              FROM (SELECT pg_catalog.count(*) AS records FROM (%s
                   ) AS input WHERE input.cluster_id IS NOT NULL GROUP BY input.cluster_id) AS c
              GROUP BY c.records) AS s $q$, clusters) INTO data;
    RETURN cdp._chart('Clusters by size', data,
        '{"mark": {"type": "bar", "tooltip": {"content": "data"}}, "width": 400,
          "encoding": {"x": {"field": "records", "type": "ordinal", "title": "records in a cluster"},
                       "y": {"field": "clusters", "type": "quantitative", "scale": {"type": "symlog"}}}}');
END
$$;
COMMENT ON FUNCTION cdp.chart_clusters(text, text) IS 'How many clusters have how many records, on a logarithmic scale. clusters gives cluster_id, as cdp.dedupe does; records without one are left out. The last argument is the search_path for the query: the caller''s, if left out. Vega-Lite 5, with its data.';
