// SPDX-License-Identifier: PostgreSQL
#include "core/score/weights.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

constexpr double kClose = 1e-9;  // bits

// A comparison of attribute `attribute` with levels {m, u, household, namesake}; below 0: not part of the class.
Comparison comparison(int attribute, const std::vector<std::array<double, 4>>& levels) {
    const std::vector<std::string> names = {"a", "b", "c"};
    Comparison c;
    c.name = names[static_cast<std::size_t>(attribute)];
    c.attributes = {attribute};
    c.alike = {levels[0][2] >= 0, levels[0][3] >= 0};
    for (std::size_t i = 0; i < levels.size(); i++) {
        Level level;
        level.when = i + 1 < levels.size() ? "exact" : "else";
        level.condition = parse_condition(level.when, names, attribute, "test");
        level.m = levels[i][0];
        level.u = levels[i][1];
        level.alike = {levels[i][2], levels[i][3]};
        c.levels.push_back(level);
    }
    return c;
}

Model model_of(std::vector<Comparison> comparisons) {
    Model m;
    m.attributes = {{"a", text::Kind::kText}, {"b", text::Kind::kText}, {"c", text::Kind::kText}};
    m.comparisons = std::move(comparisons);
    return m;
}

TEST(Weights, BitsAreFixedPoint) {
    EXPECT_EQ(to_bits(1), Bits{1} << 36);
    EXPECT_EQ(to_bits(-0.5), -(Bits{1} << 35));
    EXPECT_EQ(from_bits(to_bits(12.25)), 12.25);
    RandomBytes random(1);
    for (int i = 0; i < 1000; i++) {
        const double x = (random.unit() - 0.5) * 200;
        ASSERT_NEAR(from_bits(to_bits(x)), x, 0.5 / kUnitsPerBit);
    }
}

TEST(Weights, ProbabilitiesAndOddsAreInverse) {
    EXPECT_DOUBLE_EQ(probability(0), 0.5);
    EXPECT_DOUBLE_EQ(probability(1), 2.0 / 3);
    EXPECT_DOUBLE_EQ(probability(-1), 1.0 / 3);
    EXPECT_DOUBLE_EQ(log2_odds(0.5), 0);
    EXPECT_DOUBLE_EQ(log2_odds(0.8), 2);
    EXPECT_EQ(probability(2000), 1);
    EXPECT_EQ(probability(-2000), 0);
    for (double p = 1e-6; p < 1; p += 0.0173) ASSERT_NEAR(probability(log2_odds(p)), p, 1e-12);
}

// The worked example of record linkage texts (Newcombe 1959; Fellegi & Sunter 1969): an attribute that agrees in 95 %
// of matches and, for one sex in two or one month in twelve, by chance.
TEST(Weights, FellegiSunterExamples) {
    const Model m = model_of({comparison(0, {{.95, .5, -1, -1}, {.05, .5, -1, -1}}),
                              comparison(1, {{.9, 1.0 / 12, -1, -1}, {.1, 11.0 / 12, -1, -1}})});
    const Weights w(m);
    EXPECT_NEAR(from_bits(w.level(0, 1).match), std::log2(1.9), kClose);
    EXPECT_NEAR(from_bits(w.level(0, 2).match), std::log2(0.1), kClose);
    EXPECT_NEAR(from_bits(w.level(1, 1).match), std::log2(10.8), kClose);
    EXPECT_NEAR(from_bits(w.level(1, 2).match), std::log2(1.2 / 11), kClose);
    EXPECT_EQ(w.level_count(0), 2u);
    EXPECT_EQ(w.level_count(1), 2u);
}

TEST(Weights, ThePriorIsLog2Odds) {
    for (const double prior : {1e-15, 1e-9, 1e-4, 0.1, 0.5, 0.999}) {
        Model m = model_of({comparison(0, {{.9, .1, -1, -1}, {.1, .9, -1, -1}})});
        m.prior = prior;
        const Weights w(m);
        EXPECT_NEAR(from_bits(w.prior()), std::log2(prior / (1 - prior)), kClose);
        EXPECT_EQ(w.total({}), w.prior());
    }
}

