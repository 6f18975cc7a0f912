// SPDX-License-Identifier: PostgreSQL
// The semantic kinds of attributes: what a column means, which decides how it is cleaned, compared and blocked.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text {

enum class Kind : unsigned char {
    kGivenName,
    kFamilyName,
    kFullName,
    kBirthDate,
    kEmail,
    kPhone,
    kStreet,
    kPostcode,
    kCity,
    kCountry,
    kCompany,
    kGender,
    kIdentifier,
    kText,
    kNumber,
    kDate,
    kBoolean,
};

inline constexpr std::string_view kKindNames[] = {
    "given_name", "family_name", "full_name", "birth_date", "email",      "phone", "street", "postcode", "city",
    "country",    "company",     "gender",    "identifier", "text",       "number", "date",  "boolean",
};
inline constexpr std::size_t kKindCount = sizeof kKindNames / sizeof kKindNames[0];

constexpr std::string_view kind_name(Kind kind) noexcept { return kKindNames[static_cast<unsigned>(kind)]; }

constexpr std::optional<Kind> kind_from_name(std::string_view name) noexcept {
    for (std::size_t i = 0; i < kKindCount; i++)
        if (kKindNames[i] == name) return static_cast<Kind>(i);
    return std::nullopt;
}

}  // namespace cdp::text
