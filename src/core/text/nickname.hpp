// SPDX-License-Identifier: PostgreSQL
// Given names that stand for one another: nicknames, short forms and the forms of one name in EN FR ES DE PL.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// Changes with the table, since stored results may depend on it.
inline constexpr std::string_view kNicknameVersion = "1";

// The group of a folded given name, 0 when it has none. A name is in one group at most: short forms of several
// names (Alex, Chris, Sam) are grouped with the name that they most often stand for. O(log n), no allocation.
std::uint32_t nickname_group(std::string_view folded) noexcept;

// True when both folded names are in one group.
bool same_nickname_group(std::string_view a, std::string_view b) noexcept;

}  // namespace cdp::text
