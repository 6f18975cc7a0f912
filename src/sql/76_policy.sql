-- SPDX-License-Identifier: PostgreSQL
-- Policies of golden records: chains, groups, validity, and what stewards pin and ignore. A change computes the attributes
-- that it touches, of the profiles that it touches, in the same call.

CREATE FUNCTION cdp._attribute_check(hub name, attribute text, many boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attributes text[];
    several boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.array_agg(a.name ORDER BY a.position), pg_catalog.bool_or(a.many) FILTER (WHERE a.name = $1) FROM %I.attribute a', hub)
        INTO attributes, several USING attribute;
    IF attribute = ANY (attributes) IS NOT TRUE THEN
        RAISE EXCEPTION 'attribute "%" of hub "%" does not exist', attribute, hub
            USING ERRCODE = 'undefined_column',
                  HINT = COALESCE('Perhaps you meant ' || cdp._near_names(attribute, attributes) || '.', pg_catalog.format('See table %I.attribute.', hub));
    ELSIF several AND NOT many THEN
        RAISE EXCEPTION 'attribute "%" keeps all its values and has no survivorship', attribute
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Take an attribute that was added with many => false.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._attribute_check(name, text, boolean) IS 'Internal: raises undefined_column, or invalid_parameter_value for an attribute of many values unless many allows them.';

CREATE FUNCTION cdp._refresh_golden(hub name, attribute text, filter text DEFAULT '') RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attributes text[];
    names text[];
    changed bigint;
BEGIN
    attributes := cdp._related_attributes(hub, attribute);
    names := ARRAY(SELECT pg_catalog.quote_ident(a.name) FROM pg_catalog.unnest(attributes) WITH ORDINALITY AS a (name, place) ORDER BY a.place);
    -- why: an UPDATE asks for whole rows of what it joins; a SELECT on its own computes these attributes only.
    EXECUTE pg_catalog.format(
        'WITH g AS MATERIALIZED (SELECT o.profile_id, %2$s FROM (%6$s) o)
         UPDATE %1$I.profile p SET %3$s, completeness = %7$s, updated_at = $1 FROM g
         WHERE p.profile_id = g.profile_id AND ROW(%4$s) IS DISTINCT FROM ROW(%5$s)', hub,
        (SELECT pg_catalog.string_agg('o.' || n, ', ') FROM pg_catalog.unnest(names) n),
        (SELECT pg_catalog.string_agg(n || ' = g.' || n, ', ') FROM pg_catalog.unnest(names) n),
        (SELECT pg_catalog.string_agg('p.' || n, ', ') FROM pg_catalog.unnest(names) n),
        (SELECT pg_catalog.string_agg('g.' || n, ', ') FROM pg_catalog.unnest(names) n),
        cdp._golden_sql(hub, filter, attributes), cdp._completeness(hub, attributes))
        USING pg_catalog.clock_timestamp();
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END
$$;
COMMENT ON FUNCTION cdp._refresh_golden(name, text, text) IS
    'Internal: computes an attribute, those of its group and those that follow it again; gives the number of golden records that changed. filter is a WHERE clause over identity i.';

CREATE FUNCTION cdp._golden_is_current(hub name) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT r.counts ->> ''golden_version'' = $1 FROM %I.run r WHERE r.operation = ''resolve'' ORDER BY r.run_id DESC LIMIT 1', hub)
        INTO result USING cdp._golden_version(hub);
    RETURN COALESCE(result, false);
EXCEPTION WHEN invalid_parameter_value OR undefined_column THEN
    -- A chain that golden records cannot follow: written by hand, or about to be put right.
    RETURN false;
END
$$;
COMMENT ON FUNCTION cdp._golden_is_current(name) IS 'Internal: whether golden records follow the rules of now, apart from records that wait for a run.';

CREATE FUNCTION cdp._apply_policy(hub name, attributes text[], current boolean) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item text;
    done text[] := '{}';
    changed bigint := 0;
BEGIN
    FOREACH item IN ARRAY attributes LOOP
        CONTINUE WHEN item = ANY (done);
        changed := changed + cdp._refresh_golden(hub, item);
        done := done || cdp._related_attributes(hub, item);
    END LOOP;
    -- What was computed under the rules of before, and is not touched, needs no run under those of now.
    IF current THEN
        EXECUTE pg_catalog.format('UPDATE %1$I.run r SET counts = pg_catalog.jsonb_set(r.counts, ''{golden_version}'', pg_catalog.to_jsonb($1))
            WHERE r.run_id = (SELECT pg_catalog.max(l.run_id) FROM %1$I.run l WHERE l.operation = ''resolve'')', hub) USING cdp._golden_version(hub);
    END IF;
    RETURN changed;
END
$$;
COMMENT ON FUNCTION cdp._apply_policy(name, text[], boolean) IS
    'Internal: computes attributes again after a change of the rules that concerns only these, and gives the number of changes to golden records. current: what _golden_is_current said before.';

CREATE FUNCTION cdp.set_survivorship(hub name, attribute text, survivorship text[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kind text;
    current boolean;
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._attribute_check(hub, attribute);
    EXECUTE pg_catalog.format('SELECT a.kind FROM %I.attribute a WHERE a.name = $1', hub) INTO kind USING attribute;
    PERFORM cdp._check_survivorship(attribute, kind, false, survivorship);
    PERFORM cdp._check_followed(hub, attribute, survivorship);
    current := cdp._golden_is_current(hub);
    EXECUTE pg_catalog.format('UPDATE %I.attribute a SET survivorship = $2 WHERE a.name = $1 AND a.survivorship IS DISTINCT FROM $2', hub)
        USING attribute, survivorship;
    PERFORM cdp._start_golden_clock(hub);
    RETURN cdp._apply_policy(hub, ARRAY[attribute], current);
END
$$;
COMMENT ON FUNCTION cdp.set_survivorship(name, text, text[]) IS
    'Changes the chain of strategies that picks the golden value of an attribute, and computes that attribute of all golden records in the same call; gives the number of golden records that changed. Strategies are most_recent, least_recent, most_frequent (the first or the second of a chain), weighted_vote (likewise, the greatest sum of trust), by_priority (the lowest priority of a source), trust_decay (the greatest trust; cdp.set_source_policy says what sources are worth), for texts longest and shortest, for booleans prefer_true and prefer_false; each breaks the ties of those before it. {same_record_as(other)} takes the value, null too, of the record that the golden value of another attribute is credited to in the view lineage. null goes back to the default of the kind. Raises undefined_column for an unknown attribute, and invalid_parameter_value for another chain or an attribute of many values.';

CREATE FUNCTION cdp.set_group(hub name, name text, attributes text[], survivorship text[] DEFAULT '{most_recent}') RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known constant text[] := ARRAY['most_recent', 'least_recent', 'by_priority', 'trust_decay', 'most_complete'];
    item text;
    touched text[];
    current boolean;
    follows text;
BEGIN
    PERFORM cdp._hub_lock(hub);
    IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,50}$' THEN
        RAISE EXCEPTION 'group cannot be called "%"', name
            USING ERRCODE = 'invalid_name', HINT = 'Use a lower-case letter, then up to 50 letters, digits and underscores.';
    END IF;
    FOREACH item IN ARRAY COALESCE(attributes, '{}') LOOP
        PERFORM cdp._attribute_check(hub, item);
    END LOOP;
    IF pg_catalog.cardinality(survivorship) > 0 IS NOT TRUE OR (survivorship <@ known) IS NOT TRUE
       OR (SELECT pg_catalog.count(DISTINCT s.strategy) <> pg_catalog.count(*) FROM pg_catalog.unnest(survivorship) AS s (strategy)) THEN
        RAISE EXCEPTION 'survivorship of group "%" cannot be {%}', name, pg_catalog.array_to_string(survivorship, ',', 'null')
            USING ERRCODE = 'invalid_parameter_value', HINT = pg_catalog.format('Write each of %s at most once.', pg_catalog.array_to_string(known, ', '));
    END IF;
    EXECUTE pg_catalog.format('SELECT a.name FROM %1$I.attribute a WHERE cdp._followed_attribute(a.survivorship) IS NOT NULL AND (a.name = ANY ($1) OR cdp._followed_attribute(a.survivorship) = ANY ($1)) ORDER BY a.position LIMIT 1', hub)
        INTO follows USING attributes;
    IF follows IS NOT NULL THEN
        RAISE EXCEPTION 'group "%" cannot have an attribute that follows another or is followed', name
            USING ERRCODE = 'invalid_parameter_value', HINT = pg_catalog.format('Give attribute "%s" other strategies first, by cdp.set_survivorship.', follows);
    END IF;
    current := cdp._golden_is_current(hub);
    EXECUTE pg_catalog.format('SELECT COALESCE(pg_catalog.array_agg(a.name ORDER BY a.position), ''{}'') FROM %I.attribute a
        WHERE a."group" = $1 OR a.name = ANY ($2) OR a."group" IN (SELECT o."group" FROM %1$I.attribute o WHERE o.name = ANY ($2))', hub)
        INTO touched USING name, attributes;
    EXECUTE pg_catalog.format('UPDATE %I.attribute a SET "group" = CASE WHEN a.name = ANY ($2) THEN $1 END WHERE a."group" = $1 OR a.name = ANY ($2)', hub)
        USING name, COALESCE(attributes, '{}');
    EXECUTE pg_catalog.format('INSERT INTO %I.attribute_group AS g (name, survivorship) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET survivorship = EXCLUDED.survivorship', hub)
        USING name, survivorship;
    EXECUTE pg_catalog.format('DELETE FROM %1$I.attribute_group g WHERE NOT EXISTS (SELECT FROM %1$I.attribute a WHERE a."group" = g.name)', hub);
    PERFORM cdp._start_golden_clock(hub);
    RETURN cdp._apply_policy(hub, touched, current);
END
$$;
COMMENT ON FUNCTION cdp.set_group(name, text, text[], text[]) IS
    'Makes attributes survive together: survivorship picks, for each profile, one of the records that have any of them, and all of them are taken from it, nulls too, so that an address is never put together from two. Strategies are most_recent, least_recent, by_priority, trust_decay (trust in the source as a whole) and most_complete (most of these attributes filled); each breaks the ties of those before it, then the smallest record_id decides. Replaces what the group was; null or no attributes dissolve it. An attribute is in one group at most. Gives the number of changes to golden records. Values that may not become golden are null here as well; pins come on top.';

CREATE FUNCTION cdp.set_validity(hub name, attribute text, valid_pattern text DEFAULT NULL, invalid_values text[] DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    current boolean;
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._attribute_check(hub, attribute);
    IF '' ~ valid_pattern THEN
        NULL;  -- a pattern that is none raises invalid_regular_expression here
    END IF;
    IF pg_catalog.array_position(invalid_values, NULL) IS NOT NULL THEN
        RAISE EXCEPTION 'invalid_values of attribute "%" must not contain null', attribute
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Nulls never become golden anyway.';
    END IF;
    current := cdp._golden_is_current(hub);
    EXECUTE pg_catalog.format('UPDATE %I.attribute a SET valid_pattern = $2, invalid_values = $3 WHERE a.name = $1', hub)
        USING attribute, valid_pattern, invalid_values;
    RETURN cdp._apply_policy(hub, ARRAY[attribute], current);
END
$$;
COMMENT ON FUNCTION cdp.set_validity(name, text, text, text[]) IS
    'Says which values of an attribute may become golden: those that match the regular expression valid_pattern, and are none of invalid_values, both on the value as text; null asks for nothing. The records keep their values. Computes the attribute again, and gives the number of golden records that changed.';

CREATE FUNCTION cdp._value_as_text(hub name, attribute text, value text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    type text;
    result text;
BEGIN
    EXECUTE pg_catalog.format('SELECT a.type FROM %I.attribute a WHERE a.name = $1', hub) INTO type USING attribute;
    EXECUTE pg_catalog.format('SELECT $1::%s::text', type) INTO result USING value;
    RETURN result;
END
$$;
COMMENT ON FUNCTION cdp._value_as_text(name, text, text) IS 'Internal: a value as the type of its attribute writes it; raises what the type raises.';

CREATE FUNCTION cdp._policy_value(hub name, attribute text, value text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    many boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT a.many FROM %I.attribute a WHERE a.name = $1', hub) INTO many USING attribute;
    RETURN cdp._value_as_text(hub, attribute, CASE WHEN many THEN value ELSE cdp._clean_value(hub, attribute, value) END);
END
$$;
COMMENT ON FUNCTION cdp._policy_value(name, text, text) IS 'Internal: a value of an attribute as records hold it, or as it is where it cannot be cleaned.';

CREATE FUNCTION cdp._pinned_value(hub name, attribute text, value text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    kind text;
    many boolean;
    clean text;
BEGIN
    EXECUTE pg_catalog.format('SELECT a.kind, a.many FROM %I.attribute a WHERE a.name = $1', hub) INTO kind, many USING attribute;
    -- why: how a name or an address is written is for a steward to say; these have one right form.
    IF value IS NULL OR many OR kind <> ALL ('{email,phone,birth_date,date,postcode,number,boolean}') THEN
        RETURN cdp._value_as_text(hub, attribute, value);
    END IF;
    clean := cdp._try_clean(hub, attribute, value);
    IF clean IS NULL THEN
        RAISE EXCEPTION '"%" is not a valid %', value, kind
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give a value that a sync would take, or null to pin that there is none.';
    END IF;
    RETURN cdp._value_as_text(hub, attribute, clean);
END
$$;
COMMENT ON FUNCTION cdp._pinned_value(name, text, text) IS
    'Internal: the value that a steward pins, in the form of its kind where that has only one; raises invalid_parameter_value for what is no such value.';

CREATE FUNCTION cdp._require_reason(what text, reason text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF COALESCE(pg_catalog.btrim(reason), '') = '' THEN
        RAISE EXCEPTION '% needs a reason', what
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Write for the next steward why this was done.';
    END IF;
END
$$;
COMMENT ON FUNCTION cdp._require_reason(text, text) IS 'Internal: raises invalid_parameter_value for a blank reason.';

CREATE FUNCTION cdp.pin_value(hub name, profile_id bigint, attribute text, value text, reason text, expires_at timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    anchor record;
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._attribute_check(hub, attribute);
    PERFORM cdp._require_reason('pin', reason);
    EXECUTE pg_catalog.format('SELECT r.source, r.source_key FROM %1$I.identity i JOIN %1$I.record r USING (record_id) WHERE i.profile_id = $1
        ORDER BY r.source COLLATE "C", r.source_key COLLATE "C" LIMIT 1', hub) INTO anchor USING profile_id;
    IF anchor.source IS NULL THEN
        RAISE EXCEPTION 'profile % of hub "%" does not exist', profile_id, hub
            USING ERRCODE = 'no_data_found', HINT = 'cdp.current_id tells where an id went.';
    END IF;
    PERFORM cdp._unpin(hub, profile_id, attribute);
    EXECUTE pg_catalog.format('INSERT INTO %I.pin (attribute, source, source_key, value, reason, author, pinned_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', hub)
        USING attribute, anchor.source, anchor.source_key, cdp._pinned_value(hub, attribute, value), reason, CURRENT_USER, pg_catalog.clock_timestamp(), expires_at;
    PERFORM cdp._refresh_golden(hub, attribute, pg_catalog.format(E'\nWHERE i.profile_id = %L', profile_id));
END
$$;
COMMENT ON FUNCTION cdp.pin_value(name, bigint, text, text, text, timestamptz) IS
    'Sets the golden value of an attribute of a profile, above all strategies, until it is unpinned or expires; null pins that there is none. The pin follows the first record of the profile (by source and key), so it survives merges, splits and a record that is deleted and comes back; of several pins in one profile the last one holds. value is text: an e-mail address, phone number, date, postcode, number or truth value is cleaned as in a sync, and refused where it is none (22023); anything else is taken as it is written. Replaces an earlier pin. expires_at does nothing by itself: cdp.expire_pins takes expired pins away.';

CREATE FUNCTION cdp._unpin(hub name, profile_id bigint, attribute text) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone bigint;
BEGIN
    EXECUTE pg_catalog.format('DELETE FROM %1$I.pin p USING %1$I.record r, %1$I.identity i
        WHERE p.attribute = $2 AND r.source = p.source AND r.source_key = p.source_key AND i.record_id = r.record_id AND i.profile_id = $1', hub)
        USING profile_id, attribute;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$$;
COMMENT ON FUNCTION cdp._unpin(name, bigint, text) IS 'Internal: deletes the pins of an attribute of a profile and gives their number.';

CREATE FUNCTION cdp.unpin_value(hub name, profile_id bigint, attribute text) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._attribute_check(hub, attribute);
    gone := cdp._unpin(hub, profile_id, attribute);
    PERFORM cdp._refresh_golden(hub, attribute, pg_catalog.format(E'\nWHERE i.profile_id = %L', profile_id));
    RETURN gone > 0;
END
$$;
COMMENT ON FUNCTION cdp.unpin_value(name, bigint, text) IS
    'Takes away what was pinned to an attribute of a profile, so that its strategies decide again. False when there was no pin.';

CREATE FUNCTION cdp.expire_pins(hub name, at timestamptz DEFAULT pg_catalog.now()) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item record;
    expired bigint := 0;
BEGIN
    PERFORM cdp._hub_lock(hub);
    FOR item IN EXECUTE pg_catalog.format('SELECT p.attribute, pg_catalog.count(*) AS pins, COALESCE(pg_catalog.array_agg(DISTINCT i.profile_id) FILTER (WHERE i.profile_id IS NOT NULL), ''{}'') AS profiles
        FROM %1$I.pin p LEFT JOIN %1$I.record r USING (source, source_key) LEFT JOIN %1$I.identity i USING (record_id) WHERE p.expires_at <= $1 GROUP BY p.attribute', hub) USING at
    LOOP
        EXECUTE pg_catalog.format('DELETE FROM %I.pin p WHERE p.attribute = $1 AND p.expires_at <= $2', hub) USING item.attribute, at;
        PERFORM cdp._refresh_golden(hub, item.attribute, pg_catalog.format(E'\nWHERE i.profile_id = ANY (%L::bigint[])', item.profiles));
        expired := expired + item.pins;
    END LOOP;
    RETURN expired;
END
$$;
COMMENT ON FUNCTION cdp.expire_pins(name, timestamptz) IS
    'Takes away the pins whose expires_at is not after at, computes what they held, and gives their number. Golden records change by calls like this one only, never because time passed.';

CREATE FUNCTION cdp.ignore_value(hub name, attribute text, value text, reason text, source text DEFAULT NULL, source_key text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    current boolean;
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._attribute_check(hub, attribute);
    PERFORM cdp._require_reason('ignored value', reason);
    IF value IS NULL OR (source IS NULL) <> (source_key IS NULL) THEN
        RAISE EXCEPTION 'an ignored value is a value, everywhere or in one record'
            USING ERRCODE = 'null_value_not_allowed', HINT = 'Give the value, and source and source_key both or neither.';
    END IF;
    current := cdp._golden_is_current(hub);
    EXECUTE pg_catalog.format('INSERT INTO %I.ignored_value (attribute, value, source, source_key, reason, author, ignored_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING', hub)
        USING attribute, cdp._policy_value(hub, attribute, value), source, source_key, reason, CURRENT_USER, pg_catalog.clock_timestamp();
    RETURN cdp._apply_policy(hub, ARRAY[attribute], current);
END
$$;
COMMENT ON FUNCTION cdp.ignore_value(name, text, text, text, text, text) IS
    'Takes a value of an attribute, cleaned as in a sync, out of the running for golden records: everywhere, or in the record of that source and key. The record keeps it. Computes the attribute again, and gives the number of golden records that changed.';

CREATE FUNCTION cdp.unignore_value(hub name, attribute text, value text, source text DEFAULT NULL, source_key text DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    gone bigint;
    current boolean;
BEGIN
    PERFORM cdp._hub_lock(hub);
    PERFORM cdp._attribute_check(hub, attribute);
    current := cdp._golden_is_current(hub);
    EXECUTE pg_catalog.format('DELETE FROM %I.ignored_value v WHERE v.attribute = $1 AND v.value = $2 AND v.source IS NOT DISTINCT FROM $3 AND v.source_key IS NOT DISTINCT FROM $4', hub)
        USING attribute, cdp._policy_value(hub, attribute, value), source, source_key;
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM cdp._apply_policy(hub, ARRAY[attribute], current);
    RETURN gone > 0;
END
$$;
COMMENT ON FUNCTION cdp.unignore_value(name, text, text, text, text) IS 'Undoes cdp.ignore_value with the same arguments. False when it was not ignored.';
