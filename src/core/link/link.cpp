// SPDX-License-Identifier: PostgreSQL
#include "core/link/link.hpp"

#include <algorithm>
#include <atomic>

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

namespace {

constexpr std::size_t kPairsPerTurn = 4096;
constexpr std::size_t kRecordsPerTurn = 2048;

// The links among pairs that threads bring.
class LinkFinder {
public:
    LinkFinder(const Scorer& scorer, double floor, JobContext& context)
        : scorer_(&scorer), context_(&context), least_(score::to_bits(floor)), deterministic_(scorer, context),
          scratch_(context.threads(), Scorer::Scratch(scorer)), weights_(context.threads()) {
        for (unsigned i = 0; i < context.threads(); i++) found_.emplace_back(scorer.table().raw->memory());
    }

    void take(std::span<const Pair> pairs, unsigned worker) {
        weights_[worker].resize(pairs.size());
        scorer_->weigh(pairs, least_, scratch_[worker], weights_[worker]);
        for (std::size_t i = 0; i < pairs.size(); i++) {
            const auto [a, b] = pairs[i];
            score::Bits w = weights_[worker][i];
            if (deterministic_.any() && deterministic_.hold(a, b, scorer_->agreement(a, b)))
                w = std::max(score::to_bits(kDeterministicWeight), scorer_->weight(a, b, Scorer::kOutOfReach, scratch_[worker]));
            if (w >= least_) found_[worker].push_back({a, b, w});
        }
    }

    // In order of (a, b).
    Vec<Link> finish() {
        std::pmr::memory_resource* const memory = scorer_->table().raw->memory();
        Vec<Link> links(memory);
        for (auto& part : found_) {
            links.insert(links.end(), part.begin(), part.end());
            Vec<Link>(memory).swap(part);
        }
        context_->progress().begin("ordering links", 0);
        parallel_sort(links, *context_);
        return links;
    }

private:
    const Scorer* scorer_;
    JobContext* context_;
    score::Bits least_;
    DeterministicRules deterministic_;
    std::vector<Vec<Link>> found_;  // by thread
    std::vector<Scorer::Scratch> scratch_;
    std::vector<std::vector<score::Bits>> weights_;
};

}  // namespace

Vec<Link> score_pairs(const Scorer& scorer, double floor, JobContext& context,
                      std::vector<RuleStatistics>* statistics, FoundBlocks* known) {
    LinkFinder finder(scorer, floor, context);
    Candidates candidates(scorer.table(), scorer.model(), scorer.model().all_rules(), kMaxBlock, context,
                          scorer.model().neighbourhoods, known);
    candidates.each("comparing pairs", false, 1e18,
                    [&](std::size_t, std::span<const Pair> pairs, std::span<const unsigned char>, unsigned worker) { finder.take(pairs, worker); });
    if (statistics != nullptr) *statistics = candidates.statistics();
    return finder.finish();
}

Vec<Link> score_changed(const Scorer& scorer, const ChangedKeys& keys, std::span<const Record> records, double floor, JobContext& context,
                       std::uint64_t& compared) {
    LinkFinder finder(scorer, floor, context);
    std::atomic<std::uint64_t> all{0};
    context.progress().begin("comparing pairs", keys.size());
    context.parallel_for(keys.size(), kRecordsPerTurn, [&](std::size_t begin, std::size_t end, unsigned worker) {
        std::vector<Pair> pairs;
        std::vector<Record> partners;
        const auto flush = [&] {
            context.check();
            finder.take(pairs, worker);
            all.fetch_add(pairs.size(), std::memory_order_relaxed);
            pairs.clear();
        };
        for (std::size_t place = begin; place < end; place++) {
            keys.partners(static_cast<Record>(place), partners);
            for (const Record partner : partners) {
                const Record a = records[place], b = records[partner];
                pairs.push_back({std::min(a, b), std::max(a, b)});
                if (pairs.size() == kPairsPerTurn) flush();
            }
        }
        flush();
        context.progress().done.fetch_add(end - begin, std::memory_order_relaxed);
    });
    compared = all.load();
    return finder.finish();
}

}  // namespace cdp::link
