// SPDX-License-Identifier: PostgreSQL
#include "core/base/parallel_sort.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace cdp {
namespace {

std::vector<std::uint32_t> numbers(std::size_t n, std::uint32_t kinds, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint32_t> out(n);
    for (auto& x : out) x = random() % kinds;
    return out;
}

TEST(ParallelSort, SortsAsStdSort) {
    constexpr std::size_t kRun = parallel_sort_detail::kRun;
    for (const unsigned threads : {1u, 2u, 5u})
        for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{2}, kRun, kRun + 1, 3 * kRun, 7 * kRun + 13})
            for (const std::uint32_t kinds : {1u, 7u, 4000000000u}) {
                auto expected = numbers(n, kinds, static_cast<unsigned>(n) + kinds);
                Vec<std::uint32_t> items(expected.begin(), expected.end());
                std::sort(expected.begin(), expected.end());
                JobContext context(threads);
                parallel_sort(items, context);
                ASSERT_TRUE(std::equal(items.begin(), items.end(), expected.begin(), expected.end()))
                    << n << " of " << kinds << " kinds, " << threads << " threads";
            }
}

TEST(ParallelSort, TakesAnyOrder) {
    const auto all = numbers(200000, 1000000, 3);
    Vec<std::uint32_t> items(all.begin(), all.end());
    JobContext context(2);
    parallel_sort(items, context, std::greater<>());
    EXPECT_TRUE(std::is_sorted(items.begin(), items.end(), std::greater<>()));
    parallel_sort(items, context);
    EXPECT_TRUE(std::is_sorted(items.begin(), items.end()));
}

TEST(ParallelSort, StopsWhenAskedTo) {
    const auto all = numbers(200000, 1000000, 4);
    Vec<std::uint32_t> items(all.begin(), all.end());
    JobContext context(2);
    context.stop();
    EXPECT_THROW(parallel_sort(items, context), Error);
}

TEST(ParallelSort, CountsItsMemory) {
    Budget budget(1 << 20);
    CountedResource memory(budget);
    Vec<std::uint32_t> items(200000, 1, &memory);
    JobContext context(2);
    EXPECT_THROW(parallel_sort(items, context), Error);
    EXPECT_EQ(items.size(), 200000u);
}

}  // namespace
}  // namespace cdp
