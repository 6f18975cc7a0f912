#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# Nothing is without a test, and no test without its expected output: every file of the core has a unit test of
# its name, or one in the same folder that includes its header; sql/ and expected/, specs and their results pair up.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

check() {
    local file part bad=0
    cd "$1"
    for file in src/core/*/*.cpp; do
        part=${file#src/core/}
        part=${part%.cpp}
        [ -f "test/unit/${part}_test.cpp" ] ||
            grep -qs "#include \"core/$part.hpp\"" "test/unit/$(dirname "$part")"/*_test.cpp ||
            { say "$file has no unit test (test/unit/${part}_test.cpp)"; bad=1; }
    done
    pairs sql sql expected || bad=1
    pairs test/isolation/specs spec test/isolation/expected || bad=1
    return $bad
}

# pairs FOLDER SUFFIX EXPECTED
pairs() {
    local file bad=0
    for file in "$1"/*."$2"; do
        [ -e "$file" ] || continue
        file=$(basename "$file" ".$2")
        [ -f "$3/$file.out" ] || { say "$1/$file.$2 has no $3/$file.out"; bad=1; }
    done
    for file in "$3"/*.out; do
        [ -e "$file" ] || continue
        file=$(basename "$file" .out)
        [ -f "$1/$file.$2" ] || { say "$3/$file.out has no $1/$file.$2"; bad=1; }
    done
    return $bad
}

self_test() {
    put src/core/text/fold.cpp </dev/null
    put src/core/text/fold_tables.cpp </dev/null
    put test/unit/text/fold_test.cpp <<<'#include "core/text/fold_tables.hpp"'
    put sql/text.sql </dev/null
    put expected/text.out </dev/null
    must_pass "a tree with all its tests"
    put src/core/text/name.cpp </dev/null
    must_fail "a file without a test" "src/core/text/name.cpp has no unit test"
    rm "$TREE/src/core/text/name.cpp" "$TREE/expected/text.out"
    must_fail "a test without expected output" "sql/text.sql has no expected/text.out"
    rm "$TREE/sql/text.sql"
    put test/isolation/expected/a.out </dev/null
    must_fail "expected output without a test" "a.out has no"
}

lint_main "$@"
