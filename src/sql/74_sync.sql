-- SPDX-License-Identifier: PostgreSQL
-- Sync: what a source holds now against the records of the hub, set by set. One call per source:
--   stage   raw values, key and hash of every row; a row whose expressions raise is found by halving
--   diff    rows without a key or with a key of several rows are rejected; new, changed and gone rows are known
--   clean   only new and changed rows; a value that cannot be cleaned is null and a reject
--   write   records and rejects by difference: an unchanged source writes nothing but its run

CREATE FUNCTION cdp._sync_columns(hub name, source text, relation regclass) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    settings jsonb;
    mapping jsonb;
    day_first jsonb;
    region text;
    item record;
BEGIN
    PERFORM cdp._empty_table('cdp_column', 'position int, attribute text, kind text, many boolean, raw text, clean text');
    EXECUTE pg_catalog.format('SELECT h.settings, s.mapping, s.day_first FROM %1$I.hub h, %1$I.source s WHERE s.name = $1', hub) INTO settings, mapping, day_first USING source;
    PERFORM cdp._check_mapped(hub, mapping);
    region := pg_catalog.format('%L::pg_catalog.text', settings ->> 'region');
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.format(''COALESCE(CASE WHEN NOT cdp.is_placeholder(''''country'''', s.%%1$I) THEN cdp.country_code(s.%%1$I) END, %%2$s)'', a.name, $2)
         FROM %1$I.attribute a JOIN %1$I.source s ON s.name = $1 AND s.mapping ? a.name
         WHERE a.kind = ''country'' AND NOT a.many
         UNION ALL SELECT $2 LIMIT 1', hub)
        INTO region USING source, region;
    FOR item IN EXECUTE pg_catalog.format('SELECT a.position, a.name, a.kind, a.many, s.mapping ->> a.name AS expression
        FROM %1$I.attribute a JOIN %1$I.source s ON s.name = $1 AND s.mapping ? a.name ORDER BY a.position', hub) USING source
    LOOP
        INSERT INTO pg_temp.cdp_column VALUES (item.position, item.name, item.kind, item.many,
            cdp._raw_expression(item.expression,
                cdp._check_expression(relation, pg_catalog.format('attribute "%s" of source "%s"', item.name, source), item.expression), item.kind, item.many),
            cdp._clean_expression(item.kind, CASE WHEN item.many THEN 'e.value' ELSE pg_catalog.format('s.%I', item.name) END,
                region, COALESCE((day_first ->> item.name)::boolean, (settings ->> 'day_first')::boolean, true)));
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._sync_columns(name, text, regclass) IS
    'Internal: fills cdp_column with the mapped attributes of a source, and the SQL of their raw (over a row) and clean (over cdp_stage s) values.';

CREATE FUNCTION cdp._source_relation(hub name, source text) RETURNS regclass
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass;
    label text;
BEGIN
    EXECUTE pg_catalog.format('SELECT c.oid, s.relation_schema || ''.'' || s.relation_name
        FROM %I.source s
        LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = s.relation_schema
        LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.relation_name WHERE s.name = $1', hub)
        INTO relation, label USING source;
    IF relation IS NULL THEN
        RAISE EXCEPTION 'relation "%" of source "%" does not exist', label, source
            USING ERRCODE = 'undefined_table',
                  HINT = pg_catalog.format('Restore it, or take the source out with cdp.drop_source(%L, %L, confirm => %L).', hub, source, source);
    END IF;
    PERFORM cdp._check_relation(relation);
    RETURN relation;
END
$$;
COMMENT ON FUNCTION cdp._source_relation(name, text) IS 'Internal: the relation of a source; raises undefined_table once it is gone.';

CREATE FUNCTION cdp._stage_query(hub name, source text, relation regclass) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    key text;
    observed_at text;
    label text;
    version text;
    raws text;
    names text;
BEGIN
    EXECUTE pg_catalog.format('SELECT s.key, s.observed_at, s.relation_name FROM %I.source s WHERE s.name = $1', hub)
        INTO key, observed_at, label USING source;
    PERFORM cdp._check_expression(relation, pg_catalog.format('key of source "%s"', source), key);
    PERFORM cdp._check_expression(relation, pg_catalog.format('observed_at of source "%s"', source), COALESCE(observed_at, 'NULL'), 'pg_catalog.timestamptz');
    SELECT pg_catalog.string_agg(pg_catalog.format('%s AS %I', c.raw, c.attribute), ', ' ORDER BY c.position),
           pg_catalog.string_agg(pg_catalog.format('s.%I', c.attribute), ', ' ORDER BY c.position),
           pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
               pg_catalog.string_agg(pg_catalog.concat_ws(' ', c.attribute, c.kind, c.many, c.raw, c.clean), ' ' ORDER BY c.position)
               || (SELECT e.extversion FROM pg_catalog.pg_extension e WHERE e.extname = 'cdp')
               || (SELECT pg_catalog.string_agg(v.component || v.version, ' ' ORDER BY v.component) FROM cdp.versions() v), 'UTF8')), 'base64')
    INTO raws, names, version FROM pg_temp.cdp_column c;
    RETURN pg_catalog.format(
        E'SELECT s.row_number, s.source_key, s.observed_at,
            pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(%L || ROW(s.source_key, s.observed_at, %s)::pg_catalog.text, ''UTF8'')), 1, 16) AS row_hash, %s
         FROM (SELECT %%s AS row_number, (%s\n)::pg_catalog.text AS source_key, (%s\n)::pg_catalog.timestamptz AS observed_at, %s FROM %%s) s',
        pg_catalog.replace(version, '%', '%%'), pg_catalog.replace(names, '%', '%%'), pg_catalog.replace(names, '%', '%%'),
        pg_catalog.replace(key, '%', '%%'), pg_catalog.replace(COALESCE(observed_at, 'NULL'), '%', '%%'), pg_catalog.replace(raws, '%', '%%'));
