// SPDX-License-Identifier: PostgreSQL
#include "core/score/weights.hpp"

namespace cdp::score {

namespace {

FrequencyWeight frequency_weight(const Level& level, const Comparison& comparison) noexcept {
    FrequencyWeight out{level.frequency.weight, level.frequency.minimum, 0};
    if (level.frequency.base == FrequencyBase::kOwn) out.base = level.u;
    if (level.frequency.base == FrequencyBase::kExact)
        if (const Level* exact = exact_level(comparison, frequency_attribute(level, comparison))) out.base = exact->u;
    return out;
}

}  // namespace

Weights::Weights(const Model& model) : prior_(to_bits(log2_odds(model.prior))) {
    for (std::size_t k = 0; k < kLookAlikes; k++) {
        has_[k] = model.alike[k] > 0;
        if (has_[k]) odds_[k] = log2_odds(model.alike[k]);
    }
    for (const auto& comparison : model.comparisons) {
        std::vector<LevelWeight> levels;
        std::vector<FrequencyWeight> frequencies;
        for (const auto& level : comparison.levels) {
            LevelWeight w;
            w.match = to_bits(std::log2(level.m / level.u));
            for (std::size_t k = 0; k < kLookAlikes; k++)
                if (comparison.alike[k] && has_[k]) w.alike[k] = to_bits(std::log2(level.alike[k] / level.u));
            w.term_frequency = frequency_attribute(level, comparison);
            levels.push_back(w);
            frequencies.push_back(frequency_weight(level, comparison));
        }
        levels_.push_back(std::move(levels));
        frequencies_.push_back(std::move(frequencies));
        household_.push_back(comparison.alike[kHousehold]);
    }
    for (const auto& i : model.interactions) {
        JointWeight w{i.left, i.right, i.left_level, i.right_level, {}};
        w.weight.match = to_bits(i.bits);
        for (std::size_t k = 0; k < kLookAlikes; k++)
            if (has_[k])
                w.weight.alike[k] = to_bits(i.alike_bits(model.comparisons[i.left].alike[k], model.comparisons[i.right].alike[k]));
        joint_.push_back(w);
    }
}

}  // namespace cdp::score
