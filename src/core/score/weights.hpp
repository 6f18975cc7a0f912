// SPDX-License-Identifier: PostgreSQL
// Bits. A model's probabilities as fixed-point log2 ratios, and the sum of a pair's evidence. Fixed point makes
// sums exact, so that neither the order of comparisons nor the number of threads can show in a weight.
//
// Look-alikes make comparisons weigh less together than one by one: a pair that agrees on street, phone and family
// name is a match or a household. Let b_k be the sum of log2(P(level | class k) / u) over the comparisons of class k
// and r_k the odds of that class against strangers: log2(1 + sum of r_k * 2^b_k) is taken from the sum of log2(m/u).
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "core/score/model.hpp"

namespace cdp::score {

// In units of 2^-36 bit: the roundings of 32 comparisons and their frequencies stay below 1e-9 bit, and what a component
// of a thousand records adds up to below 2^63.
using Bits = std::int64_t;
inline constexpr double kUnitsPerBit = 0x1p36;

inline Bits to_bits(double bits) noexcept { return std::llround(bits * kUnitsPerBit); }
constexpr double from_bits(Bits bits) noexcept { return static_cast<double>(bits) / kUnitsPerBit; }

// Match weight to probability: 2^w / (1 + 2^w).
inline double probability(double weight) noexcept { return 1 / (1 + std::exp2(-weight)); }
inline double log2_odds(double p) noexcept { return std::log2(p / (1 - p)); }

struct LevelWeight {
    Bits match = 0;          // log2(m / u)
    std::array<Bits, kLookAlikes> alike{};  // log2(P(level | look-alikes) / u)
    int term_frequency = -1; // attribute whose value frequency corrects both, or -1
};

// What a value's frequency adds to a level: weight * log2(base / frequency).
struct FrequencyWeight {
    double weight = 1;
    double minimum = 0;  // rarer values count as this frequent
    double base = 0;     // the frequency that adds nothing; 0: that at which two random values agree

    // In bits; `average` stands where there is no base.
    double bits(double frequency, double average) const noexcept {
        return weight * std::log2(std::max(base > 0 ? base : average, kLeastFrequency) /
                                  std::max({frequency, minimum, kLeastFrequency}));
    }
    static constexpr double kLeastFrequency = 1e-9;
};

// What two levels that depend on one another weigh more together.
struct JointWeight {
    std::size_t left = 0, right = 0;  // comparisons
    unsigned left_level = 1, right_level = 1;
    LevelWeight weight;
};

// What the comparisons of one pair add up to.
struct Evidence {
    Bits match = 0;    // all comparisons
    std::array<Bits, kLookAlikes> alike{};

    void add(const LevelWeight& w) noexcept {
        match += w.match;
        for (std::size_t k = 0; k < kLookAlikes; k++) alike[k] += w.alike[k];
    }
};

class Weights {
public:
    explicit Weights(const Model& model);

    // `level` is 1-based; 0, missing, weighs nothing and has no entry.
    const LevelWeight& level(std::size_t comparison, unsigned level) const noexcept {
        return levels_[comparison][level - 1];
    }
    // For levels with a term frequency.
    const FrequencyWeight& frequency(std::size_t comparison, unsigned level) const noexcept {
        return frequencies_[comparison][level - 1];
    }
    const std::vector<JointWeight>& joint() const noexcept { return joint_; }
    std::size_t level_count(std::size_t comparison) const noexcept { return levels_[comparison].size(); }
    // Whether the rarity of a value counts in a class as it does for matches.
    bool rarity_counts(std::size_t comparison, std::size_t look_alike) const noexcept {
        return look_alike == kHousehold && household_[comparison];
    }
    Bits prior() const noexcept { return prior_; }

    // What the classes of look-alikes take away, <= 0.
    Bits look_alikes(const Evidence& evidence) const noexcept {
        double sum = 0;
        for (std::size_t k = 0; k < kLookAlikes; k++)
            if (has_[k]) sum += std::exp2(std::min(odds_[k] + from_bits(evidence.alike[k]), 1000.0));
        // why: most pairs share nothing; there log2(1 + x) is x / ln 2 to within 1e-12.
        return to_bits(sum < 1e-6 ? sum * -std::numbers::log2e : -std::log2(1 + sum));
    }
    Bits total(const Evidence& evidence) const noexcept { return prior_ + evidence.match + look_alikes(evidence); }

private:
    std::vector<std::vector<LevelWeight>> levels_;
    std::vector<std::vector<FrequencyWeight>> frequencies_;
    std::vector<JointWeight> joint_;
    std::vector<bool> household_;
    Bits prior_ = 0;
    std::array<double, kLookAlikes> odds_{};  // log2
    std::array<bool, kLookAlikes> has_{};
};

}  // namespace cdp::score
