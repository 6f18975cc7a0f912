// SPDX-License-Identifier: PostgreSQL
// What the two forms of the survivors of a group begin with: a log of its rows, or a block of picks and tallies.
#pragma once

#include <cstdint>

namespace cdp::merge {

struct SurvivorsHeader {
    std::uint32_t size;
    std::uint32_t used;
    std::uint16_t attributes;
    std::uint16_t head;  // bytes before the rows of a log; 0 in a block
    std::uint32_t rows;  // of a log
};

}  // namespace cdp::merge
