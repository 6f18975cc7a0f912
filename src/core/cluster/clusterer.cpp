// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/clusterer.hpp"

#include <algorithm>

namespace cdp::cluster {

using link::Code;
using link::Link;
using link::Record;
using score::Bits;

namespace {

std::vector<Allowance> allowances(const Restrictions& restrictions) {
    std::vector<Allowance> out;
    for (const auto& limit : restrictions.limits) out.emplace_back(limit.distinct, limit.days);
    return out;
}

}  // namespace

Restrictions::Restrictions(const link::Scorer& scorer) : max_size(scorer.model().constraints.max_size) {
    const auto& constraints = scorer.model().constraints;
    for (const auto& source : constraints.duplicate_free)
        if (const Code code = scorer.table().raw->find_source(source); code != link::kMissing) sources.push_back(code);
    const auto values_of = [&](int attribute) { return &scorer.table().attributes[static_cast<std::size_t>(attribute)]; };
    for (const auto& limit : constraints.limits)
        limits.push_back({values_of(limit.attribute), limit.values, limit.days, limit.days == 0 ? nullptr : values_of(limit.seen)});
}

Clusterer::Clusterer(const ClusterInput& input, const Restrictions& restrictions)
    : conflicts(input.scorer.table().raw->memory()), profiles(conflicts.get_allocator()), input_(&input),
      restrictions_(&restrictions), threshold_(score::to_bits(input.threshold)), scratch_(input.scorer), agglomerator_(threshold_, input.scorer.model().linkage), rules_(allowances(restrictions), restrictions.max_size), profiler_(input.scorer, threshold_), component_{} {}

// Two records and nothing to heed but the weight of their link: as most components are.
bool Clusterer::is_plain_pair(const Component& component) const noexcept {
    return component.records.size() == 2 && component.links.size() == 1 && component.must.empty() &&
           component.cannot.empty() && !restrictions_->any() && !input_->describe;
}

std::size_t Clusterer::place(Record r) const noexcept {
    return static_cast<std::size_t>(std::lower_bound(component_.records.begin(), component_.records.end(), r) -
                                    component_.records.begin());
}

void Clusterer::fill_weights(const CancelToken& token) {
    constexpr Bits kUnknown = INT64_MIN;
    const std::size_t n = component_.records.size();
    weights_.assign(n * n, kUnknown);
    for (const Link& l : component_.links) {
        const std::size_t a = place(l.a), b = place(l.b);
        weights_[a * n + b] = weights_[b * n + a] = l.weight;
    }
    // Below this all weights are the same to the agglomeration.
    const Bits floor = input_->describe ? link::Scorer::kOutOfReach : Clip(threshold_).low;
    for (std::size_t a = 0; a < n; a++) {
        token.check();
        for (std::size_t b = a + 1; b < n; b++)
            if (weights_[a * n + b] == kUnknown)
                weights_[a * n + b] = weights_[b * n + a] =
                    input_->scorer.weight(component_.records[a], component_.records[b], floor, scratch_);
    }
}

// Null when no rule concerns the component.
JoinRules* Clusterer::fill_rules(const CancelToken& token) {
    if (!restrictions_->any() && component_.cannot.empty()) return nullptr;
    const auto n = static_cast<Item>(component_.records.size());
    rules_.begin(n);
    for (const auto& [a, b] : component_.cannot) rules_.keep_apart(static_cast<Item>(place(a)), static_cast<Item>(place(b)));
    const auto& sources = restrictions_->sources;
    const auto& limits = restrictions_->limits;
    for (Item i = 0; i < n; i++) {
        const Record r = component_.records[i];
        const auto source = std::find(sources.begin(), sources.end(), input_->scorer.table().raw->source_code(r));
        if (source != sources.end()) rules_.set_source(i, static_cast<std::uint32_t>(source - sources.begin()));
        for (std::size_t l = 0; l < limits.size(); l++)
            if (const Code code = limits[l].values->code(r); code != link::kMissing) rules_.add_value(i, l, code, day_of(limits[l].seen, r));
    }
    for (std::size_t l = 0; l < limits.size(); l++)
        if (limits[l].distinct == 1) find_ambiguous(l, n, token);
    return &rules_;
}

// Values that must-links bring together are of one owner: the least of them stands for all.
void Clusterer::find_owners(std::size_t limit, std::size_t n) {
    owner_.assign(n, link::kMissing);
    for (Item i = 0; i < n; i++)
        if (rules_.has_value(i, limit)) owner_[i] = rules_.own_values(i, limit)[0];
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [a, b] : must_) {
            if (owner_[a] == link::kMissing || owner_[b] == link::kMissing || owner_[a] == owner_[b]) continue;
            const Code from = std::max(owner_[a], owner_[b]), to = std::min(owner_[a], owner_[b]);
            std::replace(owner_.begin(), owner_.end(), from, to);
            changed = true;
        }
    }
}

// Pairs of owners whose values were seen together, each once, the lesser one first.
void Clusterer::find_together(std::size_t limit, std::size_t n, const CancelToken& token) {
    together_.clear();
    for (Item i = 0; i < n; i++) {
        token.check();
        if (owner_[i] == link::kMissing) continue;
        for (Item j = 0; j < i; j++)
            if (owner_[j] != link::kMissing && owner_[j] != owner_[i] && rules_.seen_together(i, j, limit))
                together_.push_back(std::minmax(Code{owner_[i]}, Code{owner_[j]}));
    }
    std::sort(together_.begin(), together_.end());
    together_.erase(std::unique(together_.begin(), together_.end()), together_.end());
}

