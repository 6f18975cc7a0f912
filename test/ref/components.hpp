// SPDX-License-Identifier: PostgreSQL
// Connected components as the textbook has them: from the smallest node not seen yet, breadth first.
#pragma once

#include <map>
#include <queue>
#include <set>
#include <utility>
#include <vector>

namespace cdp::ref {

// Node and smallest node of its component, for the ends of all edges.
template <class Node>
std::map<Node, Node> components(const std::vector<std::pair<Node, Node>>& edges) {
    std::map<Node, std::set<Node>> neighbours;
    for (const auto& [a, b] : edges) {
        neighbours[a].insert(b);
        neighbours[b].insert(a);
    }
    std::map<Node, Node> component;
    for (const auto& [start, ignored] : neighbours) {
        if (component.contains(start)) continue;
        component[start] = start;
        std::queue<Node> open({start});
        for (; !open.empty(); open.pop())
            for (const Node& next : neighbours[open.front()])
                if (component.emplace(next, start).second) open.push(next);
    }
    return component;
}

}  // namespace cdp::ref
