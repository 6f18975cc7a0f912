// SPDX-License-Identifier: PostgreSQL
// Similarities of the sets of q-grams: the q-grams of a string are its substrings of q units, without padding,
// each counted once. A string shorter than q is one gram, itself; so two empty strings are equal sets, and a
// short string equals only itself.
#pragma once

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

using ByteBigrams = QgramSet<std::uint16_t, unsigned char>;
using CodePointBigrams = QgramSet<WideGram<1>, char32_t>;

extern template class QgramSet<std::uint16_t, unsigned char>;
extern template class QgramSet<std::uint32_t, unsigned char>;
extern template class QgramSet<std::uint64_t, unsigned char>;
extern template class QgramSet<WideGram<1>, char32_t>;
extern template class QgramSet<WideGram<2>, char32_t>;
extern template class QgramSet<WideGram<3>, char32_t>;

}  // namespace cdp::compare
