#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# Runs every ```sql block of README.md and docs/*.md, in order, one session and one fresh database a file, with the
# extension created and the checkout as the current folder. A block fenced as ```sql norun is left out. Prints
# "ok FILE:LINE" or "not ok FILE:LINE" for each block; needs PGHOST, PGPORT and PGUSER (tools/server.sh env).
# With --self-test it proves on pages of its own that it can fail.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

MARK=cdp-docs-block

# The blocks of a page as one psql script; a line in front of each says where it stands.
script_of() {
    awk -v mark="$MARK" -v name="$2" '
        /^ *```/ {
            if (open) { open = 0; run = 0; next }
            open = 1
            run = ($0 ~ /^ *```sql *$/)
            if (run) printf "\\echo %s %s:%d\n", mark, name, FNR
            next
        }
        run { print }
        END {
            if (open) { printf "\\echo %s-unclosed\n", mark; exit }
            printf "\\echo %s end\n", mark
        }' "$1"
}

# run_page FILE NAME: fails when a block does.
run_page() {
    local database output status=0
    database=docs_$(tr -c 'a-zA-Z0-9\n' _ <<<"$2")
    psql -qX -v ON_ERROR_STOP=1 -d postgres -c "DROP DATABASE IF EXISTS \"$database\"" -c "CREATE DATABASE \"$database\"" 2>/dev/null
    output=$({
        printf 'SET client_min_messages = warning;\nCREATE EXTENSION cdp;\nRESET client_min_messages;\nSET statement_timeout = %s;\n' "'5min'"
        script_of "$1" "$2"
    } | (cd "$ROOT" && psql -X -v ON_ERROR_STOP=1 -d "$database" -f - 2>&1)) || status=$?
    psql -qX -d postgres -c "DROP DATABASE \"$database\""
    awk -v mark="$MARK" -v status="$status" '
        $1 == mark {
            if (block != "") print "ok " block
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
            exit status
        }' <<<"$output"
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
}

if [ "${1:-}" = --self-test ]; then
    self_test
    exit
fi
bad=0
cd "$ROOT"
for page in README.md docs/*.md; do
    [ ! -f "$page" ] || run_page "$page" "$page" || bad=1
done
exit $bad
