// SPDX-License-Identifier: PostgreSQL
#include "core/link/sort_order.hpp"

#include <gtest/gtest.h>

#include <random>

#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::KeyForm;
using text::Kind;

TEST(SortOrder, IsThatOfTheTextsOfTheKeys) {
    const score::Model m = test::default_model({{"a", Kind::kText}, {"b", Kind::kText}});
    std::mt19937 random(4);
    std::vector<test::Row> rows;
    for (int i = 0; i < 300; i++)
        rows.push_back({std::to_string(i), random() % 9 == 0 ? "" : std::string(1, static_cast<char>('a' + random() % 5)) + "x",
                        random() % 9 == 0 ? "" : std::string(1, static_cast<char>('a' + random() % 5))});
    const test::PreparedTable t(m, {"a", "b"}, rows);
    const std::vector<score::KeyPart> keys = {{1}, {0, KeyForm::kPrefix, 1}};
    JobContext context(1);
    const auto sorted = sort_by_keys(t.table, keys, context);
    std::vector<std::tuple<std::string, std::string, Record>> expected;
    for (Record r = 0; r < t.table.size(); r++) {
        const Values &a = t.table.attributes[0], &b = t.table.attributes[1];
        if (a.code(r) != kMissing && b.code(r) != kMissing)
            expected.emplace_back(b.value(b.code(r)).text, std::string(a.value(a.code(r)).text.substr(0, 1)), r);
    }
    std::sort(expected.begin(), expected.end());
    ASSERT_EQ(sorted.size(), expected.size());
    for (std::size_t i = 0; i < sorted.size(); i++) EXPECT_EQ(sorted[i], std::get<2>(expected[i]));
}

TEST(SortOrder, OfNothingIsNothing) {
    const score::Model m = test::default_model({{"a", Kind::kText}});
    const test::PreparedTable t(m, {"a"}, {{"1", ""}, {"2", ""}});
    JobContext context(1);
    EXPECT_TRUE(sort_by_keys(t.table, std::vector<score::KeyPart>{{0}}, context).empty());
}

}  // namespace
}  // namespace cdp::link
