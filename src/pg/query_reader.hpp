// SPDX-License-Identifier: PostgreSQL
// Runs any SELECT by SPI, with the caller's rights, and hands its rows to core code one by one as they come.
#pragma once

#include <cstdint>
#include <optional>

#include "pg/key_scan.hpp"

namespace cdp::pg {

// Core code that takes the rows. All calls may throw; they must not call PostgreSQL. Values come as their types
// write them under fixed settings (ISO dates, exact floats), whatever those of the session are. An absent cell is
// NULL. `row` returns false to get no more rows.
struct QuerySink {
    void (*begin)(void* self, std::size_t columns, const char* const* names, const char* const* types);
    bool (*row)(void* self, const std::optional<std::string_view>* cells);
    void* self;
    // If given, it gets the rows instead of `row` when every column is of type smallint, integer or bigint.
    bool (*numbers)(void* self, const std::optional<std::int64_t>* cells) = nullptr;
};

template <class T>
constexpr auto numbers_of() noexcept -> decltype(QuerySink::numbers) {
    if constexpr (requires(T* object, const std::optional<std::int64_t>* cells) { object->numbers(cells); })
        return [](void* self, const std::optional<std::int64_t>* cells) { return static_cast<T*>(self)->numbers(cells); };
    else
        return nullptr;
}

// The sink of an object with methods begin and row, and numbers if it has one.
template <class T>
QuerySink sink_of(T* object) noexcept {
    return {[](void* self, std::size_t columns, const char* const* names, const char* const* types) {
                static_cast<T*>(self)->begin(columns, names, types);
            },
            [](void* self, const std::optional<std::string_view>* cells) { return static_cast<T*>(self)->row(cells); },
            object, numbers_of<T>()};
}

struct ReadOptions {
    void (*after_batch)(void*) = nullptr;  // called every thousand rows or so, and at the end; may raise errors
    void* argument = nullptr;              // of after_batch
    int workers = 0;                       // of PostgreSQL that may read, as many as its settings allow: rows come in any order
    // Of a query over records of a hub: columns that come as the elements of a text[] column named "cells", in its place; nullptr for other
    // queries. A bigint[] column named "record keys", as no
    // attribute is named, comes as the bytes of its elements there.
    const char* const* spread = nullptr;
    int spread_count = 0;
    bool read_only = false;  // by the snapshot of the statement that is running
};

// Raises invalid_parameter_value for what is not one SELECT, or writes.
void read_query(const text* query, const QuerySink& sink, const ReadOptions& options = {});
// The rows that scan_keys finds, in the same way.
void read_keys(const KeyTables& tables, const link::KeyFilter& wanted, std::pmr::memory_resource* memory, const QuerySink& sink, const ReadOptions& options);

}  // namespace cdp::pg
