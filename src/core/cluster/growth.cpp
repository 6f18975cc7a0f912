// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/growth.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include "core/cluster/clusterer.hpp"
#include "core/cluster/graph.hpp"

namespace cdp::cluster {

using link::Record;
using score::Bits;

namespace {

// The clusters as they grow, and what lies between two of them.
class Growth {
public:
    Growth(const ClusterInput& input, std::span<const Bits> weights, std::size_t n)
        : input_(&input), weights_(weights), n_(n), members_(n) {
        for (Item i = 0; i < n; i++) members_[i] = {i};
    }

    Bits weight(Item a, Item b) const noexcept { return weights_[a * n_ + b]; }
    const std::vector<Item>& members(Item cluster) const noexcept { return members_[cluster]; }

    // Calls use(a, b) for each pair between two clusters.
    template <class Use>
    void between(Item a, Item b, const Use& use) const {
        for (const Item x : members_[a])
            for (const Item y : members_[b]) use(x, y);
    }

    // Sizes and the pair of greatest weight; ties to the first.
    GrowthStep describe(GrowthEvent event, Item a, Item b) const {
        GrowthStep step{.event = event, .left = 0, .right = 0};
        step.left_size = static_cast<std::uint32_t>(members_[a].size());
        step.right_size = static_cast<std::uint32_t>(members_[b].size());
        between(a, b, [&](Item x, Item y) {
            if (step.weight != GrowthStep::kUnknown && weight(x, y) <= step.weight) return;
            step.weight = weight(x, y);
            step.left = x;
            step.right = y;
        });
        return step;
    }

    // As the agglomeration reckons it.
    Bits linkage(Item a, Item b) const {
        const Clip clip(score::to_bits(input_->threshold));
        Bits sum = 0, least = std::numeric_limits<Bits>::max(), greatest = clip.low, pairs = 0;
        between(a, b, [&](Item x, Item y) {
            const Bits w = clip(weight(x, y));
            sum += w;
            least = std::min(least, w);
            greatest = std::max(greatest, w);
            pairs++;
        });
        switch (input_->scorer.model().linkage) {
            case score::Linkage::kAverage: return sum / pairs;
            case score::Linkage::kSingle: return greatest;
            case score::Linkage::kComplete: return least;
        }
        return 0;
    }

