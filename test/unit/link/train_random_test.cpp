// SPDX-License-Identifier: PostgreSQL
// Counts of pairs against all pairs, looked at one by one.
#include "core/link/train_random.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "core/score/model_json.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using test::Row;

const std::vector<std::string> kColumns = {"a", "b", "c", "source"};

// Records of few values, some of them missing.
std::vector<Row> random_rows(std::size_t n, std::uint32_t seed) {
    std::mt19937 random(seed);
    const auto value = [&](const char* stem, unsigned distinct) {
        return random() % 5 == 0 ? std::string() : stem + std::to_string(random() % distinct);
    };
    std::vector<Row> rows;
    for (std::size_t i = 0; i < n; i++)
        rows.push_back({std::to_string(100'000 + i), value("ax", 4), value("bx", 7), value("cxy", 30),
                        std::string(1, "pqqqr"[random() % 5])});
    return rows;
}

// A model of one comparison for each list of levels, all of them on a, b and c.
score::Model model_of(const std::vector<std::vector<std::string>>& comparisons, const std::string& attributes,
                      const std::string& link_type = "dedupe", const std::string& missing = "all") {
    std::string json = R"({"attributes": [{"name": "a", "kind": "text"}, {"name": "b", "kind": "text"},
        {"name": "c", "kind": "text"}], "blocking": [["a"]], "link_type": ")" + link_type + R"(", "comparisons": [)";
    for (std::size_t c = 0; c < comparisons.size(); c++) {
        json += std::string(c == 0 ? "" : ",") + R"({"attributes": )" + attributes + R"(, "missing": ")" + missing + R"(", "levels": [)";
        for (const auto& when : comparisons[c]) json += R"({"when": ")" + when + R"(", "m": 0.1, "u": 0.1},)";
        json += R"({"when": "else", "m": 0.1, "u": 0.1}]})";
    }
    return score::read_model(json + "]}");
}

// Pairs by comparison and level, 0 for missing: by looking at every pair that the link type allows.
std::vector<std::array<double, 16>> by_hand(const score::Model& model, const Table& table) {
    const Scorer scorer(model, table, false);
    Scorer::Scratch scratch(scorer);
    std::vector<std::array<double, 16>> out(model.comparisons.size(), std::array<double, 16>{});
    for (Record a = 0; a < table.size(); a++)
        for (Record b = a + 1; b < table.size(); b++) {
            if (model.link_type == score::LinkType::kLink && table.raw->source_code(a) == table.raw->source_code(b)) continue;
            const Pattern p = scorer.pattern(a, b, scratch);
            for (std::size_t c = 0; c < out.size(); c++) out[c][p.level(c)]++;
        }
    return out;
}

TEST(CountExactLevels, IsWhatLookingAtEveryPairGives) {
    const std::vector<std::vector<std::string>> conditions = {
        {"exact"},
        {"exact", "exact(b)"},
        {"exact and exact(b)", "exact", "exact(b)"},
        {"exact(a) and (exact(b) or exact(c))", "exact(a)", "exact(b) and not present(a)", "present(c)"},
        {"not exact(b) and exact(c)", "present(a) and present(b)"},
        {"exact(b) or exact(a) and not exact(c)"},
        {"exact", "jaro_winkler >= 0.9", "exact(b)"},
        {"jaro_winkler >= 0.9", "exact"},
        {"exact(a, b)", "exact"},
    };
    const std::vector<std::size_t> exact = {1, 2, 3, 4, 2, 1, 1, 0, 0};
    for (const char* attributes : {R"(["a"])", R"(["b", "a"])", R"(["a", "b", "c"])"})
        for (const auto& [type, missing] : {std::pair{"dedupe", "all"}, {"link", "all"}, {"dedupe", "any"}, {"link", "never"},
                                            {"dedupe", "not present(a) or exact(b)"}}) {
            const auto model = model_of(conditions, attributes, type, missing);
            const PreparedTable t(model, kColumns, random_rows(90, 7));
            const auto expected = by_hand(model, t.table);
            for (std::size_t c = 0; c < conditions.size(); c++)
                for (const unsigned threads : {1u, 3u}) {
                    SCOPED_TRACE(std::string(attributes) + " " + type + " missing " + missing + " comparison " + std::to_string(c));
                    JobContext context(threads);
                    const auto counts = count_exact_levels(model.comparisons[c], t.table, model.link_type, context);
                    ASSERT_EQ(counts.pairs.size(), exact[c]);
                    if (exact[c] == 0) continue;
                    EXPECT_EQ(counts.present, std::accumulate(expected[c].begin() + 1, expected[c].end(), 0.0));
                    for (std::size_t l = 0; l < counts.pairs.size(); l++) EXPECT_EQ(counts.pairs[l], expected[c][l + 1]) << l;
                }
        }
}

