// SPDX-License-Identifier: PostgreSQL
#include "core/link/match_form.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/text/address.hpp"
#include "core/text/ascii.hpp"
#include "core/text/company.hpp"
#include "core/text/country.hpp"
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
    auto clean = text::normalize_email(raw, {.strip_tag = true});
    if (!clean) return {};
    const std::size_t at = clean->rfind('@');
    if (text::is_gmail(text::email_domain(*clean))) clean->replace(at + 1, std::string::npos, "gmail.com");
    return *clean;
}

std::string date_form(std::string_view raw, bool day_first) {
    auto iso = text::normalize_date(raw, day_first);
    if (!iso) return {};
    std::erase(*iso, '-');
    return *iso;
}

// The decimal separator of a number as people write it: the last of two kinds of separators, and a single comma or
// dot; a separator that is there several times groups digits. Nothing else tells 1,234 from 1.234: it is a decimal.
char decimal_separator(std::string_view raw) noexcept {
    const auto dots = std::count(raw.begin(), raw.end(), '.'), commas = std::count(raw.begin(), raw.end(), ',');
    if (dots > 0 && commas > 0) return raw.rfind('.') > raw.rfind(',') ? '.' : ',';
    return dots == 1 ? '.' : commas == 1 ? ',' : '\0';
}

// The shortest text of the number, so that 1.50 and 1,5 are one value. Currencies, units and grouping go.
std::string number_form(std::string_view raw) {
    const char separator = decimal_separator(raw);
    std::string plain;
    for (std::size_t i = 0; i < raw.size(); i++) {
        const char c = raw[i];
        const bool after_digit = !plain.empty() && plain.back() >= '0' && plain.back() <= '9';
        const bool exponent = !plain.empty() && plain.back() == 'e';
        if ((c >= '0' && c <= '9') || c == '-')
            plain += c;
        else if (c == separator && c != '\0')
            plain += '.';
        else if ((c == 'e' || c == 'E') && after_digit && raw.substr(i + 1).find_first_of("+-0123456789") == 0)
            plain += 'e';
        else if (c == '+' && !exponent && !plain.empty())
            return {};
    }
    double number = 0;
    const char* const end = plain.data() + plain.size();
    const auto read = std::from_chars(plain.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || !std::isfinite(number)) return {};
    std::array<char, 32> out;
    const auto written = std::to_chars(out.data(), out.data() + out.size(), number == 0 ? 0 : number);
    return {out.data(), written.ptr};
}

// Digits only, without a leading zero, and far from what is junk: no run of three at the end, no counting up or down
// from the start, no pair over and over.
bool is_plain_phone(std::string_view s) noexcept {
    constexpr std::size_t kShortest = 7, kLongest = 20;
    const std::size_t n = s.size();
    if (n < kShortest || n > kLongest || s[0] == '0') return false;
    if (!std::all_of(s.begin(), s.end(), text::is_ascii_digit)) return false;
    if (s[n - 1] == s[n - 2] && s[n - 2] == s[n - 3]) return false;
    if (s.starts_with("12") || s.starts_with("98") || s.ends_with("405")) return false;
    return s[0] != s[2] || s[1] != s[3];
}

// An address in lower case that cleaning leaves as it is.
bool is_plain_email(std::string_view s) noexcept {
    constexpr std::size_t kLongest = 254, kLongestPart = 63;
    const std::size_t at = s.find('@');
    if (at == std::string_view::npos || at > kLongestPart || s.size() > kLongest) return false;
    const auto alnum = [](char c) { return text::is_ascii_lower(c) || text::is_ascii_digit(c); };
    const std::string_view local = s.substr(0, at), domain = s.substr(at + 1);
    if (local.empty() || domain.empty() || !alnum(local.front()) || !alnum(local.back())) return false;
    for (const char c : local)
        if (!alnum(c) && c != '.' && c != '_' && c != '-') return false;
    std::size_t label = 0, labels = 1;  // where the last one begins, and how many
    for (std::size_t i = 0; i < domain.size(); i++) {
        const char c = domain[i];
        if (!alnum(c) && c != '.' && c != '-') return false;
        const bool first = i == label, last = i + 1 == domain.size() || domain[i + 1] == '.';
        if (c == '.' ? first : c == '-' && (first || last || domain[i + 1] == '-')) return false;
        if (c != '.') continue;
        if (i - label > kLongestPart) return false;
        label = i + 1;
        labels++;
    }
    const std::string_view last = domain.substr(label);
    if (labels < 2 || last.size() < 2 || last.size() > kLongestPart || text::is_ascii_digit(last.front())) return false;
    return domain != "googlemail.com" && !text::is_placeholder_address(s);
}

}  // namespace

bool is_own_form(Kind kind, std::string_view raw) noexcept {
    if (kind == Kind::kEmail) return is_plain_email(raw);
    return kind == Kind::kPhone && is_plain_phone(raw);
}

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
        case Kind::kCountry: {
            const std::string code = text::country_code(raw);
            return text::fold(code.empty() ? raw : std::string_view(code));
        }
        case Kind::kCity:
        case Kind::kText:
        case Kind::kBoolean: return text::fold(raw);
    }
    return {};
}

}  // namespace cdp::link
