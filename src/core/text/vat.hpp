// SPDX-License-Identifier: PostgreSQL
// Value-added-tax numbers of the European Union, Northern Ireland (XI), the United Kingdom and Switzerland.
#pragma once

#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

// `s` is in capital letters and digits and begins with the country (EL for Greece, CHE for Switzerland). The form is
// checked for all of them (VIES, structure of VAT identification numbers), check digits for AT BE CHE DE DK EL ES FI
// FR GB IT LU NL PL PT SE SI XI: FR 40303265045, NL 004495445B01, CHE 107787577 (with or without IVA, MWST, TVA).
bool is_vat(std::string_view s);

}  // namespace cdp::text
