// SPDX-License-Identifier: PostgreSQL
#include "core/score/estimate.hpp"

#include <algorithm>
#include <cmath>

namespace cdp::score {

namespace {

constexpr int kMaxIterations = 200;
constexpr int kRounds = 3;  // EM, prior and u correct one another this many times
constexpr double kConverged = 1e-4;
constexpr double kMatchPrior = 20;         // pairs that the model's own m stands for,
constexpr double kMatchPriorShare = 0.25;  // and as a share of the matches found
constexpr double kAlikePrior = 200;        // look-alikes are few and hard to tell: their own stand for more
constexpr double kAlikePriorShare = 1;     // and as a share of those found: a class must not drift to mere compatriots
constexpr double kTelling = 0.1;           // a last level that so few matches are believed to reach tells people apart,
constexpr double kMostDiffering = 0.3;     // and no more than this share of matches may reach it,
constexpr double kDriftOfDiffering = 3;    // nor this many times the share that is believed
constexpr double kFirstShare = 0.2;        // of each class of look-alikes in a session
constexpr double kFewestAlike = 0.02;      // look-alikes per match that are believed possible, whatever is found
constexpr double kFewestMatches = 0.005;   // matches per record that are believed possible, whatever is found
constexpr double kFloor = 1e-9;

using Table = std::vector<std::vector<double>>;  // by comparison and level - 1

// The three classes' shares in one session.
struct Shares {
    double match = 0.3;
    std::array<double, kLookAlikes> alike{};
};

// What one step adds up.
struct Sums {
    Table match;
    std::array<Table, kLookAlikes> alike;
    double matches = 0, pairs = 0;
    std::array<double, kLookAlikes> look_alikes{};

    void add(const Sums& other) {
        const auto add_table = [](Table& to, const Table& from) {
            for (std::size_t c = 0; c < to.size(); c++)
                for (std::size_t l = 0; l < to[c].size(); l++) to[c][l] += from[c][l];
        };
        add_table(match, other.match);
        for (std::size_t k = 0; k < kLookAlikes; k++) add_table(alike[k], other.alike[k]);
    }
};

class Estimator {
public:
    Estimator(Model& model, const EstimateInput& input, const CancelToken& token)
        : model_(model), input_(input), token_(token), start_(model), shares_(input.sessions.size()) {
        for (std::size_t k = 0; k < kLookAlikes; k++) {
            has_[k] = model.alike[k] > 0;
            for (auto& s : shares_) s.alike[k] = has_[k] ? kFirstShare : 0;
        }
    }

    EstimateReport run() {
        correct_u(0, {});
        spread_differences();
        for (int round = 0; round < kRounds; round++) {
            maximise();
            fix_prior();
            correct_u(model_.prior, model_.alike);
        }
        make_monotone();
        return report_;
    }

private:
    Sums empty_sums() const {
        Sums s;
        for (const auto& c : model_.comparisons) {
            s.match.emplace_back(c.levels.size(), 0.0);
            for (auto& table : s.alike) table.emplace_back(c.levels.size(), 0.0);
        }
        return s;
    }

    // Values of a class that differ, differ as those of strangers do: what its last level is believed to catch is
    // spread over all levels as u is found to be.
    void spread_differences() {
        for (std::size_t c = 0; c < model_.comparisons.size(); c++) {
            auto& levels = model_.comparisons[c].levels;
            for (std::size_t k = 0; k < kLookAlikes; k++) {
                const auto fixed = [](const Level& level) { return level.fixed; };
                if (!has_[k] || !model_.comparisons[c].alike[k] || std::any_of(levels.begin(), levels.end(), fixed))
                    continue;
                const double differing = levels.back().alike[k];
                levels.back().alike[k] = 0;
                for (auto& level : levels) level.alike[k] += differing * level.u;
            }
        }
        start_ = model_;
    }

    // Adds the expected class members of one list of patterns to `sums`.
    void expect(const PatternCounts& patterns, const std::vector<bool>* masked, const Shares& shares,
                Sums& sums) const {
        double strangers = 1 - shares.match;
        for (const double share : shares.alike) strangers -= share;
        for (const auto& [pattern, count] : patterns) {
            double match = shares.match, stranger = std::max(strangers, kFloor);
            auto alike = shares.alike;
            for (std::size_t c = 0; c < model_.comparisons.size(); c++) {
                const unsigned l = pattern.level(c);
                if (l == 0 || (masked != nullptr && (*masked)[c])) continue;
                const Comparison& comparison = model_.comparisons[c];
                const Level& level = comparison.levels[l - 1];
                match *= level.m;
                stranger *= level.u;
                for (std::size_t k = 0; k < kLookAlikes; k++)
                    alike[k] *= comparison.alike[k] ? level.alike[k] : level.u;
            }
            double sum = match + stranger;
            for (const double a : alike) sum += a;
            if (!(sum > 0)) continue;
            const double scale = count / sum;
            sums.matches += scale * match;
            sums.pairs += count;
            for (std::size_t k = 0; k < kLookAlikes; k++) sums.look_alikes[k] += scale * alike[k];
            for (std::size_t c = 0; c < model_.comparisons.size(); c++) {
                const unsigned l = pattern.level(c);
                if (l == 0 || (masked != nullptr && (*masked)[c])) continue;
                sums.match[c][l - 1] += scale * match;
                for (std::size_t k = 0; k < kLookAlikes; k++) sums.alike[k][c][l - 1] += scale * alike[k];
            }
        }
    }

