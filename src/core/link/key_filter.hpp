// SPDX-License-Identifier: PostgreSQL
// Blocking keys that are looked for, when millions are asked about and few of them are: a Bloom filter (Bloom 1970) whose three bits of
// a key are in one word (Putze, Sanders and Singler 2007), since what takes time is to wait for memory. It is made of plain words,
// which may be copied to other processes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "core/base/core_only.hpp"

namespace cdp::link {

class KeyFilter {
public:
    // How many words a filter of so many keys has.
    static std::size_t words(std::size_t keys) noexcept { return std::min(keys / kKeysPerWord + 1, kMostWords); }
    // Makes words, which are zero, a filter of keys, which are hashes, in any order, some of them more than once.
    static void fill(std::span<std::uint64_t> words, std::span<const std::int64_t> keys) noexcept {
        const KeyFilter filter(words);
        for (const std::int64_t key : keys) words[filter.place(static_cast<std::uint64_t>(key))] |= bits(static_cast<std::uint64_t>(key));
    }

    // At least one word; they must outlive the filter.
    explicit KeyFilter(std::span<const std::uint64_t> words) noexcept : words_(words) {}

    // True for every key of fill(), and for less than one in two hundred of other hashes.
    bool may_contain(std::uint64_t key) const noexcept { return (words_[place(key)] & bits(key)) == bits(key); }

private:
    static constexpr std::size_t kKeysPerWord = 2;
    static constexpr std::size_t kMostWords = std::size_t{1} << 25;  // 256 MB; of more than 67 million keys it turns down fewer others

    // By the upper half of a key, and by the lower.
    std::size_t place(std::uint64_t key) const noexcept { return static_cast<std::size_t>((key >> 32) * words_.size() >> 32); }
    static std::uint64_t bits(std::uint64_t key) noexcept {
        return std::uint64_t{1} << (key & 63) | std::uint64_t{1} << (key >> 6 & 63) | std::uint64_t{1} << (key >> 12 & 63);
    }

    std::span<const std::uint64_t> words_;
};

}  // namespace cdp::link
