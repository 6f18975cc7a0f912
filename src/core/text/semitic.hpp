// SPDX-License-Identifier: PostgreSQL
// Arabic and Hebrew letters in the usual Latin spelling of names. Both scripts leave short vowels out, and so does
// the result; long vowels and the letters that stand for either a vowel or a consonant are told apart by their
// neighbours: yusf, ali, mhmd; dvd, shlomo. Vowel points change nothing, so pointed and plain spellings are equal.
#pragma once

#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// True for the letters of Arabic, Persian, Urdu, Kurdish and Uyghur that have an entry, and for those of Hebrew.
bool is_arabic_letter(char32_t cp) noexcept;
bool is_hebrew_letter(char32_t cp) noexcept;
// True for what stands between such letters and says nothing here: points, tatweel, joiners.
bool is_semitic_point(char32_t cp) noexcept;
// The geresh of Hebrew, or an apostrophe in its place, which makes j of gimel and ch of tsadi.
constexpr char32_t kGeresh = 0x5F3;

// Appends the spelling of one word: letters of one script without points; Hebrew with its gereshes.
void spell_arabic(std::u32string_view word, std::string& out);
void spell_hebrew(std::u32string_view word, std::string& out);

}  // namespace cdp::text
