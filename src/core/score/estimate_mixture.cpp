// SPDX-License-Identifier: PostgreSQL
#include "core/score/estimate_mixture.hpp"

#include <algorithm>
#include <cmath>

namespace cdp::score {

namespace {

// Whether look-alikes of a class take part in a comparison.
bool takes_part(const Model& model, std::size_t comparison, std::size_t look_alike) noexcept {
    return model.comparisons[comparison].alike[look_alike];
}

}  // namespace

PatternList::PatternList(const PatternCounts& patterns, const std::vector<bool>& masked, std::size_t comparisons,
                         const FoundInteractions& interactions) {
    Pattern seen;
    for (std::size_t c = 0; c < comparisons; c++)
        if (masked.empty() || !masked[c]) seen.set(c, 15);
    PatternCounts kept = patterns;
    for (auto& [pattern, count] : kept) {
        pattern.low &= seen.low;
        pattern.high &= seen.high;
    }
    std::sort(kept.begin(), kept.end());
    for (std::size_t i = 0; i < kept.size();) {
        const Pattern pattern = kept[i].first;
        double count = 0;
        for (; i < kept.size() && kept[i].first == pattern; i++) count += kept[i].second;
        for (std::size_t c = 0; c < comparisons; c++)
            if (const unsigned l = pattern.level(c); l > 0) cells_.push_back(static_cast<std::uint16_t>(cell_of(c, l)));
        for (std::size_t k = 0; k < interactions.size(); k++)
            if (pattern.level(interactions[k].left) == interactions[k].left_level &&
                pattern.level(interactions[k].right) == interactions[k].right_level)
                cells_.push_back(static_cast<std::uint16_t>(comparisons * kCellsPerComparison + k));
        begins_.push_back(cells_.size());
        counts_.push_back(count);
        pairs_ += count;
    }
}

void Expectation::add(const Expectation& other) {
    for (std::size_t i = 0; i < cells.size(); i++)
        for (std::size_t k = 0; k < kClasses; k++) cells[i][k] += other.cells[i][k];
    for (std::size_t k = 0; k < kClasses; k++) classes[k] += other.classes[k];
    pairs += other.pairs;
    log_likelihood += other.log_likelihood;
}

void Mixture::update(const Model& model, const FoundInteractions& interactions) {
    cells_.assign(model.comparisons.size() * kCellsPerComparison, {});
    for (std::size_t c = 0; c < model.comparisons.size(); c++) {
        const Comparison& comparison = model.comparisons[c];
        for (unsigned l = 1; l <= comparison.levels.size(); l++) {
            const Level& level = comparison.levels[l - 1];
            ByClass& p = cells_[cell_of(c, l)];
            p[kMatch] = level.m;
            p[kStranger] = level.u;
            for (std::size_t k = 0; k < kLookAlikes; k++)
                p[kFirstAlike + k] = comparison.alike[k] ? level.alike[k] : level.u;
        }
    }
    for (const auto& interaction : interactions) {
        ByClass& p = cells_.emplace_back();
        p[kMatch] = std::exp2(interaction.match);
        p[kStranger] = std::exp2(interaction.stranger);
        for (std::size_t k = 0; k < kLookAlikes; k++)
            p[kFirstAlike + k] = p[kStranger] * std::exp2(interaction.as_interaction().alike_bits(
                                                    takes_part(model, interaction.left, k), takes_part(model, interaction.right, k)));
    }
}

ByClass Mixture::without(const ByClass& odds, std::uint16_t cell) const noexcept {
    ByClass out;
    for (std::size_t k = 0; k < kClasses; k++) out[k] = odds[k] / cells_[cell][k];
    return out;
}

ByClass Mixture::odds(const PatternList& patterns, std::size_t i, const ByClass& shares) const noexcept {
    ByClass out = shares;
    for (const std::uint16_t* cell = patterns.begin(i); cell != patterns.end(i); ++cell)
        for (std::size_t k = 0; k < kClasses; k++) out[k] *= cells_[*cell][k];
    return out;
}

void Mixture::expect(const PatternList& patterns, const ByClass& shares, Expectation& to) const {
    for (std::size_t i = 0; i < patterns.size(); i++) {
        ByClass expected = odds(patterns, i, shares);
        double sum = 0;
        for (const double x : expected) sum += x;
        if (!(sum > 0)) continue;
        const double count = patterns.count(i);
        for (std::size_t k = 0; k < kClasses; k++) {
            expected[k] *= count / sum;
            to.classes[k] += expected[k];
        }
        to.pairs += count;
        to.log_likelihood += count * std::log(sum);
        for (const std::uint16_t* cell = patterns.begin(i); cell != patterns.end(i); ++cell)
            for (std::size_t k = 0; k < kClasses; k++) to.cells[*cell][k] += expected[k];
    }
}

}  // namespace cdp::score
