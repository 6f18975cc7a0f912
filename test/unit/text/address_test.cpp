// SPDX-License-Identifier: PostgreSQL
#include "core/text/address.hpp"

#include <gtest/gtest.h>

namespace cdp::text {
namespace {

TEST(Address, CleanFormAndKey) {
    const struct { const char* text; const char* clean; const char* key; } cases[] = {
        {"12, av. Foch", "12 avenue Foch", "12 av foch"},
        {"12,av Foch", "12 avenue Foch", "12 av foch"},
        {"12 bis  BD Victor Hugo", "12 bis Boulevard Victor Hugo", "12bis bd victor hugo"},
        {"12 BIS BD VICTOR HUGO", "12 bis Boulevard Victor Hugo", "12bis bd victor hugo"},
        {"14 RUE DE L'\u00C9GLISE", "14 Rue de l'\u00C9glise", "14 rue de leglise"},
        {"2 pl St-Jean", "2 place Saint-Jean", "2 pl st jean"},
        {"5 Main St", "5 Main Street", "5 main st"},
        {"St James St", "Saint James Street", "st james st"},
        {"100 N Main St Apt 4B", "100 N Main Street Apt 4B", "100 n main st apt 4b"},
        {"1707 Elm Dr", "1707 Elm Drive", "1707 elm dr"},
        {"5 Ste Anne Rd", "5 Sainte Anne Road", "5 ste anne rd"},
        {"Bahnhofstr. 122", "Bahnhofstra\u00DFe 122", "bahnhofstr 122"},
        {"Bahnhofstra\u00DFe 122", "Bahnhofstra\u00DFe 122", "bahnhofstr 122"},
        {"Av. de los Reyes 12", "Avenida de los Reyes 12", "av de los reyes 12"},
        {"Calle Miguel de Cervantes 134", "Calle Miguel de Cervantes 134", "c miguel de cervantes 134"},
        {"ul. Polna 92", "ul. Polna 92", "ul polna 92"},
        {"UL. POLNA 92 M. 7", "Ul. Polna 92 m. 7", "ul polna 92 7"},
        {"ul. Polna 92/7", "ul. Polna 92/7", "ul polna 92 7"},
        {"12 r de la Paix", "12 rue de la Paix", "12 rue de la paix"},
        {"7 CHE DES VIGNES BP 123", "7 Chemin des Vignes BP 123", "7 che des vignes bp 123"},
        {"24 av Gal Leclerc", "24 avenue G\u00E9n\u00E9ral Leclerc", "24 av gen leclerc"},
        {"C/ Mayor 5", "Calle Mayor 5", "c mayor 5"},
        {"N\u00B012 rue Foch", "12 rue Foch", "12 rue foch"},
        {"n\u00B0 12 rue Foch", "12 rue Foch", "12 rue foch"},
        {"No. 12 High Street", "12 High Street", "12 high st"},
        {"1 ST JAMES'S SQ", "1 Saint James's Square", "1 st jamess sq"},
        {"12 CH DES VIGNES", "12 Chemin des Vignes", "12 che des vignes"},
        {"12 rue du Fbg St Honor\u00E9", "12 rue du Faubourg Saint Honor\u00E9", "12 rue du fg st honore"},
        {"Str. des 17. Juni 135", "Stra\u00DFe des 17. Juni 135", "str des 17 juni 135"},
        {"Goethepl. 3", "Goetheplatz 3", "goethepl 3"},
        {"c/Rd 5", "calle Road 5", "c rd 5"},
        {"c/o Jean Dupont", "c/o Jean Dupont", "c o jean dupont"},
        {"12, r. Foch", "12 rue Foch", "12 rue foch"},
        {"Hauptstr.,", "Hauptstra\u00DFe", "hauptstr"},
        {"rue Foch 12 ter", "rue Foch 12 ter", "rue foch 12 ter"},
        {"P.O. BOX 12", "P.O. Box 12", "po box 12"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(normalize_address(c.text), c.clean);
        EXPECT_EQ(normalize_address(c.clean), c.clean);
        EXPECT_EQ(address_key(c.text), c.key);
        EXPECT_EQ(address_key(c.clean), c.key);
    }
}

// What stays in capitals, and what does not, in lines that are all in one case.
TEST(Address, CapitalsInLinesOfOneCase) {
    const struct { const char* text; const char* clean; } cases[] = {
        {"100 MAIN ST APT A", "100 Main Street Apt A"},
        {"100 main st unit a", "100 Main Street Unit A"},
        {"12 RUE FOCH BAT A APPT 4", "12 Rue Foch B\u00E2timent A Appt 4"},
        {"BAT A 5 RUE FOCH", "B\u00E2timent A 5 Rue Foch"},
        {"AVENUE D", "Avenue D"},
        {"5 RUE DE LA TOUR A FEU", "5 Rue de la Tour a Feu"},
        {"PO BOX 12", "PO Box 12"},
        {"12 VIA PO", "12 Via Po"},
        {"BP 12", "BP 12"},
        {"cs 12345", "CS 12345"},
        {"ZI DU NORD", "ZI du Nord"},
        {"ZA DU PARC, 12 RUE FOCH", "ZA du Parc, 12 Rue Foch"},
        {"UL. ZA BRAMKA 5", "Ul. Za Bramka 5"},
        {"LD LES PINS", "LD Les Pins"},
        {"LIEU-DIT LES PINS", "Lieu-dit Les Pins"},
        {"100 SW 5TH ST", "100 SW 5th Street"},
        {"100 5TH ST SW", "100 5th Street SW"},
        {"PRACA DA SE 5", "Praca da Se 5"},
        {"221B BAKER STREET", "221B Baker Street"},
        {"221b baker street", "221B Baker Street"},
        {"100 MAIN ST #4B", "100 Main Street #4B"},
        {"APT 3E, 12 MAIN ST", "Apt 3E, 12 Main Street"},
        {"3E ETAGE, 5 PL ST-JEAN", "3e Etage, 5 Place Saint-Jean"},
        {"HAUPTSTR. 12A", "Hauptstra\u00DFe 12a"},
        {"HAUPTSTR. 12 A", "Hauptstra\u00DFe 12 a"},
        {"12 RUE JEAN XXIII", "12 Rue Jean XXIII"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(normalize_address(c.text), c.clean);
        EXPECT_EQ(normalize_address(c.clean), c.clean);
    }
}

TEST(Address, WrittenOutByPlace) {
    const struct { const char* text; const char* clean; } cases[] = {
        {"3 GR", "3 Grande Rue"},
        {"3 gr de la Mare", "3 grande rue de la Mare"},
        {"12 Gde Rue", "12 Grande Rue"},
        {"12 art de Paris", "12 ancienne route de Paris"},
        {"5 Art St", "5 Art Street"},
        {"10 Palm Vlys", "10 Palm Valleys"},
        {"10 Main Un", "10 Main Un"},
        {"Les Pins Knl", "Les Pins Knl"},
        {"12 rue Hbr Knl", "12 rue Hbr Knl"},
        {"21 1st St", "21 1st Street"},
        {"5 Main St, London", "5 Main Street, London"},
        {"Flat 2, 10 Downing St, London", "Flat 2, 10 Downing Street, London"},
        {"12 Main St, Hartford CT 06101", "12 Main Street, Hartford CT 06101"},
        {"12 Main St Hartford CT 06101", "12 Main St Hartford CT 06101"},
        {"100 N St James St, St Albans", "100 N Saint James Street, Saint Albans"},
        {"Berliner Str. 5, 10115 Berlin", "Berliner Stra\u00DFe 5, 10115 Berlin"},
        {"P\u00BA. de Gracia, 5", "Paseo de Gracia, 5"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(normalize_address(c.text), c.clean);
        EXPECT_EQ(normalize_address(c.clean), c.clean);
    }
}

// What writing out an abbreviation does to the rest of the line.
TEST(Address, CleanFormsStay) {
    const struct { std::string_view text; std::string_view clean; } cases[] = {
        {"bD\x1A\xDC\xAB", "Boulevard \u072B"},
        {{"100\x12" "0abcdef\xFF\xFFX@\xFFst-XXXX\0;8", 26}, "100 0abcdef X@ saint-XXXX; 8"},
        {"\u017Ft JAMES", "saint JAMES"},
        {"\u0131mp x", "Impasse X"},
        {"ste st-hauptstr ste-/", "Sainte Saint-Hauptstra\u00DFe Ste-/"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(normalize_address(c.text), c.clean);
        EXPECT_EQ(normalize_address(c.clean), c.clean);
    }
}

TEST(Address, WhatIsNone) {
    EXPECT_EQ(normalize_address(" ,- "), std::nullopt);
    EXPECT_EQ(normalize_address(std::string(2000, 'a')), std::nullopt);
    std::string grows;  // too long once written out
    for (int i = 0; i < 120; i++) grows += "1 r b, ";
    EXPECT_EQ(normalize_address(grows), std::nullopt);
}

}  // namespace
}  // namespace cdp::text
