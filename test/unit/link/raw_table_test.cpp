// SPDX-License-Identifier: PostgreSQL
#include "core/link/raw_table.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <tuple>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace cdp::link {
namespace {

using Cell = std::optional<std::string_view>;
using Line = std::tuple<std::string, std::string, std::string, std::string>;  // source, id, two cells; "" is NULL

void finish(RawTable& table, unsigned threads = 1) {
    JobContext context(threads);
    table.finish(context);
}

Cell cell(const std::string& s) { return s.empty() ? Cell() : Cell(s); }

struct RawTableTest : testing::Test {
    Budget budget;
    CountedResource memory{budget};
    RawTable table{&memory};

    void add(const Line& line) {
        const Cell cells[] = {cell(std::get<2>(line)), cell(std::get<3>(line))};
        table.add_row(cell(std::get<0>(line)), std::get<1>(line), cells);
    }
    Error error_of(const std::function<void()>& body) {
        try {
            body();
        } catch (const Error& e) {
            return e;
        }
        ADD_FAILURE() << "no error";
        return {ErrorCode::kInternal, ""};
    }
};

std::vector<Line> read(const RawTable& table) {
    std::vector<Line> out;
    const auto text = [&](std::size_t c, Record r) {
        const Code code = table.code(c, r);
        return code == kMissing ? std::string() : std::string(table.column(c).values[code]);
    };
    for (Record r = 0; r < table.size(); r++) out.emplace_back(table.source(r), table.id(r), text(0, r), text(1, r));
    return out;
}

TEST(RawTable, HasOneOrderWhateverTheArrival) {
    std::mt19937 random(3);
    std::vector<Line> lines;
    for (int i = 0; i < 300; i++)
        lines.emplace_back(std::vector<std::string>{"", "crm", "é", "web"}[random() % 4], std::to_string(i),
                           random() % 3 == 0 ? "" : "v" + std::to_string(random() % 50),
                           random() % 3 == 0 ? "" : "w" + std::to_string(random() % 5));
    auto expected = lines;
    std::sort(expected.begin(), expected.end());  // by bytes of source, then of id
    for (int round = 0; round < 5; round++) {
        Budget budget;
        CountedResource memory(budget);
        RawTable table(&memory);
        table.add_column("a", "text");
        table.add_column("b", "text");
        for (const auto& [source, id, a, b] : lines) {
            const Cell cells[] = {cell(a), cell(b)};
            table.add_row(cell(source), id, cells);
        }
        finish(table);
        ASSERT_EQ(read(table), expected);
        for (Record r = 1; r < table.size(); r++)
            EXPECT_EQ(table.source_code(r - 1) == table.source_code(r), table.source(r - 1) == table.source(r));
        std::shuffle(lines.begin(), lines.end(), random);
    }
}

TEST(RawTable, FindsRecordsBySourceAndId) {
    RawTable table(std::pmr::get_default_resource());
    EXPECT_FALSE(table.find(std::nullopt, "1"));
    const std::pair<Cell, const char*> keys[] = {{"web", "2"}, {std::nullopt, "2"}, {"crm", "10"}, {"", "2"}, {"crm", "2"}, {std::nullopt, "1"}};
    for (const auto& [source, id] : keys) table.add_row(source, id, {});
    table.finish();
    std::vector<bool> found(std::size(keys), false);
    for (const auto& [source, id] : keys) {
        const auto r = table.find(source, id);
        ASSERT_TRUE(r);
        EXPECT_EQ(table.id(*r), id);
        EXPECT_EQ(table.source(*r), source.value_or(""));
        EXPECT_EQ(table.source_code(*r) == kMissing, !source.has_value());
        found[*r] = true;
    }
    EXPECT_EQ(std::count(found.begin(), found.end(), true), 6);
    for (const auto& [source, id] : std::vector<std::pair<Cell, const char*>>{{"web", "1"}, {"", "1"}, {"xyz", "2"}, {"a", "2"}, {std::nullopt, "10"}, {std::nullopt, ""}, {"web", "3"}})
        EXPECT_FALSE(table.find(source, id));
    EXPECT_EQ(table.find_source("crm"), table.source_code(*table.find("crm", "2")));
    EXPECT_EQ(table.find_source("nobody"), kMissing);
}

// Ids that agree in their first bytes, some throughout those of one word, of sources that begin differently.
TEST(RawTable, OrdersIdsThatBeginAlike) {
    std::mt19937 random(5);
    std::vector<std::pair<std::string, std::string>> keys;
    const std::vector<std::string> begins = {"customer-", "", "c", "customer-000000000000"};
    for (int i = 0; i < 100000; i++) {
        const std::string& begin = begins[static_cast<std::size_t>(i) % begins.size()];
        std::string id = begin + std::to_string(i);
        if (i % 7 == 0) id += std::string(1, '\0') + "x";
        keys.emplace_back("s" + std::to_string(begin.size()), id);
    }
    auto expected = keys;
    std::sort(expected.begin(), expected.end());
    std::shuffle(keys.begin(), keys.end(), random);
    for (const unsigned threads : {1u, 3u}) {
        RawTable table(std::pmr::get_default_resource());
        for (const auto& [source, id] : keys) table.add_row(source, id, {});
        finish(table, threads);
        for (Record r = 0; r < table.size(); r++) {
            ASSERT_EQ(table.source(r), expected[r].first);
            ASSERT_EQ(table.id(r), expected[r].second);
        }
    }
}

TEST_F(RawTableTest, RefusesAnIdThatIsNull) {
    table.add_column("a", "text");
    const Cell cells[] = {"x"};
    table.add_row(std::nullopt, "1", cells);
    const Error e = error_of([&] { table.add_row("crm", std::nullopt, cells); });
    EXPECT_EQ(e.code(), ErrorCode::kNullKey);
    EXPECT_STREQ(e.what(), "the id of a record is null");
    EXPECT_EQ(e.detail(), "It is row 2 of the query.");
    EXPECT_NE(e.hint(), "");
}

TEST_F(RawTableTest, RefusesAnIdThatIsThereTwice) {
    for (const char* id : {"b", "a", "c", "a"}) table.add_row(std::nullopt, id, {});
    const Error e = error_of([&] { finish(table); });
    EXPECT_EQ(e.code(), ErrorCode::kDuplicateKey);
    EXPECT_EQ(e.detail(), "It is \"a\".");
    EXPECT_NE(e.hint(), "");
}

TEST_F(RawTableTest, RefusesAnIdThatIsThereTwiceInASource) {
    table.add_row("crm", "a", {});
    table.add_row("web", "a", {});
    table.add_row("crm", "a", {});
    const Error e = error_of([&] { finish(table); });
    EXPECT_EQ(e.code(), ErrorCode::kDuplicateKey);
    EXPECT_EQ(e.detail(), "It is \"a\" of source \"crm\".");
}

TEST_F(RawTableTest, NamesALongIdByItsStart) {
    std::string id;
    for (int i = 0; i < 200; i++) id += "é";
    table.add_row(id + "s", id, {});
    table.add_row(id + "s", id, {});
    const Error e = error_of([&] { finish(table); });
    std::string start;
    for (int i = 0; i < 50; i++) start += "é";
    EXPECT_EQ(e.detail(), "It is \"" + start + "\" of source \"" + start + "\".");
}

TEST_F(RawTableTest, CutsNoCharacterInTwo) {
    std::string id = "x";
    for (int i = 0; i < 200; i++) id += "é";
    for (int i = 0; i < 2; i++) table.add_row(std::nullopt, id, {});
    const Error e = error_of([&] { finish(table); });
    EXPECT_EQ(e.detail(), "It is \"" + id.substr(0, 99) + "\".");
}

TEST_F(RawTableTest, TellsAnEmptyIdFromNone) {
    table.add_row("", "", {});
    table.add_row(std::nullopt, "", {});
    finish(table);
    EXPECT_EQ(table.size(), 2u);
    EXPECT_NE(table.source_code(0), table.source_code(1));
}

TEST_F(RawTableTest, TakesNothing) {
    table.add_column("a", "integer");
    finish(table);
    EXPECT_EQ(table.size(), 0u);
    EXPECT_EQ(table.columns(), 1u);
    EXPECT_EQ(table.column(0).name, "a");
    EXPECT_EQ(table.column(0).type, "integer");
}

TEST_F(RawTableTest, StopsWhenAskedTo) {
    add({"", "1", "", ""});
    JobContext context(1);
    context.stop();
    EXPECT_EQ(error_of([&] { table.finish(context); }).code(), ErrorCode::kCancelled);
}

TEST(RawTable, CountsItsMemory) {
    Budget budget(1 << 20);
    CountedResource memory(budget);
    RawTable table(&memory);
    table.add_column("a", "text");
    EXPECT_THROW(
        for (int i = 0; i < 1'000'000; i++) {
            const std::string id = std::to_string(i);
            const Cell cells[] = {id};
            table.add_row(std::nullopt, id, cells);
        },
        Error);
    EXPECT_LE(budget.peak(), budget.limit());
}

TEST_F(RawTableTest, ForgetsWhatNobodyWants) {
    table.add_column("name", "text");
    table.add_column("notes", "text");
    for (int i = 0; i < 2000; i++) add({"", std::to_string(i), "name" + std::to_string(i), std::string(100, 'x') + std::to_string(i)});
    finish(table);
    const std::size_t all = budget.used();
    table.keep_columns([](std::string_view name) { return name == "name"; });
    ASSERT_EQ(table.columns(), 1u);
    EXPECT_LT(budget.used(), all - 200'000);
    const std::size_t kept = budget.used();
    table.forget_codes();
    EXPECT_LE(budget.used(), kept - 2000 * sizeof(Code));
    EXPECT_EQ(table.column(0).values.size(), 2000u);
    EXPECT_EQ(table.size(), 2000u);
    EXPECT_TRUE(table.find({}, "1999"));
}

}  // namespace
}  // namespace cdp::link
