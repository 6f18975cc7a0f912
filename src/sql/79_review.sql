-- SPDX-License-Identifier: PostgreSQL
-- What stewards should look at: pairs that nearly matched, joins that a constraint forbade, decisions whose data changed.

CREATE FUNCTION cdp._review_sql(hub name) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT pg_catalog.format($sql$
    WITH apart AS (
        SELECT DISTINCT ia.profile_id AS a, ib.profile_id AS b
        FROM %1$I.decision d
        JOIN %1$I.decision_record da ON da.decision_id = d.decision_id
        JOIN %1$I.decision_record db ON db.decision_id = d.decision_id AND db.part <> da.part
        JOIN %1$I.record ra ON ra.source = da.source AND ra.source_key = da.source_key
        JOIN %1$I.record rb ON rb.source = db.source AND rb.source_key = db.source_key
        JOIN %1$I.identity ia ON ia.record_id = ra.record_id
        JOIN %1$I.identity ib ON ib.record_id = rb.record_id
        WHERE d.verdict = 'cannot_link' AND d.ended_at IS NULL
    ), question AS (
        SELECT 'conflict' AS kind, c.record_a, c.record_b, c.linkage AS weight, c.reason, c.detail FROM %1$I.conflict c WHERE c.reason <> 'cannot_link'
        UNION ALL
        SELECT 'pair', l.record_a, l.record_b, l.match_weight, 'not joined', NULL FROM %1$I.link l
    ), open AS (
        SELECT DISTINCT ON (LEAST(ia.profile_id, ib.profile_id), GREATEST(ia.profile_id, ib.profile_id))
               q.kind, q.weight, q.reason, q.detail, ia.profile_id AS profile_a, ib.profile_id AS profile_b,
               ra.source AS source_a, ra.source_key AS key_a, rb.source AS source_b, rb.source_key AS key_b
        FROM question q
        JOIN %1$I.identity x ON x.record_id = q.record_a
        JOIN %1$I.identity y ON y.record_id = q.record_b AND y.profile_id <> x.profile_id
        JOIN %1$I.record rx ON rx.record_id = q.record_a
        JOIN %1$I.record ry ON ry.record_id = q.record_b
        JOIN %1$I.record ra ON ra.record_id = CASE WHEN (rx.source COLLATE "C", rx.source_key COLLATE "C") < (ry.source COLLATE "C", ry.source_key COLLATE "C")
                                                   THEN rx.record_id ELSE ry.record_id END
        JOIN %1$I.record rb ON rb.record_id = q.record_a + q.record_b - ra.record_id
        JOIN %1$I.identity ia ON ia.record_id = ra.record_id
        JOIN %1$I.identity ib ON ib.record_id = rb.record_id
        WHERE NOT EXISTS (SELECT FROM apart p WHERE p.a = x.profile_id AND p.b = y.profile_id)
        ORDER BY LEAST(ia.profile_id, ib.profile_id), GREATEST(ia.profile_id, ib.profile_id), q.kind, q.weight DESC,
                 ra.source COLLATE "C", ra.source_key COLLATE "C", rb.source COLLATE "C", rb.source_key COLLATE "C"
    ), changed AS (
        SELECT DISTINCT ON (d.decision_id) d.decision_id, d.verdict, d.reason, m.source AS source_a, m.source_key AS key_a, ia.profile_id AS profile_a,
               o.source AS source_b, o.source_key AS key_b, ib.profile_id AS profile_b
        FROM %1$I.decision d
        JOIN %1$I.decision_record m ON m.decision_id = d.decision_id
        JOIN %1$I.record r ON r.source = m.source AND r.source_key = m.source_key
        LEFT JOIN %1$I.identity ia ON ia.record_id = r.record_id
        JOIN %1$I.decision_record o ON o.decision_id = d.decision_id AND o.part <> m.part
        LEFT JOIN %1$I.record s ON s.source = o.source AND s.source_key = o.source_key
        LEFT JOIN %1$I.identity ib ON ib.record_id = s.record_id
        WHERE d.ended_at IS NULL AND m.fingerprint <> %2$s
        ORDER BY d.decision_id, m.source COLLATE "C", m.source_key COLLATE "C", o.source COLLATE "C", o.source_key COLLATE "C"
    ), item AS (
        SELECT o.kind || ':' || pg_catalog."left"(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
                   pg_catalog.jsonb_build_array(o.source_a, o.key_a, o.source_b, o.key_b)::text, 'UTF8')), 'hex'), 16) AS review_id, o.kind, o.profile_a, o.profile_b,
               o.source_a, o.key_a, o.source_b, o.key_b, o.weight AS match_weight, 1 / (1 + 2 ^ (-o.weight)) AS match_probability,
               o.reason, o.detail, NULL::bigint AS decision_id
        FROM open o
        UNION ALL
        SELECT 'decision:' || c.decision_id, 'decision', c.profile_a, c.profile_b, c.source_a, c.key_a, c.source_b, c.key_b, NULL, NULL,
               'data changed', c.verdict || ': ' || c.reason, c.decision_id
        FROM changed c
    ), rated AS (
        SELECT i.*, (SELECT pg_catalog.sum(p.record_count)::bigint FROM %1$I.profile p WHERE p.profile_id IN (i.profile_a, i.profile_b)) AS value,
               CASE i.kind WHEN 'pair' THEN 4 * i.match_probability * (1 - i.match_probability) WHEN 'conflict' THEN i.match_probability ELSE 1 END AS doubt
        FROM item i
    )
    SELECT r.review_id, r.kind, r.profile_a, r.profile_b, r.source_a, r.key_a, r.source_b, r.key_b, r.match_weight, r.match_probability,
           r.reason, r.detail, r.decision_id, r.value, r.doubt,
           (SELECT COALESCE(pg_catalog.array_agg(DISTINCT n.profile_id ORDER BY n.profile_id), '{}')
            FROM %1$I.identity m
            CROSS JOIN LATERAL (SELECT l.record_b AS record_id FROM %1$I.link l WHERE l.record_a = m.record_id
                                UNION ALL SELECT l.record_a FROM %1$I.link l WHERE l.record_b = m.record_id) o
            JOIN %1$I.identity n ON n.record_id = o.record_id
            WHERE m.profile_id IN (r.profile_a, r.profile_b) AND n.profile_id NOT IN (r.profile_a, r.profile_b)) AS neighbours
    FROM rated r
    ORDER BY r.value * r.doubt DESC NULLS LAST, r.review_id$sql$, hub, cdp._fingerprint_sql('r'))
