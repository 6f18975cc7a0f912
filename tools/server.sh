#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# A throwaway PostgreSQL server with this checkout's extension, beside the system's own and without touching it:
# own data folder, own socket folder, no TCP, an unprivileged user when root runs it. Nothing is installed into
# the system: the extension is staged into a private folder that only this server looks into.
#
#   tools/server.sh start DIR    build, stage, initdb and start; DIR keeps the note of where it all is
#   tools/server.sh stage DIR    only build and stage, for test programs that start servers of their own
#   tools/server.sh env DIR      shell lines for eval: PGHOST, PGPORT, PGUSER, PATH and the CDP_… names below
#   tools/server.sh run DIR CMD  runs CMD as the server's user
#   tools/server.sh stop DIR     stops it and removes every trace
#
# Everything lies under one mktemp folder (CDP_BASE), since a checkout may be where that user cannot read.
# CDP_STAGING chooses how the server finds the extension: destdir (Debian's extension_destdir setting), path
# (extension_control_path, 18 and later) or copy (a copy of the server's files); default: the first that works.
# CDP_SHARED_BUFFERS is the setting shared_buffers, 256MB by default.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() { die "usage: tools/server.sh start|stage|env|stop DIR, or run DIR COMMAND …"; }

# The user that the server runs as: never root.
server_user() {
    if [ "$(id -u)" -ne 0 ]; then id -un
    elif getent passwd postgres >/dev/null; then echo postgres
    else echo nobody; fi
}

# as_server_user CMD…: from a folder that the user can enter.
as_server_user() {
    if [ "$(id -un)" = "$CDP_RUN_USER" ]; then (cd "$CDP_BASE" && "$@")
    else (cd "$CDP_BASE" && runuser -u "$CDP_RUN_USER" -- env HOME="$CDP_BASE" PATH="$PATH" "$@"); fi
}

# Only names the socket file; its folder is ours alone. Chosen so that no TCP server's number is borrowed.
free_port() {
    local port
    while :; do
        port=$((49152 + RANDOM % 16000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

staging_way() {
    if [ -n "${CDP_STAGING:-}" ]; then echo "$CDP_STAGING"
    elif "$1/postgres" --describe-config | grep '^extension_destdir' >/dev/null; then echo destdir
    elif [ "$2" -ge 18 ]; then echo path
    else echo copy; fi
}

# A copy of the server's files at the same relative places: PostgreSQL finds its folders from where it lies.
copy_server() {
    local to=$CDP_BASE/server bindir program folder
    bindir=$("$PG_CONFIG" --bindir)
    mkdir -p "$to$bindir"
    for program in postgres initdb pg_ctl pg_config psql pg_dump pg_dumpall pg_restore pg_basebackup pg_isready \
        createdb dropdb; do
        [ ! -x "$bindir/$program" ] || cp -L "$bindir/$program" "$to$bindir/"
    done
    for folder in --pkglibdir --sharedir; do
        folder=$("$PG_CONFIG" $folder)
        mkdir -p "$to$folder"
        cp -a "$folder/." "$to$folder/"
    done
    cp -a "$CDP_BASE/stage/." "$to/"
    CDP_BINDIR=$to$bindir
}

build_and_stage() {
    local major way stage log=$CDP_BASE/build.log
    major=$(pg_major "$PG_CONFIG")
    CDP_BINDIR=$("$PG_CONFIG" --bindir)
    way=$(staging_way "$CDP_BINDIR" "$major")
    stage=$CDP_BASE/stage
    (cd "$ROOT" && make -s -j"$(jobs_here)" PG_CONFIG="$PG_CONFIG" >"$log" 2>&1 &&
        make -s install DESTDIR="$stage" PG_CONFIG="$PG_CONFIG" >>"$log" 2>&1) || {
        cat "$log" >&2
        die "the extension could not be built"
    }
    echo 'fsync = off' >"$CDP_BASE/extension.conf"
    case $way in
    destdir) echo "extension_destdir = '$stage'" ;;
    path)
        echo "extension_control_path = '$stage$("$PG_CONFIG" --sharedir):\$system'"
        echo "dynamic_library_path = '$stage$("$PG_CONFIG" --pkglibdir):\$libdir'"
        ;;
    copy) copy_server ;;
    *) die "CDP_STAGING must be destdir, path or copy, not \"$way\"" ;;
    esac >>"$CDP_BASE/extension.conf"
    chmod -R a+rX "$stage"
}

