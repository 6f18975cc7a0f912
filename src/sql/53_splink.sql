-- SPDX-License-Identifier: PostgreSQL
-- Models of Splink.

CREATE FUNCTION cdp.from_splink(settings jsonb, strict boolean DEFAULT true) RETURNS jsonb
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'cdp_from_splink';
COMMENT ON FUNCTION cdp.from_splink(jsonb, boolean) IS
'The model that the settings of Splink (versions 3 to 5, SQL of DuckDB, Spark, SQLite or PostgreSQL) describe: columns are compared as they are, so the same strings get the same match weights, term frequencies included. Expressions of columns become attributes with steps, null levels become "missing". The query that goes with the model needs the columns that Splink used, the unique id first, and a column "source" where Splink had several datasets. What the model cannot say is an error 22023 with the path and the SQL; with strict false it is left out, with a warning.';

CREATE FUNCTION cdp.to_splink(model jsonb, dialect text DEFAULT 'duckdb', strict boolean DEFAULT true) RETURNS jsonb
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'cdp_to_splink';
COMMENT ON FUNCTION cdp.to_splink(jsonb, text, boolean) IS
'The settings of Splink that a model amounts to, with SQL for duckdb, spark or postgres: the way back of cdp.from_splink, lossless for all that Splink can say. Thresholds and linkage are no part of its settings, nor are frequencies of values, which Splink counts itself. What it cannot say (match forms, look-alikes, deterministic rules, measures that its databases lack) is an error 22023 that names the path; with strict false it is left out, with a warning. Error 22023 for another dialect and for a model that does not validate.';
