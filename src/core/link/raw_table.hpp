// SPDX-License-Identifier: PostgreSQL
// The records as they were read: ids, sources, and one dictionary-encoded column per attribute of the query. Filled by
// the reader, then given one canonical order (source, id), so that nothing after it can depend on the order in which
// rows arrived.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/link/interner.hpp"

namespace cdp::link {

using Record = std::uint32_t;

struct RawColumn {
    RawColumn(std::string column_name, std::string type_name, std::pmr::memory_resource* memory)
        : name(std::move(column_name)), type(std::move(type_name)), values(memory), codes(memory) {}

    std::string name;
    std::string type;  // SQL type name
    Interner values;
    Vec<Code> codes;  // one per record, in order of arrival
};

class RawTable {
public:
    explicit RawTable(std::pmr::memory_resource* memory)
        : memory_(memory), sources_(memory), ids_(memory), source_codes_(memory), id_views_(memory), arrival_(memory) {}

    // Columns are declared before the first row.
    void add_column(std::string name, std::string type);

    // One row: `cells` are in column order, nullopt is NULL. Throws Error(kNullKey) for a missing id.
    void add_row(std::optional<std::string_view> source, std::optional<std::string_view> id,
                 std::span<const std::optional<std::string_view>> cells);

    // The same for many rows, part by part: threads may add to different parts at a time. All parts are of one length
    // in the end. A string whose data() is null is NULL, which no id is.
    void add_ids(std::span<const std::string_view> ids);
    void add_sources(std::span<const std::string_view> sources);
    void add_cells(std::size_t column, std::span<const std::string_view> cells);

    // Orders the records by (source, id), by bytes. Throws Error(kDuplicateKey) when an id is there twice.
    void finish(JobContext& context);
    void finish() {  // on this thread alone
        JobContext alone(1);
        finish(alone);
    }

    // Forgets the other columns.
    void keep_columns(const std::function<bool(std::string_view name)>& wanted);
    // Forgets which record has which value, of every column. Their values stay.
    void forget_codes() noexcept;

    std::size_t size() const noexcept { return id_views_.size(); }
    std::size_t columns() const noexcept { return columns_.size(); }
    const RawColumn& column(std::size_t i) const noexcept { return *columns_[i]; }
    std::string_view id(Record r) const noexcept { return id_views_[r]; }
    // Empty when the query has no source column.
    std::string_view source(Record r) const noexcept {
        return source_codes_[r] == kMissing ? std::string_view() : sources_[source_codes_[r]];
    }
    bool has_sources() const noexcept { return sources_.size() > 0; }
    // kMissing when no record is of that source.
    Code find_source(std::string_view name) const noexcept { return sources_.find(name); }
    // The record of that key, once they are in order. A source that is absent is NULL.
    std::optional<Record> find(std::optional<std::string_view> source, std::string_view id) const;
    // Equal numbers mean equal sources.
    Code source_code(Record r) const noexcept { return source_codes_[r]; }
    // When each record arrived: its place in the codes of a column.
    std::span<const Record> arrival() const noexcept { return arrival_; }
    Code code(std::size_t column, Record r) const noexcept { return columns_[column]->codes[arrival_[r]]; }
    std::pmr::memory_resource* memory() const noexcept { return memory_; }

private:
    struct Place;

    void put_in_order(const Vec<Place>& places, JobContext& context);

    std::pmr::memory_resource* memory_;
    Interner sources_;
    Arena ids_;
    Vec<Code> source_codes_;
    Vec<std::string_view> id_views_;
    Vec<Record> arrival_;
    std::vector<std::unique_ptr<RawColumn>> columns_;
};

// Throws the error of a row, counted from 1, that has no id.
[[noreturn]] void refuse_null_id(std::size_t row);

}  // namespace cdp::link
