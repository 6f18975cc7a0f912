// SPDX-License-Identifier: PostgreSQL
#include "core/base/spill.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <numeric>
#include <thread>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/memory.hpp"

namespace cdp {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

class SpillTest : public testing::Test {
protected:
    SpillTest() {
        char name[] = "/tmp/cdp_spill_XXXXXX";
        folder_ = mkdtemp(name);
    }
    ~SpillTest() override { std::filesystem::remove_all(folder_); }

    bool is_empty() const { return !std::filesystem::exists(work()) || std::filesystem::is_empty(work()); }
    std::string work() const { return folder_ + "/work"; }  // made when it is needed

    std::string folder_;
};

TEST_F(SpillTest, GivesZerosThatCanBeWritten) {
    Spill spill(work(), 10 * kMiB);
    auto* const block = static_cast<unsigned char*>(spill.allocate(3 * kMiB, 0, kMiB));
    EXPECT_EQ(std::accumulate(block, block + 3 * kMiB, 0u), 0u);
    std::memset(block, 7, 3 * kMiB);
    EXPECT_EQ(spill.peak(), 3 * kMiB);
    EXPECT_TRUE(is_empty());  // files have no name
    EXPECT_TRUE(spill.release(block));
    EXPECT_FALSE(spill.release(block));
    int elsewhere = 0;
    EXPECT_FALSE(spill.release(&elsewhere));
}

TEST_F(SpillTest, RefusesMoreThanItMay) {
    Spill spill(work(), 4 * kMiB);
    void* const block = spill.allocate(3 * kMiB, 0, kMiB);
    try {
        spill.allocate(2 * kMiB, 0, kMiB);
        FAIL() << "beyond the limit";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kTempLimit);
        EXPECT_NE(e.hint().find("temp_file_limit"), std::string::npos);
    }
    EXPECT_TRUE(spill.release(block));
    EXPECT_TRUE(spill.release(spill.allocate(4 * kMiB, 0, kMiB)));
    EXPECT_EQ(spill.peak(), 4 * kMiB);
}

TEST_F(SpillTest, SaysWhyThereIsNoFile) {
    Spill nowhere("/proc/cdp", 10 * kMiB);
    try {
        nowhere.allocate(kMiB, 0, kMiB);
        FAIL() << "there is no such folder";
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kIo);
        EXPECT_NE(std::string(e.what()).find("/proc/cdp"), std::string::npos);
    }
    Spill endless(work(), UINT64_MAX);
    EXPECT_THROW(endless.allocate(std::size_t{1} << 60, 0, kMiB), Error);
    EXPECT_EQ(endless.peak(), 0u);
    EXPECT_TRUE(endless.release(endless.allocate(kMiB, 0, kMiB)));
}

// Pages that were let go are there again when they are looked at.
TEST_F(SpillTest, KeepsWhatWasWritten) {
    Spill spill(work(), 64 * kMiB);
    auto* const block = static_cast<std::uint32_t*>(spill.allocate(32 * kMiB, 0, 1));
    std::iota(block, block + 8 * kMiB, 1u);
    for (int i = 0; i < 3; i++) {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        spill.relieve();
        for (std::size_t k = 0; k < 8 * kMiB; k += 1001) ASSERT_EQ(block[k], k + 1);
    }
    EXPECT_TRUE(spill.release(block));
}

TEST_F(SpillTest, ContainersGoOnInFiles) {
    Budget budget(Limits(16 * kMiB, work().c_str(), 1024 * kMiB));
    CountedResource memory(budget);
    Vec<std::uint64_t> numbers(&memory);
    for (std::uint64_t i = 0; i < 8 * kMiB; i++) numbers.push_back(i * i);
    for (std::uint64_t i = 0; i < 8 * kMiB; i++) ASSERT_EQ(numbers[i], i * i);
    EXPECT_LE(budget.peak(), 16 * kMiB);
    EXPECT_GE(budget.spilled(), 64 * kMiB);
    Vec<std::uint64_t>(&memory).swap(numbers);
    EXPECT_EQ(budget.used(), 0u);
    EXPECT_TRUE(is_empty());
}

// What is smaller than a page stays in memory, and is what the budget refuses in the end.
TEST_F(SpillTest, SmallBlocksAreRefusedAtLast) {
    Budget budget(Limits(kMiB, work().c_str(), 1024 * kMiB));
    CountedResource memory(budget);
    std::vector<void*> blocks;
    EXPECT_THROW(
        for (;;) blocks.push_back(memory.allocate(1024, 8)), Error);
    EXPECT_EQ(blocks.size(), 1024u);
    void* const large = memory.allocate(4096, 8);
    EXPECT_EQ(budget.spilled(), 4096u);
    memory.deallocate(large, 4096, 8);
    for (void* block : blocks) memory.deallocate(block, 1024, 8);
    EXPECT_EQ(budget.used(), 0u);
}

TEST_F(SpillTest, ServesSeveralThreads) {
    Budget budget(Limits(kMiB, work().c_str(), 1024 * kMiB));
    CountedResource memory(budget);
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < 4; t++)
        threads.emplace_back([&memory, t] {
            for (int round = 0; round < 50; round++) {
                Vec<unsigned> numbers(100'000 + t, t, &memory);
                ASSERT_EQ(std::accumulate(numbers.begin(), numbers.end(), 0u), t * (100'000 + t));
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(budget.used(), 0u);
}

}  // namespace
}  // namespace cdp
