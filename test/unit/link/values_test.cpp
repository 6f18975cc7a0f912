// SPDX-License-Identifier: PostgreSQL
#include "core/link/values.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/text/nickname.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using test::Row;
using text::Kind;

score::Model one_attribute(Kind kind) { return test::default_model({{"x", kind}}); }

std::vector<Row> rows_of(const std::vector<std::string>& values) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < values.size(); i++) rows.push_back({std::to_string(100'000 + i), values[i]});
    return rows;
}

TEST(Values, AreOneWhereTheMatchFormIs) {
    const PreparedTable t(one_attribute(Kind::kCity), {"x"},
                          rows_of({"Saint-Étienne", "SAINT ETIENNE", "Lyon", "", "N/A", "lyon"}));
    const Values& values = t.table.attributes[0];
    EXPECT_EQ(values.distinct(), 2u);
    EXPECT_EQ(values.present(), 4u);
    EXPECT_EQ(values.code(0), values.code(1));
    EXPECT_EQ(values.code(2), values.code(5));
    EXPECT_EQ(values.code(3), kMissing);
    EXPECT_EQ(values.code(4), kMissing);
    EXPECT_EQ(values.value(values.code(0)).text, "saint etienne");
    EXPECT_EQ(values.value(values.code(0)).count, 2u);
    EXPECT_EQ(values.codes().size(), 6u);
}

TEST(Values, KnowTheirWords) {
    const PreparedTable t(one_attribute(Kind::kFullName), {"x"}, rows_of({"Anna Lee Anna", "Lee", "anna  LEE anna"}));
    const Values& values = t.table.attributes[0];
    const auto words = values.words(values.value(values.code(0)));
    ASSERT_EQ(words.size(), 3u);
    EXPECT_EQ(values.word(words[0]), "anna");
    EXPECT_EQ(values.word(words[1]), "lee");
    EXPECT_EQ(words[0], words[2]);
    EXPECT_EQ(values.word_count(words[1]), 3u);
    EXPECT_EQ(values.word_count(words[0]), 2u);  // records, not occurrences
}

TEST(Values, ParseDatesAndNumbers) {
    const PreparedTable d(one_attribute(Kind::kDate), {"x"}, rows_of({"12 May 1972", "no date"}));
    EXPECT_EQ(d.table.attributes[0].value(1).date, 19720512);
    EXPECT_EQ(d.table.attributes[0].code(1), kMissing);
    const PreparedTable n(one_attribute(Kind::kNumber), {"x"}, rows_of({"-1,234.5", "1e300", "7"}));
    EXPECT_EQ(n.table.attributes[0].value(1).number, -1234.5);
    EXPECT_EQ(n.table.attributes[0].value(2).number, 1e300);
    EXPECT_EQ(n.table.attributes[0].value(3).number, 7);
}

TEST(Values, KnowNicknamesOfGivenNamesOnly) {
    for (const Kind kind : {Kind::kGivenName, Kind::kFullName}) {
        const PreparedTable t(one_attribute(kind), {"x"}, rows_of({"Bob", "Robert", "Xqzt"}));
        const Values& values = t.table.attributes[0];
        EXPECT_NE(values.value(1).nickname, 0);
        EXPECT_TRUE(text::share_nickname(values.value(1).nickname, values.value(2).nickname));
        EXPECT_EQ(values.value(3).nickname, 0);
    }
    const PreparedTable t(one_attribute(Kind::kFamilyName), {"x"}, rows_of({"Bob"}));
    EXPECT_EQ(t.table.attributes[0].value(1).nickname, 0);
}

std::string first_form(const std::vector<std::string>& dates) {
    const PreparedTable t(one_attribute(Kind::kBirthDate), {"x"}, rows_of(dates));
    return std::string(t.table.attributes[0].value(t.table.attributes[0].code(0)).text);
}

TEST(Values, ReadDatesAsTheColumnWritesThem) {
    EXPECT_EQ(first_form({"03/04/1980"}), "19800403");  // nothing speaks: day first
    EXPECT_EQ(first_form({"03/04/1980", "25/12/1979"}), "19800403");
    EXPECT_EQ(first_form({"03/04/1980", "12/25/1979"}), "19800304");
    EXPECT_EQ(first_form({"03/04/1980", "12/25/1979", "11/26/1979", "30/01/1980"}), "19800304");
    EXPECT_EQ(first_form({"03-04-1980", "12-25-1979 10:00"}), "19800304");
    EXPECT_EQ(first_form({"03.04.80", "12.25.79"}), "19800304");
    EXPECT_EQ(first_form({"03/04/1980", "1979-12-25", "25 Dec 1979", "19791225"}), "19800403");
    EXPECT_EQ(first_form({"03/04/1980", "13/25/1979", "0/31/1980"}), "19800403");  // no dates at all
}

TEST(Values, ReadLongColumnsTheSameInAnyOrder) {
    // Most values leave the order open, and what the first thousands say is not what all of them say.
    std::vector<std::string> dates;
    for (int y = 1900; y < 2000; y++)
        for (int d = 1; d <= 60; d++) {
            const bool american = y % 3 != 0;
            const std::string day = std::to_string(d % 28 + 1), month = std::to_string(d % 12 + 1);
            dates.push_back((american ? month + "/" + day : day + "/" + month) + "/" + std::to_string(y));
        }
    std::sort(dates.begin(), dates.end());
    const auto forms = [](std::vector<std::string> in) {
        std::vector<std::pair<std::string, std::string>> out;
        const PreparedTable t(one_attribute(Kind::kBirthDate), {"x"}, rows_of(in));
        const Values& values = t.table.attributes[0];
        for (Record r = 0; r < t.table.size(); r++)
            out.emplace_back(in[r], values.code(r) == kMissing ? "" : values.value(values.code(r)).text);
        std::sort(out.begin(), out.end());
        return out;
    };
    const auto expected = forms(dates);
    std::stable_partition(dates.begin(), dates.end(), [](const auto& d) { return d.ends_with("0"); });
    EXPECT_EQ(forms(dates), expected);
    std::reverse(dates.begin(), dates.end());
    EXPECT_EQ(forms(dates), expected);
}

TEST(Values, CollideAsOftenAsRandomPairsAgree) {
    const PreparedTable t(one_attribute(Kind::kText), {"x"}, rows_of({"a", "a", "a", "b", "c", ""}));
    EXPECT_DOUBLE_EQ(t.table.attributes[0].collision(), 3.0 / 10);
    const PreparedTable one(one_attribute(Kind::kText), {"x"}, rows_of({"a", ""}));
    EXPECT_EQ(one.table.attributes[0].collision(), 0);
    const PreparedTable none(one_attribute(Kind::kText), {"x"}, {});
    EXPECT_EQ(none.table.attributes[0].collision(), 0);
    EXPECT_EQ(none.table.attributes[0].distinct(), 0u);
}

TEST(Table, IsTheSameForAnyNumberOfThreads) {
    const score::Model m = test::default_model(test::customer_attributes());
    const test::Customers customers(100);
    const PreparedTable one(m, test::kCustomerColumns, customers.rows);
    JobContext context(4);
    Table four(one.raw);
    four.prepare(m, context);
    for (std::size_t a = 0; a < m.attributes.size(); a++) {
        const auto x = one.table.attributes[a].codes(), y = four.attributes[a].codes();
        EXPECT_TRUE(std::equal(x.begin(), x.end(), y.begin(), y.end()));
    }
}

TEST(Table, RefusesAnAttributeThatIsNoColumn) {
    const test::SmallTable small({"x"}, {{"1", "a"}});
    Table table(small.raw);
    JobContext context(1);
    try {
        table.prepare(test::default_model({{"x", Kind::kText}, {"y", Kind::kText}}), context);
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kUndefinedColumn);
        EXPECT_STREQ(e.what(), "the query has no column \"y\"");
        EXPECT_NE(e.hint(), "");
    }
}

}  // namespace
}  // namespace cdp::link
