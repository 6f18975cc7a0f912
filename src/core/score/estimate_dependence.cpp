// SPDX-License-Identifier: PostgreSQL
#include "core/score/estimate_dependence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "core/score/estimate.hpp"

namespace cdp::score {

namespace {

constexpr double kFewestPairs = 10;      // seen or expected, for a pair of levels to tell anything
constexpr double kResidual = 5;          // standardised, and
constexpr double kTellingBits = 1;       // so many bits from independence: then they depend on one another
constexpr double kSmallestBits = 0.5;    // of an interaction
constexpr double kStrangerPrior = 1, kMatchPrior = 10;  // pairs by which counts are drawn to independence
constexpr double kFewestStrangers = 0.3; // of the pairs that agree, or nothing can be said of strangers
constexpr double kSurelyNoMatch = 1e-3;

std::size_t level_of(std::uint16_t cell) noexcept { return cell % kCellsPerComparison; }
std::size_t comparison_of(std::uint16_t cell) noexcept { return cell / kCellsPerComparison; }

double share_of(std::size_t of, const ByClass& odds) noexcept {
    const double total = std::accumulate(odds.begin(), odds.end(), 0.0);
    return total > 0 ? odds[of] / total : 0;
}

}  // namespace

double JointCount::residual() const noexcept { return (seen - expected) / std::sqrt(std::max(expected, 1.0)); }

double JointCount::bits(double prior) const noexcept { return std::log2((seen + prior) / (expected + prior)); }

double Dependence::bits() const noexcept { return count.bits(among_matches ? kMatchPrior : kStrangerPrior); }

bool JointCount::tells() const noexcept {
    return std::max(seen, expected) >= kFewestPairs && std::abs(residual()) >= kResidual;
}

DependenceTables::DependenceTables(const Model& model, const EstimateInput& input, const std::vector<ByClass>& shares,
                                   const CancelToken& token)
    : model_(model), mixture_(model) {
    for (std::size_t left = 0; left < model.comparisons.size(); left++)
        for (std::size_t right = left + 1; right < model.comparisons.size(); right++) pairs_.push_back({left, right, {}, {}});
    token.check();
    count_random(input);
    count_agreeing(input, token);
    count_matches(input, shares, token);
}

DependenceTables::PairOfComparisons& DependenceTables::pair(std::size_t left, std::size_t right) noexcept {
    const std::size_t n = model_.comparisons.size();
    return pairs_[left * (2 * n - left - 1) / 2 + right - left - 1];
}

ByClass DependenceTables::random_shares() const noexcept {
    ByClass out{model_.prior};
    double others = model_.prior;
    for (std::size_t k = 0; k < kLookAlikes; k++) others += out[kFirstAlike + k] = model_.alike[k];
    out[kStranger] = std::max(1 - others, kLeastProbability);
    return out;
}

// Of random pairs nearly all are strangers; how much a pair is one is judged by its other comparisons.
void DependenceTables::count_random(const EstimateInput& input) {
    const PatternList patterns(input.random_patterns, {}, model_.comparisons.size());
    std::vector<double> pairs(pairs_.size(), 0);
    for (std::size_t i = 0; i < patterns.size(); i++) {
        const ByClass odds = mixture_.odds(patterns, i, random_shares());
        for (const auto* x = patterns.begin(i); x != patterns.end(i); ++x)
            for (const auto* y = x + 1; y != patterns.end(i); ++y) {
                const ByClass others = mixture_.without(mixture_.without(odds, *x), *y);
                const double strangers = patterns.count(i) * share_of(kStranger, others);
                auto& p = pair(comparison_of(*x), comparison_of(*y));
                p.strangers[level_of(*x)][level_of(*y)].seen += strangers;
                pairs[static_cast<std::size_t>(&p - pairs_.data())] += strangers;
            }
    }
    for (std::size_t i = 0; i < pairs_.size(); i++) {
        const auto& left = model_.comparisons[pairs_[i].left].levels;
        const auto& right = model_.comparisons[pairs_[i].right].levels;
        for (std::size_t l = 0; l < left.size(); l++)
            for (std::size_t r = 0; r < right.size(); r++)
                pairs_[i].strangers[l][r].expected = pairs[i] * left[l].u * right[r].u;
    }
}

// Two random records agree too seldom to tell what else they agree on; pairs that were drawn for agreeing do tell.
void DependenceTables::count_agreeing(const EstimateInput& input, const CancelToken& token) {
    for (const auto& agreeing : input.agreeing) {
        token.check();
        const std::size_t given = agreeing.comparison;
        const auto cell = static_cast<std::uint16_t>(cell_of(given, agreeing.level));
        const PatternList patterns(agreeing.patterns, {}, model_.comparisons.size());
        std::vector<std::array<double, kCellsPerComparison>> seen(model_.comparisons.size(), std::array<double, kCellsPerComparison>{});
        std::vector<double> pairs(model_.comparisons.size(), 0), all(model_.comparisons.size(), 0);
        for (std::size_t i = 0; i < patterns.size(); i++) {
            if (std::find(patterns.begin(i), patterns.end(i), cell) == patterns.end(i)) continue;
            const ByClass odds = mixture_.odds(patterns, i, random_shares());
            for (const auto* x = patterns.begin(i); x != patterns.end(i); ++x) {
                const std::size_t c = comparison_of(*x);
                if (c == given) continue;
                const ByClass others = mixture_.without(odds, *x);
                const double strangers = patterns.count(i) * share_of(kStranger, others);
                seen[c][level_of(*x)] += strangers;
                pairs[c] += strangers;
                all[c] += patterns.count(i);
            }
        }
        for (std::size_t c = 0; c < model_.comparisons.size(); c++) {
            if (c == given || pairs[c] < kFewestStrangers * all[c]) continue;
            auto& p = pair(std::min(c, given), std::max(c, given));
            for (std::size_t l = 0; l < model_.comparisons[c].levels.size(); l++) {
                const JointCount count{seen[c][l], pairs[c] * model_.comparisons[c].levels[l].u};
                auto& known = c < given ? p.strangers[l][agreeing.level - 1] : p.strangers[agreeing.level - 1][l];
                if (count.expected > known.expected) known = count;
            }
        }
    }
}

// Within each session against its own margins, so that what a rule selects for does not look like dependence.
void DependenceTables::count_matches(const EstimateInput& input, const std::vector<ByClass>& shares,
                                     const CancelToken& token) {
    for (std::size_t s = 0; s < input.sessions.size(); s++) {
        token.check();
        const PatternList patterns(input.sessions[s].patterns.unknown, input.sessions[s].masked, model_.comparisons.size());
        std::vector<Levels> seen(pairs_.size(), Levels{});
        for (std::size_t i = 0; i < patterns.size(); i++) {
            const ByClass odds = mixture_.odds(patterns, i, shares[s]);
            const double share = share_of(kMatch, odds);
            if (!(share > kSurelyNoMatch)) continue;
            for (const auto* x = patterns.begin(i); x != patterns.end(i); ++x)
                for (const auto* y = x + 1; y != patterns.end(i); ++y) {
                    const auto place = static_cast<std::size_t>(&pair(comparison_of(*x), comparison_of(*y)) - pairs_.data());
                    seen[place][level_of(*x)][level_of(*y)].seen += patterns.count(i) * share;
                }
        }
        for (std::size_t p = 0; p < pairs_.size(); p++) {
            std::array<double, kCellsPerComparison> rows{}, columns{};
            double all = 0;
            for (std::size_t l = 0; l < kCellsPerComparison; l++)
                for (std::size_t r = 0; r < kCellsPerComparison; r++) {
                    const double n = seen[p][l][r].seen;
                    rows[l] += n;
                    columns[r] += n;
                    all += n;
                }
            for (std::size_t l = 0; all > 0 && l < kCellsPerComparison; l++)
                for (std::size_t r = 0; r < kCellsPerComparison; r++) {
                    pairs_[p].matches[l][r].seen += seen[p][l][r].seen;
                    pairs_[p].matches[l][r].expected += rows[l] * columns[r] / all;
                }
        }
    }
}

std::vector<Dependence> DependenceTables::alarms() const {
    std::vector<Dependence> out;
    for (const auto& p : pairs_)
        for (const bool matches : {false, true}) {
            Dependence found{p.left, p.right, matches, 0, 0, {}};
            for (unsigned l = 1; l <= kCellsPerComparison; l++)
                for (unsigned r = 1; r <= kCellsPerComparison; r++) {
                    const JointCount& count = (matches ? p.matches : p.strangers)[l - 1][r - 1];
                    if (!count.tells() || std::abs(count.bits(matches ? kMatchPrior : kStrangerPrior)) < kTellingBits) continue;
                    if (std::abs(count.residual()) > std::abs(found.count.residual())) found = {p.left, p.right, matches, l, r, count};
                }
            if (found.left_level > 0) out.push_back(found);
        }
    std::stable_sort(out.begin(), out.end(), [](const Dependence& x, const Dependence& y) {
        return std::abs(x.count.residual()) > std::abs(y.count.residual());
    });
    return out;
}

FoundInteractions DependenceTables::interactions() const {
    struct Candidate {
        double strength = 0;
        FoundInteractions cells;
    };
    std::vector<Candidate> candidates;
    for (const auto& p : pairs_) {
        Candidate candidate;
        for (unsigned l = 1; l <= model_.comparisons[p.left].levels.size(); l++)
            for (unsigned r = 1; r <= model_.comparisons[p.right].levels.size(); r++) {
                const JointCount& match = p.matches[l - 1][r - 1];
                const JointCount& stranger = p.strangers[l - 1][r - 1];
                const FoundInteraction cell{p.left, p.right, l, r, match.tells() ? match.bits(kMatchPrior) : 0,
                                            stranger.tells() ? stranger.bits(kStrangerPrior) : 0};
                const double bits = std::abs(cell.match - cell.stranger);
                if (bits < kSmallestBits) continue;
                candidate.strength = std::max(candidate.strength, bits);
                candidate.cells.push_back(cell);
            }
        if (candidate.strength >= kTellingBits) candidates.push_back(std::move(candidate));
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& x, const Candidate& y) { return x.strength > y.strength; });
    std::vector<std::size_t> tree(model_.comparisons.size());
    std::iota(tree.begin(), tree.end(), std::size_t{0});
    FoundInteractions out;
    for (const auto& candidate : candidates) {
        const std::size_t left = tree[candidate.cells[0].left], right = tree[candidate.cells[0].right];
        if (left == right) continue;
        std::replace(tree.begin(), tree.end(), right, left);
        out.insert(out.end(), candidate.cells.begin(), candidate.cells.end());
    }
    std::sort(out.begin(), out.end(), [](const FoundInteraction& x, const FoundInteraction& y) {
        return std::tie(x.left, x.right, x.left_level, x.right_level) < std::tie(y.left, y.right, y.left_level, y.right_level);
    });
    return out;
}

}  // namespace cdp::score
