// SPDX-License-Identifier: PostgreSQL
#include "core/text/vat.hpp"

#include <algorithm>

#include "core/text/ascii.hpp"
#include "core/text/check_digit.hpp"

namespace cdp::text {

namespace {

using Digits = std::string_view;

// 11 - sum mod 11 with 10 and 11 read as `ten` and 0; -1: never valid.
constexpr int eleven_less(int sum, int ten) {
    const int rest = 11 - sum % 11;
    return rest == 11 ? 0 : rest == 10 ? ten : rest;
}

bool austria(Digits s) {  // U and 8 digits
    int sum = 4;
    for (std::size_t i = 1; i < 8; i++) {
        const int d = digit(s[i]) * (i % 2 == 0 ? 2 : 1);
        sum += d / 10 + d % 10;
    }
    return (10 - sum % 10) % 10 == digit(s[8]);
}

bool belgium(Digits s) { return 97 - mod97(s.substr(0, 8)) == digit(s[8]) * 10 + digit(s[9]); }

bool denmark(Digits s) { return weighted(s, {2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0; }

bool finland(Digits s) { return eleven_less(weighted(s, {7, 9, 10, 5, 8, 4, 2}), -1) == digit(s[7]); }

// Two characters of key and the SIREN; a key of digits is (12 + 3 * (SIREN mod 97)) mod 97.
bool france(Digits s) {
    const Digits siren = s.substr(2);
    if (!luhn(siren) || all_zeros(siren)) return false;
    if (!all_digits(s.substr(0, 2))) return s.find_first_of("IO") == Digits::npos;
    return (12 + 3 * mod97(siren)) % 97 == digit(s[0]) * 10 + digit(s[1]);
}

bool greece(Digits s) { return weighted(s, {256, 128, 64, 32, 16, 8, 4, 2}) % 11 % 10 == digit(s[8]); }

// Government departments (GD) and health authorities (HA) have no check digit; branches follow the nine digits.
bool britain(Digits s) {
    if (s.size() == 5) {
        const int number = digit(s[2]) * 100 + digit(s[3]) * 10 + digit(s[4]);
        return s.starts_with("GD") ? number < 500 : s.starts_with("HA") && number >= 500;
    }
    const int sum = weighted(s, {8, 7, 6, 5, 4, 3, 2}) + digit(s[7]) * 10 + digit(s[8]);
    return sum % 97 == 0 || (sum + 55) % 97 == 0;
}

bool italy(Digits s) { return luhn(s) && s.substr(0, 7) != "0000000"; }

bool luxembourg(Digits s) {
    int rest = 0;
    for (char c : s.substr(0, 6)) rest = (rest * 10 + digit(c)) % 89;
    return rest == digit(s[6]) * 10 + digit(s[7]);
}

// Nine digits with their own check, or since 2020 for sole traders MOD 97-10 over the whole number.
bool netherlands(Digits s) {
    if (s[9] != 'B' || !all_digits(s.substr(0, 9)) || !all_digits(s.substr(10))) return false;
    return weighted(s, {9, 8, 7, 6, 5, 4, 3, 2}) % 11 == digit(s[8]) || mod97(s, mod97("NL")) == 1;
}

bool poland(Digits s) { return weighted(s, {6, 5, 7, 2, 3, 4, 5, 6, 7}) % 11 == digit(s[9]); }

bool portugal(Digits s) { return eleven_less(weighted(s, {9, 8, 7, 6, 5, 4, 3, 2}), 0) == digit(s[8]); }

bool sweden(Digits s) { return luhn(s.substr(0, 10)); }

bool slovenia(Digits s) { return eleven_less(weighted(s, {8, 7, 6, 5, 4, 3, 2}), 0) == digit(s[7]); }

bool switzerland(Digits s) { return eleven_less(weighted(s, {5, 4, 3, 2, 7, 6, 5, 4}), -1) == digit(s[8]); }

// DNI and NIE of persons end in a letter of the number mod 23; numbers of entities in a digit or letter by Luhn.
bool spain(Digits s) {
    constexpr Digits kPersons = "TRWAGMYFPDXBNJZSQVHLCKE";
    constexpr Digits kEntities = "JABCDEFGHI";
    if (!all_digits(s.substr(1, 7))) return false;
    const char last = s[8];
    const Digits foreign = "XYZ";
    const std::size_t first = is_ascii_digit(s[0]) ? static_cast<std::size_t>(digit(s[0])) : foreign.find(s[0]);
    if (first != Digits::npos || s[0] == 'K' || s[0] == 'L' || s[0] == 'M') {
        std::size_t number = first == Digits::npos ? 0 : first;
        for (char c : s.substr(1, 7)) number = number * 10 + static_cast<std::size_t>(digit(c));
        return kPersons[number % 23] == last;
    }
    if (Digits("ABCDEFGHJNPQRSUVW").find(s[0]) == Digits::npos) return false;
    // The seven digits and a zero in the place of the check digit give what Luhn asks for.
    const std::string_view body = s.substr(1, 7);
    int sum = 0;
    for (std::size_t i = 0; i < 7; i++) {
        const int d = digit(body[i]) * (i % 2 == 0 ? 2 : 1);
        sum += d > 9 ? d - 9 : d;
    }
    const int check = (10 - sum % 10) % 10;
    const bool as_letter = kEntities[static_cast<std::size_t>(check)] == last;
    const bool as_digit = is_ascii_digit(last) && digit(last) == check;
    if (Digits("PQRSNW").find(s[0]) != Digits::npos) return as_letter;
    return Digits("ABEH").find(s[0]) != Digits::npos ? as_digit : as_letter || as_digit;
}

// Forms after the country: 9 a digit, # a letter or digit, other letters themselves. One row for each length.
struct Rule {
    std::string_view country;
    std::string_view form;
    bool (*check)(Digits) = nullptr;
};

constexpr Rule kRules[] = {
    {"AT", "U99999999", &austria},  {"BE", "9999999999", &belgium}, {"BG", "999999999"},
    {"BG", "9999999999"},           {"CHE", "999999999", &switzerland}, {"CHE", "999999999IVA", &switzerland},
    {"CHE", "999999999MWST", &switzerland}, {"CHE", "999999999TVA", &switzerland}, {"CY", "99999999#"},
    {"CZ", "99999999"},             {"CZ", "999999999"},            {"CZ", "9999999999"},
    {"DE", "999999999", &mod11_10}, {"DK", "99999999", &denmark},   {"EE", "999999999"},
    {"EL", "999999999", &greece},   {"ES", "#9999999#", &spain},    {"FI", "99999999", &finland},
    {"FR", "##999999999", &france}, {"GB", "999999999", &britain},  {"GB", "999999999999", &britain},
    {"GB", "##999", &britain},      {"HR", "99999999999"},          {"HU", "99999999"},
    {"IE", "9#99999#"},             {"IE", "9999999##"},            {"IT", "99999999999", &italy},
    {"LT", "999999999"},            {"LT", "999999999999"},         {"LU", "99999999", &luxembourg},
    {"LV", "99999999999"},          {"MT", "99999999"},             {"NL", "#########B##", &netherlands},
    {"PL", "9999999999", &poland},  {"PT", "999999999", &portugal}, {"RO", "99"},
    {"RO", "999"},                  {"RO", "9999"},                 {"RO", "99999"},
    {"RO", "999999"},               {"RO", "9999999"},              {"RO", "99999999"},
    {"RO", "999999999"},            {"RO", "9999999999"},           {"SE", "999999999999", &sweden},
    {"SI", "99999999", &slovenia},  {"SK", "9999999999"},           {"XI", "999999999", &britain},
    {"XI", "999999999999", &britain}, {"XI", "##999", &britain},
};

bool has_form(std::string_view s, std::string_view form) {
    return std::equal(s.begin(), s.end(), form.begin(), form.end(), [](char c, char f) {
        return f == '9' ? is_ascii_digit(c) : f == '#' ? is_ascii_alnum(c) : c == f;
    });
}

}  // namespace

bool is_vat(std::string_view s) {
    for (const Rule& rule : kRules) {
        if (!s.starts_with(rule.country)) continue;
        const std::string_view number = s.substr(rule.country.size());
        if (all_zeros(number)) return false;
        if (has_form(number, rule.form) && (rule.check == nullptr || rule.check(number))) return true;
    }
    return false;
}

}  // namespace cdp::text
