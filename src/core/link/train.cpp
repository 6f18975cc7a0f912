// SPDX-License-Identifier: PostgreSQL
#include "core/link/train.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/link/scorer.hpp"
#include "core/link/term_frequency.hpp"

namespace cdp::link {

using score::Pattern;

namespace {

constexpr std::uint64_t kRandomPairs = 250'000;
constexpr double kPairsPerSession = 150'000;  // of one rule; more teach nothing new
constexpr std::uint64_t kSeed = 0x63647020;

using Counts = std::unordered_map<Pattern, std::uint64_t, score::PatternHash>;

score::PatternCounts collect(const std::vector<Counts>& by_worker, double scale) {
    Counts all;
    for (const auto& counts : by_worker)
        for (const auto& [pattern, n] : counts) all[pattern] += n;
    score::PatternCounts out;
    out.reserve(all.size());
    for (const auto& [pattern, n] : all) out.emplace_back(pattern, static_cast<double>(n) * scale);
    std::sort(out.begin(), out.end());
    return out;
}

// Random pairs, or all pairs where they are few. Counts levels, by comparison.
class RandomPairs {
public:
    RandomPairs(const Scorer& scorer, JobContext& context) : scorer_(scorer), n_(scorer.table().size()) {
        const std::uint64_t all = static_cast<std::uint64_t>(n_) * (n_ - 1) / 2;
        exhaustive_ = all <= kRandomPairs;
        wanted_ = exhaustive_ ? all : kRandomPairs;
        levels_.assign(context.threads(), Table(scorer.model().comparisons.size(), Row(16, 0)));
        scratch_.assign(context.threads(), Scorer::Scratch(scorer));
        context.progress().begin("random pairs", wanted_);
        if (exhaustive_)
            context.parallel_for(n_, 64, [&](std::size_t begin, std::size_t end, unsigned worker) {
                every(static_cast<Record>(begin), static_cast<Record>(end), worker);
                context.progress().done.fetch_add((end - begin) * n_ / 2, std::memory_order_relaxed);
            });
        else
            context.parallel_for(wanted_, 8192, [&](std::size_t begin, std::size_t end, unsigned worker) {
                some(begin, end, worker);
                context.progress().done.fetch_add(end - begin, std::memory_order_relaxed);
            });
    }

    // Writes shares and the pairs behind them for comparison `c`.
    void shares(std::size_t c, std::size_t levels, std::vector<double>& share, std::vector<double>& pairs) const {
        std::vector<std::uint64_t> sum(levels, 0);
        std::uint64_t total = 0;
        for (const auto& table : levels_)
            for (std::size_t l = 0; l < levels; l++) {
                sum[l] += table[c][l + 1];
                total += table[c][l + 1];
            }
        for (std::size_t l = 0; l < levels; l++) {
            share.push_back(total == 0 ? 1.0 / static_cast<double>(levels)
                                       : static_cast<double>(sum[l]) / static_cast<double>(total));
            pairs.push_back(static_cast<double>(total));
        }
    }

private:
    using Row = std::vector<std::uint64_t>;
    using Table = std::vector<Row>;

    void add(Record a, Record b, unsigned worker) {
        const Pattern p = scorer_.pattern(a, b, scratch_[worker]);
        for (std::size_t c = 0; c < levels_[worker].size(); c++) levels_[worker][c][p.level(c)]++;
    }

    void every(Record begin, Record end, unsigned worker) {
        for (Record a = begin; a < end; a++)
            for (Record b = a + 1; b < n_; b++) add(a, b, worker);
    }

    void some(std::uint64_t begin, std::uint64_t end, unsigned worker) {
        for (std::uint64_t i = begin; i < end; i++) {
            const auto a = static_cast<Record>(combine64(kSeed, 2 * i) % n_);
            const auto b = static_cast<Record>(combine64(kSeed, 2 * i + 1) % n_);
            if (a != b) add(std::min(a, b), std::max(a, b), worker);
        }
    }

