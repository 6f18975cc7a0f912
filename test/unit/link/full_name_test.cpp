// SPDX-License-Identifier: PostgreSQL
// Names in one field fall into the parts that a reader would see, whatever their order and case.
#include "core/link/full_name.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cdp::link {
namespace {

struct Case {
    const char* full;
    const char* given;
    const char* family;
};

class FullName : public testing::TestWithParam<Case> {};

TEST_P(FullName, Splits) {
    const NameParts parts = split_full_name(GetParam().full);
    EXPECT_EQ(parts.given, GetParam().given);
    EXPECT_EQ(parts.family, GetParam().family);
}

INSTANTIATE_TEST_SUITE_P(
    UsualOrder, FullName,
    testing::Values(Case{"Jean Dupont", "Jean", "Dupont"}, Case{"Mme Chloé Lefèvre", "Chloé", "Lefèvre"},
                    Case{"Jean-Pierre Martin", "Jean-Pierre", "Martin"}, Case{"John Q. Smith", "John Q.", "Smith"},
                    Case{"John Michael Smith", "John Michael", "Smith"},
                    Case{"Maria Garcia Lopez", "Maria", "Garcia Lopez"},
                    Case{"Jean de la Fontaine", "Jean", "de la Fontaine"},
                    Case{"Anna van den Berg", "Anna", "van den Berg"}, Case{"John Smith Jr", "John", "Smith Jr"},
                    Case{"John Smith, Jr", "John", "Smith Jr"}, Case{"Qwertan Zxcvold", "Qwertan", "Zxcvold"},
                    Case{"J. Smith", "J.", "Smith"}));

INSTANTIATE_TEST_SUITE_P(
    FamilyFirst, FullName,
    testing::Values(Case{"Dupont, Jean", "Jean", "Dupont"}, Case{"Wilson Lucy", "Lucy", "Wilson"},
                    Case{"Smith, John, Jr", "John", "Smith Jr"}, Case{"van den Berg, Anna", "Anna", "van den Berg"},
                    Case{"van den Berg Anna", "Anna", "van den Berg"}, Case{"DUPONT Jean", "Jean", "Dupont"},
                    Case{"ZXCVOLD Qwertan", "Qwertan", "Zxcvold"}, Case{"Smith J.", "J.", "Smith"}));

INSTANTIATE_TEST_SUITE_P(Capitals, FullName,
                         testing::Values(Case{"Jean DUPONT", "Jean", "Dupont"}, Case{"JEAN DUPONT", "Jean", "Dupont"},
                                         Case{"Maria del CARMEN", "Maria", "del Carmen"},
                                         Case{"Mme Lucie MARTIN PETIT", "Lucie", "Martin Petit"}));

INSTANTIATE_TEST_SUITE_P(Scripts, FullName,
                         testing::Values(Case{"Анна Иванова", "Анна", "Иванова"},
                                         Case{"Иванова Анна", "Анна", "Иванова"},
                                         Case{"Γιώργος Παπαδόπουλος", "Γιώργος", "Παπαδόπουλος"}));

INSTANTIATE_TEST_SUITE_P(Rest, FullName,
                         testing::Values(Case{"", "", ""}, Case{"  ", "", ""}, Case{"N/A", "", ""},
                                         Case{"12345", "", ""}, Case{",", "", ""}, Case{"Lucy", "Lucy", ""},
                                         Case{"Dupont", "", "Dupont"}, Case{"Jr", "", "Jr"},
                                         Case{"de la", "De", "La"}));

TEST(FullName, LosesNoWord) {
    const std::string names[] = {"a b c d e f", "DE LA CRUZ Maria", "Maria DE LA Cruz",
                                 "x, y z",      "von und zu",       "A B. C, D"};
    for (const std::string& name : names) {
        const NameParts parts = split_full_name(name);
        std::size_t letters = 0;
        std::size_t kept = 0;
        for (char c : name) letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1 : 0;
        for (char c : parts.given + parts.family) kept += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1 : 0;
        EXPECT_EQ(kept, letters) << name;
    }
}

}  // namespace
}  // namespace cdp::link
