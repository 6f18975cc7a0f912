// SPDX-License-Identifier: PostgreSQL
#include "core/text/phone.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>

#include "core/base/hash.hpp"
#include "core/text/ascii.hpp"
#include "core/text/check_digit.hpp"
#include "core/text/country.hpp"
#include "core/text/phone_line.hpp"
#include "core/text/placeholder.hpp"
#include "core/text/romanize.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t kLongestInput = 250;  // bytes; the library's own limit

// The library, with its log silenced: the process belongs to a server whose log is not ours to write.
const PhoneNumberUtil& library() {
    static const PhoneNumberUtil* const instance = [] {
        const PhoneNumberUtil* util = PhoneNumberUtil::GetInstance();
        i18n::phonenumbers::Logger::set_logger_impl(new i18n::phonenumbers::NullLogger);
        return util;
    }();
    return *instance;
}

// ASCII digits for the digits of any script and "+" for its full-width form; the rest unchanged.
std::string ascii_form(std::string_view s) {
    if (is_ascii(s)) return std::string(trim_ascii(s));
    std::string out;
    const char* p = s.data();
    const char* const end = p + s.size();
    while (p != end) {
        const char32_t cp = next_code_point(p, end);
        const int digit = digit_value(cp);
        if (digit >= 0)
            out.push_back(static_cast<char>('0' + digit));
        else if (cp == 0xFF0B)
            out.push_back('+');
        else if (cp < 0x80)
            out.push_back(static_cast<char>(cp));
        else
            out.push_back(is_letter(cp) ? kForeignLetter : ' ');
    }
    return std::string(trim_ascii(out));
}

// Digits of a number without a country, where nothing but punctuation and a label in front stands around them.
std::optional<std::string> national_digits(std::string_view s) {
    constexpr std::string_view kPunctuation = " \t()-./\\_,:;+";
    std::string digits;
    for (const char c : s) {
        if (is_ascii_digit(c))
            digits.push_back(c);
        else if (digits.size() >= 6 && c == '#')
            break;
        else if (kPunctuation.find(c) == std::string_view::npos && !is_phone_letter(c))
            return std::nullopt;
    }
    if (digits.size() < 6 || digits.size() > 15) return std::nullopt;
    return digits;
}

// A text as far as it could be read: a number of the library, or digits without a country.
struct Reading {
    PhoneNumber number;
    std::string digits;  // of a number without a country; empty where `number` holds one
};

std::optional<Reading> read(std::string_view s, std::string_view region) {
    if (s.size() > kLongestInput) return std::nullopt;
    std::string text = ascii_form(s);
    std::size_t first = text.find_first_of("0123456789+");
    if (first == std::string::npos || is_placeholder(Kind::kPhone, text)) return std::nullopt;
    std::string country = region_code(region);
    const std::string digits = ascii_digits(text);
    if (text[first] != '+' && digits.size() > 8 && digits.starts_with("00") && digits[2] != '0') {
        // "00" is the international prefix in most of the world, and of no number's beginning anywhere.
        const std::size_t second = text.find('0', text.find('0') + 1);
        text = "+" + text.substr(second + 1);
        first = 0;
    }
    const bool plus = text[first] == '+';
    const bool north_america = plus ? digits.starts_with("1") || digits.starts_with("001")
                                    : library().GetCountryCodeForRegion(country) == 1;
    const auto line = phone_line(std::move(text), first, north_america);
    if (!line) return std::nullopt;
    Reading reading;
    if (!plus && country.empty()) {
        auto national = national_digits(line->number);
        if (!national || line->doubtful) return std::nullopt;
        reading.digits = std::move(*national);
        return reading;
    }
    if (country.empty()) country = "ZZ";
    const std::string whole = line->extension.empty() ? line->number : line->number + ";ext=" + line->extension;
    if (library().Parse(whole, country, &reading.number) != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
    if (!library().IsPossibleNumber(reading.number)) return std::nullopt;
    if (line->doubtful && !library().IsValidNumber(reading.number)) return std::nullopt;
    return reading;
}

// Whether E.164 reads as the number that it was written from. Of a number that no plan has, zeros or a trunk prefix may
// be left in front, which another reading would take away again, or which no call would get through with.
bool is_stable(const PhoneNumber& number, const std::string& e164) {
    if (library().IsValidNumber(number)) return true;
    std::string national, region, trunk;
    library().GetNationalSignificantNumber(number, &national);
    library().GetRegionCodeForCountryCode(number.country_code(), &region);
    library().GetNddPrefixForRegion(region, true, &trunk);
    if (trunk == "0" && national.starts_with('0')) return false;
    PhoneNumber again;
    std::string form;
    if (library().Parse(e164, "ZZ", &again) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
    library().Format(again, PhoneNumberUtil::E164, &form);
    return form == e164;
}

// The clean form of what was read. why: a number may look like junk only once its extension or its "(0)" is gone, and
// clean forms are clean forms of themselves.
std::optional<std::string> clean_form(const Reading& reading, bool keep_extension) {
    std::string out = reading.digits;
    if (out.empty()) {
        library().Format(reading.number, PhoneNumberUtil::E164, &out);
        if (!is_stable(reading.number, out)) return std::nullopt;
    }
    if (is_placeholder(Kind::kPhone, out)) return std::nullopt;
    if (keep_extension && reading.digits.empty() && reading.number.has_extension())
        out += ";ext=" + reading.number.extension();
    return out;
}

constexpr std::string_view kind_of(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
        case PhoneNumberUtil::FIXED_LINE: return "fixed";
        case PhoneNumberUtil::MOBILE: return "mobile";
        case PhoneNumberUtil::FIXED_LINE_OR_MOBILE: return "fixed_or_mobile";
        case PhoneNumberUtil::TOLL_FREE: return "toll_free";
        case PhoneNumberUtil::PREMIUM_RATE: return "premium";
        case PhoneNumberUtil::SHARED_COST: return "shared_cost";
        case PhoneNumberUtil::VOIP: return "voip";
        case PhoneNumberUtil::PERSONAL_NUMBER: return "personal";
        case PhoneNumberUtil::PAGER: return "pager";
        case PhoneNumberUtil::UAN: return "company";
        case PhoneNumberUtil::VOICEMAIL: return "voicemail";
        case PhoneNumberUtil::UNKNOWN: break;
    }
    return "unknown";
}

}  // namespace

