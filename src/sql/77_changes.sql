-- SPDX-License-Identifier: PostgreSQL
-- Resolving only what changed. Changed records are compared with those that share a key with them; every record of a
-- component that a change touches is then clustered anew, from its own pairs, as a run over all records would do it.

CREATE FUNCTION cdp._frozen_model(hub name, model_id bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    model jsonb;
BEGIN
    EXECUTE pg_catalog.format('SELECT m.model FROM %1$I.model m WHERE m.model_id = $1 AND m.model #> ''{statistics,blocking}'' IS NULL AND EXISTS (SELECT FROM %1$I.record)', hub) INTO model USING model_id;
    RETURN CASE WHEN model IS NOT NULL THEN cdp.freeze_model(cdp._records_query(hub, model_id), model) END;
END
$$;
COMMENT ON FUNCTION cdp._frozen_model(name, bigint) IS 'Internal: a version of the model frozen on the records of the hub; null where it is frozen already, or there are no records.';

CREATE FUNCTION cdp._keep_frozen(hub name, model_id bigint, frozen jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF frozen IS NOT NULL THEN
        EXECUTE pg_catalog.format('UPDATE %I.model m SET model = $2 WHERE m.model_id = $1 AND m.model #> ''{statistics,blocking}'' IS NULL', hub) USING model_id, frozen;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._keep_frozen(name, bigint, jsonb) IS 'Internal: keeps a version of the model frozen, unless somebody else did meanwhile.';

CREATE FUNCTION cdp._freeze_active(hub name, model_id bigint) RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT cdp._keep_frozen(hub, model_id, cdp._frozen_model(hub, model_id)) $$;
COMMENT ON FUNCTION cdp._freeze_active(name, bigint) IS 'Internal: freezes a version of the model on the records of the hub, unless it is frozen. Without records there is nothing to freeze it on.';

CREATE FUNCTION cdp._changed_candidates(hub name, records bigint) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed bigint := (SELECT pg_catalog.count(*) FROM pg_temp.cdp_key);
    wanted bigint[];
    others bytea;
BEGIN
    -- why: to look the keys of a record up by index takes as long as to go through those of hundreds. Of many records nearly all
    -- others share one, and what does not is not compared anyway.
    IF changed * 4 > records OR changed > 1000000 THEN
        RETURN '';
    ELSIF changed * 600 > records THEN
        SELECT COALESCE(pg_catalog.array_agg(n.key), '{}') INTO wanted FROM pg_temp.cdp_key c, pg_catalog.unnest(c.keys) AS n (key);
        EXECUTE pg_catalog.format('SELECT cdp.idset_to_bytes(cdp.idset_agg(o.record_id)) FROM %I.block_key o WHERE cdp._shares_key(o.keys, $1)', hub) INTO others USING wanted;
        -- why: a set is asked in a fraction of the time that a join with a table takes.
        RETURN pg_catalog.format(' WHERE cdp.contains(%L::pg_catalog.bytea::cdp.idset, r.record_id)', others);
    END IF;
    PERFORM cdp._empty_table('cdp_other', 'record_id bigint');
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_other
        SELECT DISTINCT o.record_id FROM pg_temp.cdp_key c JOIN %I.block_key o ON o.keys && c.keys', hub);
    ANALYZE pg_temp.cdp_other;
    RETURN ' JOIN pg_temp.cdp_other o ON o.record_id = r.record_id';
END
$$;
COMMENT ON FUNCTION cdp._changed_candidates(name, bigint) IS
    'Internal: SQL behind a FROM list that leaves, of the records r, all that share a key with one in cdp_key, and perhaps others. records: about how many there are.';

CREATE FUNCTION cdp._compare_changed(hub name, held bigint, records bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_link
         SELECT LEAST(e.left_id::bigint, e.right_id::bigint), GREATEST(e.left_id::bigint, e.right_id::bigint), e.match_weight, e.match_probability, e.levels
         FROM cdp._link_changed(%L, $1) e',
        cdp._records_query(hub, names => 'r.record_id AS id, c.record_id IS NULL AS "settled record"')
            || ' LEFT JOIN pg_temp.cdp_changed c ON c.record_id = r.record_id' || cdp._changed_candidates(hub, records))
        USING held;
    ANALYZE pg_temp.cdp_link;
END
$$;
COMMENT ON FUNCTION cdp._compare_changed(name, bigint, bigint) IS 'Internal: fills cdp_link with the links of the records in cdp_changed, those that only stewards see included. records: about how many the hub has.';

CREATE FUNCTION cdp._open_scope(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._empty_table('cdp_scope', 'record_id bigint, step int'),
            cdp._empty_table('cdp_old_link', 'record_a bigint, record_b bigint, match_weight float8, match_probability float8, levels smallint[], model_id bigint, by_b boolean');
    INSERT INTO pg_temp.cdp_scope SELECT c.record_id, 0 FROM pg_temp.cdp_changed c;
    -- A record that comes back may claim its last profile, so whoever has that now is looked at too.
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_scope
         SELECT r.record_id, 0
         FROM (SELECT p.record_id FROM %1$I.pending p WHERE p.record_id IS NOT NULL AND NOT p.changed
               UNION SELECT i.record_id FROM pg_temp.cdp_left f JOIN %1$I.identity i ON i.profile_id = f.profile_id
               UNION SELECT i.record_id
                     FROM pg_temp.cdp_changed c
                     JOIN %1$I.record r ON r.record_id = c.record_id
                     JOIN %1$I.identity_history h ON h.source = r.source AND h.source_key = r.source_key
                     LEFT JOIN %1$I.redirect d ON d.profile_id = h.profile_id
                     JOIN %1$I.identity i ON i.profile_id IN (h.profile_id, d.current_id)
                     WHERE c.profile_id IS NULL) t
         JOIN %1$I.record r ON r.record_id = t.record_id
         WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_changed c WHERE c.record_id = t.record_id)', hub);
    ANALYZE pg_temp.cdp_scope;
END
$$;
COMMENT ON FUNCTION cdp._open_scope(name) IS
    'Internal: fills cdp_scope with the records that are looked at for what is pending: those that changed, that were linked to one that is gone or share its profile, or that a decision is about.';

CREATE FUNCTION cdp._find_scope(hub name, component float8) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
    step text;
    decided boolean;
    found bigint;
    n int := 0;
BEGIN
    PERFORM cdp._open_scope(hub);
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.decision d WHERE d.verdict = ''must_link'' AND d.ended_at IS NULL)', hub) INTO decided;
    -- why: a few steps, each over a set, take a fraction of a recursive query that looks at one record after the other; in the
    -- order of records, since what is looked up one after the other is then close together.
    step := pg_catalog.format(
        'WITH old AS (INSERT INTO pg_temp.cdp_old_link
             SELECT l.record_a, l.record_b, l.match_weight, l.match_probability, l.levels, l.model_id, false FROM pg_temp.cdp_scope s JOIN %1$I.link l ON l.record_a = s.record_id WHERE s.step = $2
             UNION ALL
             SELECT l.record_a, l.record_b, l.match_weight, l.match_probability, l.levels, l.model_id, true FROM pg_temp.cdp_scope s JOIN %1$I.link l ON l.record_b = s.record_id WHERE s.step = $2
             RETURNING *)
         INSERT INTO pg_temp.cdp_scope
         SELECT t.record_id, $2 + 1
         FROM (SELECT CASE WHEN o.by_b THEN o.record_a ELSE o.record_b END FROM old o WHERE o.match_weight >= $1
               UNION SELECT p.record_b FROM pg_temp.cdp_scope s JOIN pg_temp.cdp_link p ON p.record_a = s.record_id WHERE s.step = $2 AND p.match_weight >= $1
               UNION SELECT p.record_a FROM pg_temp.cdp_scope s JOIN pg_temp.cdp_link p ON p.record_b = s.record_id WHERE s.step = $2 AND p.match_weight >= $1%2$s) t (record_id)
         WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_scope o WHERE o.record_id = t.record_id)
         ORDER BY t.record_id', hub, CASE WHEN decided THEN pg_catalog.format('
               UNION SELECT o.record_id
                     FROM pg_temp.cdp_scope s
                     JOIN %1$I.record r ON r.record_id = s.record_id
                     JOIN %1$I.decision_record m ON m.source = r.source AND m.source_key = r.source_key
                     JOIN %1$I.decision d ON d.decision_id = m.decision_id AND d.verdict = ''must_link'' AND d.ended_at IS NULL
                     JOIN %1$I.decision_record f ON f.decision_id = d.decision_id
                     JOIN %1$I.record o ON o.source = f.source AND o.source_key = f.source_key
                     WHERE s.step = $2', hub) END);
    LOOP
        EXECUTE step USING component, n;
        GET DIAGNOSTICS found = ROW_COUNT;
        EXIT WHEN found = 0;
        n := n + 1;
        -- why: most components are reached in a few steps, for which an index is more work than it saves.
        IF n = 8 THEN
            CREATE INDEX IF NOT EXISTS cdp_scope_record_idx ON pg_temp.cdp_scope (record_id);
            CREATE INDEX IF NOT EXISTS cdp_scope_step_idx ON pg_temp.cdp_scope (step);
            CREATE INDEX IF NOT EXISTS cdp_link_a_idx ON pg_temp.cdp_link (record_a);
            CREATE INDEX IF NOT EXISTS cdp_link_b_idx ON pg_temp.cdp_link (record_b);
        END IF;
    END LOOP;
    ANALYZE pg_temp.cdp_scope;
    ANALYZE pg_temp.cdp_old_link;
