// SPDX-License-Identifier: PostgreSQL
// Metaphone (Philips 1990).
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// English sound of the folded text's letters, in full length: 16 consonants, "0" for th, "X" for sh, a vowel only
// in front. Words run together. Empty when the text has no letter.
std::string metaphone(std::string_view s, const CancelToken& cancel = {});

}  // namespace cdp::text
