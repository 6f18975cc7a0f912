// SPDX-License-Identifier: PostgreSQL
#include "core/merge/survivors.hpp"

#include "core/merge/flat.hpp"
#include "core/merge/survivors_header.hpp"
#include "core/merge/tally.hpp"

namespace cdp::merge {

namespace {

using BlockHeader = SurvivorsHeader;

// Where an attribute's pick or tally lies, and how many bytes it may take there. Offset 0: there is none yet.
struct Slot {
    std::uint32_t offset;
    std::uint32_t room_and_kind;  // kCounted is set for a tally
    std::uint32_t type;

    std::uint32_t room() const noexcept { return room_and_kind & ~kCounted; }
    bool count() const noexcept { return (room_and_kind & kCounted) != 0; }

    static constexpr std::uint32_t kCounted = 1u << 31;
};

std::size_t slot_at(std::size_t attribute) noexcept { return sizeof(BlockHeader) + attribute * sizeof(Slot); }

// Gives an attribute `room` bytes at the end of the block; false when there are none.
bool reserve(BlockHeader& header, Slot& slot, std::size_t room) noexcept {
    if (header.used + room > header.size) return false;
    slot.offset = header.used;
    slot.room_and_kind = (slot.room_and_kind & Slot::kCounted) | static_cast<std::uint32_t>(room);
    header.used += static_cast<std::uint32_t>(room);
    return true;
}

bool add_pick(std::byte* block, BlockHeader& header, Slot& slot, const Candidate& c) noexcept {
    if (slot.offset != 0 && !survives(c, pick_read(block + slot.offset))) return true;
    const std::size_t size = pick_size(c);
    if ((slot.offset == 0 || size > slot.room()) && !reserve(header, slot, size)) return false;
    pick_write(block + slot.offset, c);
    return true;
}

bool add_tally(std::byte* block, BlockHeader& header, Slot& slot, const Candidate& c) noexcept {
    if (slot.offset == 0) {
        if (!reserve(header, slot, tally_first_size(c))) return false;
        tally_init(block + slot.offset, slot.room());
    }
    while (!tally_add(block + slot.offset, c)) {
        const std::byte* old = block + slot.offset;
        const std::size_t size = tally_next_size(old, c);
        if (!reserve(header, slot, size)) return false;
        tally_copy(block + slot.offset, size, old);
    }
    return true;
}

}  // namespace

bool parse_rules(std::span<const std::string_view> chain, Rules& rules) noexcept {
    rules = {};
    if (chain.size() == 1 && chain[0] == "distinct_count") return rules.distinct = true;
    int place = -1;
    for (const std::string_view rule : chain) {
        int here = 0;
        if (rule == "by_priority") rules.first = FirstRule::kPriority;
        else if (rule == "least_recent") rules.first = FirstRule::kLeastRecent;
        else if (rule == "longest") rules.first = FirstRule::kLongest;
        else if (rule == "shortest") rules.first = FirstRule::kShortest;
        else if (rule == "most_frequent") here = 1, rules.count = true;
        else if (rule == "most_recent") here = 2, rules.recent = true;
        else if (rule == "accents") here = 3, rules.accents = true;
        else return false;
        if (here <= place) return false;
        place = here;
    }
    return place >= 0;
}

std::int64_t bytes_beyond_characters(std::string_view value) noexcept {
    return static_cast<std::int64_t>(value.size()) - characters(value);
}

std::size_t survivors_empty_size(std::size_t attributes) noexcept { return slot_at(attributes); }

void survivors_init(std::byte* block, std::size_t size, std::size_t attributes) noexcept {
    const std::size_t used = survivors_empty_size(attributes);
    std::memset(block, 0, used);
    store(block, BlockHeader{static_cast<std::uint32_t>(size), static_cast<std::uint32_t>(used), static_cast<std::uint16_t>(attributes), 0, 0});
}

std::size_t survivors_attributes(const std::byte* block) noexcept { return load<BlockHeader>(block).attributes; }

bool is_row_log(const std::byte* state) noexcept { return load<SurvivorsHeader>(state).head != 0; }

void survivors_describe(std::byte* block, std::size_t attribute, std::uint32_t type, bool count) noexcept {
    store(block + slot_at(attribute), Slot{0, count ? Slot::kCounted : 0, type});
}

std::size_t survivors_need(const std::byte* block, std::size_t attribute, const Candidate& candidate) noexcept {
    const auto slot = load<Slot>(block + slot_at(attribute));
    if (!slot.count()) return pick_size(candidate);
    return slot.offset == 0 ? tally_first_size(candidate) : tally_next_size(block + slot.offset, candidate);
}

bool survivors_add(std::byte* block, std::size_t attribute, const Candidate& candidate) noexcept {
    auto header = load<BlockHeader>(block);
    auto slot = load<Slot>(block + slot_at(attribute));
    if (!(slot.count() ? add_tally(block, header, slot, candidate) : add_pick(block, header, slot, candidate))) return false;
    store(block, header);
    store(block + slot_at(attribute), slot);
    return true;
}

std::size_t survivors_next_size(const std::byte* block, std::size_t need) noexcept {
    const auto header = load<BlockHeader>(block);
    std::size_t live = survivors_empty_size(header.attributes);
    for (std::size_t i = 0; i < header.attributes; i++) {
        const auto slot = load<Slot>(block + slot_at(i));
        if (slot.offset != 0) live += slot.room();
    }
    // why: most groups are a few rows, which need no room to grow; a large one must not be copied for every value.
    constexpr std::size_t kLarge = 4096;
    return live + need + (live > kLarge ? live / 2 : 0);
}

void survivors_copy(std::byte* to, std::size_t size, const std::byte* from) noexcept {
    const std::size_t attributes = survivors_attributes(from);
    survivors_init(to, size, attributes);
    auto header = load<BlockHeader>(to);
    for (std::size_t i = 0; i < attributes; i++) {
        auto slot = load<Slot>(from + slot_at(i));
        if (slot.offset != 0) {
            const std::byte* old = from + slot.offset;
            reserve(header, slot, slot.room());
            std::memcpy(to + slot.offset, old, slot.room());
        }
        store(to + slot_at(i), slot);
    }
    store(to, header);
}

Survivor survivors_at(const std::byte* block, std::size_t attribute) noexcept {
    const auto slot = load<Slot>(block + slot_at(attribute));
    return {slot.offset == 0 ? nullptr : block + slot.offset, slot.type, slot.count()};
}

}  // namespace cdp::merge
