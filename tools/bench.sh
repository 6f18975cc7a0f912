#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# `make bench`: the micro-benchmarks of test/bench (Google Benchmark), then SQL functions side by side with
# fuzzystrmatch and pg_trgm in one throwaway server. ROWS=… sets the number of name pairs (default 1000000).
# Figures of SQL functions are millions of calls a second on one core, best of three, net of the scan.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

SERVER=$ROOT/build/bench/server
ROWS=${ROWS:-1000000}

kernels() {
    compgen -G 'test/bench/bench_*.cpp' >/dev/null || return 0
    cmake -S . -B build/bench -DCMAKE_BUILD_TYPE=Release -DCDP_BENCH=ON >/dev/null
    cmake --build build/bench --target cdp_bench -j"$(jobs_here)" >/dev/null
    build/bench/cdp_bench --benchmark_out=build/bench/kernels.json --benchmark_out_format=json
}

sql() {
    mkdir -p build/bench
    trap 'tools/server.sh stop "$SERVER"' EXIT
    trap 'exit 130' INT TERM HUP
    tools/server.sh start "$SERVER"
    eval "$(tools/server.sh env "$SERVER")"
    say "" "SQL functions, $ROWS pairs of names, $(pg_major "$PG_CONFIG" | sed 's/^/PostgreSQL /')"
    psql -qX -v ON_ERROR_STOP=1 -v rows="$ROWS" -d postgres -f test/bench/functions.sql
}

[[ $ROWS =~ ^[1-9][0-9]*$ ]] || die "ROWS must be a number, not \"$ROWS\""
kernels
sql
