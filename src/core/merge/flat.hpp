// SPDX-License-Identifier: PostgreSQL
// Reading and writing states that are flat bytes: nothing in them is aligned, so everything goes through memcpy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>

#include "core/merge/survivor.hpp"

namespace cdp::merge {

inline constexpr std::uint32_t kNoKey = std::numeric_limits<std::uint32_t>::max();

template <class T>
T load(const std::byte* from) noexcept {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

template <class T>
void store(std::byte* to, const T& value) noexcept {
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(to, &value, sizeof value);
}

inline void store_bytes(std::byte* to, std::string_view bytes) noexcept {
    if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
}

inline std::string_view view(const std::byte* from, std::size_t size) noexcept {
    return {reinterpret_cast<const char*>(from), size};
}

inline std::uint32_t key_size(const Candidate& c) noexcept {
    return c.has_key ? static_cast<std::uint32_t>(c.key.size()) : kNoKey;
}

inline bool key_before(const Candidate& a, const Candidate& b) noexcept {
    return a.has_key && (!b.has_key || a.key < b.key);
}

}  // namespace cdp::merge
