// SPDX-License-Identifier: PostgreSQL
// What is made of a column's values before an attribute takes them: a chain of steps such as `lower`, `substring(1, 3)`
// or `regex('^[^@]+')`. Each step takes a list of values, of one value as a rule, and gives another.
#pragma once

#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::score {

enum class TransformKind : unsigned char {
    kText,             // the value as text, which it is already
    kLower,
    kUpper,
    kTrim,
    kSubstring,        // characters from `start`, 1 being the first and -1 the last; `length` of them, 0 for all
    kRegex,            // group `start` of the first match; nothing when there is none or it is empty
    kExtract,          // the same, but the empty text where there is none
    kNullIf,           // nothing when the value is `text`
    kDate,             // a date or time read by a format of strptime, as ISO 8601; without a format: the date of one
    kTimestamp,        // a date or time as ISO 8601
    kNumber,           // a number, in the shortest form
    kElement,          // of the list: number `start`, -1 being the last
    kSplit,            // at each `text`: a list
    kSoundex,
    kDoubleMetaphone,  // one or two codes: a list
};

struct Transform {
    TransformKind kind = TransformKind::kText;
    std::string text;
    int start = 0, length = 0;
    bool operator==(const Transform&) const = default;
};

// Whether the step looks at the list as a whole, and whether it can make several values of one.
constexpr bool takes_list(TransformKind kind) noexcept { return kind == TransformKind::kElement; }
constexpr bool has_pattern(TransformKind kind) noexcept {
    return kind == TransformKind::kRegex || kind == TransformKind::kExtract;
}
constexpr bool makes_list(TransformKind kind) noexcept {
    return kind == TransformKind::kSplit || kind == TransformKind::kDoubleMetaphone;
}

// Throws Error(kInvalidModel) whose message starts with `path`.
Transform parse_transform(std::string_view text, std::string_view path);
// The text that parse_transform reads.
std::string print_transform(const Transform& transform);

}  // namespace cdp::score
