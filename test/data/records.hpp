// SPDX-License-Identifier: PostgreSQL
// What three customer systems know of a person: a CRM kept by staff, a web shop filled in by the customers, a loyalty
// card copied from paper forms. Each has its gaps, its habits, its mistakes; a person may be there twice or be out of
// date.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/people.hpp"

namespace cdp::sample {

enum class Source : unsigned char { kCrm, kShop, kLoyalty };
inline constexpr std::size_t kSources = 3;

// One row before the source's own layout is put on it. Texts may be empty: not known. A birth date is ISO unless junk.
struct Record {
    Source source = Source::kCrm;
    std::uint64_t person = 0;
    std::int64_t seconds = 0;  // when it was last written, since 1970
    bool female = false;
    Country country = Country::kFrance;
    std::string given;
    std::string family;
    std::string birth;
    std::string email;
    std::string phone;
    std::string street;
    std::string postcode;
    std::string city;
};

// Appends all records of one person, at least one.
void write_records(const NameBook& names, const Person& person, Random& random, std::vector<Record>& out);

}  // namespace cdp::sample
