#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# Accuracy of zero-configuration deduplication on labelled data: one line per set with pairwise F1, precision, recall,
# B-cubed F1, clusters, seconds and peak memory. Each set is loaded as it is, every column as text, and given to
# cdp.dedupe as SELECT *; the truth is loaded only after the clusters are written down, and nothing about the set is said.
#
#   tools/accuracy.sh DATA_FOLDER [SET …|all]       the sets may stand in the variable SETS as well
#
# A set is a folder with records.csv (first column record_id) and truth.csv (record_id, entity_id); without truth.csv
# the column true_id is the truth, as in what cdp_generate --layout single writes. Records may be packed as *.csv.xz;
# such sets are large and run only when named or with "all".
# MODELS=folder measures models written by hand beside that: a set with folder/SET.json has a second line, SET+model, for
# cdp.dedupe with that model, trained on the records.
# PGHOST names a running server to use (superuser, extension installed); without it a throwaway one is started.
# PGOPTIONS passes settings, such as PGOPTIONS='-c cdp.memory=1GB -c statement_timeout=10min'.
# Ends with status 1 when a set failed or missed its bar.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# What a first zero-configuration run must reach: set, pairwise F1, precision, largest cluster. Read by the report only.
bars='
febrl1 .98 - -
febrl2 .98 - -
febrl3 .98 - -
febrl3_nossn .98 - -
febrl_dirty_1000 .97 - -
splink_fake_1000 .82 - -
splink_historical_50k .72 - -
people_100k .60 .75 50
dqbench_er_t1 .90 - -
dqbench_er_t2 .90 - -
'

database=cdp_accuracy_$$
failures=0
report=()

sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$database" "$@"; }

# Prints the records of set folder $1 as CSV; nothing and status 1 where the folder has none.
records_of() {
    local packed
    if [[ -f $1/records.csv ]]; then
        cat "$1/records.csv"
    else
        packed=$(find "$1" -maxdepth 1 -name '*.csv.xz' | sort | head -n 1)
        [[ -n $packed ]] || return 1
        xz -dc "$packed"
    fi
}

# Creates table $1 and loads the CSV that command $2… prints; column names are the header's, every column is text.
load_csv() {
    local table=$1 header
    shift
    # why: head leaves the pipe early, which pipefail would report as a failure of the writer.
    header=$("$@" | head -n 1 | tr -d '\r\n' || true)
    header=${header#$'\xef\xbb\xbf'}
    sql -v table="$table" -v header="$header" <<'SQL'
SELECT format('CREATE TABLE %I (%s)', :'table', string_agg(format('%I text', name), ', ' ORDER BY n))
FROM (SELECT n, CASE WHEN raw[1] LIKE '"%' THEN replace(substr(raw[1], 2, length(raw[1]) - 2), '""', '"')
                     ELSE raw[1] END AS name
      FROM regexp_matches(:'header' || ',', '("(?:[^"]|"")*"|[^,"]*),', 'g') WITH ORDINALITY AS m(raw, n)) columns
\gexec
SQL
    "$@" | sql -c "COPY $table FROM STDIN (FORMAT csv, HEADER true)"
}

# Loads the records without the answer: truth.csv stays unread until the clusters are written, and a column true_id
# goes to a table of its own.
load_records() {
    load_csv t records_of "$1"
    [[ -f $1/truth.csv ]] || sql -c 'CREATE TABLE truth AS SELECT record_id, true_id AS entity_id FROM t' \
        -c 'ALTER TABLE t DROP COLUMN true_id'
    sql -c 'VACUUM ANALYZE t'
}

load_truth() {
    [[ ! -f $1/truth.csv ]] || load_csv truth cat "$1/truth.csv"
}

# One connection of its own, so that the peak is that of this statement. Prints seconds and peak MB. $1: a file with a
# model to train and use, or nothing.
dedupe() {
    local model=NULL
    [[ -z $1 ]] || model="cdp.train_model('SELECT * FROM t', pg_read_file('$work/model')::jsonb)"
    [[ -z $1 ]] || { cp "$1" "$work/model" && chmod a+r "$work/model" && chmod a+x "$work"; }
    sql -F ' ' -v model="$model" <<'SQL'
SELECT clock_timestamp() AS started \gset
CREATE UNLOGGED TABLE clusters AS SELECT * FROM cdp.dedupe('SELECT * FROM t', :model);
SELECT extract(epoch FROM clock_timestamp() - :'started'::timestamptz)::numeric(10, 2),
       substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)')::bigint / 1024;
SQL
}

# Prints rows, clusters, largest cluster, true pairs, F1, precision, recall, B-cubed F1. Measured over the records that
# have a truth; one that dedupe left out stands alone. Pairs are counted from the contingency table of clusters and
# entities, never listed. No predicted pair: precision is undefined ("-") and F1 0, unless there is no true pair either.
evaluate() {
    sql -F ' ' <<'SQL'
WITH labelled AS (
    SELECT truth.record_id, truth.entity_id, coalesce('c' || clusters.cluster_id, 'r' || truth.record_id) AS cluster
    FROM truth LEFT JOIN clusters ON clusters.id = truth.record_id
), cell AS (
    SELECT cluster, entity_id, count(*)::numeric AS n FROM labelled GROUP BY cluster, entity_id
), margin AS (
    SELECT n, sum(n) OVER (PARTITION BY cluster) AS n_cluster, sum(n) OVER (PARTITION BY entity_id) AS n_entity FROM cell
), pairs AS (
    SELECT sum(n * (n - 1)) / 2 AS shared, sum(n * (n_cluster - 1)) / 2 AS predicted, sum(n * (n_entity - 1)) / 2 AS truly,
           sum(n * n / n_cluster) / sum(n) AS b3_precision, sum(n * n / n_entity) / sum(n) AS b3_recall
    FROM margin
), size AS (
    SELECT count(*) AS n FROM clusters GROUP BY cluster_id
)
SELECT (SELECT count(*) FROM t), (SELECT count(*) FROM size), (SELECT max(n) FROM size), truly::bigint,
       round(CASE WHEN predicted + truly = 0 THEN 1 ELSE 2 * shared / (predicted + truly) END, 4),
       coalesce(round(shared / nullif(predicted, 0), 4)::text, '-'),
       coalesce(round(shared / nullif(truly, 0), 4)::text, '-'),
       round(2 * b3_precision * b3_recall / (b3_precision + b3_recall), 4)
FROM pairs;
SQL
}

