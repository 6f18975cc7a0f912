// SPDX-License-Identifier: PostgreSQL
// Versions of the data that results of the text functions depend on.
#pragma once

#include <string>

#include "core/base/core_only.hpp"

namespace cdp::text {

std::string icu_version();      // "72.1"
std::string unicode_version();  // "15.0"
std::string cldr_version();     // "42.0", the data behind names of countries

}  // namespace cdp::text
