#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# Runs every ```sql block of README.md and docs/*.md, in order, one session and one fresh database a file, with the
# extension created and the checkout as the current folder. A block fenced as ```sql norun is left out. Where a plain
# ``` block follows at once, it holds what psql prints, and has to agree (spaces at the end of lines apart). Weights that
# are learnt move a little whenever the engine gets better: in a ```text block decimals are not compared. A row of a table
# that ends in  | `expression` → `value` |  is an example: it is run too, in order, and has to give the value (three
# digits of a float8). Prints "ok FILE:LINE" or "not ok FILE:LINE" for each block and example; needs PGHOST, PGPORT and PGUSER (tools/server.sh env).
# With --update it writes what psql prints into the pages; with --self-test it proves on pages of its own that it
# can fail.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

MARK=cdp-docs-block

# For awk: is this line an example, and its two parts.
EXAMPLE='function is_example(line) { return line ~ /^\|.*\| `[^`]+` → `[^`]*` \|$/ }
function example_part(line, back,  n, parts) { n = split(line, parts, "`"); return parts[n - back] }
function expression(line) { return example_part(line, 3) }
function value(line) { return example_part(line, 1) }'

# The blocks of a page as one psql script; a line in front of each says where it stands.
script_of() {
    awk -v mark="$MARK" -v name="$2" "$EXAMPLE"'
        /^ *```/ {
            if (open) { open = 0; run = 0; next }
            open = 1
            run = ($0 ~ /^ *```sql *$/)
            if (run) printf "\\echo %s %s:%d\n", mark, name, FNR
            next
        }
        run { print }
        !open && is_example($0) {
            printf "\\echo %s %s:%d\n", mark, name, FNR
            print "\\pset format unaligned\n\\pset tuples_only on\n\\pset null NULL\nSET extra_float_digits = -12;"
            printf "SELECT %s;\n", expression($0)
            print "RESET extra_float_digits;\n\\pset format aligned\n\\pset tuples_only off\n\\pset null \047\047"
        }
        END {
            if (open) { printf "\\echo %s-unclosed\n", mark; exit }
            printf "\\echo %s end\n", mark
        }' "$1"
}

# print_page FILE NAME: what psql prints for a page, marks and all; fails as psql does.
print_page() {
    local database status=0
    database=docs_$(tr -c 'a-zA-Z0-9\n' _ <<<"$2")
    psql -qX -v ON_ERROR_STOP=1 -d postgres -c "DROP DATABASE IF EXISTS \"$database\"" -c "CREATE DATABASE \"$database\"" 2>/dev/null
    {
        printf 'SET client_min_messages = warning;\nCREATE EXTENSION cdp;\nRESET client_min_messages;\nSET statement_timeout = %s;\n' "'5min'"
        script_of "$1" "$2"
    } | (cd "$ROOT" && PGTZ=UTC psql -qX -v ON_ERROR_STOP=1 -d "$database" -f - 2>&1) || status=$?
    psql -qX -d postgres -c "DROP DATABASE \"$database\""
    return $status
}

