// SPDX-License-Identifier: PostgreSQL
// SQL face of core/text: arguments, one guarded call of the core, a result.
#include "core/text/double_metaphone.hpp"
#include "core/text/fold.hpp"
#include "core/text/metaphone.hpp"
#include "core/text/nickname.hpp"
#include "core/text/normalize.hpp"
#include "core/text/phone.hpp"
#include "core/text/placeholder.hpp"
#include "core/text/soundex.hpp"
#include "core/text/versions.hpp"

#include "pg/args.hpp"
#include "pg/memory.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

using Clean = std::optional<std::string>;

Datum text_or_null(FunctionCallInfo fcinfo, const TextResult& result) {
    if (result.empty()) PG_RETURN_NULL();
    return result.datum();
}

// A function of one text that always gives a text.
Datum text_of(FunctionCallInfo fcinfo, std::string (*function)(std::string_view)) {
    TextArg value(fcinfo, 0);
    TextResult result;
    CDP_TRY(result.assign(function(value.view())));
    return result.datum();
}

// A normaliser: the clean form, or NULL for what cannot be one.
Datum clean_text(FunctionCallInfo fcinfo, Clean (*normalize)(std::string_view)) {
    TextArg value(fcinfo, 0);
    TextResult result;
    CDP_TRY({
        const Clean clean = normalize(value.view());
        if (clean) result.assign(*clean);
    });
    return text_or_null(fcinfo, result);
}

// A normaliser that also takes a region or a country, which may be NULL.
Datum clean_text_in(FunctionCallInfo fcinfo, Clean (*normalize)(std::string_view, std::string_view)) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    TextArg value(fcinfo, 0);
    const std::string_view where = PG_ARGISNULL(1) ? std::string_view{} : TextArg(fcinfo, 1).view();
    TextResult result;
    CDP_TRY({
        const Clean clean = normalize(value.view(), where);
        if (clean) result.assign(*clean);
    });
    return text_or_null(fcinfo, result);
}

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
CDP_FUNCTION(cdp_normalize_email) { return cdp::pg::clean_text(fcinfo, &cdp::text::normalize_email); }
CDP_FUNCTION(cdp_normalize_address) { return cdp::pg::clean_text(fcinfo, &cdp::text::normalize_address); }
CDP_FUNCTION(cdp_normalize_company) { return cdp::pg::clean_text(fcinfo, &cdp::text::normalize_company); }
CDP_FUNCTION(cdp_normalize_gender) { return cdp::pg::clean_text(fcinfo, &cdp::text::normalize_gender); }
CDP_FUNCTION(cdp_normalize_identifier) { return cdp::pg::clean_text(fcinfo, &cdp::text::normalize_identifier); }
CDP_FUNCTION(cdp_normalize_phone) { return cdp::pg::clean_text_in(fcinfo, &cdp::text::normalize_phone); }
CDP_FUNCTION(cdp_normalize_postcode) { return cdp::pg::clean_text_in(fcinfo, &cdp::text::normalize_postcode); }

CDP_FUNCTION(cdp_normalize_date) {
    TextArg value(fcinfo, 0);
    const bool day_first = PG_GETARG_BOOL(1);
    cdp::text::CivilDate date{};
    bool found = false;
    CDP_TRY({
        const auto parsed = cdp::text::parse_date(value.view(), day_first);
        found = parsed.has_value();
        if (found) date = *parsed;
    });
    if (!found) PG_RETURN_NULL();
    return DateADTGetDatum(date2j(date.year, date.month, date.day) - POSTGRES_EPOCH_JDATE);
}

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

// The data that results depend on, as (component, version) rows.
CDP_FUNCTION(cdp_versions) {
    constexpr int kRows = 4;
    static const char* const kComponents[kRows] = {"icu", "unicode", "phone metadata", "nicknames"};
    TextResult versions[kRows];
    CDP_TRY({
        versions[0].assign(cdp::text::icu_version());
        versions[1].assign(cdp::text::unicode_version());
        versions[2].assign(cdp::text::phone_metadata_fingerprint());
        versions[3].assign(cdp::text::kNicknameVersion);
    });
    InitMaterializedSRF(fcinfo, 0);
    auto* result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
    for (int i = 0; i < kRows; i++) {
        Datum values[2] = {CStringGetTextDatum(kComponents[i]), versions[i].datum()};
        bool nulls[2] = {false, false};
        tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
    }
    return static_cast<Datum>(0);
}
