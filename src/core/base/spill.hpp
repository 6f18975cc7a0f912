// SPDX-License-Identifier: PostgreSQL
// Memory in temporary files: blocks that a budget has no room for are mapped from files that have no name, which the system
// writes to disk as it needs room, and which are gone with the block or the process, however that ends. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "core/base/core_only.hpp"

namespace cdp {

class Spill {
public:
    // Files are made in `folder`, which is made when it is not there, and take at most `most` bytes at a time.
    Spill(std::string folder, std::uint64_t most) : folder_(std::move(folder)), most_(most) {}
    ~Spill();
    Spill(const Spill&) = delete;
    Spill& operator=(const Spill&) = delete;

    // A block of zeros, at a page's begin. `elsewhere` bytes are in memory, of at most `limit`: what relieve() goes by.
    // Throws Error(kTempLimit) beyond `most`, Error(kDiskFull) when the disk has no such room, Error(kIo) when no file can be
    // made that keeps it, and std::bad_alloc.
    void* allocate(std::size_t bytes, std::size_t elsewhere, std::size_t limit);
    // False: the block is from elsewhere.
    bool release(void* block) noexcept;

    // Keeps the process within the limit: where its own pages take more than that, those of the blocks are left to the system,
    // which has them at hand as long as it has room. Call it as often as you like.
    void relieve() noexcept;

    std::uint64_t peak() const noexcept { return peak_.load(std::memory_order_relaxed); }  // bytes

private:
    void take(std::uint64_t bytes);

    std::string folder_;
    std::uint64_t most_;
    std::atomic<std::uint64_t> used_{0}, peak_{0};
    std::mutex guard_;  // of the rest
    std::map<void*, std::size_t> blocks_;
    std::size_t allowed_ = 0;  // bytes of own pages; 0: there was no block yet
    std::chrono::steady_clock::time_point relieved_{};
};

}  // namespace cdp
