// SPDX-License-Identifier: PostgreSQL
// Reads any SELECT through an SPI cursor, with the caller's rights, and hands it to core code row by row. A
// thousand rows are fetched at a time, so memory in between is bounded.
#pragma once

#include <cstdint>
#include <optional>

#include "pg/memory.hpp"

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

// Raises invalid_parameter_value for what is not one SELECT, or writes. `after_fetch` is called between fetches, and may
// raise errors.
void read_query(const text* query, const QuerySink& sink, void (*after_fetch)(void*) = nullptr, void* argument = nullptr);

}  // namespace cdp::pg
