// SPDX-License-Identifier: PostgreSQL
// The generator's own dice: the same seed gives the same customers on every machine and standard library, which
// the distributions of <random> do not promise. Integers only, so no rounding can differ either; and no expression may
// throw the dice twice where the language leaves the order open.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/hash.hpp"

namespace cdp::sample {

// SplitMix64 (Steele, Lea, Flood 2014): any seed is a good seed, also one counted up per household.
class Random {
public:
    explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

    std::uint64_t next() noexcept {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    // A number in [0, n); n is at least 1. The bias of the multiplication is below n / 2^32.
    std::uint32_t below(std::uint32_t n) noexcept {
        return static_cast<std::uint32_t>(((next() >> 32) * std::uint64_t{n}) >> 32);
    }

    // A number in [low, high], both included.
    int between(int low, int high) noexcept {
        return low + static_cast<int>(below(static_cast<std::uint32_t>(high - low + 1)));
    }

    // True in `permille` of a thousand cases.
    bool chance(std::uint32_t permille) noexcept { return below(1000) < permille; }

    template <typename Container>
    const auto& pick(const Container& items) noexcept {
        return items[below(static_cast<std::uint32_t>(std::size(items)))];
    }

private:
    std::uint64_t state_;
};

// Draws ranks 0 … n-1, the k-th with weight 1 / (k + flatness): few names are common and many are rare.
class RankPicker {
public:
    RankPicker(std::size_t n, std::uint64_t flatness) {
        std::uint64_t sum = 0;
        for (std::size_t k = 0; k < n; k++) {
            sum += kScale / (k + flatness);
            cumulative_.push_back(sum);
        }
    }

    std::size_t pick(Random& random) const noexcept {
        const std::uint64_t at = random.below(static_cast<std::uint32_t>(cumulative_.back()));
        return static_cast<std::size_t>(std::upper_bound(cumulative_.begin(), cumulative_.end(), at) -
                                        cumulative_.begin());
    }

private:
    static constexpr std::uint64_t kScale = 10'000'000;
    std::vector<std::uint64_t> cumulative_;
};

}  // namespace cdp::sample
