// SPDX-License-Identifier: PostgreSQL
// Identifiers: customer numbers, SIREN, IBAN, social security and passport numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// Capital letters and digits, nothing between them; leading zeros stay; a spreadsheet's ".0" behind digits goes.
// nullopt when nothing is left or more than 128 bytes are. Not for identifiers whose letter case tells them apart.
std::optional<std::string> normalize_identifier(std::string_view s);

}  // namespace cdp::text
