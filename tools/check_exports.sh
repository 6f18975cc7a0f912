#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# The shared library exports its magic block, its entry points and nothing else: the server loads libraries with
# their symbols visible to one another, so a stray one may replace another extension's.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

check() {
    local stray
    [ -f "$1/cdp.so" ] || die "$1/cdp.so is not built"
    stray=$(nm -D --defined-only --format=posix "$1/cdp.so" |
        awk '$1 !~ /^(Pg_magic_func|_PG_init|pg_finfo_cdp_[a-z0-9_]+|cdp_[a-z0-9_]+)$/ { print "exported: " $1 }')
    [ -z "$stray" ] || { say "$stray"; return 1; }
}

self_test() {
    put good.c <<<'int cdp_sum(int a) { return a; } int pg_finfo_cdp_sum; void _PG_init(void) {}'
    cc -shared -fPIC -o "$TREE/cdp.so" "$TREE/good.c"
    must_pass "a clean library"
    put bad.c <<<'int version(void) { return 1; }'
    cc -shared -fPIC -o "$TREE/cdp.so" "$TREE/good.c" "$TREE/bad.c"
    must_fail "a stray symbol" "exported: version"
}

lint_main "$@"
