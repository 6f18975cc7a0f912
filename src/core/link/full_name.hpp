// SPDX-License-Identifier: PostgreSQL
// The given and the family part of a person's name that stands in one field, so that it can be compared with
// records that keep them apart. Rules and a table of frequent names; nothing is learnt.
#pragma once

#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::link {

struct NameParts {
    std::string given;   // clean form as text::normalize_name gives it; empty for none
    std::string family;  // likewise, with its particles and a suffix such as Jr
};

// In this order: a comma divides (Dupont, Jean); words in capitals beside others are the family name (DUPONT Jean);
// the family name begins at a particle behind the first word (Jean de la Fontaine) or at the first word that is
// known as a family name only (Maria Garcia Lopez), else it is the last word. The order turns when the ends are
// known the other way round (Martin Sophie). A single word is the family name unless it is known as a given name only.
// Both parts are empty for placeholders and for what is no name. O(n log n).
NameParts split_full_name(std::string_view full_name);

}  // namespace cdp::link
