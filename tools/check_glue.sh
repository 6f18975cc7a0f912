#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# The border between C++ and PostgreSQL: what runs inside CDP_TRY(…) calls nothing that can leave by longjmp, SQL
# functions are entered through CDP_FUNCTION only, and PG_TRY is not used at all.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

check() {
    (cd "$1" && find src/pg -type f \( -name '*.hpp' -o -name '*.cpp' \) | LC_ALL=C sort | xargs -r awk '
        function complain(why) { printf "%s:%d: %s\n", FILENAME, FNR, why; bad = 1 }
        # The line without comments, and with string literals emptied.
        function code(line) {
            gsub(/\\./, "", line)
            gsub(/"[^"]*"/, "\"\"", line)
            gsub(/\047[^\047]*\047/, "0", line)
            sub(/\/\/.*$/, "", line)
            return line
        }
        # Counts the parentheses of text that belongs to an open CDP_TRY; returns what follows its end.
        function inside(text,    i, c) {
            for (i = 1; i <= length(text) && depth > 0; i++) {
                c = substr(text, i, 1)
                if (c == "(") depth++
                if (c == ")") depth--
            }
            if (match(substr(text, 1, i - 1), forbidden))
                complain("inside CDP_TRY: " substr(text, RSTART, RLENGTH))
            return substr(text, i)
        }
        BEGIN {
            forbidden = "(ereport|elog|palloc[a-z0-9_]*|repalloc[a-z_]*|pfree|pstrdup|SPI_[A-Za-z_]+|PG_[A-Z_]+|CHECK_FOR_INTERRUPTS|" \
                "MemoryContext[A-Z][A-Za-z]*|text_to_cstring|cstring_to_text[a-z_]*|DirectFunctionCall[0-9A-Za-z]*|" \
                "OidFunctionCall[0-9A-Za-z]*|tuplestore_[a-z]+|heap_form_tuple)[ \t]*[(;]"
        }
        FNR == 1 { depth = 0; macro = 0 }
        {
            line = code($0)
            is_macro = macro || line ~ /^[ \t]*#/
            macro = is_macro && $0 ~ /\\$/
            if (is_macro) next
            if (line ~ /PG_(TRY|CATCH|FINALLY|END_TRY)[ \t]*\(/) complain("PG_TRY is not used in C++")
            if (line ~ /PG_FUNCTION_INFO_V1/) complain("PG_FUNCTION_INFO_V1: use CDP_FUNCTION")
            if (line ~ /Datum[ \t]+[a-z_0-9]+[ \t]*\([ \t]*PG_FUNCTION_ARGS/) complain("an SQL function is opened by CDP_FUNCTION")
            rest = line
            while (rest != "") {
                if (depth > 0) { rest = inside(rest); continue }
                if (!match(rest, /CDP_TRY[ \t]*\(/)) break
                rest = substr(rest, RSTART + RLENGTH)
                depth = 1
            }
        }
        END { exit bad }')
}

self_test() {
    put src/pg/boundary.hpp <<'CODE'
#define CDP_TRY(x) \
    do { ereport(x); } while (0)
CODE
    put src/pg/fn_a.cpp <<'CODE'
CDP_FUNCTION(cdp_a)
{
    CDP_TRY(score = cdp::compare::jaro(a.view(),
                                       b.view()));  // may not ereport()
    ereport(ERROR, (errmsg("CDP_TRY(palloc(1))")));
    PG_RETURN_FLOAT8(score);
}
CODE
    must_pass "glue in order"
    put src/pg/fn_b.cpp <<'CODE'
CDP_FUNCTION(cdp_b)
{
    CDP_TRY(score = f(g(1),
                      palloc(3)));
}
CODE
    must_fail "palloc inside CDP_TRY" "fn_b.cpp:4: inside CDP_TRY: palloc"
    put src/pg/fn_b.cpp <<<'extern "C" Datum cdp_b(PG_FUNCTION_ARGS) { return 0; }'
    must_fail "a function that is not opened by CDP_FUNCTION" "opened by CDP_FUNCTION"
    put src/pg/fn_b.cpp <<<'void f() { PG_TRY(); { g(); } }'
    must_fail "PG_TRY" "PG_TRY is not used"
}

lint_main "$@"
