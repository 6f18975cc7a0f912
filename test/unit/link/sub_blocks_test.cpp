// SPDX-License-Identifier: PostgreSQL
#include "core/link/sub_blocks.hpp"

#include <gtest/gtest.h>

#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using test::Row;
using text::Kind;

// One block of all records: a name that everybody has, cities, a colour of two, an e-mail address that half have, a
// number that each has alone.
struct SubBlocksTest : ::testing::Test {
    static constexpr std::size_t kRows = 60;

    static PreparedTable table(const score::Model& model) {
        std::vector<Row> rows;
        for (std::size_t i = 0; i < kRows; i++)
            rows.push_back({std::to_string(i), "durand", "city" + std::string(1, static_cast<char>('a' + i % 12)),
                            i % 2 == 0 ? "red" : "blue", i % 2 == 0 ? "" : "u" + std::to_string(i % 20) + "@x.org",
                            "n" + std::to_string(i)});
        return {model, {"name", "city", "colour", "email", "number"}, rows};
    }
    Runs whole() const {
        Runs runs(t.table.raw->memory());
        for (Record r = 0; r < kRows; r++) runs.members.push_back(r);
        runs.close(1);
        return runs;
    }

    const score::Model model = test::default_model({{"name", Kind::kFamilyName}, {"city", Kind::kCity},
                                                    {"colour", Kind::kText}, {"email", Kind::kEmail},
                                                    {"number", Kind::kText}});
    const PreparedTable t = table(model);
    JobContext context{2};
};

TEST_F(SubBlocksTest, AreTheMembersWithOneValue) {
    const Pieces pieces = split(whole(), t.table.attributes[3], 0, 3, context);
    EXPECT_EQ(pieces.within.size() + pieces.oversized.size(), 10u);  // u1, u3 ... u19, three records each
    EXPECT_EQ(pieces.within.size(), 10u);
    for (std::size_t i = 0; i < pieces.within.size(); i++)
        for (const Record r : pieces.within.run(i)) {
            EXPECT_NE(t.table.attributes[3].code(r), kMissing);
            EXPECT_EQ(t.table.attributes[3].code(r), t.table.attributes[3].code(pieces.within.run(i)[0]));
        }
    const Pieces cities = split(whole(), t.table.attributes[1], 0, 3, context);
    EXPECT_EQ(cities.within.size(), 0u);
    EXPECT_EQ(cities.oversized.size(), 12u);
    EXPECT_EQ(split(cities.oversized, t.table.attributes[3], 0, 3, context).within.size(), 0u);  // i % 60 tells both
    EXPECT_EQ(split(whole(), t.table.attributes[4], 0, 3, context).within.size(), 0u);           // each alone
}

TEST_F(SubBlocksTest, AttributesThatSplitLittleAreNotUsed) {
    const auto attributes = splitting_attributes(t.table, model, {{0}}, whole());
    EXPECT_EQ(std::count(attributes.begin(), attributes.end(), 0), 0);  // of the rule
    EXPECT_EQ(std::count(attributes.begin(), attributes.end(), 2), 0);  // half the pairs agree
    EXPECT_EQ(std::count(attributes.begin(), attributes.end(), 1), 1);
    EXPECT_LE(attributes.size(), 3u);
    // half the records have an address, so a quarter of the pairs
    EXPECT_LT(std::find(attributes.begin(), attributes.end(), 1), std::find(attributes.begin(), attributes.end(), 3));
}

// Sorted in steps, and merged.
TEST(SubBlocks, OfOneLargeBlock) {
    const score::Model model = test::default_model({{"x", Kind::kText}});
    std::vector<Row> rows;
    constexpr std::size_t kRows = 200'000;
    for (std::size_t i = 0; i < kRows; i++) rows.push_back({std::to_string(i), "x" + std::to_string(i * 7919 % 50'000)});
    const PreparedTable t(model, {"x"}, rows);
    Runs all(t.table.raw->memory());
    for (Record r = 0; r < kRows; r++) all.members.push_back(r);
    all.close(1);
    JobContext context(1);
    const Pieces pieces = split(all, t.table.attributes[0], 0, 4, context);
    ASSERT_EQ(pieces.within.size(), 50'000u);
    for (std::size_t i = 0; i < pieces.within.size(); i++) {
        const auto run = pieces.within.run(i);
        ASSERT_EQ(run.size(), 4u);
        ASSERT_TRUE(std::is_sorted(run.begin(), run.end()));
    }
    context.stop();
    EXPECT_THROW(split(all, t.table.attributes[0], 0, 4, context), Error);
}

}  // namespace
}  // namespace cdp::link
