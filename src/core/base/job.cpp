// SPDX-License-Identifier: PostgreSQL
#include "core/base/job.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

namespace cdp {

namespace {

// Threads inherit the mask of their creator, so it is set around the creation and restored after.
class MaskedSignals {
public:
    MaskedSignals() noexcept {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~MaskedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    MaskedSignals(const MaskedSignals&) = delete;
    MaskedSignals& operator=(const MaskedSignals&) = delete;

private:
    sigset_t before_;
};

[[noreturn]] void throw_no_thread(const std::system_error& e) {
    throw Error(ErrorCode::kResource, "could not start a thread", std::string(e.what()) + ".",
                "Set cdp.threads lower, or raise the limit of processes of the server's user.");
}

}  // namespace

void JobContext::parallel_for(std::size_t n, std::size_t grain,
                              const std::function<void(std::size_t, std::size_t, unsigned)>& body) {
    if (grain == 0) grain = 1;
    const std::size_t chunks = (n + grain - 1) / grain;
    if (chunks == 0) return;

    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    std::mutex guard;
    std::size_t failed_chunk = chunks;
    std::exception_ptr failure;

    const auto work = [&](unsigned worker) noexcept {
        for (;;) {
            const std::size_t chunk = next.fetch_add(1, std::memory_order_relaxed);
            if (chunk >= chunks || failed.load(std::memory_order_relaxed)) return;
            try {
                check();
                const std::size_t begin = chunk * grain;
                body(begin, begin + grain < n ? begin + grain : n, worker);
            } catch (...) {
                const std::lock_guard<std::mutex> lock(guard);
                if (chunk < failed_chunk) {
                    failed_chunk = chunk;
                    failure = std::current_exception();
                }
                failed.store(true, std::memory_order_relaxed);
            }
        }
    };

    const unsigned extra = static_cast<unsigned>(std::min<std::size_t>(threads_, chunks)) - 1;
    std::vector<std::thread> helpers;
    helpers.reserve(extra);
    try {
        // why: the mask is two system calls, which cost more than the work where a few records are looked at by one thread.
        if (extra > 0) {
            const MaskedSignals masked;
            for (unsigned i = 0; i < extra; i++) helpers.emplace_back(work, i + 1);
        }
    } catch (const std::system_error&) {
        // why: fewer helpers are as right as many, only slower; this thread can do it all.
    }
    work(0);
    for (auto& helper : helpers) helper.join();
    if (failure) std::rethrow_exception(failure);
}

void Job::start(std::function<void(JobContext&)> body) {
    body_ = std::move(body);
    running_.store(true, std::memory_order_release);
    try {
        const MaskedSignals masked;
        thread_ = std::thread([this]() noexcept {
            try {
                body_(context_);
            } catch (...) {
                failure_ = std::current_exception();
            }
            running_.store(false, std::memory_order_release);
            if (wake_fd_ >= 0) {
                const std::uint64_t one = 1;
                // why: an eventfd with a counter near its limit is the only way to fail, and it is ours.
                [[maybe_unused]] const auto written = write(wake_fd_, &one, sizeof one);
            }
        });
    } catch (const std::system_error& e) {
        running_.store(false, std::memory_order_release);
        throw_no_thread(e);
    }
}

void Job::stop_and_join() noexcept {
    context_.stop();
    if (thread_.joinable()) thread_.join();
}

void Job::finish() {
    if (thread_.joinable()) thread_.join();
    if (failure_) std::rethrow_exception(failure_);
}

}  // namespace cdp
