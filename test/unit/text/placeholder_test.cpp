// SPDX-License-Identifier: PostgreSQL
#include "core/text/placeholder.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Placeholder, Junk) {
    const struct { Kind kind; const char* text; } cases[] = {
        {Kind::kText, ""}, {Kind::kText, "  "}, {Kind::kText, "-"}, {Kind::kText, "N/A"}, {Kind::kCity, "INCONNU"},
        {Kind::kStreet, "xxx"}, {Kind::kCompany, "k.A."}, {Kind::kGivenName, "TEST"}, {Kind::kGivenName, "xxx"},
        {Kind::kGivenName, "M."}, {Kind::kFamilyName, "NULL"}, {Kind::kFamilyName, "null"}, {Kind::kFamilyName, "0000"},
        {Kind::kFullName, "Test Test"}, {Kind::kFullName, "John Doe"}, {Kind::kEmail, "test@test.com"},
        {Kind::kEmail, "noreply@acme.fr"}, {Kind::kEmail, "xx@xx.xx"}, {Kind::kEmail, "jo@test.org"},
        {Kind::kEmail, "n/a"}, {Kind::kPhone, "0000000000"}, {Kind::kPhone, "06 00 00 00 00"}, {Kind::kPhone, "0123456789"},
        {Kind::kPhone, "98765432"}, {Kind::kPhone, "99999"}, {Kind::kBirthDate, "1900-01-01"},
        {Kind::kBirthDate, "01/01/1970"}, {Kind::kBirthDate, "00/00/0000"}, {Kind::kDate, "9999-12-31"},
        {Kind::kPostcode, "00000"}, {Kind::kPostcode, "99999"}, {Kind::kIdentifier, "123456789"}, {Kind::kIdentifier, "000"},
        {Kind::kGender, "unknown"}, {Kind::kNumber, "nan"},
        {Kind::kCity, "Onbekend"}, {Kind::kCity, "desconhecido"}, {Kind::kText, "\u041D\u0435\u0438\u0437\u0432\u0435\u0441\u0442\u043D\u043E"},
        {Kind::kText, "\u672A\u77E5"}, {Kind::kText, "n.v.t."}, {Kind::kFullName, "Mickey Mouse"}, {Kind::kFamilyName, "Achternaam"},
        {Kind::kPhone, "01 02 03 04 05"}, {Kind::kPhone, "+33102030405"}, {Kind::kPhone, "0600000000"},
        {Kind::kBirthDate, "1904-01-01"}, {Kind::kDate, "2079-06-06"}, {Kind::kEmail, "sans.mail@orange.fr"}, {Kind::kEmail, "jo@nomail.de"},
        {Kind::kEmail, "example@gmail.com"}, {Kind::kEmail, "exemple@orange.fr"}, {Kind::kEmail, "foo@bar"}, {Kind::kEmail, "Foo@bar.com"},
        {Kind::kEmail, "test@"}, {Kind::kStreet, "SDF"}, {Kind::kStreet, "NPAI"}, {Kind::kStreet, "Adresse inconnue"}, {Kind::kCity, "N.P.A.I."},
        {Kind::kStreet, "n'habite pas \u00E0 l'adresse indiqu\u00E9e"}, {Kind::kFamilyName, "NC"}, {Kind::kCity, "NC"}, {Kind::kGivenName, "toto"},
        {Kind::kFullName, "Toto TATA"}, {Kind::kFullName, "NULL NULL"}, {Kind::kFullName, "Inconnu INCONNU inconnu"}, {Kind::kFullName, "toto toto"},
        {Kind::kText, "null null"}, {Kind::kPhone, "N/C N/C"}, {Kind::kCompany, "NPAI"}, {Kind::kIdentifier, "000 000 000"},
    };
    for (const auto& c : cases) EXPECT_TRUE(is_placeholder(c.kind, c.text)) << kind_name(c.kind) << " " << c.text;
}

TEST(Placeholder, RealValues) {
    const struct { Kind kind; const char* text; } cases[] = {
        {Kind::kFamilyName, "Null"}, {Kind::kFamilyName, "Blank"}, {Kind::kFamilyName, "Li"}, {Kind::kFamilyName, "Oo"},
        {Kind::kGivenName, "Na"}, {Kind::kGivenName, "J"}, {Kind::kGivenName, "M"}, {Kind::kGivenName, "Nan"},
        {Kind::kFamilyName, "Tester-Muller"}, {Kind::kEmail, "info@acme.fr"}, {Kind::kEmail, "ann@example.org"}, {Kind::kEmail, "j@doe.org"},
        {Kind::kPhone, "0663801291"}, {Kind::kPhone, "+33612345678"}, {Kind::kPhone, "06 12 34 56 78"}, {Kind::kPhone, "\u0660\u0666\u0666\u0663\u0668\u0660\u0661\u0662\u0669\u0661"},
        {Kind::kPhone, "3533796"}, {Kind::kBirthDate, "1980-01-01"}, {Kind::kCountry, "NA"},
        {Kind::kCity, "Nancy"}, {Kind::kPostcode, "12345"}, {Kind::kPostcode, "55555"}, {Kind::kNumber, "0"},
        {Kind::kNumber, "-1"}, {Kind::kBoolean, "false"}, {Kind::kIdentifier, "73282932000074"}, {Kind::kGender, "M"},
        {Kind::kFullName, "Wei Zhi"}, {Kind::kGivenName, "Rien"}, {Kind::kFamilyName, "Bos"}, {Kind::kFamilyName, "Sample"},
        {Kind::kPhone, "01 42 03 04 05"}, {Kind::kBirthDate, "2000-01-01"}, {Kind::kEmail, "refuge@orange.fr"},
        {Kind::kFamilyName, "Toto"}, {Kind::kCompany, "TOTO"}, {Kind::kCompany, "SDF"}, {Kind::kCity, "Bora Bora"}, {Kind::kCity, "Baden-Baden"},
        {Kind::kGivenName, "Jean Jean"}, {Kind::kFullName, "Null Martin"}, {Kind::kEmail, "jean@bar"}, {Kind::kEmail, "bardot@free.fr"},
    };
    for (const auto& c : cases) EXPECT_FALSE(is_placeholder(c.kind, c.text)) << kind_name(c.kind) << " " << c.text;
}

TEST(Placeholder, NeverThrows) {
    Nasty nasty(8);
    for (int i = 0; i < 5000; i++) {
        const std::string s = nasty.next();
        for (std::size_t k = 0; k < kKindCount; k++) is_placeholder(static_cast<Kind>(k), s);
    }
}

}  // namespace
}  // namespace cdp::text
