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
    EXECUTE pg_catalog.format('SELECT m.model FROM %1$I.model m WHERE m.model_id = $1 AND NOT m.frozen AND EXISTS (SELECT FROM %1$I.record)', hub) INTO model USING model_id;
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
        EXECUTE pg_catalog.format('UPDATE %I.model m SET model = $2 WHERE m.model_id = $1 AND NOT m.frozen', hub) USING model_id, frozen;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._keep_frozen(name, bigint, jsonb) IS 'Internal: keeps a version of the model frozen, unless somebody else did meanwhile.';

CREATE FUNCTION cdp._freeze_active(hub name, model_id bigint) RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT cdp._keep_frozen(hub, model_id, cdp._frozen_model(hub, model_id)) $$;
COMMENT ON FUNCTION cdp._freeze_active(name, bigint) IS 'Internal: freezes a version of the model on the records of the hub, unless it is frozen. Without records there is nothing to freeze it on.';

CREATE FUNCTION cdp._gather_changed(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
-- why: dates become texts in one way, that in which calls for single records write them.
SET DateStyle = 'ISO, YMD'
-- why: a bitmap that has lost the rows of a page looks through the whole array for each row that is there.
SET enable_bitmapscan = off
AS $$
BEGIN
    -- why an array: of a table that is emptied all the time the planner has no idea how much is in it.
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_changed
         SELECT q.record_id, i.profile_id, i.since, q.source, q.source_key, %2$s
         FROM (%3$s WHERE r.record_id = ANY (ARRAY(SELECT DISTINCT p.record_id FROM %1$I.pending p WHERE p.changed))) q
         LEFT JOIN %1$I.identity i ON i.record_id = q.record_id
         ORDER BY q.record_id', hub, cdp._cells_sql(hub), cdp._records_query(hub, names => 'r.record_id, r.source, r.source_key'));
    ANALYZE pg_temp.cdp_changed (record_id, profile_id);
END
$$;
COMMENT ON FUNCTION cdp._gather_changed(name) IS 'Internal: fills cdp_changed with the records that wait to be compared, with what is compared, and the profiles that they have.';

CREATE FUNCTION cdp._compare_changed(hub name, held bigint, records bigint, component float8) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed bigint := (SELECT pg_catalog.count(*) FROM pg_temp.cdp_key);
    others text;
BEGIN
    -- why: to look the keys of a record up by index takes as long as to go through those of hundreds. Of many records nearly all
    -- others share one, and what does not is not compared anyway.
    IF changed * 600 < records THEN
        PERFORM cdp._empty_table('cdp_other', 'record_id bigint');
        EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_other
            SELECT k.record_id FROM pg_temp.cdp_key n JOIN %1$I.block_key k ON k.keys && n.keys
            UNION SELECT k.record_id FROM pg_temp.cdp_key n JOIN %1$I.changed_key k ON k.added && n.keys', hub);
        ANALYZE pg_temp.cdp_other;
        others := pg_catalog.format('SELECT k.record_id AS id, k.cells, k.keys AS "record keys" FROM (%s) k JOIN pg_temp.cdp_other o ON o.record_id = k.record_id', cdp._keys_sql(hub));
    END IF;
    INSERT INTO pg_temp.cdp_link
        SELECT LEAST(e.left_id::bigint, e.right_id::bigint), GREATEST(e.left_id::bigint, e.right_id::bigint), e.match_weight, e.match_probability, e.levels
        FROM cdp._link_changed(
            'SELECT c.record_id AS id, c.cells, n.keys AS "record keys" FROM pg_temp.cdp_key n JOIN pg_temp.cdp_changed c ON c.record_id = n.record_id',
            others, pg_catalog.format('%I.block_key', hub)::regclass, pg_catalog.format('%I.changed_key', hub)::regclass, held, cdp._cell_columns(hub), pg_catalog.format('SELECT cdp._write_changed_keys(%1$L), cdp._follow_before(%1$L, %2$L)', hub, component)) e;
    ANALYZE pg_temp.cdp_link (record_a, record_b, match_weight);
END
$$;
COMMENT ON FUNCTION cdp._compare_changed(name, bigint, bigint, float8) IS
    'Internal: fills cdp_link with the links of the records in cdp_key, those that only stewards see included; meanwhile writes their keys, and follows links of before. records: about how many the hub has.';

CREATE FUNCTION cdp._hair_less(component float8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN component - 1e-6;
COMMENT ON FUNCTION cdp._hair_less(float8) IS 'Internal: from where on a link may be one of a component, since the engine compares weights in fixed point.';

CREATE FUNCTION cdp._open_scope(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
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

CREATE FUNCTION cdp._find_old_links(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET enable_bitmapscan = off
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_old_link
         SELECT l.record_a, l.record_b, l.match_weight, l.match_probability, l.levels, l.model_id, false, l.ctid
         FROM %1$I.link l WHERE l.record_a = ANY (ARRAY(SELECT s.record_id FROM pg_temp.cdp_scope s))
         UNION ALL
         SELECT l.record_a, l.record_b, l.match_weight, l.match_probability, l.levels, l.model_id, true, l.ctid
         FROM %1$I.link l WHERE l.record_b = ANY (ARRAY(SELECT s.record_id FROM pg_temp.cdp_scope s))', hub);
    ANALYZE pg_temp.cdp_old_link (record_a, record_b, match_weight);
END
$$;
COMMENT ON FUNCTION cdp._find_old_links(name) IS
    'Internal: fills cdp_old_link with the links of before that the records in cdp_scope have, once as record_a and once as record_b (by_b), and where those rows are (place).';

CREATE FUNCTION cdp._follow_links(hub name, component float8, first int) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
SET enable_bitmapscan = off
AS $$
DECLARE
    of_old constant text := 'SELECT CASE WHEN o.by_b THEN o.record_a ELSE o.record_b END FROM pg_temp.cdp_old_link o WHERE o.match_weight >= $2';
    of_links constant text := pg_catalog.format(
        'SELECT l.record_b FROM %1$I.link l WHERE l.record_a = ANY (ARRAY(SELECT s.record_id FROM pg_temp.cdp_scope s WHERE s.step = $1)) AND l.match_weight >= $2
         UNION ALL
         SELECT l.record_a FROM %1$I.link l WHERE l.record_b = ANY (ARRAY(SELECT s.record_id FROM pg_temp.cdp_scope s WHERE s.step = $1)) AND l.match_weight >= $2', hub);
    of_decisions text := '';
    decided boolean;
    found bigint := 1;
    n int := first;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.decision d WHERE d.verdict = ''must_link'' AND d.ended_at IS NULL)', hub) INTO decided;
    IF decided THEN
        of_decisions := pg_catalog.format(
            'UNION ALL
             SELECT o.record_id
             FROM pg_temp.cdp_scope s
             JOIN %1$I.record r ON r.record_id = s.record_id
             JOIN %1$I.decision_record m ON m.source = r.source AND m.source_key = r.source_key
             JOIN %1$I.decision d ON d.decision_id = m.decision_id AND d.verdict = ''must_link'' AND d.ended_at IS NULL
             JOIN %1$I.decision_record f ON f.decision_id = d.decision_id
             JOIN %1$I.record o ON o.source = f.source AND o.source_key = f.source_key
             WHERE s.step = $1', hub);
    END IF;
    -- why: a few steps, each over a set, take a fraction of a recursive query that looks at one record after the other; in the
    -- order of records, since what is looked up one after the other is then close together.
    WHILE found > 0 LOOP
        EXECUTE pg_catalog.format(
            'INSERT INTO pg_temp.cdp_scope
             SELECT t.record_id, $1 + 1
             FROM (%s %s) t (record_id)
             WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_scope o WHERE o.record_id = t.record_id)
             GROUP BY t.record_id ORDER BY t.record_id', CASE n WHEN 0 THEN of_old ELSE of_links END, of_decisions) USING n, component;
        GET DIAGNOSTICS found = ROW_COUNT;
        n := n + 1;
        -- why: most components are reached in a few steps, for which an index is more work than it saves.
        IF n = 8 THEN
            CREATE INDEX IF NOT EXISTS cdp_scope_record_idx ON pg_temp.cdp_scope (record_id);
            CREATE INDEX IF NOT EXISTS cdp_scope_step_idx ON pg_temp.cdp_scope (step);
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._follow_links(name, float8, int) IS
    'Internal: adds to cdp_scope what links of before, of at least component bits, and must-links reach from the records of step first, step by step; from those of step 0 by cdp_old_link.';

CREATE FUNCTION cdp._follow_before(hub name, component float8) RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT cdp._find_old_links(hub), cdp._follow_links(hub, cdp._hair_less(component), 0) $$;
COMMENT ON FUNCTION cdp._follow_before(name, float8) IS 'Internal: cdp_old_link, and what links of before reach, once cdp_scope is open.';

CREATE FUNCTION cdp._count_before(hub name, component float8, counts jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF counts IS NULL THEN
        EXECUTE 'INSERT INTO pg_temp.cdp_count ' || cdp._counts_sql(hub) USING component;
    ELSE
        EXECUTE pg_catalog.format(
            'INSERT INTO pg_temp.cdp_count
             SELECT ($1 ->> ''records'')::bigint + COALESCE(pg_catalog.sum(n.records), 0), ($1 ->> ''links'')::bigint + COALESCE(pg_catalog.sum(n.links), 0),
                    ($1 ->> ''profiles'')::bigint + (SELECT %2$s FROM %1$I.profile_event e WHERE e.event_id > ($1 ->> ''event'')::bigint)
             FROM %1$I.gain n WHERE n.write_no > ($1 ->> ''writes'')::bigint', hub, cdp._profiles_gained()) USING counts;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._count_before(name, float8, jsonb) IS 'Internal: fills cdp_count with what a hub has before a run. counts: those of the last run, to which what came since is added; or null.';

CREATE FUNCTION cdp._drop_gains(hub name, writes bigint, whole boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- why: it takes longer to delete a few than to pass them by.
    IF whole OR pg_catalog.pg_relation_size(pg_catalog.format('%I.gain', hub)::regclass) > 16777216 THEN
        EXECUTE pg_catalog.format('DELETE FROM %I.gain n WHERE n.write_no <= $1', hub) USING writes;
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._drop_gains(name, bigint, boolean) IS 'Internal: empties table gain of what the counts of a run contain that knew of so many writes; nothing where that is null.';

CREATE FUNCTION cdp._gather_without_model(hub name, component float8, counts jsonb) RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT cdp._gather_changed(hub), cdp._open_scope(hub), cdp._count_before(hub, component, counts) $$;
COMMENT ON FUNCTION cdp._gather_without_model(name, float8, jsonb) IS
    'Internal: fills what of a run over part of the records needs no model: cdp_changed, cdp_scope and cdp_count.';

CREATE FUNCTION cdp._model_key(hub name, model_id bigint) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    key text;
BEGIN
    -- why: a row that was written again has another place or another writer, and a table that was rewritten another file.
    EXECUTE pg_catalog.format('SELECT pg_catalog.concat_ws('' '', m.model_id, m.xmin, m.ctid, m.tableoid::oid, pg_catalog.pg_relation_filenode(m.tableoid)) FROM %I.model m WHERE m.model_id = $1 AND m.frozen', hub)
        INTO key USING model_id;
    RETURN key;
END
$$;
COMMENT ON FUNCTION cdp._model_key(name, bigint) IS 'Internal: a text that stays while a version of the model does; null where it is not frozen.';

CREATE FUNCTION cdp._statistics_query(hub name, model_id bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.format('SELECT m.statistics FROM %I.model m WHERE m.model_id = %s', hub, model_id);
COMMENT ON FUNCTION cdp._statistics_query(name, bigint) IS 'Internal: SQL of the statistics of a version of the model, as text.';

CREATE FUNCTION cdp._hold_version(hub name, model_id bigint, definition jsonb, beside text) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    key constant text := cdp._model_key(hub, model_id);
BEGIN
    RETURN COALESCE(cdp._held_model(key, definition), cdp._hold_model(key, definition, cdp._statistics_query(hub, model_id), beside));
END
$$;
COMMENT ON FUNCTION cdp._hold_version(name, bigint, jsonb, text) IS
    'Internal: the number by which the session holds a version of the model, with the definition that _resolution_definition gives; null where it is not frozen. beside: a statement that is run while it is read, which it is unless the session holds it already.';

CREATE FUNCTION cdp._find_scope(hub name, component float8) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    next_step constant int := COALESCE((SELECT pg_catalog.max(s.step) + 1 FROM pg_temp.cdp_scope s), 0);
    found bigint;
BEGIN
    -- One end of a new link changed, and is there already.
    INSERT INTO pg_temp.cdp_scope
        SELECT t.record_id, next_step
        FROM (SELECT l.record_a FROM pg_temp.cdp_link l WHERE l.match_weight >= component
              UNION SELECT l.record_b FROM pg_temp.cdp_link l WHERE l.match_weight >= component) t (record_id)
        WHERE NOT EXISTS (SELECT FROM pg_temp.cdp_scope o WHERE o.record_id = t.record_id)
        ORDER BY t.record_id;
    GET DIAGNOSTICS found = ROW_COUNT;
    IF found > 0 THEN
        PERFORM cdp._follow_links(hub, component, next_step);
    END IF;
    ANALYZE pg_temp.cdp_scope;
END
$$;
COMMENT ON FUNCTION cdp._find_scope(name, float8) IS
    'Internal: cdp_scope has what links of before reach (_follow_links); adds what those of now lead to, so that it has every record of the components that changes touch.';

CREATE FUNCTION cdp._gather_changes(hub name, model_id bigint, definition jsonb, component float8, whole boolean, records bigint, counts jsonb, OUT held bigint, OUT compared bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
-- why: component is written into statements, to the last bit.
SET extra_float_digits = 1
AS $$
DECLARE
    waits boolean;
BEGIN
    compared := 0;
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM %I.pending)', hub) INTO waits;
    PERFORM cdp._empty_table('cdp_changed', 'record_id bigint, profile_id bigint, since timestamptz, source text, source_key text, cells text[]'),
            cdp._empty_table('cdp_left', 'profile_id bigint'), cdp._empty_table('cdp_scope', 'record_id bigint, step int'),
            cdp._empty_table('cdp_old_link', 'record_a bigint, record_b bigint, match_weight float8, match_probability float8, levels smallint[], model_id bigint, by_b boolean, place tid'),
            cdp._empty_table('cdp_count', 'records bigint, links bigint, profiles bigint');
    EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_left SELECT DISTINCT p.profile_id FROM %I.pending p WHERE p.profile_id IS NOT NULL', hub);
    ANALYZE pg_temp.cdp_left;
    IF whole THEN
        held := cdp._hold_version(hub, model_id, definition, NULL);
        -- A model that is not frozen is that of a hub without records.
        IF held IS NOT NULL THEN
            PERFORM cdp._write_all_keys(hub, held);
        END IF;
        EXECUTE pg_catalog.format('DELETE FROM %I.pending', hub);
    ELSIF NOT waits THEN
        PERFORM cdp._count_before(hub, component, counts);
    ELSE
        held := cdp._hold_version(hub, model_id, definition, pg_catalog.format('SELECT cdp._gather_without_model(%L, %L, %L)', hub, component, counts));
        -- It was filled if the model was read.
        IF NOT EXISTS (SELECT FROM pg_temp.cdp_count) THEN
            PERFORM cdp._gather_without_model(hub, component, counts);
        END IF;
        -- why before anything is written: a transaction of an older snapshot is told here that others did it meanwhile.
        EXECUTE pg_catalog.format('DELETE FROM %I.pending', hub);
        IF EXISTS (SELECT FROM pg_temp.cdp_changed) THEN
            PERFORM cdp._find_changed_keys(hub, held);
            PERFORM cdp._compare_changed(hub, held, records, component);
            compared := (SELECT l.compared FROM cdp.last_run() l);
            PERFORM cdp._tell_grown(hub, compared);
        ELSE
            PERFORM cdp._follow_before(hub, component);
        END IF;
        PERFORM cdp._find_scope(hub, cdp._hair_less(component));
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._gather_changes(name, bigint, jsonb, float8, boolean, bigint, jsonb) IS
    'Internal: takes what is pending: fills cdp_left (profiles that records left by going) and, unless all records are resolved, cdp_changed (with the profile of before), cdp_scope, cdp_old_link, cdp_count, and cdp_link with the links of what changed; brings block_key and changed_key up to date. records: about how many there are; counts: those of the last run, as _prepare_resolve gives them. Gives the number of the model that the session holds, if anything was pending, and the pairs that were compared.';
