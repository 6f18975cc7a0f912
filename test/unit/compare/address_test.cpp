// SPDX-License-Identifier: PostgreSQL
#include "core/compare/address.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::compare {
namespace {

double similarity(std::string_view a, std::string_view b) {
    return address_similarity(AddressForm(a), AddressForm(b));
}

TEST(AddressSimilarity, Table) {
    const struct { const char* a; const char* b; double similarity; } cases[] = {
        {"12, av. Foch", "12 AVENUE FOCH", 1},
        {"12 bis bd Victor Hugo", "12B Boulevard Victor-Hugo", 1},
        {"Hauptstr. 12", "Hauptstra\u00DFe 12", 1},
        {"Haupt Str. 12", "Hauptstr. 12", 1},
        {"C/ Mayor, 5", "Calle Mayor 5", 1},
        {"5 Main St", "5 Main Street", 1},
        {"P.O. Box 12", "PO Box 12", 1},
        {"350 5th Ave", "350 Fifth Avenue", 1},
        {"350 5th Ave", "352 Fifth Avenue", .4},
        {"350 5th Ave", "350 6th Ave", 0},
        {"BP 12", "Bo\u00EEte postale 12", 1},
        {"BP 12", "BP 13", .4},
        {"350 5th Ave", "Fifth Avenue", .85},
        {"3 Gde Rue", "3 Grande Rue", 1},
        {"LD Les Pins", "Lieu-dit Les Pins", 1},
        {"ZA du Parc", "Zone artisanale du Parc", 1},
        {"P\u00BA de Gracia 5", "Paseo de Gracia, 5", 1},
        {"Apt 3E, 12 Main St", "Apt 3, 12 Main St", .9},
        {"12 rue de la Paix", "12 rue Paix", .97},
        {"12 rue de la Paix", "12 rue de la Pais", .77},
        {"12 av Jean Moulin", "12 av J. Moulin", .9},
        {"12 av Foch", "14 av Foch", .4},
        {"12 av Foch", "12 bis av Foch", .9},
        {"12-14 av Foch", "12 av Foch", .95},
        {"12-14 av Foch", "16 av Foch", .4},
        {"12 av Foch", "av Foch", .85},
        {"12 av Foch", "12 rue Foch", .9},
        {"5 Main St Apt 4", "5 Main St", .97},
        {"5 Main St Apt 4", "5 Main St Apt 5", .9},
        {"100 N Main St", "100 S Main St", .667},
        {"100 N Main St", "100 Main St", .857},
        {"12 av Foch, Paris", "12 av Foch", 1},
        {"12 av Foch, Paris", "12 av Foch, Lyon", .9},
        {"PO Box 12", "PO Box 13", .4},
        {"12 av Foch", "12 av Kl\u00E9ber", 0},
        {"12 av Foch", "PO Box 12", 0},
        {"12 av Foch", "", 0},
        {"", "-", 1},
    };
    for (const auto& c : cases) {
        EXPECT_NEAR(similarity(c.a, c.b), c.similarity, .02) << c.a << " | " << c.b;
        EXPECT_EQ(similarity(c.a, c.b), similarity(c.b, c.a)) << c.a << " | " << c.b;
        EXPECT_EQ(similarity(c.a, c.a), 1) << c.a;
    }
}

TEST(AddressSimilarity, SymmetricInRangeAndOneForItself) {
    text::Nasty nasty(61);
    for (int i = 0; i < 20000; i++) {
        const AddressForm x(nasty.next()), y(nasty.next());
        const double s = address_similarity(x, y);
        EXPECT_GE(s, 0);
        EXPECT_LE(s, 1);
        EXPECT_EQ(address_similarity(y, x), s);
        EXPECT_EQ(address_similarity(x, x), 1);
    }
    EXPECT_EQ(similarity(std::string(10 << 20, 'x'), "12 av Foch"), 0);
}

}  // namespace
}  // namespace cdp::compare
