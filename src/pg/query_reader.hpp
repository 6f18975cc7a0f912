// SPDX-License-Identifier: PostgreSQL
// Reads any SELECT through an SPI cursor, with the caller's rights, and hands it to core code row by row. A
// thousand rows are fetched at a time, so memory in between is bounded.
#pragma once

#include <optional>

#include "pg/memory.hpp"

namespace cdp::pg {

// Core code that takes the rows. Both calls may throw; they must not call PostgreSQL. Values come as their types
// write them under fixed settings (ISO dates, exact floats), whatever those of the session are. An absent cell is
// NULL. `row` returns false to get no more rows.
struct QuerySink {
    void (*begin)(void* self, std::size_t columns, const char* const* names, const char* const* types);
    bool (*row)(void* self, const std::optional<std::string_view>* cells);
    void* self;
};

// The sink of an object with methods begin and row.
template <class T>
QuerySink sink_of(T* object) noexcept {
    return {[](void* self, std::size_t columns, const char* const* names, const char* const* types) {
                static_cast<T*>(self)->begin(columns, names, types);
            },
            [](void* self, const std::optional<std::string_view>* cells) { return static_cast<T*>(self)->row(cells); },
            object};
}

// Raises invalid_parameter_value for what is not one SELECT, or writes.
void read_query(const text* query, const QuerySink& sink);

}  // namespace cdp::pg
