// SPDX-License-Identifier: PostgreSQL
// Points in time: read from ISO 8601 or by a format of strptime, in the proleptic Gregorian calendar. A time without a
// zone is taken as UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

struct Timestamp {
    int year = 1970, month = 1, day = 1;
    int hour = 0, minute = 0, second = 0, microsecond = 0;
    bool has_time = false;

    double seconds() const noexcept;  // since 1970-01-01 00:00 UTC
    std::int32_t date() const noexcept { return (year * 100 + month) * 100 + day; }
    // `1984-07-14`, or with the time `1984-07-14 12:30:00` and the fraction of a second when there is one.
    std::string iso() const;
};

// Days since 1970-01-01 of a date YYYYMMDD.
std::int64_t days_of(std::int32_t date) noexcept;

// Whether the format has only conversions that parse_timestamp knows: %Y %y %m %b %B %d %e %j %H %I %M %S %f %p %z %Z %T
// %F %D %%.
bool is_time_format(std::string_view format) noexcept;

// Nothing when the whole text does not follow the format or is no date of the years 1 to 9999. Names of months are
// English; %Z takes UTC, GMT and Z.
std::optional<Timestamp> parse_timestamp(std::string_view text, std::string_view format);

// `YYYY-MM-DD`, then, optionally, `T` or a space, `hh:mm[:ss[.ffffff]]` and `Z` or an offset.
std::optional<Timestamp> parse_iso(std::string_view text);

}  // namespace cdp::text
