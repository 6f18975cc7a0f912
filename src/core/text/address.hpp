// SPDX-License-Identifier: PostgreSQL
// Street lines: the clean display form and the key for comparison. French (NF Z10-011) and English abbreviations,
// and the common ones of DE, ES, IT, NL and PL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

inline constexpr std::size_t kLongestAddress = 1024;  // bytes; longer texts are no addresses

// The line with single spaces, no comma behind the house number, and its common abbreviations written out where
// they are beyond doubt ("12, av. Foch" -> "12 avenue Foch", "5 Main St" -> "5 Main Street", "2 pl St-Jean" ->
// "2 place Saint-Jean"). All capitals and all small letters become capitalised words, but for abbreviations, letters of
// units and Roman figures. nullopt without a letter or digit, or above 1024 bytes.
std::optional<std::string> normalize_address(std::string_view s);

// fold with street types, directions and unit words in one short form (avenue -> av, street and saint -> st,
// strasse -> str), numbers in words and ordinals as digits (fifth, 5th -> 5; huit mai -> 8 mai) and "12 bis" as one
// word; all words in order. Cheap and thread-safe.
std::string address_key(std::string_view s);

}  // namespace cdp::text
