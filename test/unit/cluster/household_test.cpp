// SPDX-License-Identifier: PostgreSQL
// Households, zero-configuration: couples, twins, and a father and a son of one full name share a street, a phone and
// often a mailbox, and are different people. Each is there twice, the second time with a value missing.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "unit/cluster/customers.hpp"

namespace cdp::cluster {
namespace {

constexpr std::size_t kHouseholds = 240;
constexpr std::size_t kPeople = 4;  // of a household
const char* const kGiven[] = {"Alain",  "Beatrice", "Camille", "Damien", "Elise",  "Fabrice", "Gaelle", "Hugo",
                              "Ines",   "Jerome",   "Karine",  "Lucas",  "Manon",  "Nathan",  "Odile",  "Pascal",
                              "Quentin", "Rachel", "Simon", "Tiphaine", "Ulysse", "Valerie", "William", "Yasmine", "Antoine", "Brigitte",
                              "Cedric", "Delphine", "Emile", "Florence", "Georges", "Helene", "Isabelle", "Julien", "Laure",
                              "Mathieu", "Nicole", "Olivier", "Patrick", "Sylvie", "Thierry", "Vincent", "Xavier"};
const char* const kStreets[] = {"rue du Moulin", "avenue Foch", "place Bellecour", "chemin des Vignes", "rue Pasteur"};

std::string family_of(std::size_t household) {
    static const char* const kFirst[] = {"Kowal", "Bert", "Mont", "Deschamp", "Lefev", "Garn", "Roch", "Villar"};
    static const char* const kLast[] = {"ski", "rand", "ier", "eau", "ard", "et"};
    return std::string(kFirst[household % 8]) + kLast[household / 8 % 6];
}

std::string date_of(std::size_t from, std::size_t n) {
    char text[16];
    std::snprintf(text, sizeof text, "%04zu-%02zu-%02zu", from + n % 17, 1 + n * 7 % 12, 1 + n * 11 % 28);
    return text;
}

// A couple and two children. In every tenth household the children are twins, in every tenth the son has the father's
// name.
std::vector<Customer> household(std::size_t h) {
    const std::size_t n = std::size(kGiven);
    std::string names[kPeople], born[kPeople] = {date_of(1948, h), date_of(1950, h * 3 + 5), date_of(1975, h * 5 + 1), {}};
    for (std::size_t i = 0; i < kPeople; i++) names[i] = kGiven[(h * 5 + i * 7) % n];
    born[3] = h % 10 == 3 ? born[2] : date_of(1979, h * 13 + 2);
    if (h % 10 == 7) names[2] = names[0];
    const std::string street = std::to_string(1 + h * 13 % 180) + " " + kStreets[h % 5];
    const std::string phone = "04" + std::to_string(70'000'000 + h * 7919);
    const std::string mailbox = "famille." + family_of(h) + std::to_string(h) + "@laposte.net";
    std::vector<Customer> rows;
    for (std::size_t i = 0; i < kPeople; i++) {
        Customer c{"h" + std::to_string(h) + "p" + std::to_string(i), names[i], family_of(h), born[i], street,
                   "690" + std::to_string(10 + h % 9), "Lyon", phone, {}};
        if (h % 3 == 0) c.email = mailbox;
        rows.push_back(c);
        c.id += "x";
        (h % 2 == 0 ? c.phone : c.street) = std::nullopt;
        rows.push_back(c);
    }
    return rows;
}

// Of the households with twins or two bearers of one name.
bool is_hard(const std::string& id) {
    const int h = std::atoi(id.c_str() + 1);
    return h % 10 == 3 || h % 10 == 7;
}

std::string person_of(const std::string& id) { return id.substr(0, id.find('x')); }

TEST(Household, CouplesTwinsAndBearersOfOneNameStayApart) {
    std::vector<Customer> rows = crowd(300, 1);
    for (std::size_t h = 0; h < kHouseholds; h++)
        for (auto& row : household(h)) rows.push_back(std::move(row));
    Engine engine(std::size_t{256} << 20);
    fill(engine, rows);
    Job job(2);
    job.start([&](JobContext& context) { engine.run_dedupe(context); });
    job.finish();
    std::size_t right = 0, wrong = 0, hard = 0;
    for (const auto& ids : partition_of(engine))
        for (auto a = ids.begin(); a != ids.end(); ++a)
            for (auto b = std::next(a); b != ids.end(); ++b) {
                if (!a->starts_with('h') && !b->starts_with('h')) continue;
                if (person_of(*a) == person_of(*b))
                    right++;
                else
                    (is_hard(*a) ? hard : wrong)++;
            }
    EXPECT_GE(right, kHouseholds * kPeople * 98 / 100);
    EXPECT_LE(wrong, kHouseholds * kPeople / 100);
    // Nothing but the given name, or the birth date, tells these apart, and both may be mistaken.
    EXPECT_LE(hard, kHouseholds / 5 * 4 * 3 / 4);
}

// A switchboard and an office mailbox that 150 people share are no evidence; an address of one's own is.
TEST(Household, WhatManyShareLosesItsWeight) {
    std::vector<Customer> rows = crowd(400, 2);
    for (std::size_t i = 0; i < 150; i++)
        rows.push_back({"o" + std::to_string(i), kGiven[(i + i / 48 * 5) % std::size(kGiven)], "Office" + family_of(i), date_of(1950 + i / 10, i * 5), {}, {}, {},
                        "0142000000", "accueil@mairie.example.fr"});
    Customer own{"own", "Sidonie", "Vandermeersch", "1983-05-09", {}, {}, {}, {}, "sidonie.vdm@laposte.net"};
    rows.push_back(own);
    own.id = "ownx";
    own.born = std::nullopt;
    rows.push_back(own);
    Engine engine(std::size_t{256} << 20);
    fill(engine, rows);
    Job job(2);
    job.start([&](JobContext& context) { engine.run_dedupe(context); });
    job.finish();
    bool found = false;
    for (const auto& ids : partition_of(engine)) {
        found = found || (ids.contains("own") && ids.contains("ownx"));
        if (!ids.begin()->starts_with('o') || ids.contains("own")) continue;
        EXPECT_EQ(ids.size(), 1u) << *ids.begin() << " " << *ids.rbegin();
    }
    EXPECT_TRUE(found);
}

}  // namespace
}  // namespace cdp::cluster
