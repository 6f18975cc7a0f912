// SPDX-License-Identifier: PostgreSQL
#include "core/score/weights.hpp"

namespace cdp::score {

namespace {

// The attribute whose exact agreement the level grades: named by the level's first exact test, so that
// `exact(postcode)` in a comparison of addresses is corrected by the postcode's frequency.
int frequency_attribute(const Level& level, const Comparison& comparison) noexcept {
    if (!level.term_frequency) return -1;
    for (const auto& test : level.condition.tests)
        if (test.measure == Measure::kExact && test.left == test.right) return test.left;
    return comparison.attributes[0];
}

}  // namespace

Weights::Weights(const Model& model) : prior_(to_bits(log2_odds(model.prior))) {
    for (std::size_t k = 0; k < kLookAlikes; k++) {
        has_[k] = model.alike[k] > 0;
        if (has_[k]) odds_[k] = log2_odds(model.alike[k]);
    }
    for (const auto& comparison : model.comparisons) {
        std::vector<LevelWeight> levels;
        for (const auto& level : comparison.levels) {
            LevelWeight w;
            w.match = to_bits(std::log2(level.m / level.u));
            for (std::size_t k = 0; k < kLookAlikes; k++)
                if (comparison.alike[k] && has_[k]) w.alike[k] = to_bits(std::log2(level.alike[k] / level.u));
            w.term_frequency = frequency_attribute(level, comparison);
            levels.push_back(w);
        }
        levels_.push_back(std::move(levels));
        household_.push_back(comparison.alike[kHousehold]);
    }
}

}  // namespace cdp::score
