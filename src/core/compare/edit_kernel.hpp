// SPDX-License-Identifier: PostgreSQL
// The bit-parallel kernel behind Levenshtein and optimal string alignment distance: one column of the dynamic
// programming matrix at a time, its vertical differences held in words (Myers 1999, as reformulated by Hyyrö
// 2003, who also gives the term for transpositions). Patterns longer than a word are cut into strips of 128
// rows; a strip runs over the text and hands its last row to the next one as bits, so memory is a few bits per
// unit of the text, whatever the pattern.
#pragma once

#include "core/compare/bit_row.hpp"
#include "core/compare/match_vectors.hpp"

namespace cdp::compare::detail {

// Most cells of the matrix that one call may compute: about a minute's work.
inline constexpr std::uint64_t kMaxCells = std::uint64_t{1} << 40;

// Throws Error(kLimitExceeded) when `rows` times `columns` passes `limit`, a power of two.
void require_cells(std::size_t rows, std::size_t columns, std::uint64_t limit = kMaxCells);

// Differences between neighbouring cells of one column, as bits: vp/vn vertical +1/-1, d0 diagonal 0.
template <bool Transpositions, class Word>
struct Column {
    Word vp = ~Word{0};
    Word vn = 0;
    Word d0 = 0;
    Word previous_match = 0;
    // Of this column against the one before, unshifted: horizontal +1/-1, and transpositions that may end one
    // row and one column on.
    Word hp = 0;
    Word hn = 0;
    Word swap = 0;