    void join(Item a, Item b) {
        auto& all = members_[a];
        all.insert(all.end(), members_[b].begin(), members_[b].end());
        std::sort(all.begin(), all.end());
        members_[b].clear();
    }

private:
    const ClusterInput* input_;
    std::span<const Bits> weights_;
    std::size_t n_;
    std::vector<std::vector<Item>> members_;  // by the smallest
};

// Where the links of a cluster are thin.
void describe_shape(const Growth& growth, const std::vector<Item>& members, Bits least, const CancelToken& token,
                    std::vector<GrowthStep>& steps) {
    const auto n = static_cast<Graph::Node>(members.size());
    std::vector<Graph::Edge> all, links;
    for (Graph::Node a = 0; a < n; a++)
        for (Graph::Node b = a + 1; b < n; b++) {
            all.push_back({a, b});
            if (growth.weight(members[a], members[b]) >= least) links.push_back({a, b});
        }
    const auto weight = [&](const Graph::Edge& e) { return growth.weight(members[e.a], members[e.b]); };
    std::stable_sort(all.begin(), all.end(), [&](const auto& x, const auto& y) { return weight(x) > weight(y); });
    UnionFind sets(n, std::pmr::get_default_resource());
    std::optional<Graph::Edge> weakest;  // the last that joins two sets
    for (const auto& e : all) {
        if (sets.find(e.a) == sets.find(e.b)) continue;
        sets.unite(e.a, e.b);
        weakest = e;
    }
    const auto add = [&](GrowthEvent event, Graph::Node a, Graph::Node b) {
        GrowthStep step{.event = event, .left = members[a], .right = members[b]};
        if (a != b) step.weight = growth.weight(members[a], members[b]);
        steps.push_back(step);
    };
    if (weakest) add(GrowthEvent::kWeakestLink, weakest->a, weakest->b);
    Graph graph;
    graph.analyse(n, links, token);
    std::vector<Graph::Bridge> bridges(graph.bridges().begin(), graph.bridges().end());
    std::sort(bridges.begin(), bridges.end(), [](const auto& x, const auto& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    for (const auto& bridge : bridges) {
        add(GrowthEvent::kBridge, bridge.a, bridge.b);
        steps.back().right_size = bridge.small_side;
        steps.back().left_size = n - bridge.small_side;
    }
    for (const auto node : graph.articulation_points()) add(GrowthEvent::kArticulation, node, node);
}

void add_joins(const Component& component, const Agglomerator& made, Growth& growth, std::vector<GrowthStep>& steps) {
    std::vector<Item> root(component.records.size());
    std::iota(root.begin(), root.end(), 0u);
    const auto find = [&](Item i) {
        while (root[i] != i) i = root[i];
        return i;
    };
    for (const auto& [x, y] : component.must) {  // a record's place is its number: all are there
        const Item a = std::min(find(x), find(y)), b = std::max(find(x), find(y));
        if (a == b) continue;
        root[b] = a;
        steps.push_back(growth.describe(GrowthEvent::kMustLink, x, y));
    }
    // Both lists are in the order of falling linkage in which they were tried.
    auto refusal = made.refusals().begin();
    const auto refuse = [&] {
        steps.push_back({GrowthEvent::kRefused, refusal->clash.left, refusal->clash.right, refusal->linkage,
                         growth.weight(refusal->clash.left, refusal->clash.right),
                         static_cast<std::uint32_t>(growth.members(refusal->a).size()),
                         static_cast<std::uint32_t>(growth.members(refusal->b).size()), refusal->clash.rule, refusal->clash.limit});
        ++refusal;
    };
    std::size_t joined = 0;
    for (const Join& j : made.joins()) {
        for (; refusal != made.refusals().end() && refusal->joins_before == joined;) refuse();
        steps.push_back(growth.describe(GrowthEvent::kJoin, j.a, j.b));
        steps.back().linkage = j.linkage;
        growth.join(j.a, j.b);
        joined++;
    }
    while (refusal != made.refusals().end()) refuse();
}

}  // namespace

std::vector<GrowthStep> explain_growth(ClusterInput input, JobContext& context) {
    const std::size_t n = input.scorer.table().size();
    if (n > kMaxComponent)
        throw Error(ErrorCode::kLimitExceeded, "too many records to explain: " + std::to_string(n),
                    "At most " + std::to_string(kMaxComponent) + " records are looked at pair by pair.",
                    "Give the records of one cluster, or of two.");
    std::vector<GrowthStep> steps;
    if (n < 2) return steps;
    input.describe = true;
    auto* const memory = input.scorer.table().raw->memory();
    Vec<Record> records(n, memory), cluster(n, memory);
    std::iota(records.begin(), records.end(), 0u);
    const Component component{records, input.links, input.decisions->must(), input.decisions->cannot()};
    const Restrictions restrictions(input.scorer);
    Clusterer clusterer(input, restrictions);
    clusterer.run(component, false, cluster, context.token());
    Growth growth(input, clusterer.weights(), n);
    add_joins(component, clusterer.agglomerator(), growth, steps);
    for (Item i = 0; i < n; i++)  // what must-links made one
        for (Item root = static_cast<Item>(cluster[i]); root != i && !growth.members(i).empty();) growth.join(root, i);
    for (Item a = 0; a < n; a++)
        for (Item b = a + 1; b < n; b++) {
            if (growth.members(a).empty() || growth.members(b).empty()) continue;
            steps.push_back(growth.describe(GrowthEvent::kApart, a, b));
            steps.back().linkage = growth.linkage(a, b);
        }
    const Bits least = score::to_bits(input.scorer.model().thresholds.component);
    for (Item a = 0; a < n; a++)
        if (growth.members(a).size() > 1) describe_shape(growth, growth.members(a), least, context.token(), steps);
    return steps;
}

}  // namespace cdp::cluster
