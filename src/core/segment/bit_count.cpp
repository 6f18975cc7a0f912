// SPDX-License-Identifier: PostgreSQL
#include "core/segment/bit_count.hpp"

namespace cdp::segment {

namespace {

[[gnu::always_inline]] inline BitFigures figures(const Bits& bits) noexcept {
    std::uint64_t count = 0, runs = 0, carry = 0;
    for (const std::uint64_t word : bits.word) {
        count += static_cast<unsigned>(__builtin_popcountll(word));
        runs += static_cast<unsigned>(__builtin_popcountll(word & ~(word << 1 | carry)));
        carry = word >> 63;
    }
    return {static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(runs)};
}

[[gnu::always_inline]] inline std::uint32_t common(const unsigned char* a, const unsigned char* b) noexcept {
    std::uint64_t count = 0, word_a, word_b;
    for (std::size_t i = 0; i < kBitsBytes; i += 8) {
        std::memcpy(&word_a, a + i, 8);
        std::memcpy(&word_b, b + i, 8);
        count += static_cast<unsigned>(__builtin_popcountll(word_a & word_b));
    }
    return static_cast<std::uint32_t>(count);
}

#if defined(__x86_64__)
[[gnu::target("popcnt")]] BitFigures figures_popcnt(const Bits& bits) noexcept { return figures(bits); }
[[gnu::target("popcnt")]] std::uint32_t common_popcnt(const unsigned char* a, const unsigned char* b) noexcept {
    return common(a, b);
}
#endif

}  // namespace

BitFigures bit_figures(const Bits& bits) noexcept {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("popcnt")) return figures_popcnt(bits);
#endif
    return figures(bits);
}

std::uint32_t common_bits(const unsigned char* a, const unsigned char* b) noexcept {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("popcnt")) return common_popcnt(a, b);
#endif
    return common(a, b);
}

std::uint32_t count_bits(const unsigned char* a) noexcept { return common_bits(a, a); }

}  // namespace cdp::segment
