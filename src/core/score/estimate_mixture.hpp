// SPDX-License-Identifier: PostgreSQL
// The mixture that training fits: what a pair with a given pattern is expected to be, by the model's probabilities and
// the shares of the classes. Patterns are made ready once, those that differ only where a session does not look
// become one, and a step costs a few multiplications for each.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/score/model.hpp"
#include "core/score/pattern.hpp"

namespace cdp::score {

using PatternCounts = std::vector<std::pair<Pattern, double>>;

// The classes of pairs: matches, strangers, then those of LookAlike.
inline constexpr std::size_t kMatch = 0, kStranger = 1, kFirstAlike = 2, kClasses = kFirstAlike + kLookAlikes;
using ByClass = std::array<double, kClasses>;

// A level of a comparison as one number.
inline constexpr std::size_t kCellsPerComparison = 16;
constexpr std::size_t cell_of(std::size_t comparison, unsigned level) noexcept {
    return comparison * kCellsPerComparison + level - 1;
}

inline constexpr double kLeastProbability = 1e-9;

// An interaction as training sees it: by class.
struct FoundInteraction {
    std::size_t left = 0, right = 0;  // comparisons, in order
    unsigned left_level = 1, right_level = 1;
    double match = 0, stranger = 0;   // bits: log2 of how often both levels are seen against independence

    Interaction as_interaction() const noexcept { return {left, right, left_level, right_level, match - stranger}; }
};
using FoundInteractions = std::vector<FoundInteraction>;

// Patterns and their counts as lists of the cells that are there, in an order that depends on nothing but the patterns.
// Interactions that are there have cells of their own, behind those of the levels.
class PatternList {
public:
    PatternList() = default;
    // Without the comparisons that are `masked`; empty masks none.
    PatternList(const PatternCounts& patterns, const std::vector<bool>& masked, std::size_t comparisons,
                const FoundInteractions& interactions = {});

    auto operator<=>(const PatternList&) const = default;

    std::size_t size() const noexcept { return counts_.size(); }
    double pairs() const noexcept { return pairs_; }
    double count(std::size_t i) const noexcept { return counts_[i]; }
    const std::uint16_t* begin(std::size_t i) const noexcept { return cells_.data() + begins_[i]; }
    const std::uint16_t* end(std::size_t i) const noexcept { return cells_.data() + begins_[i + 1]; }

private:
    std::vector<std::uint16_t> cells_;
    std::vector<std::size_t> begins_{0};
    std::vector<double> counts_;
    double pairs_ = 0;
};

// What a step adds up.
struct Expectation {
    explicit Expectation(std::size_t cell_count) : cells(cell_count) {}

    std::vector<ByClass> cells;  // expected pairs of each class at each level
    ByClass classes{};           // expected pairs of each class
    double pairs = 0;
    double log_likelihood = 0;   // natural

    void add(const Expectation& other);
};

class Mixture {
public:
    explicit Mixture(const Model& model, const FoundInteractions& interactions = {}) { update(model, interactions); }
    void update(const Model& model, const FoundInteractions& interactions = {});
    std::size_t cells() const noexcept { return cells_.size(); }

    // The odds of the classes for pairs with pattern `i`, not scaled; their sum is the probability of the pattern.
    ByClass odds(const PatternList& patterns, std::size_t i, const ByClass& shares) const noexcept;
    // Odds without what one cell says.
    ByClass without(const ByClass& odds, std::uint16_t cell) const noexcept;
    // Adds what the pairs are expected to be.
    void expect(const PatternList& patterns, const ByClass& shares, Expectation& to) const;

private:
    std::vector<ByClass> cells_;  // P(level | class)
};

}  // namespace cdp::score
