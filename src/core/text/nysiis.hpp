// SPDX-License-Identifier: PostgreSQL
// NYSIIS, the code of the New York State Identification and Intelligence System (Taft 1970).
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// The original rules, in full length: its first six letters are the code that Taft published. Of the folded text's
// letters; words run together. At least one letter, "S" and "A" at the end are dropped behind it only. Empty when the
// text has no letter. O(n).
std::string nysiis(std::string_view s, const CancelToken& cancel = {});

}  // namespace cdp::text
