// SPDX-License-Identifier: PostgreSQL
// Where the engine puts work that has no room in cdp.memory: the server's folders of temporary files, within temp_file_limit.
#pragma once

#include "core/base/memory.hpp"

#include "pg/pg.hpp"

namespace cdp::pg {

// `memory` bytes, and files beyond them in the next of temp_tablespaces. Lives as long as the current context.
Limits with_temp_files(std::size_t memory);

// A call of that name is over, which had as many bytes in files: tells the client, and the server's log and statistics.
void report_temp_files(const char* name, std::uint64_t bytes);

}  // namespace cdp::pg
