// SPDX-License-Identifier: PostgreSQL
// Countries as people write them -> ISO 3166-1 alpha-2.
#pragma once

#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// "FR" for FR, fra, France, Frankreich, Francia …: codes of two and three letters, the names in eight European
// languages and in the country's own, common aliases (UK, Holland), and signs of vehicles (D, SLO). Empty for anything else. Thread-safe.
std::string country_code(std::string_view s);

}  // namespace cdp::text
