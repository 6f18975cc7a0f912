// SPDX-License-Identifier: PostgreSQL
#include <gtest/gtest.h>

#include "core/text/address.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(AddressKey, WritingsOfOneLine) {
    const struct { const char* a; const char* b; const char* key; } cases[] = {
        {"350 5th Ave", "350 Fifth Avenue", "350 5 av"},
        {"21 1st St", "21 First Street", "21 1 st"},
        {"5 Forty-Second St", "5 42nd Street", "5 42 st"},
        {"BP 12", "Bo\u00EEte postale 12", "bp 12"},
        {"3 Gde Rue", "3 GR", "3 gr"},
        {"P.\u00BA de Gracia 5", "Paseo de Gracia 5", "pso de gracia 5"},
        {"Via XX Settembre 5", "via Venti Settembre 5", "via 20 settembre 5"},
        {"Calle 2 de Mayo 5", "C/ Dos de Mayo 5", "c 2 de mayo 5"},
        {"25 3e Avenue", "25 Troisi\u00E8me Avenue", "25 3 av"},
        {"Apt 3E, 12 Main St", "Apartment 3E, 12 Main Street", "apt 3e 12 main st"},
        {"12 Elm Ter", "12 Elm Terrace", "12 elm tce"},
        {"10 Gopher Pr", "10 Gopher Prairie", "10 gopher pr"},
        {"12 pnt du Raz", "12 pointe du Raz", "12 pnt du raz"},
        {"LD Les Pins", "Lieu-dit Les Pins", "ld les pins"},
        {"ZA du Parc", "Zone artisanale du Parc", "za du parc"},
        {"ch. du Moulin", "chemin du Moulin", "che du moulin"},
        {"P\u00BA de Gracia 5", "Paseo de Gracia 5", "pso de gracia 5"},
        {"rue du 8 mai 1945", "rue du huit mai 1945", "rue du 8 mai 1945"},
        {"rue du 19 mars 1962", "rue du Dix-Neuf Mars 1962", "rue du 19 mars 1962"},
        {"rue du 1er Mai", "rue du Premier Mai", "rue du 1 mai"},
        {"rue du 21 avril", "rue du vingt et un avril", "rue du 21 avril"},
        {"rue du 3e RI", "rue du Troisi\u00E8me RI", "rue du 3 ri"},
        {"3 rue du Pont Neuf", "3, r. du Pont-Neuf", "3 rue du pont neuf"},
        {"P.O. Box 12", "PO Box 12", "po box 12"},
        {"12 bis rue X", "12bis rue X", "12bis rue x"},
        {"10 Palm Vly", "10 Palm Valley", "10 palm vly"},
        {"Hauptstr. 12e", "Hauptstrasse 12E", "hauptstr 12e"},
        {"rue du Dr Roux", "rue du docteur Roux", "rue du dr roux"},
        {"", " - ", ""},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(address_key(c.a), c.key);
        EXPECT_EQ(address_key(c.b), c.key);
    }
}

TEST(AddressKey, TakesAnything) {
    Nasty nasty(53);
    for (int i = 0; i < 20000; i++)
        EXPECT_EQ(address_key(nasty.next()).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789 "), std::string::npos);
}

}  // namespace
}  // namespace cdp::text
