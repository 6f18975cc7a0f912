// SPDX-License-Identifier: PostgreSQL
// TF-IDF cosine as it is defined: a map of words to how often each stands in a text, weighed by the corpus.
#pragma once

#include <cmath>
#include <map>
#include <string_view>

#include "ref/token_measure.hpp"

namespace cdp::ref {

struct Corpus {
    double documents = 0;
    std::map<Word, double> with_word;
};

inline std::map<Word, double> tfidf(std::string_view text, const Corpus& corpus) {
    std::map<Word, double> vector;
    for (const Word& word : words(text)) vector[word] += 1;
    for (auto& [word, times] : vector) {
        const auto known = corpus.with_word.find(word);
        const double with_word = known != corpus.with_word.end() ? known->second : std::min(corpus.documents, 1.0);
        times *= 1 + std::log((1 + corpus.documents) / (1 + with_word));
    }
    return vector;
}

inline double tfidf_cosine(std::string_view a, std::string_view b, const Corpus& corpus) {
    const auto x = tfidf(a, corpus), y = tfidf(b, corpus);
    if (x.empty() || y.empty()) return x.empty() && y.empty() ? 1 : 0;
    double product = 0, square_x = 0, square_y = 0;
    for (const auto& [word, weight] : x) {
        square_x += weight * weight;
        if (y.count(word) > 0) product += weight * y.at(word);
    }
    for (const auto& [word, weight] : y) square_y += weight * weight;
    return product / std::sqrt(square_x * square_y);
}

}  // namespace cdp::ref
