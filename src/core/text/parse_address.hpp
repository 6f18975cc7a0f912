// SPDX-License-Identifier: PostgreSQL
// The parts of a street line.
#pragma once

#include <string>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// In clean form as normalize_address gives it; empty for none.
struct AddressParts {
    std::string house_number;  // 12, 12 bis, 12a, 12-14
    std::string street_type;   // avenue, Street; not out of a compound (Hauptstraße)
    std::string street_name;   // with its points of the compass: N Main
    std::string unit;          // Apt 4B, bâtiment C, 3e étage, Résidence Les Lilas; several with commas
    std::string box;           // BP 123, PO Box 12
    std::string rest;          // what else stands between commas: a place, a postcode
};

// The house number stands in front (12 rue Foch, 5 Main Street) or behind (Hauptstraße 12a, Calle Mayor, 5), the type
// of street in front (FR ES IT PT PL) or behind (EN DE NL). A number behind a month or behind "route" and "highway" is
// part of the name, an ordinal too (5th Avenue). Of the stretches between commas the street is the first with a house
// number or a type. All parts are empty for what is no address. Linear in at most 1024 bytes.
AddressParts parse_address(std::string_view address);

}  // namespace cdp::text
