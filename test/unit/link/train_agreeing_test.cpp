// SPDX-License-Identifier: PostgreSQL
// Pairs that agree: all of them where they are few, else a sample that depends on the records alone.
#include "core/link/train_agreeing.hpp"

#include <gtest/gtest.h>

#include <map>

#include "core/link/scorer.hpp"
#include "core/score/model_json.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using test::Row;

const std::vector<std::string> kColumns = {"a", "b"};

score::Model model() {
    return score::read_model(R"({"attributes": [{"name": "a", "kind": "text"}, {"name": "b", "kind": "text"}], "blocking": [["a"]],
        "comparisons": [
            {"attributes": ["a"], "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]},
            {"attributes": ["b"], "levels": [{"when": "levenshtein <= 1", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]})");
}

std::vector<Row> rows(std::size_t n, unsigned distinct) {
    std::mt19937 random(7);
    std::vector<Row> out;
    for (std::size_t i = 0; i < n; i++)
        out.push_back({std::to_string(100'000 + i), random() % 6 == 0 ? "" : "x" + std::to_string(random() % distinct),
                       "word" + std::to_string(random() % 40)});
    return out;
}

std::vector<score::AgreeingPairs> gather(const std::vector<Row>& rows, unsigned threads) {
    const score::Model m = model();
    const PreparedTable t(m, kColumns, rows);
    const Scorer scorer(m, t.table, false);
    JobContext context(threads);
    score::EstimateInput input;
    gather_agreeing_pairs(scorer, context, input);
    return std::move(input.agreeing);
}

TEST(GatherAgreeingPairs, AreAllOfThemOnceWhereTheyAreFew) {
    const auto data = rows(300, 20);
    const score::Model m = model();
    const PreparedTable t(m, kColumns, data);
    const Scorer scorer(m, t.table, false);
    Scorer::Scratch scratch(scorer);
    std::map<Pattern, double> expected;
    for (Record a = 0; a < t.table.size(); a++)
        for (Record b = a + 1; b < t.table.size(); b++)
            if (const Pattern p = scorer.pattern(a, b, scratch); p.level(0) == 1) expected[p]++;
    const auto found = gather(data, 2);
    ASSERT_EQ(found.size(), 1u) << "no level of the other comparison asks for equal values";
    EXPECT_EQ(found[0].comparison, 0u);
    EXPECT_EQ(found[0].level, 1u);
    const std::map<Pattern, double> patterns(found[0].patterns.begin(), found[0].patterns.end());
    EXPECT_EQ(patterns, expected);
}

TEST(GatherAgreeingPairs, OfManyAreASampleThatAgrees) {
    auto data = rows(2000, 5);
    const auto one = gather(data, 1), four = gather(data, 4);
    ASSERT_EQ(one.size(), 1u);
    double pairs = 0;
    for (const auto& [pattern, count] : one[0].patterns) {
        EXPECT_EQ(pattern.level(0), 1u);
        pairs += count;
    }
    EXPECT_EQ(pairs, 8192);
    EXPECT_EQ(one[0].patterns, four[0].patterns);
    std::shuffle(data.begin(), data.end(), std::mt19937(3));
    EXPECT_EQ(gather(data, 2)[0].patterns, one[0].patterns);
}

TEST(GatherAgreeingPairs, OfValuesThatNobodySharesAreNone) {
    EXPECT_TRUE(gather({{"1", "p", "q"}, {"2", "r", "q"}}, 1).empty());
}

}  // namespace
}  // namespace cdp::link
