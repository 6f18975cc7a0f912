// SPDX-License-Identifier: PostgreSQL
// ASCII classes without a locale, trimming, and look-up in sorted word lists.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

constexpr bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool is_ascii_alpha(char c) noexcept { return is_ascii_upper(c) || is_ascii_lower(c); }
constexpr bool is_ascii_alnum(char c) noexcept { return is_ascii_alpha(c) || is_ascii_digit(c); }
constexpr bool is_ascii_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr char ascii_lower(char c) noexcept { return is_ascii_upper(c) ? static_cast<char>(c + 32) : c; }
constexpr char ascii_upper(char c) noexcept { return is_ascii_lower(c) ? static_cast<char>(c - 32) : c; }

constexpr std::string_view trim_ascii(std::string_view s) noexcept {
    while (!s.empty() && is_ascii_space(s.front())) s.remove_prefix(1);
    while (!s.empty() && is_ascii_space(s.back())) s.remove_suffix(1);
    return s;
}

inline std::string ascii_digits(std::string_view s) {
    std::string out;
    for (char c : s)
        if (is_ascii_digit(c)) out.push_back(c);
    return out;
}

// A list of words in byte order, checked at compile time, searched in O(log n).
template <std::size_t N>
class WordSet {
public:
    consteval WordSet(const std::string_view (&words)[N]) {
        for (std::size_t i = 0; i < N; i++) {
            words_[i] = words[i];
            if (i > 0 && !(words[i - 1] < words[i])) throw "words are sorted and different";
        }
    }
    constexpr bool contains(std::string_view word) const noexcept {
        return std::binary_search(words_.begin(), words_.end(), word);
    }

private:
    std::array<std::string_view, N> words_{};
};

// Words with a value each, in byte order of the words.
template <class Value>
struct WordValue {
    std::string_view word;
    Value value;
};

template <class Value, std::size_t N>
class WordMap {
public:
    consteval WordMap(const WordValue<Value> (&entries)[N]) {
        for (std::size_t i = 0; i < N; i++) {
            entries_[i] = entries[i];
            if (i > 0 && !(entries[i - 1].word < entries[i].word)) throw "words are sorted and different";
        }
    }
    // The value of a word, or nullptr.
    constexpr const Value* find(std::string_view word) const noexcept {
        const auto it = std::lower_bound(entries_.begin(), entries_.end(), word,
                                         [](const WordValue<Value>& e, std::string_view w) { return e.word < w; });
        return it != entries_.end() && it->word == word ? &it->value : nullptr;
    }

private:
    std::array<WordValue<Value>, N> entries_{};
};

// The next word of a text whose words are parted by single spaces, as fold gives it; moves `rest` past it.
constexpr std::string_view next_word(std::string_view& rest) noexcept {
    const std::size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
    return word;
}

}  // namespace cdp::text
