// SPDX-License-Identifier: PostgreSQL
#include "core/compare/qgram.hpp"

#include <array>
#include <string>

#include "core/compare/sort_runs.hpp"

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
Gram mask_of(std::size_t q) noexcept {
    if constexpr (std::is_integral_v<Gram>) {
        return static_cast<Gram>(~std::uint64_t{0} >> (64 - 8 * q));
    } else {
        Gram mask{};
        for (std::size_t k = 0; k < q; k++) mask.words[k / 3] |= std::uint64_t{0x1fffff} << (k % 3 * 21);
        return mask;
    }
}

std::size_t gram_count(std::size_t units, std::size_t q) noexcept { return units < q ? 1 : units - q + 1; }

// Calls visit(gram) for each gram of a text of at least q units.
template <class Gram, Unit C, class Visit>
void each_gram(Units<C> text, std::size_t q, const Visit& visit) noexcept {
    const Gram mask = mask_of<Gram>(q);
    Gram gram{};
    for (std::size_t i = 0; i + 1 < q; i++) gram = push(gram, text[i], mask);
    for (std::size_t i = q - 1; i < text.size(); i++) visit(gram = push(gram, text[i], mask));
}

// Writes the sorted distinct grams of `text` to `out`, which has room for gram_count(), and returns their number.
template <class Gram, Unit C>
std::size_t make_grams(Units<C> text, std::size_t q, std::span<Gram> out, const Work& work) {
    if (text.size() < q) {
        const Gram mask = mask_of<Gram>(q);
        out[0] = Gram{};
        for (const C c : text) out[0] = push(out[0], c, mask);
        return 1;
    }
    Gram* to = out.data();
    each_gram<Gram>(text, q, [&to](const Gram& gram) { *to++ = gram; });
    return detail::sort_distinct(out, work);
}

template <class Gram>
std::uint64_t hash_of(const Gram& gram) noexcept {
    constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15ULL;
    if constexpr (std::is_integral_v<Gram>) {
        return gram * kSpread;
    } else {
        std::uint64_t h = 0;
        for (const std::uint64_t word : gram.words) h = (h ^ word) * kSpread;
        return h;
    }
}

// A small hash table of grams with two marks each, one for each string.
template <class Gram>
class GramTable {
public:
    // Room for `grams` different grams, at most 2 * kStackGrams; at most half full.
    explicit GramTable(std::size_t grams) noexcept : bits_(static_cast<unsigned>(std::bit_width(2 * grams - 1))) {
        std::memset(marks_.data(), 0, std::size_t{1} << bits_);
    }

    // The marks of a gram, 0 for one that was not seen before. Set them before the next call.
    std::uint8_t& operator[](const Gram& gram) noexcept {
        std::size_t at = static_cast<std::size_t>(hash_of(gram) >> (64 - bits_));
        while (marks_[at] != 0 && grams_[at] != gram) at = (at + 1) & ((std::size_t{1} << bits_) - 1);
        grams_[at] = gram;
        return marks_[at];
    }

private:
    unsigned bits_;
    std::array<std::uint8_t, 4 * kStackGrams> marks_;
    std::array<Gram, 4 * kStackGrams> grams_;
};

// Both strings have at least q units and at most kStackGrams grams.
template <class Gram, Unit C>
SetSizes compare_short(Units<C> a, Units<C> b, std::size_t q) noexcept {
    constexpr std::uint8_t kInA = 1;
    constexpr std::uint8_t kInB = 2;
    GramTable<Gram> table(gram_count(a.size(), q) + gram_count(b.size(), q));
    SetSizes sizes;
    each_gram<Gram>(a, q, [&](const Gram& gram) {
        std::uint8_t& marks = table[gram];
        sizes.left += marks == 0;
        marks = kInA;
    });
    each_gram<Gram>(b, q, [&](const Gram& gram) {
        std::uint8_t& marks = table[gram];
        sizes.right += (marks & kInB) == 0;
        sizes.common += marks == kInA;
        marks |= kInB;
    });
    return sizes;
}

// Both strings have at least q units.
template <class Gram, Unit C>
SetSizes compare_once(Units<C> a, Units<C> b, std::size_t q, const Work& work) {
    if (std::max(gram_count(a.size(), q), gram_count(b.size(), q)) <= kStackGrams) return compare_short<Gram>(a, b, q);
    const QgramSet<Gram, C> left(a, static_cast<int>(q), work), right(b, static_cast<int>(q), work);
    return left.sizes(right);
}

// q as a size. Throws unless it is in [1, most].
std::size_t checked_q(int q, std::size_t most) {
    if (q >= 1 && static_cast<std::size_t>(q) <= most) return static_cast<std::size_t>(q);
    throw Error(ErrorCode::kInvalidArgument, "q must be between 1 and " + std::to_string(most),
                "It is " + std::to_string(q) + ".", "The usual choices are 2 and 3.");
}

// The largest q whose grams fit.
template <class Gram>
constexpr std::size_t room() noexcept {
    if constexpr (std::is_integral_v<Gram>) return sizeof(Gram);
    return std::min<std::size_t>(kMaxQ, sizeof(Gram) / sizeof(std::uint64_t) * 3);
}

}  // namespace

