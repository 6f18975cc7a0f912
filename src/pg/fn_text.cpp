// SPDX-License-Identifier: PostgreSQL
// SQL face of core/text: arguments, one guarded call of the core, a result.
#include "core/text/double_metaphone.hpp"
#include "core/text/fold.hpp"
#include "core/text/metaphone.hpp"
#include "core/text/normalize.hpp"
#include "core/text/placeholder.hpp"
#include "core/text/soundex.hpp"

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

CDP_FUNCTION(cdp_soundex) { return cdp::pg::text_of(fcinfo, &cdp::text::soundex); }
CDP_FUNCTION(cdp_metaphone) { return cdp::pg::text_of(fcinfo, &cdp::text::metaphone); }

// One code, or two where the alternate differs; no element for a text without letters.
CDP_FUNCTION(cdp_double_metaphone) {
    TextArg value(fcinfo, 0);
    TextResult codes[2];
    int count = 0;
    CDP_TRY({
        const cdp::text::DoubleMetaphone code = cdp::text::double_metaphone(value.view());
        if (!code.primary.empty() || !code.alternate.empty()) codes[count++].assign(code.primary);
        if (code.alternate != code.primary) codes[count++].assign(code.alternate);
    });
    if (count == 0) PG_RETURN_ARRAYTYPE_P(construct_empty_array(TEXTOID));
    Datum elements[2] = {codes[0].datum(), codes[1].datum()};
    PG_RETURN_ARRAYTYPE_P(construct_array(elements, count, TEXTOID, -1, false, TYPALIGN_INT));
}
