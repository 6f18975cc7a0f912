// SPDX-License-Identifier: PostgreSQL
// Long texts in pieces, so that work on code points can be stopped between them and its memory stays small.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/text/romanize.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

// Whether a text may be cut in front of `rest`: at a character that nothing before it composes with.
inline bool starts_anew(std::string_view rest) {
    if ((static_cast<unsigned char>(rest.front()) & 0xC0) == 0x80) return false;
    const char* p = rest.data();
    return starts_composition(next_code_point(p, p + rest.size()));
}

// Bytes to take at once, all of a short text: up to a space, else up to such a character.
inline std::size_t piece_length(std::string_view s) {
    constexpr std::size_t kPiece = 1 << 16;
    if (s.size() <= 2 * kPiece) return s.size();
    const std::size_t space = s.find(' ', kPiece);
    if (space < 2 * kPiece) return space;
    std::size_t n = 2 * kPiece;
    while (n > kPiece && !starts_anew(s.substr(n))) n--;
    return n;
}

}  // namespace cdp::text
