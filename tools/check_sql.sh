#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# The install script (src/sql/NN_*.sql): objects are created, never replaced; everything of ours lies in schema cdp;
# every function is commented; PL functions and quoted SQL bodies fix their search_path; none runs with the
# rights of its owner. Text inside function bodies (SQL for hubs, for example) is not looked at. All of it is ASCII,
# since a database of another encoding reads the script before it can refuse it.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

check() {
    ! (cd "$1" && LC_ALL=C grep -Hn '[^ -~	]' src/sql/[0-9]*.sql | sed 's/^/not ASCII: /' | grep .) || return 1
    (cd "$1" && LC_ALL=C awk '
        function complain(why) { printf "%s:%d: %s\n", start_file, start_line, why; bad = 1 }
        # One statement, upper case, blanks squeezed, literals as \047\047, dollar-quoted bodies as $$.
        function statement(text,    kind, name, upper) {
            gsub(/[ \t]+/, " ", text)
            sub(/^ /, "", text)
            upper = toupper(text)
            if (upper ~ /^CREATE OR REPLACE/) complain("CREATE OR REPLACE in an install script")
            if (upper ~ /U&\047/) complain("U&\047...\047 is read before the encoding is checked; use chr()")
            if (upper ~ /(^| )SECURITY DEFINER( |$)/) complain("SECURITY DEFINER in the extension")
            if (match(upper, /^CREATE (OR REPLACE )?(FUNCTION|PROCEDURE|AGGREGATE) [^ (]+/)) {
                name = tolower(substr(upper, RSTART, RLENGTH))
                sub(/.* /, "", name)
                if (name !~ /^cdp\./) complain(name " is not in schema cdp")
                if (!(name in created)) { file_of[name] = start_file; line_of[name] = start_line }
                created[name]++
                if (upper !~ /SET SEARCH_PATH( |=)/ && upper !~ /^CREATE AGGREGATE/) {
                    if (upper ~ /LANGUAGE PLPGSQL/) complain(name " does not fix its search_path")
                    else if (upper ~ /LANGUAGE SQL/ && upper ~ / AS (\$\$|\047\047)/)
                        complain(name " has a quoted body and does not fix its search_path")
                }
            }
            if (match(upper, /^COMMENT ON (FUNCTION|PROCEDURE|AGGREGATE|ROUTINE) [^ (]+/)) {
                name = tolower(substr(upper, RSTART, RLENGTH))
                sub(/.* /, "", name)
                commented[name]++
            }
        }
        FNR == 1 { tag = ""; quoted = 0; comment = 0; text = ""; atomic = 0 }
        /^\\/ && tag == "" { next }
        {
            rest = $0
            while (rest != "") {
                if (comment) {
                    if (!(i = index(rest, "*/"))) break
                    rest = substr(rest, i + 2); comment = 0
                } else if (tag != "") {
                    # A procedure that commits cannot have settings of its own: it sets its path as it begins.
                    if (rest ~ /^ *PERFORM pg_catalog\.set_config\(\047search_path\047, \047pg_catalog, pg_temp\047, true\)/ && toupper(text) ~ /CREATE PROCEDURE/)
                        text = text " SET SEARCH_PATH "
                    if (!(i = index(rest, tag))) break
                    rest = substr(rest, i + length(tag)); tag = ""
                } else if (quoted) {
                    if (!(i = index(rest, "\047"))) break
                    rest = substr(rest, i + 1)
                    if (substr(rest, 1, 1) == "\047") rest = substr(rest, 2)
                    else quoted = 0
                } else if (match(rest, /--|\/\*|\047|\$[A-Za-z_0-9]*\$|;/)) {
                    token = substr(rest, RSTART, RLENGTH)
                    text = text substr(rest, 1, RSTART - 1)
                    rest = substr(rest, RSTART + RLENGTH)
                    if (text ~ /[^ \t]/ && !started) { started = 1; start_file = FILENAME; start_line = FNR }
                    if (token == "--") break
                    if (token == "/*") comment = 1
                    else if (token == "\047") { quoted = 1; text = text "\047\047" }
                    else if (token == ";") {
                        # A body in BEGIN ATOMIC … END holds semicolons of its own.
                        if (toupper(text) ~ /BEGIN ATOMIC/ && toupper(text) !~ /(^|[ \t])END[ \t]*$/) text = text " "
                        else { statement(text); text = ""; started = 0 }
                    } else { tag = token; text = text "$$" }
                } else {
                    text = text rest
                    if (text ~ /[^ \t]/ && !started) { started = 1; start_file = FILENAME; start_line = FNR }
                    break
                }
            }
            if (tag == "" && !quoted) text = text " "
        }
        END {
            for (name in created)
                if (commented[name] < created[name]) {
                    start_file = file_of[name]; start_line = line_of[name]
                    complain(name ": " created[name] " created, " commented[name] + 0 " commented")
                }
            exit bad
        }' src/sql/[0-9]*.sql)
}

self_test() {
    local file=src/sql/10_a.sql
    put $file <<'SQL'
-- CREATE OR REPLACE; in a comment
CREATE FUNCTION cdp.f(a text) RETURNS text
    LANGUAGE c IMMUTABLE AS 'MODULE_PATHNAME', 'cdp_f';
COMMENT ON FUNCTION cdp.f IS 'it''s; SECURITY DEFINER';
CREATE FUNCTION cdp.g() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW v AS SELECT 1';
END;
$body$;
COMMENT ON FUNCTION cdp.g() IS 'g';
CREATE FUNCTION cdp.h() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;
COMMENT ON FUNCTION cdp.h() IS 'h';
SQL
    must_pass "a script in order"
    cp "$TREE/$file" "$TREE/good"
    put $file <<<"CREATE  OR REPLACE FUNCTION cdp.f() RETURNS int LANGUAGE c AS 'a'; COMMENT ON FUNCTION cdp.f() IS '';"
    must_fail "CREATE OR REPLACE" "10_a.sql:1: CREATE OR REPLACE"
    put $file <<<"CREATE FUNCTION cdp.f() RETURNS int LANGUAGE c AS 'a';"
    must_fail "a function without a comment" "cdp.f: 1 created, 0 commented"
    put $file <<<'CREATE FUNCTION cdp.f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN END $$; COMMENT ON FUNCTION cdp.f() IS $$c$$;'
    must_fail "a PL function without search_path" "does not fix its search_path"
    put $file <<'SQL'
CREATE PROCEDURE cdp.p() LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    COMMIT;
END $$;
COMMENT ON PROCEDURE cdp.p() IS 'p';
SQL
    must_pass "a procedure that sets its path"
    put $file <<<"CREATE FUNCTION cdp.f() RETURNS int LANGUAGE c SECURITY DEFINER AS 'a'; COMMENT ON FUNCTION cdp.f() IS '';"
    must_fail "SECURITY DEFINER" "SECURITY DEFINER in the extension"
    put $file <<<"COMMENT ON SCHEMA cdp IS 'café';"
    must_fail "text that is not ASCII" "not ASCII: src/sql/10_a.sql:1"
    put $file <<<"COMMENT ON SCHEMA cdp IS U&'caf\\00E9';"
    must_fail "a Unicode escape" "read before the encoding"
    put $file <<<"CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'a'; COMMENT ON FUNCTION f() IS '';"
    must_fail "a function outside schema cdp" "not in schema cdp"
}

lint_main "$@"