TEST(CountExactLevels, LeavesMoreThanThreeAttributesToSamples) {
    auto model = score::read_model(R"json({"attributes": [{"name": "a", "kind": "text"}, {"name": "b", "kind": "text"},
        {"name": "c", "kind": "text"}, {"name": "d", "kind": "text"}], "blocking": [["a"]], "comparisons": [
        {"attributes": ["a", "b"], "levels": [{"when": "exact", "m": 0.1, "u": 0.1},
            {"when": "exact(c) and exact(d)", "m": 0.1, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.1}]}]})json");
    const PreparedTable t(model, {"a", "b", "c", "d"}, {{"1", "red", "oak", "", "sun"}, {"2", "red", "", "sea", "sun"}});
    JobContext context(1);
    const auto counts = count_exact_levels(model.comparisons[0], t.table, model.link_type, context);
    EXPECT_EQ(counts.pairs, std::vector<double>{1});
    EXPECT_EQ(counts.present, 1);
}

TEST(CountExactLevels, LeavesListsToSamples) {
    const auto model = score::read_model(R"json({"attributes": [{"name": "a", "form": "plain", "many": true}, {"name": "b", "kind": "text"}],
        "blocking": [["b"]], "comparisons": [
        {"attributes": ["a"], "levels": [{"when": "exact", "m": 0.1, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.1}]},
        {"attributes": ["b"], "levels": [{"when": "exact", "m": 0.1, "u": 0.1}, {"when": "exact(a)", "m": 0.1, "u": 0.1},
            {"when": "else", "m": 0.1, "u": 0.1}]}]})json");
    const PreparedTable t(model, {"a", "b"}, {{"1", "{x,y}", "oak"}, {"2", "{y}", "oak"}, {"3", "{y,x}", "elm"}});
    JobContext context(1);
    EXPECT_TRUE(count_exact_levels(model.comparisons[0], t.table, model.link_type, context).pairs.empty());
    EXPECT_EQ(count_exact_levels(model.comparisons[1], t.table, model.link_type, context).pairs, std::vector<double>{1});
}

struct Gathered : testing::TestWithParam<const char*> {
    static constexpr std::size_t kRecords = 2500;  // of which there are more pairs than are looked at
    score::Model model = model_of({{"exact", "levenshtein <= 1"}, {"exact(c) and exact(b)", "jaro_winkler(c) >= 0.9"},
                                   {"exact(b)", "levenshtein(c) <= 1", "exact(c, a)"}},
                                  R"(["a", "c"])", GetParam());
    score::EstimateInput gather(const std::vector<Row>& rows, unsigned threads) {
        const PreparedTable t(model, kColumns, rows);
        const Scorer scorer(model, t.table, false);
        JobContext context(threads);
        score::EstimateInput input;
        gather_random_pairs(scorer, context, input);
        return input;
    }
};

