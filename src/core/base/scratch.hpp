// SPDX-License-Identifier: PostgreSQL
// A growing array of plain values whose first N stand in the object itself: calls on short inputs, which are most,
// never allocate. Beyond N it grows in the memory given.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <memory_resource>
#include <span>
#include <type_traits>

#include "core/base/core_only.hpp"

namespace cdp {

template <class T, std::size_t N>
requires std::is_trivially_copyable_v<T>
class Scratch {
public:
    explicit Scratch(std::pmr::memory_resource* memory) noexcept : memory_(memory) {}
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        if (capacity_ != N) memory_->deallocate(data_, capacity_ * sizeof(T), alignof(T));
    }

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    T* data() noexcept { return data_; }
    std::span<T> span() noexcept { return {data_, size_}; }
    std::span<const T> span() const noexcept { return {data_, size_}; }
    T& operator[](std::size_t i) noexcept { return data_[i]; }

    // Room for `n` values in all, which then do not move.
    void reserve(std::size_t n) {
        if (n > capacity_) grow(n);
    }
    void push_back(const T& value) {
        if (size_ == capacity_) {
            const T kept = value;
            grow(2 * capacity_);
            std::construct_at(data_ + size_++, kept);
        } else {
            std::construct_at(data_ + size_++, value);
        }
    }
    // `values` are none of this array's own.
    void append(std::span<const T> values) {
        if (size_ + values.size() > capacity_) grow(std::max(2 * capacity_, size_ + values.size()));
        std::uninitialized_copy(values.begin(), values.end(), data_ + size_);
        size_ += values.size();
    }
    void assign(std::size_t n, const T& value) {
        reserve(n);
        std::uninitialized_fill_n(data_, n, value);
        size_ = n;
    }
    // n is at most size().
    void shrink(std::size_t n) noexcept { size_ = n; }

private:
    void grow(std::size_t capacity) {
        T* const data = static_cast<T*>(memory_->allocate(capacity * sizeof(T), alignof(T)));
        std::uninitialized_copy_n(data_, size_, data);
        if (capacity_ != N) memory_->deallocate(data_, capacity_ * sizeof(T), alignof(T));
        data_ = data;
        capacity_ = capacity;
    }

    alignas(T) std::byte stack_[N * sizeof(T)];
    T* data_ = reinterpret_cast<T*>(stack_);
    std::size_t size_ = 0;
    std::size_t capacity_ = N;
    std::pmr::memory_resource* memory_;
};

}  // namespace cdp
