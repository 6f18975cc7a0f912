// SPDX-License-Identifier: PostgreSQL
// Threads of the engine. A Job is one callable that runs beside the caller; it may spread work over a few more
// threads with `parallel_for`. The rules that make this safe inside a server process: every signal is masked
// in every thread, no thread calls into the server, every body ends in catch (...), and the owner stops and
// joins before it reports anything.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <thread>

#include "core/base/cancel.hpp"
#include "core/base/phase_times.hpp"

namespace cdp {

// What a job is doing, read by the owner while the job runs. The job's own thread alone begins phases.
struct Progress {
    std::atomic<const char*> phase{""};
    std::atomic<std::uint64_t> done{0};
    std::atomic<std::uint64_t> total{0};
    PhaseTimes* times = nullptr;  // where the phases are timed, if anywhere; looked at after the job only

    void begin(const char* name, std::uint64_t of) noexcept {
        done.store(0, std::memory_order_relaxed);
        total.store(of, std::memory_order_relaxed);
        phase.store(name, std::memory_order_relaxed);
        if (times != nullptr) times->begin(name);
    }
};

// What the body of a job gets: how many threads it may use, its stop flag, its progress.
class JobContext {
public:
    // `owner` is asked as well, on the thread that asks: for work of one thread, which is the owner's.
    explicit JobContext(unsigned threads, CancelToken owner = {}) noexcept : threads_(threads == 0 ? 1 : threads), owner_(owner) {}

    unsigned threads() const noexcept { return threads_; }
    Progress& progress() noexcept { return progress_; }
    CancelToken token() const noexcept { return {&poll, this}; }
    void check() const { token().check(); }
    void stop() noexcept { stop_.store(true, std::memory_order_relaxed); }

    // Calls body(begin, end, worker) over [0, n) in chunks of `grain`, on threads() threads; `worker` is in
    // [0, threads()). Which worker takes which chunk is not determined: results must be written by index, or
    // be merged in an order-free way. Rethrows the exception of the lowest chunk that failed.
    void parallel_for(std::size_t n, std::size_t grain,
                      const std::function<void(std::size_t, std::size_t, unsigned)>& body);

private:
    static bool poll(const void* self) noexcept {
        const auto* const context = static_cast<const JobContext*>(self);
        return context->stop_.load(std::memory_order_relaxed) || context->owner_.cancelled();
    }

    unsigned threads_;
    CancelToken owner_;
    std::atomic<bool> stop_{false};
    Progress progress_;
};

// Owns the thread. Destroying it stops and joins. `wake_fd` (an eventfd, or -1) is written once at the end.
class Job {
public:
    explicit Job(unsigned threads, int wake_fd = -1) noexcept : context_(threads), wake_fd_(wake_fd) {}
    ~Job() { stop_and_join(); }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    // Throws Error(kResource) when no thread can be started. `body` must outlive the job.
    void start(std::function<void(JobContext&)> body);

    bool running() const noexcept { return running_.load(std::memory_order_acquire); }
    Progress& progress() noexcept { return context_.progress(); }
    void stop_and_join() noexcept;
    // After the end: joins, and throws what the body threw.
    void finish();

private:
    JobContext context_;
    int wake_fd_;
    std::atomic<bool> running_{false};
    std::function<void(JobContext&)> body_;
    std::exception_ptr failure_;
    std::thread thread_;
};

}  // namespace cdp
