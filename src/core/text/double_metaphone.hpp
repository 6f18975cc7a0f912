// SPDX-License-Identifier: PostgreSQL
// Double Metaphone (Philips 2000): the sound of a name as an English speaker reads it, and a second reading where its
// origin (Germanic, Slavic, Romance, Celtic, Chinese …) suggests one.
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

struct DoubleMetaphone {
    std::string primary;
    std::string alternate;  // equal to primary where there is no second reading
};

// Codes of at most four letters, of the folded text; words run on. Empty when the text has no letter.
DoubleMetaphone double_metaphone(std::string_view s, const CancelToken& cancel = {});

}  // namespace cdp::text
