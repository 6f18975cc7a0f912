// SPDX-License-Identifier: PostgreSQL
// Texts without accents, as they are otherwise.
#pragma once

#include <string>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

// Latin letters without marks and strokes (É to E, ł to l), ligatures and letters of their own as fold spells them (ß to
// ss, Æ to AE or Ae), Greek ones without tonos and breathings; combining diacritical marks go. Case, punctuation,
// spaces and other scripts stay. Composed and decomposed forms give the same; ill-formed bytes are U+FFFD. Idempotent, O(n).
std::string strip_accents(std::string_view s, const CancelToken& cancel = {});

}  // namespace cdp::text
