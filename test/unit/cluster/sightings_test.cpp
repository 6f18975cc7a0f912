// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/sightings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
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

}  // namespace
}  // namespace cdp::cluster
