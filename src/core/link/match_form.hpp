// SPDX-License-Identifier: PostgreSQL
// The match form of a value: what is compared and blocked on. Folded to ASCII, without what carries no
// identity (titles, legal forms, punctuation, dialling prefixes). Cheap: called once per distinct value.
#pragma once

#include <string>
#include <string_view>

#include "core/text/kind.hpp"

namespace cdp::link {

// Empty when the value is missing: blank, a placeholder such as "N/A", or not a value of its kind at all.
// Dates become YYYYMMDD, read day first or month first where both are possible.
std::string match_form(text::Kind kind, std::string_view raw, bool day_first);

// True when a value is certain to be its own match form; false when it takes more than a look at its characters to
// tell.
bool is_own_form(text::Kind kind, std::string_view raw) noexcept;

constexpr bool is_date(text::Kind kind) noexcept {
    return kind == text::Kind::kBirthDate || kind == text::Kind::kDate;
}

}  // namespace cdp::link
