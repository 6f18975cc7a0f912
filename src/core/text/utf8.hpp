// SPDX-License-Identifier: PostgreSQL
// UTF-8 in and out. Reading never fails: each maximal part of an ill-formed sequence becomes one U+FFFD, as the
// Unicode standard recommends, so hostile bytes cost a replacement character and nothing else.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::text {

inline constexpr char32_t kReplacement = 0xFFFD;

// True when test(word) holds for some eight bytes of `s`. Each byte is in a word at least once; what else is in the word
// of a text shorter than that are its own bytes again, and zeros.
template <class Test>
inline bool any_eight(std::string_view s, const Test& test) noexcept {
    const auto load = [](const char* p, auto word) {
        std::memcpy(&word, p, sizeof word);
        return std::uint64_t{word};
    };
    const char* p = s.data();
    const std::size_t n = s.size();
    if (n >= 8) {
        for (const char* const last = p + n - 8; p < last; p += 8)
            if (test(load(p, std::uint64_t{}))) return true;
        return test(load(s.data() + n - 8, std::uint64_t{}));
    }
    if (n >= 4) return test(load(p, std::uint32_t{}) << 32 | load(p + n - 4, std::uint32_t{}));
    if (n == 0) return test(std::uint64_t{0});
    return test(load(p, std::uint8_t{}) << 16 | load(p + n / 2, std::uint8_t{}) << 8 | load(p + n - 1, std::uint8_t{}));
}

// True when every byte is below 0x80.
inline bool is_ascii(std::string_view s) noexcept {
    return !any_eight(s, [](std::uint64_t word) { return (word & 0x8080808080808080ULL) != 0; });
}

// Reads a code point that does not start with an ASCII byte; see next_code_point.
char32_t next_multibyte(const char*& p, const char* end) noexcept;

// Reads one code point at p < end and moves p past it; U+FFFD for an ill-formed sequence.
inline char32_t next_code_point(const char*& p, const char* end) noexcept {
    const auto first = static_cast<unsigned char>(*p);
    if (first < 0x80) {
        p++;
        return first;
    }
    if (first >= 0xC2 && first < 0xE0 && end - p >= 2 && (static_cast<unsigned char>(p[1]) & 0xC0) == 0x80) {
        const char32_t cp = (first & 0x1Fu) << 6 | (static_cast<unsigned char>(p[1]) & 0x3Fu);
        p += 2;
        return cp;
    }
    return next_multibyte(p, end);
}

// True for well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
bool valid_utf8(std::string_view s) noexcept;

// Replaces `out` by the code points of `s`.
void decode_utf8(std::string_view s, std::vector<char32_t>& out);

// Appends one code point; what is no scalar value is written as U+FFFD.
void append_utf8(std::string& out, char32_t cp);

// The start of `s`, of at most `bytes` bytes, that cuts no code point: what a message quotes of a long value.
std::string_view head_of(std::string_view s, std::size_t bytes) noexcept;

// Number of code points that decode_utf8 would give.
std::size_t count_code_points(std::string_view s) noexcept;

}  // namespace cdp::text
