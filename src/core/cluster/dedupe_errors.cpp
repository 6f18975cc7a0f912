// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/dedupe_errors.hpp"

#include <algorithm>
#include <unordered_map>

#include "core/cluster/union_find.hpp"

namespace cdp::cluster {

using link::Record;
using link::Scorer;
using Reason = DedupeError::Reason;

namespace {

constexpr std::size_t kPollEvery = 4096;
constexpr Record kNoRecord = ~Record{0};

}  // namespace

std::string_view reason_text(Reason reason) noexcept {
    switch (reason) {
        case Reason::kNotRead: return "not in the query";
        case Reason::kNeverCompared: return "never compared";
        case Reason::kBelowThreshold: return "below threshold";
        case Reason::kCut: return "cut by clustering";
        case Reason::kLinked: return "linked";
        case Reason::kJoined: return "joined through others";
    }
    return {};
}

// Hands the clusters to the evaluation, lists the errors, and looks up the records behind them.
void DedupeErrors::predict(JobContext& context) {
    const char* const names[] = {"source", "id", "cluster_id"};
    const char* const types[] = {"text", "text", "bigint"};
    EvaluationInput& predicted = evaluation_->predicted();
    predicted.begin(3, names, types);
    const link::RawTable& raw = engine_->raw();
    for (Record r = 0; r < raw.size(); r++) {
        if (r % kPollEvery == 0) context.check();
        const std::string cluster = std::to_string(engine_->clusters()[r]);
        const std::optional<std::string_view> cells[] = {raw.source(r), raw.id(r), cluster};
        predicted.row(cells);
    }
    evaluation_->run_errors(context);
    Vec<Record> record_of(evaluation_->records() + 1, kNoRecord, evaluation_->memory());
    for (Record r = 0; r < raw.size(); r++) {
        if (r % kPollEvery == 0) context.check();
        record_of[evaluation_->find(raw.source(r), raw.id(r))] = r;
    }
    list(record_of);
}

void DedupeErrors::list(const Vec<Record>& record_of) {
    for (const EvaluationError& e : evaluation_->errors()) {
        errors_.push_back({e.false_positive, Reason::kNotRead, e.left, e.right, {}, {}, {}});
        const Record a = record_of[e.left], b = record_of[e.right];
        const bool read = a != kNoRecord && b != kNoRecord;
        records_.emplace_back(read ? std::min(a, b) : 0, read ? std::max(a, b) : 0);
    }
}

void DedupeErrors::find_rules(JobContext& context) {
    std::pmr::unordered_map<std::uint64_t, std::size_t> wanted(evaluation_->memory());
    const auto key = [](Record a, Record b) { return std::uint64_t{a} << 32 | b; };
    for (std::size_t i = 0; i < records_.size(); i++)
        if (const auto [a, b] = records_[i]; a != b) wanted.emplace(key(a, b), i);
    engine_->each_candidate("looking for rules", context, [&](std::size_t rule, std::span<const link::Pair> pairs, std::span<const unsigned char>, unsigned) {
        for (const link::Pair& p : pairs)
            // why: a pair comes once in all, so no two threads write to one error.
            if (const auto it = wanted.find(key(p.a, p.b)); it != wanted.end()) errors_[it->second].rule = rule;
    });
}

void DedupeErrors::find_reasons(JobContext& context) {
    UnionFind components(engine_->raw().size(), evaluation_->memory());
    for (const link::Link& l : engine_->links()) components.unite(l.a, l.b);
    const double threshold = engine_->model().thresholds.component;
    const link::DeterministicRules deterministic(engine_->scorer(), context);
    std::vector<Scorer::Scratch> scratch(context.threads(), Scorer::Scratch(engine_->scorer()));
    Vec<char> connected(records_.size(), 0, evaluation_->memory());
    for (std::size_t i = 0; i < records_.size(); i++)
        connected[i] = components.find(records_[i].first) == components.find(records_[i].second) ? 1 : 0;
    context.progress().begin("looking for reasons", errors_.size());
    context.parallel_for(errors_.size(), kPollEvery, [&](std::size_t begin, std::size_t end, unsigned worker) {
        context.check();
        for (std::size_t i = begin; i < end; i++) {
            const auto [a, b] = records_[i];
            if (a == b) continue;
            DedupeError& e = errors_[i];
            double weight = score::from_bits(engine_->scorer().weight(a, b, Scorer::kOutOfReach, scratch[worker]));
            if (deterministic.hold(a, b, engine_->scorer().agreement(a, b)))
                weight = std::max(weight, link::kDeterministicWeight);
            e.weight = weight;
            if (e.false_positive) {
                e.reason = e.rule && weight >= threshold ? Reason::kLinked : Reason::kJoined;
                continue;
            }
            e.reason = connected[i] != 0 ? Reason::kCut : e.rule ? Reason::kBelowThreshold : Reason::kNeverCompared;
            if (weight < threshold) e.short_by = threshold - weight;
        }
        context.progress().done.fetch_add(end - begin, std::memory_order_relaxed);
    });
}

void DedupeErrors::run(JobContext& context) {
    predict(context);
    find_rules(context);
    find_reasons(context);
}

}  // namespace cdp::cluster
