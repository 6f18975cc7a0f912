// SPDX-License-Identifier: PostgreSQL
#include "core/base/memory.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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