$body$;
COMMENT ON FUNCTION cdp._review_sql(name) IS 'Internal: the query of the view review.';

CREATE FUNCTION cdp._create_review(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF pg_catalog.to_regclass(pg_catalog.format('%I.review', hub)) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE pg_catalog.format('CREATE VIEW %I.review WITH (security_invoker = true) AS %s', hub, cdp._review_sql(hub));
    EXECUTE pg_catalog.format($ddl$
        COMMENT ON VIEW %1$I.review IS 'What a steward should look at, the most worth first; one row for two profiles. cdp.decide answers it';
        COMMENT ON COLUMN %1$I.review.review_id IS 'Id of the question, the same as long as it is about the same two records';
        COMMENT ON COLUMN %1$I.review.kind IS 'pair: they nearly match; conflict: a constraint keeps them apart although they match; decision: the values that it was made on have changed';
        COMMENT ON COLUMN %1$I.review.profile_a IS 'A profile';
        COMMENT ON COLUMN %1$I.review.profile_b IS 'The other one; of a decision perhaps the same';
        COMMENT ON COLUMN %1$I.review.source_a IS 'Source of the record to look at: of the pair of greatest match weight, or that shows the conflict, or that changed';
        COMMENT ON COLUMN %1$I.review.key_a IS 'Its key there';
        COMMENT ON COLUMN %1$I.review.source_b IS 'Source of the other record';
        COMMENT ON COLUMN %1$I.review.key_b IS 'Its key there';
        COMMENT ON COLUMN %1$I.review.match_weight IS 'Evidence in bits that they are the same: match weight of the pair, linkage of the conflict';
        COMMENT ON COLUMN %1$I.review.match_probability IS 'The same as a probability';
        COMMENT ON COLUMN %1$I.review.reason IS 'not joined, the constraint, or data changed';
        COMMENT ON COLUMN %1$I.review.detail IS 'Source or attribute of the constraint; verdict and reason of the decision';
        COMMENT ON COLUMN %1$I.review.decision_id IS 'The decision that is in question';
        COMMENT ON COLUMN %1$I.review.value IS 'Records of both profiles: what hangs on the answer';
        COMMENT ON COLUMN %1$I.review.doubt IS 'From 0 to 1: how open the question is; rows come by value times doubt';
        COMMENT ON COLUMN %1$I.review.neighbours IS 'Other profiles that nearly match one of the two';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_review(name) IS 'Internal: creates the view review.';

CREATE FUNCTION cdp.decide(hub name, review_id text, verdict text, reason text, author text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    members jsonb;
    renewed bigint;
    allowed text[];
BEGIN
    PERFORM cdp._settle(hub);
    PERFORM cdp._require_reason('decision', reason);
    EXECUTE pg_catalog.format('SELECT r.kind, r.source_a, r.key_a, r.source_b, r.key_b, r.decision_id FROM %I.review r WHERE r.review_id = $1', hub)
        INTO item USING review_id;
    IF item.kind IS NULL THEN
        RAISE EXCEPTION 'review "%" of hub "%" is not open', review_id, hub
            USING ERRCODE = 'no_data_found', HINT = pg_catalog.format('It was answered, or the data answered it. See view %I.review.', hub);
    END IF;
    allowed := CASE item.kind WHEN 'decision' THEN ARRAY['keep', 'retract'] ELSE ARRAY['must_link', 'cannot_link'] END;
    IF verdict = ANY (allowed) IS NOT TRUE THEN
        RAISE EXCEPTION 'verdict "%" does not answer review "%"', verdict, review_id
            USING ERRCODE = 'invalid_parameter_value', HINT = pg_catalog.format('Say %s.', pg_catalog.array_to_string(allowed, ' or '));
    ELSIF verdict = 'retract' THEN
        PERFORM cdp.retract_decision(hub, item.decision_id, reason, author);
        RETURN item.decision_id;
    ELSIF verdict = 'keep' THEN
        EXECUTE pg_catalog.format('SELECT d.verdict, d.expires_at, (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(m.part, m.source, m.source_key))
                FROM %1$I.decision_record m WHERE m.decision_id = d.decision_id) AS members
            FROM %1$I.decision d WHERE d.decision_id = $1', hub) INTO item USING item.decision_id;
        RETURN cdp._decide(hub, item.verdict, item.members, reason, author, item.expires_at);
    END IF;
    RETURN cdp._decide_pair(hub, verdict, item.source_a, item.key_a, item.source_b, item.key_b, reason, author, NULL);
END
$$;
COMMENT ON FUNCTION cdp.decide(name, text, text, text, text) IS
    'Answers a question of view review: must_link or cannot_link for a pair or a conflict, as the calls of that name; keep or retract for a decision whose data changed: keep decides the same again on the values of today. Applies at once and gives the number of the decision. Such answers are labels for cdp.train. Raises no_data_found when the question is not open any more, invalid_parameter_value for a verdict that does not answer it or without a reason.';

CREATE FUNCTION cdp._labels_query(hub name) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- why: of two sets that are kept apart, one pair says as much about the model as all of them.
    query text := pg_catalog.format(
        'SELECT DISTINCT ON (d.decision_id) a.source AS left_source, a.source_key AS left_id, b.source AS right_source, b.source_key AS right_id, d.verdict = ''must_link'' AS same
         FROM %1$I.decision d
         JOIN %1$I.decision_record a ON a.decision_id = d.decision_id
         JOIN %1$I.decision_record b ON b.decision_id = d.decision_id AND b.part > a.part
         JOIN %1$I.record ra ON ra.source = a.source AND ra.source_key = a.source_key
         JOIN %1$I.record rb ON rb.source = b.source AND rb.source_key = b.source_key
         WHERE d.ended_at IS NULL
         ORDER BY d.decision_id, a.source COLLATE "C", a.source_key COLLATE "C", b.source COLLATE "C", b.source_key COLLATE "C"', hub);
    found boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (%s)', query) INTO found;
    RETURN CASE WHEN found THEN query END;
END
$$;
COMMENT ON FUNCTION cdp._labels_query(name) IS 'Internal: the decisions that hold as labelled pairs for cdp.train_model, one pair of records each; null for none.';
