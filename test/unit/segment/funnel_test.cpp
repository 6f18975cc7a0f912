// SPDX-License-Identifier: PostgreSQL
#include "core/segment/funnel.hpp"

#include <algorithm>
#include <random>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "ref/funnel.hpp"

namespace cdp::segment {
namespace {

// One letter an event, one microsecond apart: "abc" are the steps, everything else is none of them.
std::uint32_t level(std::string_view letters, std::uint32_t modes, std::uint64_t window = 1000, std::string_view steps = "abc") {
    std::vector<Event> events;
    for (std::size_t i = 0; i < letters.size(); i++) {
        std::uint32_t mask = 0;
        for (std::size_t j = 0; j < steps.size(); j++) mask |= steps[j] == letters[i] ? 1U << j : 0U;
        if (mask != 0 || (modes & kStrictOrder) != 0) events.push_back({static_cast<std::int64_t>(i), mask});
    }
    return funnel_level(events, window, modes, static_cast<std::uint32_t>(steps.size()));
}

TEST(Funnel, Window) {
    EXPECT_EQ(level("", 0), 0U);
    EXPECT_EQ(level("cb", 0), 0U);
    EXPECT_EQ(level("xaxbxc", 0), 3U);
    EXPECT_EQ(level("abc", 0, 1), 2U);
    EXPECT_EQ(level("abc", 0, 2), 3U);
    EXPECT_EQ(level("aab..c", 0, 4), 3U) << "the later start leaves more of the window";
    EXPECT_EQ(level("abac", 0), 3U);
    EXPECT_EQ(level("cba", 0), 1U);
}

// Sequences and levels that ClickHouse documents or tests.
TEST(Funnel, ModesAsPublished) {
    EXPECT_EQ(level("adbc", kStrictOrder), 1U);
    EXPECT_EQ(level("abdc", kStrictOrder), 2U);
    EXPECT_EQ(level("aabbcc", kStrictOrder), 3U);
    EXPECT_EQ(level("aaaabbcc", kStrictOrder), 3U);
    EXPECT_EQ(level("aabbdcc", kStrictOrder), 2U);
    EXPECT_EQ(level("ccbbaa", kStrictOrder), 1U);
    EXPECT_EQ(level("acb", kStrictOrder), 1U);
    EXPECT_EQ(level("aabbcc", kStrictDeduplication | kStrictOrder), 2U);
    EXPECT_EQ(level("abcbd", kStrictDeduplication, 1000, "abcd"), 3U);
    EXPECT_EQ(level("0123455678", kStrictDeduplication, 1000, "0123456"), 6U);
    EXPECT_EQ(level("0123455678", 0, 1000, "0123456"), 7U);
    EXPECT_EQ(level("d", 0, 1000, "ddd"), 3U);
    EXPECT_EQ(level("d", kStrictOnce, 1000, "ddd"), 1U);
    EXPECT_EQ(level("d", kStrictIncrease, 1000, "ddd"), 1U);
    EXPECT_EQ(level("ffs", kStrictOnce, 1000, "ffs"), 3U);
    EXPECT_EQ(level("sfs", kStrictOnce, 1000, "ffs"), 1U);
    const Event events[] = {{0, 1}, {1, 2}, {1, 4}, {1, 8}, {2, 16}};
    EXPECT_EQ(funnel_level(events, 10000, 0, 5), 5U);
    EXPECT_EQ(funnel_level(events, 10000, kStrictIncrease, 5), 2U);
}

TEST(Funnel, StrictIncreaseFindsAnEarlierStepAtAnotherTime) {
    const Event events[] = {{0, 1}, {5, 2}, {10, 2}, {10, 4}};
    EXPECT_EQ(funnel_level(events, 100, kStrictIncrease, 3), 3U);
}

TEST(Funnel, LongestChainByTryingAll) {
    std::mt19937_64 random(11);
    for (int i = 0; i < 3000; i++) {
        std::vector<Event> events;
        const bool crowded = i % 2 == 0;
        for (std::uint64_t n = random() % 8; n > 0; n--)
            events.push_back({static_cast<std::int64_t>(random() % (crowded ? 4 : 30)), static_cast<std::uint32_t>(1 + random() % 15)});
        std::sort(events.begin(), events.end(), earlier);
        const auto window = static_cast<std::int64_t>(random() % 20);
        const auto wanted = [&](bool once, bool increase) { return ref::longest_chain(events, 0, 4, 0, window, 0, 0, once, increase); };
        const auto got = [&](std::uint32_t modes) { return funnel_level(events, static_cast<std::uint64_t>(window), modes, 4); };
        ASSERT_EQ(got(0), wanted(false, false)) << i;
        ASSERT_EQ(got(kStrictIncrease), wanted(false, true)) << i;
        // Among events of one time strict_once follows their fixed order, so it may miss a chain but finds none too long.
        const std::uint32_t once = wanted(true, false);
        bool distinct = true;
        for (std::size_t j = 1; j < events.size(); j++) distinct = distinct && events[j].at != events[j - 1].at;
        ASSERT_LE(got(kStrictOnce), once) << i;
        if (distinct) {
            ASSERT_EQ(got(kStrictOnce), once) << i;
        }
    }
}

TEST(Funnel, TimesAtTheEnds) {
    const Event events[] = {{std::numeric_limits<std::int64_t>::min(), 1}, {std::numeric_limits<std::int64_t>::max(), 2}};
    EXPECT_EQ(funnel_level(events, 1000, 0, 2), 1U);
    EXPECT_EQ(funnel_level(events, std::numeric_limits<std::uint64_t>::max(), 0, 2), 2U);
}

TEST(Funnel, LongOnesAreCancelled) {
    const CancelToken cancel([](const void*) noexcept { return true; }, nullptr);
    std::vector<Event> apart, together;
    for (std::int64_t i = 0; i < 70000; i++) {
        apart.push_back({i, 2});
        together.push_back({0, 2});
    }
    EXPECT_THROW(funnel_level(apart, 1000, 0, 2, cancel), Error);
    EXPECT_THROW(funnel_level(together, 1000, 0, 2, cancel), Error);
    EXPECT_EQ(funnel_level(std::span(apart).first(1000), 1000, 0, 2, cancel), 0U);
}

TEST(Funnel, Modes) {
    EXPECT_EQ(funnel_modes(""), 0U);
    EXPECT_EQ(funnel_modes(" strict_order,strict_once , strict_order"), kStrictOrder | kStrictOnce);
    EXPECT_EQ(funnel_modes("strict_deduplication strict_increase"), kStrictDeduplication | kStrictIncrease);
    EXPECT_THROW(funnel_modes("strict"), Error);
}

}  // namespace
}  // namespace cdp::segment
