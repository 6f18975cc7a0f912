// SPDX-License-Identifier: PostgreSQL
// SQL functions on identifiers.
#include "core/text/identifier.hpp"

#include "pg/text_call.hpp"

#include "pg/compat.hpp"

namespace text_core = cdp::text;
using cdp::pg::TextArg;

CDP_FUNCTION(cdp_normalize_identifier) {
    const bool any = PG_ARGISNULL(1);
    return cdp::pg::clean_text_in(fcinfo, [any](std::string_view value, std::string_view kind) {
        return any ? text_core::normalize_identifier(value)
                   : text_core::normalize_identifier(value, text_core::identifier_kind(kind));
    });
}

CDP_FUNCTION(cdp_is_valid_identifier) {
    TextArg kind(fcinfo, 0), value(fcinfo, 1);
    bool valid = false;
    CDP_TRY(valid = text_core::normalize_identifier(value.view(), text_core::identifier_kind(kind.view())).has_value());
    PG_RETURN_BOOL(valid);
}
