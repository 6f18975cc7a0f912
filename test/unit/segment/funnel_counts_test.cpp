// SPDX-License-Identifier: PostgreSQL
#include "core/segment/funnel_counts.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <random>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "core/segment/funnel.hpp"

namespace cdp::segment {
namespace {

constexpr std::uint32_t kSteps = 4;
using Counts = std::vector<std::uint64_t>;

Counts counted(const std::vector<MemberEvent>& events, std::uint64_t window, std::uint32_t modes) {
    std::pmr::monotonic_buffer_resource memory;
    MemberEvents kept(&memory);
    for (const MemberEvent& event : events) kept.add(event);
    EXPECT_EQ(kept.size(), events.size());
    Counts reached(kSteps);
    kept.count_reached(window, modes, reached);
    return reached;
}

// A funnel for each member, one after the other.
Counts expected(const std::vector<MemberEvent>& events, std::uint64_t window, std::uint32_t modes) {
    std::map<std::int64_t, std::vector<Event>> members;
    for (const MemberEvent& event : events) members[event.member].push_back(event.event);
    Counts reached(kSteps);
    for (auto& [member, own] : members) {
        std::sort(own.begin(), own.end(), earlier);
        const std::uint32_t level = funnel_level(own, window, modes, kSteps);
        for (std::uint32_t step = 0; step < level; step++) reached[step]++;
    }
    return reached;
}

std::vector<MemberEvent> random_events(std::mt19937_64& random, std::size_t count, std::uint64_t members) {
    std::vector<MemberEvent> events;
    for (std::size_t i = 0; i < count; i++) {
        const auto member = static_cast<std::int64_t>(random() % members) - 3;
        events.push_back({member, {static_cast<std::int64_t>(random() % 500), static_cast<std::uint32_t>(random() % 16)}});
    }
    return events;
}

TEST(FunnelCounts, None) {
    EXPECT_EQ(counted({}, 100, 0), Counts(kSteps));
    EXPECT_EQ(counted({{1, {0, 2}}, {2, {0, 0}}}, 100, 0), Counts(kSteps));
}

TEST(FunnelCounts, MembersAtTheEndsOfTheirRange) {
    using Limits = std::numeric_limits<std::int64_t>;
    EXPECT_EQ(counted({{Limits::min(), {0, 1}}, {Limits::max(), {0, 1}}, {Limits::max(), {5, 2}}, {0, {1, 1}}, {-1, {1, 1}}}, 10, 0), (Counts{4, 1, 0, 0}));
}

// Few events, many events of few members (one of whom has more than a part of a sort), many members.
TEST(FunnelCounts, SameAsAFunnelForEachMember) {
    std::mt19937_64 random(5);
    for (const auto& [count, members] : {std::pair{20, 4}, {2000, 100}, {2000, 5000}, {40000, 7}, {600000, 1}, {100000, 20000}}) {
        std::vector<MemberEvent> events = random_events(random, static_cast<std::size_t>(count), static_cast<std::uint64_t>(members));
        for (std::uint32_t modes = 0; modes < 16; modes += count > 50000 ? 5 : 1) {
            const Counts counts = counted(events, 20, modes);
            ASSERT_EQ(counts, expected(events, 20, modes)) << count << " events of " << members << " members, modes " << modes;
            std::shuffle(events.begin(), events.end(), random);
            ASSERT_EQ(counted(events, 20, modes), counts) << "another order";
        }
    }
}

TEST(FunnelCounts, BlocksHoldWhatWasAdded) {
    std::mt19937_64 random(6);
    std::pmr::monotonic_buffer_resource memory;
    MemberEvents kept(&memory);
    const auto events = random_events(random, 33000, 1000);
    for (const MemberEvent& event : events) kept.add(event);
    const auto key = [](const MemberEvent& e) { return std::tuple(e.member, e.event.at, e.event.steps); };
    std::vector<std::tuple<std::int64_t, std::int64_t, std::uint32_t>> added, found;
    for (const MemberEvent& event : events) added.push_back(key(event));
    kept.for_each_block([&](auto block) { std::transform(block.begin(), block.end(), std::back_inserter(found), key); });
    std::sort(added.begin(), added.end());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, added);
}

TEST(FunnelCounts, Cancelled) {
    std::pmr::monotonic_buffer_resource memory;
    MemberEvents kept(&memory);
    kept.add({1, {0, 1}});
    Counts reached(kSteps);
    EXPECT_THROW(kept.count_reached(1, 0, reached, CancelToken([](const void*) noexcept { return true; }, nullptr)), Error);
}

}  // namespace
}  // namespace cdp::segment
