#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# Writes the sample data of the demo: crm.csv, shop.csv, loyalty.csv and truth.csv, some 4,000 records of 2,400 people,
# the same on every machine. They are generated, not kept, so they can never fall behind the generator.
#
#   tools/demo_data.sh FOLDER
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[[ $# -eq 1 ]] || die 'usage: tools/demo_data.sh FOLDER'

generator=$ROOT/build/core/cdp_generate
log=$(mktemp)
trap 'rm -f "$log"' EXIT
{ cmake -S "$ROOT" -B "$ROOT/build/core" && cmake --build "$ROOT/build/core" --target cdp_generate -j "$(jobs_here)"; } \
    >"$log" 2>&1 || {
    cat "$log" >&2
    die 'the data generator could not be built' 'Run: make deps'
}
"$generator" --people 2400 --seed 20250630 --out "$1"
