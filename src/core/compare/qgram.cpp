// SPDX-License-Identifier: PostgreSQL
#include "core/compare/qgram.hpp"

#include <array>
#include <string>

namespace cdp::compare {

namespace {

constexpr std::size_t kStackGrams = 128;

// Appends a unit to a gram and lets the oldest one fall out: `mask` keeps q units.
template <class Gram>
Gram push(Gram gram, unsigned char unit, Gram mask) noexcept {
    return static_cast<Gram>((gram << 8 | unit) & mask);
}

template <std::size_t N>
WideGram<N> push(WideGram<N> gram, char32_t unit, WideGram<N> mask) noexcept {
    std::uint64_t carry = unit;
    for (std::size_t i = 0; i < N; i++) {
        const std::uint64_t out = gram.words[i] >> 42;
        gram.words[i] = (gram.words[i] << 21 | carry) & mask.words[i];
        carry = out;
    }
    return gram;
}

template <class Gram>
Gram mask_of(unsigned q) noexcept {
    if constexpr (std::is_integral_v<Gram>) {
        return static_cast<Gram>(~std::uint64_t{0} >> (64 - 8 * q));
    } else {
        Gram mask{};
        for (unsigned k = 0; k < q; k++) mask.words[k / 3] |= std::uint64_t{0x1fffff} << (k % 3 * 21);
        return mask;
    }
}

std::size_t gram_count(std::size_t units, unsigned q) noexcept { return units < q ? 1 : units - q + 1; }

// Sorts in runs that are merged, so that it can be stopped between any two of them.
template <class Gram>
void sort_grams(std::span<Gram> grams, const Work& work) {
    constexpr std::size_t kRun = 1 << 16;
    for (std::size_t at = 0; at < grams.size(); at += kRun) {
        if (at != 0) work.cancel.check();
        const auto run = grams.subspan(at, std::min(kRun, grams.size() - at));
        std::sort(run.begin(), run.end());
    }
    if (grams.size() <= kRun) return;
    std::pmr::vector<Gram> merged(grams.size(), work.memory);
    for (std::size_t width = kRun; width < grams.size(); width *= 2) {
        for (std::size_t at = 0; at < grams.size(); at += 2 * width) {
            work.cancel.check();
            const auto middle = static_cast<std::ptrdiff_t>(std::min(at + width, grams.size()));
            const auto end = static_cast<std::ptrdiff_t>(std::min(at + 2 * width, grams.size()));
            const auto begin = static_cast<std::ptrdiff_t>(at);
            std::merge(grams.begin() + begin, grams.begin() + middle, grams.begin() + middle, grams.begin() + end,
                       merged.begin() + begin);
        }
        std::copy(merged.begin(), merged.end(), grams.begin());
    }
}

// Writes the sorted distinct grams of `text` to `out`, which has room for gram_count(), and returns their number.
template <class Gram, Unit C>
std::size_t make_grams(Units<C> text, unsigned q, std::span<Gram> out, const Work& work) {
    const Gram mask = mask_of<Gram>(q);
    const std::size_t before = std::min<std::size_t>(q - 1, text.size());
    Gram gram{};
    for (std::size_t i = 0; i < before; i++) gram = push(gram, text[i], mask);
    if (text.size() < q) {
        out[0] = gram;
        return 1;
    }
    for (std::size_t i = before; i < text.size(); i++) out[i - before] = gram = push(gram, text[i], mask);
    sort_grams(out, work);
    return static_cast<std::size_t>(std::unique(out.begin(), out.end()) - out.begin());
}

template <class Gram>
double jaccard_of(std::span<const Gram> a, std::span<const Gram> b) noexcept {
    std::size_t common = 0;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        const Gram x = a[i];
        const Gram y = b[j];
        common += x == y;
        i += x <= y;
        j += y <= x;
    }
    return static_cast<double>(common) / static_cast<double>(a.size() + b.size() - common);
}

// Both strings have at least q units.
template <class Gram, Unit C>
double compare_once(Units<C> a, Units<C> b, unsigned q, const Work& work) {
    const std::size_t n = gram_count(a.size(), q);
    const std::size_t m = gram_count(b.size(), q);
    std::array<Gram, 2 * kStackGrams> stack;
    std::pmr::vector<Gram> heap(work.memory);
    std::span<Gram> grams(stack);
    if (n > kStackGrams || m > kStackGrams) {
        heap.resize(n + m);
        grams = heap;
    }
    const auto left = grams.first(n);
    const auto right = grams.subspan(n, m);
    const std::size_t left_size = make_grams(a, q, left, work);
    const std::size_t right_size = make_grams(b, q, right, work);
    return jaccard_of<Gram>(left.first(left_size), right.first(right_size));
}

void require_q(unsigned q, unsigned most) {
    if (q >= 1 && q <= most) return;
    throw Error(ErrorCode::kInvalidArgument, "q must be between 1 and " + std::to_string(most),
                "It is " + std::to_string(q) + ".", "2 and 3 are the usual choices.");
}

template <class Gram>
constexpr unsigned room() noexcept {
    return sizeof(Gram) <= 8 && std::is_integral_v<Gram> ? sizeof(Gram)
                                                         : std::min<unsigned>(kMaxQ, sizeof(Gram) / 8 * 3);
}

}  // namespace

template <Unit C>
double jaccard(Units<C> a, Units<C> b, unsigned q, const Work& work) {
    require_q(q, kMaxQ);
    if (a.size() < q || b.size() < q) return std::equal(a.begin(), a.end(), b.begin(), b.end()) ? 1.0 : 0.0;
    require_length(a.size(), b.size(), kMaxQgramUnits);
    if constexpr (sizeof(C) == 1) {
        if (q <= 2) return compare_once<std::uint16_t>(a, b, q, work);
        if (q <= 4) return compare_once<std::uint32_t>(a, b, q, work);
        return compare_once<std::uint64_t>(a, b, q, work);
    } else {
        if (q <= 3) return compare_once<WideGram<1>>(a, b, q, work);
        if (q <= 6) return compare_once<WideGram<2>>(a, b, q, work);
        return compare_once<WideGram<3>>(a, b, q, work);
    }
}

template double jaccard(Bytes, Bytes, unsigned, const Work&);
template double jaccard(CodePoints, CodePoints, unsigned, const Work&);

template <class Gram, Unit C>
QgramSet<Gram, C>::QgramSet(Units<C> text, unsigned q, const Work& work)
    : gram_units_(std::min<std::size_t>(q, text.size())), grams_(work.memory) {
    require_q(q, room<Gram>());
    require_length(text.size(), 0, kMaxQgramUnits);
    grams_.resize(gram_count(text.size(), q));
    grams_.resize(make_grams<Gram>(text, q, grams_, work));
    grams_.shrink_to_fit();
}

template <class Gram, Unit C>
double QgramSet<Gram, C>::jaccard(const QgramSet& other) const noexcept {
    return gram_units_ == other.gram_units_ ? jaccard_of<Gram>(grams_, other.grams_) : 0.0;
}

template class QgramSet<std::uint16_t, unsigned char>;
template class QgramSet<std::uint32_t, unsigned char>;
template class QgramSet<std::uint64_t, unsigned char>;
template class QgramSet<WideGram<1>, char32_t>;
template class QgramSet<WideGram<2>, char32_t>;
template class QgramSet<WideGram<3>, char32_t>;

}  // namespace cdp::compare
