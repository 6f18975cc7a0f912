// SPDX-License-Identifier: PostgreSQL
// Similarities of two sets from three numbers: how many each has, and how many both have. All are in [0,1] and
// symmetric; 1 for two empty sets, 0 when one only is empty.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

#include "core/base/core_only.hpp"

namespace cdp::compare {

struct SetSizes {
    std::size_t left = 0;
    std::size_t right = 0;
    std::size_t common = 0;
    friend bool operator==(const SetSizes&, const SetSizes&) = default;
};

namespace detail {

inline double share(std::size_t part, double whole) noexcept {
    return whole == 0 ? 1.0 : static_cast<double>(part) / whole;
}

}  // namespace detail

// Jaccard 1901: common / (left + right - common).
inline double jaccard(const SetSizes& s) noexcept {
    return detail::share(s.common, static_cast<double>(s.left + s.right - s.common));
}

// Dice 1945, Sorensen 1948: 2 common / (left + right).
inline double dice(const SetSizes& s) noexcept {
    return detail::share(2 * s.common, static_cast<double>(s.left + s.right));
}

// Szymkiewicz 1934, Simpson 1943: common / min(left, right); 1 when one set holds the other.
inline double overlap(const SetSizes& s) noexcept {
    if (s.left == 0 || s.right == 0) return s.left == s.right ? 1.0 : 0.0;
    return detail::share(s.common, static_cast<double>(std::min(s.left, s.right)));
}

// Ochiai 1957: common / sqrt(left * right), the cosine of the angle of the sets as vectors of 0 and 1.
inline double cosine(const SetSizes& s) noexcept {
    if (s.left == 0 || s.right == 0) return s.left == s.right ? 1.0 : 0.0;
    return detail::share(s.common, std::sqrt(static_cast<double>(s.left) * static_cast<double>(s.right)));
}

// The sizes of two sets given as sorted distinct values.
template <class T>
SetSizes sizes_of_sorted(std::span<const T> a, std::span<const T> b) noexcept {
    SetSizes sizes{a.size(), b.size(), 0};
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        const auto order = a[i] <=> b[j];
        sizes.common += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return sizes;
}

}  // namespace cdp::compare