std::string region_code(std::string_view region) {
    std::string country = country_code(region);
    region = trim_ascii(region);
    if (region.starts_with('+')) region.remove_prefix(1);
    if (country.empty() && region.size() <= 3 && all_digits(region)) {
        library().GetRegionCodeForCountryCode(std::stoi(std::string(region)), &country);
        if (country.size() != 2 || country == "ZZ") country.clear();
    }
    return country;
}

std::optional<std::string> normalize_phone(std::string_view s, std::string_view region, bool keep_extension) {
    const auto reading = read(s, region);
    return reading ? clean_form(*reading, keep_extension) : std::nullopt;
}

std::optional<PhoneFacts> phone_facts(std::string_view s, std::string_view region) {
    const auto reading = read(s, region);
    if (!reading || !reading->digits.empty() || !clean_form(*reading, false)) return std::nullopt;
    if (!library().IsValidNumber(reading->number)) return std::nullopt;
    PhoneFacts facts;
    library().GetRegionCodeForNumber(reading->number, &facts.region);
    facts.kind = kind_of(library().GetNumberType(reading->number));
    return facts;
}

std::optional<PhoneParts> phone_parts(std::string_view s, std::string_view region) {
    const auto reading = read(s, region);
    if (!reading || !clean_form(*reading, false)) return std::nullopt;
    if (!reading->digits.empty()) return PhoneParts{0, reading->digits, {}};
    PhoneParts parts{reading->number.country_code(), {}, reading->number.extension()};
    library().GetNationalSignificantNumber(reading->number, &parts.national);
    return parts;
}

std::string phone_key(std::string_view s) {
    std::string digits;
    const char* p = s.data();
    const char* const end = p + s.size();
    while (p != end) {
        const char32_t cp = next_code_point(p, end);
        if (cp < 0x80) {
            const char c = static_cast<char>(cp);
            if (is_ascii_digit(c)) {
                if (c != '0' || !digits.empty()) digits.push_back(c);
            } else if (c == '(' && end - p >= 2 && p[0] == '0' && p[1] == ')') {
                p += 2;
            } else if (digits.size() >= 5 && (is_ascii_alpha(c) || c == '#' || c == ';')) {
                break;  // an extension, or a remark
            }
        } else {
            const int digit = digit_value(cp);
            if (digit > 0 || (digit == 0 && !digits.empty())) digits.push_back(static_cast<char>('0' + digit));
        }
    }
    return digits;
}

namespace {

std::string make_fingerprint() {
    std::set<std::string> regions;
    library().GetSupportedRegions(&regions);
    std::uint64_t hash = 0;
    for (const std::string& region : regions) {
        PhoneNumber example;
        std::string text = region + std::to_string(library().GetCountryCodeForRegion(region));
        for (const auto type : {PhoneNumberUtil::FIXED_LINE, PhoneNumberUtil::MOBILE})
            if (library().GetExampleNumberForType(region, type, &example))
                text += "/" + std::to_string(example.national_number());
        hash = hash_bytes(text, hash);
    }
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out.push_back("0123456789abcdef"[(hash >> shift) & 15]);
    return out;
}

}  // namespace

std::string phone_metadata_fingerprint() {
    // It takes some ten milliseconds, and stays the same. Never deleted: see library().
    static const std::string* const known = new std::string(make_fingerprint());
    return *known;
}

}  // namespace cdp::text
