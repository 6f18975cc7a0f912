// SPDX-License-Identifier: PostgreSQL
#include "core/score/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/score/estimate_levels.hpp"

namespace cdp::score {

namespace {

constexpr int kRounds = 3;           // EM, prior and u correct one another this many times
constexpr double kConverged = 1e-4;
constexpr double kMatchPrior = 20;         // pairs that the model's own m stands for,
constexpr double kMatchPriorShare = 0.25;  // and as a share of the matches found
constexpr double kAlikePrior = 200;        // look-alikes are few and hard to tell: their own stand for more
constexpr double kAlikePriorShare = 1;     // and as a share of those found: a class must not drift to mere compatriots
constexpr double kLabelsOfEqualWeight = 25;  // labelled matches that count for m as much as everything else
constexpr double kTelling = 0.1;           // a last level that so few matches are believed to reach tells people apart,
constexpr double kMostDiffering = 0.3;     // and no more than this share of matches may reach it,
constexpr double kDriftOfDiffering = 3;    // nor this many times the share that is believed
constexpr double kFirstMatches = 0.3;      // share of matches in a session, to begin with,
constexpr double kFirstShare = 0.2;        // and of each class of look-alikes
constexpr double kFewestAlike = 0.02;      // look-alikes per match that are believed possible, whatever is found
constexpr double kFewestMatches = 0.005;   // matches per record that are believed possible, whatever is found

using Table = std::vector<std::vector<double>>;  // by comparison and level - 1

// The patterns of a session, or of all candidates, made ready.
struct Patterns {
    Patterns(const SessionPatterns& from, const std::vector<bool>& masked, std::size_t comparisons,
             const FoundInteractions& interactions)
        : unknown(from.unknown, masked, comparisons, interactions), matches(from.matches, masked, comparisons, interactions),
          others(from.others, masked, comparisons, interactions) {}

    std::size_t size() const noexcept { return unknown.size() + matches.size() + others.size(); }
    double pairs() const noexcept { return unknown.pairs() + matches.pairs() + others.pairs(); }

    PatternList unknown, matches, others;
};

struct OpenSession {
    OpenSession(const Session& from, std::size_t comparisons)
        : input(&from), patterns(from.patterns, from.masked, comparisons, {}) {}

    bool operator<(const OpenSession& other) const {
        const auto key = [](const OpenSession& s) {
            return std::tie(s.input->masked, s.patterns.unknown, s.patterns.matches, s.patterns.others);
        };
        return key(*this) < key(other);
    }

    const Session* input;
    Patterns patterns;
    ByClass shares{};
};

double sum(const std::vector<double>& values) {
    double out = 0;
    for (const double x : values) out += x;
    return out;
}

class Estimator {
public:
    Estimator(Model& model, const EstimateInput& input, const CancelToken& token)
        : model_(model), input_(input), token_(token), n_(model.comparisons.size()), start_(model), mixture_(model),
          candidates_(input.candidates, {}, n_, {}) {
        for (std::size_t k = 0; k < kLookAlikes; k++) has_[k] = model.alike[k] > 0;
        for (const auto& s : input.sessions) {
            OpenSession session(s, n_);
            if (session.patterns.size() == 0) continue;
            session.shares[kMatch] = kFirstMatches;
            for (std::size_t k = 0; k < kLookAlikes; k++) session.shares[kFirstAlike + k] = has_[k] ? kFirstShare : 0;
            set_strangers(session.shares);
            sessions_.push_back(std::move(session));
        }
        // why: sums must not depend on the order in which sessions are given.
        std::sort(sessions_.begin(), sessions_.end());
        if (input.prior) model_.prior = *input.prior;
    }

    EstimateReport run() {
        correct_u(0, {});
        spread_differences();
        fit();
        look_for_dependence();
        report_sessions();
        for (auto& comparison : model_.comparisons) make_monotone(comparison.levels);
        return std::move(report_);
    }

private:
    void fit() {
        for (int round = 0; round < kRounds; round++) {
            maximise();
            fix_prior();
            correct_u(model_.prior, model_.alike);
        }
    }