    // Moves one column on. The carries are the bits of the row above the first.
    void step(Word match, Word hp_carry, Word hn_carry, Word swap_carry) noexcept {
        Word transposed = 0;
        if constexpr (Transpositions) {
            swap = ~d0 & match;
            transposed = ((swap << 1) | swap_carry) & previous_match;
            previous_match = match;
        }
        const Word x = match | hn_carry;
        d0 = (((x & vp) + vp) ^ vp) | x | vn | transposed;
        hp = vn | ~(d0 | vp);
        hn = d0 & vp;
        const Word hp_shifted = (hp << 1) | hp_carry;
        vp = (hn << 1) | hn_carry | ~(d0 | hp_shifted);
        vn = hp_shifted & d0;
    }
};

// The bit of the first of `rows` rows when the last one has the top bit of the word, where it is cheapest to read.
template <class Word>
constexpr std::size_t first_row(std::size_t rows) noexcept {
    return kBits<Word> - rows;
}

// Distance between a pattern of 1..kBits<Word> units and `text`; bound + 1 when it is more than `bound`. The
// vectors begin at first_row(pattern_size). The rows below it repeat the matrix's row 0 and change nothing: they
// match nowhere and their vertical differences stay 0.
template <bool Transpositions, Unit C, class Word>
inline std::size_t word_distance(const MatchVectors<C, Word>& vectors, std::size_t pattern_size, Units<C> text,
                                 std::size_t bound) noexcept {
    constexpr std::size_t kTop = kBits<Word> - 1;
    Column<Transpositions, Word> column;
    column.vp <<= first_row<Word>(pattern_size);
    std::size_t score = pattern_size;
    std::size_t left = text.size();
    const bool bounded = bound < std::max(pattern_size, left);
    for (const C c : text) {
        column.step(vectors[c], 1, 0, 0);
        score += static_cast<std::size_t>(column.hp >> kTop);
        score -= static_cast<std::size_t>(column.hn >> kTop);
        left--;
        if (bounded && score > bound + left) return bound + 1;  // no column to come takes off more than one
    }
    return score;
}

// The last row of the strip above, as differences along the row. Before the first strip it is row 0 of the
// matrix, all +1, and stays so where a strip has not been.
struct Frontier {
    BitRow hp;    // +1 against the column before
    BitRow hn;    // -1
    BitRow swap;  // transposition that may end in the next row
};

// Columns [from, to) of a strip.
struct Band {
    std::size_t from;
    std::size_t to;
};

template <bool Transpositions, Unit C>
inline void run_strip(const MatchVectors<C, Word128>& vectors, std::size_t rows, Units<C> text, Band band,
                      Frontier& row) noexcept {
    Column<Transpositions, Word128> column;
    const std::size_t last = rows - 1;
    for (std::size_t j = band.from; j < band.to; j++) {
        column.step(vectors[text[j]], row.hp.get(j), row.hn.get(j), Transpositions ? row.swap.get(j) : 0);
        row.hp.put(j, static_cast<Word64>(column.hp >> last) & 1);
        row.hn.put(j, static_cast<Word64>(column.hn >> last) & 1);
        if constexpr (Transpositions) row.swap.put(j, static_cast<Word64>(column.swap >> last) & 1);
    }
}

// What a walk along the band of a finished row tells.
struct RowEnds {
    std::size_t corner;  // value at the first column of the next strip's band
    std::size_t last;    // value at the end of the band
    std::size_t least;   // least cost of a path through this row, if all that follows but the lengths agrees
};

// `value` is the row's value left of the band; `rest_m` rows follow, and the text has n units.
inline RowEnds walk_row(const Frontier& row, Band band, std::size_t value, std::size_t next_from, std::size_t rest_m,
                        std::size_t n) noexcept {
    RowEnds ends{value, value, kUnbounded};
    for (std::size_t j = band.from;; j++) {
        const std::size_t rest_n = n - j;
        ends.least = std::min(ends.least, value + (rest_m > rest_n ? rest_m - rest_n : rest_n - rest_m));
        if (j == next_from) ends.corner = value;
        if (j == band.to) break;
        value += row.hp.get(j);
        value -= row.hn.get(j);
    }
    ends.last = value;
    return ends;
}

// Distance of a pattern longer than a word. Only cells that a path of cost <= bound can cross are computed:
// with d the difference of the lengths, those from d + h below the diagonal to h above it, h = (bound - d) / 2.
// Cells outside are taken for too large, never too small, so what comes out is exact up to the bound.
template <bool Transpositions, Unit C>
std::size_t strip_distance(Units<C> pattern, Units<C> text, std::size_t bound, const Work& work) {
    constexpr std::size_t kRows = kBits<Word128>;
    const std::size_t m = pattern.size();
    const std::size_t n = text.size();
    const std::size_t limit = std::min(bound, m);
    const std::size_t above = (limit - (m - n)) / 2;
    const std::size_t below = above + (m - n);
    require_cells(m, std::min(n, above + below + kRows));

    BitRows<3> rows_above(n, work.memory);
    std::ranges::fill(rows_above.words(0), ~Word64{0});
    Frontier row{rows_above[0], rows_above[1], rows_above[2]};

    MatchVectors<C, Word128> vectors;
    std::size_t corner = 0;  // value above the strip's first row, left of its band
    for (std::size_t top = 0;; top += kRows) {
        work.cancel.check();
        const std::size_t rows = std::min(kRows, m - top);
        const std::size_t bottom = top + rows;
        const Band band{top > below ? top - below : 0, std::min(n, bottom + above)};
        vectors.prepare_for(pattern.subspan(top, rows), text.subspan(band.from, band.to - band.from));
        run_strip<Transpositions>(vectors, rows, text, band, row);
        const std::size_t next_from = bottom > below ? bottom - below : 0;
        const RowEnds ends = walk_row(row, band, corner + rows, next_from, m - bottom, n);
        if (ends.least > limit) return bound + 1;
        if (bottom == m) return ends.last;
        corner = ends.corner;
    }
}

// Either distance of two strings of any length.
template <bool Transpositions, Unit C>
std::size_t edit_distance(Units<C> a, Units<C> b, std::size_t bound, const Work& work) {
    if (a.size() < b.size()) std::swap(a, b);
    if (a.size() - b.size() > bound) return bound + 1;
    strip_common(a, b);
    if (b.empty()) return a.size();  // within the bound: it is the difference of the lengths
    if (bound == 0) return 1;
    if (a.size() <= kBits<Word64>) {
        MatchVectors<C, Word64> vectors;
        vectors.prepare_for(a, b, first_row<Word64>(a.size()));
        return word_distance<Transpositions>(vectors, a.size(), b, bound);
    }
    if (a.size() <= kBits<Word128>) {
        MatchVectors<C, Word128> vectors;
        vectors.prepare_for(a, b, first_row<Word128>(a.size()));
        return word_distance<Transpositions>(vectors, a.size(), b, bound);
    }
    require_length(a.size(), b.size());
    return strip_distance<Transpositions>(a, b, bound, work);
}

// A pattern prepared once for many texts, for either distance. It refers to the pattern, which must outlive it.
template <bool Transpositions, Unit C>
class EditPattern {
public:
    explicit EditPattern(Units<C> pattern) noexcept { assign(pattern); }

    // Prepares another pattern in the same place.
    void assign(Units<C> pattern) noexcept {
        pattern_ = pattern;
        if (!pattern.empty() && pattern.size() <= kBits<Word64>)
            vectors_.prepare(pattern, first_row<Word64>(pattern.size()));
    }

    Units<C> pattern() const noexcept { return pattern_; }

    // As the function of the same measure. Patterns of more than 64 units are prepared anew on each call, which
    // is then a small part of the work.
    std::size_t distance(Units<C> text, std::size_t bound = kUnbounded, const Work& work = {}) const {
        const std::size_t m = pattern_.size();
        const std::size_t n = text.size();
        if ((m > n ? m - n : n - m) > bound) return bound + 1;
        if (m == 0 || n == 0) return m + n;
        if (m > kBits<Word64>) return edit_distance<Transpositions>(pattern_, text, bound, work);
        return word_distance<Transpositions>(vectors_, m, text, bound);
    }

private:
    Units<C> pattern_;
    MatchVectors<C, Word64> vectors_;
};

}  // namespace cdp::compare::detail
