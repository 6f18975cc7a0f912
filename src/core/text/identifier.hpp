// SPDX-License-Identifier: PostgreSQL
// Identifiers: customer numbers of any shape, and those with a standard and a check digit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// Capital letters and digits, nothing between them; leading zeros stay; a spreadsheet's ".0" behind digits goes.
// nullopt when nothing is left or more than 128 bytes are. Not for identifiers whose letter case tells them apart.
std::optional<std::string> normalize_identifier(std::string_view s);

enum class IdentifierKind : unsigned char { kBic, kEan, kGtin, kIban, kIsin, kLei, kLuhn, kNir, kSiren, kSiret, kVat };

inline constexpr std::string_view kIdentifierKindNames[] = {"bic",  "ean", "gtin",  "iban",  "isin", "lei",
                                                            "luhn", "nir", "siren", "siret", "vat"};

// Throws Error(kInvalidArgument) with the list of kinds for another name.
IdentifierKind identifier_kind(std::string_view name);

// The same form when it is a well-formed identifier of that kind with right check digits, else nullopt. Nothing is
// padded or completed. What is checked:
//   siren   9 digits, Luhn          siret   14 digits, Luhn, of a valid SIREN; for La Poste (356000000) a digit sum
//                                           divisible by 5 will do (INSEE)
//   nir     15 characters of the French social security number with its key (97 - n mod 97), month and sex in range,
//           2A and 2B for Corsica   iban    ISO 13616: length of the country, MOD 97-10
//   vat     EU, United Kingdom, Switzerland: core/text/vat.hpp
//   isin    ISO 6166: Luhn with letters as two digits      lei     ISO 17442: 20 characters, MOD 97-10
//   gtin    8, 12, 13 or 14 digits, GS1; ean: 8 or 13      bic     ISO 9362: 8 or 11 characters, country
//   luhn    2 to 32 digits
std::optional<std::string> normalize_identifier(std::string_view s, IdentifierKind kind);

}  // namespace cdp::text