    // What depends on one another is told; it is corrected when that is asked for, and all is fitted anew.
    void look_for_dependence() {
        std::vector<ByClass> shares(input_.sessions.size());
        for (const auto& session : sessions_) shares[place_of(session)] = session.shares;
        const DependenceTables tables(model_, input_, shares, token_);
        report_.dependence = tables.alarms();
        model_.interactions.clear();
        if (!input_.interactions) return;
        interactions_ = tables.interactions();
        if (interactions_.empty()) return;
        for (const auto& found : interactions_) model_.interactions.push_back(found.as_interaction());
        candidates_ = Patterns(input_.candidates, {}, n_, interactions_);
        for (auto& session : sessions_)
            session.patterns = Patterns(session.input->patterns, session.input->masked, n_, interactions_);
        fit();
    }

    std::size_t place_of(const OpenSession& session) const noexcept {
        return static_cast<std::size_t>(session.input - input_.sessions.data());
    }

    static void set_strangers(ByClass& shares) {
        shares[kStranger] = 0;
        double others = 0;
        for (const double share : shares) others += share;
        shares[kStranger] = std::max(1 - others, kLeastProbability);
    }

    // Values of a class that differ, differ as those of strangers do: what its last level is believed to catch is
    // spread over all levels as u is found to be.
    void spread_differences() {
        for (auto& comparison : model_.comparisons) {
            auto& levels = comparison.levels;
            for (std::size_t k = 0; k < kLookAlikes; k++) {
                if (!has_[k] || !comparison.alike[k] || std::any_of(levels.begin(), levels.end(), is_fixed)) continue;
                const double differing = levels.back().alike[k];
                levels.back().alike[k] = 0;
                for (auto& level : levels) level.alike[k] += differing * level.u;
            }
        }
        start_ = model_;
    }

    // Labelled pairs have the class that they are said to have.
    void expect(const Patterns& patterns, const ByClass& shares, Expectation& to) const {
        mixture_.expect(patterns.unknown, shares, to);
        mixture_.expect(patterns.matches, {shares[kMatch]}, to);
        ByClass apart = shares;
        apart[kMatch] = 0;
        mixture_.expect(patterns.others, apart, to);
    }

    Expectation expect_all(std::vector<Expectation>* by_session) {
        mixture_.update(model_, interactions_);
        Expectation all(mixture_.cells());
        for (const auto& session : sessions_) {
            token_.check();
            Expectation own(mixture_.cells());
            expect(session.patterns, session.shares, own);
            all.add(own);
            if (by_session != nullptr) by_session->push_back(std::move(own));
        }
        return all;
    }

    std::vector<double> found(const Expectation& sums, std::size_t c, std::size_t of) const {
        std::vector<double> out;
        for (unsigned l = 1; l <= model_.comparisons[c].levels.size(); l++) out.push_back(sums.cells[cell_of(c, l)][of]);
        return out;
    }

    // Pairs of experience that the model's own probabilities and the labels stand for, by class: more where more is found.
    void weigh_experience(const Expectation& sums) {
        for (auto& table : experience_) table.assign(n_, {});
        for (std::size_t c = 0; c < n_; c++) {
            const auto& levels = start_.comparisons[c].levels;
            const double pairs = sum(found(sums, c, kMatch)), own = kMatchPrior + kMatchPriorShare * pairs;
            for (std::size_t l = 0; l < levels.size(); l++) {
                const double labels = input_.labelled.empty() ? 0 : input_.labelled[c][l];
                experience_[kMatch][c].push_back(own * levels[l].m + (pairs + own) / kLabelsOfEqualWeight * labels);
            }
            for (std::size_t k = 0; k < kLookAlikes; k++) {
                const double weight = kAlikePrior + kAlikePriorShare * sum(found(sums, c, kFirstAlike + k));
                for (const auto& level : levels) experience_[kFirstAlike + k][c].push_back(weight * level.alike[k]);
            }
        }
    }

