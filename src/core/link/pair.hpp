// SPDX-License-Identifier: PostgreSQL
// Two records that are compared.
#pragma once

#include <compare>

#include "core/link/raw_table.hpp"

namespace cdp::link {

struct Pair {
    Record a, b;  // a < b
    auto operator<=>(const Pair&) const = default;
};

}  // namespace cdp::link
