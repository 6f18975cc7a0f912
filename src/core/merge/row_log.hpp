// SPDX-License-Identifier: PostgreSQL
// The rows of a small group as they came: what speaks for each, and the value of every attribute in the form that the
// owner gave it. To take in a row is to copy it; who survives is found out when an attribute is asked for. Most groups
// stay as small as that. Flat bytes without alignment, in a block of fixed size.
#pragma once

#include <span>

#include "core/merge/flat.hpp"
#include "core/merge/survivors.hpp"
#include "core/merge/survivors_header.hpp"

namespace cdp::merge {

inline constexpr std::size_t kLogRows = 8;
inline constexpr std::size_t kLogBytes = 4096;  // a log is never larger: rows that do not fit are not for it

struct LogColumn {
    std::uint32_t type;  // any number of the owner's
    Rules rules;
};

struct LogRow {
    std::int64_t at = kNoTime;
    bool has_at = false;
    std::int64_t rank = 0;
    std::string_view key = {};
    bool has_key = false;
};

// What stands before the rows of a log, the same for all logs of these columns.
std::size_t row_log_head_size(std::span<const LogColumn> columns) noexcept;
void row_log_head_write(std::byte* to, std::span<const LogColumn> columns) noexcept;
// The head of a log that was written.
std::string_view row_log_head(const std::byte* log) noexcept;
LogColumn row_log_column(const std::byte* log, std::size_t attribute) noexcept;

// Makes an empty log of so many bytes, its head included.
void row_log_init(std::byte* log, std::size_t size, std::string_view head) noexcept;
// The same rows in a larger block.
void row_log_copy(std::byte* to, std::size_t size, const std::byte* from) noexcept;

std::size_t row_log_need(const LogRow& row, std::span<const std::string_view> values) noexcept;
std::size_t row_log_used(const std::byte* log) noexcept;
std::size_t row_log_rows(const std::byte* log) noexcept;
// A value for each attribute; one without bytes is null. False, with the log unchanged, when it has no room.
bool row_log_add(std::byte* log, const LogRow& row, std::span<const std::string_view> values) noexcept;

// A row is this, then the end of each value, counted from the start of the row, then the key, then the values.
struct LoggedRow {
    std::int64_t at;
    std::int64_t rank;
    std::uint16_t key_size;
    std::uint16_t flags;

    static constexpr std::uint16_t kHasKey = 1, kHasTime = 2;
    static constexpr std::size_t kBytes = 2 * sizeof(std::int64_t) + 2 * sizeof(std::uint16_t);

    using End = std::uint16_t;
    static constexpr std::size_t key_at(std::size_t attributes) noexcept { return kBytes + attributes * sizeof(End); }
    static LoggedRow read(const std::byte* from) noexcept {
        LoggedRow row;
        std::memcpy(&row, from, kBytes);
        return row;
    }
};

// Goes through the rows of a log.
class RowLogReader {
public:
    explicit RowLogReader(const std::byte* log) noexcept {
        const auto header = load<SurvivorsHeader>(log);
        next_ = log + header.head;
        attributes_ = header.attributes;
        left_ = header.rows;
    }
    std::size_t left() const noexcept { return left_; }
    bool next() noexcept {
        if (left_ == 0) return false;
        left_--;
        row_ = next_;
        next_ += end_of(attributes_ - 1);
        return true;
    }
    LogRow row() const noexcept {
        const LoggedRow row = LoggedRow::read(row_);
        return {row.at, (row.flags & LoggedRow::kHasTime) != 0, row.rank, view(row_ + LoggedRow::key_at(attributes_), row.key_size),
                (row.flags & LoggedRow::kHasKey) != 0};
    }
    std::string_view value(std::size_t attribute) const noexcept {
        const std::size_t from = attribute == 0 ? LoggedRow::key_at(attributes_) + LoggedRow::read(row_).key_size : end_of(attribute - 1);
        return view(row_ + from, end_of(attribute) - from);
    }

private:
    std::size_t end_of(std::size_t attribute) const noexcept {
        return load<LoggedRow::End>(row_ + LoggedRow::kBytes + attribute * sizeof(LoggedRow::End));
    }

    const std::byte* next_;
    const std::byte* row_ = nullptr;
    std::size_t attributes_;
    std::size_t left_;
};

}  // namespace cdp::merge
