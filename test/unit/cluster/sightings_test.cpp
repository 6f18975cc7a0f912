// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/sightings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <random>
#include <set>
#include <vector>

namespace cdp::cluster {
namespace {

constexpr std::int32_t kAny = Sighting::kAnyDay;

TEST(Sightings, NothingSeenIsNothingHeld) { EXPECT_EQ(fullest_window({}, 7).codes, 0u); }

TEST(Sightings, DaysInARow) {
    const Sighting seen[] = {{0, 1}, {6, 2}, {7, 3}};
    EXPECT_EQ(fullest_window(seen, 1).codes, 1u);
    EXPECT_EQ(fullest_window(seen, 2).codes, 2u);
    EXPECT_EQ(fullest_window(seen, 2).last, 7);
    EXPECT_EQ(fullest_window(seen, 7).codes, 2u) << "days 0 to 6";
    EXPECT_EQ(fullest_window(seen, 7).last, 6);
    EXPECT_EQ(fullest_window(seen, 8).codes, 3u);
}

TEST(Sightings, OfAnyDayIsOfEachWindow) {
    const Sighting seen[] = {{kAny, 1}, {kAny, 2}, {0, 2}, {50, 3}};
    const Window window = fullest_window(seen, 10);
    EXPECT_EQ(window.codes, 3u);
    EXPECT_EQ(window.last, 50);
    EXPECT_TRUE(window.holds(kAny));
    EXPECT_TRUE(window.holds(41));
    EXPECT_FALSE(window.holds(40));
    EXPECT_FALSE(window.holds(51));
    EXPECT_EQ(fullest_window(std::span(seen).first(2), 10).codes, 2u);
}

TEST(Sightings, TheWidestWindowsHoldEverything) {
    constexpr std::int32_t least = kAny + 1, most = std::numeric_limits<std::int32_t>::max();
    const Sighting seen[] = {{least, 1}, {0, 2}, {most, 3}};
    EXPECT_EQ(fullest_window(seen, 1).codes, 1u);
    EXPECT_EQ(fullest_window(seen, std::numeric_limits<std::uint32_t>::max()).codes, 3u);
}

TEST(Sightings, AgreesWithTheDefinition) {
    std::mt19937 random(1);
    for (int round = 0; round < 3000; round++) {
        std::set<Sighting> drawn;
        for (unsigned i = random() % 12; i > 0; i--)
            drawn.insert({random() % 6 == 0 ? kAny : static_cast<std::int32_t>(random() % 20), static_cast<std::uint32_t>(random() % 5)});
        const std::vector<Sighting> seen(drawn.begin(), drawn.end());
        const auto days = static_cast<std::uint32_t>(1 + random() % 8);
        std::size_t most = 0;
        for (std::int32_t last = -1; last < 20; last++) {
            std::set<std::uint32_t> codes;
            for (const auto& s : seen)
                if (s.day == kAny || (s.day <= last && s.day > last - static_cast<std::int32_t>(days))) codes.insert(s.code);
            most = std::max(most, codes.size());
        }
        const Window found = fullest_window(seen, days);
        ASSERT_EQ(found.codes, most) << round;
        std::set<std::uint32_t> held;
        for (const auto& s : seen)
            if (found.holds(s.day)) held.insert(s.code);
        ASSERT_EQ(held.size(), most) << round;
    }
}

TEST(Sightings, WindowsThatOverflowAreThoseOfBothSides) {
    const Sighting left[] = {{0, 1}, {0, 2}, {100, 4}}, right[] = {{100, 3}}, before[] = {{50, 3}};
    const auto window = overfull_window(left, right, 30, 1);
    ASSERT_TRUE(window);
    EXPECT_EQ(window->last, 100);
    EXPECT_EQ(window->codes, 2u);
    EXPECT_FALSE(overfull_window(left, right, 30, 2));
    EXPECT_FALSE(overfull_window(left, before, 30, 1)) << "alone in its windows";
    EXPECT_FALSE(overfull_window(left, {}, 30, 1)) << "one side is over the limit by itself";
    EXPECT_FALSE(overfull_window({}, {}, 30, 1));
}

TEST(Sightings, WindowsThatOverflowAtTheEndsOfTime) {
    constexpr std::int32_t least = kAny + 1, most = std::numeric_limits<std::int32_t>::max();
    const Sighting left[] = {{least, 1}, {most, 2}}, right[] = {{most, 3}}, any[] = {{kAny, 5}};
    EXPECT_EQ(overfull_window(left, right, 1, 1)->last, most);
    EXPECT_EQ(overfull_window(left, right, std::numeric_limits<std::uint32_t>::max(), 2)->codes, 3u);
    EXPECT_EQ(overfull_window(left, any, 1, 1)->last, least);
    EXPECT_EQ(overfull_window(std::array{Sighting{kAny, 4}}, any, 1, 1)->last, kAny);
}

TEST(Sightings, WindowsThatOverflowAgreeWithTheDefinition) {
    std::mt19937 random(2);
    std::size_t overfull = 0;
    for (int round = 0; round < 3000; round++) {
        std::vector<Sighting> sides[2];
        for (auto& side : sides) {
            std::set<Sighting> drawn;
            for (unsigned i = random() % 8; i > 0; i--)
                drawn.insert({random() % 6 == 0 ? kAny : static_cast<std::int32_t>(random() % 20), static_cast<std::uint32_t>(random() % 5)});
            side.assign(drawn.begin(), drawn.end());
        }
        const auto days = static_cast<std::uint32_t>(1 + random() % 8);
        const std::size_t most = random() % 4;
        const auto codes_in = [&](std::initializer_list<int> of, const Window& window) {
            std::set<std::uint32_t> codes;
            for (const int side : of)
                for (const auto& s : sides[side])
                    if (window.holds(s.day)) codes.insert(s.code);
            return codes;
        };
        std::optional<Window> first;
        for (std::int32_t last = -1; last < 30 && !first; last++) {
            const Window window{0, last, days};
            const auto both = codes_in({0, 1}, window);
            if (both.size() > most && both != codes_in({0}, window) && both != codes_in({1}, window)) first = window;
        }
        const auto found = overfull_window(sides[0], sides[1], days, most);
        ASSERT_EQ(found.has_value(), first.has_value()) << round;
        if (!found) continue;
        overfull++;
        ASSERT_EQ(found->codes, codes_in({0, 1}, *first).size()) << round;
        ASSERT_EQ(found->last, first->last == -1 ? kAny : first->last) << round;
    }
    EXPECT_GT(overfull, 500u);
    EXPECT_LT(overfull, 2500u);
}

}  // namespace
}  // namespace cdp::cluster
