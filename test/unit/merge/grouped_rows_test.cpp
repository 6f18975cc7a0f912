// SPDX-License-Identifier: PostgreSQL
#include "core/merge/grouped_rows.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace cdp::merge {
namespace {

struct Row {
    std::optional<std::int64_t> at = {};
    std::int64_t rank = 0;
    std::optional<std::string> key = {};
    std::vector<std::string> values = {};

    auto operator<=>(const Row&) const = default;
};

using Groups = std::map<std::int64_t, std::vector<Row>>;

void add(GroupedRows& rows, std::int64_t group, const Row& row) {
    LogRow log{.at = row.at.value_or(kNoTime), .has_at = row.at.has_value(), .rank = row.rank, .has_key = row.key.has_value()};
    if (row.key) log.key = *row.key;
    rows.add(group, log, std::vector<std::string_view>(row.values.begin(), row.values.end()));
}

Row read(const GroupReader& reader, std::size_t attributes) {
    const LogRow log = reader.row();
    Row row{.rank = log.rank};
    if (log.has_at) row.at = log.at;
    if (log.has_key) row.key = std::string(log.key);
    for (std::size_t i = 0; i < attributes; i++) row.values.emplace_back(reader.value(i));
    return row;
}

// All groups, which must come in their order; the rows of each in an order of their own.
Groups read_all(const GroupedRows& rows) {
    Groups groups;
    for (std::size_t at = 0; at < rows.rows();) {
        const std::span<const GroupedEntry> group = rows.group_at(at);
        EXPECT_FALSE(group.empty());
        EXPECT_TRUE(groups.empty() || groups.rbegin()->first < group.front().group);
        std::vector<Row>& found = groups[group.front().group];
        GroupReader reader = rows.reader(group);
        for (std::size_t left = group.size(); left-- > 0;) {
            EXPECT_TRUE(reader.next());
            EXPECT_EQ(reader.left(), left);
            found.push_back(read(reader, rows.attributes()));
        }
        EXPECT_FALSE(reader.next());
        std::sort(found.begin(), found.end());
        at += group.size();
    }
    return groups;
}

Row random_row(std::mt19937& random, std::size_t attributes) {
    Row row{.rank = static_cast<std::int64_t>(random() % 3)};
    if (random() % 4 != 0) row.at = static_cast<std::int64_t>(random() % 5) - 2;
    if (random() % 2 == 0) row.key = std::string(random() % 9, 'k');
    for (std::size_t i = 0; i < attributes; i++) row.values.push_back(random() % 3 == 0 ? "" : std::string(1 + random() % 30, static_cast<char>('a' + random() % 26)));
    return row;
}

std::int64_t random_group(std::mt19937_64& random, int kind) {
    const std::uint64_t bits = random();
    switch (kind) {
        case 0: return static_cast<std::int64_t>(bits);              // spread
        case 1: return static_cast<std::int64_t>(bits % 500) - 250;  // dense, on both sides of 0
        case 2: return static_cast<std::int64_t>(bits % 3 << 62);    // few, far apart
        default: return static_cast<std::int64_t>(bits % 2000 | (bits % 7 == 0 ? std::uint64_t{1} << 63 : 0));
    }
}

TEST(GroupedRows, EveryGroupHasItsRows) {
    std::mt19937 random(5);
    std::mt19937_64 wide(7);
    for (int round = 0; round < 40; round++) {
        const std::size_t attributes = 1 + random() % 6, count = round % 2 == 0 ? random() % 200 : 2000 + random() % 3000;
        GroupedRows rows(0, attributes);
        Groups expected;
        for (std::size_t i = 0; i < count; i++) {
            const std::int64_t group = random_group(wide, round % 4);
            const Row row = random_row(random, attributes);
            add(rows, group, row);
            expected[group].push_back(row);
        }
        for (auto& [group, all] : expected) std::sort(all.begin(), all.end());
        rows.finish();
        EXPECT_EQ(rows.rows(), count);
        EXPECT_EQ(read_all(rows), expected);
    }
}

TEST(GroupedRows, RowsMayBeLong) {
    GroupedRows rows(0, 3);
    Groups expected;
    for (const std::size_t size : {65'000U, 65'535U, 65'536U, 70'000U, 5'000'000U, 1U}) {
        const Row row{.at = 1, .rank = 2, .key = std::string(size / 2, 'k'), .values = {std::string(size, 'v'), "", "end"}};
        add(rows, -1, row);
        expected[-1].push_back(row);
    }
    std::sort(expected[-1].begin(), expected[-1].end());
    rows.finish();
    EXPECT_EQ(read_all(rows), expected);
}

TEST(GroupedRows, KeepsWithinItsMemory) {
    const Row row{.values = {std::string(1000, 'v')}};
    GroupedRows refused(std::size_t{8} << 20, 1);
    EXPECT_THROW(
        {
            for (int i = 0; i < 20'000; i++) add(refused, i, row);
        },
        Error);
    const std::string folder = std::filesystem::temp_directory_path() / "cdp_grouped_rows_test";
    {
        GroupedRows spilled(Limits(std::size_t{8} << 20, folder.c_str(), std::uint64_t{1} << 30), 1);
        for (int i = 0; i < 20'000; i++) add(spilled, i % 1000, row);
        spilled.finish();
        EXPECT_GT(spilled.spilled(), 0U);
        const Groups groups = read_all(spilled);
        EXPECT_EQ(groups.size(), 1000U);
        for (const auto& [group, all] : groups) EXPECT_EQ(all, std::vector<Row>(20, row));
    }
    std::filesystem::remove_all(folder);
}

TEST(GroupedRows, CanBeCancelled) {
    GroupedRows rows(0, 1);
    for (int i = 0; i < 5000; i++) add(rows, i, {.values = {"v"}});
    EXPECT_THROW(rows.finish({[](const void*) noexcept { return true; }, nullptr}), Error);
}

}  // namespace
}  // namespace cdp::merge
