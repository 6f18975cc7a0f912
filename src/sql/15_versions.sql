-- SPDX-License-Identifier: PostgreSQL
-- What results depend on, and what depends on results.

CREATE FUNCTION cdp.versions() RETURNS TABLE (component text, version text)
    LANGUAGE c STABLE PARALLEL SAFE ROWS 6
    AS 'MODULE_PATHNAME', 'cdp_versions';
COMMENT ON FUNCTION cdp.versions() IS
'Versions of the data that text functions depend on: ICU, Unicode and CLDR, the tables of cdp.fold, a fingerprint of the phone metadata, and the nickname table. After a change rebuild what cdp.dependents() lists.';

CREATE FUNCTION cdp.dependents()
    RETURNS TABLE (relation regclass, kind text, name text, functions text[], remedy text)
    LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    WITH ours AS (
        SELECT d.objid AS function FROM pg_catalog.pg_depend AS d
        JOIN pg_catalog.pg_extension AS e ON e.oid OPERATOR(pg_catalog.=) d.refobjid
        WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass
          AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass
          AND d.deptype OPERATOR(pg_catalog.=) 'e' AND e.extname OPERATOR(pg_catalog.=) 'cdp'
    ), direct AS (
        SELECT d.classid, d.objid, d.objsubid, p.proname::pg_catalog.text AS function
        FROM pg_catalog.pg_depend AS d
        JOIN ours ON ours.function OPERATOR(pg_catalog.=) d.refobjid
        JOIN pg_catalog.pg_proc AS p ON p.oid OPERATOR(pg_catalog.=) ours.function
        WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass
          AND (d.deptype OPERATOR(pg_catalog.=) 'n' OR d.deptype OPERATOR(pg_catalog.=) 'a')
    ), used AS (
        SELECT d.classid, d.objid, d.objsubid, pg_catalog.array_agg(DISTINCT d.function ORDER BY d.function) AS functions
        FROM direct AS d GROUP BY d.classid, d.objid, d.objsubid
    ), generated AS (
        -- Servers record what a generated column uses either for its default or for the column.
        SELECT a.attrelid, a.attnum, a.attname, f.adbin, u.functions
        FROM used AS u
        JOIN pg_catalog.pg_attrdef AS f
          ON (u.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND f.oid OPERATOR(pg_catalog.=) u.objid)
          OR (u.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass AND f.adrelid OPERATOR(pg_catalog.=) u.objid
              AND f.adnum OPERATOR(pg_catalog.=) u.objsubid)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid OPERATOR(pg_catalog.=) f.adrelid AND a.attnum OPERATOR(pg_catalog.=) f.adnum
        WHERE a.attgenerated OPERATOR(pg_catalog.=) 's'
    )
    SELECT i.indrelid::pg_catalog.regclass, 'index', c.relname::pg_catalog.text, u.functions,
           pg_catalog.format('REINDEX INDEX %s', i.indexrelid::pg_catalog.regclass)
    FROM used AS u
    JOIN pg_catalog.pg_index AS i ON i.indexrelid OPERATOR(pg_catalog.=) u.objid
    JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
    WHERE u.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
    UNION ALL
    SELECT g.attrelid::pg_catalog.regclass, 'generated column', g.attname::pg_catalog.text, g.functions,
           -- A row's generated columns are computed anew when a column that they read is written.
           pg_catalog.format('UPDATE %s SET %2$I = %2$I', g.attrelid::pg_catalog.regclass, (
               SELECT b.attname FROM pg_catalog.pg_attribute AS b
               WHERE b.attrelid OPERATOR(pg_catalog.=) g.attrelid AND b.attnum OPERATOR(pg_catalog.=) ANY (
                   SELECT m[1]::pg_catalog.int2
                   FROM pg_catalog.regexp_matches(g.adbin::pg_catalog.text, ':varattno ([0-9]+)', 'g') AS m)
               ORDER BY b.attnum LIMIT 1))
    FROM generated AS g
    UNION ALL
    SELECT k.conrelid::pg_catalog.regclass, 'check constraint', k.conname::pg_catalog.text, u.functions,
           pg_catalog.format('SELECT * FROM %s WHERE NOT (%s)', k.conrelid::pg_catalog.regclass,
                             pg_catalog.pg_get_expr(k.conbin, k.conrelid))
    FROM used AS u
    JOIN pg_catalog.pg_constraint AS k ON k.oid OPERATOR(pg_catalog.=) u.objid
    WHERE u.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_constraint'::pg_catalog.regclass
      AND k.contype OPERATOR(pg_catalog.=) 'c' AND k.conrelid OPERATOR(pg_catalog.<>) 0
    UNION ALL
    SELECT c.oid::pg_catalog.regclass, 'materialized view', c.relname::pg_catalog.text, u.functions,
           pg_catalog.format('REFRESH MATERIALIZED VIEW %s', c.oid::pg_catalog.regclass)
    FROM used AS u
    JOIN pg_catalog.pg_rewrite AS r ON r.oid OPERATOR(pg_catalog.=) u.objid
    JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) r.ev_class
    WHERE u.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_rewrite'::pg_catalog.regclass
      AND c.relkind OPERATOR(pg_catalog.=) 'm'
    UNION ALL
    SELECT p.partrelid::pg_catalog.regclass, 'partition key', c.relname::pg_catalog.text, u.functions,
           pg_catalog.format('-- rows may belong in another partition: copy %s into a new table', c.oid::pg_catalog.regclass)
    FROM used AS u
    JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid OPERATOR(pg_catalog.=) u.objid
    JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) p.partrelid
    WHERE u.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
    ORDER BY 1, 2, 3;
END;
COMMENT ON FUNCTION cdp.dependents() IS
'What is stored in this database with results of the extension''s functions in it, and the statement that brings it up to date after cdp.versions() changed: indexes on expressions or with predicates, generated columns, check constraints (the statement finds rows that fail), materialized views, partition keys. functions names the functions used. Found through pg_depend: what uses them through a function of your own is not seen, nor are columns that you filled.';
