// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/cluster.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

#include "core/cluster/clusterer.hpp"
#include "core/cluster/component_list.hpp"

namespace cdp::cluster {

using link::Link;
using link::Record;

namespace {

constexpr std::size_t kGrain = 64;  // components
constexpr std::size_t kLinksGrain = std::size_t{1} << 16;

template <class T, class Before>
void sort_all(Vec<T>& items, JobContext& context, const Before& before) {
    std::uint64_t steps = 0;
    std::sort(items.begin(), items.end(), [&](const T& x, const T& y) {
        if (++steps % 4096 == 0) context.check();
        return before(x, y);
    });
}

// Joins by falling weight, refusing what would grow a set beyond the limit; must-links come first and know no limit.
class Cutter {
public:
    Cutter(std::size_t records, std::pmr::memory_resource* memory)
        : sets(records, memory), size_(records, 1, memory), strongest_(memory), is_cut_(records, 0, memory) {}

    void keep(const Component& component) {
        for (const Link& l : component.links) sets.unite(l.a, l.b);
        for (const RecordPair& p : component.must) sets.unite(p.a, p.b);
    }
    void cut(const Component& component, JobContext& context) {
        for (const RecordPair& p : component.must) join(p.a, p.b, SIZE_MAX);
        strongest_.assign(component.links.begin(), component.links.end());
        sort_all(strongest_, context, [](const Link& x, const Link& y) {
            return x.weight != y.weight ? x.weight > y.weight : x < y;
        });
        for (const Link& l : strongest_) join(l.a, l.b, kMaxComponent);
        for (const Record r : component.records) is_cut_[r] = 1;
    }
    bool is_cut(const Component& component) const noexcept { return is_cut_[component.records[0]] != 0; }

    UnionFind sets;

private:
    void join(Record a, Record b, std::size_t most) {
        a = sets.find(a);
        b = sets.find(b);
        if (a == b || size_[a] + size_[b] > most) return;
        sets.unite(a, b);
        size_[std::min(a, b)] = size_[a] + size_[b];
    }

    Vec<std::uint32_t> size_;
    Vec<Link> strongest_;
    Vec<char> is_cut_;
};

// Finds the components, and cuts those that are too large. Fills in what statistics tell of them.
class Components {
public:
    Components(const ClusterInput& input, ClusterStatistics& statistics, JobContext& context) {
        auto* const memory = input.scorer.table().raw->memory();
        const Vec<RecordPair> none(memory);
        const auto& must = input.decisions != nullptr ? input.decisions->must() : none;
        const auto& cannot = input.decisions != nullptr ? input.decisions->cannot() : none;
        const std::size_t n = input.scorer.table().size();
        UnionFind sets(n, memory, context);
        context.parallel_for(input.links.size(), kLinksGrain, [&](std::size_t begin, std::size_t end, unsigned) {
            for (std::size_t i = begin; i < end; i++) sets.unite(input.links[i].a, input.links[i].b);
        });
        for (const RecordPair& p : must) sets.unite(p.a, p.b);
        list_.emplace(sets, input.links, must, cannot, memory, context);
        statistics.components = list_->size();
        for (std::size_t i = 0; i < list_->size(); i++) {
            const std::size_t size = (*list_)[i].records.size();
            statistics.largest_component = std::max<std::uint64_t>(statistics.largest_component, size);
            statistics.cut_components += size > kMaxComponent ? 1 : 0;
        }
        if (statistics.cut_components == 0) return;
        cutter_.emplace(n, memory);
        for (std::size_t i = 0; i < list_->size(); i++) {
            const Component component = (*list_)[i];
            if (component.records.size() > kMaxComponent)
                cutter_->cut(component, context);
            else
                cutter_->keep(component);
        }
        list_.emplace(cutter_->sets, input.links, must, cannot, memory, context);
    }

    std::size_t size() const noexcept { return list_->size(); }
    Component operator[](std::size_t i) const noexcept { return (*list_)[i]; }
    bool is_cut(const Component& component) const noexcept { return cutter_ && cutter_->is_cut(component); }

private:
    std::optional<ComponentList> list_;
    std::optional<Cutter> cutter_;
};

// Most suspicions first, then the least last join; clusters of must-links last.
bool more_doubtful(const ClusterProfile& x, const ClusterProfile& y) {
    const auto rank = [](const ClusterProfile& p) {
        const score::Bits last = p.last_join == ClusterProfile::kUnknown ? INT64_MAX : p.last_join;
        return std::tuple(-p.suspicion_count(), last, p.cluster);
    };
    return rank(x) < rank(y);
}

void count_clusters(const Vec<Record>& cluster, ClusterStatistics& statistics) {
    Vec<std::uint32_t> size(cluster.size(), 0, cluster.get_allocator());
    for (Record r = 0; r < cluster.size(); r++) {
        if (cluster[r] == r) statistics.clusters++;
        statistics.largest = std::max<std::uint64_t>(statistics.largest, ++size[cluster[r]]);
    }
}

}  // namespace

Clustering cluster_records(const ClusterInput& input, JobContext& context) {
    Clustering out(input.scorer.table().raw->memory());
    context.progress().begin("finding components", 0);
    const Components components(input, out.statistics, context);
    out.cluster.resize(input.scorer.table().size());
    std::iota(out.cluster.begin(), out.cluster.end(), 0u);

    const Restrictions restrictions(input.scorer);
    std::vector<Clusterer> clusterers;
    for (unsigned i = 0; i < context.threads(); i++) clusterers.emplace_back(input, restrictions);
    context.progress().begin("clustering", components.size());
    context.parallel_for(components.size(), kGrain, [&](std::size_t begin, std::size_t end, unsigned worker) {
        for (std::size_t i = begin; i < end; i++) {
            const Component component = components[i];
            clusterers[worker].run(component, components.is_cut(component), out.cluster, context.token());
        }
        context.progress().done.fetch_add(end - begin, std::memory_order_relaxed);
    });
    for (Clusterer& c : clusterers) {
        out.conflicts.insert(out.conflicts.end(), c.conflicts.begin(), c.conflicts.end());
        out.statistics.conflicts += c.conflict_count;
        out.profiles.insert(out.profiles.end(), c.profiles.begin(), c.profiles.end());
    }
    sort_all(out.conflicts, context, [](const Conflict& x, const Conflict& y) {
        return std::tie(x.component, x.step) < std::tie(y.component, y.step);
    });
    sort_all(out.profiles, context, more_doubtful);
    count_clusters(out.cluster, out.statistics);
    return out;
}

const char* rule_name(Rule rule) noexcept {
    switch (rule) {
        case Rule::kCannotLink: return "cannot_link";
        case Rule::kDuplicateFree: return "duplicate_free";
        case Rule::kLimit: return "limit";
        case Rule::kAmbiguous: return "ambiguous";
        case Rule::kMaxSize: return "max_size";
    }
    return "";
}

std::string_view rule_detail(Rule rule, std::uint32_t limit, std::string_view source, const score::Model& model) noexcept {
    switch (rule) {
        case Rule::kDuplicateFree: return source;
        case Rule::kLimit:
        case Rule::kAmbiguous: return model.attributes[static_cast<std::size_t>(model.constraints.limits[limit].attribute)].name;
        case Rule::kCannotLink:
        case Rule::kMaxSize: break;
    }
    return {};
}

}  // namespace cdp::cluster
