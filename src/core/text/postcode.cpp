// SPDX-License-Identifier: PostgreSQL
#include "core/text/postcode.hpp"

#include "core/text/ascii.hpp"
#include "core/text/country.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestInput = 64;

// A shape of letters (A), digits (9) and either (#).
bool has_shape(std::string_view s, std::string_view shape) {
    if (s.size() != shape.size()) return false;
    for (std::size_t i = 0; i < s.size(); i++) {
        const bool digit = is_ascii_digit(s[i]);
        if (shape[i] == '9' ? !digit : shape[i] == 'A' ? digit : false) return false;
    }
    return true;
}

// A code of fixed shape; `split` is where `separator` goes, 0 for nowhere.
struct Format {
    std::string_view country;
    std::string_view shape;
    std::size_t split;
    char separator;
    bool padded;  // a leading zero is often lost, as spreadsheets do
    int first;    // smallest and largest value of the first two digits
    int last;
};

constexpr Format kFormats[] = {
    {"BE", "9999", 0, ' ', false, 10, 99},   {"CA", "A9A9A9", 3, ' ', false, 0, 99}, {"CH", "9999", 0, ' ', false, 10, 99},
    {"DE", "99999", 0, ' ', true, 1, 99},    {"ES", "99999", 0, ' ', true, 1, 52},   {"FR", "99999", 0, ' ', true, 1, 98},
    {"IE", "A9#####", 3, ' ', false, 0, 99}, {"IT", "99999", 0, ' ', true, 0, 98},   {"NL", "9999AA", 4, ' ', false, 10, 99},
    {"PL", "99999", 2, '-', true, 0, 99},    {"US", "99999", 0, ' ', true, 0, 99},   {"US", "999999999", 5, '-', false, 0, 99},
};

std::optional<std::string> apply(const Format& format, std::string code) {
    if (format.padded && code.size() == 4 && has_shape(code, "9999")) code.insert(code.begin(), '0');
    if (!has_shape(code, format.shape)) return std::nullopt;
    if (format.shape.starts_with("99")) {
        const int head = (code[0] - '0') * 10 + (code[1] - '0');
        if (head < format.first || head > format.last) return std::nullopt;
    }
    if (format.split != 0) code.insert(code.begin() + static_cast<std::ptrdiff_t>(format.split), format.separator);
    return code;
}

std::optional<std::string> british(std::string code) {
    if (code.size() < 5 || code.size() > 7) return std::nullopt;
    const std::string_view whole = code;
    const std::string_view out = whole.substr(0, code.size() - 3);
    if (!has_shape(whole.substr(code.size() - 3), "9AA")) return std::nullopt;
    for (std::string_view shape : {"A9", "A99", "AA9", "AA99", "A9A", "AA9A"})
        if (has_shape(out, shape)) {
            code.insert(code.size() - 3, 1, ' ');
            return code;
        }
    return std::nullopt;
}

// Letters and digits in capitals, without what surrounds a code: a country prefix, CEDEX, a spreadsheet's ".0".
std::string compact(std::string_view s) {
    s = trim_ascii(s);
    if (s.ends_with(".0")) s.remove_suffix(2);
    const std::string folded = fold(s);
    std::string out;
    std::string_view rest = folded;
    while (!rest.empty()) {
        const std::string_view word = next_word(rest);
        if (word.starts_with("cedex")) break;
        for (char c : word) out.push_back(ascii_upper(c));
    }
    return out;
}

// "F75001" -> "75001": up to three letters in front of digits only.
std::string_view without_prefix(std::string_view code) {
    const std::size_t digit = code.find_first_of("0123456789");
    if (digit == std::string_view::npos || digit == 0 || digit > 3) return code;
    for (std::size_t i = digit; i < digit + 4 && i < code.size(); i++)
        if (!is_ascii_digit(code[i])) return code;
    return code.size() - digit < 4 ? code : code.substr(digit);
}

std::optional<std::string> unknown_country(std::string_view s, std::string code) {
    if (auto gb = british(code)) return gb;
    if (has_shape(code, "A9A9A9")) return code.insert(3, 1, ' ');
    if (has_shape(code, "999999999") && s.find('-') != std::string_view::npos) return code.insert(5, 1, '-');
    if (code.size() < 2 || code.size() > 10) return std::nullopt;
    if (code.find_first_of("0123456789") == std::string::npos) return std::nullopt;
    return code;
}

}  // namespace

std::optional<std::string> normalize_postcode(std::string_view s, std::string_view country) {
    if (s.size() > kLongestInput) return std::nullopt;
    std::string code = compact(s);
    if (code.empty()) return std::nullopt;
    const std::string iso = country_code(country);
    if (iso == "GB") return british(std::move(code));
    bool known = false;
    for (const Format& format : kFormats) {
        if (format.country != iso) continue;
        known = true;
        const std::string plain(format.shape.front() == '9' ? without_prefix(code) : std::string_view(code));
        if (auto clean = apply(format, plain)) return clean;
    }
    if (known) return std::nullopt;
    return unknown_country(s, std::move(code));
}

}  // namespace cdp::text
