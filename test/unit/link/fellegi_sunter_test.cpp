// SPDX-License-Identifier: PostgreSQL
// Weights of the engine against the published formula, on random models and records.
#include "ref/fellegi_sunter.hpp"

#include <gtest/gtest.h>

#include "core/link/scorer.hpp"
#include "core/score/model_json.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

constexpr double kClose = 1e-9;  // bits

// m or u: from one in a few to one in a billion.
std::string probability(std::mt19937& random) {
    return std::to_string(1 + static_cast<double>(random() % 8000) / 1000) + "e-" +
           std::to_string(random() % 9 + 1);
}

std::string frequency(std::mt19937& random) {
    static const char* const kForms[] = {
        R"(, "term_frequency": true)", R"(, "term_frequency": {"base": "exact"})",
        R"(, "term_frequency": {"base": "own", "weight": 0.5})",
        R"(, "term_frequency": {"base": "exact", "minimum": 0.07, "weight": 0.8})", ""};
    return kForms[random() % 5];
}

// As many comparisons as a model may have, of the first and second column in turn.
score::Model random_model(std::mt19937& random) {
    std::string comparisons;
    for (int c = 0; c < 32; c++) {
        std::string levels;
        for (const char* when : {"exact", "jaro_winkler >= 0.9", "levenshtein <= 2", "else"})
            levels += std::string(levels.empty() ? "" : ", ") + R"({"when": ")" + when + R"(", "m": )" + probability(random) +
                      R"(, "u": )" + probability(random) + (std::string_view(when) == "else" ? "" : frequency(random)) + "}";
        comparisons += std::string(c == 0 ? "" : ", ") + R"({"attributes": [")" + (c % 2 == 0 ? "x" : "y") +
                       R"("], "levels": [)" + levels + "]}";
    }
    return score::read_model(R"({"attributes": [{"name": "x", "kind": "text"}, {"name": "y", "kind": "text"}],
        "blocking": [["x"]], "prior": )" + probability(random) + R"(, "comparisons": [)" + comparisons + "]}");
}

std::vector<test::Row> random_rows(std::mt19937& random, std::size_t n) {
    static const char* const kNames[] = {"", "anna", "anne", "hanna", "johann", "johanna", "peter", "petra", "pieter", "zoe"};
    std::vector<test::Row> rows;
    for (std::size_t i = 0; i < n; i++)
        rows.push_back({std::to_string(i), kNames[std::min(random() % 10, random() % 10)], kNames[random() % 10]});
    return rows;
}

TEST(FellegiSunter, WeightsAreThoseOfTheFormula) {
    std::mt19937 random(11);
    for (int round = 0; round < 12; round++) {
        const score::Model model = random_model(random);
        const test::PreparedTable t(model, {"x", "y"}, random_rows(random, 40));
        const Scorer scorer(model, t.table, true);
        Scorer::Scratch scratch(scorer);
        for (Record a = 0; a < t.table.size(); a++)
            for (Record b = a + 1; b < t.table.size(); b++)
                ASSERT_NEAR(score::from_bits(scorer.weight(a, b, Scorer::kOutOfReach, scratch)),
                            static_cast<double>(ref::match_weight(model, t.table, a, b)), kClose)
                    << a << " " << b;
    }
}

}  // namespace
}  // namespace cdp::link
