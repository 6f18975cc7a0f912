#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# `make check`: builds everything without a warning, then runs every test there is against a throwaway server.
# The last line is "N passed, N failed". Logs and results stay in build/check. Arguments name the parts to run
# (build, lint, unit, fuzz, regress, isolation, tap, docs); without any, all of them run. FUZZ_SECONDS=10 is what each
# fuzzer gets.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

OUT=$ROOT/build/check
SERVER=$OUT/server
PARTS=${*:-build lint unit fuzz regress isolation tap docs}
PASSED=0
FAILED=0
TAP=

# count PASSED FAILED PART
count() {
    PASSED=$((PASSED + $1))
    FAILED=$((FAILED + $2))
    if [ "$2" -eq 0 ]; then say "    $3: $1 passed, $((SECONDS - PART_BEGAN)) s"; else say "    $3: $1 passed, $2 FAILED"; fi
}

# show FILE: the part of a log that a reader needs to see, indented.
show() { [ ! -f "$1" ] || tail -n "${2:-60}" "$1" | sed 's/^/    | /'; }

heading() { say "== $1"; }

# Files of another user would make the build fail in the middle, with a riddle.
require_own_tree() {
    local foreign
    mkdir -p build 2>/dev/null && [ -w . ] && [ -w build ] ||
        die "you may not write to $ROOT" "Work in a clone of your own:  git clone $ROOT"
    foreign=$(find build src cdp.so cdp--*.sql -not -writable -print -quit 2>/dev/null || true)
    [ -z "$foreign" ] ||
        die "$foreign was made by another user and cannot be written" \
            "Run once:  sudo chown -R $(id -un) $ROOT"
}

# Root working in a user's folder leaves that user's files behind, not its own.
give_back() {
    local owner
    owner=$(stat -c %u .)
    if [ "$(id -u)" -eq 0 ] && [ "$owner" -ne 0 ]; then
        find build src cdp.so cdp--*.sql results -user root -exec chown -h --reference=. {} + 2>/dev/null || true
    fi
}

finish() {
    local status=$?
    trap - EXIT
    [ -n "${ENDED:-}" ] || say "" "make check was cut short; logs are in $OUT"
    [ -z "$TAP" ] || kill "$TAP" 2>/dev/null || true
    tools/server.sh stop "$SERVER" || true
    give_back
    exit $status
}

part_build() {
    if make -s -j"$(jobs_here)" WERROR=-Werror >"$OUT/build.log" 2>&1; then
        count 1 0 build
    else
        show "$OUT/build.log"
        count 0 1 build
        verdict
    fi
}

part_lint() {
    local check mode passed=0 failed=0 log=$OUT/lint.log
    for check in exports layers glue sql globals versions tests_listed examples; do
        for mode in "" --self-test; do
            if tools/check_$check.sh $mode >"$log" 2>&1; then
                passed=$((passed + 1))
                sed -n 's/^skip/    skip/p' "$log"
            else
                failed=$((failed + 1))
                say "    tools/check_$check.sh $mode failed:"
                show "$log"
            fi
        done
    done
    count $passed $failed lint
}

# The core is the extension's own; the tests around it are compiled for a short build, not for speed.
part_unit() {
    local passed failed log=$OUT/unit.log
    if ! { make -s -j"$(jobs_here)" WERROR=-Werror build/libcdp_core.a &&
        cmake -S . -B build/unit -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS='-O1 -Werror' \
            -DCDP_CORE_LIBRARY="$ROOT/build/libcdp_core.a" &&
        cmake --build build/unit --target cdp_unit -j"$(jobs_here)"; } >"$log" 2>&1; then
        show "$log"
        count 0 1 "unit (not built)"
        return
    fi
    build/unit/cdp_unit --gtest_color=no >"$log" 2>&1 || true
    passed=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log")
    failed=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) tests\{0,1\}, listed below:/\1/p' "$log")
    # why: a test program that dies prints no summary.
    [ -n "$passed" ] || failed=${failed:-1}
    [ -z "$failed" ] || sed '/^\[ *\(OK\|RUN\|---*\|===*\) *\]/d' "$log" | tail -n 100 | sed 's/^/    | /'
    count "${passed:-0}" "${failed:-0}" unit
}

