-- SPDX-License-Identifier: PostgreSQL
-- Charts of reports: documents of Vega-Lite 5 with their data.

CREATE FUNCTION cdp.chart_funnel(query text, win interval, steps text[], mode text DEFAULT '', search_path text DEFAULT pg_catalog.current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN cdp._chart('Funnel', (
        SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('step', f.step, 'event', f.event, 'members', f.members, 'share_of_first', f.share_of_first, 'share_of_previous', f.share_of_previous,
                   'label', f.step || '. ' || f.event) ORDER BY f.step)
        FROM cdp.funnel(query, win, steps, mode, search_path) AS f),
        '{"width": 400, "encoding": {"y": {"field": "label", "type": "nominal", "sort": null, "title": null},
                                     "x": {"field": "members", "type": "quantitative"}},
          "layer": [{"mark": {"type": "bar", "tooltip": {"content": "data"}}},
                    {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": {"field": "share_of_first", "type": "quantitative", "format": ".1%"}}}]}');
END
$$;
COMMENT ON FUNCTION cdp.chart_funnel(text, interval, text[], text, text) IS 'A chart of cdp.funnel, whose arguments and errors it has: a bar for each step, with its share of the first. Vega-Lite 5, with its data.';

CREATE FUNCTION cdp.chart_cohorts(query text, grain text DEFAULT 'month', periods int DEFAULT 12, cumulative boolean DEFAULT false,
    search_path text DEFAULT pg_catalog.current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN cdp._chart('Retention by cohort', (
        SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('cohort', m.cohort, 'period', m.period, 'members', m.members, 'cohort_size', m.cohort_size, 'share', m.share) ORDER BY m.cohort, m.period)
        FROM cdp.retention_matrix(query, grain, periods, cumulative, search_path) AS m),
        pg_catalog.jsonb_build_object('encoding', pg_catalog.jsonb_build_object(
            'y', '{"field": "cohort", "type": "ordinal", "title": "came first in"}'::jsonb,
            'x', pg_catalog.jsonb_build_object('field', 'period', 'type', 'ordinal', 'title', grain || 's later', 'axis', '{"labelAngle": 0}'::jsonb)))
        || '{"layer": [{"mark": {"type": "rect", "tooltip": {"content": "data"}},
                        "encoding": {"color": {"field": "share", "type": "quantitative", "scale": {"scheme": "blues", "domain": [0, 1]}, "legend": {"format": ".0%"}}}},
                       {"mark": "text", "encoding": {"text": {"field": "share", "type": "quantitative", "format": ".0%"},
                                                     "color": {"condition": {"test": "datum.share > 0.5", "value": "white"}, "value": "black"}}}]}');
END
$$;
COMMENT ON FUNCTION cdp.chart_cohorts(text, text, int, boolean, text) IS 'A heat map of cdp.retention_matrix, whose arguments and errors it has: cohorts by periods, shaded by the share that came again. Vega-Lite 5, with its data.';

CREATE FUNCTION cdp.chart_rfm(query text, as_of timestamptz, bins int DEFAULT 5, search_path text DEFAULT pg_catalog.current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN cdp._chart('Recency, frequency, money', (
        SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('recency', c.recency, 'frequency_monetary', c.value, 'customers', c.customers, 'monetary', c.monetary, 'segment', c.segment) ORDER BY c.recency, c.value)
        FROM (SELECT r.recency_score AS recency, (r.frequency_score + r.monetary_score + 1) / 2 AS value, pg_catalog.count(*) AS customers, pg_catalog.sum(r.monetary) AS monetary, pg_catalog.min(r.segment) AS segment
              FROM cdp.rfm(query, as_of, bins, search_path) AS r GROUP BY 1, 2) AS c),
        '{"width": {"step": 90}, "height": {"step": 50},
          "encoding": {"x": {"field": "recency", "type": "ordinal", "title": "recency score", "axis": {"labelAngle": 0}},
                       "y": {"field": "frequency_monetary", "type": "ordinal", "sort": "descending", "title": "frequency and monetary score"}},
          "layer": [{"mark": {"type": "rect", "tooltip": {"content": "data"}},
                     "encoding": {"color": {"field": "customers", "type": "quantitative", "scale": {"scheme": "greens"}}}},
                    {"mark": {"type": "text", "dy": -7}, "encoding": {"text": {"field": "segment", "type": "nominal"}}},
                    {"mark": {"type": "text", "dy": 8}, "encoding": {"text": {"field": "customers", "type": "quantitative"}}}]}');
END
$$;
COMMENT ON FUNCTION cdp.chart_rfm(text, timestamptz, int, text) IS 'The grid of cdp.rfm, whose arguments and errors it has: recency score by the rounded mean of frequency and monetary score, shaded by the number of customers; 0 is who had not bought. Vega-Lite 5, with its data.';

CREATE FUNCTION cdp.chart_overlap(names text[], segments cdp.idset[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN cdp._chart('Overlap of segments', (
    SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('of', names[o.one], 'in', names[o.other], 'place', o.one, 'other', o.other, 'common', o.common, 'size', o.size, 'share', o.share) ORDER BY o.one, o.other)
    FROM (SELECT s.a AS one, s.b AS other, s.common, s.size_a AS size, s.share_of_a AS share FROM cdp.segment_overlap(segments) AS s
          UNION SELECT s.b, s.a, s.common, s.size_b, s.share_of_b FROM cdp.segment_overlap(segments) AS s) AS o),
    '{"encoding": {"y": {"field": "of", "type": "nominal", "sort": {"field": "place"}, "title": "of the members of"},
                   "x": {"field": "in", "type": "nominal", "sort": {"field": "other"}, "title": "are in"}},
      "layer": [{"mark": {"type": "rect", "tooltip": {"content": "data"}},
                 "encoding": {"color": {"field": "share", "type": "quantitative", "scale": {"scheme": "blues", "domain": [0, 1]}, "legend": {"format": ".0%"}}}},
                {"mark": "text", "encoding": {"text": {"field": "share", "type": "quantitative", "format": ".0%"},
                                              "color": {"condition": {"test": "datum.share > 0.5", "value": "white"}, "value": "black"}}}]}');
