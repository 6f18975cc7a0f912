// SPDX-License-Identifier: PostgreSQL
#include "pg/pool.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include "pg/guc.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

constexpr long kTickMs = 500;
constexpr long kNoticeMs = 5000;

// Owns the threads and the eventfd of one call; a context callback and the exit callback may both reach it.
struct PoolRun {
    PoolRun() : wake_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), job(pool_threads(), wake_fd) {
        if (wake_fd < 0) throw Error(ErrorCode::kResource, "could not create an eventfd");
    }
    ~PoolRun() {
        job.stop_and_join();
        if (wake_fd >= 0) close(wake_fd);
    }
    int wake_fd;
    Job job;
};

void stop_pool(int, Datum run) { reinterpret_cast<PoolRun*>(DatumGetPointer(run))->job.stop_and_join(); }

// The activity string shown while the job runs: "cdp.dedupe: score 43 % (1.2 M of 2.8 M, 0.9 M/s)".
void tell(const char* what, PoolRun* run, TimestampTz began, bool to_client) {
    Progress& progress = run->job.progress();
    const char* phase = progress.phase.load(std::memory_order_relaxed);
    const uint64_t done = progress.done.load(std::memory_order_relaxed);
    const uint64_t total = progress.total.load(std::memory_order_relaxed);
    const long elapsed = TimestampDifferenceMilliseconds(began, GetCurrentTimestamp());
    char line[160];
    if (total > 0)
        snprintf(line, sizeof line, "%s: %s, " UINT64_FORMAT " of " UINT64_FORMAT " (%d %%), %.1f s", what, phase,
                 static_cast<uint64>(done), static_cast<uint64>(total), static_cast<int>(done * 100 / total),
                 elapsed / 1000.0);
    else
        snprintf(line, sizeof line, "%s: %s, %.1f s", what, phase, elapsed / 1000.0);
    pgstat_report_activity(STATE_RUNNING, line);
    if (to_client) ereport(NOTICE, (errmsg("%s", line)));
}

void wait_for(const char* what, PoolRun* run) {
    const TimestampTz began = GetCurrentTimestamp();
    TimestampTz noticed = began;
    bool told = false;
    PG_ENSURE_ERROR_CLEANUP(stop_pool, PointerGetDatum(run));
    {
        while (run->job.running()) {
            const int events =
                WaitLatchOrSocket(MyLatch, WL_LATCH_SET | WL_SOCKET_READABLE | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
                                  run->wake_fd, kTickMs, PG_WAIT_EXTENSION);
            if ((events & WL_LATCH_SET) != 0) {
                ResetLatch(MyLatch);
                CHECK_FOR_INTERRUPTS();
            }
            if ((events & WL_TIMEOUT) != 0) {
                const TimestampTz now = GetCurrentTimestamp();
                const bool notice = guc_progress && TimestampDifferenceExceeds(noticed, now, kNoticeMs);
                if (notice) noticed = now;
                tell(what, run, began, notice);
                told = true;
            }
        }
    }
    PG_END_ENSURE_ERROR_CLEANUP(stop_pool, PointerGetDatum(run));
    if (told) pgstat_report_activity(STATE_RUNNING, debug_query_string);
}

}  // namespace

unsigned pool_threads() noexcept {
    if (guc_threads > 0) return static_cast<unsigned>(guc_threads);
    const unsigned cores = std::thread::hardware_concurrency();
    return cores == 0 ? 1 : cores > 4 ? 4 : cores;
}

void run_in_pool(const char* what, void (*body)(JobContext&, void*), void* argument) {
    MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cdp pool", ALLOCSET_SMALL_SIZES);
    PoolRun* run = make_handle<PoolRun>(context);
    CDP_TRY(run->job.start([body, argument](JobContext& job) { body(job, argument); }));
    wait_for(what, run);
    CDP_TRY(run->job.finish());
    MemoryContextDelete(context);
}

}  // namespace cdp::pg
