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

// When the phase at hand began, to tell its rate.
struct PhaseClock {
    const char* phase;
    TimestampTz began;
};

// The line shown while the job runs: "cdp.dedupe: comparing pairs, 1200000 of 2800000 (42 %), 600000/s, 3 s left".
void tell(const char* what, PoolRun* run, PhaseClock* clock, bool to_client) {
    Progress& progress = run->job.progress();
    const char* phase = progress.phase.load(std::memory_order_relaxed);
    const double done = static_cast<double>(progress.done.load(std::memory_order_relaxed));
    const double total = static_cast<double>(progress.total.load(std::memory_order_relaxed));
    const TimestampTz now = GetCurrentTimestamp();
    if (phase != clock->phase) *clock = {phase, now};
    const double seconds = static_cast<double>(now - clock->began) / 1e6;
    const double rate = seconds > 0 ? done / seconds : 0;
    char line[200];
    if (total > 0 && rate > 0)
        snprintf(line, sizeof line, "%s: %s, %.0f of %.0f (%.0f %%), %.0f/s, %.0f s left", what, phase, done, total,
                 100 * done / total, rate, done < total ? (total - done) / rate : 0.0);
    else if (done > 0 && rate > 0)
        snprintf(line, sizeof line, "%s: %s, %.0f so far, %.0f/s", what, phase, done, rate);
    else
        snprintf(line, sizeof line, "%s: %s, %.1f s", what, phase, seconds);
    pgstat_report_activity(STATE_RUNNING, line);
    if (to_client) ereport(NOTICE, (errmsg("%s", line)));
}

void wait_for(const char* what, PoolRun* run) {
    TimestampTz noticed = GetCurrentTimestamp();
    PhaseClock clock{nullptr, noticed};
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
                tell(what, run, &clock, notice);
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
