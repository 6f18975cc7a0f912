// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_random.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/link/candidates.hpp"
#include "core/link/train_patterns.hpp"

namespace cdp::link {

namespace {

constexpr std::uint64_t kSeed = 0x63647020;
constexpr std::size_t kRecordsPerTurn = 16;
constexpr std::size_t kGroup = 64;         // records that are drawn together: all their pairs count, from a warm cache
constexpr std::size_t kGroupsPerTurn = 4;
constexpr std::uint64_t kMostGroups = 16'384;  // where most pairs are of one source and do not count

using Levels = std::array<std::uint64_t, score::kCellsPerComparison>;  // pairs by level - 1

class RandomPairs {
public:
    RandomPairs(const Scorer& scorer, JobContext& context)
        : scorer_(scorer), context_(context), between_sources_(scorer.model().link_type == score::LinkType::kLink),
          n_(scorer.model().comparisons.size()), levels_(n_, Levels{}), grader_(scorer, context.threads()) {}

    // `wanted` are the levels, by comparison, that are to be seen often enough. `allowed` is the share of pairs that the
    // link type allows.
    void draw(const std::vector<std::vector<bool>>& wanted, double allowed) {
        PatternCounter counter(context_.threads(), scorer_.table().raw->memory());
        const bool few = pairs_in(scorer_.table().size()) <= kMostRandomPairs;
        const auto groups = [&](std::uint64_t pairs) {
            const double wanted_groups = static_cast<double>(pairs) / (static_cast<double>(pairs_in(kGroup)) * allowed);
            return static_cast<std::uint64_t>(std::min(std::ceil(wanted_groups), static_cast<double>(kMostGroups)));
        };
        const auto add = [&](std::span<const Pair> pairs, unsigned worker) {
            for (const auto& pattern : grader_.grade(pairs, worker)) counter.add(pattern, worker);
        };
        few ? every(add) : each(0, groups(kFirstRandomPairs), add);
        patterns_ = counter.collect();
        for (const auto& [pattern, count] : patterns_)
            for (std::size_t c = 0; c < n_; c++)
                if (pattern.level(c) > 0) levels_[c][pattern.level(c) - 1] += static_cast<std::uint64_t>(count);
        for (std::uint64_t drawn = kFirstRandomPairs; !few && drawn < kMostRandomPairs; drawn *= 2) {
            std::vector<std::size_t> open;
            for (std::size_t c = 0; c < n_; c++)
                if (needs_more(wanted[c], levels_[c], drawn)) open.push_back(c);
            if (open.empty()) return;
            draw_more(open, groups(drawn), groups(std::min(2 * drawn, kMostRandomPairs)));
        }
    }

    const Levels& levels(std::size_t comparison) const noexcept { return levels_[comparison]; }
    score::PatternCounts& patterns() noexcept { return patterns_; }

private:
    template <class Body>
    void every(const Body& body) {
        const auto n = static_cast<Record>(scorer_.table().size());
        context_.parallel_for(n, kRecordsPerTurn, [&](std::size_t begin, std::size_t end, unsigned worker) {
            context_.check();
            std::vector<Pair> pairs;
            for (auto a = static_cast<Record>(begin); a < end; a++)
                for (Record b = a + 1; b < n; b++)
                    if (allowed(a, b)) pairs.push_back({a, b});
            body(std::span<const Pair>(pairs), worker);
        });
    }

    // The pairs of groups [begin, end) of a sequence that is the same for ever, those of a group at once.
    template <class Body>
    void each(std::uint64_t begin, std::uint64_t end, const Body& body) {
        context_.parallel_for(end - begin, kGroupsPerTurn, [&](std::size_t first, std::size_t last, unsigned worker) {
            std::array<Record, kGroup> group;
            std::vector<Pair> pairs;
            for (std::uint64_t g = begin + first; g < begin + last; g++) {
                context_.check();
                for (std::size_t i = 0; i < kGroup; i++)
                    group[i] = static_cast<Record>(combine64(kSeed, g * kGroup + i) % scorer_.table().size());
                std::sort(group.begin(), group.end());
                pairs.clear();
                for (std::size_t i = 0; i < kGroup; i++)
                    for (std::size_t k = i + 1; k < kGroup; k++)
                        if (group[i] != group[k] && allowed(group[i], group[k])) pairs.push_back({group[i], group[k]});
                body(std::span<const Pair>(pairs), worker);
            }
            context_.progress().done.fetch_add((last - first) * pairs_in(kGroup), std::memory_order_relaxed);
        });
    }