TEST(Weights, PosteriorIsBayes) {
    Model m = model_of({comparison(0, {{.95, .01, -1, -1}, {.05, .99, -1, -1}}),
                        comparison(1, {{.8, .05, -1, -1}, {.15, .1, -1, -1}, {.05, .85, -1, -1}})});
    m.prior = 0.002;
    const Weights w(m);
    for (unsigned x = 1; x <= 2; x++)
        for (unsigned y = 1; y <= 3; y++) {
            Evidence e;
            e.add(w.level(0, x));
            e.add(w.level(1, y));
            const double match = m.prior * m.comparisons[0].levels[x - 1].m * m.comparisons[1].levels[y - 1].m;
            const double other = (1 - m.prior) * m.comparisons[0].levels[x - 1].u * m.comparisons[1].levels[y - 1].u;
            EXPECT_NEAR(probability(from_bits(w.total(e))), match / (match + other), kClose);
        }
}

std::vector<double> distribution(RandomBytes& random, std::size_t n) {
    std::vector<double> p(n);
    for (double& x : p) x = std::exp2(-18 * random.unit());
    const double sum = std::accumulate(p.begin(), p.end(), 0.0);
    for (double& x : p) x /= sum;
    return p;
}

// Random models against the formula of the header, in doubles.
TEST(Weights, LookAlikesAgreeWithDirectComputation) {
    RandomBytes random(2);
    for (int round = 0; round < 300; round++) {
        std::vector<Comparison> comparisons;
        for (int c = 0; c < 3; c++) {
            const std::size_t n = 2 + random.below(5);
            const auto m = distribution(random, n), u = distribution(random, n), h = distribution(random, n),
                       s = distribution(random, n);
            const bool household = random.below(3) != 0, namesake = random.below(3) != 0;
            std::vector<std::array<double, 4>> levels;
            for (std::size_t l = 0; l < n; l++) levels.push_back({m[l], u[l], household ? h[l] : -1, namesake ? s[l] : -1});
            comparisons.push_back(comparison(c, levels));
        }
        Model model = model_of(std::move(comparisons));
        model.prior = std::exp2(-1 - 30 * random.unit());
        for (auto& share : model.alike) share = random.below(3) == 0 ? 0 : std::exp2(-1 - 30 * random.unit());
        const Weights w(model);
        for (int draw = 0; draw < 20; draw++) {
            Evidence evidence;
            double match = 0, expected = std::log2(model.prior / (1 - model.prior));
            std::array<double, kLookAlikes> alike{};
            for (std::size_t c = 0; c < 3; c++) {
                const std::size_t level = random.below(w.level_count(c) + 1);
                if (level == 0) continue;
                evidence.add(w.level(c, static_cast<unsigned>(level)));
                const Level& l = model.comparisons[c].levels[level - 1];
                match += std::log2(l.m / l.u);
                for (std::size_t k = 0; k < kLookAlikes; k++)
                    if (model.comparisons[c].alike[k]) alike[k] += std::log2(l.alike[k] / l.u);
            }
            double sum = 1;
            for (std::size_t k = 0; k < kLookAlikes; k++)
                if (model.alike[k] > 0) sum += model.alike[k] / (1 - model.alike[k]) * std::exp2(alike[k]);
            expected += match - std::log2(sum);
            ASSERT_NEAR(from_bits(w.total(evidence)), expected, kClose);
            ASSERT_NEAR(from_bits(w.look_alikes(evidence)), -std::log2(sum), kClose);
            ASSERT_LE(w.look_alikes(evidence), 0);
        }
    }
}

// Match, household, namesake or stranger: the weight is the odds of a match against strangers and look-alikes together.
TEST(Weights, HouseholdsTakeAwayWhatTheyExplain) {
    Model m = model_of({comparison(0, {{.9, .001, .9, -1}, {.1, .999, .1, -1}}),     // address
                        comparison(1, {{.9, .001, .8, -1}, {.1, .999, .2, -1}}),     // family name
                        comparison(2, {{.9, .005, -1, -1}, {.1, .995, -1, -1}})});   // given name
    m.prior = 1e-4;
    const auto weight = [&](unsigned a, unsigned b, unsigned c) {
        const Weights w(m);
        Evidence e;
        const unsigned levels[] = {a, b, c};
        for (std::size_t i = 0; i < 3; i++)
            if (levels[i] != 0) e.add(w.level(i, levels[i]));
        return from_bits(w.total(e));
    };
    const double plain_all = weight(1, 1, 1), plain_contact = weight(1, 1, 2), plain_one = weight(1, 2, 1);
    EXPECT_GT(plain_contact, 2) << "the household trap: without the class, an address and a family name make a match";
    m.alike[kHousehold] = 1e-3;
    EXPECT_LT(weight(1, 1, 2), -5);
    EXPECT_GT(weight(1, 1, 1), 3);
    EXPECT_LT(weight(1, 1, 1), plain_all);
    EXPECT_NEAR(weight(2, 2, 2), std::log2(1e-4 / (1 - 1e-4)) + 3 * std::log2(.1) - std::log2(.999 * .999 * .995), 0.01)
        << "nothing shared, nothing to explain";
    EXPECT_LE(weight(1, 2, 1), plain_one);
}

