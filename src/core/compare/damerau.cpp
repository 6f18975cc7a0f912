// SPDX-License-Identifier: PostgreSQL
#include "core/compare/damerau.hpp"

#include <array>
#include <vector>

#include "core/compare/osa.hpp"

namespace cdp::compare {

namespace {

using Cell = std::int32_t;

constexpr Cell kFar = Cell{1} << 29;  // more than any distance, with room to add lengths
constexpr std::size_t kStackColumns = 128;
constexpr std::size_t kPollEvery = 1 << 16;

// What each column remembers of the rows above. Row i is the unit a[i - 1], column j the unit b[j - 1].
struct Columns {
    Cell* previous;  // distances of row i - 1; one more cell to the left of column 0 is there
    Cell* current;   // of row i - 2, being overwritten by row i
    Cell* swapped;   // with k the last row that matches b[j - 1]: distance of (k - 1, j - 2), less k
    Cell* matched;   // that row k
};

// Cells [from, to] of row i. Gives the least of them.
template <Unit C>
Cell run_row(const Columns& columns, C unit, Units<C> b, Cell i, std::size_t from, std::size_t to) noexcept {
    Cell least = kFar;
    Cell last_column = 0;                    // the last one that matches `unit`, left of j
    Cell swapped_here = kFar;                // with l that column: distance of (i - 2, l - 1), less l
    Cell above = columns.current[from - 1];  // of row i - 2, one column to the left
    Cell left = from == 1 ? i : kFar;
    columns.current[from - 1] = left;
    for (std::size_t j = from; j <= to; j++) {
        const Cell column = static_cast<Cell>(j);
        const bool equal = b[j - 1] == unit;
        const Cell diagonal = columns.previous[j - 1] + (equal ? 0 : 1);
        const Cell step = std::min(left, columns.previous[j]) + 1;
        // A swap of a[k - 1] … a[i - 1] with b[l - 1] … b[j - 1], what lies between being deleted or inserted.
        // Longer gaps on both sides are never better than no swap.
        const Cell by_row = last_column == column - 1 ? columns.swapped[j] + i : kFar;
        const Cell by_column = columns.matched[j] == i - 1 ? swapped_here + column : kFar;
        const Cell value = std::min(std::min(diagonal, step), std::min(by_row, by_column));
        if (equal) {
            last_column = column;
            swapped_here = above - column;
            columns.swapped[j] = columns.previous[static_cast<std::ptrdiff_t>(j) - 2] - i;
            columns.matched[j] = i;
        }
        above = columns.current[j];
        columns.current[j] = left = value;
        least = std::min(least, value);
    }
    return least;
}

// Distance of two strings, a not the shorter, if it is at most `limit`; else more than `limit`. Computed are the
// cells that a path of cost <= limit can cross, and one more on either side, where matches for its swaps may be;
// what is read beyond them is never too small. At most m * (limit + 4) cells, or all.
template <Unit C>
std::size_t banded_distance(Units<C> a, Units<C> b, std::size_t limit, const Work& work) {
    const std::size_t m = a.size(), n = b.size();
    const std::size_t right = (limit - (m - n)) / 2 + 1;
    const std::size_t left = right + (m - n);
    const std::size_t width = n + 2;
    std::array<Cell, 4 * (kStackColumns + 2)> stack;
    std::pmr::vector<Cell> heap(n <= kStackColumns ? 0 : 4 * width, work.memory);
    Cell* const cells = heap.empty() ? stack.data() : heap.data();
    std::fill_n(cells, 3 * width, kFar);
    Columns columns{cells + 1, cells + width + 1, cells + 2 * width + 1, cells + 3 * width + 1};
    for (std::size_t j = 0; j <= n; j++) columns.previous[j] = static_cast<Cell>(j);
    std::fill_n(columns.matched, n + 1, 0);  // as if row 0 had, from where all is far
    for (std::size_t i = 1, polled = 0; i <= m; i++) {
        const std::size_t from = i > left ? i - left : 1;
        const std::size_t to = std::min(n, i + right);
        const Cell least = run_row(columns, a[i - 1], b, static_cast<Cell>(i), from, to);
        if (static_cast<std::size_t>(least) > limit) return limit + 1;
        std::swap(columns.previous, columns.current);
        if ((polled += to - from + 1) < kPollEvery) continue;
        polled = 0;
        work.cancel.check();
    }
    return static_cast<std::size_t>(columns.previous[n]);
}

// Whether two neighbours in x stand the other way round in y, with something between them: without such a pair no swap
// around a gap is to be had. May say yes where there is none.
template <Unit C>
bool may_swap_around(Units<C> x, Units<C> y) noexcept {
    struct Places {
        std::uint8_t first = 0, last = 0;  // from 1
    };
    std::array<Places, 256> places{};  // of units that end in that byte
    const auto at = [&](C unit) -> Places& { return places[static_cast<std::uint32_t>(unit) & 0xff]; };
    for (std::size_t j = y.size(); j > 0; j--) {
        Places& here = at(y[j - 1]);
        here.first = static_cast<std::uint8_t>(j);
        if (here.last == 0) here.last = here.first;
    }
    for (std::size_t i = 1; i < x.size(); i++)
        if (const unsigned first = at(x[i]).first; first != 0 && at(x[i - 1]).last >= first + 2) return true;
    return false;
}

template <Unit C>
bool may_swap_around_a_gap(Units<C> a, Units<C> b) noexcept {
    return a.size() > kStackColumns || may_swap_around(a, b) || may_swap_around(b, a);
}

// The largest limit that banded_distance takes for strings of these lengths.
std::size_t affordable_distance(std::size_t m, std::size_t n) noexcept {
    constexpr std::size_t kMargin = 4;
    return n == 0 || m <= kMaxDamerauCells / n ? kUnbounded : kMaxDamerauCells / m - kMargin;
}

}  // namespace

template <Unit C>
std::size_t damerau_levenshtein(Units<C> a, Units<C> b, std::size_t bound, const Work& work) {
    if (a.size() < b.size()) std::swap(a, b);
    if (a.size() - b.size() > bound) return bound + 1;
    strip_common(a, b);
    // Optimal string alignment is never less, and found far sooner. It is never more than half as much again: a swap
    // around a gap of g units costs g + 1, or g + 2 as edits that keep the restriction.
    const std::size_t within = std::min(bound, affordable_distance(a.size(), b.size()));
    const std::size_t enough = within > kMaxUnits ? kUnbounded : within + within / 2;
    const std::size_t restricted = osa_distance(a, b, enough, work);
    if (restricted > enough) {
        if (within < bound) detail::require_cells(a.size(), b.size(), kMaxDamerauCells);
        return bound + 1;
    }
    const std::size_t least = a.size() - b.size();
    if (restricted <= 2 || restricted == least || !may_swap_around_a_gap(a, b)) return restricted <= bound ? restricted : bound + 1;
    const std::size_t limit = std::min(bound, restricted - 1);
    const std::size_t distance = banded_distance(a, b, limit, work);
    return distance <= limit ? distance : limit + 1;
}

template std::size_t damerau_levenshtein(Bytes, Bytes, std::size_t, const Work&);
template std::size_t damerau_levenshtein(CodePoints, CodePoints, std::size_t, const Work&);

}  // namespace cdp::compare
