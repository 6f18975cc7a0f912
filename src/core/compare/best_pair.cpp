// SPDX-License-Identifier: PostgreSQL
#include "core/compare/best_pair.hpp"

#include <string>
#include <utility>

#include "core/compare/jaro.hpp"
#include "core/compare/lcs.hpp"
#include "core/compare/levenshtein.hpp"
#include "core/compare/qgram.hpp"

namespace cdp::compare {

namespace {

// why: preparing a pattern clears a table of some kilobytes, which a few comparisons do not pay back.
constexpr std::size_t kWorthPreparing = 8;

constexpr std::size_t kPollPairs = 1 << 10;

constexpr std::pair<std::string_view, PairMeasure> kMeasures[] = {
    {"jaro_winkler", PairMeasure::kJaroWinkler},
    {"jaro", PairMeasure::kJaro},
    {"levenshtein_similarity", PairMeasure::kLevenshtein},
    {"indel_similarity", PairMeasure::kIndel},
    {"jaccard", PairMeasure::kJaccard},
    {"dice", PairMeasure::kDice},
    {"overlap", PairMeasure::kOverlap},
    {"cosine", PairMeasure::kCosine},
};

// The greatest of compare(other, best so far), and `best`.
template <Unit C, class Compare>
double best_of(std::span<const Units<C>> others, double best, const Work& work, const Compare& compare) {
    for (std::size_t i = 0; i < others.size() && best < 1; i++) {
        if (i % kPollPairs == kPollPairs - 1) work.cancel.check();
        best = std::max(best, compare(others[i], best));
    }
    return best;
}

// The same over all words of a and b; `compare` takes one of each.
template <Unit C, class Compare>
double best_of_all(std::span<const Units<C>> a, std::span<const Units<C>> b, const Work& work, const Compare& compare) {
    double best = 0;
    for (std::size_t i = 0; i < a.size() && best < 1; i++) {
        if (i % kPollPairs == kPollPairs - 1) work.cancel.check();
        best = best_of<C>(b, best, work, [&](Units<C> y, double least) { return compare(a[i], y, least); });
    }
    return best;
}

// A bound on the distance that a pair of these lengths must keep to be better than `best`, or one more.
std::size_t useful_distance(double best, std::size_t longer) noexcept {
    return static_cast<std::size_t>((1 - best) * static_cast<double>(longer)) + 1;
}

template <Unit C>
double best_levenshtein(std::span<const Units<C>> a, std::span<const Units<C>> b, const Work& work) {
    const auto similarity = [&](Units<C> x, Units<C> y, double least, const auto& distance) {
        const std::size_t bound = useful_distance(least, std::max(x.size(), y.size()));
        return normalized_similarity(distance(y, bound), x.size(), y.size());
    };
    if (b.size() < kWorthPreparing)
        return best_of_all<C>(a, b, work, [&](Units<C> x, Units<C> y, double least) {
            return similarity(x, y, least, [&](Units<C> z, std::size_t k) { return levenshtein(x, z, k, work); });
        });
    double best = 0;
    for (std::size_t i = 0; i < a.size() && best < 1; i++) {
        const LevenshteinPattern<C> pattern(a[i]);
        best = best_of<C>(b, best, work, [&](Units<C> y, double least) {
            return similarity(a[i], y, least, [&](Units<C> z, std::size_t k) { return pattern.distance(z, k, work); });
        });
    }
    return best;
}

template <Unit C>
double best_of_measure(std::span<const Units<C>> a, std::span<const Units<C>> b, PairMeasure measure,
                       const Work& work) {
    const auto all = [&](const auto& compare) { return best_of_all<C>(a, b, work, compare); };
    double best = 0;
    switch (measure) {
        case PairMeasure::kJaroWinkler:
            for (std::size_t i = 0; i < a.size() && best < 1; i++)
                best = detail::best_jaro_winkler(a[i], b, best, work);
            return best;
        case PairMeasure::kJaro:
            return all([&](Units<C> x, Units<C> y, double least) { return jaro(x, y, least, work); });
        case PairMeasure::kLevenshtein: return best_levenshtein(a, b, work);
        case PairMeasure::kIndel:
            return all([&](Units<C> x, Units<C> y, double) {
                return indel_ratio(lcs_length(x, y, work), x.size(), y.size());
            });
        case PairMeasure::kJaccard: return all([&](Units<C> x, Units<C> y, double) { return jaccard(x, y, 2, work); });
        case PairMeasure::kDice: return all([&](Units<C> x, Units<C> y, double) { return dice(x, y, 2, work); });
        case PairMeasure::kOverlap: return all([&](Units<C> x, Units<C> y, double) { return overlap(x, y, 2, work); });
        case PairMeasure::kCosine: return all([&](Units<C> x, Units<C> y, double) { return cosine(x, y, 2, work); });
    }
    return best;
}

}  // namespace

PairMeasure pair_measure(std::string_view name) {
    std::string names;
    for (const auto& [known, measure] : kMeasures) {
        if (name == known) return measure;
        if (!names.empty()) names += ", ";
        names += known;
    }
    throw Error(ErrorCode::kInvalidArgument, "unknown measure \"" + std::string(text::head_of(name, 60)) + "\"", {},
                "Measures are " + names + ".");
}

template <Unit C>
double detail::best_jaro_winkler(Units<C> word, std::span<const Units<C>> others, double best, const Work& work) {
    if (others.size() < kWorthPreparing)
        return best_of<C>(others, best, work, [&](Units<C> other, double least) {
            return jaro_winkler(word, other, kPrefixWeight, kBoostThreshold, least, work);
        });
    const JaroPattern<C> pattern(word);
    return best_of<C>(others, best, work, [&](Units<C> other, double least) {
        return pattern.jaro_winkler(other, kPrefixWeight, kBoostThreshold, least, work);
    });
}

template double detail::best_jaro_winkler(Bytes, std::span<const Bytes>, double, const Work&);
template double detail::best_jaro_winkler(CodePoints, std::span<const CodePoints>, double, const Work&);

double best_pair(WordViews a, WordViews b, PairMeasure measure, const Work& work) {
    require_word_steps(a, b);
    return with_words(a, b, work,
                      [measure](auto x, auto y, const Work& w) { return best_of_measure(x, y, measure, w); });
}

}  // namespace cdp::compare
