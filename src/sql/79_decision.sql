-- SPDX-License-Identifier: PostgreSQL
-- What stewards decide: records that are one customer, records that are not. A decision knows records by source and key,
-- so it outlives a record that goes and comes back. Each one applies in the call that enters it.

CREATE FUNCTION cdp._create_stewardship(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE TABLE %1$I.decision (
            decision_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            verdict     text NOT NULL CHECK (verdict IN ('must_link', 'cannot_link')),
            reason      text NOT NULL,
            author      text NOT NULL,
            decided_at  timestamptz NOT NULL,
            expires_at  timestamptz,
            ended_at    timestamptz,
            ended_by    text,
            end_reason  text,
            CHECK ((ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (end_reason IS NULL)));
        CREATE INDEX ON %1$I.decision (expires_at) WHERE ended_at IS NULL AND expires_at IS NOT NULL;
        COMMENT ON TABLE %1$I.decision IS 'What stewards decided about records; decision_record tells which. Rows are never deleted, a decision that no longer holds has an end';
        COMMENT ON COLUMN %1$I.decision.decision_id IS 'Number of the decision';
        COMMENT ON COLUMN %1$I.decision.verdict IS 'must_link: its records are one customer; cannot_link: records of different parts are not';
        COMMENT ON COLUMN %1$I.decision.reason IS 'Why';
        COMMENT ON COLUMN %1$I.decision.author IS 'Who decided';
        COMMENT ON COLUMN %1$I.decision.decided_at IS 'When';
        COMMENT ON COLUMN %1$I.decision.expires_at IS 'cdp.process_due ends the decision from then on; null: never';
        COMMENT ON COLUMN %1$I.decision.ended_at IS 'When it ended; null while it holds';
        COMMENT ON COLUMN %1$I.decision.ended_by IS 'Who ended it';
        COMMENT ON COLUMN %1$I.decision.end_reason IS 'Why it ended';

        CREATE TABLE %1$I.decision_record (
            decision_id bigint NOT NULL,
            part        int NOT NULL,
            source      text NOT NULL,
            source_key  text NOT NULL,
            fingerprint bytea NOT NULL,
            PRIMARY KEY (decision_id, source, source_key));
        CREATE INDEX ON %1$I.decision_record (source, source_key);
        COMMENT ON TABLE %1$I.decision_record IS 'The records that a decision is about';
        COMMENT ON COLUMN %1$I.decision_record.decision_id IS 'The decision';
        COMMENT ON COLUMN %1$I.decision_record.part IS 'A must_link joins all parts, a cannot_link keeps each part from the others';
        COMMENT ON COLUMN %1$I.decision_record.source IS 'Source of the record';
        COMMENT ON COLUMN %1$I.decision_record.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.decision_record.fingerprint IS 'Of the values that the steward saw; when they change the decision comes up in review';
    $ddl$, hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_stewardship(name) IS 'Internal: creates the tables decision and decision_record.';

-- why: a view of a hub has it too, and may not depend on a function of the extension.
CREATE FUNCTION cdp._fingerprint_sql(record text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN pg_catalog.format('pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.jsonb_strip_nulls(pg_catalog.to_jsonb(%s) - %L::text[])::text, ''UTF8''))',
    record, '{record_id,source,source_key,observed_at,row_hash,run_id}');
COMMENT ON FUNCTION cdp._fingerprint_sql(text) IS
    'Internal: SQL of the fingerprint of the values of a row of table record. Attributes without a value do not count, so a new attribute changes nothing.';

CREATE FUNCTION cdp._decisions_query(hub name) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format(
        'SELECT a.source AS left_source, a.source_key AS left_id, b.source AS right_source, b.source_key AS right_id, d.verdict
         FROM %1$I.decision d
         JOIN %1$I.decision_record a ON a.decision_id = d.decision_id
         JOIN %1$I.decision_record b ON b.decision_id = d.decision_id AND b.part > a.part
         WHERE d.ended_at IS NULL', hub)
$$;
COMMENT ON FUNCTION cdp._decisions_query(name) IS 'Internal: the query that hands the decisions that hold to the engine, as pairs of records.';

CREATE FUNCTION cdp._decision_text(hub name, ids bigint[]) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result text;
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.string_agg(pg_catalog.format(''%%s %%s of %%s (%%s)'', d.verdict, d.decision_id, d.author, d.reason), ''; '' ORDER BY d.decision_id)
         FROM (SELECT * FROM %I.decision o WHERE o.decision_id = ANY ($1) ORDER BY o.decision_id LIMIT 5) d', hub)
        INTO result USING ids;
    RETURN result || CASE WHEN pg_catalog.cardinality(ids) > 5 THEN pg_catalog.format(' and %s more', pg_catalog.cardinality(ids) - 5) ELSE '' END;
END
$$;
COMMENT ON FUNCTION cdp._decision_text(name, bigint[]) IS 'Internal: decisions by number, author and reason, for messages; the first five.';

CREATE FUNCTION cdp._check_decision(hub name, decision_id bigint) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    verdict text;
    against bigint[];
    closure constant text :=
        'WITH RECURSIVE reached (origin, source, source_key) AS (
             SELECT CASE WHEN %2$L = ''must_link'' THEN 1 ELSE m.part END, m.source, m.source_key FROM %1$I.decision_record m WHERE m.decision_id = $1
             UNION
             SELECT r.origin, n.source, n.source_key
             FROM reached r
             JOIN %1$I.decision_record m ON m.source = r.source AND m.source_key = r.source_key
             JOIN %1$I.decision d ON d.decision_id = m.decision_id AND d.verdict = ''must_link'' AND d.ended_at IS NULL
             JOIN %1$I.decision_record n ON n.decision_id = d.decision_id
         ) ';
BEGIN
    EXECUTE pg_catalog.format('SELECT d.verdict FROM %I.decision d WHERE d.decision_id = $1', hub) INTO verdict USING decision_id;
    IF verdict = 'must_link' THEN
        EXECUTE pg_catalog.format(closure ||
            'SELECT pg_catalog.array_agg(DISTINCT d.decision_id ORDER BY d.decision_id)
             FROM reached r
             JOIN %1$I.decision_record m ON m.source = r.source AND m.source_key = r.source_key
             JOIN %1$I.decision d ON d.decision_id = m.decision_id AND d.verdict = ''cannot_link'' AND d.ended_at IS NULL
             JOIN %1$I.decision_record n ON n.decision_id = d.decision_id AND n.part <> m.part
             JOIN reached o ON o.source = n.source AND o.source_key = n.source_key', hub, verdict)
            INTO against USING decision_id;
    ELSE
        EXECUTE pg_catalog.format(closure ||
            'SELECT pg_catalog.array_agg(DISTINCT d.decision_id ORDER BY d.decision_id)
             FROM (SELECT r.source, r.source_key FROM reached r GROUP BY r.source, r.source_key HAVING pg_catalog.count(*) > 1) b
             JOIN %1$I.decision_record m ON m.source = b.source AND m.source_key = b.source_key
             JOIN %1$I.decision d ON d.decision_id = m.decision_id AND d.verdict = ''must_link'' AND d.ended_at IS NULL', hub, verdict)
            INTO against USING decision_id;
    END IF;
    IF against IS NOT NULL THEN
        RAISE EXCEPTION 'the % contradicts what was decided before', verdict
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  DETAIL = pg_catalog.format('It contradicts %s.', cdp._decision_text(hub, against)),
                  HINT = 'Take one of them back with cdp.retract_decision first.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._check_decision(name, bigint) IS
    'Internal: raises object_not_in_prerequisite_state when must-links, through any number of records, join what a cannot-link keeps apart, with the decisions named.';

CREATE FUNCTION cdp._note_profiles(hub name, ids bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.pending (profile_id, changed)
         SELECT DISTINCT i.profile_id, false
         FROM %1$I.decision_record m JOIN %1$I.record r USING (source, source_key) JOIN %1$I.identity i USING (record_id)
         WHERE m.decision_id = ANY ($1)', hub) USING ids;
END
$$;
COMMENT ON FUNCTION cdp._note_profiles(name, bigint[]) IS
    'Internal: has the profiles that decisions are about computed by the next run, since a decision tells how sure their records are even where it moves none.';

CREATE FUNCTION cdp._decide(hub name, verdict text, members jsonb, reason text, author text, expires_at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    listed jsonb;
    same bigint;
    decision_id bigint;
    author_name text := COALESCE(author, CURRENT_USER::text);
BEGIN
    PERFORM cdp._require_reason('decision', reason);
    IF pg_catalog.btrim(author_name) = '' THEN
        RAISE EXCEPTION 'decision needs an author'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave author out to sign as the current user.';
    END IF;
    -- Parts are numbered by their first record, so that the same decision always looks the same.
    SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(m.part, m.source, m.source_key) ORDER BY m.part, m.source COLLATE "C", m.source_key COLLATE "C")
    INTO listed
    FROM (SELECT pg_catalog.dense_rank() OVER (ORDER BY p.first_source COLLATE "C", p.first_key COLLATE "C") AS part, p.source, p.source_key
          FROM (SELECT e ->> 1 AS source, e ->> 2 AS source_key,
                       pg_catalog.first_value(e ->> 1) OVER w AS first_source, pg_catalog.first_value(e ->> 2) OVER w AS first_key
                FROM pg_catalog.jsonb_array_elements(members) e
                WINDOW w AS (PARTITION BY e ->> 0 ORDER BY (e ->> 1) COLLATE "C", (e ->> 2) COLLATE "C")) p) m;
    EXECUTE pg_catalog.format(
        'SELECT d.decision_id FROM %1$I.decision_record f
         JOIN %1$I.decision d ON d.decision_id = f.decision_id AND d.ended_at IS NULL AND d.verdict = $1
         WHERE f.source = $2 #>> ''{0,1}'' AND f.source_key = $2 #>> ''{0,2}''
           AND $2 = (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(m.part, m.source, m.source_key)
                                ORDER BY m.part, m.source COLLATE "C", m.source_key COLLATE "C")
                     FROM %1$I.decision_record m WHERE m.decision_id = d.decision_id)', hub)
        INTO same USING verdict, listed;
    EXECUTE pg_catalog.format('INSERT INTO %I.decision (verdict, reason, author, decided_at, expires_at) VALUES ($1, $2, $3, $4, $5) RETURNING decision_id', hub)
        INTO decision_id USING verdict, reason, author_name, pg_catalog.clock_timestamp(), expires_at;
    EXECUTE pg_catalog.format(
        'INSERT INTO %1$I.decision_record (decision_id, part, source, source_key, fingerprint)
         SELECT $1, (e ->> 0)::int, e ->> 1, e ->> 2, COALESCE(%2$s, o.fingerprint)
         FROM pg_catalog.jsonb_array_elements($2) e
         LEFT JOIN %1$I.record r ON r.source = e ->> 1 AND r.source_key = e ->> 2
         LEFT JOIN %1$I.decision_record o ON o.decision_id = $3 AND o.source = e ->> 1 AND o.source_key = e ->> 2', hub, cdp._fingerprint_sql('r'))
        USING decision_id, listed, same;
    PERFORM cdp._note_decisions(hub, ARRAY[decision_id]);
    PERFORM cdp._note_profiles(hub, ARRAY[decision_id]);
    IF same IS NOT NULL THEN
        PERFORM cdp._end_decisions(hub, ARRAY[same], author_name, pg_catalog.format('decided again as %s', decision_id));
    END IF;
    PERFORM cdp._check_decision(hub, decision_id);
    RETURN decision_id;
END
$$;
COMMENT ON FUNCTION cdp._decide(name, text, jsonb, text, text, timestamptz) IS
    'Internal: writes a decision about records that exist, or that the same decision knew, [[part, source, key], ...], after checking it against the others; the same decision of earlier is ended. Does not apply it.';

CREATE FUNCTION cdp._end_decisions(hub name, ids bigint[], author text, reason text) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ended bigint;
BEGIN
    EXECUTE pg_catalog.format('UPDATE %I.decision d SET ended_at = $2, ended_by = $3, end_reason = $4 WHERE d.decision_id = ANY ($1) AND d.ended_at IS NULL', hub)
        USING ids, pg_catalog.clock_timestamp(), author, reason;
    GET DIAGNOSTICS ended = ROW_COUNT;
    PERFORM cdp._note_decisions(hub, ids);
    PERFORM cdp._note_profiles(hub, ids);
    RETURN ended;
END
$$;
COMMENT ON FUNCTION cdp._end_decisions(name, bigint[], text, text) IS 'Internal: ends decisions that hold, and gives their number. Does not apply that.';

CREATE FUNCTION cdp._apply_decision(hub name, decision_id bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF cdp._active_model(hub) IS NOT NULL THEN
        PERFORM cdp._resolve(hub, 'decision', decision_id, false);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._apply_decision(name, bigint) IS
    'Internal: resolves with the decisions of now. A hub that was never resolved waits for its first cdp.resolve.';

CREATE FUNCTION cdp._settle(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    waiting boolean;
BEGIN
    PERFORM cdp._hub_lock(hub);
    EXECUTE pg_catalog.format(
        'SELECT EXISTS (SELECT FROM %1$I.run s
             WHERE s.operation = ''sync'' AND s.run_id > (SELECT pg_catalog.max(r.run_id) FROM %1$I.run r WHERE r.operation = ''resolve'')
               AND s.counts - ''unchanged''::text - ''rejected''::text - ''rejected_values''::text <> ''{"inserted": 0, "updated": 0, "deleted": 0}'')', hub)
        INTO waiting;
    IF waiting THEN
        PERFORM cdp._resolve(hub, NULL, NULL, false);
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._settle(name) IS
    'Internal: takes the lock of a hub and resolves what syncs have changed since the last run, so that what follows is the doing of a decision alone.';

CREATE FUNCTION cdp._decide_pair(hub name, verdict text, source_a text, key_a text, source_b text, key_b text, reason text, author text, expires_at timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    decision_id bigint;
BEGIN
    PERFORM cdp._settle(hub);
    PERFORM cdp._record_document(hub, source_a, key_a), cdp._record_document(hub, source_b, key_b);
    IF source_a = source_b AND key_a = key_b THEN
        RAISE EXCEPTION 'a % is about two records', verdict
            USING ERRCODE = 'invalid_parameter_value', DETAIL = pg_catalog.format('Record "%s" of source "%s" was given twice.', key_a, source_a),
                  HINT = 'Give two different records.';
    END IF;
    decision_id := cdp._decide(hub, verdict, pg_catalog.jsonb_build_array(
        pg_catalog.jsonb_build_array(1, source_a, key_a), pg_catalog.jsonb_build_array(2, source_b, key_b)), reason, author, expires_at);
    PERFORM cdp._apply_decision(hub, decision_id);
    RETURN decision_id;
END
$$;
COMMENT ON FUNCTION cdp._decide_pair(name, text, text, text, text, text, text, text, timestamptz) IS 'Internal: what cdp.must_link and cdp.cannot_link share.';

CREATE FUNCTION cdp.must_link(hub name, source_a text, key_a text, source_b text, key_b text, reason text,
    author text DEFAULT NULL, expires_at timestamptz DEFAULT NULL) RETURNS bigint
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT cdp._decide_pair(hub, 'must_link', source_a, key_a, source_b, key_b, reason, author, expires_at) $$;
COMMENT ON FUNCTION cdp.must_link(name, text, text, text, text, text, text, timestamptz) IS
    'Decides that two records are one customer, and resolves with that: ids, events and golden records follow in the same call. Gives the number of the decision. It outweighs match weights and constraints. author is the current user unless given; cdp.process_due ends the decision from expires_at on. Deciding the same again replaces the decision. Raises no_data_found for a record that is not there, invalid_parameter_value without a reason, and object_not_in_prerequisite_state, with the decisions named, when a cannot-link keeps apart what this must-link and others would join.';

CREATE FUNCTION cdp.cannot_link(hub name, source_a text, key_a text, source_b text, key_b text, reason text,
    author text DEFAULT NULL, expires_at timestamptz DEFAULT NULL) RETURNS bigint
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT cdp._decide_pair(hub, 'cannot_link', source_a, key_a, source_b, key_b, reason, author, expires_at) $$;
COMMENT ON FUNCTION cdp.cannot_link(name, text, text, text, text, text, text, timestamptz) IS
    'Decides that two records are not one customer, and resolves with that: no profile gets both of them, whatever their other records say. Arguments, result and errors as cdp.must_link; it is refused when must-links join the two. To take a part of a profile away from all the rest, see cdp.unmerge.';

CREATE FUNCTION cdp.retract_decision(hub name, decision_id bigint, reason text, author text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known boolean;
    ended bigint;
BEGIN
    PERFORM cdp._settle(hub);
    PERFORM cdp._require_reason('retraction', reason);
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.decision d WHERE d.decision_id = $1)', hub) INTO known USING decision_id;
    IF NOT known THEN
        RAISE EXCEPTION 'decision % of hub "%" does not exist', decision_id, hub
            USING ERRCODE = 'undefined_object', HINT = pg_catalog.format('See table %I.decision.', hub);
    END IF;
    ended := cdp._end_decisions(hub, ARRAY[decision_id], COALESCE(author, CURRENT_USER::text), reason);
    IF ended > 0 THEN
        PERFORM cdp._apply_decision(hub, decision_id);
    END IF;
    RETURN ended > 0;
END
$$;
COMMENT ON FUNCTION cdp.retract_decision(name, bigint, text, text) IS
    'Ends a decision and resolves without it: match weights and the other decisions have their say again. The decision stays in table decision with its end. False when it had ended before. Raises undefined_object for an unknown number and invalid_parameter_value without a reason.';

CREATE FUNCTION cdp.process_due(hub name, at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    due bigint[];
    pins bigint;
BEGIN
    IF at IS NULL THEN
        RAISE EXCEPTION 'at must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give now(), or the time up to which things are due.';
    END IF;
    PERFORM cdp._settle(hub);
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(d.decision_id ORDER BY d.decision_id) FROM %I.decision d WHERE d.ended_at IS NULL AND d.expires_at <= $1', hub)
        INTO due USING at;
    IF due IS NOT NULL THEN
        PERFORM cdp._end_decisions(hub, due, CURRENT_USER::text, 'expired');
        PERFORM cdp._apply_decision(hub, due[1]);
    END IF;
    pins := cdp.expire_pins(hub, at);
    PERFORM cdp._move_golden_clock(hub, at);
    RETURN COALESCE(pg_catalog.cardinality(due), 0) + pins + cdp._process_segments_due(hub, at);
END
$$;
COMMENT ON FUNCTION cdp.process_due(name, timestamptz) IS
    'Ends the decisions and takes away the pins whose expires_at is not after at, resolves without them, moves the golden clock on, at which cdp.set_source_policy takes the age of values, and moves the clock of traits and segments: who enters or leaves a segment because a window begins or ends does so at the exact time, also when the clock moves far at once. Gives the number of decisions and pins that ended and of profiles that entered or left a segment. Nothing in a hub changes because time passed: call this from a scheduler, with now(). Events name the first of the decisions that ended.';
