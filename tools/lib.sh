# SPDX-License-Identifier: PostgreSQL
# What the project's scripts share; sourced by them, never run. Sets ROOT, the folder of the checkout, and
# leaves the settings of a surrounding `make` behind, so that a nested make starts afresh.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
MIN_PG_MAJOR=15
unset MAKEFLAGS MFLAGS MAKELEVEL GNUMAKEFLAGS

say() { printf '%s\n' "$@"; }
die() {
    printf 'cdp: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '     %s\n' "$@" >&2
    exit 1
}

jobs_here() { nproc 2>/dev/null || echo 2; }

# pg_major PG_CONFIG: 15 of "PostgreSQL 15.4 (…)", 19 of "PostgreSQL 19devel".
pg_major() {
    local version
    version=$("$1" --version 2>/dev/null) || return 1
    version=${version#PostgreSQL }
    printf '%s\n' "${version%%[!0-9]*}"
}

# Does this pg_config belong to a server that we can both build for and run?
usable_pg_config() {
    local major
    major=$(pg_major "$1") && [ -n "$major" ] && [ "$major" -ge "$MIN_PG_MAJOR" ] &&
        [ -f "$("$1" --pgxs)" ] &&
        [ -f "$("$1" --includedir-server)/postgres.h" ] &&
        [ -x "$("$1" --bindir)/initdb" ] && [ -x "$("$1" --bindir)/postgres" ]
}

# Prints the pg_config to build with: $PG_CONFIG when set, else that of the PATH, else the newest of the usual
# places. Fails when there is none with headers, server and version 15 or later.
find_pg_config() {
    local candidate
    if [ -n "${PG_CONFIG:-}" ]; then
        candidate=$(command -v "$PG_CONFIG") && usable_pg_config "$candidate" && printf '%s\n' "$candidate"
        return
    fi
    for candidate in $(command -v pg_config) \
        $(ls -d /usr/lib/postgresql/*/bin/pg_config /usr/pgsql-*/bin/pg_config 2>/dev/null | sort -rV) \
        /usr/local/pgsql/bin/pg_config; do
        if [ -x "$candidate" ] && usable_pg_config "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

# Does clang++ come with libFuzzer here?
has_libfuzzer() {
    command -v clang++ >/dev/null && compgen -G "$(clang++ -print-resource-dir)/lib/*/libclang_rt.fuzzer*.a" >/dev/null
}