template <Unit C>
SetSizes detail::qgram_sizes(Units<C> a, Units<C> b, int q_given, const Work& work) {
    const std::size_t q = checked_q(q_given, kMaxQ);
    if (a.size() < q || b.size() < q) return {1, 1, std::equal(a.begin(), a.end(), b.begin(), b.end()) ? 1u : 0u};
    require_length(a.size(), b.size(), kMaxQgramUnits);
    if constexpr (sizeof(C) == 1) {
        if (q == 1) return ByteSet(a).sizes(b);
        if (q <= 2) return compare_once<std::uint16_t>(a, b, q, work);
        if (q <= 4) return compare_once<std::uint32_t>(a, b, q, work);
        return compare_once<std::uint64_t>(a, b, q, work);
    } else {
        if (q <= 3) return compare_once<WideGram<1>>(a, b, q, work);
        if (q <= 6) return compare_once<WideGram<2>>(a, b, q, work);
        return compare_once<WideGram<3>>(a, b, q, work);
    }
}

detail::ByteSet::ByteSet(Bytes text) noexcept {
    for (const unsigned char c : text) {
        size_ += marks_[c] == 0;
        marks_[c] = 1;
    }
}

SetSizes detail::ByteSet::sizes(Bytes other) const noexcept {
    constexpr unsigned char kSeen = 2;
    auto marks = marks_;
    SetSizes sizes{size_, 0, 0};
    for (const unsigned char c : other) {
        sizes.right += marks[c] != kSeen;
        sizes.common += marks[c] == 1;
        marks[c] = kSeen;
    }
    return sizes;
}

template <Unit C>
QgramPattern<C>::QgramPattern(Units<C> pattern, std::pmr::memory_resource* memory, int q)
    : pattern_(pattern), q_(checked_q(q, kMaxQ)), slots_(memory) {
    if (pattern.size() < q_) return;
    if constexpr (sizeof(C) == 1) {
        if (q_ == 1) {
            bytes_.emplace(pattern);
            return;
        }
    }
    if (q_ > room<Gram>() || gram_count(pattern.size(), q_) > kMaxPrepared) return;
    slots_.resize(std::bit_ceil(2 * (gram_count(pattern.size(), q_) + kMaxPrepared)));
    each_gram<Gram>(pattern, q_, [this](const Gram& gram) {
        Slot& s = slot(gram);
        own_ += s.own ? 0 : 1;
        s.gram = gram;
        s.own = true;
    });
}

template <Unit C>
auto QgramPattern<C>::slot(const Gram& gram) noexcept -> Slot& {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash_of(gram) >> 32) & mask;
    while ((slots_[at].own || slots_[at].round == round_) && slots_[at].gram != gram) at = (at + 1) & mask;
    return slots_[at];
}

template <Unit C>
void QgramPattern<C>::next_round() noexcept {
    if (++round_ != 0) return;
    for (Slot& s : slots_) s.round = 0;
    round_ = 1;
}

template <Unit C>
SetSizes QgramPattern<C>::sizes(Units<C> text, const Work& work) {
    if constexpr (sizeof(C) == 1) {
        if (bytes_ && !text.empty()) {
            require_length(pattern_.size(), text.size(), kMaxQgramUnits);
            return bytes_->sizes(text);
        }
    }
    if (slots_.empty() || text.size() < q_ || gram_count(text.size(), q_) > kMaxPrepared)
        return detail::qgram_sizes(pattern_, text, static_cast<int>(q_), work);
    next_round();
    SetSizes sizes{own_, 0, 0};
    each_gram<Gram>(text, q_, [&](const Gram& gram) {
        Slot& s = slot(gram);
        const bool first = s.round != round_;
        sizes.right += first ? 1 : 0;
        sizes.common += first && s.own ? 1 : 0;
        s.gram = gram;
        s.round = round_;
    });
    return sizes;
}

template class QgramPattern<unsigned char>;
template class QgramPattern<char32_t>;

template SetSizes detail::qgram_sizes(Bytes, Bytes, int, const Work&);
template SetSizes detail::qgram_sizes(CodePoints, CodePoints, int, const Work&);

template <class Gram, Unit C>
QgramSet<Gram, C>::QgramSet(Units<C> text, int q_given, const Work& work) : grams_(work.memory) {
    const std::size_t q = checked_q(q_given, room<Gram>());
    require_length(text.size(), 0, kMaxQgramUnits);
    gram_units_ = std::min(q, text.size());
    grams_.resize(gram_count(text.size(), q));
    work.cancel.check();
    grams_.resize(make_grams<Gram>(text, q, grams_, work));
    grams_.shrink_to_fit();
}

template <class Gram, Unit C>
SetSizes QgramSet<Gram, C>::sizes(const QgramSet& other) const noexcept {
    if (gram_units_ != other.gram_units_) return {size(), other.size(), 0};
    return sizes_of_sorted<Gram>(grams_, other.grams_);
}

template class QgramSet<std::uint16_t, unsigned char>;
template class QgramSet<std::uint32_t, unsigned char>;
template class QgramSet<std::uint64_t, unsigned char>;
template class QgramSet<WideGram<1>, char32_t>;
template class QgramSet<WideGram<2>, char32_t>;
template class QgramSet<WideGram<3>, char32_t>;

}  // namespace cdp::compare