TEST_P(Gathered, SharesAreNearThoseOfAllPairs) {
    const auto rows = random_rows(kRecords, 3);
    const auto input = gather(rows, 2);
    const PreparedTable t(model, kColumns, rows);
    const auto expected = by_hand(model, t.table);
    EXPECT_EQ(input.all_pairs, std::accumulate(expected[0].begin(), expected[0].end(), 0.0));
    for (std::size_t c = 0; c < expected.size(); c++) {
        const double present = input.all_pairs - expected[c][0];
        double sum = 0;
        for (std::size_t l = 0; l < input.random_share[c].size(); l++) {
            const double share = expected[c][l + 1] / present;
            EXPECT_NEAR(input.random_share[c][l], share, 0.08 * share + 1e-6) << c << " " << l;
            sum += input.random_share[c][l];
        }
        EXPECT_NEAR(sum, 1, 1e-12);
        EXPECT_EQ(input.random_share[c][0], expected[c][1] / present) << "exact levels are counted, not sampled";
        EXPECT_EQ(input.random_pairs[c][0], present);
        EXPECT_GE(input.random_pairs[c].back(), 0.9 * static_cast<double>(kFirstRandomPairs) * present / input.all_pairs);
        EXPECT_LE(input.random_pairs[c].back(), 1.1 * static_cast<double>(kMostRandomPairs));
    }
    double patterns = 0;
    for (const auto& [pattern, count] : input.random_patterns) patterns += count;
    EXPECT_NEAR(patterns, static_cast<double>(kFirstRandomPairs), 0.1 * static_cast<double>(kFirstRandomPairs));
}

TEST_P(Gathered, DependOnNeitherThreadsNorOrderOfRows) {
    auto rows = random_rows(kRecords, 4);
    const auto expected = gather(rows, 1);
    std::mt19937 random(5);
    for (const unsigned threads : {2u, 4u}) {
        std::shuffle(rows.begin(), rows.end(), random);
        const auto input = gather(rows, threads);
        EXPECT_EQ(input.random_share, expected.random_share);
        EXPECT_EQ(input.random_pairs, expected.random_pairs);
        EXPECT_EQ(input.random_patterns, expected.random_patterns);
    }
}

INSTANTIATE_TEST_SUITE_P(LinkTypes, Gathered, testing::Values("dedupe", "link"));

TEST(GatherRandomPairs, LooksAtAllPairsWhereTheyAreFew) {
    const auto model = model_of({{"jaro_winkler >= 0.9", "exact"}, {"levenshtein(c) <= 1"}}, R"(["a", "b"])");
    const PreparedTable t(model, kColumns, random_rows(300, 9));
    const auto expected = by_hand(model, t.table);
    const Scorer scorer(model, t.table, false);
    JobContext context(2);
    score::EstimateInput input;
    gather_random_pairs(scorer, context, input);
    for (std::size_t c = 0; c < expected.size(); c++)
        for (std::size_t l = 0; l < input.random_share[c].size(); l++)
            EXPECT_NEAR(input.random_share[c][l], expected[c][l + 1] / (input.all_pairs - expected[c][0]), 1e-12);
}

// A level that one pair in ten thousand has is seen some thirty times at first: not often enough.
TEST(GatherRandomPairs, LooksLongerForRareLevels) {
    std::vector<Row> rows;
    for (int i = 0; i < 4000; i++) {
        const int name = i % 100 == 0 ? 0 : i;
        rows.push_back({std::to_string(10'000 + i), "name " + std::to_string(1000 + 7 * name) + (i % 2 == 0 ? "" : "x"),
                        "v" + std::to_string(i % 3), "", ""});
    }
    const auto model = model_of({{"exact(c)", "jaccard >= 0.99"}, {"exact(b)", "levenshtein(b) <= 0"}}, R"(["a", "b"])");
    const PreparedTable t(model, kColumns, rows);
    const Scorer scorer(model, t.table, false);
    JobContext context(2);
    score::EstimateInput input;
    gather_random_pairs(scorer, context, input);
    EXPECT_GT(input.random_pairs[0].back(), 1.9 * static_cast<double>(kFirstRandomPairs));
    EXPECT_LT(input.random_pairs[1].back(), 1.1 * static_cast<double>(kFirstRandomPairs)) << "it has nothing to wait for";
}

TEST(GatherRandomPairs, NoPairsAreNoError) {
    auto model = model_of({{"exact"}}, R"(["a"])", "link");
    const PreparedTable t(model, kColumns, {{"1", "red", "", "", "p"}, {"2", "red", "", "", "p"}, {"3", "blue", "", "", "p"}});
    const Scorer scorer(model, t.table, false);
    JobContext context(1);
    score::EstimateInput input;
    gather_random_pairs(scorer, context, input);
    EXPECT_EQ(input.all_pairs, 0);
    EXPECT_EQ(input.random_pairs[0].back(), 0);
}

}  // namespace
}  // namespace cdp::link
