// SPDX-License-Identifier: PostgreSQL
// Customers for the tests of clustering: hand-made rows, and many people with misspelt copies of themselves.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/cluster/engine.hpp"

namespace cdp::cluster {

using Cell = std::optional<std::string>;

struct Customer {
    std::string id;
    Cell given, family, born, street, postcode, city, phone, email;
};

inline constexpr std::array<std::pair<const char*, Cell Customer::*>, 8> kColumns = {{
    {"first_name", &Customer::given},
    {"last_name", &Customer::family},
    {"birth_date", &Customer::born},
    {"street", &Customer::street},
    {"postcode", &Customer::postcode},
    {"city", &Customer::city},
    {"phone", &Customer::phone},
    {"email", &Customer::email},
}};

// Puts the rows into the engine, with columns in the given order.
inline void fill(Engine& engine, const std::vector<Customer>& rows,
                 const std::vector<std::size_t>& columns = {0, 1, 2, 3, 4, 5, 6, 7}) {
    for (const std::size_t c : columns) engine.raw().add_column(kColumns[c].first, "text");
    for (const Customer& row : rows) {
        std::vector<std::optional<std::string_view>> cells;
        for (const std::size_t c : columns) {
            const Cell& cell = row.*kColumns[c].second;
            cells.push_back(cell ? std::optional<std::string_view>(*cell) : std::nullopt);
        }
        engine.raw().add_row(std::nullopt, row.id, cells);
    }
}

using Partition = std::set<std::set<std::string>>;

inline Partition partition_of(const Engine& engine) {
    std::map<link::Record, std::set<std::string>> groups;
    for (link::Record r = 0; r < engine.clusters().size(); r++)
        groups[engine.clusters()[r]].insert(std::string(engine.raw().id(r)));
    Partition out;
    for (auto& [root, ids] : groups) out.insert(std::move(ids));
    return out;
}

// People of different names, each at a place of their own; about every second has a misspelt copy, "x" behind its id.
inline std::vector<Customer> crowd(std::size_t people, std::uint32_t seed) {
    static constexpr const char* kGiven[] = {"Alice", "Bruno",  "Chloe",  "David",   "Emma",   "Fabien", "Gaelle", "Hugo",
                                             "Ines",  "Julien", "Karine", "Laurent", "Manon",  "Nicolas", "Olivia", "Pierre",
                                             "Quentin", "Romane", "Simon", "Theo",   "Ursule", "Valerie", "William", "Yasmine"};
    static constexpr const char* kHead[] = {"Mar", "Du", "Ber", "Lam", "Gir", "Roux", "Vin", "Four", "Mor", "Sim", "Lau", "Leg"};
    static constexpr const char* kTail[] = {"tin", "bois", "nard", "bert", "ard", "el", "cent", "nier", "eau", "onet", "rent", "rand"};
    static constexpr const char* kStreets[] = {"rue de la Paix", "avenue Foch", "rue Pasteur", "boulevard Voltaire", "place Verdun",
                                               "rue des Lilas", "chemin Vert", "rue Victor Hugo", "allee des Pins", "quai Sud"};
    static constexpr const char* kCities[] = {"Lyon", "Nantes", "Lille", "Dijon", "Brest", "Tours", "Nimes", "Metz"};
    std::mt19937 random(seed);
    const auto pick = [&](const auto& list) { return std::string(list[random() % std::size(list)]); };
    const auto digits = [&](std::size_t n) {
        std::string s;
        while (s.size() < n) s += static_cast<char>('0' + random() % 10);
        return s;
    };
    std::vector<Customer> rows;
    for (std::size_t i = 0; i < people; i++) {
        Customer c;
        c.id = "p" + std::to_string(10000 + i);
        c.given = pick(kGiven);
        c.family = pick(kHead) + pick(kTail);
        c.born = std::to_string(1940 + random() % 60) + "-" + std::to_string(10 + random() % 3) + "-" + std::to_string(10 + random() % 18);
        c.street = std::to_string(1 + random() % 180) + " " + pick(kStreets);
        c.postcode = std::to_string(10 + random() % 80) + digits(3);
        c.city = pick(kCities);
        c.phone = "06" + digits(8);
        c.email = *c.given + "." + *c.family + std::to_string(i) + "@mail.fr";
        rows.push_back(c);
        if (random() % 2 == 0) continue;
        c.id += "x";
        (*c.family)[2] = 'z';
        if (random() % 3 == 0) c.email.reset();
        if (random() % 3 == 0) c.phone.reset();
        rows.push_back(c);
    }
    return rows;
}

}  // namespace cdp::cluster
