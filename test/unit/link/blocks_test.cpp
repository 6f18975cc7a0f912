// SPDX-License-Identifier: PostgreSQL
#include "core/link/blocks.hpp"

#include <map>

#include <gtest/gtest.h>

#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::BlockingRule;
using score::KeyForm;
using test::PreparedTable;
using text::Kind;

struct BlocksTest : testing::Test {
    static constexpr std::size_t kRows = 150'000;  // more than two threads' turns
    static constexpr std::size_t kMaxBlock = 40;

    static PreparedTable table(const score::Model& model) {
        std::mt19937 random(3);
        std::vector<test::Row> rows;
        for (std::size_t i = 0; i < kRows; i++) {
            // One value of thirty records has the same x: more than a block may hold.
            const auto x = random() % 30 == 0 ? 0 : random() % 60'000;
            const std::string word = "w" + std::to_string(random() % 90'000), more = "w" + std::to_string(random() % 90'000);
            rows.push_back({std::to_string(i), random() % 10 == 0 ? "" : "x" + std::to_string(x), word + " " + more});
        }
        return {model, {"x", "y"}, rows};
    }

    const score::Model model = test::default_model({{"x", Kind::kText}, {"y", Kind::kText}});
    const PreparedTable t = table(model);
    const std::vector<BlockingRule> rules = {{{0}}, {{0}, {1, KeyForm::kPrefix, 2}}, {{1, KeyForm::kTokens}}};
};

TEST_F(BlocksTest, AreTheRecordsThatShareAKey) {
    JobContext context(2);
    const Keys keys(t.table, rules, context);
    for (std::size_t rule = 0; rule < rules.size(); rule++) {
        std::map<Key, std::vector<Record>> expected;
        for (Record r = 0; r < kRows; r++) {
            if (keys.explodes(rule))
                keys.each(rule, r, [&](Key key) { expected[key].push_back(r); });
            else if (const Key key = keys.of(rule, r); key != 0)
                expected[key].push_back(r);
        }
        const Blocks blocks = make_blocks(keys, rule, kRows, kMaxBlock, t.table.raw->memory(), context);
        std::size_t within = 0, oversized = 0;
        RuleStatistics s;
        for (const auto& [key, members] : expected) {
            if (members.size() < 2) continue;
            if (members.size() > s.largest) {
                s.largest = members.size();
                s.largest_example = members[0];
            }
            const bool large = members.size() > kMaxBlock;
            s.oversized_records += large ? members.size() : 0;
            if (large)
                s.skipped_pairs += static_cast<double>(pairs_in(members.size()));
            else
                s.pairs += pairs_in(members.size());
            const Runs& runs = large ? blocks.oversized : blocks.within;
            const std::size_t at = large ? oversized++ : within++;
            ASSERT_LT(at, runs.size());
            EXPECT_EQ(runs.keys[at], key);
            EXPECT_TRUE(std::ranges::equal(runs.run(at), members));
        }
        EXPECT_EQ(within, blocks.within.size());
        EXPECT_EQ(oversized, blocks.oversized.size());
        EXPECT_GT(within, 10'000u);
        EXPECT_EQ(blocks.statistics.blocks, within);
        EXPECT_EQ(blocks.statistics.pairs, s.pairs);
        EXPECT_EQ(blocks.statistics.largest, s.largest);
        EXPECT_EQ(blocks.statistics.largest_example, s.largest_example);
        EXPECT_EQ(blocks.statistics.oversized_blocks, oversized);
        EXPECT_EQ(blocks.statistics.oversized_records, s.oversized_records);
        EXPECT_EQ(blocks.statistics.skipped_pairs, s.skipped_pairs);
    }
}

TEST_F(BlocksTest, AreTheSameForAnyNumberOfThreads) {
    JobContext one(1), four(4);
    const Keys keys(t.table, rules, one);
    for (std::size_t rule = 0; rule < rules.size(); rule++) {
        const Blocks a = make_blocks(keys, rule, kRows, kMaxBlock, t.table.raw->memory(), one);
        const Blocks b = make_blocks(keys, rule, kRows, kMaxBlock, t.table.raw->memory(), four);
        EXPECT_EQ(a.within.members, b.within.members);
        EXPECT_EQ(a.within.ends, b.within.ends);
        EXPECT_EQ(a.within.keys, b.within.keys);
        EXPECT_EQ(a.oversized.members, b.oversized.members);
        EXPECT_EQ(a.statistics.largest_example, b.statistics.largest_example);
    }
}

TEST_F(BlocksTest, OfNoRecordsAreNone) {
    JobContext context(2);
    const Keys keys(t.table, rules, context);
    EXPECT_EQ(make_blocks(keys, 0, 0, kMaxBlock, t.table.raw->memory(), context).within.size(), 0u);
}

}  // namespace
}  // namespace cdp::link
