// SPDX-License-Identifier: PostgreSQL
// ASCII classes without a locale, trimming, and look-up in sorted word lists.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
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

// Words with a value each, in byte order of the words.
template <class Value>
struct WordValue {
    std::string_view word;
    Value value;
};

// Where the words that begin with each byte stand in a list in byte order, checked at compile time.
template <std::size_t N>
class WordIndex {
public:
    consteval WordIndex() = default;
    consteval void add(std::size_t at, std::string_view word) {
        if (at > 0 && !(last_ < word)) throw "words are sorted and different";
        if (word.empty()) throw "words have letters";
        last_ = word;
        for (std::size_t c = static_cast<unsigned char>(word[0]) + 1u; c < begin_.size(); c++)
            begin_[c] = static_cast<std::uint16_t>(at + 1);
    }
    // The place of a word, or N; `word_at` gives the words. A few steps: most words are told by their length.
    template <class WordAt>
    constexpr std::size_t find(std::string_view word, const WordAt& word_at) const noexcept {
        if (word.empty()) return N;
        const auto first = static_cast<unsigned char>(word[0]);
        for (std::size_t i = begin_[first]; i < begin_[first + 1u]; i++)
            if (word_at(i) == word) return i;
        return N;
    }

private:
    static_assert(N < 0xFFFF);
    std::array<std::uint16_t, 257> begin_{};
    std::string_view last_;
};

// A list of words in byte order.
template <std::size_t N>
class WordSet {
public:
    consteval WordSet(const std::string_view (&words)[N]) {
        for (std::size_t i = 0; i < N; i++) index_.add(i, words_[i] = words[i]);
    }
    constexpr bool contains(std::string_view word) const noexcept {
        return index_.find(word, [this](std::size_t i) { return words_[i]; }) != N;
    }

private:
    std::array<std::string_view, N> words_{};
    WordIndex<N> index_;
};

template <class Value, std::size_t N>
class WordMap {
public:
    consteval WordMap(const WordValue<Value> (&entries)[N]) {
        for (std::size_t i = 0; i < N; i++) index_.add(i, (entries_[i] = entries[i]).word);
    }
    // The value of a word, or nullptr.
    constexpr const Value* find(std::string_view word) const noexcept {
        const std::size_t at = index_.find(word, [this](std::size_t i) { return entries_[i].word; });
        return at == N ? nullptr : &entries_[at].value;
    }

private:
    std::array<WordValue<Value>, N> entries_{};
    WordIndex<N> index_;
};

// The next word of a text whose words are parted by single spaces, as fold gives it; moves `rest` past it.
constexpr std::string_view next_word(std::string_view& rest) noexcept {
    const std::size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
    return word;
}

}  // namespace cdp::text
