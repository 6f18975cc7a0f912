// SPDX-License-Identifier: PostgreSQL
// Measures on words as their definitions read: vectors and sets of strings of code points, and the longest common
// subsequence by its whole matrix.
#pragma once

#include <unicode/uchar.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/utf8.hpp"
#include "ref/jaro.hpp"

namespace cdp::ref {

using Word = std::u32string;
using Sentence = std::vector<Word>;

inline Word decoded(std::string_view s) {
    std::vector<char32_t> points;
    text::decode_utf8(s, points);
    return {points.begin(), points.end()};
}

inline Sentence words(std::string_view s) {
    Sentence all;
    bool inside = false;
    for (const char32_t c : decoded(s)) {
        const bool in_word = (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
        if (in_word && !inside) all.emplace_back();
        if (in_word) all.back().push_back(c);
        inside = in_word;
    }
    return all;
}

inline std::set<Word> word_set(std::string_view s) {
    const Sentence all = words(s);
    return {all.begin(), all.end()};
}

inline std::size_t common_subsequence(const Word& a, const Word& b) {
    std::vector<std::vector<std::size_t>> length(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
    for (std::size_t i = 1; i <= a.size(); i++)
        for (std::size_t j = 1; j <= b.size(); j++)
            length[i][j] =
                a[i - 1] == b[j - 1] ? length[i - 1][j - 1] + 1 : std::max(length[i - 1][j], length[i][j - 1]);
    return length[a.size()][b.size()];
}

inline double indel_ratio(const Word& a, const Word& b) {
    if (a.empty() && b.empty()) return 1;
    return 2.0 * static_cast<double>(common_subsequence(a, b)) / static_cast<double>(a.size() + b.size());
}

template <class Words>
Word joined(const Words& words) {
    Word all;
    for (const Word& word : words) {
        if (!all.empty()) all += U' ';
        all += word;
    }
    return all;
}

inline double token_sort_ratio(std::string_view a, std::string_view b) {
    Sentence x = words(a), y = words(b);
    std::sort(x.begin(), x.end());
    std::sort(y.begin(), y.end());
    return indel_ratio(joined(x), joined(y));
}

inline double token_set_ratio(std::string_view a, std::string_view b) {
    const std::set<Word> x = word_set(a), y = word_set(b);
    if (x.empty() || y.empty()) return x.empty() && y.empty() ? 1 : 0;
    std::set<Word> both, x_only, y_only;
    for (const Word& word : x) (y.count(word) > 0 ? both : x_only).insert(word);
    for (const Word& word : y)
        if (x.count(word) == 0) y_only.insert(word);
    if (both.empty()) return indel_ratio(joined(x_only), joined(y_only));
    const auto with = [&](const std::set<Word>& rest) {
        return rest.empty() ? joined(both) : joined(both) + U' ' + joined(rest);
    };
    return std::max({indel_ratio(with(x_only), with(y_only)), indel_ratio(joined(both), with(x_only)),
                     indel_ratio(joined(both), with(y_only))});
}

template <class Measure>
double mean_of_best(const Sentence& a, const Sentence& b, const Measure& measure) {
    double sum = 0;
    for (const Word& x : a) {
        double best = 0;
        for (const Word& y : b) best = std::max(best, measure(x, y));
        sum += best;
    }
    return sum / static_cast<double>(a.size());
}

inline double monge_elkan(std::string_view a, std::string_view b) {
    const Sentence x = words(a), y = words(b);
    if (x.empty() || y.empty()) return x.empty() && y.empty() ? 1 : 0;
    return mean_of_best(x, y, [](const Word& p, const Word& q) { return jaro_winkler(p, q); });
}

template <class Measure>
double best_pair(const std::vector<std::string>& a, const std::vector<std::string>& b, const Measure& measure) {
    double best = 0;
    for (const std::string& x : a)
        for (const std::string& y : b) best = std::max(best, measure(decoded(x), decoded(y)));
    return best;
}

}  // namespace cdp::ref
