// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/vicinity.hpp"

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace cdp::cluster {

using link::Link;
using link::Record;

namespace {
constexpr std::size_t kFirstBlock = std::size_t{32} * 1024;
}

Vicinity::Vicinity(const link::FrozenModel& frozen, std::span<const std::string> columns, std::size_t budget, CancelToken cancel)
    : frozen_(&frozen), model_(&frozen.model()), budget_(budget), counted_(budget_), memory_(kFirstBlock, &counted_), context_(1, cancel), raw_(&memory_), table_(raw_), decisions_(&memory_) {
    for (std::size_t i = 0; i < columns.size(); i++) {
        if (!model_->uses_column(columns[i])) continue;
        taken_.push_back(i);
        raw_.add_column(columns[i], "text");
    }
}

void Vicinity::add(std::string_view source, std::string_view key, Cells cells) {
    std::vector<std::optional<std::string_view>> taken;
    for (const std::size_t i : taken_) taken.push_back(cells[i]);
    raw_.add_row(source, key, taken);
    size_++;
}

void Vicinity::prepare() {
    raw_.finish(context_);
    table_.prepare(*model_, context_);
    decisions_.resolve(raw_, context_.token());
    place_.resize(size_);
    for (Record r = 0; r < size_; r++) place_[record(r)] = r;
}

std::vector<link::Key> Vicinity::keys(std::size_t record) {
    std::vector<link::Key> out;
    block_keys().of(place_[record], out);
    return out;
}

const link::BlockKeys& Vicinity::block_keys() {
    if (!keys_) keys_.emplace(table_, *frozen_, context_);
    return *keys_;
}

const link::Scorer& Vicinity::scorer() {
    if (!scorer_) scorer_.emplace(*frozen_, table_);
    return *scorer_;
}

Vicinity::Pair Vicinity::pair_of(const Link& l, link::Scorer::Scratch& scratch) {
    const score::Pattern pattern = scorer_->pattern(l.a, l.b, scratch);
    Pair out{record(l.a), record(l.b), score::from_bits(l.weight), {}};
    for (std::size_t c = 0; c < model_->comparisons.size(); c++) out.levels.push_back(static_cast<int>(pattern.level(c)));
    return out;
}

Vec<Link> Vicinity::weigh(std::span<const link::Pair> pairs, double floor, link::Scorer::Scratch& scratch) {
    const score::Bits least = score::to_bits(floor), certain = score::to_bits(link::kDeterministicWeight);
    const link::DeterministicRules deterministic(scorer(), context_);
    std::vector<score::Bits> weights(pairs.size());
    scorer_->weigh(pairs, least, scratch, weights);
    Vec<Link> out(&memory_);
    for (std::size_t i = 0; i < pairs.size(); i++) {
        const auto [a, b] = pairs[i];
        score::Bits weight = weights[i];
        if (deterministic.any() && deterministic.hold(a, b, scorer_->agreement(a, b)))
            weight = std::max(certain, scorer_->weight(a, b, link::Scorer::kOutOfReach, scratch));
        if (weight >= least) out.push_back({a, b, weight});
    }
    return out;
}

std::vector<Vicinity::Pair> Vicinity::links_of_first(double floor) {
    link::Scorer::Scratch scratch(scorer());
    scorer().expect(place_[0]);
    std::vector<link::Pair> pairs;
    for (std::size_t i = 1; i < size_; i++) pairs.push_back({std::min(place_[0], place_[i]), std::max(place_[0], place_[i])});
    std::vector<Pair> out;
    for (const Link& l : weigh(pairs, floor, scratch)) out.push_back(pair_of(l, scratch));
    return out;
}

std::vector<link::Pair> Vicinity::pairs_sharing_keys(std::span<const std::size_t> records) {
    std::vector<std::pair<link::Key, Record>> of_keys;
    std::vector<link::Key> keys;
    for (const std::size_t r : records) {
        block_keys().of(place_[r], keys);
        for (const link::Key key : keys) of_keys.emplace_back(key, place_[r]);
    }
    std::sort(of_keys.begin(), of_keys.end());
    std::vector<link::Pair> out;
    for (std::size_t i = 0; i < of_keys.size(); i++) {
        context_.token().check();
        for (std::size_t j = i + 1; j < of_keys.size() && of_keys[j].first == of_keys[i].first; j++) out.push_back({of_keys[i].second, of_keys[j].second});
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::string Vicinity::why(const Pair& pair) {
    std::vector<std::pair<double, std::size_t>> bits;
    for (std::size_t c = 0; c < pair.levels.size(); c++)
        if (pair.levels[c] > 0)
            bits.emplace_back(score::from_bits(scorer().level_weight(c, static_cast<unsigned>(pair.levels[c]), place_[pair.left], place_[pair.right]).match), c);
    std::sort(bits.begin(), bits.end(), [](const auto& x, const auto& y) { return x.first != y.first ? x.first > y.first : x.second < y.second; });
    std::string out;
    for (const auto& [weight, c] : bits) {
        char number[32];
        std::snprintf(number, sizeof number, " %+.1f", weight);
        out += (out.empty() ? "" : ", ") + model_->comparisons[c].name + number;
    }
    return out;
}

void Vicinity::find_clusters() {
    std::vector<std::size_t> all(size_);
    std::iota(all.begin(), all.end(), std::size_t{0});
    find_clusters(all);
}

void Vicinity::find_clusters(std::span<const std::size_t> records) {
    const auto& thresholds = model_->thresholds;
    const score::Bits component = score::to_bits(thresholds.component);
    link::Scorer::Scratch scratch(scorer());
    Vec<Link> links = weigh(pairs_sharing_keys(records), std::min(thresholds.component, thresholds.review), scratch);
    pairs_.clear();
    for (const Link& l : links) pairs_.push_back(pair_of(l, scratch));
    links.erase(std::remove_if(links.begin(), links.end(), [&](const Link& l) { return l.weight < component; }), links.end());
    const Clustering found = cluster_records({*scorer_, links, thresholds.cluster, &decisions_}, context_);
    cluster_.resize(size_);
    for (Record r = 0; r < size_; r++) cluster_[record(r)] = record(found.cluster[r]);
    refusals_.clear();
    for (const Conflict& c : found.conflicts)
        refusals_.push_back({record(c.left), record(c.right), score::from_bits(c.linkage), rule_name(c.rule),
                             std::string(rule_detail(c.rule, c.limit, raw_.source(c.left), *model_))});
}

}  // namespace cdp::cluster
