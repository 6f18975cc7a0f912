// SPDX-License-Identifier: PostgreSQL
#include "core/compare/jaro.hpp"

#include <cstdio>
#include <vector>

#include "core/compare/jaro_score.hpp"

namespace cdp::compare {

namespace {

// The highest similarity that `count` matches can give.
double ceiling(std::size_t count, std::size_t n, std::size_t m) noexcept {
    const double k = static_cast<double>(count);
    return (k / static_cast<double>(n) + k / static_cast<double>(m) + 1.0) / 3.0;
}

// Matches of a text of up to kBits<Word> units with a pattern of as many, given by its vectors. Each unit of the
// text takes the first free equal unit of the pattern inside the window.
template <class Word, class Vectors, Unit C>
[[gnu::always_inline]] inline JaroMatches word_matches(const Vectors& vectors, Units<C> text, std::size_t window) noexcept {
    constexpr std::size_t kAtOnce = 4;
    std::array<Word, kBits<Word> + kAtOnce> taken;  // the vector of each matched unit of the text, in order
    std::size_t count = 0;
    Word free = ~Word{0};
    Word in_window = low_bits<Word>(window + 1);
    for (std::size_t j = 0; j < text.size(); j++) {
        const Word vector = vectors[text[j]];
        const Word candidates = vector & in_window & free;
        free ^= candidates & (~candidates + 1);
        taken[count] = vector;
        count += candidates != 0;
        in_window += in_window + Word{j < window};
    }
    Word flags = ~free;
    // why: four steps for each turn, since no processor foresees a count; steps behind the last match find no flag and
    // are taken off again.
    for (std::size_t k = 0; k < kAtOnce; k++) taken[count + k] = 0;
    std::size_t steps = 0;
    std::size_t misses = 0;
    for (; steps < count; steps += kAtOnce) {
        for (std::size_t k = steps; k < steps + kAtOnce; k++) {
            misses += (taken[k] & flags & (~flags + 1)) == 0;
            flags &= flags - 1;
        }
    }
    return {count, misses - (steps - count)};
}

constexpr std::uint32_t kNone = 0xffffffff;
constexpr std::uint32_t kTaken = 0xfffffffe;

// The first free position of each unit of a long pattern.
template <Unit C>
class Heads;

template <>
class Heads<unsigned char> {
public:
    Heads(std::size_t, std::pmr::memory_resource*) noexcept { heads_.fill(kNone); }
    std::uint32_t& insert(unsigned char c) noexcept { return heads_[c]; }
    std::uint32_t* find(unsigned char c) noexcept { return &heads_[c]; }

private:
    std::array<std::uint32_t, 256> heads_;
};

template <>
class Heads<char32_t> {
public:
    Heads(std::size_t units, std::pmr::memory_resource* memory)
        : mask_(std::bit_ceil(2 * units) - 1), slots_(mask_ + 1, Slot{kFree, kNone}, memory) {}

    std::uint32_t& insert(char32_t c) noexcept {
        Slot& slot = slots_[place(c)];
        slot.unit = c;
        return slot.head;
    }
    // Null for a unit that the pattern does not hold.
    std::uint32_t* find(char32_t c) noexcept {
        Slot& slot = slots_[place(c)];
        return slot.unit == c ? &slot.head : nullptr;
    }

private:
    static constexpr char32_t kFree = 0xffffffff;  // no code point
    struct Slot {
        char32_t unit;
        std::uint32_t head;
    };

    std::size_t place(char32_t c) const noexcept {
        std::size_t at = (c * 0x9e3779b97f4a7c15ULL >> 32) & mask_;
        while (slots_[at].unit != c && slots_[at].unit != kFree) at = (at + 1) & mask_;
        return at;
    }

