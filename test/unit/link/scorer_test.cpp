// SPDX-License-Identifier: PostgreSQL
#include "core/link/scorer.hpp"

#include <gtest/gtest.h>

#include "core/score/model_json.hpp"
#include "ref/levels.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::Bits;
using test::PreparedTable;
using text::Kind;

score::Model customer_model() {
    score::Model m = test::default_model(test::customer_attributes());
    m.prior = 1e-3;
    const auto last = [&](std::size_t c) { return static_cast<unsigned>(m.comparisons[c].levels.size()); };
    m.interactions = {{0, 1, 1, 1, -3}, {1, 0, last(1), last(0), 2.5}, {2, 1, 1, 1, 1.5}};
    return m;
}

struct ScorerTest : testing::Test {
    score::Model model = customer_model();
    test::Customers customers{25};
    PreparedTable t{model, test::kCustomerColumns, customers.rows};
};

TEST_F(ScorerTest, GradesByTheFirstLevelThatHolds) {
    const Scorer scorer(model, t.table, true);
    Scorer::Scratch scratch(scorer);
    std::vector<std::size_t> seen(16);
    for (Record a = 0; a < t.table.size(); a++)
        for (Record b = a + 1; b < t.table.size(); b++) {
            const Pattern pattern = scorer.pattern(a, b, scratch);
            for (std::size_t c = 0; c < model.comparisons.size(); c++) {
                const unsigned expected = ref::level_of(model.comparisons[c], t.table, a, b);
                ASSERT_EQ(pattern.level(c), expected) << model.comparisons[c].name << " " << a << " " << b;
                ASSERT_EQ(scorer.level(c, a, b, scratch), expected);
                seen[expected]++;
            }
        }
    for (unsigned level = 0; level <= 5; level++) EXPECT_GT(seen[level], 0u) << level;
}

TEST_F(ScorerTest, AWeightIsTheSumOfItsParts) {
    const Scorer scorer(model, t.table, true);
    Scorer::Scratch scratch(scorer);
    bool alike = false, rare = false;
    std::vector<std::size_t> together(model.interactions.size(), 0);
    for (Record a = 0; a < t.table.size(); a++)
        for (Record b = a + 1; b < t.table.size(); b++) {
            score::Evidence evidence;
            for (std::size_t c = 0; c < model.comparisons.size(); c++) {
                const unsigned level = ref::level_of(model.comparisons[c], t.table, a, b);
                const score::LevelWeight w = scorer.level_weight(c, level, a, b);
                const Bits bits = scorer.frequency_bits(c, level, a, b);
                EXPECT_EQ(w.match, level == 0 ? 0 : scorer.weights().level(c, level).match + bits);
                rare = rare || bits > 0;
                evidence.add(w);
            }
            for (std::size_t i = 0; i < together.size(); i++) {
                const auto& [left, right, left_level, right_level, bits] = model.interactions[i];
                if (ref::level_of(model.comparisons[left], t.table, a, b) != left_level ||
                    ref::level_of(model.comparisons[right], t.table, a, b) != right_level)
                    continue;
                together[i]++;
                evidence.match += score::to_bits(bits);
                for (std::size_t k = 0; k < score::kLookAlikes; k++) {
                    const int of_class = model.comparisons[left].alike[k] + model.comparisons[right].alike[k];
                    if (of_class == 2 || (of_class == 1 && bits > 0)) evidence.alike[k] += score::to_bits(bits);
                }
            }
            const Bits lost = scorer.weights().look_alikes(evidence);
            alike = alike || lost < 0;
            ASSERT_EQ(scorer.weight(a, b, Scorer::kOutOfReach, scratch),
                      scorer.weights().prior() + evidence.match + lost);
        }
    EXPECT_TRUE(alike);
    EXPECT_TRUE(rare);
    for (const std::size_t n : together) EXPECT_GT(n, 0u);
}

TEST_F(ScorerTest, StoppingEarlyNeverChangesWhoReachesTheFloor) {
    const Scorer scorer(model, t.table, true);
    Scorer::Scratch scratch(scorer);
    std::mt19937 random(2);
    std::size_t in = 0, out = 0;
    for (Record a = 0; a < t.table.size(); a++)
        for (Record b = a + 1; b < t.table.size(); b++) {
            const Bits full = scorer.weight(a, b, Scorer::kOutOfReach, scratch);
            ASSERT_GT(full, Scorer::kOutOfReach);
            for (const Bits floor : {full, full + 1, full - 1, score::to_bits(0), score::to_bits(1000),
                                     full + score::to_bits(static_cast<double>(random() % 16) - 8)}) {
                ASSERT_EQ(scorer.weight(a, b, floor, scratch), full >= floor ? full : Scorer::kOutOfReach);
                (full >= floor ? in : out)++;
            }
        }
    EXPECT_GT(in, 1000u);
    EXPECT_GT(out, 1000u);
}

TEST_F(ScorerTest, CachesChangeNothing) {
    const Scorer scorer(model, t.table, true);
    Scorer::Scratch kept(scorer);
    std::mt19937 random(4);
    const auto n = static_cast<std::uint32_t>(t.table.size());
    for (int i = 0; i < 40; i++) {
        Scorer::Scratch fresh(scorer);
        for (int k = 0; k < 200; k++) {  // warm the kept one with pairs in both orders
            const Record a = random() % n, b = random() % n;
            scorer.weight(a, b, score::to_bits(static_cast<double>(random() % 40) - 20), kept);
        }
        const Record a = random() % n, b = random() % n;
        EXPECT_EQ(scorer.weight(a, b, Scorer::kOutOfReach, kept), scorer.weight(a, b, Scorer::kOutOfReach, fresh));
        EXPECT_EQ(scorer.pattern(a, b, kept), scorer.pattern(a, b, fresh));
    }
}

