// SPDX-License-Identifier: PostgreSQL
// The outer form of single values: does it look like an e-mail address, a phone number, a date …? Cheap and
// tolerant of dirt; the normalisers decide later what a value really is.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::link {

struct DateShape {
    int year;
    bool with_time;  // a time of day follows
};

// What text::parse_date reads, in years that a person or a record may have.
std::optional<DateShape> date_shape(std::string_view value);

bool looks_like_email(std::string_view value) noexcept;
bool looks_like_phone(std::string_view value);            // digits with what people put between them
bool looks_like_formatted_phone(std::string_view value);  // … and a +, a leading 0 or separators
bool looks_like_url(std::string_view value) noexcept;
bool looks_like_uuid(std::string_view value) noexcept;  // also long hexadecimal digests
bool looks_like_epoch(std::string_view value) noexcept;  // (milli)seconds since 1970 of a time in 2000 … 2039
bool looks_like_number(std::string_view value) noexcept;
bool looks_like_decimal(std::string_view value) noexcept;   // a number with a fraction
bool looks_like_postcode(std::string_view value) noexcept;  // short, with digits
bool is_telling_postcode(std::string_view value) noexcept;  // a form that little else has: SW1A 2AA, 00-950
bool is_all_digits(std::string_view value) noexcept;
bool looks_like_code(std::string_view value) noexcept;  // one word of letters and digits, some of them digits

}  // namespace cdp::link
