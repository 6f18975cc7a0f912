// SPDX-License-Identifier: PostgreSQL
// The match form of a text: pure ASCII [a-z0-9 ], single spaces, none at the ends. Canonically equivalent texts
// (composed and decomposed letters) have one fold, and folding a fold changes nothing.
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// Changes whenever results of fold change with the same ICU, since stored results may depend on it.
inline constexpr std::string_view kFoldVersion = "2";

// NFKC case-fold, any script to Latin, Latin to ASCII. Apostrophes vanish (O'Neil -> oneil); every other
// punctuation mark, and each ill-formed byte sequence, becomes a space. Latin letters lose their marks (ä -> a,
// ß -> ss, æ -> ae, ø -> o, ł -> l, þ -> th); Greek follows ELOT 743, Cyrillic the usual Latin spelling of names.
// Arabic and Hebrew: core/text/semitic.hpp, short vowels are not written and not guessed. Hangul: Revised
// Romanization by syllable. Ideographs: pinyin without tone, a word each, Japanese ones too, since nothing in a text
// tells the languages apart. All other scripts (kana, Thai, Devanagari …) ICU's Any-Latin without marks. Letters
// that nothing can romanise become their code points in hexadecimal (u1401), so that different texts stay
// different. Linear time and memory; thread-safe; asks `cancel` now and then.
std::string fold(std::string_view s, const CancelToken& cancel = {});

// The text up to its first space at or after `bytes`, or all of it: fold(s) begins with the fold of that, and has a
// space behind it or ends. So codes that need only a few letters need not fold a long text.
inline std::string_view words_of_head(std::string_view s, std::size_t bytes) noexcept {
    return s.substr(0, bytes < s.size() ? s.find(' ', bytes) : s.size());
}

}  // namespace cdp::text
