// SPDX-License-Identifier: PostgreSQL
#include "pg/pool.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include "pg/guc.hpp"

#include "pg/compat.hpp"

namespace cdp::pg {

namespace {

constexpr long kTickMs = 50;

// Owns the threads and the eventfd of one call; a context callback and the exit callback may both reach it.
struct PoolRun {
    explicit PoolRun(unsigned threads) : wake_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), job(threads, wake_fd) {
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

struct Work {
    void (*body)(JobContext&, void*);
    void (*beside)(void*);  // in the backend, if anything
    void (*tick)(void*);    // the same
    void* argument;
};

// Until the job has ended. Serves interrupts, so it may leave by an error.
void wait_for(PoolRun* run, ProgressLine* progress, const Work& work) {
    while (run->job.running()) {
        const int events = WaitLatchOrSocket(MyLatch, WL_LATCH_SET | WL_SOCKET_READABLE | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
                                             run->wake_fd, kTickMs, PG_WAIT_EXTENSION);
        if ((events & WL_LATCH_SET) != 0) {
            ResetLatch(MyLatch);
            CHECK_FOR_INTERRUPTS();
        }
        if (work.tick != nullptr) work.tick(work.argument);
        if ((events & WL_TIMEOUT) != 0 && progress != nullptr) {
            const Progress& job = run->job.progress();
            progress->tick(job.phase.load(std::memory_order_relaxed),
                           static_cast<double>(job.done.load(std::memory_order_relaxed)),
                           static_cast<double>(job.total.load(std::memory_order_relaxed)));
        }
    }
}

void run(unsigned threads, ProgressLine* progress, const Work& work) {
    MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cdp pool", ALLOCSET_SMALL_SIZES);
    PoolRun* pool = make_handle<PoolRun>(context, threads);
    CDP_TRY(pool->job.start([work](JobContext& job) { work.body(job, work.argument); }));
    PG_ENSURE_ERROR_CLEANUP(stop_pool, PointerGetDatum(pool));
    {
        if (work.beside != nullptr) work.beside(work.argument);
        wait_for(pool, progress, work);
    }
    PG_END_ENSURE_ERROR_CLEANUP(stop_pool, PointerGetDatum(pool));
    CDP_TRY(pool->job.finish());
    MemoryContextDelete(context);
}

}  // namespace

unsigned pool_threads() noexcept {
    if (guc_threads > 0) return static_cast<unsigned>(guc_threads);
    const unsigned cores = std::thread::hardware_concurrency();
    return cores == 0 ? 1 : cores > 4 ? 4 : cores;
}

void run_in_pool(ProgressLine& progress, void (*body)(JobContext&, void*), void* argument, void (*tick)(void*), void (*work)(void*)) {
    run(pool_threads(), &progress, {body, work, tick, argument});
    progress.end();
}

void run_beside(unsigned threads, void (*body)(JobContext&, void*), void (*work)(void*), void* argument) {
    run(threads, nullptr, {body, work, nullptr, argument});
}

}  // namespace cdp::pg
