// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/union_find.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/job.hpp"

namespace cdp::cluster {
namespace {

TEST(UnionFind, StartsWithEachAlone) {
    UnionFind sets(5, std::pmr::get_default_resource());
    EXPECT_EQ(sets.size(), 5u);
    for (std::uint32_t i = 0; i < 5; i++) EXPECT_EQ(sets.find(i), i);
    EXPECT_EQ(UnionFind(0, std::pmr::get_default_resource()).size(), 0u);
}

TEST(UnionFind, UniteSaysWhetherItJoined) {
    UnionFind sets(4, std::pmr::get_default_resource());
    EXPECT_TRUE(sets.unite(3, 1));
    EXPECT_FALSE(sets.unite(1, 3));
    EXPECT_FALSE(sets.unite(2, 2));
    EXPECT_TRUE(sets.unite(2, 3));
    EXPECT_EQ(sets.find(3), 1u);
    EXPECT_EQ(sets.find(2), 1u);
    EXPECT_EQ(sets.find(0), 0u);
}

// Against labels that are rewritten at each join; any order of edges gives the same roots, the smallest of each set.
TEST(UnionFind, AgreesWithLabelsForAnyOrderOfEdges) {
    std::mt19937 random(1);
    for (int round = 0; round < 200; round++) {
        const std::uint32_t n = 1 + random() % 80;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> edges(random() % (2 * n));
        for (auto& [a, b] : edges) a = random() % n, b = random() % n;
        std::vector<std::uint32_t> label(n);
        std::iota(label.begin(), label.end(), 0u);
        for (const auto& [a, b] : edges) {
            const auto low = std::min(label[a], label[b]), high = std::max(label[a], label[b]);
            std::replace(label.begin(), label.end(), high, low);
        }
        for (int order = 0; order < 3; order++) {
            UnionFind sets(n, std::pmr::get_default_resource());
            std::size_t joins = 0;
            for (const auto& [a, b] : edges) joins += sets.unite(a, b) ? 1 : 0;
            std::size_t roots = 0;
            for (std::uint32_t i = 0; i < n; i++) {
                ASSERT_EQ(sets.find(i), label[i]);
                roots += label[i] == i ? 1 : 0;
            }
            ASSERT_EQ(roots, n - joins);
            std::shuffle(edges.begin(), edges.end(), random);
        }
    }
}

TEST(UnionFind, LongChainsNeedNoRecursion) {
    constexpr std::uint32_t kMany = 300'000;
    UnionFind sets(kMany, std::pmr::get_default_resource());
    for (std::uint32_t i = kMany - 1; i > 0; i--) EXPECT_TRUE(sets.unite(i - 1, i));
    for (std::uint32_t i = 0; i < kMany; i++) ASSERT_EQ(sets.find(i), 0u);
}

TEST(UnionFind, AnyOrderNamesTheSets) {
    UnionFind sets(5, std::pmr::get_default_resource());
    const auto last_first = [](std::uint32_t a, std::uint32_t b) { return a > b; };
    EXPECT_TRUE(sets.unite(0, 3, last_first));
    EXPECT_TRUE(sets.unite(3, 1, last_first));
    EXPECT_FALSE(sets.unite(1, 0, last_first));
    EXPECT_EQ(sets.find(0), 3u);
    EXPECT_EQ(sets.find(1), 3u);
    EXPECT_EQ(sets.find(4), 4u);
}

TEST(UnionFind, ManyThreadsGiveWhatOneGives) {
    constexpr std::uint32_t kNodes = 20'000;
    std::mt19937 random(2);
    for (int round = 0; round < 5; round++) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> edges(kNodes / 2 + kNodes / 4 * static_cast<std::uint32_t>(round));
        for (auto& [a, b] : edges) a = random() % kNodes, b = round == 4 ? (a + 1) % kNodes : random() % kNodes;
        UnionFind one(kNodes, std::pmr::get_default_resource()), many(kNodes, std::pmr::get_default_resource());
        std::size_t joins = 0;
        for (const auto& [a, b] : edges) joins += one.unite(a, b) ? 1 : 0;
        JobContext context(4);
        std::atomic<std::size_t> joins_of_many{0};
        context.parallel_for(edges.size(), 100, [&](std::size_t begin, std::size_t end, unsigned) {
            for (std::size_t i = begin; i < end; i++) joins_of_many += many.unite(edges[i].first, edges[i].second) ? 1 : 0;
        });
        EXPECT_EQ(joins_of_many, joins);
        context.parallel_for(kNodes, 500, [&](std::size_t begin, std::size_t end, unsigned) {
            for (std::size_t i = begin; i < end; i++) many.settle(static_cast<std::uint32_t>(i));
        });
        for (std::uint32_t i = 0; i < kNodes; i++) {
            ASSERT_EQ(many.find(i), one.find(i));
            ASSERT_EQ(many.parent(i), one.find(i));
        }
    }
}

TEST(UnionFind, ItsMemoryIsCounted) {
    Budget budget(1000);
    CountedResource memory(budget);
    EXPECT_NO_THROW(UnionFind(250, &memory));
    EXPECT_THROW(UnionFind(251, &memory), Error);
    EXPECT_EQ(budget.used(), 0u);
}

}  // namespace
}  // namespace cdp::cluster
