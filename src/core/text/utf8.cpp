// SPDX-License-Identifier: PostgreSQL
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

struct Lead {
    int trailing;        // continuation bytes that follow; 0: the byte cannot lead
    unsigned char low;   // range of the first continuation byte: it rules out overlong forms, surrogates
    unsigned char high;  // and what lies above U+10FFFF
};

constexpr Lead lead_of(unsigned char b) noexcept {
    if (b >= 0xC2 && b <= 0xDF) return {1, 0x80, 0xBF};
    if (b == 0xE0) return {2, 0xA0, 0xBF};
    if (b == 0xED) return {2, 0x80, 0x9F};
    if (b >= 0xE1 && b <= 0xEF) return {2, 0x80, 0xBF};
    if (b == 0xF0) return {3, 0x90, 0xBF};
    if (b >= 0xF1 && b <= 0xF3) return {3, 0x80, 0xBF};
    if (b == 0xF4) return {3, 0x80, 0x8F};
    return {0, 0, 0};
}

// Like next_multibyte, and tells whether the sequence was well formed (U+FFFD itself may be in the text).
bool read_multibyte(const char*& p, const char* end, char32_t& cp) noexcept {
    const auto first = static_cast<unsigned char>(*p++);
    const Lead lead = lead_of(first);
    cp = kReplacement;
    if (lead.trailing == 0) return false;
    char32_t value = first & (0x3Fu >> lead.trailing);
    for (int i = 0; i < lead.trailing; i++) {
        if (p == end) return false;
        const auto b = static_cast<unsigned char>(*p);
        if (b < (i == 0 ? lead.low : 0x80) || b > (i == 0 ? lead.high : 0xBF)) return false;
        value = (value << 6) | (b & 0x3Fu);
        p++;
    }
    cp = value;
    return true;
}

}  // namespace

char32_t next_multibyte(const char*& p, const char* end) noexcept {
    char32_t cp;
    read_multibyte(p, end, cp);
    return cp;
}

bool valid_utf8(std::string_view s) noexcept {
    if (is_ascii(s)) return true;
    const char* p = s.data();
    const char* const end = p + s.size();
    char32_t cp;
    while (p != end) {
        if (static_cast<unsigned char>(*p) < 0x80)
            p++;
        else if (!read_multibyte(p, end, cp))
            return false;
    }
    return true;
}

void decode_utf8(std::string_view s, std::vector<char32_t>& out) {
    out.clear();
    out.reserve(s.size());
    const char* p = s.data();
    const char* const end = p + s.size();
    while (p != end) out.push_back(next_code_point(p, end));
}

void append_utf8(std::string& out, char32_t cp) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = kReplacement;
    if (cp < 0x80) {
        out.push_back(static_cast<char>(cp));
    } else if (cp < 0x800) {
        out.push_back(static_cast<char>(0xC0 | (cp >> 6)));
        out.push_back(static_cast<char>(0x80 | (cp & 0x3F)));
    } else if (cp < 0x10000) {
        out.push_back(static_cast<char>(0xE0 | (cp >> 12)));
        out.push_back(static_cast<char>(0x80 | ((cp >> 6) & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (cp & 0x3F)));
    } else {
        out.push_back(static_cast<char>(0xF0 | (cp >> 18)));
        out.push_back(static_cast<char>(0x80 | ((cp >> 12) & 0x3F)));
        out.push_back(static_cast<char>(0x80 | ((cp >> 6) & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (cp & 0x3F)));
    }
}

std::size_t count_code_points(std::string_view s) noexcept {
    if (is_ascii(s)) return s.size();
    const char* p = s.data();
    const char* const end = p + s.size();
    std::size_t n = 0;
    for (; p != end; n++) next_code_point(p, end);
    return n;
}

std::string_view head_of(std::string_view s, std::size_t bytes) noexcept {
    if (s.size() <= bytes) return s;
    // why: at most three steps back, so that hostile bytes are cut somewhere instead of being dropped.
    std::size_t n = bytes;
    while (n > 0 && bytes - n < 3 && (static_cast<unsigned char>(s[n]) & 0xC0) == 0x80) n--;
    return s.substr(0, n);
}

}  // namespace cdp::text
