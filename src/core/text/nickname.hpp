// SPDX-License-Identifier: PostgreSQL
// Given names that stand for one another: nicknames, short forms and the forms of one name in EN FR ES DE IT PL.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::text {

// Changes with the table, since stored results may depend on it.
inline constexpr std::string_view kNicknameVersion = "3";

// The place of a folded given name in the table, 0 when it is not there. A name of two words (jose maria) may have
// one. O(log n), no allocation.
std::uint16_t nickname_id(std::string_view folded) noexcept;

// True when both names, given by their places, stand for one name: the table is a list of groups, and a short form
// of several names is in the group of each (bert: albert, robert, hubert; al: alan, albert, alexander). So the
// relation is symmetric, but two names that share a short form (albert, robert) are not related. 0 is related to none.
bool share_nickname(std::uint16_t a, std::uint16_t b) noexcept;

// The same for folded names; true for equal ones in the table.
inline bool is_nickname(std::string_view a, std::string_view b) noexcept {
    return share_nickname(nickname_id(a), nickname_id(b));
}

// All names that share a group with `folded`, without itself, in byte order; empty for a name not in the table.
std::vector<std::string> nicknames(std::string_view folded);

}  // namespace cdp::text
