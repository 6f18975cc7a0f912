#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# No global of core or glue has a constructor or a destructor: the first would run inside dlopen, where an
# exception ends the server, the second at exit, under threads that may still run. Needs clang; without it, skipped.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

check() {
    local clang stamp server=() folder=$1
    clang=$(command -v clang++ || true)
    if [ -z "$clang" ]; then
        say "skip: check_globals needs clang++"
        return 0
    fi
    stamp=$folder/build/check/globals.ok
    if [ -f "$stamp" ] && [ -z "$(find "$folder/src" "$folder/tools/check_globals.sh" -newer "$stamp" -print -quit)" ]; then
        return 0
    fi
    if [ -d "$folder/src/pg" ]; then
        PG_CONFIG=$(find_pg_config)
        server=(-isystem "$("$PG_CONFIG" --includedir-server)" '-DPGDLLEXPORT=__attribute__((visibility("default")))')
    fi
    (cd "$folder" && find src -name '*.cpp' -print0 |
        xargs -0 -r -n1 -P"$(jobs_here)" "$clang" -std=c++20 -fsyntax-only -Isrc "${server[@]}" -D_GNU_SOURCE -Wno-register \
            -Wglobal-constructors -Wexit-time-destructors -Werror=global-constructors -Werror=exit-time-destructors) || return 1
    mkdir -p "$(dirname "$stamp")" && touch "$stamp"
}

self_test() {
    command -v clang++ >/dev/null || return 0
    put src/core/a.cpp <<<'constexpr int kTable[] = {1, 2}; int f(int i) { return kTable[i]; }'
    must_pass "a constexpr table"
    rm -f "$TREE/build/check/globals.ok"
    put src/core/b.cpp <<<'#include <string>
std::string name = "x";'
    must_fail "a global string" "global-constructors"
    put src/core/b.cpp <<<'struct S { ~S(); }; S& get() { static S s; return s; }'
    must_fail "a local static with a destructor" "exit-time"
}

lint_main "$@"
