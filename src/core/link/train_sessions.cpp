// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_sessions.hpp"

#include <algorithm>

#include "core/link/train_patterns.hpp"

namespace cdp::link {

namespace {

constexpr double kPairsPerSession = 150'000;  // of one rule; more teach nothing new
constexpr double kPairsOfAll = 3'000'000;     // what all rules may keep in memory
constexpr std::size_t kLabelledMatches = 200'000;
constexpr std::size_t kPairsPerTurn = 4096;

// By what is known of the pairs.
struct Counters {
    Counters(unsigned threads, std::pmr::memory_resource* memory)
        : unknown(threads, memory), matches(threads, memory), others(threads, memory) {}
    PatternCounter& of(std::optional<bool> verdict) noexcept {
        return !verdict ? unknown : *verdict ? matches : others;
    }
    template <class Collect>
    score::SessionPatterns collect(const Collect& from) const {
        return {from(unknown), from(matches), from(others)};
    }
    PatternCounter unknown, matches, others;
};

// True when the rule makes the comparison agree, wholly or in part: by an attribute of it, or by another one of a column
// of it, such as the first letters of a name.
bool forced(const score::Model& model, const score::Comparison& comparison, const score::BlockingRule& rule) {
    return std::any_of(rule.begin(), rule.end(), [&](const score::KeyPart& part) {
        return std::any_of(comparison.attributes.begin(), comparison.attributes.end(),
                           [&](int a) { return model.share_column(part.attribute, a); });
    });
}

void merge(const score::PatternCounts& from, score::PatternCounts& into) {
    const auto middle = static_cast<std::ptrdiff_t>(into.size());
    into.insert(into.end(), from.begin(), from.end());
    std::inplace_merge(into.begin(), into.begin() + middle, into.end(),
                       [](const auto& x, const auto& y) { return x.first < y.first; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < into.size(); i++)
        if (kept > 0 && into[kept - 1].first == into[i].first)
            into[kept - 1].second += into[i].second;
        else
            into[kept++] = into[i];
    into.resize(kept);
}

score::PatternCounts patterns_of(const Scorer& scorer, const Vec<Pair>& pairs, JobContext& context) {
    PatternCounter counter(context.threads(), scorer.table().raw->memory());
    PairGrader grader(scorer, context.threads());
    context.parallel_for(pairs.size(), kPairsPerTurn, [&](std::size_t begin, std::size_t end, unsigned worker) {
        context.check();
        for (const auto& pattern : grader.grade(std::span(pairs).subspan(begin, end - begin), worker))
            counter.add(pattern, worker);
    });
    return counter.collect();
}

void gather_labels(const Scorer& scorer, const Labels& labels, JobContext& context, score::EstimateInput& input) {
    const auto& comparisons = scorer.model().comparisons;
    for (const auto& c : comparisons) input.labelled.emplace_back(c.levels.size(), 0.0);
    for (const auto& [pattern, count] : patterns_of(scorer, labels.matches(kLabelledMatches, context.token()), context))
        for (std::size_t c = 0; c < comparisons.size(); c++)
            if (pattern.level(c) > 0) input.labelled[c][pattern.level(c) - 1] += count;
    score::Session apart{"labels", 1, std::vector<bool>(comparisons.size(), false), {}};
    apart.patterns.others = patterns_of(scorer, labels.others(), context);
    if (!apart.patterns.others.empty()) input.sessions.push_back(std::move(apart));
}

}  // namespace

void gather_sessions(const Scorer& scorer, Candidates& candidates, const Labels* labels, JobContext& context,
                     score::EstimateInput& input) {
    const score::Model& model = scorer.model();
    const std::size_t rules = model.blocking.size();
    std::vector<Counters> counters;
    for (std::size_t r = 0; r < rules; r++) counters.emplace_back(context.threads(), scorer.table().raw->memory());
    PairGrader grader(scorer, context.threads());
    const double most_pairs = std::min(kPairsPerSession, kPairsOfAll / static_cast<double>(std::max<std::size_t>(rules, 1)));
    candidates.each("counting patterns", true, most_pairs,
                    [&](std::size_t rule, std::span<const Pair> pairs, std::span<const unsigned char> seen, unsigned w) {
                        const auto patterns = grader.grade(pairs, w);
                        for (std::size_t i = 0; i < pairs.size(); i++) {
                            const auto verdict = labels == nullptr ? std::nullopt : labels->verdict(pairs[i].a, pairs[i].b);
                            counters[rule].of(verdict).add(patterns[i], w, seen[i] == 0);
                        }
                    });
    for (std::size_t r = 0; r < rules; r++) {
        const double share = candidates.statistics()[r].share;
        score::Session s{score::print_rule(model.blocking[r], model), share, {}, {}};
        for (const auto& c : model.comparisons) s.masked.push_back(forced(model, c, model.blocking[r]));
        const auto fresh = counters[r].collect([&](const PatternCounter& c) { return c.collect_fresh(1 / share); });
        merge(fresh.unknown, input.candidates.unknown);
        merge(fresh.matches, input.candidates.matches);
        merge(fresh.others, input.candidates.others);
        if (std::find(s.masked.begin(), s.masked.end(), false) == s.masked.end()) continue;
        s.patterns = counters[r].collect([](const PatternCounter& c) { return c.collect(); });
        input.sessions.push_back(std::move(s));
    }
    if (labels != nullptr) gather_labels(scorer, *labels, context, input);
}

}  // namespace cdp::link
