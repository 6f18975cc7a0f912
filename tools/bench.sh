#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# `make bench`: the micro-benchmarks of test/bench (Google Benchmark), then, in one throwaway server, SQL functions side
# by side with fuzzystrmatch, pg_trgm, pg_similarity and DuckDB, the linkage engine on generated customers, connected
# components beside igraph and SciPy, sets and aggregates of segments beside plain SQL, and living membership of a hub, one
# profile in a hundred changed beside everything. A few minutes in all. Peers
# are installed if that can be done (apt as root, npm); else they are absent.
#   RAPIDFUZZ=folder               sources of rapidfuzz-cpp: its kernels are measured beside ours, in random order
#   ROWS=1000000                   pairs of names for the SQL functions, and a tenth as many pairs of long texts
#   PEOPLE="55600"                 people in the tables for the engine and for golden records; they give 1.8 records each, so
#                                  PEOPLE="55600 548000" measures 100,000 and 1,000,000 records
#   DATA=folder                    measures the people of folder/people_1m_clean too
#   RUNS=3                         runs of the model of reference on each table, medians are shown; of golden records, the best is
#   EDGES=1000000                  edges of the graph for connected components
#   PROFILES=1000000               profiles for the sets of segments, a tenth of them in each
#   EVENTS=1000000                 events for distinct members and funnels
#   LIVING_PROFILES=100000         profiles of the hub whose membership is refreshed
#   LIVE_PEOPLE=20000              people of the hub whose calls are timed (548000: a million records), SECONDS_EACH=30 for each figure;
#                                  CDP_SHARED_BUFFERS=256MB of the server (a hub of a million records has 2 GB)
#   SCORING_PEOPLE=190000          people of the pair-heavy linkage, which has 100 million pairs for so many
#   ONLY="kernels scoring functions engine people golden components sets events living realtime"
# The part people takes one hand-written model (test/bench/people_jw.json) from a table of cleaned people to a table of
# clusters, training included, and shows where the time goes; once as generated and once with skewed values. Beside it stands
# DuckDB with the scoring step of that model alone, as the joins that Splink has a database do.
# Figures of SQL functions are millions of calls a second on one core, best of three, net of the scan. JSON is left in
# build/bench: kernels.json, engine.json and people.json.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

SERVER=$ROOT/build/bench/server
ROWS=${ROWS:-1000000}
PEOPLE=${PEOPLE:-55600}
RUNS=${RUNS:-3}
EDGES=${EDGES:-1000000}
PROFILES=${PROFILES:-1000000}
EVENTS=${EVENTS:-1000000}
LIVING_PROFILES=${LIVING_PROFILES:-100000}
LIVE_PEOPLE=${LIVE_PEOPLE:-20000}
SECONDS_EACH=${SECONDS_EACH:-30}
SCORING_PEOPLE=${SCORING_PEOPLE:-190000}
ONLY=${ONLY:-kernels scoring functions engine people golden components sets events living realtime}

# With the objects of the extension: what is measured is what is installed.
build_bench() {
    make -s -j"$(jobs_here)" build/libcdp_core.a
    cmake -S . -B build/bench -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCDP_BENCH=ON -DCDP_CORE_LIBRARY="$ROOT/build/libcdp_core.a" \
        -DCDP_RAPIDFUZZ="${RAPIDFUZZ:-}" >/dev/null
    cmake --build build/bench --target "$1" -j"$(jobs_here)" >/dev/null
}

kernels() {
    compgen -G 'test/bench/bench_*.cpp' >/dev/null || return 0
    build_bench cdp_bench
    build/bench/cdp_bench --benchmark_enable_random_interleaving=true --benchmark_out=build/bench/kernels.json --benchmark_out_format=json
}

scoring() {
    build_bench cdp_scoring
    say "" "Pair-heavy linkage, $SCORING_PEOPLE people"
    build/bench/cdp_scoring --people "$SCORING_PEOPLE"
}

# install_packages PACKAGE…: what can be compared with. A peer that cannot be had stops nothing.
install_packages() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends --no-upgrade "$@" \
            >/dev/null 2>&1 || true
    fi
}

install_peers() {
    local share
    share=$("$PG_CONFIG" --sharedir)
    [ -e "$share/extension/pg_similarity.control" ] || install_packages "postgresql-$(pg_major "$PG_CONFIG")-similarity"
    if command -v npm >/dev/null && [ ! -d build/bench/duckdb/node_modules/@duckdb/node-api ]; then
        mkdir -p build/bench/duckdb
        npm install --silent --no-audit --no-fund --prefix build/bench/duckdb @duckdb/node-api >/dev/null 2>&1 || true
    fi
}

