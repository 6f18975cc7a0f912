// SPDX-License-Identifier: PostgreSQL
#include "core/link/interner.hpp"

#include <algorithm>

#include "core/base/error.hpp"

namespace cdp::link {

namespace {
constexpr std::size_t kChunk = 256 * 1024;
constexpr std::size_t kFirstSlots = 1024;
}  // namespace

Arena::~Arena() {
    for (const auto& chunk : chunks_) memory_->deallocate(chunk.data, chunk.size, 1);
}

std::string_view Arena::keep(std::string_view bytes) {
    if (bytes.empty()) return {"", 0};
    if (chunks_.empty() || chunks_.back().size - used_ < bytes.size()) {
        const std::size_t size = std::max(kChunk, bytes.size());
        chunks_.reserve(chunks_.size() + 1);
        chunks_.push_back({static_cast<char*>(memory_->allocate(size, 1)), size});
        used_ = 0;
    }
    char* to = chunks_.back().data + used_;
    std::copy(bytes.begin(), bytes.end(), to);
    used_ += bytes.size();
    return {to, bytes.size()};
}

Code Interner::intern(std::string_view bytes) {
    if (entries_.size() * 3 >= slots_.size() * 2) grow(slots_.empty() ? kFirstSlots : slots_.size() * 2);
    const std::uint32_t hash = static_cast<std::uint32_t>(hash_bytes(bytes));
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    while (slots_[slot] != kMissing) {
        const Entry& e = entries_[slots_[slot] - 1];
        if (e.hash == hash && std::string_view(e.data, e.size) == bytes) return slots_[slot];
        slot = (slot + 1) & mask;
    }
    if (entries_.size() >= 0xFFFFFFFEu || bytes.size() > 0xFFFFFFFFu)
        throw Error(ErrorCode::kLimitExceeded, "too many distinct values in one column");
    const std::string_view kept = arena_.keep(bytes);
    entries_.push_back({kept.data(), static_cast<std::uint32_t>(kept.size()), hash});
    return slots_[slot] = static_cast<Code>(entries_.size());
}

Code Interner::find(std::string_view bytes) const noexcept {
    if (slots_.empty()) return kMissing;
    const std::uint32_t hash = static_cast<std::uint32_t>(hash_bytes(bytes));
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask; slots_[slot] != kMissing; slot = (slot + 1) & mask) {
        const Entry& e = entries_[slots_[slot] - 1];
        if (e.hash == hash && std::string_view(e.data, e.size) == bytes) return slots_[slot];
    }
    return kMissing;
}

void Interner::reserve(std::size_t n) {
    std::size_t slots = std::max(kFirstSlots, slots_.size());
    while (n * 3 >= slots * 2) slots *= 2;
    if (slots > slots_.size()) grow(slots);
}

void Interner::grow(std::size_t slots) {
    Vec<Code> bigger(slots, kMissing, slots_.get_allocator());
    const std::size_t mask = slots - 1;
    for (std::size_t i = 0; i < entries_.size(); i++) {
        std::size_t slot = entries_[i].hash & mask;
        while (bigger[slot] != kMissing) slot = (slot + 1) & mask;
        bigger[slot] = static_cast<Code>(i + 1);
    }
    slots_.swap(bigger);
}

}  // namespace cdp::link
