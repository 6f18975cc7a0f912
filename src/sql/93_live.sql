-- SPDX-License-Identifier: PostgreSQL
-- What calls that answer at once (upsert_record, delete_record, match) know of a hub, told by SQL and kept by the session:
-- whether it can be resolved record by record, its model, and the statements by which its tables are read and written.

CREATE FUNCTION cdp._push_columns(hub name) RETURNS TABLE (place int, attribute text, kind text, many boolean, type text, raw text, clean text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    settings jsonb;
    region text;
BEGIN
    EXECUTE pg_catalog.format('SELECT h.settings FROM %I.hub h', hub) INTO settings;
    region := pg_catalog.format('%L::pg_catalog.text', settings ->> 'region');
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.format(''COALESCE(CASE WHEN NOT cdp.is_placeholder(''''country'''', s.%%1$I) THEN cdp.country_code(s.%%1$I) END, %%2$s)'', a.name, $1)
         FROM %I.attribute a WHERE a.kind = ''country'' AND NOT a.many
         UNION ALL SELECT $1 LIMIT 1', hub) INTO region USING region;
    FOR place, attribute, kind, many, type IN EXECUTE pg_catalog.format('SELECT a.position, a.name, a.kind, a.many, a.type FROM %I.attribute a ORDER BY a.position', hub) LOOP
        raw := pg_catalog.format(CASE WHEN many
            THEN 'CASE pg_catalog.jsonb_typeof($1 -> %1$L) WHEN ''array'' THEN ARRAY(SELECT pg_catalog.jsonb_array_elements_text($1 -> %1$L)) WHEN ''null'' THEN NULL ELSE ARRAY[$1 ->> %1$L] END'
            ELSE '$1 ->> %L' END, attribute);
        clean := cdp._clean_expression(kind, CASE WHEN many THEN 'e.value' ELSE pg_catalog.format('s.%I', attribute) END, region, COALESCE((settings ->> 'day_first')::boolean, true));
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._push_columns(name) IS
    'Internal: the attributes of a hub with the SQL of their raw (over a JSON object $1) and clean (over s, the raw ones) values.';

CREATE FUNCTION cdp._push_raw(hub name) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT 'SELECT ' || COALESCE(pg_catalog.string_agg(pg_catalog.format('%s AS %I', c.raw, c.attribute), ', ' ORDER BY c.place), 'NULL') || ' OFFSET 0' FROM cdp._push_columns(hub) c $$;
COMMENT ON FUNCTION cdp._push_raw(name) IS 'Internal: SQL of the raw values of a JSON object $1.';

CREATE FUNCTION cdp._clean_statement(hub name, model_id bigint) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    cleans text;
    results text;
    failing text;
    seen text;
    version text;
    hashed text := '$1::text';
BEGIN
    SELECT pg_catalog.string_agg(CASE WHEN c.many THEN pg_catalog.format(
               '(SELECT pg_catalog.array_agg(v.value ORDER BY v.position) FROM (
                    SELECT w.value, pg_catalog.min(w.position) AS position FROM (
                        SELECT %s AS value, e.position FROM pg_catalog.unnest(s.%I) WITH ORDINALITY AS e (value, position)) w
                    WHERE w.value IS NOT NULL GROUP BY w.value) v)', c.clean, c.attribute) ELSE '(' || c.clean || ')' END
               || pg_catalog.format('::%s AS %I', c.type, c.attribute), ', ' ORDER BY c.place),
           pg_catalog.string_agg(pg_catalog.format(', r.%I', c.attribute), '' ORDER BY c.place),
           pg_catalog.string_agg(CASE WHEN c.many
               THEN pg_catalog.format('pg_catalog.cardinality(s.%1$I) > COALESCE(pg_catalog.cardinality(r.%1$I), 0)', c.attribute)
               ELSE pg_catalog.format('(s.%1$I IS NOT NULL AND r.%1$I IS NULL)', c.attribute) END, ' OR '),
           pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
               COALESCE(pg_catalog.string_agg(pg_catalog.concat_ws(' ', c.attribute, c.kind, c.many, c.clean), ' ' ORDER BY c.place), '')
               || (SELECT e.extversion FROM pg_catalog.pg_extension e WHERE e.extname = 'cdp')
               || (SELECT pg_catalog.string_agg(v.component || v.version, ' ' ORDER BY v.component) FROM cdp.versions() v), 'UTF8')), 'base64')
    INTO cleans, results, failing, version FROM cdp._push_columns(hub) c;
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.string_agg(cdp._unblocked_expression($1, a.name, $2), '', '' ORDER BY a.position)
         FROM %I.attribute a WHERE NOT a.many AND a.kind NOT IN (''number'', ''date'', ''boolean'')', hub)
        INTO seen USING hub, model_id;
    IF cdp._counts_days(hub) THEN
        seen := pg_catalog.concat_ws(', ', seen, 'pg_catalog.to_char($4 AT TIME ZONE ''UTC'', ''YYYY-MM-DD'') AS observed_at');
        hashed := 'pg_catalog.concat_ws('' '', $1::text, EXTRACT(epoch FROM $4))';
    END IF;
    RETURN pg_catalog.format(
        'SELECT pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(%L || %s, ''UTF8'')), 1, 16), COALESCE(%s, false), %s%s
         FROM (%s) s, LATERAL (SELECT %s$2 AS source, $3 AS source_key OFFSET 0) r, LATERAL (SELECT %s) q',
        version, hashed, COALESCE(failing, 'false'), cdp._cells_sql(hub), results, cdp._push_raw(hub), cleans || ', ', COALESCE(seen, 'NULL'));
