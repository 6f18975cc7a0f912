// SPDX-License-Identifier: PostgreSQL
#include "core/link/grader.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/link/list_text.hpp"
#include "core/score/model_json.hpp"
#include "ref/levels.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;

// A model of one comparison of x and y with these conditions, and "else".
score::Model model_of(const std::vector<std::string>& conditions, const std::string& kind = "text") {
    std::string levels;
    for (const auto& when : conditions) levels += R"({"when": ")" + when + R"(", "m": 0.1, "u": 0.1},)";
    return score::read_model(R"({"attributes": [{"name": "x", "kind": ")" + kind + R"("}, {"name": "y", "kind": ")" +
                             kind + R"("}], "blocking": [["x"]], "comparisons": [{"name": "c", "attributes": ["x", "y"],
                             "levels": [)" + levels + R"({"when": "else", "m": 0.1, "u": 0.1}]}]})");
}

std::string random_text(std::mt19937& random) {
    static constexpr std::string_view kUnits[] = {"a", "b", "ab", "an", "na", " ", "1", "2"};
    std::string out;
    for (auto n = random() % 6; n > 0; n--) out += kUnits[random() % std::size(kUnits)];
    return out;
}

PreparedTable random_table(const score::Model& model, std::mt19937& random, std::size_t n) {
    std::vector<test::Row> rows;
    for (std::size_t i = 0; i < n; i++) rows.push_back({std::to_string(i), random_text(random), random_text(random)});
    return {model, {"x", "y"}, rows};
}

void expect_levels_of_the_definition(const score::Model& model, const Table& table) {
    const Grader grader(model, table);
    Grader::Scratch scratch(grader);
    for (Record a = 0; a < table.size(); a++)
        for (Record b = 0; b < table.size(); b++) {
            const Grader::RowPair pair = grader.pair(a, b);
            ASSERT_EQ(grader.level(0, grader.settled(0, pair.agreement), pair, scratch),
                      ref::level_of(model.comparisons[0], table, a, b))
                << model.comparisons[0].levels[0].when << " " << a << " " << b;
        }
}

TEST(Grader, KnowsWhenAComparisonIsMissing) {
    std::mt19937 random(5);
    for (const char* missing : {"all", "any", "never", "not left(x) or not right(y)", "not present(y)", "both(x) = 'a'"}) {
        score::Model model = model_of({"exact", "exact(y) and levenshtein(x) <= 1"});
        score::Comparison& c = model.comparisons[0];
        c.missing = missing;
        auto document = nlohmann::ordered_json::parse(score::write_model(model));
        document["comparisons"][0]["missing"] = missing;
        model = score::read_model(document.dump());
        expect_levels_of_the_definition(model, random_table(model, random, 25).table);
    }
}

// Lists of words against lists of words and against single ones.
TEST(Grader, GradesLists) {
    std::mt19937 random(6);
    const auto model = score::read_model(R"json({"attributes": [{"name": "x", "form": "plain", "many": true}, {"name": "y", "form": "plain"}],
        "blocking": [["x"]], "comparisons": [{"name": "c", "attributes": ["x", "y"], "levels": [
            {"when": "exact", "m": 0.1, "u": 0.1}, {"when": "shared_values >= 2", "m": 0.1, "u": 0.1},
            {"when": "subset or exact(x, y)", "m": 0.1, "u": 0.1}, {"when": "levenshtein <= 1 and jaro_winkler > 0.5", "m": 0.1, "u": 0.1},
            {"when": "levenshtein(x, y) <= 1", "m": 0.1, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.1}]}]})json");
    std::vector<test::Row> rows;
    for (int i = 0; i < 40; i++) {
        std::vector<std::string> list(random() % 4);
        for (auto& word : list) word = random_text(random);
        rows.push_back({std::to_string(i), random() % 8 == 0 ? "" : write_list(list), random_text(random)});
    }
    expect_levels_of_the_definition(model, PreparedTable(model, {"x", "y"}, rows).table);
}

