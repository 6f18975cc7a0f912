// SPDX-License-Identifier: PostgreSQL
#include "core/segment/idset_builder.hpp"

#include "core/base/hash.hpp"
#include "core/segment/bit_count.hpp"
#include "core/segment/idset_reader.hpp"

namespace cdp::segment {

namespace {

constexpr std::size_t kFewParts = 8;  // are looked through one by one
constexpr std::uint32_t kFirstIds = 4;
constexpr std::uint32_t kFewWaiting = 32, kMostWaiting = 1024;
constexpr std::uint32_t kFewIds = 48;  // are sorted by comparing them; more by way of bits
constexpr std::size_t kCheckEvery = 256;  // chunks

// Brings ids into ascending order, each once; gives how many there are.
std::uint32_t sort_ids(std::uint16_t* ids, std::uint32_t count) noexcept {
    if (count <= kFewIds) {
        std::sort(ids, ids + count);
        return static_cast<std::uint32_t>(std::unique(ids, ids + count) - ids);
    }
    Bits bits;
    bits.clear();
    for (std::uint32_t i = 0; i < count; i++) bits.set(ids[i]);
    std::uint16_t* to = ids;
    for (std::uint32_t i = 0; i < kWords; i++)
        for (std::uint64_t word = bits.word[i]; word != 0; word &= word - 1)
            *to++ = static_cast<std::uint16_t>(64 * i + static_cast<std::uint32_t>(std::countr_zero(word)));
    return static_cast<std::uint32_t>(to - ids);
}

void write_sorted(IdSetWriter& writer, std::uint64_t key, const std::uint16_t* ids, std::uint32_t count) {
    std::uint16_t copy[kMaxArray];
    std::memcpy(copy, ids, count * sizeof *ids);
    writer.add(key, copy, sort_ids(copy, count));
}

}  // namespace

IdSetBuilder::~IdSetBuilder() {
    if (ids_ != nullptr) memory_->deallocate(ids_, room_ * sizeof *ids_, alignof(std::int64_t));
    for (Part& part : parts_)
        if (part.data != nullptr) memory_->deallocate(part.data, part.bytes(), alignof(Bits));
}

void IdSetBuilder::make_room() {
    const bool more = room_ < kFewWaiting || (room_ < kMostWaiting && 16 * room_ * sizeof *ids_ <= held_);
    if (room_ >= kFewWaiting) sort_in();
    if (!more) return;
    const std::uint32_t room = room_ == 0 ? kFirstIds : 2 * room_;
    auto* const ids = static_cast<std::int64_t*>(memory_->allocate(room * sizeof *ids_, alignof(std::int64_t)));
    if (ids_ != nullptr) {
        std::memcpy(ids, ids_, waiting_ * sizeof *ids_);
        memory_->deallocate(ids_, room_ * sizeof *ids_, alignof(std::int64_t));
    }
    ids_ = ids;
    room_ = room;
}

void IdSetBuilder::sort_in() {
    for (std::uint32_t i = 0; i < waiting_; i++) add_id(part_of(chunk_key(ids_[i])), static_cast<std::uint16_t>(chunk_place(ids_[i])));
    waiting_ = 0;
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
    parts_.push_back({key, 0, 0, nullptr, true});
    held_ += sizeof(Part);
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
    held_ += (capacity - part.capacity) * sizeof(std::uint16_t);
    part.data = data;
    part.capacity = capacity;
}

void IdSetBuilder::become_bits(Part& part) {
    auto* const bits = static_cast<Bits*>(memory_->allocate(sizeof(Bits), alignof(Bits)));
    bits->clear();
    for (std::uint32_t i = 0; i < part.count; i++) bits->set(part.ids()[i]);
    if (part.data != nullptr) memory_->deallocate(part.data, part.bytes(), alignof(Bits));
    held_ += sizeof(Bits) - part.bytes();
    part.data = bits;
    part.capacity = kChunkIds;
}

void IdSetBuilder::become_full(Part& part) noexcept {
    if (part.data != nullptr) memory_->deallocate(part.data, part.bytes(), alignof(Bits));
    held_ -= part.bytes();
    part.data = nullptr;
    part.capacity = 0;
    part.count = kChunkIds;
}

void IdSetBuilder::recount(Part& part) noexcept {
    part.count = bit_figures(part.bits()).count;
    if (part.is_full()) become_full(part);
}

void IdSetBuilder::widen(Part& part) {
    if (!part.sorted) part.count = sort_ids(part.ids(), part.count);
    part.sorted = true;
    // why: ids that come again and again must not make the array grow, nor have it sorted for each of them.
    if (part.count < part.capacity / 4 * 3) return;
    if (part.capacity == kMaxArray)
        become_bits(part);
    else
        grow(part, part.capacity == 0 ? kFirstIds : std::min(2 * part.capacity, kMaxArray));
}

void IdSetBuilder::add_bit(Part& part, std::uint16_t place) noexcept {
    if (part.bits().test(place)) return;
    part.bits().set(place);
    if (++part.count == kChunkIds) become_full(part);
}

void IdSetBuilder::add_id(Part& part, std::uint16_t place) {
    if (part.is_full()) return;
    if (!part.is_bits() && part.count == part.capacity) widen(part);
    if (part.is_bits()) return add_bit(part, place);
    std::uint16_t* const ids = part.ids();
    if (part.count > 0 && place <= ids[part.count - 1]) {
        if (place == ids[part.count - 1]) return;
        part.sorted = false;
    }
    ids[part.count++] = place;
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
    } else if (chunk.kind == ChunkKind::kArray && part.count == 0) {
        grow(part, std::max(chunk.count, kFirstIds));
        for (std::uint32_t i = 0; i < chunk.count; i++) part.ids()[i] = chunk.value(i);
        part.count = chunk.count;
    } else if (chunk.kind == ChunkKind::kArray && (chunk.count <= 16 || !part.is_bits())) {
        for (std::uint32_t i = 0; i < chunk.count; i++) add_id(part, chunk.value(i));
    } else {
        if (!part.is_bits()) become_bits(part);
        part.bits().add(chunk);
        recount(part);
    }
}

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

// A set of few ids has no chunks yet.
void IdSetBuilder::write_waiting(IdSetWriter& writer) {
    const auto by_number = [](std::int64_t a, std::int64_t b) { return static_cast<std::uint64_t>(a) < static_cast<std::uint64_t>(b); };
    std::sort(ids_, ids_ + waiting_, by_number);
    waiting_ = static_cast<std::uint32_t>(std::unique(ids_, ids_ + waiting_) - ids_);
    std::uint16_t places[kFewWaiting];
    for (std::uint32_t i = 0, count = 0; i < waiting_; i++) {
        places[count++] = static_cast<std::uint16_t>(chunk_place(ids_[i]));
        if (i + 1 < waiting_ && chunk_key(ids_[i + 1]) == chunk_key(ids_[i])) continue;
        writer.add(chunk_key(ids_[i]), places, count);
        count = 0;
    }
}

void IdSetBuilder::write(IdSetWriter& writer, const CancelToken& cancel) {
    if (parts_.empty()) return write_waiting(writer);
    sort_in();
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
        else if (part.sorted)
            writer.add(part.key, part.ids(), part.count);
        else
            write_sorted(writer, part.key, part.ids(), part.count);
    }
}

}  // namespace cdp::segment
