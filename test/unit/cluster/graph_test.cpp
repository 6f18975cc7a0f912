// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/graph.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "ref/graph.hpp"

namespace cdp::cluster {
namespace {

using Node = Graph::Node;

std::vector<Graph::Edge> edges_of(const ref::GraphEdges& edges) {
    std::vector<Graph::Edge> out;
    for (const auto& [a, b] : edges) out.push_back({a, b});
    return out;
}

TEST(Graph, EmptyAndAlone) {
    Graph graph;
    graph.analyse(0, {});
    EXPECT_TRUE(graph.bridges().empty());
    graph.analyse(3, {});
    EXPECT_TRUE(graph.bridges().empty());
    EXPECT_TRUE(graph.articulation_points().empty());
}

TEST(Graph, TwoTrianglesOnABridge) {
    const std::vector<Graph::Edge> edges = {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 5}, {5, 3}};
    Graph graph;
    graph.analyse(6, edges);
    ASSERT_EQ(graph.bridges().size(), 1u);
    EXPECT_EQ(graph.bridges()[0].a, 2u);
    EXPECT_EQ(graph.bridges()[0].b, 3u);
    EXPECT_EQ(graph.bridges()[0].small_side, 3u);
    EXPECT_EQ(std::vector<Node>(graph.articulation_points().begin(), graph.articulation_points().end()), (std::vector<Node>{2, 3}));
}

TEST(Graph, AgreesWithTheDefinition) {
    std::mt19937 random(1);
    Graph graph;  // one for all, so that nothing of a graph stays for the next
    for (int round = 0; round < 1500; round++) {
        const unsigned n = 1 + random() % 14;
        std::set<std::pair<unsigned, unsigned>> drawn;
        for (unsigned i = random() % (2 * n); i > 0; i--) {
            const unsigned a = random() % n, b = random() % n;
            if (a != b && !drawn.contains({b, a})) drawn.insert({a, b});
        }
        ref::GraphEdges edges(drawn.begin(), drawn.end());
        std::shuffle(edges.begin(), edges.end(), random);
        const auto given = edges_of(edges);
        graph.analyse(n, given);
        std::map<std::pair<unsigned, unsigned>, std::size_t> found, expected;
        for (const auto& bridge : graph.bridges()) found[{bridge.a, bridge.b}] = bridge.small_side;
        for (std::size_t e = 0; e < edges.size(); e++)
            if (const std::size_t side = ref::bridge_side(n, edges, e); side > 0) expected[edges[e]] = side;
        ASSERT_EQ(found, expected) << round;
        std::set<Node> cuts(graph.articulation_points().begin(), graph.articulation_points().end());
        for (unsigned v = 0; v < n; v++) ASSERT_EQ(cuts.contains(v), ref::is_articulation_point(n, edges, v)) << round << " node " << v;
    }
}

TEST(Graph, ALongChainNeedsNoRecursion) {
    constexpr Node kMany = 200'000;
    std::vector<Graph::Edge> edges;
    for (Node v = 1; v < kMany; v++) edges.push_back({v - 1, v});
    Graph graph;
    graph.analyse(kMany, edges);
    EXPECT_EQ(graph.bridges().size(), kMany - 1);
    EXPECT_EQ(graph.articulation_points().size(), kMany - 2);
}

}  // namespace
}  // namespace cdp::cluster
