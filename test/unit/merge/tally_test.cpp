// SPDX-License-Identifier: PostgreSQL
#include "core/merge/tally.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "random_rows.hpp"
#include "ref/survivor.hpp"

namespace cdp::merge {
namespace {

class Tally {
public:
    void add(const Candidate& c) {
        if (block_.empty()) {
            block_.resize(tally_first_size(c));
            tally_init(block_.data(), block_.size());
        }
        while (!tally_add(block_.data(), c)) {
            std::vector<std::byte> next(tally_next_size(block_.data(), c));
            tally_copy(next.data(), next.size(), block_.data());
            block_ = std::move(next);
        }
    }
    void add_all(const Tally& other) {
        TallyReader reader(other.block_.data());
        for (Candidate c; reader.next(c);) add(c);
    }
    Candidate best() const { return tally_best(block_.data()); }
    std::size_t values() const { return tally_values(block_.data()); }
    std::size_t bytes() const { return block_.size(); }

private:
    std::vector<std::byte> block_;
};

TEST(Tally, AnyOrderAndAnySplitGiveTheSameAnswer) {
    std::mt19937 random(7);
    for (int round = 0; round < 400; round++) {
        std::vector<ref::Row> rows = random_rows(random, 1 + random() % 500, 1 + random() % (round % 4 == 0 ? 300 : 12));
        const std::string expected = ref::vote(rows);
        std::shuffle(rows.begin(), rows.end(), random);
        Tally whole, left, right;
        const std::size_t cut = random() % rows.size();
        for (std::size_t i = 0; i < rows.size(); i++) {
            whole.add(candidate_of(rows[i]));
            (i <= cut ? left : right).add(candidate_of(rows[i]));
        }
        if (cut + 1 < rows.size()) left.add_all(right);
        EXPECT_EQ(whole.best().value, expected);
        EXPECT_EQ(left.best().value, expected);
        EXPECT_EQ(left.best().votes, whole.best().votes);
        EXPECT_EQ(left.best().at, whole.best().at);
        EXPECT_EQ(left.best().key, whole.best().key);
        EXPECT_EQ(left.values(), whole.values());
    }
}

TEST(Tally, VotesOfNothingStillName) {
    Tally tally;
    tally.add({.value = "b", .votes = 0});
    tally.add({.value = "a", .votes = 0});
    EXPECT_EQ(tally.values(), 2u);
    EXPECT_EQ(tally.best().value, "a");
}

TEST(Tally, LongerKeysThatReplaceEachOtherDoNotPileUp) {
    Tally tally;
    for (int i = 0; i < 2000; i++) {
        const std::string key = std::string(1, static_cast<char>('z' - i % 26)) + std::string(i / 26 + 1, 'a');
        tally.add({.value = "v", .key = key, .has_key = true});
    }
    EXPECT_EQ(tally.best().votes, 2000);
    EXPECT_EQ(tally.values(), 1u);
    EXPECT_LT(tally.bytes(), 1000u);
}

TEST(Tally, ManyDistinctValuesStayFastAndSmall) {
    Tally tally;
    for (int i = 0; i < 200000; i++) tally.add({.value = std::to_string(i)});
    tally.add({.value = "777"});
    EXPECT_EQ(tally.best().value, "777");
    EXPECT_LT(tally.bytes(), 200000u * 160);
}

}  // namespace
}  // namespace cdp::merge
