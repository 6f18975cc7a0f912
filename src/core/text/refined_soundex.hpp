// SPDX-License-Identifier: PostgreSQL
// Refined Soundex, as Apache Commons Codec defines it.
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// The first letter and then the digit of every letter, that one included; neighbours with one digit count once, vowels,
// h, w and y are digit 0 ("testing" is T6036084). Of the folded text's letters, in full length. Empty when the text
// has no letter. O(n).
std::string refined_soundex(std::string_view s, const CancelToken& cancel = {});

}  // namespace cdp::text
