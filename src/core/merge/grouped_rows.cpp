// SPDX-License-Identifier: PostgreSQL
#include "core/merge/grouped_rows.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "core/base/error.hpp"

namespace cdp::merge {

namespace {

constexpr std::size_t kFirstBlock = std::size_t{4} << 10, kMostBlock = std::size_t{4} << 20;
constexpr std::size_t kAhead = 12;           // groups are fetched so many rows before they are looked at
constexpr std::size_t kFetched = 4;          // of so many lines of the cache each
constexpr std::size_t kFew = 1024;           // rows that are sorted by comparison
constexpr unsigned kDigit = 11;              // bits
constexpr std::size_t kCounts = std::size_t{1} << kDigit;
constexpr std::size_t kWideRow = std::size_t{1} << 16;
constexpr std::size_t kChecked = std::size_t{1} << 16;

std::uint64_t ordered(std::int64_t group) noexcept { return static_cast<std::uint64_t>(group) ^ (std::uint64_t{1} << 63); }

std::size_t digit(std::int64_t group, unsigned shift) noexcept { return (ordered(group) >> shift) & (kCounts - 1); }

// Writes key and values behind places of that type; where they end is counted from `row`.
template <class End>
void write_parts(std::byte* row, const LogRow& head, std::span<const std::string_view> values) noexcept {
    std::byte* ends = row + GroupedRow::kEndsAt;
    std::size_t end = GroupedRow::kEndsAt + (values.size() + 1) * sizeof(End);
    const auto write = [&](std::string_view part) {
        store_bytes(row + end, part);
        end += part.size();
        store(ends, static_cast<End>(end));
        ends += sizeof(End);
    };
    write(head.key);
    for (const std::string_view value : values) write(value);
}

// One pass of a sort by digits, the least first.
void distribute(std::span<const GroupedEntry> from, std::span<GroupedEntry> to, unsigned shift, const CancelToken& cancel) {
    std::array<std::size_t, kCounts> place{};
    for (const GroupedEntry& e : from) place[digit(e.group, shift)]++;
    std::size_t sum = 0;
    for (std::size_t& p : place) sum += std::exchange(p, sum);
    for (std::size_t i = 0; i < from.size(); i++) {
        if (i % kChecked == 0) cancel.check();
        to[place[digit(from[i].group, shift)]++] = from[i];
    }
}

// Puts rows in the order of their groups. `room` is as large, if they are more than a few.
void order(std::span<GroupedEntry> rows, std::span<GroupedEntry> room, const CancelToken& cancel) {
    if (rows.size() <= kFew) {
        std::sort(rows.begin(), rows.end(), [](const GroupedEntry& a, const GroupedEntry& b) { return a.group < b.group; });
        return;
    }
    std::uint64_t differ = 0;
    for (const GroupedEntry& e : rows) differ |= ordered(e.group) ^ ordered(rows.front().group);
    // why: the first two digits order groups whose numbers are dense, and tell most apart when they are spread.
    const unsigned bits = std::max(static_cast<unsigned>(std::bit_width(differ)), 2 * kDigit), low = bits - 2 * kDigit;
    distribute(rows, room, low, cancel);
    distribute(room, rows, low + kDigit, cancel);
    for (std::size_t from = 0, to; low > 0 && from < rows.size(); from = to) {
        for (to = from + 1; to < rows.size() && ordered(rows[to].group) >> low == ordered(rows[from].group) >> low; to++) {}
        if (to - from > 1) order(rows.subspan(from, to - from), room.subspan(from, to - from), cancel);
    }
}

}  // namespace

GroupedRows::~GroupedRows() {
    for (const Block& block : blocks_) memory_.deallocate(block.bytes, block.size, alignof(std::max_align_t));
}

std::byte* GroupedRows::reserve(std::size_t bytes) {
    if (bytes > room_) {
        const std::size_t next = blocks_.empty() ? kFirstBlock : std::min(2 * blocks_.back().size, kMostBlock);
        const std::size_t size = std::max(next, std::bit_ceil(bytes));
        blocks_.reserve(blocks_.size() + 1);
        blocks_.push_back({static_cast<std::byte*>(memory_.allocate(size, alignof(std::max_align_t))), size});
        room_ = size;
    }
    const Block& last = blocks_.back();
    return last.bytes + last.size - room_;
}

void GroupedRows::add(std::int64_t group, const LogRow& row, std::span<const std::string_view> values) {
    std::size_t bytes = GroupedRow::kEndsAt + (values.size() + 1) * sizeof(std::uint16_t) + row.key.size();
    for (const std::string_view value : values) bytes += value.size();
    const bool wide = bytes >= kWideRow;
    if (wide) bytes += (values.size() + 1) * (sizeof(std::uint32_t) - sizeof(std::uint16_t));
    if (bytes > std::numeric_limits<std::uint32_t>::max())
        throw Error(ErrorCode::kLimitExceeded, "a row of survivors has more than 4 GB", {}, "Leave long values out.");
    std::byte* const to = reserve(bytes);
    entries_.push_back({group, to});
    room_ -= bytes;
    store(to, GroupedRow{row.at, row.rank});
    store(to + GroupedRow::kFlagsAt, static_cast<std::uint8_t>((row.has_key ? GroupedRow::kHasKey : 0) | (row.has_at ? GroupedRow::kHasTime : 0) | (wide ? GroupedRow::kWide : 0)));
    wide ? write_parts<std::uint32_t>(to, row, values) : write_parts<std::uint16_t>(to, row, values);
}

void GroupedRows::finish(const CancelToken& cancel) {
    Vec<GroupedEntry> room(entries_.size() <= kFew ? 0 : entries_.size(), GroupedEntry{}, &memory_);
    order(entries_, room, cancel);
}

std::span<const GroupedEntry> GroupedRows::group_at(std::size_t from) const noexcept {
    const std::span<const GroupedEntry> all(entries_);
    std::size_t to = from;
    while (to < all.size() && all[to].group == all[from].group) {
        if (to + kAhead < all.size())
            for (std::size_t line = 0; line < kFetched; line++) __builtin_prefetch(all[to + kAhead].row + line * 64);
        to++;
    }
    return all.subspan(from, to - from);
}

}  // namespace cdp::merge
