// SPDX-License-Identifier: PostgreSQL
#include "core/link/link.hpp"

#include <algorithm>

#include "core/base/parallel_sort.hpp"
#include "core/score/defaults.hpp"

namespace cdp::link {

DeterministicRules::DeterministicRules(const Scorer& scorer, JobContext& context)
    : keys_(scorer.table(), scorer.model().deterministic, context, nullptr, scorer.model().frozen) {
    for (const auto& rule : scorer.model().deterministic) {
        Test test;
        for (const auto& part : rule) {
            const bool whole = part.form == score::KeyForm::kWhole &&
                               !scorer.table().attributes[static_cast<std::size_t>(part.attribute)].is_list();
            (whole ? test.equal : test.present) |= std::uint64_t{1} << scorer.place(part.attribute);
            test.enough = test.enough && whole;
        }
        tests_.push_back(test);
    }
}

bool DeterministicRules::share_a_key(std::size_t rule, Record a, Record b) const {
    const Key base = keys_.of(rule, a);
    if (base == 0 || base != keys_.of(rule, b)) return false;
    bool found = !keys_.explodes(rule);
    if (!found) keys_.each(rule, a, [&](Key x) { keys_.each(rule, b, [&](Key y) { found = found || x == y; }); });
    return found;
}

score::Model suggest_model(const RawTable& raw, Table& table, const std::map<std::string, text::Kind>& given,
                           JobContext& context) {
    score::Model model;
    context.progress().begin("looking at columns", 0);
    model.attributes = suggest_attributes(raw, given);
    score::use_default_comparisons(model);
    table.prepare(model, context);
    model.blocking = suggest_blocking(model, table, context);
    return model;
}

Vec<Link> score_pairs(const Scorer& scorer, double floor, JobContext& context,
                      std::vector<RuleStatistics>* statistics, FoundBlocks* known) {
    const Table& table = scorer.table();
    const score::Bits least = score::to_bits(floor), certain = score::to_bits(kDeterministicWeight);
    const DeterministicRules deterministic(scorer, context);
    Candidates candidates(table, scorer.model(), scorer.model().all_rules(), kMaxBlock, context,
                          scorer.model().neighbourhoods, known);
    std::vector<Vec<Link>> found;
    for (unsigned i = 0; i < context.threads(); i++) found.emplace_back(table.raw->memory());
    std::vector<Scorer::Scratch> scratch(context.threads(), Scorer::Scratch(scorer));
    std::vector<std::vector<score::Bits>> weights(context.threads());
    candidates.each("comparing pairs", false, 1e18,
                    [&](std::size_t, std::span<const Pair> pairs, std::span<const unsigned char>, unsigned worker) {
                        weights[worker].resize(pairs.size());
                        scorer.weigh(pairs, least, scratch[worker], weights[worker]);
                        for (std::size_t i = 0; i < pairs.size(); i++) {
                            const auto [a, b] = pairs[i];
                            score::Bits w = weights[worker][i];
                            if (deterministic.any() && deterministic.hold(a, b, scorer.agreement(a, b)))
                                w = std::max(certain, scorer.weight(a, b, Scorer::kOutOfReach, scratch[worker]));
                            if (w >= least) found[worker].push_back({a, b, w});
                        }
                    });
    Vec<Link> links(table.raw->memory());
    for (auto& part : found) {
        links.insert(links.end(), part.begin(), part.end());
        Vec<Link>(table.raw->memory()).swap(part);
    }
    context.progress().begin("ordering links", 0);
    parallel_sort(links, context);
    if (statistics != nullptr) *statistics = candidates.statistics();
    return links;
}

}  // namespace cdp::link
