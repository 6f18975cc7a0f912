// SPDX-License-Identifier: PostgreSQL
// Reads any SELECT through an SPI cursor, with the caller's rights, and hands it to core code row by row. A
// thousand rows are fetched at a time, so memory in between is bounded. The first column is the record's id.
#pragma once

#include <optional>

#include "pg/memory.hpp"

namespace cdp::pg {

// Core code that takes the rows. Both calls may throw; they must not call PostgreSQL. Dates and timestamps come
// in ISO form whatever DateStyle is, everything else as its type writes it. An absent cell is NULL.
struct QuerySink {
    void (*begin)(void* self, std::size_t columns, const char* const* names, const char* const* types);
    void (*row)(void* self, const std::optional<std::string_view>* cells);
    void* self;
};

// Raises invalid_parameter_value for what is not one SELECT with at least one column.
void read_query(const text* query, const QuerySink& sink);

}  // namespace cdp::pg
