// SPDX-License-Identifier: PostgreSQL
// The shapes of SQL functions over the core's text functions: text to text, text to clean form or NULL.
#pragma once

#include <optional>

#include "pg/args.hpp"
#include "pg/memory.hpp"

namespace cdp::pg {

inline Datum text_or_null(FunctionCallInfo fcinfo, const TextResult& result) {
    if (result.empty()) PG_RETURN_NULL();
    return result.datum();
}

// A text argument that may be NULL: empty then.
inline std::string_view text_or_empty(FunctionCallInfo fcinfo, int n) {
    return PG_ARGISNULL(n) ? std::string_view{} : TextArg(fcinfo, n).view();
}

// A function of one text that always gives a text.
inline Datum text_of(FunctionCallInfo fcinfo, std::string (*function)(std::string_view, const CancelToken&)) {
    const TextArg value(fcinfo, 0);
    TextResult result;
    CDP_TRY(result.assign(function(value.view(), backend_token())));
    return result.datum();
}

// normalize(value) of the first argument: an optional text, NULL where there is none.
template <class Normalize>
Datum clean_text(FunctionCallInfo fcinfo, const Normalize& normalize) {
    TextArg value(fcinfo, 0);
    TextResult result;
    CDP_TRY({
        const std::optional<std::string> clean = normalize(value.view());
        if (clean) result.assign(*clean);
    });
    return text_or_null(fcinfo, result);
}

// normalize(value, where) of a function that is not strict: a region or a country may be NULL, a NULL value gives NULL.
template <class Normalize>
Datum clean_text_in(FunctionCallInfo fcinfo, const Normalize& normalize) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    const std::string_view where = text_or_empty(fcinfo, 1);
    return clean_text(fcinfo, [&](std::string_view value) { return normalize(value, where); });
}

}  // namespace cdp::pg
