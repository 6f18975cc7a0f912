// SPDX-License-Identifier: PostgreSQL
// Seeded random texts of words for the property tests: few and short words in several scripts, so that many repeat
// and many are alike, parted by all kinds of characters.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace cdp::compare {

class RandomWords {
public:
    explicit RandomWords(std::uint32_t seed) : engine_(seed) {}

    std::size_t below(std::size_t n) { return engine_() % n; }

    // A few of the letters of one script, in any order.
    std::string word() {
        static const std::vector<std::vector<std::string>> kLetters = {
            {"a", "b", "n"}, {"a", "n", "é"}, {"ж", "у", "к"}, {"北", "京", "市"}, {"𝒜", "a", "b"}, {"1", "2", "a"}};
        const auto& letters = kLetters[below(8) < 5 ? 0 : below(kLetters.size())];
        std::string word;
        for (std::size_t n = 1 + below(below(10) == 0 ? 80 : 6); n > 0; n--) word += letters[below(letters.size())];
        return word;
    }

    std::string text(std::size_t most_words) {
        static const std::vector<std::string> kBetween = {" ", "-", ", ", "'", " \u2019 ", "\u00a0", "😀", "\xff"};
        std::string text;
        for (std::size_t n = below(most_words + 1); n > 0; n--) text += word() + kBetween[below(kBetween.size())];
        return text;
    }

    std::vector<std::string> list(std::size_t most) {
        std::vector<std::string> words(1 + below(most));
        for (std::string& w : words) w = below(12) == 0 ? "" : word();
        return words;
    }

private:
    std::mt19937 engine_;
};

}  // namespace cdp::compare
