// SPDX-License-Identifier: PostgreSQL
// How well the words of two names or addresses go together when their order does not matter.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::compare {

inline constexpr std::size_t kMostWords = 32;

// A folded word, not empty.
struct Word {
    constexpr Word() noexcept = default;
    constexpr Word(std::string_view word, double says = 1, std::uint16_t id = 0) noexcept
        : text(word), weight(says), nickname(id) {
        for (const char c : word) digits = digits || (c >= '0' && c <= '9');
    }

    std::string_view text;
    double weight = 1;           // in (0, 1]: what its presence says
    std::uint16_t nickname = 0;  // text::nickname_id, where words are names
    bool digits = false;         // whether it has any

    bool initial() const noexcept { return text.size() == 1; }
};

// In [0,1], symmetric: 1 for equal words and for an initial and a word that begins with it; 0.9 for names that may
// stand for one another; otherwise, with j the Jaro-Winkler similarity, 1 - ((1 - j) / 0.3)^1.5 where j is above 0.7,
// else 0 (j = 0.95 gives 0.93, 0.9 gives 0.81, 0.8 gives 0.46). Words with digits and words of a weight below
// kTie are equal or not.
double word_similarity(const Word& a, const Word& b) noexcept;

inline constexpr double kInitialWeight = 0.5;
inline constexpr double kTie = 0.1;  // weights below are those of particles and articles

// In [0,1], symmetric: the best assignment of the words of one side to those of the other, each pair counting its
// similarity times the smaller of its two weights, divided by the weight of the lighter side and a third of what the
// heavier one has more. At most kMostWords words a side; the weight of neither is 0.
double align_words(std::span<const Word> a, std::span<const Word> b) noexcept;

// The same, and whether any two words are alike that are neither initials nor particles.
struct Alignment {
    double similarity;
    bool words_agree;
};
Alignment alignment_of(std::span<const Word> a, std::span<const Word> b) noexcept;

}  // namespace cdp::compare