    // Records of one person agree on what tells people apart, or the class would be learning households or offices.
    // Where labels tell who is the same, they tell how much matches differ.
    void keep_agreeing(std::size_t c) {
        auto& levels = model_.comparisons[c].levels;
        const double believed = start_.comparisons[c].levels.back().m;
        const double most = std::min(kMostDiffering, kDriftOfDiffering * believed);
        if (std::any_of(levels.begin(), levels.end(), keeps_m) || believed > kTelling || levels.back().m <= most || !input_.labelled.empty()) return;
        const double scale = (1 - most) / (1 - levels.back().m);
        for (auto& level : levels) level.m *= scale;
        levels.back().m = most;
    }

    // Returns the largest change.
    double settle_all(const Expectation& sums) {
        double change = 0;
        const auto update = [&](std::size_t c, std::size_t of, Probability probability) {
            auto& levels = model_.comparisons[c].levels;
            auto weights = found(sums, c, of);
            std::vector<double> before;
            for (std::size_t l = 0; l < levels.size(); l++) {
                weights[l] += experience_[of][c][l];
                before.push_back(probability(levels[l]));
            }
            settle(levels, weights, probability, of == kMatch ? keeps_m : is_fixed);
            if (of == kMatch) keep_agreeing(c);
            for (std::size_t l = 0; l < levels.size(); l++)
                change = std::max(change, std::abs(probability(levels[l]) - before[l]));
        };
        for (std::size_t c = 0; c < n_; c++) {
            update(c, kMatch, [](Level& l) -> double& { return l.m; });
            for (std::size_t k = 0; k < kLookAlikes; k++)
                if (has_[k] && model_.comparisons[c].alike[k]) update(c, kFirstAlike + k, probability_of_alike(k));
        }
        return change;
    }

    double settle_shares(const std::vector<Expectation>& by_session) {
        double change = 0;
        for (std::size_t s = 0; s < sessions_.size(); s++) {
            if (!(by_session[s].pairs > 0)) continue;
            ByClass next = by_session[s].classes;
            for (double& share : next) share /= by_session[s].pairs;
            set_strangers(next);
            change = std::max(change, std::abs(next[kMatch] - sessions_[s].shares[kMatch]));
            sessions_[s].shares = next;
        }
        return change;
    }

    void maximise() {
        report_.converged = false;
        for (int i = 0; i < input_.max_iterations && !report_.converged; i++) {
            report_.iterations++;
            std::vector<Expectation> by_session;
            const Expectation sums = expect_all(&by_session);
            weigh_experience(sums);
            report_.log_likelihood = sums.log_likelihood;
            const double shares = settle_shares(by_session);
            report_.converged = std::max(shares, settle_all(sums)) < kConverged;
        }
    }

    // Matches, judged by the pairs that agree strictly on all that they can be compared by.
    double agreeing() const {
        double pairs = 0;
        const PatternList& candidates = candidates_.unknown;
        for (std::size_t i = 0; i < candidates.size(); i++) {
            double m = 1;
            bool all = candidates.begin(i) != candidates.end(i);
            for (const auto* cell = candidates.begin(i); cell != candidates.end(i) && *cell < n_ * kCellsPerComparison; ++cell) {
                all = all && *cell % kCellsPerComparison == 0;
                m *= model_.comparisons[*cell / kCellsPerComparison].levels[0].m;
            }
            if (all) pairs += candidates.count(i) / std::max(m, 0.1);
        }
        return pairs;
    }

