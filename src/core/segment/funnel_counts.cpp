// SPDX-License-Identifier: PostgreSQL
#include "core/segment/funnel_counts.hpp"

#include <vector>

#include "core/segment/funnel.hpp"

namespace cdp::segment {

namespace {

constexpr bool before(const MemberEvent& a, const MemberEvent& b) noexcept {
    return a.member != b.member ? a.member < b.member : earlier(a.event, b.event);
}

void sort_few(std::span<MemberEvent> events) noexcept {
    for (std::size_t i = 1; i < events.size(); i++) {
        const MemberEvent event = events[i];
        std::size_t at = i;
        for (; at > 0 && before(event, events[at - 1]); at--) events[at] = events[at - 1];
        events[at] = event;
    }
}

}  // namespace

// Puts the events of one part in order and looks at one member after the other.
struct MemberEvents::Order {
    static constexpr std::size_t kFew = 24, kEventsOfBucket = 4;
    static constexpr unsigned kMostBits = 16;

    explicit Order(std::pmr::memory_resource* memory) : events(memory), ends(memory), run(memory) {}

    // Events of one member share a bucket; buckets are small unless their members are not.
    void fill(const Part& part) {
        std::size_t count = 0;
        for_each_block(part, [&](auto block) { count += block.size(); });
        const auto bits = std::min(kMostBits, static_cast<unsigned>(std::bit_width(count / kEventsOfBucket)));
        const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
        const auto bucket_of = [&](const MemberEvent& e) { return (hash_of(e) >> (56 - bits)) & mask; };
        events.resize(count);
        ends.assign(mask + 2, 0);
        for_each_block(part, [&](auto block) {
            for (const MemberEvent& e : block) ends[bucket_of(e) + 1]++;
        });
        for (std::size_t i = 1; i < ends.size(); i++) ends[i] += ends[i - 1];
        // why: each entry is the begin of its bucket now, and its end once the bucket is full.
        for_each_block(part, [&](auto block) {
            for (const MemberEvent& e : block) events[ends[bucket_of(e)]++] = e;
        });
    }

    template <class Visit>
    void for_each_member(const Visit& visit, const CancelToken& cancel) {
        std::size_t begin = 0;
        for (std::size_t bucket = 0; bucket + 1 < ends.size(); begin = ends[bucket++]) {
            const std::span<MemberEvent> found(events.data() + begin, ends[bucket] - begin);
            if (found.size() <= kFew)
                sort_few(found);
            else
                sort_in_parts(found, before, cancel);
            for (std::size_t i = 0; i < found.size();) {
                const std::int64_t member = found[i].member;
                run.clear();
                for (; i < found.size() && found[i].member == member; i++) run.push_back(found[i].event);
                visit(std::span<const Event>(run));
            }
        }
    }

    std::pmr::vector<MemberEvent> events;
    std::pmr::vector<std::size_t> ends;
    std::pmr::vector<Event> run;
};

void MemberEvents::grow(Part& part) {
    const std::size_t room = mask_ != 0 ? kMostRoom : part.last == nullptr ? kFirstRoom : std::min(kMostRoom, 2 * part.last->room);
    auto* const block = static_cast<Block*>(memory_->allocate(sizeof(Block) + room * sizeof(MemberEvent), alignof(Block)));
    block->before = part.last;
    block->room = room;
    part = {block->events, block->events + room, block};
}

void MemberEvents::spread() {
    auto* const parts = static_cast<Part*>(memory_->allocate(kParts * sizeof(Part), alignof(Part)));
    std::fill_n(parts, kParts, Part{});
    mask_ = kParts - 1;
    try {
        for_each_block(whole_, [&](auto block) {
            for (const MemberEvent& event : block) append(parts[part_of(hash_of(event))], event);
        });
    } catch (...) {
        mask_ = 0;
        throw;
    }
    parts_ = parts;
    for (Block* block = whole_.last; block != nullptr;) {
        Block* const before = block->before;
        memory_->deallocate(block, sizeof(Block) + block->room * sizeof(MemberEvent), alignof(Block));
        block = before;
    }
    whole_ = {};
}

void MemberEvents::count_reached(std::uint64_t window, std::uint32_t modes, std::span<std::uint64_t> reached, const CancelToken& cancel) const {
    Order order(memory_);
    const auto steps = static_cast<std::uint32_t>(reached.size());
    for (std::size_t part = 0; part <= mask_; part++) {
        cancel.check();
        order.fill(parts_[part]);
        order.for_each_member([&](std::span<const Event> events) {
            const std::uint32_t level = funnel_level(events, window, modes, steps, cancel);
            for (std::uint32_t step = 0; step < level; step++) reached[step]++;
        }, cancel);
    }
}

}  // namespace cdp::segment
