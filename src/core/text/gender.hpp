// SPDX-License-Identifier: PostgreSQL
// Gender, also read from civilities.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// "F", "M" or "X" (neither, or another one stated) from codes, words and civilities in EN FR DE ES IT PL NL PT and
// the ISO 5218 codes 1 and 2; nullopt for anything else, "unknown" included.
std::optional<std::string> normalize_gender(std::string_view s);

}  // namespace cdp::text
