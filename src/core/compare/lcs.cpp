// SPDX-License-Identifier: PostgreSQL
#include "core/compare/lcs.hpp"

#include "core/compare/bit_row.hpp"
#include "core/compare/edit_kernel.hpp"

namespace cdp::compare {

namespace {

int popcount(Word64 word) noexcept { return std::popcount(word); }
int popcount(Word128 word) noexcept {
    return std::popcount(static_cast<Word64>(word)) + std::popcount(static_cast<Word64>(word >> 64));
}

// One column of the matrix: bits that are 0 where the length grows by one from the row above.
template <class Word>
class Rises {
public:
    // Moves one column on. Takes the carry of the addition in the rows above, gives its own.
    Word step(Word match, Word carry) noexcept {
        const Word u = flat_ & match;
        Word sum;
        bool over = __builtin_add_overflow(flat_, u, &sum);
        over |= __builtin_add_overflow(sum, carry, &sum);
        flat_ = sum | (flat_ - u);
        return Word{over};
    }
    std::size_t count() const noexcept { return static_cast<std::size_t>(popcount(static_cast<Word>(~flat_))); }

private:
    Word flat_ = ~Word{0};
};

template <Unit C, class Word>
std::size_t word_lcs(Units<C> pattern, Units<C> text) noexcept {
    MatchVectors<C, Word> vectors;
    vectors.prepare_for(pattern, text);
    Rises<Word> column;
    for (const C c : text) column.step(vectors[c], 0);
    return column.count();
}

template <Unit C>
std::size_t strip_lcs(Units<C> pattern, Units<C> text, const Work& work) {
    constexpr std::size_t kRows = kBits<Word128>;
    require_length(pattern.size(), text.size());
    detail::require_cells(pattern.size(), text.size());
    detail::BitRows<1> rows(text.size(), work.memory);
    detail::BitRow carry = rows[0];
    MatchVectors<C, Word128> vectors;
    std::size_t length = 0;
    for (std::size_t top = 0; top < pattern.size(); top += kRows) {
        work.cancel.check();
        vectors.prepare_for(pattern.subspan(top, std::min(kRows, pattern.size() - top)), text);
        Rises<Word128> column;
        for (std::size_t j = 0; j < text.size(); j++)
            carry.put(j, static_cast<Word64>(column.step(vectors[text[j]], carry.get(j))));
        length += column.count();
    }
    return length;
}

}  // namespace

template <Unit C>
std::size_t lcs_length(Units<C> a, Units<C> b, const Work& work) {
    if (a.size() < b.size()) std::swap(a, b);
    const std::size_t whole = a.size();
    strip_common(a, b);
    const std::size_t ends = whole - a.size();  // what both begin and end with is common
    if (b.empty()) return ends;
    if (a.size() <= kBits<Word64>) return ends + word_lcs<C, Word64>(a, b);
    if (a.size() <= kBits<Word128>) return ends + word_lcs<C, Word128>(a, b);
    return ends + strip_lcs(a, b, work);
}

template std::size_t lcs_length(Bytes, Bytes, const Work&);
template std::size_t lcs_length(CodePoints, CodePoints, const Work&);

}  // namespace cdp::compare
