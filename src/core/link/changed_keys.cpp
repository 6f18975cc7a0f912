// SPDX-License-Identifier: PostgreSQL
#include "core/link/changed_keys.hpp"

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"

namespace cdp::link {

const ChangedKeys::Slot& ChangedKeys::slot(std::uint64_t key) const noexcept {
    std::size_t at = key & (slots_.size() - 1);
    while (slots_[at].last != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
}

void ChangedKeys::grow() {
    Vec<Slot> old(std::max<std::size_t>(1024, slots_.size() * 2), Slot{}, slots_.get_allocator());
    old.swap(slots_);
    for (const Slot& taken : old)
        if (taken.last != 0) slot(taken.key) = taken;
}

std::span<const std::uint64_t> ChangedKeys::filter() {
    if (filter_.empty()) {
        filter_.resize(KeyFilter::words(keys_.size()));
        KeyFilter::fill(filter_, keys_);
    }
    return filter_;
}

void ChangedKeys::add_other(std::span<const std::int64_t> keys) {
    const KeyFilter wanted(filter());
    for (const std::int64_t key : keys)
        if (wanted.may_contain(static_cast<std::uint64_t>(key))) keys_.push_back(key);
    ends_.push_back(keys_.size());
}

void ChangedKeys::add_changed(std::span<const std::int64_t> keys) {
    if (entries_.size() + keys.size() >= UINT32_MAX) throw Error(ErrorCode::kLimitExceeded, "too many blocking keys of records that changed");
    const auto place = static_cast<Record>(size());
    keys_.insert(keys_.end(), keys.begin(), keys.end());
    ends_.push_back(keys_.size());
    for (const std::int64_t signed_key : keys) {
        const auto key = static_cast<std::uint64_t>(signed_key);
        if (2 * (taken_ + 1) > slots_.size()) grow();
        Slot& s = slot(key);
        if (s.last == 0) taken_++;
        entries_.push_back({place, s.last});
        s = {key, static_cast<std::uint32_t>(entries_.size())};
    }
}

void ChangedKeys::partners(Record place, std::vector<Record>& out) const {
    out.clear();
    if (slots_.empty()) return;
    for (std::uint64_t k = place == 0 ? 0 : ends_[place - 1]; k < ends_[place]; k++)
        for (std::uint32_t e = slot(static_cast<std::uint64_t>(keys_[k])).last; e != 0; e = entries_[e - 1].before)
            if (entries_[e - 1].place < place) out.push_back(entries_[e - 1].place);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
}

}  // namespace cdp::link
