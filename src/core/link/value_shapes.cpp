// SPDX-License-Identifier: PostgreSQL
#include "core/link/value_shapes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "core/text/ascii.hpp"
#include "core/text/date.hpp"

namespace cdp::link {

namespace {

using text::is_ascii_alpha;
using text::is_ascii_digit;
using text::is_ascii_space;
using text::is_ascii_upper;

// Dates outside these years are taken for other numbers.
constexpr int kFirstYear = 1500;
constexpr int kLastYear = 2200;

constexpr bool is_hex(char c) noexcept { return is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::size_t count_digits(std::string_view s) noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(s, is_ascii_digit));
}

// `9` stands for a digit, `A` for a letter, anything else for itself.
bool fits(std::string_view s, std::string_view form) noexcept {
    return std::ranges::equal(s, form, [](char c, char f) {
        if (f == '9') return is_ascii_digit(c);
        if (f == 'A') return is_ascii_alpha(c);
        return c == f;
    });
}

// What may stand between the digits of a phone number.
constexpr bool phone_mark(char c) noexcept {
    return is_ascii_space(c) || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
}

// Four groups with dots, such as 192.168.0.12.
bool looks_like_ip(std::string_view s) noexcept {
    return std::ranges::count(s, '.') == 3 && s.front() != '0' && s.size() <= 15 && count_digits(s) + 3 == s.size();
}

}  // namespace

std::optional<DateShape> date_shape(std::string_view value) {
    const auto date = text::parse_date(value);
    if (!date || date->year < kFirstYear || date->year > kLastYear) return std::nullopt;
    return DateShape{date->year, value.find(':') != value.npos};
}

bool looks_like_email(std::string_view value) noexcept {
    const std::string_view s = text::trim_ascii(value);
    const std::size_t at = s.find('@');
    if (at == 0 || at == s.npos) return false;
    const std::string_view host = s.substr(at + 1);
    return host.find('.') != host.npos || host.size() >= 3;
}

bool looks_like_phone(std::string_view value) {
    std::string_view s = text::trim_ascii(value);
    if (const std::size_t ext = s.find_first_of("xX#"); ext != s.npos && ext > 6)
        s = text::trim_ascii(s.substr(0, ext));
    if (s.starts_with('+')) s.remove_prefix(1);
    const std::size_t digits = count_digits(s);
    if (digits < 6 || digits > 15 || s.size() > digits * 2 + 4) return false;
    if (!std::ranges::all_of(s, [](char c) { return is_ascii_digit(c) || phone_mark(c); })) return false;
    return !date_shape(value) && !looks_like_decimal(value) && !is_telling_postcode(value) && !looks_like_ip(s) &&
           !fits(s, "999-99-9999");
}

bool looks_like_formatted_phone(std::string_view value) {
    const std::string_view s = text::trim_ascii(value);
    if (!looks_like_phone(s)) return false;
    const std::size_t digits = count_digits(s);
    const bool marked = s.front() == '+' || s.front() == '(' || std::ranges::any_of(s, phone_mark);
    return digits >= 7 && (marked || (s.front() == '0' && digits >= 9 && digits <= 14));
}

bool looks_like_url(std::string_view value) noexcept {
    const std::string_view s = text::trim_ascii(value);
    return s.starts_with("http://") || s.starts_with("https://") || s.starts_with("www.") || s.starts_with("WWW.");
}

bool looks_like_uuid(std::string_view value) noexcept {
    const std::string_view s = text::trim_ascii(value);
    const auto hex_digits = static_cast<std::size_t>(std::ranges::count_if(s, is_hex));
    if (s.size() == 36 && s[8] == '-' && s[13] == '-') return hex_digits == 32;
    return (s.size() == 16 || s.size() == 32 || s.size() == 40 || s.size() == 64) && hex_digits == s.size() &&
           !is_all_digits(s);
}

bool looks_like_epoch(std::string_view value) noexcept {
    constexpr std::uint64_t kFirst = 946'684'800;  // 2000
    constexpr std::uint64_t kEnd = 2'208'988'800;  // 2040
    const std::string_view s = text::trim_ascii(value);
    std::uint64_t n = 0;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
    if (error != std::errc() || end != s.data() + s.size()) return false;
    return (n >= kFirst && n < kEnd) || (n >= kFirst * 1000 && n < kEnd * 1000);
}

bool looks_like_number(std::string_view value) noexcept {
    std::string_view s = text::trim_ascii(value);
    if (!s.empty() && (s.front() == '-' || s.front() == '+')) s.remove_prefix(1);
    const auto points = std::ranges::count_if(s, [](char c) { return c == '.' || c == ','; });
    return !s.empty() && is_ascii_digit(s.front()) && points <= 1 &&
           count_digits(s) + static_cast<std::size_t>(points) == s.size();
}

bool looks_like_decimal(std::string_view value) noexcept {
    return looks_like_number(value) && value.find_first_of(".,") != value.npos;
}

bool looks_like_postcode(std::string_view value) noexcept {
    std::string_view s = text::trim_ascii(value);
    if (s.size() > 3 && s[1] == '-' && is_ascii_upper(s[0])) s.remove_prefix(2);  // D-80331
    const std::size_t digits = count_digits(s);
    const auto letters = static_cast<std::size_t>(std::ranges::count_if(s, is_ascii_alpha));
    const auto marks = s.size() - digits - letters;
    return s.size() >= 3 && s.size() <= 10 && digits >= 2 && letters <= 5 && marks <= 1 &&
           std::ranges::all_of(s,
                               [](char c) { return is_ascii_digit(c) || is_ascii_alpha(c) || c == ' ' || c == '-'; }) &&
           (letters > 0 || digits <= 9);
}

bool is_telling_postcode(std::string_view value) noexcept {
    const std::string_view s = text::trim_ascii(value);
    if (s.size() < 6 || s.size() > 10) return false;
    static constexpr std::string_view kForms[] = {
        "A9 9AA",   "A99 9AA",  "AA9 9AA",   "AA99 9AA",   "A9A 9AA", "AA9A 9AA",  // United Kingdom
        "A9A 9A9",  "A9A9A9",                                                      // Canada
        "9999 AA",  "9999AA",                                                      // Netherlands
        "A99 A999", "A99 AA99", "A99 AAAA",                                        // Ireland
        "99-999",   "9999-999", "99999-999", "99999-9999", "999 99",               // PL, PT, BR, US, SE and CZ
        "A-9999",   "A-99999",  "AA-9999",                                         // with a country mark
    };
    return std::ranges::any_of(kForms, [s](std::string_view form) { return fits(s, form); });
}

bool is_all_digits(std::string_view value) noexcept {
    return !value.empty() && std::ranges::all_of(value, is_ascii_digit);
}

bool looks_like_code(std::string_view value) noexcept {
    const std::string_view s = text::trim_ascii(value);
    return s.size() >= 4 && s.size() <= 64 && count_digits(s) >= 2 && std::ranges::all_of(s, [](char c) {
               return is_ascii_digit(c) || is_ascii_alpha(c) || c == '-' || c == '_' || c == '.' || c == '/' ||
                      c == ':';
           });
}

}  // namespace cdp::link
