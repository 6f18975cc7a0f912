// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/partition_figures.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "ref/evaluation.hpp"

namespace cdp::cluster {
namespace {

// After every join the figures are those of the definitions, whichever cluster is the larger, and with clusters of more
// true clusters than are looked through one by one.
TEST(PartitionFigures, AsTheDefinitionsHaveThemAfterEveryJoin) {
    std::mt19937 random(3);
    Budget budget;
    CountedResource memory(budget);
    for (const unsigned kinds : {2u, 7u, 60u}) {
        const std::size_t n = 60;
        std::vector<std::uint32_t> truth(n);
        for (auto& t : truth) t = random() % (kinds + 1);
        PartitionFigures figures(truth, &memory);
        std::vector<int> predicted(n);
        for (std::size_t i = 0; i < n; i++) predicted[i] = static_cast<int>(i) + 1;
        const std::vector<int> true_clusters(truth.begin(), truth.end());
        for (int turn = 0; turn < 150; turn++) {
            const auto a = static_cast<std::uint32_t>(random() % n), b = static_cast<std::uint32_t>(random() % n);
            figures.join(a, b);
            const int from = predicted[a], to = predicted[b];
            for (auto& p : predicted)
                if (p == from) p = to;
            const auto counts = ref::count_clusters(predicted, true_clusters);
            ASSERT_EQ(figures.clusters(), counts.clusters);
            ASSERT_EQ(figures.true_clusters(), counts.true_clusters);
            ASSERT_EQ(figures.exact(), counts.exact);
            ASSERT_EQ(figures.largest(), counts.largest);
            const auto b_cubed = ref::b_cubed(predicted, true_clusters);
            ASSERT_NEAR(*figures.b3_precision(), b_cubed.precision, 1e-12);
            ASSERT_NEAR(*figures.b3_recall(), b_cubed.recall, 1e-12);
        }
    }
    EXPECT_EQ(budget.used(), 0u);
}

// The order of joins does not show, not even in the last digit.
TEST(PartitionFigures, DependOnThePartitionOnly) {
    std::mt19937 random(4);
    Budget budget;
    CountedResource memory(budget);
    const std::size_t n = 5000;
    std::vector<std::uint32_t> truth(n);
    for (auto& t : truth) t = 1 + random() % 900;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> joins;
    for (int i = 0; i < 3500; i++) joins.emplace_back(random() % n, random() % n);
    std::optional<double> precision, recall;
    for (int turn = 0; turn < 5; turn++) {
        PartitionFigures figures(truth, &memory);
        for (const auto& [a, b] : joins) figures.join(a, b);
        if (turn > 0) {
            EXPECT_EQ(figures.b3_precision(), precision);
            EXPECT_EQ(figures.b3_recall(), recall);
        }
        precision = figures.b3_precision();
        recall = figures.b3_recall();
        std::shuffle(joins.begin(), joins.end(), random);
    }
}

TEST(PartitionFigures, OfNothing) {
    PartitionFigures nobody({}, std::pmr::get_default_resource());
    EXPECT_EQ(nobody.largest(), 0u);
    EXPECT_FALSE(nobody.b3_precision() || nobody.b3_recall());
    const std::vector<std::uint32_t> unknown = {0, 0};
    PartitionFigures unjudged(unknown, std::pmr::get_default_resource());
    unjudged.join(0, 1);
    EXPECT_EQ(unjudged.largest(), 2u);
    EXPECT_EQ(unjudged.clusters(), 0u);
    EXPECT_FALSE(unjudged.b3_precision());
}

}  // namespace
}  // namespace cdp::cluster
