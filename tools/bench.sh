#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# `make bench`: the micro-benchmarks of test/bench (Google Benchmark), then, in one throwaway server, SQL functions side
# by side with fuzzystrmatch and pg_trgm, and the linkage engine on generated customers. A few minutes in all.
#   ROWS=1000000                   pairs of names for the SQL functions
#   PEOPLE="55600"                 people in the tables for the engine; they give 1.8 records each, so
#                                  PEOPLE="55600 548000" measures 100,000 and 1,000,000 records
#   ONLY="kernels functions engine"
# Figures of SQL functions are millions of calls a second on one core, best of three, net of the scan. JSON is left in
# build/bench: kernels.json and engine.json.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

SERVER=$ROOT/build/bench/server
ROWS=${ROWS:-1000000}
PEOPLE=${PEOPLE:-55600}
ONLY=${ONLY:-kernels functions engine}

kernels() {
    compgen -G 'test/bench/bench_*.cpp' >/dev/null || return 0
    cmake -S . -B build/bench -DCMAKE_BUILD_TYPE=Release -DCDP_BENCH=ON >/dev/null
    cmake --build build/bench --target cdp_bench -j"$(jobs_here)" >/dev/null
    build/bench/cdp_bench --benchmark_out=build/bench/kernels.json --benchmark_out_format=json
}

functions() {
    say "" "SQL functions, $ROWS pairs of names, PostgreSQL $(pg_major "$PG_CONFIG")"
    psql -qX -v ON_ERROR_STOP=1 -v rows="$ROWS" -d postgres -f test/bench/functions.sql
}

# One table a number of people, without the truth; psql reads the file, since the server may not.
engine() {
    local people folder=$ROOT/build/bench/engine header
    { cmake -S . -B build/core && cmake --build build/core --target cdp_generate -j"$(jobs_here)"; } >/dev/null
    psql -qX -d postgres -c 'CREATE DATABASE engine'
    psql -qX -v ON_ERROR_STOP=1 -d engine -c 'CREATE EXTENSION cdp' -c 'CREATE TABLE figures (records bigint, step int, call text,
        seconds float8, compared bigint, pairs_per_second float8, clusters bigint, peak_bytes bigint, bytes_per_record bigint)'
    for people in $PEOPLE; do
        build/core/cdp_generate --people "$people" --layout single --out "$folder" 2>/dev/null
        header=$(head -n 1 "$folder/records.csv")
        psql -qX -v ON_ERROR_STOP=1 -d engine -c 'DROP TABLE IF EXISTS record' \
            -c "CREATE UNLOGGED TABLE record (${header//,/ text,} text)" \
            -c "\\copy record FROM '$folder/records.csv' (FORMAT csv, HEADER)" \
            -c 'ALTER TABLE record DROP COLUMN true_id' -c 'VACUUM ANALYZE record'
        rm -r "$folder"
        say "" "Linkage engine, $(psql -qXAt -d engine -c 'SELECT count(*) FROM record') records of $people people"
        psql -qX -d engine -f test/bench/engine.sql
    done
    psql -qXAt -d engine -c 'SELECT json_agg(f ORDER BY records, step) FROM figures AS f' >build/bench/engine.json
}

[[ $ROWS =~ ^[1-9][0-9]*$ ]] || die "ROWS must be a number, not \"$ROWS\""
[[ $PEOPLE =~ ^[1-9][0-9\ ]*$ ]] || die "PEOPLE must be numbers, not \"$PEOPLE\""
PG_CONFIG=$(find_pg_config) || die "no PostgreSQL $MIN_PG_MAJOR or later with headers was found" "Run: make deps"
export PG_CONFIG PGOPTIONS='-c client_min_messages=warning'
mkdir -p build/bench
for part in $ONLY; do
    case $part in
    kernels) kernels ;;
    functions | engine)
        if [ -z "${PGHOST_OURS:-}" ]; then
            trap 'tools/server.sh stop "$SERVER"' EXIT
            trap 'exit 130' INT TERM HUP
            tools/server.sh start "$SERVER"
            eval "$(tools/server.sh env "$SERVER")"
            PGHOST_OURS=yes
        fi
        $part
        ;;
    *) die "unknown part \"$part\"" "Parts: kernels functions engine" ;;
    esac
done
