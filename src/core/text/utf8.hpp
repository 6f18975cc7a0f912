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

// True when every byte is below 0x80. Eight bytes at a time; what is left over is read once more with its neighbours.
inline bool is_ascii(std::string_view s) noexcept {
    const char* const p = s.data();
    const std::size_t n = s.size();
    if (n >= 8) {
        std::uint64_t any, word;
        std::memcpy(&any, p + n - 8, 8);
        for (std::size_t i = 0; i + 8 < n; i += 8) {
            std::memcpy(&word, p + i, 8);
            if (((any |= word) & 0x8080808080808080ULL) != 0) return false;
        }
        return (any & 0x8080808080808080ULL) == 0;
    }
    if (n >= 4) {
        std::uint32_t first, last;
        std::memcpy(&first, p, 4);
        std::memcpy(&last, p + n - 4, 4);
        return ((first | last) & 0x80808080U) == 0;
    }
    unsigned char any = 0;
    for (std::size_t i = 0; i < n; i++) any = static_cast<unsigned char>(any | static_cast<unsigned char>(p[i]));
    return any < 0x80;
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
