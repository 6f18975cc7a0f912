// SPDX-License-Identifier: PostgreSQL
#include "core/text/parse_address.hpp"

#include <gtest/gtest.h>

#include "core/text/address.hpp"
#include "core/text/utf8.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

struct Case {
    const char* address;
    const char* house_number;
    const char* street_type;
    const char* street_name;
    const char* unit;
    const char* box;
    const char* rest;
};

TEST(ParseAddress, Parts) {
    const Case cases[] = {
        {"12, av. Foch", "12", "avenue", "Foch", "", "", ""},
        {"12 BIS BD VICTOR HUGO", "12 bis", "Boulevard", "Victor Hugo", "", "", ""},
        {"12B RUE DE L'EGLISE BAT C APPT 12", "12B", "Rue", "de l'Eglise", "B\u00E2timent C, Appt 12", "", ""},
        {"12-14 rue de la Paix, 75002 Paris", "12-14", "rue", "de la Paix", "", "", "75002 Paris"},
        {"R\u00E9sidence Les Lilas, 3 imp des Roses", "3", "impasse", "des Roses", "R\u00E9sidence Les Lilas", "", ""},
        {"3e \u00E9tage, 5 pl St-Jean", "5", "place", "Saint-Jean", "3e \u00E9tage", "", ""},
        {"rue du 8 mai 1945", "", "Rue", "du 8 Mai 1945", "", "", ""},
        {"via XX Settembre 5", "5", "via", "XX Settembre", "", "", ""},
        {"Bo\u00EEte postale 12", "", "", "", "", "Bo\u00EEte postale 12", ""},
        {"APT 3E, 12 MAIN ST", "12", "Street", "Main", "Apt 3E", "", ""},
        {"24 av Gal Leclerc", "24", "avenue", "G\u00E9n\u00E9ral Leclerc", "", "", ""},
        {"7 CHE DES VIGNES BP 123", "7", "Chemin", "des Vignes", "", "BP 123", ""},
        {"5 Main St", "5", "Street", "Main", "", "", ""},
        {"100 N Main St Apt 4B", "100", "Street", "N Main", "Apt 4B", "", ""},
        {"100 Main St NW, Suite 200", "100", "Street", "Main NW", "Suite 200", "", ""},
        {"350 5th Ave", "350", "Avenue", "5th", "", "", ""},
        {"Flat 2, 10 Downing Street", "10", "Street", "Downing", "Flat 2", "", ""},
        {"221B Baker Street, London", "221B", "Street", "Baker", "", "", "London"},
        {"P.O. Box 12", "", "", "", "", "P.O. Box 12", ""},
        {"1707 Elm Dr #5", "1707", "Drive", "Elm", "#5", "", ""},
        {"Route 66", "", "Route", "66", "", "", ""},
        {"Hauptstr. 12 a", "12 a", "", "Hauptstra\u00DFe", "", "", ""},
        {"Berliner Str. 5", "5", "Stra\u00DFe", "Berliner", "", "", ""},
        {"Am Markt 3", "3", "", "Am Markt", "", "", ""},
        {"C/ Mayor, 5", "5", "Calle", "Mayor", "", "", ""},
        {"C/Mayor 5", "5", "Calle", "Mayor", "", "", ""},
        {"N\u00B0 12 rue Foch", "12", "rue", "Foch", "", "", ""},
        {"CHEZ M DUPONT 12 RUE FOCH", "12", "Rue", "Foch", "", "", "Chez M Dupont"},
        {"Z.I. NORD 12 BIS RUE AMPERE", "12 bis", "Rue", "Ampere", "", "", "Z.I. Nord"},
        {"B.P. 123", "", "", "", "", "B.P. 123", ""},
        {"POB 123", "", "", "", "", "Pob 123", ""},
        {"Postfach 12 34", "", "", "", "", "Postfach 12 34", ""},
        {"12 rond-point de la D\u00E9fense", "12", "rond-point", "de la D\u00E9fense", "", "", ""},
        {"C/ Mayor 5 3\u00BA B", "5", "Calle", "Mayor", "3\u00BA B", "", ""},
        {"Plaza de Espa\u00F1a, 1, 2\u00BA izq.", "1", "Plaza", "de Espa\u00F1a", "2\u00BA izq.", "", ""},
        {"Calle 1\u00BA de Mayo 5", "5", "Calle", "1\u00BA de Mayo", "", "", ""},
        {"Calle Sol s/n", "", "Calle", "Sol", "", "", ""},
        {"Avda. de los Reyes n\u00BA 12", "12", "Avenida", "de los Reyes", "", "", ""},
        {"V.le Europa 10/B", "10/B", "Viale", "Europa", "", "", ""},
        {"P.za Garibaldi 3", "3", "Piazza", "Garibaldi", "", "", ""},
        {"Kerkstraat 5", "5", "", "Kerkstraat", "", "", ""},
        {"ul. Polna 92", "92", "ul.", "Polna", "", "", ""},
        {"ul. Polna 92 m. 7", "92", "ul.", "Polna", "m. 7", "", ""},
        {"UL. POLNA 92A M 7", "92a", "Ul.", "Polna", "m 7", "", ""},
        {"ul. Polna 92 lok. 7", "92", "ul.", "Polna", "lok. 7", "", ""},
        {"ul. Polna 92/7", "92/7", "ul.", "Polna", "", "", ""},
        {"Le Bourg", "", "", "Le Bourg", "", "", ""},
        {"", "", "", "", "", "", ""},
        {",-", "", "", "", "", "", ""},
    };
    for (const Case& c : cases) {
        const AddressParts p = parse_address(c.address);
        EXPECT_EQ(p.house_number, c.house_number) << c.address;
        EXPECT_EQ(p.street_type, c.street_type) << c.address;
        EXPECT_EQ(p.street_name, c.street_name) << c.address;
        EXPECT_EQ(p.unit, c.unit) << c.address;
        EXPECT_EQ(p.box, c.box) << c.address;
        EXPECT_EQ(p.rest, c.rest) << c.address;
    }
}

TEST(ParseAddress, TakesAnything) {
    Nasty nasty(51);
    for (int i = 0; i < 50000; i++) {
        const std::string s = nasty.next();
        const AddressParts p = parse_address(s);
        EXPECT_TRUE(valid_utf8(p.house_number + p.street_type + p.street_name + p.unit + p.box + p.rest)) << s;
        const auto clean = normalize_address(s);
        if (clean) {
            EXPECT_EQ(normalize_address(*clean), clean) << s;
        }
    }
    EXPECT_EQ(parse_address(std::string(10 << 20, '1')).street_name, "");
}

}  // namespace
}  // namespace cdp::text
