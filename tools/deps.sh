#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# `make deps`: installs what building and testing cdp needs and this machine lacks, with apt. Nothing is upgraded,
# restarted or removed, and a server that gets installed creates and starts no cluster. Does nothing, at once,
# when everything is there. As root, or through sudo; elsewhere it says what to install.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

MISSING_PACKAGES=()
MISSING_THINGS=()
CLUSTER_CONF=/etc/postgresql-common/createcluster.d/cdp-no-cluster.conf
POLICY=/usr/sbin/policy-rc.d

# lacks PACKAGE WHAT…
lacks() {
    MISSING_PACKAGES+=("$1")
    shift
    MISSING_THINGS+=("$*")
}

has_header() {
    local folder
    for folder in /usr/include /usr/local/include ${CPATH:+${CPATH//:/ }}; do
        [ ! -e "$folder/$1" ] || return 0
    done
    return 1
}

# The Debian packages of the server and its headers: of the server that is there, else the newest on offer. Headers
# for a server that is there are taken in its own minor version where that is on offer: those of a newer one
# would make apt upgrade the server with them.
postgres_packages() {
    local major version headers
    major=$(installed_majors | newest_major)
    [ -n "$major" ] || major=$(apt-cache pkgnames postgresql-server-dev- 2>/dev/null | sed 's/.*-dev-//' | newest_major)
    [ -n "$major" ] || return 0
    headers=postgresql-server-dev-$major
    version=$(dpkg-query -W -f '${Version}' "postgresql-$major" 2>/dev/null || true)
    if [ -z "$version" ]; then
        echo "postgresql-$major $headers"
    elif apt-cache madison "$headers" | grep -qF " $version "; then
        echo "$headers=$version"
    else
        echo "$headers"
    fi
}

installed_majors() {
    local program
    for program in /usr/lib/postgresql/*/bin/postgres; do
        [ ! -x "$program" ] || cut -d/ -f5 <<<"$program"
    done
}

newest_major() { awk -v min="$MIN_PG_MAJOR" '/^[0-9]+$/ && $1 >= min && $1 > most { most = $1 } END { if (most) print most }'; }

find_missing() {
    MISSING_PACKAGES=()
    MISSING_THINGS=()
    command -v g++ >/dev/null || lacks g++ "a C++20 compiler (g++ 11 or later)"
    command -v make >/dev/null || lacks make "GNU make"
    command -v cmake >/dev/null || lacks cmake "CMake 3.22 or later"
    command -v pkg-config >/dev/null || lacks pkg-config "pkg-config"
    command -v prove >/dev/null || lacks perl "perl with prove"
    has_header unicode/uchar.h || lacks libicu-dev "ICU, with headers"
    has_header phonenumbers/phonenumberutil.h || lacks libphonenumber-dev "libphonenumber, with headers"
    has_header roaring/roaring.h || lacks libroaring-dev "CRoaring, with headers"
    has_header nlohmann/json.hpp || lacks nlohmann-json3-dev "nlohmann-json, headers"
    has_header simdjson.h || lacks libsimdjson-dev "simdjson, with headers"
    has_header gtest/gtest.h || lacks libgtest-dev "GoogleTest"
    command -v clang++ >/dev/null || lacks clang "clang, for the checks and the fuzzers"
    has_libfuzzer || lacks libclang-rt-dev "libFuzzer and the sanitizers of clang"
    has_header benchmark/benchmark.h || lacks libbenchmark-dev "Google Benchmark"
    perl -MIPC::Run -e1 2>/dev/null || lacks libipc-run-perl "the Perl module IPC::Run"
    find_pg_config >/dev/null || lacks "(postgres)" "PostgreSQL $MIN_PG_MAJOR or later: server, contrib modules and server headers"
}

print_missing() { printf '       - %s\n' "${MISSING_THINGS[@]}"; }

# Replaces the mark of find_missing by the packages of the version that fits.
choose_postgres() {
    local i packages
    for i in "${!MISSING_PACKAGES[@]}"; do
        [ "${MISSING_PACKAGES[i]}" = "(postgres)" ] || continue
        packages=$(postgres_packages)
        [ -n "$packages" ] || return 1
        unset 'MISSING_PACKAGES[i]'
        MISSING_PACKAGES+=($packages)
        return 0
    done
}

need_root() {
    if command -v sudo >/dev/null; then
        if sudo -n true 2>/dev/null; then
            exec sudo -n "$ROOT/tools/deps.sh"
        elif [ -t 0 ] && [ -t 2 ]; then
            say "cdp: some packages are missing, and sudo may ask for your password to install them:"
            print_missing
            sudo "$ROOT/tools/deps.sh" && exit 0
        fi
    fi
    say "cdp: these are missing, and only root can install them:"
    print_missing
    say "" "Ask root to run this once, then try again:" "" "    $ROOT/tools/deps.sh" ""
    exit 1
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -qq "$@"
}

# Refuses a plan that would touch what runs: an upgrade of a server, or the removal of anything.
check_plan() {
    local plan
    plan=$(apt_get -s install --no-install-recommends --no-upgrade "$@")
    if grep -Eq '^Remv |^Inst postgresql-[0-9]+ \[' <<<"$plan"; then
        die "installing these packages would upgrade a PostgreSQL server or remove packages" \
            "packages: $*" "Nothing was changed. See:  apt-get -s install $*"
    fi
}

# While packages are configured: no cluster is created and no service is started. Both notes are taken away
# again, so that a later installation of a server by hand behaves as Debian's does.
guard_services() {
    trap unguard_services EXIT
    trap 'exit 130' INT TERM HUP
    MADE_FOLDERS=()
    local folder
    for folder in /etc/postgresql-common /etc/postgresql-common/createcluster.d; do
        [ -d $folder ] || { mkdir $folder && MADE_FOLDERS=("$folder" ${MADE_FOLDERS[@]+"${MADE_FOLDERS[@]}"}); }
    done
    echo "create_main_cluster = false" >$CLUSTER_CONF
    MADE_POLICY=
    [ -e $POLICY ] || {
        MADE_POLICY=yes
        printf '#!/bin/sh\nexit 101\n' >$POLICY
        chmod 755 $POLICY
    }
}

unguard_services() {
    rm -f $CLUSTER_CONF
    [ -z "${MADE_POLICY:-}" ] || rm -f $POLICY
    [ ${#MADE_FOLDERS[@]} -eq 0 ] || rmdir --ignore-fail-on-non-empty "${MADE_FOLDERS[@]}" 2>/dev/null || true
}

install_missing() {
    say "cdp: installing:"
    print_missing
    # why: a fresh machine has no package lists, and an old list names versions that are gone.
    if ! choose_postgres || ! apt_get -s install --no-install-recommends "${MISSING_PACKAGES[@]}" >/dev/null 2>&1; then
        apt_get update
        find_missing
        choose_postgres || die "this system's package lists have no PostgreSQL $MIN_PG_MAJOR or later" \
            "Add the PostgreSQL project's apt repository (postgresql.org, Download, Linux), then run: make deps"
    fi
    check_plan "${MISSING_PACKAGES[@]}"
    guard_services
    apt_get install -y --no-install-recommends --no-upgrade "${MISSING_PACKAGES[@]}" >/dev/null || {
        apt_get update
        apt_get install -y --no-install-recommends --no-upgrade "${MISSING_PACKAGES[@]}"
    }
    find_missing
    [ ${#MISSING_THINGS[@]} -eq 0 ] || die "still missing after the installation:" "${MISSING_THINGS[@]}"
    say "cdp: everything is there"
}

find_missing
[ ${#MISSING_THINGS[@]} -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null; then
    say "cdp: this system has no apt; install these with its own package manager, then try again:"
    print_missing
    exit 1
fi
[ "$(id -u)" -eq 0 ] || need_root
install_missing
