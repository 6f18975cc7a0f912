\echo Use "CREATE EXTENSION cdp" to load this file. \quit

SET LOCAL search_path = pg_catalog, pg_temp;

DO $$
BEGIN
    IF pg_catalog.current_setting('server_encoding') OPERATOR(pg_catalog.<>) 'UTF8' THEN
        RAISE EXCEPTION 'cdp needs a database with encoding UTF8, this one has %',
            pg_catalog.current_setting('server_encoding')
            USING ERRCODE = 'feature_not_supported',
                  HINT = 'Create a database with ENCODING ''UTF8'' TEMPLATE template0.';
    END IF;
END
$$;

CREATE SCHEMA cdp;
COMMENT ON SCHEMA cdp IS 'Customer data platform: the toolkit, and the functions that work on hubs';
GRANT USAGE ON SCHEMA cdp TO PUBLIC;
