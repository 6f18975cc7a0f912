// SPDX-License-Identifier: PostgreSQL
#include "core/text/normalize.hpp"

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/country.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestNumber = 64;

constexpr WordValue<bool> kBooleanWords[] = {
    {"0", false},   {"1", true},   {"f", false},   {"falsch", false}, {"false", false}, {"falso", false}, {"faux", false},
    {"ja", true},   {"n", false},  {"nee", false}, {"nein", false},  {"nie", false},    {"no", false},    {"non", false},
    {"o", true},    {"off", false}, {"on", true},  {"oui", true},    {"si", true},      {"t", true},      {"tak", true},
    {"true", true}, {"vrai", true}, {"wahr", true}, {"y", true},     {"yes", true},
};
constexpr WordMap<bool, std::size(kBooleanWords)> kBooleans(kBooleanWords);

std::optional<std::string> normalize_boolean(std::string_view s) {
    if (s.size() > kLongestNumber) return std::nullopt;
    const bool* value = kBooleans.find(fold(s));
    if (value == nullptr) return std::nullopt;
    return std::string(*value ? "true" : "false");
}

std::string plain_digits(std::string_view digits, bool fraction) {
    std::string_view s = digits;
    if (fraction)
        while (s.ends_with('0')) s.remove_suffix(1);
    else
        while (s.size() > 1 && s.starts_with('0')) s.remove_prefix(1);
    return std::string(s);
}

// A decimal number: sign, digits, one point or comma; no thousands separators, no exponent.
std::optional<std::string> normalize_number(std::string_view s) {
    s = trim_ascii(s);
    if (s.empty() || s.size() > kLongestNumber) return std::nullopt;
    const bool negative = s.front() == '-';
    if (negative || s.front() == '+') s.remove_prefix(1);
    const std::size_t point = s.find_first_of(".,");
    const std::string_view whole = s.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : s.substr(point + 1);
    if (whole.empty() && fraction.empty()) return std::nullopt;
    for (std::string_view part : {whole, fraction})
        for (char c : part)
            if (!is_ascii_digit(c)) return std::nullopt;
    std::string out = whole.empty() ? "0" : plain_digits(whole, false);
    if (const std::string digits = plain_digits(fraction, true); !digits.empty()) out += "." + digits;
    return negative && out != "0" ? "-" + out : out;
}

std::optional<std::string> normalize_country(std::string_view s) {
    std::string code = country_code(s);
    if (code.empty()) return std::nullopt;
    return code;
}

std::optional<std::string> normalize_text(std::string_view s) {
    std::string text = to_utf8(plain_text(s));
    if (text.empty()) return std::nullopt;
    return text;
}

}  // namespace

std::optional<std::string> normalize(Kind kind, std::string_view value, const NormalizeOptions& options) {
    switch (kind) {
        case Kind::kGivenName:
        case Kind::kFamilyName:
        case Kind::kFullName:
        case Kind::kCity: return normalize_name(value);
        case Kind::kBirthDate:
        case Kind::kDate: return normalize_date(value, options.day_first);
        case Kind::kEmail: return normalize_email(value);
        case Kind::kPhone: return normalize_phone(value, options.region);
        case Kind::kStreet: return normalize_address(value);
        case Kind::kPostcode: return normalize_postcode(value, options.region);
        case Kind::kCountry: return normalize_country(value);
        case Kind::kCompany: return normalize_company(value);
        case Kind::kGender: return normalize_gender(value);
        case Kind::kIdentifier: return normalize_identifier(value);
        case Kind::kNumber: return normalize_number(value);
        case Kind::kBoolean: return normalize_boolean(value);
        case Kind::kText: return normalize_text(value);
    }
    return std::nullopt;
}

}  // namespace cdp::text
