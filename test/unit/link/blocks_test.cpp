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
        std::size_t at = 0;
        RuleStatistics s;
        for (const auto& [key, members] : expected) {
            if (members.size() > s.largest) {
                s.largest = members.size();
                s.largest_example = members[0];
            }
            s.oversized_blocks += members.size() > kMaxBlock ? 1 : 0;
            s.oversized_records += members.size() > kMaxBlock ? members.size() : 0;
            s.skipped_pairs += members.size() > kMaxBlock ? static_cast<double>(pairs_in(members.size())) : 0;
            if (members.size() < 2 || members.size() > kMaxBlock) continue;
            ASSERT_LT(at, blocks.size());
            EXPECT_EQ(blocks.keys[at], key);
            EXPECT_TRUE(std::ranges::equal(blocks.block(at), members));
            s.pairs += pairs_in(members.size());
            at++;
        }
        EXPECT_EQ(at, blocks.size());
        EXPECT_GT(at, 10'000u);
        EXPECT_EQ(blocks.statistics.blocks, at);
        EXPECT_EQ(blocks.statistics.pairs, s.pairs);
        EXPECT_EQ(blocks.statistics.largest, s.largest);
        EXPECT_EQ(blocks.statistics.largest_example, s.largest_example);
        EXPECT_EQ(blocks.statistics.oversized_blocks, s.oversized_blocks);
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
        EXPECT_EQ(a.members, b.members);
        EXPECT_EQ(a.ends, b.ends);
        EXPECT_EQ(a.keys, b.keys);
        EXPECT_EQ(a.statistics.largest_example, b.statistics.largest_example);
    }
}

TEST_F(BlocksTest, OfNoRecordsAreNone) {
    JobContext context(2);
    const Keys keys(t.table, rules, context);
    EXPECT_EQ(make_blocks(keys, 0, 0, kMaxBlock, t.table.raw->memory(), context).size(), 0u);
}

}  // namespace
}  // namespace cdp::link
