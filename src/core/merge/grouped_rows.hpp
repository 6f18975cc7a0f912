// SPDX-License-Identifier: PostgreSQL
// Rows of many groups: what speaks for each row, and the value of every attribute in the form that the owner gave it. To take
// in a row is to copy it, wherever its group is; at the end the rows are put in the order of their groups, by reference, and
// each group is looked at once. That takes no table of groups and no sort of wide rows.
#pragma once

#include <span>

#include "core/base/cancel.hpp"
#include "core/base/memory.hpp"
#include "core/merge/flat.hpp"
#include "core/merge/row_log.hpp"

namespace cdp::merge {

// A row is this, then where its key and each of its values end, counted from the start of the row, then these. A place takes
// two bytes, or four in a row of 64 KiB or more.
struct GroupedRow {
    std::int64_t at;
    std::int64_t rank;

    static constexpr std::uint8_t kHasKey = 1, kHasTime = 2, kWide = 4;
    static constexpr std::size_t kFlagsAt = 2 * sizeof(std::int64_t), kEndsAt = kFlagsAt + 1;
};

struct GroupedEntry {
    std::int64_t group;
    const std::byte* row;
};

// Goes through the rows of one group.
class GroupReader {
public:
    GroupReader(std::span<const GroupedEntry> rows, std::size_t attributes) noexcept : rows_(rows), attributes_(attributes) {}

    std::size_t left() const noexcept { return rows_.size(); }
    bool next() noexcept {
        if (rows_.empty()) return false;
        row_ = rows_.front().row;
        flags_ = load<std::uint8_t>(row_ + GroupedRow::kFlagsAt);
        rows_ = rows_.subspan(1);
        return true;
    }
    LogRow row() const noexcept {
        const auto row = load<GroupedRow>(row_);
        const std::size_t from = GroupedRow::kEndsAt + (attributes_ + 1) * ((flags_ & GroupedRow::kWide) != 0 ? sizeof(std::uint32_t) : sizeof(std::uint16_t));
        return {row.at, (flags_ & GroupedRow::kHasTime) != 0, row.rank, view(row_ + from, end_of(0) - from), (flags_ & GroupedRow::kHasKey) != 0};
    }
    std::string_view value(std::size_t attribute) const noexcept {
        const std::size_t from = end_of(attribute);
        return view(row_ + from, end_of(attribute + 1) - from);
    }

private:
    std::size_t end_of(std::size_t part) const noexcept {
        const std::byte* const ends = row_ + GroupedRow::kEndsAt;
        return (flags_ & GroupedRow::kWide) != 0 ? load<std::uint32_t>(ends + part * sizeof(std::uint32_t)) : load<std::uint16_t>(ends + part * sizeof(std::uint16_t));
    }

    std::span<const GroupedEntry> rows_;
    const std::byte* row_ = nullptr;
    std::size_t attributes_;
    std::uint8_t flags_ = 0;
};

// 35 bytes a row, 2 for each attribute, and the bytes of key and values; 16 bytes more while groups are put in order.
class GroupedRows {
public:
    GroupedRows(const Limits& limits, std::size_t attributes) : budget_(limits), memory_(budget_), entries_(&memory_), blocks_(&memory_), attributes_(attributes) {}
    ~GroupedRows();
    GroupedRows(const GroupedRows&) = delete;
    GroupedRows& operator=(const GroupedRows&) = delete;

    // A value for each attribute; one without bytes is null. Throws what the memory does, and Error(kLimitExceeded) for a row of
    // 4 GB; then nothing was added.
    void add(std::int64_t group, const LogRow& row, std::span<const std::string_view> values);

    // Puts the rows in the order of their groups, once, when all were added. Throws Error(kCancelled) and what the memory does.
    void finish(const CancelToken& cancel = {});

    std::size_t rows() const noexcept { return entries_.size(); }
    std::size_t attributes() const noexcept { return attributes_; }
    std::uint64_t spilled() const noexcept { return budget_.spilled(); }
    // Keeps the process within its memory while groups are looked at, as Spill::relieve does. Call it now and then.
    void relieve() noexcept {
        if (Spill* const spill = budget_.spill()) spill->relieve();
    }

    // The rows of the group that begins with row number `from`, counted in the order of groups; none at the end.
    std::span<const GroupedEntry> group_at(std::size_t from) const noexcept;
    GroupReader reader(std::span<const GroupedEntry> group) const noexcept { return {group, attributes_}; }

private:
    struct Block {
        std::byte* bytes;
        std::size_t size;
    };

    std::byte* reserve(std::size_t bytes);

    Budget budget_;
    CountedResource memory_;
    Vec<GroupedEntry> entries_;
    Vec<Block> blocks_;
    std::size_t attributes_;
    std::size_t room_ = 0;  // at the end of the last block
};

}  // namespace cdp::merge
