// SPDX-License-Identifier: PostgreSQL
#include "core/link/term_frequency.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using test::Row;

// By the definition: every way in which `others` divide into copies and strangers, with its probability.
double by_definition(std::uint32_t others, double copies, double shared) {
    double zipf = 0;
    for (int s = 1; s < 2'000'000; s++) zipf += 1.0 / (static_cast<double>(s) * s);
    double all = 0, strangers = 0;
    for (std::uint32_t s = 0; s <= others; s++) {
        const double of_strangers = s == 0 ? 1 - shared : shared / zipf / (static_cast<double>(s) * s);
        const double of_copies = std::pow(copies, others - s) / std::pow(1 + copies, others - s + 1);
        all += of_strangers * of_copies;
        strangers += s * of_strangers * of_copies;
    }
    return strangers / all;
}

TEST(TermFrequency, ExpectsStrangersAsTheDistributionsSay) {
    for (const std::uint32_t others : {0u, 1u, 2u, 5u, 20u, 64u})
        for (const double copies : {0.05, 0.4, 3.0})
            for (const double shared : {0.01, 0.3, 0.99}) {
                const double expected = by_definition(others, copies, shared);
                EXPECT_NEAR(expected_strangers(others, copies, shared), expected, 1e-5 * (1 + expected))
                    << others << " " << copies << " " << shared;
            }
}

TEST(TermFrequency, LargeGroupsAreStrangers) {
    EXPECT_NEAR(expected_strangers(1000, 0.5, 0.1), 999.5, 1e-9);
    EXPECT_NEAR(expected_strangers(65, 0.5, 0.1), expected_strangers(64, 0.5, 0.1), 2);
}

TEST(TermFrequency, MoreHoldersAreMoreStrangers) {
    double before = 0;
    for (std::uint32_t others = 1; others < 200; others++) {
        const double now = expected_strangers(others, 0.7, 0.05);
        EXPECT_GT(now, before) << others;
        EXPECT_LE(now, others);
        before = now;
    }
    EXPECT_LT(expected_strangers(1, 0.7, 0.01), expected_strangers(1, 0.7, 0.5));
    EXPECT_GT(expected_strangers(1, 0.1, 0.1), expected_strangers(1, 2, 0.1));
}

score::TermFrequencies frequencies_of(const std::vector<Row>& rows, double copies) {
    const PreparedTable t(test::default_model({{"x", text::Kind::kEmail}}), {"x"}, rows);
    JobContext context(1);
    return term_frequencies(t.table.attributes[0], copies, context);
}

TEST(TermFrequency, FewRecordsThatShareAValueArePeopleOfOneKind) {
    const auto f = frequencies_of({{"1", "ann@mail.org"}, {"2", "ann@mail.org"}}, 0.5);
    EXPECT_LT(*f.values.find("ann@mail.org"), 0.1);
}

// Most of the addresses are there twice, which is what copies explain; one is everybody's.
TEST(TermFrequency, AMailboxOfManyIsNotRare) {
    std::vector<Row> rows;
    for (int i = 0; i < 400; i++) {
        rows.push_back({std::to_string(rows.size()), "user" + std::to_string(i) + "@mail.org"});
        if (i % 2 == 0) rows.push_back({std::to_string(rows.size()), "user" + std::to_string(i) + "@mail.org"});
    }
    for (int i = 0; i < 40; i++) rows.push_back({std::to_string(rows.size()), "office@mail.org"});
    const auto f = frequencies_of(rows, 2);  // two thirds of the records have a copy
    EXPECT_EQ(f.values.size(), 201u);  // values of one record have the default
    EXPECT_GT(*f.values.find("office@mail.org"), 500 * *f.values.find("user0@mail.org"));
    EXPECT_NEAR(*f.values.find("office@mail.org"), 39.0 / 640, 3.0 / 640);
    EXPECT_GT(f.fallback, 0);
    EXPECT_LT(f.fallback, 1.0 / 640);
    EXPECT_GT(f.average, f.fallback * 0.1);
}

TEST(TermFrequency, ATableWithoutValuesHasADefault) {
    const auto f = frequencies_of({{"1", ""}, {"2", "N/A"}}, 0.5);
    EXPECT_TRUE(f.values.empty());
    EXPECT_GT(f.fallback, 0);
    EXPECT_EQ(f.average, 0);
}

}  // namespace
}  // namespace cdp::link
