-- SPDX-License-Identifier: PostgreSQL
-- What the columns of a query mean, and what a name in one field is made of.

CREATE FUNCTION cdp.guess_kinds(query text)
    RETURNS TABLE(column_name text, type text, kind text, confidence double precision, reason text)
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE COST 10000 ROWS 20 AS 'MODULE_PATHNAME', 'cdp_guess_kinds';
COMMENT ON FUNCTION cdp.guess_kinds(text) IS
'The semantic kind of each column of a query, from its name (a dozen languages) and from its values, in the order of the columns. kind is NULL for a column that is no part of an identity: keys, times of the record, constants, flags, free text, and columns that repeat others; reason says why. confidence in [0,1]: from 0.5 on well founded. The query is any SELECT, run with the rights of the caller; at most its first 100,000 rows are read, or as many as hold 4 million values, so give a large sorted table a random order or TABLESAMPLE. Memory is bounded by cdp.memory. Error 22023 when the query returns no rows by its nature.';

CREATE FUNCTION cdp.given_name(full_name text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_given_name';
COMMENT ON FUNCTION cdp.given_name(text) IS
'The given names in a full name, in the form of cdp.normalize_name: before the family name, or behind it where a comma, capitals (DUPONT Jean) or a table of frequent names say so. NULL where there is none, for a placeholder and for what is no name.';

CREATE FUNCTION cdp.family_name(full_name text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_family_name';
COMMENT ON FUNCTION cdp.family_name(text) IS
'The family name in a full name, with its particles (van den Berg) and a suffix such as Jr, in the form of cdp.normalize_name; the rest is cdp.given_name. A single word is a family name unless it is known as a given name only. NULL where there is none, for a placeholder and for what is no name.';
