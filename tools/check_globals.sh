#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# No global of core or glue has a constructor or a destructor: the first would run inside dlopen, where an
# exception ends the server, the second at exit, under threads that may still run. Both are seen in the compiled
# objects, as a function that runs at load and as a registration for exit; objects that are not built are built.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

# why: libphonenumber's headers include <iostream>, whose own initialiser is the standard library's.
IOSTREAM_OBJECTS='src/core/text/phone\.o'

check() {
    local folder=$1 object found bad=0
    [ ! -f "$folder/Makefile" ] || make -s -C "$folder" -j"$(jobs_here)" >&2
    while IFS= read -r object; do
        [[ ! ${object#"$folder"/} =~ ^$IOSTREAM_OBJECTS$ ]] || continue
        found=$(nm -C "$object" | grep -oE '_GLOBAL__sub_I_.*|__cxa_(thread_)?atexit' || true)
        [ -z "$found" ] || { say "${object#"$folder"/}: a global has a constructor or destructor:" "$found"; bad=1; }
    done < <(find "$folder/src" -name '*.o')
    return $bad
}

self_test() {
    compile() { put "src/core/$1.cpp" && "${CXX:-g++}" -std=c++20 -O2 -c "$TREE/src/core/$1.cpp" -o "$TREE/src/core/$1.o"; }
    compile a <<<'constexpr int kTable[] = {1, 2}; int f(int i) { return kTable[i]; }'
    must_pass "a constexpr table"
    compile b <<<'#include <string>
std::string name = "x";'
    must_fail "a global string" "_GLOBAL__sub_I_"
    compile b <<<'struct S { ~S(); }; S& get() { static S s; return s; }'
    must_fail "a local static with a destructor" "atexit"
}

lint_main "$@"