END
$$;
COMMENT ON FUNCTION cdp._clean_statement(name, bigint) IS
    'Internal: SQL that makes a record of a JSON object $1, of source $2 and key $3, observed at $4: a hash of what it was made of, whether a value could not be cleaned, as texts what matching sees, and the clean values.';

CREATE FUNCTION cdp._reject_statement(hub name) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format(
        'INSERT INTO %I.reject (source, source_key, kind, attribute, value, reason, run_id, rejected_at)
         SELECT $2, $3, ''value'', v.attribute, v.value,
             CASE WHEN v.kind <> ''text'' AND pg_catalog.octet_length(v.value) > 10000 THEN ''longer than 10000 bytes''
                  WHEN cdp.is_placeholder(v.kind, v.value) THEN ''placeholder'' ELSE ''not a valid '' || v.kind END, 0, $4
         FROM (%s) s CROSS JOIN LATERAL (%s) AS v (attribute, kind, value, failed)
         WHERE v.failed AND v.value ~ ''\S'' ORDER BY v.attribute, v.value', hub, cdp._push_raw(hub),
        pg_catalog.string_agg(pg_catalog.format(CASE WHEN c.many
            THEN 'SELECT %2$L, %3$L, e.value, (%1$s) IS NULL FROM pg_catalog.unnest(s.%4$I) AS e (value)'
            ELSE 'SELECT %2$L, %3$L, s.%4$I, (%1$s) IS NULL' END, c.clean, c.attribute, c.kind, c.attribute), ' UNION ALL ' ORDER BY c.place))
    FROM cdp._push_columns(hub) c
$$;
COMMENT ON FUNCTION cdp._reject_statement(name) IS 'Internal: SQL that rejects the values of a JSON object $1, of source $2 and key $3, that cannot be cleaned, at time $4.';

