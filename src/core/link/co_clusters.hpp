// SPDX-License-Identifier: PostgreSQL
// Groups of values of two attributes that meet in records: given names and family names of one language, say. A latent class
// model, P(left, right) = sum over k of P(k) P(left | k) P(right | k), fitted by expectation maximisation (probabilistic
// latent semantic analysis, Hofmann 1999); a value is of the class in which most of its pairs are.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/cancel.hpp"
#include "core/base/memory.hpp"

namespace cdp::link {

// Numbers of a left and of a right value.
struct ValuePair {
    std::uint32_t left, right;
    auto operator<=>(const ValuePair&) const = default;
};

struct CoClusters {
    static constexpr std::size_t kMost = 32;

    Vec<std::uint8_t> left, right;  // class by value, below `classes`
};

// Each pair counts once. The seeds, one for each value, set apart what the classes begin with; the result depends on the
// order of the pairs, which is the caller's to fix. `classes` is 1 to kMost. Memory: 512 bytes for each value while it runs.
CoClusters co_cluster(std::span<const ValuePair> pairs, std::span<const std::uint64_t> left_seeds,
                      std::span<const std::uint64_t> right_seeds, std::size_t classes, std::pmr::memory_resource* memory,
                      const CancelToken& token);

}  // namespace cdp::link
