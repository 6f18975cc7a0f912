// SPDX-License-Identifier: PostgreSQL
// Daitch–Mokotoff Soundex (Mokotoff 1985, Daitch 1986), for Slavic, Germanic and Jewish names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/cancel.hpp"

namespace cdp::text {

inline constexpr std::size_t kDaitchMokotoffDigits = 6;

// All codes of the folded text, of six digits each, in ascending order: one for every way in which its ambiguous
// letters may sound ("Peters" is 734000 and 739400). The chart is JewishGen's, with ą, ę and ţ as letters of their own
// and j as vowel or consonant; words run together. Empty when the text has no letter. O(n): the number of codes that
// can be open at a time has a bound.
std::vector<std::string> daitch_mokotoff(std::string_view s, const CancelToken& cancel = {});

}  // namespace cdp::text