# load_customers DATABASE PEOPLE [OPTION…]: the table record of generated customers, with the truth. psql reads the file,
# since the server may not.
load_customers() {
    local folder=$ROOT/build/bench/customers header
    build/core/cdp_generate --people "$2" --layout single --out "$folder" "${@:3}" 2>/dev/null
    header=$(head -n 1 "$folder/records.csv")
    psql -qX -v ON_ERROR_STOP=1 -d "$1" -c 'DROP TABLE IF EXISTS record' \
        -c "CREATE UNLOGGED TABLE record (${header//,/ text,} text)" \
        -c "\\copy record FROM '$folder/records.csv' (FORMAT csv, HEADER)"
    rm -r "$folder"
}

# load_csv DATABASE FILE: table person of a packed CSV file of cleaned people, without the truth.
load_csv() {
    local header
    header=$(xz -dc "$2" | head -n 1 || true)
    psql -qX -v ON_ERROR_STOP=1 -d "$1" -c "CREATE UNLOGGED TABLE person (${header//,/ text,} text)" \
        -c "\\copy person FROM PROGRAM 'xz -dc \"$2\"' (FORMAT csv, HEADER)" \
        -c 'ALTER TABLE person DROP COLUMN true_id' -c 'ALTER TABLE person RENAME record_id TO id' -c 'VACUUM ANALYZE person'
}

build_generator() { { cmake -S . -B build/core && cmake --build build/core --target cdp_generate -j"$(jobs_here)"; } >/dev/null; }

functions() {
    build_generator
    install_peers
    psql -qX -d postgres -c 'CREATE DATABASE functions'
    load_customers functions 30000
    psql -qX -v ON_ERROR_STOP=1 -v rows="$ROWS" -d functions -c 'CREATE EXTENSION cdp' -f test/bench/pairs.sql
    rm -f build/bench/duckdb.csv
    if [ -d build/bench/duckdb/node_modules/@duckdb/node-api ]; then
        psql -qX -d functions -c "\\copy pair_names TO 'build/bench/duckdb/names.csv' (FORMAT csv)" \
            -c "\\copy pair_long TO 'build/bench/duckdb/long.csv' (FORMAT csv)"
        cp test/bench/duckdb.mjs build/bench/duckdb/
        node build/bench/duckdb/duckdb.mjs build/bench/duckdb >build/bench/duckdb.csv || rm -f build/bench/duckdb.csv
    fi
    say "" "SQL functions, $ROWS pairs of names and $((ROWS / 10)) of long texts, PostgreSQL $(pg_major "$PG_CONFIG")"
    psql -qX -v ON_ERROR_STOP=1 -v rows="$ROWS" -d functions -f test/bench/functions.sql
}

engine() {
    local people
    build_generator
    psql -qX -d postgres -c 'CREATE DATABASE engine'
    psql -qX -v ON_ERROR_STOP=1 -d engine -c 'CREATE EXTENSION cdp' -c 'CREATE TABLE figures (records bigint, step int, call text,
        seconds float8, compared bigint, pairs_per_second float8, clusters bigint, peak_bytes bigint, bytes_per_record bigint)'
    for people in $PEOPLE; do
        load_customers engine "$people"
        psql -qX -v ON_ERROR_STOP=1 -d engine -c 'ALTER TABLE record DROP COLUMN true_id' -c 'VACUUM ANALYZE record'
        say "" "Linkage engine, $(psql -qXAt -d engine -c 'SELECT count(*) FROM record') records of $people people"
        psql -qX -d engine -f test/bench/engine.sql
    done
    psql -qXAt -d engine -c 'SELECT json_agg(f ORDER BY records, step) FROM figures AS f' >build/bench/engine.json
}

# people_runs INPUT: the model of reference on table person, several times.
people_runs() {
    local run
    say "" "Model of reference, $1"
    for ((run = 0; run < RUNS; run++)); do
        psql -qXAt -v input="$1" -d people -f test/bench/people.sql
    done
    psql -qX -v input="$1" -d people -f test/bench/people_report.sql
    # why: joins on skewed values are hundreds of millions of pairs.
    if [[ $1 != *skewed ]] && [ -d build/bench/duckdb/node_modules/@duckdb/node-api ]; then
        psql -qX -d people -c "\\copy person TO 'build/bench/duckdb/person.csv' (FORMAT csv, HEADER)"
        cp test/bench/duckdb_people.mjs build/bench/duckdb/
        node build/bench/duckdb/duckdb_people.mjs build/bench/duckdb/person.csv test/bench/people_jw.json
        rm build/bench/duckdb/person.csv
    fi
    psql -qX -d people -c 'DROP TABLE person'
}

