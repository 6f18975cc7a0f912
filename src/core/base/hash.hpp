// SPDX-License-Identifier: PostgreSQL
// Fixed 64-bit hashing: the same bytes give the same hash on every machine, version and run, so hashes may be
// stored and may order results. Not for secrets.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp {

// Finaliser of MurmurHash3 (Appleby 2011): a bijection that spreads every bit.
constexpr std::uint64_t mix64(std::uint64_t x) noexcept {
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    x ^= x >> 33;
    return x;
}

constexpr std::uint64_t combine64(std::uint64_t seed, std::uint64_t value) noexcept {
    return mix64(seed * 0x9e3779b97f4a7c15ULL + value + 0x2545f4914f6cdd1dULL);
}

// Hash of a byte string; little-endian words, so the result does not depend on the machine.
inline std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0) noexcept {
    std::uint64_t h = mix64(seed ^ (bytes.size() * 0x9e3779b97f4a7c15ULL));
    const char* p = bytes.data();
    std::size_t left = bytes.size();
    while (left >= 8) {
        std::uint64_t word;
        std::memcpy(&word, p, 8);
        if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
        h = combine64(h, word);
        p += 8;
        left -= 8;
    }
    std::uint64_t tail = 0;
    for (std::size_t i = 0; i < left; i++) tail |= std::uint64_t(static_cast<unsigned char>(p[i])) << (8 * i);
    return left != 0 ? combine64(h, tail) : h;
}

}  // namespace cdp
