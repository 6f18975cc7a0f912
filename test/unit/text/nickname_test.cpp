// SPDX-License-Identifier: PostgreSQL
#include "core/text/nickname.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/text/fold.hpp"

namespace cdp::text {
namespace {

struct Pair {
    const char* a;
    const char* b;
};

TEST(Nickname, Related) {
    const Pair pairs[] = {
        {"william", "bill"},     {"elizabeth", "beth"},     {"francisco", "paco"},      {"jean", "john"},
        {"katarzyna", "kasia"},  {"wilhelm", "guillaume"},  {"jose", "pepe"},           {"malgorzata", "gosia"},
        {"johannes", "hans"},    {"margaret", "peggy"},     {"joseph", "jojo"},         {"georges", "jojo"},
        {"jean pierre", "jp"},   {"jose maria", "chema"},   {"maria teresa", "maite"},  {"albert", "bert"},
        {"robert", "bert"},      {"al", "alan"},            {"al", "albert"},           {"edward", "ted"},
        {"theodore", "ted"},     {"patrick", "pat"},        {"patricia", "pat"},        {"dietrich", "thierry"},
        {"xavier", "javi"},      {"gunter", "guenter"},     {"mohamed", "muhammad"},    {"francoise", "fanny"},
        {"stephanie", "fanny"},  {"charlotte", "lotte"},    {"karl", "kalle"},          {"karl heinz", "kalle"},
        {"eduardo", "lalo"},     {"rosario", "charo"},      {"samantha", "sam"},        {"anna", "anna"},
        {"alex", "alexandra"},   {"alex", "alexis"},        {"alex", "alexander"},      {"barbel", "barbara"},
        {"resi", "theresia"},    {"lulu", "lucien"},        {"mimi", "michele"},        {"zac", "zachary"},
        {"zac", "isaac"},        {"titi", "thierry"},
    };
    for (const Pair& p : pairs) {
        EXPECT_TRUE(is_nickname(p.a, p.b)) << p.a << " " << p.b;
        EXPECT_TRUE(is_nickname(p.b, p.a)) << p.a << " " << p.b;
    }
}

TEST(Nickname, Unrelated) {
    const Pair pairs[] = {
        {"william", "robert"}, {"qwxz", "qwxz"}, {"", ""}, {"albert", "robert"}, {"albert", "alan"},
        {"jean pierre", "jean paul"}, {"jean pierre", "jean"}, {"patrick", "patricia"}, {"edward", "theodore"},
        {"christian", "christopher"}, {"anna", "ann e"},
        {"alexandra", "alexis"}, {"titi", "dietrich"},
    };
    for (const Pair& p : pairs) EXPECT_FALSE(is_nickname(p.a, p.b)) << p.a << " " << p.b;
    EXPECT_EQ(nickname_id(std::string(1 << 20, 'a')), 0u);
}

TEST(Nickname, Lists) {
    EXPECT_EQ(nicknames("kalle"), (std::vector<std::string>{"carl", "carlito", "carlitos", "carlo", "carlos", "charles",
                                                            "charlie", "charlot", "charly", "chas", "chip", "chuck",
                                                            "karel", "karl", "karl heinz", "karol"}));
    EXPECT_TRUE(nicknames("qwxz").empty());
    EXPECT_TRUE(nicknames("").empty());
}

// Names are listed in the form that they are looked up in, each related both ways.
TEST(Nickname, ListsAndLookupsAgree) {
    std::size_t names = 0;
    for (const char* start : {"john", "maria", "bert", "ed", "mo", "jean pierre", "sacha"}) {
        const auto all = nicknames(start);
        EXPECT_TRUE(std::is_sorted(all.begin(), all.end())) << start;
        for (const std::string& name : all) {
            names++;
            EXPECT_EQ(fold(name), name);
            EXPECT_TRUE(is_nickname(start, name)) << start << " " << name;
            const auto back = nicknames(name);
            EXPECT_NE(std::find(back.begin(), back.end(), start), back.end()) << start << " " << name;
        }
    }
    EXPECT_GT(names, 100u);
}

}  // namespace
}  // namespace cdp::text