# Runs one set, with the model in file $3 if there is one, and prints its line; remembers the figures for the table of bars.
run_set() {
    local folder=$1 name=$2 model=${3:-} seconds peak rows clusters largest truly f1 precision recall b3 errors="$work/errors"
    if ! { sql -c 'DROP TABLE IF EXISTS t, truth, clusters' && load_records "$folder" && dedupe "$model" >"$work/cost" && load_truth "$folder" &&
        evaluate >"$work/figures"; } 2>"$errors"; then
        failures=$((failures + 1))
        printf '%-28s failed: %s\n' "$name" "$(grep -m 1 'ERROR' "$errors" || tail -n 1 "$errors")"
        return
    fi
    read -r seconds peak <"$work/cost"
    read -r rows clusters largest truly f1 precision recall b3 <"$work/figures"
    printf '%-28s %9s %10s  %6s %6s %6s  %6s %9s %8s %8s %7s\n' "$name" "$rows" "$truly" "$f1" "$precision" "$recall" \
        "$b3" "$clusters" "$largest" "$seconds" "$peak"
    report+=("$name $f1 $precision $largest")
}

# Compares what was measured with the bars; status 1 when one is missed.
print_bars() {
    printf '%s\n' "${report[@]}" | awk -v bars="$bars" '
        BEGIN {
            n = split(bars, line, "\n")
            for (i = 1; i <= n; i++) if (split(line[i], f, " ") == 4) bar[f[1]] = line[i]
        }
        $1 in bar {
            if (!total++) printf "\n%-28s %6s %6s  %s\n", "first bar", "bar", "F1", "reached"
            split(bar[$1], f, " ")
            why = ""
            if ($2 < f[2] + 0) why = why " F1"
            if (f[3] != "-" && $3 + 0 < f[3] + 0) why = why " precision (" $3 " < " f[3] ")"
            if (f[4] != "-" && $4 > f[4] + 0) why = why " largest cluster (" $4 " > " f[4] ")"
            if (why == "") reached++
            printf "%-28s %6.2f %6.4f  %s\n", $1, f[2], $2, why == "" ? "yes" : "no:" why
        }
        END { if (total) printf "%d of %d reached\n", reached, total; exit reached < total }'
}

# A database of its own on the server of PGHOST, or on a throwaway one; both go when the script ends.
start_database() {
    work=$(mktemp -d)
    trap 'stop_database' EXIT
    if [[ -z ${PGHOST:-} ]]; then
        "$ROOT/tools/server.sh" start "$work"
        eval "$("$ROOT/tools/server.sh" env "$work")"
    fi
    psql -X -q -d postgres -c "CREATE DATABASE $database ENCODING 'UTF8' TEMPLATE template0"
    sql -c 'CREATE EXTENSION cdp'
}

stop_database() {
    psql -X -q -d postgres -c "DROP DATABASE IF EXISTS $database" >/dev/null 2>&1 || true
    "$ROOT/tools/server.sh" stop "$work"
    rm -rf "$work"
}

main() {
    [[ $# -ge 1 && -d $1 ]] || die 'usage: tools/accuracy.sh DATA_FOLDER [SET …|all]' 'or: make accuracy DATA=folder'
    local data=$1 all=0 folder name
    shift
    # why: unquoted, SETS is a list of words.
    [[ $# -gt 0 ]] || set -- ${SETS:-}
    local -A wanted=()
    for name in "$@"; do
        if [[ $name == all ]]; then all=1; else wanted[$name]=1; fi
        [[ $name == all || -d $data/$name ]] || die "no set \"$name\" in $data"
    done
    start_database

    printf '%-28s %9s %10s  %6s %6s %6s  %6s %9s %8s %8s %7s\n' set rows 'true pairs' F1 prec. recall 'B3 F1' clusters \
        largest seconds 'peak MB'
    for folder in "$data"/*/; do
        folder=${folder%/}
        name=${folder##*/}
        [[ ${#wanted[@]} -eq 0 || -n ${wanted[$name]:-} ]] || continue
        if [[ -f $folder/records.csv ]]; then
            run_set "$folder" "$name"
            [[ ! -f ${MODELS:-}/$name.json ]] || run_set "$folder" "$name+model" "$MODELS/$name.json"
        elif [[ -n $(find "$folder" -maxdepth 1 -name '*.csv.xz') ]]; then
            if [[ $all -eq 1 || -n ${wanted[$name]:-} ]]; then run_set "$folder" "$name"; fi
        elif [[ -f $folder/pairs.csv ]]; then
            printf '%-28s skipped: labelled pairs, no records to deduplicate\n' "$name"
        fi
    done
    print_bars || failures=$((failures + 1))
    [[ $failures -eq 0 ]]
}

main "$@"
