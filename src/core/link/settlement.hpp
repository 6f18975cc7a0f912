// SPDX-License-Identifier: PostgreSQL
// What codes alone settle about a pair of records. It is the same for all pairs of one agreement, of which there are few:
// so it is worked out once for each and looked up for every pair.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/link/code_rows.hpp"
#include "core/score/pattern.hpp"
#include "core/score/weights.hpp"

namespace cdp::link {

struct Settlement {
    Agreement of;
    score::Pattern pattern;     // of all comparisons; those that are open may reach a level before that
    score::Evidence evidence;   // of those that are not, without the rarity of their values
    score::Bits reachable = 0;  // the most that rarity and the open comparisons can add
    std::uint32_t open = 0;     // comparisons that measures decide, a bit each
    std::uint32_t rare = 0;     // those that codes decide and where the rarity of the values counts
};

class Settlements {
public:
    static constexpr std::size_t kMost = 2048;

    Settlements() : slots_(kSlots, 0) {}

    // Makes room for so many more, at most kMost: forgets all if need be.
    void make_room(std::size_t more) {
        if (entries_.size() + more <= kMost) return;
        entries_.clear();
        std::fill(slots_.begin(), slots_.end(), std::uint16_t{0});
    }

    // The place of an agreement, from settle(agreement) when it is new. There must be room for it.
    template <class Settle>
    std::uint16_t find(const Agreement& agreement, const Settle& settle) {
        std::size_t at = agreement.hash() % kSlots;
        for (; slots_[at] != 0; at = (at + 1) % kSlots)
            if (const auto place = static_cast<std::uint16_t>(slots_[at] - 1); entries_[place].of == agreement) return place;
        entries_.push_back(settle(agreement));
        slots_[at] = static_cast<std::uint16_t>(entries_.size());
        return static_cast<std::uint16_t>(entries_.size() - 1);
    }

    const Settlement& operator[](std::uint16_t place) const noexcept { return entries_[place]; }

private:
    static constexpr std::size_t kSlots = 2 * kMost;

    std::vector<Settlement> entries_;
    std::vector<std::uint16_t> slots_;  // places from 1, by hash; open addressing, at most half full
};

}  // namespace cdp::link
