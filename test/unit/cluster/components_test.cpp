// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/components.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <string>

#include "core/base/error.hpp"
#include "ref/components.hpp"

namespace cdp::cluster {
namespace {

constexpr std::size_t kBudget = std::size_t{64} << 20;

template <class Node>
using Edges = std::vector<std::pair<Node, Node>>;

void run(ConnectedComponents& graph, unsigned threads) {
    Job job(threads);
    job.start([&](JobContext& context) { graph.run(context); });
    job.finish();
}

std::vector<std::pair<Id, Id>> members(ConnectedComponents& graph) {
    std::vector<std::pair<Id, Id>> out;
    ConnectedComponents::Member piece[7];
    std::size_t position = 0;
    for (std::size_t n; (n = graph.read(position, piece)) > 0;)
        for (std::size_t i = 0; i < n; i++) out.emplace_back(piece[i].node, piece[i].component);
    return out;
}

std::map<Id, Id> numbers(const Edges<Id>& edges, unsigned threads) {
    ConnectedComponents graph(kBudget);
    for (const auto& [a, b] : edges) graph.add(a, b);
    run(graph, threads);
    const auto all = members(graph);
    const std::map<Id, Id> out(all.begin(), all.end());
    EXPECT_EQ(out.size(), all.size()) << "a node is there twice";
    EXPECT_EQ(graph.nodes(), all.size());
    EXPECT_EQ(graph.edges(), edges.size());
    EXPECT_EQ(graph.components(),
              static_cast<std::size_t>(std::count_if(out.begin(), out.end(), [](const auto& m) { return m.first == m.second; })));
    return out;
}

std::map<std::string, std::string> texts(const Edges<std::string>& edges, unsigned threads) {
    ConnectedComponents graph(kBudget);
    for (const auto& [a, b] : edges) graph.add(a, b);
    run(graph, threads);
    std::map<std::string, std::string> out;
    for (const auto& [node, component] : members(graph))
        EXPECT_TRUE(out.emplace(graph.text(node), graph.text(component)).second) << "a node is there twice";
    return out;
}

TEST(ConnectedComponents, OfNothing) {
    EXPECT_TRUE(numbers({}, 2).empty());
    ConnectedComponents graph(kBudget);
    EXPECT_TRUE(members(graph).empty()) << "not run yet";
}

TEST(ConnectedComponents, ANodeMayBeAlone) {
    EXPECT_EQ(numbers({{5, 5}, {3, 4}}, 1), (std::map<Id, Id>{{3, 3}, {4, 3}, {5, 5}}));
    EXPECT_EQ(texts({{"", ""}}, 1), (std::map<std::string, std::string>{{"", ""}}));
}

TEST(ConnectedComponents, TheEndsOfTheRangeOfNumbers) {
    constexpr Id least = std::numeric_limits<Id>::min(), greatest = std::numeric_limits<Id>::max();
    const Edges<Id> edges = {{greatest, 0}, {least, greatest}, {-1, -1}, {7, -1}};
    for (const unsigned threads : {1u, 3u}) EXPECT_EQ(numbers(edges, threads), ref::components(edges));
}

TEST(ConnectedComponents, AgreesWithTheTextbook) {
    std::mt19937_64 random(1);
    for (int round = 0; round < 600; round++) {
        const std::size_t nodes = 1 + random() % (round % 20 == 0 ? 2000 : 60);
        Edges<Id> edges(random() % (2 * nodes));
        const int shape = round % 3;  // close together; anywhere; in between
        const auto number = [&] {
            const auto n = static_cast<Id>(random() % nodes);
            return shape == 0 ? n - 20 : shape == 1 ? static_cast<Id>(mix64(static_cast<std::uint64_t>(n))) : n * 9;
        };
        Edges<std::string> named;
        for (auto& [a, b] : edges) {
            a = number();
            b = random() % 20 == 0 ? a : number();
            named.emplace_back(std::to_string(a), std::to_string(b));
        }
        ASSERT_EQ(numbers(edges, 1 + round % 4), ref::components(edges));
        ASSERT_EQ(texts(named, 1 + round % 4), ref::components(named));
    }
}

TEST(ConnectedComponents, NeitherThreadsNorTheOrderOfEdgesShow) {
    std::mt19937_64 random(2);
    for (const bool sparse : {false, true}) {
        // Blocks of edges enough to keep several threads busy.
        Edges<Id> edges(400'000);
        const auto number = [&] { return static_cast<Id>(sparse ? mix64(random() % 500'000) : random() % 500'000); };
        for (auto& [a, b] : edges) a = number(), b = number();
        const auto read = [&](unsigned threads) {
            ConnectedComponents graph(kBudget);
            for (const auto& [a, b] : edges) graph.add(a, b);
            run(graph, threads);
            return members(graph);
        };
        const auto expected = read(1);
        EXPECT_EQ(read(4), expected) << "the order of nodes included";
        std::shuffle(edges.begin(), edges.end(), random);
        EXPECT_EQ(read(3), expected);
    }
}

TEST(ConnectedComponents, ALongChain) {
    Edges<Id> edges;
    for (Id i = 0; i < 200'000; i++) edges.emplace_back(i * 1'000'003, (i + 1) * 1'000'003);
    for (const auto& [node, component] : numbers(edges, 2)) ASSERT_EQ(component, 0) << node;
}

TEST(ConnectedComponents, MoreNodesThanEstimated) {
    // Ids whose hashes begin, after the bits of their class, with a one: to HyperLogLog they look like a few thousand.
    Edges<Id> edges;
    for (std::uint64_t i = 0; edges.size() < 150'000; i++) {
        const std::uint64_t id = i * 0x9e3779b97f4a7c15ULL;
        if ((mix64(id ^ 0x9e3779b97f4a7c15ULL) << 12 >> 63) != 0)
            edges.emplace_back(static_cast<Id>(id), edges.empty() ? static_cast<Id>(id) : edges.back().first);
    }
    const auto found = numbers(edges, 2);
    EXPECT_EQ(found.size(), edges.size());
    const Id first = found.begin()->first;
    for (const auto& [node, component] : found) ASSERT_EQ(component, first);
}

TEST(ConnectedComponents, ManyEdgesOfFewNodesTakeLittle) {
    ConnectedComponents graph(kBudget);
    for (int i = 0; i < 1'000'000; i++) graph.add(Id{i % 7} << 50, Id{i % 3} << 50);
    run(graph, 2);
    EXPECT_EQ(graph.nodes(), 7u);
    EXPECT_EQ(graph.components(), 1u);
    EXPECT_LT(graph.peak_memory(), std::size_t{32} << 20);
}

TEST(ConnectedComponents, TooSmallABudgetIsRefused) {
    ConnectedComponents graph(std::size_t{4} << 20);
    try {
        for (Id i = 0; i < 1'000'000; i++) graph.add(i, i + 1);
        FAIL() << "over the budget";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kOutOfBudget);
    }
}

TEST(ConnectedComponents, StopsWhenToldTo) {
    ConnectedComponents graph(kBudget);
    for (Id i = 0; i < 100'000; i++) graph.add(i, i + 1);
    JobContext context(2);
    context.stop();
    try {
        graph.run(context);
        FAIL() << "went on";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kCancelled);
    }
}

}  // namespace
}  // namespace cdp::cluster
