#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# `make docs`: docs/reference.md from what the server says of the extension: signatures, COMMENT ON, settings, and
# the tables and views of a fresh hub. Topics and their order are those of src/sql. Names that start with an
# underscore are internal and left out. Needs PGHOST, PGPORT and PGUSER (tools/server.sh env).
#
#   tools/gen_reference.sh            writes docs/reference.md
#   tools/gen_reference.sh --check    prints how the file differs from what it should be, and fails if it does
#   tools/gen_reference.sh --server   as without, with a throwaway server of its own
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

PAGE=docs/reference.md

# "(number, topic, name)" of every function and aggregate, in the order of src/sql.
objects() {
    awk '
        FNR == 1 { topic = FILENAME; sub(/.*\//, "", topic); sub(/\.sql$/, "", topic) }
        match($0, /^CREATE (FUNCTION|PROCEDURE|AGGREGATE) cdp\.[a-z][a-z0-9_]*/) {
            name = substr($0, RSTART, RLENGTH)
            sub(/.*\./, "", name)
            if (!((topic, name) in seen)) printf "%s(%d, \047%s\047, \047%s\047)", n++ ? ", " : "", n, topic, name
            seen[topic, name] = 1
        }' src/sql/[0-9]*.sql
}

reference() {
    local database=cdp_reference
    psql -qX -v ON_ERROR_STOP=1 -d postgres -c "DROP DATABASE IF EXISTS $database" -c "CREATE DATABASE $database" 2>/dev/null
    psql -qAtX -v ON_ERROR_STOP=1 -v objects="$(objects)" -d $database -f - <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION cdp;
SELECT cdp.create_hub('hub') \g /dev/null

CREATE FUNCTION pg_temp.prose(text) RETURNS text LANGUAGE sql RETURN regexp_replace($1, '([\\`*<|])', '\\\1', 'g');

CREATE FUNCTION pg_temp.type_name(oid) RETURNS text LANGUAGE sql
RETURN replace(replace(format_type($1, NULL), 'timestamp with time zone', 'timestamptz'), 'double precision', 'float8');

CREATE FUNCTION pg_temp.arguments(p pg_proc) RETURNS TABLE (name text, mode "char", type oid, place bigint) LANGUAGE sql AS
'SELECT a.name, COALESCE(a.mode, ''i''), a.type, a.place
 FROM unnest(p.proargnames, p.proargmodes, COALESCE(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS a (name, mode, type, place)';

CREATE TEMP TABLE entry AS
SELECT o.number, p.oid, o.name,
       CASE left(o.topic, 1) WHEN '1' THEN 'Text' WHEN '2' THEN 'Similarity' WHEN '3' THEN 'Linkage' WHEN '4' THEN 'Linkage'
           WHEN '5' THEN 'Linkage' WHEN '6' THEN 'Survivorship' WHEN '7' THEN 'Hubs' WHEN '8' THEN 'Segments' WHEN '9' THEN 'Segments'
           ELSE initcap(replace(substr(o.topic, 4), '_', ' ')) END AS title,
       format('cdp.%s(%s)', o.name, (
           SELECT string_agg(concat_ws(' ', CASE a.mode WHEN 'v' THEN 'VARIADIC' END, a.name, pg_temp.type_name(a.type),
                                       'DEFAULT ' || regexp_replace(pg_get_function_arg_default(p.oid, a.place::int), '::[a-z ]+(\[\])?', '')), ', ' ORDER BY a.place)
           FROM pg_temp.arguments(p) AS a WHERE a.mode IN ('i', 'b', 'v')))
       || CASE WHEN p.prokind = 'p' THEN '' ELSE ' → ' || CASE WHEN p.proretset THEN 'setof ' ELSE '' END || COALESCE('(' || (
           SELECT string_agg(a.name || ' ' || pg_temp.type_name(a.type), ', ' ORDER BY a.place)
           FROM pg_temp.arguments(p) AS a WHERE a.mode IN ('o', 'b', 't')) || ')', pg_temp.type_name(p.prorettype)) END AS signature,
       obj_description(p.oid, 'pg_proc') AS comment
FROM (VALUES :objects) AS o (number, topic, name)
JOIN pg_proc p ON p.proname = o.name AND p.pronamespace = 'cdp'::regnamespace;

\qecho '# Reference'
\qecho
\qecho 'Every function, aggregate, setting and table of `cdp`. This page is made by `make docs` from the comments in the database, which `\\df+ cdp.*` and'
\qecho '`\\d+` show too. Where it is not said otherwise, a null argument gives null.'

SELECT E'\n**' || title || '**: ' || string_agg(format('[%s](#cdp%s)', name, name), ', ' ORDER BY number)
FROM (SELECT DISTINCT title, number, name FROM entry) AS e GROUP BY title ORDER BY min(number);
\qecho
\qecho '**Also**: [settings](#settings), [tables and views of a hub](#tables-and-views-of-a-hub)'

SELECT CASE WHEN title IS DISTINCT FROM lag(title) OVER w THEN E'\n## ' || title || E'\n' ELSE '' END
    || CASE WHEN name IS DISTINCT FROM lag(name) OVER w THEN E'\n### cdp.' || name || E'\n' ELSE '' END
    || E'\n    ' || signature || E'\n\n' || pg_temp.prose(comment)
FROM entry WINDOW w AS (ORDER BY number, oid) ORDER BY number, oid;

\qecho
\qecho '## Settings'
\qecho
\qecho '| setting | default | range | what it is |'
\qecho '|---|---|---|---|'
SELECT format('| `%s` | `%s` | %s | %s %s |', name,
           current_setting(name),
           CASE WHEN unit = 'MB' THEN pg_size_pretty(min_val::bigint * 1024 * 1024) || ' to ' || pg_size_pretty(max_val::bigint * 1024 * 1024)
                WHEN min_val IS NULL THEN 'on, off' ELSE min_val || ' to ' || max_val END,
           pg_temp.prose(short_desc), pg_temp.prose(extra_desc))
FROM pg_settings WHERE name LIKE 'cdp.%' ORDER BY name;

\qecho
\qecho '## Tables and views of a hub'
\qecho
\qecho 'They lie in the schema that `cdp.create_hub` makes. `record`, `profile` and `unified_profile` have one more column for each attribute of the hub.'
SELECT format(E'\n### %s\n\n%s\n\n| column | type | what it is |\n|---|---|---|\n%s', c.relname,
           pg_temp.prose(obj_description(c.oid, 'pg_class')),
           string_agg(format('| %s | %s | %s |', a.attname, pg_temp.type_name(a.atttypid), pg_temp.prose(col_description(c.oid, a.attnum))),
                      E'\n' ORDER BY a.attnum))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'hub'::regnamespace AND c.relkind IN ('r', 'p', 'v')
  AND NOT EXISTS (SELECT FROM hub.attribute h WHERE h.name = a.attname AND c.relname IN ('record', 'profile', 'unified_profile'))
GROUP BY c.oid, c.relname ORDER BY c.relname;
SQL
    psql -qX -d postgres -c "DROP DATABASE $database"
}

case ${1:-} in
--check)
    reference | diff -u "$PAGE" - || die "$PAGE is not what the extension says of itself" "Run: make docs"
    ;;
--server)
    trap 'tools/server.sh stop build/docs' EXIT
    tools/server.sh start build/docs
    eval "$(tools/server.sh env build/docs)"
    "$0"
    ;;
'')
    page=$(reference)
    printf '%s\n' "$page" >"$PAGE"
    ;;
*) die "usage: tools/gen_reference.sh [--check|--server]" ;;
esac
