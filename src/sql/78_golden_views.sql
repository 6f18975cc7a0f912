-- SPDX-License-Identifier: PostgreSQL
-- Views that tell where golden values come from, the contact points, and golden records without personal data. They call
-- no function of the extension, so that it may go and come back.

CREATE FUNCTION cdp._candidate_values(hub name) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    rows text;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(pg_catalog.format(''(%%1$L::text, r.%%2$I::text, p.%%2$I::text, r.%%2$I = p.%%2$I)'', a.name, a.name), '', '' ORDER BY a.position)
        FROM %I.attribute a WHERE NOT a.many', hub) INTO rows;
    RETURN pg_catalog.format('SELECT i.profile_id, x.attribute, a.kind, x.value, x.golden, COALESCE(x.wins, false) AS wins,
            (x.value ~ a.valid_pattern) IS NOT FALSE AND (x.value = ANY (a.invalid_values)) IS NOT TRUE
            AND NOT EXISTS (SELECT FROM %1$I.ignored_value n WHERE n.attribute = x.attribute AND n.value = x.value
                AND (n.source IS NULL OR (n.source = r.source AND n.source_key = r.source_key)))
            AND NOT (q.nulls IS NOT DISTINCT FROM ''unset'' AND EXISTS (SELECT FROM %1$I.identity k JOIN %1$I.record o USING (record_id)
                WHERE k.profile_id = i.profile_id AND o.source = r.source AND o.observed_at > r.observed_at AND to_jsonb(o) -> x.attribute = ''null''
                AND NOT EXISTS (SELECT FROM %1$I.reject j WHERE j.kind = ''value'' AND j.attribute = x.attribute AND j.source = o.source AND j.source_key = o.source_key))) AS eligible,
            r.source, r.source_key, r.record_id, r.observed_at, COALESCE(q.priority, s.priority) AS priority, p.updated_at
        FROM %1$I.identity i JOIN %1$I.record r USING (record_id) JOIN %1$I.source s ON s.name = r.source JOIN %1$I.profile p ON p.profile_id = i.profile_id
        CROSS JOIN LATERAL (VALUES %2$s) x (attribute, value, golden, wins) JOIN %1$I.attribute a ON a.name = x.attribute
        LEFT JOIN %1$I.source_policy q ON q.source = r.source AND q.attribute = x.attribute',
        hub, COALESCE(rows, '(NULL::text, NULL::text, NULL::text, NULL::boolean)'));
END
$$;
COMMENT ON FUNCTION cdp._candidate_values(name) IS 'Internal: the SQL of every value of every record beside the golden one.';

