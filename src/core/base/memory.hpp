// SPDX-License-Identifier: PostgreSQL
// Counted memory for the engine: everything that grows with the data allocates through a CountedResource, so
// that the budget (`cdp.memory`) is refused with SQLSTATE 53200 before the machine runs out. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory_resource>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp {

// Bytes in use and their limit, shared by the threads of one job. `limit` 0 means unlimited.
class Budget {
public:
    explicit Budget(std::size_t limit = 0) noexcept : limit_(limit) {}

    // Throws Error(kOutOfBudget) and takes nothing when the limit would be passed.
    void take(std::size_t bytes);
    void give(std::size_t bytes) noexcept { used_.fetch_sub(bytes, std::memory_order_relaxed); }

    std::size_t used() const noexcept { return used_.load(std::memory_order_relaxed); }
    std::size_t peak() const noexcept { return peak_.load(std::memory_order_relaxed); }
    std::size_t limit() const noexcept { return limit_; }

private:
    std::size_t limit_;
    std::atomic<std::size_t> used_{0};
    std::atomic<std::size_t> peak_{0};
};

// A memory resource over malloc that counts against a budget.
class CountedResource final : public std::pmr::memory_resource {
public:
    explicit CountedResource(Budget& budget) noexcept : budget_(&budget) {}

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override;
    void do_deallocate(void* p, std::size_t bytes, std::size_t alignment) noexcept override;
    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }

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
