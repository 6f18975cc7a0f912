// SPDX-License-Identifier: PostgreSQL
// Bridges and articulation points by definition: what leaves more components when it is taken away.
#pragma once

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace cdp::ref {

using GraphEdges = std::vector<std::pair<unsigned, unsigned>>;

// The component of each node, by its smallest node; a node that is left out has itself.
inline std::vector<unsigned> labels(unsigned n, const GraphEdges& edges, int without_edge = -1, int without_node = -1) {
    std::vector<unsigned> label(n);
    std::iota(label.begin(), label.end(), 0u);
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t e = 0; e < edges.size(); e++) {
            const auto [a, b] = edges[e];
            if (static_cast<int>(e) == without_edge || static_cast<int>(a) == without_node || static_cast<int>(b) == without_node) continue;
            const unsigned least = std::min(label[a], label[b]);
            moved = moved || label[a] != label[b];
            label[a] = label[b] = least;
        }
    }
    return label;
}

inline std::size_t component_count(const std::vector<unsigned>& label) {
    std::size_t count = 0;
    for (unsigned v = 0; v < label.size(); v++) count += label[v] == v ? 1 : 0;
    return count;
}

// Whether the edge is a bridge, and if so the nodes on its smaller side; else 0.
inline std::size_t bridge_side(unsigned n, const GraphEdges& edges, std::size_t edge) {
    const auto label = labels(n, edges, static_cast<int>(edge));
    const auto [a, b] = edges[edge];
    if (label[a] == label[b]) return 0;
    return static_cast<std::size_t>(std::min(std::count(label.begin(), label.end(), label[a]), std::count(label.begin(), label.end(), label[b])));
}

inline bool is_articulation_point(unsigned n, const GraphEdges& edges, unsigned node) {
    // The node itself counts once with it and, left out, once without.
    return component_count(labels(n, edges, -1, static_cast<int>(node))) > component_count(labels(n, edges)) + 1;
}

}  // namespace cdp::ref