# What the two readers of a printed page share: text without white space at its end.
TRIM='function trim(text) { gsub(/[ \t]+\n/, "\n", text); sub(/\n+$/, "", text); return text }
function is_output(fence) { return fence ~ /^ *```(text)? *$/ }'

# run_page FILE NAME: fails when a block does, or prints something else than the page shows.
run_page() {
    local output status=0
    output=$(print_page "$1" "$2") || status=$?
    awk -v mark="$MARK" -v name="$2" -v status="$status" "$TRIM$EXAMPLE"'
        function loose(text) {
            gsub(/-?[0-9]+\.[0-9]+/, "#", text)
            gsub(/ +/, " ", text)
            gsub(/-+/, "-", text)
            return text
        }
        function agrees(page, printed) { return page == printed || (block in decimals && loose(page) == loose(printed)) }
        function judge() {
            if (block == "") return
            if (!(block in shown) || agrees(trim(shown[block]), trim(text))) { print "ok " block; return }
            print "not ok " block
            printf "the page shows:\n%s\npsql prints:\n%s\n", trim(shown[block]), trim(text)
            print "Where psql is right: tools/check_docs.sh --update"
            bad = 1
        }
        NR == FNR {
            if (/^ *```/) {
                if (open) {
                    if (shows) last = ""
                    open = shows = 0
                    next
                }
                open = 1
                shows = is_output($0) && last != ""
                if (!shows) last = /^ *```sql *$/ ? name ":" FNR : ""
                else shown[last] = ""
                if (shows && /text/) decimals[last] = 1
                next
            }
            if (open && shows) shown[last] = shown[last] $0 "\n"
            else if (!open && /[^ \t]/) last = ""
            if (!open && is_example($0)) shown[name ":" FNR] = value($0) "\n"
            next
        }
        $1 == mark {
            judge()
            block = $2 == "end" ? "" : $2
            ended = $2 == "end"
            text = ""
            next
        }
        { text = text $0 "\n" }
        END {
            if (!ended) {
                print "not ok " (block == "" ? "before the first block" : block)
                printf "%s", text
                exit 1
            }
            exit bad ? 1 : status
        }' "$1" - <<<"$output"
}

# update_page FILE NAME: puts what psql prints where the page shows it.
update_page() {
    local output page
    output=$(print_page "$1" "$2") || die "a block of $2 fails" "See: tools/check_docs.sh"
    page=$(awk -v mark="$MARK" -v name="$2" "$TRIM$EXAMPLE"'
        NR == FNR {
            if ($1 == mark) block = $2
            else printed[block] = printed[block] $0 "\n"
            next
        }
        /^ *```/ {
            if (!open) {
                open = 1
                shows = is_output($0) && last != ""
                print
                if (shows) print trim(printed[last])
                last = (/^ *```sql *$/ && !shows) ? name ":" FNR : ""
            } else { open = 0; shows = 0; print }
            next
        }
        shows { next }
        !open && /[^ \t]/ { last = "" }
        !open && is_example($0) { sub(/`[^`]*` \|$/, ""); printf "%s`%s` |\n", $0, trim(printed[name ":" FNR]); next }
        { print }' - "$1" <<<"$output") || die "$2 could not be rewritten"
    printf '%s\n' "$page" >"$1"
}

self_test() {
    local output
    page=$(mktemp "${TMPDIR:-/tmp}/cdp-docs.XXXXXX")
    trap 'rm -f "$page"' EXIT
    printf '%s\n' '```sql' 'SELECT 1;' '```' '```sql norun' 'no such thing;' '```' '```' 'SELECT nothing;' '```' >"$page"
    output=$(run_page "$page" self) && [ "$output" = "ok self:1" ] || die "self-test: a good page was refused" "$output"
    printf '%s\n' '```sql' 'SELECT 1/0;' '```' >>"$page"
    ! output=$(run_page "$page" self) || die "self-test: a failing block was not noticed" "$output"
    grep -q '^not ok self:10$' <<<"$output" || die "self-test: the wrong block was named" "$output"
    printf '%s\n' '```sql' "SELECT 1 AS a, 'x' AS b;" '```' '' '```' ' a | b' '---+---' ' 1 | y' '(1 row)' '```' >"$page"
    ! output=$(run_page "$page" self) || die "self-test: an output that differs was not noticed" "$output"
    grep -q '^not ok self:1$' <<<"$output" || die "self-test: the wrong output was named" "$output"
    printf '%s\n' '```sql' 'SELECT 1.5 AS a;' '```' '```text' '   a' '------' ' 10.5' '(1 row)' '```' >>"$page"
    ! output=$(run_page "$page" self) || die "self-test: an output that differs was not noticed" "$output"
    [ "$(grep -c '^not ok' <<<"$output")" -eq 1 ] || die "self-test: decimals were compared" "$output"
    printf '%s\n' '' '| what | example |' '|---|---|' '| third | `1.0 / 3` → `0.33` |' '| `fine` | `NULL::int` → `NULL` |' >"$page"
    ! output=$(run_page "$page" self) || die "self-test: an example that does not hold was not noticed" "$output"
    [ "$(grep '^not ok' <<<"$output")" = "not ok self:4" ] || die "self-test: the wrong example was named" "$output"
    update_page "$page" self
    output=$(run_page "$page" self) && [ "$output" = $'ok self:4\nok self:5' ] || die "self-test: an updated example was refused" "$output"
    printf '%s\n' '```sql' "SELECT 1 AS a, 'x' AS b;" '```' '' '```' ' a | b' '---+---' ' 1 | y' '(1 row)' '```' >"$page"
    printf '%s\n' '```sql' 'SELECT 1.5 AS a;' '```' '```text' '   a' '------' ' 10.5' '(1 row)' '```' >>"$page"
    update_page "$page" self
    output=$(run_page "$page" self) && [ "$output" = $'ok self:1\nok self:11' ] || die "self-test: an updated page was refused" "$output"
}

run=run_page
case ${1:-} in
--self-test)
    self_test
    exit
    ;;
--update) run=update_page ;;
esac
bad=0
cd "$ROOT"
for page in README.md docs/*.md; do
    [ ! -f "$page" ] || "$run" "$page" "$page" || bad=1
done
exit $bad
