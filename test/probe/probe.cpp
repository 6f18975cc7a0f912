// SPDX-License-Identifier: PostgreSQL
// Provokes at the border between C++ and PostgreSQL what real functions are written to avoid: every kind of exception,
// errors raised over live objects, threads that run for ever. Linked with the real glue into a library of its own
// for test/t/002_border.pl; never part of the extension.
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "core/base/job.hpp"
#include "core/base/memory.hpp"

#include "pg/args.hpp"
#include "pg/guc.hpp"
#include "pg/memory.hpp"
#include "pg/pool.hpp"

#include "pg/compat.hpp"

using namespace cdp;
using namespace cdp::pg;

namespace {

constinit std::atomic<int> live_objects{0};

// A megabyte that is counted while it lives.
struct Heavy {
    Heavy() : bytes(1 << 20, 'x') { live_objects++; }
    ~Heavy() { live_objects--; }
    Heavy(const Heavy&) = delete;
    Heavy& operator=(const Heavy&) = delete;
    std::vector<char> bytes;
};

void fail_as(std::string_view kind) {
    const Heavy heavy;
    if (kind == "error") throw Error(ErrorCode::kInvalidArgument, "bad value", "A detail.", "A hint.");
    if (kind == "long") throw Error(ErrorCode::kLimitExceeded, std::string(1 << 20, 'm'));
    if (kind == "bad_alloc") throw std::bad_alloc();
    if (kind == "huge") std::vector<char>(std::size_t{1} << 60);
    if (kind == "std") throw std::runtime_error("from the standard library");
    if (kind == "int") throw 42;
}

struct PoolOrder {
    std::string_view kind;
    std::size_t budget;
};

void pool_body(JobContext& job, void* argument) {
    const auto& order = *static_cast<const PoolOrder*>(argument);
    if (order.kind == "spin") {
        job.parallel_for(1000, 1, [&](std::size_t, std::size_t, unsigned) {
            const Heavy heavy;
            for (;;) {
                job.check();
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
    } else if (order.kind == "grow") {
        Budget budget(order.budget);
        CountedResource resource(budget);
        Vec<std::uint64_t> grown(&resource);
        for (;;) {
            job.check();
            grown.resize(grown.size() + 100'000);
        }
    }
    job.parallel_for(1000, 1, [&](std::size_t, std::size_t, unsigned) { fail_as(order.kind); });
}

}  // namespace

// Throws inside CDP_TRY.
CDP_FUNCTION(cdp_probe_throw) {
    const TextArg kind(fcinfo, 0);
    CDP_TRY(fail_as(kind.view()));
    PG_RETURN_VOID();
}

// Raises an error of the server's own while a handle is alive.
CDP_FUNCTION(cdp_probe_handle) {
    make_handle<Heavy>(CurrentMemoryContext);
    ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("raised over a handle")));
    PG_RETURN_VOID();
}

// Throws, runs for ever or grows for ever on the threads of a pool.
CDP_FUNCTION(cdp_probe_pool) {
    const TextArg kind(fcinfo, 0);
    PoolOrder order{kind.view(), static_cast<std::size_t>(guc_memory_mb) << 20};
    cdp::pg::ProgressLine progress("cdp_probe_pool");
    run_in_pool(progress, pool_body, &order);
    PG_RETURN_VOID();
}

CDP_FUNCTION(cdp_probe_live) { PG_RETURN_INT32(live_objects.load()); }
