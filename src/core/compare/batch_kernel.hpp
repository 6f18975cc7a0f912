// SPDX-License-Identifier: PostgreSQL
// The batch kernels for one width of register, in the namespace CDP_LANES. The file that includes this says for which
// processor: CDP_LANES_TARGET goes on every function, since a package is compiled for any machine of its kind and
// only code behind a check of the processor may use more.
#pragma once

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "core/compare/batch_lanes.hpp"
#include "core/compare/jaro_score.hpp"

namespace cdp::compare::detail::CDP_LANES {

inline constexpr std::size_t kBytes = CDP_LANES_BYTES;

template <class Lane>
struct Register {
    typedef Lane type __attribute__((vector_size(kBytes)));
};
template <class Lane>
using Vector = typename Register<Lane>::type;

// One bit for each of kBytes bytes: whether it is `unit`.
CDP_LANES_TARGET inline void find_unit(const unsigned char* bytes, unsigned char unit, unsigned char* bits) noexcept {
#if !defined(__x86_64__)
    constexpr std::uint64_t kLow = 0x7f7f7f7f7f7f7f7f, kGather = 0x0102040810204080;
    for (std::size_t i = 0; i < kBytes / 8; i++) {
        std::uint64_t word;
        std::memcpy(&word, bytes + 8 * i, sizeof word);
        word ^= 0x0101010101010101 * unit;
        const std::uint64_t zero = ~((((word & kLow) + kLow) | word) | kLow) >> 7;
        bits[i] = static_cast<unsigned char>(zero * kGather >> 56);
    }
#elif CDP_LANES_BYTES == 64
    const std::uint64_t mask =
        _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(bytes), _mm512_set1_epi8(static_cast<char>(unit)));
    std::memcpy(bits, &mask, sizeof mask);
#elif CDP_LANES_BYTES == 32
    const __m256i word = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
    const auto mask = static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(word, _mm256_set1_epi8(static_cast<char>(unit)))));
    std::memcpy(bits, &mask, sizeof mask);
#else
    const __m128i word = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    const auto mask =
        static_cast<std::uint16_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(word, _mm_set1_epi8(static_cast<char>(unit)))));
    std::memcpy(bits, &mask, sizeof mask);
#endif
}

// For each unit of the query and each lane, the rows that hold it.
template <class Lane>
struct Matches {
    Vector<Lane> of[kMaxLaneUnits];
};

template <class Lane>
CDP_LANES_TARGET inline void find_matches(LaneQuery query, const LaneTexts<Lane>& texts,
                                          Matches<Lane>& matches) noexcept {
    for (std::size_t i = 0; i < query.size(); i++) {
        auto* const bits = reinterpret_cast<unsigned char*>(&matches.of[i]);
        for (std::size_t part = 0; part < 8; part++)
            find_unit(texts.units.data() + part * kBytes, query[i], bits + part * (kBytes / 8));
    }
}

template <class Lane>
CDP_LANES_TARGET inline Vector<Lane> load(const std::array<Lane, kMostLanes<Lane>>& lanes) noexcept {
    Vector<Lane> v;
    std::memcpy(&v, lanes.data(), kBytes);
    return v;
}

template <class Lane>
CDP_LANES_TARGET inline void store(const Vector<Lane>& v, Lane* lanes) noexcept {
    std::memcpy(lanes, &v, kBytes);
}

// Bits set in each lane.
template <class Lane>
CDP_LANES_TARGET inline Vector<Lane> count_bits(Vector<Lane> v) noexcept {
    constexpr Lane kOnes = static_cast<Lane>(0x0101010101010101);
    constexpr Lane k55 = static_cast<Lane>(kOnes * 0x55), k33 = static_cast<Lane>(kOnes * 0x33),
                   k0f = static_cast<Lane>(kOnes * 0x0f);
    v = v - ((v >> 1) & k55);
    v = (v & k33) + ((v >> 2) & k33);
    v = (v + (v >> 4)) & k0f;
    if constexpr (sizeof(Lane) > 1) v = (v * kOnes) >> (8 * sizeof(Lane) - 8);
    return v;
}

