// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/sightings.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace cdp::cluster {

Window fullest_window(std::span<const Sighting> sightings, std::uint32_t days) {
    std::map<std::uint32_t, std::size_t> counts;  // by code, of the window that ends with `end`
    std::size_t begin = 0;
    for (; begin < sightings.size() && sightings[begin].day == Sighting::kAnyDay; begin++) counts[sightings[begin].code]++;
    Window best{counts.size(), Sighting::kAnyDay, days};
    for (std::size_t end = begin; end < sightings.size(); end++) {
        const Window here{0, sightings[end].day, days};
        for (; !here.holds(sightings[begin].day); begin++)
            if (const auto out = counts.find(sightings[begin].code); --out->second == 0) counts.erase(out);
        counts[sightings[end].code]++;
        if (counts.size() > best.codes) best = {counts.size(), here.last, days};
    }
    return best;
}

namespace {

// A window that moves on through time over the sightings of two sides.
class MovingWindow {
public:
    MovingWindow(std::span<const Sighting> left, std::span<const Sighting> right, std::uint32_t days)
        : sides_{Side{left}, Side{right}}, days_(days) {
        for (std::size_t s = 0; s < 2; s++) {
            enter(s, Sighting::kAnyDay);
            sides_[s].first = sides_[s].next;  // these stay
        }
    }

    // To the next last day of which something enters or has left; false: there is none.
    bool move() {
        std::int64_t last = std::numeric_limits<std::int64_t>::max();
        for (const Side& side : sides_) {
            if (side.next < side.seen.size()) last = std::min<std::int64_t>(last, side.seen[side.next].day);
            if (side.first < side.next) last = std::min<std::int64_t>(last, side.seen[side.first].day + days_);
        }
        if (last == std::numeric_limits<std::int64_t>::max()) return false;
        last_ = last;
        for (std::size_t s = 0; s < 2; s++) {
            leave(s);
            enter(s, last);
        }
        return true;
    }

    Window window() const noexcept { return {counts_.size(), last_, static_cast<std::uint32_t>(days_)}; }
    std::size_t codes_of_fuller() const noexcept { return std::max(sides_[0].codes, sides_[1].codes); }

private:
    struct Side {
        std::span<const Sighting> seen;
        std::size_t first = 0, next = 0;  // what the window holds, but of any day
        std::size_t codes = 0;            // distinct ones in it
    };

    void enter(std::size_t s, std::int64_t last) {
        for (Side& side = sides_[s]; side.next < side.seen.size() && side.seen[side.next].day <= last; side.next++)
            if (counts_[side.seen[side.next].code][s]++ == 0) side.codes++;
    }
    void leave(std::size_t s) {
        for (Side& side = sides_[s]; side.first < side.next && side.seen[side.first].day + days_ <= last_; side.first++) {
            const auto at = counts_.find(side.seen[side.first].code);
            if (--at->second[s] == 0) side.codes--;
            if (at->second[0] + at->second[1] == 0) counts_.erase(at);
        }
    }

    std::array<Side, 2> sides_;
    std::int64_t days_, last_ = Sighting::kAnyDay;
    std::map<std::uint32_t, std::array<std::size_t, 2>> counts_;  // in the window, by code and side
};

}  // namespace

std::optional<Window> overfull_window(std::span<const Sighting> left, std::span<const Sighting> right, std::uint32_t days,
                                      std::size_t most) {
    MovingWindow moving(left, right, days);
    do {
        if (const Window here = moving.window(); here.codes > std::max(most, moving.codes_of_fuller())) return here;
    } while (moving.move());
    return std::nullopt;
}

}  // namespace cdp::cluster