people() {
    local people option packed
    build_generator
    install_peers
    psql -qX -d postgres -c 'CREATE DATABASE people'
    psql -qX -v ON_ERROR_STOP=1 -d people -c 'CREATE EXTENSION cdp' \
        -c 'CREATE TABLE people_run AS SELECT NULL::text AS input, NULL::float8 AS wall, NULL::bigint AS resident_bytes, r.* FROM cdp.last_run() AS r' \
        -c 'CREATE TABLE people_phase AS SELECT NULL::text AS input, p.* FROM cdp.last_run_phases() AS p'
    for people in $PEOPLE; do
        for option in "" --skew; do
            load_customers people "$people" $option
            psql -qX -d people -f test/bench/clean.sql -c 'DROP TABLE record'
            people_runs "$(psql -qXAt -d people -c 'SELECT count(*) FROM person') records of $people people${option:+, skewed}"
        done
    done
    for packed in ${DATA:+"$DATA"/people_1m_clean/*.csv.xz}; do
        load_csv people "$packed"
        people_runs people_1m_clean
    done
    psql -qXAt -d people -c 'SELECT json_agg(p) FROM people_phase AS p' >build/bench/people.json
}

# Who belongs together is the truth that the generator knows; when a record was observed is drawn from a hash.
golden() {
    local people
    build_generator
    psql -qX -d postgres -c 'CREATE DATABASE golden'
    psql -qX -v ON_ERROR_STOP=1 -d golden -c 'CREATE EXTENSION cdp'
    for people in $PEOPLE; do
        load_customers golden "$people"
        psql -qX -v ON_ERROR_STOP=1 -d golden <<'SQL'
DROP TABLE IF EXISTS person_record;
CREATE UNLOGGED TABLE person_record AS
SELECT hashtextextended(true_id, 0) AS profile_id, record_id AS key, timestamptz '2020-01-01' + (hashtext(record_id) & 63) * interval '1 month' AS at,
       hashtext(record_id) & 3 AS rank, NULLIF(given_name, '') AS given_name, NULLIF(family_name, '') AS family_name, NULLIF(birth_date, '') AS birth_date,
       substring(street FROM '[0-9]+') AS house_number, NULLIF(email, '') AS email, NULLIF(phone, '') AS phone, NULLIF(street, '') AS street,
       NULLIF(postcode, '') AS postcode, NULLIF(city, '') AS city, NULLIF(country, '') AS country
FROM record ORDER BY hashtext(record_id);
VACUUM ANALYZE person_record;
SQL
        say "" "Golden records of $(psql -qXAt -d golden -c 'SELECT count(*) FROM record') records of $people people, 10 attributes"
        psql -qX -v runs="$RUNS" -d golden -f test/bench/golden.sql
    done
}

# The graph is drawn from hashes, so it is the same on every run.
components() {
    local python=/usr/bin/python3
    "$python" -c 'import igraph, scipy' 2>/dev/null || install_packages python3-igraph python3-scipy
    psql -qX -d postgres -c 'CREATE DATABASE components'
    psql -qX -v ON_ERROR_STOP=1 -v edges="$EDGES" -d components <<'SQL'
CREATE EXTENSION cdp;
CREATE UNLOGGED TABLE edge AS
SELECT abs(hashint8extended(i, 1) % (:edges::bigint * 23 / 10)) AS a, abs(hashint8extended(i, 2) % (:edges::bigint * 23 / 10)) AS b
FROM generate_series(1, :edges) AS i;
VACUUM ANALYZE edge;
SQL
    say "" "Connected components of $EDGES edges"
    psql -qX -d components -f test/bench/components.sql
    if "$python" -c 'import numpy' 2>/dev/null; then
        psql -qX -d components -c '\copy edge TO stdout (FORMAT csv)' | "$python" test/bench/igraph_components.py
    fi
}

# of_segments PART VARIABLE NUMBER: the script of a part, in a database of its own.
of_segments() {
    psql -qX -d postgres -c "CREATE DATABASE $1"
    psql -qX -v ON_ERROR_STOP=1 -d "$1" -c 'CREATE EXTENSION cdp'
    psql -qX -v ON_ERROR_STOP=1 -v "$2=$3" -d "$1" -f "test/bench/$1.sql"
    psql -qX -d postgres -c "DROP DATABASE $1"
}

sets() {
    say "" "Segments of a tenth of $PROFILES profiles"
    of_segments sets profiles "$PROFILES"
}

events() {
    say "" "Distinct members and funnels, $EVENTS events"
    of_segments events events "$EVENTS"
}

living() {
    say "" "Living membership of $LIVING_PROFILES profiles"
    of_segments living profiles "$LIVING_PROFILES"
}

# calls LABEL SCRIPT CLIENTS [PGOPTIONS]: pgbench for SECONDS_EACH seconds over the CALLS rows of table call; latencies in ms by call,
# and calls a second while all clients had made 20 calls and none had ended.
calls() {
    local log=$ROOT/build/bench/calls rate
    rm -f "$log".*
    PGOPTIONS="$PGOPTIONS ${4:-}" pgbench -n -T "$SECONDS_EACH" -c "$3" -j "$3" -M prepared -D calls="$CALLS" -l --log-prefix="$log" \
        -f "test/bench/real_time_$2.sql" realtime >/dev/null
    # why: the first calls of a session read the model and plan the statements, seconds of work in a hub of a million records.
    rate=$(cat "$log".* | awk '$2 >= 20 { at[NR] = $5 + $6 / 1e6; if (!($1 in first)) first[$1] = at[NR]; last[$1] = at[NR] }
        END { for (c in first) { if (first[c] > from) from = first[c]; if (to == 0 || last[c] < to) to = last[c] }
              for (i in at) if (at[i] > from && at[i] <= to) n++
              if (to > from) print n / (to - from); else print 0 }')
    cat "$log".* | awk '$2 >= 20 { print $3 / 1000 }' | sort -n | awk -v label="$1" -v clients="$3" -v rate="$rate" '
        { t[NR] = $1 }
        END { printf "%-38s %2d clients  p50 %6.2f ms  p99 %7.2f ms  %6.0f calls/s\n", label, clients, t[int(NR * 0.5) + 1], t[int(NR * 0.99) + 1], rate }'
}

realtime() {
    local people
    build_generator
    psql -qX -d postgres -c 'CREATE DATABASE realtime'
    psql -qX -v ON_ERROR_STOP=1 -d realtime -c 'CREATE EXTENSION cdp'
    # why: commits that reach the disk are part of what a client waits for; servers of tests go without.
    psql -qX -d realtime -c 'ALTER SYSTEM SET fsync = on' -c 'SELECT pg_reload_conf()' >/dev/null
    for people in $LIVE_PEOPLE; do
        say "" "Real time in a hub of $people people"
        load_customers realtime "$people"
        psql -qX -v ON_ERROR_STOP=1 -v calls=100000 -d realtime -f test/bench/real_time.sql
        CALLS=$(psql -qXAt -d realtime -c 'SELECT count(*) FROM call')
        psql -qXAt -d realtime -f test/bench/real_time_refresh.sql
        calls match match 1
        calls upsert upsert 1
        calls upsert upsert 4
        calls "upsert, synchronous_commit off" upsert 4 '-c synchronous_commit=off'
        psql -qX -v ON_ERROR_STOP=1 -d realtime -f test/bench/real_time_batch.sql
        psql -qX -d realtime -c "SELECT cdp.drop_hub('live', 'live')" -c 'DROP TABLE call' >/dev/null
    done
    psql -qX -d realtime -c 'ALTER SYSTEM RESET fsync' -c 'SELECT pg_reload_conf()' >/dev/null
}

[[ $PEOPLE =~ ^[1-9][0-9\ ]*$ ]] || die "PEOPLE must be numbers, not \"$PEOPLE\""
for number in ROWS RUNS EDGES PROFILES EVENTS LIVING_PROFILES; do
    [[ ${!number} =~ ^[1-9][0-9]*$ ]] || die "$number must be a number, not \"${!number}\""
done
PG_CONFIG=$(find_pg_config) || die "no PostgreSQL $MIN_PG_MAJOR or later with headers was found" "Run: make deps"
export PG_CONFIG PGOPTIONS='-c client_min_messages=warning'
mkdir -p build/bench
for part in $ONLY; do
    case $part in
    kernels | scoring) $part ;;
    functions | engine | people | golden | components | sets | events | living | realtime)
        if [ -z "${PGHOST_OURS:-}" ]; then
            trap 'tools/server.sh stop "$SERVER"' EXIT
            trap 'exit 130' INT TERM HUP
            tools/server.sh start "$SERVER"
            eval "$(tools/server.sh env "$SERVER")"
            PGHOST_OURS=yes
        fi
        $part
        ;;
    *) die "unknown part \"$part\"" "Parts: kernels scoring functions engine people golden components sets events living realtime" ;;
    esac
done
