// SPDX-License-Identifier: PostgreSQL
#include "core/link/suggest.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::SmallTable;
using text::Kind;
using Kinds = std::map<std::string, Kind>;

std::map<std::string, Kind> as_map(const std::vector<score::Attribute>& attributes) {
    std::map<std::string, Kind> out;
    for (const auto& a : attributes) out[a.name] = a.kind;
    return out;
}

Error error_of(const RawTable& table, const Kinds& given) {
    try {
        suggest_attributes(table, given);
    } catch (const Error& e) {
        return e;
    }
    ADD_FAILURE() << "no error";
    return {ErrorCode::kInternal, ""};
}

const test::Customers& customers() {
    static const test::Customers& made = *new test::Customers(200);
    return made;
}

TEST(SuggestAttributes, FindsKindsFromNamesAndValues) {
    const SmallTable t(test::kCustomerColumns, customers().rows);
    EXPECT_EQ(as_map(suggest_attributes(t.raw, {})), as_map(test::customer_attributes()));
}

TEST(SuggestAttributes, DoesNotDependOnTheOrderOfRows) {
    auto rows = customers().rows;
    std::mt19937 random(8);
    const std::vector<std::string> columns = {"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"};
    const SmallTable first(columns, rows);
    const auto expected = as_map(suggest_attributes(first.raw, {}));
    EXPECT_GE(expected.size(), 6u);
    for (int round = 0; round < 3; round++) {
        std::shuffle(rows.begin(), rows.end(), random);
        const SmallTable t(columns, rows);
        EXPECT_EQ(as_map(suggest_attributes(t.raw, {})), expected);
    }
}

// A model takes 32 comparisons: of more columns the most telling ones are kept, those that were asked for before all.
TEST(SuggestAttributes, KeepsTheMostTellingOfManyColumns) {
    std::vector<std::string> columns = test::kCustomerColumns;
    auto rows = customers().rows;
    for (int extra = 0; extra < 70; extra++) {
        columns.insert(columns.begin(), "note" + std::to_string(extra));
        for (std::size_t r = 0; r < rows.size(); r++) rows[r].insert(rows[r].begin() + 1, "word" + std::to_string(r % static_cast<std::size_t>(2 + extra)));
    }
    Kinds given;
    for (int extra = 0; extra < 70; extra++) given["note" + std::to_string(extra)] = Kind::kText;
    const SmallTable t(columns, rows);
    const auto chosen = suggest_attributes(t.raw, given);
    ASSERT_EQ(chosen.size(), score::kMaxComparisons);
    for (const auto& a : chosen) EXPECT_GE(std::stoi(a.name.substr(4)), 70 - 32) << a.name;
    given.clear();
    given["note0"] = Kind::kText;
    const auto kinds = as_map(suggest_attributes(t.raw, given));
    EXPECT_LE(kinds.size(), score::kMaxComparisons);
    EXPECT_TRUE(kinds.contains("note0"));
    for (const std::string& name : test::kCustomerColumns) EXPECT_TRUE(kinds.contains(name)) << name;
}

TEST(SuggestAttributes, TakesTheKindsThatAreGiven) {
    const SmallTable t(test::kCustomerColumns, customers().rows);
    const auto kinds = as_map(suggest_attributes(t.raw, {{"city", Kind::kText}, {"email", Kind::kIdentifier}}));
    EXPECT_EQ(kinds.at("city"), Kind::kText);
    EXPECT_EQ(kinds.at("email"), Kind::kIdentifier);
    EXPECT_EQ(kinds.at("phone"), Kind::kPhone);
    // A kind brings in a column that would be left out.
    std::vector<test::Row> rows;
    for (const auto& row : customers().rows) rows.push_back({row[0], "constant", row[1]});
    const SmallTable bare({"flag", "given_name"}, rows);
    EXPECT_EQ(as_map(suggest_attributes(bare.raw, {})).count("flag"), 0u);
    EXPECT_EQ(as_map(suggest_attributes(bare.raw, {{"flag", Kind::kCompany}})).at("flag"), Kind::kCompany);
}

TEST(SuggestAttributes, RefusesAKindForAColumnThatIsNotThere) {
    const SmallTable t(test::kCustomerColumns, customers().rows);
    const Error e = error_of(t.raw, {{"emial", Kind::kEmail}});
    EXPECT_EQ(e.code(), ErrorCode::kUndefinedColumn);
    EXPECT_STREQ(e.what(), "the query has no column \"emial\"");
    EXPECT_NE(e.detail(), "");
    EXPECT_NE(e.hint(), "");
}

TEST(SuggestAttributes, SaysWhyNothingIsLeftToCompare) {
    const SmallTable ids({}, {{"1"}, {"2"}});
    const Error only_id = error_of(ids.raw, {});
    EXPECT_EQ(only_id.code(), ErrorCode::kInvalidModel);
    EXPECT_EQ(only_id.detail(), "It has an id only.");
    EXPECT_NE(only_id.hint(), "");

    std::vector<test::Row> rows;
    for (int i = 0; i < 50; i++) rows.push_back({std::to_string(i), "K" + std::to_string(1000 + i), "x"});
    const SmallTable keys({"row_key", "state_flag"}, rows);
    const Error e = error_of(keys.raw, {});
    EXPECT_NE(e.detail().find("row_key: "), std::string::npos) << e.detail();
    EXPECT_NE(e.detail().find("state_flag: "), std::string::npos) << e.detail();
}

TEST(SuggestAttributes, TakesAnEmptyTable) {
    const SmallTable t(test::kCustomerColumns, {});
    EXPECT_EQ(as_map(suggest_attributes(t.raw, {})), as_map(test::customer_attributes()));
}

}  // namespace
}  // namespace cdp::link
