// SPDX-License-Identifier: PostgreSQL
// Values of an identifier and the days on which they were seen, for limits that hold within a window of days: nobody has more
// than so many at a time, though he may change them.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "core/base/core_only.hpp"

namespace cdp::cluster {

struct Sighting {
    static constexpr std::int32_t kAnyDay = std::numeric_limits<std::int32_t>::min();  // nobody knows when

    std::int32_t day;  // since 1970-01-01
    std::uint32_t code;
    auto operator<=>(const Sighting&) const = default;
};

// Some days in a row, and what was seen in them; what was seen on any day belongs to each window.
struct Window {
    std::size_t codes = 0;  // distinct ones
    std::int64_t last = Sighting::kAnyDay;
    std::uint32_t days = 0;

    bool holds(std::int32_t day) const noexcept {
        return day == Sighting::kAnyDay || (day <= last && last - day < std::int64_t{days});
    }
};

// The window of so many days, at least one, that holds most distinct codes; the first of several. `sightings` ascend.
Window fullest_window(std::span<const Sighting> sightings, std::uint32_t days);

// The first window of so many days, at least one, in which two sides together have more than `most` distinct codes, and more
// than either has there alone. Each side ascends.
std::optional<Window> overfull_window(std::span<const Sighting> left, std::span<const Sighting> right, std::uint32_t days,
                                      std::size_t most);

}  // namespace cdp::cluster
