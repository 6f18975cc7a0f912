// SPDX-License-Identifier: PostgreSQL
#include "core/segment/idset_builder.hpp"

#include "core/base/hash.hpp"
#include "core/segment/bit_count.hpp"
#include "core/segment/idset_reader.hpp"

namespace cdp::segment {

namespace {

constexpr std::size_t kFewParts = 8;         // are looked through one by one
constexpr std::uint32_t kFirstIds = 4;
constexpr std::uint32_t kMostSorted = 1024;  // more ids are kept as bits: moving them along would cost more than the room
constexpr std::size_t kCheckEvery = 256;     // chunks

}  // namespace

IdSetBuilder::~IdSetBuilder() {
    for (Part& part : parts_)
        if (part.data != nullptr) memory_->deallocate(part.data, part.bytes(), alignof(Bits));
}

void IdSetBuilder::add_slot(std::size_t part) noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = mix64(parts_[part].key) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(part + 1);
}

void IdSetBuilder::grow_slots() {
    slots_.assign(std::max<std::size_t>(4 * kFewParts, 2 * slots_.size()), 0);
    for (std::size_t i = 0; i < parts_.size(); i++) add_slot(i);
}

IdSetBuilder::Part& IdSetBuilder::part_of(std::uint64_t key) {
    if (last_ < parts_.size() && parts_[last_].key == key) return parts_[last_];
    if (slots_.empty()) {
        for (std::size_t i = parts_.size(); i-- > 0;)
            if (parts_[i].key == key) return parts_[last_ = i];
    } else {
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t at = mix64(key) & mask; slots_[at] != 0; at = (at + 1) & mask)
            if (parts_[slots_[at] - 1].key == key) return parts_[last_ = slots_[at] - 1];
    }
    parts_.push_back({key, 0, 0, nullptr});
    last_ = parts_.size() - 1;
    if (parts_.size() > kFewParts && 2 * parts_.size() > slots_.size())
        grow_slots();
    else if (!slots_.empty())
        add_slot(last_);
    return parts_[last_];
}

void IdSetBuilder::grow(Part& part, std::uint32_t capacity) {
    void* const data = memory_->allocate(capacity * sizeof(std::uint16_t), alignof(Bits));
    if (part.data != nullptr) {
        std::memcpy(data, part.data, part.count * sizeof(std::uint16_t));
        memory_->deallocate(part.data, part.bytes(), alignof(Bits));
    }
    part.data = data;
    part.capacity = capacity;
}

void IdSetBuilder::become_bits(Part& part) {
    auto* const bits = static_cast<Bits*>(memory_->allocate(sizeof(Bits), alignof(Bits)));
    bits->clear();
    for (std::uint32_t i = 0; i < part.count; i++) bits->set(part.ids()[i]);
    if (part.data != nullptr) memory_->deallocate(part.data, part.bytes(), alignof(Bits));
    part.data = bits;
    part.capacity = kChunkIds;
}

void IdSetBuilder::become_full(Part& part) noexcept {
    if (part.data != nullptr) memory_->deallocate(part.data, part.bytes(), alignof(Bits));
    part.data = nullptr;
    part.capacity = 0;
    part.count = kChunkIds;
}

void IdSetBuilder::recount(Part& part) noexcept {
    part.count = bit_figures(part.bits()).count;
    if (part.is_full()) become_full(part);
}

void IdSetBuilder::add_id(Part& part, std::uint16_t place) {
    if (part.is_full()) return;
    if (part.is_bits()) {
        if (part.bits().test(place)) return;
        part.bits().set(place);
        if (++part.count == kChunkIds) become_full(part);
        return;
    }
    std::uint16_t* const begin = part.ids();
    std::uint16_t* const end = begin + part.count;
    std::uint16_t* at = end;
    if (part.count > 0 && place <= end[-1]) {
        at = std::lower_bound(begin, end, place);
        if (*at == place) return;
    }
    const auto before = static_cast<std::uint32_t>(at - begin);
    if (part.count == kMostSorted) {
        become_bits(part);
        part.bits().set(place);
        part.count++;
        return;
    }
    if (part.count == part.capacity) grow(part, part.capacity == 0 ? kFirstIds : std::min(2 * part.capacity, kMostSorted));
    std::uint16_t* const ids = part.ids();
    std::memmove(ids + before + 1, ids + before, (part.count - before) * sizeof *ids);
    ids[before] = place;
    part.count++;
}

void IdSetBuilder::add_places(Part& part, std::uint32_t first, std::uint32_t last) {
    constexpr std::uint32_t kFew = 16;
    if (part.is_full()) return;
    if (first == 0 && last == kChunkIds - 1) {
        become_full(part);
    } else if (last - first < kFew) {
        for (std::uint32_t i = first; i <= last; i++) add_id(part, static_cast<std::uint16_t>(i));
    } else {
        if (!part.is_bits()) become_bits(part);
        part.bits().set_range(first, last);
        recount(part);
    }
}

void IdSetBuilder::add_chunk(Part& part, const Chunk& chunk) {
    if (part.is_full()) return;
    if (chunk.count == kChunkIds) {
        become_full(part);
    } else if (chunk.kind == ChunkKind::kArray && !part.is_bits() && part.count == 0 && chunk.count <= kMostSorted) {
        grow(part, std::max(chunk.count, kFirstIds));
        for (std::uint32_t i = 0; i < chunk.count; i++) part.ids()[i] = chunk.value(i);
        part.count = chunk.count;
    } else if (chunk.count <= 16 && chunk.kind == ChunkKind::kArray) {
        for (std::uint32_t i = 0; i < chunk.count; i++) add_id(part, chunk.value(i));
    } else {
        if (!part.is_bits()) become_bits(part);
        part.bits().add(chunk);
        recount(part);
    }
}

void IdSetBuilder::add(std::int64_t id) { add_id(part_of(chunk_key(id)), static_cast<std::uint16_t>(chunk_place(id))); }

void IdSetBuilder::add_range(std::int64_t first, std::int64_t last, const CancelToken& cancel) {
    std::size_t n = 0;
    for (std::int64_t at = first; at <= last;) {
        if (++n % kCheckEvery == 0) cancel.check();
        const std::int64_t end = std::min(last, at | 0xFFFF);
        add_places(part_of(chunk_key(at)), chunk_place(at), chunk_place(end));
        if (end == last) return;
        at = end + 1;
    }
}

void IdSetBuilder::add_set(std::string_view set, const CancelToken& cancel) {
    std::size_t n = 0;
    ChunkReader reader(set);
    for (Chunk chunk; reader.next(chunk);) {
        if (++n % kCheckEvery == 0) cancel.check();
        add_chunk(part_of(chunk.key), chunk);
    }
}

void IdSetBuilder::write(IdSetWriter& writer, const CancelToken& cancel) const {
    std::pmr::vector<std::uint32_t> order(parts_.size(), memory_);
    for (std::size_t i = 0; i < order.size(); i++) order[i] = static_cast<std::uint32_t>(i);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return parts_[a].key < parts_[b].key; });
    std::size_t n = 0;
    for (const std::uint32_t i : order) {
        if (++n % kCheckEvery == 0) cancel.check();
        const Part& part = parts_[i];
        if (part.is_full())
            writer.add_all(part.key);
        else if (part.is_bits())
            writer.add(part.key, part.bits());
        else
            writer.add(part.key, part.ids(), part.count);
    }
}

}  // namespace cdp::segment
