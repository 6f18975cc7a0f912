-- SPDX-License-Identifier: PostgreSQL
-- Why a profile is one, and why two records are not one profile.

CREATE FUNCTION cdp._require_model(hub name) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model_id bigint;
BEGIN
    PERFORM cdp._hub_check(hub);
    model_id := cdp._active_model(hub);
    IF model_id IS NULL THEN
        RAISE EXCEPTION 'hub "%" has no active model', hub
            USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'cdp.resolve trains and activates one; so do cdp.train and cdp.activate_model.';
    END IF;
    RETURN model_id;
END
$$;
COMMENT ON FUNCTION cdp._require_model(name) IS 'Internal: number of the active model; raises object_not_in_prerequisite_state for none.';

CREATE FUNCTION cdp._profile_query(hub name, profiles bigint[]) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('%s WHERE r.record_id IN (SELECT i.record_id FROM %I.identity i WHERE i.profile_id = ANY (%L::bigint[]))',
        cdp._records_query(hub), hub, profiles)
$$;
COMMENT ON FUNCTION cdp._profile_query(name, bigint[]) IS 'Internal: the query that hands the records of some profiles to the engine.';

CREATE FUNCTION cdp._decision_between(hub name, verdict text, source_a text, key_a text, source_b text, key_b text) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT d.decision_id FROM %1$I.decision_record a
         JOIN %1$I.decision d ON d.decision_id = a.decision_id AND d.ended_at IS NULL AND d.verdict = $1
         JOIN %1$I.decision_record b ON b.decision_id = d.decision_id AND b.part <> a.part AND b.source = $4 AND b.source_key = $5
         WHERE a.source = $2 AND a.source_key = $3 ORDER BY d.decision_id LIMIT 1', hub)
        INTO found USING verdict, source_a, key_a, source_b, key_b;
    RETURN found;
END
$$;
COMMENT ON FUNCTION cdp._decision_between(name, text, text, text, text, text) IS
    'Internal: the first decision of a verdict that holds between two records; null for none.';

