// SPDX-License-Identifier: PostgreSQL
#include "core/base/memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <thread>

#include "core/base/error.hpp"

namespace cdp {
namespace {

TEST(Budget, CountsWhatContainersHold) {
    Budget budget;
    CountedResource memory(budget);
    {
        Vec<int> v(&memory);
        v.resize(1000);
        EXPECT_GE(budget.used(), 4000u);
    }
    EXPECT_EQ(budget.used(), 0u);
    EXPECT_GE(budget.peak(), 4000u);
}

TEST(Budget, RefusesWhatPassesTheLimitAndTakesNothing) {
    Budget budget(1 << 20);
    CountedResource memory(budget);
    Vec<char> v(&memory);
    v.resize(1 << 19);
    const auto used = budget.used();
    try {
        Vec<char> w(1 << 20, &memory);
        FAIL() << "over the budget";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kOutOfBudget);
        EXPECT_NE(e.hint().find("cdp.memory"), std::string::npos);
    }
    EXPECT_EQ(budget.used(), used);
}

TEST(Budget, LeavesWhatIsToBeSpared) {
    Budget budget(1000);
    budget.take(600);
    EXPECT_FALSE(budget.try_take(300, 101));
    EXPECT_FALSE(budget.try_take(std::numeric_limits<std::size_t>::max(), 1000)) << "more than can be added";
    EXPECT_FALSE(budget.try_take(1, std::numeric_limits<std::size_t>::max()));
    EXPECT_EQ(budget.used(), 600u);
    EXPECT_TRUE(budget.try_take(300, 100));
    EXPECT_EQ(budget.used(), 900u);
    EXPECT_EQ(budget.peak(), 900u);
}

// What a thread is refused is no reason to refuse another what there is room for.
TEST(Budget, WhatIsRefusedIsNeverInUse) {
    Budget budget(1 << 20);
    std::atomic<bool> done{false};
    std::atomic<std::size_t> refused{0}, taken{0};
    std::thread large([&] {
        while (!done.load())
            if (budget.try_take(1 << 21, 0)) taken.fetch_add(1);
    });
    std::thread throwing([&] {
        while (!done.load()) {
            try {
                budget.take(1 << 21);
                taken.fetch_add(1);
            } catch (const Error&) {
            }
        }
    });
    for (int i = 0; i < 1000000; i++) {
        if (budget.try_take(64, 0))
            budget.give(64);
        else
            refused.fetch_add(1);
    }
    done = true;
    large.join();
    throwing.join();
    EXPECT_EQ(refused.load(), 0u);
    EXPECT_EQ(taken.load(), 0u);
    EXPECT_EQ(budget.used(), 0u);
    EXPECT_EQ(budget.peak(), 64u);
}

TEST(Budget, HonoursLargeAlignment) {
    Budget budget;
    CountedResource memory(budget);
    void* p = memory.allocate(100, 64);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(p) % 64, 0u);
    memory.deallocate(p, 100, 64);
    EXPECT_EQ(budget.used(), 0u);
}

TEST(Array, OwnsItsMemory) {
    Budget budget(1000);
    CountedResource memory(budget);
    {
        Array<int> a(10, &memory), b(20, &memory);
        std::fill(a.begin(), a.end(), 1);
        std::fill(b.begin(), b.end(), 2);
        EXPECT_EQ(budget.used(), 120u);
        a = std::move(b);
        EXPECT_EQ(a.size(), 20u);
        EXPECT_EQ(a[19], 2);
        const Array<int> c = std::move(a);
        EXPECT_EQ(c[0], 2);
        EXPECT_THROW(Array<int>(1000, &memory), Error);
    }
    EXPECT_EQ(budget.used(), 0u);
}

}  // namespace
}  // namespace cdp
