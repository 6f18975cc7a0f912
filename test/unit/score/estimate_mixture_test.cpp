// SPDX-License-Identifier: PostgreSQL
#include "core/score/estimate_mixture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/score/estimate_levels.hpp"
#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

constexpr std::size_t kLevels[] = {2, 4, 3};

std::vector<double> some_shares(RandomBytes& random, std::size_t n) {
    std::vector<double> out(n);
    for (double& x : out) x = 0.05 + random.unit();
    const double sum = std::accumulate(out.begin(), out.end(), 0.0);
    for (double& x : out) x /= sum;
    return out;
}

Model random_model(RandomBytes& random) {
    Model m;
    m.alike = {1e-4, 1e-4};
    for (std::size_t c = 0; c < std::size(kLevels); c++) {
        Comparison comparison;
        comparison.attributes = {static_cast<int>(c)};
        comparison.alike = {c != 0, c == 1};
        comparison.levels.resize(kLevels[c]);
        std::array<std::vector<double>, 2 + kLookAlikes> p;
        for (auto& shares : p) shares = some_shares(random, kLevels[c]);
        for (std::size_t l = 0; l < kLevels[c]; l++) {
            comparison.levels[l].m = p[0][l];
            comparison.levels[l].u = p[1][l];
            comparison.levels[l].alike = {p[2][l], p[3][l]};
        }
        m.comparisons.push_back(std::move(comparison));
    }
    return m;
}

PatternCounts random_patterns(RandomBytes& random, std::size_t n) {
    PatternCounts out;
    for (std::size_t i = 0; i < n; i++) {
        Pattern p;
        for (std::size_t c = 0; c < std::size(kLevels); c++) p.set(c, static_cast<unsigned>(random.below(kLevels[c] + 1)));
        out.emplace_back(p, 1 + static_cast<double>(random.below(500)));
    }
    return out;
}

// P(level | class) as the model has it.
double probability_of(const Comparison& c, unsigned level, std::size_t of) {
    const Level& l = c.levels[level - 1];
    if (of == kMatch) return l.m;
    return of == kStranger || !c.alike[of - kFirstAlike] ? l.u : l.alike[of - kFirstAlike];
}

TEST(PatternList, MergesWhatDiffersOnlyWhereNobodyLooks) {
    RandomBytes random(1);
    PatternCounts patterns = random_patterns(random, 1500);
    double all = 0;
    for (const auto& [pattern, count] : patterns) all += count;
    const PatternList whole(patterns, {}, 3), masked(patterns, {false, true, false}, 3), none(patterns, {true, true, true}, 3);
    EXPECT_EQ(whole.size(), 3u * 5 * 4);
    EXPECT_EQ(masked.size(), 3u * 4);
    ASSERT_EQ(none.size(), 1u);
    EXPECT_EQ(none.begin(0), none.end(0));
    for (const PatternList* list : {&whole, &masked, &none}) EXPECT_EQ(list->pairs(), all);
    std::mt19937 order(2);
    std::shuffle(patterns.begin(), patterns.end(), order);
    EXPECT_EQ(PatternList(patterns, {false, true, false}, 3), masked);
}

TEST(Mixture, OddsAreProductsOfWhatIsThere) {
    RandomBytes random(3);
    const Model m = random_model(random);
    const Mixture mixture(m);
    const PatternCounts patterns = random_patterns(random, 50);
    const ByClass shares = {.3, .5, .15, .05};
    for (const auto& one : patterns) {
        const PatternList list({one}, {}, 3);
        const ByClass odds = mixture.odds(list, 0, shares);
        for (std::size_t k = 0; k < kClasses; k++) {
            double expected = shares[k];
            for (std::size_t c = 0; c < 3; c++)
                if (const unsigned l = one.first.level(c); l > 0) expected *= probability_of(m.comparisons[c], l, k);
            EXPECT_NEAR(odds[k], expected, 1e-15);
        }
        for (const auto* cell = list.begin(0); cell != list.end(0); ++cell) {
            const ByClass without = mixture.without(odds, *cell);
            const double p = probability_of(m.comparisons[*cell / 16], *cell % 16 + 1, kMatch);
            EXPECT_NEAR(without[kMatch] * p, odds[kMatch], 1e-15);
        }
    }
}