CREATE FUNCTION cdp._growth(hub name, profiles bigint[])
RETURNS TABLE (step int, event text, source_a text, key_a text, source_b text, key_b text, linkage float8, match_weight float8,
    size_a int, size_b int, reason text, detail text, decision_id bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model_id bigint := cdp._require_model(hub);
BEGIN
    RETURN QUERY
        SELECT g.step, g.event, g.left_source, g.left_id, g.right_source, g.right_id, g.linkage, g.match_weight, g.left_size, g.right_size,
               g.reason, COALESCE(g.detail, cdp._decision_text(hub, ARRAY[d.decision_id])), d.decision_id
        FROM cdp.cluster_growth(cdp._profile_query(hub, profiles), cdp._resolution_model(hub, model_id), NULL, cdp._decisions_query(hub)) g
        LEFT JOIN LATERAL cdp._decision_between(hub, CASE WHEN g.event = 'must_link' THEN 'must_link' ELSE 'cannot_link' END,
                g.left_source, g.left_id, g.right_source, g.right_id) AS d (decision_id)
            ON g.event = 'must_link' OR g.reason = 'cannot_link';
END
$$;
COMMENT ON FUNCTION cdp._growth(name, bigint[]) IS 'Internal: cdp.cluster_growth of the records of some profiles, with the decisions behind it.';

CREATE FUNCTION cdp.explain_profile(hub name, profile_id bigint)
RETURNS TABLE (step int, event text, source_a text, key_a text, source_b text, key_b text, linkage float8, match_weight float8,
    size_a int, size_b int, reason text, detail text, decision_id bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    current bigint := cdp.current_id(hub, profile_id);
BEGIN
    IF current IS NULL THEN
        RAISE EXCEPTION 'profile % of hub "%" does not exist', profile_id, hub
            USING ERRCODE = 'no_data_found', HINT = pg_catalog.format('See view %I.unified_profile; table %I.profile_event tells what became of old ids.', hub, hub);
    END IF;
    RETURN QUERY SELECT * FROM cdp._growth(hub, ARRAY[current]);
END
$$;
COMMENT ON FUNCTION cdp.explain_profile(name, bigint) IS
    'How a profile came to be one: its joins in the order in which they were made, must-links first, each with the linkage of the two sides in bits (with average linkage far less than a match weight that is well above the threshold: of what lies more than 5 bits above it a sixteenth counts), their sizes, and the pair of records of greatest match weight between them; joins that were refused on the way, with reason and detail; then the weakest link, bridges and articulation points, where the profile is thin. See cdp.cluster_growth for the events. decision_id names the decision behind a must-link or a refusal. An old id leads to the profile of today. No row for a profile of one record. Errors: no_data_found for an id that never was or whose records are gone, 54000 for a profile of more than 500 records.';

CREATE FUNCTION cdp._pair_query(hub name, source_a text, key_a text, source_b text, key_b text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('%s WHERE (r.source, r.source_key) IN ((%L, %L), (%L, %L))', cdp._records_query(hub), source_a, key_a, source_b, key_b)
$$;
COMMENT ON FUNCTION cdp._pair_query(name, text, text, text, text) IS 'Internal: the query that hands two records to the engine.';

CREATE FUNCTION cdp._agreeing_keys(hub name, model jsonb, source_a text, key_a text, source_b text, key_b text, keys text[]) RETURNS text[]
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE(pg_catalog.array_agg(s.rule), '{}')
    FROM cdp.block_statistics(cdp._pair_query(hub, source_a, key_a, source_b, key_b),
        (model #- '{statistics,blocking}') || pg_catalog.jsonb_build_object('deterministic', '[]'::jsonb, 'blocking',
            (SELECT pg_catalog.jsonb_agg(DISTINCT pg_catalog.jsonb_build_array(k.key)) FROM pg_catalog.unnest(keys) AS k (key)))) s
    WHERE s.pairs > 0
$$;
COMMENT ON FUNCTION cdp._agreeing_keys(name, jsonb, text, text, text, text, text[]) IS 'Internal: those of some blocking keys that two records share.';

CREATE FUNCTION cdp._why_rules(hub name, model jsonb, source_a text, key_a text, source_b text, key_b text)
RETURNS TABLE (answer text, detail text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    rules text[] := ARRAY(SELECT (SELECT pg_catalog.string_agg(k.key, ' + ' ORDER BY k.place) FROM pg_catalog.jsonb_array_elements_text(r.rule) WITH ORDINALITY AS k (key, place))
        FROM pg_catalog.jsonb_array_elements(model -> 'blocking') WITH ORDINALITY AS r (rule, place) ORDER BY r.place);
    keys text[] := ARRAY(SELECT DISTINCT k.key FROM pg_catalog.unnest(rules) AS r (rule), pg_catalog.regexp_split_to_table(r.rule, ' \+ ') AS k (key));
    names text[] := ARRAY(SELECT a.attribute ->> 'name' FROM pg_catalog.jsonb_array_elements(model -> 'attributes') WITH ORDINALITY AS a (attribute, place)
        WHERE COALESCE(a.attribute ->> 'form', 'clean') IN ('clean', 'plain') AND a.attribute ->> 'name' <> 'observed_at' ORDER BY a.place);
    agreeing text[] := cdp._agreeing_keys(hub, model, source_a, key_a, source_b, key_b, keys || names);
    compared boolean;
BEGIN
    SELECT pg_catalog.bool_or(ARRAY(SELECT k.key FROM pg_catalog.regexp_split_to_table(r.rule, ' \+ ') AS k (key)) <@ agreeing)
    INTO compared FROM pg_catalog.unnest(rules) AS r (rule);
    IF NOT COALESCE(compared, false) THEN
        RETURN QUERY SELECT 'never compared'::text, 'no blocking rule brings these two together'::text;
    END IF;
    RETURN QUERY
        SELECT CASE WHEN o.differing IS NULL THEN 'rule that compares' ELSE 'rule that does not' END,
               r.rule || CASE WHEN o.differing IS NULL THEN '' ELSE ': different or missing: ' || o.differing END
        FROM pg_catalog.unnest(rules) WITH ORDINALITY AS r (rule, place)
        CROSS JOIN LATERAL (SELECT pg_catalog.string_agg(k.key, ', ' ORDER BY k.place) AS differing
            FROM pg_catalog.regexp_split_to_table(r.rule, ' \+ ') WITH ORDINALITY AS k (key, place) WHERE k.key <> ALL (agreeing)) o
        ORDER BY r.place;
    IF NOT COALESCE(compared, false) THEN
        RETURN QUERY SELECT 'rule that would'::text, n.name FROM pg_catalog.unnest(names) WITH ORDINALITY AS n (name, place) WHERE n.name = ANY (agreeing) ORDER BY n.place;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._why_rules(name, jsonb, text, text, text, text) IS
    'Internal: the blocking rules that bring two records together, those that do not and why, and, where none does, attributes that a rule could use.';

CREATE FUNCTION cdp.why_not(hub name, source_a text, key_a text, source_b text, key_b text)
RETURNS TABLE (answer text, detail text, weight float8, needed float8, short_by float8, decision_id bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model_id bigint := cdp._require_model(hub);
    model jsonb := cdp._resolution_model(hub, model_id);
    documents jsonb := pg_catalog.jsonb_build_array(cdp._record_document(hub, source_a, key_a), cdp._record_document(hub, source_b, key_b));
    profiles bigint[] := ARRAY[cdp.identity_at(hub, source_a, key_a), cdp.identity_at(hub, source_b, key_b)];
    cluster_threshold float8 := cdp._threshold(hub, model_id, 'cluster');
    pair_threshold float8 := cdp._threshold(hub, model_id, 'component');
    pair_weight float8 := (SELECT (pg_catalog.array_agg(c.total ORDER BY c.step DESC))[1] FROM cdp.compare_records(model, documents -> 0, documents -> 1) c);
BEGIN
    IF source_a = source_b AND key_a = key_b THEN
        RAISE EXCEPTION 'the question is about two records'
            USING ERRCODE = 'invalid_parameter_value', DETAIL = pg_catalog.format('Record "%s" of source "%s" was given twice.', key_a, source_a),
                  HINT = 'Give two different records.';
    ELSIF profiles[1] IS NULL OR profiles[2] IS NULL THEN
        RETURN QUERY SELECT 'not resolved'::text, 'a record is newer than the last cdp.resolve'::text, NULL::float8, NULL::float8, NULL::float8, NULL::bigint;
    ELSIF profiles[1] = profiles[2] THEN
        RETURN QUERY SELECT 'together'::text, pg_catalog.format('both are in profile %s; cdp.explain_profile tells how it grew', profiles[1]),
            NULL::float8, NULL::float8, NULL::float8, NULL::bigint;
    ELSE
        RETURN QUERY
            SELECT CASE g.event WHEN 'refused' THEN 'refused' ELSE 'below the threshold' END,
                   CASE WHEN g.event = 'refused' THEN pg_catalog.format('%s between "%s" of source "%s" and "%s" of source "%s"%s', g.reason,
                            g.key_a, g.source_a, g.key_b, g.source_b, COALESCE(': ' || g.detail, ''))
                        ELSE pg_catalog.format('profiles %s and %s, %s and %s records', profiles[1], profiles[2], g.size_a, g.size_b) END,
                   g.linkage, cluster_threshold, CASE WHEN g.event = 'apart' THEN GREATEST(cluster_threshold - g.linkage, 0) END, g.decision_id
            FROM cdp._growth(hub, profiles) g
            WHERE g.event = 'refused' OR (g.event = 'apart' AND g.linkage < cluster_threshold) ORDER BY g.event DESC, g.step;
        RETURN QUERY
            SELECT 'decided'::text, cdp._decision_text(hub, ARRAY[d.id]), NULL::float8, NULL::float8, NULL::float8, d.id
            FROM (SELECT cdp._decision_between(hub, 'cannot_link', source_a, key_a, source_b, key_b) AS id) d WHERE d.id IS NOT NULL;
    END IF;
    RETURN QUERY SELECT 'this pair'::text, CASE WHEN pair_weight < pair_threshold THEN 'its match weight makes no link' ELSE 'its match weight makes a link where it is compared' END,
        pair_weight, pair_threshold, CASE WHEN pair_weight < pair_threshold THEN pair_threshold - pair_weight END, NULL::bigint;
    RETURN QUERY SELECT r.answer, r.detail, NULL::float8, NULL::float8, NULL::float8, NULL::bigint
        FROM cdp._why_rules(hub, model, source_a, key_a, source_b, key_b) r;
END
$$;
COMMENT ON FUNCTION cdp.why_not(name, text, text, text, text) IS
    'Why two records are not one profile, the reason first: "refused" by a decision or a constraint, which detail names, although the linkage of their profiles (weight) reached what was needed; "below the threshold", and by how many bits; "decided" for a cannot-link between the two; or "together", when they are one. Then "this pair": the match weight of the two records and what a link needs; and for each blocking rule whether it compares the two, or on which keys they do not agree; where none does, "never compared", and attributes on which they agree, so that a rule on one of them would. Two records may be compared nevertheless, when they are in one component with others; a rule that compares may have left the pair out in a block of more than 1000 records. Errors: no_data_found for a record that is not there, invalid_parameter_value for one that is given twice, object_not_in_prerequisite_state without an active model, 54000 for profiles of more than 500 records.';
