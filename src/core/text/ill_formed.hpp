// SPDX-License-Identifier: PostgreSQL
// What is not UTF-8 made visible, for the rows that a sync sets aside.
#pragma once

#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// `s` with each byte that belongs to no well-formed sequence written as <c3>: what comes out is well formed.
std::string mark_ill_formed(std::string_view s);

}  // namespace cdp::text
