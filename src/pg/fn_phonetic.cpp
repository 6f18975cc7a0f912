// SPDX-License-Identifier: PostgreSQL
// SQL face of the phonetic codes of core/text.
#include "core/text/cologne.hpp"
#include "core/text/daitch_mokotoff.hpp"
#include "core/text/double_metaphone.hpp"
#include "core/text/match_rating.hpp"
#include "core/text/metaphone.hpp"
#include "core/text/nysiis.hpp"
#include "core/text/phonetic_fr.hpp"
#include "core/text/refined_soundex.hpp"
#include "core/text/soundex.hpp"

#include "pg/text_array.hpp"
#include "pg/text_call.hpp"

#include "pg/compat.hpp"

using cdp::pg::TextArg;
using cdp::pg::TextArrayResult;

CDP_FUNCTION(cdp_soundex) { return cdp::pg::text_of(fcinfo, &cdp::text::soundex); }
CDP_FUNCTION(cdp_refined_soundex) { return cdp::pg::text_of(fcinfo, &cdp::text::refined_soundex); }
CDP_FUNCTION(cdp_metaphone) { return cdp::pg::text_of(fcinfo, &cdp::text::metaphone); }
CDP_FUNCTION(cdp_nysiis) { return cdp::pg::text_of(fcinfo, &cdp::text::nysiis); }
CDP_FUNCTION(cdp_match_rating) { return cdp::pg::text_of(fcinfo, &cdp::text::match_rating); }
CDP_FUNCTION(cdp_cologne) { return cdp::pg::text_of(fcinfo, &cdp::text::cologne); }
CDP_FUNCTION(cdp_phonetic_fr) { return cdp::pg::text_of(fcinfo, &cdp::text::phonetic_fr); }

// One code, or two where the alternate differs; no element for a text without letters.
CDP_FUNCTION(cdp_double_metaphone) {
    const TextArg value(fcinfo, 0);
    TextArrayResult codes;
    CDP_TRY({
        const cdp::text::DoubleMetaphone code = cdp::text::double_metaphone(value.view(), cdp::pg::backend_token());
        const bool none = code.primary.empty() && code.alternate.empty();
        const bool two = code.alternate != code.primary;
        codes.begin(none ? 0 : two ? 2 : 1, code.primary.size() + code.alternate.size());
        if (!none) codes.add(code.primary);
        if (two) codes.add(code.alternate);
    });
    return codes.datum();
}

CDP_FUNCTION(cdp_daitch_mokotoff) {
    const TextArg value(fcinfo, 0);
    TextArrayResult codes;
    CDP_TRY({
        const auto all = cdp::text::daitch_mokotoff(value.view(), cdp::pg::backend_token());
        codes.begin(all.size(), all.size() * cdp::text::kDaitchMokotoffDigits);
        for (const auto& code : all) codes.add(code);
    });
    return codes.datum();
}

CDP_FUNCTION(cdp_match_rating_compare) {
    const TextArg a(fcinfo, 0), b(fcinfo, 1);
    bool similar = false;
    CDP_TRY(similar = cdp::text::match_rating_compare(a.view(), b.view(), cdp::pg::backend_token()));
    PG_RETURN_BOOL(similar);
}
