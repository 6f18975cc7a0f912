#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# `make demo`: a server of its own with three sources of generated customers, made into one hub before your eyes;
# it keeps running, to look around in. `make demo-stop` ends it and removes it.
#
#   tools/demo.sh start|stop
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

STATE=$ROOT/.demo

start() {
    local began=$SECONDS data=$STATE/data
    mkdir -p "$STATE" 2>/dev/null || die "you may not write to $ROOT" "Work in a clone of your own:  git clone $ROOT"
    say "Building the extension and starting a server of its own ... (a few minutes the first time)"
    # why: debug information is a third of the compiler's work, and a demo needs none; after it, make clean all has it.
    export DEBUGINFO=-g0
    trap 'tools/server.sh stop "$STATE"' EXIT
    trap 'exit 130' INT TERM HUP
    tools/server.sh start "$STATE"
    eval "$(tools/server.sh env "$STATE")"
    tools/demo_data.sh "$data" >/dev/null
    psql -qX -d postgres -c 'CREATE DATABASE demo'
    (cd "$data" && psql -qX -v ON_ERROR_STOP=1 -d demo -f "$ROOT/tools/demo.sql")
    trap - EXIT INT TERM HUP
    say "" "That took $((SECONDS - began)) seconds. The server keeps running. Go on with:" "" \
        "    $CDP_BINDIR/psql -h $PGHOST -p $PGPORT -U $PGUSER demo" "" \
        "    SELECT * FROM demo.unified_profile LIMIT 10;      -- what BI reads" \
        "    SELECT * FROM demo.profile_source LIMIT 10;       -- which source row became which customer" \
        "    \\df cdp.*                                         -- everything there is, with \\df+ for comments" "" \
        "End it with:  make demo-stop"
}

case ${1:-} in
start) start ;;
stop)
    [ -e "$STATE/server.env" ] || { say "No demo is running."; exit 0; }
    tools/server.sh stop "$STATE"
    rm -rf "$STATE"
    say "The demo is stopped and removed."
    ;;
*) die "usage: tools/demo.sh start|stop" ;;
esac
