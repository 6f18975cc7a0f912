// SPDX-License-Identifier: PostgreSQL
// How people are reached in six countries: addresses, phone numbers, mailboxes.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "data/random.hpp"
#include "data/word_list.hpp"

namespace cdp::sample {

enum class Country : unsigned char { kFrance, kGermany, kBritain, kSpain, kItaly, kPoland };
inline constexpr std::size_t kCountries = 6;

struct Address {
    Country country = Country::kFrance;
    std::string street;
    std::string postcode;
    std::string city;
};

// National numbers without trunk prefix.
std::string new_landline(Country country, Random& random);

// A mailbox named after its owner (names in mail form, the year of birth); a number keeps most namesakes apart.
std::string new_email(Country country, const std::string& given, const std::string& family, const std::string& year,
                      Random& random);

class AddressBook {
public:
    AddressBook();
    Address address(Country country, Random& random) const;

private:
    struct Lists {
        WordList streets, cities, town_roots, town_endings;
    };
    std::array<Lists, kCountries> lists_;
};

// Mobile numbers, of which a few have belonged to somebody else before.
class NumberPool {
public:
    std::string take(Country country, Random& random) const;
    void give_back(Country country, const std::string& number, Random& random);

private:
    std::array<std::vector<std::string>, kCountries> retired_;
};

}  // namespace cdp::sample