    const Scorer& scorer_;
    std::size_t n_;
    bool exhaustive_ = false;
    std::uint64_t wanted_ = 0;
    std::vector<Table> levels_;  // by worker
    std::vector<Scorer::Scratch> scratch_;
};

// Exact agreement is known from the frequencies: no sample is as good.
void use_collisions(const score::Model& model, const Table& table, score::EstimateInput& input) {
    for (std::size_t c = 0; c < model.comparisons.size(); c++) {
        const auto& level = model.comparisons[c].levels[0];
        if (!level.condition.is_plain_exact()) continue;
        const Values& values = table.attributes[static_cast<std::size_t>(level.condition.tests[0].left)];
        const double exact = values.collision(), rest = 1 - input.random_share[c][0];
        for (std::size_t l = 1; l < input.random_share[c].size(); l++)
            input.random_share[c][l] *= rest > 0 ? (1 - exact) / rest : 0;
        input.random_share[c][0] = exact;
        input.random_pairs[c][0] = 0.5 * static_cast<double>(values.present()) * static_cast<double>(values.present());
    }
}

// True when the rule makes the comparison agree, wholly or in part.
bool forced(const score::Comparison& comparison, const score::BlockingRule& rule) {
    for (const auto& part : rule)
        if (std::find(comparison.attributes.begin(), comparison.attributes.end(), part.attribute) !=
            comparison.attributes.end())
            return true;
    return false;
}

void gather_sessions(const score::Model& model, const Scorer& scorer, Candidates& candidates, JobContext& context,
                     score::EstimateInput& input) {
    const std::size_t rules = model.blocking.size();
    const unsigned threads = context.threads();
    std::vector<std::vector<Counts>> session(rules, std::vector<Counts>(threads));
    std::vector<std::vector<Counts>> fresh(rules, std::vector<Counts>(threads));
    std::vector<Scorer::Scratch> scratch(threads, Scorer::Scratch(scorer));
    candidates.each("counting patterns", true, kPairsPerSession,
                    [&](std::size_t rule, std::span<const Pair> pairs, std::span<const unsigned char> seen, unsigned w) {
                        for (std::size_t i = 0; i < pairs.size(); i++) {
                            const Pattern p = scorer.pattern(pairs[i].a, pairs[i].b, scratch[w]);
                            session[rule][w][p]++;
                            if (seen[i] == 0) fresh[rule][w][p]++;
                        }
                    });
    std::unordered_map<Pattern, double, score::PatternHash> unique;
    for (std::size_t r = 0; r < rules; r++) {
        score::Session s;
        for (const auto& c : model.comparisons) s.masked.push_back(forced(c, model.blocking[r]));
        s.patterns = collect(session[r], 1);
        if (std::find(s.masked.begin(), s.masked.end(), false) != s.masked.end()) input.sessions.push_back(std::move(s));
        for (const auto& [pattern, n] : collect(fresh[r], 1 / candidates.statistics()[r].share)) unique[pattern] += n;
    }
    input.candidates.assign(unique.begin(), unique.end());
    std::sort(input.candidates.begin(), input.candidates.end());
}

void learn_frequencies(score::Model& model, const Table& table) {
    model.term_frequencies.clear();
    const double copies = model.prior * static_cast<double>(table.size());  // other records of the same person
    for (auto& comparison : model.comparisons)
        for (auto& level : comparison.levels) {
            if (!level.term_frequency) continue;
            for (const auto& test : level.condition.tests) {
                if (test.measure != score::Measure::kExact || test.left != test.right) continue;
                const Values& values = table.attributes[static_cast<std::size_t>(test.left)];
                const auto [it, fresh] = model.term_frequencies.try_emplace(values.attribute().name);
                if (fresh) it->second = term_frequencies(values, copies * level.m);
                if (level.condition.is_plain_exact() && !level.fixed && it->second.average > 0)
                    level.u = it->second.average;
                break;
            }
        }
}

}  // namespace

score::EstimateReport train(score::Model& model, const Table& table, std::size_t max_block, JobContext& context) {
    model.records = table.size();
    if (table.size() < 2) return {};
    context.progress().begin("preparing training", 0);
    const Scorer scorer(model, table, false);
    score::EstimateInput input;
    input.all_pairs = 0.5 * static_cast<double>(table.size()) * static_cast<double>(table.size() - 1);
    {
        const RandomPairs random(scorer, context);
        for (std::size_t c = 0; c < model.comparisons.size(); c++) {
            input.random_share.emplace_back();
            input.random_pairs.emplace_back();
            random.shares(c, model.comparisons[c].levels.size(), input.random_share[c], input.random_pairs[c]);
        }
    }
    use_collisions(model, table, input);
    Candidates candidates(table, model, model.blocking, max_block, context);
    gather_sessions(model, scorer, candidates, context, input);
    context.progress().begin("estimating probabilities", 0);
    const score::EstimateReport report = score::estimate(model, std::move(input), context.token());
    learn_frequencies(model, table);
    return report;
}

}  // namespace cdp::link
