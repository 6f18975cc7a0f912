// SPDX-License-Identifier: PostgreSQL
// Expectation maximisation on collapsed patterns (Dempster, Laird & Rubin 1977; Winkler 1988), label-free. Pairs
// are matches, look-alikes or strangers. u comes from random pairs; m, the look-alikes and the shares of the
// classes are estimated. Pairs proposed by one blocking rule form a session with shares of its own, in which the
// comparisons that the rule forces to agree are not looked at; missing levels are ignored (missing at random,
// Enamorado, Fifield & Imai 2019). The model's own probabilities act as a prior worth a few pairs, so that
// small data stay sane. Sums run over sorted patterns: the result is the same for any order of the input.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "core/base/cancel.hpp"
#include "core/score/model.hpp"
#include "core/score/pattern.hpp"

namespace cdp::score {

using PatternCounts = std::vector<std::pair<Pattern, double>>;

struct Session {
    std::vector<bool> masked;  // by comparison
    PatternCounts patterns;
};

struct EstimateInput {
    std::vector<Session> sessions;
    PatternCounts candidates;                       // unique pairs of all rules, weighted up to their number
    double all_pairs = 0;                           // pairs there are, proposed or not
    std::vector<std::vector<double>> random_share;  // by comparison and level - 1: share among random pairs that have it
    std::vector<std::vector<double>> random_pairs;  // by comparison and level - 1: how many random pairs stand behind it
};

struct EstimateReport {
    int iterations = 0;
    bool converged = false;
    double matches = 0;  // expected among all pairs
    std::array<double, kLookAlikes> alike{};
};

// Replaces all probabilities of `model`; levels marked fixed stay.
EstimateReport estimate(Model& model, EstimateInput input, const CancelToken& token);

}  // namespace cdp::score
