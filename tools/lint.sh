# SPDX-License-Identifier: PostgreSQL
# Frame of the checks over source text (tools/check_*.sh); sourced by them. A check defines `check FOLDER`, which
# prints one line a violation and fails when there is any, and `self_test`, which proves on small trees that it
# can fail; then it calls `lint_main "$@"`.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# put FILE: writes standard input to FILE of the self-test's tree.
put() {
    mkdir -p "$TREE/$(dirname "$1")"
    cat >"$TREE/$1"
}

must_pass() {
    local output
    output=$(check "$TREE" 2>&1) || die "self-test: $1 was refused" "$output"
}

# must_fail WHAT PATTERN: the check refuses the tree, with a message that matches.
must_fail() {
    local output
    if output=$(check "$TREE" 2>&1); then die "self-test: $1 was not noticed"; fi
    grep -q -- "$2" <<<"$output" || die "self-test: $1 was refused with the wrong message" "$output"
}

lint_main() {
    if [ "${1:-}" = --self-test ]; then
        TREE=$(mktemp -d "${TMPDIR:-/tmp}/cdp-lint.XXXXXX")
        trap 'rm -rf "$TREE"' EXIT
        self_test
    else
        check "${1:-$ROOT}"
    fi
}
