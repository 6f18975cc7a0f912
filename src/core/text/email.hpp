// SPDX-License-Identifier: PostgreSQL
// E-mail addresses: the clean form, and the part that stands for the person.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// The address in lower case, out of "Name <a@b.org>" or "mailto:a@b.org" where it stands so, without spaces and
// closing punctuation around it. nullopt unless it has one "@", a local part of 1 to 64 bytes without quotes or
// spaces, and a domain of at least two labels whose last is not a number. Nothing is guessed: plus tags and dots
// stay, and a misspelt domain stays misspelt.
std::optional<std::string> normalize_email(std::string_view s);

// The local part in lower case without a plus tag; the whole text when it has no "@". Cheap, never fails.
std::string email_user(std::string_view s);

}  // namespace cdp::text
