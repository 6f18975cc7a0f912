-- SPDX-License-Identifier: PostgreSQL
-- Unmerge: some records of a profile, or all of them, are kept apart from the rest by one decision between sets.

CREATE FUNCTION cdp._record_list(records text[]) RETURNS TABLE (source text, source_key text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF records IS NULL THEN
        RETURN;
    END IF;
    IF pg_catalog.array_ndims(records) IS DISTINCT FROM 2 OR pg_catalog.array_length(records, 2) <> 2 OR EXISTS (SELECT FROM pg_catalog.unnest(records) AS e (value) WHERE e.value IS NULL) THEN
        RAISE EXCEPTION 'records must be a list of source and key'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Write ARRAY[[''crm'', ''17''], [''web'', ''903'']].';
    END IF;
    RETURN QUERY
        SELECT DISTINCT records[n][1], records[n][2]
        FROM pg_catalog.generate_series(pg_catalog.array_lower(records, 1), pg_catalog.array_upper(records, 1)) AS n;
END
$$;
COMMENT ON FUNCTION cdp._record_list(text[]) IS 'Internal: the rows of an array of source and key, each once; none for null.';

CREATE FUNCTION cdp._are_apart(hub name, members jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    apart boolean;
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.bool_and(EXISTS (
             SELECT FROM %1$I.decision_record m JOIN %1$I.decision d ON d.decision_id = m.decision_id
             WHERE m.source = e ->> 0 AND m.source_key = e ->> 1 AND d.verdict = ''cannot_link'' AND d.ended_at IS NULL))
         FROM pg_catalog.jsonb_array_elements($1) e', hub) INTO apart USING members;
    RETURN apart;
END
$$;
COMMENT ON FUNCTION cdp._are_apart(name, jsonb) IS 'Internal: whether a cannot-link holds about each of the records [[source, key], ...].';

CREATE FUNCTION cdp._unmerge_members(hub name, profile_id bigint, records text[]) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    members jsonb;
    missing jsonb;
    size bigint;
    taken bigint;
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(CASE WHEN $2 IS NULL THEN m.n WHEN l.source IS NULL THEN 1 ELSE 2 END, m.source, m.source_key)),
                pg_catalog.count(*), pg_catalog.count(l.source)
         FROM (SELECT r.source, r.source_key, pg_catalog.row_number() OVER (ORDER BY r.record_id) AS n
               FROM %1$I.identity i JOIN %1$I.record r USING (record_id) WHERE i.profile_id = $1) m
         LEFT JOIN cdp._record_list($2) l ON l.source = m.source AND l.source_key = m.source_key', hub)
        INTO members, size, taken USING profile_id, records;
    SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(l.source, l.source_key) ORDER BY l.source COLLATE "C", l.source_key COLLATE "C") INTO missing
    FROM cdp._record_list(records) l
    WHERE NOT EXISTS (SELECT FROM pg_catalog.jsonb_array_elements(members) e WHERE e ->> 1 = l.source AND e ->> 2 = l.source_key);
    IF missing IS NOT NULL AND pg_catalog.jsonb_array_length(missing) = (SELECT pg_catalog.count(*) FROM cdp._record_list(records)) AND cdp._are_apart(hub, missing) THEN
        RETURN NULL;
    ELSIF records IS NULL AND size = 1 AND cdp._are_apart(hub, pg_catalog.jsonb_build_array((members -> 0) - 0)) THEN
        RETURN NULL;
    ELSIF size = 0 THEN
        RAISE EXCEPTION 'profile % of hub "%" does not exist', profile_id, hub
            USING ERRCODE = 'no_data_found', HINT = 'cdp.current_id tells where an id went.';
    ELSIF missing IS NOT NULL THEN
        RAISE EXCEPTION 'record "%" of source "%" is not in profile %', missing #>> '{0,1}', missing #>> '{0,0}', profile_id
            USING ERRCODE = 'no_data_found', HINT = pg_catalog.format('See view %I.profile_source.', hub);
    ELSIF taken = size OR size = 1 THEN
        RAISE EXCEPTION 'profile % has no other records to keep apart from', profile_id
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Name some of its records; null takes all of them apart from each other.';
    END IF;
    RETURN members;
END
$$;
COMMENT ON FUNCTION cdp._unmerge_members(name, bigint, text[]) IS
    'Internal: the records of a profile as parts of a cannot-link, [[part, source, key], ...]; null when they are apart already by decision.';

CREATE FUNCTION cdp._end_crossing(hub name, members jsonb, author text, reason text) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    crossing bigint[];
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.array_agg(c.decision_id) FROM (
             SELECT d.decision_id FROM %1$I.decision d JOIN %1$I.decision_record m ON m.decision_id = d.decision_id
             JOIN pg_catalog.jsonb_array_elements($1) e ON e ->> 1 = m.source AND e ->> 2 = m.source_key
             WHERE d.verdict = ''must_link'' AND d.ended_at IS NULL
             GROUP BY d.decision_id HAVING pg_catalog.count(DISTINCT e ->> 0) > 1) c', hub)
        INTO crossing USING members;
    RETURN cdp._end_decisions(hub, crossing, author, reason);
END
$$;
COMMENT ON FUNCTION cdp._end_crossing(name, jsonb, text, text) IS 'Internal: ends the must-links between different parts of an unmerge, and gives their number.';

CREATE FUNCTION cdp.unmerge(hub name, profile_id bigint, records text[], reason text, author text DEFAULT NULL, expires_at timestamptz DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    members jsonb;
    decision_id bigint;
    ended bigint;
BEGIN
    PERFORM cdp._settle(hub);
    PERFORM cdp._require_reason('unmerge', reason);
    members := cdp._unmerge_members(hub, profile_id, records);
    IF members IS NULL THEN
        RAISE NOTICE 'nothing to do: a decision keeps these records apart already';
        RETURN NULL;
    END IF;
    -- why: an unmerge takes back what joined the parts, so its must-links end before the new decision is checked.
    ended := cdp._end_crossing(hub, members, COALESCE(author, CURRENT_USER::text), 'unmerged: ' || reason);
    decision_id := cdp._decide(hub, 'cannot_link', members, reason, author, expires_at);
    IF ended > 0 THEN
        RAISE NOTICE '% must_link between these records ended with it', ended;
    END IF;
    PERFORM cdp._apply_decision(hub, decision_id);
    RETURN decision_id;
END
$$;
COMMENT ON FUNCTION cdp.unmerge(name, bigint, text[], text, text, timestamptz) IS
    'Takes records out of a profile: ARRAY[[source, key], ...] are kept apart from all its other records by one cannot-link between the two sets; null keeps every record of the profile apart from every other. Must-links between the parts end. Resolves in the same call: the records get back the id they had before the merge, where there was one, else a new one. Nothing is lost: links and records stay, and cdp.retract_decision takes it back (must-links that it ended stay ended). Gives the number of the decision; null, with a notice, when a decision keeps them apart already. Other arguments and errors as cdp.must_link; besides, no_data_found for records that are not in the profile, and invalid_parameter_value where nothing would be left.';
