-- SPDX-License-Identifier: PostgreSQL
-- Looking things up in a hub: where an id went, why two rows belong together or not.

CREATE FUNCTION cdp.current_id(hub name, profile_id bigint) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    current bigint;
BEGIN
    PERFORM cdp._hub_check(hub);
    EXECUTE pg_catalog.format('SELECT p.profile_id FROM %1$I.profile p WHERE p.profile_id = $1
        UNION ALL SELECT p.profile_id FROM %1$I.redirect d JOIN %1$I.profile p ON p.profile_id = d.current_id WHERE d.profile_id = $1', hub)
        INTO current USING profile_id;
    RETURN current;
END
$$;
COMMENT ON FUNCTION cdp.current_id(name, bigint) IS
    'The id that stands for a profile now: the id itself, or the one it was merged into. Null for an id that never was or whose records are all gone.';
