// SPDX-License-Identifier: PostgreSQL
#include "core/link/link.hpp"

#include <algorithm>

#include "core/score/defaults.hpp"

namespace cdp::link {

namespace {

std::vector<score::BlockingRule> all_rules(const score::Model& model) {
    auto rules = model.blocking;
    rules.insert(rules.end(), model.deterministic.begin(), model.deterministic.end());
    return rules;
}

}  // namespace

DeterministicRules::DeterministicRules(const Scorer& scorer, JobContext& context)
    : keys_(scorer.table(), scorer.model().deterministic, context) {}

bool DeterministicRules::hold(Record a, Record b) const {
    for (std::size_t r = 0; r < keys_.rules(); r++) {
        const Key x = keys_.of(r, a);
        if (x == 0 || x != keys_.of(r, b)) continue;
        if (!keys_.explodes(r) || share_a_key(r, a, b)) return true;
    }
    return false;
}

bool DeterministicRules::share_a_key(std::size_t rule, Record a, Record b) const {
    bool found = false;
    keys_.each(rule, a, [&](Key x) { keys_.each(rule, b, [&](Key y) { found = found || x == y; }); });
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
                      std::vector<RuleStatistics>* statistics) {
    const Table& table = scorer.table();
    const score::Bits least = score::to_bits(floor), certain = score::to_bits(kDeterministicWeight);
    const DeterministicRules deterministic(scorer, context);
    Candidates candidates(table, scorer.model(), all_rules(scorer.model()), kMaxBlock, context,
                          scorer.model().neighbourhoods);
    std::vector<Vec<Link>> found;
    for (unsigned i = 0; i < context.threads(); i++) found.emplace_back(table.raw->memory());
    std::vector<Scorer::Scratch> scratch(context.threads(), Scorer::Scratch(scorer));
    candidates.each("comparing pairs", false, 1e18,
                    [&](std::size_t, std::span<const Pair> pairs, std::span<const unsigned char>, unsigned worker) {
                        for (const Pair& p : pairs) {
                            score::Bits w;
                            if (deterministic.hold(p.a, p.b))
                                w = std::max(certain, scorer.weight(p.a, p.b, Scorer::kOutOfReach, scratch[worker]));
                            else
                                w = scorer.weight(p.a, p.b, least, scratch[worker]);
                            if (w >= least) found[worker].push_back({p.a, p.b, w});
                        }
                    });
    Vec<Link> links(table.raw->memory());
    for (auto& part : found) {
        links.insert(links.end(), part.begin(), part.end());
        Vec<Link>(table.raw->memory()).swap(part);
    }
    context.progress().begin("ordering links", 0);
    context.check();
    std::sort(links.begin(), links.end());
    if (statistics != nullptr) *statistics = candidates.statistics();
    return links;
}

}  // namespace cdp::link
