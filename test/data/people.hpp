// SPDX-License-Identifier: PostgreSQL
// The people behind the sample data, household by household: who lives together, who is called what in which script,
// who married, moved, changed numbers. Memory does not grow with their number.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data/contacts.hpp"
#include "data/dates.hpp"
#include "data/names.hpp"
#include "data/random.hpp"

namespace cdp::sample {

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

    const NameBook& names() const { return names_; }

private:
    // What the members of a household have in common. The surname is in its masculine form.
    struct Home {
        Culture culture;
        Country country;
        bool skewed;
        Spelling surname;
        Changing<Address> address;
        std::string landline;
    };

    Home new_home(Random& random) const;
    Person person(const Home& home, Culture culture, bool female, Day birth, Random& random) const;
    void add_partner(const Home& home, std::vector<Person>& household, Random& random) const;
    void add_children(const Home& home, std::vector<Person>& household, int count, Random& random) const;
    void add_grandparent(const Home& home, std::vector<Person>& household, Random& random) const;
    void equip(Person& person, Random& random);
    void share(std::vector<Person>& household, Random& random) const;

    NameBook names_;
    AddressBook addresses_;
    NumberPool numbers_;
    std::uint64_t people_;
    std::uint64_t seed_;
    bool skew_;
    std::uint64_t made_ = 0;
    std::uint64_t households_ = 0;
};

}  // namespace cdp::sample
