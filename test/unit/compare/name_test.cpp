// SPDX-License-Identifier: PostgreSQL
#include "core/compare/name.hpp"

#include <gtest/gtest.h>

#include <random>

#include "unit/text/nasty.hpp"

namespace cdp::compare {
namespace {

double similarity(std::string_view a, std::string_view b) { return name_similarity(NameForm(a), NameForm(b)); }

struct Case {
    const char* a;
    const char* b;
    double similarity;
};

TEST(NameSimilarity, Table) {
    const Case cases[] = {
        // one name
        {"Jean Dupont", "DUPONT Jean", 1},
        {"Jean Dupont", "Dupont, Jean", 1},
        {"M. Jean DUPONT", "Dr Jean Dupont", 1},
        {"Jane Smith, PhD", "jane smith", 1},
        {"Jean-Pierre Martin", "Jean Pierre Martin", 1},
        {"Jeanpierre Martin", "Jean-Pierre Martin", 1},
        {"Fran\u00E7ois L\u00E9vy", "FRANCOIS LEVY", 1},
        {"\u0418\u0432\u0430\u043D\u043E\u0432 \u041F\u0451\u0442\u0440", "Petr Ivanov", 1},
        {"O'Brien Mary", "Mary OBRIEN", 1},
        {"Patrick O' Neill", "Patrick O\u2019Neill", 1},
        {"Anna Vandenberg", "Anna van den Berg", 1},
        {"Mc Donald Ronald", "Ronald McDonald", 1},
        {"Ian St. John", "Ian Saint-John", 1},
        {"Ste Marie Paul", "Sainte-Marie, Paul", 1},
        {"Prof. Dr. h.c. Anna Schmidt", "Anna Schmidt", 1},
        {"John Smith CBE", "John Smith", 1},
        // particles
        {"Jean de la Tour", "Jean Tour", .984},
        {"Ludwig van Beethoven", "Ludwig Beethoven", .992},
        {"de la Tour", "Tour", .968},
        {"Abdul al-Rashid", "Abdul Rashid", .923},
        // nicknames
        {"Bill Smith", "William Smith", .95},
        {"Peggy Jones", "Margaret Jones", .95},
        {"Paco Garc\u00EDa", "Francisco Garcia", .95},
        {"JP Martin", "Jean-Pierre Martin", .95},
        {"Chema L\u00F3pez", "Jos\u00E9 Mar\u00EDa L\u00F3pez", .95},
        {"Hans M\u00FCller", "Johannes M\u00FCller", .95},
        // initials
        {"J. Dupont", "Jean Dupont", .9},
        {"Dupont J", "Jean Dupont", .9},
        {"J.-P. Martin", "Jean-Pierre Martin", .857},
        {"JM Petit", "Jean Michel Petit", .95},
        {"PM Petit", "Paul Michel Petit", .857},
        {"J. Dupont", "P. Dupont", .667},
        {"J. D.", "Jean Dupont", .45},
        {"John Q. Smith", "John Smith", .923},
        {"John Q. Smith", "John Quincy Smith", .937},
        {"John Q. Smith", "John R. Smith", .8},
        // more words on one side
        {"Jean Martin", "Jean-Pierre Martin", .857},
        {"Maria Garcia", "Maria Garcia Lopez", .857},
        {"Marie Martin", "Marie Durand n\u00E9e Martin", .857},
        {"Dupont", "Jean Dupont", .75},
        // misspelt
        {"Jean Dupont", "Jean Dupond", .947},
        {"Jonathan Smith", "Jonathon Smith", .97},
        {"Catherine Meyer", "Katherine Meier", .844},
        // generations
        {"John Smith Jr", "John Smith Sr", .7},
        {"John Smith Jr", "Smith Jr, John", 1},
        {"John Smith Jr.", "John Smith", .97},
        {"John Smith III", "John Smith II", .7},
        // others
        {"Jean Dupont", "Marie Dupont", .5},
        {"Jean Dupont", "Jean Martin", .5},
        {"Jean Dupont", "Pierre Martin", 0},
        {"Jean Dupont", "", 0},
        {"", "", 1},
        {"!?", " ", 1},
        {"N/A", "Jean", 0},
    };
    for (const Case& c : cases) {
        EXPECT_NEAR(similarity(c.a, c.b), c.similarity, .005) << c.a << " | " << c.b;
        EXPECT_EQ(similarity(c.a, c.b), similarity(c.b, c.a)) << c.a << " | " << c.b;
        EXPECT_EQ(similarity(c.a, c.a), 1) << c.a;
        EXPECT_EQ(similarity(c.b, c.b), 1) << c.b;
    }
}

TEST(NameSimilarity, SymmetricInRangeAndOneForItself) {
    text::Nasty nasty(41);
    std::mt19937 random(41);
    static constexpr const char* kWords[] = {
        "jean", "pierre", "jp",  "jeanpierre", "de",   "la", "van", "den", "berg",   "vandenberg",
        "j",    "p",      "jm",  "marie",      "bill", "al", "ben", "jr",  "sr",     "maria",
        "jose", "chema",  "nee", "michel",     "m",    "dr", "y",   "iii", "william"};
    for (int i = 0; i < 50000; i++) {
        std::string a, b;
        if (i % 2 == 0) {
            a = nasty.next();
            b = nasty.next();
        } else {
            for (std::string* s : {&a, &b})
                for (unsigned n = random() % 7; n > 0; n--)
                    *s += std::string(kWords[random() % std::size(kWords)]) + " ";
        }
        const NameForm x(a), y(b);
        const double s = name_similarity(x, y);
        EXPECT_GE(s, 0) << a << " | " << b;
        EXPECT_LE(s, 1) << a << " | " << b;
        EXPECT_EQ(name_similarity(y, x), s) << a << " | " << b;
        EXPECT_EQ(name_similarity(x, x), 1) << a;
    }
}

TEST(NameSimilarity, LongTexts) {
    std::string many;
    for (int i = 0; i < 1000000; i++) many += "abc d ";
    EXPECT_EQ(similarity(many, many), 1);
    EXPECT_LT(similarity(many, "abc"), .2);
    EXPECT_EQ(similarity(std::string(10 << 20, 'x'), "Jean"), 0);
}

}  // namespace
}  // namespace cdp::compare
