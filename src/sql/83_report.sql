-- SPDX-License-Identifier: PostgreSQL
-- Reports on a query of events: RFM, retention, funnels, paths. The query runs with the caller's rights and, by the last
-- argument, on the caller's search_path. A first look at it with LIMIT 0 makes its errors short.

CREATE FUNCTION cdp._report_look(query text, columns text, search_path text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    message text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', _report_look.search_path, true);
    IF query IS NULL THEN
        RAISE EXCEPTION 'the query of a report is null' USING ERRCODE = 'null_value_not_allowed', HINT = pg_catalog.format('Give a SELECT of %s.', columns);
    END IF;
    -- why: a query that passes alone fails with the names of columns only by them.
    EXECUTE pg_catalog.format(E'SELECT FROM (%s\n) AS input LIMIT 0', query);
    BEGIN
        EXECUTE pg_catalog.format(E'SELECT %1$s FROM (%2$s\n) AS input (%1$s) LIMIT 0', columns, query);
    EXCEPTION WHEN invalid_column_reference OR ambiguous_column THEN
        GET STACKED DIAGNOSTICS message = MESSAGE_TEXT;
        RAISE EXCEPTION 'the query of a report gives other columns than it reads' USING ERRCODE = 'invalid_parameter_value', DETAIL = message,
            HINT = pg_catalog.format('It reads %s in this order, whatever their names; write SELECT of these around your query.', columns);
    END;
END
$$;
COMMENT ON FUNCTION cdp._report_look(text, text, text) IS 'Internal: runs a query for no rows, so that its errors are short, and those of its columns clear.';

CREATE FUNCTION cdp.rfm(query text, as_of timestamptz, bins int = 5,
    search_path text = pg_catalog.current_setting('search_path'))
    RETURNS TABLE (customer text, last_at timestamptz, frequency bigint, monetary float8, recency_score int, frequency_score int, monetary_score int, segment text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF rfm.bins IS NULL OR rfm.bins NOT BETWEEN 2 AND 100 THEN
        RAISE EXCEPTION 'bins of RFM must be from 2 to 100' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_catalog.set_config('search_path', rfm.search_path, true);
    PERFORM cdp._report_look(query, 'customer, at, amount', rfm.search_path);
    RETURN QUERY EXECUTE pg_catalog.format($q$
        WITH input (customer, at, amount) AS (%s
        ), cuts AS (SELECT ARRAY(SELECT i / $2::float8 FROM pg_catalog.generate_series(1, $2 - 1) AS i) AS fractions),
        total AS (
            SELECT i.customer::text AS customer, pg_catalog.max(i.at) FILTER (WHERE i.at <= $1)::timestamptz AS last_at, pg_catalog.count(i.at) FILTER (WHERE i.at <= $1) AS frequency,
                   COALESCE(pg_catalog.sum(i.amount) FILTER (WHERE i.at <= $1), 0)::float8 AS monetary
            FROM input AS i WHERE i.customer IS NOT NULL GROUP BY i.customer::text
        ), threshold AS (
            SELECT pg_catalog.percentile_disc((SELECT fractions FROM cuts)) WITHIN GROUP (ORDER BY last_at) AS recency,
                   pg_catalog.percentile_disc((SELECT fractions FROM cuts)) WITHIN GROUP (ORDER BY frequency::float8) AS frequency,
                   pg_catalog.percentile_disc((SELECT fractions FROM cuts)) WITHIN GROUP (ORDER BY monetary) AS monetary
            FROM total WHERE frequency > 0
        ), score AS (
            SELECT t.*, cdp.quantile_score(t.last_at, h.recency) AS r, CASE WHEN t.frequency = 0 THEN 0 ELSE cdp.quantile_score(t.frequency::float8, h.frequency) END AS f,
                   CASE WHEN t.frequency = 0 THEN 0 ELSE cdp.quantile_score(t.monetary, h.monetary) END AS m
            FROM total AS t CROSS JOIN threshold AS h
        )
        SELECT s.customer, s.last_at, s.frequency, s.monetary, s.r, s.f, s.m, CASE WHEN $2 = 5 THEN cdp.rfm_segment(s.r, s.f, s.m) END
        FROM score AS s ORDER BY s.customer COLLATE "C" $q$, query)
    USING as_of, bins;
END
$$;
COMMENT ON FUNCTION cdp.rfm(text, timestamptz, int, text) IS 'Recency, frequency and money of each customer at as_of, with scores from 1 to bins (the best) by quantiles of the values, so that equal customers have equal scores; 0 for who had not bought. query gives customer, time and amount of each purchase (a null time for who never bought); later purchases are left out, so the answer stays the same. segment is the name in cdp.rfm_grid, with 5 bins. Two calls joined by customer show who moved. The last argument is the search_path for the query: the caller''s, if left out. Errors: 22023 for bins that are not from 2 to 100.';

CREATE FUNCTION cdp.retention_matrix(query text, grain text = 'month', periods int = 12, cumulative boolean = false,
    search_path text = pg_catalog.current_setting('search_path'))
    RETURNS TABLE (cohort date, period int, members bigint, cohort_size bigint, share float8)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    days int := CASE grain WHEN 'day' THEN 1 WHEN 'week' THEN 7 END;
    months int := CASE grain WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 WHEN 'year' THEN 12 END;
BEGIN
    IF days IS NULL AND months IS NULL THEN
        RAISE EXCEPTION 'unknown grain "%" of a retention matrix', grain USING ERRCODE = 'invalid_parameter_value', HINT = 'Grains are day, week, month, quarter and year.';
    ELSIF periods IS NULL OR periods < 0 THEN
        RAISE EXCEPTION 'periods of a retention matrix must be 0 or more' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_catalog.set_config('search_path', retention_matrix.search_path, true);
    PERFORM cdp._report_look(query, 'member, at', retention_matrix.search_path);
    RETURN QUERY EXECUTE pg_catalog.format($q$
        WITH input (member, at) AS (%s
        ), active AS (
            SELECT DISTINCT i.member::text AS member, pg_catalog.date_trunc($1, i.at::timestamp)::date AS start FROM input AS i WHERE i.member IS NOT NULL AND pg_catalog.isfinite(i.at::timestamp)
        ), first AS (
            SELECT a.member, pg_catalog.min(a.start) AS cohort FROM active AS a GROUP BY a.member
        ), distance AS (
            SELECT f.member, f.cohort, CASE WHEN $2 IS NOT NULL THEN (a.start - f.cohort) / $2 ELSE
                ((EXTRACT(year FROM a.start) - EXTRACT(year FROM f.cohort)) * 12 + EXTRACT(month FROM a.start) - EXTRACT(month FROM f.cohort))::int / $3 END AS period
            FROM first AS f JOIN active AS a ON a.member = f.member
        ), size AS (
            SELECT f.cohort, pg_catalog.count(*) AS members FROM first AS f GROUP BY f.cohort
        ), newest AS (
            SELECT pg_catalog.max(a.start) AS start FROM active AS a
        ), cell AS (
            SELECT s.cohort, p AS period, s.members AS cohort_size FROM size AS s CROSS JOIN newest AS n CROSS JOIN LATERAL pg_catalog.generate_series(0, LEAST($4,
                CASE WHEN $2 IS NOT NULL THEN (n.start - s.cohort) / $2 ELSE
                ((EXTRACT(year FROM n.start) - EXTRACT(year FROM s.cohort)) * 12 + EXTRACT(month FROM n.start) - EXTRACT(month FROM s.cohort))::int / $3 END)) AS p
        ), last AS (
            SELECT d.member, d.cohort, pg_catalog.max(d.period) AS period FROM distance AS d GROUP BY d.member, d.cohort
        ), present AS (
            SELECT d.cohort, d.period, pg_catalog.count(*) AS members FROM distance AS d WHERE NOT $5 GROUP BY d.cohort, d.period
            UNION ALL
            SELECT l.cohort, p, pg_catalog.count(*) FROM last AS l CROSS JOIN LATERAL pg_catalog.generate_series(0, LEAST(l.period, $4)) AS p WHERE $5 GROUP BY l.cohort, p
        )
        SELECT c.cohort, c.period, COALESCE(p.members, 0), c.cohort_size, COALESCE(p.members, 0) / c.cohort_size::float8
        FROM cell AS c LEFT JOIN present AS p ON p.cohort = c.cohort AND p.period = c.period ORDER BY c.cohort, c.period $q$, query)
    USING grain, days, months, periods, cumulative;
END
$$;
COMMENT ON FUNCTION cdp.retention_matrix(text, text, int, boolean, text) IS 'How many of those who came first in a day, week, month, quarter or year (grain) came in each later one: cohort by period, 0 to periods, up to the newest event; share of the cohort. With cumulative a member counts in a period who came in it or later. query gives member and time of each event; times are cut in the session''s time zone. The last argument is the search_path for the query: the caller''s, if left out. Errors: 22023 for another grain, negative periods.';

CREATE FUNCTION cdp.funnel(query text, win interval, steps text[], mode text = '',
    search_path text = pg_catalog.current_setting('search_path'))
    RETURNS TABLE (step int, event text, members bigint, share_of_first float8, share_of_previous float8)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    conditions text;
    levels text;
    at_once boolean;
    reached bigint[];
BEGIN
    SELECT pg_catalog.string_agg(pg_catalog.format('i.event::text = %L', s.name), ', ' ORDER BY s.place), pg_catalog.string_agg(pg_catalog.format('count(*) FILTER (WHERE l.level >= %s)', s.place), ', ' ORDER BY s.place)
        INTO conditions, levels FROM pg_catalog.unnest(funnel.steps) WITH ORDINALITY AS s (name, place);
    IF conditions IS NULL THEN
        RAISE EXCEPTION 'a funnel has no steps' USING ERRCODE = 'invalid_parameter_value', HINT = 'Name the events: ARRAY[''visit'', ''cart'', ''paid''].';
    END IF;
    PERFORM pg_catalog.set_config('search_path', funnel.search_path, true);
    PERFORM cdp._report_look(query, 'member, at, event', funnel.search_path);
    EXECUTE pg_catalog.format(E'SELECT pg_catalog.pg_typeof((SELECT i.member FROM (%s\n) AS i (member, at, event) LIMIT 0))::oid IN (20, 21, 23)', query) INTO at_once;
    IF at_once THEN
        BEGIN
            EXECUTE pg_catalog.format(E'SELECT cdp.funnel_counts($2, i.member, $1, i.at::timestamptz, %s) FROM (%s\n) AS i (member, at, event)', conditions, query) INTO reached USING win, mode;
        EXCEPTION WHEN out_of_memory OR program_limit_exceeded THEN
            at_once := false;
        END;
    END IF;
    -- why: members of other types have no number that is sure to be theirs alone; and groups find room on disk.
    IF NOT at_once THEN
        EXECUTE pg_catalog.format(E'SELECT ARRAY[%s] FROM (SELECT cdp.window_funnel($2, $1, i.at::timestamptz, %s) AS level FROM (%s\n) AS i (member, at, event) WHERE i.member IS NOT NULL GROUP BY i.member) AS l', levels, conditions, query) INTO reached USING win, mode;
    END IF;
    RETURN QUERY SELECT c.step, c.name, c.members, c.members / NULLIF(pg_catalog.first_value(c.members) OVER w, 0)::float8, c.members / NULLIF(pg_catalog.lag(c.members) OVER w, 0)::float8
        FROM (SELECT s.place::int AS step, s.name, COALESCE(reached[s.place], 0) AS members FROM pg_catalog.unnest(funnel.steps) WITH ORDINALITY AS s (name, place)) AS c WINDOW w AS (ORDER BY c.step) ORDER BY c.step;
END
$$;
COMMENT ON FUNCTION cdp.funnel(text, interval, text[], text, text) IS 'How many members reached each step of a funnel, and which share of those of the first step and of the step before. query gives member, time and name of each event; steps are names of events in their order; win and mode are those of cdp.window_funnel. Members that are integers are counted by cdp.funnel_counts, which is faster, where it has room in cdp.memory. The last argument is the search_path for the query: the caller''s, if left out. Errors: 22023 for no steps, more than 32 or another mode.';

CREATE FUNCTION cdp.paths(query text, depth int = 5, top int = 10, start text = NULL, collapse boolean = true,
    search_path text = pg_catalog.current_setting('search_path'))
    RETURNS TABLE (step int, source text, target text, members bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF paths.depth IS NULL OR paths.top IS NULL OR LEAST(paths.depth, paths.top) < 1 THEN
        RAISE EXCEPTION 'depth and top of paths must be 1 or more' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_catalog.set_config('search_path', paths.search_path, true);
    PERFORM cdp._report_look(query, 'member, at, event', paths.search_path);
    RETURN QUERY EXECUTE pg_catalog.format($q$
        WITH input (member, at, event) AS (%s
        ), named AS (
            SELECT i.member::text AS member, i.at::timestamptz AS at, i.event::text COLLATE "C" AS event FROM input AS i WHERE i.member IS NOT NULL AND i.at IS NOT NULL AND i.event IS NOT NULL
        ), ordered AS (
            SELECT n.*, pg_catalog.lag(n.event) OVER w AS before FROM named AS n WINDOW w AS (PARTITION BY n.member ORDER BY n.at, n.event)
        ), begun AS (
            SELECT o.*, pg_catalog.count(*) FILTER (WHERE $3 IS NULL OR o.event = $3) OVER (PARTITION BY o.member ORDER BY o.at, o.event ROWS UNBOUNDED PRECEDING) > 0 AS counts
            FROM ordered AS o WHERE NOT $4 OR o.before IS DISTINCT FROM o.event
        ), numbered AS (
            SELECT b.member, b.event, pg_catalog.row_number() OVER (PARTITION BY b.member ORDER BY b.at, b.event) AS place FROM begun AS b WHERE b.counts
        ), rank AS (
            SELECT n.place, n.event, pg_catalog.row_number() OVER (PARTITION BY n.place ORDER BY pg_catalog.count(*) DESC, n.event) AS rank FROM numbered AS n WHERE n.place <= $1 GROUP BY n.place, n.event
        ), shown AS (
            SELECT n.member, n.place, CASE WHEN r.rank <= $2 THEN n.event ELSE '(other)' END AS event FROM numbered AS n JOIN rank AS r ON r.place = n.place AND r.event = n.event
        )
        SELECT s.place::int, s.event::text, t.event::text, pg_catalog.count(*) FROM shown AS s LEFT JOIN shown AS t ON t.member = s.member AND t.place = s.place + 1
        WHERE s.place < $1 GROUP BY s.place, s.event, t.event ORDER BY s.place, pg_catalog.count(*) DESC, s.event, t.event $q$, query)
    USING depth, top, start, collapse;
END
$$;
COMMENT ON FUNCTION cdp.paths(text, int, int, text, boolean, text) IS 'The ways people take, as the rows of a Sankey chart: how many went from source, the event of their step, to target, the next; a null target is where they ended. query gives member, time and name of each event; events of one time are taken by name. Ways begin at the first event, or at the first one named start, and have up to depth events; at each step the top events have their names, the others are (other). With collapse the same event again is no step. The last argument is the search_path for the query: the caller''s, if left out. Errors: 22023 for depth or top below 1.';
