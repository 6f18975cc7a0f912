// SPDX-License-Identifier: PostgreSQL
// The levels of one pair, four bits a comparison: 0 = missing, then 1 = strictest. Many pairs share a pattern,
// so training works on patterns and their counts.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

#include "core/base/hash.hpp"

namespace cdp::score {

struct Pattern {
    std::uint64_t low = 0, high = 0;

    unsigned level(std::size_t comparison) const noexcept {
        return (comparison < 16 ? low >> (4 * comparison) : high >> (4 * (comparison - 16))) & 15;
    }
    // Each comparison at most once.
    void set(std::size_t comparison, unsigned level) noexcept { replace(comparison, 0, level); }
    // A level for the one that is there.
    void replace(std::size_t comparison, unsigned before, unsigned level) noexcept {
        if (comparison < 16)
            low ^= std::uint64_t{before ^ level} << (4 * comparison);
        else
            high ^= std::uint64_t{before ^ level} << (4 * (comparison - 16));
    }
    auto operator<=>(const Pattern&) const = default;
};

struct PatternHash {
    std::size_t operator()(const Pattern& p) const noexcept { return combine64(p.low, p.high); }
};

}  // namespace cdp::score
