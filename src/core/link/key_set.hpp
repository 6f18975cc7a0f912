// SPDX-License-Identifier: PostgreSQL
// A set of blocking keys that is asked for millions and holds few of them. Most are turned down by one bit, of a map that stays in
// the processor's cache.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::link {

class KeySet {
public:
    // Keys are hashes, in any order, some of them more than once.
    explicit KeySet(std::span<const std::int64_t> keys)
        : shift_(64 - std::bit_width(keys.size() * kBitsPerKey | 63)), bits_((std::size_t{1} << (64 - shift_)) / 64 + 1),
          slots_(std::bit_ceil(keys.size() * 2 + 1)), mask_(slots_.size() - 1) {
        for (const std::int64_t key : keys) add(static_cast<std::uint64_t>(key));
    }

    bool contains(std::uint64_t key) const noexcept {
        const std::uint64_t bit = key >> shift_;
        if ((bits_[bit / 64] >> (bit % 64) & 1) == 0) return false;
        if (key == 0) return has_zero_;
        std::size_t at = key & mask_;
        while (slots_[at] != 0 && slots_[at] != key) at = (at + 1) & mask_;
        return slots_[at] == key;
    }

    bool has_any(std::span<const std::int64_t> keys) const noexcept {
        for (const std::int64_t key : keys)
            if (contains(static_cast<std::uint64_t>(key))) return true;
        return false;
    }

private:
    static constexpr std::size_t kBitsPerKey = 16;

    void add(std::uint64_t key) noexcept {
        const std::uint64_t bit = key >> shift_;
        bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
        if (key == 0) {
            has_zero_ = true;
            return;
        }
        std::size_t at = key & mask_;
        while (slots_[at] != 0 && slots_[at] != key) at = (at + 1) & mask_;
        slots_[at] = key;
    }

    int shift_;
    std::vector<std::uint64_t> bits_;   // by the upper bits of keys
    std::vector<std::uint64_t> slots_;  // by the lower bits; 0 for none
    std::size_t mask_;
    bool has_zero_ = false;
};

}  // namespace cdp::link
