// SPDX-License-Identifier: PostgreSQL
#include "data/records.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "data/spelling.hpp"

namespace cdp::sample {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;
constexpr Day kYoungestCustomer = 3 * 365;  // in days

// Of a thousand records of a source: how many have each gap, habit and mistake.
struct Habits {
    std::uint32_t member, again;  // people who are there; once more
    std::uint32_t no_given, no_family, no_birth, no_email, no_phone, no_address, no_postcode;
    std::uint32_t native, other_spelling, capitals, small, plain, nickname, initial, swapped, stale;
    std::uint32_t slip, misread, junk;  // of each value
};
constexpr Habits kHabits[kSources] = {
    {620, 70, 15, 5, 250, 330, 300, 180, 60, 60, 120, 80, 10, 90, 30, 15, 10, 120, 18, 2, 6},
    {560, 90, 20, 20, 0, 10, 420, 120, 30, 450, 200, 30, 150, 120, 70, 10, 12, 60, 22, 0, 10},
    {430, 50, 10, 5, 120, 480, 260, 300, 80, 20, 300, 450, 20, 400, 20, 20, 8, 150, 14, 20, 5},
};

constexpr std::string_view kCallingCodes[kCountries] = {"33", "49", "44", "34", "39", "48"};
constexpr std::string_view kTrunkPrefixes[kCountries] = {"0", "0", "0", "", "", ""};

constexpr std::string_view kJunkNames[] = {"N/A", "-", "INCONNU", "Test", "xxx", "Kunde", "Unknown", "?"};
constexpr std::string_view kJunkMails[] = {"test@test.com", "noemail@noemail.com", "inconnu@inconnu.fr", "N/A", "none",
                                           "a@a.com",       "no@mail.com",         "info@example.com"};
constexpr std::string_view kJunkPhones[] = {"0000000000", "0600000000", "1234567890", "N/A",
                                            "0123456789", "9999999999", "00",         "+33600000000"};
constexpr std::string_view kJunkDates[] = {"1900-01-01", "1970-01-01", "1900-01-01", "1901-01-01"};
constexpr std::string_view kJunkStreets[] = {"N/A", "inconnue", ".", "unknown", "xxx"};
constexpr std::string_view kPlaceholderPhone = "0600000000";

void replace_first(std::string& text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    if (at != std::string::npos) text.replace(at, from.size(), to);
}

// The short forms that people write in addresses.
void shorten_street(std::string& street) {
    static constexpr std::pair<std::string_view, std::string_view> kShort[] = {
        {"avenue", "av."}, {"boulevard", "bd"}, {"rue ", "r. "},    {"place", "pl."},  {"Street", "St"},
        {"Road", "Rd"},    {"Avenue", "Ave"},   {"straße", "str."}, {"Calle ", "C/ "}, {"Avenida", "Avda."},
        {"Via ", "V. "},   {"Piazza", "P.zza"}, {"ul. ", ""},       {"chemin", "ch."}, {"Saint-", "St "},
        {"Lane", "Ln"},    {"Corso", "C.so"},   {"allée", "all."},  {"Plaza", "Pza."}, {"weg", "w."}};
    for (const auto& [from, to] : kShort) {
        if (street.find(from) == std::string::npos) continue;
        replace_first(street, from, to);
        return;
    }
}

// Digits in groups of `size`; what is left over stands first, but never alone.
std::string grouped(std::string_view digits, std::size_t size, char between) {
    std::size_t first = digits.size() % size;
    if (first == 1) first += size;
    std::string out(digits.substr(0, first));
    for (std::size_t i = first; i < digits.size(); i += size) {
        if (!out.empty()) out.push_back(between);
        out += digits.substr(i, size);
    }
    return out;
}

// The ways to write a number: international or national, bare, spaced or dotted.
std::string phone_text(Country country, const std::string& number, Random& random) {
    const std::size_t c = static_cast<std::size_t>(country);
    const std::string national = std::string(kTrunkPrefixes[c]) + number;
    const std::size_t group = country == Country::kFrance ? 2 : 3;
    switch (random.below(8)) {
        case 0:
        case 1: return '+' + std::string(kCallingCodes[c]) + number;
        case 2: return "00" + std::string(kCallingCodes[c]) + number;
        case 3: return '+' + std::string(kCallingCodes[c]) + ' ' + grouped(number, group, ' ');
        case 4: return grouped(national, group, ' ');
        case 5: return grouped(national, group, '.');
        default: return national;
    }
}

// A birth date as it is, or with day and month swapped, a digit wrong, the year one off, the day unknown.
std::string birth_text(Day day, Random& random) {
    std::string text = iso_date(day);
    const std::uint32_t mistake = random.below(1000);
    if (mistake < 10 && std::string_view(text).substr(8) <= "12") {
        const std::string month = text.substr(5, 2);
        text.replace(5, 2, text.substr(8));
        text.replace(8, 2, month);
    } else if (mistake < 18) {
        text[9] = static_cast<char>('0' + (text[9] - '0' + 1) % 9 + (text[8] == '0'));
        if (text[8] == '3') text.replace(8, 2, "13");
    } else if (mistake < 26) {
        text = iso_date(day - 365);
    } else if (mistake < 32) {
        text.replace(5, 5, "01-01");
    }
    return text;
}

void damage_mail(std::string& mail, Random& random) {
    const std::size_t at = mail.find('@');
    if (random.chance(400)) {
        std::string local = mail.substr(0, at);
        slip(local, random);
        mail.replace(0, at, local);
    } else if (mail.ends_with("gmail.com")) {
        replace_first(mail, "gmail", random.chance(500) ? "gmial" : "gmai");
    } else {
        mail.resize(mail.rfind('.'));
        mail += random.chance(500) ? ".con" : ".cm";
    }
}

// The moment of a record and what was true, or still thought true, then.
struct Moment {
    Day day;
    Day known;
};

class RecordWriter {
public:
    RecordWriter(const NameBook& names, const Person& person, Source source, Random& random)
        : names_(names), person_(person), habits_(kHabits[static_cast<std::size_t>(source)]), random_(random) {
        record_.source = source;
        record_.person = person.serial;
        record_.female = person.female;
    }

