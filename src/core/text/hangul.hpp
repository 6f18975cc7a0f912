// SPDX-License-Identifier: PostgreSQL
// Korean syllables in Latin, syllable by syllable: Revised Romanization (2000) without changes of sound between
// syllables, as names are transcribed.
#pragma once

#include <string>

#include "core/base/core_only.hpp"

namespace cdp::text {

constexpr bool is_hangul_syllable(char32_t cp) noexcept { return cp >= 0xAC00 && cp <= 0xD7A3; }

// Appends the spelling of a syllable; the code point is arithmetic on initial, vowel and final (Unicode 3.12).
void spell_hangul(char32_t syllable, std::string& out);

}  // namespace cdp::text