END
$$;
COMMENT ON FUNCTION cdp._find_scope(name, float8) IS
    'Internal: fills cdp_scope with every record of the components that changes touch: what links of before and of now, of at least component bits, and must-links reach from changed records, step by step; and cdp_old_link with all links of before that these records have, once as record_a and once as record_b (by_b).';

CREATE FUNCTION cdp._gather_changes(hub name, held bigint, component float8, whole boolean, records bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    compared bigint := 0;
BEGIN
    PERFORM cdp._empty_table('cdp_changed', 'record_id bigint, profile_id bigint'), cdp._empty_table('cdp_left', 'profile_id bigint');
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_changed
         SELECT c.record_id, i.profile_id
         FROM (SELECT DISTINCT p.record_id FROM %1$I.pending p WHERE p.changed AND NOT $1 ORDER BY p.record_id) c
         JOIN %1$I.record r ON r.record_id = c.record_id
         LEFT JOIN %1$I.identity i ON i.record_id = c.record_id
         ORDER BY c.record_id', hub) USING whole;
    ANALYZE pg_temp.cdp_changed;
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_left SELECT DISTINCT p.profile_id FROM %I.pending p WHERE p.profile_id IS NOT NULL', hub);
    ANALYZE pg_temp.cdp_left;
    IF whole THEN
        -- A model that is not frozen is that of a hub without records.
        IF held IS NOT NULL THEN
            PERFORM cdp._write_keys(hub, held, true);
        END IF;
    ELSE
        IF EXISTS (SELECT FROM pg_temp.cdp_changed) THEN
            PERFORM cdp._write_keys(hub, held, false);
            PERFORM cdp._compare_changed(hub, held, records);
            compared := (SELECT l.compared FROM cdp.last_run() l);
            PERFORM cdp._tell_grown(hub, compared);
        END IF;
        -- why: a hair less, since the engine compares weights in fixed point.
        PERFORM cdp._find_scope(hub, component - 1e-6);
    END IF;
    EXECUTE pg_catalog.format('DELETE FROM %I.pending', hub);
    RETURN compared;
END
$$;
COMMENT ON FUNCTION cdp._gather_changes(name, bigint, float8, boolean, bigint) IS
    'Internal: takes what is pending: fills cdp_changed (with the profile of before), cdp_left (profiles that records left by going) and, unless all records are resolved, cdp_scope, cdp_old_link, and cdp_link with the links of what changed; brings block_key up to date. Gives the pairs that were compared.';
