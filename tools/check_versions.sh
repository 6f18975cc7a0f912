#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# cdp.control holds the version; META.json and CHANGELOG.md agree with it.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

check() {
    local version long name found=0 bad=0
    version=$(sed -n "s/^default_version = '\(.*\)'/\1/p" "$1/cdp.control")
    # META.json wants three numbers where the control file may have two.
    long=$version
    case $version in *.*.*) ;; *) long=$version.0 ;; esac
    while read -r name; do
        [ "$name" = "$long" ] || { say "META.json: version $name, but cdp.control says $version"; bad=1; }
        found=$((found + 1))
    done < <(sed -n -e '/"meta-spec"/,/}/d' -e 's/^ *"version": *"\([^"]*\)".*/\1/p' "$1/META.json")
    [ $found -eq 2 ] || { say "META.json: the release and the extension need a version each"; bad=1; }
    grep -q "^## \[$version\]" "$1/CHANGELOG.md" || { say "CHANGELOG.md: no entry for $version"; bad=1; }
    return $bad
}

self_test() {
    put cdp.control <<<"default_version = '0.2'"
    put META.json <<<'{
"version": "0.2.0",
"provides": {"cdp": {
"version": "0.2.0"}},
"meta-spec": {
"version": "1.0.0"}}'
    put CHANGELOG.md <<<'## [0.2] - unreleased'
    must_pass "three that agree"
    put cdp.control <<<"default_version = '0.3'"
    must_fail "a version that was raised in one place" "META.json: version 0.2.0"
    put META.json <<<'{
"version": "0.3.0",
"version": "0.3.0"}'
    must_fail "a version without an entry in the changelog" "CHANGELOG.md: no entry for 0.3"
}

lint_main "$@"