// The columns of Column::step in edit_kernel.hpp, lane by lane. The rows past the end of a text do not touch those
// before; the distance is the length of the query and the differences down the last column.
template <bool Transpositions, class Lane>
CDP_LANES_TARGET void distances(LaneQuery query, const LaneTexts<Lane>& texts, Lane* out) noexcept {
    Matches<Lane> matches;
    find_matches(query, texts, matches);
    Vector<Lane> vp = ~Vector<Lane>{}, vn{}, d0{}, previous{};
    for (std::size_t i = 0; i < query.size(); i++) {
        const Vector<Lane> match = matches.of[i];
        Vector<Lane> transposed{};
        if constexpr (Transpositions) {
            transposed = ((~d0 & match) << 1) & previous;
            previous = match;
        }
        d0 = (((match & vp) + vp) ^ vp) | match | vn | transposed;
        const Vector<Lane> hp = ((vn | ~(d0 | vp)) << 1) | Lane{1};
        const Vector<Lane> hn = (d0 & vp) << 1;
        vp = hn | ~(d0 | hp);
        vn = hp & d0;
    }
    const Vector<Lane> rows = load(texts.rows);
    store<Lane>(static_cast<Lane>(query.size()) + count_bits<Lane>(vp & rows) - count_bits<Lane>(vn & rows), out);
}

// The matches of Jaro's measure: each unit of the query takes the first free equal one in the window of each text.
template <class Lane>
CDP_LANES_TARGET void jaro_matches(LaneQuery query, const LaneTexts<Lane>& texts, LaneMatches<Lane>& out) noexcept {
    using V = Vector<Lane>;
    Matches<Lane> matches;
    find_matches(query, texts, matches);
    const V rows = load(texts.rows), size = load(texts.size);
    // Half the longer length, less one and never negative.
    const V n = V{} + static_cast<Lane>(query.size());
    const V half = (size > n ? size : n) >> 1;
    const V window = half - (half > 0 ? V{} + 1 : V{});
    V in_window{}, free = rows;
    // The rows that the first unit reaches: as many bits as the window has places, and one.
    for (std::size_t i = 0; i <= jaro_window(query.size(), 8 * sizeof(Lane)); i++)
        in_window += (in_window + 1) & reinterpret_cast<V>(V{} + static_cast<Lane>(i) <= window);
    V found[kMaxLaneUnits];
    for (std::size_t i = 0; i < query.size(); i++) {
        const V candidates = matches.of[i] & in_window & free;
        free &= ~(candidates & -candidates);
        found[i] = reinterpret_cast<V>(candidates != 0);
        in_window = (in_window << 1) - reinterpret_cast<V>(V{} + static_cast<Lane>(i) < window);
    }
    V taken = rows & ~free, out_of_order{}, prefix{}, alive = ~V{};
    store<Lane>(count_bits<Lane>(taken), out.count.data());
    for (std::size_t i = 0; i < query.size(); i++) {
        const V first = taken & -taken & found[i];
        out_of_order -= reinterpret_cast<V>((matches.of[i] & first) == 0) & found[i];
        taken &= ~first;
    }
    for (std::size_t i = 0; i < query.size() && i < 4; i++) {
        const Lane bit = static_cast<Lane>(Lane{1} << i);  // why: sanitizers make an int of the expression
        alive &= reinterpret_cast<V>((matches.of[i] & rows & (V{} + bit)) != 0);
        prefix -= alive;
    }
    store<Lane>(out_of_order, out.out_of_order.data());
    store<Lane>(prefix, out.prefix.data());
}

template <class Lane>
inline constexpr LaneKernels<Lane> kKernels = {&distances<false, Lane>, &distances<true, Lane>, &jaro_matches<Lane>};

inline constexpr BatchKernels kAll = {kBytes, kKernels<std::uint8_t>, kKernels<std::uint16_t>, kKernels<std::uint32_t>,
                                      kKernels<std::uint64_t>};

}  // namespace cdp::compare::detail::CDP_LANES