// Whether two owners that are about as good as the best are two indeed: their values were seen together, if that counts.
bool Clusterer::is_doubtful(std::size_t limit) {
    const Bits close = score::to_bits(kCloseCall);
    Bits best = INT64_MIN;
    for (const auto& [code, weight] : owners_) best = std::max(best, weight);
    std::erase_if(owners_, [&](const auto& o) { return best - o.second >= close; });
    const bool always = restrictions_->limits[limit].days == 0;
    const auto are_two = [&](Code x, Code y) {
        return always || std::binary_search(together_.begin(), together_.end(), std::pair<Code, Code>(std::minmax(x, y)));
    };
    for (std::size_t x = 1; x < owners_.size(); x++)
        for (std::size_t y = 0; y < x; y++)
            if (are_two(owners_[x].first, owners_[y].first)) return true;
    return false;
}

// Of a unique identifier: records that have none, and match two of its owners about equally well.
void Clusterer::find_ambiguous(std::size_t limit, std::size_t n, const CancelToken& token) {
    find_owners(limit, n);
    if (restrictions_->limits[limit].days != 0) find_together(limit, n, token);
    for (Item i = 0; i < n; i++) {
        token.check();
        if (rules_.has_value(i, limit)) continue;
        owners_.clear();  // each with the greatest weight to a record that has it
        for (Item j = 0; j < n; j++) {
            if (j == i || !rules_.has_value(j, limit) || weights_[i * n + j] < threshold_) continue;
            const Code code = owner_[j];
            const auto known = std::find_if(owners_.begin(), owners_.end(), [&](const auto& o) { return o.first == code; });
            if (known == owners_.end())
                owners_.emplace_back(code, weights_[i * n + j]);
            else
                known->second = std::max(known->second, weights_[i * n + j]);
        }
        if (is_doubtful(limit)) rules_.set_ambiguous(i, limit);
    }
}

void Clusterer::keep_conflicts(std::span<const Item> roots) {
    const auto& records = component_.records;
    const auto refusals = agglomerator_.refusals();
    conflict_count += refusals.size();
    std::uint32_t step = 0;
    const std::size_t earlier = conflicts.size();
    for (const Refusal& r : refusals.first(std::min(refusals.size(), kConflictsPerRecord * records.size()))) {
        // Of what is one by must-links, several parts may meet the same clash.
        const Record left = records[r.clash.left], right = records[r.clash.right];
        if (std::any_of(conflicts.begin() + static_cast<std::ptrdiff_t>(earlier), conflicts.end(),
                        [&](const Conflict& c) { return std::minmax(c.left, c.right) == std::minmax(left, right); }))
            continue;
        conflicts.push_back({records[0], step++, records[roots[r.a]], records[roots[r.b]], r.linkage, r.clash.rule, r.clash.limit,
                             left, right});
    }
}

void Clusterer::describe(std::span<const Item> roots, bool is_cut, const CancelToken& token) {
    const std::size_t n = roots.size();
    for (Item root = 0; root < n; root++) {
        if (roots[root] != root) continue;
        items_.clear();
        members_.clear();
        for (Item i = root; i < n; i++)
            if (roots[i] == root) {
                items_.push_back(i);
                members_.push_back(component_.records[i]);
            }
        if (items_.size() < 2) continue;
        of_cluster_.clear();
        for (const Item a : items_)
            for (const Item b : items_) of_cluster_.push_back(weights_[a * n + b]);
        ClusterProfile profile = profiler_.describe(members_, of_cluster_, token);
        Bits last = ClusterProfile::kUnknown;
        for (const Join& j : agglomerator_.joins())
            if (roots[j.a] == root && (last == ClusterProfile::kUnknown || j.linkage < last)) last = j.linkage;
        if (last != ClusterProfile::kUnknown) profiler_.set_last_join(profile, last);
        if (is_cut) profile.suspicions |= kCut;
        profiles.push_back(profile);
    }
}

void Clusterer::run(const Component& component, bool is_cut, Vec<Record>& cluster, const CancelToken& token) {
    component_ = component;
    const auto& records = component.records;
    const std::size_t n = records.size();
    if (is_plain_pair(component)) {
        if (component.links[0].weight >= threshold_) cluster[records[1]] = records[0];
        return;
    }
    if (n > kMaxComponent) {  // must-links made it
        for (const Record r : records) cluster[r] = records[0];
        if (!input_->describe) return;
        profiles.push_back(profiler_.describe(records, component.links, token));
        if (is_cut) profiles.back().suspicions |= kCut;
        return;
    }
    fill_weights(token);
    must_.clear();
    for (const auto& [a, b] : component.must) must_.push_back({static_cast<Item>(place(a)), static_cast<Item>(place(b))});
    JoinRules* const rules = fill_rules(token);
    if (input_->describe) used_up_ = weights_;
    const auto roots = agglomerator_.run(input_->describe ? used_up_ : weights_, n, must_, rules, token);
    for (std::size_t i = 0; i < n; i++) cluster[records[i]] = records[roots[i]];
    keep_conflicts(roots);
    if (input_->describe) describe(roots, is_cut, token);
}

}  // namespace cdp::cluster