    // The shares of the classes among all pairs, as the fixed point of what the proposed pairs give.
    void fix_prior() {
        const double proposed = candidates_.pairs();
        if (!(proposed > 0) || input_.all_pairs <= 0) return;
        mixture_.update(model_, interactions_);
        ByClass shares{input_.prior.value_or(std::min(0.1, kFirstMatches * proposed / input_.all_pairs))};
        for (std::size_t k = 0; k < kLookAlikes; k++) shares[kFirstAlike + k] = has_[k] ? shares[kMatch] / 10 : 0;
        set_strangers(shares);
        bool settled = false;
        for (int i = 0; i < input_.max_iterations && !settled; i++) {
            token_.check();
            Expectation sums(mixture_.cells());
            expect(candidates_, shares, sums);
            ByClass next = sums.classes;
            for (double& share : next) share /= input_.all_pairs;
            if (input_.prior) next[kMatch] = *input_.prior;
            set_strangers(next);
            settled = std::abs(next[kMatch] - shares[kMatch]) < kConverged * std::max(next[kMatch], kLeastProbability);
            for (std::size_t k = kFirstAlike; k < kClasses && input_.prior; k++)
                settled = settled && std::abs(next[k] - shares[k]) < kConverged * std::max(next[kMatch], kLeastProbability);
            shares = next;
            report_.matches = sums.classes[kMatch];
            for (std::size_t k = 0; k < kLookAlikes; k++) report_.alike[k] = sums.classes[kFirstAlike + k];
        }
        report_.converged = report_.converged && settled;
        take_prior(shares);
    }

    void take_prior(const ByClass& shares) {
        double match = shares[kMatch];
        if (!input_.prior) {
            // why: with one comparison only, nothing tells matches from strangers who agree; full agreement then counts.
            if (input_.sessions.empty()) match = std::max(match, agreeing() / input_.all_pairs);
            const double records = std::sqrt(2 * input_.all_pairs);
            const double floor = std::max(0.5 / input_.all_pairs, kFewestMatches / records);
            match = std::clamp(match, std::min(floor, 0.5), 0.5);
        }
        model_.prior = match;
        for (std::size_t k = 0; k < kLookAlikes; k++)
            if (has_[k]) model_.alike[k] = std::clamp(shares[kFirstAlike + k], std::min(kFewestAlike * match, 0.5), 0.5);
    }

    void correct_u(double matches, const std::array<double, kLookAlikes>& alike) {
        for (std::size_t c = 0; c < n_; c++)
            settle_u(model_.comparisons[c], start_.comparisons[c], input_.random_share[c], input_.random_pairs[c], matches,
                     alike);
    }

    void report_sessions() {
        std::vector<Expectation> by_session;
        const Expectation all = expect_all(&by_session);
        report_.sessions.resize(input_.sessions.size());
        for (std::size_t s = 0; s < sessions_.size(); s++) {
            const OpenSession& session = sessions_[s];
            SessionReport& out = report_.sessions[place_of(session)];
            out.pairs = by_session[s].pairs;
            out.patterns = session.patterns.size();
            out.matches = by_session[s].classes[kMatch];
            for (std::size_t k = 0; k < kLookAlikes; k++) out.alike[k] = by_session[s].classes[kFirstAlike + k];
        }
        for (std::size_t s = 0; s < input_.sessions.size(); s++) {
            report_.sessions[s].rule = input_.sessions[s].rule;
            report_.sessions[s].share = input_.sessions[s].share;
        }
        for (std::size_t c = 0; c < n_; c++) report_.level_matches.push_back(found(all, c, kMatch));
    }

    Model& model_;
    const EstimateInput& input_;
    const CancelToken& token_;
    std::size_t n_;  // comparisons
    Model start_;
    FoundInteractions interactions_;
    Mixture mixture_;
    std::vector<OpenSession> sessions_;
    Patterns candidates_;
    std::array<bool, kLookAlikes> has_{};
    std::array<Table, kClasses> experience_;
    EstimateReport report_;
};

}  // namespace

EstimateReport estimate(Model& model, const EstimateInput& input, const CancelToken& token) {
    return Estimator(model, input, token).run();
}

}  // namespace cdp::score
