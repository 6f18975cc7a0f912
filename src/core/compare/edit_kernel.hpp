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
class Column {
public:
    // Rows below `first` repeat the matrix's row 0.
    explicit Column(std::size_t first = 0) noexcept : vp_(~Word{0} << first) {}

    // Moves one column on. The carries are the bits of the row above the first.
    void step(Word match, Word hp_carry, Word hn_carry, Word swap_carry) noexcept {
        Word transposed = 0;
        if constexpr (Transpositions) {
            swap_ = ~d0_ & match;
            transposed = ((swap_ << 1) | swap_carry) & previous_match_;
            previous_match_ = match;
        }
        const Word x = match | hn_carry;
        const Word sum = ((x & vp_) + vp_) ^ vp_;
        d0_ = sum | x | vn_ | transposed;
        // hp is vn | ~(d0 | vp), of terms that do not wait for d0: how long a column takes depends on this chain.
        const Word not_hp = ((sum | transposed) & ~vn_) | ((x & ~vn_) | vp_);
        hp_ = ~not_hp;
        hn_ = d0_ & vp_;
        const Word not_shifted = not_hp + not_hp + (Word{1} - hp_carry);
        vp_ = (hn_ + hn_ + hn_carry) | (not_shifted & ~d0_);
        vn_ = d0_ & ~not_shifted;
    }

    // Of the last column against the one before, in one row: horizontal +1 and -1, and whether a transposition may end
    // one row and one column on.
    Word hp(std::size_t row) const noexcept { return (hp_ >> row) & 1; }
    Word hn(std::size_t row) const noexcept { return (hn_ >> row) & 1; }
    Word swap(std::size_t row) const noexcept { return (swap_ >> row) & 1; }

private:
    Word vp_;
    Word vn_ = 0;
    Word d0_ = 0;
    Word hp_ = 0;
    Word hn_ = 0;
    Word swap_ = 0;
    Word previous_match_ = 0;
};

// Two words, the upper one fed by what the lower one carries: the processor works on both at once, while sums and
// shifts of 128 bits would wait for one another.
template <bool Transpositions>
class Column<Transpositions, Word128> {
public:
    // `first` is in the lower word: fewer rows would not need two.
    explicit Column(std::size_t first = 0) noexcept : low_(first) {}

    void step(Word128 match, Word64 hp_carry, Word64 hn_carry, Word64 swap_carry) noexcept {
        low_.step(static_cast<Word64>(match), hp_carry, hn_carry, swap_carry);
        high_.step(static_cast<Word64>(match >> kHalf), low_.hp(kTop), low_.hn(kTop),
                   Transpositions ? low_.swap(kTop) : 0);
    }

    Word64 hp(std::size_t row) const noexcept { return row < kHalf ? low_.hp(row) : high_.hp(row - kHalf); }
    Word64 hn(std::size_t row) const noexcept { return row < kHalf ? low_.hn(row) : high_.hn(row - kHalf); }
    Word64 swap(std::size_t row) const noexcept { return row < kHalf ? low_.swap(row) : high_.swap(row - kHalf); }

private:
    static constexpr std::size_t kHalf = kBits<Word64>, kTop = kHalf - 1;

