// SPDX-License-Identifier: PostgreSQL
// The best similarity of any value of one list with any of another, for attributes of many values (phones, names
// once used). Each value of the first list is prepared once, and each comparison gives up when it cannot be better.
#pragma once

#include "core/compare/words.hpp"

namespace cdp::compare {

enum class PairMeasure { kJaroWinkler, kJaro, kLevenshtein, kIndel, kJaccard, kDice, kOverlap, kCosine };

// By the name of the SQL function. Throws Error(kInvalidArgument) for another name.
PairMeasure pair_measure(std::string_view name);

// In [0,1], symmetric. Neither list is empty. The set measures are on 2-grams. Throws Error(kLimitExceeded) above
// kMaxWordSteps and where the measure does, and Error(kCancelled).
double best_pair(WordViews a, WordViews b, PairMeasure measure, const Work& work = {});

namespace detail {

// The best Jaro-Winkler similarity of `word` with one of `others`, or `best` when none is better.
template <Unit C>
double best_jaro_winkler(Units<C> word, std::span<const Units<C>> others, double best, const Work& work);

extern template double best_jaro_winkler(Bytes, std::span<const Bytes>, double, const Work&);
extern template double best_jaro_winkler(CodePoints, std::span<const CodePoints>, double, const Work&);

}  // namespace detail

}  // namespace cdp::compare
