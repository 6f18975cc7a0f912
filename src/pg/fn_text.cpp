// SPDX-License-Identifier: PostgreSQL
// SQL face of core/text: arguments, one guarded call of the core, a result.
#include "core/text/accents.hpp"
#include "core/text/fold.hpp"
#include "core/text/ill_formed.hpp"
#include "core/text/normalize.hpp"
#include "core/text/placeholder.hpp"

#include "pg/text_call.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

::cdp::text::Kind kind_named(std::string_view name) {
    if (const auto kind = ::cdp::text::kind_from_name(name)) return *kind;
    std::string kinds;
    for (std::string_view known : ::cdp::text::kKindNames) {
        if (!kinds.empty()) kinds += ", ";
        kinds += known;
    }
    throw Error(ErrorCode::kInvalidArgument, "unknown kind \"" + std::string(name) + "\"", {},
                "Kinds are " + kinds + ".");
}

}  // namespace

}  // namespace cdp::pg

using cdp::pg::TextArg;
using cdp::pg::TextResult;

CDP_FUNCTION(cdp_strip_accents) { return cdp::pg::text_of(fcinfo, &cdp::text::strip_accents); }

CDP_FUNCTION(cdp_fold) {
    TextArg value(fcinfo, 0);
    TextResult result;
    CDP_TRY(result.assign(cdp::text::fold(value.view(), cdp::pg::backend_token())));
    return result.datum();
}

CDP_FUNCTION(cdp_normalize_name) { return cdp::pg::clean_text(fcinfo, &cdp::text::normalize_name); }
CDP_FUNCTION(cdp_normalize_address) { return cdp::pg::clean_text(fcinfo, &cdp::text::normalize_address); }
CDP_FUNCTION(cdp_normalize_company) { return cdp::pg::clean_text(fcinfo, &cdp::text::normalize_company); }
CDP_FUNCTION(cdp_normalize_gender) { return cdp::pg::clean_text(fcinfo, &cdp::text::normalize_gender); }

CDP_FUNCTION(cdp_is_placeholder) {
    TextArg kind(fcinfo, 0);
    TextArg value(fcinfo, 1);
    bool junk = false;
    CDP_TRY(junk = cdp::text::is_placeholder(cdp::pg::kind_named(kind.view()), value.view()));
    PG_RETURN_BOOL(junk);
}

CDP_FUNCTION(cdp_mark_ill_formed) {
    TextArg value(fcinfo, 0);
    TextResult result;
    CDP_TRY(result.assign(cdp::text::mark_ill_formed(value.view())));
    return result.datum();
}
