// SPDX-License-Identifier: PostgreSQL
#include "core/link/column_sampler.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace cdp::link {
namespace {

TEST(HashSet, CountsDistinct) {
    Budget budget;
    CountedResource memory(budget);
    HashSet set(&memory);
    for (int round = 0; round < 2; round++)
        for (std::uint64_t i = 0; i < 5000; i++) set.insert(i * 0x9e3779b97f4a7c15ULL);
    EXPECT_EQ(set.size(), 5000u);
}

// Rows of a table with more values than are sampled.
std::vector<std::vector<std::string>> table() {
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < 6000; i++)
        rows.push_back({"K" + std::to_string(i), "user" + std::to_string(i % 4000) + "@example.org",
                        i % 3 == 0 ? "" : "1975-0" + std::to_string(i % 9 + 1) + "-1" + std::to_string(i % 10)});
    return rows;
}

std::vector<KindGuess> judge(const std::vector<std::vector<std::string>>& rows) {
    ColumnSampler sampler;
    for (const char* name : {"c1", "c2", "c3"}) sampler.add_column(name, "text");
    for (const auto& row : rows) {
        const std::vector<std::string_view> cells(row.begin(), row.end());
        EXPECT_TRUE(sampler.add_row(cells));
    }
    return sampler.finish();
}

TEST(ColumnSampler, DoesNotDependOnTheOrderOfRows) {
    auto rows = table();
    const auto expected = judge(rows);
    EXPECT_EQ(expected[0].kind, std::nullopt);
    EXPECT_EQ(expected[1].kind, text::Kind::kEmail);
    std::mt19937 random(7);
    for (int round = 0; round < 3; round++) {
        std::shuffle(rows.begin(), rows.end(), random);
        const auto guesses = judge(rows);
        ASSERT_EQ(guesses.size(), expected.size());
        for (std::size_t i = 0; i < guesses.size(); i++) {
            EXPECT_EQ(guesses[i].kind, expected[i].kind);
            EXPECT_NEAR(guesses[i].confidence, expected[i].confidence, 1e-9);
            EXPECT_EQ(guesses[i].reason, expected[i].reason);
        }
    }
}

TEST(ColumnSampler, StopsAtItsBounds) {
    ColumnSampler narrow;
    narrow.add_column("a", "text");
    const std::string_view cell = "x";
    std::uint64_t rows = 1;
    while (narrow.add_row({&cell, 1})) rows++;
    EXPECT_EQ(rows, ColumnSampler::kMaxRows);

    ColumnSampler wide;
    const std::vector<std::string_view> cells(1000);
    for (int i = 0; i < 1000; i++) wide.add_column("a", "text");
    rows = 1;
    while (wide.add_row(cells)) rows++;
    EXPECT_EQ(rows, ColumnSampler::kMaxCells / 1000);
}

TEST(ColumnSampler, RefusesToPassItsMemoryLimit) {
    ColumnSampler sampler(1 << 16);
    sampler.add_column("a", "text");
    try {
        for (int i = 0; i < 100000; i++) {
            const std::string value = std::to_string(i);
            const std::string_view cell = value;
            sampler.add_row({&cell, 1});
        }
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kOutOfBudget);
    }
}

TEST(ColumnSampler, TakesNoColumnsAndNoRows) {
    ColumnSampler nothing;
    EXPECT_TRUE(nothing.finish().empty());
    ColumnSampler empty;
    empty.add_column("email", "text");
    EXPECT_EQ(empty.finish().size(), 1u);
}

}  // namespace
}  // namespace cdp::link