    Record write() {
        const Day first = std::max(kFirstDay, person_.birth + kYoungestCustomer);
        moment_.day = random_.between(first, kLastDay);
        moment_.known = has(habits_.stale) ? std::max(kFirstDay, moment_.day - random_.between(30, 1500)) : moment_.day;
        record_.seconds = moment_.day * kSecondsPerDay + random_.below(kSecondsPerDay);
        write_name();
        if (!has(habits_.no_birth)) record_.birth = birth_text(person_.birth, random_);
        write_contacts();
        write_address();
        damage();
        style();
        return std::move(record_);
    }

private:
    bool has(std::uint32_t permille) { return random_.chance(permille); }

    void write_name() {
        const Spelling& family = person_.family.at(moment_.known);
        if (has(habits_.native)) {
            record_.given = person_.given.native;
            record_.family = family.native;
        } else {
            const bool other = has(habits_.other_spelling);
            record_.given = other ? person_.given.other : person_.given.latin;
            record_.family = other ? family.other : family.latin;
        }
        if (has(habits_.nickname)) record_.given = names_.nickname(record_.given, random_);
        if (has(habits_.initial)) to_initial(record_.given);
        if (person_.junior && person_.culture == Culture::kEnglish && has(400)) record_.family += " Jr";
        if (has(habits_.no_given)) record_.given.clear();
        if (has(habits_.no_family)) record_.family.clear();
        if (has(habits_.swapped)) std::swap(record_.given, record_.family);
    }

    void write_contacts() {
        if (!has(habits_.no_email)) record_.email = person_.email.at(moment_.known);
        if (has(habits_.no_phone)) return;
        const std::string& mobile = person_.mobile.at(moment_.known);
        const bool fixed = !person_.landline.empty() && (mobile.empty() || has(200));
        const std::string& number = fixed ? person_.landline : mobile;
        if (!number.empty()) record_.phone = phone_text(person_.home.now.country, number, random_);
    }

    void write_address() {
        const Address& home = person_.home.at(moment_.known);
        record_.country = home.country;
        if (has(habits_.no_address)) return;
        record_.street = home.street;
        record_.city = home.city;
        if (!has(habits_.no_postcode)) record_.postcode = home.postcode;
        if (has(120)) shorten_street(record_.street);
        if (has(40)) replace_first(record_.city, "Saint", "St");
    }

    void damage() {
        for (std::string* text : {&record_.given, &record_.family, &record_.street, &record_.city}) {
            if (has(habits_.slip)) slip(*text, random_);
            if (has(habits_.misread)) misread(*text, random_);
        }
        if (!record_.phone.empty() && has(habits_.slip / 2))
            record_.phone.back() = static_cast<char>('0' + random_.below(10));
        if (!record_.email.empty() && has(habits_.slip)) damage_mail(record_.email, random_);
        if (has(habits_.junk)) record_.given = random_.pick(kJunkNames);
        if (has(habits_.junk)) record_.email = random_.pick(kJunkMails);
        if (has(habits_.junk)) record_.phone = random_.pick(kJunkPhones);
        if (has(habits_.junk)) record_.birth = random_.pick(kJunkDates);
        if (has(habits_.junk)) record_.street = random_.pick(kJunkStreets);
        if (person_.skewed && record_.source != Source::kShop) record_.phone = kPlaceholderPhone;
        if (record_.source == Source::kShop) record_.birth.clear();
    }

    void style() {
        const bool capitals = has(habits_.capitals);
        const bool small = !capitals && has(habits_.small);
        const bool plain = has(habits_.plain);
        const bool garbled = has(3);
        for (std::string* text : {&record_.given, &record_.family, &record_.street, &record_.city}) {
            if (plain) drop_accents(*text, person_.culture == Culture::kGerman);
            if (capitals) to_upper(*text);
            if (small) to_lower(*text);
            if (garbled) garble(*text);
        }
        if (has(20)) record_.family += ' ';
        if (has(25)) to_upper(record_.email);
    }

    const NameBook& names_;
    const Person& person_;
    const Habits& habits_;
    Random& random_;
    Moment moment_{};
    Record record_;
};

}  // namespace

void write_records(const NameBook& names, const Person& person, Random& random, std::vector<Record>& out) {
    const std::size_t before = out.size();
    for (std::size_t s = 0; s < kSources; s++) {
        if (!random.chance(kHabits[s].member)) continue;
        do out.push_back(RecordWriter(names, person, static_cast<Source>(s), random).write());
        while (random.chance(kHabits[s].again));
    }
    if (out.size() == before)
        out.push_back(RecordWriter(names, person, static_cast<Source>(random.below(kSources)), random).write());
}

}  // namespace cdp::sample
