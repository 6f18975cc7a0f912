-- SPDX-License-Identifier: PostgreSQL
-- What the columns of a relation seem to be: kinds from names and values, a key, a time of observation.

CREATE FUNCTION cdp._attribute_name(column_name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    name text := pg_catalog.btrim(pg_catalog.regexp_replace(cdp.fold(column_name), '[^a-z0-9]+', '_', 'g'), '_');
BEGIN
    RETURN pg_catalog."left"(CASE WHEN name ~ '^[a-z]' THEN name ELSE 'a_' || name END, 58);
END
$$;
COMMENT ON FUNCTION cdp._attribute_name(text) IS 'Internal: an attribute name made from a column name: folded, in letters, digits and underscores.';

CREATE FUNCTION cdp._suggest_key(relation regclass) RETURNS TABLE (expression text, confidence float8, reason text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    candidate text;
    fits boolean;
BEGIN
    SELECT pg_catalog.string_agg(
               CASE WHEN i.indnkeyatts = 1 THEN a.attname::text ELSE pg_catalog.quote_ident(a.attname) || '::pg_catalog.text' END,
               ' || ''/'' || ' ORDER BY k.position),
           CASE WHEN i.indisprimary THEN 1 ELSE 0.9 END, CASE WHEN i.indisprimary THEN 'primary key' ELSE 'unique and not null' END
    INTO expression, confidence, reason
    FROM pg_catalog.pg_index i
    CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
    WHERE i.indrelid = relation AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND k.position <= i.indnkeyatts
    GROUP BY i.indexrelid, i.indisprimary, i.indnkeyatts
    HAVING i.indisprimary OR pg_catalog.bool_and(a.attnotnull)
    ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid LIMIT 1;
    IF expression IS NOT NULL THEN
        RETURN NEXT;
        RETURN;
    END IF;
    -- why: what else a column is tells a postcode or a phone that nobody shares yet from a key. A first column that is
    -- nothing else is the last resort.
    FOR candidate IN
        SELECT g.column_name
        FROM cdp.guess_kinds(pg_catalog.format('SELECT * FROM %s LIMIT 10000', relation)) WITH ORDINALITY AS g (column_name, type, kind, confidence, reason, position)
        CROSS JOIN LATERAL (SELECT g.column_name ~* '(^|_)(id|key|code|no|num|nr|numero|number|card|ref|reference)($|_)' AS named,
                                   g.kind IS NULL AND g.reason ~ '(a key|keys|a running number)' AS judged) k
        WHERE k.judged OR (g.confidence < 0.5 AND (k.named OR (g.position = 1 AND COALESCE(g.kind, 'text') = 'text')))
        ORDER BY g.reason LIKE 'name: a key%' DESC, k.judged AND k.named DESC, k.judged DESC, k.named DESC, g.position
    LOOP
        EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) > 0 AND pg_catalog.count(*) = pg_catalog.count(DISTINCT s.k)
            FROM (SELECT %I::pg_catalog.text AS k FROM %s LIMIT 10000) s', candidate, relation) INTO fits;
        IF fits THEN
            RETURN QUERY SELECT candidate, 0.7::float8, 'looks like a key, and distinct in the first 10000 rows'::text;
            RETURN;
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION cdp._suggest_key(regclass) IS 'Internal: at most one row: what seems to be the key of a relation.';

CREATE FUNCTION cdp._suggest_observed_at(relation regclass) RETURNS TABLE (expression text, confidence float8, reason text)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.name, CASE c.rank WHEN 1 THEN 0.9 WHEN 2 THEN 0.7 ELSE 0.5 END,
           CASE c.rank WHEN 1 THEN 'time named like that of the last change' WHEN 2 THEN 'time named like that of creation' ELSE 'the only time of day' END
    FROM (
        SELECT a.attname::text AS name, a.attnum,
               CASE WHEN a.attname ~* '(updat|modif|chang|maj(_|$)|mise_?a_?jour|last_?seen|refresh|aktualis|geaend|actualiz)' THEN 1
                    WHEN a.attname ~* '(creat|insert|regist|sign_?up|inscri|ajout|load|import|angelegt|erstell|(^|_)ts$|timestamp|observed|_at$)' THEN 2
                    WHEN a.atttypid IN ('timestamp'::regtype, 'timestamptz'::regtype)
                         AND pg_catalog.count(*) FILTER (WHERE a.atttypid IN ('timestamp'::regtype, 'timestamptz'::regtype)) OVER () = 1 THEN 3 END AS rank
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
          AND a.atttypid IN ('timestamp'::regtype, 'timestamptz'::regtype, 'date'::regtype)
    ) c
    WHERE c.rank IS NOT NULL ORDER BY c.rank, c.attnum LIMIT 1
$$;
COMMENT ON FUNCTION cdp._suggest_observed_at(regclass) IS 'Internal: at most one row: what seems to say when a row was last true.';

CREATE FUNCTION cdp._suggest_attributes(relation regclass)
RETURNS TABLE (attribute text, expression text, kind text, confidence float8, reason text, refusal text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    key text := (SELECT k.expression FROM cdp._suggest_key(relation) k);
BEGIN
    -- A full name is divided where the relation has no parts of names, so that it meets those of other sources.
    RETURN QUERY
        WITH named AS MATERIALIZED (
            SELECT CASE WHEN g.kind NOT IN ('identifier', 'text', 'number', 'date', 'boolean')
                             AND pg_catalog.row_number() OVER (PARTITION BY g.kind ORDER BY g.confidence DESC, c.position) = 1
                        THEN g.kind ELSE cdp._attribute_name(g.column_name) END AS name,
                   pg_catalog.bool_or(g.kind IN ('given_name', 'family_name')) OVER () AS has_parts,
                   g.column_name, g.kind, g.confidence, g.reason, c.position
            FROM cdp.guess_kinds(pg_catalog.format('SELECT * FROM %s', relation)) g
            JOIN pg_catalog.unnest(cdp._relation_columns(relation)) WITH ORDINALITY AS c (name, position) ON c.name = g.column_name
            -- why: what the key is good for is told once, unless it is an address or a name as well.
            WHERE NOT ((COALESCE(g.kind, 'text') IN ('text', 'number') OR g.confidence < 0.5)
                       AND g.column_name IS NOT DISTINCT FROM key)
        ), candidate AS (
            SELECT CASE WHEN p.name = ANY (cdp._reserved_attributes()) THEN p.name || '_value' ELSE p.name END AS name,
                   p.expression, p.kind, n.confidence, p.reason, n.position, p.part
            FROM named n
            CROSS JOIN LATERAL (
                SELECT n.name, n.column_name AS expression, n.kind, n.reason, 1 AS part
                WHERE n.name <> 'full_name' OR n.has_parts OR n.kind IS NULL
                UNION ALL
                SELECT v.part, pg_catalog.format('cdp.%s(%I::text)', v.part, n.column_name), v.part,
                       pg_catalog.format('%s: divided', n.reason), v.position
                FROM (VALUES ('given_name', 1), ('family_name', 2)) AS v (part, position)
                WHERE n.name = 'full_name' AND NOT n.has_parts AND n.kind IS NOT NULL
            ) p
        )
        SELECT c.name, c.expression, c.kind, c.confidence, c.reason,
               CASE WHEN c.kind IS NULL THEN 'no part of an identity'
                    WHEN c.confidence < 0.5 THEN 'too uncertain'
                    WHEN pg_catalog.row_number() OVER (PARTITION BY c.name, c.kind IS NULL ORDER BY c.confidence DESC, c.position, c.part) > 1
                    THEN 'another column fits the attribute better' END
        FROM candidate c ORDER BY c.position, c.part;
END
$$;
COMMENT ON FUNCTION cdp._suggest_attributes(regclass) IS
    'Internal: the rows of suggest_mapping that are attributes, and those of other columns, without a kind; refusal says why add_source takes no mapping from a row, null where it does.';

CREATE FUNCTION cdp._day_first(relation regclass, expression text, many boolean DEFAULT false) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    type regtype;
    balance bigint;
BEGIN
    type := cdp._check_expression(relation, 'date', expression);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
                   WHERE t.oid = type AND COALESCE(e.typcategory, t.typcategory) = 'S') THEN
        RETURN NULL;
    END IF;
    EXECUTE pg_catalog.format('SELECT pg_catalog.sum(cdp._date_field_order(d.value)) FROM (SELECT DISTINCT %s AS value FROM (SELECT %s AS raw FROM %s LIMIT 100000) r) d',
        CASE WHEN many THEN 'pg_catalog.unnest(r.raw)' ELSE 'r.raw' END, cdp._raw_expression(expression, type, 'date', many), relation) INTO balance;
    RETURN CASE WHEN balance <> 0 THEN balance > 0 END;
EXCEPTION WHEN OTHERS THEN
    -- why: an expression that is none, a row on which it fails, or a server that is away, is for the sync to tell.
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION cdp._day_first(regclass, text, boolean) IS
    'Internal: whether dates that an expression gives as text are written day first, as cdp.dedupe finds it: by which distinct values of the first 100000 rows are more, those that can only be read so or so. Null where they do not tell.';

CREATE FUNCTION cdp._date_orders(hub name, relation regclass, mapping jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    orders jsonb := '{}';
BEGIN
    FOR item IN EXECUTE pg_catalog.format('SELECT a.name, a.many, $1 ->> a.name AS expression FROM %I.attribute a WHERE a.kind IN (''birth_date'', ''date'') AND $1 ? a.name', hub) USING mapping LOOP
        orders := orders || pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(item.name, cdp._day_first(relation, item.expression, item.many)));
    END LOOP;
    RETURN orders;
END
$$;
COMMENT ON FUNCTION cdp._date_orders(name, regclass, jsonb) IS 'Internal: the column day_first of a source with this mapping.';

CREATE FUNCTION cdp._follow_mapping(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE pg_catalog.format($ddl$
        CREATE FUNCTION %1$I.follow_mapping() RETURNS trigger
        LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
        AS $f$
        DECLARE
            changed jsonb;
            relation regclass := to_regclass(format('%%I.%%I', NEW.relation_schema, NEW.relation_name));
        BEGIN
            -- An order that the same UPDATE gives stays.
            SELECT COALESCE(jsonb_object_agg(m.key, NEW.mapping -> m.key), '{}') INTO changed FROM jsonb_each(OLD.mapping || NEW.mapping) m
            WHERE OLD.mapping -> m.key IS DISTINCT FROM NEW.mapping -> m.key AND OLD.day_first -> m.key IS NOT DISTINCT FROM NEW.day_first -> m.key;
            NEW.day_first := NEW.day_first - ARRAY(SELECT jsonb_object_keys(changed));
            IF relation IS NOT NULL THEN
                NEW.day_first := NEW.day_first || cdp._date_orders(%2$L, relation, jsonb_strip_nulls(changed));
            END IF;
            RETURN NEW;
        END
        $f$;
        COMMENT ON FUNCTION %1$I.follow_mapping() IS 'Finds the order of day and month anew for the dates that a source maps to other expressions';
        CREATE TRIGGER follow_mapping BEFORE UPDATE OF mapping ON %1$I.source FOR EACH ROW
            WHEN (pg_catalog.jsonb_typeof(OLD.mapping) = 'object' AND pg_catalog.jsonb_typeof(NEW.mapping) = 'object') EXECUTE FUNCTION %1$I.follow_mapping();
    $ddl$, hub, hub);
END
$body$;
COMMENT ON FUNCTION cdp._follow_mapping(name) IS 'Internal: creates the trigger that keeps the column day_first of a source with its mapping.';

CREATE FUNCTION cdp.suggest_mapping(relation regclass)
RETURNS TABLE (attribute text, expression text, kind text, confidence float8, reason text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF relation IS NULL THEN
        RAISE EXCEPTION 'relation must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give the name of a table, view or foreign table.';
    END IF;
    PERFORM cdp._check_relation(relation);
    RETURN QUERY
        SELECT 'key'::text, k.expression, 'key'::text, k.confidence, k.reason FROM cdp._suggest_key(relation) k
        UNION ALL
        SELECT 'observed_at', o.expression, 'observed_at', o.confidence, o.reason FROM cdp._suggest_observed_at(relation) o;
    RETURN QUERY
        SELECT a.attribute, a.expression, a.kind, a.confidence,
               a.reason || CASE WHEN a.kind IN ('birth_date', 'date')
                                THEN CASE cdp._day_first(relation, pg_catalog.quote_ident(a.expression)) WHEN true THEN ', day first' WHEN false THEN ', month first' ELSE '' END ELSE '' END
               || COALESCE('; not taken by add_source: ' || a.refusal, '')
        FROM cdp._suggest_attributes(relation) a WHERE a.kind IS NOT NULL;
END
$$;
COMMENT ON FUNCTION cdp.suggest_mapping(regclass) IS
    'What the columns of a relation seem to be, found from names and values: one row per column worth mapping (attribute, column, kind, confidence in [0,1], reason), and rows with attribute key and observed_at for these two arguments of cdp.add_source. A full name without given and family names beside it gives both, by cdp.given_name and cdp.family_name. Keys, constants, junk and columns that repeat others are left out. Of dates in digits the reason says whether the day or the month comes first, where the values tell. cdp.add_source takes the rows from confidence 0.5 on, one per attribute; reason says so where it does not take one.';

CREATE FUNCTION cdp._adopt_mapping(hub name, relation regclass, OUT mapping jsonb, OUT left_out jsonb)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    known_kind text;
    refusal text;
BEGIN
    mapping := '{}';
    left_out := '[]';
    FOR item IN SELECT a.attribute, a.expression, a.kind, a.reason, a.refusal FROM cdp._suggest_attributes(relation) a LOOP
        EXECUTE pg_catalog.format('SELECT a.kind FROM %I.attribute a WHERE a.name = $1', hub) INTO known_kind USING item.attribute;
        refusal := COALESCE(item.refusal, CASE WHEN known_kind <> item.kind THEN pg_catalog.format('the attribute of the hub is of kind %s', known_kind) END);
        IF refusal IS NOT NULL THEN
            left_out := left_out || pg_catalog.jsonb_build_object('column', item.expression, 'reason', pg_catalog.format('%s, %s', item.reason, refusal));
            CONTINUE;
        ELSIF known_kind IS NULL THEN
            PERFORM cdp.add_attribute(hub, item.attribute, item.kind);
        END IF;
        mapping := mapping || pg_catalog.jsonb_build_object(item.attribute, item.expression);
    END LOOP;
    IF mapping = '{}' THEN
        RAISE EXCEPTION 'no column of relation "%" looks like an attribute of a customer', relation
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give mapping => {"attribute": "column or SQL expression"}.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._adopt_mapping(name, regclass) IS
    'Internal: the suggested mapping of a relation, and the columns that it leaves out (column, reason); adds the attributes that the hub lacks.';

CREATE FUNCTION cdp._tell_left_out(name text, relation regclass, left_out jsonb, used text[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    columns text;
BEGIN
    SELECT pg_catalog.string_agg(pg_catalog.format('%s (%s)', l.value ->> 'column', l.value ->> 'reason'), '; ' ORDER BY l.position) INTO columns
    FROM pg_catalog.jsonb_array_elements(left_out) WITH ORDINALITY AS l (value, position)
    WHERE NOT EXISTS (SELECT FROM pg_catalog.unnest(used) AS u (expression) WHERE pg_catalog.strpos(u.expression, pg_catalog.quote_ident(l.value ->> 'column')) > 0);
    IF columns IS NOT NULL THEN
        RAISE NOTICE 'source "%" does not take every column of "%"', name, relation
            USING DETAIL = pg_catalog.format('Left out are %s.', columns), HINT = 'Give a mapping to take more; cdp.suggest_mapping shows what a column seems to be.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._tell_left_out(text, regclass, jsonb, text[]) IS
    'Internal: a notice on the columns that a suggested mapping leaves out, but for those that key and observed_at use.';
