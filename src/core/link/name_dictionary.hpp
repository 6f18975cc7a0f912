// SPDX-License-Identifier: PostgreSQL
// What a column's name says about it: words and phrases of column names in EN FR DE ES IT PT NL PL, the Nordic
// languages, CS HU RO TR and romanised RU, each with a meaning. Meanings are finer than kinds: a house number and an
// occupation are both text, a creation time and a hash are both no part of an identity.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::link {

// Where a name carries several meanings (`phone_type`, `company_city`), the one listed first decides.
enum class Meaning : unsigned char {
    kFlag,
    kTechnical,
    kUrl,
    kNotes,
    kKey,
    kOtherPerson,
    kUserName,
    kCategory,
    kCount,
    kTimestamp,
    kAge,
    kBirthYear,
    kBirthPlace,
    kNationalId,
    kCustomerNumber,
    kBirthDate,
    kDate,
    kYear,
    kAmount,
    kMaidenName,
    kMiddleName,
    kInitial,
    kSuffix,
    kGivenName,
    kFamilyName,
    kEmail,
    kPhone,
    kHouseNumber,
    kAddressExtra,
    kPostcode,
    kCity,
    kCountry,
    kRegion,
    kStreet,
    kGender,
    kTitle,
    kOccupation,
    kFullName,
    kCompany,
    kNameOrGiven,   // nombre, nome: the given name where a family name stands beside it
    kNameOrFamily,  // nom: the family name where a given name stands beside it
    kName,          // of a person or of a company
    kSource,
    kSerial,  // "number" with nothing that says of what
    kNone,
};

struct NameReading {
    Meaning meaning = Meaning::kNone;
    int ordinal = 0;  // 2 of `address_2`, `imie2`; 0 without a number
};

// Words of a column name, folded, without particles: split at everything that is no letter or digit, at
// camelCase and between letters and digits. "dateDeNaissance2" → date, naissance, 2.
std::vector<std::string> name_words(std::string_view column_name);

NameReading read_name(std::string_view column_name);

}  // namespace cdp::link