CREATE FUNCTION cdp._live_reads(hub name, model_id bigint) RETURNS TABLE (name text, statement text)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $body$
    SELECT v.name, pg_catalog.format(v.statement, hub, cdp._cells_sql(hub), cdp._records_query(hub, model_id, 'r.record_id, r.source, r.source_key')) FROM (VALUES
        ('record', 'SELECT r.record_id, r.row_hash, i.profile_id,
            COALESCE((SELECT c.keys FROM %1$I.changed_key c WHERE c.record_id = r.record_id), k.keys), i.since FROM %1$I.record r LEFT JOIN %1$I.identity i ON i.record_id = r.record_id
            LEFT JOIN %1$I.block_key k ON k.record_id = r.record_id WHERE r.source = $1 AND r.source_key = $2'),
        ('candidates', 'SELECT k.record_id, k.source, k.source_key, COALESCE(c.cells, k.cells) FROM %1$I.block_key k
            LEFT JOIN LATERAL (SELECT c.keys, c.cells FROM %1$I.changed_key c WHERE c.record_id = k.record_id OFFSET 0) c ON true
            WHERE k.keys && $1 AND (c.keys IS NULL OR c.keys && $1)
            UNION ALL SELECT k.record_id, k.source, k.source_key, c.cells FROM (SELECT c.record_id, c.cells FROM %1$I.changed_key c WHERE c.added && $1 OFFSET 0) c
            JOIN %1$I.block_key k ON k.record_id = c.record_id WHERE NOT k.keys && $1'),
        ('rows', 'SELECT q.record_id, q.source, q.source_key, %2$s FROM (%3$s) q WHERE q.record_id = ANY ($1)'),
        ('links', 'SELECT l.record_a, l.record_b, l.match_weight, l.levels, l.model_id FROM %1$I.link l WHERE l.record_a = ANY ($1)
            UNION ALL SELECT l.record_a, l.record_b, l.match_weight, l.levels, l.model_id FROM %1$I.link l WHERE l.record_b = ANY ($1) AND l.record_a <> ALL ($1)'),
        ('conflicts', 'SELECT c.record_a, c.record_b, c.linkage, c.reason, c.detail, c.model_id FROM %1$I.conflict c WHERE c.record_a = ANY ($1)'),
        ('decisions', 'SELECT a.source, a.source_key, b.source, b.source_key, d.verdict, r.record_id, o.record_id
            FROM %1$I.decision d
            JOIN %1$I.decision_record a ON a.decision_id = d.decision_id
            JOIN %1$I.decision_record b ON b.decision_id = d.decision_id AND b.part > a.part
            LEFT JOIN %1$I.record r ON r.source = a.source AND r.source_key = a.source_key
            LEFT JOIN %1$I.record o ON o.source = b.source AND o.source_key = b.source_key
            WHERE d.ended_at IS NULL AND d.decision_id IN (
                SELECT m.decision_id FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) AS u (source, source_key) JOIN %1$I.decision_record m ON m.source = u.source AND m.source_key = u.source_key)'),
        ('past', 'SELECT h.profile_id FROM %1$I.identity_history h WHERE h.source = $1 AND h.source_key = $2 LIMIT 1'),
        ('holders', 'SELECT p.profile_id, i.record_id FROM %1$I.identity_history h LEFT JOIN %1$I.redirect d ON d.profile_id = h.profile_id
            CROSS JOIN LATERAL (VALUES (h.profile_id), (d.current_id)) p (profile_id) LEFT JOIN %1$I.identity i ON i.profile_id = p.profile_id
            WHERE h.source = $1 AND h.source_key = $2 AND p.profile_id IS NOT NULL'),
        ('members', 'SELECT i.record_id FROM %1$I.identity i WHERE i.profile_id = $1'),
        ('identities', 'SELECT i.record_id, i.profile_id, i.since FROM %1$I.identity i WHERE i.record_id = ANY ($1)'),
        ('last', 'SELECT DISTINCT ON (n.record_id) n.record_id, COALESCE(d.current_id, h.profile_id), h.valid_from
            FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3)) AS n (record_id, source, source_key)
            JOIN %1$I.identity_history h ON h.source = n.source AND h.source_key = n.source_key
            LEFT JOIN %1$I.redirect d ON d.profile_id = h.profile_id
            ORDER BY n.record_id, h.valid_to DESC, h.record_id DESC'),
        ('former', 'SELECT n.record_id, h.profile_id, pg_catalog.min(h.valid_from)
            FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3)) AS n (record_id, source, source_key)
            JOIN %1$I.identity_history h ON h.source = n.source AND h.source_key = n.source_key
            WHERE NOT EXISTS (SELECT FROM %1$I.profile p WHERE p.profile_id = h.profile_id)
            GROUP BY n.record_id, h.profile_id'),
        ('versions', 'SELECT i.record_id, r.xmin::text FROM %1$I.identity i LEFT JOIN %1$I.record r ON r.record_id = i.record_id WHERE i.profile_id = ANY ($1)'),
        ('profiles', 'SELECT p.profile_id FROM %1$I.profile p WHERE p.profile_id = ANY ($1)')) v (name, statement)
$body$;
COMMENT ON FUNCTION cdp._live_reads(name, bigint) IS 'Internal: the statements by which calls that answer at once read a hub.';

CREATE FUNCTION cdp._live_writes(hub name) RETURNS TABLE (name text, statement text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    names text;
    parameters text;
    assignments text;
    events constant text := 'ROWS FROM (pg_catalog.unnest($5), pg_catalog.unnest($6), pg_catalog.unnest($7))';
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(pg_catalog.format('', %%I'', a.name), '''' ORDER BY a.position), pg_catalog.string_agg('', $'' || a.n, '''' ORDER BY a.position),
            pg_catalog.string_agg(pg_catalog.format('', %%I = $%%s'', a.name, a.n), '''' ORDER BY a.position)
        FROM (SELECT a.name, a.position, pg_catalog.row_number() OVER (ORDER BY a.position) + 5 AS n FROM %I.attribute a) a', hub)
        INTO names, parameters, assignments;
    RETURN QUERY SELECT v.name, pg_catalog.format(v.statement, hub, names, parameters, assignments,
            pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.record', hub), 'record_id'), pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.profile', hub), 'profile_id'), cdp._write_sequence(hub)) FROM (VALUES
        ('new_record', 'SELECT pg_catalog.nextval(%5$L)'),
        ('new_profiles', 'SELECT pg_catalog.nextval(%6$L) FROM pg_catalog.generate_series(1, $1)'),
        ('insert_record', 'INSERT INTO %1$I.record (record_id, source, source_key, observed_at, row_hash, run_id%2$s) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, 0%3$s)'),
        ('update_record', 'UPDATE %1$I.record SET observed_at = $4, row_hash = $5, run_id = 0%4$s WHERE record_id = $1'),
        ('observe', 'UPDATE %1$I.record SET observed_at = $2 WHERE record_id = $1 AND observed_at IS DISTINCT FROM $2'),
        ('insert_keys', 'INSERT INTO %1$I.block_key (record_id, source, source_key, cells, keys) VALUES ($1, $2, $3, $4, $5)'),
        ('put_keys', 'WITH changed AS (DELETE FROM %1$I.changed_key c WHERE c.record_id = $1)
            INSERT INTO %1$I.block_key AS k (record_id, source, source_key, cells, keys) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (record_id) DO UPDATE SET cells = EXCLUDED.cells, keys = EXCLUDED.keys
            WHERE (k.cells, k.keys) <> (EXCLUDED.cells, EXCLUDED.keys)'),
        ('drop_links', 'DELETE FROM %1$I.link l USING ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) AS o (a, b) WHERE l.record_a = o.a AND l.record_b = o.b'),
        ('put_links', 'INSERT INTO %1$I.link (record_a, record_b, match_weight, match_probability, levels, model_id)
            SELECT n.a, n.b, n.weight, n.probability, n.levels::smallint[], $6 FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3), pg_catalog.unnest($4), pg_catalog.unnest($5)) AS n (a, b, weight, probability, levels)
            ON CONFLICT (record_a, record_b) DO UPDATE SET match_weight = EXCLUDED.match_weight, match_probability = EXCLUDED.match_probability, levels = EXCLUDED.levels, model_id = EXCLUDED.model_id'),
        ('insert_links', 'INSERT INTO %1$I.link (record_a, record_b, match_weight, match_probability, levels, model_id)
            SELECT n.a, n.b, n.weight, n.probability, n.levels::smallint[], $6 FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3), pg_catalog.unnest($4), pg_catalog.unnest($5)) AS n (a, b, weight, probability, levels)'),
        ('drop_conflicts', 'DELETE FROM %1$I.conflict c USING ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) AS o (a, b) WHERE c.record_a = o.a AND c.record_b = o.b'),
        ('put_conflicts', 'INSERT INTO %1$I.conflict (record_a, record_b, linkage, reason, detail, model_id)
            SELECT n.a, n.b, n.linkage, n.reason, n.detail, $6 FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3), pg_catalog.unnest($4), pg_catalog.unnest($5)) AS n (a, b, linkage, reason, detail)
            ON CONFLICT (record_a, record_b) DO UPDATE SET linkage = EXCLUDED.linkage, reason = EXCLUDED.reason, detail = EXCLUDED.detail, model_id = EXCLUDED.model_id'),
        ('leave', 'INSERT INTO %1$I.identity_history (record_id, source, source_key, profile_id, valid_from, valid_to)
            SELECT m.record_id, m.source, m.source_key, i.profile_id, i.since, $4 FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3)) AS m (record_id, source, source_key) JOIN %1$I.identity i ON i.record_id = m.record_id'),
        ('begin', 'INSERT INTO %1$I.identity (record_id, profile_id, since) VALUES ($1, $2, $3)'),
        ('enter', 'INSERT INTO %1$I.identity (record_id, profile_id, since) SELECT m.record_id, m.profile_id, $3 FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) AS m (record_id, profile_id)
            ON CONFLICT (record_id) DO UPDATE SET profile_id = EXCLUDED.profile_id, since = EXCLUDED.since'),
        ('events', 'INSERT INTO %1$I.profile_event (event, profile_id, other_id, cause, at) SELECT e.event, e.profile_id, e.other_id, ''data'', $4
            FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3)) WITH ORDINALITY AS e (event, profile_id, other_id, place) ORDER BY e.place'),
        ('drop_profiles', 'DELETE FROM %1$I.profile p WHERE p.profile_id = ANY ($1)'),
        ('drop_rejects', 'DELETE FROM %1$I.reject o WHERE o.source = $1 AND o.source_key = $2'),
        ('drop_record', 'WITH link AS (DELETE FROM %1$I.link l WHERE l.record_a = $1 OR l.record_b = $1), conflict AS (DELETE FROM %1$I.conflict c WHERE c.record_a = $1 OR c.record_b = $1),
            key AS (DELETE FROM %1$I.block_key k WHERE k.record_id = $1), changed AS (DELETE FROM %1$I.changed_key c WHERE c.record_id = $1),
            gone AS (DELETE FROM %1$I.record r WHERE r.record_id = $1 RETURNING r.record_id, r.source, r.source_key),
            past AS (DELETE FROM %1$I.identity i WHERE i.record_id = $1 RETURNING i.record_id, i.profile_id, i.since)
            INSERT INTO %1$I.identity_history (record_id, source, source_key, profile_id, valid_from, valid_to)
            SELECT g.record_id, g.source, g.source_key, p.profile_id, p.since, $2 FROM gone g JOIN past p ON p.record_id = g.record_id'),
        ('wait', 'INSERT INTO %1$I.pending (record_id, profile_id, changed) VALUES ($1, $2, $3)'),
        ('gain', 'INSERT INTO %1$I.gain (write_no, records, links) VALUES (pg_catalog.nextval(%7$L), $1, $2)')) v (name, statement);
    RETURN QUERY SELECT 'rejects', cdp._reject_statement(hub);
    -- why: what is in memory is not read once more; must-links, which count for certain, are not. Where only the time of a record is
    -- another, its links are what they were.
    RETURN QUERY SELECT g.name, cdp._profile_statement(hub, E'\nWHERE i.profile_id = ANY ($1)', g.confidence, '$2')
        FROM (VALUES ('golden', cdp._confidence_sql(hub, 'SELECT pg_catalog.unnest($1)')),
                     ('golden_known', 'SELECT u.profile_id, pg_catalog.round(u.confidence::numeric, 4)::float8 AS confidence FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($3)) AS u (profile_id, confidence)'),
                     ('golden_kept', pg_catalog.format('SELECT o.profile_id, o.confidence FROM %I.profile o WHERE o.profile_id = ANY ($1)', hub))) AS g (name, confidence);
    RETURN QUERY SELECT 'redirect_' || s.place, s.statement FROM pg_catalog.unnest(cdp._redirect_statements(hub, events)) WITH ORDINALITY AS s (statement, place);
END
$body$;
COMMENT ON FUNCTION cdp._live_writes(name) IS 'Internal: the statements by which calls that answer at once write a hub.';

CREATE FUNCTION cdp._live_state(hub name) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format(
        'SELECT (SELECT pg_catalog.bit_xor(pg_catalog.hashtidextended(x.place, x.version::text::bigint * 16 + x.n)) FROM (
                    SELECT t.ctid, t.xmin, 0 FROM %1$I.hub t UNION ALL SELECT t.ctid, t.xmin, 1 FROM %1$I.source t UNION ALL SELECT t.ctid, t.xmin, 2 FROM %1$I.attribute t
                    UNION ALL SELECT t.ctid, t.xmin, 3 FROM %1$I.attribute_group t UNION ALL SELECT t.ctid, t.xmin, 4 FROM %1$I.model t WHERE t.active
                    UNION ALL SELECT t.ctid, t.xmin, 5 FROM %1$I.blocked_value t UNION ALL SELECT t.ctid, t.xmin, 6 FROM %1$I.ignored_value t
                    UNION ALL SELECT t.ctid, t.xmin, 7 FROM %1$I.pin t
                    UNION ALL SELECT t.ctid, t.xmin, 9 FROM %1$I.source_policy t UNION ALL SELECT t.ctid, t.xmin, 10 FROM %1$I.golden_clock t
                    UNION ALL (SELECT t.ctid, t.xmin, 8 FROM %1$I.run t WHERE t.operation = ''resolve'' ORDER BY t.run_id DESC LIMIT 1)) AS x (place, version, n)),
                EXISTS (SELECT FROM %1$I.decision d WHERE d.ended_at IS NULL),
                EXISTS (SELECT FROM %1$I.segment g WHERE g.mode = ''immediate'' AND g.archived_at IS NULL), s.mode
         FROM (SELECT $1) AS v (name) LEFT JOIN %1$I.source s ON s.name = v.name', hub)
$$;
COMMENT ON FUNCTION cdp._live_state(name) IS
    'Internal: SQL of what may have changed since the session read the rest: a number that is another one when registry, model, blocked or pinned values changed, or all was resolved; whether decisions hold; whether there are segments that are refreshed at the end of a transaction; the mode of source $1.';

CREATE FUNCTION cdp._live_context(hub name, OUT version text, OUT ready boolean, OUT model_id bigint, OUT attributes text[], OUT many boolean[], OUT columns text[])
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    definition jsonb;
    frozen boolean;
    last_version text;
BEGIN
    model_id := cdp._active_model(hub);
    IF model_id IS NOT NULL THEN
        definition := cdp._resolution_definition(hub, model_id);
        version := cdp._resolution_version(hub, model_id, definition -> 'constraints');
        EXECUTE pg_catalog.format('SELECT m.frozen FROM %I.model m WHERE m.model_id = $1', hub) INTO frozen USING model_id;
    END IF;
    EXECUTE pg_catalog.format('SELECT r.counts ->> ''version'' FROM %I.run r WHERE r.operation = ''resolve'' ORDER BY r.run_id DESC LIMIT 1', hub) INTO last_version;
    ready := version IS NOT NULL AND version IS NOT DISTINCT FROM last_version AND frozen;
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.array_agg(a.name ORDER BY a.position), pg_catalog.array_agg(a.many ORDER BY a.position) FROM %I.attribute a', hub) INTO attributes, many;
    columns := cdp._cell_columns(hub);
END
$$;
COMMENT ON FUNCTION cdp._live_context(name) IS
    'Internal: what a session keeps of a hub: ready tells whether the active model is frozen and what was last resolved with, so that records can be resolved one by one.';
