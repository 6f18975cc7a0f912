// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/profile.hpp"

#include <algorithm>
#include <tuple>

#include "core/cluster/agglomerate.hpp"
#include "core/text/timestamp.hpp"

namespace cdp::cluster {

using link::Code;
using link::Link;
using link::Record;
using score::Bits;

std::int32_t day_of(const link::Values* seen, Record r) noexcept {
    const Code code = seen == nullptr ? link::kMissing : seen->code(r);
    return code == link::kMissing ? Sighting::kAnyDay : static_cast<std::int32_t>(text::days_of(seen->value(code).date));
}

Profiler::Profiler(const link::Scorer& scorer, Bits threshold)
    : scorer_(&scorer), threshold_(threshold), graph_(scorer.table().raw->memory()), edges_(scorer.table().raw->memory()),
      codes_(scorer.table().raw->memory()) {
    const auto& model = scorer.model();
    for (std::size_t a = 0; a < model.attributes.size(); a++) {
        const int attribute = static_cast<int>(a);
        const auto& limits = model.constraints.limits;
        const auto limit = std::find_if(limits.begin(), limits.end(), [&](const auto& l) { return l.attribute == attribute; });
        if (limit != limits.end())
            limited_.push_back({attribute, limit->values, limit->days, limit->seen});
        else if (model.attributes[a].kind == text::Kind::kIdentifier)
            limited_.push_back({attribute, 1});
    }
    for (const auto& source : model.constraints.duplicate_free)
        if (const Code code = scorer.table().raw->find_source(source); code != link::kMissing) duplicate_free_.push_back(code);
}

ClusterProfile Profiler::begin(std::span<const Record> records) {
    ClusterProfile profile;
    profile.cluster = records.front();
    profile.size = static_cast<std::uint32_t>(records.size());
    const auto max_size = scorer_->model().constraints.max_size;
    if (max_size != 0 && records.size() > max_size) profile.suspicions |= kOversized;
    suspect_values(profile, records);
    edges_.clear();
    return profile;
}

bool Profiler::has_too_many(const Limited& limited, std::span<const Record> records) {
    const auto values_of = [&](int attribute) { return &scorer_->table().attributes[static_cast<std::size_t>(attribute)]; };
    const link::Values& values = *values_of(limited.attribute);
    const link::Values* const seen = limited.days == 0 ? nullptr : values_of(limited.seen);
    sightings_.clear();
    for (const Record r : records)
        if (const Code code = values.code(r); code != link::kMissing) sightings_.push_back({day_of(seen, r), code});
    std::sort(sightings_.begin(), sightings_.end());
    return fullest_window(sightings_, std::max(limited.days, 1u)).codes > limited.values;
}

void Profiler::suspect_values(ClusterProfile& profile, std::span<const Record> records) {
    for (const Limited& l : limited_) {
        if (!has_too_many(l, records)) continue;
        profile.suspicions |= kIdentifiers;
        if (profile.identifier < 0) profile.identifier = l.attribute;
    }
    codes_.clear();
    for (const Record r : records)
        if (const Code source = scorer_->table().raw->source_code(r);
            std::find(duplicate_free_.begin(), duplicate_free_.end(), source) != duplicate_free_.end())
            codes_.push_back(source);
    std::sort(codes_.begin(), codes_.end());
    if (std::adjacent_find(codes_.begin(), codes_.end()) != codes_.end()) profile.suspicions |= kDuplicates;
}

// The edges are in place; left and right hold the weakest link.
void Profiler::find_bridges(ClusterProfile& profile, std::span<const Record> records, const CancelToken& token) {
    profile.links = edges_.size();
    graph_.analyse(records.size(), edges_, token);
    profile.bridges = static_cast<std::uint32_t>(graph_.bridges().size());
    profile.articulation_points = static_cast<std::uint32_t>(graph_.articulation_points().size());
    const auto by_side = [](const Graph::Bridge& x, const Graph::Bridge& y) {
        return std::tuple(y.small_side, x.a, x.b) < std::tuple(x.small_side, y.a, y.b);
    };
    const auto widest = std::min_element(graph_.bridges().begin(), graph_.bridges().end(), by_side);
    if (widest == graph_.bridges().end() || widest->small_side < 2) return;
    profile.suspicions |= kBridge;
    profile.left = records[widest->a];
    profile.right = records[widest->b];
}

// The weakest edge of the strongest spanning tree (Prim 1957).
void Profiler::find_weakest(ClusterProfile& profile, std::span<const Record> records, std::span<const Bits> weights) {
    const std::size_t n = records.size();
    constexpr std::uint32_t kIn = ~std::uint32_t{0};
    best_.assign(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(n));  // to the first record
    partner_.assign(n, 0);
    partner_[0] = kIn;
    Bits weakest = std::numeric_limits<Bits>::max();
    for (std::size_t step = 1; step < n; step++) {
        std::size_t next = 0;
        for (std::size_t i = 1; i < n; i++)
            if (partner_[i] != kIn && (next == 0 || best_[i] > best_[next])) next = i;
        if (best_[next] < weakest) {
            weakest = best_[next];
            const std::size_t other = partner_[next];
            profile.left = records[std::min(next, other)];
            profile.right = records[std::max(next, other)];
        }
        partner_[next] = kIn;
        for (std::size_t i = 1; i < n; i++)
            if (partner_[i] != kIn && weights[next * n + i] > best_[i]) {
                best_[i] = weights[next * n + i];
                partner_[i] = static_cast<std::uint32_t>(next);
            }
    }
    profile.weakest_link = weakest;
}

ClusterProfile Profiler::describe(std::span<const Record> records, std::span<const Bits> weights, const CancelToken& token) {
    ClusterProfile profile = begin(records);
    const std::size_t n = records.size();
    const Bits least = score::to_bits(scorer_->model().thresholds.component);
    const Clip clip(threshold_);
    Bits sum = 0;
    profile.weakest_pair = std::numeric_limits<Bits>::max();
    for (std::uint32_t a = 0; a < n; a++)
        for (std::uint32_t b = a + 1; b < n; b++) {
            const Bits w = weights[a * n + b];
            sum += clip(w);
            profile.weakest_pair = std::min(profile.weakest_pair, w);
            if (w >= least) edges_.push_back({a, b});
        }
    profile.mean = sum / static_cast<Bits>(n * (n - 1) / 2);
    find_weakest(profile, records, weights);
    find_bridges(profile, records, token);
    return profile;
}

ClusterProfile Profiler::describe(std::span<const Record> records, std::span<const Link> links, const CancelToken& token) {
    ClusterProfile profile = begin(records);
    const auto place = [&](Record r) {
        return static_cast<std::uint32_t>(std::lower_bound(records.begin(), records.end(), r) - records.begin());
    };
    profile.left = profile.right = profile.cluster;
    for (const Link& l : links) edges_.push_back({place(l.a), place(l.b)});
    find_bridges(profile, records, token);
    return profile;
}

void Profiler::set_last_join(ClusterProfile& profile, Bits linkage) const noexcept {
    profile.last_join = linkage;
    if (linkage < threshold_ + score::to_bits(kCloseCall)) profile.suspicions |= kCloseJoin;
}

}  // namespace cdp::cluster
