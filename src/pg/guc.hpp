// SPDX-License-Identifier: PostgreSQL
// Settings of the extension. None of them changes a result: they bound resources and choose what is told.
#pragma once

#include "pg/pg.hpp"

namespace cdp::pg {

extern int guc_memory_mb;      // cdp.memory, in MiB: budget of one engine call
extern bool guc_progress;      // cdp.progress: NOTICE lines of long calls
extern char* guc_running;      // cdp.running: transaction and hub of a run; cdp._running() reads it; empty for none
extern int guc_threads;        // cdp.threads: 0 = the machine's cores, at most 4

inline std::size_t memory_budget() noexcept { return static_cast<std::size_t>(guc_memory_mb) << 20; }  // bytes

void define_settings();

}  // namespace cdp::pg
