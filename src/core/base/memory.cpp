// SPDX-License-Identifier: PostgreSQL
#include "core/base/memory.hpp"

#include <new>
#include <string>

#include "core/base/error.hpp"

namespace cdp {

void Budget::take(std::size_t bytes) {
    const std::size_t now = used_.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    if (limit_ != 0 && now > limit_) {
        used_.fetch_sub(bytes, std::memory_order_relaxed);
        throw Error(ErrorCode::kOutOfBudget, "out of memory budget",
                    "The budget is " + std::to_string(limit_ >> 20) + " MiB; " + std::to_string((now - bytes) >> 20) +
                        " MiB are in use and " + std::to_string(bytes) + " bytes more were asked for.",
                    "Raise cdp.memory, or work on fewer records at once.");
    }
    std::size_t seen = peak_.load(std::memory_order_relaxed);
    while (now > seen && !peak_.compare_exchange_weak(seen, now, std::memory_order_relaxed)) {
    }
}

void* CountedResource::do_allocate(std::size_t bytes, std::size_t alignment) {
    budget_->take(bytes);
    void* p = alignment > alignof(std::max_align_t) ? ::operator new(bytes, std::align_val_t(alignment), std::nothrow)
                                                    : ::operator new(bytes, std::nothrow);
    if (p == nullptr) {
        budget_->give(bytes);
        throw std::bad_alloc();
    }
    return p;
}

void CountedResource::do_deallocate(void* p, std::size_t bytes, std::size_t alignment) noexcept {
    if (alignment > alignof(std::max_align_t))
        ::operator delete(p, std::align_val_t(alignment));
    else
        ::operator delete(p);
    budget_->give(bytes);
}

}  // namespace cdp
