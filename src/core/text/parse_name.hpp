// SPDX-License-Identifier: PostgreSQL
// The parts of a person's name that stands in one field, so that it can be compared with records that keep them
// apart. Rules and a table of frequent names; nothing is learnt.
#pragma once

#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// In clean form as normalize_name gives it; empty for none.
struct NameParts {
    std::string title;       // Mme, Frau Prof. Dr.
    std::string given;       // the first given name, also one of two words (Jean Pierre, Maria Jose)
    std::string middle;      // further given names and initials
    std::string nickname;    // in quotes or brackets: Robert (Bob) Smith
    std::string particle;    // de la, van den: what ties the family name to the rest
    std::string family;      // without its particle
    std::string birth_name;  // née, geb., or what stands before épouse
    std::string suffix;      // Jr, III, fils
    std::string degrees;     // PhD, MBA

    // All given names.
    std::string given_names() const;
    // The family name with its particle and suffix.
    std::string family_name() const;
};

// In this order: a comma divides (Dupont, Jean); words in capitals beside others are the family name (DUPONT Jean);
// the family name begins at a particle behind the first word (Jean de la Fontaine) or at the first word that is
// known as a family name only (Maria Garcia Lopez), else it is the last word. The order turns when the ends are
// known the other way round (Martin Sophie), and in Han and Hangul. A single word is the family name unless it is
// known as a given name only.
// All parts are empty for placeholders and for what is no name. O(n log n) in at most kLongestName bytes.
NameParts parse_name(std::string_view full_name);

}  // namespace cdp::text
