// SPDX-License-Identifier: PostgreSQL
#include "core/link/intake.hpp"

#include <random>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace cdp::link {
namespace {

using Cell = std::optional<std::string_view>;

struct Line {
    std::optional<std::string> source;
    std::string id;
    std::vector<std::optional<std::string>> cells;
};

std::vector<Line> lines_of(std::size_t n, std::size_t columns) {
    std::mt19937 random(static_cast<unsigned>(n + columns));
    std::vector<Line> out;
    for (std::size_t i = 0; i < n; i++) {
        Line line{std::nullopt, std::to_string(n - i), {}};
        if (random() % 5 != 0) line.source = "s" + std::to_string(random() % 3);
        for (std::size_t c = 0; c < columns; c++) {
            std::optional<std::string> cell;
            if (random() % 4 != 0) cell = std::string(random() % 7 == 0 ? 0 : random() % 30, 'x') + std::to_string(random() % (10 + 100 * c));
            if (random() % 50 == 0) cell = "";
            line.cells.push_back(cell);
        }
        out.push_back(line);
    }
    return out;
}

template <class Sink>
void feed(Sink& sink, const std::vector<Line>& lines) {
    std::vector<Cell> cells;
    for (const Line& line : lines) {
        cells.clear();
        for (const auto& cell : line.cells) cells.push_back(cell ? Cell(*cell) : Cell());
        sink.add_row(line.source ? Cell(*line.source) : Cell(), line.id, cells);
    }
}

void expect_same(const RawTable& a, const RawTable& b) {
    ASSERT_EQ(a.size(), b.size());
    ASSERT_EQ(a.columns(), b.columns());
    for (Record r = 0; r < a.size(); r++) {
        ASSERT_EQ(a.id(r), b.id(r));
        ASSERT_EQ(a.source_code(r), b.source_code(r));
        ASSERT_EQ(a.source(r), b.source(r));
        for (std::size_t c = 0; c < a.columns(); c++) ASSERT_EQ(a.code(c, r), b.code(c, r));
    }
    for (std::size_t c = 0; c < a.columns(); c++)
        for (Code code = 1; code <= a.column(c).values.size(); code++)
            ASSERT_EQ(a.column(c).values[code], b.column(c).values[code]);
}

struct IntakeTest : testing::Test {
    Budget budget;
    CountedResource memory{budget};
    RawTable table{&memory};

    void columns(RawTable& to, std::size_t n) {
        for (std::size_t c = 0; c < n; c++) to.add_column("c" + std::to_string(c), "text");
    }
};

TEST_F(IntakeTest, GivesTheTableThatRowByRowGives) {
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{1023}, std::size_t{1024}, std::size_t{1025}, std::size_t{30000}})
        for (const unsigned helpers : {0u, 1u, 3u}) {
            const auto lines = lines_of(n, 4);
            RawTable expected(&memory), actual(&memory);
            columns(expected, 4);
            columns(actual, 4);
            feed(expected, lines);
            Intake intake(actual);
            std::vector<std::thread> threads;
            for (unsigned i = 0; i < helpers; i++) threads.emplace_back([&] { intake.serve({}); });
            feed(intake, lines);
            intake.close();
            for (auto& thread : threads) thread.join();
            EXPECT_EQ(intake.rows(), n);
            JobContext context(1);
            expected.finish(context);
            actual.finish(context);
            expect_same(expected, actual);
        }
}

TEST_F(IntakeTest, TakesValuesLargerThanABatch) {
    columns(table, 2);
    Intake intake(table);
    const std::string large(3 << 20, 'a');
    for (int i = 0; i < 20; i++) {
        const Cell cells[] = {large, std::nullopt};
        intake.add_row(std::nullopt, std::to_string(i), cells);
    }
    intake.close();
    EXPECT_EQ(table.column(0).values.size(), 1u);
    EXPECT_EQ(table.column(0).values[1], large);
    EXPECT_EQ(table.column(1).codes.size(), 20u);
}

TEST_F(IntakeTest, NamesTheRowWithoutAnId) {
    columns(table, 0);
    Intake intake(table);
    for (int i = 0; i < 2000; i++) intake.add_row(std::nullopt, std::to_string(i), {});
    try {
        intake.add_row(std::nullopt, std::nullopt, {});
        FAIL() << "no error";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kNullKey);
        EXPECT_EQ(e.detail(), "It is row 2001 of the query.");
    }
}

// What fails in one thread ends all of them, and the reader learns of it.
TEST(Intake, RunsOutOfMemoryEverywhere) {
    for (const unsigned helpers : {0u, 2u}) {
        Budget budget(4 << 20);
        CountedResource memory(budget);
        RawTable table(&memory);
        table.add_column("a", "text");
        Intake intake(table);
        std::vector<std::thread> threads;
        for (unsigned i = 0; i < helpers; i++) threads.emplace_back([&] { EXPECT_THROW(intake.serve({}), Error); });
        EXPECT_THROW(
            {
                for (int i = 0; i < 1'000'000; i++) {
                    const std::string id = std::to_string(i);
                    const Cell cells[] = {id};
                    intake.add_row(std::nullopt, id, cells);
                }
                intake.close();
            },
            Error);
        for (auto& thread : threads) thread.join();
        EXPECT_LE(budget.peak(), budget.limit());
    }
}

TEST_F(IntakeTest, HelpersHearACancel) {
    columns(table, 1);
    Intake intake(table);
    JobContext context(1);
    std::thread helper([&] { EXPECT_THROW(intake.serve(context.token()), Error); });
    const Cell cells[] = {"x"};
    intake.add_row(std::nullopt, "1", cells);
    context.stop();
    helper.join();  // though the intake was never closed
}

}  // namespace
}  // namespace cdp::link
