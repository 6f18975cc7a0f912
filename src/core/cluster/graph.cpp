// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/graph.hpp"

#include <algorithm>

namespace cdp::cluster {

namespace {
constexpr std::uint64_t kPollEvery = std::uint64_t{1} << 16;
}

void Graph::index(std::size_t n, std::span<const Edge> edges) {
    first_.assign(n + 2, 0);
    for (const Edge& e : edges) {
        first_[e.a + 2]++;
        first_[e.b + 2]++;
    }
    for (std::size_t v = 2; v < first_.size(); v++) first_[v] += first_[v - 1];
    incident_.resize(2 * edges.size());
    for (Node e = 0; e < edges.size(); e++) {
        incident_[first_[edges[e].a + 1]++] = e;
        incident_[first_[edges[e].b + 1]++] = e;
    }
}

// The search comes back from a child: what it reached tells whether child and parent hang together by this edge only.
void Graph::leave(const Step& child, Step& parent, std::span<const Edge> edges) {
    low_[parent.node] = std::min(low_[parent.node], low_[child.node]);
    below_[parent.node] += below_[child.node];
    parent.children++;
    const bool is_root = path_.size() == 1;
    if (!is_root && low_[child.node] >= seen_[parent.node]) is_cut_[parent.node] = 1;
    if (low_[child.node] > seen_[parent.node]) bridges_.push_back({edges[child.edge].a, edges[child.edge].b, below_[child.node]});
}

void Graph::search(Node root, std::span<const Edge> edges, const CancelToken& token) {
    constexpr Node kNoEdge = ~Node{0};
    const std::size_t earlier = bridges_.size();
    const auto enter = [&](Node v, Node edge) {
        seen_[v] = low_[v] = ++count_;
        below_[v] = 1;
        path_.push_back({v, edge, first_[v], 0});
    };
    enter(root, kNoEdge);
    for (std::uint64_t steps = 1;; steps++) {
        if (steps % kPollEvery == 0) token.check();
        Step& here = path_.back();
        if (here.next < first_[here.node + 1]) {
            const Node e = incident_[here.next++];
            if (e == here.edge) continue;
            const Node other = edges[e].a == here.node ? edges[e].b : edges[e].a;
            if (seen_[other] == 0)
                enter(other, e);
            else
                low_[here.node] = std::min(low_[here.node], seen_[other]);
        } else {
            const Step child = here;
            path_.pop_back();
            if (path_.empty()) {
                if (child.children > 1) is_cut_[root] = 1;
                break;
            }
            leave(child, path_.back(), edges);
        }
    }
    for (std::size_t i = earlier; i < bridges_.size(); i++)
        bridges_[i].small_side = std::min(bridges_[i].small_side, below_[root] - bridges_[i].small_side);
}

void Graph::analyse(std::size_t n, std::span<const Edge> edges, const CancelToken& token) {
    index(n, edges);
    token.check();
    seen_.assign(n, 0);
    low_.assign(n, 0);
    below_.assign(n, 0);
    is_cut_.assign(n, 0);
    bridges_.clear();
    cuts_.clear();
    count_ = 0;
    for (Node v = 0; v < n; v++)
        if (seen_[v] == 0) search(v, edges, token);
    for (Node v = 0; v < n; v++)
        if (is_cut_[v] != 0) cuts_.push_back(v);
}

}  // namespace cdp::cluster
