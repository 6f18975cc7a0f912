// SPDX-License-Identifier: PostgreSQL
// Runs engine code on threads while the backend waits on its latch: interrupts are served at once, progress is
// told to pg_stat_activity and to the client, and the threads are stopped and joined on success, ERROR and FATAL.
#pragma once

#include "core/base/job.hpp"

#include "pg/memory.hpp"
#include "pg/progress.hpp"

namespace cdp::pg {

// Runs body(context) on a job with `cdp.threads` threads and returns when it has ended; what it throws is
// raised as an error after the join. The body must not touch PostgreSQL. Call it with nothing alive that has a
// destructor, except what a context owns. `tick`, if given, is called meanwhile with the same argument, a few times a second;
// it must not raise errors. `work`, if given, is run before in the backend, beside the job, and may raise errors.
void run_in_pool(ProgressLine& progress, void (*body)(JobContext&, void*), void* argument, void (*tick)(void*) = nullptr,
                 void (*work)(void*) = nullptr);

// The same with a job of `threads` threads beside work(argument), without progress.
void run_beside(unsigned threads, void (*body)(JobContext&, void*), void (*work)(void*), void* argument);

// The number of threads that cdp.threads stands for on this machine.
unsigned pool_threads() noexcept;

}  // namespace cdp::pg
