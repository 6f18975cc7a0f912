// SPDX-License-Identifier: PostgreSQL
// What the measures work on: sequences of code units, either bytes (ASCII, or Latin-1 one byte per character)
// or code points. A unit stands for one character; a measure only ever asks whether two units are equal.
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory_resource>
#include <span>
#include <string_view>

#include "core/base/cancel.hpp"
#include "core/base/core_only.hpp"

namespace cdp::compare {

template <class C>
concept Unit = std::same_as<C, unsigned char> || std::same_as<C, char32_t>;

template <Unit C>
using Units = std::span<const C>;

using Bytes = Units<unsigned char>;
using CodePoints = Units<char32_t>;

inline Bytes bytes_of(std::string_view s) noexcept {
    return {reinterpret_cast<const unsigned char*>(s.data()), s.size()};
}
inline CodePoints code_points_of(std::u32string_view s) noexcept { return {s.data(), s.size()}; }

// Longest input that a measure takes, in units; more is refused with ErrorCode::kLimitExceeded.
inline constexpr std::size_t kMaxUnits = std::size_t{1} << 24;

// A distance without a bound.
inline constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();

// What a call on long inputs may need: memory for scratch space and a way to be stopped. Inputs of up to 128
// units use neither.
struct Work {
    std::pmr::memory_resource* memory = std::pmr::new_delete_resource();
    CancelToken cancel;
};

// Throws Error(kLimitExceeded) when either length passes `limit`.
void require_length(std::size_t a, std::size_t b, std::size_t limit = kMaxUnits);

// Length of the longest common prefix; eight bytes at a time where that pays.
template <Unit C>
inline std::size_t common_prefix(Units<C> a, Units<C> b) noexcept {
    const std::size_t n = std::min(a.size(), b.size());
    std::size_t i = 0;
    if constexpr (sizeof(C) == 1 && std::endian::native == std::endian::little) {
        for (; i + 8 <= n; i += 8) {
            std::uint64_t x, y;
            std::memcpy(&x, a.data() + i, 8);
            std::memcpy(&y, b.data() + i, 8);
            if (x != y) return i + static_cast<std::size_t>(std::countr_zero(x ^ y)) / 8;
        }
    }
    while (i < n && a[i] == b[i]) i++;
    return i;
}

template <Unit C>
inline std::size_t common_suffix(Units<C> a, Units<C> b) noexcept {
    const std::size_t n = std::min(a.size(), b.size());
    std::size_t i = 0;
    while (i < n && a[a.size() - 1 - i] == b[b.size() - 1 - i]) i++;
    return i;
}

// Removes what both begin and end with; no edit distance depends on it.
template <Unit C>
inline void strip_common(Units<C>& a, Units<C>& b) noexcept {
    const std::size_t prefix = common_prefix(a, b);
    a = a.subspan(prefix);
    b = b.subspan(prefix);
    const std::size_t suffix = common_suffix(a, b);
    a = a.first(a.size() - suffix);
    b = b.first(b.size() - suffix);
}

}  // namespace cdp::compare
