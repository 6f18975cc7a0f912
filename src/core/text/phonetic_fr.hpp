// SPDX-License-Identifier: PostgreSQL
// French phonetics: Phonex (Brouard 1999), as letters.
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// The sound of the folded text's letters: capital letters, 1 for an/en/on, 2 for oi, 3 for ou, 4 for in, 5 for ch, Y for
// a closed e. Three readings of the published rules: accents have no say, since half of all files drop them; h in front
// is silent; at the end of a word a nasal vowel is one. At least one sign. Empty when the text has no letter. O(n).
std::string phonetic_fr(std::string_view s, const CancelToken& cancel = {});

}  // namespace cdp::text
