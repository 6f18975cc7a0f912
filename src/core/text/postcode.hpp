// SPDX-License-Identifier: PostgreSQL
// Postal codes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// The code as the country prints it: 75001 (FR DE ES IT), 12345 or 12345-6789 (US), SW1A 1AA (GB), K1A 0B1 (CA),
// 1000 (AT BE CH LU), 1234 AB (NL), 00-950 (PL), 1000-001 (PT), A65 F4E2 (IE), and territories as the country that
// runs their post; nullopt for another shape and for codes outside what the country gives out (99xxx in France, 53xxx in
// Spain, letters that British, Canadian or Dutch codes never have). `country` is a code or a name.
// What stands around a code goes: the country's own prefix (F-75001), CEDEX and the business forms of French mail
// ("75008 CEDEX 08", "75352 SP 07", "33000 BP 12"), a spreadsheet's ".0"; leading zeros that spreadsheets lose come
// back (1000 -> 01000 in France, 501 -> 00501 in the United States); the name of the place goes ("75001 Paris", "London
// SW1A 1AA"), unless other digits stand beside it.
// Without a country, and for those not named above: the capital letters and digits without separators, two to ten
// with a digit among them. British, Canadian, Dutch and ZIP+4 shapes, and a prefix with its hyphen (F-75001), are
// recognised there too, and a place beside four to six digits; nothing is padded.
std::optional<std::string> normalize_postcode(std::string_view s, std::string_view country = {});

// What a code says of the place, from large to small; empty where the country's codes do not say it.
struct PostcodeParts {
    std::string area;      // SW (GB), the departement or province (FR, ES), three digits (US), H (CA), A (IE), two digits
    std::string district;  // SW1A (GB), ZIP (US), H0H (CA), A65 (IE), 1234 (NL, PT), else the code
    std::string sector;    // SW1A 1 (GB)
    std::string code;      // as normalize_postcode gives it
};

// The parts of a code; without a country those of British, Canadian and Dutch shape, and of ZIP+4, have them.
std::optional<PostcodeParts> parse_postcode(std::string_view s, std::string_view country = {});

}  // namespace cdp::text
