// SPDX-License-Identifier: PostgreSQL
// Counted memory for the engine: everything that grows with the data allocates through a CountedResource, so
// that the budget (`cdp.memory`) holds: what it has no room for goes into temporary files, or is refused with SQLSTATE 53200
// before the machine runs out. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/core_only.hpp"
#include "core/base/spill.hpp"

namespace cdp {

// What a job may take, in bytes.
struct Limits {
    Limits(std::size_t memory_bytes) noexcept : memory(memory_bytes) {}
    Limits(std::size_t memory_bytes, const char* folder, std::uint64_t disk_bytes) noexcept
        : memory(memory_bytes), spill_folder(folder), disk(disk_bytes) {}

    std::size_t memory;                  // 0: no limit
    const char* spill_folder = nullptr;  // where temporary files are made for what has no room in memory; nullptr: nowhere
    std::uint64_t disk = 0;              // in files
};

// Bytes in use and their limit, shared by the threads of one job.
class Budget {
public:
    explicit Budget(const Limits& limits = 0) : limit_(limits.memory) {
        if (limits.spill_folder != nullptr) spill_.emplace(limits.spill_folder, limits.disk);
    }

    // Throws Error(kOutOfBudget) and takes nothing when the limit would be passed.
    void take(std::size_t bytes);
    // False, and nothing is taken: less than `spare` bytes would be left.
    bool try_take(std::size_t bytes, std::size_t spare) noexcept;
    void give(std::size_t bytes) noexcept { used_.fetch_sub(bytes, std::memory_order_relaxed); }

    std::size_t used() const noexcept { return used_.load(std::memory_order_relaxed); }
    std::size_t peak() const noexcept { return peak_.load(std::memory_order_relaxed); }
    std::size_t limit() const noexcept { return limit_; }
    Spill* spill() noexcept { return spill_ ? &*spill_ : nullptr; }  // nullptr: there are to be no files
    std::uint64_t spilled() const noexcept { return spill_ ? spill_->peak() : 0; }  // bytes, at the most

private:
    void note_peak(std::size_t now) noexcept;

    std::size_t limit_;
    std::optional<Spill> spill_;
    std::atomic<std::size_t> used_{0};
    std::atomic<std::size_t> peak_{0};
};

// A memory resource over malloc that counts against a budget, and takes to files beyond it.
class CountedResource final : public std::pmr::memory_resource {
public:
    explicit CountedResource(Budget& budget) noexcept : budget_(&budget) {}

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override;
    void do_deallocate(void* p, std::size_t bytes, std::size_t alignment) noexcept override;
    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }
    void* spill(std::size_t bytes, std::size_t alignment);

    Budget* budget_;
};

template <class T>
using Vec = std::pmr::vector<T>;

// An array of plain values in such memory. Whoever makes it fills it: large ones by several threads, which can stop.
template <class T>
requires std::is_trivially_copyable_v<T>
class Array {
public:
    Array(std::size_t n, std::pmr::memory_resource* memory)
        : memory_(memory), data_(static_cast<T*>(memory->allocate(n * sizeof(T), alignof(T)))), size_(n) {}
    Array(Array&& other) noexcept
        : memory_(other.memory_), data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    Array& operator=(Array&& other) noexcept {
        std::swap(memory_, other.memory_);
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~Array() {
        if (data_ != nullptr) memory_->deallocate(data_, size_ * sizeof(T), alignof(T));
    }

    T& operator[](std::size_t i) noexcept { return data_[i]; }
    const T& operator[](std::size_t i) const noexcept { return data_[i]; }
    T* begin() noexcept { return data_; }
    T* end() noexcept { return data_ + size_; }
    std::size_t size() const noexcept { return size_; }

private:
    std::pmr::memory_resource* memory_;
    T* data_;
    std::size_t size_;
};

}  // namespace cdp
