// SPDX-License-Identifier: PostgreSQL
#include "core/merge/row_log.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cdp::merge {
namespace {

const std::vector<LogColumn> kColumns = {
    {25, {FirstRule::kNone, false, true, false}}, {23, {FirstRule::kPriority, false, true, false}}, {25, {FirstRule::kShortest, true, true, true}}, {1700, {FirstRule::kNone, true, false, false}}};

// A log as the aggregate keeps it: a larger block when a row does not fit, until it is full.
class Log {
public:
    explicit Log(std::span<const LogColumn> columns) : head_(row_log_head_size(columns)) {
        row_log_head_write(head_.data(), columns);
        log_.resize(head_.size());
        row_log_init(log_.data(), log_.size(), {reinterpret_cast<const char*>(head_.data()), head_.size()});
    }
    bool add(const LogRow& row, std::span<const std::string_view> values) {
        if (row_log_add(log_.data(), row, values)) return true;
        const std::vector<std::byte> before = log_;
        std::vector<std::byte> next(row_log_used(log_.data()) + row_log_need(row, values));
        row_log_copy(next.data(), next.size(), log_.data());
        const bool added = row_log_add(next.data(), row, values);
        EXPECT_EQ(log_, before);
        if (added) log_ = std::move(next);
        return added;
    }
    const std::byte* data() const { return log_.data(); }
    const std::byte* head() const { return head_.data(); }

private:
    std::vector<std::byte> head_, log_;
};

TEST(RowLog, KnowsItsColumns) {
    const Log log(kColumns);
    EXPECT_TRUE(is_row_log(log.data()));
    EXPECT_EQ(survivors_attributes(log.data()), kColumns.size());
    EXPECT_EQ(row_log_head(log.data()), row_log_head(log.head()));
    for (std::size_t i = 0; i < kColumns.size(); i++) {
        const LogColumn column = row_log_column(log.data(), i);
        EXPECT_EQ(column.type, kColumns[i].type);
        EXPECT_EQ(column.rules.first, kColumns[i].rules.first);
        EXPECT_EQ(column.rules.count, kColumns[i].rules.count);
        EXPECT_EQ(column.rules.recent, kColumns[i].rules.recent);
        EXPECT_EQ(column.rules.accents, kColumns[i].rules.accents);
    }
    std::vector<LogColumn> other = kColumns;
    other[3].rules.recent = true;
    EXPECT_NE(row_log_head(Log(other).data()), row_log_head(log.data()));
    other = kColumns;
    other[3].type = 25;
    EXPECT_NE(row_log_head(Log(other).data()), row_log_head(log.data()));
}

TEST(RowLog, GivesBackWhatItTook) {
    std::mt19937 random(11);
    for (int round = 0; round < 300; round++) {
        Log log(kColumns);
        std::vector<std::vector<std::string>> rows;
        std::vector<LogRow> heads;
        std::vector<std::string> keys(20);
        for (std::string& key : keys) {
            key = std::string(random() % 30, 'k');
            LogRow row{.at = static_cast<std::int64_t>(random()) - 1000000, .has_at = random() % 2 == 0, .rank = static_cast<std::int64_t>(random() % 9), .key = key, .has_key = true};
            if (random() % 3 == 0) row.key = {}, row.has_key = false;
            std::vector<std::string> values;
            for (std::size_t i = 0; i < kColumns.size(); i++) values.push_back(std::string(random() % 4 == 0 ? 0 : random() % (round % 3 == 0 ? 400 : 20), static_cast<char>('a' + i)));
            const std::vector<std::string_view> views(values.begin(), values.end());
            if (!log.add(row, views)) break;
            rows.push_back(values);
            heads.push_back(row);
        }
        EXPECT_LE(row_log_used(log.data()), kLogBytes);
        ASSERT_EQ(row_log_rows(log.data()), rows.size());
        EXPECT_LE(rows.size(), kLogRows);
        RowLogReader reader(log.data());
        for (std::size_t r = 0; r < rows.size(); r++) {
            ASSERT_TRUE(reader.next());
            const LogRow row = reader.row();
            EXPECT_EQ(row.at, heads[r].at);
            EXPECT_EQ(row.has_at, heads[r].has_at);
            EXPECT_EQ(row.rank, heads[r].rank);
            EXPECT_EQ(row.has_key, heads[r].has_key);
            EXPECT_EQ(row.key, heads[r].key);
            for (std::size_t i = 0; i < kColumns.size(); i++) EXPECT_EQ(reader.value(i), rows[r][i]);
        }
        EXPECT_FALSE(reader.next());
    }
}

TEST(RowLog, TakesSoManyRowsAndBytes) {
    Log log(kColumns);
    const std::vector<std::string_view> nulls(kColumns.size());
    for (std::size_t i = 0; i < kLogRows; i++) EXPECT_TRUE(log.add({}, nulls));
    EXPECT_FALSE(log.add({}, nulls));
    const std::string large(kLogBytes, 'x');
    const std::vector<std::string_view> values = {large, {}, {}, {}};
    EXPECT_FALSE(Log(kColumns).add({}, values));
}

}  // namespace
}  // namespace cdp::merge
