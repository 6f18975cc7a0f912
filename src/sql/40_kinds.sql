-- SPDX-License-Identifier: PostgreSQL
-- What the columns of a query mean.

CREATE FUNCTION cdp.guess_kinds(query text)
    RETURNS TABLE(column_name text, type text, kind text, confidence double precision, reason text)
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE COST 10000 ROWS 20 AS 'MODULE_PATHNAME', 'cdp_guess_kinds';
COMMENT ON FUNCTION cdp.guess_kinds(text) IS
'The semantic kind of each column of a query, from its name (a dozen languages) and from its values, in the order of the columns. kind is NULL for a column that is no part of an identity: keys, times of the record, constants, flags, free text, and columns that repeat others; reason says why. confidence in [0,1]: from 0.5 on well founded. The query is any SELECT, run with the rights of the caller; at most its first 100,000 rows are read, or as many as hold 4 million values, so give a large sorted table a random order or TABLESAMPLE. Memory is bounded by cdp.memory. Error 22023 when the query returns no rows by its nature.';
