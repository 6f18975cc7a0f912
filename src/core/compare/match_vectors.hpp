// SPDX-License-Identifier: PostgreSQL
// Match vectors of a pattern of up to 64 or 128 units: for a unit c, the word whose bit i says pattern[i] == c.
// They are what bit-parallel kernels read once per unit of the text, and what a prepared pattern keeps.
// Bytes are looked up in a table, code points in an open-addressing map that is at most half full.
#pragma once

#include <array>
#include <type_traits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "core/compare/units.hpp"

namespace cdp::compare {

using Word64 = std::uint64_t;
__extension__ typedef unsigned __int128 Word128;

template <class Word>
inline constexpr std::size_t kBits = sizeof(Word) * 8;

// A word with its `n` lowest bits set, n <= kBits.
template <class Word>
constexpr Word low_bits(std::size_t n) noexcept {
    return n >= kBits<Word> ? ~Word{0} : static_cast<Word>((Word{1} << n) - 1);
}

// A word of 128 bits in memory that is aligned for 64, as a server's allocator gives it.
struct Halves {
    Word64 low, high;

    operator Word128() const noexcept { return Word128{high} << 64 | low; }
    Halves& operator=(Word128 word) noexcept {
        low = static_cast<Word64>(word);
        high = static_cast<Word64>(word >> 64);
        return *this;
    }
    Halves& operator|=(Word128 word) noexcept { return *this = *this | word; }
};

template <class Word>
using Stored = std::conditional_t<sizeof(Word) == sizeof(Halves), Halves, Word>;

// Match vectors of up to 16 bytes that need no preparation: the pattern in a register, compared with a unit when asked.
class RegisterVectors {
public:
    static constexpr std::size_t kMostUnits = 16;
#if defined(__SSE2__)
    static constexpr bool kThere = true;

    explicit RegisterVectors(Bytes pattern) noexcept : size_mask_(low_bits<std::uint32_t>(pattern.size())) {
        const unsigned char* const p = pattern.data();
        const std::size_t n = pattern.size();
        std::uint64_t low = 0, high = 0;  // why: overlapping loads, since what lies behind the pattern is not ours
        if (n >= 8) {
            low = load<std::uint64_t>(p);
            if (n > 8) high = load<std::uint64_t>(p + n - 8) >> (8 * (16 - n));
        } else if (n >= 4) {
            low = load<std::uint32_t>(p) | static_cast<std::uint64_t>(load<std::uint32_t>(p + n - 4)) << (8 * (n - 4));
        } else {
            for (std::size_t i = 0; i < n; i++) low |= static_cast<std::uint64_t>(p[i]) << (8 * i);
        }
        units_ = _mm_set_epi64x(static_cast<long long>(high), static_cast<long long>(low));
    }

    std::uint32_t operator[](unsigned char c) const noexcept {
        const __m128i equal = _mm_cmpeq_epi8(units_, _mm_set1_epi8(static_cast<char>(c)));
        return static_cast<std::uint32_t>(_mm_movemask_epi8(equal)) & size_mask_;
    }

private:
    template <class T>
    static T load(const unsigned char* p) noexcept {
        T value;
        std::memcpy(&value, p, sizeof value);
        return value;
    }

    __m128i units_;
    std::uint32_t size_mask_;
#else
    static constexpr bool kThere = false;

    explicit RegisterVectors(Bytes) noexcept {}
    std::uint32_t operator[](unsigned char) const noexcept { return 0; }
#endif
};

template <Unit C, class Word>
class MatchVectors;

template <class Word>
class MatchVectors<unsigned char, Word> {
public:
    // Leaves the table unset: call one of the two below first.
    MatchVectors() noexcept {}

    // For any text. Bit `first` stands for the first unit; the last must fit.
    void prepare(Bytes pattern, std::size_t first = 0) noexcept {
        std::memset(words_.data(), 0, sizeof words_);
        set(pattern, first);
    }

    // For this text only: clears just the entries that it will read, which for short texts is far less than the
    // table.
    void prepare_for(Bytes pattern, Bytes text, std::size_t first = 0) noexcept {
        if (pattern.size() + text.size() > 160) return prepare(pattern, first);
        for (const unsigned char c : text) words_[c] = 0;
        for (const unsigned char c : pattern) words_[c] = 0;
        set(pattern, first);
    }

    Word operator[](unsigned char c) const noexcept { return words_[c]; }

private:
    void set(Bytes pattern, std::size_t first) noexcept {
        if constexpr (sizeof(Word) > sizeof(Word64)) {
            // The lower half, then the upper one: shifting a bit of 128 costs more.
            const std::size_t low = std::min(pattern.size(), kBits<Word64> - std::min(first, kBits<Word64>));
            set_half(pattern.first(low), first, 0);
            set_half(pattern.subspan(low), first + low > kBits<Word64> ? first - kBits<Word64> : 0, kBits<Word64>);
        } else {
            set_half(pattern, first, 0);
        }
    }
    void set_half(Bytes units, std::size_t first, std::size_t base) noexcept {
        Word64 bit = first < kBits<Word64> ? Word64{1} << first : 0;
        for (const unsigned char c : units) {
            words_[c] |= Word{bit} << base;
            bit <<= 1;
        }
    }

    std::array<Stored<Word>, 256> words_;
};

template <class Word>
class MatchVectors<char32_t, Word> {
public:
    MatchVectors() noexcept {}

    void prepare(CodePoints pattern, std::size_t first = 0) noexcept {
        std::memset(words_.data(), 0, sizeof words_);
        Word bit = Word{1} << first;
        for (const char32_t c : pattern) {
            const std::size_t at = slot(c);
            units_[at] = c;
            words_[at] |= bit;
            bit <<= 1;
        }
    }
    void prepare_for(CodePoints pattern, CodePoints, std::size_t first = 0) noexcept { prepare(pattern, first); }

    Word operator[](char32_t c) const noexcept { return words_[slot(c)]; }

private:
    static constexpr std::size_t kSlots = 2 * kBits<Word>;

    // Where c stands, or the free slot (word 0) where it would.
    std::size_t slot(char32_t c) const noexcept {
        std::size_t at = (static_cast<std::uint32_t>(c) * 0x9e3779b1u) >> (33 - std::bit_width(kSlots));
        while (words_[at] != 0 && units_[at] != c) at = (at + 1) & (kSlots - 1);
        return at;
    }

    std::array<Stored<Word>, kSlots> words_;
    std::array<char32_t, kSlots> units_;
};

}  // namespace cdp::compare
