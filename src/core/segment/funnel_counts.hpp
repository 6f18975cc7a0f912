// SPDX-License-Identifier: PostgreSQL
// How many members reached each step of a funnel, from events of all members in any order. Events are kept as they come,
// by parts of the members' hashes once there are many, so that each part is put in order within the cache.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory_resource>
#include <span>

#include "core/base/cancel.hpp"
#include "core/base/hash.hpp"
#include "core/segment/events.hpp"

namespace cdp::segment {

struct MemberEvent {
    std::int64_t member;
    Event event;
};

// 24 bytes an event. It has no destructor: its memory goes with the resource.
class MemberEvents {
public:
    explicit MemberEvents(std::pmr::memory_resource* memory) noexcept : memory_(memory), parts_(&whole_) {}
    MemberEvents(const MemberEvents&) = delete;
    MemberEvents& operator=(const MemberEvents&) = delete;

    std::size_t size() const noexcept { return size_; }

    // Throws what the memory resource does; then nothing was added.
    void add(const MemberEvent& event) {
        if (size_ == kSpread && mask_ == 0) spread();
        append(parts_[part_of(hash_of(event))], event);
        size_++;
    }

    // Calls visit(span of events) until all were given, in no order.
    template <class Visit>
    void for_each_block(const Visit& visit) const {
        for (std::size_t part = 0; part <= mask_; part++) for_each_block(parts_[part], visit);
    }

    // Adds to reached[k] the number of members who went through steps 1 … k + 1, as funnel_level says; `reached` has one
    // number for each step. O(n log n) at worst, O(n) for members of few events each. Throws Error(kCancelled).
    void count_reached(std::uint64_t window, std::uint32_t modes, std::span<std::uint64_t> reached, const CancelToken& cancel = {}) const;

private:
    struct Block {
        Block* before;
        std::size_t room;
        MemberEvent events[];
    };
    // All blocks but the last are full.
    struct Part {
        MemberEvent *next, *end;
        Block* last;
    };
    // why: a whole block is what an allocator of powers of two gives without waste.
    static constexpr std::size_t kFirstRoom = 10, kMostRoom = (8192 - sizeof(Block)) / sizeof(MemberEvent);
    static constexpr std::size_t kParts = 256, kSpread = 32768;

    static std::uint64_t hash_of(const MemberEvent& event) noexcept { return mix64(static_cast<std::uint64_t>(event.member)); }
    std::size_t part_of(std::uint64_t hash) const noexcept { return (hash >> 56) & mask_; }

    template <class Visit>
    static void for_each_block(const Part& part, const Visit& visit) {
        if (part.last == nullptr) return;
        visit(std::span<const MemberEvent>(part.last->events, part.next));
        for (const Block* block = part.last->before; block != nullptr; block = block->before)
            visit(std::span<const MemberEvent>(block->events, block->room));
    }

    void append(Part& part, const MemberEvent& event) {
        if (part.next == part.end) grow(part);
        *part.next++ = event;
    }
    void grow(Part& part);
    void spread();

    struct Order;

    std::pmr::memory_resource* memory_;
    std::size_t size_ = 0;
    std::size_t mask_ = 0;
    Part* parts_;
    Part whole_ = {};
};

}  // namespace cdp::segment
