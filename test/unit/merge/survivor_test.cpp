// SPDX-License-Identifier: PostgreSQL
#include "core/merge/survivor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "random_rows.hpp"
#include "ref/survivor.hpp"

namespace cdp::merge {
namespace {

TEST(Survives, RankThenVotesThenTimeThenKeyThenValue) {
    const Candidate base{.value = "m", .key = "k", .has_key = true, .rank = 5, .votes = 3, .at = 10};
    for (const Candidate& better : {Candidate{.value = "z", .rank = 4, .votes = 1, .at = 0},
                                    Candidate{.value = "z", .rank = 5, .votes = 4, .at = 0},
                                    Candidate{.value = "z", .rank = 5, .votes = 3, .at = 11},
                                    Candidate{.value = "z", .key = "a", .has_key = true, .rank = 5, .votes = 3, .at = 10},
                                    Candidate{.value = "a", .key = "k", .has_key = true, .rank = 5, .votes = 3, .at = 10}}) {
        EXPECT_TRUE(survives(better, base));
        EXPECT_FALSE(survives(base, better));
    }
    EXPECT_FALSE(survives(base, base));
    EXPECT_TRUE(survives(base, Candidate{.value = "a", .rank = 5, .votes = 3, .at = 10})) << "any key before none";
}

TEST(Absorb, OnlyTheLowestRankCounts) {
    Candidate sum{.value = "2.0", .key = "k", .has_key = true, .rank = 2, .votes = 3, .at = 10};
    absorb(sum, {.value = "2", .key = "a", .has_key = true, .rank = 3, .votes = 9, .at = 99});
    EXPECT_EQ(sum.votes, 3);
    EXPECT_EQ(sum.at, 10);
    absorb(sum, {.value = "2", .rank = 2, .votes = 1, .at = 20});
    EXPECT_EQ(sum.votes, 4);
    EXPECT_EQ(sum.at, 20);
    EXPECT_EQ(sum.key, "k");
    EXPECT_EQ(sum.value, "2");
    absorb(sum, {.value = "2.00", .rank = 1, .votes = 0, .at = 1});
    EXPECT_EQ(sum.votes, 0);
    EXPECT_EQ(sum.at, 1);
    EXPECT_FALSE(sum.has_key);
    EXPECT_EQ(sum.value, "2.00");
}

TEST(Absorb, VotesStopAtTheLargestNumber) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    Candidate sum{.value = "v", .votes = most - 1};
    absorb(sum, {.value = "v", .votes = 5});
    EXPECT_EQ(sum.votes, most);
}

TEST(Pick, KeepsWhatWasWritten) {
    for (const Candidate& c : {Candidate{.value = ""}, Candidate{.value = "v", .key = "", .has_key = true},
                               Candidate{.value = std::string_view("a\0b", 3), .key = "key", .has_key = true, .rank = -1, .at = 7},
                               Candidate{.value = "w", .rank = std::numeric_limits<std::int64_t>::min()}}) {
        std::vector<std::byte> bytes(pick_size(c));
        pick_write(bytes.data(), c);
        const Candidate read = pick_read(bytes.data());
        EXPECT_EQ(read.value, c.value);
        EXPECT_EQ(read.key, c.key);
        EXPECT_EQ(read.has_key, c.has_key);
        EXPECT_EQ(read.rank, c.rank);
        EXPECT_EQ(read.at, c.at);
    }
}

TEST(Pick, AnyOrderAndAnySplitGiveTheSameAnswer) {
    std::mt19937 random(11);
    for (int round = 0; round < 400; round++) {
        std::vector<ref::Row> rows = random_rows(random, 1 + random() % 40, 6);
        const std::string expected = ref::pick(rows);
        std::shuffle(rows.begin(), rows.end(), random);
        // Candidates of a part, and then of the winners of two parts.
        const auto best_of = [&](std::size_t from, std::size_t to) {
            std::size_t best = from;
            for (std::size_t i = from; i < to; i++) {
                Candidate a = candidate_of(rows[i]), b = candidate_of(rows[best]);
                a.votes = b.votes = 0;
                if (survives(a, b)) best = i;
            }
            return best;
        };
        const std::size_t cut = random() % rows.size();
        std::size_t best = best_of(cut, rows.size());
        if (cut > 0) {
            const std::size_t other = best_of(0, cut);
            Candidate a = candidate_of(rows[other]), b = candidate_of(rows[best]);
            a.votes = b.votes = 0;
            if (survives(a, b)) best = other;
        }
        EXPECT_EQ(rows[best].value, expected);
    }
}

TEST(Characters, AreCodePoints) {
    EXPECT_EQ(characters(""), 0);
    EXPECT_EQ(characters("abc"), 3);
    EXPECT_EQ(characters("éa🎉"), 3);
}

TEST(GreatestFirst, OrdersNumbersDownwards) {
    const double inf = std::numeric_limits<double>::infinity();
    const std::vector<double> falling = {inf, 1e300, 100, 1.5, 1, 1e-300, 0, -1e-300, -1, -1.5, -1e300, -inf};
    for (std::size_t i = 1; i < falling.size(); i++)
        EXPECT_LT(greatest_first(falling[i - 1]), greatest_first(falling[i])) << falling[i];
    EXPECT_EQ(greatest_first(-0.0), greatest_first(0.0));
    EXPECT_EQ(greatest_first(std::nan("")), kNoRank);
    EXPECT_LT(greatest_first(-inf), kNoRank);
}

TEST(RankedKey, ByteOrderIsThatOfTheRanksThenOfTheKey) {
    const auto key_of = [](std::vector<std::int64_t> ranks, std::string_view key) {
        std::vector<std::byte> bytes(ranked_key_size(ranks.size(), key));
        ranked_key_write(bytes.data(), ranks, key);
        return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    std::mt19937_64 random(3);
    for (int i = 0; i < 2000; i++) {
        const auto any = [&] { return random() % 3 != 0 ? static_cast<std::int64_t>(random() % 5) - 2 : static_cast<std::int64_t>(random()); };
        const std::vector<std::int64_t> a = {any(), any()}, b = {any(), any()};
        const std::string x(random() % 2, 'x'), y(random() % 2, 'x');
        EXPECT_EQ(key_of(a, x) < key_of(b, y), std::pair(a, x) < std::pair(b, y));
    }
}

TEST(DecayedTrust, AtAgeZeroHalfAndFullPeriod) {
    for (const Decay decay : {Decay::kLinear, Decay::kFastFirst, Decay::kSlowFirst}) {
        EXPECT_EQ(decayed_trust(90, 20, 0, decay), 90);
        EXPECT_EQ(decayed_trust(90, 20, 1, decay), 20);
        EXPECT_EQ(decayed_trust(90, 20, -3, decay), 90);
        EXPECT_EQ(decayed_trust(90, 20, 3, decay), 20);
        EXPECT_EQ(decayed_trust(50, 50, 0.5, decay), 50);
    }
    EXPECT_EQ(decayed_trust(90, 20, 0.5, Decay::kLinear), 55);
    EXPECT_NEAR(decayed_trust(90, 20, 0.5, Decay::kFastFirst), 20 + 70 * (1 - std::sqrt(0.5)), 1e-12);
    EXPECT_EQ(decayed_trust(90, 20, 0.5, Decay::kSlowFirst), 72.5);
}

TEST(VotesOf, MillionthsFitForAnyWeight) {
    EXPECT_EQ(votes_of(0), 0);
    EXPECT_EQ(votes_of(0.1), 100000);
    EXPECT_EQ(votes_of(kMostWeight), 1000000000000000);
}

}  // namespace
}  // namespace cdp::merge