CREATE FUNCTION cdp._create_compared_country(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    IF pg_catalog.to_regprocedure(pg_catalog.format('%I.compared_country(text)', hub)) IS NOT NULL THEN
        RETURN;
    END IF;
    -- why: a view that called a function of the extension would go with it.
    EXECUTE pg_catalog.format($ddl$
        CREATE FUNCTION %1$I.compared_country(country text) RETURNS text
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
        AS $f$
        BEGIN
            IF to_regprocedure('cdp.country_code(text)') IS NULL THEN
                RETURN country;
            END IF;
            RETURN COALESCE(cdp.country_code(country), country);
        END
        $f$;
        COMMENT ON FUNCTION %1$I.compared_country(text) IS 'The code of a country, by which two ways to write it are compared; what cdp.country_code does not know as it is';
        ALTER FUNCTION %1$I.compared_country(text) OWNER TO %2$I;
        GRANT EXECUTE ON FUNCTION %1$I.compared_country(text) TO PUBLIC;
    $ddl$, hub, cdp._hub_owner(hub));
END
$body$;
COMMENT ON FUNCTION cdp._create_compared_country(name) IS 'Internal: creates the function by which the view golden_conflict compares countries, unless the hub has it.';

CREATE FUNCTION cdp._create_golden_views(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM cdp._create_compared_country(hub);
    EXECUTE pg_catalog.format($ddl$
        CREATE OR REPLACE VIEW %1$I.lineage WITH (security_invoker = true) AS
            SELECT w.profile_id, w.attribute, w.value,
                   CASE WHEN EXISTS (SELECT FROM %1$I.pin n JOIN %1$I.record m USING (source, source_key) JOIN %1$I.identity j USING (record_id)
                                     WHERE n.attribute = w.attribute AND j.profile_id = w.profile_id) THEN 'pinned'
                        WHEN a.survivorship[1] LIKE 'same_record_as(%%' THEN a.survivorship[1]
                        WHEN w.different < 2 THEN 'only value'
                        WHEN a."group" IS NOT NULL THEN 'group ' || a."group" || ': ' || (SELECT array_to_string(g.survivorship, ', ') FROM %1$I.attribute_group g WHERE g.name = a."group")
                        WHEN a.survivorship IS NOT NULL THEN array_to_string(a.survivorship, ', ')
                        WHEN (SELECT count(DISTINCT COALESCE(q.priority, s.priority)) > 1 FROM %1$I.source s LEFT JOIN %1$I.source_policy q ON q.source = s.name AND q.attribute = w.attribute) THEN %3$L
                        WHEN a.kind = ANY (%4$L) THEN %5$L ELSE %6$L END AS rule,
                   r.source, r.source_key, w.record_id, r.observed_at, w.agreeing, w.losers, w.updated_at
            FROM (
                SELECT c.profile_id, c.attribute, min(c.golden) AS value, max(c.updated_at) AS updated_at,
                       (array_agg(c.record_id ORDER BY c.priority, c.observed_at DESC NULLS LAST, c.source COLLATE "C", c.source_key COLLATE "C") FILTER (WHERE c.wins))[1] AS record_id,
                       count(*) FILTER (WHERE c.wins) AS agreeing, count(DISTINCT c.value) FILTER (WHERE c.eligible) AS different,
                       COALESCE(array_agg(DISTINCT c.value COLLATE "C") FILTER (WHERE NOT c.wins AND c.value IS NOT NULL), '{}') AS losers
                FROM (%2$s) c WHERE c.value IS NOT NULL OR c.golden IS NOT NULL
                GROUP BY c.profile_id, c.attribute) w
            JOIN %1$I.attribute a ON a.name = w.attribute
            LEFT JOIN %1$I.record r ON r.record_id = w.record_id;
        COMMENT ON VIEW %1$I.lineage IS 'Where each golden value comes from';
        COMMENT ON COLUMN %1$I.lineage.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.lineage.attribute IS 'The attribute';
        COMMENT ON COLUMN %1$I.lineage.value IS 'Its golden value as text';
        COMMENT ON COLUMN %1$I.lineage.rule IS 'What decided: pinned, only value, a group and its strategies, the strategies of the attribute, or the attribute whose record it follows';
        COMMENT ON COLUMN %1$I.lineage.source IS 'Source of the record that the value is credited to: of those that have it the one with the lowest priority, then the latest';
        COMMENT ON COLUMN %1$I.lineage.source_key IS 'Its key there';
        COMMENT ON COLUMN %1$I.lineage.record_id IS 'The record; null when none has the value, as for some pins';
        COMMENT ON COLUMN %1$I.lineage.observed_at IS 'When that record was last true';
        COMMENT ON COLUMN %1$I.lineage.agreeing IS 'Number of records with the golden value';
        COMMENT ON COLUMN %1$I.lineage.losers IS 'The other values';
        COMMENT ON COLUMN %1$I.lineage.updated_at IS 'When the golden record last changed';

        CREATE OR REPLACE VIEW %1$I.golden_conflict WITH (security_invoker = true) AS
            SELECT c.profile_id, c.attribute, min(c.golden) AS value, count(DISTINCT c.compared) AS different, array_agg(DISTINCT c.value COLLATE "C") AS candidates, count(*) AS records
            FROM (SELECT v.*, CASE v.kind WHEN 'country' THEN %1$I.compared_country(v.value) ELSE v.value END AS compared FROM (%2$s) v WHERE v.eligible AND v.value IS NOT NULL) c
            GROUP BY c.profile_id, c.attribute HAVING count(DISTINCT c.compared) > 1;
        COMMENT ON VIEW %1$I.golden_conflict IS 'Attributes of profiles whose records disagree';
        COMMENT ON COLUMN %1$I.golden_conflict.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.golden_conflict.attribute IS 'The attribute';
        COMMENT ON COLUMN %1$I.golden_conflict.value IS 'The golden value as text';
        COMMENT ON COLUMN %1$I.golden_conflict.different IS 'Number of different values that may become golden; two ways to write a country are one';
        COMMENT ON COLUMN %1$I.golden_conflict.candidates IS 'These values';
        COMMENT ON COLUMN %1$I.golden_conflict.records IS 'Number of records that have one';
    $ddl$, hub, cdp._candidate_values(hub), 'by_priority, most_recent', ARRAY['given_name', 'family_name', 'full_name', 'birth_date', 'gender', 'company', 'identifier'],
        'most_frequent, most_recent', 'most_recent');
    PERFORM cdp._create_contact_points(hub);
    PERFORM cdp._create_masked(hub);
END
$body$;
COMMENT ON FUNCTION cdp._create_golden_views(name) IS 'Internal: creates the views lineage, golden_conflict, contact_point and unified_profile_masked, or brings them up to the attributes of today.';

CREATE FUNCTION cdp._create_contact_points(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    item record;
    parts text[] := '{}';
BEGIN
    FOR item IN EXECUTE pg_catalog.format('SELECT a.name, a.kind, a.many FROM %I.attribute a WHERE a.kind IN (''email'', ''phone'') ORDER BY a.position', hub) LOOP
        parts := parts || pg_catalog.format(CASE WHEN item.many
            THEN 'SELECT i.profile_id, %3$L::text AS kind, v.value, false AS wins, r.source, r.observed_at FROM %1$I.identity i JOIN %1$I.record r USING (record_id), unnest(r.%2$I) AS v (value)'
            ELSE 'SELECT i.profile_id, %3$L::text AS kind, r.%2$I AS value, r.%2$I = p.%2$I AS wins, r.source, r.observed_at FROM %1$I.identity i JOIN %1$I.record r USING (record_id) JOIN %1$I.profile p ON p.profile_id = i.profile_id'
            END, hub, item.name, item.kind);
        IF NOT item.many THEN
            parts := parts || pg_catalog.format('SELECT p.profile_id, %3$L::text AS kind, p.%2$I AS value, true AS wins, NULL::text AS source, NULL::timestamptz AS observed_at
                FROM %1$I.pin n JOIN %1$I.record r USING (source, source_key) JOIN %1$I.identity i USING (record_id) JOIN %1$I.profile p ON p.profile_id = i.profile_id WHERE n.attribute = %2$L',
                hub, item.name, item.kind);
        END IF;
    END LOOP;
    IF parts = '{}' THEN
        parts := ARRAY['SELECT NULL::bigint AS profile_id, NULL::text AS kind, NULL::text AS value, false AS wins, NULL::text AS source, NULL::timestamptz AS observed_at WHERE false'];
    END IF;
    EXECUTE pg_catalog.format($ddl$
        CREATE OR REPLACE VIEW %1$I.contact_point WITH (security_invoker = true) AS
            SELECT q.profile_id, q.kind, q.value,
                   row_number() OVER (PARTITION BY q.profile_id, q.kind ORDER BY q.wins DESC, q.priority, q.last_seen DESC NULLS LAST, q.value COLLATE "C")::int AS rank,
                   q.sources, q.records, q.first_seen, q.last_seen
            FROM (SELECT c.profile_id, c.kind, c.value, COALESCE(bool_or(c.wins), false) AS wins, min(s.priority) AS priority,
                         COALESCE(array_agg(DISTINCT c.source COLLATE "C") FILTER (WHERE c.source IS NOT NULL), '{}') AS sources, count(c.source) AS records,
                         min(c.observed_at) AS first_seen, max(c.observed_at) AS last_seen
                  FROM (%2$s) c LEFT JOIN %1$I.source s ON s.name = c.source WHERE c.value IS NOT NULL GROUP BY c.profile_id, c.kind, c.value) q;
        COMMENT ON VIEW %1$I.contact_point IS 'Every e-mail address and phone of every profile: none is given up for another';
        COMMENT ON COLUMN %1$I.contact_point.profile_id IS 'The profile';
        COMMENT ON COLUMN %1$I.contact_point.kind IS 'email or phone';
        COMMENT ON COLUMN %1$I.contact_point.value IS 'The address or number';
        COMMENT ON COLUMN %1$I.contact_point.rank IS '1 for the golden value, then by priority of the source, then the latest';
        COMMENT ON COLUMN %1$I.contact_point.sources IS 'Sources that have it; none for a value that a steward pinned and no record has';
        COMMENT ON COLUMN %1$I.contact_point.records IS 'Number of records that have it';
        COMMENT ON COLUMN %1$I.contact_point.first_seen IS 'Oldest observation';
        COMMENT ON COLUMN %1$I.contact_point.last_seen IS 'Newest observation';
    $ddl$, hub, pg_catalog.array_to_string(parts, ' UNION ALL '));
END
$body$;
COMMENT ON FUNCTION cdp._create_contact_points(name) IS 'Internal: creates the view contact_point.';

CREATE FUNCTION cdp._masked_value(kind text, type text, value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.format(CASE
    WHEN kind = 'email' AND type = 'text' THEN 'regexp_replace(%1$s, ''^(.).*@'', ''\1***@'')'
    WHEN kind = 'phone' AND type = 'text' THEN '''***'' || "right"(%1$s, 2)'
    WHEN type = 'text' THEN '"left"(%1$s, 1) || ''***'''
    WHEN type = 'date' THEN 'date_trunc(''year'', (%1$s)::timestamp)::date'
    ELSE 'NULL::%2$s' END, value, type);
COMMENT ON FUNCTION cdp._masked_value(text, text, text) IS
    'Internal: the SQL of a value without what tells who it is: the first character and the domain of an e-mail address, the last two digits of a phone, the year of a date, the first character of other texts, null for the rest.';

CREATE FUNCTION cdp._create_masked(hub name) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    item record;
    columns text[] := '{}';
BEGIN
    FOR item IN EXECUTE pg_catalog.format($ddl$SELECT c.attname AS name, a.kind, COALESCE(a.type, t.type) AS type, COALESCE(a.personal, t.personal, false) AS personal,
            COALESCE(cdp._shown_trait(t.name, t.aggregate), pg_catalog.format('p.%%I', c.attname)) AS value
        FROM pg_catalog.pg_attribute c LEFT JOIN %1$I.attribute a ON a.name = c.attname LEFT JOIN %1$I.trait t ON t.name = c.attname
        WHERE c.attrelid = %2$L::pg_catalog.regclass AND c.attnum > 0 ORDER BY c.attnum$ddl$, hub, pg_catalog.format('%I.unified_profile', hub)) LOOP
        columns := columns || pg_catalog.format('%s AS %I', CASE WHEN item.personal THEN cdp._masked_value(item.kind, item.type, item.value) ELSE item.value END, item.name);
    END LOOP;
    EXECUTE pg_catalog.format('CREATE OR REPLACE VIEW %1$I.unified_profile_masked WITH (security_barrier = true) AS SELECT %2$s FROM %1$I.profile p%3$s',
        hub, pg_catalog.array_to_string(columns, ', '), CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute c WHERE c.attrelid = pg_catalog.format('%I.profile_trait', hub)::pg_catalog.regclass AND c.attnum > 1)
            THEN pg_catalog.format(' LEFT JOIN %I.profile_trait t ON t.profile_id = p.profile_id', hub) END);
    EXECUTE pg_catalog.format('COMMENT ON VIEW %I.unified_profile_masked IS %L', hub,
        'Golden records with personal data masked; it reads with the rights of the owner of the hub, so that its reader needs none on what it hides');
    FOR item IN
        SELECT c.attname AS name, pg_catalog.col_description(c.attrelid, c.attnum) AS description FROM pg_catalog.pg_attribute c
        WHERE c.attrelid = pg_catalog.format('%I.unified_profile', hub)::pg_catalog.regclass AND c.attnum > 0
    LOOP
        EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.unified_profile_masked.%I IS %L', hub, item.name, item.description);
    END LOOP;
END
$body$;
COMMENT ON FUNCTION cdp._create_masked(name) IS 'Internal: creates the view unified_profile_masked, in the columns of unified_profile.';

CREATE FUNCTION cdp.set_personal(hub name, attribute text, personal boolean) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed bigint;
BEGIN
    PERFORM cdp._own_hub(hub);
    IF personal IS NULL THEN
        RAISE EXCEPTION 'personal must not be null'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Say true to mask it, false to show it.';
    END IF;
    EXECUTE pg_catalog.format('WITH a AS (UPDATE %1$I.attribute a SET personal = $2 WHERE a.name = $1 RETURNING 1), t AS (UPDATE %1$I.trait t SET personal = $2 WHERE t.name = $1 RETURNING 1)
        SELECT (SELECT pg_catalog.count(*) FROM a) + (SELECT pg_catalog.count(*) FROM t)', hub) INTO changed USING attribute, personal;
    IF changed = 0 THEN
        RAISE EXCEPTION 'hub "%" has no attribute and no trait "%"', hub, attribute
            USING ERRCODE = 'undefined_column', HINT = pg_catalog.format('See tables %1$I.attribute and %1$I.trait.', hub);
    END IF;
    PERFORM cdp._create_masked(hub);
END
$$;
COMMENT ON FUNCTION cdp.set_personal(name, text, boolean) IS
    'Says whether an attribute or a trait is personal data, which the view unified_profile_masked hides. Names, contact data, streets, birth dates, identifiers, free text, and traits that are neither numbers nor times nor booleans are from the start. Raises undefined_column for an unknown name.';

CREATE FUNCTION cdp.golden_candidates(hub name, profile_id bigint, attribute text)
RETURNS TABLE (value text, wins boolean, eligible boolean, source text, source_key text, record_id bigint, observed_at timestamptz, priority int)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM cdp._hub_check(hub);
    PERFORM cdp._attribute_check(hub, attribute);
    RETURN QUERY EXECUTE pg_catalog.format(
        'SELECT c.value, c.wins, c.eligible, c.source, c.source_key, c.record_id, c.observed_at, c.priority
         FROM (SELECT v.value, v.wins, v.eligible, v.source, v.source_key, v.record_id, v.observed_at, v.priority FROM (%1$s) v WHERE v.profile_id = $1 AND v.attribute = $2
               UNION ALL
               SELECT p.%3$I::text, true, true, NULL, NULL, NULL, NULL, NULL FROM %2$I.profile p
               WHERE p.profile_id = $1 AND EXISTS (SELECT FROM %2$I.pin n JOIN %2$I.record r USING (source, source_key) JOIN %2$I.identity i USING (record_id) WHERE n.attribute = $2 AND i.profile_id = $1)
                 AND NOT EXISTS (SELECT FROM %2$I.identity i JOIN %2$I.record r USING (record_id) WHERE i.profile_id = $1 AND r.%3$I = p.%3$I)) c
         WHERE c.value IS NOT NULL
         ORDER BY c.wins DESC, c.eligible DESC, c.priority, c.observed_at DESC NULLS LAST, c.source COLLATE "C", c.source_key COLLATE "C"',
        cdp._candidate_values(hub), hub, attribute)
        USING profile_id, attribute;
END
$$;
COMMENT ON FUNCTION cdp.golden_candidates(name, bigint, text) IS
    'The values that the records of a profile have for an attribute: whether each is the golden one, whether it may become so (not ignored, valid), its source, key and record, when it was last true, the priority of the source. The golden value comes first; one that a steward pinned and no record has is without a source. No row for an unknown profile.';