TEST(Mixture, ExpectationsAddUpToThePairs) {
    RandomBytes random(4);
    const Model m = random_model(random);
    const Mixture mixture(m);
    const PatternList list(random_patterns(random, 200), {}, 3);
    Expectation sums(mixture.cells());
    mixture.expect(list, {.3, .5, .15, .05}, sums);
    EXPECT_NEAR(sums.pairs, list.pairs(), 1e-6);
    EXPECT_NEAR(std::accumulate(sums.classes.begin(), sums.classes.end(), 0.0), list.pairs(), 1e-6);
    Expectation twice(mixture.cells());
    twice.add(sums);
    twice.add(sums);
    EXPECT_EQ(twice.pairs, 2 * sums.pairs);
    EXPECT_EQ(twice.log_likelihood, 2 * sums.log_likelihood);
}

// The property that makes it an EM algorithm (Dempster, Laird and Rubin 1977).
TEST(Mixture, NoStepMakesTheDataLessLikely) {
    for (std::uint32_t seed = 1; seed <= 25; seed++) {
        RandomBytes random(seed);
        Model m = random_model(random);
        const PatternList list(random_patterns(random, 80), {}, 3);
        ByClass shares = {.25, .25, .25, .25};
        double before = -INFINITY;
        for (int step = 0; step < 60; step++) {
            const Mixture mixture(m);
            Expectation sums(mixture.cells());
            mixture.expect(list, shares, sums);
            ASSERT_GE(sums.log_likelihood, before - 1e-9 * std::abs(before)) << "seed " << seed << " step " << step;
            before = sums.log_likelihood;
            for (std::size_t k = 0; k < kClasses; k++) shares[k] = sums.classes[k] / sums.pairs;
            for (std::size_t c = 0; c < 3; c++) {
                std::array<std::vector<double>, kClasses> found;
                for (unsigned l = 1; l <= kLevels[c]; l++)
                    for (std::size_t k = 0; k < kClasses; k++) found[k].push_back(sums.cells[cell_of(c, l)][k]);
                auto& comparison = m.comparisons[c];
                settle(comparison.levels, found[kMatch], [](Level& l) -> double& { return l.m; }, keeps_m);
                for (std::size_t k = 0; k < kLookAlikes; k++)
                    if (comparison.alike[k]) settle(comparison.levels, found[kFirstAlike + k], probability_of_alike(k), is_fixed);
            }
        }
    }
}

// What two levels say together is one more factor, and belongs to patterns that have both.
TEST(Mixture, InteractionsAreFactorsOfPatternsThatHaveBothLevels) {
    RandomBytes random(9);
    const Model m = random_model(random);
    const FoundInteractions interactions = {{0, 1, 1, 2, 0.5, 3}, {1, 2, 2, 1, -1, 2}};
    const Mixture plain(m), mixture(m, interactions);
    const ByClass shares = {.3, .5, .15, .05};
    for (const auto& one : random_patterns(random, 200)) {
        const PatternList without({one}, {}, 3), with({one}, {}, 3, interactions);
        ByClass expected = plain.odds(without, 0, shares);
        for (const auto& i : interactions) {
            if (one.first.level(i.left) != i.left_level || one.first.level(i.right) != i.right_level) continue;
            expected[kMatch] *= std::exp2(i.match);
            expected[kStranger] *= std::exp2(i.stranger);
            for (std::size_t k = 0; k < kLookAlikes; k++) {
                const bool left = m.comparisons[i.left].alike[k], right = m.comparisons[i.right].alike[k];
                expected[kFirstAlike + k] *= std::exp2(left && right ? i.match : i.stranger);
            }
        }
        const ByClass odds = mixture.odds(with, 0, shares);
        for (std::size_t k = 0; k < kClasses; k++) EXPECT_NEAR(odds[k], expected[k], 1e-12 + 1e-9 * expected[k]);
    }
    const PatternList masked(random_patterns(random, 200), {false, true, false}, 3, interactions);
    for (std::size_t i = 0; i < masked.size(); i++)
        for (const auto* cell = masked.begin(i); cell != masked.end(i); ++cell) EXPECT_LT(*cell, 3 * kCellsPerComparison);
}

}  // namespace
}  // namespace cdp::score
