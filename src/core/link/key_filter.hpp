// SPDX-License-Identifier: PostgreSQL
// Blocking keys that are looked for, when millions are asked about and few of them are: a Bloom filter (Bloom 1970) of two bits a key, the
// first of which turns most others down, in a map that stays near the processor. It is made of plain words, which may be copied to
// other processes.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>

#include "core/base/core_only.hpp"

namespace cdp::link {

class KeyFilter {
public:
    // How many words a filter of so many keys has.
    static std::size_t words(std::size_t keys) noexcept {
        return (std::size_t{1} << std::min(kMostWidth, static_cast<unsigned>(std::bit_width(keys * kBitsPerKey | kLeastBits)))) / 64;
    }
    // Makes words, which are zero, a filter of keys, which are hashes, in any order, some of them more than once.
    static void fill(std::span<std::uint64_t> words, std::span<const std::int64_t> keys) noexcept {
        const unsigned width = KeyFilter(words).width_;
        for (const std::int64_t key : keys)
            for (const std::uint64_t bit : {first_bit(static_cast<std::uint64_t>(key), width), second_bit(static_cast<std::uint64_t>(key), width)})
                words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }

    // Whether a filter can be made of these words; true for those of fill().
    static bool is_filter(std::span<const std::uint64_t> words) noexcept { return words.size() > kLeastBits / 64 && std::has_single_bit(words.size()); }

    // The words must outlive the filter.
    explicit KeyFilter(std::span<const std::uint64_t> words) noexcept
        : words_(words.data()), width_(static_cast<unsigned>(std::bit_width(words.size() * 64 - 1))) {}

    // True for every key of fill(), and for less than one in two hundred of other hashes.
    bool may_contain(std::uint64_t key) const noexcept { return has(first_bit(key, width_)) && has(second_bit(key, width_)); }

    bool may_contain_any(std::span<const std::int64_t> keys) const noexcept {
        for (const std::int64_t key : keys)
            if (may_contain(static_cast<std::uint64_t>(key))) return true;
        return false;
    }

private:
    static constexpr std::size_t kBitsPerKey = 32;
    static constexpr std::size_t kLeastBits = 127;
    static constexpr unsigned kMostWidth = 31;  // 256 MB; of more than 67 million keys it turns down fewer others

    // Of the upper and of the lower bits of a key.
    static constexpr std::uint64_t first_bit(std::uint64_t key, unsigned width) noexcept { return key >> (64 - width); }
    static constexpr std::uint64_t second_bit(std::uint64_t key, unsigned width) noexcept { return key & ((std::uint64_t{1} << width) - 1); }
    bool has(std::uint64_t bit) const noexcept { return (words_[bit / 64] >> (bit % 64) & 1) != 0; }

    const std::uint64_t* words_;
    unsigned width_;  // bits that number a bit
};

}  // namespace cdp::link
