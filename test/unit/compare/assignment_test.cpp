// SPDX-License-Identifier: PostgreSQL
#include "core/compare/assignment.hpp"

#include <gtest/gtest.h>

#include <random>

#include "ref/assignment.hpp"

namespace cdp::compare {
namespace {

TEST(Assignment, SmallCases) {
    const std::int32_t gains[] = {5, 9, 9, 1, 0, 0};
    EXPECT_EQ(best_assignment(gains, 1, 1), 5);
    EXPECT_EQ(best_assignment(gains, 2, 2), 18);  // greedy by rows agrees, by columns does not
    EXPECT_EQ(best_assignment(gains, 2, 3), 10);
    EXPECT_EQ(best_assignment(gains, 3, 2), 18);
    EXPECT_EQ(best_assignment(gains, 0, 3), 0);
    EXPECT_EQ(best_assignment(gains, 3, 0), 0);
}

TEST(Assignment, EqualsTryingEverything) {
    std::mt19937 random(7);
    for (int round = 0; round < 20000; round++) {
        const std::size_t rows = random() % 6, columns = random() % 6;
        const std::uint32_t most = round % 3 == 0 ? 3 : 1000000;  // ties, too
        std::vector<std::int32_t> gains;
        std::vector<std::vector<std::int32_t>> table(rows, std::vector<std::int32_t>(columns));
        for (auto& line : table)
            for (auto& gain : line) gains.push_back(gain = static_cast<std::int32_t>(random() % most));
        std::vector<bool> taken(columns);
        EXPECT_EQ(best_assignment(gains, rows, columns), ref::best_assignment(table, 0, taken));
    }
}

TEST(Assignment, LargestCase) {
    std::vector<std::int32_t> gains(kMostAssigned * kMostAssigned);
    for (std::size_t i = 0; i < kMostAssigned; i++)
        for (std::size_t k = 0; k < kMostAssigned; k++)
            gains[i * kMostAssigned + k] = (i * 7 + 3) % kMostAssigned == k ? 1000 : 999;
    EXPECT_EQ(best_assignment(gains, kMostAssigned, kMostAssigned), 1000 * static_cast<int>(kMostAssigned));
}

}  // namespace
}  // namespace cdp::compare
