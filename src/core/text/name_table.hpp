// SPDX-License-Identifier: PostgreSQL
// Frequent given and family names, by which a name in one field tells the order of its parts and a column of names
// what it is. Look-ups take the folded form; a single hit or miss means little. O(log n), no allocation.
#pragma once

#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

bool is_given_name(std::string_view token) noexcept;
bool is_family_name(std::string_view token) noexcept;
bool has_family_ending(std::string_view token) noexcept;  // -ski, -enko, -sson …

}  // namespace cdp::text
