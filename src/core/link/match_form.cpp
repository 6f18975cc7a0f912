// SPDX-License-Identifier: PostgreSQL
#include "core/link/match_form.hpp"

#include <algorithm>

#include "core/text/address.hpp"
#include "core/text/company.hpp"
#include "core/text/date.hpp"
#include "core/text/email.hpp"
#include "core/text/fold.hpp"
#include "core/text/gender.hpp"
#include "core/text/name.hpp"
#include "core/text/phone.hpp"
#include "core/text/placeholder.hpp"

namespace cdp::link {

using text::Kind;

namespace {

constexpr std::size_t kMinPhoneDigits = 5;

std::string without_spaces(std::string s) {
    std::erase(s, ' ');
    return s;
}

// The mailbox: what follows a plus is the owner's own label, and googlemail.com is gmail.com under another name.
std::string email_form(std::string_view raw) {
    const auto clean = text::normalize_email(raw);
    if (!clean) return {};
    const std::size_t at = clean->rfind('@');
    std::string user = clean->substr(0, at), domain = clean->substr(at + 1);
    if (const std::size_t plus = user.find('+'); plus != std::string::npos && plus > 0) user.resize(plus);
    if (domain == "googlemail.com") domain = "gmail.com";
    return user + "@" + domain;
}

std::string date_form(std::string_view raw, bool day_first) {
    auto iso = text::normalize_date(raw, day_first);
    if (!iso) return {};
    std::erase(*iso, '-');
    return *iso;
}

std::string number_form(std::string_view raw) {
    std::string digits;
    for (const char c : raw) {
        if ((c >= '0' && c <= '9') || c == '-' || c == '.') digits += c;
        if (c == ',') digits += '.';
    }
    return digits;
}

}  // namespace

std::string match_form(Kind kind, std::string_view raw, bool day_first) {
    if (text::is_placeholder(kind, raw)) return {};
    switch (kind) {
        case Kind::kGivenName:
        case Kind::kFamilyName:
        case Kind::kFullName: return text::name_key(raw);
        case Kind::kBirthDate:
        case Kind::kDate: return date_form(raw, day_first);
        case Kind::kEmail: return email_form(raw);
        case Kind::kPhone: {
            std::string digits = text::phone_key(raw);
            return digits.size() >= kMinPhoneDigits ? digits : std::string();
        }
        case Kind::kStreet: return text::address_key(raw);
        case Kind::kCompany: return text::company_core(raw);
        case Kind::kGender: {
            const auto gender = text::normalize_gender(raw);
            return gender ? text::fold(*gender) : text::fold(raw);
        }
        case Kind::kPostcode:
        case Kind::kIdentifier: return without_spaces(text::fold(raw));
        case Kind::kNumber: return number_form(raw);
        case Kind::kCity:
        case Kind::kCountry:
        case Kind::kText:
        case Kind::kBoolean: return text::fold(raw);
    }
    return {};
}

}  // namespace cdp::link
