// SPDX-License-Identifier: PostgreSQL
// Junk that people and programs write where a value is missing.
#pragma once

#include <string_view>

#include "core/base/core_only.hpp"
#include "core/text/kind.hpp"

namespace cdp::text {

// True when `value` says nothing about its bearer: empty or only punctuation; "unknown", "test", "n/a" and their
// like in EN FR DE ES IT PL NL PT and the commonest of other languages, repeated ones too (NULL NULL); marks of mail
// that came back (NPAI, adresse inconnue); a lone title or a run of one letter as a name; noreply@, test@, example@, foo@bar, x@x.x and reserved
// domains; phones of one repeated digit, or counted up; 00/00/0000 and the dates that programs put for none
// (1900-01-01, 1970-01-01, 9999-12-31 …).
// Words that are also rare names (Null, Nan, Na, Blank …) count as names only when written like one: "Null" is
// kept, "NULL" and "null" are junk. Role addresses (info@, contact@) are no junk.
bool is_placeholder(Kind kind, std::string_view value);

// The same for an e-mail address of ASCII letters in lower case, digits and dots, underscores and hyphens, as
// normalize_email leaves it. No allocation.
bool is_placeholder_address(std::string_view address) noexcept;

}  // namespace cdp::text