TEST(Grader, GivesTheLevelsOfTheDefinitionForAnyConditions) {
    static constexpr std::string_view kTests[] = {
        "exact", "exact(y)", "exact(x, y)", "exact(y, x)", "present(y)", "levenshtein <= 1", "levenshtein(y) < 2",
        "osa_distance <= 1", "osa_distance(x, y) = 1", "levenshtein >= 2", "jaro >= 0.8", "jaro_winkler >= 0.9",
        "jaro_winkler(y) >= 0.7", "jaro_winkler < 0.5", "jaro_winkler = 1", "levenshtein_similarity >= 0.5",
        "token_overlap >= 0.99", "token_jaccard = 1", "subset", "initial", "common_prefix >= 2", "soundex(y)",
        "email_user >= 0.9", "jaro_winkler(y, x) > 0.8", "left", "right(y)", "left(y) = 'a'", "both = 'ab'", "damerau_levenshtein <= 1",
        "character_jaccard >= 0.5", "character_jaccard(y, x) > 0.4"};
    std::mt19937 random(9);
    for (int i = 0; i < 150; i++) {
        std::vector<std::string> conditions;
        for (auto levels = 1 + random() % 4; levels > 0; levels--) {
            std::string when;
            for (auto tests = 1 + random() % 3; tests > 0; tests--) {
                if (random() % 5 == 0) when += "not ";
                when += kTests[random() % std::size(kTests)];
                if (tests > 1) when += random() % 2 == 0 ? " and " : " or ";
            }
            conditions.push_back(when);
        }
        const auto model = model_of(conditions);
        expect_levels_of_the_definition(model, random_table(model, random, 24).table);
    }
}

TEST(Grader, AnswersAnyNumberOfTestsOfOneMeasure) {
    std::vector<std::string> conditions;
    for (int i = 14; i > 0; i--) conditions.push_back("jaro_winkler >= " + std::to_string(0.5 + 0.03 * i));
    conditions.back() += " and not exact(y) or jaro_winkler = 0.9 or jaro_winkler > 0.91 or jaro_winkler < 0.2";
    std::mt19937 random(10);
    const auto model = model_of(conditions);
    expect_levels_of_the_definition(model, random_table(model, random, 60).table);
}

TEST(Grader, AnswersAnyNumberOfTestsOfTwoAttributes) {
    score::Model model;
    std::vector<std::string> columns;
    for (char c = 'a'; c < 'j'; c++) columns.push_back(std::string(1, c));
    for (const auto& name : columns) model.attributes.push_back({name, text::Kind::kText});
    score::Comparison comparison{"c", {0}, {}, {}};
    for (std::size_t i = 0; i < 14; i++) {  // 84 tests, more than there are bits for
        std::string when = "not present(a)";
        for (std::size_t k = 0; k < 6; k++) {
            const std::string left = columns[(i + k) % 9], right = columns[(i + 2 * k + 1) % 9];
            when += (k % 3 == 0 ? " or " : " and ") + std::string(k % 2 == 0 ? "exact(" : "present(") + left + ", " + right + ")";
        }
        comparison.levels.push_back({when, score::parse_condition(when, columns, 0, "test"), 0.1, 0.1, {}, false, false});
    }
    comparison.levels.push_back({"else", score::parse_condition("else", columns, 0, "test"), 0.1, 0.1, {}, false, false});
    model.comparisons.push_back(comparison);
    std::mt19937 random(11);
    std::vector<test::Row> rows;
    for (std::size_t i = 0; i < 60; i++) {
        rows.push_back({std::to_string(i)});
        for (std::size_t c = 0; c < columns.size(); c++) rows.back().push_back(std::string(random() % 3, 'x'));
    }
    expect_levels_of_the_definition(model, PreparedTable(model, columns, rows).table);
}

TEST(Grader, TellsWhatCodesSettle) {
    const auto model = model_of({"exact", "jaro_winkler >= 0.8", "exact(x, y) and exact(y, x)"});
    const PreparedTable t(model, {"x", "y"},
                          {{"1", "anna", "berta"}, {"2", "anna", "carl"}, {"3", "anne", "carl"}, {"4", "berta", "anna"},
                           {"5", "", ""}});
    const Grader grader(model, t.table);
    const auto settled = [&](Record a, Record b) { return grader.settled(0, grader.pair(a, b).agreement); };
    EXPECT_EQ(settled(0, 1), 1u);
    EXPECT_FALSE(grader.is_open(0, 1));
    EXPECT_EQ(settled(1, 2), 4u);
    EXPECT_TRUE(grader.is_open(0, 4));
    EXPECT_EQ(settled(0, 3), 3u);
    EXPECT_TRUE(grader.is_open(0, 3));
    EXPECT_EQ(settled(0, 4), 0u);
    EXPECT_TRUE(grader.by_measure(0, 2));
    EXPECT_FALSE(grader.by_measure(0, 3));
    Grader::Scratch scratch(grader);
    EXPECT_EQ(grader.level(0, 4, grader.pair(1, 2), scratch), 2u);
    EXPECT_EQ(grader.level(0, 3, grader.pair(0, 3), scratch), 3u);
    EXPECT_EQ(grader.level(0, 0, grader.pair(0, 4), scratch), 0u);
}

}  // namespace
}  // namespace cdp::link