COMMENT ON FUNCTION cdp.chart_overlap(text[], cdp.idset[]) IS 'A heat map of cdp.segment_overlap: which share of the members of each set is in each other one. names are those of the sets. Vega-Lite 5, with its data. Errors: 22004 for a null among the sets.';

CREATE FUNCTION cdp._sankey_bands(query text, depth int, top int, start text, collapse boolean, search_path text)
    RETURNS TABLE (what text, step float8, link int, source text, target text, members bigint, low float8, high float8)
LANGUAGE sql VOLATILE PARALLEL UNSAFE ROWS 500
SET search_path = pg_catalog, pg_temp
AS $$
    WITH way AS MATERIALIZED (
        SELECT p.*, row_number() OVER (ORDER BY p.step, p.source COLLATE "C", p.target COLLATE "C" NULLS LAST)::int AS link
        FROM cdp.paths($1, $2, $3, $4, $5, $6) AS p
    ), size AS (
        SELECT s.step, s.event, max(s.members) AS members
        FROM (SELECT w.step, w.source AS event, sum(w.members) AS members FROM way AS w GROUP BY 1, 2
              UNION ALL SELECT w.step + 1, w.target, sum(w.members) FROM way AS w WHERE w.target IS NOT NULL GROUP BY 1, 2) AS s
        GROUP BY 1, 2
    ), node AS (
        SELECT s.step, s.event, s.members,
               sum(s.members) OVER w - s.members + (row_number() OVER w - 1) * (SELECT max(t.members) FROM (SELECT sum(z.members) AS members FROM size AS z GROUP BY z.step) AS t) * 0.05 AS low
        FROM size AS s WINDOW w AS (PARTITION BY s.step ORDER BY s.members DESC, s.event COLLATE "C")
    ), band AS (
        SELECT w.*, n.low + sum(w.members) OVER (PARTITION BY w.step, w.source ORDER BY m.low, w.link) - w.members AS leaves,
               m.low + sum(w.members) OVER (PARTITION BY w.step, w.target ORDER BY n.low, w.link) - w.members AS arrives
        FROM way AS w JOIN node AS n ON n.step = w.step AND n.event = w.source JOIN node AS m ON m.step = w.step + 1 AND m.event = w.target
    )
    SELECT 'node', n.step, NULL::int, n.event, NULL::text, n.members::bigint, n.low::float8, (n.low + n.members)::float8 FROM node AS n
    UNION ALL
    SELECT 'band', b.step + t.part / 10.0, b.link, b.source, b.target, b.members, y.low, y.low + b.members
    FROM band AS b CROSS JOIN generate_series(0, 10) AS t (part)
    CROSS JOIN LATERAL (SELECT (b.leaves + (b.arrives - b.leaves) * (t.part / 10.0) ^ 2 * (3 - 2 * t.part / 10.0))::float8 AS low) AS y
    ORDER BY 1, 3 NULLS FIRST, 2, 7
$$;
COMMENT ON FUNCTION cdp._sankey_bands(text, int, int, text, boolean, text) IS 'Internal: where the boxes and bands of a Sankey chart of cdp.paths lie.';

CREATE FUNCTION cdp.chart_sankey(query text, depth int DEFAULT 5, top int DEFAULT 10, start text DEFAULT NULL, collapse boolean DEFAULT true,
    search_path text DEFAULT pg_catalog.current_setting('search_path')) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN cdp._chart('Paths', (
        SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('what', b.what, 'step', b.step, 'link', b.link, 'source', b.source, 'target', b.target, 'members', b.members, 'low', b.low, 'high', b.high)
                   ORDER BY b.what, b.link NULLS FIRST, b.step, b.low)
        FROM cdp._sankey_bands(query, depth, top, start, collapse, search_path) AS b),
        '{"width": 600, "height": 400,
          "encoding": {"x": {"field": "step", "type": "quantitative", "axis": {"tickMinStep": 1, "grid": false}}},
          "layer": [{"transform": [{"filter": "datum.what == ''band''"}],
                     "mark": {"type": "area", "opacity": 0.45, "tooltip": {"content": "data"}},
                     "encoding": {"y": {"field": "low", "type": "quantitative", "axis": null}, "y2": {"field": "high"},
                                  "detail": {"field": "link", "type": "nominal"}, "color": {"field": "source", "type": "nominal", "legend": null}}},
                    {"transform": [{"filter": "datum.what == ''node''"}],
                     "mark": {"type": "bar", "width": 10, "tooltip": {"content": "data"}},
                     "encoding": {"y": {"field": "low", "type": "quantitative", "axis": null}, "y2": {"field": "high"},
                                  "color": {"field": "source", "type": "nominal", "legend": null}}},
                    {"transform": [{"filter": "datum.what == ''node''"}, {"calculate": "(datum.low + datum.high) / 2", "as": "middle"}],
                     "mark": {"type": "text", "align": "left", "dx": 8},
                     "encoding": {"y": {"field": "middle", "type": "quantitative", "axis": null}, "text": {"field": "source", "type": "nominal"}}}]}');
END
$$;
COMMENT ON FUNCTION cdp.chart_sankey(text, int, int, text, boolean, text) IS 'A Sankey chart of cdp.paths, whose arguments and errors it has: boxes are events at each step, bands who goes from one to the next; what no band leaves ended there. Vega-Lite 5, with its data.';
