// SPDX-License-Identifier: PostgreSQL
// The initials of a name.
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// The first character of each word of tokens.hpp, with the marks on it, as a capital, run together: "Jean-Pierre
// de l'Étoile" gives JPDLÉ. Composed and decomposed letters give the same. Empty without a word. O(n).
std::string initials(std::string_view text, const CancelToken& cancel = {});

}  // namespace cdp::text
