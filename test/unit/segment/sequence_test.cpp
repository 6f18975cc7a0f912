// SPDX-License-Identifier: PostgreSQL
#include "core/segment/sequence.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace cdp::segment {
namespace {

constexpr std::int64_t kSecond = 1000000;

// One digit an event, one second apart: conditions by number; 0 is none, and left out as the aggregates do.
std::vector<Event> events_of(std::string_view digits) {
    std::vector<Event> events;
    for (std::size_t i = 0; i < digits.size(); i++)
        if (digits[i] != '0') events.push_back({static_cast<std::int64_t>(i) * kSecond, 1U << (digits[i] - '1')});
    return events;
}

std::uint64_t count(std::string_view pattern, std::string_view digits, std::uint64_t most = 1000) {
    const SequencePattern compiled(pattern, 9, std::pmr::get_default_resource());
    const auto events = events_of(digits);
    return compiled.count(events, most, {});
}

// ClickHouse's examples.
TEST(Sequence, AsPublished) {
    EXPECT_EQ(count("(?1)(?2)", "102"), 1U) << "events that no condition asks for are not there";
    EXPECT_EQ(count("(?1)(?2)", "132"), 0U);
    EXPECT_EQ(count("(?1).*(?2)", "132132"), 2U);
    EXPECT_EQ(count("(?1)(?t>1)(?2)", "12"), 0U);
    EXPECT_EQ(count("(?1)(?t>1)(?2)", "132"), 1U);
}

TEST(Sequence, StarsDotsTimes) {
    EXPECT_EQ(count("(?1)", "111"), 3U);
    EXPECT_EQ(count("(?1).(?2)", "132"), 1U);
    EXPECT_EQ(count("(?1).(?2)", "12"), 0U);
    EXPECT_EQ(count(".*(?1).*", "0021"), 1U);
    EXPECT_EQ(count(".", "1234"), 4U);
    EXPECT_EQ(count("(?1)(?t<=2)(?2)", "1002"), 0U);
    EXPECT_EQ(count("(?1)(?t<=3)(?2)", "1002"), 1U);
    EXPECT_EQ(count("(?1).*(?t<3)(?2)", "1032"), 0U) << "the time runs from the event before, with or without a star";
    EXPECT_EQ(count("(?1)(?t==3)(?2)", "12002"), 0U);
    EXPECT_EQ(count("(?1)(?t==4)(?2)", "12002"), 1U);
    EXPECT_EQ(count("(?1)(?t>=2)(?t<=3)(?2)", "1200002"), 0U);
    EXPECT_EQ(count("(?1)(?t>0.5)(?2)", "12"), 1U);
    EXPECT_EQ(count("(?1)(?t<0.5)(?2)", "12"), 0U);
    EXPECT_EQ(count("(?1)(?t<=1)(?2)", "111112"), 1U) << "a later start is found";
    EXPECT_EQ(count("(?1)(?2)", "121212", 1), 1U);
    EXPECT_EQ(count("(?1).*(?1)", "11111"), 2U) << "matches do not overlap";
}

TEST(Sequence, Refuses) {
    for (const char* pattern : {"", ".*", "(?0)", "(?10)", "(?1", "(?t>1)(?1)", "(?1)(?t>1)", "(?1)x", "(?1)(?t=1)(?2)", "(?1)(?t!1)(?2)", "(?1)(?t<0)(?2)",
                                "(?1)(?t>99999999999999999999)(?2)"})
        EXPECT_THROW(SequencePattern(pattern, 9, std::pmr::get_default_resource()), Error) << pattern;
    std::string many;
    for (int i = 0; i < 65; i++) many += "(?1)";
    EXPECT_THROW(SequencePattern(many, 9, std::pmr::get_default_resource()), Error);
}

// Whether events[i…] can go on to match from item `j`, by trying all; items as "1", ".", and gaps.
struct Plain {
    std::uint32_t step;  // 9: any
    bool skip;
    std::int64_t least, most;
};

bool matches_ending_at(const std::vector<Plain>& items, const std::vector<Event>& events, std::size_t j, std::size_t i, std::size_t base) {
    if (items[j].step != 9 && (events[i].steps >> items[j].step & 1) == 0) return false;
    if (j == 0) return true;
    for (std::size_t before = base; before < i; before++) {
        if (!items[j].skip && before + 1 != i) continue;
        const std::int64_t time = events[i].at - events[before].at;
        if (time >= items[j].least && time <= items[j].most && matches_ending_at(items, events, j - 1, before, base)) return true;
    }
    return false;
}

TEST(Sequence, AsByTryingAll) {
    std::mt19937_64 random(12);
    for (int run = 0; run < 3000; run++) {
        std::vector<Plain> items;
        std::string pattern;
        for (std::uint64_t n = 1 + random() % 4; n > 0; n--) {
            Plain item{random() % 5 == 0 ? 9U : static_cast<std::uint32_t>(random() % 3), false, 0, 1 << 30};
            if (!items.empty() && random() % 3 == 0) {
                pattern += ".*";
                item.skip = true;
            }
            if (!items.empty() && random() % 3 == 0) {
                const auto seconds = static_cast<std::int64_t>(random() % 6);
                const bool at_least = random() % 2 == 0;
                pattern += std::string("(?t") + (at_least ? ">=" : "<=") + std::to_string(seconds) + ")";
                (at_least ? item.least : item.most) = seconds * kSecond;
                item.skip = true;
            }
            pattern += item.step == 9 ? "." : "(?" + std::to_string(item.step + 1) + ")";
            items.push_back(item);
        }
        std::vector<Event> events;
        for (std::uint64_t n = random() % 14; n > 0; n--)
            events.push_back({static_cast<std::int64_t>(random() % 12) * kSecond, static_cast<std::uint32_t>(1 + random() % 7)});
        std::sort(events.begin(), events.end(), earlier);
        std::uint64_t wanted = 0;
        std::size_t base = 0;
        for (std::size_t i = 0; i < events.size(); i++)
            if (matches_ending_at(items, events, items.size() - 1, i, base)) wanted++, base = i + 1;
        ASSERT_EQ(SequencePattern(pattern, 3, std::pmr::get_default_resource()).count(events, 1000, {}), wanted) << pattern << ", run " << run;
    }
}

}  // namespace
}  // namespace cdp::segment
