// SPDX-License-Identifier: PostgreSQL
// The match rating approach (Western Airlines 1977; Moore, Kuhns, Trefftzs and Montgomery, NBS Special Publication 500-2).
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// The codex of the folded text's letters: without the vowels behind the first letter, of equal neighbours one, and
// of more than six letters the first and the last three ("Catherine" is CTHRN). Empty when the text has no letter. O(n).
std::string match_rating(std::string_view s, const CancelToken& cancel = {});

// True when the codices of two texts are similar enough for their length: letters that agree position by position
// from the left are taken away, then what agrees from the right; six less the longer rest must reach the rating that
// the sum of lengths asks for (5 up to 4 letters, 4 up to 7, 3 up to 11, 2 for 12). False where the lengths of the
// codices differ by three or more, or a text has no letter. Symmetric.
bool match_rating_compare(std::string_view a, std::string_view b, const CancelToken& cancel = {});

}  // namespace cdp::text