    // New probabilities of the levels of a comparison from sums and prior, fixed levels apart; `of` gives the place
    // of the probability in a level. Returns the largest change.
    template <class Field>
    double settle(std::size_t c, const std::vector<double>& sums, double prior_pairs, const Field& of) {
        auto& levels = model_.comparisons[c].levels;
        const auto weight = [&](std::size_t l) {
            Level start = start_.comparisons[c].levels[l];
            return sums[l] + prior_pairs * of(start);
        };
        double total = 0, fixed = 0;
        for (std::size_t l = 0; l < levels.size(); l++) {
            if (levels[l].fixed)
                fixed += of(levels[l]);
            else
                total += weight(l);
        }
        if (!(total > 0)) return 0;
        double change = 0;
        for (std::size_t l = 0; l < levels.size(); l++) {
            if (levels[l].fixed) continue;
            const double value = std::clamp(weight(l) / total * (1 - fixed), kFloor, 1.0);
            change = std::max(change, std::abs(value - of(levels[l])));
            of(levels[l]) = value;
        }
        return change;
    }

    // Records of one person agree on what tells people apart, or the class would be learning households or offices.
    void keep_agreeing(std::size_t c) {
        auto& levels = model_.comparisons[c].levels;
        const double believed = start_.comparisons[c].levels.back().m;
        const double most = std::min(kMostDiffering, kDriftOfDiffering * believed);
        const bool fixed = std::any_of(levels.begin(), levels.end(), [](const Level& level) { return level.fixed; });
        if (fixed || believed > kTelling || levels.back().m <= most) return;
        const double scale = (1 - most) / (1 - levels.back().m);
        for (auto& level : levels) level.m *= scale;
        levels.back().m = most;
    }

    double settle_all(const Sums& sums) {
        double change = 0;
        for (std::size_t c = 0; c < model_.comparisons.size(); c++) {
            double found = 0;
            for (const double n : sums.match[c]) found += n;
            change = std::max(change, settle(c, sums.match[c], kMatchPrior + kMatchPriorShare * found,
                                             [](Level& l) -> double& { return l.m; }));
            keep_agreeing(c);
            for (std::size_t k = 0; k < kLookAlikes; k++) {
                if (!has_[k] || !model_.comparisons[c].alike[k]) continue;
                found = 0;
                for (const double n : sums.alike[k][c]) found += n;
                change = std::max(change, settle(c, sums.alike[k][c], kAlikePrior + kAlikePriorShare * found,
                                                 [k](Level& l) -> double& { return l.alike[k]; }));
            }
        }
        return change;
    }

    void maximise() {
        report_.converged = false;
        for (int i = 0; i < kMaxIterations && !report_.converged; i++) {
            token_.check();
            report_.iterations++;
            Sums sums = empty_sums();
            double change = 0;
            for (std::size_t s = 0; s < input_.sessions.size(); s++) {
                Sums own = empty_sums();
                expect(input_.sessions[s].patterns, &input_.sessions[s].masked, shares_[s], own);
                if (!(own.pairs > 0)) continue;
                Shares next{own.matches / own.pairs, own.look_alikes};
                for (double& share : next.alike) share /= own.pairs;
                change = std::max(change, std::abs(next.match - shares_[s].match));
                shares_[s] = next;
                sums.add(own);
            }
            change = std::max(change, settle_all(sums));
            report_.converged = change < kConverged;
        }
    }

    // Matches, judged by the pairs that agree strictly on all that they can be compared by.
    double agreeing() const {
        double pairs = 0;
        for (const auto& [pattern, count] : input_.candidates) {
            bool any = false, all = true;
            double m = 1;
            for (std::size_t c = 0; c < model_.comparisons.size(); c++) {
                any = any || pattern.level(c) == 1;
                all = all && pattern.level(c) <= 1;
                if (pattern.level(c) == 1) m *= model_.comparisons[c].levels[0].m;
            }
            if (any && all) pairs += count / std::max(m, 0.1);
        }
        return pairs;
    }

