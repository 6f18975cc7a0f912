// SPDX-License-Identifier: PostgreSQL
// The codes of a record side by side, so that a pair touches two lines of memory and not two an attribute, and what two
// such rows agree on as bits: whatever codes tell about a pair follows from these bits alone.
#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "core/link/values.hpp"

namespace cdp::link {

// A bit for each place in a row, and for each test that looks at other than one value on both sides.
struct Agreement {
    std::uint64_t present = 0;  // both records have a value
    std::uint64_t equal = 0;    // and it is the same
    std::uint64_t crossed = 0;  // the test holds
    bool operator==(const Agreement&) const = default;

    std::uint64_t hash() const noexcept {
        return mix64(present * 0x9e3779b97f4a7c15 + equal * 0xc2b2ae3d27d4eb4f + crossed);
    }
};

class CodeRows {
public:
    static constexpr std::size_t kMaxPlaces = 64;

    // Rows of these attributes, at most kMaxPlaces of them, in this order.
    CodeRows(const Table& table, const std::vector<std::size_t>& attributes, const CancelToken& token = {});

    const Code* operator[](Record r) const noexcept { return reinterpret_cast<const Code*>(lines_.data()) + r * width_; }
    void prefetch(Record r) const noexcept { __builtin_prefetch((*this)[r]); }

    // Agreement::present and equal of two rows.
    Agreement compare(const Code* a, const Code* b) const noexcept {
        std::uint64_t equal = 0, present = 0;
        for (std::size_t i = 0; i < width_; i += kLanes) {
            equal |= std::uint64_t{same(a + i, b + i)} << i;
            present |= std::uint64_t{without(a + i, b + i) ^ ((1u << kLanes) - 1)} << i;
        }
        return {present, equal & present, 0};
    }

private:
    static constexpr std::size_t kLanes = 4;  // compared at once
    struct alignas(64) Line {
        Code codes[16];
    };

#if defined(__SSE2__)
    static __m128i load(const Code* codes) noexcept { return _mm_load_si128(reinterpret_cast<const __m128i*>(codes)); }
    static unsigned bits(__m128i lanes) noexcept { return static_cast<unsigned>(_mm_movemask_ps(_mm_castsi128_ps(lanes))); }
    static unsigned same(const Code* a, const Code* b) noexcept { return bits(_mm_cmpeq_epi32(load(a), load(b))); }
    static unsigned without(const Code* a, const Code* b) noexcept {
        const __m128i none = _mm_setzero_si128();
        return bits(_mm_or_si128(_mm_cmpeq_epi32(load(a), none), _mm_cmpeq_epi32(load(b), none)));
    }
#else
    template <class Test>
    static unsigned bits(const Test& test) noexcept {
        unsigned out = 0;
        for (unsigned i = 0; i < kLanes; i++) out |= unsigned{test(i)} << i;
        return out;
    }
    static unsigned same(const Code* a, const Code* b) noexcept {
        return bits([&](unsigned i) { return a[i] == b[i]; });
    }
    static unsigned without(const Code* a, const Code* b) noexcept {
        return bits([&](unsigned i) { return a[i] == kMissing || b[i] == kMissing; });
    }
#endif

    std::size_t width_;  // codes in a row, a multiple of kLanes; those after the last place are kMissing
    Vec<Line> lines_;
};

}  // namespace cdp::link
