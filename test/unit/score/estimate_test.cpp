// SPDX-License-Identifier: PostgreSQL
// Pairs drawn from a known model, with conditional independence, must give that model back.
#include "core/score/estimate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "core/base/error.hpp"
#include "unit/score/random_bytes.hpp"

namespace cdp::score {
namespace {

enum Class { kMatch, kHouse, kName, kStranger };
constexpr std::size_t kClasses = 4;

// P(level | class), strictest level first. A comparison that is no part of a class has the strangers' there.
struct Truth {
    std::string name;
    bool household, namesake;
    std::array<std::vector<double>, kClasses> p;
};

const std::vector<Truth> kTruth = {
    {"given", false, true, {{{.80, .12, .08}, {.02, .03, .95}, {.92, .05, .03}, {.02, .03, .95}}}},
    {"family", true, true, {{{.88, .08, .04}, {.85, .05, .10}, {.95, .03, .02}, {.004, .006, .99}}}},
    {"born", true, false, {{{.90, .07, .03}, {.01, .04, .95}, {.002, .018, .98}, {.002, .018, .98}}}},
    {"street", true, false, {{{.70, .10, .20}, {.85, .05, .10}, {.003, .007, .99}, {.003, .007, .99}}}},
    {"phone", true, false, {{{.65, .35}, {.40, .60}, {.001, .999}, {.001, .999}}}},
};

// Expected counts of all pairs, by class.
constexpr double kPairs[kClasses] = {30'000, 12'000, 5'000, 49'953'000};

// A model whose probabilities are guesses: the right shape, the wrong numbers.
Model guess() {
    Model m;
    m.prior = 1e-4;
    m.alike = {1e-5, 1e-5};
    for (std::size_t i = 0; i < kTruth.size(); i++) m.attributes.push_back({kTruth[i].name, text::Kind::kText});
    for (std::size_t i = 0; i < kTruth.size(); i++) {
        Comparison c;
        c.name = kTruth[i].name;
        c.attributes = {static_cast<int>(i)};
        c.alike = {kTruth[i].household, kTruth[i].namesake};
        const std::size_t n = kTruth[i].p[kMatch].size();
        for (std::size_t l = 0; l < n; l++) {
            Level level;
            level.m = n == 3 ? (l == 0 ? .70 : .15) : (l == 0 ? .60 : .40);
            level.u = l + 1 < n ? .05 : 1 - .05 * static_cast<double>(n - 1);
            for (std::size_t k = 0; k < kLookAlikes; k++)
                level.alike[k] = c.alike[k] ? (kTruth[i].p[k + 1][l] + 1.0 / static_cast<double>(n)) / 2 : -1;
            c.levels.push_back(level);
        }
        m.comparisons.push_back(std::move(c));
    }
    return m;
}


// `count` pairs of a class whose levels of the comparisons in `strict` are 1; every level is missing now and then.
void draw(RandomBytes& random, Class of, double count, const std::vector<std::size_t>& strict, std::map<Pattern, double>& out) {
    for (double i = 0; i < count; i++) {
        Pattern pattern;
        for (std::size_t c = 0; c < kTruth.size(); c++) {
            if (std::find(strict.begin(), strict.end(), c) != strict.end()) {
                pattern.set(c, 1);
                continue;
            }
            if (random.below(12) == 0) continue;
            double x = random.unit();
            unsigned level = 1;
            for (const double p : kTruth[c].p[of]) {
                if (x < p) break;
                x -= p;
                level++;
            }
            pattern.set(c, std::min<unsigned>(level, static_cast<unsigned>(kTruth[c].p[of].size())));
        }
        out[pattern] += 1;
    }
}

PatternCounts counts_of(const std::map<Pattern, double>& patterns) { return {patterns.begin(), patterns.end()}; }

// What blocking on `strict` proposes: of every class the pairs that agree there.
Session session(RandomBytes& random, const std::vector<std::size_t>& strict) {
    Session s;
    s.masked.assign(kTruth.size(), false);
    for (const std::size_t c : strict) s.masked[c] = true;
    std::map<Pattern, double> patterns;
    for (std::size_t k = 0; k < kClasses; k++) {
        double share = kPairs[k];
        for (const std::size_t c : strict) share *= kTruth[c].p[k][0];
        draw(random, static_cast<Class>(k), std::min(share, 40'000.0), strict, patterns);
    }
    s.patterns.unknown = counts_of(patterns);
    return s;
}

EstimateInput simulated(std::uint32_t seed) {
    RandomBytes random(seed);
    EstimateInput input;
    input.sessions = {session(random, {0, 1}), session(random, {0}), session(random, {1}), session(random, {2}), session(random, {3}), session(random, {4})};
    // The candidates are a census: every match and look-alike, and strangers as if all pairs had been proposed.
    std::map<Pattern, double> all;
    for (std::size_t k = 0; k < kStranger; k++) draw(random, static_cast<Class>(k), kPairs[k], {}, all);
    std::map<Pattern, double> strangers;
    constexpr double kSample = 50'000;
    draw(random, kStranger, kSample, {}, strangers);
    for (const auto& [pattern, n] : strangers) all[pattern] += n * kPairs[kStranger] / kSample;
    input.candidates.unknown = counts_of(all);
    input.all_pairs = std::accumulate(std::begin(kPairs), std::end(kPairs), 0.0);
    for (const Truth& t : kTruth) {
        std::vector<double> share(t.p[0].size(), 0);
        for (std::size_t k = 0; k < kClasses; k++)
            for (std::size_t l = 0; l < share.size(); l++) share[l] += kPairs[k] / input.all_pairs * t.p[k][l];
        input.random_share.push_back(share);
        input.random_pairs.emplace_back(share.size(), 1e6);
    }
    return input;
}

const EstimateInput& sample() {
    static const EstimateInput& input = *new EstimateInput(simulated(1));
    return input;
}

double sum_of(const Comparison& c, const std::function<double(const Level&)>& of) {
    return std::accumulate(c.levels.begin(), c.levels.end(), 0.0, [&](double s, const Level& l) { return s + of(l); });
}

void expect_sums_of_one(const Model& m) {
    for (const auto& c : m.comparisons) {
        EXPECT_NEAR(sum_of(c, [](const Level& l) { return l.m; }), 1, 1e-6) << c.name;
        EXPECT_NEAR(sum_of(c, [](const Level& l) { return l.u; }), 1, 1e-6) << c.name;
        for (std::size_t k = 0; k < kLookAlikes; k++) {
            if (c.alike[k]) {
                EXPECT_NEAR(sum_of(c, [k](const Level& l) { return l.alike[k]; }), 1, 1e-6) << c.name;
            }
        }
    }
}

void expect_monotone(const Comparison& c) {
    for (std::size_t l = 1; l < c.levels.size(); l++)
        EXPECT_GE(c.levels[l - 1].m / c.levels[l - 1].u, c.levels[l].m / c.levels[l].u * (1 - 1e-9)) << c.name << " " << l;
}

void expect_same(const Model& x, const Model& y) {
    EXPECT_EQ(x.prior, y.prior);
    EXPECT_EQ(x.alike, y.alike);
    for (std::size_t c = 0; c < x.comparisons.size(); c++)
        for (std::size_t l = 0; l < x.comparisons[c].levels.size(); l++) {
            EXPECT_EQ(x.comparisons[c].levels[l].m, y.comparisons[c].levels[l].m) << c << " " << l;
            EXPECT_EQ(x.comparisons[c].levels[l].u, y.comparisons[c].levels[l].u) << c << " " << l;
            EXPECT_EQ(x.comparisons[c].levels[l].alike, y.comparisons[c].levels[l].alike) << c << " " << l;
        }
}

TEST(Estimate, RecoversTheModelBehindThePairs) {
    Model m = guess();
    const EstimateReport report = estimate(m, sample(), {});
    EXPECT_TRUE(report.converged);
    EXPECT_GT(report.iterations, 3);
    for (std::size_t c = 0; c < kTruth.size(); c++)
        for (std::size_t l = 0; l < m.comparisons[c].levels.size(); l++) {
            const Level& level = m.comparisons[c].levels[l];
            // The guesses stand for a quarter of the matches, by design: they pull that far.
            const double pull = 0.25 / 1.25 * (guess().comparisons[c].levels[l].m - kTruth[c].p[kMatch][l]);
            EXPECT_NEAR(level.m, kTruth[c].p[kMatch][l] + pull, 0.02) << kTruth[c].name << " level " << l + 1;
            const double u = kTruth[c].p[kStranger][l];
            EXPECT_NEAR(level.u / u, 1, 0.15) << kTruth[c].name << " level " << l + 1;
            // Guesses of look-alikes stand for as many as are found: they pull half the way. And a session by one name
            // leaves the other name alone to tell namesakes from strangers: a mixture that the data fix only loosely.
            constexpr double kTolerance[kLookAlikes] = {0.06, 0.2};
            for (std::size_t k = 0; k < kLookAlikes; k++) {
                if (!m.comparisons[c].alike[k]) continue;
                const double half_way = (kTruth[c].p[k + 1][l] + guess().comparisons[c].levels[l].alike[k]) / 2;
                EXPECT_NEAR(level.alike[k], half_way, kTolerance[k]) << kTruth[c].name << " level " << l + 1;
            }
        }
    const double all = sample().all_pairs;
    EXPECT_NEAR(m.prior / (kPairs[kMatch] / all), 1, 0.1);
    EXPECT_NEAR(m.alike[kHousehold] / (kPairs[kHouse] / all), 1, 0.3);
    EXPECT_NEAR(m.alike[kNamesake] / (kPairs[kName] / all), 1, 0.5);
    EXPECT_NEAR(report.matches, m.prior * all, 1);
    for (std::size_t k = 0; k < kLookAlikes; k++) EXPECT_NEAR(report.alike[k], m.alike[k] * all, 1);
}

TEST(Estimate, GivesProbabilities) {
    Model m = guess();
    estimate(m, sample(), {});
    expect_sums_of_one(m);
    for (const auto& c : m.comparisons) expect_monotone(c);
    EXPECT_GT(m.prior, 0);
    EXPECT_LE(m.prior, 0.5);
}

TEST(Estimate, ClassesThatAreOffStayOff) {
    Model m = guess();
    const Model before = m;
    m.alike = {0, 0};
    const EstimateReport report = estimate(m, sample(), {});
    EXPECT_EQ(m.alike, (std::array<double, kLookAlikes>{0, 0}));
    EXPECT_EQ(report.alike, (std::array<double, kLookAlikes>{0, 0}));
    for (std::size_t c = 0; c < m.comparisons.size(); c++)
        for (std::size_t l = 0; l < m.comparisons[c].levels.size(); l++)
            EXPECT_EQ(m.comparisons[c].levels[l].alike, before.comparisons[c].levels[l].alike);
}

TEST(Estimate, FixedLevelsStayAndTheOthersShareTheRest) {
    for (std::size_t fixed = 0; fixed < 3; fixed++) {
        Model m = guess();
        Level& level = m.comparisons[1].levels[fixed];
        level.fixed = true;
        level.m = .33;
        level.u = .22;
        const Level before = level;
        estimate(m, sample(), {});
        EXPECT_EQ(m.comparisons[1].levels[fixed].m, before.m);
        EXPECT_EQ(m.comparisons[1].levels[fixed].u, before.u);
        EXPECT_EQ(m.comparisons[1].levels[fixed].alike, before.alike);
        const Comparison& c = m.comparisons[1];
        EXPECT_NEAR(sum_of(c, [](const Level& l) { return l.m; }), 1, 1e-6) << "level " << fixed;
        EXPECT_NEAR(sum_of(c, [](const Level& l) { return l.u; }), 1, 1e-6) << "level " << fixed;
    }
    for (const bool keep_m : {true, false}) {
        Model m = guess();
        Level& level = m.comparisons[1].levels[0];
        (keep_m ? level.fixed_m : level.fixed_u) = true;
        level.m = .33;
        level.u = .22;
        estimate(m, sample(), {});
        const Comparison& c = m.comparisons[1];
        EXPECT_EQ(c.levels[0].m == .33, keep_m);
        EXPECT_EQ(c.levels[0].u == .22, !keep_m);
        EXPECT_NEAR(sum_of(c, [](const Level& l) { return l.m; }), 1, 1e-6);
        EXPECT_NEAR(sum_of(c, [](const Level& l) { return l.u; }), 1, 1e-6);
    }
    Model m = guess();
    for (auto& l : m.comparisons[0].levels) l.fixed = true;
    const Comparison before = m.comparisons[0];
    estimate(m, sample(), {});
    for (std::size_t l = 0; l < before.levels.size(); l++) {
        EXPECT_EQ(m.comparisons[0].levels[l].m, before.levels[l].m);
        EXPECT_EQ(m.comparisons[0].levels[l].u, before.levels[l].u);
    }
}

// Levels that random data put in the wrong order must come out in the right one, and still be probabilities.
TEST(Estimate, StricterNeverWeighsLess) {
    for (std::uint32_t seed = 1; seed <= 12; seed++) {
        RandomBytes random(seed);
        Model m = guess();
        EstimateInput input;
        for (int s = 0; s < 2; s++) {
            Session session;
            session.masked.assign(kTruth.size(), false);
            session.masked[random.below(kTruth.size())] = true;
            for (int i = 0; i < 40; i++) {
                Pattern p;
                for (std::size_t c = 0; c < kTruth.size(); c++)
                    p.set(c, static_cast<unsigned>(random.below(kTruth[c].p[0].size() + 1)));
                session.patterns.unknown.emplace_back(p, 1 + static_cast<double>(random.below(1000)));
            }
            input.sessions.push_back(session);
            input.candidates.unknown.insert(input.candidates.unknown.end(), session.patterns.unknown.begin(), session.patterns.unknown.end());
        }
        input.all_pairs = 1e6;
        for (const Truth& t : kTruth) {
            std::vector<double> share(t.p[0].size());
            for (double& x : share) x = random.unit() + 1e-3;
            const double sum = std::accumulate(share.begin(), share.end(), 0.0);
            for (double& x : share) x /= sum;
            input.random_share.push_back(share);
            input.random_pairs.emplace_back(share.size(), static_cast<double>(random.below(100'000)));
        }
        estimate(m, input, {});
        SCOPED_TRACE(seed);
        expect_sums_of_one(m);
        for (const auto& c : m.comparisons) expect_monotone(c);
        EXPECT_GE(m.prior, 1e-12);
        EXPECT_LE(m.prior, 0.5);
    }
}

TEST(Estimate, TheOrderOfSessionsAndPatternsDoesNotShow) {
    Model expected = guess();
    const EstimateReport first = estimate(expected, sample(), {});
    std::mt19937 random(7);
    for (int round = 0; round < 3; round++) {
        EstimateInput input = sample();
        std::shuffle(input.sessions.begin(), input.sessions.end(), random);
        for (auto& s : input.sessions) std::shuffle(s.patterns.unknown.begin(), s.patterns.unknown.end(), random);
        std::shuffle(input.candidates.unknown.begin(), input.candidates.unknown.end(), random);
        Model m = guess();
        const EstimateReport report = estimate(m, input, {});
        expect_same(m, expected);
        EXPECT_EQ(report.iterations, first.iterations);
        EXPECT_EQ(report.matches, first.matches);
    }
}

EstimateInput nothing() {
    EstimateInput input;
    for (const Truth& t : kTruth) {
        input.random_share.emplace_back(t.p[0].size(), 1.0 / static_cast<double>(t.p[0].size()));
        input.random_pairs.emplace_back(t.p[0].size(), 0.0);
    }
    return input;
}

TEST(Estimate, NothingToLearnFromLeavesTheModel) {
    Model m = guess();
    const EstimateReport report = estimate(m, nothing(), {});
    EXPECT_TRUE(report.converged);
    EXPECT_EQ(report.matches, 0);
    const Model before = guess();
    EXPECT_EQ(m.prior, before.prior);
    EXPECT_EQ(m.alike, before.alike);
    for (std::size_t c = 0; c < m.comparisons.size(); c++)
        for (std::size_t l = 0; l < m.comparisons[c].levels.size(); l++) {
            EXPECT_NEAR(m.comparisons[c].levels[l].m, before.comparisons[c].levels[l].m, 1e-9);
            EXPECT_NEAR(m.comparisons[c].levels[l].u, before.comparisons[c].levels[l].u, 1e-9)
                << "no random pair says anything about " << kTruth[c].name;
        }
    expect_sums_of_one(m);
}

TEST(Estimate, SessionsWithoutPairsAreNoSessions) {
    Model expected = guess(), m = guess();
    EstimateInput input = sample();
    estimate(expected, input, {});
    Session empty;
    empty.masked.assign(kTruth.size(), false);
    input.sessions.insert(input.sessions.begin(), empty);
    estimate(m, input, {});
    expect_same(m, expected);
}

TEST(Estimate, OnlyMissingLevelsTeachNothing) {
    Model m = guess();
    EstimateInput input = nothing();
    Session s;
    s.masked.assign(kTruth.size(), false);
    s.patterns.unknown = {{Pattern{}, 1000}};
    input.sessions = {s};
    estimate(m, input, {});
    for (std::size_t c = 0; c < m.comparisons.size(); c++)
        EXPECT_NEAR(m.comparisons[c].levels[0].m, guess().comparisons[c].levels[0].m, 1e-9);
}

TEST(Estimate, SmallDataStayNearTheGuess) {
    Model m = guess();
    EstimateInput input = nothing();
    Session s;
    s.masked.assign(kTruth.size(), false);
    Pattern p;
    for (std::size_t c = 0; c < kTruth.size(); c++) p.set(c, 1);
    s.patterns.unknown = {{p, 2}};
    input.sessions = {s};
    estimate(m, input, {});
    for (std::size_t c = 0; c < m.comparisons.size(); c++) {
        EXPECT_NEAR(m.comparisons[c].levels[0].m, guess().comparisons[c].levels[0].m, 0.05);
        EXPECT_GT(m.comparisons[c].levels.back().m, 0.1) << "two pairs that agree do not prove that all do";
    }
}

TEST(Estimate, ReachingTheLimitIsNotConverging) {
    EstimateInput input = sample();
    for (const int limit : {1, 2, 4}) {
        Model m = guess();
        input.max_iterations = limit;
        EXPECT_FALSE(estimate(m, input, {}).converged) << limit;
    }
    Model m = guess();
    input.max_iterations = 200;
    const EstimateReport report = estimate(m, input, {});
    EXPECT_TRUE(report.converged);
    EXPECT_LT(report.log_likelihood, 0);
}

TEST(Estimate, AGivenPriorIsKept) {
    Model m = guess();
    EstimateInput input = sample();
    input.prior = 0.01;
    const EstimateReport report = estimate(m, input, {});
    EXPECT_EQ(m.prior, 0.01);
    EXPECT_GT(report.matches, 0);
    Model free = guess();
    estimate(free, sample(), {});
    EXPECT_LT(free.prior, 0.002);
}

// Values that are missing, many of them and of one comparison more than of others, teach the same about those that are not.
TEST(Estimate, MissingLevelsChangeNothing) {
    Model expected = guess(), m = guess();
    EstimateInput input = sample();
    estimate(expected, input, {});
    RandomBytes random(11);
    for (auto& s : input.sessions) {
        std::map<Pattern, double> patterns;
        for (const auto& [pattern, count] : s.patterns.unknown)
            for (double i = 0; i < count; i++) {
                Pattern p;
                for (std::size_t c = 0; c < kTruth.size(); c++)
                    if (random.below(10) >= (c == 4 ? 6u : 1u)) p.set(c, pattern.level(c));
                patterns[p] += 1;
            }
        s.patterns.unknown = counts_of(patterns);
    }
    estimate(m, input, {});
    for (std::size_t c = 0; c < kTruth.size(); c++)
        for (std::size_t l = 0; l < m.comparisons[c].levels.size(); l++)
            EXPECT_NEAR(m.comparisons[c].levels[l].m, expected.comparisons[c].levels[l].m, 0.03) << c << " " << l;
}

// Two kinds of pairs agree on different things, and the model takes the wrong kind for matches.
struct OddData {
    static constexpr double kWrong = 4000, kRight = 1500, kStrangers = 30'000;
    static constexpr double kAgree[3][5] = {{.95, .95, .05, .05, .1}, {.1, .15, .9, .85, .8}, {.02, .02, .03, .03, .05}};

    Model model;
    EstimateInput input;

    OddData() {
        model.prior = 1e-4;
        for (std::size_t c = 0; c < 5; c++) {
            model.attributes.push_back({"a" + std::to_string(c), text::Kind::kText});
            Comparison comparison;
            comparison.name = model.attributes.back().name;
            comparison.attributes = {static_cast<int>(c)};
            const double m = c < 2 ? .9 : .4, u = kAgree[2][c];
            comparison.levels = {{"exact", {}, m, u, {}, false, false}, {"else", {}, 1 - m, 1 - u, {}, false, false}};
            model.comparisons.push_back(comparison);
            input.random_share.push_back({u, 1 - u});
            input.random_pairs.push_back({1e6, 1e6});
        }
        RandomBytes random(5);
        std::map<Pattern, double> patterns;
        add(random, 0, kWrong, patterns);
        add(random, 1, kRight, patterns);
        add(random, 2, kStrangers, patterns);
        Session s;
        s.masked.assign(5, false);
        s.patterns.unknown = counts_of(patterns);
        input.candidates.unknown = s.patterns.unknown;
        input.sessions = {s};
        input.all_pairs = kWrong + kRight + kStrangers;
    }

    static void add(RandomBytes& random, std::size_t kind, double count, std::map<Pattern, double>& to) {
        for (double i = 0; i < count; i++) {
            Pattern p;
            for (std::size_t c = 0; c < 5; c++) p.set(c, random.unit() < kAgree[kind][c] ? 1 : 2);
            to[p] += 1;
        }
    }

    // Labelled matches of the right kind.
    void label(double count) {
        RandomBytes random(6);
        std::map<Pattern, double> patterns;
        add(random, 1, count, patterns);
        input.labelled.assign(5, {0, 0});
        for (const auto& [pattern, n] : patterns)
            for (std::size_t c = 0; c < 5; c++) input.labelled[c][pattern.level(c) - 1] += n;
    }

    double furthest_from_truth() const {
        double out = 0;
        for (std::size_t c = 0; c < 5; c++) out = std::max(out, std::abs(model.comparisons[c].levels[0].m - kAgree[1][c]));
        return out;
    }
};

TEST(Estimate, LabelsSayWhichPairsAreTheMatches) {
    OddData without, few, many;
    estimate(without.model, without.input, {});
    EXPECT_GT(without.furthest_from_truth(), 0.5) << "the data are odd enough";
    few.label(30);
    estimate(few.model, few.input, {});
    EXPECT_LT(few.furthest_from_truth(), 0.3);
    many.label(500);
    estimate(many.model, many.input, {});
    EXPECT_LT(many.furthest_from_truth(), 0.06);
}

TEST(Estimate, LabelledPairsOfASessionAreWhatTheyAreSaidToBe) {
    OddData known;
    auto& patterns = known.input.sessions[0].patterns;
    for (const auto& [pattern, count] : patterns.unknown) {
        // Agreement on the first two is known not to make a match.
        const bool wrong = pattern.level(0) == 1 && pattern.level(1) == 1;
        (wrong ? patterns.others : patterns.matches).emplace_back(pattern, count);
    }
    patterns.unknown.clear();
    std::erase_if(patterns.matches, [&](const auto& p) { return p.first.level(2) != 1 || p.first.level(3) != 1; });
    known.input.labelled.assign(5, {0, 0});
    const EstimateReport report = estimate(known.model, known.input, {});
    double matches = 0;
    for (const auto& [pattern, count] : patterns.matches) matches += count;
    EXPECT_NEAR(report.sessions[0].matches, matches, 1e-6);
    EXPECT_LT(known.model.comparisons[0].levels[0].m, 0.5);
    EXPECT_GT(known.model.comparisons[2].levels[0].m, 0.8);
}

TEST(Estimate, LabelsDoNotMoveFixedLevels) {
    OddData odd;
    odd.label(500);
    odd.model.comparisons[2].levels[0].fixed = true;
    const double before = odd.model.comparisons[2].levels[0].m;
    estimate(odd.model, odd.input, {});
    EXPECT_EQ(odd.model.comparisons[2].levels[0].m, before);
}

TEST(Estimate, ReportsSessionsInTheirOrder) {
    Model m = guess();
    EstimateInput input = sample();
    for (std::size_t s = 0; s < input.sessions.size(); s++) {
        input.sessions[s].rule = "rule " + std::to_string(s);
        input.sessions[s].share = 1.0 / static_cast<double>(s + 1);
    }
    const EstimateReport report = estimate(m, input, {});
    ASSERT_EQ(report.sessions.size(), input.sessions.size());
    for (std::size_t s = 0; s < input.sessions.size(); s++) {
        EXPECT_EQ(report.sessions[s].rule, input.sessions[s].rule);
        EXPECT_EQ(report.sessions[s].share, input.sessions[s].share);
        double pairs = 0;
        for (const auto& [pattern, count] : input.sessions[s].patterns.unknown) pairs += count;
        EXPECT_NEAR(report.sessions[s].pairs, pairs, 1e-6);
        EXPECT_GT(report.sessions[s].matches, 0.2 * 20'000);
        EXPECT_LE(report.sessions[s].patterns, input.sessions[s].patterns.unknown.size());
    }
    ASSERT_EQ(report.level_matches.size(), kTruth.size());
    EXPECT_GT(report.level_matches[0][0], 10'000);
}

TEST(Estimate, StopsWhenToldTo) {
    Model m = guess();
    const CancelToken token([](const void*) noexcept { return true; }, nullptr);
    try {
        estimate(m, sample(), token);
        FAIL() << "went on";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kCancelled);
    }
}

}  // namespace
}  // namespace cdp::score
