// SPDX-License-Identifier: PostgreSQL
#include "core/link/code_rows.hpp"

#include <gtest/gtest.h>

#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

// Rows of `width` random values out of few, some missing.
struct RandomRows {
    score::Model model;
    std::vector<std::string> columns;
    std::vector<test::Row> rows;

    RandomRows(std::size_t width, std::size_t n) {
        std::mt19937 random(static_cast<std::uint32_t>(width));
        for (std::size_t c = 0; c < width; c++) columns.push_back("c" + std::to_string(c));
        for (const auto& name : columns) model.attributes.push_back({name, text::Kind::kText});
        for (std::size_t i = 0; i < n; i++) {
            rows.push_back({std::to_string(i)});
            for (std::size_t c = 0; c < width; c++) rows.back().push_back(std::string(random() % 3, 'x'));
        }
    }
};

// The last attribute first.
std::vector<std::size_t> backwards(std::size_t width) {
    std::vector<std::size_t> out;
    while (width > 0) out.push_back(--width);
    return out;
}

TEST(CodeRows, HaveABitForEachPlace) {
    for (const std::size_t width : {1u, 2u, 3u, 4u, 5u, 8u, 9u, 31u, 63u, 64u}) {
        const RandomRows random(width, 20);
        const test::PreparedTable t(random.model, random.columns, random.rows);
        const CodeRows rows(t.table, backwards(width));
        for (Record a = 0; a < t.table.size(); a++)
            for (Record b = 0; b < t.table.size(); b++) {
                const Agreement got = rows.compare(rows[a], rows[b]);
                EXPECT_EQ(got.crossed, 0u);
                for (std::size_t c = 0; c < 64; c++) {
                    const Code x = c < width ? t.table.attributes[width - 1 - c].code(a) : kMissing;
                    const Code y = c < width ? t.table.attributes[width - 1 - c].code(b) : kMissing;
                    const bool present = x != kMissing && y != kMissing;
                    EXPECT_EQ((got.present >> c & 1) != 0, present) << width << " " << c;
                    EXPECT_EQ((got.equal >> c & 1) != 0, present && x == y) << width << " " << c;
                }
            }
    }
}

TEST(CodeRows, HoldTheCodesOfTheAttributesThatAreAskedFor) {
    const RandomRows random(7, 50);
    const test::PreparedTable t(random.model, random.columns, random.rows);
    const std::vector<std::size_t> attributes = {6, 2, 3};
    const CodeRows rows(t.table, attributes);
    for (Record r = 0; r < t.table.size(); r++)
        for (std::size_t p = 0; p < 3; p++) EXPECT_EQ(rows[r][p], t.table.attributes[attributes[p]].code(r));
}

TEST(CodeRows, MayBeNone) {
    const RandomRows random(3, 0);
    const test::PreparedTable t(random.model, random.columns, random.rows);
    EXPECT_NO_THROW(CodeRows(t.table, backwards(3)));
    EXPECT_NO_THROW(CodeRows(t.table, {}));
}

}  // namespace
}  // namespace cdp::link