    std::size_t mask_;
    std::pmr::vector<Slot> slots_;
};

// As word_matches, for any length. The free positions of each unit form a list; what falls out of the window on
// the left never comes back, so every list is walked once.
template <Unit C>
JaroMatches list_matches(Units<C> pattern, Units<C> text, std::size_t window, const Work& work) {
    constexpr std::size_t kPollEvery = 1 << 16;
    std::pmr::vector<std::uint32_t> next(pattern.size(), work.memory);
    work.cancel.check();
    Heads<C> heads(pattern.size(), work.memory);
    for (std::size_t i = pattern.size(); i-- > 0;) {
        if (i % kPollEvery == 0) work.cancel.check();
        std::uint32_t& head = heads.insert(pattern[i]);
        next[i] = head;
        head = static_cast<std::uint32_t>(i);
    }
    std::pmr::vector<C> taken(work.memory);
    taken.reserve(std::min(pattern.size(), text.size()));
    for (std::size_t j = 0; j < text.size(); j++) {
        if (j % kPollEvery == 0) work.cancel.check();
        std::uint32_t* head = heads.find(text[j]);
        if (head == nullptr) continue;
        while (*head != kNone && *head + window < j) *head = next[*head];
        if (*head == kNone || *head > j + window) continue;
        const std::uint32_t i = *head;
        *head = next[i];
        next[i] = kTaken;
        taken.push_back(text[j]);
    }
    std::size_t k = 0;
    std::size_t out_of_order = 0;
    for (std::size_t i = 0; k < taken.size(); i++)
        if (next[i] == kTaken) out_of_order += pattern[i] != taken[k++];
    return {taken.size(), out_of_order};
}

template <Unit C>
JaroMatches matches_of(Units<C> a, Units<C> b, std::size_t window, const Work& work) {
    if (a.size() < b.size()) std::swap(a, b);
    if constexpr (sizeof(C) == 1 && RegisterVectors::kThere) {
        if (a.size() <= RegisterVectors::kMostUnits) return word_matches<std::uint32_t>(RegisterVectors(a), b, window);
    }
    if (a.size() <= kBits<Word64>) {
        MatchVectors<C, Word64> vectors;
        vectors.prepare_for(a, b);
        return word_matches<Word64>(vectors, b, window);
    }
    if (a.size() <= kBits<Word128>) {
        MatchVectors<C, Word128> vectors;
        vectors.prepare_for(a, b);
        return word_matches<Word128>(vectors, b, window);
    }
    return list_matches(a, b, window, work);
}

// The lengths decide, before any unit is looked at: true when the result is `known`.
bool decided(std::size_t n, std::size_t m, double cutoff, double& known) {
    known = n == 0 && m == 0 && cutoff <= 1.0 ? 1.0 : 0.0;
    return n == 0 || m == 0 || (cutoff > 0 && ceiling(std::min(n, m), n, m) < cutoff);
}

// Winkler's form of any Jaro function: jaro_of(cutoff).
template <Unit C, class Jaro>
double boosted(Units<C> a, Units<C> b, JaroBoost boost, double cutoff, const Jaro& jaro_of) {
    const auto common = [&] {
        return common_prefix(a.first(std::min(a.size(), kMaxBoostedPrefix)), b.first(std::min(b.size(), kMaxBoostedPrefix)));
    };
    if (cutoff <= boost.threshold) {  // the prefix matters to what is boosted only
        const double base = jaro_of(cutoff);
        return base > boost.threshold ? boost.apply(base, common()) : base;
    }
    const std::size_t prefix = common();
    return at_least(boost.apply(jaro_of(boost.needed(cutoff, prefix)), prefix), cutoff);
}

[[noreturn]] void refuse(const char* message, double value, const char* hint) {
    char detail[64];
    std::snprintf(detail, sizeof detail, "It is %g.", value);
    throw Error(ErrorCode::kInvalidArgument, message, detail, hint);
}

}  // namespace

double checked_prefix_weight(double weight) {
    if (weight >= 0 && weight <= kMaxPrefixWeight) return weight;
    refuse("prefix_weight must be between 0 and 0.25", weight,
           "Winkler's weight is 0.1; more than 0.25 would give similarities above 1.");
}

double checked_boost_threshold(double threshold) {
    if (threshold >= 0 && threshold <= 1) return threshold;
    refuse("boost_threshold must be between 0 and 1", threshold,
           "Winkler's threshold is 0.7; 0 boosts every common beginning, 1 none.");
}

template <Unit C>
double jaro(Units<C> a, Units<C> b, double cutoff, const Work& work) {
    const std::size_t n = a.size();
    const std::size_t m = b.size();
    double known;
    if (decided(n, m, cutoff, known)) return known;
    require_length(n, m);
    // Equal beginnings match each other in order, and what follows keeps its distances.
    const std::size_t prefix = common_prefix(a, b);
    JaroMatches matches{prefix, 0};
    if (prefix < std::min(n, m)) {
        matches = matches_of(a.subspan(prefix), b.subspan(prefix), jaro_window(n, m), work);
        matches.count += prefix;
    }
    return at_least(jaro_score(matches, n, m), cutoff);
}

template <Unit C>
double jaro_winkler(Units<C> a, Units<C> b, double prefix_weight, double boost_threshold, double cutoff,
                    const Work& work) {
    return boosted(a, b, {prefix_weight, boost_threshold}, cutoff,
                   [&](double needed) { return jaro(a, b, needed, work); });
}

// A pattern and a text of up to kBits<Word> units, either of them may be empty.
template <class Word, Unit C>
[[gnu::always_inline]] inline double prepared_jaro(const MatchVectors<C, Word>& vectors, std::size_t n, Units<C> text,
                                                   double cutoff) noexcept {
    const std::size_t m = text.size();
    double known;
    if (decided(n, m, cutoff, known)) return known;
    return at_least(jaro_score(word_matches<Word>(vectors, text, jaro_window(n, m)), n, m), cutoff);
}

template <Unit C>
double JaroPattern<C>::long_jaro(Units<C> text, double cutoff, const Work& work) const {
    if (!wide_.empty() && text.size() <= kBits<Word128>)
        return prepared_jaro<Word128>(wide_[0], pattern_.size(), text, cutoff);
    return compare::jaro(pattern_, text, cutoff, work);
}

template <Unit C>
inline double JaroPattern<C>::any_jaro(Units<C> text, double cutoff, const Work& work) const {
    if (std::max(pattern_.size(), text.size()) > kBits<Word64>) return long_jaro(text, cutoff, work);
    return prepared_jaro<Word64>(vectors_, pattern_.size(), text, cutoff);
}

template <Unit C>
double JaroPattern<C>::jaro(Units<C> text, double cutoff, const Work& work) const {
    return any_jaro(text, cutoff, work);
}

template <Unit C>
double JaroPattern<C>::jaro_winkler(Units<C> text, double prefix_weight, double boost_threshold, double cutoff,
                                    const Work& work) const {
    return boosted(pattern_, text, {prefix_weight, boost_threshold}, cutoff,
                   [&](double needed) { return any_jaro(text, needed, work); });
}

template double jaro(Bytes, Bytes, double, const Work&);
template double jaro(CodePoints, CodePoints, double, const Work&);
template double jaro_winkler(Bytes, Bytes, double, double, double, const Work&);
template double jaro_winkler(CodePoints, CodePoints, double, double, double, const Work&);
template class JaroPattern<unsigned char>;
template class JaroPattern<char32_t>;

}  // namespace cdp::compare