TEST(Weights, HugeEvidenceStaysFinite) {
    Model m = model_of({comparison(0, {{1, 1e-30, 1, 1}, {1e-30, 1, 1, 1}})});
    m.alike = {0.5, 0.5};
    const Weights w(m);
    Evidence e;
    for (int i = 0; i < 32; i++) e.add(w.level(0, 1));
    EXPECT_TRUE(std::isfinite(from_bits(w.total(e))));
    EXPECT_GE(w.look_alikes(e), to_bits(-1100));
}

TEST(Weights, TermFrequencyIsOfTheFirstExactTest) {
    const std::vector<std::string> names = {"a", "b", "c"};
    struct Case {
        std::string_view when;
        int attribute;
    };
    const Case cases[] = {{"exact", 0},
                          {"exact(b)", 1},
                          {"exact(a, b) and exact(c)", 2},
                          {"exact(c) and (exact(b) or exact(a))", 2},
                          {"jaro(b) >= 0.9", 0},
                          {"not present(c) and exact(b)", 1}};
    for (const Case& c : cases) {
        Model m = model_of({comparison(0, {{.9, .1, -1, -1}, {.1, .9, -1, -1}})});
        m.comparisons[0].levels[0].condition = parse_condition(c.when, names, 0, "test");
        EXPECT_EQ(Weights(m).level(0, 1).term_frequency, -1) << c.when;
        m.comparisons[0].levels[0].term_frequency = true;
        EXPECT_EQ(Weights(m).level(0, 1).term_frequency, c.attribute) << c.when;
    }
}

TEST(Weights, TermFrequencyIsOfTheAttributeThatTheLevelNames) {
    Model m = model_of({comparison(0, {{.9, .1, -1, -1}, {.1, .9, -1, -1}})});
    m.comparisons[0].levels[0].term_frequency = true;
    m.comparisons[0].levels[0].frequency.attribute = 2;
    EXPECT_EQ(Weights(m).level(0, 1).term_frequency, 2);
}

TEST(Weights, FrequenciesAreMeasuredAgainstTheirBase) {
    const std::vector<std::string> names = {"a", "b", "c"};
    Model m = model_of({comparison(0, {{.8, .02, -1, -1}, {.1, .005, -1, -1}, {.1, .975, -1, -1}})});
    auto& level = m.comparisons[0].levels[1];
    level.condition = parse_condition("jaro >= 0.9", names, 0, "test");
    level.term_frequency = true;
    level.frequency.weight = 0.5;
    level.frequency.minimum = 0.001;
    const auto bits = [&](FrequencyBase base, double frequency) {
        level.frequency.base = base;
        return Weights(m).frequency(0, 2).bits(frequency, 0.03);
    };
    EXPECT_DOUBLE_EQ(bits(FrequencyBase::kAverage, 0.01), 0.5 * std::log2(0.03 / 0.01));
    EXPECT_DOUBLE_EQ(bits(FrequencyBase::kExact, 0.01), 0.5 * std::log2(0.02 / 0.01));
    EXPECT_DOUBLE_EQ(bits(FrequencyBase::kOwn, 0.01), 0.5 * std::log2(0.005 / 0.01));
    EXPECT_DOUBLE_EQ(bits(FrequencyBase::kOwn, 0.0001), 0.5 * std::log2(0.005 / 0.001)) << "never rarer than the minimum";
}

TEST(Weights, RarityCountsForHouseholdsThatShareTheValue) {
    const Model m = model_of({comparison(0, {{.9, .1, .8, .7}, {.1, .9, .2, .3}}),
                              comparison(1, {{.9, .1, -1, .7}, {.1, .9, -1, .3}})});
    const Weights w(m);
    EXPECT_TRUE(w.rarity_counts(0, kHousehold));
    EXPECT_FALSE(w.rarity_counts(1, kHousehold));
    EXPECT_FALSE(w.rarity_counts(0, kNamesake));
    EXPECT_FALSE(w.rarity_counts(1, kNamesake));
}

}  // namespace
}  // namespace cdp::score
