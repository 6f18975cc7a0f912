// SPDX-License-Identifier: PostgreSQL
// Postal codes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// The code as the country prints it: 75001 (FR DE ES IT, also 01000 from 1000), 12345 or 12345-6789 (US),
// SW1A 1AA (GB), K1A 0B1 (CA), 1000 (BE CH), 1234 AB (NL), 00-950 (PL), A65 F4E2 (IE); nullopt for another shape.
// `country` is a code or a name; a country prefix (F-75001) and "CEDEX" go away. For other and unknown countries:
// the capital letters and digits without separators, two to ten with a digit among them; British, Canadian and
// ZIP+4 shapes are recognised there too.
std::optional<std::string> normalize_postcode(std::string_view s, std::string_view country = {});

}  // namespace cdp::text
