#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# Every public function and aggregate on values (src/sql/1*, 2*) has a row with an example in docs/functions.md, and every row there is
# of such a function. tools/check_docs.sh runs the examples.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

PAGE=docs/functions.md

check() {
    cd "$1"
    find src/sql -name '[12][0-9]_*.sql' | LC_ALL=C sort | xargs -r awk -v page="$PAGE" '
        match($0, /^CREATE (FUNCTION|AGGREGATE) cdp\.[a-z][a-z0-9_]*/) {
            name = substr($0, 1, RLENGTH)
            sub(/.*\./, "", name)
            there[name] = FILENAME
        }
        END {
            while ((getline line <page) > 0)
                if (match(line, /^\| `[a-z][a-z0-9_]*\(/) && line ~ /→ `[^`]+` \|$/) shown[substr(line, 4, RLENGTH - 4)] = 1
            for (name in there)
                if (!(name in shown)) { printf "%s: cdp.%s has no example in %s\n", there[name], name, page; bad = 1 }
            for (name in shown)
                if (!(name in there)) { printf "%s: there is no function cdp.%s\n", page, name; bad = 1 }
            exit bad
        }'
}

self_test() {
    put src/sql/10_text.sql <<<'CREATE FUNCTION cdp.fold(value text) RETURNS text'
    put src/sql/50_link.sql <<<'CREATE FUNCTION cdp.link(query text) RETURNS void'
    put "$PAGE" <<<'| `fold(value)` | match form | `cdp.fold('\''A'\'')` → `a` |'
    must_pass "a page with every function"
    put src/sql/15_phonetic.sql <<<'CREATE FUNCTION cdp.soundex(value text) RETURNS text'
    must_fail "a function without an example" "cdp.soundex has no example"
    put src/sql/15_phonetic.sql <<<'CREATE AGGREGATE cdp.sounds(value text) ('
    must_fail "an aggregate without an example" "cdp.sounds has no example"
    put src/sql/15_phonetic.sql <<<'CREATE FUNCTION cdp.nysiis(value text) RETURNS text'
    put "$PAGE" <<<'| `fold(value)` | match form | `cdp.fold('\''A'\'')` → `a` |
| `nysiis(value)` | code | `cdp.nysiis('\''A'\'')` → `A` |
| `soundex(value)` | code | `cdp.soundex('\''A'\'')` → `A000` |'
    must_fail "a row without its function" "there is no function cdp.soundex"
}

lint_main "$@"
