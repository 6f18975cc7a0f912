// SPDX-License-Identifier: PostgreSQL
#include "core/merge/row_log.hpp"

namespace cdp::merge {

namespace {

using Header = SurvivorsHeader;

// After the header: rules and type of each attribute, then the types that there are.
struct Column {
    std::uint8_t rules;
    std::uint8_t type;
};

constexpr std::uint8_t kCount = 1 << 3, kRecent = 1 << 4, kAccents = 1 << 5, kFirst = kCount - 1;

std::uint8_t packed(const Rules& rules) noexcept {
    return static_cast<std::uint8_t>(static_cast<unsigned>(rules.first) | (rules.count ? kCount : 0U) |
                                     (rules.recent ? kRecent : 0U) | (rules.accents ? kAccents : 0U));
}

Rules unpacked(std::uint8_t bits) noexcept {
    return {static_cast<FirstRule>(bits & kFirst), (bits & kCount) != 0, (bits & kRecent) != 0, (bits & kAccents) != 0, false};
}

// The place of the type of columns[n] among those before that differ.
std::size_t place_of_type(std::span<const LogColumn> columns, std::size_t n) noexcept {
    std::size_t place = 0;
    for (std::size_t i = 0; i < n; i++) {
        if (columns[i].type == columns[n].type) return place_of_type(columns, i);
        bool seen = false;
        for (std::size_t j = 0; j < i && !seen; j++) seen = columns[j].type == columns[i].type;
        place += seen ? 0 : 1;
    }
    return place;
}

std::size_t types_of(std::span<const LogColumn> columns) noexcept {
    std::size_t types = 0;
    for (std::size_t i = 0; i < columns.size(); i++) types = std::max(types, place_of_type(columns, i) + 1);
    return types;
}

std::size_t types_at(std::size_t attributes) noexcept { return sizeof(Header) + attributes * sizeof(Column); }

}  // namespace

std::size_t row_log_head_size(std::span<const LogColumn> columns) noexcept {
    return types_at(columns.size()) + types_of(columns) * sizeof(std::uint32_t);
}

void row_log_head_write(std::byte* to, std::span<const LogColumn> columns) noexcept {
    store(to, Header{0, 0, static_cast<std::uint16_t>(columns.size()), static_cast<std::uint16_t>(row_log_head_size(columns)), 0});
    for (std::size_t i = 0; i < columns.size(); i++) {
        const std::size_t place = place_of_type(columns, i);
        store(to + sizeof(Header) + i * sizeof(Column), Column{packed(columns[i].rules), static_cast<std::uint8_t>(place)});
        store(to + types_at(columns.size()) + place * sizeof(std::uint32_t), columns[i].type);
    }
}

std::string_view row_log_head(const std::byte* log) noexcept {
    return view(log + sizeof(Header), load<Header>(log).head - sizeof(Header));
}

LogColumn row_log_column(const std::byte* log, std::size_t attribute) noexcept {
    const auto column = load<Column>(log + sizeof(Header) + attribute * sizeof(Column));
    const std::size_t types = types_at(load<Header>(log).attributes);
    return {load<std::uint32_t>(log + types + column.type * sizeof(std::uint32_t)), unpacked(column.rules)};
}

void row_log_init(std::byte* log, std::size_t size, std::string_view head) noexcept {
    store_bytes(log, head);
    auto header = load<Header>(log);
    header.size = static_cast<std::uint32_t>(size);
    header.used = header.head;
    store(log, header);
}

void row_log_copy(std::byte* to, std::size_t size, const std::byte* from) noexcept {
    auto header = load<Header>(from);
    std::memcpy(to, from, header.used);
    header.size = static_cast<std::uint32_t>(size);
    store(to, header);
}

std::size_t row_log_need(const LogRow& row, std::span<const std::string_view> values) noexcept {
    std::size_t need = LoggedRow::key_at(values.size()) + row.key.size();
    for (const std::string_view value : values) need += value.size();
    return need;
}

std::size_t row_log_used(const std::byte* log) noexcept { return load<Header>(log).used; }

std::size_t row_log_rows(const std::byte* log) noexcept { return load<Header>(log).rows; }

bool row_log_add(std::byte* log, const LogRow& row, std::span<const std::string_view> values) noexcept {
    auto header = load<Header>(log);
    const std::size_t need = row_log_need(row, values);
    if (header.rows == kLogRows || header.used + need > std::min<std::size_t>(header.size, kLogBytes)) return false;
    std::byte* const to = log + header.used;
    const LoggedRow head{row.at, row.rank, static_cast<std::uint16_t>(row.key.size()),
                   static_cast<std::uint16_t>((row.has_key ? LoggedRow::kHasKey : 0) | (row.has_at ? LoggedRow::kHasTime : 0))};
    std::memcpy(to, &head, LoggedRow::kBytes);
    std::size_t end = LoggedRow::key_at(values.size());
    store_bytes(to + end, row.key);
    end += row.key.size();
    for (std::size_t i = 0; i < values.size(); i++) {
        store_bytes(to + end, values[i]);
        end += values[i].size();
        store(to + LoggedRow::kBytes + i * sizeof(LoggedRow::End), static_cast<LoggedRow::End>(end));
    }
    header.used += static_cast<std::uint32_t>(need);
    header.rows++;
    store(log, header);
    return true;
}

}  // namespace cdp::merge
