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

// The two-digit year `yy` means 20yy up to the pivot, 19yy above it; -1 puts all of them in 19yy, 99 in 20yy.
inline constexpr int kDefaultPivot = 30;
inline constexpr int kSmallestPivot = -1;
inline constexpr int kLargestPivot = 99;

// Reads 1972-05-12, 1972/05/12, 19720512, 12/05/1972, 12.5.72, 05/12/1972 (day_first = false, or where only one
// reading is a date: 12/25/1972), 12-May-1972, Fri, May 12th, 1972, vendredi 12 mai 1972 (months and days of the week
// in EN FR DE ES IT PT NL PL; the latter are not checked), and the date of a timestamp. Years have four digits
// (0001-9999) or two. Anything else, and what the calendar does not have (30 February), is nullopt; so is a bare
// number of days, as spreadsheets keep them: nothing tells it from another number.
std::optional<CivilDate> parse_date(std::string_view s, bool day_first = true, int pivot = kDefaultPivot);

// parse_date in ISO form, YYYY-MM-DD.
std::optional<std::string> normalize_date(std::string_view s, bool day_first = true, int pivot = kDefaultPivot);

// How a date in digits, such as 25/12/1972, orders its first two fields: 1 when the first can only be a day, -1 when the
// second can, 0 when both readings are possible or it is written otherwise.
int date_field_order(std::string_view raw) noexcept;

}  // namespace cdp::text
