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
std::size_t word_lcs(const MatchVectors<C, Word>& vectors, Units<C> text) noexcept {
    Rises<Word> column;
    for (const C c : text) column.step(vectors[c], 0);
    return column.count();
}

constexpr std::size_t kRows = kBits<Word128>;

// `vectors_of(top)` gives the match vectors of the strip of a pattern of m units that begins at `top`.
template <Unit C, class VectorsOf>
std::size_t strip_lcs(std::size_t m, Units<C> text, const Work& work, const VectorsOf& vectors_of) {
    require_length(m, text.size());
    detail::require_cells(m, text.size());
    detail::BitRows<1> rows(text.size(), work.memory);
    detail::BitRow carry = rows[0];
    std::size_t length = 0;
    for (std::size_t top = 0; top < m; top += kRows) {
        work.cancel.check();
        const MatchVectors<C, Word128>& vectors = vectors_of(top);
        Rises<Word128> column;
        for (std::size_t j = 0; j < text.size(); j++)
            carry.put(j, static_cast<Word64>(column.step(vectors[text[j]], carry.get(j))));
        length += column.count();
    }
    return length;
}

template <Unit C, class Word>
std::size_t word_lcs(Units<C> pattern, Units<C> text) noexcept {
    MatchVectors<C, Word> vectors;
    vectors.prepare_for(pattern, text);
    return word_lcs(vectors, text);
}

// Kept apart: short strings should not pay for its stack.
template <Unit C>
[[gnu::noinline]] std::size_t long_lcs(Units<C> pattern, Units<C> text, const Work& work) {
    MatchVectors<C, Word128> vectors;
    return strip_lcs(pattern.size(), text, work, [&](std::size_t top) -> const MatchVectors<C, Word128>& {
        vectors.prepare_for(pattern.subspan(top, std::min(kRows, pattern.size() - top)), text);
        return vectors;
    });
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
    return ends + long_lcs(a, b, work);
}

template <Unit C>
LcsPattern<C>::LcsPattern(Units<C> pattern, std::pmr::memory_resource* memory) : pattern_(pattern), strips_(memory) {
    const std::size_t m = pattern.size();
    if (m <= kBits<Word64>) vectors_.prepare(pattern);
    if (m <= kBits<Word64> || m > kMaxPrepared) return;
    strips_.resize((m + kRows - 1) / kRows);
    for (std::size_t top = 0; top < m; top += kRows)
        strips_[top / kRows].prepare(pattern.subspan(top, std::min(kRows, m - top)));
}

template <Unit C>
std::size_t LcsPattern<C>::length(Units<C> text, const Work& work) const {
    const std::size_t m = pattern_.size();
    if (m <= kBits<Word64>) {
        require_length(m, text.size());
        return word_lcs(vectors_, text);
    }
    if (strips_.empty()) return lcs_length(pattern_, text, work);
    return strip_lcs(m, text, work,
                     [this](std::size_t top) -> const MatchVectors<C, Word128>& { return strips_[top / kRows]; });
}

template class LcsPattern<unsigned char>;
template class LcsPattern<char32_t>;

template std::size_t lcs_length(Bytes, Bytes, const Work&);
template std::size_t lcs_length(CodePoints, CodePoints, const Work&);

}  // namespace cdp::compare
