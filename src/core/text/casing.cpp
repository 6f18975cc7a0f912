// SPDX-License-Identifier: PostgreSQL
#include "core/text/casing.hpp"

#include <unicode/uchar.h>

#include "core/text/romanize.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

UChar32 icu_char(char32_t c) { return static_cast<UChar32>(c); }

// The plain form of one code point; 0 for what vanishes.
char32_t plain(char32_t c) {
    if (c < 0x80) return c <= ' ' || c == 0x7F ? U' ' : c == '`' ? U'\'' : c;
    switch (c) {
        case 0xB4: case 0x2018: case 0x2019: case 0x201B: case 0x2032: case 0x2BC: case 0xFF07: return '\'';
        case 0x17F: return 's';
        case kReplacement: return ' ';
        default: break;
    }
    switch (u_charType(icu_char(c))) {
        case U_DASH_PUNCTUATION: return '-';
        case U_FORMAT_CHAR: return 0;
        case U_CONTROL_CHAR: case U_SPACE_SEPARATOR: case U_LINE_SEPARATOR: case U_PARAGRAPH_SEPARATOR:
        case U_UNASSIGNED: case U_PRIVATE_USE_CHAR: return ' ';
        default: return c;
    }
}

}  // namespace

bool is_upper(char32_t c) noexcept {
    return u_isupper(icu_char(c)) != 0 || u_charType(icu_char(c)) == U_TITLECASE_LETTER;
}
bool is_lower(char32_t c) noexcept { return u_islower(icu_char(c)) != 0; }
bool is_small(char32_t c) noexcept { return is_lower(c) && title_of(c) != c; }
char32_t lower_of(char32_t c) noexcept { return is_mark(c) ? c : static_cast<char32_t>(u_tolower(icu_char(c))); }
char32_t title_of(char32_t c) noexcept { return is_mark(c) ? c : static_cast<char32_t>(u_totitle(icu_char(c))); }

bool uniform_case(const CodePoints& cps) noexcept {
    bool any_upper = false;
    bool any_lower = false;
    for (char32_t c : cps) {
        any_upper = any_upper || is_upper(c);
        any_lower = any_lower || is_small(c);
    }
    return any_upper != any_lower;
}

std::size_t capitals_begin(const CodePoints& cps, std::size_t begin, std::size_t end) noexcept {
    constexpr std::size_t kLongestFront = 4;  // Fitz, dell
    std::size_t at = begin;
    if (at < end && is_upper(cps[at])) at++;
    while (at < end && is_small(cps[at])) at++;
    const std::size_t smalls = at - begin - (at > begin && is_upper(cps[begin]) ? 1 : 0);
    if (smalls == 0) at = begin;
    if (at - begin > kLongestFront) return end;
    const bool elided = at < end && cps[at] == '\'';
    if (smalls > 0 && !elided && !is_upper(cps[begin])) return end;
    if (smalls > 0 && elided) at++;
    std::size_t capitals = 0;
    for (std::size_t i = at; i < end; i++) {
        if (is_small(cps[i])) return end;
        capitals += is_upper(cps[i]) ? 1 : 0;
    }
    return capitals > 1 ? at : end;
}

CodePoints plain_text(std::string_view s) {
    CodePoints cps;
    decode_utf8(s, cps);
    compose(cps);
    CodePoints out;
    for (char32_t raw : cps) {
        const char32_t c = plain(raw);
        if (c != 0 && (c != ' ' || (!out.empty() && out.back() != ' '))) out.push_back(c);
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    compose(out);
    return out;
}

std::string to_utf8(const char32_t* begin, const char32_t* end) {
    std::string out;
    for (; begin != end; begin++) append_utf8(out, *begin);
    return out;
}

}  // namespace cdp::text
