// SPDX-License-Identifier: PostgreSQL
// Calendar dates from text. Proleptic Gregorian calendar; nothing reads the clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

struct CivilDate {
    int year;   // 1 .. 9999
    int month;  // 1 .. 12
    int day;    // 1 .. 31
    friend bool operator==(const CivilDate&, const CivilDate&) = default;
};

// The two-digit year `yy` means 20yy up to the pivot, 19yy above it.
inline constexpr int kDefaultPivot = 30;

// Reads 1972-05-12, 1972/05/12, 19720512, 12/05/1972, 12.5.72, 05/12/1972 (day_first = false, or where only one
// reading is a date: 12/25/1972), 12-May-1972, May 12th, 1972, 12 mai 1972 (months in EN FR DE ES IT PT NL PL),
// and the date of a timestamp. Anything else, and what the calendar does not have (30 February), is nullopt.
std::optional<CivilDate> parse_date(std::string_view s, bool day_first = true, int pivot = kDefaultPivot);

// parse_date in ISO form, YYYY-MM-DD.
std::optional<std::string> normalize_date(std::string_view s, bool day_first = true, int pivot = kDefaultPivot);

}  // namespace cdp::text
