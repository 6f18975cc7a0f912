// SPDX-License-Identifier: PostgreSQL
#include "core/score/missed_matches.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>

namespace cdp::score {

namespace {

constexpr std::size_t kClasses = 2;
constexpr int kMaxIterations = 1000;
constexpr double kConverged = 1e-6;      // change of the share that is missed
constexpr double kPrior = 0.5;           // matches that the overall shares stand for in each class
constexpr std::size_t kMostStates = 16;  // of an attribute: combinations of its keys that agree
constexpr std::size_t kMostCells = 100'000;
constexpr int kPollEvery = 4096;

using PerClass = std::array<double, kClasses>;

// Cells of the table of agreements: a state for each attribute.
struct Cells {
    std::vector<std::uint8_t> states;  // cell by cell, attribute by attribute
    std::vector<double> weights;       // matches found; 1 for unseen cells
    std::size_t size() const noexcept { return weights.size(); }
};

class Estimator {
public:
    Estimator(const CaptureInput& input, const CancelToken& token) : rules_(input.rules), token_(token) {
        std::map<KeySet, double> found;
        for (const auto& [keys, n] : input.found) found[keys] += n;
        for (const KeySet attribute : input.attributes)
            if (attribute != 0) attributes_.push_back(attribute);
        for (const auto& [keys, n] : found) found_ += n;
        for (std::size_t most = kMostStates; most >= 2; most--) {
            choose_states(found, most);
            if (enumerate()) break;
        }
        gather(found);
    }

    std::optional<double> run() {
        if (attributes_.size() < 2 || found_ < kFewestFound) return std::nullopt;
        start();
        double missed = 0;
        for (int i = 0; i < kMaxIterations; i++) {
            const double next = step();
            const bool converged = std::abs(next - missed) < kConverged;
            missed = next;
            if (converged) break;
        }
        return found_ * missed / (1 - missed);
    }

private:
    // The most frequent states of each attribute; "nothing agrees" is always one.
    void choose_states(const std::map<KeySet, double>& found, std::size_t most) {
        states_.clear();
        for (const KeySet attribute : attributes_) {
            std::map<KeySet, double> weight;
            for (const auto& [keys, n] : found) weight[keys & attribute] += n;
            weight.erase(0);
            std::vector<std::pair<double, KeySet>> ranked;
            for (const auto& [state, n] : weight) ranked.emplace_back(-n, state);
            std::sort(ranked.begin(), ranked.end());
            if (ranked.size() >= most) ranked.resize(most - 1);
            std::vector<KeySet> states = {0};
            for (const auto& [n, state] : ranked) states.push_back(state);
            states_.push_back(std::move(states));
        }
    }

    // The state that stands for these keys: of those that are part of them the one with most keys.
    std::uint8_t state_of(std::size_t attribute, KeySet keys) const noexcept {
        std::size_t best = 0;
        for (std::size_t s = 1; s < states_[attribute].size(); s++)
            if ((states_[attribute][s] & ~keys) == 0 && std::popcount(states_[attribute][s]) > std::popcount(states_[attribute][best]))
                best = s;
        return static_cast<std::uint8_t>(best);
    }

    void gather(const std::map<KeySet, double>& found) {
        std::map<std::vector<std::uint8_t>, double> cells;
        for (const auto& [keys, n] : found) {
            std::vector<std::uint8_t> cell;
            for (std::size_t a = 0; a < attributes_.size(); a++) cell.push_back(state_of(a, keys));
            cells[std::move(cell)] += n;
        }
        for (const auto& [cell, n] : cells) {
            seen_.states.insert(seen_.states.end(), cell.begin(), cell.end());
            seen_.weights.push_back(n);
        }
    }

    // Lists the cells that no rule sees; false when they are too many.
    bool enumerate() {
        unseen_ = {};
        std::vector<std::uint8_t> cell(attributes_.size(), 0);
        return add_unseen(0, 0, cell);
    }

    bool add_unseen(std::size_t attribute, KeySet keys, std::vector<std::uint8_t>& cell) {
        for (const KeySet rule : rules_)
            if ((rule & ~keys) == 0) return true;  // whatever else agrees
        if (attribute == attributes_.size()) {
            if (unseen_.size() == kMostCells) return false;
            unseen_.states.insert(unseen_.states.end(), cell.begin(), cell.end());
            unseen_.weights.push_back(1);
            return true;
        }
        for (std::size_t s = 0; s < states_[attribute].size(); s++) {
            cell[attribute] = static_cast<std::uint8_t>(s);
            if (!add_unseen(attribute + 1, keys | states_[attribute][s], cell)) return false;
        }
        return true;
    }

