// SPDX-License-Identifier: PostgreSQL
// One door to the normalisers: the clean display form of a value, by semantic kind.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/text/address.hpp"
#include "core/text/company.hpp"
#include "core/text/date.hpp"
#include "core/text/email.hpp"
#include "core/text/gender.hpp"
#include "core/text/identifier.hpp"
#include "core/text/kind.hpp"
#include "core/text/name.hpp"
#include "core/text/phone.hpp"
#include "core/text/postcode.hpp"

namespace cdp::text {

struct NormalizeOptions {
    std::string_view region = "";  // country of phones and postcodes: a code or a name; empty: unknown
    bool day_first = true;         // 01/02/2003 is the first of February
};

// The clean form, or nullopt for what cannot be a value of that kind. Names of places follow normalize_name, a
// country is its ISO 3166 code, booleans are true and false, numbers plain decimals; text is only cleaned of
// surplus space. Idempotent with the same options; never throws on any bytes (memory apart).
std::optional<std::string> normalize(Kind kind, std::string_view value, const NormalizeOptions& options = {});

}  // namespace cdp::text
