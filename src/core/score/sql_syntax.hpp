// SPDX-License-Identifier: PostgreSQL
// Expressions of SQL as DuckDB, Spark, SQLite and PostgreSQL write them: enough to read the conditions of models of other
// tools. What is written in two ways is one thing here: `x::text` is cast, `SUBSTRING(x FROM 1 FOR 3)` a call, `<>` is
// `!=`; names of functions and types are in lower case.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::score {

struct Sql {
    enum class Kind : unsigned char {
        kColumn,  // `name`, of the table `table` if that is named
        kText,    // `name` is the text
        kNumber,
        kNull,
        kTrue,
        kFalse,
        kCall,    // function, operator or keyword `name`
        kCast,    // to the type `name`
        kCase,    // condition, value, condition, value, ..., value
        kLambda,  // of parameter `name`
    };
    Kind kind = Kind::kNull;
    std::string name;
    std::string table;
    double number = 0;
    std::vector<Sql> args;

    bool is_call(std::string_view function) const noexcept { return kind == Kind::kCall && name == function; }
    bool operator==(const Sql&) const = default;
};

// Calls are named `and`, `or`, `not`, `=`, `!=`, `<`, `<=`, `>`, `>=`, `||`, `&&`, `+`, `-`, `*`, `/`, `%` (a single minus has
// one argument), `is null`, `in`, `like`, `[,]` for `[a, b]`, `[]` for `a[1]`, `substring from` for SUBSTRING(x FROM
// pattern), `extract epoch` and the like for EXTRACT(EPOCH FROM x). No function is named so: these have as many arguments as
// the syntax gives them.
// Throws Error(kInvalidText), whose message says what and where.
Sql parse_sql(std::string_view text);

}  // namespace cdp::score
