#!/usr/bin/env bash
# SPDX-License-Identifier: PostgreSQL
# The dependency rule, by the #include lines: core <- pg; inside core base <- text <- compare <- score <- link <-
# cluster, while merge and segment use base and text only. PostgreSQL's headers are named in pg/pg.hpp and
# pg/compat.hpp alone.
. "$(dirname "${BASH_SOURCE[0]}")/lint.sh"

check() {
    (cd "$1" && find src test -type f \( -name '*.hpp' -o -name '*.cpp' \) | LC_ALL=C sort |
        xargs -r awk '
        function complain(why) { printf "%s:%d: %s\n", FILENAME, FNR, why; bad = 1 }
        BEGIN {
            n = split("base text compare score link cluster", chain, " ")
            for (i = 1; i <= n; i++) rank[chain[i]] = i
            server = "^((postgres|postgres_ext|postgres_fe|c|fmgr|funcapi|miscadmin|pgstat|pgtime|varatt|windowapi|pg_[a-z_]+)[.]h$|" \
                "(access|catalog|commands|common|executor|fe_utils|foreign|lib|libpq|mb|nodes|optimizer|parser|" \
                "partitioning|port|portability|postmaster|regex|replication|rewrite|statistics|storage|tcop|tsearch|utils)/)"
        }
        FNR == 1 {
            split(FILENAME, part, "/")
            in_core = part[2] == "core"
            in_pg = part[2] == "pg" || part[2] == "probe"
            layer = in_core ? part[3] : ""
            if (in_core && !(layer in rank) && layer != "merge" && layer != "segment")
                complain("unknown layer \"" layer "\" of the core")
        }
        !/^[ \t]*#[ \t]*include/ { next }
        {
            quoted = $0 ~ /"/
            name = $0
            sub(/^[^<"]*[<"]/, "", name)
            sub(/[>"].*$/, "", name)
        }
        name ~ server {
            if (FILENAME !~ /^src\/pg\/(pg|compat)[.]hpp$/) complain("PostgreSQL header " name " outside pg/pg.hpp and pg/compat.hpp")
            next
        }
        in_core && quoted && name !~ /^core\// { complain("core includes \"" name "\""); next }
        in_pg && quoted && name !~ /^(core|pg)\// { complain("glue includes \"" name "\""); next }
        !in_pg && name ~ /^pg\// { complain("\"" name "\" is included outside the glue"); next }
        in_core && quoted {
            split(name, to, "/")
            allowed = to[2] == layer || to[2] == "base" ||
                ((layer == "merge" || layer == "segment") ? to[2] == "text" : ((to[2] in rank) && rank[to[2]] <= rank[layer]))
            if (!allowed) complain("layer " layer " includes layer " to[2])
        }
        END { exit bad }')
}

self_test() {
    put test/unit/base/a_test.cpp <<<'#include <gtest/gtest.h>'
    put src/core/base/a.hpp <<<'#include <vector>'
    put src/core/text/t.hpp <<<'#include "core/base/a.hpp"'
    put src/core/link/l.cpp <<<'#include "core/text/t.hpp"'
    put src/core/merge/m.cpp <<<'#include "core/text/t.hpp"'
    put src/pg/pg.hpp <<<'#include "postgres.h"'
    put src/pg/fn_a.cpp <<<'#include "core/link/l.hpp"'
    must_pass "a tree in order"
    put src/core/text/t.hpp <<<'#include "core/link/l.hpp"'
    must_fail "a lower layer that includes a higher one" "t.hpp:1: layer text includes layer link"
    put src/core/text/t.hpp <<<'#include <utils/builtins.h>'
    must_fail "a PostgreSQL header in core" "PostgreSQL header"
    put src/core/text/t.hpp <<<'#include "pg/pg.hpp"'
    must_fail "glue in core" 'core includes "pg/pg.hpp"'
    put src/core/text/t.hpp <<<'#include <string>'
    put src/core/merge/m.cpp <<<'#include "core/score/s.hpp"'
    must_fail "merge on score" "layer merge includes layer score"
    put src/core/merge/m.cpp <<<''
    put src/pg/fn_a.cpp <<<'#include "postgres.h"'
    must_fail "a second place with PostgreSQL headers" "PostgreSQL header postgres.h outside"
}

lint_main "$@"
