// SPDX-License-Identifier: PostgreSQL
// 64-bit hashing. hash_bytes is fixed: the same bytes give the same hash on every machine, version and run, so hashes may
// be stored and may order results. quick_hash is for tables in memory alone. Neither is for secrets.
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

// A few nanoseconds for short strings: two multiplications to 128 bits, their halves folded (as in wyhash, Wang 2019).
// Depends on the machine: never to be stored, nor to order anything.
inline std::uint64_t quick_hash(std::string_view bytes) noexcept {
    __extension__ typedef unsigned __int128 Word128;
    constexpr std::uint64_t kFirst = 0xa0761d6478bd642fULL, kSecond = 0xe7037ed1a0b428dbULL;
    const auto fold = [](std::uint64_t a, std::uint64_t b) {
        const Word128 product = static_cast<Word128>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    };
    const auto word = [](const char* at) {
        std::uint64_t out;
        std::memcpy(&out, at, sizeof out);
        return out;
    };
    const auto half = [](const char* at) {
        std::uint32_t out;
        std::memcpy(&out, at, sizeof out);
        return out;
    };
    const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(bytes[i])}; };
    const std::size_t n = bytes.size();
    const char* p = bytes.data();
    std::uint64_t h = kFirst, a = 0, b = 0;
    if (n > 16) {
        for (const char* const last = p + n - 16; p < last; p += 16) h = fold(word(p) ^ kSecond, word(p + 8) ^ h);
        a = word(bytes.data() + n - 16);
        b = word(bytes.data() + n - 8);
    } else if (n >= 8) {
        a = word(p);
        b = word(p + n - 8);
    } else if (n >= 4) {
        a = half(p);
        b = half(p + n - 4);
    } else if (n > 0) {
        a = byte(0) << 16 | byte(n / 2) << 8 | byte(n - 1);
    }
    return fold(kSecond ^ n, fold(a ^ kSecond, b ^ h));
}

}  // namespace cdp
