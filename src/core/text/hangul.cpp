// SPDX-License-Identifier: PostgreSQL
#include "core/text/hangul.hpp"

#include <string_view>

namespace cdp::text {

namespace {

constexpr std::string_view kInitials[19] = {"g",  "kk", "n", "d", "tt", "r", "m", "b", "pp", "s",
                                            "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
constexpr std::string_view kVowels[21] = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
                                          "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"};
constexpr std::string_view kFinals[28] = {"",  "k", "k", "k", "n", "n", "n", "t", "l",  "k", "m", "l", "l", "l",
                                          "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};

}  // namespace

void spell_hangul(char32_t syllable, std::string& out) {
    const char32_t index = syllable - 0xAC00;
    out += kInitials[index / (21 * 28)];
    out += kVowels[index / 28 % 21];
    out += kFinals[index % 28];
}

}  // namespace cdp::text
