// SPDX-License-Identifier: PostgreSQL
// Texts as words (core/text/tokens.hpp), and lists of values, for measures that compare word by word: as sets, or
// each decoded once to the units that other measures take. Words are compared as they stand.
#pragma once

#include "core/base/scratch.hpp"
#include "core/compare/characters.hpp"
#include "core/compare/set_sizes.hpp"
#include "core/text/tokens.hpp"

namespace cdp::compare {

// Most words, or values of a list, that a measure takes.
inline constexpr std::size_t kMaxWords = std::size_t{1} << 22;

// Most steps of measures that compare every word with every other: about a minute's work.
inline constexpr std::uint64_t kMaxWordSteps = std::uint64_t{1} << 34;

using WordViews = std::span<const std::string_view>;

// The words of a text, which it refers to. No allocation up to 32 words.
class Words {
public:
    // In the order of the text. Throws Error(kLimitExceeded) for texts of more than kMaxUnits characters or kMaxWords
    // words, and Error(kCancelled).
    Words(std::string_view text, const Work& work);
    // A copy of a list.
    Words(WordViews list, const Work& work);

    // Puts them in byte order; sort_distinct keeps one of each.
    void sort(const Work& work);
    void sort_distinct(const Work& work);

    WordViews views() const noexcept { return words_.span(); }
    std::size_t size() const noexcept { return words_.size(); }
    bool empty() const noexcept { return words_.empty(); }

private:
    Scratch<std::string_view, 32> words_;
};

// The different words of a text in byte order.
class DistinctWords {
public:
    DistinctWords(std::string_view text, const Work& work) : words_(text, work) { words_.sort_distinct(work); }

    WordViews views() const noexcept { return words_.views(); }
    bool empty() const noexcept { return words_.empty(); }

private:
    Words words_;
};

// Sizes of the sets of words of two texts, and of the sets of two lists of values.
inline SetSizes word_sizes(const DistinctWords& a, const DistinctWords& b) noexcept {
    return sizes_of_sorted(a.views(), b.views());
}
inline SetSizes word_sizes(std::string_view a, std::string_view b, const Work& work = {}) {
    return word_sizes(DistinctWords(a, work), DistinctWords(b, work));
}
SetSizes value_sizes(WordViews a, WordViews b, const Work& work = {});

// Words as units of type C: in place up to 128 units and 32 words.
template <Unit C>
class UnitWords {
public:
    explicit UnitWords(const Work& work) noexcept : cancel_(work.cancel), units_(work.memory), words_(work.memory) {}

    // False when a character does not fit in C.
    bool decode(WordViews words);
    // One more word, referred to where it stands.
    void refer(Units<C> word) { words_.push_back(word); }

    std::span<const Units<C>> words() const noexcept { return words_.span(); }

private:
    CancelToken cancel_;
    Scratch<C, 128> units_;
    Scratch<Units<C>, 32> words_;
};

extern template class UnitWords<unsigned char>;
extern template class UnitWords<char32_t>;

// Throws Error(kLimitExceeded) when comparing each word of a with each of b takes more than kMaxWordSteps steps: units
// of a times words of b and the other way round.
void require_word_steps(WordViews a, WordViews b);

// Calls measure(x, y, work) on the words of a and b as spans of units, of bytes where that is enough.
template <class Measure>
auto with_words(WordViews a, WordViews b, const Work& work, const Measure& measure) {
    const auto all = [&](auto test) {
        return std::all_of(a.begin(), a.end(), test) && std::all_of(b.begin(), b.end(), test);
    };
    if (all([](std::string_view word) { return text::is_ascii(word); })) {
        UnitWords<unsigned char> x(work), y(work);
        for (const std::string_view word : a) x.refer(bytes_of(word));
        for (const std::string_view word : b) y.refer(bytes_of(word));
        return measure(x.words(), y.words(), work);
    }
    if (all(&may_be_latin1)) {
        UnitWords<unsigned char> x(work), y(work);
        if (x.decode(a) && y.decode(b)) return measure(x.words(), y.words(), work);
    }
    UnitWords<char32_t> x(work), y(work);
    x.decode(a);
    y.decode(b);
    return measure(x.words(), y.words(), work);
}

}  // namespace cdp::compare
