// SPDX-License-Identifier: PostgreSQL
// Sets of 64-bit ids that many threads fill, and then ask for the slots of their members. Which slot a member has
// depends on the set alone: not on the order of insertions, nor on the threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

#include "core/base/hash.hpp"
#include "core/base/job.hpp"
#include "core/base/memory.hpp"

namespace cdp::cluster {

using Id = std::int64_t;
using Slot = std::uint32_t;

template <class T>
void fill_by_all(Array<T>& array, T value, JobContext& context) {
    context.parallel_for(array.size(), std::size_t{1} << 16, [&](std::size_t begin, std::size_t end, unsigned) {
        std::fill(array.begin() + begin, array.begin() + end, value);
    });
}

// Ids that lie close together: a byte for each number of their range. Slots are in the order of ids.
class IdRange {
public:
    // `count` numbers from `first` on, at most 2^32 - 1.
    IdRange(Id first, std::size_t count, std::pmr::memory_resource* memory, JobContext& context)
        : first_(static_cast<std::uint64_t>(first)), there_(count, memory) {
        fill_by_all(there_, static_cast<unsigned char>(0), context);
    }

    void prefetch(Id) const noexcept {}  // what is looked at here fits a cache, or is near
    void prefetch_slot(Slot) const noexcept {}
    void insert(Id id) noexcept { std::atomic_ref(there_[slot(id)]).store(1, std::memory_order_relaxed); }
    Slot slot(Id id) const noexcept { return static_cast<Slot>(static_cast<std::uint64_t>(id) - first_); }

    std::size_t slots() const noexcept { return there_.size(); }
    bool used(Slot s) const noexcept { return there_[s] != 0; }
    Id operator[](Slot s) const noexcept { return static_cast<Id>(first_ + s); }

private:
    std::uint64_t first_;
    Array<unsigned char> there_;
};

// Ids from anywhere: open addressing with linear probing. In a run of slots the greater id comes first, whoever came
// first (ordered hashing, Amble & Knuth 1974; by many threads at once, Shun & Blelloch 2014).
class IdTable {
public:
    // Quick up to `members` ids, fewer than 2^31. It never holds more than half as many again, and `spare`.
    IdTable(std::size_t members, std::size_t spare, std::pmr::memory_resource* memory, JobContext& context)
        : places_(members + members / 2 + spare + 1), ids_(places_ + 1, memory) {
        fill_by_all(ids_, kFree, context);
    }

    void prefetch(Id id) const noexcept { __builtin_prefetch(&ids_[home(id)], 1); }
    void prefetch_slot(Slot s) const noexcept { __builtin_prefetch(&ids_[s]); }
    // True when the set grew.
    bool insert(Id id) noexcept;
    // Of a member, once all are in.
    Slot slot(Id id) const noexcept {
        if (id == kFree) return static_cast<Slot>(places_);
        std::size_t s = home(id);
        while (ids_[s] != id) s = next(s);
        return static_cast<Slot>(s);
    }

    std::size_t slots() const noexcept { return places_ + 1; }
    bool used(Slot s) const noexcept { return s < places_ ? ids_[s] != kFree : ids_[s] == kThere; }
    Id operator[](Slot s) const noexcept { return s < places_ ? ids_[s] : kFree; }

private:
    // why: the smallest id gives way to every other, as a free slot must; as an id it has a slot of its own, the last.
    static constexpr Id kFree = INT64_MIN, kThere = 0;

    std::size_t home(Id id) const noexcept {
        return static_cast<std::size_t>(static_cast<unsigned __int128>(mix64(static_cast<std::uint64_t>(id))) * places_ >> 64);
    }
    std::size_t next(std::size_t s) const noexcept { return s + 1 < places_ ? s + 1 : 0; }

    std::size_t places_;
    Array<Id> ids_;
};

inline bool IdTable::insert(Id id) noexcept {
    if (id == kFree) return std::atomic_ref(ids_[places_]).exchange(kThere, std::memory_order_relaxed) == kFree;
    for (std::size_t s = home(id);;) {
        std::atomic_ref place(ids_[s]);
        Id there = place.load(std::memory_order_relaxed);
        if (there == id) return false;
        if (there > id) {
            s = next(s);
        } else if (place.compare_exchange_strong(there, id, std::memory_order_relaxed)) {
            if (there == kFree) return true;
            id = there;  // the smaller one moves on
            s = next(s);
        }
    }
}

}  // namespace cdp::cluster
