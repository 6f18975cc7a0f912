// SPDX-License-Identifier: PostgreSQL
// Expectation maximisation on collapsed patterns (Dempster, Laird & Rubin 1977; Winkler 1988). Pairs are matches,
// look-alikes or strangers. u comes from random pairs; m, the look-alikes and the shares of the classes are estimated.
// Pairs proposed by one blocking rule form a session with shares of its own, in which the comparisons that the rule
// forces to agree are not looked at; missing levels are ignored (missing at random, Enamorado, Fifield & Imai 2019).
// The model's own probabilities act as a prior worth a few pairs, so that small data stay sane. Labels are not needed:
// where there are some, labelled pairs have the class that they are said to have, and labelled matches count for m as
// much as they are many. Sums run over sorted patterns: the result is the same for any order of the input.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/base/cancel.hpp"
#include "core/score/estimate_dependence.hpp"
#include "core/score/estimate_mixture.hpp"

namespace cdp::score {

// Pairs by pattern, and by what labels say of them.
struct SessionPatterns {
    PatternCounts unknown, matches, others;
};

struct Session {
    std::string rule;          // for the report
    double share = 1;          // of the rule's pairs that are here
    std::vector<bool> masked;  // by comparison
    SessionPatterns patterns;
};

// Pairs drawn because the values that a level asks for are equal.
struct AgreeingPairs {
    std::size_t comparison = 0;
    unsigned level = 1;
    PatternCounts patterns;  // that level and others
};

struct EstimateInput {
    std::vector<Session> sessions;
    SessionPatterns candidates;                     // unique pairs of all rules, weighted up to their number
    double all_pairs = 0;                           // pairs there are, proposed or not
    std::vector<std::vector<double>> random_share;  // by comparison and level - 1: share among random pairs that have it
    std::vector<std::vector<double>> random_pairs;  // by comparison and level - 1: how many random pairs stand behind it
    PatternCounts random_patterns;                  // random pairs, or all
    std::vector<AgreeingPairs> agreeing;            // tell whether comparisons depend on one another
    bool interactions = false;                      // correct what depends on one another
    std::vector<std::vector<double>> labelled;      // by comparison and level - 1: labelled matches; empty: no labels
    std::optional<double> prior;                    // kept as it is, instead of estimated
    int max_iterations = 200;                       // of each of a few rounds
};

struct SessionReport {
    std::string rule;
    double share = 1;
    double pairs = 0;
    std::size_t patterns = 0;
    double matches = 0;  // expected
    std::array<double, kLookAlikes> alike{};
};

struct EstimateReport {
    int iterations = 0;
    bool converged = false;     // the last iteration changed next to nothing: not that the limit was reached
    double log_likelihood = 0;  // of all sessions, natural
    double matches = 0;         // expected among the candidates
    std::array<double, kLookAlikes> alike{};
    std::vector<SessionReport> sessions;
    std::vector<std::vector<double>> level_matches;  // by comparison and level - 1: matches expected behind m
    std::vector<Dependence> dependence;  // of comparisons on one another, as if there were no interactions
};

// Replaces all probabilities of `model`; levels marked fixed stay.
EstimateReport estimate(Model& model, const EstimateInput& input, const CancelToken& token);

}  // namespace cdp::score