// More agreements than are remembered, so that they take each other's places.
TEST(Scorer, ForgetsAgreementsWithoutAMistake) {
    std::vector<score::Attribute> attributes;
    std::vector<std::string> columns;
    for (int c = 0; c < 12; c++) columns.push_back("c" + std::to_string(c));
    for (const auto& name : columns) attributes.push_back({name, Kind::kText});
    const score::Model model = test::default_model(attributes);
    std::mt19937 random(3);
    std::vector<test::Row> rows;
    for (std::size_t i = 0; i < 120; i++) {
        rows.push_back({std::to_string(1000 + i)});
        for (std::size_t c = 0; c < columns.size(); c++) rows.back().push_back(std::string(random() % 4, "abcd"[c % 4]));
    }
    const PreparedTable t(model, columns, rows);
    const Scorer scorer(model, t.table, true);
    Scorer::Scratch kept(scorer);
    for (int round = 0; round < 2; round++)
        for (Record a = 0; a < t.table.size(); a++)
            for (Record b = a + 1; b < t.table.size(); b++) {
                const Pattern pattern = scorer.pattern(a, b, kept);
                score::Evidence evidence;
                for (std::size_t c = 0; c < model.comparisons.size(); c++) {
                    ASSERT_EQ(pattern.level(c), ref::level_of(model.comparisons[c], t.table, a, b));
                    evidence.add(scorer.level_weight(c, pattern.level(c), a, b));
                }
                ASSERT_EQ(scorer.weight(a, b, Scorer::kOutOfReach, kept), scorer.weights().total(evidence));
            }
}

// One attribute whose exact agreement is corrected by frequency.
struct FrequencyTest : testing::Test {
    score::Model model = test::default_model({{"x", Kind::kText}});
    PreparedTable t{model, {"x"}, {{"1", "a"}, {"2", "a"}, {"3", "a"}, {"4", "b"}, {"5", "b"}, {"6", "c"}, {"7", ""}}};

    double bits(bool learn, Record a, Record b) {
        const Scorer scorer(model, t.table, learn);
        return score::from_bits(scorer.frequency_bits(0, 1, a, b));
    }
};

TEST_F(FrequencyTest, AreLearntFromTheTable) {
    const double average = t.table.attributes[0].collision();
    EXPECT_NEAR(bits(true, 0, 1), std::log2(average / (3.0 / 6)), 1e-9);
    EXPECT_NEAR(bits(true, 3, 4), std::log2(average / (2.0 / 6)), 1e-9);
    EXPECT_EQ(bits(true, 0, 6), 0);                 // missing
    EXPECT_EQ(bits(true, 0, 5), bits(true, 0, 1));  // of two values, the more common
    EXPECT_EQ(bits(false, 0, 1), 0);
}

TEST_F(FrequencyTest, AreTakenFromTheModelFirst) {
    model.term_frequencies["x"] = {0.001, 0.02, {{"a", 0.04}}};
    for (const bool learn : {false, true}) {
        EXPECT_NEAR(bits(learn, 0, 1), -1, 1e-9);                       // twice as common as two random values agree
        EXPECT_NEAR(bits(learn, 3, 4), std::log2(0.02 / 0.001), 1e-9);  // not listed
    }
}

TEST_F(FrequencyTest, OfAnUnknownValueIsThatOfTheOther) {
    model.term_frequencies["x"] = {0, 0.02, {{"a", 0.04}}};
    EXPECT_NEAR(bits(false, 0, 3), -1, 1e-9);
    EXPECT_NEAR(bits(false, 3, 0), -1, 1e-9);
    EXPECT_EQ(bits(false, 3, 4), 0);
}

TEST_F(FrequencyTest, StayFiniteWhateverTheModelSays) {
    model.term_frequencies["x"] = {0, 0, {{"a", 0}, {"b", -1}}};
    for (const Record r : {0u, 3u, 5u}) EXPECT_TRUE(std::abs(bits(false, r, r)) < 64);
}

TEST_F(FrequencyTest, CountOnlyWhereALevelAsksForThem) {
    const Scorer scorer(model, t.table, true);
    for (unsigned level = 2; level <= model.comparisons[0].levels.size(); level++)
        EXPECT_EQ(scorer.frequency_bits(0, level, 0, 1), 0);
    EXPECT_EQ(scorer.frequency_bits(0, 0, 0, 1), 0);
}

TEST(Scorer, WorksOutNestedConditions) {
    const auto model =
        score::read_model(R"json({"attributes": [{"name": "x", "kind": "text"}, {"name": "y", "kind": "text"}],
        "blocking": [["x"]],
        "comparisons": [{"name": "c", "attributes": ["x", "y"], "levels": [
            {"when": "not (exact(x) or exact(y)) and (exact(x, y) or not present(y))", "m": 0.5, "u": 0.1},
            {"when": "exact(x) and exact(y) or levenshtein(x) <= 1 and not exact(x)", "m": 0.3, "u": 0.1},
            {"when": "else", "m": 0.2, "u": 0.8}]}]})json");
    std::vector<test::Row> rows;
    for (const char* x : {"", "ab", "abc", "q"})
        for (const char* y : {"", "ab", "abc", "q"}) rows.push_back({std::string("r") + x + "," + y, x, y});
    const PreparedTable t(model, {"x", "y"}, rows);
    const Scorer scorer(model, t.table, false);
    Scorer::Scratch scratch(scorer);
    for (Record a = 0; a < t.table.size(); a++)
        for (Record b = 0; b < t.table.size(); b++)
            EXPECT_EQ(scorer.level(0, a, b, scratch), ref::level_of(model.comparisons[0], t.table, a, b)) << a << " " << b;
}

}  // namespace
}  // namespace cdp::link