    Column<Transpositions, Word64> low_, high_;
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
    Column<Transpositions, Word> column(first_row<Word>(pattern_size));
    std::size_t score = pattern_size;
    std::size_t left = text.size();
    const bool bounded = bound < std::max(pattern_size, left);
    for (const C c : text) {
        column.step(vectors[c], 1, 0, 0);
        score += column.hp(kTop);
        score -= column.hn(kTop);
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

// Rows of a strip.
inline constexpr std::size_t kStripRows = kBits<Word128>;

template <bool Transpositions, Unit C>
inline void run_strip(const MatchVectors<C, Word128>& vectors, std::size_t rows, Units<C> text, Band band,
                      Frontier& row) noexcept {
    Column<Transpositions, Word128> column;
    const std::size_t last = rows - 1;
    for (std::size_t j = band.from; j < band.to; j++) {
        column.step(vectors[text[j]], row.hp.get(j), row.hn.get(j), Transpositions ? row.swap.get(j) : 0);
        row.hp.put(j, column.hp(last));
        row.hn.put(j, column.hn(last));
        if constexpr (Transpositions) row.swap.put(j, column.swap(last));
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
// with d the difference of the lengths, those from h below the diagonals of both corners to h above them,
// h = (bound - d) / 2. Cells outside are taken for too large, never too small, so what comes out is exact up to the
// bound. `vectors_of(top, rows, band)` gives the vectors of a strip for what the band holds of the text.
template <bool Transpositions, Unit C, class VectorsOf>
std::size_t strip_distance(std::size_t m, Units<C> text, std::size_t bound, const Work& work,
                           const VectorsOf& vectors_of) {
    const std::size_t n = text.size();
    const std::size_t difference = m > n ? m - n : n - m;
    const std::size_t limit = std::min(bound, std::max(m, n));
    const std::size_t half = (limit - difference) / 2;
    const std::size_t above = m > n ? half : half + difference;
    const std::size_t below = m > n ? half + difference : half;
    require_cells(m, std::min(n, above + below + kStripRows));

    BitRows<3> rows_above(n, work.memory);
    std::ranges::fill(rows_above.words(0), ~Word64{0});
    Frontier row{rows_above[0], rows_above[1], rows_above[2]};

    std::size_t corner = 0;  // value above the strip's first row, left of its band
    for (std::size_t top = 0;; top += kStripRows) {
        work.cancel.check();
        const std::size_t rows = std::min(kStripRows, m - top);
        const std::size_t bottom = top + rows;
        const Band band{top > below ? top - below : 0, std::min(n, bottom + above)};
        run_strip<Transpositions>(vectors_of(top, rows, band), rows, text, band, row);
        const std::size_t next_from = bottom > below ? bottom - below : 0;
        const RowEnds ends = walk_row(row, band, corner + rows, next_from, m - bottom, n);
        if (ends.least > limit) return bound + 1;
        if (bottom == m) return ends.last;
        corner = ends.corner;
    }
}

// Either distance of two strings of more than a strip, a not the shorter. Kept apart: short strings should not pay for
// its stack.
template <bool Transpositions, Unit C>
[[gnu::noinline]] std::size_t long_distance(Units<C> a, Units<C> b, std::size_t bound, const Work& work) {
    require_length(a.size(), b.size());
    MatchVectors<C, Word128> vectors;
    return strip_distance<Transpositions>(
        a.size(), b, bound, work, [&](std::size_t top, std::size_t rows, Band band) -> const MatchVectors<C, Word128>& {
            vectors.prepare_for(a.subspan(top, rows), b.subspan(band.from, band.to - band.from));
            return vectors;
        });
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
    return long_distance<Transpositions>(a, b, bound, work);
}

// A pattern prepared once for many texts, for either distance. It refers to the pattern, which must outlive it. Up to
// 64 units the vectors are part of it; above, they are in `memory`, 40 bytes per unit; above kMaxPrepared units they
// are made anew on each call, which is then a small part of the work.
template <bool Transpositions, Unit C>
class EditPattern {
public:
    static constexpr std::size_t kMaxPrepared = 1 << 14;

    explicit EditPattern(Units<C> pattern, std::pmr::memory_resource* memory = std::pmr::new_delete_resource())
        : strips_(memory) {
        assign(pattern);
    }

    // Prepares another pattern in the same place.
    void assign(Units<C> pattern) {
        pattern_ = pattern;
        strips_.clear();
        const std::size_t m = pattern.size();
        if (m == 0 || m > kMaxPrepared) return;
        if (m <= kBits<Word64>) return vectors_.prepare(pattern, first_row<Word64>(m));
        strips_.resize((m + kStripRows - 1) / kStripRows);
        if (m <= kStripRows) return strips_[0].prepare(pattern, first_row<Word128>(m));
        for (std::size_t top = 0; top < m; top += kStripRows)
            strips_[top / kStripRows].prepare(pattern.subspan(top, std::min(kStripRows, m - top)));
    }

    Units<C> pattern() const noexcept { return pattern_; }

    // As the function of the same measure.
    std::size_t distance(Units<C> text, std::size_t bound = kUnbounded, const Work& work = {}) const {
        const std::size_t m = pattern_.size();
        const std::size_t n = text.size();
        if ((m > n ? m - n : n - m) > bound) return bound + 1;
        if (m == 0 || n == 0) return m + n;
        if (m > kMaxPrepared) return edit_distance<Transpositions>(pattern_, text, bound, work);
        if (m <= kBits<Word64>) return word_distance<Transpositions>(vectors_, m, text, bound);
        require_length(m, n);
        if (m <= kStripRows) return word_distance<Transpositions>(strips_[0], m, text, bound);
        return strip_distance<Transpositions>(
            m, text, bound, work, [&](std::size_t top, std::size_t, Band) -> const MatchVectors<C, Word128>& {
                return strips_[top / kStripRows];
            });
    }

private:
    Units<C> pattern_;
    MatchVectors<C, Word64> vectors_;
    std::pmr::vector<MatchVectors<C, Word128>> strips_;
};

}  // namespace cdp::compare::detail
