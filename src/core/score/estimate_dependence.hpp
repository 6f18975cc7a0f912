// SPDX-License-Identifier: PostgreSQL
// Whether comparisons depend on one another within a class of pairs. The model multiplies: what two comparisons say is
// taken to be said twice, while a city follows from its postcode. Observed counts of pairs of levels stand beside those
// that independence expects; where they are far apart, an interaction corrects the pair of levels (log-linear model with
// two-way interactions, Larsen & Rubin 2001). Interactions form a forest, since a third comparison that follows from two
// others would be taken off twice (Chow & Liu 1968).
#pragma once

#include <array>
#include <vector>

#include "core/base/cancel.hpp"
#include "core/score/estimate_mixture.hpp"

namespace cdp::score {

struct EstimateInput;

// Pairs that have two comparisons at one level each.
struct JointCount {
    double seen = 0, expected = 0;

    double residual() const noexcept;               // standardised, as of a Poisson count
    double bits(double prior) const noexcept;       // log2 of seen against expected, drawn to 0 as by `prior` pairs more
    bool tells() const noexcept;                    // enough pairs, and far from what is expected
};

struct Dependence {
    std::size_t left = 0, right = 0;    // comparisons
    bool among_matches = false;         // else among strangers
    unsigned left_level = 0, right_level = 0;  // where it is strongest
    JointCount count;

    double bits() const noexcept;
};

class DependenceTables {
public:
    // `shares` are those of the classes, by session of the input.
    DependenceTables(const Model& model, const EstimateInput& input, const std::vector<ByClass>& shares,
                     const CancelToken& token);

    // Two comparisons and a class, each where it is strongest; the strongest first.
    std::vector<Dependence> alarms() const;
    FoundInteractions interactions() const;

private:
    using Levels = std::array<std::array<JointCount, kCellsPerComparison>, kCellsPerComparison>;  // by level - 1
    struct PairOfComparisons {
        std::size_t left, right;
        Levels strangers, matches;
    };

    void count_random(const EstimateInput& input);
    void count_agreeing(const EstimateInput& input, const CancelToken& token);
    void count_matches(const EstimateInput& input, const std::vector<ByClass>& shares, const CancelToken& token);
    PairOfComparisons& pair(std::size_t left, std::size_t right) noexcept;
    ByClass random_shares() const noexcept;

    const Model& model_;
    Mixture mixture_;
    std::vector<PairOfComparisons> pairs_;  // left before right, in order
};

}  // namespace cdp::score
