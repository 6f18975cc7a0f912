// SPDX-License-Identifier: PostgreSQL
// Bridges and articulation points of a graph: the edges and the nodes without which it falls apart (Tarjan 1974),
// without recursion. O(nodes + edges).
#pragma once

#include <cstdint>
#include <span>

#include "core/base/cancel.hpp"
#include "core/base/memory.hpp"

namespace cdp::cluster {

class Graph {
public:
    using Node = std::uint32_t;
    struct Edge {
        Node a, b;
    };
    struct Bridge {
        Node a, b;       // as the edge was given
        Node small_side; // nodes on the side that has fewer
    };

    explicit Graph(std::pmr::memory_resource* memory = std::pmr::get_default_resource())
        : first_(memory), incident_(memory), seen_(memory), low_(memory), below_(memory), is_cut_(memory), path_(memory),
          bridges_(memory), cuts_(memory) {}

    // Nodes 0 to n - 1, edges between different nodes, each pair once. Memory is kept from graph to graph.
    void analyse(std::size_t n, std::span<const Edge> edges, const CancelToken& token = {});

    std::span<const Bridge> bridges() const noexcept { return bridges_; }
    std::span<const Node> articulation_points() const noexcept { return cuts_; }  // ascending

private:
    struct Step {       // of the depth-first search
        Node node;
        Node edge;      // by which it was reached
        Node next;      // place of the next neighbour to look at
        Node children;
    };

    void index(std::size_t n, std::span<const Edge> edges);
    void search(Node root, std::span<const Edge> edges, const CancelToken& token);
    void leave(const Step& child, Step& parent, std::span<const Edge> edges);

    Vec<Node> first_, incident_;  // edges of node v: incident_[first_[v]] to incident_[first_[v + 1] - 1]
    Vec<Node> seen_, low_, below_;  // number in the order of the search, 0 = not yet; smallest reached; nodes below
    Vec<char> is_cut_;
    Vec<Step> path_;
    Node count_ = 0;
    Vec<Bridge> bridges_;
    Vec<Node> cuts_;
};

}  // namespace cdp::cluster
