// SPDX-License-Identifier: PostgreSQL
#include "data/contacts.hpp"

#include <algorithm>
#include <cstdint>

#include "data/places.hpp"

namespace cdp::sample {
namespace {

constexpr std::size_t kRetiredNumbers = 256;

struct PlaceLists {
    std::string_view streets, cities, town_roots, town_endings;
};
constexpr PlaceLists kPlaces[kCountries] = {
    {tables::kFrenchStreets, tables::kFrenchCities, tables::kFrenchTownRoots, tables::kFrenchTownEndings},
    {tables::kGermanStreets, tables::kGermanCities, tables::kGermanTownRoots, tables::kGermanTownEndings},
    {tables::kBritishStreets, tables::kBritishCities, tables::kBritishTownRoots, tables::kBritishTownEndings},
    {tables::kSpanishStreets, tables::kSpanishCities, tables::kSpanishTownRoots, tables::kSpanishTownEndings},
    {tables::kItalianStreets, tables::kItalianCities, tables::kItalianTownRoots, tables::kItalianTownEndings},
    {tables::kPolishStreets, tables::kPolishCities, tables::kPolishTownRoots, tables::kPolishTownEndings},
};

// Leading digits of numbers, with the whole length of the national number.
struct NumberRange {
    std::string_view prefix;
    std::size_t length;
};
constexpr NumberRange kMobileRanges[kCountries][4] = {
    {{"6", 9}, {"6", 9}, {"6", 9}, {"7", 9}},
    {{"151", 11}, {"176", 11}, {"160", 10}, {"171", 10}},
    {{"74", 10}, {"75", 10}, {"77", 10}, {"79", 10}},
    {{"61", 9}, {"63", 9}, {"65", 9}, {"66", 9}},
    {{"320", 10}, {"333", 10}, {"338", 10}, {"347", 10}},
    {{"50", 9}, {"60", 9}, {"66", 9}, {"79", 9}},
};
constexpr NumberRange kLandlineRanges[kCountries][4] = {
    {{"1", 9}, {"2", 9}, {"4", 9}, {"5", 9}},
    {{"30", 10}, {"40", 10}, {"89", 10}, {"221", 10}},
    {{"207", 10}, {"208", 10}, {"1614", 10}, {"1214", 10}},
    {{"91", 9}, {"93", 9}, {"95", 9}, {"96", 9}},
    {{"06", 10}, {"02", 10}, {"011", 10}, {"081", 10}},
    {{"22", 9}, {"12", 9}, {"71", 9}, {"61", 9}},
};

constexpr std::string_view kMailHosts[kCountries][8] = {
    {"gmail.com", "gmail.com", "orange.fr", "hotmail.fr", "free.fr", "wanadoo.fr", "laposte.net", "yahoo.fr"},
    {"gmail.com", "web.de", "gmx.de", "t-online.de", "gmx.net", "hotmail.de", "googlemail.com", "freenet.de"},
    {"gmail.com", "gmail.com", "hotmail.co.uk", "btinternet.com", "yahoo.co.uk", "outlook.com", "icloud.com",
     "sky.com"},
    {"gmail.com", "gmail.com", "hotmail.com", "hotmail.es", "yahoo.es", "telefonica.net", "outlook.es", "icloud.com"},
    {"gmail.com", "gmail.com", "libero.it", "hotmail.it", "virgilio.it", "tiscali.it", "alice.it", "yahoo.it"},
    {"gmail.com", "wp.pl", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "op.pl", "gazeta.pl"},
};

std::size_t index(Country country) { return static_cast<std::size_t>(country); }

std::string digits(std::size_t count, Random& random) {
    std::string out(count, '0');
    for (char& digit : out) digit = static_cast<char>('0' + random.below(10));
    return out;
}

std::string number_in(const NumberRange& range, Random& random) {
    return std::string(range.prefix) + digits(range.length - range.prefix.size(), random);
}

// A postcode below the city's leading digits: one of a score per city.
std::string postcode_in(Country country, std::string_view prefix, Random& random) {
    if (country == Country::kBritain) {
        static constexpr std::string_view kInward = "ABDEFGHJLNPQRSTUWXYZ";
        std::string code = std::string(prefix) + std::to_string(random.between(1, 20)) + ' ';
        code.push_back(static_cast<char>('0' + random.below(10)));
        code.push_back(random.pick(kInward));
        code.push_back(random.pick(kInward));
        return code;
    }
    std::string tail = std::to_string(random.between(1, 20) * (prefix.size() < 3 ? 7 : 1));
    std::string code =
        std::string(prefix) + std::string(5 - std::min<std::size_t>(5, prefix.size() + tail.size()), '0') + tail;
    code.resize(5);
    if (country == Country::kPoland) code.insert(2, 1, '-');
    return code;
}

// A small town has one postcode, which follows from its name.
std::string postcode_of_town(Country country, std::string_view town) {
    const std::uint64_t hash = hash_bytes(town, index(country));
    if (country == Country::kBritain) {
        std::string code = {static_cast<char>('A' + hash % 26), static_cast<char>('A' + hash / 26 % 26)};
        return code + std::to_string(1 + hash / 676 % 20) + ' ' + std::to_string(hash / 13520 % 10) + "QX";
    }
    std::string code = std::to_string(100000 + 1000 + hash % 94000).substr(1);
    if (country == Country::kPoland) code.insert(2, 1, '-');
    return code;
}

std::string with_number(Country country, std::string_view street, Random& random) {
    std::string number = std::to_string(random.chance(700) ? random.between(1, 40) : random.between(41, 220));
    switch (country) {
        case Country::kFrance:
            if (random.chance(60)) number += " bis";
            return number + ' ' + std::string(street);
        case Country::kBritain:
            if (random.chance(120)) number = "Flat " + std::to_string(random.between(1, 30)) + ", " + number;
            return number + ' ' + std::string(street);
        case Country::kGermany:
            if (random.chance(100)) number.push_back(random.chance(500) ? 'a' : 'b');
            return std::string(street) + ' ' + number;
        case Country::kItaly: return std::string(street) + ", " + number;
        case Country::kPoland:
            if (random.chance(500)) number += '/' + std::to_string(random.between(1, 60));
            return std::string(street) + ' ' + number;
        case Country::kSpain: break;
    }
    if (random.chance(300)) {
        number += ", " + std::to_string(random.between(1, 8)) + "º ";
        number.push_back("ABCD"[random.below(4)]);
    }
    return std::string(street) + ' ' + number;
}

}  // namespace

std::string new_landline(Country country, Random& random) {
    return number_in(random.pick(kLandlineRanges[index(country)]), random);
}

std::string new_email(Country country, const std::string& given, const std::string& family, const std::string& year,
                      Random& random) {
    std::string local;
    switch (random.below(7)) {
        case 0: local = given.substr(0, 1) + family; break;
        case 1: local = given + '_' + family; break;
        case 2: local = family + '.' + given; break;
        case 3: local = given + family.substr(0, 3); break;
        case 4: local = given + family; break;
        default: local = given + '.' + family; break;
    }
    if (random.chance(200)) local += year;
    if (!random.chance(150)) local += std::to_string(random.below(random.chance(600) ? 100 : 10000));
    return local + '@' + std::string(random.pick(kMailHosts[index(country)]));
}

AddressBook::AddressBook() {
    for (std::size_t c = 0; c < kCountries; c++)
        lists_[c] = {WordList(kPlaces[c].streets), WordList(kPlaces[c].cities), WordList(kPlaces[c].town_roots),
                     WordList(kPlaces[c].town_endings)};
}

Address AddressBook::address(Country country, Random& random) const {
    const Lists& lists = lists_[index(country)];
    Address out{country, with_number(country, lists.streets.ranked(random).native, random), {}, {}};
    if (random.chance(650)) {
        const WordList::Entry& city = lists.cities.ranked(random);
        out.city = city.native;
        out.postcode = postcode_in(country, city.latin.front(), random);
    } else {
        out.city = lists.town_roots.any(random).native;
        out.city += lists.town_endings.any(random).native;
        out.postcode = postcode_of_town(country, out.city);
    }
    return out;
}

std::string NumberPool::take(Country country, Random& random) const {
    const std::vector<std::string>& retired = retired_[index(country)];
    if (!retired.empty() && random.chance(15)) return random.pick(retired);
    return number_in(random.pick(kMobileRanges[index(country)]), random);
}

void NumberPool::give_back(Country country, const std::string& number, Random& random) {
    std::vector<std::string>& retired = retired_[index(country)];
    if (retired.size() < kRetiredNumbers)
        retired.push_back(number);
    else
        retired[random.below(kRetiredNumbers)] = number;
}

}  // namespace cdp::sample
