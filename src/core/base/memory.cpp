// SPDX-License-Identifier: PostgreSQL
#include "core/base/memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <new>
#include <string>

#include "core/base/error.hpp"

namespace cdp {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr std::size_t kLarge = 2 * kHugePage;  // blocks as large are the system's own

// why: what the allocator hands out is what these look after.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kFromSystem = false;
#else
constexpr bool kFromSystem = true;
#endif

bool is_from_system(std::size_t bytes, std::size_t alignment) noexcept {
    return kFromSystem && bytes >= kLarge && alignment <= kHugePage;
}

// A block of memory in huge pages where there are any: random access to tables of many megabytes would spend its time in
// page tables. What is given back goes back to the system at once. Null: there is none.
void* map_block(std::size_t bytes) noexcept {
    const std::size_t room = bytes + kHugePage;
    if (room < bytes) return nullptr;
    void* const mapped = mmap(nullptr, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) return nullptr;
    char* const begin = static_cast<char*>(mapped);
    const std::size_t before = (kHugePage - reinterpret_cast<std::uintptr_t>(begin) % kHugePage) % kHugePage;
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t used = (bytes + page - 1) / page * page;
    if (before > 0) munmap(begin, before);
    if (room - before > used) munmap(begin + before + used, room - before - used);
#ifdef MADV_HUGEPAGE
    madvise(begin + before, used, MADV_HUGEPAGE);
#endif
    return begin + before;
}

void* allocate_block(std::size_t bytes, std::size_t alignment) noexcept {
    if (is_from_system(bytes, alignment)) return map_block(bytes);
    return alignment > alignof(std::max_align_t) ? ::operator new(bytes, std::align_val_t(alignment), std::nothrow)
                                                 : ::operator new(bytes, std::nothrow);
}

}  // namespace

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
    void* p = allocate_block(bytes, alignment);
    if (p == nullptr) {
        budget_->give(bytes);
        throw std::bad_alloc();
    }
    return p;
}

void CountedResource::do_deallocate(void* p, std::size_t bytes, std::size_t alignment) noexcept {
    if (is_from_system(bytes, alignment))
        munmap(p, bytes);
    else if (alignment > alignof(std::max_align_t))
        ::operator delete(p, std::align_val_t(alignment));
    else
        ::operator delete(p);
    budget_->give(bytes);
}

}  // namespace cdp
