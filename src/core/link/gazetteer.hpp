// SPDX-License-Identifier: PostgreSQL
// Tables of common words by which a value tells what it is. All look-ups take the folded form (lower-case
// ASCII) and are binary searches in constant sorted tables. Hits are counted over a column: no single hit or
// miss means anything.
#pragma once

#include <string_view>

#include "core/text/name_table.hpp"

namespace cdp::link {

using text::has_family_ending;
using text::is_family_name;
using text::is_given_name;
bool is_title(std::string_view token) noexcept;           // mr, mme, dr …

bool is_city(std::string_view folded) noexcept;
bool is_country(std::string_view folded) noexcept;
bool is_country_code(std::string_view folded) noexcept;  // two or three letters
bool is_region_code(std::string_view folded) noexcept;   // states and provinces of the US, Canada, Australia

bool is_legal_form(std::string_view token) noexcept;    // ltd, gmbh, sarl …
bool is_company_word(std::string_view token) noexcept;  // school, bank, services …
bool is_street_word(std::string_view token) noexcept;   // rue, street, hauptstrasse …
bool is_gender_word(std::string_view folded) noexcept;  // f, male, frau …
bool is_boolean_word(std::string_view folded) noexcept;

}  // namespace cdp::link
