// SPDX-License-Identifier: PostgreSQL
// Code points of display forms: cleaning and letter case, without a locale.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::text {

using CodePoints = std::vector<char32_t>;

bool is_upper(char32_t c) noexcept;  // title-case letters too
bool is_lower(char32_t c) noexcept;
// A small letter that has a capital: not ß, which stands among capitals too.
bool is_small(char32_t c) noexcept;
// Simple mappings; a mark keeps its form: the Greek iota subscript is one, and its capital would be a letter.
char32_t lower_of(char32_t c) noexcept;
char32_t title_of(char32_t c) noexcept;

// True when the letters of the text are all capitals or all small, which tells nothing about its words.
bool uniform_case(const CodePoints& cps) noexcept;

// Composed code points; white space, control characters and ill-formed bytes become single spaces, none at the
// ends; format characters vanish; typographic apostrophes and dashes become ' and -, the long s is an s.
CodePoints plain_text(std::string_view s);

// Where the capitals of a word begin: at `begin`, or behind the front of McDONALD, DiMAGGIO and d'ARTAGNAN, which its
// writer meant; `end` when the rest is not in capitals, two of them at least.
std::size_t capitals_begin(const CodePoints& cps, std::size_t begin, std::size_t end) noexcept;

std::string to_utf8(const char32_t* begin, const char32_t* end);
inline std::string to_utf8(const CodePoints& cps) { return to_utf8(cps.data(), cps.data() + cps.size()); }

}  // namespace cdp::text
