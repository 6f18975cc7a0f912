// SPDX-License-Identifier: PostgreSQL
#include "core/link/train.hpp"

#include <gtest/gtest.h>

#include "core/link/link.hpp"
#include "core/link/train_sessions.hpp"
#include "core/score/model_json.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using text::Kind;

score::Model trained(score::Model model, const std::vector<test::Row>& rows, unsigned threads,
                     score::EstimateReport* report = nullptr) {
    const PreparedTable t(model, test::kCustomerColumns, rows);
    JobContext context(threads);
    if (model.blocking.empty()) model.blocking = suggest_blocking(model, t.table, context);
    const auto r = train(model, t.table, kMaxBlock, {}, context);
    if (report != nullptr) *report = r;
    return model;
}

double matches(const test::Customers& customers) {
    std::map<std::uint64_t, double> records;
    for (const auto p : customers.person) records[p]++;
    double pairs = 0;
    for (const auto& [person, n] : records) pairs += n * (n - 1) / 2;
    return pairs;
}

TEST(Train, RecoversThePriorOfSimulatedDuplicates) {
    for (const std::uint64_t seed : {1u, 2u}) {
        const test::Customers customers(1500, seed);
        score::EstimateReport report;
        const auto model = trained(test::default_model(test::customer_attributes()), customers.rows, 2, &report);
        EXPECT_TRUE(report.converged);
        const auto n = static_cast<double>(customers.rows.size());
        const double truth = matches(customers) / (n * (n - 1) / 2);
        EXPECT_GT(model.prior, truth / 1.5);
        EXPECT_LT(model.prior, truth * 1.5);
        EXPECT_NEAR(report.matches / (n * (n - 1) / 2), model.prior, model.prior / 1000);
        EXPECT_EQ(model.records, customers.rows.size());
    }
}

// Pairs of a rule that makes a column agree, or a part of it, teach nothing about comparisons of the column.
TEST(Train, WhatARuleForcesIsNotLearntFromItsPairs) {
    const auto model = score::read_model(R"json({"attributes": [{"name": "given_name", "kind": "given_name"}, {"name": "family_name", "kind": "family_name"},
        {"name": "start", "column": "family_name", "form": "plain", "steps": ["substring(1, 3)"]}], "blocking": [["start"], ["given_name"]], "comparisons": [
        {"attributes": ["family_name"], "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]},
        {"attributes": ["given_name"], "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]})json");
    const test::Customers customers(50);
    const PreparedTable t(model, test::kCustomerColumns, customers.rows);
    JobContext context(1);
    const Scorer scorer(model, t.table, false);
    Candidates candidates(t.table, model, model.blocking, kMaxBlock, context);
    score::EstimateInput input;
    gather_sessions(scorer, candidates, nullptr, context, input);
    ASSERT_EQ(input.sessions.size(), 2u);
    EXPECT_EQ(input.sessions[0].masked, (std::vector<bool>{true, false}));
    EXPECT_EQ(input.sessions[1].masked, (std::vector<bool>{false, true}));
}

TEST(Train, WeighsAgreementForAndDisagreementAgainst) {
    const test::Customers customers(1500);
    const auto model = trained(test::default_model(test::customer_attributes()), customers.rows, 2);
    for (const auto& comparison : model.comparisons) {
        const auto& levels = comparison.levels;
        EXPECT_GT(levels.front().m, 4 * levels.front().u) << comparison.name;
        EXPECT_LT(levels.back().m, levels.back().u) << comparison.name;
        for (std::size_t l = 0; l < levels.size(); l++) {
            EXPECT_GT(levels[l].m, 0) << comparison.name << " " << l;
            EXPECT_GT(levels[l].u, 0) << comparison.name << " " << l;
            EXPECT_LE(levels[l].m, 1) << comparison.name << " " << l;
            EXPECT_LE(levels[l].u, 1) << comparison.name << " " << l;
        }
    }
}

TEST(Train, DependsOnNeitherThreadsNorOrderOfRows) {
    test::Customers customers(250);
    const auto start = test::default_model(test::customer_attributes());
    const std::string expected = write_model(trained(start, customers.rows, 1));
    EXPECT_EQ(write_model(trained(start, customers.rows, 2)), expected);
    EXPECT_EQ(write_model(trained(start, customers.rows, 4)), expected);
    std::mt19937 random(6);
    for (int round = 0; round < 2; round++) {
        std::shuffle(customers.rows.begin(), customers.rows.end(), random);
        EXPECT_EQ(write_model(trained(start, customers.rows, 2)), expected);
    }
}

TEST(Train, GivesAModelThatCanBeWrittenAndRead) {
    const test::Customers customers(200);
    const auto model = trained(test::default_model(test::customer_attributes()), customers.rows, 1);
    EXPECT_EQ(write_model(score::read_model(write_model(model))), write_model(model));
    EXPECT_EQ(model.term_frequencies.count("family_name"), 1u);
    const auto& frequencies = model.term_frequencies.at("family_name");
    EXPECT_GT(frequencies.fallback, 0);
    EXPECT_GT(frequencies.average, 0);
    frequencies.values.each([](std::string_view value, double f) { EXPECT_GT(f, 0) << value; });
}

TEST(Train, LeavesFixedLevelsAlone) {
    auto start = test::default_model(test::customer_attributes());
    auto& level = start.comparisons[0].levels[0];
    level.fixed = true;
    level.m = 0.5;
    level.u = 0.25;
    const test::Customers customers(200);
    const auto model = trained(start, customers.rows, 2);
    EXPECT_EQ(model.comparisons[0].levels[0].m, 0.5);
    EXPECT_EQ(model.comparisons[0].levels[0].u, 0.25);
    EXPECT_NE(model.comparisons[0].levels[1].m, start.comparisons[0].levels[1].m);
}

TEST(Train, LeavesAModelAsItIsWhereThereIsNothingToLearnFrom) {
    auto start = test::default_model(test::customer_attributes());
    start.blocking = {{{3}}};
    for (const std::vector<test::Row>& rows :
         {std::vector<test::Row>{}, {{"1", "Ann", "Lee", "", "", "", "", "", ""}}}) {
        const auto model = trained(start, rows, 1);
        EXPECT_EQ(model.prior, start.prior);
        EXPECT_EQ(model.records, rows.size());
        EXPECT_EQ(model.comparisons[0].levels[0].m, start.comparisons[0].levels[0].m);
    }
}

TEST(Train, StaysSaneOnVerySmallTables) {
    auto start = test::default_model(test::customer_attributes());
    const std::vector<test::Row> rows = {{"1", "Ann", "Lee", "1980-01-02", "ann@laposte.net", "", "", "", ""},
                                         {"2", "Ann", "Lee", "1980-01-02", "ann@laposte.net", "", "", "", ""},
                                         {"3", "Bob", "Ray", "1970-03-04", "bob@laposte.net", "", "", "", ""}};
    const auto model = trained(start, rows, 1);
    EXPECT_NO_THROW(score::read_model(write_model(model)));
    const PreparedTable t(model, test::kCustomerColumns, rows);
    const Scorer scorer(model, t.table, true);
    Scorer::Scratch scratch(scorer);
    EXPECT_GT(scorer.weight(0, 1, Scorer::kOutOfReach, scratch), 0);
    EXPECT_LT(scorer.weight(0, 2, Scorer::kOutOfReach, scratch), 0);
}

}  // namespace
}  // namespace cdp::link
