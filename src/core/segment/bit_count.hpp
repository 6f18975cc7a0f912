// SPDX-License-Identifier: PostgreSQL
// Counting bits of whole chunks, with the machine's instruction for it where there is one.
#pragma once

#include <cstdint>

#include "core/segment/chunk.hpp"

namespace cdp::segment {

struct BitFigures {
    std::uint32_t count;  // bits that are set
    std::uint32_t runs;   // groups of neighbours among them
};
BitFigures bit_figures(const Bits& bits) noexcept;

// Bits set in both; each points to 8,192 bytes.
std::uint32_t common_bits(const unsigned char* a, const unsigned char* b) noexcept;
std::uint32_t count_bits(const unsigned char* a) noexcept;

}  // namespace cdp::segment
