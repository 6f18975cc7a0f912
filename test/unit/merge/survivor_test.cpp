// SPDX-License-Identifier: PostgreSQL
#include "core/merge/survivor.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

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
    std::size_t bytes() const { return block_.size(); }

private:
    std::vector<std::byte> block_;
};

TEST(Survives, RankThenCountThenTimeThenKeyThenValue) {
    const Candidate base{.value = "m", .key = "k", .has_key = true, .rank = 5, .count = 3, .at = 10};
    for (const Candidate& better : {Candidate{.value = "z", .rank = 4, .count = 1, .at = 0},
                                    Candidate{.value = "z", .rank = 5, .count = 4, .at = 0},
                                    Candidate{.value = "z", .rank = 5, .count = 3, .at = 11},
                                    Candidate{.value = "z", .key = "a", .has_key = true, .rank = 5, .count = 3, .at = 10},
                                    Candidate{.value = "a", .key = "k", .has_key = true, .rank = 5, .count = 3, .at = 10}}) {
        EXPECT_TRUE(survives(better, base));
        EXPECT_FALSE(survives(base, better));
    }
    EXPECT_FALSE(survives(base, base));
    EXPECT_TRUE(survives(base, Candidate{.value = "a", .rank = 5, .count = 3, .at = 10})) << "any key before none";
}

TEST(Pick, KeepsWhatWasWritten) {
    for (const Candidate& c : {Candidate{.value = ""}, Candidate{.value = "v", .key = "", .has_key = true},
                               Candidate{.value = std::string_view("a\0b", 3), .key = "key", .has_key = true, .rank = -1, .at = 7}}) {
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

// The answer from a map of all values: slow, and plainly the definition.
Candidate slow_best(const std::vector<Candidate>& rows) {
    std::map<std::string_view, Candidate> sums;
    for (const Candidate& row : rows) {
        auto [it, fresh] = sums.try_emplace(row.value, row);
        if (fresh) continue;
        Candidate& sum = it->second;
        sum.count += row.count;
        sum.at = std::max(sum.at, row.at);
        if (row.has_key && (!sum.has_key || row.key < sum.key)) {
            sum.key = row.key;
            sum.has_key = true;
        }
    }
    Candidate best = sums.begin()->second;
    for (const auto& [value, sum] : sums)
        if (survives(sum, best)) best = sum;
    return best;
}

TEST(Tally, AnyOrderAndAnySplitGiveTheSameAnswer) {
    std::mt19937 random(7);
    for (int round = 0; round < 400; round++) {
        const int distinct = 1 + static_cast<int>(random() % (round % 4 == 0 ? 300 : 12));
        std::vector<std::string> values, keys;
        for (int i = 0; i < distinct; i++) values.push_back(std::string(random() % 20, 'x') + std::to_string(i));
        for (int i = 0; i < 40; i++) keys.push_back(std::string(random() % 9, static_cast<char>('a' + random() % 4)));
        std::vector<Candidate> rows;
        for (std::size_t i = 0, n = 1 + random() % 500; i < n; i++) {
            Candidate c{.value = values[random() % values.size()]};
            if (random() % 2 == 0) c.at = static_cast<std::int64_t>(random() % 5);
            if (random() % 3 != 0) {
                c.key = keys[random() % keys.size()];
                c.has_key = true;
            }
            rows.push_back(c);
        }
        const Candidate expected = slow_best(rows);
        std::shuffle(rows.begin(), rows.end(), random);
        Tally whole, left, right;
        const std::size_t cut = random() % rows.size();
        for (std::size_t i = 0; i < rows.size(); i++) {
            whole.add(rows[i]);
            (i <= cut ? left : right).add(rows[i]);
        }
        if (cut + 1 < rows.size()) left.add_all(right);
        for (const Candidate& best : {whole.best(), left.best()}) {
            EXPECT_EQ(best.value, expected.value);
            EXPECT_EQ(best.count, expected.count);
            EXPECT_EQ(best.at, expected.at);
            EXPECT_EQ(best.key, expected.key);
        }
    }
}

TEST(Tally, LongerKeysThatReplaceEachOtherDoNotPileUp) {
    Tally tally;
    for (int i = 0; i < 2000; i++) {
        const std::string key = std::string(1, static_cast<char>('z' - i % 26)) + std::string(i / 26 + 1, 'a');
        tally.add({.value = "v", .key = key, .has_key = true});
    }
    EXPECT_EQ(tally.best().count, 2000);
    EXPECT_LT(tally.bytes(), 1000u);
}

TEST(Tally, ManyDistinctValuesStayFastAndSmall) {
    Tally tally;
    for (int i = 0; i < 200000; i++) tally.add({.value = std::to_string(i)});
    tally.add({.value = "777"});
    EXPECT_EQ(tally.best().value, "777");
    EXPECT_LT(tally.bytes(), 200000u * 150);
}

}  // namespace
}  // namespace cdp::merge
