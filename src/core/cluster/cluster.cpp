// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/cluster.hpp"

#include <algorithm>

#include "core/cluster/agglomerate.hpp"
#include "core/cluster/union_find.hpp"

namespace cdp::cluster {

using link::Link;
using link::Record;
using link::Scorer;
using score::Bits;

namespace {

// Records and links of one component.
struct Component {
    std::span<const Record> records;  // ascending
    std::span<const Link> links;
};

// Components as runs of two arrays, both grouped by root.
class Components {
public:
    Components(std::size_t n, const Vec<Link>& links, UnionFind& sets, std::pmr::memory_resource* memory)
        : records_(memory), links_(memory), components_(memory) {
        Vec<std::uint32_t> size(n, 0, memory), count(n, 0, memory);
        for (Record r = 0; r < n; r++) size[sets.find(r)]++;
        for (const Link& l : links)
            if (sets.find(l.a) == sets.find(l.b)) count[sets.find(l.a)]++;
        Vec<std::size_t> record_at(n, 0, memory), link_at(n, 0, memory);
        std::size_t records = 0, kept = 0;
        for (Record r = 0; r < n; r++) {
            if (size[r] < 2) continue;
            record_at[r] = records;
            link_at[r] = kept;
            records += size[r];
            kept += count[r];
        }
        records_.resize(records);
        links_.resize(kept);
        for (Record r = 0; r < n; r++)
            if (const Record root = sets.find(r); size[root] >= 2) records_[record_at[root]++] = r;
        for (const Link& l : links)
            if (const Record root = sets.find(l.a); root == sets.find(l.b)) links_[link_at[root]++] = l;
        for (Record r = 0; r < n; r++)
            if (size[r] >= 2)
                components_.push_back({{records_.data() + record_at[r] - size[r], size[r]},
                                       {links_.data() + link_at[r] - count[r], count[r]}});
    }

    const Vec<Component>& list() const noexcept { return components_; }

private:
    Vec<Record> records_;
    Vec<Link> links_;
    Vec<Component> components_;
};

// Joins by falling weight, refusing what would grow a set beyond the limit.
void unite_within(const Component& component, Vec<std::uint32_t>& size, UnionFind& sets) {
    std::vector<Link> strongest(component.links.begin(), component.links.end());
    std::sort(strongest.begin(), strongest.end(), [](const Link& x, const Link& y) {
        return x.weight != y.weight ? x.weight > y.weight : x < y;
    });
    for (const Link& l : strongest) {
        const auto a = sets.find(l.a), b = sets.find(l.b);
        if (a == b || size[a] + size[b] > kMaxComponent) continue;
        sets.unite(a, b);
        size[std::min(a, b)] = size[a] + size[b];
    }
}

void agglomerate_component(const Scorer& scorer, const Component& component, Bits threshold, Scorer::Scratch& scratch,
                           Vec<Record>& out) {
    const std::size_t n = component.records.size();
    constexpr Bits kUnknown = INT64_MIN;
    std::vector<Bits> weights(n * n, kUnknown);
    const auto place = [&](Record r) {
        return static_cast<std::size_t>(std::lower_bound(component.records.begin(), component.records.end(), r) -
                                        component.records.begin());
    };
    for (const Link& l : component.links) {
        const std::size_t a = place(l.a), b = place(l.b);
        weights[a * n + b] = weights[b * n + a] = l.weight;
    }
    for (std::size_t a = 0; a < n; a++)
        for (std::size_t b = a + 1; b < n; b++)
            if (weights[a * n + b] == kUnknown)
                weights[a * n + b] = weights[b * n + a] =
                    scorer.weight(component.records[a], component.records[b], Scorer::kOutOfReach, scratch);
    const auto roots = agglomerate(std::move(weights), n, threshold, scorer.model().linkage);
    for (std::size_t i = 0; i < n; i++) out[component.records[i]] = component.records[roots[i]];
}

}  // namespace

Vec<Record> cluster_records(const Scorer& scorer, const Vec<Link>& links, double threshold, JobContext& context,
                            ClusterStatistics* statistics) {
    const std::size_t n = scorer.table().size();
    auto* memory = scorer.table().raw->memory();
    ClusterStatistics counts;
    UnionFind sets(n, memory);
    for (const Link& l : links) sets.unite(l.a, l.b);
    context.check();
    {
        const Components whole(n, links, sets, memory);
        counts.components = whole.list().size();
        UnionFind cut(n, memory);
        Vec<std::uint32_t> size(n, 1, memory);
        for (const Component& c : whole.list()) {
            counts.largest_component = std::max<std::uint64_t>(counts.largest_component, c.records.size());
            if (c.records.size() > kMaxComponent) {
                counts.cut_components++;
                unite_within(c, size, cut);
            } else {
                for (const Link& l : c.links) cut.unite(l.a, l.b);
            }
            context.check();
        }
        if (counts.cut_components > 0) sets = std::move(cut);
    }
    const Components components(n, links, sets, memory);
    Vec<Record> out(n, 0, memory);
    for (Record r = 0; r < n; r++) out[r] = r;
    std::vector<Scorer::Scratch> scratch(context.threads(), Scorer::Scratch(scorer));
    context.progress().begin("clustering", components.list().size());
    context.parallel_for(components.list().size(), 64, [&](std::size_t begin, std::size_t end, unsigned worker) {
        for (std::size_t i = begin; i < end; i++) {
            context.check();
            agglomerate_component(scorer, components.list()[i], score::to_bits(threshold), scratch[worker], out);
        }
        context.progress().done.fetch_add(end - begin, std::memory_order_relaxed);
    });
    Vec<std::uint32_t> size(n, 0, memory);
    for (Record r = 0; r < n; r++) {
        if (out[r] == r) counts.clusters++;
        counts.largest = std::max<std::uint64_t>(counts.largest, ++size[out[r]]);
    }
    if (statistics != nullptr) *statistics = counts;
    return out;
}

}  // namespace cdp::cluster
