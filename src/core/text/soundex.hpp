// SPDX-License-Identifier: PostgreSQL
// American Soundex, as the National Archives describe it (Russell 1918).
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// A letter and three digits ("R163"), of the folded text's letters; other characters are passed over. Letters of one
// code with only h or w between them count once. Empty when the text has no letter.
std::string soundex(std::string_view s, const CancelToken& cancel = {});

}  // namespace cdp::text