    // The shares of the classes among all pairs, as the fixed point of what the proposed pairs give.
    void fix_prior() {
        if (input_.candidates.empty() || input_.all_pairs <= 0) return;
        double proposed = 0;
        for (const auto& [pattern, count] : input_.candidates) proposed += count;
        Shares shares{std::min(0.1, 0.3 * proposed / input_.all_pairs), {}};
        for (std::size_t k = 0; k < kLookAlikes; k++) shares.alike[k] = has_[k] ? shares.match / 10 : 0;
        for (int i = 0; i < kMaxIterations; i++) {
            token_.check();
            Sums sums = empty_sums();
            expect(input_.candidates, nullptr, shares, sums);
            Shares next{sums.matches / input_.all_pairs, sums.look_alikes};
            for (double& share : next.alike) share /= input_.all_pairs;
            const double change = std::abs(next.match - shares.match) / std::max(next.match, kFloor);
            shares = next;
            report_.matches = sums.matches;
            report_.alike = sums.look_alikes;
            if (change < kConverged) break;
        }
        // why: with one comparison only, nothing tells matches from strangers who agree; full agreement then counts.
        if (input_.sessions.empty()) shares.match = std::max(shares.match, agreeing() / input_.all_pairs);
        const double records = std::sqrt(2 * input_.all_pairs);
        const double floor = std::max(0.5 / input_.all_pairs, kFewestMatches / records);
        model_.prior = std::clamp(shares.match, std::min(floor, 0.5), 0.5);
        for (std::size_t k = 0; k < kLookAlikes; k++)
            if (has_[k]) model_.alike[k] = std::clamp(shares.alike[k], kFewestAlike * model_.prior, 0.5);
    }

    // u is what random pairs show, less what matches and look-alikes among them account for.
    void correct_u(double matches, const std::array<double, kLookAlikes>& alike) {
        for (std::size_t c = 0; c < model_.comparisons.size(); c++) {
            auto& comparison = model_.comparisons[c];
            if (!(input_.random_pairs[c].back() > 0)) continue;  // no pair has it: the model's own u stands
            double total = 0, fixed = 0;
            std::vector<double> u(comparison.levels.size());
            for (std::size_t l = 0; l < u.size(); l++) {
                const double seen = input_.random_share[c][l], pairs = input_.random_pairs[c][l];
                double rest = seen - matches * comparison.levels[l].m;
                for (std::size_t k = 0; k < kLookAlikes; k++)
                    if (comparison.alike[k]) rest -= alike[k] * comparison.levels[l].alike[k];
                // why: no pair says anything about the level, so the model's own stands.
                u[l] = pairs > 0 ? std::max({rest, 0.1 * seen, 0.25 / (pairs + 1), kFloor})
                                 : start_.comparisons[c].levels[l].u;
                (comparison.levels[l].fixed ? fixed : total) +=
                    comparison.levels[l].fixed ? comparison.levels[l].u : u[l];
            }
            if (!(total > 0)) continue;
            for (std::size_t l = 0; l < u.size(); l++)
                if (!comparison.levels[l].fixed)
                    comparison.levels[l].u = std::clamp(u[l] / total * (1 - fixed), kFloor, 1.0);
        }
    }

    // A stricter level must not weigh less than the next: neighbours that do share one ratio (pool adjacent
    // violators), each keeping its u. A fixed level stays out of it and parts its neighbours.
    void make_monotone() {
        for (auto& comparison : model_.comparisons) {
            auto& levels = comparison.levels;
            struct Pool {
                double m, u;
                std::size_t begin;
            };
            std::vector<Pool> pools;
            for (std::size_t l = 0; l < levels.size(); l++) {
                pools.push_back({levels[l].m, levels[l].u, l});
                while (pools.size() > 1) {
                    const Pool last = pools.back();
                    Pool& before = pools[pools.size() - 2];
                    if (levels[last.begin].fixed || levels[last.begin - 1].fixed) break;
                    if (before.m / before.u >= last.m / last.u) break;
                    before.m += last.m;
                    before.u += last.u;
                    pools.pop_back();
                }
            }
            for (std::size_t p = 0; p < pools.size(); p++) {
                const std::size_t end = p + 1 < pools.size() ? pools[p + 1].begin : levels.size();
                for (std::size_t l = pools[p].begin; l < end; l++)
                    if (!levels[l].fixed) levels[l].m = std::min(1.0, pools[p].m / pools[p].u * levels[l].u);
            }
        }
    }

    Model& model_;
    const EstimateInput& input_;
    const CancelToken& token_;
    Model start_;
    std::vector<Shares> shares_;
    std::array<bool, kLookAlikes> has_{};
    EstimateReport report_;
};

}  // namespace

EstimateReport estimate(Model& model, EstimateInput input, const CancelToken& token) {
    for (auto& session : input.sessions) std::sort(session.patterns.begin(), session.patterns.end());
    std::sort(input.sessions.begin(), input.sessions.end(), [](const Session& a, const Session& b) {
        return a.masked != b.masked ? a.masked < b.masked : a.patterns < b.patterns;
    });
    std::sort(input.candidates.begin(), input.candidates.end());
    return Estimator(model, input, token).run();
}

}  // namespace cdp::score
