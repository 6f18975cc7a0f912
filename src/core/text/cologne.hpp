// SPDX-License-Identifier: PostgreSQL
// Cologne phonetics (Kölner Phonetik, Postel 1969), for German names.
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// Digits 0 to 8 of the folded text's letters, 0 for a vowel in front only ("Müller-Lüdenscheidt" is 65752682); words
// run together. Empty when the text has no letter, or none but h. O(n).
std::string cologne(std::string_view s, const CancelToken& cancel = {});

}  // namespace cdp::text
