// SPDX-License-Identifier: PostgreSQL
// What fold leaves to ICU: letters outside its tables, brought to Latin run by run.
#pragma once

#include <string>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::text {

// Replaces `cps` by its NFC form. Marks that follow one another without end are cut after kMostMarks (as the Stream-Safe
// Text Format of UAX #15 does after 30), since sorting them is quadratic. Linear, and cheap where nothing composes.
inline constexpr std::size_t kMostMarks = 128;
void compose(std::vector<char32_t>& cps);

// A bounded run of code points as NFKC case-folded and, where it has letters, transliterated to Latin; the
// result is in NFKD, so that marks stand apart. Thread-safe.
std::vector<char32_t> romanize(const char32_t* run, std::size_t count);

// True when NFC never joins this code point to what stands before it.
bool starts_composition(char32_t cp) noexcept;

// Replaces letters of the Arabic and Hebrew presentation forms by the letters that they stand for (NFKC).
void unshape(std::vector<char32_t>& cps);

// Pinyin without tone of an ideograph of the Basic Multilingual Plane, at most six letters; empty when it has none.
// Remembered, since ICU takes microseconds for each. Thread-safe.
struct Pinyin {
    char letters[6] = {};
    std::size_t length = 0;
};
Pinyin pinyin(char32_t ideograph);
constexpr bool has_pinyin_slot(char32_t cp) noexcept { return cp >= 0x3400 && cp <= 0x9FFF; }

// True for letters and digits of any script.
bool is_letter_or_digit(char32_t cp) noexcept;
bool is_letter(char32_t cp) noexcept;
bool is_mark(char32_t cp) noexcept;
// The value of a decimal digit of any script, or -1.
int digit_value(char32_t cp) noexcept;

}  // namespace cdp::text
