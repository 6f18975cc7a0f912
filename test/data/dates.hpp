// SPDX-License-Identifier: PostgreSQL
// Calendar days of the sample, counted from 1970-01-01. Nothing here reads a clock.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace cdp::sample {

using Day = int;

constexpr Day day_of(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    return static_cast<Day>(sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day))
                                .time_since_epoch()
                                .count());
}

// When the oldest record was written and when the sample was taken.
inline constexpr Day kFirstDay = day_of(2014, 1, 1);
inline constexpr Day kLastDay = day_of(2025, 6, 30);

inline std::string iso_date(Day day) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
    std::string out = "0000-00-00";
    const auto put = [&out](std::size_t last, unsigned value, std::size_t width) {
        for (; width > 0; width--, last--, value /= 10) out[last] = static_cast<char>('0' + value % 10);
    };
    put(3, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    put(6, static_cast<unsigned>(date.month()), 2);
    put(9, static_cast<unsigned>(date.day()), 2);
    return out;
}

}  // namespace cdp::sample
