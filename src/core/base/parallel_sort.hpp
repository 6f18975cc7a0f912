// SPDX-License-Identifier: PostgreSQL
// Sorts on all threads of a job: runs that fit a cache, then merges, each cut into pieces of about equal size. Asks the job's
// token all along, so that sorting hundreds of millions can be cancelled. Not stable: give an order without ties.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>

#include "core/base/job.hpp"
#include "core/base/memory.hpp"

namespace cdp {

namespace parallel_sort_detail {

inline constexpr std::size_t kRun = std::size_t{1} << 15;    // items sorted at once
inline constexpr std::size_t kPiece = std::size_t{1} << 16;  // items merged at once

// How many of the first `n` items of the merged sequence come from `a`.
template <class T, class Less>
std::size_t split_at(std::span<const T> a, std::span<const T> b, std::size_t n, const Less& less) {
    std::size_t low = n > b.size() ? n - b.size() : 0, high = std::min(n, a.size());
    while (low < high) {
        const std::size_t from_a = low + (high - low) / 2;
        if (less(b[n - from_a - 1], a[from_a]))
            high = from_a;
        else
            low = from_a + 1;
    }
    return low;
}

// Merges runs of `width` sorted items of `from` by twos, into `to`.
template <class T, class Less>
void merge_runs(std::span<const T> from, std::span<T> to, std::size_t width, const Less& less, JobContext& context) {
    const std::size_t pieces = (from.size() + kPiece - 1) / kPiece;
    context.parallel_for(pieces, 1, [&](std::size_t piece, std::size_t, unsigned) {
        for (std::size_t at = piece * kPiece, end = std::min(at + kPiece, from.size()); at < end;) {
            const std::size_t pair = at / (2 * width) * (2 * width);
            const std::size_t middle = std::min(pair + width, from.size()), last = std::min(middle + width, from.size());
            const std::span<const T> a = from.subspan(pair, middle - pair), b = from.subspan(middle, last - middle);
            const std::size_t stop = std::min(end, last);
            const auto begin_a = static_cast<std::ptrdiff_t>(split_at(a, b, at - pair, less));
            const auto end_a = static_cast<std::ptrdiff_t>(split_at(a, b, stop - pair, less));
            const auto begin_b = static_cast<std::ptrdiff_t>(at - pair) - begin_a;
            const auto end_b = static_cast<std::ptrdiff_t>(stop - pair) - end_a;
            std::merge(a.begin() + begin_a, a.begin() + end_a, b.begin() + begin_b, b.begin() + end_b,
                       to.begin() + static_cast<std::ptrdiff_t>(at), less);
            at = stop;
        }
    });
}

}  // namespace parallel_sort_detail

// Takes as much memory again, from the vector's own resource, when there is more than a run.
template <class T, class Less = std::less<>>
void parallel_sort(Vec<T>& items, JobContext& context, const Less& less = {}) {
    using namespace parallel_sort_detail;
    const std::size_t runs = (items.size() + kRun - 1) / kRun;
    context.parallel_for(runs, 1, [&](std::size_t run, std::size_t, unsigned) {
        const auto begin = items.begin() + static_cast<std::ptrdiff_t>(run * kRun);
        const auto end = items.begin() + static_cast<std::ptrdiff_t>(std::min((run + 1) * kRun, items.size()));
        if (!std::is_sorted(begin, end, less)) std::sort(begin, end, less);
    });
    if (runs < 2) return;
    Vec<T> other(items.size(), items.front(), items.get_allocator());
    for (std::size_t width = kRun; width < items.size(); width *= 2) {
        merge_runs<T>(items, other, width, less, context);
        items.swap(other);
    }
}

}  // namespace cdp