    bool allowed(Record a, Record b) const noexcept {
        const RawTable& raw = *scorer_.table().raw;
        return !between_sources_ || raw.source_code(a) != raw.source_code(b);
    }

    // Whether a wanted level was seen too seldom, yet often enough to reach the mark before the limit.
    static bool needs_more(const std::vector<bool>& wanted, const Levels& levels, std::uint64_t drawn) {
        for (std::size_t l = 0; l < wanted.size(); l++)
            if (wanted[l] && levels[l] < kEnoughPairs && levels[l] * kMostRandomPairs >= kEnoughPairs * drawn) return true;
        return false;
    }

    void draw_more(const std::vector<std::size_t>& comparisons, std::uint64_t from, std::uint64_t to) {
        std::vector<std::vector<Levels>> by_worker(context_.threads(), std::vector<Levels>(n_, Levels{}));
        each(from, to, [&](std::span<const Pair> pairs, unsigned worker) {
            for (const auto& [a, b] : pairs)
                for (const std::size_t c : comparisons)
                    if (const unsigned l = scorer_.level(c, a, b, grader_.scratch(worker)); l > 0) by_worker[worker][c][l - 1]++;
        });
        for (const auto& table : by_worker)
            for (const std::size_t c : comparisons)
                for (std::size_t l = 0; l < table[c].size(); l++) levels_[c][l] += table[c][l];
    }

    const Scorer& scorer_;
    JobContext& context_;
    bool between_sources_;
    std::size_t n_;  // comparisons
    std::vector<Levels> levels_;
    score::PatternCounts patterns_;  // of the first round
    PairGrader grader_;
};

// Shares of the levels among pairs that have the comparison: those counted exactly, then the sampled ones, which share
// the rest as they share the sample.
void combine(const ExactLevels& exact, const Levels& sampled, std::size_t levels, std::vector<double>& share,
             std::vector<double>& pairs) {
    double rest = 1, seen = 0, drawn = 0;
    for (std::size_t l = 0; l < levels; l++) {
        drawn += static_cast<double>(sampled[l]);
        if (l >= exact.pairs.size()) seen += static_cast<double>(sampled[l]);
    }
    for (std::size_t l = 0; l < levels; l++) {
        if (l < exact.pairs.size() && exact.present > 0) {
            share.push_back(exact.pairs[l] / exact.present);
            pairs.push_back(exact.present);
            rest -= share.back();
        } else {
            share.push_back(seen > 0 ? rest * static_cast<double>(sampled[l]) / seen : rest / static_cast<double>(levels));
            pairs.push_back(drawn);
        }
    }
}

}  // namespace

double all_pairs(const Table& table, score::LinkType type) {
    const auto pairs = [](double n) { return 0.5 * n * (n - 1); };
    double out = pairs(static_cast<double>(table.size()));
    if (type != score::LinkType::kLink) return out;
    // Records are in order of their source.
    for (std::size_t begin = 0, end; begin < table.size(); begin = end) {
        const Code source = table.raw->source_code(static_cast<Record>(begin));
        for (end = begin + 1; end < table.size() && table.raw->source_code(static_cast<Record>(end)) == source;) end++;
        out -= pairs(static_cast<double>(end - begin));
    }
    return out;
}

void gather_random_pairs(const Scorer& scorer, JobContext& context, score::EstimateInput& input) {
    const score::Model& model = scorer.model();
    input.all_pairs = all_pairs(scorer.table(), model.link_type);
    std::vector<ExactLevels> exact;
    std::vector<std::vector<bool>> wanted;
    context.progress().begin("counting values", 0);
    for (const auto& comparison : model.comparisons) {
        exact.push_back(count_exact_levels(comparison, scorer.table(), model.link_type, context));
        wanted.emplace_back();
        for (std::size_t l = 0; l < comparison.levels.size(); l++)
            wanted.back().push_back(l >= exact.back().pairs.size() && !comparison.levels[l].keeps_u());
    }
    context.progress().begin("random pairs", 0);
    RandomPairs random(scorer, context);
    if (input.all_pairs > 0) random.draw(wanted, input.all_pairs / static_cast<double>(pairs_in(scorer.table().size())));
    for (std::size_t c = 0; c < model.comparisons.size(); c++) {
        input.random_share.emplace_back();
        input.random_pairs.emplace_back();
        combine(exact[c], random.levels(c), model.comparisons[c].levels.size(), input.random_share[c], input.random_pairs[c]);
    }
    input.random_patterns = std::move(random.patterns());
}

}  // namespace cdp::link
