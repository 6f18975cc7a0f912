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

constexpr std::size_t kPage = 4096;                        // smaller blocks are never put into files,
constexpr std::size_t kSpillFirst = std::size_t{1} << 17;  // those as large before the others

// The part of the memory that a block leaves to smaller ones.
constexpr std::size_t spare_of(std::size_t bytes, std::size_t limit) noexcept { return bytes < kSpillFirst ? limit / 8 : limit / 4; }

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
    if (try_take(bytes, 0)) return;
    throw Error(ErrorCode::kOutOfBudget, "out of memory budget",
                "The budget is " + std::to_string(limit_ >> 20) + " MiB; " + std::to_string(used() >> 20) +
                    " MiB are in use and " + std::to_string(bytes) + " bytes more were asked for.",
                "Raise cdp.memory, or work on fewer records at once.");
}

bool Budget::try_take(std::size_t bytes, std::size_t spare) noexcept {
    // why: bytes that are refused are never in use, not even for a moment, or others would be refused for them.
    std::size_t used = used_.load(std::memory_order_relaxed);
    do {
        if (limit_ != 0 && (bytes > limit_ - used || spare > limit_ - used - bytes)) return false;
    } while (!used_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
    note_peak(used + bytes);
    return true;
}

void Budget::note_peak(std::size_t now) noexcept {
    std::size_t seen = peak_.load(std::memory_order_relaxed);
    while (now > seen && !peak_.compare_exchange_weak(seen, now, std::memory_order_relaxed)) {
    }
}

// Null, and the bytes are taken: there is room in memory.
void* CountedResource::spill(std::size_t bytes, std::size_t alignment) {
    Spill* const files = budget_->spill();
    if (files == nullptr || bytes < kPage || alignment > kPage) {
        budget_->take(bytes);
        return nullptr;
    }
    if (budget_->try_take(bytes, spare_of(bytes, budget_->limit()))) return nullptr;
    return files->allocate(bytes, budget_->used(), budget_->limit());
}

void* CountedResource::do_allocate(std::size_t bytes, std::size_t alignment) {
    if (void* const spilled = spill(bytes, alignment); spilled != nullptr) return spilled;
    void* p = allocate_block(bytes, alignment);
    if (p == nullptr) {
        budget_->give(bytes);
        throw std::bad_alloc();
    }
    return p;
}

void CountedResource::do_deallocate(void* p, std::size_t bytes, std::size_t alignment) noexcept {
    if (Spill* const files = budget_->spill(); files != nullptr && bytes >= kPage && files->release(p)) return;
    if (is_from_system(bytes, alignment))
        munmap(p, bytes);
    else if (alignment > alignof(std::max_align_t))
        ::operator delete(p, std::align_val_t(alignment));
    else
        ::operator delete(p);
    budget_->give(bytes);
}

}  // namespace cdp