END
$$;
COMMENT ON FUNCTION cdp._stage_query(name, text, regclass) IS
    'Internal: the query that stages a source, a format with two holes: the row number and the FROM list. The hash covers key and raw values, mapping, cleaning rules and the versions of cdp and of its data; taking it raises for bytes that are not UTF-8, so that such a row is rejected.';

CREATE FUNCTION cdp._sync_stage(hub name, source text, relation regclass, filter text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    query text := cdp._stage_query(hub, source, relation);
    columns text;
BEGIN
    SELECT pg_catalog.string_agg(pg_catalog.format('%I pg_catalog.text%s', c.attribute, CASE WHEN c.many THEN '[]' END), ', ' ORDER BY c.position)
    INTO columns FROM pg_temp.cdp_column c;
    PERFORM cdp._empty_table('cdp_stage', pg_catalog.format('row_number bigint, source_key text, observed_at timestamptz, row_hash bytea, %s', columns), varies => true),
            cdp._empty_table('cdp_reject', 'source_key text, kind text, attribute text, value text, reason text, source_row jsonb');
    BEGIN
        EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_stage ' || query, 'pg_catalog.row_number() OVER ()', relation || filter);
    EXCEPTION WHEN OTHERS THEN
        IF NOT cdp._row_error(SQLSTATE) THEN
            RAISE;
        END IF;
        PERFORM cdp._stage_by_halves(hub, source, relation, filter, query);
    END;
    ANALYZE pg_temp.cdp_stage;
END
$$;
COMMENT ON FUNCTION cdp._sync_stage(name, text, regclass, text) IS 'Internal: fills cdp_stage with the raw rows of a source that pass a filter (WHERE ..., or nothing), and cdp_reject with those whose expressions raise.';

CREATE FUNCTION cdp._due_filter(relation regclass, key text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    type text := cdp._check_expression(relation, 'key', key)::text;
BEGIN
    -- why: a key that is compared as text finds no index of a number.
    RETURN pg_catalog.format(E' WHERE (%s\n)%s IN (SELECT %s FROM pg_temp.cdp_due cdp_d)', key,
        CASE WHEN type IN ('smallint', 'integer', 'bigint', 'uuid', 'character') THEN '' ELSE '::pg_catalog.text' END,
        CASE WHEN type IN ('smallint', 'integer', 'bigint') THEN
                 'CASE WHEN cdp_d.source_key ~ ''^-?[0-9]{1,19}$'' THEN CASE WHEN cdp_d.source_key::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN cdp_d.source_key::bigint END END'
             WHEN type = 'uuid' THEN 'CASE WHEN cdp_d.source_key ~ ''^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'' THEN cdp_d.source_key::uuid END'
             WHEN type = 'character' THEN 'cdp_d.source_key::pg_catalog.bpchar'
             ELSE 'cdp_d.source_key' END);
END
$$;
COMMENT ON FUNCTION cdp._due_filter(regclass, text) IS 'Internal: the WHERE that finds the rows of a relation whose keys are in cdp_due, by an index on the key where there is one.';

CREATE FUNCTION cdp._if_due(keyed boolean, alias text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN keyed THEN ' AND ' || alias || '.source_key IN (SELECT d.source_key FROM pg_temp.cdp_due d)' ELSE '' END;
COMMENT ON FUNCTION cdp._if_due(boolean, text) IS 'Internal: SQL that leaves rows of the keys in cdp_due, where only these are synced.';

CREATE FUNCTION cdp._row_error(sqlstate text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog."left"(sqlstate, 2) IN ('20', '21', '22', '23', '2F', '38', '39', 'P0')
       OR sqlstate IN ('42804', '42846', '54000', 'XX000');
COMMENT ON FUNCTION cdp._row_error(text) IS
    'Internal: true for errors that the values of a row may cause; false for those of the query, the rights or the server, which must stop the sync.';

CREATE FUNCTION cdp._stage_by_halves(hub name, source text, relation regclass, filter text, query text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    low bigint[] := ARRAY[1];
    high bigint[];
    first bigint;
    last bigint;
    top int;
    label name := (SELECT c.relname FROM pg_catalog.pg_class c WHERE c.oid = relation);
    rows text := pg_catalog.format('pg_temp.cdp_row cdp_b, LATERAL (SELECT (cdp_b.cdp_r).*) AS %I WHERE cdp_b.cdp_n BETWEEN %%s AND %%s', label);
BEGIN
    EXECUTE pg_catalog.format('CREATE TEMP TABLE cdp_row AS SELECT pg_catalog.row_number() OVER () AS cdp_n, cdp_b.cdp_r
        FROM (SELECT cdp_whole_row AS cdp_r FROM %s cdp_whole_row) cdp_b, LATERAL (SELECT (cdp_b.cdp_r).*) AS %I', relation, label) || filter;
    CREATE UNIQUE INDEX ON pg_temp.cdp_row (cdp_n);
    ANALYZE pg_temp.cdp_row;
    SELECT ARRAY[pg_catalog.count(*)] INTO high FROM pg_temp.cdp_row;
    WHILE pg_catalog.cardinality(low) > 0 LOOP
        top := pg_catalog.cardinality(low);
        first := low[top];
        last := high[top];
        low := low[:top - 1];
        high := high[:top - 1];
        BEGIN
            EXECUTE pg_catalog.format('INSERT INTO pg_temp.cdp_stage ' || query, 'cdp_b.cdp_n', pg_catalog.format(rows, first, last));
        EXCEPTION WHEN OTHERS THEN
            IF NOT cdp._row_error(SQLSTATE) THEN
                RAISE;
            ELSIF first < last THEN
                low := low || ARRAY[(first + last) / 2 + 1, first];
                high := high || ARRAY[last, (first + last) / 2];
            ELSE
                PERFORM cdp._reject_row(hub, source, first, pg_catalog.format(rows, first, last), SQLERRM);
            END IF;
        END;
    END LOOP;
    DROP TABLE pg_temp.cdp_row;
END
$$;
COMMENT ON FUNCTION cdp._stage_by_halves(name, text, regclass, text, text) IS
    'Internal: stages a copy of a relation, or of what passes a filter, range by range, halving a range that raises down to the row, which is rejected.';

CREATE FUNCTION cdp._reject_row(hub name, source text, n bigint, from_list text, reason text) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    key text;
    source_key text;
BEGIN
    EXECUTE pg_catalog.format('SELECT s.key FROM %I.source s WHERE s.name = $1', hub) INTO key USING source;
    BEGIN
        EXECUTE pg_catalog.format(E'SELECT cdp._mark_ill_formed((%s\n)::pg_catalog.text) FROM %s', key, from_list) INTO source_key;
    EXCEPTION WHEN OTHERS THEN
        -- why: the key itself may be what raises; the row is then rejected without one.
        source_key := NULL;
    END;
    EXECUTE 'INSERT INTO pg_temp.cdp_reject
        SELECT CASE WHEN pg_catalog.octet_length($1) <= 1000 THEN $1 END, ''row'', NULL, NULL, cdp._mark_ill_formed($2), cdp._mark_ill_formed(pg_catalog.to_jsonb(b.cdp_r)::pg_catalog.text)::pg_catalog.jsonb
        FROM pg_temp.cdp_row b WHERE b.cdp_n = $3'
        USING source_key, reason, n;
END
$$;
COMMENT ON FUNCTION cdp._reject_row(name, text, bigint, text, text) IS 'Internal: rejects row n of cdp_row, with its key where that can be had.';

CREATE FUNCTION cdp._reject_keys() RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    rejected bigint;
BEGIN
    INSERT INTO pg_temp.cdp_reject
        SELECT CASE WHEN pg_catalog.octet_length(s.source_key) <= 1000 THEN s.source_key END, 'row', NULL, NULL,
               CASE WHEN s.source_key IS NULL THEN 'the key is null'
                    WHEN s.source_key = '' THEN 'the key is empty'
                    WHEN pg_catalog.octet_length(s.source_key) > 1000 THEN 'the key is longer than 1000 bytes'
                    ELSE 'several rows have this key' END,
               pg_catalog.to_jsonb(s) - ARRAY['row_number', 'row_hash']
        FROM pg_temp.cdp_stage s
        LEFT JOIN (SELECT t.source_key FROM pg_temp.cdp_stage t WHERE t.source_key IS NOT NULL
                   GROUP BY t.source_key HAVING pg_catalog.count(*) > 1) twice ON twice.source_key = s.source_key
        WHERE s.source_key IS NULL OR s.source_key = '' OR twice.source_key IS NOT NULL OR pg_catalog.octet_length(s.source_key) > 1000;
    GET DIAGNOSTICS rejected = ROW_COUNT;
    ANALYZE pg_temp.cdp_reject;
    RETURN rejected;
END
$$;
COMMENT ON FUNCTION cdp._reject_keys() IS
    'Internal: rejects staged rows without a usable key and gives their number. Of rows that share a key none is taken: nothing tells which one to trust.';

CREATE FUNCTION cdp._sync_diff(hub name, source text, max_delete float8, keyed boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    before bigint;
    gone bigint;
BEGIN
    PERFORM cdp._empty_table('cdp_change', 'row_number bigint, record_id bigint'), cdp._empty_table('cdp_gone', 'record_id bigint');
    -- why: a rejected row still tells that its key exists; what the hub knew of it stays as it was.
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_change SELECT s.row_number, r.record_id
         FROM pg_temp.cdp_stage s LEFT JOIN %I.record r ON r.source = $1 AND r.source_key = s.source_key
         WHERE s.source_key IS NOT NULL AND pg_catalog.octet_length(s.source_key) <= 1000 AND r.row_hash IS DISTINCT FROM s.row_hash
           AND NOT EXISTS (SELECT FROM pg_temp.cdp_reject j WHERE j.source_key = s.source_key)', hub) USING source;
    EXECUTE pg_catalog.format(
        'INSERT INTO pg_temp.cdp_gone SELECT r.record_id FROM %I.record r
         WHERE r.source = $1 AND NOT EXISTS (SELECT FROM pg_temp.cdp_stage s WHERE s.source_key = r.source_key)
           AND NOT EXISTS (SELECT FROM pg_temp.cdp_reject j WHERE j.source_key = r.source_key)', hub) || cdp._if_due(keyed, 'r') USING source;
    GET DIAGNOSTICS gone = ROW_COUNT;
    ANALYZE pg_temp.cdp_change;
    ANALYZE pg_temp.cdp_gone;
    IF keyed THEN
        RETURN;
    END IF;
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM %I.record r WHERE r.source = $1', hub) INTO before USING source;
    IF gone > 0 AND gone > max_delete * before THEN
        RAISE EXCEPTION 'source "%" lost % of its % rows', source, gone, before
            USING ERRCODE = 'data_exception',
                  DETAIL = pg_catalog.format('At most %s %% may go in one sync; nothing was changed.',
                      pg_catalog.round((max_delete * 100)::pg_catalog.numeric, 1)),
                  HINT = 'See whether the source is loaded in full; if these rows really are gone, repeat with max_delete => 1.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._sync_diff(name, text, float8, boolean) IS
    'Internal: fills cdp_change (new and changed rows) and cdp_gone, of the keys in cdp_due alone if keyed; refuses when too many rows of a whole source are gone.';