# Each differential fuzzer for a while, under the address and undefined behaviour sanitizers. The seed is fixed, so what
# fails here fails elsewhere.
part_fuzz() {
    local source name passed=0 failed=0 log=$OUT/fuzz.log
    if ! has_libfuzzer; then
        say "    skip: clang with libFuzzer is not there"
        return
    fi
    if ! { cmake -S . -B build/fuzz -DCDP_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=None \
        -DCMAKE_CXX_FLAGS='-O1 -gline-tables-only' &&
        cmake --build build/fuzz --target fuzzers -j"$(jobs_here)"; } >"$log" 2>&1; then
        show "$log"
        count 0 1 "fuzz (not built)"
        return
    fi
    for source in test/fuzz/fuzz_*.cpp; do
        name=$(basename "$source" .cpp)
        if build/fuzz/"$name" -seed=1 -max_len=400 -max_total_time="${FUZZ_SECONDS:-10}" -rss_limit_mb=4096 \
            -artifact_prefix="$OUT/$name-" >"$OUT/$name.log" 2>&1; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            say "    $name failed; the input is in $OUT/$name-*:"
            show "$OUT/$name.log" 40
        fi
    done
    count $passed $failed fuzz
}

# regress_like NAME DIFFS MAKE-ARGUMENTS…: pg_regress and its sister print one line a test, in one of two forms.
regress_like() {
    local name=$1 diffs=$2 passed failed status=0 log=$OUT/$1.log
    shift 2
    rm -rf "$diffs"
    make -s installcheck "$@" >"$log" 2>&1 || status=$?
    passed=$(grep -Ec '^test .* \.\.\. ok |^ok [0-9]+ ' "$log" || true)
    failed=$(grep -Ec '^test .* \.\.\. FAILED|^not ok [0-9]+ ' "$log" || true)
    [ $status -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
    if [ "$failed" -gt 0 ]; then
        grep -E 'FAILED|^not ok' "$log" | sed 's/^/    /' || show "$log"
        if [ -s "$diffs" ]; then head -n 200 "$diffs" | sed 's/^/    | /'; else show "$log"; fi
    fi
    count "$passed" "$failed" "$name"
}

part_regress() {
    mkdir -p "$OUT/regress"
    regress_like regress "$OUT/regress/regression.diffs" ISOLATION= \
        EXTRA_REGRESS_OPTS="--outputdir='$OUT/regress'"
}

part_isolation() {
    compgen -G 'test/isolation/specs/*.spec' >/dev/null || return 0
    mkdir -p "$OUT/isolation"
    regress_like isolation "$OUT/isolation/regression.diffs" REGRESS= \
        ISOLATION_OPTS="--load-extension=cdp --inputdir=test/isolation --outputdir='$OUT/isolation'"
}

# TAP tests start servers of their own, so they run as the server's user, from a copy that it can read.
part_tap() {
    local file name log passed=0 failed=0 ok bad status pgxs
    compgen -G 'test/t/*.pl' >/dev/null || return 0
    pgxs=$(dirname "$("$PG_CONFIG" --pgxs)")/..
    if ! make -s WERROR=-Werror build/cdp_probe.so >"$OUT/probe.log" 2>&1; then
        show "$OUT/probe.log"
        count 0 1 "tap (test/probe not built)"
        return
    fi
    cp -R test/t build/cdp_probe.so "$CDP_BASE/work/"
    chmod a+r "$CDP_BASE/work/cdp_probe.so"
    [ "$(id -u)" -ne 0 ] || chown -R "$CDP_RUN_USER" "$CDP_BASE/work/t"
    for file in test/t/*.pl; do
        name=$(basename "$file" .pl)
        log=$OUT/tap_$name.log
        status=0
        tools/server.sh run "$SERVER" env -C "$CDP_BASE/work" -u PGHOST -u PGPORT -u PGUSER \
            PERL5LIB="$pgxs/test/perl:$CDP_BASE/work/t" TEMP_CONFIG="$CDP_TEMP_CONFIG" CDP_PROBE="$CDP_BASE/work/cdp_probe" \
            TESTDIR="$CDP_BASE/work" TESTDATADIR="$CDP_BASE/work/tmp_check" TESTLOGDIR="$CDP_BASE/work/tmp_check/log" \
            PG_REGRESS="$pgxs/test/regress/pg_regress" perl "t/$name.pl" >"$log" 2>&1 || status=$?
        ok=$(grep -c '^ok ' "$log" || true)
        bad=$(grep -c '^not ok ' "$log" || true)
        [ $status -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
        if [ "$bad" -gt 0 ]; then
            say "    test/t/$name.pl failed (status $status):"
            sed -e '/^ok /d' -e 's/^/    | /' "$log"
            # What died, and the servers' logs, stand in files of the test library.
            mkdir -p "$OUT/tap_$name"
            cp "$CDP_BASE/work/tmp_check/log/"*"$name"* "$OUT/tap_$name/" 2>/dev/null || true
            show "$OUT/tap_$name/regress_log_$name" 20
        fi
        passed=$((passed + ok))
        failed=$((failed + bad))
    done
    count $passed $failed tap
}

part_docs() {
    local passed failed status=0 log=$OUT/docs.log
    { tools/check_docs.sh --self-test && echo "ok self-test" && tools/check_docs.sh; } >"$log" 2>&1 || status=$?
    if tools/gen_reference.sh --check >>"$log" 2>&1; then echo "ok reference"; else echo "not ok reference"; fi >>"$log"
    passed=$(grep -c '^ok ' "$log" || true)
    failed=$(grep -c '^not ok ' "$log" || true)
    [ $status -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
    [ "$failed" -eq 0 ] || sed -e '/^ok /d' -e 's/^/    | /' "$log"
    count "$passed" "$failed" docs
}

# TAP tests have servers of their own, so they run beside the parts that use the one of this script.
begin_tap() {
    rm -f "$OUT/tap.count"
    (
        PASSED=0 FAILED=0
        heading tap
        part_tap
        echo "$PASSED $FAILED" >"$OUT/tap.count"
    ) >"$OUT/tap.out" 2>&1 &
    TAP=$!
}

end_tap() {
    local passed=0 failed=1
    wait "$TAP" || true
    TAP=
    cat "$OUT/tap.out"
    read -r passed failed <"$OUT/tap.count" || true
    PASSED=$((PASSED + passed))
    FAILED=$((FAILED + failed))
}

verdict() {
    ENDED=yes
    say "" "$PASSED passed, $FAILED failed"
    [ "$FAILED" -eq 0 ] && [ "$PASSED" -gt 0 ]
    exit
}

require_own_tree
PG_CONFIG=$(find_pg_config) || die "no PostgreSQL $MIN_PG_MAJOR or later with headers was found" "Run: make deps"
export PG_CONFIG
mkdir -p "$OUT"
exec 9>"$OUT/lock"
flock -n 9 || die "another make check is at work in $ROOT"
trap finish EXIT
trap 'exit 130' INT TERM HUP

# why: without debug information a first build takes half the time.
export DEBUGINFO=${DEBUGINFO--g0}
for part in $PARTS; do
    PART_BEGAN=$SECONDS
    case $part in
    build | lint | unit | fuzz)
        heading "$part"
        part_"$part" 9>&-
        ;;
    regress | isolation | tap | docs)
        if [ -z "${PGHOST_OURS:-}" ]; then
            tools/server.sh start "$SERVER" 9>&-
            eval "$(tools/server.sh env "$SERVER")"
            PGHOST_OURS=yes
            case " $PARTS " in *" tap "*) begin_tap 9>&- ;; esac
        fi
        [ "$part" != tap ] || continue
        heading "$part"
        part_"$part" 9>&-
        ;;
    *) die "unknown part \"$part\"" "Parts: build lint unit fuzz regress isolation tap docs" ;;
    esac
done
[ -z "$TAP" ] || end_tap
verdict
