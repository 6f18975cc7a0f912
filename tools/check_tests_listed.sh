#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# Nothing is without a test, and no test without its expected output: every file of the core has a unit test of
# its name, or its header is included by a test of the same folder, or by a file of that folder that is tested
# itself; sql/ and expected/, specs and their results pair up.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

check() {
    local bad=0
    cd "$1"
    untested || bad=1
    pairs sql sql expected || bad=1
    pairs test/isolation/specs spec test/isolation/expected || bad=1
    return $bad
}

untested() {
    find src/core test/unit -name '*.[ch]pp' | LC_ALL=C sort | xargs -r awk '
        # own[file]: the header that a source file implements, its first quoted include. uses[file, n]: what it includes.
        FNR == 1 { files[++n_files] = FILENAME; n_uses[FILENAME] = 0 }
        /^#[ \t]*include "core\// {
            split($0, part, "\"")
            header = "src/" part[2]
            if (!(FILENAME in own)) own[FILENAME] = header
            uses[FILENAME, ++n_uses[FILENAME]] = header
        }
        function folder(name) { sub(/^(src\/core|test\/unit)\//, "", name); sub(/\/.*$/, "", name); return name }
        function take(name,    i) {
            if (name in tested) return
            tested[name] = 1
            for (i = 1; i <= n_uses[name]; i++)
                if (folder(uses[name, i]) == folder(name)) take(uses[name, i])
        }
        END {
            for (i = 1; i <= n_files; i++)
                if (files[i] ~ /_test[.]cpp$/) take(files[i])
            do {
                before = after = 0
                for (name in tested) before++
                for (i = 1; i <= n_files; i++)
                    if (files[i] ~ /^src\/.*[.]cpp$/ && (own[files[i]] in tested)) take(files[i])
                for (name in tested) after++
            } while (after > before)
            for (i = 1; i <= n_files; i++) {
                name = files[i]
                if (name !~ /^src\/.*[.]cpp$/ || (name in tested)) continue
                sub(/^src\/core\//, "", name)
                sub(/[.]cpp$/, "", name)
                test = "test/unit/" name "_test.cpp"
                if (test in tested) continue
                print files[i] " has no unit test (" test ")"
                bad = 1
            }
            exit bad
        }'
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
    put src/core/text/fold.cpp <<<'#include "core/text/fold.hpp"
#include "core/text/fold_tables.hpp"'
    put src/core/text/fold_tables.cpp <<<'#include "core/text/fold_tables.hpp"'
    put test/unit/text/fold_test.cpp <<<'#include "core/text/fold.hpp"'
    put sql/text.sql </dev/null
    put expected/text.out </dev/null
    must_pass "a tree with all its tests"
    put src/core/text/name.cpp <<<'#include "core/text/name.hpp"'
    must_fail "a file without a test" "src/core/text/name.cpp has no unit test"
    rm "$TREE/src/core/text/name.cpp" "$TREE/expected/text.out"
    must_fail "a test without expected output" "sql/text.sql has no expected/text.out"
    rm "$TREE/sql/text.sql"
    put test/isolation/expected/a.out </dev/null
    must_fail "expected output without a test" "a.out has no"
}

lint_main "$@"
