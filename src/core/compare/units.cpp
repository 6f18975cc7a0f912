// SPDX-License-Identifier: PostgreSQL
#include "core/compare/units.hpp"

#include <string>

namespace cdp::compare {

void require_length(std::size_t a, std::size_t b, std::size_t limit) {
    if (a <= limit && b <= limit) return;
    throw Error(ErrorCode::kLimitExceeded, "text is too long to compare",
                "One argument has " + std::to_string(std::max(a, b)) + " characters, the limit is " +
                    std::to_string(limit) + ".",
                "Compare a prefix of it, such as left(value, 10000).");
}

}  // namespace cdp::compare
