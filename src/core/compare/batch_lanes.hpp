// SPDX-License-Identifier: PostgreSQL
// What the batch and its kernels, one set for each width of register, hand one another. A lane is an unsigned
// integer with a bit for each unit of its text; one with none is a text of no units, and its result is ignored.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cdp::compare::detail {

inline constexpr std::size_t kWidestRegister = 64;
inline constexpr std::size_t kMaxLaneUnits = 64;

template <class Lane>
inline constexpr std::size_t kMostLanes = kWidestRegister / sizeof(Lane);

// Texts, one to a lane, each at its multiple of the lane's bits; what follows a shorter text may be anything.
template <class Lane>
struct LaneTexts {
    alignas(kWidestRegister) std::array<unsigned char, 8 * kWidestRegister> units{};
    alignas(kWidestRegister) std::array<Lane, kMostLanes<Lane>> rows{};  // the bits of the text
    alignas(kWidestRegister) std::array<Lane, kMostLanes<Lane>> size{};  // their number
};

template <class Lane>
struct LaneMatches {
    alignas(kWidestRegister) std::array<Lane, kMostLanes<Lane>> count;
    alignas(kWidestRegister) std::array<Lane, kMostLanes<Lane>> out_of_order;
    alignas(kWidestRegister) std::array<Lane, kMostLanes<Lane>> prefix;  // units that both begin with, at most 4
};

using LaneQuery = std::span<const unsigned char>;  // of at most kMaxLaneUnits units

template <class Lane>
struct LaneKernels {
    using Distance = void (*)(LaneQuery query, const LaneTexts<Lane>& texts, Lane* distances) noexcept;
    using Matching = void (*)(LaneQuery query, const LaneTexts<Lane>& texts, LaneMatches<Lane>& matches) noexcept;

    Distance levenshtein;
    Distance osa;
    Matching jaro;
};

// The kernels for registers of so many bytes, which hold bytes / sizeof(Lane) lanes.
struct BatchKernels {
    std::size_t bytes;
    LaneKernels<std::uint8_t> of8;
    LaneKernels<std::uint16_t> of16;
    LaneKernels<std::uint32_t> of32;
    LaneKernels<std::uint64_t> of64;
};

extern const BatchKernels kBaselineKernels;
#if defined(__x86_64__)
extern const BatchKernels kAvx2Kernels;
extern const BatchKernels kAvx512Kernels;
#endif

}  // namespace cdp::compare::detail
