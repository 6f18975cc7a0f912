// SPDX-License-Identifier: PostgreSQL
#include "core/text/email.hpp"

#include <unicode/uchar.h>

#include "core/text/ascii.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kLongestLocal = 64;
constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kLongestInput = 1024;

bool is_atom(char c) {
    constexpr std::string_view kSpecial = "!#$%&'*+-/=?^_`{|}~.";
    return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80 || kSpecial.find(c) != std::string_view::npos;
}

// Simple lower case of each code point; false when the text is ill-formed or has a space or control character.
bool lower(std::string_view s, std::string& out) {
    const char* p = s.data();
    const char* const end = p + s.size();
    while (p != end) {
        const char32_t cp = next_code_point(p, end);
        const auto c = static_cast<UChar32>(cp);
        if (cp == kReplacement || u_isUWhiteSpace(c) || u_iscntrl(c) || (cp >= 0x80 && !u_isgraph(c))) return false;
        append_utf8(out, cp < 0x80 ? static_cast<char32_t>(ascii_lower(static_cast<char>(cp)))
                                   : static_cast<char32_t>(u_tolower(c)));
    }
    return true;
}

bool valid_local(std::string_view local) {
    if (local.empty() || local.size() > kLongestLocal || local.front() == '.') return false;
    for (char c : local)
        if (!is_atom(c)) return false;
    return true;
}

bool valid_label(std::string_view label) {
    if (label.empty() || label.size() > kLongestLabel || label.front() == '-' || label.back() == '-') return false;
    for (char c : label)
        if (!is_ascii_alnum(c) && c != '-' && static_cast<unsigned char>(c) < 0x80) return false;
    return true;
}

bool valid_domain(std::string_view domain) {
    std::size_t labels = 0;
    std::string_view last;
    while (!domain.empty()) {
        const std::size_t dot = domain.find('.');
        last = domain.substr(0, dot);
        if (!valid_label(last)) return false;
        labels++;
        if (dot == std::string_view::npos) break;
        domain = domain.substr(dot + 1);
        if (domain.empty()) return false;
    }
    return labels >= 2 && last.size() >= 2 && !is_ascii_digit(last.front());
}

// The address proper inside what people paste.
std::string_view unwrap(std::string_view s) {
    const std::size_t open = s.rfind('<');
    if (open != std::string_view::npos) {
        const std::size_t close = s.find('>', open);
        if (close != std::string_view::npos) s = s.substr(open + 1, close - open - 1);
    }
    const auto closing = [](char c) {
        return is_ascii_space(c) || c == '.' || c == ',' || c == ';' || c == ':' || c == '"' || c == '(' || c == ')' ||
               c == '[' || c == ']' || c == '<' || c == '>';
    };
    for (;;) {
        while (!s.empty() && (closing(s.front()) || s.front() == '\'')) s.remove_prefix(1);
        while (!s.empty() && (closing(s.back()) || s.back() == '\'')) s.remove_suffix(1);
        constexpr std::string_view kScheme = "mailto:";
        if (s.size() <= kScheme.size()) return s;
        for (std::size_t i = 0; i < kScheme.size(); i++)
            if (ascii_lower(s[i]) != kScheme[i]) return s;
        s.remove_prefix(kScheme.size());
    }
}

}  // namespace

std::optional<std::string> normalize_email(std::string_view s) {
    if (s.size() > kLongestInput) return std::nullopt;
    s = unwrap(s);
    const std::size_t at = s.find('@');
    if (at == std::string_view::npos || s.find('@', at + 1) != std::string_view::npos) return std::nullopt;
    std::string address;
    if (!lower(trim_ascii(s.substr(0, at)), address)) return std::nullopt;
    const std::size_t local = address.size();
    address.push_back('@');
    if (!lower(trim_ascii(s.substr(at + 1)), address)) return std::nullopt;
    const std::string_view whole = address;
    if (whole.size() > kLongestAddress || !valid_local(whole.substr(0, local)) || !valid_domain(whole.substr(local + 1)))
        return std::nullopt;
    return address;
}

std::string email_user(std::string_view s) {
    s = unwrap(s);
    s = trim_ascii(s.substr(0, s.rfind('@')));
    const std::size_t plus = s.find('+');
    if (plus != std::string_view::npos && plus > 0) s = s.substr(0, plus);
    std::string out(s);
    for (char& c : out) c = ascii_lower(c);
    return out;
}

}  // namespace cdp::text
