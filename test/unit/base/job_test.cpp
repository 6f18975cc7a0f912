// SPDX-License-Identifier: PostgreSQL
#include "core/base/job.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <vector>

namespace cdp {
namespace {

TEST(Job, ParallelForVisitsEveryIndexOnce) {
    for (unsigned threads : {1u, 2u, 3u, 8u}) {
        std::vector<int> hits(10007, 0);
        Job job(threads);
        job.start([&](JobContext& context) {
            context.parallel_for(hits.size(), 64, [&](std::size_t begin, std::size_t end, unsigned worker) {
                ASSERT_LT(worker, context.threads());
                for (std::size_t i = begin; i < end; i++) hits[i]++;
            });
        });
        job.finish();
        EXPECT_EQ(std::accumulate(hits.begin(), hits.end(), 0), 10007);
        EXPECT_EQ(*std::max_element(hits.begin(), hits.end()), 1);
    }
}

TEST(Job, FinishRethrowsWhatTheBodyThrew) {
    Job job(4);
    job.start([](JobContext& context) {
        context.parallel_for(100, 1, [](std::size_t begin, std::size_t, unsigned) {
            if (begin == 41) throw Error(ErrorCode::kInvalidModel, "chunk 41");
        });
    });
    try {
        job.finish();
        FAIL() << "nothing thrown";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kInvalidModel);
        EXPECT_STREQ(e.what(), "chunk 41");
    }
}

TEST(Job, StopEndsALongLoop) {
    Job job(2);
    job.start([](JobContext& context) {
        for (;;) context.parallel_for(1000, 1, [](std::size_t, std::size_t, unsigned) {});
    });
    const auto began = std::chrono::steady_clock::now();
    job.stop_and_join();
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
    EXPECT_THROW(job.finish(), Error);
}

TEST(Job, DestroyingARunningJobJoinsIt) {
    std::atomic<bool> ended{false};
    {
        Job job(1);
        job.start([&](JobContext& context) {
            while (!context.token().cancelled()) std::this_thread::yield();
            ended = true;
        });
    }
    EXPECT_TRUE(ended);
}

TEST(JobContext, AsksItsOwnerToo) {
    static bool wanted;
    wanted = false;
    JobContext context(1, {[](const void*) noexcept { return wanted; }, nullptr});
    EXPECT_NO_THROW(context.check());
    wanted = true;
    try {
        context.check();
        ADD_FAILURE() << "not cancelled";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kCancelled);
    }
    JobContext alone(1);
    EXPECT_NO_THROW(alone.check());
    alone.stop();
    EXPECT_THROW(alone.check(), Error);
}

}  // namespace
}  // namespace cdp
