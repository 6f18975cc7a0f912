// SPDX-License-Identifier: PostgreSQL
#include "core/score/known_values.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace cdp::score {
namespace {

struct ShorterFirst {
    bool operator()(const std::string& a, const std::string& b) const { return a.size() != b.size() ? a.size() < b.size() : a < b; }
};

TEST(KnownValues, FindWhatAMapFinds) {
    std::mt19937 random(11);
    Budget budget;
    CountedResource memory(budget);
    for (const std::size_t n : {0u, 1u, 2u, 1000u}) {
        std::map<std::string, int, ShorterFirst> twin;
        KnownValues<int> known(&memory);
        while (twin.size() < n) {
            std::string text(random() % 4, 'a');
            for (char& c : text) c = static_cast<char>('a' + random() % 26);
            text += std::to_string(random() % 1000);
            if (twin.emplace(text, static_cast<int>(twin.size())).second) known.add(text, static_cast<int>(twin.size() - 1));
        }
        known.sort();
        EXPECT_EQ(known.size(), n);
        EXPECT_EQ(known.empty(), n == 0);
        auto next = twin.begin();
        known.each([&](std::string_view text, int what) {
            EXPECT_EQ(text, next->first);
            EXPECT_EQ(what, next->second);
            ++next;
        });
        EXPECT_EQ(next, twin.end());
        for (const auto& [text, what] : twin) {
            ASSERT_NE(known.find(text), nullptr) << text;
            EXPECT_EQ(*known.find(text), what);
        }
        for (const auto text : {"", "a", "zzzzzzz", "0"}) EXPECT_EQ(known.find(text) != nullptr, twin.contains(text)) << text;
    }
}

TEST(KnownValues, AreCountedWhereTheyAreMadeAndNotWhereTheyAreCopied) {
    Budget budget;
    CountedResource memory(budget);
    KnownValues<double> copy;
    {
        KnownValues<double> known(&memory);
        for (int i = 0; i < 1000; i++) known.add(std::to_string(i), i);
        known.sort();
        const std::size_t bytes = 16 * 1000 + 10 + 90 * 2 + 900 * 3;
        EXPECT_EQ(budget.used(), bytes);
        const KnownValues<double> moved = std::move(known);
        EXPECT_EQ(budget.used(), bytes);
        copy = moved;
        EXPECT_EQ(budget.used(), bytes);
    }
    EXPECT_EQ(budget.used(), 0u);
    EXPECT_EQ(*copy.find("999"), 999);
    EXPECT_EQ(copy, (KnownValues<double>(copy)));
    EXPECT_FALSE(copy == (KnownValues<double>{{"1", 1}}));
    EXPECT_EQ((KnownValues<double>{{"b", 1}, {"a", 2}}), (KnownValues<double>{{"a", 2}, {"b", 1}}));
}

}  // namespace
}  // namespace cdp::score
