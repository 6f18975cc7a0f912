// SPDX-License-Identifier: PostgreSQL
#include "data/people.hpp"

#include <algorithm>

#include "data/spelling.hpp"

namespace cdp::sample {
namespace {

constexpr int kYear = 365;
constexpr int kYoungest = 5;  // customer, in years

// Of a thousand households: where they live, and of which culture they are there.
constexpr std::uint32_t kCountryShares[kCountries] = {400, 200, 120, 100, 90, 90};
constexpr std::uint32_t kCultureShares[kCountries][kCultures] = {
    {800, 10, 10, 25, 20, 10, 15, 10, 100}, {10, 760, 10, 10, 30, 50, 60, 20, 50},
    {10, 10, 800, 15, 15, 50, 20, 20, 60},  {10, 10, 15, 850, 10, 10, 20, 5, 70},
    {10, 10, 10, 15, 840, 15, 30, 20, 50},  {5, 10, 5, 5, 5, 900, 60, 5, 5},
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

Culture draw_culture(Country country, Random& random) {
    return static_cast<Culture>(draw_share(kCultureShares[static_cast<std::size_t>(country)], random));
}

// A mailbox in the name that the person bears, or bore, at the time.
std::string mailbox(const Person& person, const Spelling& family, Random& random) {
    const bool german = person.culture == Culture::kGerman;
    return new_email(person.home.now.country, mail_form(person.given.latin, german), mail_form(family.latin, german),
                     iso_date(person.birth).substr(0, 4), random);
}

Day any_day(Random& random) { return random.between(kFirstDay, kLastDay); }

Day adult_birth(Random& random) {
    const Day middle = kLastDay - random.between(20, 55) * kYear;
    return middle - random.between(0, 35 * kYear);
}

}  // namespace

Population::Population(std::uint64_t people, std::uint64_t seed, bool skew)
    : people_(people), seed_(mix64(seed + 1)), skew_(skew) {}

Population::Home Population::new_home(Random& random) const {
    Home home{};
    home.skewed = skew_ && random.chance(300);
    home.country = static_cast<Country>(draw_share(kCountryShares, random));
    home.culture = draw_culture(home.country, random);
    home.surname = home.skewed ? Spelling{"Martin", "Martin", "Martin"} : names_.surname(home.culture, random);
    home.address.now = addresses_.address(home.country, random);
    if (random.chance(200)) {
        const Day moved = any_day(random);
        home.address.change(addresses_.address(home.country, random), moved);
    }
    if (random.chance(450)) home.landline = new_landline(home.country, random);
    return home;
}

Person Population::person(const Home& home, Culture culture, bool female, Day birth, Random& random) const {
    Person out;
    out.culture = culture;
    out.female = female;
    out.skewed = home.skewed;
    out.birth = birth;
    out.given = names_.given(culture, female, random);
    out.family.now = gendered(home.culture, home.surname, female);
    out.home = home.address;
    out.landline = home.landline;
    return out;
}

// A partner keeps the own name or takes the common one, now and then within the years that the records span.
void Population::add_partner(const Home& home, std::vector<Person>& household, Random& random) const {
    const Person& first = household.front();
    const Culture culture = random.chance(850) ? home.culture : draw_culture(home.country, random);
    const bool female = random.chance(20) ? first.female : !first.female;
    const Day birth = std::min(first.birth + random.between(-8 * kYear, 8 * kYear), kLastDay - 19 * kYear);
    Person partner = person(home, culture, female, birth, random);
    if (!home.skewed) {
        Spelling own = gendered(culture, names_.surname(culture, random), female);
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
        if (birth > kLastDay - kYoungest * kYear) return;
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
            if (!child.home.changed()) child.home.change(addresses_.address(home.country, random), moved);
            child.landline.clear();
        }
        household.push_back(std::move(child));
    }
}

// A parent who lives in the house too; fathers and sons now and then bear the same name.
void Population::add_grandparent(const Home& home, std::vector<Person>& household, Random& random) const {
    const Person& first = household.front();
    const Day elder_birth = first.birth - random.between(21 * kYear, 36 * kYear);
    Person elder = person(home, home.culture, first.female, elder_birth, random);
    if (!first.female && random.chance(300)) {
        elder.given = first.given;
        household.front().junior = true;
    }
    household.push_back(std::move(elder));
}

// Gives a phone and a mailbox to those of an age to have them, and a former one to some.
void Population::equip(Person& person, Random& random) {
    const Country country = person.home.now.country;
    const int age = (kLastDay - person.birth) / kYear;
    if (age >= 12 && random.chance(age > 75 ? 600 : 960)) {
        person.mobile.now = numbers_.take(country, random);
        if (age >= 18 && random.chance(180)) {
            numbers_.give_back(country, person.mobile.now, random);
            const Day changed = any_day(random);
            person.mobile.change(numbers_.take(country, random), changed);
        }
    }
    if (age >= 14 && random.chance(age > 75 ? 550 : 930)) {
        person.email.now = mailbox(person, person.family.changed() ? person.family.former : person.family.now, random);
        if (age >= 18 && random.chance(150)) {
            const Day changed = any_day(random);
            person.email.change(mailbox(person, person.family.now, random), changed);
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
    const Day birth = kind < 94 ? adult_birth(random) : kLastDay - random.between(20 * kYear, 55 * kYear);
    household.push_back(person(home, home.culture, female, birth, random));
    if (kind >= 38 && kind < 86) add_partner(home, household, random);
    if (kind >= 58 && kind < 94) add_children(home, household, random.between(1, 3), random);
    if (kind >= 94) add_grandparent(home, household, random);
    if (household.size() > people_ - made_) household.resize(people_ - made_);
    for (Person& member : household) {
        member.serial = made_++;
        equip(member, random);
    }
    share(household, random);
    return true;
}

}  // namespace cdp::sample
