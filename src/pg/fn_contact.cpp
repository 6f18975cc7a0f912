// SPDX-License-Identifier: PostgreSQL
// SQL functions on e-mail addresses, phone numbers, postal codes and dates.
#include "core/compare/email.hpp"
#include "core/compare/phone.hpp"
#include "core/text/date.hpp"
#include "core/text/email.hpp"
#include "core/text/phone.hpp"
#include "core/text/postcode.hpp"

#include "pg/measure_call.hpp"
#include "pg/record.hpp"
#include "pg/text_call.hpp"

#include "pg/compat.hpp"

namespace text_core = cdp::text;
using cdp::pg::clean_text;
using cdp::pg::clean_text_in;
using cdp::pg::TextArg;
using Clean = std::optional<std::string>;

CDP_FUNCTION(cdp_normalize_email) {
    const text_core::EmailOptions options{PG_GETARG_BOOL(1), PG_GETARG_BOOL(2)};
    return clean_text(fcinfo, [&](std::string_view s) { return text_core::normalize_email(s, options); });
}

CDP_FUNCTION(cdp_email_user) {
    return clean_text(fcinfo, [](std::string_view s) {
        auto clean = text_core::normalize_email(s);
        return clean ? Clean(text_core::email_user(*clean)) : clean;
    });
}

CDP_FUNCTION(cdp_email_domain) {
    return clean_text(fcinfo, [](std::string_view s) {
        auto clean = text_core::normalize_email(s);
        return clean ? Clean(text_core::email_domain(*clean)) : clean;
    });
}

CDP_FUNCTION(cdp_suggest_email) {
    return clean_text(fcinfo, [](std::string_view s) { return cdp::compare::suggest_email(s); });
}

CDP_FUNCTION(cdp_country_code) {
    return clean_text(fcinfo, [](std::string_view s) {
        std::string code = text_core::region_code(s);
        return code.empty() ? Clean() : Clean(std::move(code));
    });
}

CDP_FUNCTION(cdp_normalize_phone) {
    if (PG_ARGISNULL(2)) PG_RETURN_NULL();
    const bool keep_extension = PG_GETARG_BOOL(2);
    return clean_text_in(fcinfo, [&](std::string_view s, std::string_view region) {
        return text_core::normalize_phone(s, region, keep_extension);
    });
}

CDP_FUNCTION(cdp_phone_region) {
    return clean_text_in(fcinfo, [](std::string_view s, std::string_view region) {
        auto facts = text_core::phone_facts(s, region);
        return facts ? Clean(facts->region) : Clean();
    });
}

CDP_FUNCTION(cdp_phone_kind) {
    return clean_text_in(fcinfo, [](std::string_view s, std::string_view region) {
        const auto facts = text_core::phone_facts(s, region);
        return facts ? Clean(facts->kind) : Clean();
    });
}

CDP_FUNCTION(cdp_normalize_postcode) { return clean_text_in(fcinfo, &text_core::normalize_postcode); }

CDP_FUNCTION(cdp_parse_postcode) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    const TextArg code(fcinfo, 0);
    const std::string_view country = cdp::pg::text_or_empty(fcinfo, 1);
    cdp::pg::TextRecord<4> record;
    CDP_TRY({
        if (const auto parts = text_core::parse_postcode(code.view(), country)) {
            int column = 0;
            for (const std::string* part : {&parts->area, &parts->district, &parts->sector, &parts->code})
                record.set(column++, *part);
        }
    });
    return record.datum(fcinfo);
}

CDP_FUNCTION(cdp_normalize_date) {
    TextArg value(fcinfo, 0);
    const bool day_first = PG_GETARG_BOOL(1);
    const int pivot = PG_GETARG_INT32(2);
    text_core::CivilDate date{};
    bool found = false;
    CDP_TRY({
        if (pivot < text_core::kSmallestPivot || pivot > text_core::kLargestPivot)
            throw cdp::Error(cdp::ErrorCode::kInvalidArgument, "pivot must be between -1 and 99",
                             "It is " + std::to_string(pivot) + ".",
                             "Two-digit years up to the pivot are 20yy, others 19yy; -1 makes all of them 19yy.");
        const auto parsed = text_core::parse_date(value.view(), day_first, pivot);
        found = parsed.has_value();
        if (found) date = *parsed;
    });
    if (!found) PG_RETURN_NULL();
    return DateADTGetDatum(date2j(date.year, date.month, date.day) - POSTGRES_EPOCH_JDATE);
}

CDP_FUNCTION(cdp_date_field_order) {
    const TextArg value(fcinfo, 0);
    return Int32GetDatum(text_core::date_field_order(value.view()));
}

CDP_FUNCTION(cdp_email_similarity) {
    return cdp::pg::number_or_null(fcinfo, cdp::pg::by_forms<cdp::compare::EmailForm>(
        fcinfo, [](const auto& x, const auto& y, auto&) { return cdp::compare::email_similarity(x, y); }));
}

CDP_FUNCTION(cdp_phone_similarity) {
    if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_NULL();
    const std::string_view region = cdp::pg::text_or_empty(fcinfo, 2);
    return cdp::pg::number_or_null(fcinfo, cdp::pg::by_forms<cdp::compare::PhoneForm>(
        fcinfo, [](const auto& x, const auto& y, auto&) { return cdp::compare::phone_similarity(x, y); }, region));
}
