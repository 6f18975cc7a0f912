// SPDX-License-Identifier: PostgreSQL
#include "core/text/identifier.hpp"

#include <cstdint>

#include "core/base/error.hpp"
#include "core/text/ascii.hpp"
#include "core/text/check_digit.hpp"
#include "core/text/country.hpp"
#include "core/text/fold.hpp"
#include "core/text/vat.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestInput = 512;
constexpr std::size_t kLongestIdentifier = 128;
constexpr std::size_t kLongestLuhn = 32;
constexpr std::string_view kLaPoste = "356000000";

// Lengths of the IBAN by country (SWIFT, IBAN registry, 2024).
constexpr WordValue<std::uint8_t> kIbanWords[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22},
    {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22},
    {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32},
    {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19},
    {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31},
    {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TL", 23},
    {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
};
constexpr WordMap<std::uint8_t, std::size(kIbanWords)> kIbanLengths(kIbanWords);

constexpr bool letters(std::string_view s) {
    for (char c : s)
        if (!is_ascii_upper(c)) return false;
    return true;
}

bool is_siren(std::string_view s) { return s.size() == 9 && all_digits(s) && luhn(s) && !all_zeros(s); }

bool is_siret(std::string_view s) {
    if (s.size() != 14 || !all_digits(s) || !is_siren(s.substr(0, 9))) return false;
    if (luhn(s)) return true;
    int sum = 0;
    for (char c : s) sum += digit(c);
    return s.starts_with(kLaPoste) && sum % 5 == 0;
}

bool is_iban(std::string_view s) {
    if (s.size() < 15 || !letters(s.substr(0, 2)) || !all_digits(s.substr(2, 2))) return false;
    const std::uint8_t* length = kIbanLengths.find(s.substr(0, 2));
    return length != nullptr && s.size() == *length && mod97(s.substr(0, 4), mod97(s.substr(4))) == 1;
}

// Sex, year, month, department, commune, order, key. Months above 12 stand for incomplete birth certificates.
bool is_nir(std::string_view s) {
    if (s.size() != 15 || std::string_view("123478").find(s[0]) == std::string_view::npos) return false;
    std::string digits(s);
    // why: Corsica had department 20 until 1976; its letters count as 19 and 18 (decree 82-103).
    if (digits[5] == '2' && (digits[6] == 'A' || digits[6] == 'B')) {
        digits[5] = '1';
        digits[6] = digits[6] == 'A' ? '9' : '8';
    }
    if (!all_digits(digits)) return false;
    const int month = digit(s[3]) * 10 + digit(s[4]);
    if (month == 0 || (month > 12 && month < 20) || (month > 42 && month < 50)) return false;
    const std::string_view whole = digits;
    const int key = digit(whole[13]) * 10 + digit(whole[14]);
    return key == 97 - mod97(whole.substr(0, 13));
}

bool is_isin(std::string_view s) {
    if (s.size() != 12 || !letters(s.substr(0, 2)) || !is_ascii_digit(s.back())) return false;
    std::string digits;
    for (char c : s) digits += is_ascii_digit(c) ? std::string(1, c) : std::to_string(c - 'A' + 10);
    return luhn(digits);
}

bool is_lei(std::string_view s) { return s.size() == 20 && all_digits(s.substr(18)) && mod97(s) == 1; }

bool is_gtin(std::string_view s) {
    return (s.size() == 8 || (s.size() >= 12 && s.size() <= 14)) && all_digits(s) && gs1(s) && !all_zeros(s);
}

bool is_luhn(std::string_view s) {
    return s.size() >= 2 && s.size() <= kLongestLuhn && all_digits(s) && luhn(s) && !all_zeros(s);
}

bool is_bic(std::string_view s) {
    return (s.size() == 8 || s.size() == 11) && letters(s.substr(4, 2)) &&
           (s.substr(4, 2) == "XK" || country_code(s.substr(4, 2)) == s.substr(4, 2));
}

bool is_valid(std::string_view s, IdentifierKind kind) {
    switch (kind) {
        case IdentifierKind::kBic: return is_bic(s);
        case IdentifierKind::kEan: return is_gtin(s) && (s.size() == 8 || s.size() == 13);
        case IdentifierKind::kGtin: return is_gtin(s);
        case IdentifierKind::kIban: return is_iban(s);
        case IdentifierKind::kIsin: return is_isin(s);
        case IdentifierKind::kLei: return is_lei(s);
        case IdentifierKind::kLuhn: return is_luhn(s);
        case IdentifierKind::kNir: return is_nir(s);
        case IdentifierKind::kSiren: return is_siren(s);
        case IdentifierKind::kSiret: return is_siret(s);
        case IdentifierKind::kVat: return is_vat(s);
    }
    return false;
}

}  // namespace

std::optional<std::string> normalize_identifier(std::string_view s) {
    if (s.size() > kLongestInput) return std::nullopt;
    s = trim_ascii(s);
    if (s.size() > 2 && s.ends_with(".0") && ascii_digits(s).size() == s.size() - 1) s.remove_suffix(2);
    std::string out = fold(s);
    std::erase(out, ' ');
    for (char& c : out) c = ascii_upper(c);
    if (out.empty() || out.size() > kLongestIdentifier) return std::nullopt;
    return out;
}

IdentifierKind identifier_kind(std::string_view name) {
    std::string kinds;
    for (std::size_t i = 0; i < std::size(kIdentifierKindNames); i++) {
        if (kIdentifierKindNames[i] == name) return static_cast<IdentifierKind>(i);
        kinds.append(i == 0 ? "" : ", ").append(kIdentifierKindNames[i]);
    }
    throw Error(ErrorCode::kInvalidArgument, "unknown kind of identifier \"" + std::string(name) + "\"", {},
                "Kinds are " + kinds + ".");
}

std::optional<std::string> normalize_identifier(std::string_view s, IdentifierKind kind) {
    auto clean = normalize_identifier(s);
    if (!clean) return std::nullopt;
    // why: "IBAN FR76 …" is how invoices print it, and no IBAN starts with "IB".
    if (kind == IdentifierKind::kIban && clean->starts_with("IBAN")) clean->erase(0, 4);
    if (kind == IdentifierKind::kVat && clean->starts_with("GR")) clean->replace(0, 2, "EL");
    if (kind == IdentifierKind::kVat && clean->starts_with("CHE") && is_vat(*clean)) clean->resize(12);
    if (!is_valid(*clean, kind)) return std::nullopt;
    return clean;
}

}  // namespace cdp::text
