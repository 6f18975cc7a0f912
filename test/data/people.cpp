// SPDX-License-Identifier: PostgreSQL
#include "data/people.hpp"

#include <algorithm>

#include "data/names_latin.hpp"
#include "data/names_scripts.hpp"
#include "data/places.hpp"
#include "data/spelling.hpp"

namespace cdp::sample {

namespace {

constexpr int kYear = 365;
constexpr std::size_t kRetiredNumbers = 256;

struct NameLists {
    std::string_view male, female, surnames, roots, endings;
};
constexpr NameLists kNames[kCultures] = {
    {tables::kFrenchMale, tables::kFrenchFemale, tables::kFrenchSurnames, tables::kFrenchRoots, tables::kFrenchEndings},
    {tables::kGermanMale, tables::kGermanFemale, tables::kGermanSurnames, tables::kGermanRoots, tables::kGermanEndings},
    {tables::kEnglishMale, tables::kEnglishFemale, tables::kEnglishSurnames, tables::kEnglishRoots,
     tables::kEnglishEndings},
    {tables::kSpanishMale, tables::kSpanishFemale, tables::kSpanishSurnames, tables::kSpanishRoots,
     tables::kSpanishEndings},
    {tables::kItalianMale, tables::kItalianFemale, tables::kItalianSurnames, tables::kItalianRoots,
     tables::kItalianEndings},
    {tables::kPolishMale, tables::kPolishFemale, tables::kPolishSurnames, tables::kPolishRoots, tables::kPolishEndings},
    {tables::kRussianMale, tables::kRussianFemale, tables::kRussianSurnames, tables::kRussianRoots,
     tables::kRussianEndings},
    {tables::kGreekMale, tables::kGreekFemale, tables::kGreekSurnames, tables::kGreekRoots, tables::kGreekEndings},
    {tables::kArabicMale, tables::kArabicFemale, tables::kArabicSurnames, tables::kArabicRoots, tables::kArabicEndings},
};

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

// Of a thousand households: where they live, and of which culture they are there.
constexpr std::uint32_t kCountryShares[kCountries] = {400, 200, 120, 100, 90, 90};
constexpr std::uint32_t kCultureShares[kCountries][kCultures] = {
    {800, 10, 10, 25, 20, 10, 15, 10, 100}, {10, 760, 10, 10, 30, 50, 60, 20, 50},
    {10, 10, 800, 15, 15, 50, 20, 20, 60},  {10, 10, 15, 850, 10, 10, 20, 5, 70},
    {10, 10, 10, 15, 840, 15, 30, 20, 50},  {5, 10, 5, 5, 5, 900, 60, 5, 5},
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

template <std::size_t N>
std::size_t draw_share(const std::uint32_t (&shares)[N], Random& random) {
    std::uint32_t at = random.below(1000);
    for (std::size_t i = 0; i + 1 < N; i++) {
        if (at < shares[i]) return i;
        at -= shares[i];
    }
    return N - 1;
}

std::size_t index(Culture culture) { return static_cast<std::size_t>(culture); }
std::size_t index(Country country) { return static_cast<std::size_t>(country); }

std::string digits(std::size_t count, Random& random) {
    std::string out(count, '0');
    for (char& digit : out) digit = static_cast<char>('0' + random.below(10));
    return out;
}

std::string number_in(const NumberRange& range, Random& random) {
    return std::string(range.prefix) + digits(range.length - range.prefix.size(), random);
}

bool replace_ending(std::string& text, std::string_view from, std::string_view to) {
    if (!text.ends_with(from)) return false;
    text.replace(text.size() - from.size(), from.size(), to);
    return true;
}

// The form of a surname that a woman bears, where the language has one.
void make_feminine(Culture culture, std::string& name) {
    using Rule = std::pair<std::string_view, std::string_view>;
    static constexpr Rule kPolish[] = {{"ki", "ka"}};
    static constexpr Rule kRussian[] = {{"ский", "ская"}, {"ов", "ова"},    {"ев", "ева"},    {"ёв", "ёва"},
                                        {"ин", "ина"},    {"sky", "skaya"}, {"ski", "skaya"}, {"ov", "ova"},
                                        {"ev", "eva"},    {"in", "ina"},    {"ine", "ina"}};
    static constexpr Rule kGreek[] = {{"ος", "ου"}, {"ός", "ού"}, {"ης", "η"}, {"ής", "ή"}, {"ας", "α"},
                                      {"άς", "ά"},  {"os", "ou"}, {"is", "i"}, {"as", "a"}};
    const auto apply = [&name](const auto& rules) {
        for (const auto& [masculine, feminine] : rules)
            if (replace_ending(name, masculine, feminine)) return;
    };
    if (culture == Culture::kPolish) apply(kPolish);
    if (culture == Culture::kRussian) apply(kRussian);
    if (culture == Culture::kGreek) apply(kGreek);
}

Spelling gendered(Culture culture, Spelling name, bool female) {
    if (female)
        for (std::string* form : {&name.native, &name.latin, &name.other}) make_feminine(culture, *form);
    return name;
}

Spelling spell(std::string_view native, const std::vector<std::string_view>& latin, Random& random) {
    const std::string_view usual = random.pick(latin);
    const std::string_view other = random.pick(latin);
    return {std::string(native), std::string(usual), std::string(other)};
}

Spelling joined(const Spelling& a, const char* between, const Spelling& b) {
    return {a.native + between + b.native, a.latin + between + b.latin, a.other + between + b.other};
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

// An address made of the name; a number keeps namesakes apart, as providers demand.
std::string new_email(const Person& person, const Spelling& family_name, Random& random) {
    const bool german = person.culture == Culture::kGerman;
    const std::string given = mail_form(person.given.latin, german);
    const std::string family = mail_form(family_name.latin, german);
    std::string local;
    switch (random.below(7)) {
        case 0: local = given.substr(0, 1) + family; break;
        case 1: local = given + '_' + family; break;
        case 2: local = family + '.' + given; break;
        case 3: local = given + family.substr(0, 3); break;
        case 4: local = given + family; break;
        default: local = given + '.' + family; break;
    }
    if (random.chance(200)) local += iso_date(person.birth).substr(0, 4);
    if (!random.chance(150)) local += std::to_string(random.below(random.chance(600) ? 100 : 10000));
    return local + '@' + std::string(random.pick(kMailHosts[index(person.home.now.country)]));
}

Day any_day(Random& random) { return random.between(kFirstDay, kLastDay); }

Day adult_birth(Random& random) {
    const Day middle = kLastDay - random.between(20, 55) * kYear;
    return middle - random.between(0, 35 * kYear);
}

}  // namespace

Population::Population(std::uint64_t people, std::uint64_t seed, bool skew)
    : nicknames_(parse(tables::kNicknames)), people_(people), seed_(mix64(seed + 1)), skew_(skew) {
    std::size_t longest = 1;
    const auto load = [&longest](std::string_view text) {
        List list = parse(text);
        longest = std::max(longest, list.size());
        return list;
    };
    for (std::size_t c = 0; c < kCultures; c++)
        names_[c] = {load(kNames[c].male), load(kNames[c].female), load(kNames[c].surnames), load(kNames[c].roots),
                     load(kNames[c].endings)};
    for (std::size_t c = 0; c < kCountries; c++)
        places_[c] = {load(kPlaces[c].streets), load(kPlaces[c].cities), load(kPlaces[c].town_roots),
                      load(kPlaces[c].town_endings)};
    for (std::size_t length = 1; length <= longest; length++) rankings_.emplace_back(length, 8);
}

// "a,b=c|d" gives a (Latin a) and b (Latin c or d).
Population::List Population::parse(std::string_view list) {
    const auto cut = [](std::string_view& text, char at) {
        const std::size_t end = text.find(at);
        const std::string_view head = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        return head;
    };
    List out;
    while (!list.empty()) {
        std::string_view item = cut(list, ',');
        Entry entry{cut(item, '='), {}};
        if (item.empty()) item = entry.native;
        while (!item.empty()) entry.latin.push_back(cut(item, '|'));
        out.push_back(std::move(entry));
    }
    return out;
}

const Population::Entry& Population::ranked(const List& list, Random& random) const {
    return list[rankings_[list.size() - 1].pick(random)];
}

// Most surnames are of the list, the others composed; Spaniards bear two, some of the others a double name.
Spelling Population::surname(Culture culture, Random& random) const {
    const Names& names = names_[index(culture)];
    const auto one = [&] {
        if (!random.chance(280)) {
            const Entry& entry = ranked(names.surnames, random);
            return spell(entry.native, entry.latin, random);
        }
        const Entry& root = random.pick(names.roots);
        const Entry& ending = ranked(names.endings, random);
        const Spelling head = spell(root.native, root.latin, random);
        return joined(head, "", spell(ending.native, ending.latin, random));
    };
    Spelling name = one();
    if (culture == Culture::kSpanish && random.chance(850)) return joined(name, " ", one());
    if (random.chance(15)) return joined(name, "-", one());
    return name;
}

Address Population::address(Country country, Random& random) const {
    const Places& places = places_[index(country)];
    Address out{country, with_number(country, ranked(places.streets, random).native, random), {}, {}};
    if (random.chance(650)) {
        const Entry& city = ranked(places.cities, random);
        out.city = city.native;
        out.postcode = postcode_in(country, city.latin.front(), random);
    } else {
        out.city = random.pick(places.town_roots).native;
        out.city += random.pick(places.town_endings).native;
        out.postcode = postcode_of_town(country, out.city);
    }
    return out;
}

Population::Home Population::new_home(Random& random) const {
    Home home{};
    home.skewed = skew_ && random.chance(300);
    home.country = static_cast<Country>(draw_share(kCountryShares, random));
    home.culture = static_cast<Culture>(draw_share(kCultureShares[index(home.country)], random));
    home.surname = home.skewed ? Spelling{"Martin", "Martin", "Martin"} : surname(home.culture, random);
    home.address.now = address(home.country, random);
    if (random.chance(200)) {
        const Day moved = any_day(random);
        home.address.change(address(home.country, random), moved);
    }
    if (random.chance(450)) home.landline = number_in(random.pick(kLandlineRanges[index(home.country)]), random);
    return home;
}

Person Population::person(const Home& home, Culture culture, bool female, Day birth, Random& random) const {
    Person out;
    out.culture = culture;
    out.female = female;
    out.skewed = home.skewed;
    out.birth = birth;
    const Names& names = names_[index(culture)];
    const Entry& given = ranked(female ? names.female : names.male, random);
    out.given = spell(given.native, given.latin, random);
    out.family.now = gendered(home.culture, home.surname, female);
    out.home = home.address;
    out.landline = home.landline;
    return out;
}

// A partner keeps the own name or takes the common one, now and then within the years that the records span.
void Population::add_partner(const Home& home, std::vector<Person>& household, Random& random) const {
    const Person& first = household.front();
    const Culture culture = random.chance(850)
                                ? home.culture
                                : static_cast<Culture>(draw_share(kCultureShares[index(home.country)], random));
    const bool female = random.chance(20) ? first.female : !first.female;
    const Day birth = std::min(first.birth + random.between(-8 * kYear, 8 * kYear), kLastDay - 19 * kYear);
    Person partner = person(home, culture, female, birth, random);
    if (!home.skewed) {
        Spelling own = gendered(culture, surname(culture, random), female);
        if (home.culture == Culture::kSpanish || random.chance(250)) {
            partner.family.now = std::move(own);
        } else if (random.chance(350)) {
            Spelling common = random.chance(60) ? joined(partner.family.now, "-", own) : partner.family.now;
            partner.family.now = std::move(own);
            partner.family.change(std::move(common), any_day(random));
        }
    }
    household.push_back(std::move(partner));
}

// Children of the last parent: twins now and then, sons with the father's name, grown ones with a home of their own.
void Population::add_children(const Home& home, std::vector<Person>& household, int count, Random& random) const {
    const std::size_t parents = household.size();
    Day birth = household.back().birth + random.between(21 * kYear, 36 * kYear);
    for (int i = 0; i < count; i++) {
        const bool twin = i > 0 && random.chance(80);
        if (i > 0 && !twin) birth += random.between(400, 4 * kYear);
        if (birth > kLastDay - kYear) return;
        Person child = person(home, home.culture, random.chance(500), birth, random);
        for (std::size_t k = parents; k < household.size(); k++)
            if (household[k].given.native == child.given.native) return;
        const Person& father = household.front();
        if (!child.female && !father.female && father.culture == child.culture && random.chance(50)) {
            child.given = father.given;
            child.junior = true;
        }
        if (birth < kLastDay - 20 * kYear && random.chance(600)) {
            const Day moved = std::max(kFirstDay, birth + random.between(18 * kYear, 20 * kYear));
            if (!child.home.changed()) child.home.change(address(home.country, random), moved);
            child.landline.clear();
        }
        household.push_back(std::move(child));
    }
}

// A grown son, or a father, who lives in the house and bears the name of its first man.
void Population::add_namesake(const Home& home, std::vector<Person>& household, Random& random) const {
    const Person& first = household.front();
    const Day father = first.birth - random.between(21 * kYear, 36 * kYear);
    Person elder = person(home, home.culture, first.female, father, random);
    if (!first.female && random.chance(600)) {
        elder.given = first.given;
        household.front().junior = true;
    }
    household.push_back(std::move(elder));
}

std::string Population::new_mobile(Country country, Random& random) {
    const std::vector<std::string>& retired = retired_[index(country)];
    if (!retired.empty() && random.chance(15)) return random.pick(retired);
    return number_in(random.pick(kMobileRanges[index(country)]), random);
}

// Gives a phone and a mailbox to those of an age to have them, and a former one to some.
void Population::equip(Person& person, Random& random) {
    const Country country = person.home.now.country;
    const int age = (kLastDay - person.birth) / kYear;
    if (age >= 12 && random.chance(age > 75 ? 600 : 960)) {
        person.mobile.now = new_mobile(country, random);
        if (age >= 18 && random.chance(180)) {
            std::vector<std::string>& retired = retired_[index(country)];
            if (retired.size() < kRetiredNumbers)
                retired.push_back(person.mobile.now);
            else
                retired[random.below(kRetiredNumbers)] = person.mobile.now;
            const Day changed = any_day(random);
            person.mobile.change(new_mobile(country, random), changed);
        }
    }
    if (age >= 14 && random.chance(age > 75 ? 550 : 930)) {
        person.email.now =
            new_email(person, person.family.changed() ? person.family.former : person.family.now, random);
        if (age >= 18 && random.chance(150)) {
            const Day changed = any_day(random);
            person.email.change(new_email(person, person.family.now, random), changed);
        }
    }
}

// Children are reached through a parent; some families use one mailbox, some couples one phone.
void Population::share(std::vector<Person>& household, Random& random) const {
    const Person& first = household.front();
    const bool one_mailbox = random.chance(70);
    const bool one_phone = random.chance(40);
    for (std::size_t i = 1; i < household.size(); i++) {
        Person& member = household[i];
        const bool minor = member.birth > kLastDay - 16 * kYear;
        if (one_mailbox || (minor && member.email.now.empty() && random.chance(500))) member.email = first.email;
        if (one_phone || (minor && member.mobile.now.empty() && random.chance(600))) member.mobile = first.mobile;
    }
}

bool Population::next(std::vector<Person>& household) {
    household.clear();
    if (made_ == people_) return false;
    Random random(combine64(seed_, households_++));
    const Home home = new_home(random);
    const std::uint32_t kind = random.below(100);
    const bool female = random.chance(kind < 38 ? 520 : 250);
    household.push_back(person(home, home.culture, female, adult_birth(random), random));
    if (kind >= 38 && kind < 86) add_partner(home, household, random);
    if (kind >= 58 && kind < 94) add_children(home, household, random.between(1, 3), random);
    if (kind >= 94) add_namesake(home, household, random);
    if (household.size() > people_ - made_) household.resize(people_ - made_);
    for (Person& member : household) {
        member.serial = made_++;
        equip(member, random);
    }
    share(household, random);
    return true;
}

std::string Population::nickname(const std::string& given, Random& random) const {
    for (const Entry& entry : nicknames_)
        if (entry.native == given) return std::string(random.pick(entry.latin));
    return given;
}

}  // namespace cdp::sample
