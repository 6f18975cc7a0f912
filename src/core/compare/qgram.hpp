// SPDX-License-Identifier: PostgreSQL
// Similarities of the sets of q-grams: the q-grams of a string are its substrings of q units, without padding,
// each counted once. A string shorter than q is one gram, itself; so two empty strings are equal sets, and a
// short string equals only itself.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/compare/set_sizes.hpp"
#include "core/compare/units.hpp"

namespace cdp::compare {

inline constexpr int kMaxQ = 8;

// Most units that q-grams are taken of: a gram of code points needs up to 24 bytes.
inline constexpr std::size_t kMaxQgramUnits = std::size_t{1} << 22;

namespace detail {

// Sizes of the two sets; where one string is shorter than q, {1, 1, 1} for equal strings and {1, 1, 0} for others.
// q in [1, kMaxQ]. O(n log n), linear for short strings; no allocation up to 128 grams each, above that up to 24
// bytes per unit, and once more to sort. Throws Error(kLimitExceeded) above kMaxQgramUnits, Error(kInvalidArgument),
// Error(kCancelled).
template <Unit C>
SetSizes qgram_sizes(Units<C> a, Units<C> b, int q, const Work& work);

extern template SetSizes qgram_sizes(Bytes, Bytes, int, const Work&);
extern template SetSizes qgram_sizes(CodePoints, CodePoints, int, const Work&);

// Which of the 256 bytes a text has: a set of its 1-grams.
class ByteSet {
public:
    explicit ByteSet(Bytes text) noexcept;
    SetSizes sizes(Bytes other) const noexcept;

private:
    std::array<unsigned char, 256> marks_{};
    std::size_t size_ = 0;
};

}  // namespace detail

// In [0,1], symmetric. Costs and errors as above.
template <Unit C>
double jaccard(Units<C> a, Units<C> b, int q = 2, const Work& work = {}) {
    return jaccard(detail::qgram_sizes(a, b, q, work));
}
template <Unit C>
double dice(Units<C> a, Units<C> b, int q = 2, const Work& work = {}) {
    return dice(detail::qgram_sizes(a, b, q, work));
}
template <Unit C>
double overlap(Units<C> a, Units<C> b, int q = 2, const Work& work = {}) {
    return overlap(detail::qgram_sizes(a, b, q, work));
}
template <Unit C>
double cosine(Units<C> a, Units<C> b, int q = 2, const Work& work = {}) {
    return cosine(detail::qgram_sizes(a, b, q, work));
}

// For ASCII: one byte is one character.
inline double jaccard(std::string_view a, std::string_view b, int q = 2, const Work& work = {}) {
    return jaccard(bytes_of(a), bytes_of(b), q, work);
}

// A gram packed into N words; three code points fit in one.
template <std::size_t N>
struct WideGram {
    std::uint64_t words[N];
    friend auto operator<=>(const WideGram&, const WideGram&) = default;
};

// The q-grams of one string, prepared for many comparisons: sorted and distinct. Gram is an unsigned integer with
// room for q bytes, or a WideGram with room for q code points (3 a word). Only sets of one q and one Gram compare.
template <class Gram, Unit C>
class QgramSet {
public:
    QgramSet(Units<C> text, int q, const Work& work = {});

    std::size_t size() const noexcept { return grams_.size(); }
    std::span<const Gram> grams() const noexcept { return grams_; }
    SetSizes sizes(const QgramSet& other) const noexcept;

private:
    std::size_t gram_units_;  // q, or the length of a shorter string
    std::pmr::vector<Gram> grams_;
};

// The q-grams of one pattern, prepared once for many texts whatever q is: a hash table that takes in the grams of one
// text after the other and forgets them. Refers to the pattern, which must outlive it. Patterns and texts of more than
// kMaxPrepared grams, and code points with q above 3, are compared as by qgram_sizes. Not for two threads at once.
template <Unit C>
class QgramPattern {
public:
    static constexpr std::size_t kMaxPrepared = 128;

    // Throws Error(kInvalidArgument) for a q that is none.
    QgramPattern(Units<C> pattern, std::pmr::memory_resource* memory, int q);

    // As detail::qgram_sizes.
    SetSizes sizes(Units<C> text, const Work& work = {});

private:
    using Gram = std::conditional_t<sizeof(C) == 1, std::uint64_t, WideGram<1>>;

    // A gram of the pattern, or of the text of `round`; a free place where it is of neither.
    struct Slot {
        Gram gram{};
        std::uint32_t round = 0;
        bool own = false;
    };
    Slot& slot(const Gram& gram) noexcept;
    void next_round() noexcept;

    Units<C> pattern_;
    std::size_t q_;
    std::size_t own_ = 0;  // different grams of the pattern
    std::uint32_t round_ = 1;
    std::pmr::vector<Slot> slots_;         // empty where the table is not used
    std::optional<detail::ByteSet> bytes_;  // for q = 1
};

extern template class QgramPattern<unsigned char>;
extern template class QgramPattern<char32_t>;

using ByteBigrams = QgramSet<std::uint16_t, unsigned char>;
using CodePointBigrams = QgramSet<WideGram<1>, char32_t>;

extern template class QgramSet<std::uint16_t, unsigned char>;
extern template class QgramSet<std::uint32_t, unsigned char>;
extern template class QgramSet<std::uint64_t, unsigned char>;
extern template class QgramSet<WideGram<1>, char32_t>;
extern template class QgramSet<WideGram<2>, char32_t>;
extern template class QgramSet<WideGram<3>, char32_t>;

}  // namespace cdp::compare
