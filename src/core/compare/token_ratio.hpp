// SPDX-License-Identifier: PostgreSQL
// Similarities of texts whose words may stand in another order, as the fuzzywuzzy and RapidFuzz libraries define
// them, on a scale of 0 to 1. Their base is the indel similarity 2 k / (n + m), with k the length of the longest
// common subsequence of n and m characters (the ratio of Gestalt tools, without its heuristics).
#pragma once

#include "core/compare/lcs.hpp"
#include "core/compare/query.hpp"
#include "core/compare/words.hpp"

namespace cdp::compare {

// Words joined by single spaces.
class Joined {
public:
    explicit Joined(const Work& work) noexcept : text_(work.memory) {}
    void add(std::string_view word) {
        if (!text_.empty()) text_.push_back(' ');
        text_.append(word);
    }
    std::string_view view() const noexcept { return {text_.span().data(), text_.size()}; }
    bool empty() const noexcept { return text_.empty(); }

private:
    Scratch<char, 256> text_;
};

// The words of a text in byte order, joined.
class SortedText {
public:
    SortedText(std::string_view text, const Work& work);

    std::string_view view() const noexcept { return text_.view(); }

private:
    Joined text_;
};

// Indel similarity of the words in byte order, parted by single spaces. In [0,1], symmetric; 1 for two texts without
// words. Errors as the longest common subsequence, and as `Words`.
double token_sort_ratio(std::string_view a, std::string_view b, const Work& work = {});

// A text prepared for token_sort_ratio with many others.
class TokenSortQuery {
public:
    TokenSortQuery(std::string_view text, const Work& work) : sorted_(text, work), query_(sorted_.view(), work) {}

    double ratio(std::string_view other, const Work& work) {
        return query_.against(SortedText(other, work).view(), work, [](const auto& p, auto y, const Work& w) {
            return indel_ratio(p.length(y, w), p.pattern().size(), y.size());
        });
    }

private:
    SortedText sorted_;
    Query<LcsPattern<unsigned char>, LcsPattern<char32_t>> query_;
};

// With c the sorted distinct words of both texts, x and y those of one only: the greatest indel similarity of the
// pairs (c x, c y), (c, c x) and (c, c y), the last two where c is not empty. So 1 when all words of one text are in
// the other; 1 for two texts without words and 0 when one only has none. In [0,1], symmetric.
double token_set_ratio(const DistinctWords& a, const DistinctWords& b, const Work& work = {});
inline double token_set_ratio(std::string_view a, std::string_view b, const Work& work = {}) {
    return token_set_ratio(DistinctWords(a, work), DistinctWords(b, work), work);
}

}  // namespace cdp::compare
