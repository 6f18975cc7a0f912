// SPDX-License-Identifier: PostgreSQL
// The people behind the sample data, household by household: who lives together, who is called what in which script,
// who married, moved, changed numbers. Memory does not grow with their number.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/dates.hpp"
#include "data/random.hpp"

namespace cdp::sample {

enum class Culture : unsigned char {
    kFrench,
    kGerman,
    kEnglish,
    kSpanish,
    kItalian,
    kPolish,
    kRussian,
    kGreek,
    kArabic,
};
inline constexpr std::size_t kCultures = 9;

enum class Country : unsigned char { kFrance, kGermany, kBritain, kSpain, kItaly, kPoland };
inline constexpr std::size_t kCountries = 6;

// One name in its own script and in two Latin spellings that are in use; all three alike for most Latin names.
struct Spelling {
    std::string native;
    std::string latin;
    std::string other;
};

struct Address {
    Country country = Country::kFrance;
    std::string street;
    std::string postcode;
    std::string city;
};

// A value that changed at most once: `former` held before `since`.
template <typename T>
struct Changing {
    T now = {};
    T former = {};
    Day since = 0;

    bool changed() const { return since != 0; }
    void change(T next, Day day) {
        former = std::exchange(now, std::move(next));
        since = day;
    }
    const T& at(Day day) const { return changed() && day < since ? former : now; }
};

struct Person {
    std::uint64_t serial = 0;
    Culture culture = Culture::kFrench;
    bool female = false;
    bool junior = false;  // bears the full name of a parent
    bool skewed = false;  // of the households that share one surname and one placeholder phone
    Day birth = 0;
    Spelling given;
    Changing<Spelling> family;
    Changing<Address> home;
    Changing<std::string> email;   // may be empty
    Changing<std::string> mobile;  // national number without trunk prefix; may be empty
    std::string landline;          // of the household, likewise
};

class Population {
public:
    // `people` persons in all; with `skew`, 30 % of the households share one surname.
    Population(std::uint64_t people, std::uint64_t seed, bool skew);

    // Fills `household` with the next people; false when all have been made.
    bool next(std::vector<Person>& household);

    // A short form of a Latin given name, or the name itself where none is usual.
    std::string nickname(const std::string& given, Random& random) const;

private:
    struct Entry {
        std::string_view native;
        std::vector<std::string_view> latin;
    };
    using List = std::vector<Entry>;
    struct Names {
        List male, female, surnames, roots, endings;
    };
    struct Places {
        List streets, cities, town_roots, town_endings;
    };
    // What the members of a household have in common. The surname is in its masculine form.
    struct Home {
        Culture culture;
        Country country;
        bool skewed;
        Spelling surname;
        Changing<Address> address;
        std::string landline;
    };

    static List parse(std::string_view list);
    const Entry& ranked(const List& list, Random& random) const;
    Spelling surname(Culture culture, Random& random) const;
    Address address(Country country, Random& random) const;
    Home new_home(Random& random) const;
    Person person(const Home& home, Culture culture, bool female, Day birth, Random& random) const;
    void add_partner(const Home& home, std::vector<Person>& household, Random& random) const;
    void add_children(const Home& home, std::vector<Person>& household, int count, Random& random) const;
    void add_namesake(const Home& home, std::vector<Person>& household, Random& random) const;
    void equip(Person& person, Random& random);
    void share(std::vector<Person>& household, Random& random) const;
    std::string new_mobile(Country country, Random& random);

    std::array<Names, kCultures> names_;
    std::array<Places, kCountries> places_;
    List nicknames_;
    std::vector<RankPicker> rankings_;                          // by length of list, from 1
    std::array<std::vector<std::string>, kCountries> retired_;  // numbers given up lately, to be handed out again
    std::uint64_t people_;
    std::uint64_t seed_;
    bool skew_;
    std::uint64_t made_ = 0;
    std::uint64_t households_ = 0;
};

}  // namespace cdp::sample
