// SPDX-License-Identifier: PostgreSQL
// The arithmetic of Jaro and Jaro-Winkler, in one place so that every way of finding the matches gives the same bits.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace cdp::compare {

inline constexpr std::size_t kMaxBoostedPrefix = 4;

struct JaroMatches {
    std::size_t count;
    std::size_t out_of_order;  // matched units that stand against another one when both sides are read in order
};

// How far apart matches may be in strings of n and m units.
constexpr std::size_t jaro_window(std::size_t n, std::size_t m) noexcept {
    const std::size_t half = std::max(n, m) / 2;
    return half > 1 ? half - 1 : 0;
}

// k / n, looked up for short strings: a processor that waits for three divisions does little else.
inline constexpr std::size_t kShortQuotient = 16;
inline constexpr auto kQuotients = [] {
    std::array<std::array<double, kShortQuotient + 1>, kShortQuotient + 1> all{};
    for (std::size_t n = 1; n <= kShortQuotient; n++)
        for (std::size_t k = 0; k <= kShortQuotient; k++) all[n][k] = static_cast<double>(k) / static_cast<double>(n);
    return all;
}();
constexpr double quotient(std::size_t k, std::size_t n) noexcept {
    return std::max(k, n) <= kShortQuotient ? kQuotients[n][k] : static_cast<double>(k) / static_cast<double>(n);
}

constexpr double jaro_score(JaroMatches matches, std::size_t n, std::size_t m) noexcept {
    const std::size_t k = matches.count;
    if (k == 0) return n == 0 && m == 0 ? 1 : 0;
    return (quotient(k, n) + quotient(k, m) + quotient(k - matches.out_of_order / 2, k)) / 3.0;
}

// The value itself, or 0 below the cutoff.
constexpr double at_least(double value, double cutoff) noexcept { return value >= cutoff ? value : 0; }

// Winkler's boost for a common prefix.
struct JaroBoost {
    double weight;
    double threshold;

    constexpr double apply(double base, std::size_t prefix) const noexcept {
        return base > threshold ? base + static_cast<double>(prefix) * weight * (1.0 - base) : base;
    }

    // The Jaro value below which the boosted one stays under the cutoff, a little less for rounding.
    constexpr double needed(double cutoff, std::size_t prefix) const noexcept {
        if (cutoff <= threshold) return cutoff;
        const double boost = static_cast<double>(prefix) * weight;
        return boost >= 1.0 ? threshold : std::max(threshold, (cutoff - boost) / (1.0 - boost) - 1e-9);
    }
};

}  // namespace cdp::compare