    // Shares of the states among the matches found, tilted: the first class agrees less, the second more.
    void start() {
        classes_ = attributes_.size() > 2 ? kClasses : 1;
        for (std::size_t a = 0; a < attributes_.size(); a++) {
            std::vector<double> share(states_[a].size(), 0);
            for (std::size_t i = 0; i < seen_.size(); i++) share[seen_.states[i * attributes_.size() + a]] += seen_.weights[i] / found_;
            overall_.push_back(share);
            std::vector<PerClass> p(share.size());
            for (std::size_t k = 0; k < classes_; k++) {
                const double agreeing = classes_ == 1 ? 0.5 : (static_cast<double>(k) + 0.5) / static_cast<double>(classes_);
                double sum = 0;
                for (std::size_t s = 0; s < share.size(); s++) sum += p[s][k] = (share[s] + 1e-6) * (s == 0 ? 1 - agreeing : agreeing);
                for (auto& at : p) at[k] /= sum;
            }
            probability_.push_back(std::move(p));
        }
        class_share_.fill(1 / static_cast<double>(classes_));
    }

    PerClass probability(const std::uint8_t* cell) const noexcept {
        PerClass p = class_share_;
        for (std::size_t a = 0; a < attributes_.size(); a++) {
            const PerClass& of = probability_[a][cell[a]];
            for (std::size_t k = 0; k < classes_; k++) p[k] *= of[k];
        }
        return p;
    }

    double sum_of(const PerClass& p) const noexcept {
        double sum = 0;
        for (std::size_t k = 0; k < classes_; k++) sum += p[k];
        return sum;
    }

    // Adds `n` matches of one cell to the classes, by their odds.
    void add(const std::uint8_t* cell, const PerClass& p, double n) noexcept {
        const double sum = sum_of(p);
        if (!(sum > 0)) return;
        for (std::size_t k = 0; k < classes_; k++) {
            const double part = n * p[k] / sum;
            class_count_[k] += part;
            for (std::size_t a = 0; a < attributes_.size(); a++) count_[a][cell[a]][k] += part;
        }
    }

    // One round. Returns the share of all matches that is missed.
    double step() {
        class_count_ = {};
        count_.clear();
        for (const auto& share : overall_) {
            count_.emplace_back(share.size());
            for (std::size_t s = 0; s < share.size(); s++) count_.back()[s].fill(kPrior * share[s]);
        }
        const std::size_t width = attributes_.size();
        double missed = 0;
        std::vector<double> share(unseen_.size());
        for (std::size_t i = 0; i < unseen_.size(); i++) {
            if (i % kPollEvery == 0) token_.check();
            missed += share[i] = sum_of(probability(&unseen_.states[i * width]));
        }
        missed = std::min(missed, 1 - 1e-9);
        for (std::size_t i = 0; i < seen_.size(); i++) {
            if (i % kPollEvery == 0) token_.check();
            const std::uint8_t* cell = &seen_.states[i * width];
            add(cell, probability(cell), seen_.weights[i]);
        }
        for (std::size_t i = 0; i < unseen_.size(); i++) {
            if (i % kPollEvery == 0) token_.check();
            const std::uint8_t* cell = &unseen_.states[i * width];
            add(cell, probability(cell), found_ / (1 - missed) * share[i]);
        }
        settle();
        return missed;
    }

    void settle() noexcept {
        const double all = sum_of(class_count_);
        for (std::size_t k = 0; k < classes_; k++) {
            class_share_[k] = class_count_[k] / all;
            for (std::size_t a = 0; a < attributes_.size(); a++) {
                double sum = 0;
                for (const PerClass& n : count_[a]) sum += n[k];
                for (std::size_t s = 0; s < count_[a].size(); s++) probability_[a][s][k] = count_[a][s][k] / sum;
            }
        }
    }

    const std::vector<KeySet>& rules_;
    const CancelToken& token_;
    double found_ = 0;
    std::size_t classes_ = kClasses;
    std::vector<KeySet> attributes_;
    std::vector<std::vector<KeySet>> states_;  // by attribute
    Cells seen_, unseen_;
    std::vector<std::vector<double>> overall_;          // by attribute and state: share among the matches found
    std::vector<std::vector<PerClass>> probability_;    // by attribute and state
    std::vector<std::vector<PerClass>> count_;
    PerClass class_share_{}, class_count_{};
};

}  // namespace

std::optional<double> missed_matches(const CaptureInput& input, const CancelToken& token) { return Estimator(input, token).run(); }

}  // namespace cdp::score
