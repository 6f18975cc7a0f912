// SPDX-License-Identifier: PostgreSQL
// Similarity of two texts by their words, each weighing the more the fewer documents of a corpus have it (Salton &
// Buckley 1988).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/compare/units.hpp"

namespace cdp::compare {

// Writes what WordFrequencies reads: {"documents": 3, "words": {"rue": 2}}.
class FrequencyWriter {
public:
    // A word stands in so many documents. Words of one document go without saying.
    void add(std::string_view word, std::int64_t documents);
    std::string finish(std::int64_t documents);

private:
    std::string words_;
};

// In how many documents of a corpus each word stands.
class WordFrequencies {
public:
    // Throws Error(kInvalidArgument), with what is wrong, for another document.
    explicit WordFrequencies(std::string_view json);

    // Smoothed inverse document frequency, 1 + ln((1 + documents) / (1 + those with the word)): from 1, for a word of all
    // documents, upwards. A word that is not in the table counts as one of a single document.
    double weight(std::string_view word) const noexcept;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const noexcept;
    };

    std::unordered_map<std::string, double, Hash, std::equal_to<>> weights_;
    double rare_ = 1;
};

// The cosine of the angle between the texts as vectors with, for each word, how often it stands there times its weight.
// In [0,1], symmetric; 1 for two texts without words, 0 when one only has none. Words as in words.hpp. Throws
// Error(kLimitExceeded) and Error(kCancelled) as those do.
double tfidf_cosine(std::string_view a, std::string_view b, const WordFrequencies& frequencies, const Work& work = {});

}  // namespace cdp::compare
