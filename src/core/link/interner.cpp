// SPDX-License-Identifier: PostgreSQL
#include "core/link/interner.hpp"

#include <algorithm>
#include <cstring>

#include "core/base/error.hpp"

namespace cdp::link {

namespace {
constexpr std::size_t kFirstChunk = 4 * 1024;
constexpr std::size_t kChunk = 1024 * 1024;
constexpr std::size_t kChunkShare = 32;  // a chunk is at most that part of what is there, or kChunk
constexpr std::size_t kFirstSlots = 64;
}  // namespace

Arena::~Arena() {
    for (const auto& chunk : chunks_) memory_->deallocate(chunk.data, chunk.size, 1);
}

std::size_t Arena::next_chunk(std::size_t last, std::size_t all) noexcept {
    return std::max(kFirstChunk, std::min(4 * last, std::max(kChunk, all / kChunkShare)));
}

char* Arena::more(std::size_t size) {
    const std::size_t bytes = std::max(next_chunk(chunks_.empty() ? 0 : chunks_.back().size, all_), size);
    chunks_.reserve(chunks_.size() + 1);
    chunks_.push_back({static_cast<char*>(memory_->allocate(bytes, 1)), bytes});
    used_ = 0;
    all_ += bytes;
    return chunks_.back().data;
}

std::string_view Arena::keep(std::string_view bytes) {
    if (bytes.empty()) return {"", 0};
    const bool fits = !chunks_.empty() && chunks_.back().size - used_ >= bytes.size();
    char* const to = fits ? chunks_.back().data + used_ : more(bytes.size());
    std::memcpy(to, bytes.data(), bytes.size());
    used_ += bytes.size();
    return {to, bytes.size()};
}

Code Interner::intern(std::string_view bytes, std::uint32_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (; slots_[at].code != kMissing; at = (at + 1) & mask)
        if (is(slots_[at], hash, bytes)) return slots_[at].code;
    if (entries_.size() >= 0xFFFFFFFEu || bytes.size() > 0xFFFFFFFFu)
        throw Error(ErrorCode::kLimitExceeded, "too many distinct values in one column");
    const std::string_view kept = arena_.keep(bytes);
    entries_.push_back({kept.data(), static_cast<std::uint32_t>(kept.size()), hash});
    slots_[at] = {hash, static_cast<Code>(entries_.size())};
    return slots_[at].code;
}

Code Interner::intern(std::string_view bytes) {
    make_room(1);
    return intern(bytes, hash_of(bytes));
}

// The first code of each hash, in four steps that each touch memory the step before has asked for: slot, entry, string.
// Whether it is the string's own is left to the caller.
void Interner::look_up(std::span<const std::string_view> strings, Hashes& hashes, Code* codes) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < strings.size(); i++) {
        hashes[i] = hash_of(strings[i]);
        __builtin_prefetch(&slots_[hashes[i] & mask]);
    }
    for (std::size_t i = 0; i < strings.size(); i++) {
        std::size_t at = hashes[i] & mask;
        while (slots_[at].code != kMissing && slots_[at].hash != hashes[i]) at = (at + 1) & mask;
        codes[i] = slots_[at].code;
        if (codes[i] != kMissing) __builtin_prefetch(&entries_[codes[i] - 1]);
    }
    for (std::size_t i = 0; i < strings.size(); i++)
        if (codes[i] != kMissing) __builtin_prefetch(entries_[codes[i] - 1].data);
}

// What is new, or was new to an earlier one of the group, is looked up once more.
void Interner::intern_group(std::span<const std::string_view> strings, Code* codes) {
    Hashes hashes;
    look_up(strings, hashes, codes);
    for (std::size_t i = 0; i < strings.size(); i++) {
        if (strings[i].data() == nullptr)
            codes[i] = kMissing;
        else if (codes[i] == kMissing || (*this)[codes[i]] != strings[i])
            codes[i] = intern(strings[i], hashes[i]);
    }
}

void Interner::intern(std::span<const std::string_view> strings, Code* codes) {
    for (std::size_t at = 0; at < strings.size(); at += kGroup) {
        const auto group = strings.subspan(at, std::min(kGroup, strings.size() - at));
        make_room(group.size());
        intern_group(group, codes + at);
    }
}

void Interner::find(std::span<const std::string_view> strings, Code* codes) const noexcept {
    if (slots_.empty()) {
        std::fill_n(codes, strings.size(), kMissing);
        return;
    }
    Hashes hashes;
    for (std::size_t at = 0; at < strings.size(); at += kGroup) {
        const auto group = strings.subspan(at, std::min(kGroup, strings.size() - at));
        look_up(group, hashes, codes + at);
        for (std::size_t i = 0; i < group.size(); i++) {
            Code& code = codes[at + i];
            if (group[i].data() == nullptr)
                code = kMissing;
            else if (code != kMissing && (*this)[code] != group[i])
                code = find(group[i], hashes[i]);
        }
    }
}

Code Interner::find(std::string_view bytes) const noexcept {
    return slots_.empty() ? kMissing : find(bytes, hash_of(bytes));
}

Code Interner::find(std::string_view bytes, std::uint32_t hash) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask; slots_[at].code != kMissing; at = (at + 1) & mask)
        if (is(slots_[at], hash, bytes)) return slots_[at].code;
    return kMissing;
}

void Interner::make_room(std::size_t more) {
    std::size_t slots = std::max(kFirstSlots, slots_.size());
    while ((entries_.size() + more) * 3 > slots * 2) slots *= 2;
    if (slots > slots_.size()) grow(slots);
}

void Interner::reserve(std::size_t n) {
    if (n > entries_.size()) make_room(n - entries_.size());
}

void Interner::grow(std::size_t slots) {
    Vec<Slot> bigger(slots, Slot{0, kMissing}, slots_.get_allocator());
    const std::size_t mask = slots - 1;
    for (const Slot& slot : slots_) {
        if (slot.code == kMissing) continue;
        std::size_t at = slot.hash & mask;
        while (bigger[at].code != kMissing) at = (at + 1) & mask;
        bigger[at] = slot;
    }
    slots_.swap(bigger);
}

}  // namespace cdp::link