open_base() {
    [ ! -e "$NOTE" ] || stop_server
    mkdir -p "$DIR" || die "cannot write to $DIR"
    CDP_BASE=$(mktemp -d "${TMPDIR:-/tmp}/cdp-server.XXXXXX")
    # why: a socket's path may have 107 bytes.
    if [ ${#CDP_BASE} -gt 80 ]; then
        rmdir "$CDP_BASE"
        CDP_BASE=$(mktemp -d /tmp/cdp-server.XXXXXX)
    fi
    CDP_RUN_USER=$(server_user)
    CDP_PORT=$(free_port)
    trap 'remove_base' EXIT
    trap 'exit 130' INT TERM HUP
    mkdir "$CDP_BASE/sock" "$CDP_BASE/work"
    build_and_stage
    if [ "$(id -u)" -eq 0 ]; then
        chown "$CDP_RUN_USER" "$CDP_BASE" "$CDP_BASE/sock" "$CDP_BASE/work"
        # why: root may have staged under a mask that hides the folder from the server's user.
        chmod 700 "$CDP_BASE" "$CDP_BASE/sock" "$CDP_BASE/work"
        chmod -R a+rX "$CDP_BASE/stage" "$CDP_BASE/extension.conf"
        [ ! -d "$CDP_BASE/server" ] || chmod -R a+rX "$CDP_BASE/server"
    fi
}

# The note is what `env`, `run` and `stop` go by; with it in place the folder outlives this script.
keep_base() {
    {
        printf 'CDP_BASE=%q\nCDP_BINDIR=%q\nCDP_RUN_USER=%q\n' "$CDP_BASE" "$CDP_BINDIR" "$CDP_RUN_USER"
        printf 'CDP_TEMP_CONFIG=%q\nCDP_PG_CONFIG=%q\n' "$CDP_BASE/extension.conf" "$PG_CONFIG"
        printf 'PGHOST=%q\nPGPORT=%q\nPGUSER=postgres\n' "$CDP_BASE/sock" "$CDP_PORT"
    } >"$NOTE"
    trap - EXIT INT TERM HUP
}

start_server() {
    local data=$CDP_BASE/data log=$CDP_BASE/work/log
    as_server_user "$CDP_BINDIR/initdb" -D "$data" -E UTF8 --no-locale -A trust -U postgres -N >"$CDP_BASE/build.log" 2>&1 || {
        cat "$CDP_BASE/build.log" >&2
        die "initdb failed"
    }
    cat >>"$data/postgresql.conf" <<CONF
include '$CDP_BASE/extension.conf'
port = $CDP_PORT
listen_addresses = ''
unix_socket_directories = '$CDP_BASE/sock'
unix_socket_permissions = 0700
shared_buffers = ${CDP_SHARED_BUFFERS:-256MB}
maintenance_work_mem = 256MB
max_wal_size = 4GB
max_connections = 50
timezone = 'UTC'
log_timezone = 'UTC'
CONF
    as_server_user "$CDP_BINDIR/pg_ctl" -D "$data" -l "$log" -w -t 60 start >/dev/null || {
        tail -20 "$log" >&2
        die "the throwaway server did not start"
    }
}

load_note() {
    [ -f "$NOTE" ] || die "no server was started in $DIR"
    . "$NOTE"
}

# Stops whatever runs in CDP_BASE and removes the folder; only a folder of our own making.
remove_base() {
    local data=$CDP_BASE/data
    case $CDP_BASE in */cdp-server.??????) ;; *) die "$CDP_BASE is not a folder of this script" ;; esac
    [ -d "$CDP_BASE" ] || return 0
    if [ -f "$data/postmaster.pid" ]; then
        as_server_user "$CDP_BINDIR/pg_ctl" -D "$data" -m fast -w -t 30 stop >/dev/null 2>&1 ||
            as_server_user "$CDP_BINDIR/pg_ctl" -D "$data" -m immediate -w -t 30 stop >/dev/null 2>&1 || true
    fi
    rm -rf "$CDP_BASE"
}

stop_server() {
    load_note
    if [ -d "$CDP_BASE" ] && [ "$(id -un)" != "$CDP_RUN_USER" ] && [ "$(id -u)" -ne 0 ]; then
        die "the server of $DIR belongs to user $CDP_RUN_USER; stop it as that user or as root"
    fi
    remove_base
    rm -f "$NOTE"
}

[ $# -ge 2 ] || usage
ACTION=$1
DIR=$2
NOTE=$DIR/server.env
shift 2

case $ACTION in
start | stage)
    PG_CONFIG=$(find_pg_config) || die "no PostgreSQL $MIN_PG_MAJOR or later with headers was found" "Run: make deps"
    open_base
    [ "$ACTION" = stage ] || start_server
    keep_base
    ;;
env)
    load_note
    printf 'export CDP_BASE=%q CDP_BINDIR=%q CDP_RUN_USER=%q CDP_TEMP_CONFIG=%q PG_CONFIG=%q\n' \
        "$CDP_BASE" "$CDP_BINDIR" "$CDP_RUN_USER" "$CDP_TEMP_CONFIG" "$CDP_PG_CONFIG"
    printf 'export PGHOST=%q PGPORT=%q PGUSER=%q PATH=%q:"$PATH"\n' "$PGHOST" "$PGPORT" "$PGUSER" "$CDP_BINDIR"
    ;;
run)
    load_note
    as_server_user "$@"
    ;;
stop) [ ! -e "$NOTE" ] || stop_server ;;
*) usage ;;
esac
