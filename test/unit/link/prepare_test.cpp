// SPDX-License-Identifier: PostgreSQL
// How values are prepared: what stands for a form that several raw values have, in columns of more values than one thread
// takes at a time.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "core/link/match_form.hpp"
#include "core/link/values.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using test::PreparedTable;
using test::Row;
using text::Kind;

// Names of people in several spellings; some are their own form and come before, after or without those that are not.
std::vector<Row> spelt_in_many_ways(std::size_t n) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < n; i++) {
        const std::string name = "name" + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i % 6000);
        const std::string upper = "NAME" + name.substr(4);
        const std::string value = i % 7 == 0 ? "" : i % 5 == 0 ? upper : i % 11 == 0 ? "  " + name : i % 13 == 0 ? "N/A" : name;
        rows.push_back({std::to_string(1'000'000 + i), value, "0" + std::to_string(100'000'000 + i % 9000)});
    }
    return rows;
}

class Preparing : public testing::Test {
protected:
    static void expect_forms(const Table& table, std::size_t attribute) {
        const Values& values = table.attributes[attribute];
        const RawTable& raw = *table.raw;
        std::map<std::string, Code> code_of;
        std::map<Code, std::uint32_t> count;
        std::size_t present = 0;
        for (Record r = 0; r < table.size(); r++) {
            const Code raw_code = raw.code(attribute, r);
            const std::string form =
                raw_code == kMissing ? std::string() : match_form(values.attribute().kind, raw.column(attribute).values[raw_code], true);
            if (form.empty()) {
                ASSERT_EQ(values.code(r), kMissing);
                continue;
            }
            const Code code = values.code(r);
            ASSERT_NE(code, kMissing);
            ASSERT_EQ(values.value(code).text, form);
            ASSERT_EQ(code_of.emplace(form, code).first->second, code);
            count[code]++;
            present++;
        }
        EXPECT_EQ(values.present(), present);
        EXPECT_EQ(values.distinct(), code_of.size());
        for (const auto& [form, code] : code_of) {
            EXPECT_EQ(values.find(form), code);
            EXPECT_EQ(values.value(code).count, count[code]);
        }
        EXPECT_EQ(values.find("nobody"), kMissing);
        EXPECT_EQ(values.find("NAMEA0"), kMissing);  // a raw value, but no form
    }
};

TEST_F(Preparing, GivesEachFormOneCode) {
    const score::Model model = test::default_model({{"name", Kind::kGivenName}, {"phone", Kind::kPhone}});
    const test::SmallTable small({"name", "phone"}, spelt_in_many_ways(40000));
    for (const unsigned threads : {1u, 3u}) {
        Table table(small.raw);
        JobContext context(threads);
        table.prepare(model, context);
        expect_forms(table, 0);
        expect_forms(table, 1);
    }
}

TEST_F(Preparing, StopsWhenAskedTo) {
    const score::Model model = test::default_model({{"name", Kind::kGivenName}});
    const test::SmallTable small({"name", "phone"}, spelt_in_many_ways(10));
    Table table(small.raw);
    JobContext context(2);
    context.stop();
    EXPECT_THROW(table.prepare(model, context), Error);
}

TEST_F(Preparing, TakesATableWithoutRecords) {
    const score::Model model = test::default_model({{"name", Kind::kGivenName}});
    const PreparedTable t(model, {"name"}, {});
    EXPECT_EQ(t.table.attributes[0].distinct(), 0u);
    EXPECT_EQ(t.table.attributes[0].find("x"), kMissing);
}

}  // namespace
}  // namespace cdp::link
