// SPDX-License-Identifier: PostgreSQL
// Pairs of records that share a blocking key and of which one changed: records come with their keys, first those that changed, then
// others, of which what there is to know about one another is known. Pairs are not kept: threads ask for those of some records.
#pragma once

#include <span>
#include <vector>

#include "core/base/memory.hpp"
#include "core/link/key_filter.hpp"
#include "core/link/pair.hpp"

namespace cdp::link {

class ChangedKeys {
public:
    explicit ChangedKeys(std::pmr::memory_resource* memory) : slots_(memory), entries_(memory), keys_(memory), ends_(memory), filter_(memory) {}

    // The next record, with its keys, which are hashes, each once. All that changed come before any other.
    void add_changed(std::span<const std::int64_t> keys);
    void add_other(std::span<const std::int64_t> keys);

    std::size_t size() const noexcept { return ends_.size(); }
    bool has_keys() const noexcept { return taken_ != 0; }  // any that changed
    // Words of a KeyFilter of the keys of all that changed; no other of these is to come.
    std::span<const std::uint64_t> filter();
    // The places of those that changed, and came before the record at `place`, with which it shares a key: ascending, each once.
    void partners(Record place, std::vector<Record>& out) const;

private:
    struct Slot {
        std::uint64_t key;
        std::uint32_t last;  // entry of the key, from 1; 0: the slot is free
    };
    struct Entry {
        Record place;
        std::uint32_t before;  // the entry of the same key before it, from 1; 0: none
    };

    const Slot& slot(std::uint64_t key) const noexcept;
    Slot& slot(std::uint64_t key) noexcept { return const_cast<Slot&>(std::as_const(*this).slot(key)); }
    void grow();

    Vec<Slot> slots_;     // a power of two, at most half of them taken
    Vec<Entry> entries_;  // a key of a record that changed each
    std::size_t taken_ = 0;
    Vec<std::int64_t> keys_;   // of all records, one behind the other, less most of those that none has which changed
    Vec<std::uint64_t> ends_;  // of the keys of each
    Vec<std::uint64_t> filter_;  // empty until it is asked for
};

}  // namespace cdp::link
