// SPDX-License-Identifier: PostgreSQL
#include "core/merge/tally.hpp"

#include <algorithm>
#include <bit>

#include "core/base/hash.hpp"
#include "core/merge/flat.hpp"

namespace cdp::merge {

namespace {

constexpr std::uint32_t kLinear = 8;  // up to so many values are searched one by one

// A block is a header, `slots` offsets of entries by hash (none while there are few values), then entries.
struct BlockHeader {
    std::uint32_t size;
    std::uint32_t used;
    std::uint32_t values;
    std::uint32_t slots;
};

// Followed by the value and `key_room` bytes for the key.
struct Entry {
    std::int64_t rank;
    std::int64_t votes;  // kDead in an entry that was replaced by a later one
    std::int64_t at;
    std::uint32_t hash;
    std::uint32_t value_size;
    std::uint32_t key_size;
    std::uint32_t key_room;

    std::size_t bytes() const noexcept { return sizeof(Entry) + value_size + key_room; }
};

constexpr std::int64_t kDead = -1;
constexpr std::size_t kNone = 0;  // no entry starts at offset 0

std::uint32_t hash_of(std::string_view value) noexcept { return static_cast<std::uint32_t>(hash_bytes(value)); }

std::size_t entry_size(const Candidate& c) noexcept { return sizeof(Entry) + c.value.size() + c.key.size(); }

// Slots for a tally that is about to hold so many values: at most a quarter is taken at first, a half at last.
std::size_t slots_for(std::size_t values) noexcept { return values <= kLinear ? 0 : std::bit_ceil(values * 4); }

std::size_t heap_start(const BlockHeader& header) noexcept {
    return sizeof(BlockHeader) + header.slots * sizeof(std::uint32_t);
}

Candidate entry_read(const std::byte* at) noexcept {
    const auto entry = load<Entry>(at);
    Candidate c{.value = view(at + sizeof entry, entry.value_size)};
    c.has_key = entry.key_size != kNoKey;
    if (c.has_key) c.key = view(at + sizeof entry + entry.value_size, entry.key_size);
    c.rank = entry.rank;
    c.votes = entry.votes;
    c.at = entry.at;
    return c;
}

struct Found {
    std::size_t offset;  // of the entry, or kNone
    std::size_t slot;    // offset of the slot that holds it or may; kNone while there are no slots
};

Found find(const std::byte* block, const BlockHeader& header, std::uint32_t hash, std::string_view value) noexcept {
    const auto matches = [&](std::size_t offset) {
        const auto entry = load<Entry>(block + offset);
        return entry.hash == hash && entry.votes != kDead && view(block + offset + sizeof entry, entry.value_size) == value;
    };
    if (header.slots == 0) {
        for (std::size_t at = heap_start(header); at < header.used; at += load<Entry>(block + at).bytes())
            if (matches(at)) return {at, kNone};
        return {kNone, kNone};
    }
    for (std::size_t i = hash & (header.slots - 1);; i = (i + 1) & (header.slots - 1)) {
        const std::size_t slot = sizeof(BlockHeader) + i * sizeof(std::uint32_t);
        const std::size_t offset = load<std::uint32_t>(block + slot);
        if (offset == kNone || matches(offset)) return {offset, slot};
    }
}

void append(std::byte* block, BlockHeader& header, std::uint32_t hash, const Candidate& c, std::size_t slot) noexcept {
    std::byte* at = block + header.used;
    store(at, Entry{c.rank, c.votes, c.at, hash, static_cast<std::uint32_t>(c.value.size()), key_size(c),
                    static_cast<std::uint32_t>(c.key.size())});
    store_bytes(at + sizeof(Entry), c.value);
    store_bytes(at + sizeof(Entry) + c.value.size(), c.key);
    if (slot != kNone) store(block + slot, header.used);
    header.used += static_cast<std::uint32_t>(entry_size(c));
}

// Adds to the entry at found.offset; false when a longer key finds no room.
bool add_to(std::byte* block, BlockHeader& header, const Found& found, const Candidate& c) noexcept {
    std::byte* at = block + found.offset;
    auto entry = load<Entry>(at);
    const Candidate old = entry_read(at);
    Candidate sum = old;
    absorb(sum, c);
    const bool new_key = sum.has_key != old.has_key || sum.key != old.key;
    if (new_key && sum.key.size() > entry.key_room) {
        if (header.used + entry_size(sum) > header.size) return false;
        entry.votes = kDead;
        store(at, entry);
        append(block, header, entry.hash, sum, found.slot);
        return true;
    }
    entry.rank = sum.rank;
    entry.votes = sum.votes;
    entry.at = sum.at;
    if (new_key) {
        entry.key_size = key_size(sum);
        store_bytes(at + sizeof entry + entry.value_size, sum.key);
    }
    store(at, entry);
    return true;
}

}  // namespace

std::size_t tally_first_size(const Candidate& candidate) noexcept {
    return sizeof(BlockHeader) + entry_size(candidate);
}

void tally_init(std::byte* block, std::size_t size) noexcept {
    store(block, BlockHeader{static_cast<std::uint32_t>(size), sizeof(BlockHeader), 0, 0});
}

bool tally_add(std::byte* block, const Candidate& candidate) noexcept {
    auto header = load<BlockHeader>(block);
    const std::uint32_t hash = hash_of(candidate.value);
    const Found found = find(block, header, hash, candidate.value);
    if (found.offset != kNone) {
        if (!add_to(block, header, found, candidate)) return false;
    } else {
        const std::uint32_t most = header.slots == 0 ? kLinear : header.slots / 2;
        if (header.values == most || header.used + entry_size(candidate) > header.size) return false;
        append(block, header, hash, candidate, found.slot);
        header.values++;
    }
    store(block, header);
    return true;
}

std::size_t tally_next_size(const std::byte* block, const Candidate& candidate) noexcept {
    const auto header = load<BlockHeader>(block);
    std::size_t heap = entry_size(candidate);
    TallyReader reader(block);
    for (Candidate c; reader.next(c);) heap += entry_size(c);
    // why: a candidate may also replace the entry of its value by one with a longer key, which needs the value again.
    return sizeof(BlockHeader) + slots_for(header.values + 1) * sizeof(std::uint32_t) + 2 * heap;
}

void tally_copy(std::byte* to, std::size_t size, const std::byte* from) noexcept {
    const auto old = load<BlockHeader>(from);
    BlockHeader header{static_cast<std::uint32_t>(size), 0, old.values,
                       static_cast<std::uint32_t>(slots_for(old.values + 1))};
    header.used = static_cast<std::uint32_t>(heap_start(header));
    std::memset(to + sizeof header, 0, header.slots * sizeof(std::uint32_t));
    TallyReader reader(from);
    for (Candidate c; reader.next(c);) {
        const std::uint32_t hash = hash_of(c.value);
        append(to, header, hash, c, find(to, header, hash, c.value).slot);
    }
    store(to, header);
}

std::size_t tally_values(const std::byte* block) noexcept { return load<BlockHeader>(block).values; }

Candidate tally_best(const std::byte* block) noexcept {
    TallyReader reader(block);
    Candidate best;
    reader.next(best);
    for (Candidate c; reader.next(c);)
        if (survives(c, best)) best = c;
    return best;
}

TallyReader::TallyReader(const std::byte* block) noexcept
    : block_(block), position_(heap_start(load<BlockHeader>(block))), end_(load<BlockHeader>(block).used) {}

bool TallyReader::next(Candidate& candidate) noexcept {
    while (position_ < end_) {
        const std::byte* at = block_ + position_;
        const auto entry = load<Entry>(at);
        position_ += entry.bytes();
        if (entry.votes != kDead) {
            candidate = entry_read(at);
            return true;
        }
    }
    return false;
}

}  // namespace cdp::merge
